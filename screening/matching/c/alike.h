/* How much one name part is like another: words.part_likeness. */

/* Whether one of two parts of a person's name is spelt with guessed vowels, and not the other: a slip away from them is
 * no likeness. */
static int is_guessed(const Words *words, const Part *query, const Part *record)
{
    return words->rules.is_person && query->alphabet != record->alphabet
           && (query->is_vowelless || record->is_vowelless);
}

/* words._best_spelling, or nothing if that is worth less than `least`. */
static int best_spelling(const Words *words, const Part *query, const Part *record, double least, Likeness *best)
{
    const WordRules *rules = &words->rules;
    const int same_script = query->alphabet == record->alphabet, latin = same_script && query->script == LATIN;
    const int is_rare = same_script && query->weight >= rules->rare_name;
    const int is_strict = query->script == SYLLABIC || record->script == SYLLABIC;
    int is_found = 0;
    if (same_script && !latin && !same_text(query->text, record->text)) {
        is_found = word_likeness(words, query->text, record->text, query->script == SYLLABIC,
                                 is_rare && is_damaged(words, query->text, record->text), least, best);
        if (is_found < 0 || is_found == LEFT_OPEN)
            return is_found;
    }
    for (int own = 0; own < query->spellings; own++)
        for (int other = 0; other < record->spellings; other++) {
            const Text left = query->words[own], right = record->words[other];
            const int is_bare = latin && !rules->is_person && (own > 0 || other > 0);
            Likeness one;
            const int is_one = word_likeness(words, left, right, is_strict || is_bare,
                                             is_rare && is_damaged(words, left, right),
                                             is_found ? best->share : least, &one);
            if (is_one < 0 || is_one == LEFT_OPEN)
                return is_one;
            if (is_one && (!is_found || one.share > best->share)) {
                *best = one;
                is_found = 1;
            }
        }
    if (!is_found || best->relation != EXACT)
        return is_found;
    if (latin)
        *best = (Likeness){rules->equivalent_share, EQUIVALENT};
    else
        *best = (Likeness){is_strict ? rules->syllable_share : best->share, TRANSLITERATED};
    return 1;
}

static int has_class(const Part *part, Text class)
{
    for (int at = 0; at < part->classes; at++)
        if (same_text(part->words[part->spellings + at], class))
            return 1;
    return 0;
}

static int has_place(const Words *words, const Part *part)
{
    for (int at = 0; at < part->classes; at++) {
        const Text class = part->words[part->spellings + at];
        if (class.length && class.letters[0] == (Py_UCS4)words->rules.place)
            return 1;
    }
    return 0;
}

/* words._two_places */
static int are_two_places(const Words *words, const Part *query, const Part *record)
{
    if (!has_place(words, query) || !has_place(words, record))
        return 0;
    for (int at = 0; at < query->classes; at++) {
        const Text class = query->words[query->spellings + at];
        if (class.length && class.letters[0] == (Py_UCS4)words->rules.place && has_class(record, class))
            return 0;
    }
    return 1;
}

static int has_letter(const FewLetters *few, Py_UCS4 letter)
{
    for (Py_ssize_t at = 0; at < few->count; at++)
        if (few->letters[at] == letter)
            return 1;
    return 0;
}

/* words._by_letters */
static int by_letters(const Words *words, Part *native, const Part *latin, Likeness *found)
{
    const WordRules *rules = &words->rules;
    if (native->script != LETTERED || latin->script != LATIN)
        return 0;
    if (native->text.length == 0 || latin->text.length == 0)
        return LEFT_OPEN;
    if (has_letter(&words->opening_vowels, native->text.letters[0])
        && !has_letter(&words->opening_latin, latin->text.letters[0]))
        return 0;
    const NativeWord *word = native_of(words, native);
    if (word == NULL)
        return -1;
    const double worthless = (rules->full - words->by_letters.points->at) / rules->per_cost; /* costs a letter */
    const double cut = least(rules->cut_per_letter, worthless + rules->rounding) * native->text.length;
    const double cost = native_least(word, latin->text.letters, latin->text.length, cut);
    const double likeness = most(0.0, least(1.0, rules->full - rules->per_cost * cost / native->text.length));
    double share = letters_worth(words, cost < cut ? likeness : 0.0);
    if (native->text.length <= rules->short_native)
        share -= rules->short_native_costs;
    *found = (Likeness){share, TRANSLITERATED};
    return share > rules->least_by_letters;
}

/* words._two_readings, of parts written alike */
static int are_two_readings(const Part *query, const Part *record)
{
    for (int own = 0; own < query->spellings; own++)
        for (int other = 0; other < record->spellings; other++)
            if (same_text(query->words[own], record->words[other]))
                return 0;
    return query->script == SYLLABIC;
}

/* words.part_likeness: 1 where they are alike, 0, LEFT_OPEN, or -1 on error. */
static int part_likeness(const Words *words, Part *query, Part *record, Likeness *best)
{
    const WordRules *rules = &words->rules;
    if (query->is_left || record->is_left)
        return LEFT_OPEN;
    if (same_text(query->text, record->text) && !are_two_readings(query, record)) {
        *best = (Likeness){1.0, EXACT};
        return 1;
    }
    if (!rules->is_person && are_two_places(words, query, record))
        return 0;
    const int are_guessed = is_guessed(words, query, record);
    const double least_share = are_guessed ? rules->equivalent_share : rules->least_share;
    int is_found = best_spelling(words, query, record, least_share, best);
    if (is_found < 0 || is_found == LEFT_OPEN || (is_found && best->share >= rules->equivalent_share))
        return is_found;
    for (int at = 0; at < query->classes; at++)
        if (has_class(record, query->words[query->spellings + at])) {
            *best = (Likeness){rules->equivalent_share, EQUIVALENT};
            return 1;
        }
    if (query->alphabet == record->alphabet)
        return is_found;
    Likeness letters;
    int is_read = by_letters(words, query, record, &letters);
    if (is_read == 0)
        is_read = by_letters(words, record, query, &letters);
    if (is_read < 0 || is_read == LEFT_OPEN)
        return is_read;
    if (are_guessed && is_found && best->relation != TRANSLITERATED)
        is_found = 0;
    if (is_read && (!is_found || letters.share > best->share)) {
        *best = letters;
        return 1;
    }
    return is_found;
}

/* words.likeness(query, record): share and relation of two parts, 0 and 0 for different words; None where it is left
 * open. */
static PyObject *words_likeness(PyObject *object, PyTypeObject *type, PyObject *const *args, Py_ssize_t count,
                                PyObject *names)
{
    const Kept *kept = PyType_GetModuleState(type);
    Likeness found;
    if (kept == NULL || !is_called_as("likeness(query, record)", args, count, names, 2, 0))
        return NULL;
    if (!PyObject_TypeCheck(args[0], kept->part) || !PyObject_TypeCheck(args[1], kept->part))
        return PyErr_Format(PyExc_TypeError, "two parts are expected");
    const int is_alike = part_likeness((Words *)object, (Part *)args[0], (Part *)args[1], &found);
    if (is_alike < 0)
        return NULL;
    if (is_alike == LEFT_OPEN)
        Py_RETURN_NONE;
    return is_alike ? Py_BuildValue("di", found.share, found.relation) : Py_BuildValue("di", 0.0, 0);
}

static PyMethodDef words_methods[] = {
    {"likeness", FAST(words_likeness), "How alike two parts are; None where the interpreted side must be asked."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot words_slots[] = {
    {Py_tp_new, words_new},
    {Py_tp_dealloc, words_free},
    {Py_tp_methods, words_methods},
    {Py_tp_doc, "Words(groups, sounds, others, alphabet, pairs, endings, lines...): what is known of words."},
    {0, NULL},
};

static PyType_Spec words_spec = {
    "screening.matching._kernel.Words", sizeof(Words), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, words_slots,
};
