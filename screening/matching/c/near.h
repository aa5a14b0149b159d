/* Which listed parts a word may stand for: Lexicon.neighbours. */

/* What is done with a part of one sound, by its script; lexicon.py has the same numbers. */
enum { NEVER, ALWAYS, BY_LETTERS };

/* What is compared with parts of one sound: spellings, and what is done by the script of the other part. */
typedef struct {
    const Pattern *patterns;
    Py_ssize_t count;
    const unsigned char *treatments;
    Py_ssize_t scripts;
} Heard;

/* Whether the letters of two parts of one sound differ no more than they may (Lexicon._sounds_alike); -1 on error. */
static int sounds_alike(const Lexicon *self, const Heard *heard, int64_t number)
{
    Py_ssize_t first, last, from, to;
    if (number >= self->size || self->scripts.data[number] >= heard->scripts
        || !run_u32(&self->word_ends, &self->words, (uint64_t)number, &first, &last)) {
        damaged("parts");
        return -1;
    }
    const int treatment = heard->treatments[self->scripts.data[number]];
    if (treatment != BY_LETTERS)
        return treatment == ALWAYS;
    for (Py_ssize_t word = first; word < last; word++) {
        if (!run_u64(&self->text_ends, &self->texts, view_u32(&self->words, word), &from, &to)) {
            damaged("words");
            return -1;
        }
        for (Py_ssize_t own = 0; own < heard->count; own++) {
            const Pattern *pattern = heard->patterns + own;
            Py_ssize_t letters;
            Py_ssize_t distance = distance_to(pattern, self->texts.data + from, self->texts.data + to, &letters);
            if (distance < 0)
                return -1;
            Py_ssize_t longest = letters > pattern->length ? letters : pattern->length;
            Py_ssize_t limit = (Py_ssize_t)((double)longest * self->sound_share);
            if (distance <= (limit > self->sound_least ? limit : self->sound_least))
                return 1;
        }
    }
    return 0;
}

static int near_by_sound(Lexicon *self, const Heard *heard, uint32_t sum)
{
    int64_t number;
    for (Py_ssize_t at = entry_at(&self->sounds, sum); (number = id_under(&self->sounds, at, sum)) >= 0; at++) {
        if (number < self->size && self->bounds[number] >= self->sound_bound)
            continue;
        int is_near = sounds_alike(self, heard, number);
        if (is_near < 0 || (is_near && near_add(self, (uint32_t)number, self->sound_bound) < 0))
            return -1;
    }
    return number < -1 ? -1 : 0;
}

/* Add the parts that have a spelling. */
static int near_by_text(Lexicon *self, const char *bytes, Py_ssize_t size)
{
    Py_ssize_t from, to;
    int is_there = owners_of(self, (const unsigned char *)bytes, size, &from, &to);
    for (; is_there > 0 && from < to; from++)
        if (near_add(self, view_u32(&self->owners, from), 1.0) < 0)
            return -1;
    return is_there < 0 ? -1 : 0;
}

/* Add the parts that have a spelling, or one that the lists show to be one name with it. */
static int near_by_spelling(Lexicon *self, const Words *words, PyObject *word)
{
    Py_ssize_t size;
    const char *bytes = PyUnicode_AsUTF8AndSize(word, &size);
    if (bytes == NULL || near_by_text(self, bytes, size) < 0)
        return -1;
    PyObject *others = PyDict_GetItemWithError(words->others, word);
    for (Py_ssize_t at = 0; others != NULL && at < PyTuple_Size(others); at++) {
        bytes = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(others, at), &size);
        if (bytes == NULL || near_by_text(self, bytes, size) < 0)
            return -1;
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Add the parts of a class, by the checksum of its key. */
static int near_by_class(Lexicon *self, uint32_t sum)
{
    int64_t number;
    for (Py_ssize_t at = entry_at(&self->sounds, sum); (number = id_under(&self->sounds, at, sum)) >= 0; at++)
        if (near_add(self, (uint32_t)number, 1.0) < 0)
            return -1;
    return number < -1 ? -1 : 0;
}

/* Add the parts within the slips that a word may be away. */
static int near_by_letters(Lexicon *self, const Words *words, Text word, int is_rare)
{
    const WordRules *rules = &words->rules;
    const int edits = edits_allowed(words, word.length);
    /* where no word so near is looked up by fewer deletions, all of them share a key */
    const int is_whole = word.length > edits && edits_allowed(words, word.length - edits) == edits;
    if (near_by_slips(self, word.letters, word.length, edits, edits, is_whole) < 0)
        return -1;
    if (rules->is_person && word.length == rules->tiny_word)
        return near_by_slips(self, word.letters, word.length, 0, 1, 0);
    if (is_rare && word.length == rules->cut_short)
        return near_by_slips(self, word.letters, word.length, 0, (int)rules->cut_letters, 0);
    return 0;
}

static void near_sort(Lexicon *self)
{
    sort_numbers(self->near.items, self->near.count);
}

static void near_done(Lexicon *self)
{
    for (Py_ssize_t at = 0; at < self->near.count; at++)
        self->bounds[self->near.items[at]] = 0.0;
    self->near.count = 0;
}

/* A spelling of a part, or behind them it as written where slips in its own script are looked for. */
static Text writing_of(const Part *part, int at)
{
    return at < part->spellings ? part->words[at] : part->text;
}

/* soundkey.loosened: `letters` has room for the key. */
static Text loosened(const Sounds *sounds, Text key, Py_UCS4 *letters)
{
    int length = 0;
    for (int at = 0; at < key.length; at++) {
        int next = at;
        while (next < key.length && key.letters[next] == (Py_UCS4)sounds->stop)
            next++;
        if (next < key.length && key.letters[next] == (Py_UCS4)sounds->hiss)
            at = next; /* a stop before a hiss is not heard */
        if (!length || letters[length - 1] != key.letters[at])
            letters[length++] = key.letters[at];
    }
    return (Text){letters, length};
}

/* Add the parts of one sound whose script writes no vowels, if there they may be heard otherwise. */
static int near_by_loose_sound(Lexicon *self, const Words *words, const Heard *heard, Text key)
{
    Py_UCS4 letters[MOST_HEARD * MOST_CLASSES];
    if (key.length > MOST_HEARD * MOST_CLASSES)
        return 0;
    const Text loose = loosened(words->sounds, key, letters);
    const int is_asked = loose.length < key.length && loose.length >= words->rules.least_loose;
    return !is_asked ? 0 : near_by_sound(self, heard, sum_of_key("<", loose));
}

static int near_by_part_sounds(Lexicon *self, const Words *words, const Part *part)
{
    Pattern few[2], *patterns = few;
    if (part->spellings > 2)
        patterns = PyMem_Malloc(sizeof(Pattern) * (size_t)part->spellings);
    if (patterns == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (int at = 0; at < part->spellings; at++)
        pattern_of(patterns + at, part->words[at].letters, part->words[at].length);
    const Heard heard = {patterns, part->spellings, treatments_of(words, part->alphabet), words->rules.scripts};
    int failed = 0;
    const Text *keys = part->words + part->spellings + part->classes;
    for (int at = 0; at < part->keys && !failed; at++)
        failed = near_by_sound(self, &heard, sum_of_key("", keys[at]));
    for (int at = 0; at < part->keys && !failed; at++)
        failed = part->is_vowelless ? near_by_sound(self, &heard, sum_of_key(">", keys[at]))
                                    : near_by_loose_sound(self, words, &heard, keys[at]);
    if (patterns != few)
        PyMem_Free(patterns);
    return failed;
}

/* Lexicon.neighbours: `self->near`, in order, with `self->bounds`; to be given back by `near_done`. */
static int near_of_part(Lexicon *self, const Words *words, const Part *part)
{
    const int writings = part->spellings + is_spelt(part);
    for (int at = 0; at < writings && part->script != SYLLABIC; at++)
        if (near_by_letters(self, words, writing_of(part, at), part->weight >= words->rules.rare_name) < 0)
            return -1;
    for (int at = 0; at < writings; at++) {
        PyObject *word = text_object(writing_of(part, at));
        int failed = word == NULL ? -1 : near_by_spelling(self, words, word);
        Py_XDECREF(word);
        if (failed)
            return -1;
    }
    for (int at = 0; at < part->classes; at++)
        if (near_by_class(self, sum_of_key("=", part->words[part->spellings + at])) < 0)
            return -1;
    if (part->keys && near_by_part_sounds(self, words, part) < 0)
        return -1;
    near_sort(self);
    return 0;
}

/* lexicon.neighbours(words, part): a list of (part, bound), in order. */
static PyObject *lexicon_neighbours(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                                    PyObject *names)
{
    const Kept *kept = PyType_GetModuleState(type);
    Lexicon *self = (Lexicon *)object;
    if (kept == NULL || !is_called_as("neighbours(words, part)", args, count, names, 2, 0))
        return NULL;
    if (!PyObject_TypeCheck(args[0], kept->words) || !PyObject_TypeCheck(args[1], kept->part))
        return PyErr_Format(PyExc_TypeError, "words and a part are expected");
    PyObject *result = near_of_part(self, (Words *)args[0], (Part *)args[1]) < 0 ? NULL : PyList_New(0);
    for (Py_ssize_t at = 0; at < self->near.count && result != NULL; at++) {
        const uint32_t number = self->near.items[at];
        PyObject *pair = Py_BuildValue("Id", (unsigned int)number, self->bounds[number]);
        if (pair == NULL || PyList_Append(result, pair) < 0)
            Py_CLEAR(result);
        Py_XDECREF(pair);
    }
    near_done(self);
    return result;
}

static PyMethodDef lexicon_methods[] = {
    {"neighbours", FAST(lexicon_neighbours), "The parts that a part may stand for, in order, with their bounds."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot lexicon_slots[] = {
    {Py_tp_new, lexicon_new},
    {Py_tp_dealloc, lexicon_free},
    {Py_tp_methods, lexicon_methods},
    {Py_tp_doc, "Lexicon(sections..., bounds by slips, bound by sound, least, share, prefix): what words are near."},
    {0, NULL},
};

static PyType_Spec lexicon_spec = {
    "screening.matching._kernel.Lexicon", sizeof(Lexicon), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    lexicon_slots,
};
