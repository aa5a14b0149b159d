/* A part of a name, as names/parts.py reads it. */

typedef struct {
    const Py_UCS4 *letters;
    int length;
} Text;

/* What a part does in its name; compiled.py hands over the same numbers. */
enum { CONTENT, INITIAL, NUMBER, PARTICLE, HONORIFIC, LEGAL_FORM };
/* What its script is like; compiled.py hands over the same numbers. */
enum { LATIN, SYLLABIC, LETTERED, OTHER_SCRIPT };

typedef struct {
    PyObject_HEAD
    PyObject *source; /* the part itself, of a query */
    NativeWord *native; /* how it may be spelt in Latin letters; made when it is first asked for */
    int role, script, alphabet, spellings, classes, keys;
    int is_vowelless; /* its script writes no vowels */
    int is_name; /* known as a name: never the initials of others */
    int is_filiation; /* bin, ibn: what stands behind it is the father's name */
    int is_left; /* to the interpreted side: a word is too long to be compared here, or has lone surrogates */
    double weight;
    Text text, value, *words; /* `words` are the spellings, then the classes, then the sound keys */
    Py_UCS4 *letters;
} Part;

static void part_free(PyObject *object)
{
    Part *self = (Part *)object;
    if (self->native != NULL)
        native_word_free(self->native);
    PyMem_Free(self->native);
    PyMem_Free(self->words);
    PyMem_Free(self->letters);
    Py_XDECREF(self->source);
    object_free(object);
}

/* Copy a text to `*to`, which moves on. */
static int text_copy(Text *text, PyObject *from, Py_UCS4 **to)
{
    Py_ssize_t length = PyUnicode_GetLength(from);
    if (length < 0 || (length && PyUnicode_AsUCS4(from, *to, length, 0) == NULL))
        return -1;
    *text = (Text){*to, (int)length};
    *to += length;
    return 0;
}

/* Make room for so many letters, and for the words that are counted. */
static int part_allocate(Part *self, Py_ssize_t letters)
{
    self->words = PyMem_Calloc((size_t)(self->spellings + self->classes + self->keys) + 1, sizeof(Text));
    self->letters = PyMem_Calloc((size_t)letters + 1, sizeof(Py_UCS4));
    if (self->words != NULL && self->letters != NULL)
        return 0;
    PyErr_NoMemory();
    return -1;
}

/* Note whether a part is left to the interpreted side, once it is filled. */
static void part_judge(Part *self, const Py_UCS4 *end)
{
    self->is_left = self->text.length > MOST_LETTERS || self->spellings + self->classes > MOST_LETTERS;
    for (int at = 0; at < self->spellings; at++)
        self->is_left |= self->words[at].length > MOST_LETTERS;
    for (const Py_UCS4 *letter = self->letters; letter < end; letter++)
        self->is_left |= *letter >= 0xD800 && *letter <= 0xDFFF;
}

static PyObject *part_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *source, *text, *value, *texts[3];
    int role, script, alphabet, is_vowelless, is_name, is_filiation;
    double weight;
    (void)named;
    if (!PyArg_ParseTuple(args, "OiiipdUUO!O!O!pp:Part", &source, &role, &script, &alphabet, &is_vowelless, &weight,
                          &text, &value, &PyTuple_Type, texts, &PyTuple_Type, texts + 1, &PyTuple_Type, texts + 2, &is_name,
                          &is_filiation))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Part *self = (Part *)allocate(type, 0);
    if (self == NULL)
        return NULL;
    const Py_ssize_t own = PyTuple_Size(texts[0]), classes = PyTuple_Size(texts[1]), keys = PyTuple_Size(texts[2]);
    Py_ssize_t room = PyUnicode_GetLength(text) + PyUnicode_GetLength(value);
    for (int kind = 0; kind < 3; kind++)
        for (Py_ssize_t at = 0; at < PyTuple_Size(texts[kind]); at++) {
            Py_ssize_t length = PyUnicode_GetLength(PyTuple_GetItem(texts[kind], at));
            if (length < 0 || length > INT32_MAX)
                goto failed;
            room += length;
        }
    self->role = role;
    self->is_name = is_name;
    self->is_filiation = is_filiation;
    self->script = script;
    self->alphabet = alphabet;
    self->is_vowelless = is_vowelless;
    self->weight = weight;
    Py_INCREF(source);
    self->source = source;
    self->spellings = (int)own;
    self->classes = (int)classes;
    self->keys = (int)keys;
    if (part_allocate(self, room) < 0)
        goto failed;
    Py_UCS4 *to = self->letters;
    if (text_copy(&self->text, text, &to) < 0 || text_copy(&self->value, value, &to) < 0)
        goto failed;
    Text *word = self->words;
    for (int kind = 0; kind < 3; kind++)
        for (Py_ssize_t at = 0; at < PyTuple_Size(texts[kind]); at++)
            if (text_copy(word++, PyTuple_GetItem(texts[kind], at), &to) < 0)
                goto failed;
    part_judge(self, to);
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

static int same_text(Text one, Text other)
{
    return one.length == other.length
           && memcmp(one.letters, other.letters, sizeof(Py_UCS4) * (size_t)one.length) == 0;
}

/* Whether two parts are equal. */
static int same_part(const Part *one, const Part *other)
{
    if (one->role != other->role || one->alphabet != other->alphabet || one->spellings != other->spellings
        || one->classes != other->classes || one->keys != other->keys || one->weight != other->weight
        || one->is_filiation != other->is_filiation || !same_text(one->text, other->text)
        || !same_text(one->value, other->value))
        return 0;
    for (int at = 0; at < one->spellings + one->classes + one->keys; at++)
        if (!same_text(one->words[at], other->words[at]))
            return 0;
    return 1;
}

static uint32_t sum_more(uint32_t sum, Text text)
{
    for (int at = 0; at < text.length; at++) {
        unsigned char bytes[4];
        const int count = utf8_put(text.letters[at], bytes);
        sum = checksum_more(sum, bytes, count);
    }
    return sum;
}

/* The checksum of a key: a mark and a text. */
static uint32_t sum_of_key(const char *mark, Text text)
{
    return ~sum_more(checksum_more(0xFFFFFFFFu, (const unsigned char *)mark, (Py_ssize_t)strlen(mark)), text);
}

static int is_small(const Part *part)
{
    return part->role == PARTICLE || part->role == HONORIFIC || part->role == LEGAL_FORM;
}

/* smallwords.is_number_word */
static int is_number_word(const Part *part, long least_letters)
{
    const Text text = part->text;
    int roman = 0;
    if (part->role != NUMBER || text.length < least_letters || (text.letters[0] >= '0' && text.letters[0] <= '9'))
        return 0;
    while (roman < text.length
           && (text.letters[roman] == 'i' || text.letters[roman] == 'v' || text.letters[roman] == 'x'))
        roman++;
    return roman < text.length;
}

/* smallwords.is_long_number */
static int is_long_number(const Part *part, long long_number)
{
    const Text value = part->value;
    if (part->role != NUMBER || value.length < long_number)
        return 0;
    const int is_year = (value.letters[0] == '1' && value.letters[1] == '9')
                        || (value.letters[0] == '2' && value.letters[1] == '0');
    return value.length > long_number || !is_year;
}

/* How many of these letters a text begins with, if all; 0 for another text. */
static int begins(Text text, const char *letters)
{
    int at = 0;
    while (at < text.length && letters[at] && text.letters[at] == (Py_UCS4)letters[at])
        at++;
    return letters[at] ? 0 : at;
}

static int is_ascii(Text text, const char *letters) { return text.length && begins(text, letters) == text.length; }

/* evidence.unsaid_weight */
static double unsaid_weight(const Part *part, double share)
{
    for (int at = part->spellings; at < part->spellings + part->classes; at++)
        if (begins(part->words[at], "son of ") || begins(part->words[at], "daughter of "))
            return part->weight * share;
    return part->weight;
}

/* evidence.weight_beyond_description */
static double weight_beyond_description(const Part *part)
{
    for (int at = part->spellings; at < part->spellings + part->classes; at++) {
        const Text name = part->words[at];
        if (name.length && name.letters[0] == '&')
            return 0.0;
        if (name.length && name.letters[0] == '@' && !is_ascii(name, "@north") && !is_ascii(name, "@south")
            && !is_ascii(name, "@east") && !is_ascii(name, "@west"))
            return 0.0;
    }
    return part->weight;
}

/* evidence.added_weight */
static double added_weight(const Part *part, double share)
{
    return weight_beyond_description(part) != 0.0 ? unsaid_weight(part, share) : part->weight * share;
}

static PyObject *text_object(Text text)
{
    unsigned char *bytes = PyMem_Malloc(4 * (size_t)text.length + 1);
    Py_ssize_t size = 0;
    if (bytes == NULL)
        return PyErr_NoMemory();
    for (int place = 0; place < text.length; place++)
        size += utf8_put(text.letters[place], bytes + size);
    PyObject *object = PyUnicode_DecodeUTF8((const char *)bytes, size, "strict");
    PyMem_Free(bytes);
    return object;
}

/* The word by which a part is joined to others: align._spelling. */
static Text spelling_of(const Part *part)
{
    return part->spellings ? part->words[0] : part->text;
}

/* The same, or the part as written: align.written. */
static Text joined_by(const Part *part, int as_written)
{
    return as_written ? part->text : spelling_of(part);
}

/* align.is_spelt */
static int is_spelt(const Part *part)
{
    return part->script == LETTERED || part->script == OTHER_SCRIPT;
}

static PyType_Slot part_slots[] = {
    {Py_tp_new, part_new},
    {Py_tp_dealloc, part_free},
    {Py_tp_doc, "Part(source, role, script, alphabet, vowelless, weight, text, value, spellings, classes, keys, is name,"
                " is filiation)."},
    {0, NULL},
};

static PyType_Spec part_spec = {
    "screening.matching._kernel.Part", sizeof(Part), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, part_slots,
};
