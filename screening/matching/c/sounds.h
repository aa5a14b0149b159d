/* How a Latin word is heard: names/soundkey.py, for words of ASCII letters, and of others that are not Latin. */

#define MOST_HEARD 128 /* letters of a word that is heard here */
#define MOST_KINDS 24  /* of its letter groups, that can be heard in several ways */
#define MOST_SOUNDS 4  /* ways to hear a letter group */
#define MOST_CLASSES 4 /* classes of one of them */
#define MOST_GROUPS 64
#define KEYS 4
#define PLAIN 128      /* letters that are heard here */

/* One way or several to hear a letter group. */
typedef struct {
    int count, lengths[MOST_SOUNDS];
    char classes[MOST_SOUNDS][MOST_CLASSES];
} Sound;

/* Letters that are heard together, where they are followed by one of others, or by nothing. */
typedef struct {
    int length, is_last, next; /* `next` is the row to try after this one */
    char letters[MOST_CLASSES], followers[8];
} LetterGroup;

typedef struct {
    PyObject_HEAD
    Sound sounds[PLAIN + MOST_GROUPS]; /* of single letters, then of groups */
    LetterGroup groups[MOST_GROUPS];
    int first[PLAIN]; /* the first row that begins with a letter; -1: none */
    char stop, hiss;
} Sounds;

/* The keys of a word. */
typedef struct {
    int count, lengths[KEYS];
    char letters[KEYS][MOST_HEARD * MOST_CLASSES];
} Keys;

static int sound_read(Sound *sound, PyObject *from)
{
    sound->count = PyTuple_Check(from) ? (int)PyTuple_Size(from) : 0;
    for (int at = 0; at < sound->count && sound->count <= MOST_SOUNDS; at++) {
        Py_ssize_t length;
        const char *classes = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(from, at), &length);
        if (classes == NULL)
            return -1;
        if (length > MOST_CLASSES)
            break;
        sound->lengths[at] = (int)length;
        memcpy(sound->classes[at], classes, (size_t)length);
        if (at == sound->count - 1)
            return 0;
    }
    PyErr_SetString(PyExc_ValueError, "a letter group is heard in 1 to 4 ways, each of at most 4 classes");
    return -1;
}

/* Sounds(how each plain letter is heard, groups of (letters, followers or None for the last, sounds), stop, hiss). */
static PyObject *sounds_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *singles, *groups;
    int stop, hiss;
    (void)named;
    if (!PyArg_ParseTuple(args, "O!O!CC:Sounds", &PyTuple_Type, &singles, &PyTuple_Type, &groups, &stop, &hiss))
        return NULL;
    if (PyTuple_Size(singles) != PLAIN || PyTuple_Size(groups) > MOST_GROUPS || stop >= PLAIN || hiss >= PLAIN) {
        PyErr_SetString(PyExc_ValueError, "the sounds of 128 letters and of at most 64 groups are expected");
        return NULL;
    }
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Sounds *self = (Sounds *)allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->stop = (char)stop;
    self->hiss = (char)hiss;
    for (int letter = 0; letter < PLAIN; letter++) {
        self->first[letter] = -1;
        if (sound_read(self->sounds + letter, PyTuple_GetItem(singles, letter)) < 0)
            goto failed;
    }
    for (int at = (int)PyTuple_Size(groups) - 1; at >= 0; at--) {
        LetterGroup *group = self->groups + at;
        const char *letters, *followers;
        PyObject *sound;
        if (!PyArg_ParseTuple(PyTuple_GetItem(groups, at), "szO;a group is (letters, followers, sounds)", &letters,
                              &followers, &sound)
            || sound_read(self->sounds + PLAIN + at, sound) < 0)
            goto failed;
        const size_t length = strlen(letters), more = followers ? strlen(followers) : 0;
        if (length < 1 || length > sizeof group->letters || more >= sizeof group->followers
            || (unsigned char)letters[0] >= PLAIN) {
            PyErr_SetString(PyExc_ValueError, "a letter group is of 1 to 4 plain letters before at most 7 others");
            goto failed;
        }
        group->length = (int)length;
        group->is_last = followers == NULL;
        memcpy(group->letters, letters, length);
        memcpy(group->followers, followers ? followers : "", more);
        group->next = self->first[(int)letters[0]];
        self->first[(int)letters[0]] = at;
    }
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

/* Whether a word goes on with a letter group. */
static int goes_on(const LetterGroup *group, const char *word, int left)
{
    if (group->length > left || memcmp(word, group->letters, (size_t)group->length) != 0)
        return 0;
    if (group->is_last)
        return group->length == left;
    return !group->followers[0] || (group->length < left && strchr(group->followers, word[group->length]) != NULL);
}

#define SILENT '\1' /* stands for a letter of which nothing is heard */

/* Whether a letter is not Latin, as far as the blocks from Greek to Georgian tell: of it nothing is heard. */
static int is_unheard(Py_UCS4 letter)
{
    return letter >= 0x370 && letter < 0x1100;
}

/* Cut a word into letter groups: their number; -1 where it has letters that are not heard here. */
static int groups_of_word(const Sounds *self, const Py_UCS4 *letters, int length, unsigned char *groups)
{
    char word[MOST_HEARD];
    int count = 0;
    if (length > MOST_HEARD)
        return -1;
    for (int place = 0; place < length; place++) {
        const Py_UCS4 letter = is_unheard(letters[place]) ? SILENT : letters[place];
        if (letter >= PLAIN || letter == '\n' || letter == '\0')
            return -1;
        word[place] = (char)(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
    }
    for (int place = 0; place < length;) {
        int group = self->first[(int)word[place]];
        while (group >= 0 && !goes_on(self->groups + group, word + place, length - place))
            group = self->groups[group].next;
        groups[count++] = (unsigned char)(group < 0 ? word[place] : PLAIN + group);
        place += group < 0 ? 1 : self->groups[group].length;
    }
    return count;
}

/* soundkey._tight: its length. */
static int tighten(const Sounds *self, const char *heard, int length, char *key)
{
    char kept[MOST_HEARD * MOST_CLASSES];
    int count = 0, tight = 0;
    for (int at = 0; at < length; at++) {
        if (heard[at] == self->hiss)
            while (count && kept[count - 1] == self->stop)
                count--;
        kept[count++] = heard[at];
    }
    for (int at = 0; at < count; at++)
        if (kept[at] != ' ' && (at == 0 || kept[at] != kept[at - 1]))
            key[tight++] = kept[at];
    return tight;
}

/* A way to hear the groups that can be heard in several, and how unlikely it is. */
typedef struct {
    int rank;
    unsigned char chosen[MOST_KINDS];
} Hearing;

/* soundkey._hearings: the likeliest first; -1 where there are too many. */
static int hearings_of(const Sounds *self, const unsigned char *kinds, int count, Hearing hearings[2 * KEYS])
{
    int known = 1;
    hearings[0] = (Hearing){.rank = 0};
    for (int kind = 0; kind < count; kind++) {
        Hearing wider[2 * KEYS * MOST_SOUNDS];
        const Sound *sound = self->sounds + kinds[kind];
        int wide = 0;
        for (int one = 0; one < known; one++)
            for (int way = 0; way < sound->count; way++) {
                Hearing hearing = hearings[one];
                int at = wide++;
                hearing.rank += way;
                hearing.chosen[kind] = (unsigned char)way;
                for (; at && wider[at - 1].rank > hearing.rank; at--)
                    wider[at] = wider[at - 1];
                wider[at] = hearing;
            }
        known = wide < 2 * KEYS ? wide : 2 * KEYS;
        memcpy(hearings, wider, sizeof(Hearing) * (size_t)known);
    }
    return known;
}

/* How many letters of a word are not heard. */
static int unheard_of(const Py_UCS4 *letters, int length)
{
    int count = 0;
    for (int at = 0; at < length; at++)
        count += is_unheard(letters[at]);
    return count;
}

/* soundkey.sound_keys; -1 for a word that is left to the interpreted side. */
static int keys_of(const Sounds *self, const Py_UCS4 *letters, int length, Keys *keys)
{
    unsigned char groups[MOST_HEARD], kinds[MOST_KINDS];
    int kind_of[PLAIN + MOST_GROUPS], kind_count = 0;
    keys->count = 0;
    if (unheard_of(letters, length) == length)
        return 0;
    const int count = groups_of_word(self, letters, length, groups);
    for (int at = 0; at < count; at++)
        kind_of[groups[at]] = -1;
    for (int at = 0; at < count; at++) {
        if (self->sounds[groups[at]].count < 2 || kind_of[groups[at]] >= 0)
            continue;
        if (kind_count == MOST_KINDS)
            return -1;
        kind_of[groups[at]] = kind_count;
        kinds[kind_count++] = groups[at];
    }
    Hearing hearings[2 * KEYS];
    const int known = count < 0 ? 0 : hearings_of(self, kinds, kind_count, hearings);
    for (int one = 0; one < known && keys->count < KEYS; one++) {
        char heard[MOST_HEARD * MOST_CLASSES], *key = keys->letters[keys->count];
        int size = 0, is_new = 1;
        for (int at = 0; at < count; at++) {
            const Sound *sound = self->sounds + groups[at];
            const int way = kind_of[groups[at]] < 0 ? 0 : hearings[one].chosen[kind_of[groups[at]]];
            memcpy(heard + size, sound->classes[way], (size_t)sound->lengths[way]);
            size += sound->lengths[way];
        }
        size = tighten(self, heard, size, key);
        for (int other = 0; other < keys->count; other++)
            is_new &= keys->lengths[other] != size || memcmp(keys->letters[other], key, (size_t)size) != 0;
        if (size && is_new)
            keys->lengths[keys->count++] = size;
    }
    return count < 0 ? -1 : keys->count;
}

static PyObject *sounds_keys(PyObject *object, PyObject *word)
{
    Keys keys;
    const Py_ssize_t length = PyUnicode_Check(word) ? PyUnicode_GetLength(word) : -1;
    Py_UCS4 letters[MOST_HEARD];
    if (length < 0)
        return PyErr_Format(PyExc_TypeError, "a word is expected");
    if (length > MOST_HEARD)
        Py_RETURN_NONE;
    if (length && PyUnicode_AsUCS4(word, letters, MOST_HEARD, 0) == NULL)
        return NULL;
    if (keys_of((Sounds *)object, letters, (int)length, &keys) < 0)
        Py_RETURN_NONE;
    PyObject *found = PyTuple_New(keys.count);
    for (int key = 0; key < keys.count && found != NULL; key++) {
        PyObject *one = PyUnicode_DecodeASCII(keys.letters[key], keys.lengths[key], "strict");
        if (one == NULL || PyTuple_SetItem(found, key, one) < 0)
            Py_CLEAR(found);
    }
    return found;
}

static PyMethodDef sounds_methods[] = {
    {"keys", sounds_keys, METH_O, "The sound keys of a word; None for one that is left to the interpreted side."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot sounds_slots[] = {
    {Py_tp_new, sounds_new},
    {Py_tp_dealloc, object_free},
    {Py_tp_methods, sounds_methods},
    {Py_tp_doc, "Sounds(singles, groups, stop, hiss): how a Latin word is heard."},
    {0, NULL},
};

static PyType_Spec sounds_spec = {
    "screening.matching._kernel.Sounds", sizeof(Sounds), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, sounds_slots,
};
