/* What one stretch of a query can agree with: candidates.Unit. */

/* candidates.Agreement, and what the letters say: share and relation, and whether it is the same part. */
typedef struct {
    double worth, listed, points, share;
    int is_inexact, is_slip, relation, is_same;
} Agreement;

enum { UNKNOWN, AGREES, DIFFERS };

/* What the letters of a listed part were found to say. */
typedef struct {
    uint32_t number;
    unsigned char state;
    Agreement agreement;
} Known;

#define MOST_LEVELS 8 /* bounds of neighbours that differ: by slips, by sound, and each once more for joined words */

/* candidates.Unit: each run of numbers is sorted. */
typedef struct {
    PyObject_HEAD
    Part *owner; /* the part it was made for; NULL for several joined, whose letters need not be looked at */
    Readings *readings;
    Py_ssize_t nears, reads, spreads, knowns, room;
    uint32_t *near, *reading, *spread;
    unsigned char *level; /* of each neighbour: which of the bounds it has */
    double levels[MOST_LEVELS];
    uint64_t *bits; /* the readings once more, where they are many: a bit for each */
    Known *known;   /* by number, open addressing */
} Unit;

static void unit_free(PyObject *object)
{
    Unit *self = (Unit *)object;
    PyMem_Free(self->near);
    PyMem_Free(self->reading);
    PyMem_Free(self->spread);
    PyMem_Free(self->bits);
    PyMem_Free(self->level);
    PyMem_Free(self->known);
    Py_XDECREF((PyObject *)self->readings);
    Py_XDECREF((PyObject *)self->owner);
    object_free(object);
}

static Py_ssize_t unit_length(PyObject *object)
{
    return ((Unit *)object)->reads;
}

/* Note the readings under a key of joined words, by its checksum. */
static int bits_take_joins(Readings *self, uint32_t sum)
{
    int64_t reading;
    for (Py_ssize_t at = entry_at(&self->joins, sum); (reading = id_under(&self->joins, at, sum)) >= 0; at++)
        if (bits_note(self, reading) < 0)
            return -1;
    return reading < -1 ? -1 : 0;
}

/* Note the readings under words without their articles: align.bare. */
static int bits_take_bare(Readings *self, Text word)
{
    Py_UCS4 *letters = PyMem_Malloc(sizeof(Py_UCS4) * (size_t)(word.length + 1));
    if (letters == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int failed = bits_take_joins(self, sum_of_key("", bare_of(self->joined, word, letters)));
    PyMem_Free(letters);
    return failed;
}

/* Note the readings of a listed stretch if a word may be it, with a slip in the letters between those that stand. */
static int bits_take_gap(Readings *self, Text word, const Pattern *between, int before, int after, uint32_t number)
{
    Py_UCS4 few[MOST_LETTERS], *letters = few;
    Py_ssize_t from, to;
    int length = 0;
    if (!run_u64(&self->joined_ends, &self->joined_texts, number, &from, &to)) {
        damaged("words");
        return -1;
    }
    if (to - from > MOST_LETTERS)
        letters = PyMem_Malloc(sizeof(Py_UCS4) * (size_t)(to - from));
    if (letters == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int failed = letters_of_utf8(self->joined_texts.data + from, self->joined_texts.data + to, letters, &length);
    const Text out = {letters + before, length - before - after};
    if (!failed && out.length > 0 && is_slip_within(&self->rules, between, out)) {
        const Text joined = bare_of(self->joined, (Text){letters, length}, letters);
        Likeness found;
        const int are_alike = word_likeness(self->joined, word, joined, 0, 0, self->rules.join_share, &found);
        if (are_alike == LEFT_OPEN || (are_alike > 0 && found.share >= self->rules.join_share))
            failed = bits_take_joins(self, sum_of_key("", joined));
        failed |= are_alike < 0 && are_alike != LEFT_OPEN ? -1 : 0;
    }
    if (letters != few)
        PyMem_Free(letters);
    return failed;
}

/* The listed stretch of an entry of `gaps`; -1 where there is none. */
static int64_t joined_at(const Readings *self, Py_ssize_t at)
{
    const int64_t number = at < self->gaps.entries.count ? (int64_t)(view_u64(&self->gaps.entries, at) & 0xFFFFFFFFu) : -1;
    return number + 1 < self->joined_ends.count ? number : -1;
}

/* Have where a listed stretch is found on its way, and soon its letters. */
static void prefetch_joined(const Readings *self, Py_ssize_t at)
{
    const int64_t later = joined_at(self, at + 2 * AHEAD), soon = joined_at(self, at + AHEAD);
    if (later >= 0)
        PREFETCH(self->joined_ends.data + 8 * later);
    if (soon >= 0 && view_u64(&self->joined_ends, soon) < (uint64_t)self->joined_texts.count)
        PREFETCH(self->joined_texts.data + view_u64(&self->joined_ends, soon));
}

/* Note the readings of the listed stretches whose key has these letters left out, and about as many. */
static int bits_take_gaps(Readings *self, Text word, Text between, int before, int after, uint32_t sum)
{
    Py_ssize_t at = entry_at(&self->gaps, sum);
    int64_t number = id_under(&self->gaps, at, sum);
    if (number < 0)
        return number < -1 ? -1 : 0;
    const int apart = (int)self->rules.most_edits, standing = before + after;
    const int least_length = standing + (int)most_of(1, between.length - apart), length = standing + between.length + apart;
    const int64_t count = self->joined_ends.count - 1;
    const int64_t first = first_of_length(&self->joined_lengths, least_length, count);
    const int64_t end = first_of_length(&self->joined_lengths, length + 1, count);
    Pattern pattern;
    pattern_of(&pattern, between.letters, between.length);
    at = entry_from(&self->gaps, at, (uint64_t)sum << 32 | (uint64_t)first);
    for (; (number = id_under(&self->gaps, at, sum)) >= 0 && number < end; at++) {
        prefetch_joined(self, at);
        if (bits_take_gap(self, word, &pattern, before, after, (uint32_t)number) < 0)
            return -1;
    }
    return number < -1 ? -1 : 0;
}

/* Note the readings in which a word may be several run together, one of them with a slip: JoinedWords.near. */
static int bits_take_near(Readings *self, Text word, int as_written)
{
    const Rules *rules = &self->rules;
    const unsigned char gap = (unsigned char)rules->gap;
    Py_UCS4 *letters = as_written ? PyMem_Malloc(4 * sizeof(Py_UCS4) * (size_t)(word.length + 1)) : NULL;
    int failed = 0;
    if (as_written && letters == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    const Text whole = as_written ? bare_of(self->joined, word, letters) : word;
    for (int start = 0; start < word.length && !failed; start++) {
        Text before = {word.letters, start};
        if (as_written)
            before = bare_of(self->joined, before, letters + word.length + 1);
        const uint32_t opened = checksum_more(sum_more(0xFFFFFFFFu, before), &gap, 1);
        for (int end = word.length; end > start && !failed; end--) {
            Text between = {word.letters + start, end - start}, after = {word.letters + end, word.length - end};
            if (as_written) {
                between = bare_of(self->joined, between, letters + 2 * (word.length + 1));
                after = bare_of(self->joined, after, letters + 3 * (word.length + 1));
            }
            if (between.length == 0 || before.length + after.length < rules->least_standing)
                continue;
            failed = bits_take_gaps(self, whole, between, before.length, after.length, ~sum_more(opened, after));
        }
    }
    PyMem_Free(letters);
    return failed;
}

/* Note the readings in which a part may stand for several words: candidates.join_keys. */
static int bits_take_part(Readings *self, const Part *part)
{
    const Text *keys = part->words + part->spellings + part->classes;
    const int is_long = part->script != SYLLABIC && spelling_of(part).length >= self->rules.least_joined;
    for (int at = 0; at < part->spellings; at++)
        if (bits_take_joins(self, sum_of_key("", part->words[at])) < 0
            || (is_long && bits_take_near(self, part->words[at], 0) < 0))
            return -1;
    if (part->spellings && bits_take_joins(self, sum_of_key(".", part->words[0])) < 0)
        return -1;
    for (int at = 0; at < part->classes; at++)
        if (bits_take_joins(self, sum_of_key(".", part->words[part->spellings + at])) < 0)
            return -1;
    for (int at = 0; at < part->keys && part->script != SYLLABIC; at++)
        if (bits_take_joins(self, sum_of_key("~", keys[at])) < 0)
            return -1;
    if (!is_spelt(part))
        return 0;
    if (part->text.length >= self->rules.least_joined && bits_take_near(self, part->text, 1) < 0)
        return -1;
    return bits_take_bare(self, part->text);
}

static Unit *unit_allocate(PyTypeObject *type, Readings *readings, Part *owner)
{
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Unit *unit = (Unit *)allocate(type, 0);
    if (unit == NULL)
        return NULL;
    Py_INCREF((PyObject *)readings);
    Py_XINCREF((PyObject *)owner);
    unit->readings = readings;
    unit->owner = owner;
    return unit;
}

/* The place of a bound among those of a unit; -1 where there are too many. */
static int level_of(Unit *unit, double bound)
{
    for (int level = 0; level < MOST_LEVELS; level++) {
        if (unit->levels[level] == 0.0)
            unit->levels[level] = bound;
        if (unit->levels[level] == bound)
            return level;
    }
    PyErr_SetString(PyExc_ValueError, "there are too many different bounds");
    return -1;
}

static int unit_take_near(Unit *unit, double most)
{
    Readings *readings = unit->readings;
    const Lexicon *lexicon = readings->content;
    unit->near = PyMem_Malloc(sizeof(uint32_t) * (size_t)(lexicon->near.count + 1));
    unit->level = PyMem_Malloc((size_t)lexicon->near.count + 1);
    if (unit->near == NULL || unit->level == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    unit->nears = lexicon->near.count;
    for (Py_ssize_t at = 0; at < unit->nears; at++) {
        const uint32_t number = lexicon->near.items[at];
        const int level = level_of(unit, least(lexicon->bounds[number], most));
        if (level < 0 || bits_take(readings, &readings->posting_ends, &readings->postings, number) < 0)
            return -1;
        unit->near[at] = number;
        unit->level[at] = (unsigned char)level;
    }
    return 0;
}

/* Move what was noted, and then what is near, to a unit, and forget it; NULL on error, or where it had failed. */
static Unit *unit_fill(Unit *unit, Readings *readings, double most, int failed)
{
    if (!failed)
        failed = bits_move(readings, &unit->spread, &unit->spreads, NULL);
    if (!failed)
        failed = unit_take_near(unit, most);
    near_done(readings->content);
    for (Py_ssize_t at = 0; at < (failed ? 0 : unit->spreads) && !failed; at++)
        failed = bits_note(readings, unit->spread[at]);
    if (!failed)
        failed = bits_move(readings, &unit->reading, &unit->reads, &unit->bits);
    if (!failed)
        return unit;
    bits_forget(readings);
    Py_XDECREF((PyObject *)unit);
    return NULL;
}

/* readings.unit(part, whether it is several joined). */
static PyObject *readings_unit(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                               PyObject *names)
{
    const Kept *kept = PyType_GetModuleState(type);
    Readings *self = (Readings *)object;
    if (kept == NULL || !is_called_as("unit(part, joined)", args, count, names, 2, 0))
        return NULL;
    if (!PyObject_TypeCheck(args[0], kept->part))
        return PyErr_Format(PyExc_TypeError, "a part is expected");
    Part *part = (Part *)args[0];
    const int is_joined = PyObject_IsTrue(args[1]);
    Unit *unit = is_joined < 0 ? NULL : unit_allocate(kept->unit, self, is_joined ? NULL : part);
    int failed = unit == NULL ? -1 : 0;
    if (!failed)
        failed = is_joined ? bits_take_bare(self, part->text) : bits_take_part(self, part);
    if (!failed)
        failed = near_of_part(self->content, self->known, part);
    return (PyObject *)unit_fill(unit, self, is_joined ? self->rules.not_quite : 1.0, failed);
}

/* readings.absorbing(part, more): the readings with a small word or number that a word may be a slip of. */
static PyObject *readings_absorbing(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                                    PyObject *names)
{
    const Kept *kept = PyType_GetModuleState(type);
    Readings *self = (Readings *)object;
    if (kept == NULL || !is_called_as("absorbing(part, more)", args, count, names, 2, BIT(1)))
        return NULL;
    if (!PyObject_TypeCheck(args[0], kept->part))
        return PyErr_Format(PyExc_TypeError, "a part is expected");
    Unit *unit = unit_allocate(kept->unit, self, NULL);
    int failed = unit == NULL ? -1 : near_of_part(self->small, self->known, (Part *)args[0]);
    for (Py_ssize_t at = 0; at < self->small->near.count && !failed; at++)
        failed = bits_take(self, &self->small_ends, &self->small_postings, self->small->near.items[at]);
    near_done(self->small);
    for (Py_ssize_t at = 0; at < PyTuple_Size(args[1]) && !failed; at++) {
        unsigned long number = PyLong_AsUnsignedLong(PyTuple_GetItem(args[1], at));
        failed = PyErr_Occurred() || bits_take(self, &self->small_ends, &self->small_postings, (uint32_t)number) < 0;
    }
    if (!failed)
        failed = bits_move(self, &unit->reading, &unit->reads, &unit->bits);
    if (!failed)
        return (PyObject *)unit;
    bits_forget(self);
    Py_XDECREF((PyObject *)unit);
    return NULL;
}

static PyType_Slot unit_slots[] = {
    {Py_tp_dealloc, unit_free},
    {Py_sq_length, unit_length},
    {Py_tp_doc, "What one stretch of a query can agree with; its length is the number of readings."},
    {0, NULL},
};

static PyType_Spec unit_spec = {
    "screening.matching._kernel.Unit", sizeof(Unit), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, unit_slots,
};
