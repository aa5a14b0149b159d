/* How a part of the query and a listed one agree: candidates.Candidates.agreement, kept with the unit. */

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
    PyObject *found = PyObject_CallFunction(search->weigh, "OI", unit->owner->source, (unsigned int)number);
    if (found == NULL)
        return -1;
    int agrees = found != Py_None;
    if (agrees && !PyTuple_Check(found))
        PyErr_SetString(PyExc_TypeError, "an agreement is a tuple");
    int failed = agrees && (PyErr_Occurred() || agreement_read(agreement, found) < 0);
    Py_DECREF(found);
    return failed ? -1 : agrees;
}

/* The listed part of a number; borrowed; NULL on error. */
static Part *listed_part(const Search *search, uint32_t number)
{
    Readings *readings = search->readings;
    if (number >= (uint64_t)readings->part_count) {
        damaged("readings");
        return NULL;
    }
    if (readings->listed[number] == NULL) {
        Lexicon *lexicons[] = {readings->content, readings->small, readings->other}, **lexicon = lexicons;
        Py_ssize_t place = number;
        while (place >= (*lexicon)->size)
            place -= (*lexicon++)->size;
        readings->listed[number] = part_listed(search->part, *lexicon, readings->known, place);
    }
    return readings->listed[number];
}

/* names.tier_points */
static double tier_points(const Rules *rules, const Likeness *found)
{
    const int relation = found->relation;
    const double share = found->share;
    if (relation == EXACT || (relation == TRANSLITERATED && share == 1.0))
        return 0.0;
    double points = rules->equivalent;
    if ((relation == EQUIVALENT || relation == TRANSLITERATED) && share >= rules->well_spelt)
        return points;
    points += rules->spelling;
    if (relation != NEAR && share >= rules->far)
        return points;
    points += rules->near;
    if (share < rules->far)
        points += rules->near_far;
    return points + (share < rules->farthest ? rules->near_farthest : 0.0);
}

/* How a unit's part and a listed part agree (candidates.Candidates.agreement): 1, 0 where they are different words, -1
 * on error. What cannot be said here is asked. */
static int agreement_of(const Search *search, const Unit *unit, uint32_t number, Agreement *agreement)
{
    const Rules *rules = &search->readings->rules;
    Likeness found;
    Part *listed = listed_part(search, number);
    int agrees = listed == NULL ? -1 : part_likeness(search->readings->known, unit->owner, listed, &found);
    if (agrees == LEFT_OPEN)
        return agreement_ask(search, unit, number, agreement);
    if (agrees <= 0)
        return agrees;
    const double rarity = least(unit->owner->weight, listed->weight);
    const int is_same = found.relation == EXACT && same_part(unit->owner, listed);
    *agreement = (Agreement){
        .worth = least(found.share, rarity), .listed = listed->weight, .share = found.share,
        .relation = found.relation, .is_inexact = found.relation != EXACT, .is_same = is_same,
        .points = most(rarity, rules->least_inexact) * tier_points(rules, &found),
        .is_slip = found.relation == NEAR || (found.relation == TRANSLITERATED && found.share < rules->slip_share)};
    return 1;
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
        int agrees = agreement_of(search, unit, number, &found);
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
    if (unit->owner != NULL && unit->room) {
        const uint32_t number = unit->near[at];
        Py_ssize_t place = number * 2654435761u % (uint32_t)unit->room;
        while (unit->known[place].state != UNKNOWN && unit->known[place].number != number)
            place = (place + 1) % unit->room;
        if (unit->known[place].state != UNKNOWN) {
            *agreement = unit->known[place].agreement;
            return unit->known[place].state == AGREES;
        }
    }
    *is_open = unit->owner != NULL;
    *agreement = at_most(readings, unit, at);
    return 1;
}
