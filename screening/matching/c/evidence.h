/* The most that the total of two names can be once they are laid side by side: evidence.weigh and the terms of
 * names.py, but for those that only some names pay (order, filiation, places, legal forms, initials that conflict, what
 * agrees by chance, and that a whole word is more than a slip away). */

static double total_weight(const Draft *draft, int side)
{
    double weight = 0.0;
    for (uint64_t left = draft->content[side]; left; left &= left - 1)
        weight += draft->sides[side][lowest_bit(left)]->weight;
    return weight;
}

/* Content left over that is not negligible. */
static uint64_t left_over(const Draft *draft, int side)
{
    uint64_t found = 0;
    for (uint64_t left = draft->free[side] & draft->content[side]; left; left &= left - 1)
        if (draft->sides[side][lowest_bit(left)]->weight >= draft->search->readings->rules.negligible)
            found |= left & -left;
    return found;
}

static double heaviest_of(const Draft *draft, int side, uint64_t places)
{
    double heaviest = 0.0;
    for (; places; places &= places - 1)
        heaviest = most(heaviest, draft->sides[side][lowest_bit(places)]->weight);
    return heaviest;
}

/* Whether the query says more than the record, be it left over: evidence.weigh, query_extra. */
static int says_more(const Draft *draft, uint64_t left)
{
    for (; left; left &= left - 1)
        if (weight_beyond_description(draft->sides[0][lowest_bit(left)]) >= draft->search->readings->rules.extra)
            return 1;
    return 0;
}

static double sum_of(const Draft *draft, int side, uint64_t places)
{
    double sum = 0.0;
    for (; places; places &= places - 1)
        sum += draft->sides[side][lowest_bit(places)]->weight;
    return sum;
}

/* What one side says and the other, with nothing else, does not: evidence.unsaid_weight, added_weight. */
static double unmatched(const Draft *draft, int side, uint64_t places)
{
    const double share = draft->search->readings->rules.unsaid_share;
    double sum = 0.0;
    for (; places; places &= places - 1) {
        const Part *part = draft->sides[side][lowest_bit(places)];
        sum += side ? unsaid_weight(part, share) : added_weight(part, share);
    }
    return sum;
}

/* evidence._most_alike */
static double most_alike(const Draft *draft, uint64_t left, uint64_t right)
{
    double best = 0.0;
    for (uint64_t one = left; one; one &= one - 1) {
        const Part *own = draft->sides[0][lowest_bit(one)];
        for (int word = 0; word < own->spellings && word < 2; word++) {
            Pattern pattern;
            pattern_of(&pattern, own->words[word].letters, own->words[word].length);
            for (uint64_t second = right; second; second &= second - 1) {
                const Part *other = draft->sides[1][lowest_bit(second)];
                for (int at = 0; at < other->spellings && at < 2; at++) {
                    const Text text = other->words[at];
                    int longest = pattern.length > text.length ? pattern.length : text.length;
                    double distance = (double)distance_of(&pattern, text.letters, text.length);
                    if (longest)
                        best = most(best, 1.0 - distance / longest);
                }
            }
        }
    }
    return best;
}

/* The numbers of a side, but for those that are a word of the other with a slip (Sixth, Sixh), or part of one, letter for
 * letter (Tango 2, Tango2). */
static uint64_t numbers_of(const Draft *draft, int side)
{
    uint64_t found = 0;
    for (int place = 0; place < draft->counts[side]; place++)
        found |= draft->sides[side][place]->role == NUMBER ? BIT(place) : 0;
    for (int at = 0; at < draft->taken_count; at++) {
        const Taken *pair = draft->taken + at;
        const int is_worded = pair->relation == NEAR || (pair->relation == JOINED && pair->share == 1.0);
        if (is_worded && bit_count(pair->places[1 - side]) == 1)
            found &= ~pair->places[side];
    }
    return found;
}

/* evidence._is_damaged_number */
static int is_damaged_number(const Draft *draft, const Taken *pair)
{
    return pair->relation == NEAR
           && (draft->sides[0][lowest_bit(pair->places[0])]->role == NUMBER
               || draft->sides[1][lowest_bit(pair->places[1])]->role == NUMBER);
}

/* Whether each number of one side is one of the other's. */
static int numbers_within(const Draft *draft, int one, uint64_t own, uint64_t others)
{
    for (; own; own &= own - 1) {
        const Part *number = draft->sides[one][lowest_bit(own)];
        int is_there = 0;
        for (uint64_t left = others; left && !is_there; left &= left - 1)
            is_there = same_text(number->value, draft->sides[1 - one][lowest_bit(left)]->value);
        if (!is_there)
            return 0;
    }
    return 1;
}

/* Whether one of the query's numbers is long. */
static int has_long_number(const Draft *draft, uint64_t numbers)
{
    int is_long = 0;
    for (; numbers; numbers &= numbers - 1)
        is_long |= is_long_number(draft->sides[0][lowest_bit(numbers)],
                                  draft->search->readings->rules.long_number_digits);
    return is_long;
}

static double number_points(const Rules *rules, int has_own, int has_listed, int are_same, int is_long)
{
    if (has_own && has_listed)
        return are_same ? rules->number_agrees + rules->long_number * is_long : rules->number_differs;
    return has_own || has_listed ? rules->number_one_sided : 0.0;
}

/* evidence._is_bare */
static int is_bare(const Draft *draft)
{
    const Part *named = NULL;
    for (int place = 0; place < draft->counts[0]; place++) {
        const Part *part = draft->sides[0][place];
        if (part->role != CONTENT && part->role != INITIAL)
            continue;
        if (named != NULL)
            return 0;
        named = part;
    }
    return named != NULL
           && (named->classes == 0 || named->weight >= draft->search->readings->rules.bare_given);
}

static double contradiction_of(const Draft *draft, uint64_t left, uint64_t right)
{
    const Rules *rules = &draft->search->readings->rules;
    const long count = least_of(bit_count(left), bit_count(right));
    if (count == 0)
        return 0.0;
    double full = rules->contradiction;
    full += rules->contradiction_each * (double)least_of(count, rules->most_contradictions);
    full += rules->contradiction_weight * least(heaviest_of(draft, 0, left), heaviest_of(draft, 1, right));
    full += rules->contradiction_alike * most(0.0, most_alike(draft, left, right) - rules->unlike);
    return least(0.0, full);
}

static double total_of(const Draft *draft)
{
    const Rules *rules = &draft->search->readings->rules;
    const uint64_t left = left_over(draft, 0), right = left_over(draft, 1);
    const double extra = sum_of(draft, 0, left);
    const double lacks[2] = {left ? sum_of(draft, 1, right) : unmatched(draft, 1, right),
                             right ? extra : unmatched(draft, 0, left)}; /* of the query, of the record */
    const double totals[2] = {total_weight(draft, 0), total_weight(draft, 1)};
    double agreeing = 0.0, points = 0.0;
    int solid = 0, are_exact = 1, are_slips = 1, is_telling = 0, may_tell = 0, carries = 0, other_names = 0, initials = 0;
    int has_damaged_number = 0;
    for (int at = 0; at < draft->taken_count; at++) {
        const Taken *pair = draft->taken + at;
        if (pair->relation == INITIALLED) {
            initials++;
            are_exact = 0;
        }
        has_damaged_number |= is_damaged_number(draft, pair);
        if (pair->relation == INITIALLED || !(pair->places[0] & draft->content[0])
            || !(pair->places[1] & draft->content[1]))
            continue;
        solid++;
        agreeing += pair->weight;
        points += pair->points;
        are_exact &= pair->relation == EXACT;
        are_slips &= pair->is_slip;
        const double own_weight = side_weight(draft, 0, pair->places[0]);
        is_telling |= pair->weight >= rules->telling;
        may_tell |= pair->relation == TRANSLITERATED && !pair->is_slip;
        may_tell |= pair->relation == JOINED && pair->share == 1.0;
        may_tell |= (pair->relation == SPELLING || pair->relation == NEAR)
                    && (least(own_weight, side_weight(draft, 1, pair->places[1])) >= rules->telling
                        || own_weight >= rules->known_name);
        carries |= pair->relation != SPELLING && pair->relation != NEAR && pair->weight >= rules->carrying;
        other_names += (left || right) && pair->relation == NEAR && bit_count(pair->places[0]) == 1
                       && draft->sides[0][lowest_bit(pair->places[0])]->weight < rules->known_name;
    }
    const uint64_t own = numbers_of(draft, 0), listed = numbers_of(draft, 1);
    const int same_numbers = numbers_within(draft, 0, own, listed) && numbers_within(draft, 1, listed, own);
    const int is_long = solid && same_numbers && has_long_number(draft, own);
    const int is_clean = !left && !right && !free_initials(draft, 0) && !free_initials(draft, 1) && same_numbers;
    const int is_same = is_clean && solid && are_exact;
    const int is_identical = is_same && !has_damaged_number;
    const int is_whole = is_clean && solid && !is_identical && !initials;
    const double lacking = lacks[0] > lacks[1] ? lacks[0] - lacks[1] : lacks[1] - lacks[0];
    const double whole = lacks[0] > lacks[1] ? totals[1] : totals[0];
    const double missing = whole > 0.0 ? lacking / whole : 0.0;
    double total = rules->start + rules->agreeing_first * least(agreeing, rules->first);
    total += rules->agreeing_next * least(most(agreeing - rules->first, 0.0), rules->next);
    total += rules->agreeing_more * least(most(agreeing - (rules->first + rules->next), 0.0), rules->more);
    total += rules->little * most(0.0, 1.0 - agreeing) + points;
    total += rules->identical * is_identical + rules->all_near * (solid && are_slips);
    total += rules->other_name * other_names + rules->untelling * (!is_same && !is_long && !is_telling && !(is_clean && may_tell));
    total += is_whole ? (solid == 1 ? most(rules->whole_word, 0.0) : rules->whole_name) : 0.0;
    total += rules->carries * carries + rules->initial * (double)least_of(initials, rules->most_initials);
    total += rules->bare_surname * (missing > 0.0 && carries && is_bare(draft));
    total += rules->missing * missing + rules->query_extra * extra;
    if (says_more(draft, left)) {
        const int words = bit_count(draft->content[1]);
        if (words <= rules->short_record)
            total += words == 1 ? rules->one_word_record : rules->two_word_record;
    }
    return total + number_points(rules, own != 0, listed != 0, same_numbers, is_long) + contradiction_of(draft, left, right);
}

/* Whether the total of a reading may reach the floor: 1, 0, or -1 on error. */
static int total_reaches(Search *search, Draft *draft, uint32_t number, double floor)
{
    Readings *readings = search->readings;
    Py_ssize_t from, to;
    if (!run_u32(&readings->ends, &readings->parts, number, &from, &to)) {
        damaged("readings");
        return -1;
    }
    if (to - from > MOST_PLACES)
        return 1;
    draft->counts[0] = search->query_count;
    draft->counts[1] = (int)(to - from);
    draft->taken_count = 0;
    for (int side = 0; side < 2; side++)
        draft->free[side] = draft->content[side] = 0;
    for (int place = 0, unit = 0; place < search->query_count; place++) {
        draft->sides[0][place] = search->query[place];
        draft->units[place] = unit;
        draft->free[0] |= BIT(place);
        if (search->query[place]->is_left)
            return 1;
        if (search->query[place]->role == CONTENT) {
            draft->content[0] |= BIT(place);
            unit++;
        }
    }
    for (int place = 0; place < draft->counts[1]; place++) {
        const uint32_t part = view_u32(&readings->parts, from + place);
        const Part *listed = listed_part(search, part);
        if (listed == NULL)
            return -1;
        if (listed->is_left)
            return 1;
        draft->sides[1][place] = listed;
        draft->numbers[place] = part;
        draft->free[1] |= BIT(place);
        if (listed->role == CONTENT)
            draft->content[1] |= BIT(place);
    }
    if (draft_align(draft) < 0)
        return -1;
    return total_of(draft) >= floor - readings->rules.rounding;
}
