/* The distinct parts of all listed names, found by their words: matching/lexicon.py. */

/* Numbers found so far. */
typedef struct {
    uint32_t *items;
    Py_ssize_t count, room;
} Found;

static int found_add(Found *found, uint32_t item)
{
    uint32_t *items = with_room(found->items, found->count, &found->room, sizeof item);
    if (items == NULL)
        return -1;
    found->items = items;
    items[found->count++] = item;
    return 0;
}

static int by_number(const void *left, const void *right)
{
    uint32_t one = *(const uint32_t *)left, other = *(const uint32_t *)right;
    return (one > other) - (one < other);
}

#define SECTIONS 14

typedef struct {
    PyObject_HEAD
    View weights, scripts, text_ends, texts, letters, spelt, slips, slip_starts, sounds, owner_ends, owners, word_ends;
    View words, syllabic;
    Py_ssize_t size, word_count;
    double slip_bounds[MOST_SLIPS + 1], sound_bound, sound_share;
    long sound_least;
    int prefix, bucket_bits;
    /* Scratch of one call, empty between calls: the bound of each part and the parts that have one; words seen. */
    double *bounds;
    Found near, close;
    uint64_t *seen;
} Lexicon;

#define LEXICON_VIEWS(self)                                                                                            \
    {&(self)->weights, &(self)->scripts, &(self)->text_ends, &(self)->texts, &(self)->letters, &(self)->spelt,         \
     &(self)->slips, &(self)->slip_starts, &(self)->sounds, &(self)->owner_ends, &(self)->owners, &(self)->word_ends,  \
     &(self)->words, &(self)->syllabic}

static void lexicon_free(PyObject *object)
{
    Lexicon *self = (Lexicon *)object;
    View *views[] = LEXICON_VIEWS(self);
    for (int at = 0; at < SECTIONS; at++)
        view_close(views[at]);
    PyMem_Free(self->bounds);
    PyMem_Free(self->near.items);
    PyMem_Free(self->close.items);
    PyMem_Free(self->seen);
    object_free(object);
}

static PyObject *lexicon_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *from[SECTIONS], *bounds;
    (void)named;
    double sound_bound, sound_share;
    long sound_least;
    int prefix;
    if (!PyArg_ParseTuple(args, "OOOOOOOOOOOOOOO!dldi:Lexicon", from, from + 1, from + 2, from + 3, from + 4, from + 5,
                          from + 6, from + 7, from + 8, from + 9, from + 10, from + 11, from + 12, from + 13,
                          &PyTuple_Type, &bounds, &sound_bound, &sound_least, &sound_share, &prefix))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Lexicon *self = (Lexicon *)allocate(type, 0); /* zeroed: no view is open */
    if (self == NULL)
        return NULL;
    self->sound_bound = sound_bound;
    self->sound_least = sound_least;
    self->sound_share = sound_share;
    self->prefix = prefix;
    View *views[] = LEXICON_VIEWS(self);
    static const char codes[] = "dBQBIQQIQIIIIB", sizes[] = {8, 1, 8, 1, 4, 8, 8, 4, 8, 4, 4, 4, 4, 1};
    for (int at = 0; at < SECTIONS; at++)
        if (view_open(views[at], from[at], codes[at], sizes[at]) < 0)
            goto failed;
    self->size = self->weights.count;
    self->word_count = self->text_ends.count - 1;
    while (((Py_ssize_t)1 << (self->bucket_bits + 1)) < self->slip_starts.count)
        self->bucket_bits++;
    if (self->slip_starts.count != ((Py_ssize_t)1 << self->bucket_bits) + 1 || self->bucket_bits > 31
        || self->scripts.count != self->size || self->word_ends.count != self->size + 1 || self->word_count < 0
        || self->owner_ends.count != self->word_count + 1 || self->letters.count != self->word_count) {
        damaged("parts");
        goto failed;
    }
    if (PyTuple_Size(bounds) != MOST_SLIPS + 1 || prefix < 0 || prefix > MOST_PREFIX) {
        PyErr_SetString(PyExc_ValueError, "a bound for each number of slips and a prefix of 0 to 16 letters");
        goto failed;
    }
    for (int slips = 0; slips <= MOST_SLIPS; slips++)
        self->slip_bounds[slips] = PyFloat_AsDouble(PyTuple_GetItem(bounds, slips));
    self->bounds = PyMem_Calloc((size_t)self->size + 1, sizeof(double));
    self->seen = PyMem_Calloc((size_t)self->word_count / 64 + 1, sizeof(uint64_t));
    if (self->bounds == NULL || self->seen == NULL)
        PyErr_NoMemory();
    if (!PyErr_Occurred())
        return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

/* The first entry under a checksum or beyond. */
static Py_ssize_t entry_at(const View *entries, uint32_t sum)
{
    const uint64_t key = (uint64_t)sum << 32;
    Py_ssize_t low = 0, high = entries->count, step = 8;
    /* checksums are spread evenly, so the search begins where it should be */
    const Py_ssize_t guess = (Py_ssize_t)(((uint64_t)sum * (uint64_t)entries->count) >> 32);
    if (guess < high && view_u64(entries, guess) < key) {
        low = guess + 1;
        for (; low + step < high && view_u64(entries, low + step) < key; step *= 2)
            low += step + 1;
        high = low + step < high ? low + step : high;
    } else {
        high = guess;
        for (; high - step > 0 && view_u64(entries, high - step) >= key; step *= 2)
            high -= step;
        low = high - step > 0 ? high - step : 0;
    }
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (view_u64(entries, middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The same where it is known in which bucket each of the first bits of a checksum starts; -1 where that is damaged. */
static Py_ssize_t entry_in_bucket(const View *entries, const View *starts, int bits, uint32_t sum)
{
    const Py_ssize_t bucket = bits ? sum >> (32 - bits) : 0;
    Py_ssize_t at = view_u32(starts, bucket), end = view_u32(starts, bucket + 1);
    if (at > end || end > entries->count)
        return -1;
    while (at < end && view_u64(entries, at) < (uint64_t)sum << 32)
        at++;
    return at;
}

/* The id of an entry, or -1 beyond the last one under a checksum. */
static int64_t id_under(const View *entries, Py_ssize_t at, uint32_t sum)
{
    if (at >= entries->count)
        return -1;
    uint64_t entry = view_u64(entries, at);
    return entry >> 32 == sum ? (int64_t)(entry & 0xFFFFFFFFu) : -1;
}

static uint32_t checksum_of(const Py_UCS4 *letters, int length)
{
    uint32_t sum = 0xFFFFFFFFu;
    for (int place = 0; place < length; place++) {
        unsigned char bytes[4];
        int count = utf8_put(letters[place], bytes);
        sum = checksum_more(sum, bytes, count);
    }
    return ~sum;
}

/* Where the run of parts that have a spelling lies: 1, 0 where there is none, -1 on error. */
static int owners_of(const Lexicon *self, const unsigned char *bytes, Py_ssize_t length, Py_ssize_t *from,
                     Py_ssize_t *to)
{
    const uint32_t sum = checksum(bytes, length);
    int64_t word;
    for (Py_ssize_t at = entry_at(&self->spelt, sum); (word = id_under(&self->spelt, at, sum)) >= 0; at++) {
        Py_ssize_t first, last;
        if (!run_u64(&self->text_ends, &self->texts, (uint64_t)word, &first, &last)) {
            damaged("words");
            return -1;
        }
        if (last - first != length || memcmp(self->texts.data + first, bytes, (size_t)length) != 0)
            continue;
        if (!run_u32(&self->owner_ends, &self->owners, (uint64_t)word, from, to)) {
            damaged("words");
            return -1;
        }
        return 1;
    }
    return 0;
}
