/* What of a query and of a reading agrees at best, and the most that the total can be: candidates.py, cover.py. */

/* What is counted of a place of the query, where words joined count for what they are beyond each by itself. */
typedef struct {
    double worth, listed;
} Counted;

typedef struct {
    double agreeing, record_weight, points, heaviest;
    double record_once; /* as `record_weight`, but each place of the query counted once */
    long record_parts;
    uint64_t places;
    int is_inexact, only_slips, near_but_other;
    Counted counted[MOST_PLACES];
} Cover;

/* cover.Cover._beyond */
static Counted beyond(Cover *cover, uint64_t places, Counted more)
{
    for (uint64_t left = places; left; left &= left - 1) {
        more.worth -= cover->counted[lowest_bit(left)].worth;
        more.listed -= cover->counted[lowest_bit(left)].listed;
    }
    more = (Counted){most(more.worth, 0.0), most(more.listed, 0.0)};
    if (places) {
        Counted *first = cover->counted + lowest_bit(places);
        *first = (Counted){first->worth + more.worth, first->listed + more.listed};
    }
    return more;
}

/* Whether the content of the query and of a reading is in one script: Lexicon.are_of. */
static int is_one_script(const Search *search, Py_ssize_t from, Py_ssize_t to)
{
    const Readings *readings = search->readings;
    if (search->alphabet < 0)
        return 0;
    for (Py_ssize_t part = from; part < to; part++) {
        const uint32_t number = view_u32(&readings->parts, part);
        if (number < (uint64_t)readings->content->size && readings->content->scripts.data[number] != search->alphabet)
            return 0;
    }
    return 1;
}

/* A neighbour whose letters were not looked at. */
typedef struct {
    Unit *unit;
    uint32_t number;
} Open;

#define MARKED_UNITS 16

static unsigned marks_of(const Search *search, uint32_t part)
{
    return part < (uint64_t)search->readings->part_count ? search->marks[part] : 0;
}

/* Mark the neighbours of the first units, or forget the marks. */
static int mark_neighbours(Search *search, int is_done)
{
    Readings *readings = search->readings;
    if (!is_done) {
        search->marks = readings->is_marked ? PyMem_Calloc((size_t)readings->part_count + 1, sizeof(uint16_t))
                                            : readings->marks;
        if (search->marks == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        readings->is_marked |= search->marks == readings->marks;
    }
    for (Py_ssize_t place = 0; place < search->unit_count && place < MARKED_UNITS; place++) {
        const Unit *unit = search->units[place].unit;
        for (Py_ssize_t at = 0; at < unit->nears; at++)
            search->marks[unit->near[at]] = is_done ? 0 : search->marks[unit->near[at]] | (uint16_t)(1u << place);
    }
    if (is_done && search->marks == readings->marks)
        readings->is_marked = 0;
    else if (is_done)
        PyMem_Free(search->marks);
    return 0;
}

/* candidates.Candidates._cover: by the letters where they were looked at, else by what agrees at most; `*open` is where
 * they were not, if anywhere. */
static int cover_of(const Search *search, uint32_t number, Cover *cover, Open *open)
{
    const Readings *readings = search->readings;
    const Rules *rules = &readings->rules;
    Py_ssize_t from, to;
    double total;
    const double cheapest = rules->equivalent * rules->least_inexact;
    uint64_t joined = 0;
    int has_known = 0;
    cover->agreeing = cover->record_weight = cover->record_once = cover->points = cover->heaviest = 0.0;
    cover->record_parts = 0;
    cover->places = 0;
    cover->is_inexact = cover->near_but_other = 0;
    cover->only_slips = 1;
    memset(cover->counted, 0, sizeof(Counted) * (size_t)search->content_count);
    *open = (Open){NULL, 0};
    if (!run_u32(&readings->ends, &readings->parts, number, &from, &to)) {
        damaged("readings");
        return -1;
    }
    memcpy(&total, readings->totals.data + 8 * (Py_ssize_t)number, 8);
    const int is_once = is_one_script(search, from, to);
    for (Py_ssize_t place = search->content_count; place < search->unit_count; place++)
        joined |= search->units[place].is_read ? search->units[place].places : 0;
    for (Py_ssize_t place = 0; place < search->unit_count; place++) {
        const Asked *asked = search->units + place;
        Unit *unit = asked->unit;
        Agreement best = {.is_inexact = 1, .is_slip = 1};
        int agreements = 0, is_near = 0;
        if (!asked->is_read)
            continue;
        for (Py_ssize_t part = from; part < to; part++) {
            const uint32_t listed = view_u32(&readings->parts, part);
            if (place < MARKED_UNITS && !(marks_of(search, listed) >> place & 1))
                continue;
            Py_ssize_t at = near_at(unit, listed);
            if (at < 0)
                continue;
            Agreement one;
            int is_open = 0, agrees = known_agreement(readings, unit, at, &one, &is_open);
            is_near = 1;
            has_known |= !is_open && unit->owner != NULL;
            if (is_open)
                *open = (Open){unit, unit->near[at]};
            if (!agrees)
                continue;
            best.worth = !agreements || one.worth > best.worth ? one.worth : best.worth;
            best.listed = !agreements || one.listed > best.listed ? one.listed : best.listed;
            best.points = !agreements || one.points > best.points ? one.points : best.points;
            best.is_inexact &= one.is_inexact;
            best.is_slip &= one.is_slip;
            agreements++;
        }
        if (asked->is_spread) {
            const Agreement one = {.worth = asked->weight, .points = cheapest};
            best.worth = !agreements || one.worth > best.worth ? one.worth : best.worth;
            best.listed = !agreements || one.listed > best.listed ? one.listed : best.listed;
            best.points = !agreements || one.points > best.points ? one.points : best.points;
            best.is_slip = 0;
            agreements++;
            cover->record_parts += rules->longest_acronym - 1;
            cover->record_weight += total;
            cover->record_once += total;
        }
        best.worth = least(best.worth, asked->weight);
        if (agreements) {
            Counted more = {best.worth, best.listed};
            if (is_once)
                more = beyond(cover, asked->places, more);
            cover->agreeing += more.worth;
            cover->record_once += more.listed;
            cover->record_weight += best.listed;
            cover->record_parts++;
            cover->heaviest = best.worth > cover->heaviest ? best.worth : cover->heaviest;
            if (!(asked->places & cover->places)) {
                cover->points += asked->places & joined ? most(best.points, cheapest) : best.points;
                cover->is_inexact |= best.is_inexact;
            }
            cover->places |= asked->places;
            cover->only_slips &= best.is_slip;
        } else if (is_near) {
            cover->near_but_other = 1;
        }
    }
    if (open->unit != NULL && has_known) /* what is open may turn out to be another word */
        cover->near_but_other = 1;
    for (Py_ssize_t place = 0; place < search->absorbing_count; place++)
        if (search->absorbing[place].is_read)
            cover->places |= search->absorbing[place].places;
    for (Py_ssize_t small = 0; small < search->small_count; small++)
        for (Py_ssize_t part = from; part < to; part++) {
            const Unit *unit = search->small[small].unit;
            Py_ssize_t at = near_at(unit, view_u32(&readings->parts, part));
            if (at >= 0) {
                cover->record_weight += at_most(readings, unit, at).listed;
                cover->record_once += at_most(readings, unit, at).listed;
                cover->record_parts++;
            }
        }
    return 0;
}

/* candidates.Candidates._bound: each sum in the order in which it is written there. */
static double bound_of(const Search *search, uint32_t number, const Cover *cover, const Left *left)
{
    const Readings *readings = search->readings;
    const Rules *rules = &readings->rules;
    const long listed_initials = (long)view_u32(&readings->initials, number);
    const long words = (long)view_u32(&readings->words, number);
    double total;
    memcpy(&total, readings->totals.data + 8 * (Py_ssize_t)number, 8);
    double bound = rules->start + rules->agreeing_first * least(cover->agreeing, rules->first);
    bound += rules->agreeing_next * least(most(cover->agreeing - rules->first, 0.0), rules->next);
    bound += rules->agreeing_more * least(most(cover->agreeing - (rules->first + rules->next), 0.0), rules->more);
    bound += rules->little * most(0.0, 1.0 - cover->agreeing);
    bound += rules->number_agrees * search->has_number + rules->long_number * search->has_long_number;
    bound += cover->points;
    if (cover->heaviest >= rules->carrying)
        bound += rules->carries + rules->bare_surname * search->is_bare;
    if (search->initials || listed_initials)
        bound += rules->initial * (double)least_of(search->initials + listed_initials, rules->most_initials);
    if (cover->agreeing != 0.0 && cover->only_slips)
        bound += rules->all_near;
    const long record_open = (long)view_u32(&readings->counts, number) - cover->record_parts;
    if (left->open <= listed_initials && record_open <= search->initials)
        bound += cover->is_inexact ? 0.0 : rules->identical;
    else if (cover->heaviest < rules->telling && !search->has_long_number)
        bound += rules->untelling;
    if (left->open <= 0 && record_open <= 0)
        return bound + most(rules->whole_word, rules->whole_name);
    const double record_weight = most(0.0, total - cover->record_weight);
    const double record_most = most(0.0, total - cover->record_once);
    const double apart = most(record_weight - left->weight, left->weight - record_most);
    double lacking = apart - (double)search->initials - (double)listed_initials;
    if (lacking > 0.0) {
        if (left->open <= listed_initials || record_open <= search->initials)
            lacking *= rules->unsaid_share;
        const double whole = record_weight > left->weight ? total : search->weight;
        bound += rules->missing * least(1.0, lacking / whole);
    }
    if (left->heaviest >= rules->extra && !listed_initials) {
        bound += rules->query_extra * left->heaviest;
        if (words <= rules->short_record)
            bound += words == 1 ? rules->one_word_record : rules->two_word_record;
    }
    if (left->open > listed_initials && record_open > search->initials) {
        const long reach = cover->near_but_other ? rules->another_word : left->reach;
        const long longest = most_of(most_of(left->longest, (long)view_u32(&readings->longest, number)), reach);
        const double alike = 1.0 - (double)reach / (double)longest;
        const long both = least_of(least_of(left->open, record_open), rules->most_contradictions);
        const double contradiction =
            rules->contradiction + rules->contradiction_each * (double)both
            + rules->contradiction_weight * least(left->heaviest, record_weight / (double)record_open)
            + rules->contradiction_alike * most(0.0, alike - rules->unlike);
        bound += least(0.0, contradiction);
    }
    return bound;
}
