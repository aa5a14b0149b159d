/* Two names laid side by side: align.align. */

static int pair_same(Draft *draft)
{
    for (uint64_t left = draft->content[0]; left; left &= left - 1) {
        const int query = lowest_bit(left);
        Unit *unit = draft->search->units[draft->units[query]].unit;
        for (uint64_t right = draft->free[1] & draft->content[1]; right; right &= right - 1) {
            const int record = lowest_bit(right);
            Py_ssize_t at = near_at(unit, draft->numbers[record]);
            Agreement found;
            if (at < 0 || unit->levels[unit->level[at]] < 1.0)
                continue;
            int agrees = weighed(draft->search, unit, draft->numbers[record], &found);
            if (agrees < 0)
                return -1;
            if (agrees && found.is_same) {
                draft_take(draft, BIT(query), BIT(record), 1.0, 0.0, EXACT, 0);
                break;
            }
        }
    }
    return 0;
}

static int pair_words(Draft *draft)
{
    draft->edge_count = 0;
    if (edges_of_words(draft) < 0 || edges_of_joins(draft, 0, 0) < 0 || edges_of_joins(draft, 1, 0) < 0
        || edges_of_joins(draft, 0, 1) < 0 || edges_of_joins(draft, 1, 1) < 0
        || edges_of_acronyms(draft, 0) < 0 || edges_of_acronyms(draft, 1) < 0)
        return -1;
    for (Py_ssize_t at = 1; at < draft->edge_count; at++) { /* few, and equal ones stay in order */
        const Edge edge = draft->edges[at];
        Py_ssize_t place = at;
        for (; place && edge_before(&edge, draft->edges + place - 1); place--)
            draft->edges[place] = draft->edges[place - 1];
        draft->edges[place] = edge;
    }
    for (Py_ssize_t at = 0; at < draft->edge_count; at++) {
        const Edge *edge = draft->edges + at;
        if (!(edge->places[0] & ~draft->free[0]) && !(edge->places[1] & ~draft->free[1]))
            draft_take(draft, edge->places[0], edge->places[1], edge->share, edge->points, edge->relation,
                       edge->is_slip);
    }
    return 0;
}

/* All of these places as one word. */
static Text joined_of(const Draft *draft, int side, uint64_t places, int as_written, Py_UCS4 *letters)
{
    int length = 0;
    for (; places; places &= places - 1)
        text_join(letters, &length, joined_by(draft->sides[side][lowest_bit(places)], as_written),
                  MOST_PLACES * MOST_LETTERS);
    return (Text){letters, length};
}

static int are_neighbours(const Draft *draft, uint64_t places)
{
    const uint64_t run = places >> lowest_bit(places);
    return (run & (run + 1)) == 0 && bit_count(places) <= draft->search->readings->rules.most_joined;
}

/* align._may_be_left */
static int may_be_left(const Draft *draft, const uint64_t *places)
{
    const int own = bit_count(places[0]), others = bit_count(places[1]);
    if ((own > 1 && others > 1) || !are_neighbours(draft, places[0]) || !are_neighbours(draft, places[1]))
        return 0;
    if (own == 1) {
        const Part *part = draft->sides[0][lowest_bit(places[0])];
        return may_be_joined(draft, part, joined_by(part, 0), places[1], 0)
               || may_be_joined(draft, part, joined_by(part, 1), places[1], 1);
    }
    return 1;
}

/* align.pair_leftovers: all that is left on both sides, where it reads as one word. */
static int pair_leftovers(Draft *draft, double least_share)
{
    uint64_t places[2] = {draft->free[0] & draft->content[0], draft->free[1] & draft->content[1]};
    Py_UCS4 letters[2][MOST_PLACES * MOST_LETTERS];
    int is_strict = 0, all_spelt = 1;
    if (!places[0] || !places[1] || bit_count(places[0]) + bit_count(places[1]) < 3)
        return 0;
    for (int side = 0; side < 2; side++)
        for (uint64_t left = places[side]; left; left &= left - 1) {
            const Part *part = draft->sides[side][lowest_bit(left)];
            is_strict |= part->script == SYLLABIC || part->spellings == 0;
            all_spelt &= is_spelt(part);
        }
    Text query = joined_of(draft, 0, places[0], 0, letters[0]), record = joined_of(draft, 1, places[1], 0, letters[1]);
    double share = same_text(query, record) ? 1.0 : 0.0;
    if (share == 0.0 && least_share < 1.0)
        share = word_share(draft, query, record, is_strict, least_share);
    if (share >= 0.0 && share < least_share && all_spelt) {
        query = joined_of(draft, 0, places[0], 1, letters[0]), record = joined_of(draft, 1, places[1], 1, letters[1]);
        share = written_share(draft, query, record, least_share);
    }
    if (share < 0.0)
        return -1;
    if (share >= least_share && (share == 1.0 || may_be_left(draft, places)))
        take_joined(draft, places[0], places[1], share);
    return 0;
}

/* align._fits: whether a part may begin with an initial, in one spelling or another. */
static int fits(const Draft *draft, const Part *initial, const Part *part)
{
    const Readings *readings = draft->search->readings;
    const double most_cost = readings->rules.variant_cost;
    if (part->script == SYLLABIC)
        return 0;
    for (int own = 0; own < initial->spellings; own++)
        for (int word = 0; word < part->spellings; word++)
            for (int wide = 1; wide <= (part->script == LATIN ? 2 : 1); wide++) {
                const Py_UCS4 *left = initial->words[own].letters, *right = part->words[word].letters;
                int rows = initial->words[own].length > 0, columns = part->words[word].length;
                columns = columns < wide ? columns : wide;
                if (rows == columns && (rows == 0 || left[0] == right[0]))
                    return 1;
                int is_after = rows && (columns == 0 || left[0] > right[0]); /* the cost is taken in this order */
                double cost = is_after ? cheapest(readings->known->groups, right, columns, left, rows, most_cost)
                                       : cheapest(readings->known->groups, left, rows, right, columns, most_cost);
                if (cost <= most_cost)
                    return 1;
            }
    return 0;
}

static uint64_t free_initials(const Draft *draft, int side)
{
    uint64_t found = 0;
    for (uint64_t left = draft->free[side]; left; left &= left - 1)
        if (draft->sides[side][lowest_bit(left)]->role == INITIAL)
            found |= left & -left;
    return found;
}

static void pair_initials(Draft *draft)
{
    for (uint64_t left = free_initials(draft, 0); left; left &= left - 1)
        for (uint64_t right = free_initials(draft, 1); right; right &= right - 1)
            if (fits(draft, draft->sides[0][lowest_bit(left)], draft->sides[1][lowest_bit(right)])) {
                draft_take(draft, left & -left, right & -right, 1.0, 0.0, EXACT, 0);
                break;
            }
    for (int one = 0; one < 2; one++) {
        const int many = 1 - one;
        for (uint64_t left = free_initials(draft, one); left; left &= left - 1)
            for (uint64_t right = draft->free[many] & draft->content[many]; right; right &= right - 1)
                if (fits(draft, draft->sides[one][lowest_bit(left)], draft->sides[many][lowest_bit(right)])) {
                    take_across(draft, one, left & -left, right & -right,
                                draft->search->readings->rules.initial_weight, INITIALLED);
                    break;
                }
    }
}

/* smallwords.slip_of_small_word: 1 or 0, -1 on error. */
static int is_small_slip(const Draft *draft, const Part *part, const Part *small)
{
    const Rules *rules = &draft->search->readings->rules;
    const Text word = part->text, other = small->text;
    if (same_text(word, other))
        return 1;
    const long edits = other.length <= rules->short_small_word ? 1 : other.length >= rules->long_small_word ? 2 : 0;
    if (edits && word.length > 1 && other.length > 1) {
        Pattern pattern;
        pattern_of(&pattern, word.letters, word.length);
        if (distance_of(&pattern, other.letters, other.length) <= edits)
            return 1;
    }
    if (word.length <= rules->short_small_word && other.length <= rules->short_small_word)
        return 0;
    double share = word_share(draft, word, other, 0, rules->join_share);
    return share < 0.0 ? -1 : share >= rules->join_share;
}

static int pair_damaged_small_words(Draft *draft)
{
    for (int one = 0; one < 2; one++) {
        const int many = 1 - one;
        for (uint64_t left = draft->free[one] & draft->content[one]; left; left &= left - 1)
            for (uint64_t right = draft->free[many]; right; right &= right - 1) {
                const Part *small = draft->sides[many][lowest_bit(right)];
                int is_slip = is_small(small) ? is_small_slip(draft, draft->sides[one][lowest_bit(left)], small) : 0;
                if (is_slip < 0)
                    return -1;
                if (is_slip) {
                    take_across(draft, one, left & -left, right & -right, draft->search->readings->rules.small_weight,
                                NEAR);
                    break;
                }
            }
    }
    return 0;
}

static void pair_same_small_words(Draft *draft)
{
    for (uint64_t left = draft->free[0] & ~draft->content[0]; left; left &= left - 1) {
        const Part *own = draft->sides[0][lowest_bit(left)];
        for (uint64_t right = draft->free[1]; right; right &= right - 1) {
            const Part *other = draft->sides[1][lowest_bit(right)];
            const int by_value = own->role == NUMBER || own->role == LEGAL_FORM;
            if (own->role == other->role
                && (by_value ? same_text(own->value, other->value) : same_text(own->text, other->text))) {
                draft_take(draft, left & -left, right & -right, own->weight, 0.0, EXACT, 0);
                break;
            }
        }
    }
}

/* smallwords.is_slip_of_number */
static int is_slip_of_number(const Rules *rules, const Part *part, const Part *number)
{
    const Text word = part->text, other = number->text;
    const int longer = word.length > other.length ? word.length : other.length;
    Pattern pattern;
    if (part->weight < rules->unknown || part->classes)
        return 0;
    pattern_of(&pattern, word.letters, word.length);
    return distance_of(&pattern, other.letters, other.length) <= (longer >= rules->long_number_word ? 2 : 1);
}

static void pair_damaged_numbers(Draft *draft)
{
    const Rules *rules = &draft->search->readings->rules;
    for (int one = 0; one < 2; one++) {
        const int many = 1 - one;
        uint64_t numbers = 0;
        for (uint64_t left = draft->free[many]; left; left &= left - 1)
            if (is_number_word(draft->sides[many][lowest_bit(left)], rules->least_number_word))
                numbers |= left & -left;
        for (uint64_t left = numbers ? draft->free[one] & draft->content[one] : 0; left; left &= left - 1)
            for (uint64_t right = numbers & draft->free[many]; right; right &= right - 1)
                if (is_slip_of_number(rules, draft->sides[one][lowest_bit(left)], draft->sides[many][lowest_bit(right)])) {
                    take_across(draft, one, left & -left, right & -right, rules->number_weight, NEAR);
                    break;
                }
    }
}

/* align.align: 0, or -1 on error. */
static int draft_align(Draft *draft)
{
    if (pair_same(draft) < 0)
        return -1;
    if (draft->free[0] & draft->content[0] || draft->free[1] & draft->content[1]) {
        if (pair_leftovers(draft, 1.0) < 0 || pair_words(draft) < 0
            || pair_leftovers(draft, draft->search->readings->rules.leftover_share) < 0)
            return -1;
        pair_initials(draft);
        if (pair_damaged_small_words(draft) < 0)
            return -1;
    }
    pair_initials(draft);
    pair_same_small_words(draft);
    pair_damaged_numbers(draft);
    return 0;
}
