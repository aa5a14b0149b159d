"""How much one name part is like another: the share of full evidence that their agreement is worth.

Order of questions: the same word? a known form of the same name? spelt so in another script or language? a slip or
two away? What a near word is worth depends on its length and comes from a frozen table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from screening.matching.keys import edits_allowed
from screening.matching.native import native_likeness
from screening.matching.strings import letter_cost, plain_distance
from screening.names.lettercost import has_letter_costs
from screening.names.parts import Part
from screening.names.romanise.han import SYLLABLE as CHINESE
from screening.names.romanise.hangul import SYLLABLE as KOREAN
from screening.names.scripts import Script
from screening.names.soundkey import sound_keys
from screening.names.wordlists import PLACE
from screening.reference import read_table
from screening.results import Relation

VARIANT_COST = 0.55
"""Up to this letter cost a difference is a spelling variant; above it is a slip. Source: `docs/scoring.md`."""
NEAR_FLOOR = 0.55
"""At least this share of the shorter word's letters must stand. Source: `docs/scoring.md`."""
FAR_SPELLING = 0.2
"""Words of one sound may differ in many letters (Jewgienij, Yevgeniy) at most at this cost a letter."""
SWAPS, SWAPPED_COST = 2, 1.0
"""Two swaps of letters in an organisation's word cost no more than one other slip: words of the same letters are ten
times as rare as words one edit apart. Source: `docs/mining.md`.
"""
TINY_WORD, SHORT_WORD = 2, 4
"""Letters up to which a word is near none but variants of its spelling, or of a person one that has a letter more; and
up to which it is near none but those one slip away.
"""
TIMES_LONGER = 2
"""A word more than so many times as long as another is another; one of its letters in so many may be a slip."""
LEAST_REACH = 2
"""Edits that words of one sound may always be apart."""
LEAST_SHARE = 0.1
"""Words worth no more than this are different words."""
EQUIVALENT_SHARE = 0.95
SYLLABLE_SHARE = 0.97
"""A syllable has many writings and a writing few sounds: never quite the same word."""
RARE_NAME = 0.85
"""A query's word of at least this weight is borne by two listed parties at most and hardly by the public: where it is
near a listed word, it is likelier a slip of that than a name of its own. Source: `docs/scoring.md`."""
RARE_LETTERS = 5
"""A rare word near one of four letters counts as near one of five. Source: `docs/scoring.md`."""
CUT_SHORT, CUT_LETTERS = 3, 2
"""A rare word of so many letters may be a listed one that so many letters fell out of. Source: `docs/scoring.md`."""
LEAST_PADDED = 5
"""An organisation's rare word may be a listed one of at least so many letters with others put in. Source:
`docs/scoring.md`."""
SYLLABIC = frozenset({Script.HAN, Script.HANGUL})
"""Scripts whose syllables agree or do not: jing and ping are alike in letters only."""

DIN_ENDINGS = ("dine", "din", "deene", "deen")
"""Of names in -din, as French, English and Arabic standards spell it: Tajuddin, Tajeddine, Tajideen."""
SON_ENDINGS = tuple(
    first + vowel + last
    for first, vowel, last in product("vw", "iyj", ("tch", "tsch", "ch", "cs", "cz", "tj", "t", "c", "s"))
)
DAUGHTER_ENDINGS = tuple(map("".join, product("vw", "n", "ae")))
_DIN = re.compile(rf"^(?P<stem>.{{2,}}?)(?:[aeiou]?d)?(?:{'|'.join(DIN_ENDINGS)})$")
_PATRONYMIC = re.compile(
    rf"^(?P<stem>.{{3,}}?)(?:[yij]?[oe]|i)"
    rf"(?:(?P<male>{'|'.join(SON_ENDINGS)})|(?P<female>{'|'.join(DAUGHTER_ENDINGS)}))$"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two parts stand to each other; `share` is 0 to 1, 1 for the same word."""

    share: float
    relation: Relation
    note: str = ""


EXACT = Likeness(1.0, Relation.EXACT)
LETTER_BY_LETTER = "letter by letter"
"""The note of a pair that no table has: its native letters were laid against the Latin ones."""


@lru_cache(maxsize=1 << 13)
def part_likeness(query: Part, record: Part, *, person: bool) -> Likeness | None:
    """Return how alike two content parts are, or nothing where they are different words.

    Source: order of rules and limits, `docs/scoring.md`.
    """
    if query.text == record.text and not _two_readings(query, record) and not _is_by_syllables(query, record):
        return EXACT
    if not person and _two_places(query, record):
        return None
    best = _best_spelling(query, record, person)
    if best is not None and best.share >= EQUIVALENT_SHARE:
        return best
    if shared := _shared_class(query, record, person):
        return shared
    if query.script is not record.script:
        by_letters = _by_letters(query, record) or _by_letters(record, query)
        guessed = person and not VOWELLESS.isdisjoint((query.script, record.script))
        if guessed and best and best.relation is not Relation.TRANSLITERATED:
            best = None  # a slip away from guessed vowels
        if by_letters and (best is None or by_letters.share > best.share):
            return by_letters
    return best


def _two_readings(query: Part, record: Part) -> bool:
    """Whether one writing is read in two ways, as Chinese and as Korean: it counts where it is read alike."""
    return query.script in SYLLABIC and not set(query.spellings) & set(record.spellings)


def _is_by_syllables(query: Part, record: Part) -> bool:
    """Whether one of two is words read as one that is known by its syllables only, and found by nothing else."""
    return bool(query.spellings) is not bool(record.spellings)


def _two_places(query: Part, record: Part) -> bool:
    own = {name for name in query.classes if name.startswith(PLACE)}
    return bool(own) and own.isdisjoint(record.classes) and any(name.startswith(PLACE) for name in record.classes)


def _best_spelling(query: Part, record: Part, person: bool) -> Likeness | None:
    same_script = query.script is record.script
    latin = same_script and query.script is Script.LATIN
    rare = same_script and query.weight >= RARE_NAME
    best: Likeness | None = None
    if same_script and not latin and query.text != record.text:
        damaged = rare and (person or _letters_fell_out(query.text, record.text))
        best = word_likeness(query.text, record.text, person, query.script in SYLLABIC, damaged)
    strict = query.script in SYLLABIC or record.script in SYLLABIC
    for own, left in enumerate(query.spellings):
        for other, right in enumerate(record.spellings):
            bare = latin and not person and (own > 0 or other > 0)  # Kaspersky, bare, is not near Kaspi
            damaged = rare and (person or _letters_fell_out(left, right))
            found = word_likeness(left, right, person, strict or bare, damaged)
            if found and (best is None or found.share > best.share):
                best = found
    if best is None or best.relation is not Relation.EXACT:
        return best
    if latin:
        return Likeness(EQUIVALENT_SHARE, Relation.EQUIVALENT, "one word without its article or ending")
    return Likeness(SYLLABLE_SHARE if strict else best.share, Relation.TRANSLITERATED)


def _shared_class(query: Part, record: Part, person: bool) -> Likeness | None:
    for name in query.classes:
        if name in record.classes:
            kind = "words for"
            if person:
                kind = "spellings of" if name.startswith((KOREAN, CHINESE)) else "forms of the given name"
            return Likeness(EQUIVALENT_SHARE, Relation.EQUIVALENT, f"{kind} {_class_name(name)}")
    return None


def _class_name(name: str) -> str:
    return name.removeprefix(PLACE).removeprefix(KOREAN).removeprefix(CHINESE)


def _by_letters(native: Part, latin: Part) -> Likeness | None:
    if not has_letter_costs(native.script) or latin.script is not Script.LATIN:
        return None
    if native.text[0] in OPENING_VOWELS and latin.text[0] not in OPENING_LATIN:
        return None
    share = _letters_worth(native_likeness(native.text, latin.text, native.script))
    if len(native.text) <= SHORT_NATIVE:
        share -= SHORT_NATIVE_COSTS
    return Likeness(share, Relation.TRANSLITERATED, LETTER_BY_LETTER) if share > LEAST_BY_LETTERS else None


VOWELLESS = frozenset({Script.ARABIC, Script.HEBREW})
"""Scripts whose Latin spellings guess the vowels: a word near such a guess is judged by its own letters."""
BY_EAR = frozenset({Script.BOPOMOFO, Script.JAMO, Script.KANA})
"""Scripts in which foreign words are written as they are heard."""
OPENING_VOWELS, OPENING_LATIN = "اعאע", "aeiouyhw"
"""Letters that stand for a vowel where they begin a word, and the Latin letters that such a word begins with."""
SHORT_NATIVE, SHORT_NATIVE_COSTS = 3, 0.15
"""Letters up to which a native word is like many a Latin one, and what that takes off."""
LEAST_BY_LETTERS = 0.2
"""Words of two scripts worth no more than this letter by letter are different words."""
LETTERS_WORTH = ((0.70, 0.25), (0.80, 0.45), (0.87, 0.62), (0.93, 0.78), (0.98, 0.95))
"""Share of full evidence by letter likeness: other words of the lists come as close as that now and then."""


def _letters_worth(likeness: float) -> float:
    if likeness < LETTERS_WORTH[0][0]:
        return 0.0
    below, worth = LETTERS_WORTH[0]
    for bound, share in LETTERS_WORTH[1:]:
        if likeness <= bound:
            return worth + (share - worth) * (likeness - below) / (bound - below)
        below, worth = bound, share
    return worth


@lru_cache(maxsize=1 << 15)
def word_likeness(left: str, right: str, person: bool, strict: bool = False, rare: bool = False) -> Likeness | None:
    """Return how alike two words are; with `strict` only the same word will do, with `rare` one is hardly a name.

    >>> word_likeness("prigozhin", "prigojin", True).relation.value
    'spelling'
    >>> word_likeness("li", "lu", True) is None
    True
    >>> word_likeness("wrer", "werner", True) is None, word_likeness("wrer", "werner", True, rare=True).share
    (True, 0.759)

    Source: `docs/scoring.md`.
    """
    if left == right:
        return EXACT
    if strict:
        return None
    if source := _mined(person).get((left, right) if left < right else (right, left)):
        return Likeness(EQUIVALENT_SHARE, Relation.EQUIVALENT, source)
    shorter, longer = sorted((len(left), len(right)))
    limit = _rare_limit(shorter, longer) if rare else _slips_allowed(shorter)
    most = _reach(shorter, longer, limit)
    plain = plain_distance(left, right, most)
    if not most or plain > most:
        return None
    alike = plain <= max(limit, edits_allowed(shorter)) or _sound_alike(left, right)
    if not alike:
        return None  # the search would not find it either
    length, cost = (shorter, letter_cost(left, right)) if rare and plain <= 1 else _compared(left, right)
    if rare and length == shorter > TINY_WORD:
        length = RARE_LETTERS if longer == SHORT_WORD else longer
    elif person and shorter == TINY_WORD == longer - 1:
        length = longer
    if not person and plain == SWAPS and sorted(left) == sorted(right):
        plain, cost = 1, min(cost, SWAPPED_COST)
    if plain > limit and cost > VARIANT_COST:
        if cost > length * FAR_SPELLING or plain > max(LEAST_REACH, longer // TIMES_LONGER):
            return None
    elif cost > VARIANT_COST and (length <= TINY_WORD or 1 - cost / length < NEAR_FLOOR):
        return None
    share = closeness(length, cost, person=person)
    return (
        Likeness(share, Relation.SPELLING if cost <= VARIANT_COST else Relation.NEAR) if share > LEAST_SHARE else None
    )


def _reach(shorter: int, longer: int, limit: int) -> int:
    return 0 if longer > TIMES_LONGER * shorter else max(limit + 1, longer // TIMES_LONGER)


def _slips_allowed(shorter: int) -> int:
    return 1 if shorter <= SHORT_WORD else edits_allowed(shorter)


def _rare_limit(shorter: int, longer: int) -> int:
    """Return how many edits a rare word may be away: as far as the search looks, and two letters out of five."""
    is_cut_short = shorter == CUT_SHORT and longer == CUT_SHORT + CUT_LETTERS
    return CUT_LETTERS if is_cut_short else edits_allowed(shorter)


def _letters_fell_out(query: str, record: str) -> bool:
    """Whether the query's word is what is left of the record's, or the other way round where that is long enough.

    Organisations' words are made up: of short ones with other letters in place of some, most are two words.
    """
    return _is_left(query, record) or (len(record) >= LEAST_PADDED and _is_left(record, query))


def _is_left(shorter: str, longer: str) -> bool:
    letters = iter(longer)
    return len(shorter) < len(longer) and all(letter in letters for letter in shorter)


def _sound_alike(left: str, right: str) -> bool:
    return not set(sound_keys(left)).isdisjoint(sound_keys(right))


def _compared(left: str, right: str) -> tuple[int, float]:
    """Return the letters that tell two words apart and their cost: patronymics without their ending.

    Petrovich and Viktorovich share six letters of grammar. Source: `docs/scoring.md`.
    """
    first, second = _DIN.match(left), _DIN.match(right)
    if first and second:
        stems = first["stem"], second["stem"]
        return min(len(left), len(right)), min(letter_cost(*stems) + 0.3, letter_cost(left, right))
    first, second = _PATRONYMIC.match(left), _PATRONYMIC.match(right)
    if not first or not second:
        return min(len(left), len(right)), letter_cost(left, right)
    stems = first["stem"], second["stem"]
    cost = letter_cost(*stems)
    if bool(first["male"]) != bool(second["male"]):
        return min(map(len, stems)), cost + 3  # a son and a daughter
    if not cost:  # only the ending is spelt otherwise: -vich, -vitj, -vics
        cost = min(VARIANT_COST, letter_cost(left, right))
    return min(map(len, stems)), cost


@cache
def _mined(person: bool) -> dict[tuple[str, str], str]:
    rows = read_table("equivalents-person.csv" if person else "equivalents-organisation.csv")
    return {(row["left"], row["right"]): f"one name in {row['parties']} listed parties" for row in rows}


def mined_equivalents(person: bool) -> frozenset[tuple[str, str]]:
    """Return the pairs of words that official aliases show to be one name."""
    return frozenset(_mined(person))


@cache
def closeness_points(person: bool) -> dict[int, tuple[tuple[float, float], ...]]:
    """Return what a word is worth at some letter costs, by its letters; between them it falls evenly."""
    table: dict[int, list[tuple[float, float]]] = {}
    kind = "person" if person else "organisation"
    for row in read_table("closeness.csv"):
        if row["kind"] in (kind, "any"):
            table.setdefault(int(row["letters"]), []).append((float(row["cost_up_to"]), float(row["share"])))
    return {letters: tuple(sorted(points)) for letters, points in table.items()}


def closeness(letters: int, cost: float, *, person: bool) -> float:
    """Return the share of full evidence that a word at this letter cost is worth, 0 to 1.

    >>> closeness(8, 1.0, person=True) > closeness(4, 1.0, person=True)
    True

    Source: share of the name vocabulary within that cost, by length of the shorter word, `docs/mining.md`.
    """
    table = closeness_points(person)
    points = table[min(max(letters, min(table)), max(table))]
    before, worth = 0.0, 1.0
    for bound, share in points:
        if cost <= bound:
            return worth + (share - worth) * (cost - before) / (bound - before)
        before, worth = bound, share
    return 0.0
