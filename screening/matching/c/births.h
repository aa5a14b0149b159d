/* The least total that a reading must reach, by when its bearers were born: floors.py, births.py. */

#define MOST_SPANS 8
enum { NO_DAY, ANY_DAY }; /* births.py has the same numbers */
#define UNKNOWN_BIRTH 0x10000u

/* births.Span */
typedef struct {
    int first, last, day;
} Span;

/* floors.Floors */
typedef struct {
    double agreeing, unknown, conflicting, lowest;
    Py_ssize_t count;
    Span spans[MOST_SPANS];
} Floors;

static int floors_read(Floors *floors, PyObject *from)
{
    PyObject *spans;
    if (!PyArg_ParseTuple(from, "dddO!;floors are (agreeing, unknown, conflicting, spans)", &floors->agreeing,
                          &floors->unknown, &floors->conflicting, &PyTuple_Type, &spans))
        return -1;
    floors->lowest = least(floors->agreeing, least(floors->unknown, floors->conflicting));
    floors->count = PyTuple_Size(spans);
    if (floors->count > MOST_SPANS) { /* of so many dates any may be right */
        floors->unknown = floors->lowest;
        floors->count = 0;
    }
    for (Py_ssize_t at = 0; at < floors->count; at++) {
        Span *span = floors->spans + at;
        PyObject *item = PyTuple_GetItem(spans, at);
        if (!PyTuple_Check(item))
            PyErr_SetString(PyExc_TypeError, "a span is a tuple");
        if (PyErr_Occurred() || !PyArg_ParseTuple(item, "iii;a span is (first, last, day)", &span->first, &span->last,
                                                  &span->day))
            return -1;
    }
    return 0;
}

/* floors.Floors.of */
static double floor_of(const Readings *readings, const Floors *floors, uint32_t number)
{
    if (floors->count == 0)
        return floors->unknown;
    const int64_t first = view_u32(&readings->births_first, number), last = view_u32(&readings->births_last, number);
    const uint32_t known = view_u32(&readings->births_day, number);
    const int64_t day = known & ~UNKNOWN_BIRTH;
    for (const Span *span = floors->spans; span < floors->spans + floors->count; span++)
        if ((first <= span->last && span->first <= last) || (day != NO_DAY && (day == ANY_DAY || day == span->day)))
            return floors->agreeing;
    return known & UNKNOWN_BIRTH ? floors->unknown : floors->conflicting;
}
