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
    int role, script, spellings, classes;
    int is_name; /* known as a name: never the initials of others */
    int is_left; /* to the interpreted side: a word is too long to be compared here, or has lone surrogates */
    double weight;
    uint64_t equivalents; /* spellings that the lists show to be one name with another word, as bits */
    Text text, value, *words; /* `words` are the spellings, then the classes */
    Py_UCS4 *letters;
} Part;

static void part_free(PyObject *object)
{
    PyMem_Free(((Part *)object)->words);
    PyMem_Free(((Part *)object)->letters);
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

static PyObject *part_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *text, *value, *spellings, *classes;
    int role, script, is_name;
    double weight;
    unsigned long long equivalents;
    (void)named;
    if (!PyArg_ParseTuple(args, "iidUUO!O!Kp:Part", &role, &script, &weight, &text, &value, &PyTuple_Type, &spellings,
                          &PyTuple_Type, &classes, &equivalents, &is_name))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Part *self = (Part *)allocate(type, 0);
    if (self == NULL)
        return NULL;
    const Py_ssize_t own = PyTuple_Size(spellings), all = own + PyTuple_Size(classes);
    Py_ssize_t room = PyUnicode_GetLength(text) + PyUnicode_GetLength(value);
    self->is_left = PyUnicode_GetLength(text) > MOST_LETTERS || all > MOST_LETTERS;
    for (Py_ssize_t at = 0; at < all; at++) {
        PyObject *word = at < own ? PyTuple_GetItem(spellings, at) : PyTuple_GetItem(classes, at - own);
        Py_ssize_t length = PyUnicode_GetLength(word);
        if (length < 0 || length > INT32_MAX)
            goto failed;
        self->is_left |= at < own && length > MOST_LETTERS;
        room += length;
    }
    self->role = role;
    self->is_name = is_name;
    self->script = script;
    self->weight = weight;
    self->equivalents = equivalents;
    self->spellings = (int)own;
    self->classes = (int)(all - own);
    self->words = PyMem_Calloc((size_t)all + 1, sizeof(Text));
    self->letters = PyMem_Calloc((size_t)room + 1, sizeof(Py_UCS4));
    if (self->words == NULL || self->letters == NULL) {
        PyErr_NoMemory();
        goto failed;
    }
    Py_UCS4 *to = self->letters;
    if (text_copy(&self->text, text, &to) < 0 || text_copy(&self->value, value, &to) < 0)
        goto failed;
    for (Py_ssize_t at = 0; at < all; at++)
        if (text_copy(self->words + at, at < own ? PyTuple_GetItem(spellings, at) : PyTuple_GetItem(classes, at - own),
                      &to) < 0)
            goto failed;
    for (const Py_UCS4 *letter = self->letters; letter < to; letter++)
        self->is_left |= *letter >= 0xD800 && *letter <= 0xDFFF;
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

static int is_small(const Part *part)
{
    return part->role == PARTICLE || part->role == HONORIFIC || part->role == LEGAL_FORM;
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
    {Py_tp_doc, "Part(role, script, weight, text, value, spellings, classes, equivalents, is_name): a part of a name."},
    {0, NULL},
};

static PyType_Spec part_spec = {
    "screening.matching._kernel.Part", sizeof(Part), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, part_slots,
};
