/* What of a query and of a reading agrees at best, and the most that the total can be: candidates.py, cover.py. */

/* Whether a sorted run has a number; `cursor` moves on, as the numbers asked for rise. */
static int holds(const uint32_t *items, Py_ssize_t count, Py_ssize_t *cursor, uint32_t wanted)
{
    Py_ssize_t low = *cursor, step = 1;
    while (low + step < count && items[low + step] < wanted) {
        low += step;
        step *= 2;
    }
    Py_ssize_t high = low + step < count ? low + step : count;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (items[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    *cursor = low;
    return low < count && items[low] == wanted;
}

static Py_ssize_t near_at(const Unit *unit, uint32_t part)
{
    Py_ssize_t low = 0, high = unit->nears;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (unit->near[middle] < part)
            low = middle + 1;
        else
            high = middle;
    }
    return low < unit->nears && unit->near[low] == part ? low : -1;
}

/* A unit of the query, and where the numbers asked for have come to. */
typedef struct {
    Unit *unit;
    uint64_t places;
    double weight;
    long least_initials; /* that a reading of several words needs, if this unit alone is to be enough there */
    Py_ssize_t reading_cursor, spread_cursor;
    int is_read, is_spread;
} Asked;

/* What is left of the query once some of its parts are covered: cover.QueryLeft.left. */
typedef struct {
    uint64_t places;
    long open, longest;
    double weight, heaviest;
} Left;

#define ALONE_ANYWHERE -1
#define MOST_PLACES 64 /* parts of a name, as bits */

typedef struct {
    Readings *readings;
    Asked *units, *absorbing, *small;
    Py_ssize_t unit_count, absorbing_count, small_count, left_count, left_room;
    Left *left;
    PyObject *make, *weigh, *word, *read; /* what only the interpreted side knows: see kernel.py */
    const Part *query[MOST_PLACES];     /* every part */
    const Part *content[MOST_PLACES];   /* those that can carry a name; units[at] is the unit of content[at] */
    int query_count, content_count;
    long initials;
    double weight;
    int has_number, is_bare;
    uint16_t *marks;     /* `Readings.marks`, or its own where that is in use */
    PyObject *stretches; /* keeps their units alive */
    Py_UCS4 *letters;    /* of a stretch being made */
} Search;

typedef struct {
    double agreeing, record_weight, points, heaviest;
    long record_parts;
    uint64_t places;
    int is_inexact, only_slips, near_but_other;
} Cover;

/* A neighbour whose letters were not looked at. */
typedef struct {
    Unit *unit;
    uint32_t number;
} Open;

static const Left *left_of(Search *search, uint64_t places)
{
    for (Py_ssize_t at = 0; at < search->left_count; at++)
        if (search->left[at].places == places)
            return search->left + at;
    Left *known = with_room(search->left, search->left_count, &search->left_room, sizeof(Left));
    if (known == NULL)
        return NULL;
    search->left = known;
    Left *left = known + search->left_count++;
    *left = (Left){.places = places};
    for (int place = 0; place < search->content_count; place++) {
        const Part *part = search->content[place];
        if (places >> place & 1)
            continue;
        left->weight += part->weight;
        if (part->weight < search->readings->rules.negligible)
            continue;
        left->open++;
        left->heaviest = part->weight > left->heaviest ? part->weight : left->heaviest;
        for (int word = 0; word < part->spellings; word++)
            left->longest = part->words[word].length > left->longest ? part->words[word].length : left->longest;
    }
    return left;
}

static int agreement_read(Agreement *agreement, PyObject *from)
{
    return PyArg_ParseTuple(from, "dddppdip;an agreement is a tuple of 8", &agreement->worth, &agreement->listed,
                            &agreement->points, &agreement->is_inexact, &agreement->is_slip, &agreement->share,
                            &agreement->relation, &agreement->is_same)
               ? 0
               : -1;
}

/* Ask how a unit's part and a listed part agree: 1 where they do, 0 where they are different words, -1 on error. */
static int agreement_ask(const Search *search, const Unit *unit, uint32_t number, Agreement *agreement)
{
    PyObject *found = PyObject_CallFunction(search->weigh, "OI", unit->owner, (unsigned int)number);
    if (found == NULL)
        return -1;
    int agrees = found != Py_None;
    if (agrees && !PyTuple_Check(found))
        PyErr_SetString(PyExc_TypeError, "an agreement is a tuple");
    int failed = agrees && (PyErr_Occurred() || agreement_read(agreement, found) < 0);
    Py_DECREF(found);
    return failed ? -1 : agrees;
}

/* Where the answer about a listed part is kept with a unit, or will be; NULL without memory. */
static Known *known_of(Unit *unit, uint32_t number)
{
    if (unit->knowns * 2 >= unit->room) {
        const Py_ssize_t room = unit->room ? 2 * unit->room : 8;
        Known *known = PyMem_Calloc((size_t)room, sizeof(Known));
        if (known == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        for (Py_ssize_t old = 0; old < unit->room; old++) {
            if (unit->known[old].state == UNKNOWN)
                continue;
            Py_ssize_t at = unit->known[old].number * 2654435761u % (uint32_t)room;
            while (known[at].state != UNKNOWN)
                at = (at + 1) % room;
            known[at] = unit->known[old];
        }
        PyMem_Free(unit->known);
        unit->known = known;
        unit->room = room;
    }
    Py_ssize_t at = number * 2654435761u % (uint32_t)unit->room;
    while (unit->known[at].state != UNKNOWN && unit->known[at].number != number)
        at = (at + 1) % unit->room;
    return unit->known + at;
}

/* How a unit's part and a listed part agree by their letters: 1, 0 where they are different words, -1 on error. */
static int weighed(const Search *search, Unit *unit, uint32_t number, Agreement *agreement)
{
    Known *known = known_of(unit, number);
    if (known == NULL)
        return -1;
    if (known->state == UNKNOWN) {
        Agreement found = {.is_slip = 0};
        int agrees = agreement_ask(search, unit, number, &found);
        known = agrees < 0 ? NULL : known_of(unit, number); /* while it was asked, others may have been kept */
        if (known == NULL)
            return -1;
        if (known->state == UNKNOWN)
            unit->knowns++;
        *known = (Known){number, agrees ? AGREES : DIFFERS, found};
    }
    *agreement = known->agreement;
    return known->state == AGREES;
}

/* What a neighbour may be worth at most, its letters not looked at. */
static Agreement at_most(const Readings *readings, const Unit *unit, Py_ssize_t at)
{
    const double share = unit->levels[unit->level[at]];
    double listed;
    memcpy(&listed, readings->content->weights.data + 8 * (Py_ssize_t)unit->near[at], 8);
    return (Agreement){
        .worth = least(share, listed), .listed = listed, .is_inexact = share < 1.0,
        .points = share < 1.0 ? readings->rules.equivalent * readings->rules.least_inexact : 0.0};
}

/* What is known of a neighbour: 1, 0 where it is a different word; `*is_open` where its letters were not looked at. */
static int known_agreement(const Readings *readings, Unit *unit, Py_ssize_t at, Agreement *agreement, int *is_open)
{
    if (unit->owner != Py_None && unit->room) {
        const uint32_t number = unit->near[at];
        Py_ssize_t place = number * 2654435761u % (uint32_t)unit->room;
        while (unit->known[place].state != UNKNOWN && unit->known[place].number != number)
            place = (place + 1) % unit->room;
        if (unit->known[place].state != UNKNOWN) {
            *agreement = unit->known[place].agreement;
            return unit->known[place].state == AGREES;
        }
    }
    *is_open = unit->owner != Py_None;
    *agreement = at_most(readings, unit, at);
    return 1;
}

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
    *cover = (Cover){.only_slips = 1};
    *open = (Open){NULL, 0};
    if (!run_u32(&readings->ends, &readings->parts, number, &from, &to)) {
        damaged("readings");
        return -1;
    }
    memcpy(&total, readings->totals.data + 8 * (Py_ssize_t)number, 8);
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
            has_known |= !is_open && unit->owner != Py_None;
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
        }
        best.worth = least(best.worth, asked->weight);
        if (agreements) {
            cover->agreeing += best.worth;
            cover->heaviest = best.worth > cover->heaviest ? best.worth : cover->heaviest;
            cover->record_weight += best.listed;
            cover->record_parts++;
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
    bound += rules->number_agrees * search->has_number + cover->points;
    if (cover->heaviest >= rules->carrying)
        bound += rules->carries + rules->bare_surname * search->is_bare;
    if (search->initials || listed_initials)
        bound += rules->initial * (double)least_of(search->initials + listed_initials, rules->most_initials);
    if (cover->agreeing != 0.0 && cover->only_slips)
        bound += rules->all_near;
    const long record_open = (long)view_u32(&readings->counts, number) - cover->record_parts;
    if (!cover->is_inexact && left->open <= listed_initials && record_open <= search->initials)
        bound += rules->identical;
    else if (cover->heaviest < rules->telling)
        bound += rules->untelling;
    if (left->open <= 0 && record_open <= 0)
        return bound + most(rules->whole_word, rules->whole_name);
    const double record_weight = most(0.0, total - cover->record_weight);
    const double apart = record_weight < left->weight ? left->weight - record_weight : record_weight - left->weight;
    const double lacking = apart - (double)search->initials - (double)listed_initials;
    if (lacking > 0.0) {
        const double whole = record_weight > left->weight ? total : search->weight;
        bound += rules->missing * least(1.0, lacking / whole);
    }
    if (left->heaviest >= rules->extra && !listed_initials) {
        bound += rules->query_extra * left->heaviest;
        if (words <= rules->short_record)
            bound += words == 1 ? rules->one_word_record : rules->two_word_record;
    }
    if (left->open > listed_initials && record_open > search->initials) {
        const long reach = cover->near_but_other ? rules->another_word : rules->out_of_reach;
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
