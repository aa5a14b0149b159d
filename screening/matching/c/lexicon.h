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

/* Entries by checksum (keys.KeyTable), and where those of each bucket start. */
typedef struct {
    View entries, starts;
    int bits; /* of a checksum, that are its bucket */
} Table;

/* Whether the starts of a table, once open, are as many as there are buckets. */
static int table_fits(Table *table)
{
    while (((Py_ssize_t)1 << (table->bits + 1)) < table->starts.count)
        table->bits++;
    return table->starts.count == ((Py_ssize_t)1 << table->bits) + 1 && table->bits <= 31;
}

#define SECTIONS 21

typedef struct {
    PyObject_HEAD
    View weights, scripts, roles, names, part_ends, part_texts; /* of each part: listed.h */
    View text_ends, texts, letters, lengths, owner_ends, owners, word_ends, words, syllabic;
    Table spelt, slips, sounds;
    Py_ssize_t size, word_count;
    double slip_bounds[MOST_SLIPS + 1], sound_bound, sound_share;
    long sound_least;
    int prefix, few; /* letters of which deletion keys are made; words that are gone through rather than looked up */
    /* Scratch of one call, empty between calls: the bound of each part and the parts that have one; words seen. */
    double *bounds;
    Found near, close;
    uint64_t *seen;
} Lexicon;

#define LEXICON_VIEWS(self)                                                                                            \
    {&(self)->weights, &(self)->scripts, &(self)->roles, &(self)->names, &(self)->part_ends, &(self)->part_texts,      \
     &(self)->text_ends, &(self)->texts, &(self)->letters, &(self)->lengths, &(self)->spelt.entries,                   \
     &(self)->spelt.starts, &(self)->slips.entries, &(self)->slips.starts, &(self)->sounds.entries,                    \
     &(self)->sounds.starts, &(self)->owner_ends, &(self)->owners, &(self)->word_ends, &(self)->words,                 \
     &(self)->syllabic}

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
    PyObject *sections, *bounds;
    (void)named;
    double sound_bound, sound_share;
    long sound_least;
    int prefix, few;
    if (!PyArg_ParseTuple(args, "O!O!dldii:Lexicon", &PyTuple_Type, &sections, &PyTuple_Type, &bounds, &sound_bound,
                          &sound_least, &sound_share, &prefix, &few))
        return NULL;
    if (PyTuple_Size(sections) != SECTIONS)
        return PyErr_Format(PyExc_ValueError, "%d sections are expected", SECTIONS);
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Lexicon *self = (Lexicon *)allocate(type, 0); /* zeroed: no view is open */
    if (self == NULL)
        return NULL;
    self->sound_bound = sound_bound;
    self->sound_least = sound_least;
    self->sound_share = sound_share;
    self->prefix = prefix;
    self->few = few;
    View *views[] = LEXICON_VIEWS(self);
    static const char codes[] = "dBBBQBQBIIQIQIQIIIIIB";
    static const char sizes[] = {8, 1, 1, 1, 8, 1, 8, 1, 4, 4, 8, 4, 8, 4, 8, 4, 4, 4, 4, 4, 1};
    for (int at = 0; at < SECTIONS; at++)
        if (view_open(views[at], PyTuple_GetItem(sections, at), codes[at], sizes[at]) < 0)
            goto failed;
    self->size = self->weights.count;
    self->word_count = self->text_ends.count - 1;
    if (!table_fits(&self->spelt) || !table_fits(&self->slips) || !table_fits(&self->sounds)
        || self->scripts.count != self->size || self->roles.count != self->size || self->names.count != self->size
        || self->part_ends.count != self->size + 1 || self->word_ends.count != self->size + 1 || self->word_count < 0
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

/* About where the entries of a checksum are in their bucket: they are spread evenly. */
static Py_ssize_t guess_in(uint32_t sum, int bits, Py_ssize_t from, Py_ssize_t to)
{
    return from + (Py_ssize_t)((uint64_t)(uint32_t)(sum << bits) * (uint64_t)(to - from) >> 32);
}

/* Have the entries of a checksum on their way. */
static void prefetch_entry(const Table *table, uint32_t sum)
{
    const Py_ssize_t bucket = table->bits ? sum >> (32 - table->bits) : 0;
    Py_ssize_t from = view_u32(&table->starts, bucket), to = view_u32(&table->starts, bucket + 1);
    if (from <= to && to <= table->entries.count)
        PREFETCH(table->entries.data + 8 * guess_in(sum, table->bits, from, to));
}

/* The first entry under a checksum or beyond; -1 where the table is damaged. */
static Py_ssize_t entry_at(const Table *table, uint32_t sum)
{
    const Py_ssize_t bucket = table->bits ? sum >> (32 - table->bits) : 0;
    const Py_ssize_t from = view_u32(&table->starts, bucket), to = view_u32(&table->starts, bucket + 1);
    const uint64_t key = (uint64_t)sum << 32;
    if (from > to || to > table->entries.count)
        return -1;
    Py_ssize_t at = guess_in(sum, table->bits, from, to);
    while (at < to && view_u64(&table->entries, at) < key)
        at++;
    while (at > from && view_u64(&table->entries, at - 1) >= key)
        at--;
    return at;
}

/* The first entry that is no less than a wanted one, from one on. */
static Py_ssize_t entry_from(const Table *table, Py_ssize_t at, uint64_t wanted)
{
    Py_ssize_t step = 1;
    while (at + step < table->entries.count && view_u64(&table->entries, at + step) < wanted) {
        at += step;
        step *= 2;
    }
    Py_ssize_t end = at + step < table->entries.count ? at + step : table->entries.count;
    while (at < end) {
        const Py_ssize_t middle = at + (end - at) / 2;
        if (view_u64(&table->entries, middle) < wanted)
            at = middle + 1;
        else
            end = middle;
    }
    return at;
}

/* The id of an entry; -1 beyond the last one under a checksum; -2 with an error where the table is damaged. */
static int64_t id_under(const Table *table, Py_ssize_t at, uint32_t sum)
{
    if (at < 0) {
        damaged("keys");
        return -2;
    }
    if (at >= table->entries.count)
        return -1;
    uint64_t entry = view_u64(&table->entries, at);
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
    return word < -1 ? -1 : 0;
}
