/* An alignment being made (align._Draft): what is still free, what may be paired, and what is. A name too long to be
 * laid here is left to the definition. */

typedef struct {
    double worth, share;
    uint64_t places[2]; /* of the query, of the record */
    int apart, relation, is_slip;
    double points;
} Edge;

typedef struct {
    double share, weight, points;
    uint64_t places[2];
    int relation, is_slip;
} Taken;

typedef struct {
    Search *search;
    const Part *sides[2][MOST_PLACES];
    int counts[2], units[MOST_PLACES]; /* by place of the query: which unit a content part has */
    uint32_t numbers[MOST_PLACES];     /* by place of the record */
    uint64_t free[2], content[2];
    Edge *edges;
    Py_ssize_t edge_count, edge_room;
    int taken_count;
    Taken taken[MOST_PLACES];
} Draft;

static int bit_count(uint64_t bits)
{
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

static double side_weight(const Draft *draft, int side, uint64_t places)
{
    double weight = 0.0;
    for (; places; places &= places - 1)
        weight += draft->sides[side][lowest_bit(places)]->weight;
    return weight < 1.0 ? weight : 1.0;
}

static void draft_take(Draft *draft, uint64_t query, uint64_t record, double share, double points, int relation,
                       int is_slip)
{
    double weight = least(share, least(side_weight(draft, 0, query), side_weight(draft, 1, record)));
    draft->taken[draft->taken_count++] =
        (Taken){share, weight, points, {query, record}, relation, is_slip};
    draft->free[0] &= ~query;
    draft->free[1] &= ~record;
}

/* The same where one side's part stands against another of the other side. */
static void take_across(Draft *draft, int one, uint64_t own, uint64_t other, double share, int relation)
{
    draft_take(draft, one ? other : own, one ? own : other, share, 0.0, relation, 0);
}

/* What it costs that parts are written as one: names.tier_points, times their rarity. */
static double joined_points(const Draft *draft, uint64_t query, uint64_t record, double share)
{
    const Rules *rules = &draft->search->readings->rules;
    double rarity = least(side_weight(draft, 0, query), side_weight(draft, 1, record));
    double points = share >= rules->far        ? rules->joined_points
                    : share >= rules->farthest ? rules->joined_far_points
                                               : rules->joined_farthest_points;
    return most(rarity, rules->least_inexact) * points;
}

static void take_joined(Draft *draft, uint64_t query, uint64_t record, double share)
{
    draft_take(draft, query, record, share, joined_points(draft, query, record, share), JOINED, 0);
}

/* Whether words.word_likeness may find two words alike, if no table says so. */
static int may_be_alike(const Words *words, Text left, Text right, int is_strict)
{
    if (same_text(left, right))
        return 1;
    if (is_strict)
        return 0;
    if (left.length > MOST_LETTERS || right.length > MOST_LETTERS)
        return 1;
    const int shorter = left.length < right.length ? left.length : right.length;
    const int longer = left.length < right.length ? right.length : left.length;
    const long limit = most_of(slip_limit(words, shorter, longer, 0), slip_limit(words, shorter, longer, 1));
    const long reach = reach_of(words, shorter, longer, limit);
    if (reach == 0 || longer - shorter > reach)
        return 0;
    Pattern pattern;
    pattern_of(&pattern, left.letters, left.length);
    return distance_of(&pattern, right.letters, right.length) <= reach;
}

static double share_asked(const Draft *draft, Text left, Text right)
{
    PyObject *one = text_object(left);
    PyObject *other = text_object(right);
    PyObject *found = one && other ? PyObject_CallFunctionObjArgs(draft->search->word, one, other, NULL) : NULL;
    double share = found ? PyFloat_AsDouble(found) : -1.0;
    Py_XDECREF(found);
    Py_XDECREF(other);
    Py_XDECREF(one);
    return PyErr_Occurred() ? -1.0 : share;
}

/* words.word_likeness as persons' words are compared: the share, below 0 on error; 0 for different words and perhaps for
 * those that are not `least` alike. */
static double word_share(const Draft *draft, Text left, Text right, int is_strict, double least)
{
    Likeness found;
    const int are_alike = word_likeness(draft->search->readings->joined, left, right, is_strict, 0, least, &found);
    if (are_alike == LEFT_OPEN)
        return share_asked(draft, left, right);
    return are_alike < 0 ? -1.0 : are_alike ? found.share : 0.0;
}

#define MOST_WRITTEN (MOST_PLACES * MOST_LETTERS) /* letters of words run together */

/* align.written_share: the same of words in another alphabet. */
static double written_share(const Draft *draft, Text left, Text right, double least)
{
    Py_UCS4 letters[2][MOST_WRITTEN];
    const Words *words = draft->search->readings->joined;
    return word_share(draft, bare_of(words, left, letters[0]), bare_of(words, right, letters[1]), 0, least);
}

/* How a part of the query and one of the record are alike; 1, 0 where they are different words, -1 on error. */
static int part_agreement(Draft *draft, int query, int record, Agreement *agreement)
{
    Unit *unit = draft->search->units[draft->units[query]].unit;
    const Part *own = draft->sides[0][query], *other = draft->sides[1][record];
    const uint32_t number = draft->numbers[record];
    if (near_at(unit, number) >= 0)
        return weighed(draft->search, unit, number, agreement);
    /* No neighbour: its own letters may still be read so, or its words be just beyond what is looked up. */
    int is_asked = own->script != other->script && (own->script == LETTERED || other->script == LETTERED);
    for (int word = 0; word < own->spellings && !is_asked; word++)
        for (int second = 0; second < other->spellings && !is_asked; second++)
            is_asked = may_be_alike(draft->search->readings->known, own->words[word], other->words[second],
                                    own->script == SYLLABIC || other->script == SYLLABIC);
    if (!is_asked)
        is_asked = own->script == other->script && own->script != LATIN
                   && may_be_alike(draft->search->readings->known, own->text, other->text, 0);
    if (!is_asked)
        return 0;
    return weighed(draft->search, unit, number, agreement);
}

static int edge_add(Draft *draft, uint64_t query, uint64_t record, double share, double points, int relation,
                    int is_slip)
{
    Edge *edges = with_room(draft->edges, draft->edge_count, &draft->edge_room, sizeof(Edge));
    if (edges == NULL)
        return -1;
    draft->edges = edges;
    const Rules *rules = &draft->search->readings->rules;
    double worth = share + rules->rarer_first * least(side_weight(draft, 0, query), side_weight(draft, 1, record));
    int apart = lowest_bit(query) - lowest_bit(record);
    draft->edges[draft->edge_count++] =
        (Edge){worth, share, {query, record}, apart < 0 ? -apart : apart, relation, is_slip, points};
    return 0;
}

static int edge_joined(Draft *draft, int one, uint64_t single, uint64_t many, double share)
{
    uint64_t query = one ? many : single, record = one ? single : many;
    return edge_add(draft, query, record, share, joined_points(draft, query, record, share), JOINED, 0);
}

/* The order of two runs of places, as of tuples. */
static int places_order(uint64_t one, uint64_t other)
{
    while (one && other) {
        int left = lowest_bit(one), right = lowest_bit(other);
        if (left != right)
            return left < right ? -1 : 1;
        one &= one - 1;
        other &= other - 1;
    }
    return one ? 1 : other ? -1 : 0;
}

static int edge_before(const Edge *one, const Edge *other)
{
    if (one->worth != other->worth)
        return one->worth > other->worth;
    if (one->apart != other->apart)
        return one->apart < other->apart;
    int order = places_order(one->places[0], other->places[0]);
    return (order ? order : places_order(one->places[1], other->places[1])) < 0;
}
