/* What is known of words, for people or for all other parties: matching/words.py. */

#define WORD_RULES(X)                                                                                                  \
    X(variant_cost) X(near_floor) X(far_spelling) X(swapped_cost) X(least_share) X(equivalent_share)                   \
    X(syllable_share) X(rare_name) X(short_native_costs) X(least_by_letters) X(full) X(per_cost) X(cut_per_letter)  \
    X(inserted_first) X(extra_latin) X(lost_native) X(unlisted_swap) X(rounding)
#define WORD_COUNTS(X)                                                                                                 \
    X(is_person) X(tiny_word) X(short_word) X(times_longer) X(least_reach) X(swaps) X(rare_letters) X(cut_short)       \
    X(cut_letters) X(least_padded) X(short_native) X(place) X(joined_is_rare) X(scripts) X(latin) X(least_loose)

typedef struct {
#define DECLARE(name) double name;
    WORD_RULES(DECLARE)
#undef DECLARE
#define DECLARE(name) long name;
    WORD_COUNTS(DECLARE)
#undef DECLARE
} WordRules;

/* A line through points: what a cost, or a likeness, is worth. */
typedef struct {
    double at, worth;
} Point;

#define MOST_POINTS 8 /* of a line */
#define MOST_LINES 64 /* one for each length */

typedef struct {
    int count;
    Point points[MOST_POINTS];
} Line;

#define MOST_ENDINGS 96
#define MOST_FEW 16

/* What two words with endings of one kind are worth is left to the interpreted side. */
typedef struct {
    int kind, length;
    char letters[8];
} Ending;

typedef struct {
    Py_ssize_t count;
    Py_UCS4 letters[MOST_FEW];
} FewLetters;

#define SHAPES 4096 /* of 12 bits */

/* Two words at a glance: their lengths, and the first and last letter of each. */
static unsigned shape_of(Py_UCS4 first, Py_UCS4 last, int length, Py_UCS4 other_first, Py_UCS4 other_last, int other)
{
    const uint32_t letters = ((first * 31 + last) * 31 + other_first) * 31 + other_last;
    return (letters * 64 + (uint32_t)length * 8 + (uint32_t)other) * 2654435761u >> (32 - 12);
}

typedef struct {
    PyObject_HEAD
    Groups *groups;
    Sounds *sounds;
    PyObject *others;       /* by word, those that the lists show to be one name with it */
    PyObject *alphabet;     /* is asked, by number, for native letters with what spells them */
    PyObject *pairs;        /* the same as pairs in order; */
    uint32_t *pair_sums;    /* and their checksums, in order */
    Py_ssize_t pair_count;
    uint64_t pair_shapes[SHAPES / 64]; /* and what they look like, as bits: most words are no pair at a glance */
    Ending endings[MOST_ENDINGS];
    int ending_count;
    FewLetters opening_vowels, opening_latin, article;
    View edits, treatments; /* by length, how far a word is looked up; by two scripts, what is done with one sound */
    View kinds, vowelless;  /* by script, what it is like, and whether it writes no vowels */
    int least_letters, line_count;
    Line lines[MOST_LINES], by_letters; /* from `least_letters` on, what a letter cost is worth; and a likeness */
    WordRules rules;
} Words;

static void words_free(PyObject *object)
{
    Words *self = (Words *)object;
    Py_XDECREF((PyObject *)self->groups);
    Py_XDECREF((PyObject *)self->sounds);
    Py_XDECREF(self->others);
    Py_XDECREF(self->alphabet);
    Py_XDECREF(self->pairs);
    PyMem_Free(self->pair_sums);
    view_close(&self->edits);
    view_close(&self->treatments);
    view_close(&self->kinds);
    view_close(&self->vowelless);
    object_free(object);
}

/* Read a rule from the `table` by its name. */
#define READ_RULE(name, as)                                                                                            \
    if ((item = PyDict_GetItemString(table, #name)) == NULL) {                                                         \
        PyErr_SetString(PyExc_KeyError, #name);                                                                        \
        return -1;                                                                                                     \
    }                                                                                                                  \
    rules->name = as(item);                                                                                            \
    if (PyErr_Occurred())                                                                                              \
        return -1;

static int word_rules_read(WordRules *rules, PyObject *table)
{
    PyObject *item;
#define READ_REAL(name) READ_RULE(name, PyFloat_AsDouble)
#define READ_COUNT(name) READ_RULE(name, PyLong_AsLong)
    WORD_RULES(READ_REAL)
    WORD_COUNTS(READ_COUNT)
#undef READ_COUNT
#undef READ_REAL
    return 0;
}

static int line_read(Line *line, PyObject *from)
{
    const Py_ssize_t count = PyTuple_Check(from) ? PyTuple_Size(from) : -1;
    if (count < 1 || count > MOST_POINTS) {
        PyErr_SetString(PyExc_ValueError, "a line of 1 to 8 points is expected");
        return -1;
    }
    line->count = (int)count;
    for (Py_ssize_t at = 0; at < count; at++) {
        Point *point = line->points + at;
        if (!PyArg_ParseTuple(PyTuple_GetItem(from, at), "dd;a point is (at, worth)", &point->at, &point->worth))
            return -1;
    }
    return 0;
}

static int endings_read(Words *self, PyObject *kinds)
{
    for (Py_ssize_t kind = 0; kind < PyTuple_Size(kinds); kind++) {
        PyObject *several = PyTuple_GetItem(kinds, kind);
        const Py_ssize_t count = PyTuple_Check(several) ? PyTuple_Size(several) : -1;
        for (Py_ssize_t at = 0; at < count; at++) {
            Py_ssize_t length = 0;
            const char *letters = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(several, at), &length);
            if (letters == NULL)
                return -1;
            if (self->ending_count == MOST_ENDINGS || length > (Py_ssize_t)sizeof self->endings->letters) {
                PyErr_SetString(PyExc_ValueError, "at most 96 endings of at most 8 letters are expected");
                return -1;
            }
            Ending *ending = self->endings + self->ending_count++;
            *ending = (Ending){.kind = (int)kind, .length = (int)length};
            memcpy(ending->letters, letters, (size_t)length);
        }
    }
    return PyErr_Occurred() ? -1 : 0;
}

static int few_read(FewLetters *few, PyObject *from)
{
    few->count = PyUnicode_GetLength(from);
    if (few->count <= MOST_FEW)
        return few->count && PyUnicode_AsUCS4(from, few->letters, MOST_FEW, 0) == NULL ? -1 : 0;
    PyErr_SetString(PyExc_ValueError, "at most 16 letters are expected");
    return -1;
}

static int by_sum(const void *left, const void *right)
{
    uint32_t one = *(const uint32_t *)left, other = *(const uint32_t *)right;
    return (one > other) - (one < other);
}

static int pairs_read(Words *self, PyObject *pairs)
{
    PyObject *pair, *walk = PyObject_GetIter(pairs);
    self->pair_sums = PyMem_Calloc((size_t)PySet_Size(pairs) + 1, sizeof(uint32_t));
    if (self->pair_sums == NULL)
        PyErr_NoMemory();
    while (walk != NULL && !PyErr_Occurred() && (pair = PyIter_Next(walk)) != NULL) {
        const char *left, *right;
        Py_ssize_t size, more;
        PyObject *one, *other;
        if (PyArg_ParseTuple(pair, "s#s#;a pair is of two words", &left, &size, &right, &more)
            && PyArg_ParseTuple(pair, "UU", &one, &other) && size && more && self->pair_count < PySet_Size(pairs)) {
            const int own = (int)PyUnicode_GetLength(one), others = (int)PyUnicode_GetLength(other);
            const unsigned shape =
                shape_of(PyUnicode_ReadChar(one, 0), PyUnicode_ReadChar(one, own - 1), own,
                         PyUnicode_ReadChar(other, 0), PyUnicode_ReadChar(other, others - 1), others);
            self->pair_shapes[shape / 64] |= BIT(shape % 64);
            const uint32_t sum = checksum_more(0xFFFFFFFFu, (const unsigned char *)left, size + 1); /* with its end */
            self->pair_sums[self->pair_count++] = checksum_more(sum, (const unsigned char *)right, more);
        }
        Py_DECREF(pair);
    }
    Py_XDECREF(walk);
    if (PyErr_Occurred())
        return -1;
    qsort(self->pair_sums, (size_t)self->pair_count, sizeof(uint32_t), by_sum);
    return 0;
}

/* Words(groups, sounds, others, alphabet, pairs, endings, lines, worth by letters, least letters, vowels, latin,
 * article, edits, treatments, kinds of scripts, vowelless scripts, rules). */
static PyObject *words_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    const Kept *kept = PyType_GetModuleState(type);
    PyObject *groups, *sounds, *others, *alphabet, *pairs, *endings, *lines, *by_letters, *vowels, *latin, *article;
    PyObject *edits, *treatments, *kinds, *vowelless, *rules;
    int least_letters;
    (void)named;
    if (kept == NULL
        || !PyArg_ParseTuple(args, "O!O!O!OO!O!O!OiUUUOOOOO!:Words", kept->groups, &groups, kept->sounds, &sounds,
                             &PyDict_Type, &others, &alphabet, &PyFrozenSet_Type, &pairs, &PyTuple_Type,
                             &endings, &PyTuple_Type, &lines, &by_letters, &least_letters, &vowels, &latin, &article,
                             &edits, &treatments, &kinds, &vowelless, &PyDict_Type, &rules))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Words *self = (Words *)allocate(type, 0); /* zeroed: no view is open */
    if (self == NULL)
        return NULL;
    Py_INCREF(groups), Py_INCREF(sounds), Py_INCREF(others), Py_INCREF(alphabet), Py_INCREF(pairs);
    self->groups = (Groups *)groups;
    self->sounds = (Sounds *)sounds;
    self->others = others;
    self->alphabet = alphabet;
    self->pairs = pairs;
    self->least_letters = least_letters;
    self->line_count = (int)PyTuple_Size(lines);
    if (view_open(&self->edits, edits, 'B', 1) < 0 || view_open(&self->treatments, treatments, 'B', 1) < 0
        || view_open(&self->kinds, kinds, 'B', 1) < 0 || view_open(&self->vowelless, vowelless, 'B', 1) < 0)
        goto failed;
    if (self->edits.count != MOST_LETTERS + 1 || self->line_count < 1 || self->line_count > MOST_LINES) {
        PyErr_SetString(PyExc_ValueError, "the edits for each length up to 64 letters, and 1 to 64 lines are expected");
        goto failed;
    }
    for (int at = 0; at < self->line_count; at++)
        if (line_read(self->lines + at, PyTuple_GetItem(lines, at)) < 0)
            goto failed;
    if (line_read(&self->by_letters, by_letters) == 0 && pairs_read(self, pairs) == 0
        && endings_read(self, endings) == 0 && few_read(&self->opening_vowels, vowels) == 0
        && few_read(&self->opening_latin, latin) == 0 && few_read(&self->article, article) == 0
        && word_rules_read(&self->rules, rules) == 0) {
        const long scripts = self->rules.scripts;
        if (self->treatments.count == scripts * scripts && self->kinds.count == scripts
            && self->vowelless.count == scripts && self->rules.latin >= 0 && self->rules.latin < scripts)
            return (PyObject *)self;
        PyErr_SetString(PyExc_ValueError, "a treatment for each two scripts and a kind for each are expected");
    }
failed:
    Py_DECREF(self);
    return NULL;
}

/* Whether parts that sound alike are neighbours, by the script of the other one. */
static const unsigned char *treatments_of(const Words *self, int alphabet)
{
    return self->treatments.data + self->rules.scripts * alphabet;
}

static int edits_allowed(const Words *self, int length)
{
    return self->edits.data[length < MOST_LETTERS ? length : MOST_LETTERS];
}
