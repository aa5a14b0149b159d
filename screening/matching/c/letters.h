/* Letters, and how many edits two words are apart. */

/* Letters of a word of at most MOST_LETTERS: their number; -1 and no error for another; -2 on error. */
static int letters_of(PyObject *word, Py_UCS4 letters[MOST_LETTERS])
{
    Py_ssize_t length = PyUnicode_GetLength(word);
    if (length < 0)
        return -2;
    if (length > MOST_LETTERS)
        return -1;
    if (length && PyUnicode_AsUCS4(word, letters, MOST_LETTERS, 0) == NULL)
        return -2;
    for (Py_ssize_t place = 0; place < length; place++)
        if (letters[place] >= 0xD800 && letters[place] <= 0xDFFF)
            return -1;
    return (int)length;
}

/* Whether letters begin with others, few of them. */
static int go_on(const Py_UCS4 *letters, const Py_UCS4 *with, int length)
{
    int at = 0;
    while (at < length && letters[at] == with[at])
        at++;
    return at == length;
}

static int utf8_put(Py_UCS4 letter, unsigned char *to)
{
    if (letter < 0x80) {
        to[0] = (unsigned char)letter;
        return 1;
    }
    int more = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    for (int place = more; place > 0; place--, letter >>= 6)
        to[place] = (unsigned char)(0x80 | (letter & 0x3F));
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    to[0] = (unsigned char)(lead[more] | letter);
    return more + 1;
}

/* The letter at `from`, and how many bytes it takes; 0 where the bytes are no UTF-8. */
static int utf8_get(const unsigned char *from, const unsigned char *end, Py_UCS4 *letter)
{
    Py_UCS4 first = from[0];
    if (first < 0x80) {
        *letter = first;
        return 1;
    }
    int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 && first < 0xE0;
    if (more == 0 || end - from <= more)
        return 0;
    Py_UCS4 value = first & (0x3Fu >> more);
    for (int place = 1; place <= more; place++) {
        if ((from[place] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (from[place] & 0x3F);
    }
    static const Py_UCS4 least[] = {0, 0x80, 0x800, 0x10000};
    if (value < least[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *letter = value;
    return more + 1;
}

static uint32_t checksum_step[256]; /* what a byte does to a checksum; filled once, when the module is made */

/* Source: CRC-32, ISO-HDLC, its polynomial reversed. */
static void checksum_ready(void)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t sum = byte;
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
        checksum_step[byte] = sum;
    }
}

/* CRC-32 before its last inversion. */
static uint32_t checksum_more(uint32_t sum, const unsigned char *data, Py_ssize_t length)
{
    for (Py_ssize_t place = 0; place < length; place++)
        sum = sum >> 8 ^ checksum_step[(sum ^ data[place]) & 0xFF];
    return sum;
}

static uint32_t checksum(const unsigned char *data, Py_ssize_t length)
{
    return ~checksum_more(0xFFFFFFFFu, data, length);
}

/* The checksum of a key; -1 where it is no text. */
static int key_sum(PyObject *key, uint32_t *sum)
{
    Py_ssize_t size;
    const char *bytes = PyUnicode_AsUTF8AndSize(key, &size);
    if (bytes == NULL)
        return -1;
    *sum = checksum((const unsigned char *)bytes, size);
    return 0;
}

/* A word made ready to be measured against many: for each letter, the places where the word has it, as bits. */
typedef struct {
    int length, others;
    const Py_UCS4 *letters;
    uint64_t ascii[128];
    Py_UCS4 letter[MOST_LETTERS];
    uint64_t places[MOST_LETTERS];
} Pattern;

static void pattern_of(Pattern *pattern, const Py_UCS4 *letters, int length)
{
    pattern->length = length;
    pattern->letters = letters;
    pattern->others = 0;
    if (length > MOST_LETTERS)
        return; /* measured letter by letter */
    memset(pattern->ascii, 0, sizeof pattern->ascii);
    for (int place = 0; place < length; place++) {
        Py_UCS4 letter = letters[place];
        uint64_t bit = (uint64_t)1 << place;
        if (letter < 128) {
            pattern->ascii[letter] |= bit;
            continue;
        }
        int at = 0;
        while (at < pattern->others && pattern->letter[at] != letter)
            at++;
        if (at == pattern->others) {
            pattern->letter[at] = letter;
            pattern->places[at] = 0;
            pattern->others++;
        }
        pattern->places[at] |= bit;
    }
}

static uint64_t places_of(const Pattern *pattern, Py_UCS4 letter)
{
    if (letter < 128)
        return pattern->ascii[letter];
    for (int at = 0; at < pattern->others; at++)
        if (pattern->letter[at] == letter)
            return pattern->places[at];
    return 0;
}

/* A column of the table of distances, as bits: one letter more of the other word. Source: Hyyro 2003. */
typedef struct {
    uint64_t rises, falls, diagonal, before;
} Column;

static int column_step(Column *column, const Pattern *pattern, uint64_t last, Py_UCS4 letter)
{
    uint64_t here = places_of(pattern, letter), rises = column->rises;
    uint64_t swapped = ((~column->diagonal & here) << 1) & column->before;
    uint64_t diagonal = (((here & rises) + rises) ^ rises) | here | column->falls | swapped;
    uint64_t right_rises = column->falls | ~(diagonal | rises), right_falls = diagonal & rises;
    int change = ((right_rises & last) != 0) - ((right_falls & last) != 0);
    right_rises = right_rises << 1 | 1;
    right_falls <<= 1;
    *column = (Column){right_falls | ~(diagonal | right_rises), right_rises & diagonal, diagonal, here};
    return change;
}

/* The same by the whole table, for words beyond MOST_LETTERS; -1 without memory. */
static Py_ssize_t distance_by_table(const Py_UCS4 *left, Py_ssize_t rows, const Py_UCS4 *right, Py_ssize_t columns)
{
    Py_ssize_t wide = columns + 1, *table = PyMem_Malloc(sizeof(Py_ssize_t) * (size_t)((rows + 1) * wide));
    if (table == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i <= rows; i++)
        for (Py_ssize_t j = 0; j <= columns; j++) {
            Py_ssize_t *cell = table + i * wide + j;
            if (i == 0 || j == 0) {
                *cell = i + j;
                continue;
            }
            Py_ssize_t best = cell[-wide - 1] + (left[i - 1] != right[j - 1]);
            best = cell[-wide] + 1 < best ? cell[-wide] + 1 : best;
            best = cell[-1] + 1 < best ? cell[-1] + 1 : best;
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]
                && cell[-2 * wide - 2] + 1 < best)
                best = cell[-2 * wide - 2] + 1;
            *cell = best;
        }
    Py_ssize_t distance = table[rows * wide + columns];
    PyMem_Free(table);
    return distance;
}

/* Optimal string alignment distance of a pattern to letters; -1 without memory. */
static Py_ssize_t distance_of(const Pattern *pattern, const Py_UCS4 *letters, Py_ssize_t length)
{
    if (pattern->length > MOST_LETTERS)
        return distance_by_table(pattern->letters, pattern->length, letters, length);
    if (pattern->length == 0)
        return length;
    Column column = {~(uint64_t)0, 0, 0, 0};
    uint64_t last = (uint64_t)1 << (pattern->length - 1);
    Py_ssize_t distance = pattern->length;
    for (Py_ssize_t place = 0; place < length; place++)
        distance += column_step(&column, pattern, last, letters[place]);
    return distance;
}

/* The same to UTF-8 text, and how many letters that has; -1 where the text is damaged, with an error set. */
static Py_ssize_t distance_to(const Pattern *pattern, const unsigned char *text, const unsigned char *end,
                              Py_ssize_t *length)
{
    const int is_long = pattern->length > MOST_LETTERS;
    Py_UCS4 *whole = is_long ? PyMem_Malloc(sizeof(Py_UCS4) * (size_t)(end - text + 1)) : NULL;
    Column column = {~(uint64_t)0, 0, 0, 0};
    uint64_t last = !is_long && pattern->length ? (uint64_t)1 << (pattern->length - 1) : 0;
    Py_ssize_t distance = pattern->length, letters = 0;
    if (is_long && whole == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    while (text < end) {
        Py_UCS4 letter;
        int width = utf8_get(text, end, &letter);
        if (width == 0) {
            PyMem_Free(whole);
            damaged("words");
            return -1;
        }
        text += width;
        if (is_long)
            whole[letters] = letter;
        else
            distance += column_step(&column, pattern, last, letter);
        letters++;
    }
    *length = letters;
    if (is_long)
        distance = distance_by_table(pattern->letters, pattern->length, whole, letters);
    PyMem_Free(whole);
    return pattern->length ? distance : letters;
}
