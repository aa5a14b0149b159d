/* Words written as one: matching/joins.py. */

/* joins.is_slip, of the pattern of a word. */
static int is_slip_within(const Rules *rules, const Pattern *own, Text other)
{
    const long longer = most_of((long)own->length, other.length);
    const long edits = least_of(rules->most_edits, longer / rules->letters_an_edit);
    return edits && labs((long)own->length - other.length) <= edits
           && distance_of(own, other.letters, other.length) <= edits;
}

/* The letters of UTF-8 text, for which there is room; -1 with an error where it is damaged. */
static int letters_of_utf8(const unsigned char *text, const unsigned char *end, Py_UCS4 *letters, int *length)
{
    for (*length = 0; text < end; (*length)++) {
        const int width = utf8_get(text, end, letters + *length);
        if (width == 0) {
            damaged("words");
            return -1;
        }
        text += width;
    }
    return 0;
}
