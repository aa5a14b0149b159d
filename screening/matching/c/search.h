/* The search of one index: candidates.Candidates.search, and then the totals of what it leaves. */

/* Whether the bound reaches the floor: 1, 0, or -1 on error. Letters are looked at one by one, until it does not. */
static int reaches(Search *search, uint32_t number, double floor)
{
    for (;;) {
        Cover cover;
        Open open;
        Agreement agreement;
        if (cover_of(search, number, &cover, &open) < 0)
            return -1;
        const Left *left = left_of(search, cover.places);
        if (left == NULL)
            return -1;
        if (bound_of(search, number, &cover, left) < floor - search->readings->rules.rounding)
            return 0;
        if (open.unit == NULL)
            return 1;
        if (weighed(search, open.unit, open.number, &agreement) < 0)
            return -1;
    }
}

/* Take the parts of a query, with the units of those that can carry a name and of small words. */
static int query_read(Search *search, PyObject *parts, const Kept *kept)
{
    search->query_count = (int)PyTuple_Size(parts);
    if (search->query_count > MOST_PLACES) {
        PyErr_SetString(PyExc_ValueError, "a query of at most 64 parts is expected");
        return -1;
    }
    const size_t units = (size_t)(search->query_count * (search->query_count + MOST_PLACES) + 1);
    search->units = PyMem_Calloc(units, sizeof(Asked));
    search->absorbing = PyMem_Calloc((size_t)search->query_count + 1, sizeof(Asked));
    search->small = PyMem_Calloc((size_t)search->query_count + 1, sizeof(Asked));
    if (search->units == NULL || search->absorbing == NULL || search->small == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (int place = 0; place < search->query_count; place++) {
        PyObject *part_object, *unit_object, *absorbing_object;
        if (!PyArg_ParseTuple(PyTuple_GetItem(parts, place), "O!O!O!;a part is (part, unit, absorbing unit)",
                              kept->part, &part_object, kept->unit, &unit_object, kept->unit, &absorbing_object))
            return -1;
        const Part *part = (const Part *)part_object; /* the tuples keep all of them */
        Unit *unit = (Unit *)unit_object, *absorbing = (Unit *)absorbing_object;
        if (unit->readings != search->readings || absorbing->readings != search->readings) {
            PyErr_SetString(PyExc_ValueError, "the unit is of another index");
            return -1;
        }
        search->query[place] = part;
        search->initials += part->role == INITIAL;
        search->has_number |= part->role == NUMBER;
        search->has_long_number |= is_long_number(part, search->readings->rules.long_number_digits);
        if (is_small(part) || is_number_word(part, search->readings->rules.least_number_word))
            search->small[search->small_count++] = (Asked){.unit = unit, .weight = part->weight};
        if (part->role != CONTENT)
            continue;
        const uint64_t own = BIT(search->content_count);
        search->alphabet = search->content_count && search->alphabet != part->alphabet ? -1 : part->alphabet;
        search->content[search->content_count++] = part;
        search->units[search->unit_count++] = (Asked){.unit = unit, .places = own, .weight = part->weight};
        search->absorbing[search->absorbing_count++] = (Asked){.unit = absorbing, .places = own};
        search->weight += part->weight;
    }
    search->is_bare = search->content_count + search->initials == 1;
    return 0;
}

/* candidates.Candidates._most_alone. */
static double most_alone(const Search *search, double weight, long initials)
{
    const Rules *rules = &search->readings->rules;
    const double contradiction = rules->contradiction + rules->contradiction_each
                                 + rules->contradiction_alike * rules->most_alike;
    double total = rules->start + rules->agreeing_first * least(weight, rules->first);
    total += rules->agreeing_next * most(weight - rules->first, 0.0) + rules->little * most(0.0, 1.0 - weight);
    total += rules->number_agrees * search->has_number + rules->long_number * search->has_long_number;
    total += rules->initial * (double)least_of(initials, rules->most_initials);
    total += weight >= rules->carrying ? rules->carries : 0.0;
    total += weight < rules->telling && !search->has_long_number ? rules->untelling : 0.0;
    return total + least(0.0, contradiction) + rules->rounding;
}

/* candidates.Candidates._initials_needed; -1 without memory. */
static int initials_needed(Search *search, Asked *asked, double floor)
{
    const Left *left = left_of(search, asked->places);
    const double weight = asked->weight;
    if (left == NULL)
        return -1;
    if (left->open == 0 || most_alone(search, weight, search->initials) >= floor)
        asked->least_initials = ALONE_ANYWHERE;
    else if (most_alone(search, weight, search->readings->rules.most_initials) >= floor)
        asked->least_initials = 1;
    else
        asked->least_initials = left->open;
    return 0;
}

static void take_repeated(const Asked *asked, Py_ssize_t count, uint64_t *seen, uint64_t *taken, Py_ssize_t words)
{
    for (Py_ssize_t set = 0; set < count; set++) {
        const Unit *unit = asked[set].unit;
        for (Py_ssize_t word = 0; unit->bits != NULL && word < words; word++) {
            taken[word] |= seen[word] & unit->bits[word];
            seen[word] |= unit->bits[word];
        }
        for (Py_ssize_t at = 0; unit->bits == NULL && at < unit->reads; at++) {
            const uint32_t number = unit->reading[at];
            taken[number / 64] |= seen[number / 64] & BIT(number % 64);
            seen[number / 64] |= BIT(number % 64);
        }
    }
}

/* candidates.Candidates._alone. */
static int take_alone(const Search *search, const Asked *asked, uint64_t *taken, Py_ssize_t words)
{
    Readings *readings = search->readings;
    const Unit *unit = asked->unit;
    const int anywhere = asked->least_initials == ALONE_ANYWHERE;
    const uint64_t *few = with_few_parts(readings, 1 + search->initials);
    const uint64_t *initialled = few == NULL ? NULL : with_initials(readings, asked->least_initials);
    if (initialled == NULL)
        return -1;
    for (Py_ssize_t at = 0; at < unit->spreads; at++)
        taken[unit->spread[at] / 64] |= BIT(unit->spread[at] % 64);
    for (Py_ssize_t word = 0; unit->bits != NULL && word < words; word++)
        taken[word] |= anywhere ? unit->bits[word] : unit->bits[word] & (few[word] | initialled[word]);
    for (Py_ssize_t at = 0; unit->bits == NULL && at < unit->reads; at++) {
        const uint32_t word = unit->reading[at] / 64;
        const uint64_t bit = BIT(unit->reading[at] % 64);
        taken[word] |= anywhere ? bit : bit & (few[word] | initialled[word]);
    }
    return 0;
}

static void look_up(Asked *asked, Py_ssize_t count, uint32_t number)
{
    for (Py_ssize_t at = 0; at < count; at++) {
        Unit *unit = asked[at].unit;
        asked[at].is_read = holds(unit->reading, unit->reads, &asked[at].reading_cursor, number);
        asked[at].is_spread = asked[at].is_read && holds(unit->spread, unit->spreads, &asked[at].spread_cursor, number);
    }
}

#define AHEAD_NUMBERS 8 /* readings that are on their way while one is looked at */

/* Have what a reading is bounded by on its way. */
static void prefetch_reading(const Readings *self, uint32_t number)
{
    const View *by_number[] = {&self->ends, &self->counts, &self->words, &self->longest, &self->initials};
    for (size_t at = 0; at < sizeof by_number / sizeof *by_number; at++)
        PREFETCH(by_number[at]->data + 4 * (Py_ssize_t)number);
    PREFETCH(self->totals.data + 8 * (Py_ssize_t)number);
}

/* The numbers of the readings taken, in order; NULL without memory. */
static uint32_t *numbers_of_bits(const uint64_t *taken, Py_ssize_t words, Py_ssize_t *count)
{
    Py_ssize_t room = 0;
    uint32_t *numbers = NULL;
    *count = 0;
    for (Py_ssize_t word = 0; word < words; word++)
        for (uint64_t left = taken[word]; left; left &= left - 1) {
            uint32_t *wider = with_room(numbers, *count, &room, sizeof *numbers);
            if (wider == NULL) {
                PyMem_Free(numbers);
                return NULL;
            }
            numbers = wider;
            numbers[(*count)++] = (uint32_t)(64 * word + lowest_bit(left));
        }
    return numbers != NULL ? numbers : with_room(NULL, 0, &room, sizeof *numbers);
}

/* Whether a reading is worth to be compared: by its bound, then laid side by side. */
static int is_kept(Search *search, Draft *draft, uint32_t number, const Floors *floors)
{
    const double floor = floor_of(search->readings, floors, number);
    look_up(search->units, search->unit_count, number);
    look_up(search->absorbing, search->absorbing_count, number);
    int found = reaches(search, number, floor);
    return found > 0 ? total_reaches(search, draft, number, floor) : found;
}

/* readings.search(parts, units of stretches by kind, make, weigh, word, floors). */
static PyObject *readings_search(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                                 PyObject *names)
{
    const Kept *kept = PyType_GetModuleState(type);
    Search search = {.readings = (Readings *)object};
    Draft draft = {.search = &search};
    Floors floors;
    PyObject *result = NULL;
    uint64_t *seen = NULL, *taken = NULL;
    uint32_t *numbers = NULL;
    Py_ssize_t found_count = 0;
    if (kept == NULL
        || !is_called_as("search(parts, stretches, make, weigh, word, floors)", args, count, names, 6,
                         BIT(0) | BIT(1) | BIT(5)))
        return NULL;
    if (PyTuple_Size(args[1]) != STRETCH_KINDS) {
        PyErr_SetString(PyExc_ValueError, "the units of each kind of stretch are expected");
        return NULL;
    }
    search.make = args[2];
    search.weigh = args[3];
    search.word = args[4];
    search.part = kept->part;
    const Py_ssize_t words = search.readings->size / 64 + 1;
    if (floors_read(&floors, args[5]) < 0 || query_read(&search, args[0], kept) < 0 || take_stretches(&search, args[1], kept) < 0)
        goto done;
    seen = PyMem_Calloc((size_t)words, sizeof(uint64_t));
    taken = PyMem_Calloc((size_t)words, sizeof(uint64_t));
    if (seen == NULL || taken == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    take_repeated(search.units, search.unit_count, seen, taken, words);
    take_repeated(search.absorbing, search.absorbing_count, seen, taken, words);
    take_repeated(search.small, search.small_count, seen, taken, words);
    for (Py_ssize_t at = 0; at < search.unit_count; at++) {
        if (initials_needed(&search, search.units + at, floors.lowest) < 0
            || take_alone(&search, search.units + at, taken, words) < 0)
            goto done;
    }
    numbers = numbers_of_bits(taken, words, &found_count);
    if (numbers == NULL || mark_neighbours(&search, 0) < 0)
        goto done;
    result = PyList_New(0);
    for (Py_ssize_t at = 0; result != NULL && at < found_count; at++) {
        if (at + AHEAD_NUMBERS < found_count)
            prefetch_reading(search.readings, numbers[at + AHEAD_NUMBERS]);
        int found = is_kept(&search, &draft, numbers[at], &floors);
        PyObject *item = found > 0 ? PyLong_FromUnsignedLong(numbers[at]) : NULL;
        if (found < 0 || (found && (item == NULL || PyList_Append(result, item) < 0)))
            Py_CLEAR(result);
        Py_XDECREF(item);
    }
    mark_neighbours(&search, 1);
done:
    PyMem_Free(seen);
    PyMem_Free(taken);
    PyMem_Free(numbers);
    PyMem_Free(search.units);
    PyMem_Free(search.absorbing);
    PyMem_Free(search.small);
    PyMem_Free(search.left);
    Py_XDECREF(search.stretches);
    PyMem_Free(draft.edges);
    return result;
}

static PyMethodDef readings_methods[] = {
    {"unit", FAST(readings_unit), "What a stretch of a query can agree with."},
    {"absorbing", FAST(readings_absorbing), "The readings with a small word that a word may be a slip of."},
    {"search", FAST(readings_search), "The readings whose total could reach a floor, in order."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot readings_slots[] = {
    {Py_tp_new, readings_new},
    {Py_tp_dealloc, readings_free},
    {Py_tp_methods, readings_methods},
    {Py_tp_doc, "Readings(content, small, words, joined words, parts, rules, sections...): what is searched."},
    {0, NULL},
};

static PyType_Spec readings_spec = {
    "screening.matching._kernel.Readings", sizeof(Readings), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    readings_slots,
};
