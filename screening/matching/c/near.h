/* Which listed parts a word may stand for: Lexicon.neighbours. */

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

/* What of a part is looked for, as Lexicon.neighbours says. */
typedef struct {
    PyObject *slips, *exact, *classes, *sounds, *spellings; /* tuples; slips are (word, letters deleted, edits) */
    const unsigned char *treatments;                        /* by script of the other part */
    Py_ssize_t scripts;
} Wanted;

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

/* Letters as bits (lexicon.letter_set). */
static uint32_t letter_set(const Py_UCS4 *letters, int length)
{
    uint32_t set = 0;
    for (int place = 0; place < length; place++)
        set |= (uint32_t)1 << (letters[place] & 31);
    return set;
}

static int bits_above(uint32_t bits, int limit)
{
    for (; bits && limit >= 0; bits &= bits - 1)
        limit--;
    return limit < 0;
}

/* Note the words that share a key with a word, and whose letters do not differ by more than `limit` on either side. */
static int close_by_deletion(Lexicon *self, const Py_UCS4 *letters, int length, int deleted, int limit)
{
    const int prefix = length < self->prefix ? length : self->prefix;
    const uint32_t own = letter_set(letters, length);
    uint32_t sums[MOST_KEYS];
    const int count = deletion_sums(letters, prefix, deleted, sums);
    for (int key = 0; key < count; key++) {
        const Py_ssize_t bucket = self->bucket_bits ? sums[key] >> (32 - self->bucket_bits) : 0;
        PREFETCH(self->slips.data + 8 * (Py_ssize_t)view_u32(&self->slip_starts, bucket));
    }
    for (int key = 0; key < count; key++) {
        int64_t word;
        Py_ssize_t at = entry_in_bucket(&self->slips, &self->slip_starts, self->bucket_bits, sums[key]);
        if (at < 0) {
            damaged("words");
            return -1;
        }
        for (; (word = id_under(&self->slips, at, sums[key])) >= 0; at++) {
            if (word >= self->word_count) {
                damaged("words");
                return -1;
            }
            const uint64_t bit = BIT(word % 64);
            const uint32_t other = view_u32(&self->letters, (Py_ssize_t)word);
            if (self->seen[word / 64] & bit || bits_above(own & ~other, limit) || bits_above(other & ~own, limit))
                continue;
            self->seen[word / 64] |= bit;
            if (found_add(&self->close, (uint32_t)word) < 0)
                return -1;
        }
    }
    return 0;
}

/* Add the parts whose spelling is within so many edits of a word. */
static int near_by_slips(Lexicon *self, const Py_UCS4 *letters, int length, int deleted, int limit)
{
    Pattern pattern;
    if (limit == 0)
        return 0;
    int failed = close_by_deletion(self, letters, length, deleted, limit);
    pattern_of(&pattern, letters, length);
    for (Py_ssize_t at = 0; at < self->close.count; at++) {
        const uint32_t word = self->close.items[at];
        Py_ssize_t from, to, count, distance;
        self->seen[word / 64] = 0;
        if (failed)
            continue;
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

/* What is done with a part of one sound, by its script; lexicon.py has the same numbers. */
enum { NEVER, ALWAYS, BY_LETTERS };

/* Whether the letters of two parts of one sound differ no more than they may (Lexicon._sounds_alike); -1 on error. */
static int sounds_alike(const Lexicon *self, const Wanted *wanted, const Pattern *patterns, int64_t number)
{
    const Py_ssize_t count = PyTuple_Size(wanted->spellings);
    Py_ssize_t first, last, from, to;
    if (number >= self->size || self->scripts.data[number] >= wanted->scripts
        || !run_u32(&self->word_ends, &self->words, (uint64_t)number, &first, &last)) {
        damaged("parts");
        return -1;
    }
    const int treatment = wanted->treatments[self->scripts.data[number]];
    if (treatment != BY_LETTERS)
        return treatment == ALWAYS;
    for (Py_ssize_t word = first; word < last; word++) {
        if (!run_u64(&self->text_ends, &self->texts, view_u32(&self->words, word), &from, &to)) {
            damaged("words");
            return -1;
        }
        for (Py_ssize_t own = 0; own < count; own++) {
            Py_ssize_t letters;
            Py_ssize_t distance = distance_to(patterns + own, self->texts.data + from, self->texts.data + to, &letters);
            if (distance < 0)
                return -1;
            Py_ssize_t longest = letters > patterns[own].length ? letters : patterns[own].length;
            Py_ssize_t limit = (Py_ssize_t)((double)longest * self->sound_share);
            if (distance <= (limit > self->sound_least ? limit : self->sound_least))
                return 1;
        }
    }
    return 0;
}

static int near_by_sounds(Lexicon *self, const Wanted *wanted)
{
    const Py_ssize_t count = PyTuple_Size(wanted->spellings), keys = PyTuple_Size(wanted->sounds);
    if (keys == 0)
        return 0;
    Pattern *patterns = PyMem_Calloc((size_t)count + 1, sizeof(Pattern));
    Py_UCS4 **letters = PyMem_Calloc((size_t)count + 1, sizeof(Py_UCS4 *));
    int failed = patterns == NULL || letters == NULL ? -1 : 0;
    if (failed)
        PyErr_NoMemory();
    for (Py_ssize_t at = 0; at < count && !failed; at++) {
        PyObject *word = PyTuple_GetItem(wanted->spellings, at);
        letters[at] = PyUnicode_AsUCS4Copy(word);
        if (letters[at] == NULL)
            failed = -1;
        else
            pattern_of(patterns + at, letters[at], (int)PyUnicode_GetLength(word));
    }
    for (Py_ssize_t key = 0; key < keys && !failed; key++) {
        uint32_t sum;
        int64_t number;
        failed = key_sum(PyTuple_GetItem(wanted->sounds, key), &sum);
        Py_ssize_t at = failed ? 0 : entry_at(&self->sounds, sum);
        for (; !failed && (number = id_under(&self->sounds, at, sum)) >= 0; at++) {
            if (number < self->size && self->bounds[number] >= self->sound_bound)
                continue;
            int is_near = sounds_alike(self, wanted, patterns, number);
            failed = is_near < 0 || (is_near && near_add(self, (uint32_t)number, self->sound_bound) < 0) ? -1 : 0;
        }
    }
    for (Py_ssize_t at = 0; letters != NULL && at < count; at++)
        PyMem_Free(letters[at]);
    PyMem_Free(letters);
    PyMem_Free(patterns);
    return failed;
}

static int near_by_words(Lexicon *self, const Wanted *wanted)
{
    for (Py_ssize_t at = 0; at < PyTuple_Size(wanted->slips); at++) {
        PyObject *word;
        int deleted, limit;
        if (!PyArg_ParseTuple(PyTuple_GetItem(wanted->slips, at), "Uii;a slip is (word, letters deleted, edits)", &word,
                              &deleted, &limit))
            return -1;
        if (deleted > MOST_SLIPS || limit < 0 || limit > MOST_SLIPS) {
            PyErr_SetString(PyExc_ValueError, "no bound is known for so many edits");
            return -1;
        }
        Py_UCS4 *letters = PyUnicode_AsUCS4Copy(word);
        int failed =
            letters == NULL ? -1 : near_by_slips(self, letters, (int)PyUnicode_GetLength(word), deleted, limit);
        PyMem_Free(letters);
        if (failed)
            return -1;
    }
    for (Py_ssize_t at = 0; at < PyTuple_Size(wanted->exact); at++) {
        Py_ssize_t size, from, to;
        const char *bytes = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(wanted->exact, at), &size);
        int is_there = bytes == NULL ? -1 : owners_of(self, (const unsigned char *)bytes, size, &from, &to);
        if (is_there < 0)
            return -1;
        for (; is_there && from < to; from++)
            if (near_add(self, view_u32(&self->owners, from), 1.0) < 0)
                return -1;
    }
    for (Py_ssize_t at = 0; at < PyTuple_Size(wanted->classes); at++) {
        uint32_t sum;
        int64_t number;
        if (key_sum(PyTuple_GetItem(wanted->classes, at), &sum) < 0)
            return -1;
        for (Py_ssize_t entry = entry_at(&self->sounds, sum); (number = id_under(&self->sounds, entry, sum)) >= 0;
             entry++)
            if (near_add(self, (uint32_t)number, 1.0) < 0)
                return -1;
    }
    return 0;
}

/* Lexicon.neighbours: `self->near`, in order, with `self->bounds`; to be given back by `near_done`. */
static int near_of(Lexicon *self, const Wanted *wanted)
{
    if (near_by_words(self, wanted) < 0 || near_by_sounds(self, wanted) < 0)
        return -1;
    if (self->near.count > 1)
        qsort(self->near.items, (size_t)self->near.count, sizeof(uint32_t), by_number);
    return 0;
}

static void near_done(Lexicon *self)
{
    for (Py_ssize_t at = 0; at < self->near.count; at++)
        self->bounds[self->near.items[at]] = 0.0;
    self->near.count = 0;
}

static int wanted_read(Wanted *wanted, PyObject *from)
{
    static const char form[] = "O!O!O!O!O!y#;what is wanted is (slips, exact, classes, sounds, spellings, treatments)";
    return PyArg_ParseTuple(from, form, &PyTuple_Type, &wanted->slips, &PyTuple_Type, &wanted->exact, &PyTuple_Type,
                            &wanted->classes, &PyTuple_Type, &wanted->sounds, &PyTuple_Type, &wanted->spellings,
                            &wanted->treatments, &wanted->scripts)
               ? 0
               : -1;
}

static PyObject *lexicon_neighbours(PyObject *object, PyObject *from)
{
    Lexicon *self = (Lexicon *)object;
    Wanted wanted;
    if (!PyTuple_Check(from)) {
        PyErr_SetString(PyExc_TypeError, "what is wanted is a tuple");
        return NULL;
    }
    if (wanted_read(&wanted, from) < 0)
        return NULL;
    PyObject *result = near_of(self, &wanted) < 0 ? NULL : PyList_New(0);
    for (Py_ssize_t at = 0; at < self->near.count && result != NULL; at++) {
        const uint32_t number = self->near.items[at];
        PyObject *pair = Py_BuildValue("(Id)", (unsigned int)number, self->bounds[number]);
        if (pair == NULL || PyList_Append(result, pair) < 0)
            Py_CLEAR(result);
        Py_XDECREF(pair);
    }
    near_done(self);
    return result;
}

static PyMethodDef lexicon_methods[] = {
    {"neighbours", lexicon_neighbours, METH_O, "The parts that a part may stand for, in order, with their bounds."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot lexicon_slots[] = {
    {Py_tp_new, lexicon_new},
    {Py_tp_dealloc, lexicon_free},
    {Py_tp_methods, lexicon_methods},
    {Py_tp_doc, "Lexicon(sections..., bounds by slips, bound by sound, least, share, prefix): what words are near."},
    {0, NULL},
};

static PyType_Spec lexicon_spec = {
    "screening.matching._kernel.Lexicon", sizeof(Lexicon), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    lexicon_slots,
};
