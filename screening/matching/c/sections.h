/* Objects, errors, and the sections of an index: flat runs of items, untrusted. */

static void object_free(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

static void damaged(const char *what)
{
    PyObject *errors = PyImport_ImportModule("screening.errors");
    PyObject *kind = errors ? PyObject_GetAttrString(errors, "IndexFileError") : NULL;
    PyObject *said = kind ? PyUnicode_FromFormat("the section of its %s is damaged", what) : NULL;
    PyObject *args = said ? PyTuple_Pack(1, said) : NULL;
    PyObject *named = args ? Py_BuildValue("{s:O}", "path", Py_None) : NULL;
    PyObject *error = named ? PyObject_Call(kind, args, named) : NULL;
    if (error != NULL)
        PyErr_SetObject(kind, error);
    Py_XDECREF(error);
    Py_XDECREF(named);
    Py_XDECREF(args);
    Py_XDECREF(said);
    Py_XDECREF(kind);
    Py_XDECREF(errors);
}

/* A section: a flat run of items of one type. */
typedef struct {
    Py_buffer buffer;
    const unsigned char *data; /* NULL until it is open */
    Py_ssize_t count;
} View;

static int view_open(View *view, PyObject *from, char code, Py_ssize_t size)
{
    view->data = NULL;
    if (PyObject_GetBuffer(from, &view->buffer, PyBUF_CONTIG_RO | PyBUF_FORMAT) < 0)
        return -1;
    const char *format = view->buffer.format ? view->buffer.format : "B";
    if (format[0] != code || format[1] != '\0' || view->buffer.itemsize != size) {
        PyErr_Format(PyExc_TypeError, "a section of items '%c' is expected, not '%s'", code, format);
        PyBuffer_Release(&view->buffer);
        return -1;
    }
    view->data = view->buffer.buf ? view->buffer.buf : (const unsigned char *)"";
    view->count = view->buffer.len / size;
    return 0;
}

static void view_close(View *view)
{
    if (view->data != NULL) {
        view->data = NULL;
        PyBuffer_Release(&view->buffer);
    }
}

/* An image may place a section anywhere, so items are copied out: no alignment is assumed. */
static uint64_t view_u64(const View *view, Py_ssize_t place)
{
    uint64_t item;
    memcpy(&item, view->data + 8 * place, 8);
    return item;
}

static uint32_t view_u32(const View *view, Py_ssize_t place)
{
    uint32_t item;
    memcpy(&item, view->data + 4 * place, 4);
    return item;
}

/* Where a run of a section lies, from the section of ends; 0 where the two do not fit. */
static int run_u32(const View *ends, const View *items, uint64_t number, Py_ssize_t *from, Py_ssize_t *to)
{
    if (number + 1 >= (uint64_t)ends->count)
        return 0;
    *from = view_u32(ends, (Py_ssize_t)number);
    *to = view_u32(ends, (Py_ssize_t)number + 1);
    return *from <= *to && *to <= items->count;
}

static int run_u64(const View *ends, const View *items, uint64_t number, Py_ssize_t *from, Py_ssize_t *to)
{
    if (number + 1 >= (uint64_t)ends->count)
        return 0;
    uint64_t first = view_u64(ends, (Py_ssize_t)number), last = view_u64(ends, (Py_ssize_t)number + 1);
    if (first > last || last > (uint64_t)items->count)
        return 0;
    *from = (Py_ssize_t)first;
    *to = (Py_ssize_t)last;
    return 1;
}

/* Of texts in the order of their lengths, the first of at least so many letters: `lengths` says where each length starts. */
static int64_t first_of_length(const View *lengths, int length, int64_t count)
{
    return length < 0 ? 0 : length < lengths->count ? view_u32(lengths, length) : count;
}

/* Sort numbers: they are mostly few, so they are inserted, and many are first sorted at wider steps. Source: Shell 1959;
 * steps of Ciura 2001. */
static void sort_numbers(uint32_t *items, Py_ssize_t count)
{
    static const Py_ssize_t steps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
        const Py_ssize_t wide = steps[step];
        for (Py_ssize_t at = wide; at < count; at++) {
            const uint32_t item = items[at];
            Py_ssize_t place = at;
            for (; place >= wide && items[place - wide] > item; place -= wide)
                items[place] = items[place - wide];
            items[place] = item;
        }
    }
}

#ifdef __GNUC__
static int lowest_bit(uint64_t bits) { return __builtin_ctzll(bits); }
#else
static int lowest_bit(uint64_t bits)
{
    int place = 0;
    for (int step = 32; step; step >>= 1)
        if (!(bits & (((uint64_t)1 << step) - 1))) {
            bits >>= step;
            place += step;
        }
    return place;
}
#endif

static double least(double one, double other) { return other < one ? other : one; }
static double most(double one, double other) { return other > one ? other : one; }
static long least_of(long one, long other) { return other < one ? other : one; }
static long most_of(long one, long other) { return other > one ? other : one; }

/* Items with room for one more, moved if need be; NULL without memory, and then they stay where they are. */
static void *with_room(void *items, Py_ssize_t count, Py_ssize_t *room, size_t size)
{
    if (count < *room)
        return items;
    const Py_ssize_t wider = *room ? 2 * *room : 64;
    void *moved = PyMem_Realloc(items, size * (size_t)wider);
    if (moved == NULL)
        return PyErr_NoMemory();
    *room = wider;
    return moved;
}

#define FAST(function) (PyCFunction)(void (*)(void))function, METH_METHOD | METH_FASTCALL | METH_KEYWORDS

/* Whether a method was called with so many arguments, those of `tuples` (bits) being tuples; else it says its use. */
static int is_called_as(const char *use, PyObject *const *args, Py_ssize_t count, PyObject *names, Py_ssize_t expected,
                        unsigned tuples)
{
    int fits = count == expected && (names == NULL || PyTuple_Size(names) == 0);
    for (Py_ssize_t at = 0; at < expected && fits; at++)
        fits = !(tuples >> at & 1) || PyTuple_Check(args[at]);
    if (!fits)
        PyErr_SetString(PyExc_TypeError, use);
    return fits;
}
