/* The hot loops of the search, compiled. The interpreted functions beside it are the definition: every function here
 * gives the same answer, bit by bit, or returns None where it leaves the question to them (words beyond MOST_LETTERS,
 * lone surrogates). No rule and no number of a rule is written here: tables, weights and limits are handed over.
 *
 * Sections come from a file and are untrusted: each place and length read from them is checked before it is used.
 * Nothing is kept between calls but what an object owns; scratch is on the stack or freed before the call returns.
 * Compile with -ffp-contract=off: a fused multiply and add would round otherwise than Python does. */

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LETTERS 64 /* bits of one machine word: a longer word goes the interpreted way */
#define WIDEST 3        /* letters of the left side that one letter group takes */

/* ---- objects, errors and sections ---- */

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

/* ---- letters ---- */

/* Letters of a word: their number; -1 and no error where the word is left to the interpreted path; -2 on error. */
static int letters_of(PyObject *word, Py_UCS4 letters[MOST_LETTERS])
{
    Py_ssize_t length = PyUnicode_GetLength(word);
    if (length < 0)
        return -2;
    if (length > MOST_LETTERS)
        return -1;
    if (length && PyUnicode_AsUCS4(word, letters, MOST_LETTERS, 0) == NULL)
        return -2;
    for (Py_ssize_t place = 0; place < length; place++)
        if (letters[place] >= 0xD800 && letters[place] <= 0xDFFF)
            return -1;
    return (int)length;
}

static int utf8_put(Py_UCS4 letter, unsigned char *to)
{
    if (letter < 0x80) {
        to[0] = (unsigned char)letter;
        return 1;
    }
    int more = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    for (int place = more; place > 0; place--, letter >>= 6)
        to[place] = (unsigned char)(0x80 | (letter & 0x3F));
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    to[0] = (unsigned char)(lead[more] | letter);
    return more + 1;
}

/* The letter at `from`, and how many bytes it takes; 0 where the bytes are no UTF-8. */
static int utf8_get(const unsigned char *from, const unsigned char *end, Py_UCS4 *letter)
{
    Py_UCS4 first = from[0];
    if (first < 0x80) {
        *letter = first;
        return 1;
    }
    int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 && first < 0xE0;
    if (more == 0 || end - from <= more)
        return 0;
    Py_UCS4 value = first & (0x3Fu >> more);
    for (int place = 1; place <= more; place++) {
        if ((from[place] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (from[place] & 0x3F);
    }
    static const Py_UCS4 least[] = {0, 0x80, 0x800, 0x10000};
    if (value < least[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *letter = value;
    return more + 1;
}

static uint32_t checksum(const unsigned char *data, Py_ssize_t length)
{
    static const uint32_t step[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    }; /* CRC-32, four bits at a time */
    uint32_t sum = 0xFFFFFFFFu;
    for (Py_ssize_t place = 0; place < length; place++) {
        sum ^= data[place];
        sum = sum >> 4 ^ step[sum & 15];
        sum = sum >> 4 ^ step[sum & 15];
    }
    return ~sum;
}

/* A word made ready to be measured against many: for each letter, the places where the word has it, as bits. */
typedef struct {
    int length, others;
    uint64_t ascii[128];
    Py_UCS4 letter[MOST_LETTERS];
    uint64_t places[MOST_LETTERS];
} Pattern;

static void pattern_of(Pattern *pattern, const Py_UCS4 *letters, int length)
{
    pattern->length = length;
    pattern->others = 0;
    memset(pattern->ascii, 0, sizeof pattern->ascii);
    for (int place = 0; place < length; place++) {
        Py_UCS4 letter = letters[place];
        uint64_t bit = (uint64_t)1 << place;
        if (letter < 128) {
            pattern->ascii[letter] |= bit;
            continue;
        }
        int at = 0;
        while (at < pattern->others && pattern->letter[at] != letter)
            at++;
        if (at == pattern->others) {
            pattern->letter[at] = letter;
            pattern->places[at] = 0;
            pattern->others++;
        }
        pattern->places[at] |= bit;
    }
}

static uint64_t places_of(const Pattern *pattern, Py_UCS4 letter)
{
    if (letter < 128)
        return pattern->ascii[letter];
    for (int at = 0; at < pattern->others; at++)
        if (pattern->letter[at] == letter)
            return pattern->places[at];
    return 0;
}

/* Optimal string alignment distance to UTF-8 text; -1 where the text is no UTF-8.
 * Source: Hyyro 2003, a column of the table as two words of bits. */
static Py_ssize_t distance_to(const Pattern *pattern, const unsigned char *text, const unsigned char *end,
                              Py_ssize_t *length)
{
    uint64_t rises = ~(uint64_t)0, falls = 0, diagonal = 0, before = 0;
    uint64_t last = pattern->length ? (uint64_t)1 << (pattern->length - 1) : 0;
    Py_ssize_t distance = pattern->length, letters = 0;
    while (text < end) {
        Py_UCS4 letter;
        int width = utf8_get(text, end, &letter);
        if (width == 0)
            return -1;
        text += width;
        letters++;
        uint64_t here = places_of(pattern, letter);
        uint64_t swapped = ((~diagonal & here) << 1) & before;
        diagonal = (((here & rises) + rises) ^ rises) | here | falls | swapped;
        uint64_t right_rises = falls | ~(diagonal | rises), right_falls = diagonal & rises;
        distance += (right_rises & last) != 0;
        distance -= (right_falls & last) != 0;
        right_rises = right_rises << 1 | 1;
        right_falls <<= 1;
        rises = right_falls | ~(diagonal | right_rises);
        falls = right_rises & diagonal;
        before = here;
    }
    *length = letters;
    return pattern->length ? distance : letters;
}

/* ---- letter groups ---- */

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

static uint64_t group_key(const Py_UCS4 *letters, int width)
{
    uint64_t key = 0;
    for (int place = 0; place < width; place++)
        key = key << 21 | letters[place];
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
    if (self->counts[width] == 0)
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
        if (width > WIDEST)
            continue; /* the interpreted path looks up no wider ones either */
        if (width && PyUnicode_AsUCS4(group, key, WIDEST + 1, 0) == NULL)
            return -1;
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
    for (int width = 0; width <= WIDEST; width++)
        self->groups[width] = PyMem_Calloc((size_t)self->counts[width] + 1, sizeof(Group));
    Exchange *room = PyMem_Calloc((size_t)exchanges + 1, sizeof(Exchange));
    self->exchanges = room;
    if (!self->letters || !room || !self->groups[0] || !self->groups[1] || !self->groups[2] || !self->groups[3]) {
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

/* strings._cheapest: the same steps in the same order, so the same sums. */
static double cheapest(const Groups *self, const Py_UCS4 *left, int rows, const Py_UCS4 *right, int columns)
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
        for (int width = 0; width <= WIDEST; width++)
            groups[width] = i + width <= rows ? group_at(self, left + i, width) : NULL;
        for (int j = i > band ? i - band : 0; j <= columns && j <= i + band; j++) {
            const double cost = here[j];
            if (cost >= infinite)
                continue;
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
                    if (cost + one->price < *reached
                        && memcmp(right + j, self->letters + one->first, sizeof(Py_UCS4) * (size_t)one->length) == 0)
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
    return PyFloat_FromDouble(cheapest((Groups *)self, left, rows, right, columns));
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

/* ---- words near a word ---- */

/* Numbers found so far, with a value each. */
typedef struct {
    uint64_t *items;
    Py_ssize_t count, room;
} Found;

static int found_add(Found *found, uint64_t item)
{
    if (found->count == found->room) {
        Py_ssize_t room = found->room ? 2 * found->room : 256;
        uint64_t *items = PyMem_Realloc(found->items, sizeof(uint64_t) * (size_t)room);
        if (items == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        found->items = items;
        found->room = room;
    }
    found->items[found->count++] = item;
    return 0;
}

static int by_number(const void *left, const void *right)
{
    uint64_t one = *(const uint64_t *)left, other = *(const uint64_t *)right;
    return (one > other) - (one < other);
}

static void found_sort(Found *found)
{
    if (found->count < 2)
        return;
    qsort(found->items, (size_t)found->count, sizeof(uint64_t), by_number);
    Py_ssize_t kept = 1;
    for (Py_ssize_t at = 1; at < found->count; at++)
        if (found->items[at] != found->items[kept - 1])
            found->items[kept++] = found->items[at];
    found->count = kept;
}

/* The first entry of a table that is not below a key. */
static Py_ssize_t entry_at(const View *entries, uint64_t key)
{
    Py_ssize_t low = 0, high = entries->count;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (view_u64(entries, middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Add the ids under a checksum. */
static int ids_under(Found *found, const View *entries, uint32_t sum)
{
    for (Py_ssize_t at = entry_at(entries, (uint64_t)sum << 32); at < entries->count; at++) {
        uint64_t entry = view_u64(entries, at);
        if (entry >> 32 != sum)
            break;
        if (found_add(found, entry & 0xFFFFFFFFu) < 0)
            return -1;
    }
    return 0;
}

/* Add the ids under what is left of a word's first letters once up to `limit` of them are deleted. */
static int ids_by_deletion(Found *found, const View *entries, const Py_UCS4 *letters, int prefix, int limit)
{
    for (unsigned deleted = 0; deleted < 1u << prefix; deleted++) {
        unsigned char key[4 * 16];
        int count = 0, length = 0;
        for (unsigned bits = deleted; bits; bits &= bits - 1)
            count++;
        if (count > limit)
            continue;
        for (int place = 0; place < prefix; place++)
            if (!(deleted >> place & 1))
                length += utf8_put(letters[place], key + length);
        if (ids_under(found, entries, checksum(key, length)) < 0)
            return -1;
    }
    return 0;
}

static PyObject *within_slips(PyObject *module, PyObject *args)
{
    PyObject *word, *of_entries, *of_ends, *of_texts, *result = NULL;
    int prefix, limit;
    View entries = {.data = NULL}, ends = {.data = NULL}, texts = {.data = NULL};
    Found found = {NULL, 0, 0};
    Py_UCS4 letters[MOST_LETTERS];
    Pattern pattern;
    (void)module;
    if (!PyArg_ParseTuple(args, "UiiOOO:within_slips", &word, &prefix, &limit, &of_entries, &of_ends, &of_texts))
        return NULL;
    if (prefix < 0 || prefix > 16 || limit < 0) {
        PyErr_SetString(PyExc_ValueError, "a prefix of 0 to 16 letters and a limit of 0 or more are expected");
        return NULL;
    }
    int length = letters_of(word, letters);
    if (length == -2)
        return NULL;
    if (length < 0)
        Py_RETURN_NONE;
    if (view_open(&entries, of_entries, 'Q', 8) < 0 || view_open(&ends, of_ends, 'Q', 8) < 0
        || view_open(&texts, of_texts, 'B', 1) < 0)
        goto done;
    if (ids_by_deletion(&found, &entries, letters, length < prefix ? length : prefix, limit) < 0)
        goto done;
    found_sort(&found);
    pattern_of(&pattern, letters, length);
    result = PyList_New(0);
    for (Py_ssize_t at = 0; result != NULL && at < found.count; at++) {
        Py_ssize_t from, to, count, distance;
        if (!run_u64(&ends, &texts, found.items[at], &from, &to)) {
            damaged("words");
            Py_CLEAR(result);
            break;
        }
        if (to - from < length - limit || to - from > 4 * ((Py_ssize_t)length + limit))
            continue; /* a letter is one to four bytes */
        distance = distance_to(&pattern, texts.data + from, texts.data + to, &count);
        if (distance < 0) {
            damaged("words");
            Py_CLEAR(result);
            break;
        }
        if (distance > limit)
            continue;
        PyObject *pair = Py_BuildValue("(Kn)", (unsigned long long)found.items[at], distance);
        if (pair == NULL || PyList_Append(result, pair) < 0)
            Py_CLEAR(result);
        Py_XDECREF(pair);
    }
done:
    PyMem_Free(found.items);
    view_close(&entries);
    view_close(&ends);
    view_close(&texts);
    return result;
}

/* What is done with a part of one sound, by its script; lexicon.py has the same numbers. */
enum { NEVER, ALWAYS, BY_LETTERS };

static PyObject *sounding(PyObject *module, PyObject *args)
{
    PyObject *key, *spellings, *of_treatments, *of_entries, *of_scripts, *of_ends, *of_words, *of_text_ends, *of_texts;
    PyObject *result = NULL;
    int least;
    double share;
    View treatments = {.data = NULL}, entries = {.data = NULL}, scripts = {.data = NULL}, ends = {.data = NULL};
    View words = {.data = NULL}, text_ends = {.data = NULL}, texts = {.data = NULL};
    Found found = {NULL, 0, 0};
    Pattern *patterns = NULL;
    (void)module;
    if (!PyArg_ParseTuple(args, "UO!idOOOOOOO:sounding", &key, &PyTuple_Type, &spellings, &least, &share,
                          &of_treatments, &of_entries, &of_scripts, &of_ends, &of_words, &of_text_ends, &of_texts))
        return NULL;
    Py_ssize_t count = PyTuple_Size(spellings), size;
    const char *encoded = PyUnicode_AsUTF8AndSize(key, &size);
    if (encoded == NULL)
        return NULL;
    patterns = PyMem_Calloc((size_t)count + 1, sizeof(Pattern));
    if (patterns == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t at = 0; at < count; at++) {
        Py_UCS4 letters[MOST_LETTERS];
        PyObject *spelling = PyTuple_GetItem(spellings, at);
        int length = PyUnicode_Check(spelling) ? letters_of(spelling, letters) : -1;
        if (length < 0) {
            PyMem_Free(patterns);
            if (length == -2)
                return NULL;
            Py_RETURN_NONE;
        }
        pattern_of(patterns + at, letters, length);
    }
    if (view_open(&treatments, of_treatments, 'B', 1) < 0 || view_open(&entries, of_entries, 'Q', 8) < 0
        || view_open(&scripts, of_scripts, 'B', 1) < 0 || view_open(&ends, of_ends, 'I', 4) < 0
        || view_open(&words, of_words, 'I', 4) < 0 || view_open(&text_ends, of_text_ends, 'Q', 8) < 0
        || view_open(&texts, of_texts, 'B', 1) < 0)
        goto done;
    if (ids_under(&found, &entries, checksum((const unsigned char *)encoded, size)) < 0)
        goto done;
    result = PyList_New(0);
    for (Py_ssize_t at = 0; result != NULL && at < found.count; at++) {
        Py_ssize_t first, last, from, to;
        uint64_t number = found.items[at];
        int is_near;
        if (number >= (uint64_t)scripts.count || scripts.data[number] >= treatments.count
            || !run_u32(&ends, &words, number, &first, &last)) {
            damaged("parts");
            Py_CLEAR(result);
            break;
        }
        unsigned treatment = treatments.data[scripts.data[number]];
        is_near = treatment == ALWAYS;
        for (Py_ssize_t word = first; treatment == BY_LETTERS && !is_near && word < last; word++) {
            if (!run_u64(&text_ends, &texts, view_u32(&words, word), &from, &to)) {
                is_near = -1;
                break;
            }
            for (Py_ssize_t own = 0; own < count && !is_near; own++) {
                Py_ssize_t letters, longest, limit;
                Py_ssize_t distance = distance_to(patterns + own, texts.data + from, texts.data + to, &letters);
                longest = letters > patterns[own].length ? letters : patterns[own].length;
                limit = (Py_ssize_t)((double)longest * share);
                is_near = distance < 0 ? -1 : distance <= (limit > least ? limit : least);
            }
        }
        if (is_near < 0) {
            damaged("words");
            Py_CLEAR(result);
        } else if (is_near) {
            PyObject *item = PyLong_FromUnsignedLongLong(number);
            if (item == NULL || PyList_Append(result, item) < 0)
                Py_CLEAR(result);
            Py_XDECREF(item);
        }
    }
done:
    PyMem_Free(found.items);
    PyMem_Free(patterns);
    view_close(&treatments);
    view_close(&entries);
    view_close(&scripts);
    view_close(&ends);
    view_close(&words);
    view_close(&text_ends);
    view_close(&texts);
    return result;
}

/* ---- candidates: what of a query and of a reading agrees at best, and the most that its total can be ---- */

/* What the bound is made of, by name: the weights of the policy, then the limits of candidates.py. */
#define RULES(X)                                                                                                       \
    X(start) X(agreeing_first) X(agreeing_next) X(agreeing_more) X(equivalent) X(all_near) X(initial) X(missing)       \
    X(query_extra) X(contradiction) X(contradiction_each) X(contradiction_weight) X(contradiction_alike)               \
    X(number_agrees) X(little) X(untelling) X(carries) X(bare_surname) X(one_word_record) X(two_word_record)           \
    X(identical) X(first) X(next) X(more) X(carrying) X(telling) X(extra) X(least_inexact) X(unlike)
#define COUNTS(X)                                                                                                      \
    X(longest_acronym) X(out_of_reach) X(another_word) X(most_initials) X(most_contradictions) X(short_record)

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
#define READ(name)                                                                                                     \
    if ((item = PyDict_GetItemString(table, #name)) == NULL) {                                                         \
        PyErr_SetString(PyExc_KeyError, #name);                                                                        \
        return -1;                                                                                                     \
    }                                                                                                                  \
    rules->name = PyFloat_AsDouble(item);                                                                              \
    if (PyErr_Occurred())                                                                                              \
        return -1;
    RULES(READ)
#undef READ
#define READ(name)                                                                                                     \
    if ((item = PyDict_GetItemString(table, #name)) == NULL) {                                                         \
        PyErr_SetString(PyExc_KeyError, #name);                                                                        \
        return -1;                                                                                                     \
    }                                                                                                                  \
    rules->name = PyLong_AsLong(item);                                                                                 \
    if (PyErr_Occurred())                                                                                              \
        return -1;
    COUNTS(READ)
#undef READ
    return 0;
}

/* The readings of an index, and the rules they are judged by. */
typedef struct {
    PyObject_HEAD
    View ends, parts, totals, counts, words, longest, initials;
    Py_ssize_t size;
    Rules rules;
} Readings;

typedef struct {
    double worth, listed, points;
    int is_inexact, is_slip;
} Agreement;

enum { UNKNOWN, AGREES, DIFFERS };

/* candidates.Unit: each run of numbers is sorted. */
typedef struct {
    PyObject_HEAD
    double weight;
    Py_ssize_t size, nears, reads, spreads;
    uint32_t *near, *readings, *spread;
    Agreement *at_most, *weighed;
    unsigned char *state; /* whether the letters were looked at */
} Unit;

static void readings_free(PyObject *object)
{
    Readings *self = (Readings *)object;
    View *views[] = {&self->ends, &self->parts, &self->totals, &self->counts, &self->words, &self->longest,
                     &self->initials};
    for (size_t at = 0; at < sizeof views / sizeof *views; at++)
        view_close(views[at]);
    object_free(object);
}

static PyObject *readings_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *ends, *parts, *totals, *counts, *words, *longest, *initials, *rules;
    (void)named;
    if (!PyArg_ParseTuple(args, "OOOOOOOO!:Readings", &ends, &parts, &totals, &counts, &words, &longest, &initials,
                          &PyDict_Type, &rules))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Readings *self = (Readings *)allocate(type, 0); /* zeroed: no view is open */
    if (self == NULL)
        return NULL;
    if (rules_read(&self->rules, rules) < 0 || view_open(&self->ends, ends, 'I', 4) < 0
        || view_open(&self->parts, parts, 'I', 4) < 0 || view_open(&self->totals, totals, 'd', 8) < 0
        || view_open(&self->counts, counts, 'I', 4) < 0 || view_open(&self->words, words, 'I', 4) < 0
        || view_open(&self->longest, longest, 'I', 4) < 0 || view_open(&self->initials, initials, 'I', 4) < 0)
        goto failed;
    self->size = self->totals.count;
    if (self->ends.count != self->size + 1 || self->counts.count != self->size || self->words.count != self->size
        || self->longest.count != self->size || self->initials.count != self->size) {
        damaged("readings");
        goto failed;
    }
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

static void unit_free(PyObject *object)
{
    Unit *self = (Unit *)object;
    PyMem_Free(self->near);
    PyMem_Free(self->readings);
    PyMem_Free(self->spread);
    PyMem_Free(self->at_most);
    PyMem_Free(self->weighed);
    PyMem_Free(self->state);
    object_free(object);
}

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

/* Copy a set of numbers below `size`, sorted. */
static int numbers_of(PyObject *set, Py_ssize_t size, uint32_t **numbers, Py_ssize_t *count)
{
    Py_ssize_t words = size / 64 + 1, filled = 0, expected = PyObject_Size(set);
    PyObject *each = expected < 0 ? NULL : PyObject_GetIter(set), *item;
    if (each == NULL)
        return -1;
    uint64_t *bits = PyMem_Calloc((size_t)words, sizeof(uint64_t));
    *numbers = PyMem_Malloc(sizeof(uint32_t) * (size_t)(expected + 1));
    if (bits == NULL || *numbers == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    while ((item = PyIter_Next(each)) != NULL) {
        Py_ssize_t number = PyLong_AsSsize_t(item);
        Py_DECREF(item);
        if (number == -1 && PyErr_Occurred())
            goto done;
        if (number < 0 || number >= size) {
            damaged("postings");
            goto done;
        }
        bits[number / 64] |= (uint64_t)1 << number % 64;
    }
    if (PyErr_Occurred())
        goto done;
    for (Py_ssize_t word = 0; word < words; word++)
        for (uint64_t left = bits[word]; left && filled < expected; left &= left - 1)
            (*numbers)[filled++] = (uint32_t)(64 * word + lowest_bit(left));
    *count = filled;
done:
    PyMem_Free(bits);
    Py_DECREF(each);
    return PyErr_Occurred() ? -1 : 0;
}

static int agreement_read(Agreement *agreement, PyObject *from)
{
    return PyArg_ParseTuple(from, "dddpp;an agreement is (worth, listed, points, is_inexact, is_slip)",
                            &agreement->worth, &agreement->listed, &agreement->points, &agreement->is_inexact,
                            &agreement->is_slip)
               ? 0
               : -1;
}

static PyObject *unit_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *near, *spread, *readings;
    double weight;
    Py_ssize_t size;
    int is_settled;
    (void)named;
    if (!PyArg_ParseTuple(args, "ndO!OOp:Unit", &size, &weight, &PyTuple_Type, &near, &spread, &readings, &is_settled))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Unit *self = (Unit *)allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->weight = weight;
    self->size = size;
    self->nears = PyTuple_Size(near);
    self->near = PyMem_Calloc((size_t)self->nears + 1, sizeof(uint32_t));
    self->at_most = PyMem_Calloc((size_t)self->nears + 1, sizeof(Agreement));
    self->weighed = PyMem_Calloc((size_t)self->nears + 1, sizeof(Agreement));
    self->state = PyMem_Calloc((size_t)self->nears + 1, 1);
    if (!self->near || !self->at_most || !self->weighed || !self->state) {
        PyErr_NoMemory();
        goto failed;
    }
    for (Py_ssize_t at = 0; at < self->nears; at++) {
        PyObject *agreement;
        unsigned int number;
        if (!PyArg_ParseTuple(PyTuple_GetItem(near, at), "IO!;near is (part, agreement)", &number, &PyTuple_Type,
                              &agreement)
            || agreement_read(self->at_most + at, agreement) < 0)
            goto failed;
        if (at && number <= self->near[at - 1]) {
            PyErr_SetString(PyExc_ValueError, "parts in order are expected");
            goto failed;
        }
        self->near[at] = number;
        if (is_settled) {
            self->weighed[at] = self->at_most[at];
            self->state[at] = AGREES;
        }
    }
    if (numbers_of(spread, size, &self->spread, &self->spreads) < 0
        || numbers_of(readings, size, &self->readings, &self->reads) < 0)
        goto failed;
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

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
    long least_initials; /* below 0: the unit alone may be enough in any reading */
    Py_ssize_t reading_cursor, spread_cursor;
    int is_read, is_spread;
} Asked;

/* What is left of the query once some of its parts are covered: candidates._Query.left. */
typedef struct {
    uint64_t places;
    long open, longest;
    double weight, heaviest;
} Left;

typedef struct {
    const Readings *readings;
    Asked *units, *absorbing, *small;
    Py_ssize_t unit_count, absorbing_count, small_count, left_count, left_room;
    Left *left;
    PyObject *leave, *weigh;
    long initials;
    double weight;
    int has_number, is_bare;
} Search;

typedef struct {
    double agreeing, record_weight, points, heaviest;
    long record_parts;
    uint64_t places;
    int is_inexact, only_slips, near_but_other;
} Cover;

static const Left *left_of(Search *search, uint64_t places)
{
    for (Py_ssize_t at = 0; at < search->left_count; at++)
        if (search->left[at].places == places)
            return search->left + at;
    if (search->left_count == search->left_room) {
        Py_ssize_t room = search->left_room ? 2 * search->left_room : 16;
        Left *left = PyMem_Realloc(search->left, sizeof(Left) * (size_t)room);
        if (left == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        search->left = left;
        search->left_room = room;
    }
    Left *left = search->left + search->left_count;
    PyObject *found = PyObject_CallFunction(search->leave, "K", (unsigned long long)places);
    if (found == NULL)
        return NULL;
    left->places = places;
    int is_read = PyTuple_Check(found)
                  && PyArg_ParseTuple(found, "lddl", &left->open, &left->weight, &left->heaviest, &left->longest);
    Py_DECREF(found);
    if (!is_read) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "what is left is a tuple");
        return NULL;
    }
    search->left_count++;
    return left;
}

/* candidates.Candidates._weighed: 1 where the letters agree, 0 where they do not, -1 on error. */
static int weighed(const Search *search, Py_ssize_t place, Py_ssize_t at)
{
    Unit *unit = search->units[place].unit;
    if (unit->state[at] == UNKNOWN) {
        Agreement agreement = {0.0, 0.0, 0.0, 0, 0};
        PyObject *found = PyObject_CallFunction(search->weigh, "nI", place, (unsigned int)unit->near[at]);
        if (found == NULL)
            return -1;
        int differs = found == Py_None;
        if (!differs && !PyTuple_Check(found))
            PyErr_SetString(PyExc_TypeError, "an agreement is a tuple");
        int failed = !differs && (PyErr_Occurred() || agreement_read(&agreement, found) < 0);
        Py_DECREF(found);
        if (failed)
            return -1;
        unit->weighed[at] = agreement;
        unit->state[at] = differs ? DIFFERS : AGREES;
    }
    return unit->state[at] == AGREES;
}

/* candidates.Candidates._cover, by what agrees at most or by the letters. */
static int cover_of(const Search *search, uint32_t number, int by_letters, Cover *cover)
{
    const Readings *readings = search->readings;
    const Rules *rules = &readings->rules;
    Py_ssize_t from, to;
    double total;
    *cover = (Cover){.only_slips = 1};
    if (!run_u32(&readings->ends, &readings->parts, number, &from, &to)) {
        damaged("readings");
        return -1;
    }
    memcpy(&total, readings->totals.data + 8 * (Py_ssize_t)number, 8);
    for (Py_ssize_t place = 0; place < search->unit_count; place++) {
        const Asked *asked = search->units + place;
        const Unit *unit = asked->unit;
        Agreement best = {0.0, 0.0, 0.0, 1, 1};
        int agreements = 0, is_near = 0;
        if (!asked->is_read)
            continue;
        for (Py_ssize_t part = from; part < to; part++) {
            Py_ssize_t at = near_at(unit, view_u32(&readings->parts, part));
            if (at < 0)
                continue;
            is_near = 1;
            int agrees = by_letters ? weighed(search, place, at) : 1;
            if (agrees < 0)
                return -1;
            if (!agrees)
                continue;
            const Agreement *one = (by_letters ? unit->weighed : unit->at_most) + at;
            best.worth = !agreements || one->worth > best.worth ? one->worth : best.worth;
            best.listed = !agreements || one->listed > best.listed ? one->listed : best.listed;
            best.points = !agreements || one->points > best.points ? one->points : best.points;
            best.is_inexact &= one->is_inexact;
            best.is_slip &= one->is_slip;
            agreements++;
        }
        if (asked->is_spread) {
            const Agreement one = {unit->weight, 0.0, rules->equivalent * rules->least_inexact, 1, 0};
            best.worth = !agreements || one.worth > best.worth ? one.worth : best.worth;
            best.listed = !agreements || one.listed > best.listed ? one.listed : best.listed;
            best.points = !agreements || one.points > best.points ? one.points : best.points;
            best.is_slip = 0;
            agreements++;
            cover->record_parts += rules->longest_acronym - 1;
            cover->record_weight += total;
        }
        if (agreements) {
            cover->agreeing += best.worth;
            cover->heaviest = best.worth > cover->heaviest ? best.worth : cover->heaviest;
            cover->record_weight += best.listed;
            cover->record_parts++;
            if (!(asked->places & cover->places)) {
                cover->points += best.points;
                cover->is_inexact |= best.is_inexact;
            }
            cover->places |= asked->places;
            cover->only_slips &= best.is_slip;
        } else if (is_near) {
            cover->near_but_other = 1;
        }
    }
    for (Py_ssize_t place = 0; place < search->absorbing_count; place++)
        if (search->absorbing[place].is_read)
            cover->places |= search->absorbing[place].places;
    for (Py_ssize_t small = 0; small < search->small_count; small++)
        for (Py_ssize_t part = from; part < to; part++) {
            const Unit *unit = search->small[small].unit;
            Py_ssize_t at = near_at(unit, view_u32(&readings->parts, part));
            if (at >= 0) {
                cover->record_weight += unit->at_most[at].listed;
                cover->record_parts++;
            }
        }
    return 0;
}

static double least(double one, double other) { return other < one ? other : one; }
static double most(double one, double other) { return other > one ? other : one; }
static long least_of(long one, long other) { return other < one ? other : one; }
static long most_of(long one, long other) { return other > one ? other : one; }

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
        return bound;
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

/* Whether the bound reaches the floor: 1, 0, or -1 on error. */
static int reaches(Search *search, uint32_t number, int by_letters, double floor)
{
    Cover cover;
    if (cover_of(search, number, by_letters, &cover) < 0)
        return -1;
    const Left *left = left_of(search, cover.places);
    return left == NULL ? -1 : bound_of(search, number, &cover, left) >= floor;
}

static int asked_read(PyObject *from, PyTypeObject *kind, Py_ssize_t size, Asked **asked, Py_ssize_t *count)
{
    *count = PyTuple_Size(from);
    *asked = PyMem_Calloc((size_t)*count + 1, sizeof(Asked));
    if (*asked == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t at = 0; at < *count; at++) {
        unsigned long long places;
        PyObject *unit;
        if (!PyArg_ParseTuple(PyTuple_GetItem(from, at), "KO!l;a unit is (places, unit, least initials)", &places, kind,
                              &unit, &(*asked)[at].least_initials))
            return -1;
        (*asked)[at].places = places;
        (*asked)[at].unit = (Unit *)unit; /* the tuple keeps it */
        if (((Unit *)unit)->size != size) {
            PyErr_SetString(PyExc_ValueError, "the unit is of another index");
            return -1;
        }
    }
    return 0;
}

static void take(const uint32_t *numbers, Py_ssize_t count, uint64_t *taken)
{
    for (Py_ssize_t at = 0; at < count; at++)
        taken[numbers[at] / 64] |= (uint64_t)1 << numbers[at] % 64;
}

static void take_repeated(const Asked *asked, Py_ssize_t count, uint64_t *seen, uint64_t *taken)
{
    for (Py_ssize_t set = 0; set < count; set++)
        for (Py_ssize_t at = 0; at < asked[set].unit->reads; at++) {
            uint32_t number = asked[set].unit->readings[at];
            uint64_t bit = (uint64_t)1 << number % 64;
            taken[number / 64] |= seen[number / 64] & bit;
            seen[number / 64] |= bit;
        }
}

/* candidates.Candidates._alone. */
static void take_alone(const Search *search, const Asked *asked, uint64_t *taken)
{
    const Readings *readings = search->readings;
    const Unit *unit = asked->unit;
    if (asked->least_initials < 0) {
        take(unit->readings, unit->reads, taken);
        return;
    }
    take(unit->spread, unit->spreads, taken);
    for (Py_ssize_t at = 0; at < unit->reads; at++) {
        uint32_t number = unit->readings[at];
        if ((long)view_u32(&readings->counts, number) <= 1 + search->initials
            || (long)view_u32(&readings->initials, number) >= asked->least_initials)
            taken[number / 64] |= (uint64_t)1 << number % 64;
    }
}

static void look_up(Asked *asked, Py_ssize_t count, uint32_t number)
{
    for (Py_ssize_t at = 0; at < count; at++) {
        Unit *unit = asked[at].unit;
        asked[at].is_read = holds(unit->readings, unit->reads, &asked[at].reading_cursor, number);
        asked[at].is_spread = asked[at].is_read && holds(unit->spread, unit->spreads, &asked[at].spread_cursor, number);
    }
}

static PyObject *readings_search(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                                 PyObject *names);

static PyMethodDef readings_methods[] = {
    {"search", (PyCFunction)(void (*)(void))readings_search, METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "The readings whose total could reach a floor, in order."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot readings_slots[] = {
    {Py_tp_new, readings_new},
    {Py_tp_dealloc, readings_free},
    {Py_tp_methods, readings_methods},
    {Py_tp_doc, "Readings(sections of an index..., rules): what is searched."},
    {0, NULL},
};

static PyType_Spec readings_spec = {
    "screening.matching._kernel.Readings", sizeof(Readings), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    readings_slots,
};

static PyType_Slot unit_slots[] = {
    {Py_tp_new, unit_new},
    {Py_tp_dealloc, unit_free},
    {Py_tp_doc, "Unit(size, weight, near, spread, readings, is_settled): what one stretch of a query can agree with."},
    {0, NULL},
};

static PyType_Spec unit_spec = {
    "screening.matching._kernel.Unit", sizeof(Unit), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, unit_slots,
};

/* What a module object keeps. */
typedef struct {
    PyTypeObject *unit;
} Kept;

static PyObject *readings_search(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                                 PyObject *names)
{
    Kept *kept = PyType_GetModuleState(type);
    Search search = {.readings = (Readings *)object};
    PyObject *result = NULL;
    uint64_t *seen = NULL, *taken = NULL;
    double floor;
    if (kept == NULL)
        return NULL;
    if (count != 7 || (names != NULL && PyTuple_Size(names)) || !PyTuple_Check(args[0]) || !PyTuple_Check(args[1])
        || !PyTuple_Check(args[2]) || !PyTuple_Check(args[3])) {
        PyErr_SetString(PyExc_TypeError, "search(units, absorbing, small, query, left, weigh, floor)");
        return NULL;
    }
    search.leave = args[4];
    search.weigh = args[5];
    floor = PyFloat_AsDouble(args[6]);
    if (PyErr_Occurred()
        || !PyArg_ParseTuple(args[3], "ldpp", &search.initials, &search.weight, &search.has_number, &search.is_bare))
        return NULL;
    const Py_ssize_t size = search.readings->size, words = size / 64 + 1;
    if (asked_read(args[0], kept->unit, size, &search.units, &search.unit_count) < 0
        || asked_read(args[1], kept->unit, size, &search.absorbing, &search.absorbing_count) < 0
        || asked_read(args[2], kept->unit, size, &search.small, &search.small_count) < 0)
        goto done;
    seen = PyMem_Calloc((size_t)words, sizeof(uint64_t));
    taken = PyMem_Calloc((size_t)words, sizeof(uint64_t));
    if (seen == NULL || taken == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    take_repeated(search.units, search.unit_count, seen, taken);
    take_repeated(search.absorbing, search.absorbing_count, seen, taken);
    take_repeated(search.small, search.small_count, seen, taken);
    for (Py_ssize_t at = 0; at < search.unit_count; at++)
        take_alone(&search, search.units + at, taken);
    result = PyList_New(0);
    for (Py_ssize_t word = 0; result != NULL && word < words; word++)
        for (uint64_t left = taken[word]; result != NULL && left; left &= left - 1) {
            uint32_t number = (uint32_t)(64 * word + lowest_bit(left));
            look_up(search.units, search.unit_count, number);
            look_up(search.absorbing, search.absorbing_count, number);
            int is_kept = reaches(&search, number, 0, floor);
            if (is_kept > 0)
                is_kept = reaches(&search, number, 1, floor);
            PyObject *item = is_kept > 0 ? PyLong_FromUnsignedLong(number) : NULL;
            if (is_kept < 0 || (is_kept && (item == NULL || PyList_Append(result, item) < 0)))
                Py_CLEAR(result);
            Py_XDECREF(item);
        }
done:
    PyMem_Free(seen);
    PyMem_Free(taken);
    PyMem_Free(search.units);
    PyMem_Free(search.absorbing);
    PyMem_Free(search.small);
    PyMem_Free(search.left);
    return result;
}

/* ---- the module ---- */

static PyMethodDef functions[] = {
    {"within_slips", within_slips, METH_VARARGS, "Words within so many edits of a word, with their distances."},
    {"sounding", sounding, METH_VARARGS, "Parts of one sound whose letters do not differ too much."},
    {NULL, NULL, 0, NULL},
};

static PyObject *add_type(PyObject *module, PyType_Spec *spec, const char *name)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type != NULL && PyModule_AddObjectRef(module, name, type) < 0)
        Py_CLEAR(type);
    return type;
}

static int module_exec(PyObject *module)
{
    Kept *kept = PyModule_GetState(module);
    PyObject *groups = add_type(module, &groups_spec, "Groups");
    PyObject *readings = add_type(module, &readings_spec, "Readings");
    kept->unit = (PyTypeObject *)add_type(module, &unit_spec, "Unit");
    int failed = groups == NULL || readings == NULL || kept->unit == NULL;
    Py_XDECREF(groups);
    Py_XDECREF(readings);
    return failed || PyModule_AddIntConstant(module, "SOURCE", KERNEL_SOURCE) < 0 ? -1 : 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    Kept *kept = PyModule_GetState(module);
    Py_VISIT(kept->unit);
    return 0;
}

static int module_clear(PyObject *module)
{
    Kept *kept = PyModule_GetState(module);
    Py_CLEAR(kept->unit);
    return 0;
}

static void module_free(void *module)
{
    module_clear((PyObject *)module);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernel", "The hot loops of the search, compiled.", sizeof(Kept), functions, module_slots,
    module_traverse, module_clear, module_free,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
