/* How a native word may be spelt in Latin letters: names/lettercost.py. */

/* So many native letters are written with these Latin letters, at this price; no Latin ones: not written. */
typedef struct {
    int taken, length;
    Py_ssize_t first; /* in `letters` */
    double price;
} Spelling;

typedef struct {
    int places;
    Py_ssize_t *ends; /* of the spellings at each place; those that may be inserted come last */
    Spelling *spellings;
    Py_UCS4 *letters;
    double inserted_first, extra_latin, lost_native, unlisted_swap;
    uint32_t letters_spelt; /* Latin letters that stand in any spelling, as bits: `letter_bit` */
} NativeWord;

typedef struct {
    PyObject_HEAD
    NativeWord word;
} Native;

/* A Latin letter as a bit; a bit may stand for several letters. */
static uint32_t letter_bit(Py_UCS4 letter)
{
    return (uint32_t)1 << (letter & 31);
}

/* Note what stands in the spellings, once they are filled. */
static void native_judge(NativeWord *self)
{
    self->letters_spelt = 0;
    for (const Spelling *one = self->spellings; one < self->spellings + self->ends[self->places + 1]; one++)
        for (int at = 0; at < one->length; at++)
            self->letters_spelt |= letter_bit(self->letters[one->first + at]);
}

static void native_word_free(NativeWord *self)
{
    PyMem_Free(self->ends);
    PyMem_Free(self->spellings);
    PyMem_Free(self->letters);
}

static void native_free(PyObject *object)
{
    native_word_free(&((Native *)object)->word);
    object_free(object);
}

/* Count what the places hold (`self->spellings` is NULL), or copy it. */
static int native_read(NativeWord *self, PyObject *places, Py_ssize_t *spellings, Py_ssize_t *letters)
{
    *spellings = *letters = 0;
    for (Py_ssize_t place = 0; place < PyTuple_Size(places); place++) {
        PyObject *rows = PyTuple_GetItem(places, place);
        if (!PyTuple_Check(rows)) {
            PyErr_SetString(PyExc_TypeError, "a tuple of spellings is expected for each place");
            return -1;
        }
        for (Py_ssize_t at = 0; at < PyTuple_Size(rows); at++) {
            PyObject *latin;
            int taken;
            double price;
            if (!PyArg_ParseTuple(PyTuple_GetItem(rows, at), "iUd;a spelling is (letters taken, Latin, cost)", &taken,
                                  &latin, &price))
                return -1;
            const Py_ssize_t length = PyUnicode_GetLength(latin);
            if (taken < 0 || taken > PyTuple_Size(places) - 1 - place + (taken == 0) || length > MOST_LETTERS) {
                PyErr_SetString(PyExc_ValueError, "a spelling takes more letters than there are");
                return -1;
            }
            if (self->spellings != NULL) {
                self->spellings[*spellings] = (Spelling){taken, (int)length, *letters, price};
                if (length && PyUnicode_AsUCS4(latin, self->letters + *letters, length, 0) == NULL)
                    return -1;
            }
            *letters += length;
            ++*spellings;
        }
        if (self->spellings != NULL)
            self->ends[place + 1] = *spellings;
    }
    return 0;
}

static PyObject *native_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *places;
    double inserted_first, extra_latin, lost_native, unlisted_swap;
    Py_ssize_t spellings, letters;
    (void)named;
    if (!PyArg_ParseTuple(args, "O!dddd:Native", &PyTuple_Type, &places, &inserted_first, &extra_latin, &lost_native,
                          &unlisted_swap))
        return NULL;
    if (PyTuple_Size(places) < 1 || PyTuple_Size(places) > MOST_LETTERS + 1) {
        PyErr_SetString(PyExc_ValueError, "a word of at most 64 letters, and what may be inserted, is expected");
        return NULL;
    }
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    PyObject *object = allocate(type, 0);
    if (object == NULL)
        return NULL;
    NativeWord *self = &((Native *)object)->word;
    self->places = (int)PyTuple_Size(places) - 1;
    self->inserted_first = inserted_first;
    self->extra_latin = extra_latin;
    self->lost_native = lost_native;
    self->unlisted_swap = unlisted_swap;
    if (native_read(self, places, &spellings, &letters) < 0)
        goto failed;
    self->ends = PyMem_Calloc((size_t)self->places + 2, sizeof(Py_ssize_t));
    self->letters = PyMem_Calloc((size_t)letters + 1, sizeof(Py_UCS4));
    Spelling *room = PyMem_Calloc((size_t)spellings + 1, sizeof(Spelling));
    self->spellings = room;
    if (self->ends == NULL || self->letters == NULL || room == NULL) {
        PyErr_NoMemory();
        goto failed;
    }
    if (native_read(self, places, &spellings, &letters) == 0) {
        native_judge(self);
        return object;
    }
failed:
    Py_DECREF(object);
    return NULL;
}

static void lower(double *cell, double cost)
{
    if (cost < *cell)
        *cell = cost;
}

/* Lower what is reached from a cell by the spellings of a place, for those that the Latin letters go on with. */
static void spell_from(const NativeWord *self, int place, const Py_UCS4 *latin, int left, double cost, double more,
                       double *cell, int wide)
{
    const Spelling *one = self->spellings + self->ends[place], *end = self->spellings + self->ends[place + 1];
    for (; one < end; one++)
        if (one->length <= left && go_on(latin, self->letters + one->first, one->length))
            lower(cell + one->taken * wide + one->length, cost + (one->price + more));
}

/* The last of lettercost._costs: the same sums, the least of each. */
static double native_least(const NativeWord *self, const Py_UCS4 *latin, int length, double cut)
{
    double costs[(MOST_LETTERS + 1) * (MOST_LETTERS + 1)];
    const int wide = length + 1;
    int unspelt = 0;
    for (int at = 0; at < length; at++)
        unspelt += !(self->letters_spelt & letter_bit(latin[at]));
    if (unspelt * least(self->extra_latin, self->unlisted_swap) >= cut)
        return cut; /* each is put in, or stands in place of another */
    for (int cell = 0; cell < (self->places + 1) * wide; cell++)
        costs[cell] = cut;
    costs[0] = 0.0;
    for (int place = 0; place <= self->places; place++) {
        double *here = costs + place * wide, *following = here + wide;
        const int is_last = place == self->places;
        for (int start = 0; start <= length; start++) {
            const double cost = here[start];
            if (cost >= cut)
                continue;
            if (!is_last)
                lower(following + start, cost + self->lost_native);
            if (start < length) {
                lower(here + start + 1, cost + self->extra_latin);
                if (!is_last)
                    lower(following + start + 1, cost + self->unlisted_swap);
            }
            spell_from(self, self->places, latin + start, length - start, cost, place ? 0.0 : self->inserted_first,
                       here + start, wide);
            if (!is_last)
                spell_from(self, place, latin + start, length - start, cost, 0.0, here + start, wide);
        }
    }
    return costs[self->places * wide + length];
}

static PyObject *native_cost(PyObject *self, PyObject *args)
{
    PyObject *word;
    double cut;
    Py_UCS4 latin[MOST_LETTERS];
    if (!PyArg_ParseTuple(args, "Ud:cost", &word, &cut))
        return NULL;
    int length = letters_of(word, latin);
    if (length == -2)
        return NULL;
    if (length < 0) {
        PyErr_SetString(PyExc_ValueError, "a word of at most 64 letters is expected");
        return NULL;
    }
    double cost = native_least(&((Native *)self)->word, latin, length, cut);
    if (cost >= cut)
        Py_RETURN_NONE;
    return PyFloat_FromDouble(cost);
}

static PyMethodDef native_methods[] = {
    {"cost", native_cost, METH_VARARGS, "The least cost of spelling it as a Latin word; None from a cut on."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot native_slots[] = {
    {Py_tp_new, native_new},
    {Py_tp_dealloc, native_free},
    {Py_tp_methods, native_methods},
    {Py_tp_doc, "Native(spellings by place, costs of what no row allows): a native word to be spelt in Latin letters."},
    {0, NULL},
};

static PyType_Spec native_spec = {
    "screening.matching._kernel.Native", sizeof(Native), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, native_slots,
};
