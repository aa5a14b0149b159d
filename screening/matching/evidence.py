"""What an alignment of two names says, as the numbers that the policy weighs."""

from __future__ import annotations

from dataclasses import dataclass

from screening.matching.align import Alignment, Pair
from screening.matching.patronymics import is_patronymic
from screening.matching.slips import (
    KNOWN_NAME,
    are_other_letters,
    is_joined_slip,
    is_misheard,
    is_other_name,
    is_slip,
    whole_pairs,
)
from screening.matching.smallwords import is_long_number
from screening.matching.strings import plain_distance
from screening.matching.words import SYLLABIC
from screening.names.parts import Part, Role
from screening.names.syllables import eastern_readings
from screening.names.wordlists import ARMED_GROUP, PLACE, town_countries
from screening.results import Relation

NEGLIGIBLE = 0.2
"""A word lighter than this (`of`, `company`) can be left over on both sides without contradicting."""
TELLING = 0.65
"""An agreeing part lighter than this is generic: `military`, `trading`."""
EXTRA = 0.4
"""A query's word of at least this weight says more than the record does."""
LEAST_INEXACT = 0.4
"""An inexact part costs as if it weighed at least this."""
UNSAID_SHARE = 0.5
"""For so much of its weight counts, where the other name has nothing else, a patronymic, as few but its bearer say it,
and a place, or what an armed group is, that the query adds.
"""
BARE_GIVEN = 0.75
"""A given name alone is asked for as a surname only if it is at least this rare: Nasrallah, not Konstantin."""
CARRYING = 0.55
"""An agreeing part of at least this weight can carry a name."""
BESIDE_INITIALS = {True: CARRYING, False: 1.1}
"""What agrees beside an initial carries a person's name from the one, any other from the other: more than one word."""
PLAIN_SLIP = 0.83
"""A slip worth as much, such as one letter of a long word, makes no other name: Uralvagnzavod."""
TWO_WORDS = 1.6
"""Names that agree in so much are no strangers that differ in a slip."""
COMPASS_POINTS = frozenset(f"{PLACE}{point}" for point in ("north", "south", "east", "west"))
INEXACT = frozenset({Relation.EQUIVALENT, Relation.TRANSLITERATED, Relation.SPELLING, Relation.NEAR, Relation.JOINED})


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """Counts and weights of one alignment; every weight is 0 to 1 a part."""

    agreeing: float
    """Summed weight of the agreeing parts."""
    inexact: tuple[tuple[Relation, float, float], ...]
    """Relation, rarity and likeness of each pair that is not the same word."""
    initials_fitting: int
    initials_not_fitting: int
    missing_share: float
    """What one side lacks beyond what the other side lacks too, as a share of its whole weight."""
    query_left: float
    """Summed weight left over in the query."""
    contradictions: int
    """Content parts left over on both sides: the smaller number of the two."""
    contradiction_weight: float
    """The lighter of the two heaviest parts left over."""
    leftover_likeness: float
    """Likeness of the two most alike leftovers, 0 to 1."""
    numbers_agree: bool
    long_numbers_agree: bool
    """One of them has many digits and is no year, and a part agrees, too."""
    numbers_differ: bool
    numbers_one_sided: bool
    legal_forms_differ: bool
    out_of_order: bool
    otherwise_written: bool
    """The legal forms are other words, or the parts stand in another order: who is written as asked comes first."""
    filiation_reversed: bool
    all_near: bool
    """Parts agree, but each is a slip away: none is the same word, spelt one way or another."""
    other_names: int
    """Parts of the query that are a slip away from the record's, but are words that names are known to have."""
    other_letters: int
    """Words of two scripts that no reading makes one: two given names, or far apart letter by letter."""
    joined_slips: int
    """Words that agree only by being joined and by a slip on top."""
    only_initials: bool
    """An initial of the record fits, but what agrees besides could carry no name: Mohamed Coleman, Mohammed K."""
    slips_tell: bool
    """Little agrees, what tells of it is only slips, and the rest is not the same either: left over, or another word
    for it (Trapol Handel, Trados Comercio).
    """
    is_misheard: bool
    """All that agrees is a foreign word in Eastern writing, by a slip; or syllables differ, asked in Hebrew."""
    syllables_left: bool
    """The query is written in syllables, and one is left over: Han Yu is not Han Yu-ro."""
    untelling: bool
    """No agreeing part or number is telling, and the names are not identical, but for a slip in a number in words."""
    places_differ: bool
    """Each side has a country or compass point that the other has not."""
    carries: bool
    """At least one same or equivalent part is heavy enough to carry a name."""
    record_words: int
    """Content parts of the record's name."""
    query_is_bare: bool
    """The query is one word that is no common given name, without so much as an initial."""
    query_extra: bool
    """The query has a content part that the record lacks, and that is neither a place nor what an armed group is."""
    identical: bool
    """Every content part, initial and number of both names is the same word."""
    whole: int
    """Pairs that both names are made of in full, though not identical; 0 where something is left over, and where a
    single pair is more than one slip apart.
    """


def weigh(alignment: Alignment, *, person: bool) -> NameEvidence:
    """Return the evidence of an alignment of two persons' names, or of two others."""
    query, record, pairs = alignment.query, alignment.record, alignment.pairs
    query_left = [query[place] for place in alignment.query_left]
    record_left = [record[place] for place in alignment.record_left]
    left, right = _content(query_left), _content(record_left)
    initials = [part for part in (*query_left, *record_left) if part.role is Role.INITIAL]
    solid = [pair for pair in pairs if pair.relation is not Relation.INITIAL and _is_content(alignment, pair)]
    initialled = [pair for pair in pairs if pair.relation is Relation.INITIAL]
    contradictions = min(len(left), len(right))
    q_total, r_total = _total(query), _total(record)
    missing_query = sum(p.weight if left else unsaid_weight(p) for p in right)
    missing_record = sum(p.weight if right else added_weight(p) for p in left)
    lacking = abs(missing_query - missing_record)
    agreeing = sum(pair.weight for pair in solid)
    whole = r_total if missing_query > missing_record else q_total
    initialled_words = any(query[pair.query[0]].is_content for pair in initialled)
    worded = _worded_numbers(alignment)
    numbers = _values(query, Role.NUMBER, worded[0]), _values(record, Role.NUMBER, worded[1])
    forms = _values(query, Role.LEGAL_FORM), _values(record, Role.LEGAL_FORM)
    places = _places(query), _places(record)
    is_whole = not left and not right
    clean = is_whole and not initials and numbers[0] == numbers[1]
    same = clean and bool(solid) and all(pair.relation is Relation.EXACT for pair in (*solid, *initialled))
    long_numbers_agree = bool(solid) and numbers[0] == numbers[1] and any(map(is_long_number, numbers[0]))
    identical = same and not any(_is_damaged_number(alignment, pair) for pair in pairs)
    return NameEvidence(
        agreeing=agreeing,
        inexact=tuple(
            (pair.relation, _rarity(alignment, pair), pair.share) for pair in solid if pair.relation in INEXACT
        ),
        initials_fitting=len(initialled),
        initials_not_fitting=_not_fitting(query_left, record_left),
        missing_share=lacking / whole if whole else 0.0,
        query_left=sum(p.weight for p in left),
        contradictions=contradictions,
        contradiction_weight=min(max(p.weight for p in left), max(p.weight for p in right)) if contradictions else 0.0,
        leftover_likeness=_most_alike(left, right),
        numbers_agree=bool(numbers[0]) and numbers[0] == numbers[1],
        long_numbers_agree=long_numbers_agree,
        numbers_differ=bool(numbers[0] and numbers[1]) and numbers[0] != numbers[1],
        numbers_one_sided=bool(numbers[0]) != bool(numbers[1]),
        legal_forms_differ=bool(forms[0] and forms[1]) and not forms[0] & forms[1],
        out_of_order=_out_of_order(solid),
        otherwise_written=_is_otherwise_written(alignment),
        filiation_reversed=_filiation_reversed(alignment),
        all_near=bool(solid) and all(is_slip(pair.relation, pair.share) for pair in solid),
        other_names=sum(is_other_name(alignment, pair, is_whole=is_whole) for pair in solid),
        other_letters=sum(are_other_letters(alignment, pair) for pair in solid),
        joined_slips=sum(is_joined_slip(alignment, pair) for pair in solid),
        only_initials=initialled_words and agreeing < BESIDE_INITIALS[person],
        slips_tell=agreeing < TWO_WORDS and _slips_tell(alignment, solid, is_whole=is_whole),
        is_misheard=is_misheard(alignment, solid),
        syllables_left=_syllables_left(query, query_left, record, record_left),
        untelling=not (same or long_numbers_agree or any(_is_telling(alignment, pair, clean) for pair in solid)),
        places_differ=bool(places[0] - places[1]) and bool(places[1] - places[0]),
        carries=any(_same(pair.relation) and pair.weight >= CARRYING for pair in solid),
        record_words=sum(part.is_content for part in record),
        query_is_bare=_is_bare(query),
        query_extra=any(weight_beyond_description(part) >= EXTRA for part in left),
        identical=identical,
        whole=whole_pairs(alignment, solid) if clean and not initialled and not identical else 0,
    )


def _content(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.is_content and part.weight >= NEGLIGIBLE]


def unsaid_weight(part: Part) -> float:
    """Return what it weighs that one name, which has nothing else, does not say this part of the other."""
    return part.weight * (UNSAID_SHARE if is_patronymic(part) else 1.0)


def added_weight(part: Part) -> float:
    """Return what it weighs that a query says this part, and a record, which has nothing else, does not."""
    return unsaid_weight(part) if weight_beyond_description(part) else part.weight * UNSAID_SHARE


def weight_beyond_description(part: Part) -> float:
    """Return what a part says besides where an organisation is, and what an armed group is.

    Gazprombank Moscow is Gazprombank, and the Hamas movement Hamas. A compass point is no place to be at: Eastern
    Horizon is not Horizon.
    """
    describes = any(name.startswith((PLACE, ARMED_GROUP)) and name not in COMPASS_POINTS for name in part.classes)
    return 0.0 if describes else part.weight


def _is_content(alignment: Alignment, pair: Pair) -> bool:
    return any(alignment.query[place].is_content for place in pair.query) and any(
        alignment.record[place].is_content for place in pair.record
    )


def _is_bare(parts: tuple[Part, ...]) -> bool:
    named = [part for part in parts if part.role in (Role.CONTENT, Role.INITIAL)]
    return len(named) == 1 and (not named[0].classes or named[0].weight >= BARE_GIVEN)


def _rarity(alignment: Alignment, pair: Pair) -> float:
    sides = ((alignment.query, pair.query), (alignment.record, pair.record))
    return min(min(1.0, sum(parts[place].weight for place in places)) for parts, places in sides)


def _total(parts: tuple[Part, ...]) -> float:
    return sum(part.weight for part in parts if part.is_content)


def _values(parts: tuple[Part, ...], role: Role, but: frozenset[int] = frozenset()) -> frozenset[str]:
    return frozenset(part.value for place, part in enumerate(parts) if part.role is role and place not in but)


def _is_telling(alignment: Alignment, pair: Pair, clean: bool) -> bool:
    """Whether an agreeing part is more than a generic word; where nothing is left over, be it misspelt.

    A word that no name has, near a generic one, is that word misspelt: no other party is called so. One in another
    script is the same word, and so is one that is only split or joined: Gaz Prom.
    """
    if pair.weight >= TELLING or (clean and pair.relation is Relation.JOINED and pair.share == 1.0):
        return True
    if not clean or pair.relation not in (Relation.SPELLING, Relation.NEAR, Relation.TRANSLITERATED):
        return False
    if pair.relation is Relation.TRANSLITERATED:
        return not is_slip(pair.relation, pair.share)
    return _rarity(alignment, pair) >= TELLING or alignment.query[pair.query[0]].weight >= KNOWN_NAME


def _slips_tell(alignment: Alignment, solid: list[Pair], *, is_whole: bool) -> bool:
    """Whether a slip must carry names that agree in nothing else of their own.

    Of a name with a typing slip the rest is as listed; of another party's, the common words are often translated.
    """
    own = [pair for pair in solid if pair.relation is not Relation.EQUIVALENT]
    telling = [pair for pair in own if _rarity(alignment, pair) >= TELLING]
    slips_only = all(pair.relation is Relation.NEAR and pair.share < PLAIN_SLIP for pair in telling)
    return bool(telling) and slips_only and (len(own) < len(solid) or not is_whole)


def _is_damaged_number(alignment: Alignment, pair: Pair) -> bool:
    """Whether a pair is a number in words and a slip of it."""
    parts = alignment.query[pair.query[0]], alignment.record[pair.record[0]]
    return pair.relation is Relation.NEAR and any(part.role is Role.NUMBER for part in parts)


def _worded_numbers(alignment: Alignment) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of each side that are a word of the other with a slip (Sixh), or part of one (Tango 2, Tango2)."""
    worded = [
        pair
        for pair in alignment.pairs
        if pair.relation is Relation.NEAR or (pair.relation is Relation.JOINED and pair.share == 1.0)
    ]
    return (
        frozenset(place for pair in worded if len(pair.record) == 1 for place in pair.query),
        frozenset(place for pair in worded if len(pair.query) == 1 for place in pair.record),
    )


def _syllables_left(
    query: tuple[Part, ...], query_left: list[Part], record: tuple[Part, ...], record_left: list[Part]
) -> bool:
    """Whether a syllable of either name has no counterpart, asked of queries in Chinese or Korean writing.

    A given name of two syllables is no longer form of one: half of it is another name.
    """
    if not any(part.is_content and part.script in SYLLABIC for part in query):
        return False
    if any(part.is_content and part.script in SYLLABIC for part in (*query_left, *record_left)):
        return True
    words = tuple(part.text for part in record if part.is_content)
    return any(part.is_content for part in record_left) and bool(eastern_readings(words))


def _places(parts: tuple[Part, ...]) -> frozenset[str]:
    """The places in a name, and the countries of its towns: Moscow is in Russia, but not in Kazan."""
    named = frozenset(name.removeprefix(PLACE) for part in parts for name in part.classes if name.startswith(PLACE))
    return named | {town_countries()[place] for place in named if place in town_countries()}


def _same(relation: Relation) -> bool:
    return relation in (Relation.EXACT, Relation.EQUIVALENT, Relation.TRANSLITERATED, Relation.JOINED)


def _not_fitting(query_left: list[Part], record_left: list[Part]) -> int:
    """Count initials left over where the other side has a word or initial left over that they could have stood for."""
    count = 0
    for own, other in ((query_left, record_left), (record_left, query_left)):
        initials = sum(part.role is Role.INITIAL for part in own)
        count = max(count, min(initials, sum(part.is_content or part.role is Role.INITIAL for part in other)))
    return count


def _most_alike(left: list[Part], right: list[Part]) -> float:
    best = 0.0
    for one in left:
        for other in right:
            for word in one.spellings[:2]:
                for second in other.spellings[:2]:
                    longest = max(len(word), len(second))
                    best = max(best, 1 - plain_distance(word, second, longest) / longest)
    return best


def _is_otherwise_written(alignment: Alignment) -> bool:
    """Whether the entry has other legal forms, in words or at all, or its parts in another order."""
    forms = [
        sorted(part.text for part in side if part.role is Role.LEGAL_FORM)
        for side in (alignment.query, alignment.record)
    ]
    order = [pair.record for pair in alignment.pairs]
    return forms[0] != forms[1] or order != sorted(order)


def _out_of_order(pairs: list[Pair]) -> bool:
    """Whether three or more pairs stand in an order that is no rotation of the other side's."""
    order = [pair.record[0] for pair in sorted(pairs, key=lambda pair: pair.query)]
    if len(order) < 3:
        return False
    breaks = sum(here > after for here, after in zip(order, [*order[1:], order[0]], strict=True))
    return breaks > 1


def _filiation_reversed(alignment: Alignment) -> bool:
    """Whether X bin Y stands against Y bin X, or X bin Y Z against Y X Z: Y, son of X, of the family Z."""
    query_mark, record_mark = (_filiation(parts) for parts in (alignment.query, alignment.record))
    pairs = [(pair.query[0], pair.record[0]) for pair in alignment.pairs if alignment.query[pair.query[0]].is_content]
    if query_mark is None:
        return record_mark is not None and _father_first({own: other for other, own in pairs}, record_mark)
    if record_mark is None:
        return _father_first(dict(pairs), query_mark)
    sides = {(own < query_mark, other < record_mark) for own, other in pairs}
    return (True, False) in sides and (False, True) in sides and (True, True) not in sides


def _father_first(others: dict[int, int], mark: int) -> bool:
    """Whether a name without a mark has the father before the son, and the family name after both as the other has.

    `others` is the place there of each word of the name with the mark.
    """
    son, father = others.get(mark - 1), others.get(mark + 1)
    family = max((place for place in others if place > mark + 1), default=None)
    return son is not None and father is not None and family is not None and father < son < others[family]


def _filiation(parts: tuple[Part, ...]) -> int | None:
    return next((place for place, part in enumerate(parts) if part.is_filiation and place > 0), None)
