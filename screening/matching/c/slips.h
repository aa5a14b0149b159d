/* Which listed words are within so many slips of a word, and the parts that have them: Lexicon._within_slips. */

static int near_add(Lexicon *self, uint32_t number, double bound)
{
    if (number >= (uint64_t)self->size) {
        damaged("parts");
        return -1;
    }
    if (self->bounds[number] == 0.0 && found_add(&self->near, number) < 0)
        return -1;
    if (bound > self->bounds[number])
        self->bounds[number] = bound;
    return 0;
}

/* The checksums of what is left of a word's first letters once up to `limit` of them are deleted. */
static int deletion_sums(const Py_UCS4 *letters, int prefix, int limit, uint32_t *sums)
{
    int count = 0;
    for (unsigned deleted = 0; deleted < 1u << prefix; deleted++) {
        Py_UCS4 key[MOST_PREFIX];
        int length = 0, bits = 0;
        for (unsigned left = deleted; left; left &= left - 1)
            bits++;
        if (bits > limit)
            continue;
        for (int place = 0; place < prefix; place++)
            if (!(deleted >> place & 1))
                key[length++] = letters[place];
        sums[count++] = checksum_of(key, length);
    }
    return count;
}

/* How many those are: the ways to choose the letters that are deleted. */
static int deletion_count(int prefix, int limit)
{
    int count = 0, ways = 1;
    for (int deleted = 0; deleted <= limit && deleted <= prefix; deleted++) {
        count += ways;
        ways = ways * (prefix - deleted) / (deleted + 1);
    }
    return count;
}

/* Letters as bits (lexicon.letter_set). */
static uint32_t letter_set(const Py_UCS4 *letters, int length)
{
    uint32_t set = 0;
    for (int place = 0; place < length; place++)
        set |= (uint32_t)1 << (letters[place] & 31);
    return set;
}

/* Whether the letters of two words differ by more than `limit` on either side: an edit changes one of each's own. */
static int letters_apart(uint32_t one, uint32_t other, int limit)
{
    uint32_t own = one & ~other, others = other & ~one;
    for (; limit; limit--) {
        own &= own - 1;
        others &= others - 1;
    }
    return (own | others) != 0;
}

/* The first word of at least so many letters. */
static int64_t word_of_length(const Lexicon *self, int length)
{
    return first_of_length(&self->lengths, length, self->word_count);
}

/* Note the words that share a key with a word and are about as long, some more than once. */
static int words_under_keys(Lexicon *self, const Py_UCS4 *letters, int length, int deleted, int limit)
{
    const int prefix = length < self->prefix ? length : self->prefix;
    const int64_t first = word_of_length(self, length - limit), end = word_of_length(self, length + limit + 1);
    uint32_t sums[MOST_KEYS];
    const int count = deletion_sums(letters, prefix, deleted, sums);
    for (int key = 0; key < count; key++)
        prefetch_entry(&self->slips, sums[key]);
    for (int key = 0; key < count; key++) {
        Py_ssize_t at = entry_at(&self->slips, sums[key]);
        int64_t word = id_under(&self->slips, at, sums[key]);
        if (word < -1)
            return -1;
        if (word >= 0 && word < first)
            at = entry_from(&self->slips, at, (uint64_t)sums[key] << 32 | (uint64_t)first);
        for (; word >= 0 && (word = id_under(&self->slips, at, sums[key])) >= 0 && word < end; at++) {
            if (word >= self->word_count) {
                damaged("words");
                return -1;
            }
            PREFETCH(self->letters.data + 4 * word);
            if (found_add(&self->close, (uint32_t)word) < 0)
                return -1;
        }
        if (word < -1)
            return -1;
    }
    return 0;
}

#define TOGETHER 64 /* words whose letters are looked at together */

/* Note the words from one to another whose letters show them no further apart. */
static int words_alike(Lexicon *self, uint32_t own, int64_t word, int64_t end, int limit)
{
    for (; word < end; word += TOGETHER) {
        const int count = end - word < TOGETHER ? (int)(end - word) : TOGETHER;
        uint32_t ours[TOGETHER], theirs[TOGETHER] = {0};
        memcpy(theirs, self->letters.data + 4 * word, sizeof *theirs * (size_t)count);
        for (int at = 0; at < TOGETHER; at++) {
            ours[at] = own & ~theirs[at];
            theirs[at] &= ~own;
        }
        for (int edit = 0; edit < limit; edit++)
            for (int at = 0; at < TOGETHER; at++) {
                ours[at] &= ours[at] - 1;
                theirs[at] &= theirs[at] - 1;
            }
        for (int at = 0; at < count; at++)
            if (!(ours[at] | theirs[at]) && found_add(&self->close, (uint32_t)(word + at)) < 0)
                return -1;
    }
    return 0;
}

/* Note all words about as long, if they are few beside the keys to look up: 1, 0, or -1 on error. */
static int few_words(Lexicon *self, uint32_t own, int length, int deleted, int limit)
{
    const int keys = deletion_count(length < self->prefix ? length : self->prefix, deleted);
    const int64_t word = word_of_length(self, length - limit), last = word_of_length(self, length + limit + 1);
    const int64_t end = last < self->word_count ? last : self->word_count;
    if (end - word > (int64_t)self->few * keys)
        return 0;
    return words_alike(self, own, word, end, limit) < 0 ? -1 : 1;
}

/* Note the words that share a key with a word, and whose letters show them no further apart. `is_whole`: so do all that
 * are within its edits. */
static int close_by_deletion(Lexicon *self, const Py_UCS4 *letters, int length, int deleted, int limit, int is_whole)
{
    const uint32_t own = letter_set(letters, length);
    Py_ssize_t kept = 0;
    int failed = is_whole ? few_words(self, own, length, deleted, limit) : 0;
    if (failed == 0)
        failed = words_under_keys(self, letters, length, deleted, limit);
    for (Py_ssize_t at = 0; at < self->close.count; at++) {
        const uint32_t word = self->close.items[at], other = view_u32(&self->letters, (Py_ssize_t)word);
        const uint64_t bit = BIT(word % 64);
        if (letters_apart(own, other, limit) || self->seen[word / 64] & bit)
            continue;
        PREFETCH(self->text_ends.data + 8 * (Py_ssize_t)word);
        self->seen[word / 64] |= bit;
        self->close.items[kept++] = word;
    }
    self->close.count = kept;
    return failed < 0 ? -1 : 0;
}

#define AHEAD 6 /* words whose letters are on their way while one is measured */

static void prefetch_text(const Lexicon *self, uint32_t word)
{
    const uint64_t from = view_u64(&self->text_ends, (Py_ssize_t)word);
    PREFETCH(self->owner_ends.data + 4 * (Py_ssize_t)word);
    if (from < (uint64_t)self->texts.count)
        PREFETCH(self->texts.data + from);
}

/* Add the parts whose spelling is within so many edits of a word. */
static int near_by_slips(Lexicon *self, const Py_UCS4 *letters, int length, int deleted, int limit, int is_whole)
{
    Pattern pattern;
    if (limit == 0)
        return 0;
    int failed = close_by_deletion(self, letters, length, deleted, limit, is_whole);
    pattern_of(&pattern, letters, length);
    for (Py_ssize_t at = 0; at < self->close.count; at++) {
        const uint32_t word = self->close.items[at];
        Py_ssize_t from, to, count, distance;
        self->seen[word / 64] = 0;
        if (failed)
            continue;
        if (at + AHEAD < self->close.count)
            prefetch_text(self, self->close.items[at + AHEAD]);
        if (!run_u64(&self->text_ends, &self->texts, word, &from, &to)) {
            damaged("words");
            failed = -1;
            continue;
        }
        if (to - from < length - limit || to - from > 4 * ((Py_ssize_t)length + limit))
            continue; /* a letter is one to four bytes */
        distance = distance_to(&pattern, self->texts.data + from, self->texts.data + to, &count);
        if (distance < 0)
            failed = -1;
        if (distance < 0 || distance > limit)
            continue;
        if (!run_u32(&self->owner_ends, &self->owners, word, &from, &to)) {
            damaged("words");
            failed = -1;
            continue;
        }
        for (Py_ssize_t own = from; own < to && !failed; own++) {
            uint32_t number = view_u32(&self->owners, own);
            if (number >= (uint64_t)self->size || self->scripts.data[number] >= self->syllabic.count) {
                damaged("parts");
                failed = -1;
            } else if (!self->syllabic.data[self->scripts.data[number]]) {
                failed = near_add(self, number, self->slip_bounds[distance]);
            }
        }
    }
    self->close.count = 0;
    return failed;
}
