/* A query being searched: its parts with the units of each, and what is left of it. */

/* Whether a sorted run has a number; `cursor` moves on, as the numbers asked for rise. */
static int holds(const uint32_t *items, Py_ssize_t count, Py_ssize_t *cursor, uint32_t wanted)
{
    Py_ssize_t low = *cursor, step = 1;
    while (low + step < count && items[low + step] < wanted) {
        low += step;
        step *= 2;
    }
    Py_ssize_t high = low + step < count ? low + step : count;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (items[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    *cursor = low;
    return low < count && items[low] == wanted;
}

static Py_ssize_t near_at(const Unit *unit, uint32_t part)
{
    Py_ssize_t low = 0, high = unit->nears;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (unit->near[middle] < part)
            low = middle + 1;
        else
            high = middle;
    }
    return low < unit->nears && unit->near[low] == part ? low : -1;
}

/* A unit of the query, and where the numbers asked for have come to. */
typedef struct {
    Unit *unit;
    uint64_t places;
    double weight;
    long least_initials; /* that a reading of several words needs, if this unit alone is to be enough there */
    Py_ssize_t reading_cursor, spread_cursor;
    int is_read, is_spread;
} Asked;

/* What is left of the query once some of its parts are covered: cover.QueryLeft.left. */
typedef struct {
    uint64_t places;
    long open, longest, reach; /* `reach`: edits that each is away at least from what is no neighbour */
    double weight, heaviest;
} Left;

#define ALONE_ANYWHERE -1
#define MOST_PLACES 64 /* parts of a name, as bits */

typedef struct {
    Readings *readings;
    Asked *units, *absorbing, *small;
    Py_ssize_t unit_count, absorbing_count, small_count, left_count, left_room;
    Left *left;
    PyObject *make, *weigh, *word; /* what only the interpreted side knows: see kernel.py */
    PyTypeObject *part;            /* of which listed parts are made */
    const Part *query[MOST_PLACES];     /* every part */
    const Part *content[MOST_PLACES];   /* those that can carry a name; units[at] is the unit of content[at] */
    int query_count, content_count;
    long initials;
    double weight;
    int has_number, has_long_number, is_bare;
    int alphabet; /* of all content; -1: there are several */
    uint16_t *marks;     /* `Readings.marks`, or its own where that is in use */
    PyObject *stretches; /* keeps their units alive */
    Py_UCS4 *letters;    /* of a stretch being made */
} Search;

static const Left *left_of(Search *search, uint64_t places)
{
    for (Py_ssize_t at = 0; at < search->left_count; at++)
        if (search->left[at].places == places)
            return search->left + at;
    Left *known = with_room(search->left, search->left_count, &search->left_room, sizeof(Left));
    if (known == NULL)
        return NULL;
    search->left = known;
    Left *left = known + search->left_count++;
    *left = (Left){.places = places, .reach = search->readings->rules.out_of_reach};
    for (int place = 0; place < search->content_count; place++) {
        const Part *part = search->content[place];
        if (places >> place & 1)
            continue;
        left->weight += part->weight;
        if (part->weight < search->readings->rules.negligible)
            continue;
        left->open++;
        left->heaviest = most(left->heaviest, weight_beyond_description(part));
        if (part->script == SYLLABIC)
            left->reach = search->readings->rules.another_word;
        for (int word = 0; word < part->spellings; word++) {
            left->longest = most_of(left->longest, part->words[word].length);
            left->reach = least_of(left->reach, edits_allowed(search->readings->known, part->words[word].length) + 1);
        }
    }
    return left;
}
