/* How much one word is like another: words.word_likeness. */

enum { EXACT, EQUIVALENT, TRANSLITERATED, SPELLING, NEAR, JOINED, INITIALLED }; /* compiled.py has the same numbers */

typedef struct {
    double share;
    int relation;
} Likeness;

#define LEFT_OPEN 2 /* where 1 is alike, 0 different, -1 an error: the interpreted side must be asked */

static const Line *line_of(const Words *words, int letters)
{
    const int at = letters - words->least_letters;
    return words->lines + (at < 0 ? 0 : at < words->line_count ? at : words->line_count - 1);
}

/* What a letter cost is worth: words.closeness. */
static double closeness(const Words *words, int letters, double cost)
{
    const Line *line = line_of(words, letters);
    double before = 0.0, worth = 1.0;
    for (int point = 0; point < line->count; point++) {
        const Point *next = line->points + point;
        if (cost <= next->at)
            return worth + (next->worth - worth) * (cost - before) / (next->at - before);
        before = next->at;
        worth = next->worth;
    }
    return 0.0;
}

/* words._letters_worth */
static double letters_worth(const Words *words, double likeness)
{
    const Line *line = &words->by_letters;
    double below = line->points[0].at, worth = line->points[0].worth;
    if (likeness < below)
        return 0.0;
    for (int point = 1; point < line->count; point++) {
        const Point *next = line->points + point;
        if (likeness <= next->at)
            return worth + (next->worth - worth) * (likeness - below) / (next->at - below);
        below = next->at;
        worth = next->worth;
    }
    return worth;
}

/* The order of two words, as Python's. */
static int text_order(Text left, Text right)
{
    const int shorter = left.length < right.length ? left.length : right.length;
    for (int at = 0; at < shorter; at++)
        if (left.letters[at] != right.letters[at])
            return left.letters[at] < right.letters[at] ? -1 : 1;
    return (left.length > right.length) - (left.length < right.length);
}

/* A cost beyond which a word is worth less than a share. */
static double cost_of_share(const Words *words, int letters, double share)
{
    const Line *line = line_of(words, letters);
    int point = 0;
    while (point < line->count - 1 && line->points[point].worth >= share)
        point++;
    return line->points[point].at;
}

/* strings.letter_cost; of what costs more than `cut` some more */
static double letter_cost(const Words *words, Text left, Text right, double cut)
{
    if (text_order(left, right) > 0) {
        const Text other = left;
        left = right;
        right = other;
    }
    int start = 0;
    while (start < left.length && start < right.length && left.letters[start] == right.letters[start])
        start++;
    const int keep = start > 2 ? start - 2 : 0;
    return cheapest(words->groups, left.letters + keep, left.length - keep, right.letters + keep, right.length - keep,
                    cut);
}

/* Whether the lists show two words to be one name: 1, 0, or -1 on error. */
static int are_a_pair(const Words *words, Text left, Text right)
{
    const int swapped = text_order(left, right) > 0;
    const Text first = swapped ? right : left, second = swapped ? left : right;
    const unsigned char end = 0;
    if (first.length == 0 || second.length == 0)
        return 0;
    const unsigned shape = shape_of(first.letters[0], first.letters[first.length - 1], first.length, second.letters[0],
                                    second.letters[second.length - 1], second.length);
    if (!(words->pair_shapes[shape / 64] >> shape % 64 & 1))
        return 0;
    const uint32_t sum = sum_more(checksum_more(sum_more(0xFFFFFFFFu, first), &end, 1), second);
    if (bsearch(&sum, words->pair_sums, (size_t)words->pair_count, sizeof sum, by_sum) == NULL)
        return 0;
    PyObject *one = text_object(first), *other = text_object(second);
    PyObject *pair = one && other ? PyTuple_Pack(2, one, other) : NULL;
    const int is_there = pair ? PySet_Contains(words->pairs, pair) : -1;
    Py_XDECREF(pair);
    Py_XDECREF(other);
    Py_XDECREF(one);
    return is_there;
}

/* The kinds of endings that a word has, as bits. */
static unsigned endings_of(const Words *words, Text word)
{
    unsigned kinds = 0;
    for (int at = 0; at < words->ending_count; at++) {
        const Ending *ending = words->endings + at;
        int place = ending->length;
        if (word.length < ending->length)
            continue;
        while (place && word.letters[word.length - ending->length + place - 1] == (Py_UCS4)ending->letters[place - 1])
            place--;
        kinds |= place ? 0 : 1u << ending->kind;
    }
    return kinds;
}

/* words._sound_alike: 1, 0, or LEFT_OPEN. */
static int sound_alike(const Words *words, Text left, Text right)
{
    Keys own, others;
    if (keys_of(words->sounds, left.letters, left.length, &own) < 0
        || keys_of(words->sounds, right.letters, right.length, &others) < 0)
        return LEFT_OPEN;
    for (int one = 0; one < own.count; one++)
        for (int other = 0; other < others.count; other++)
            if (own.lengths[one] == others.lengths[other]
                && memcmp(own.letters[one], others.letters[other], (size_t)own.lengths[one]) == 0)
                return 1;
    return 0;
}

/* Whether two words have the same letters, in whatever order. */
static int same_letters(Text left, Text right)
{
    uint64_t used = 0;
    for (int at = 0; at < left.length; at++) {
        int other = 0;
        while (other < right.length && (used >> other & 1 || right.letters[other] != left.letters[at]))
            other++;
        if (other == right.length)
            return 0;
        used |= BIT(other);
    }
    return left.length == right.length;
}

/* words._slips_allowed, or of a rare word words._rare_limit. */
static long slip_limit(const Words *words, int shorter, int longer, int is_rare)
{
    const WordRules *rules = &words->rules;
    if (is_rare && shorter == rules->cut_short && longer == rules->cut_short + rules->cut_letters)
        return rules->cut_letters;
    return !is_rare && shorter <= rules->short_word ? 1 : edits_allowed(words, shorter);
}

/* words._reach */
static long reach_of(const Words *words, int shorter, int longer, long limit)
{
    const long times = words->rules.times_longer;
    return longer > times * shorter ? 0 : most_of(limit + 1, longer / times);
}

/* align.bare: `letters` has room for the word. */
static Text bare_of(const Words *words, Text word, Py_UCS4 *letters)
{
    const Py_ssize_t wide = words->article.count;
    memcpy(letters, word.letters, sizeof(Py_UCS4) * (size_t)word.length);
    int length = word.length, before;
    do {
        int kept = 0;
        before = length;
        for (int at = 0; at < before;) {
            if (wide && at + wide <= before
                && memcmp(letters + at, words->article.letters, sizeof(Py_UCS4) * (size_t)wide) == 0)
                at += (int)wide;
            else
                letters[kept++] = letters[at++];
        }
        length = kept;
    } while (length < before);
    return (Text){letters, length};
}

/* words.word_likeness: 1 where they are alike, 0, LEFT_OPEN, or -1 on error. What is worth less than `share` may be said
 * to be different. */
static int word_likeness(const Words *words, Text left, Text right, int is_strict, int is_rare, double share,
                         Likeness *found)
{
    const WordRules *rules = &words->rules;
    if (same_text(left, right)) {
        *found = (Likeness){1.0, EXACT};
        return 1;
    }
    if (is_strict)
        return 0;
    if (left.length > MOST_LETTERS || right.length > MOST_LETTERS)
        return LEFT_OPEN;
    const int are_known = are_a_pair(words, left, right);
    if (are_known) {
        *found = (Likeness){rules->equivalent_share, EQUIVALENT};
        return are_known;
    }
    const int shorter = left.length < right.length ? left.length : right.length;
    const int longer = left.length < right.length ? right.length : left.length;
    const long limit = slip_limit(words, shorter, longer, is_rare), most = reach_of(words, shorter, longer, limit);
    if (most == 0 || longer - shorter > most)
        return 0;
    Pattern pattern;
    pattern_of(&pattern, left.letters, left.length);
    long plain = (long)distance_of(&pattern, right.letters, right.length);
    if (plain > most)
        return 0;
    int length = shorter;
    if (is_rare && shorter > rules->tiny_word)
        length = longer == rules->short_word ? (int)rules->rare_letters : longer;
    else if (rules->is_person && shorter == rules->tiny_word && longer == shorter + 1)
        length = longer;
    const int is_left = !(is_rare && plain <= 1) && endings_of(words, left) & endings_of(words, right);
    const int is_swapped = !rules->is_person && plain == rules->swaps && same_letters(left, right);
    const double cut = cost_of_share(words, length, share);
    double cost = is_left ? 0.0 : letter_cost(words, left, right, cut);
    if (is_swapped)
        cost = least(cost, rules->swapped_cost);
    if (cost > cut)
        return 0;
    if (plain > most_of(limit, edits_allowed(words, shorter))) {
        const int are_alike = sound_alike(words, left, right);
        if (are_alike != 1)
            return are_alike;
    }
    if (is_left)
        return LEFT_OPEN;
    if (is_swapped)
        plain = 1;
    if (plain > limit && cost > rules->variant_cost) {
        if (cost > length * rules->far_spelling || plain > most_of(rules->least_reach, longer / rules->times_longer))
            return 0;
    } else if (cost > rules->variant_cost && (length <= rules->tiny_word || 1 - cost / length < rules->near_floor)) {
        return 0;
    }
    *found = (Likeness){closeness(words, length, cost), cost <= rules->variant_cost ? SPELLING : NEAR};
    return found->share > rules->least_share;
}

/* words._is_left */
static int is_left_of(Text shorter, Text longer)
{
    int at = 0;
    for (int letter = 0; letter < longer.length && at < shorter.length; letter++)
        at += longer.letters[letter] == shorter.letters[at];
    return shorter.length < longer.length && at == shorter.length;
}

/* Whether a rare word may be a damaged one: words._letters_fell_out, which people's words need not. */
static int is_damaged(const Words *words, Text query, Text record)
{
    return words->rules.is_person || is_left_of(query, record)
           || (record.length >= words->rules.least_padded && is_left_of(record, query));
}
