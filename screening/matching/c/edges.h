/* What may be paired with what: align._words, _joins and _acronyms. */

static int edges_of_words(Draft *draft)
{
    for (uint64_t left = draft->free[0] & draft->content[0]; left; left &= left - 1)
        for (uint64_t right = draft->free[1] & draft->content[1]; right; right &= right - 1) {
            Agreement found;
            const int query = lowest_bit(left), record = lowest_bit(right);
            int agrees = part_agreement(draft, query, record, &found);
            if (agrees < 0
                || (agrees && edge_add(draft, BIT(query), BIT(record), found.share, found.points, found.relation,
                                       found.is_slip) < 0))
                return -1;
        }
    return 0;
}

/* Add to a word; 0 where it would be longer than `longest`. */
static int text_join(Py_UCS4 *letters, int *length, Text more, int longest)
{
    if (*length + more.length > longest)
        return 0;
    memcpy(letters + *length, more.letters, sizeof(Py_UCS4) * (size_t)more.length);
    *length += more.length;
    return 1;
}

/* Words of neighbouring parts run together without articles, and where each ends. */
typedef struct {
    Py_UCS4 letters[2 * MOST_WRITTEN];
    int ends[MOST_PLACES + 1], count;
} Run;

static void run_of(const Draft *draft, int side, uint64_t places, int as_written, Run *run)
{
    int length = 0;
    for (run->count = 0; places; places &= places - 1) {
        const Text word = joined_by(draft->sides[side][lowest_bit(places)], as_written);
        if (length + word.length > MOST_WRITTEN)
            break;
        length += bare_of(draft->search->readings->joined, word, run->letters + length).length;
        run->ends[++run->count] = length;
    }
    run->ends[0] = 0;
}

/* Whether parts of the record sound so together: joins.sound_of. */
static int sounds_as(const Draft *draft, uint64_t places, Text key)
{
    int length = 0, count = 0;
    for (; places; places &= places - 1) {
        const Part *part = draft->sides[1][lowest_bit(places)];
        const Text *keys = part->words + part->spellings + part->classes;
        if (part->keys == 0)
            continue;
        if (length + keys->length > key.length
            || !same_text((Text){key.letters + length, keys->length}, *keys))
            return 0;
        length += keys->length;
        count++;
    }
    return count > 1 && length == key.length;
}

/* joins.may_be: whether a word of the query's part is neighbouring parts of the record run together, with a slip. */
static int may_be_joined(const Draft *draft, const Part *part, Text word, uint64_t places, int as_written)
{
    const Words *words = draft->search->readings->joined;
    const Text *keys = part->words + part->spellings + part->classes;
    const int is_heard = draft->sides[1][lowest_bit(places)]->script != SYLLABIC;
    Py_UCS4 room[3][MOST_WRITTEN];
    Run run;
    for (int at = 0; at < part->keys && is_heard; at++)
        if (sounds_as(draft, places, keys[at]))
            return 1;
    if (part->is_vowelless && draft->sides[1][lowest_bit(places)]->alphabet != part->alphabet)
        return 1;
    run_of(draft, 1, places, as_written, &run);
    for (int place = 0; place < run.count; place++) {
        const int from = run.ends[place], to = run.ends[place + 1], all = run.ends[run.count];
        const Text before = {run.letters, from}, out = {run.letters + from, to - from};
        const Text after = {run.letters + to, all - to};
        for (int start = 0; start < word.length; start++) {
            if (!same_text(bare_of(words, (Text){word.letters, start}, room[0]), before))
                continue;
            for (int end = start + 1; end <= word.length; end++) {
                const Text between = bare_of(words, (Text){word.letters + start, end - start}, room[1]);
                if (between.length == 0 || before.length + after.length < draft->search->readings->rules.least_standing
                    || !same_text(bare_of(words, (Text){word.letters + end, word.length - end}, room[2]), after))
                    continue;
                Pattern pattern;
                pattern_of(&pattern, between.letters, between.length);
                if (is_slip_within(&draft->search->readings->rules, &pattern, out))
                    return 1;
            }
        }
    }
    return 0;
}

/* align._joins: one word of this side as a stretch of the other; or align._joins_as_written. */
static int edges_of_joins(Draft *draft, int one, int as_written)
{
    const Rules *rules = &draft->search->readings->rules;
    const int many = 1 - one;
    uint64_t singles = 0;
    int longest = 0;
    for (uint64_t left = draft->free[one] & draft->content[one]; left; left &= left - 1) {
        const Part *part = draft->sides[one][lowest_bit(left)];
        if (joined_by(part, as_written).length < rules->least_joined || (as_written && !is_spelt(part)))
            continue;
        singles |= left & -left;
        if (as_written)
            longest = part->text.length > longest ? part->text.length : longest;
        for (int word = 0; word < part->spellings && !as_written; word++)
            longest = part->words[word].length > longest ? part->words[word].length : longest;
    }
    longest += (int)rules->letters_apart;
    for (uint64_t left = singles ? draft->free[many] : 0; left; left &= left - 1) {
        const int start = lowest_bit(left);
        Py_UCS4 letters[2 * MOST_LETTERS];
        int length = 0, has_content = draft->sides[many][start]->role == CONTENT;
        int all_initials = draft->sides[many][start]->role == INITIAL;
        uint64_t places = BIT(start);
        if (!text_join(letters, &length, joined_by(draft->sides[many][start], as_written), 2 * MOST_LETTERS))
            continue;
        for (int end = start + 1; end < draft->counts[many] && end < start + rules->most_joined; end++) {
            const Part *part = draft->sides[many][end];
            if (!(draft->free[many] >> end & 1) || !text_join(letters, &length, joined_by(part, as_written), longest))
                break;
            places |= BIT(end);
            has_content |= part->role == CONTENT;
            all_initials &= part->role == INITIAL;
            if (!has_content && !all_initials)
                continue;
            for (uint64_t single = singles; single; single &= single - 1) {
                const Part *own = draft->sides[one][lowest_bit(single)];
                const int is_strict = own->script == SYLLABIC || draft->sides[many][start]->script == SYLLABIC;
                for (int word = 0; word < (as_written ? 1 : own->spellings); word++) {
                    const Text single_word = as_written ? own->text : own->words[word], joined = {letters, length};
                    if (abs(single_word.length - length) > rules->letters_apart)
                        continue;
                    double share = as_written ? written_share(draft, single_word, joined, rules->join_share)
                                              : word_share(draft, single_word, joined, is_strict, rules->join_share);
                    if (share < 0.0)
                        return -1;
                    if (share < rules->join_share)
                        continue;
                    if (one == 0 && share < 1.0 && !may_be_joined(draft, own, single_word, places, as_written))
                        continue;
                    if (edge_joined(draft, one, single & -single, places, share) < 0)
                        return -1;
                    break;
                }
            }
        }
    }
    return 0;
}

/* The places of a stretch, from `start` on, whose initials are a word; 0 where there is none. */
static uint64_t acronym_at(const Draft *draft, int side, int start, Text word, int skip_small)
{
    uint64_t places = 0;
    int found = 0;
    for (int place = start; place < draft->counts[side]; place++) {
        const Part *part = draft->sides[side][place];
        const Text spelling = spelling_of(part);
        if (skip_small && found && (part->role == PARTICLE || part->role == HONORIFIC))
            continue;
        if (spelling.length < 2 || (place == draft->counts[side] - 1 && part->role == LEGAL_FORM)
            || spelling.letters[0] != word.letters[found])
            return 0;
        places |= BIT(place);
        if (++found == word.length)
            return places;
    }
    return 0;
}

/* align._acronyms: the words of this side that are the initials of a stretch of the other. */
static int edges_of_acronyms(Draft *draft, int one)
{
    const Rules *rules = &draft->search->readings->rules;
    const int many = 1 - one;
    int has_small = 0;
    for (int place = 0; place < draft->counts[many]; place++) {
        int role = draft->sides[many][place]->role;
        has_small |= role == PARTICLE || role == HONORIFIC;
    }
    for (uint64_t left = draft->free[one] & draft->content[one]; left; left &= left - 1) {
        const Part *part = draft->sides[one][lowest_bit(left)];
        for (int at = -1; at < part->classes && !part->is_name; at++) {
            const Text word = at < 0 ? spelling_of(part) : part->words[part->spellings + at];
            if (word.length < rules->least_acronym || word.length > rules->longest_acronym
                || word.length > bit_count(draft->free[many]))
                continue;
            const double share = word.length > rules->short_acronym ? rules->acronym_share : rules->short_acronym_share;
            for (int start = 0; start <= draft->counts[many] - word.length; start++)
                for (int skip_small = 1; skip_small >= !has_small; skip_small--) {
                    uint64_t places = acronym_at(draft, many, start, word, skip_small);
                    if (places && !(places & ~draft->free[many])
                        && edge_joined(draft, one, left & -left, places, share) < 0)
                        return -1;
                }
        }
    }
    return 0;
}
