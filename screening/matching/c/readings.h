/* The readings of an index, the rules they are judged by, and sets of readings. */

/* What the bound is made of, by name: the weights of the policy, then the limits of the interpreted modules. */
#define RULES(X)                                                                                                       \
    X(start) X(agreeing_first) X(agreeing_next) X(agreeing_more) X(equivalent) X(all_near) X(other_name) X(initial)    \
    X(missing) X(query_extra) X(contradiction) X(contradiction_each) X(contradiction_weight) X(contradiction_alike)    \
    X(number_agrees) X(long_number) X(number_differs) X(number_one_sided) X(little) X(untelling) X(carries)              \
    X(bare_surname)                                                                                                    \
    X(one_word_record) X(two_word_record) X(identical) X(whole_word) X(whole_name) X(first) X(next) X(more)            \
    X(carrying) X(telling) X(extra) X(least_inexact) X(unlike) X(most_alike) X(negligible) X(known_name) X(bare_given) \
    X(join_share) X(acronym_share) X(short_acronym_share) X(leftover_share) X(rarer_first) X(initial_weight)           \
    X(small_weight) X(variant_cost) X(far) X(farthest) X(joined_points) X(joined_far_points)                           \
    X(joined_farthest_points) X(rounding) X(not_quite) X(spelling) X(near) X(near_far) X(near_farthest) X(well_spelt)   \
    X(slip_share) X(unsaid_share) X(unknown) X(number_weight)
#define COUNTS(X)                                                                                                      \
    X(longest_acronym) X(out_of_reach) X(another_word) X(most_initials) X(most_contradictions) X(short_record)         \
    X(most_joined) X(least_acronym) X(short_acronym) X(short_small_word) X(long_small_word) X(least_joined)            \
    X(letters_apart) X(least_standing) X(gap) X(most_edits) X(letters_an_edit)                                         \
    X(stretches_kept) X(least_number_word) X(long_number_word) X(long_number_digits)

typedef struct {
#define DECLARE(name) double name;
    RULES(DECLARE)
#undef DECLARE
#define DECLARE(name) long name;
    COUNTS(DECLARE)
#undef DECLARE
} Rules;

static int rules_read(Rules *rules, PyObject *table)
{
    PyObject *item;
#define READ_REAL(name) READ_RULE(name, PyFloat_AsDouble)
#define READ_COUNT(name) READ_RULE(name, PyLong_AsLong)
    RULES(READ_REAL)
    COUNTS(READ_COUNT)
#undef READ_COUNT
#undef READ_REAL
    return 0;
}

#define MOST_COUNTED 8 /* more content parts or initials than that are counted as so many */

/* The readings of an index, and the rules they are judged by. */
typedef struct {
    PyObject_HEAD
    Lexicon *content, *small, *other;
    Words *known, *joined; /* what is known of words, and by which joined ones are compared */
    View ends, parts, totals, counts, words, longest, initials, births_first, births_last, births_day;
    Table joins;
    View posting_ends, postings, small_ends, small_postings;
    View joined_ends, joined_texts, joined_lengths; /* stretches run together, by length; found by what is left of them */
    Table gaps;
    Py_ssize_t size, part_count;
    Part **listed; /* made when they are first compared */
    /* By a number of content parts or initials: a bit for each reading that has at most, or at least, so many. */
    uint64_t *few[MOST_COUNTED + 1], *many[MOST_COUNTED + 1];
    /* Scratch of one call, empty between calls: a bit for each reading, and the readings that have one. */
    uint64_t *bits;
    Found noted;
    uint16_t *marks; /* scratch of one search: by part, which of the first units have it as a neighbour */
    int is_marked;   /* it is in use: another thread searches while this one asks the interpreted side */
    Rules rules;
} Readings;

#define VIEWS(self)                                                                                                    \
    {&(self)->ends, &(self)->parts, &(self)->totals, &(self)->counts, &(self)->words, &(self)->longest,                \
     &(self)->initials, &(self)->births_first, &(self)->births_last, &(self)->births_day, &(self)->joins.entries,      \
     &(self)->joins.starts, &(self)->posting_ends, &(self)->postings, &(self)->small_ends, &(self)->small_postings,    \
     &(self)->joined_ends, &(self)->joined_texts, &(self)->joined_lengths, &(self)->gaps.entries,                      \
     &(self)->gaps.starts}
#define VIEW_COUNT 21

static void readings_free(PyObject *object)
{
    Readings *self = (Readings *)object;
    View *views[] = VIEWS(self);
    for (int at = 0; at < VIEW_COUNT; at++)
        view_close(views[at]);
    for (Py_ssize_t at = 0; self->listed != NULL && at < self->part_count; at++)
        Py_XDECREF((PyObject *)self->listed[at]);
    PyMem_Free(self->listed);
    for (int count = 0; count <= MOST_COUNTED; count++) {
        PyMem_Free(self->few[count]);
        PyMem_Free(self->many[count]);
    }
    PyMem_Free(self->marks);
    PyMem_Free(self->bits);
    PyMem_Free(self->noted.items);
    Py_XDECREF((PyObject *)self->content);
    Py_XDECREF((PyObject *)self->small);
    Py_XDECREF((PyObject *)self->other);
    Py_XDECREF((PyObject *)self->known);
    Py_XDECREF((PyObject *)self->joined);
    object_free(object);
}

static PyObject *readings_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *content, *small, *other, *known, *joined, *rules, *sections;
    (void)named;
    const Kept *kept = PyType_GetModuleState(type);
    if (kept == NULL
        || !PyArg_ParseTuple(args, "O!O!O!O!O!O!O!:Readings", kept->lexicon, &content, kept->lexicon, &small, kept->lexicon,
                             &other, kept->words, &known, kept->words, &joined, &PyDict_Type, &rules, &PyTuple_Type,
                             &sections))
        return NULL;
    if (PyTuple_Size(sections) != VIEW_COUNT)
        return PyErr_Format(PyExc_ValueError, "%d sections are expected", VIEW_COUNT);
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Readings *self = (Readings *)allocate(type, 0); /* zeroed: no view is open */
    if (self == NULL)
        return NULL;
    View *views[] = VIEWS(self);
    static const char codes[] = "IIdIIIIIIIQIIIIIQBIQI";
    static const char sizes[] = {4, 4, 8, 4, 4, 4, 4, 4, 4, 4, 8, 4, 4, 4, 4, 4, 8, 1, 4, 8, 4};
    for (int at = 0; at < VIEW_COUNT; at++)
        if (view_open(views[at], PyTuple_GetItem(sections, at), codes[at], sizes[at]) < 0)
            goto failed;
    if (rules_read(&self->rules, rules) < 0)
        goto failed;
    Py_INCREF(content), Py_INCREF(small), Py_INCREF(other), Py_INCREF(known), Py_INCREF(joined);
    self->content = (Lexicon *)content;
    self->small = (Lexicon *)small;
    self->other = (Lexicon *)other;
    self->known = (Words *)known;
    self->joined = (Words *)joined;
    self->size = self->totals.count;
    self->part_count = self->content->size + self->small->size + self->other->size;
    if (!table_fits(&self->joins) || !table_fits(&self->gaps) || self->joined_ends.count < 1
        || self->ends.count != self->size + 1 || self->counts.count != self->size
        || self->words.count != self->size
        || self->longest.count != self->size || self->initials.count != self->size
        || self->births_first.count != self->size || self->births_last.count != self->size
        || self->births_day.count != self->size
        || self->posting_ends.count != self->content->size + 1 || self->small_ends.count != self->small->size + 1) {
        damaged("readings");
        goto failed;
    }
    self->listed = PyMem_Calloc((size_t)self->part_count + 1, sizeof(Part *));
    self->bits = PyMem_Calloc((size_t)self->size / 64 + 1, sizeof(uint64_t));
    self->marks = PyMem_Calloc((size_t)self->part_count + 1, sizeof(uint16_t));
    if (self->listed != NULL && self->bits != NULL && self->marks != NULL)
        return (PyObject *)self;
    PyErr_NoMemory();
failed:
    Py_DECREF(self);
    return NULL;
}

/* The readings whose count is at least, or at most, a number; made when first asked for; NULL without memory. */
static const uint64_t *counted(const Readings *self, uint64_t **known, const View *counts, long number, int is_least)
{
    if (*known != NULL)
        return *known;
    *known = PyMem_Calloc((size_t)self->size / 64 + 1, sizeof(uint64_t));
    for (Py_ssize_t reading = 0; *known != NULL && reading < self->size; reading++) {
        const long count = (long)view_u32(counts, reading);
        if (is_least ? count >= number : count <= number)
            (*known)[reading / 64] |= BIT(reading % 64);
    }
    if (*known == NULL)
        PyErr_NoMemory();
    return *known;
}

static const uint64_t *with_initials(Readings *self, long number)
{
    number = number < 0 ? 0 : number > MOST_COUNTED ? MOST_COUNTED : number;
    return counted(self, self->many + number, &self->initials, number, 1);
}

static const uint64_t *with_few_parts(Readings *self, long number)
{
    if (number > MOST_COUNTED)
        return with_initials(self, 0); /* all */
    return counted(self, self->few + number, &self->counts, number, 0);
}

/* Note a reading; -1 where there is none of this number. */
static int bits_note(Readings *self, int64_t reading)
{
    if (reading >= self->size) {
        damaged("postings");
        return -1;
    }
    const uint64_t bit = BIT(reading % 64);
    if (self->bits[reading / 64] & bit)
        return 0;
    self->bits[reading / 64] |= bit;
    return found_add(&self->noted, (uint32_t)reading);
}

static int bits_take(Readings *self, const View *ends, const View *numbers, uint32_t number)
{
    Py_ssize_t from, to;
    if (!run_u32(ends, numbers, number, &from, &to)) {
        damaged("postings");
        return -1;
    }
    for (Py_ssize_t at = from; at < to; at++)
        if (bits_note(self, view_u32(numbers, at)) < 0)
            return -1;
    return 0;
}

/* Copy the noted readings, in order, and forget them; many of them are copied as bits, too. */
static int bits_move(Readings *self, uint32_t **numbers, Py_ssize_t *count, uint64_t **bits)
{
    const Py_ssize_t words = self->size / 64 + 1, noted = self->noted.count;
    const int is_many = noted > words / 4, is_swept = noted > words / 64; /* else they are sorted */
    Py_ssize_t filled = 0;
    *numbers = PyMem_Malloc(sizeof(uint32_t) * (size_t)(noted + 1));
    *count = *numbers == NULL ? 0 : noted;
    if (is_many && bits != NULL)
        *bits = PyMem_Malloc(sizeof(uint64_t) * (size_t)words);
    int failed = *numbers == NULL || (is_many && bits != NULL && *bits == NULL);
    if (failed)
        PyErr_NoMemory();
    if (is_swept && !failed) {
        for (Py_ssize_t word = 0; word < words; word++)
            for (uint64_t left = self->bits[word]; left; left &= left - 1)
                (*numbers)[filled++] = (uint32_t)(64 * word + lowest_bit(left));
        if (is_many && bits != NULL)
            memcpy(*bits, self->bits, sizeof(uint64_t) * (size_t)words);
    } else if (!failed && noted) {
        memcpy(*numbers, self->noted.items, sizeof(uint32_t) * (size_t)noted);
        sort_numbers(*numbers, noted);
    }
    for (Py_ssize_t at = 0; at < noted; at++)
        self->bits[self->noted.items[at] / 64] = 0;
    self->noted.count = 0;
    return failed ? -1 : 0;
}

static void bits_forget(Readings *self)
{
    for (Py_ssize_t at = 0; at < self->noted.count; at++)
        self->bits[self->noted.items[at] / 64] = 0;
    self->noted.count = 0;
}
