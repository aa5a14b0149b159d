/* Neighbouring words of a query that a list may write as one, or by their initials: candidates.stretches. */

enum { JOINED_WORD, JOINED_SYLLABLES, ACRONYM, STRETCH_KINDS }; /* compiled.py has the same numbers */

/* Add the parts near native words run together, once their articles are taken out. */
static int near_of_bare(Lexicon *lexicon, const Words *words, Text word)
{
    Py_UCS4 letters[MOST_LETTERS];
    const Text bare = bare_of(words, word, letters);
    if (bare.length == word.length)
        return 0;
    if (near_by_letters(lexicon, words, bare, (int)words->rules.joined_is_rare) < 0)
        return -1;
    PyObject *key = text_object(bare);
    int failed = key == NULL ? -1 : near_by_spelling(lexicon, words, key);
    Py_XDECREF(key);
    return failed;
}

/* Find the parts near a joined word, as Lexicon.neighbours does: 1, 0 for a word that is left to the interpreted side,
 * -1 on error. */
static int near_of_joined(Lexicon *lexicon, const Words *words, PyObject *key, Text word)
{
    Keys keys;
    const int unheard = unheard_of(word.letters, word.length);
    if (word.length > MOST_LETTERS || (unheard && unheard < word.length)
        || keys_of(words->sounds, word.letters, word.length, &keys) < 0)
        return 0;
    if (near_by_letters(lexicon, words, word, (int)words->rules.joined_is_rare) < 0
        || near_by_spelling(lexicon, words, key) < 0)
        return -1;
    if (unheard && near_of_bare(lexicon, words, word) < 0)
        return -1;
    Pattern pattern;
    if (keys.count)
        pattern_of(&pattern, word.letters, word.length);
    const Heard heard = {&pattern, 1, treatments_of(words, (int)words->rules.latin), words->rules.scripts};
    for (int at = 0; at < keys.count; at++) {
        const uint32_t sum = checksum((const unsigned char *)keys.letters[at], keys.lengths[at]);
        Py_UCS4 letters[MOST_HEARD * MOST_CLASSES];
        for (int letter = 0; letter < keys.lengths[at]; letter++)
            letters[letter] = (Py_UCS4)keys.letters[at][letter];
        if (near_by_sound(lexicon, &heard, sum) < 0
            || near_by_loose_sound(lexicon, words, &heard, (Text){letters, keys.lengths[at]}) < 0)
            return -1;
    }
    return 1;
}

/* The unit of a stretch, or None, kept among the known ones; a new reference, NULL on error. Of what is not heard here
 * the interpreted side makes it. */
static PyObject *stretch_made(Search *search, PyObject *memo, PyObject *key, const Kept *kept, Text word, int kind)
{
    Readings *readings = search->readings;
    Lexicon *lexicon = readings->content;
    int is_made = 0;
    if (PyDict_Size(memo) >= readings->rules.stretches_kept)
        PyDict_Clear(memo);
    if (kind == JOINED_WORD) {
        is_made = near_of_joined(lexicon, readings->known, key, word);
    } else {
        Py_ssize_t size;
        const char *bytes = PyUnicode_AsUTF8AndSize(key, &size);
        is_made = bytes == NULL || near_by_text(lexicon, bytes, size) < 0 ? -1 : 1;
        if (is_made > 0 && kind == ACRONYM && near_by_class(lexicon, sum_of_key("=", word)) < 0)
            is_made = -1;
    }
    if (is_made == 0)
        return PyObject_CallFunctionObjArgs(search->make, key, NULL);
    if (is_made > 0 && kind != ACRONYM && bits_take_bare(readings, word) < 0)
        is_made = -1;
    PyObject *made = NULL;
    if (is_made > 0 && lexicon->near.count == 0 && readings->noted.count == 0) {
        made = Py_None;
        Py_INCREF(made);
    } else {
        Unit *unit = unit_allocate(kept->unit, readings, NULL);
        near_sort(lexicon);
        made = (PyObject *)unit_fill(unit, readings, readings->rules.not_quite, unit == NULL || is_made < 0 ? -1 : 0);
    }
    if (made != NULL && PyDict_SetItem(memo, key, made) < 0)
        Py_CLEAR(made);
    return made;
}

/* Add the unit of a stretch, if there is anything like it in the index. */
static int stretch_take(Search *search, PyObject *known, const Kept *kept, Text word, int kind, uint64_t places,
                        double weight)
{
    PyObject *key = text_object(word), *memo = PyTuple_GetItem(known, kind);
    if (memo != NULL && !PyDict_Check(memo))
        PyErr_SetString(PyExc_TypeError, "the units of each kind of stretch are a dict");
    PyObject *unit = key && !PyErr_Occurred() ? PyDict_GetItemWithError(memo, key) : NULL;
    if (unit != NULL)
        Py_INCREF(unit);
    else if (key != NULL && !PyErr_Occurred())
        unit = stretch_made(search, memo, key, kept, word, kind);
    Py_XDECREF(key);
    if (unit == NULL)
        return -1;
    int failed = 0;
    if (unit != Py_None) {
        if (!PyObject_TypeCheck(unit, kept->unit) || ((Unit *)unit)->readings != search->readings) {
            PyErr_SetString(PyExc_ValueError, "the unit is of another index");
            failed = -1;
        }
        failed = failed || PyList_Append(search->stretches, unit) < 0 ? -1 : 0;
        if (!failed)
            search->units[search->unit_count++] = (Asked){
                .unit = (Unit *)unit, .places = places, .weight = least(weight, 1.0)};
    }
    Py_DECREF(unit);
    return failed;
}

/* index.joined_words, or index.words_as_written */
static int take_joined_words(Search *search, PyObject *known, const Kept *kept, const uint64_t *bits, int as_written)
{
    const long widest = search->readings->rules.most_joined;
    Py_UCS4 *letters = search->letters;
    for (int start = 0; start < search->query_count - 1; start++) {
        const int kind = search->query[start]->script == SYLLABIC ? JOINED_SYLLABLES : JOINED_WORD;
        int length = 0, all_initials = 1;
        if (as_written && !is_spelt(search->query[start]))
            continue;
        uint64_t places = 0;
        double weight = 0.0;
        for (int end = start; end < search->query_count && end < start + widest; end++) {
            const Part *part = search->query[end];
            const Text spelling = joined_by(part, as_written);
            memcpy(letters + length, spelling.letters, sizeof(Py_UCS4) * (size_t)spelling.length);
            length += spelling.length;
            places |= bits[end];
            weight += part->role == CONTENT ? part->weight : 0.0;
            all_initials &= part->role == INITIAL;
            if (end == start || (!places && !all_initials))
                continue;
            if (stretch_take(search, known, kept, (Text){letters, length}, kind, places, weight) < 0)
                return -1;
        }
    }
    return 0;
}

/* index.acronyms, of these places. */
static int take_acronyms(Search *search, PyObject *known, const Kept *kept, const uint64_t *bits, const int *at,
                         int count)
{
    const Rules *rules = &search->readings->rules;
    Py_UCS4 *letters = search->letters;
    for (int start = 0; start < count - 1; start++) {
        int length = 0;
        uint64_t places = 0;
        double weight = 0.0;
        for (int end = start; end < count && end < start + rules->longest_acronym; end++) {
            const Part *part = search->query[at[end]];
            if (part->words[0].length)
                letters[length++] = part->words[0].letters[0];
            places |= bits[at[end]];
            weight += part->role == CONTENT ? part->weight : 0.0;
            if (end - start + 1 < rules->least_acronym)
                continue;
            if (stretch_take(search, known, kept, (Text){letters, length}, ACRONYM, places, weight) < 0)
                return -1;
        }
    }
    return 0;
}

static int take_stretches(Search *search, PyObject *known, const Kept *kept)
{
    uint64_t bits[MOST_PLACES];
    int every[MOST_PLACES], formed[MOST_PLACES], telling[MOST_PLACES];
    int count = 0, formed_count = 0, telling_count = 0, seen = 0;
    size_t room = 1;
    for (int place = 0; place < search->query_count; place++) {
        const Part *part = search->query[place];
        bits[place] = part->role == CONTENT ? BIT(seen++) : 0;
        room += (size_t)spelling_of(part).length + (size_t)part->text.length + 1;
        if (part->spellings == 0)
            continue;
        every[count++] = place;
        if (!is_small(part) || part->role == LEGAL_FORM)
            formed[formed_count++] = place;
        if (!is_small(part))
            telling[telling_count++] = place;
    }
    search->stretches = PyList_New(0);
    search->letters = PyMem_Malloc(sizeof(Py_UCS4) * room);
    if (search->letters == NULL)
        PyErr_NoMemory();
    int failed = search->stretches == NULL || search->letters == NULL ? -1 : 0;
    if (!failed)
        failed = take_joined_words(search, known, kept, bits, 0);
    if (!failed)
        failed = take_joined_words(search, known, kept, bits, 1);
    if (!failed)
        failed = take_acronyms(search, known, kept, bits, every, count);
    if (!failed && formed_count != count)
        failed = take_acronyms(search, known, kept, bits, formed, formed_count);
    if (!failed && telling_count != formed_count)
        failed = take_acronyms(search, known, kept, bits, telling, telling_count);
    PyMem_Free(search->letters);
    return failed;
}
