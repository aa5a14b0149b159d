/* The ways to spell a native part in Latin letters: lettercost.spellings_by_place. */

typedef struct {
    NativeWord *word;
    Py_ssize_t spellings, spelling_room, letters, letter_room;
} Spelt;

/* Add what these native letters are spelt as; `key` is them with the mark of a word's start or end. */
static int spelt_add(Spelt *spelt, PyObject *table, const Py_UCS4 *key, int length, int taken)
{
    NativeWord *word = spelt->word;
    PyObject *text = text_object((Text){key, length});
    PyObject *rows = text ? PyDict_GetItemWithError(table, text) : NULL;
    Py_XDECREF(text);
    if (rows != NULL && !PyTuple_Check(rows))
        PyErr_SetString(PyExc_TypeError, "a tuple of spellings is expected");
    for (Py_ssize_t at = 0; rows != NULL && !PyErr_Occurred() && at < PyTuple_Size(rows); at++) {
        PyObject *latin;
        double price;
        if (!PyArg_ParseTuple(PyTuple_GetItem(rows, at), "Ud;a spelling is (Latin, cost)", &latin, &price))
            return -1;
        Spelling *spellings = with_room(word->spellings, spelt->spellings, &spelt->spelling_room, sizeof(Spelling));
        if (spellings == NULL)
            return -1;
        word->spellings = spellings;
        const Py_ssize_t size = PyUnicode_GetLength(latin);
        spellings[spelt->spellings++] = (Spelling){taken, (int)size, spelt->letters, price};
        for (Py_ssize_t letter = 0; letter < size; letter++) {
            Py_UCS4 *letters = with_room(word->letters, spelt->letters, &spelt->letter_room, sizeof(Py_UCS4));
            if (letters == NULL)
                return -1;
            word->letters = letters;
            letters[spelt->letters++] = PyUnicode_ReadChar(latin, letter);
        }
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Add the spellings at a place of a word, for each run of letters from there. */
static int spelt_place(Spelt *spelt, PyObject *table, Text native, int place, int longest)
{
    for (int length = 1; length <= longest && length <= native.length - place; length++) {
        Py_UCS4 key[MOST_LETTERS + 1];
        memcpy(key + 1, native.letters + place, sizeof(Py_UCS4) * (size_t)length);
        key[0] = '^';
        if (place == 0 && spelt_add(spelt, table, key, length + 1, length) < 0)
            return -1;
        memmove(key, key + 1, sizeof(Py_UCS4) * (size_t)length);
        key[length] = '$';
        if (place + length == native.length && spelt_add(spelt, table, key, length + 1, length) < 0)
            return -1;
        if (spelt_add(spelt, table, key, length, length) < 0)
            return -1;
    }
    spelt->word->ends[place + 1] = spelt->spellings;
    return 0;
}

/* How a part may be spelt, kept with it; NULL on error. */
static const NativeWord *native_of(const Words *words, Part *part)
{
    const WordRules *rules = &words->rules;
    int longest;
    if (part->native != NULL)
        return part->native;
    PyObject *table, *entry = PyObject_CallFunction(words->alphabet, "i", part->alphabet);
    if (entry == NULL || !PyArg_ParseTuple(entry, "O!i;an alphabet is (spellings by letters, most letters)",
                                           &PyDict_Type, &table, &longest)) {
        Py_XDECREF(entry);
        return NULL;
    }
    if (part->native != NULL) { /* made by another thread while it was asked */
        Py_DECREF(entry);
        return part->native;
    }
    NativeWord *word = PyMem_Calloc(1, sizeof(NativeWord));
    Spelt spelt = {.word = word};
    if (word != NULL)
        word->ends = PyMem_Calloc((size_t)part->text.length + 2, sizeof(Py_ssize_t));
    int failed = word == NULL || word->ends == NULL;
    if (failed)
        PyErr_NoMemory();
    for (int place = 0; !failed && place < part->text.length; place++)
        failed = spelt_place(&spelt, table, part->text, place, longest < MOST_LETTERS ? longest : MOST_LETTERS) < 0;
    if (!failed)
        failed = spelt_add(&spelt, table, part->text.letters, 0, 0) < 0;
    Py_DECREF(entry);
    if (failed) {
        if (word != NULL)
            native_word_free(word);
        PyMem_Free(word);
        return NULL;
    }
    word->places = part->text.length;
    word->ends[word->places + 1] = spelt.spellings;
    word->inserted_first = rules->inserted_first;
    word->extra_latin = rules->extra_latin;
    word->lost_native = rules->lost_native;
    word->unlisted_swap = rules->unlisted_swap;
    native_judge(word);
    part->native = word;
    return word;
}
