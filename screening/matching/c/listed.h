/* A listed part, as an index keeps it: listedparts.py. */

#define WORD_ENDS 0x1F /* each word ends so, */
#define GROUP_ENDS 0x1E /* and so do its facts, spellings and classes; the sound keys are last */
#define PART_GROUPS 4

/* How many words each group has; 0 where these are not the groups of a part. */
static int words_counted(const unsigned char *from, const unsigned char *end, int counts[PART_GROUPS])
{
    int group = 0;
    memset(counts, 0, sizeof *counts * PART_GROUPS);
    for (; from < end; from++)
        if (*from == WORD_ENDS)
            counts[group]++;
        else if (*from == GROUP_ENDS && ++group == PART_GROUPS)
            return 0;
    return group == PART_GROUPS - 1 && counts[0] >= 2;
}

/* Read a word to `*to`, which moves on; where the next one starts, NULL where it is no text. */
static const unsigned char *word_read(Text *word, const unsigned char *from, const unsigned char *end, Py_UCS4 **to)
{
    word->letters = *to;
    while (from < end && *from != WORD_ENDS) {
        const int bytes = utf8_get(from, end, *to);
        if (bytes == 0)
            return NULL;
        from += bytes;
        ++*to;
    }
    word->length = (int)(*to - word->letters);
    return from < end ? from + 1 : NULL;
}

/* Fill a part from its text: its own word, its value and what else is said of it, then the other groups. */
static int part_fill(Part *part, const unsigned char *from, const unsigned char *end)
{
    int counts[PART_GROUPS];
    if (end - from > INT32_MAX || !words_counted(from, end, counts)) {
        damaged("parts");
        return -1;
    }
    part->spellings = counts[1];
    part->classes = counts[2];
    part->keys = counts[3];
    part->is_filiation = counts[0] > 2;
    if (part_allocate(part, end - from) < 0)
        return -1;
    Py_UCS4 *to = part->letters;
    Text other, *facts[] = {&part->text, &part->value, &other}, *word = part->words;
    for (int group = 0; group < PART_GROUPS; group++) {
        if (group && from != NULL)
            from = from < end && *from == GROUP_ENDS ? from + 1 : NULL;
        for (int at = 0; at < counts[group] && from != NULL; at++)
            from = word_read(group ? word++ : facts[at < 2 ? at : 2], from, end, &to);
    }
    if (from != end) {
        damaged("parts");
        return -1;
    }
    part_judge(part, to);
    return 0;
}

/* Make a listed part of a lexicon; NULL on error. */
static Part *part_listed(PyTypeObject *type, const Lexicon *lexicon, const Words *words, Py_ssize_t number)
{
    Py_ssize_t from, to;
    if (!run_u64(&lexicon->part_ends, &lexicon->part_texts, (uint64_t)number, &from, &to)
        || lexicon->scripts.data[number] >= words->rules.scripts || lexicon->roles.data[number] > LEGAL_FORM) {
        damaged("parts");
        return NULL;
    }
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Part *part = (Part *)allocate(type, 0);
    if (part == NULL)
        return NULL;
    memcpy(&part->weight, lexicon->weights.data + 8 * number, 8);
    part->role = lexicon->roles.data[number];
    part->alphabet = lexicon->scripts.data[number];
    part->script = words->kinds.data[part->alphabet];
    part->is_vowelless = words->vowelless.data[part->alphabet];
    part->is_name = words->rules.is_person && lexicon->names.data[number];
    if (part_fill(part, lexicon->part_texts.data + from, lexicon->part_texts.data + to) == 0)
        return part;
    Py_DECREF((PyObject *)part);
    return NULL;
}
