/* What it costs to turn one word into another by groups of letters. */

/* What one group of letters may be exchanged for, and at what cost. */
typedef struct {
    Py_ssize_t first, count;
    uint64_t key;
} Group;

typedef struct {
    Py_ssize_t first; /* in `letters` */
    int length;
    double price;
} Exchange;

typedef struct {
    PyObject_HEAD
    Group *groups[WIDEST + 1]; /* by letters of the group, sorted by key */
    Py_ssize_t counts[WIDEST + 1];
    Exchange *exchanges;
    Py_UCS4 *letters;
    double edit;
} Groups;

#define OTHER_LETTER UINT64_MAX /* the key of letters that no group has */

static uint64_t group_key(const Py_UCS4 *letters, int width)
{
    uint64_t key = 0;
    for (int place = 0; place < width; place++) {
        if (letters[place] > 0xFF)
            return OTHER_LETTER;
        key = key << 8 | letters[place];
    }
    return key;
}

static int by_key(const void *left, const void *right)
{
    uint64_t one = ((const Group *)left)->key, other = ((const Group *)right)->key;
    return (one > other) - (one < other);
}

static const Group *group_at(const Groups *self, const Py_UCS4 *letters, int width)
{
    Group wanted = {0, 0, group_key(letters, width)};
    if (self->counts[width] == 0 || wanted.key == OTHER_LETTER)
        return NULL;
    return bsearch(&wanted, self->groups[width], (size_t)self->counts[width], sizeof wanted, by_key);
}

static void groups_free(PyObject *object)
{
    Groups *self = (Groups *)object;
    for (int width = 0; width <= WIDEST; width++)
        PyMem_Free(self->groups[width]);
    PyMem_Free(self->exchanges);
    PyMem_Free(self->letters);
    object_free(object);
}

/* Count what a table holds (`self->exchanges` is NULL), or copy it. */
static int groups_read(Groups *self, PyObject *table, Py_ssize_t *exchanges, Py_ssize_t *letters)
{
    PyObject *group, *others;
    Py_ssize_t position = 0, counts[WIDEST + 1] = {0};
    *exchanges = *letters = 0;
    while (PyDict_Next(table, &position, &group, &others)) {
        Py_UCS4 key[WIDEST + 1];
        Py_ssize_t width = PyUnicode_Check(group) ? PyUnicode_GetLength(group) : -1;
        if (width < 0 || !PyTuple_Check(others)) {
            PyErr_SetString(PyExc_TypeError, "letter groups are texts with tuples of (text, cost)");
            return -1;
        }
        if (width > WIDEST || (width && PyUnicode_AsUCS4(group, key, WIDEST + 1, 0) == NULL)
            || group_key(key, (int)width) == OTHER_LETTER) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "letter groups are up to 7 Latin letters long");
            return -1;
        }
        Py_ssize_t count = PyTuple_Size(others);
        if (self->exchanges != NULL)
            self->groups[width][counts[width]] = (Group){*exchanges, count, group_key(key, (int)width)};
        counts[width]++;
        for (Py_ssize_t at = 0; at < count; at++) {
            PyObject *text;
            double price;
            if (!PyArg_ParseTuple(PyTuple_GetItem(others, at), "Ud;a letter group is (text, cost)", &text, &price))
                return -1;
            Py_ssize_t length = PyUnicode_GetLength(text);
            if (length < 0 || length > INT32_MAX)
                return -1;
            if (self->exchanges != NULL) {
                self->exchanges[*exchanges] = (Exchange){*letters, (int)length, price};
                if (length && PyUnicode_AsUCS4(text, self->letters + *letters, length, 0) == NULL)
                    return -1;
            }
            *letters += length;
            (*exchanges)++;
        }
    }
    memcpy(self->counts, counts, sizeof counts);
    return 0;
}

static PyObject *groups_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *table;
    double edit;
    Py_ssize_t exchanges, letters;
    (void)named;
    if (!PyArg_ParseTuple(args, "O!d:Groups", &PyDict_Type, &table, &edit))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Groups *self = (Groups *)allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->edit = edit;
    if (groups_read(self, table, &exchanges, &letters) < 0)
        goto failed;
    self->letters = PyMem_Malloc(sizeof(Py_UCS4) * (size_t)(letters + 1));
    Exchange *room = PyMem_Calloc((size_t)exchanges + 1, sizeof(Exchange));
    self->exchanges = room;
    int has_room = self->letters != NULL && room != NULL;
    for (int width = 0; width <= WIDEST; width++) {
        self->groups[width] = PyMem_Calloc((size_t)self->counts[width] + 1, sizeof(Group));
        has_room &= self->groups[width] != NULL;
    }
    if (!has_room) {
        PyErr_NoMemory();
        goto failed;
    }
    if (groups_read(self, table, &exchanges, &letters) < 0)
        goto failed;
    for (int width = 0; width <= WIDEST; width++)
        qsort(self->groups[width], (size_t)self->counts[width], sizeof(Group), by_key);
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

/* strings._cheapest: the same steps in the same order, so the same sums; of what costs more than `cut` some more. */
static double cheapest(const Groups *self, const Py_UCS4 *left, int rows, const Py_UCS4 *right, int columns, double cut)
{
    double best[(MOST_LETTERS + 1) * (MOST_LETTERS + 1)];
    const int wide = columns + 1;
    const int band = abs(rows - columns) + 3;
    const double infinite = (double)(rows + columns), edit = self->edit;
    for (int cell = 0; cell < (rows + 1) * wide; cell++)
        best[cell] = infinite;
    best[0] = 0.0;
    for (int i = 0; i <= rows; i++) {
        double *here = best + i * wide, *next = here + wide;
        const Group *groups[WIDEST + 1];
        int are_known = 0;
        for (int j = i > band ? i - band : 0; j <= columns && j <= i + band; j++) {
            const double cost = here[j];
            if (cost >= infinite || cost > cut)
                continue;
            for (int width = 0; width <= WIDEST && !are_known; width++)
                groups[width] = i + width <= rows ? group_at(self, left + i, width) : NULL;
            are_known = 1;
            if (i < rows && j < columns) {
                double step = left[i] == right[j] ? cost : cost + edit;
                if (step < next[j + 1])
                    next[j + 1] = step;
                if (i + 1 < rows && j + 1 < columns && left[i] == right[j + 1] && left[i + 1] == right[j]
                    && cost + edit < next[wide + j + 2])
                    next[wide + j + 2] = cost + edit;
            }
            if (i < rows && cost + edit < next[j])
                next[j] = cost + edit;
            if (j < columns && cost + edit < here[j + 1])
                here[j + 1] = cost + edit;
            for (int width = 0; width <= WIDEST; width++) {
                if (groups[width] == NULL)
                    continue;
                const Exchange *one = self->exchanges + groups[width]->first;
                for (Py_ssize_t count = groups[width]->count; count > 0; count--, one++) {
                    if (one->length > columns - j)
                        continue;
                    double *reached = here + width * wide + j + one->length;
                    if (cost + one->price < *reached && go_on(right + j, self->letters + one->first, one->length))
                        *reached = cost + one->price;
                }
            }
        }
    }
    return best[rows * wide + columns];
}

static PyObject *groups_cheapest(PyObject *self, PyObject *args)
{
    PyObject *one, *other;
    Py_UCS4 left[MOST_LETTERS], right[MOST_LETTERS];
    if (!PyArg_ParseTuple(args, "UU:cheapest", &one, &other))
        return NULL;
    int rows = letters_of(one, left), columns = letters_of(other, right);
    if (rows == -2 || columns == -2)
        return NULL;
    if (rows < 0 || columns < 0)
        Py_RETURN_NONE;
    return PyFloat_FromDouble(cheapest((Groups *)self, left, rows, right, columns, rows + columns));
}

static PyMethodDef groups_methods[] = {
    {"cheapest", groups_cheapest, METH_VARARGS, "The cost of turning one word into the other; None for long words."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot groups_slots[] = {
    {Py_tp_new, groups_new},
    {Py_tp_dealloc, groups_free},
    {Py_tp_methods, groups_methods},
    {Py_tp_doc, "Groups(table, edit): letter groups with what each may be exchanged for, and the cost of an edit."},
    {0, NULL},
};

static PyType_Spec groups_spec = {
    "screening.matching._kernel.Groups", sizeof(Groups), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, groups_slots,
};
