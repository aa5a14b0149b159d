/* Tables from keys to ids being made: keys.py. */

typedef struct {
    uint64_t *items;
    Py_ssize_t count, room;
} Entries;

static int entries_add(Entries *entries, uint32_t sum, uint64_t number)
{
    uint64_t *items = with_room(entries->items, entries->count, &entries->room, sizeof *items);
    if (items == NULL)
        return -1;
    entries->items = items;
    items[entries->count++] = (uint64_t)sum << 32 | number;
    return 0;
}

/* Put in order, byte by byte from the last one on; a byte that all entries share is passed over. */
static int sort_entries(Entries *entries)
{
    size_t count = (size_t)entries->count;
    uint64_t *from = entries->items, *to = PyMem_Malloc(count * sizeof *to);
    if (to == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (int shift = 0; shift < 64; shift += 8) {
        size_t places[256] = {0}, place = 0;
        for (size_t at = 0; at < count; at++)
            places[from[at] >> shift & 255]++;
        if (places[from[0] >> shift & 255] == count)
            continue;
        for (int byte = 0; byte < 256; byte++) {
            size_t size = places[byte];
            places[byte] = place;
            place += size;
        }
        for (size_t at = 0; at < count; at++)
            to[places[from[at] >> shift & 255]++] = from[at];
        uint64_t *sorted = to;
        to = from;
        from = sorted;
    }
    entries->items = from;
    PyMem_Free(to);
    return 0;
}

/* What was added, in order and each once, as the bytes of an array; the entries are given up. */
static PyObject *entries_done(Entries *entries, int is_whole)
{
    Py_ssize_t kept = 0;
    if (is_whole && entries->count)
        is_whole = sort_entries(entries) == 0;
    for (Py_ssize_t at = 0; at < entries->count; at++)
        if (!kept || entries->items[at] != entries->items[kept - 1])
            entries->items[kept++] = entries->items[at];
    PyObject *result =
        is_whole ? PyBytes_FromStringAndSize((const char *)entries->items, kept * (Py_ssize_t)sizeof(uint64_t)) : NULL;
    PyMem_Free(entries->items);
    return result;
}

static PyObject *key_entries(PyObject *module, PyObject *pairs)
{
    Entries entries = {NULL, 0, 0};
    PyObject *pair, *walk = PyObject_GetIter(pairs);
    int failed = walk == NULL;
    (void)module;
    while (!failed && (pair = PyIter_Next(walk)) != NULL) {
        PyObject *key;
        unsigned long long number;
        uint32_t sum;
        failed = !PyArg_ParseTuple(pair, "UK:key_entries", &key, &number) || key_sum(key, &sum) < 0
                 || entries_add(&entries, sum, number) < 0;
        Py_DECREF(pair);
    }
    Py_XDECREF(walk);
    return entries_done(&entries, !failed && !PyErr_Occurred());
}

/* slip_entries(words with the edits allowed, prefix); None for a lone surrogate. */
static PyObject *slip_entries(PyObject *module, PyObject *args)
{
    PyObject *words, *word;
    Entries entries = {NULL, 0, 0};
    int prefix, has_surrogates = 0;
    (void)module;
    if (!PyArg_ParseTuple(args, "Oi:slip_entries", &words, &prefix))
        return NULL;
    if (prefix < 0 || prefix > MOST_PREFIX) {
        PyErr_SetString(PyExc_ValueError, "a prefix of 0 to 16 letters is expected");
        return NULL;
    }
    PyObject *walk = PyObject_GetIter(words);
    int failed = walk == NULL;
    for (uint64_t number = 0; !failed && !has_surrogates && (word = PyIter_Next(walk)) != NULL; number++) {
        PyObject *text;
        Py_UCS4 letters[MOST_PREFIX];
        uint32_t sums[MOST_KEYS];
        int limit, count = 0;
        failed = !PyArg_ParseTuple(word, "Ui:slip_entries", &text, &limit);
        while (!failed && count < prefix && count < PyUnicode_GetLength(text)) {
            letters[count] = PyUnicode_ReadChar(text, count);
            has_surrogates |= letters[count] >= 0xD800 && letters[count] <= 0xDFFF;
            count++;
        }
        if (limit > MOST_SLIPS) {
            PyErr_SetString(PyExc_ValueError, "no more than 3 edits are looked up");
            failed = 1;
        }
        count = failed ? 0 : deletion_sums(letters, count, limit, sums);
        for (int key = 0; key < count && !failed; key++)
            failed = entries_add(&entries, sums[key], number) < 0;
        Py_DECREF(word);
    }
    Py_XDECREF(walk);
    PyObject *result = entries_done(&entries, !failed && !PyErr_Occurred());
    if (result != NULL && has_surrogates) {
        Py_DECREF(result);
        Py_RETURN_NONE;
    }
    return result;
}

static PyMethodDef entries_functions[] = {
    {"key_entries", key_entries, METH_O, "Entries of a table from keys to ids."},
    {"slip_entries", slip_entries, METH_VARARGS, "Entries of a table from deletion keys to words."},
    {NULL, NULL, 0, NULL},
};
