"""Two readings side by side: every part of both names ends up in exactly one pair, or stands alone.

Same words first; then greedily the most alike words, joined and split ones among them; then initials; then damaged
small words, and damaged numbers in words.
Optimal assignment was measured to gain nothing (`docs/scoring.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from screening.matching.joins import (
    JOIN_SHARE,
    LEAST_JOINED,
    LETTERS_APART,
    is_spelt,
    may_be,
    spelling_of,
    written,
    written_share,
)
from screening.matching.smallwords import SMALL_ROLES, is_number_word, is_slip_of_number, slip_of_small_word
from screening.matching.strings import letter_cost
from screening.matching.words import SYLLABIC, VARIANT_COST, word_likeness
from screening.names.parts import INITIAL_WEIGHT, NUMBER_WEIGHT, SMALL_WEIGHT, Part, Role
from screening.names.rarity import is_known
from screening.names.scripts import Script
from screening.results import Relation

MAX_JOINED = 4
RARER_FIRST = 0.15
"""Of words equally alike the rarer are paired first: what their weight counts beside their likeness."""
LEAST_ACRONYM, SHORT_ACRONYM, LONGEST_ACRONYM = 2, 3, 8
ACRONYM_SHARE, SHORT_ACRONYM_SHARE = 0.8, 0.6
"""What initials of words are worth, from four letters and up to three."""
LEFTOVER_SHARE = 0.8
"""All that is left on both sides, written as one word, must be at least this alike to be one."""

Edge = tuple[tuple[int, ...], tuple[int, ...], float, Relation, str]
"""Places in the query and in the record, share of full evidence, relation, note."""
Likeness = Callable[[Part, Part], "tuple[float, Relation, str] | None"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts of the query that agree with parts of the record; one of each, or several joined on one side.

    `share` is the share of full evidence, `weight` what the agreement counts: at most the lighter side's rarity.
    """

    query: tuple[int, ...]
    record: tuple[int, ...]
    share: float
    weight: float
    relation: Relation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs, and the places of the parts that stand alone on each side."""

    query: tuple[Part, ...]
    record: tuple[Part, ...]
    pairs: tuple[Pair, ...]
    query_left: tuple[int, ...]
    record_left: tuple[int, ...]


def align(query: tuple[Part, ...], record: tuple[Part, ...], likeness: Likeness, *, person: bool) -> Alignment:
    """Return the alignment of two names' parts, for persons or for everything else."""
    draft = _Draft(query, record, person)
    draft.pair_same()
    if draft.free_content(0) or draft.free_content(1):
        draft.pair_leftovers(least=1.0)
        draft.pair_words(likeness)
        draft.pair_leftovers(least=LEFTOVER_SHARE)
        draft.pair_initials()
        draft.pair_damaged_small_words()
    draft.pair_initials()
    draft.pair_same_small_words()
    draft.pair_damaged_numbers()
    return draft.done()


class _Draft:
    """An alignment being made: sides[0] is the query, sides[1] the record; `free` are the places not yet used."""

    def __init__(self, query: tuple[Part, ...], record: tuple[Part, ...], person: bool) -> None:
        self.sides = (query, record)
        self._person = person
        self.free = (set(range(len(query))), set(range(len(record))))
        self.pairs: list[Pair] = []
        roles = [tuple(part.role for part in side) for side in self.sides]
        self._content = [tuple(place for place, role in enumerate(side) if role is Role.CONTENT) for side in roles]
        self._has_initials = any(Role.INITIAL in side for side in roles)
        self._has_small = any(role in SMALL_ROLES for side in roles for role in side)

    def free_content(self, side: int) -> list[int]:
        free = self.free[side]
        return [place for place in self._content[side] if place in free]

    def take(
        self, query: tuple[int, ...], record: tuple[int, ...], share: float, relation: Relation, note: str = ""
    ) -> None:
        weight = min(share, self._weight(0, query), self._weight(1, record))
        self.pairs.append(Pair(query, record, share, weight, relation, note))
        self.free[0].difference_update(query)
        self.free[1].difference_update(record)

    def _weight(self, side: int, places: Sequence[int]) -> float:
        return min(1.0, sum(self.sides[side][place].weight for place in places))

    def pair_same(self) -> None:
        """Pair the parts that are the same word, in order."""
        where: dict[Part, list[int]] = {}
        for right in self.free_content(1):
            where.setdefault(self.sides[1][right], []).append(right)
        for left in self.free_content(0):
            if same := where.get(self.sides[0][left]):
                self.take((left,), (same.pop(0),), 1.0, Relation.EXACT)

    def pair_words(self, likeness: Likeness) -> None:
        """Pair words with words, and one word with two to four neighbouring ones: `alzarqawi`, `al Zarqawi`."""
        span = max(*map(len, self.sides), 2) - 1
        edges = []
        for query, record, share, relation, note in (
            *self._words(likeness),
            *self._joins(0),
            *self._joins(1),
            *self._joins_as_written(0),
            *self._joins_as_written(1),
            *self._acronyms(0),
            *self._acronyms(1),
        ):
            worth = share + RARER_FIRST * min(self._weight(0, query), self._weight(1, record))
            edges.append((-worth, abs(query[0] - record[0]) / span, query, record, share, relation, note))
        for _, _, query, record, share, relation, note in sorted(edges, key=lambda edge: edge[:4]):
            if self.free[0].issuperset(query) and self.free[1].issuperset(record):
                self.take(query, record, share, relation, note)

    def _words(self, likeness: Likeness) -> Iterator[Edge]:
        query, record = self.sides
        for left in self.free_content(0):
            for right in self.free_content(1):
                if found := likeness(query[left], record[right]):
                    yield (left,), (right,), *found

    def _joins(self, one: int) -> Iterator[Edge]:
        """Yield the ways to read one word of this side as a stretch of the other."""
        many = 1 - one
        singles = [
            place for place in self.free_content(one) if len(spelling_of(self.sides[one][place])) >= LEAST_JOINED
        ]
        if not singles:
            return
        longest = max(len(word) for place in singles for word in (*self.sides[one][place].spellings, ""))
        for places, joined in self._stretches(many, longest + LETTERS_APART, spelling_of):
            for single in singles:
                part = self.sides[one][single]
                strict = SYLLABIC.intersection((part.script, self.sides[many][places[0]].script))
                for word in part.spellings:
                    if abs(len(word) - len(joined)) > LETTERS_APART:
                        continue
                    found = word_likeness(word, joined, True, bool(strict))
                    if found and found.share >= JOIN_SHARE and self._is_found(one, part, word, places, found.share):
                        yield *_query_first(one, (single,), places), found.share, Relation.JOINED, ""
                        break

    def _joins_as_written(self, one: int) -> Iterator[Edge]:
        """Yield the same by the letters of another alphabet: run together, words are romanised otherwise."""
        many = 1 - one
        parts = self.sides[one]
        singles = [place for place in self.free_content(one) if is_spelt(parts[place])]
        singles = [place for place in singles if len(parts[place].text) >= LEAST_JOINED]
        longest = max((len(parts[place].text) for place in singles), default=0)
        for places, joined in self._stretches(many, longest + LETTERS_APART, written) if singles else ():
            for single in singles:
                word = parts[single].text
                if abs(len(word) - len(joined)) <= LETTERS_APART:
                    share = written_share(word, joined)
                    if share >= JOIN_SHARE and self._is_found(one, parts[single], word, places, share, written):
                        yield *_query_first(one, (single,), places), share, Relation.JOINED, ""

    def _is_found(
        self,
        one: int,
        part: Part,
        word: str,
        places: tuple[int, ...],
        share: float,
        word_of: Callable[[Part], str] = spelling_of,
    ) -> bool:
        """Whether the search finds it: of the query's words run together with a slip, all but one stand as they are."""
        return one == 1 or share == 1.0 or may_be(part, word, [self.sides[1][place] for place in places], word_of)

    def _acronyms(self, one: int) -> Iterator[Edge]:
        """Yield the words of this side that are the initials of a stretch of the other: PMC, VV, IRISL.

        Where people are meant, a name is a name: Ali is not Ana Lucia Ibarra.
        """
        many = 1 - one
        parts, free = self.sides[many], self.free[many]
        for single in self.free_content(one):
            part = self.sides[one][single]
            if self._person and is_known(spelling_of(part), person=True):
                continue
            for word in (spelling_of(part), *part.classes):
                for places in acronym_stretches(parts, word) if len(word) <= len(free) else ():
                    if free.issuperset(places):
                        share = ACRONYM_SHARE if len(word) > SHORT_ACRONYM else SHORT_ACRONYM_SHARE
                        yield *_query_first(one, (single,), places), share, Relation.JOINED, "initials"

    def _stretches(
        self, side: int, longest: int, word_of: Callable[[Part], str]
    ) -> Iterator[tuple[tuple[int, ...], str]]:
        """Neighbouring free parts as one word, two to four, with at least one that is no initial or particle."""
        parts, free = self.sides[side], self.free[side]
        for start in sorted(free):
            joined = word_of(parts[start])
            for end in range(start + 1, min(start + MAX_JOINED, len(parts))):
                joined += word_of(parts[end])
                if end not in free or len(joined) > longest:
                    break
                places = tuple(range(start, end + 1))
                if any(parts[place].is_content for place in places) or all(
                    parts[place].role is Role.INITIAL for place in places
                ):
                    yield places, joined

    def pair_leftovers(self, *, least: float) -> None:
        """Pair all that is left on both sides where it reads as one word: `Kim Jongun`, `Kimjong Un`."""
        places = tuple(tuple(self.free_content(side)) for side in (0, 1))
        if not all(places) or len(places[0]) + len(places[1]) < 3:
            return
        sides = [[self.sides[side][place] for place in places[side]] for side in (0, 1)]
        left = sides[0] + sides[1]
        joined = ["".join(map(spelling_of, parts)) for parts in sides]
        strict = any(part.script in SYLLABIC or not part.spellings for part in left)
        found = word_likeness(joined[0], joined[1], True, strict)
        share = found.share if found else 0.0
        if share < least and all(map(is_spelt, left)):
            share = written_share(*("".join(map(written, parts)) for parts in sides))
        if share >= least and (share == 1.0 or self._may_be_left(places)):
            self.take(places[0], places[1], share, Relation.JOINED)

    def _may_be_left(self, places: tuple[tuple[int, ...], ...]) -> bool:
        """Whether words left over may be written as one with a slip: one, and those that stand side by side."""
        apart = (len(side) > MAX_JOINED or side[-1] - side[0] >= len(side) for side in places)
        if min(map(len, places)) > 1 or any(apart):
            return False
        part, record = self.sides[0][places[0][0]], [self.sides[1][place] for place in places[1]]
        return len(record) == 1 or any(may_be(part, of(part), record, of) for of in (spelling_of, written))

    def pair_initials(self) -> None:
        """Pair initials with the same initial, or with a word left over that begins so."""
        if not self._has_initials:
            return
        for left in [place for place in sorted(self.free[0]) if self.sides[0][place].role is Role.INITIAL]:
            for right in sorted(self.free[1]):
                part = self.sides[1][right]
                if part.role is Role.INITIAL and _fits(self.sides[0][left], part):
                    self.take((left,), (right,), 1.0, Relation.EXACT)
                    break
        for one, many in ((0, 1), (1, 0)):
            for place in [place for place in sorted(self.free[one]) if self.sides[one][place].role is Role.INITIAL]:
                for other in self.free_content(many):
                    if _fits(self.sides[one][place], self.sides[many][other]):
                        self.take(*_query_first(one, (place,), (other,)), INITIAL_WEIGHT, Relation.INITIAL)
                        break

    def pair_damaged_small_words(self) -> None:
        """Pair a word with a small word that it is a slip of (`limted`), at the small word's weight."""
        if not self._has_small:
            return
        for one, many in ((0, 1), (1, 0)):
            for place in self.free_content(one):
                for other in sorted(self.free[many]):
                    part = self.sides[many][other]
                    if part.role not in SMALL_ROLES:
                        continue
                    relation = slip_of_small_word(self.sides[one][place].text, part.text)
                    if relation is not None:
                        self.take(*_query_first(one, (place,), (other,)), SMALL_WEIGHT, relation)
                        break

    def pair_same_small_words(self) -> None:
        """Pair numbers of one value, and legal forms, honorifics and particles that are the same word or class."""
        for left in sorted(self.free[0]):
            part = self.sides[0][left]
            if part.is_content:
                continue
            for right in sorted(self.free[1]):
                other = self.sides[1][right]
                if part.role is other.role and _same_small(part, other):
                    same = part.text == other.text
                    self.take((left,), (right,), part.weight, Relation.EXACT if same else Relation.EQUIVALENT)
                    break

    def pair_damaged_numbers(self) -> None:
        """Pair a word left over with a number in words left over that it is a slip of (`sixh`)."""
        for one, many in ((0, 1), (1, 0)):
            numbers = [place for place in sorted(self.free[many]) if is_number_word(self.sides[many][place])]
            for place in self.free_content(one) if numbers else ():
                for other in numbers:
                    if other in self.free[many] and is_slip_of_number(self.sides[one][place], self.sides[many][other]):
                        self.take(*_query_first(one, (place,), (other,)), NUMBER_WEIGHT, Relation.NEAR)
                        break

    def done(self) -> Alignment:
        pairs = tuple(sorted(self.pairs, key=lambda pair: pair.query))
        return Alignment(*self.sides, pairs, tuple(sorted(self.free[0])), tuple(sorted(self.free[1])))


def _query_first(one: int, own: tuple[int, ...], others: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return places of this side and of the other in the order of query and record; side 0 is the query."""
    return (own, others) if one == 0 else (others, own)


def acronym_stretches(parts: tuple[Part, ...], word: str) -> Iterator[tuple[int, ...]]:
    """Yield the neighbouring parts whose initials are the word; small words may be left out of it.

    >>> from screening.names.parts import read_name
    >>> parts = read_name("Ministry of Foreign Affairs", person=False)[0].parts
    >>> list(acronym_stretches(parts, "mfa")), list(acronym_stretches(parts, "mofa"))
    ([(0, 2, 3)], [(0, 1, 2, 3)])
    """
    if not LEAST_ACRONYM <= len(word) <= LONGEST_ACRONYM:
        return
    small = SMALL_ROLES - {Role.LEGAL_FORM}
    for start in range(len(parts) - len(word) + 1):
        for skip_small in (True, False):
            places: list[int] = []
            for place in range(start, len(parts)):
                if skip_small and places and parts[place].role in small:
                    continue
                spelling = spelling_of(parts[place])
                at_end = place == len(parts) - 1
                if (
                    len(spelling) < 2
                    or (at_end and parts[place].role is Role.LEGAL_FORM)
                    or spelling[0] != word[len(places)]
                ):
                    break
                places.append(place)
                if len(places) == len(word):
                    yield tuple(places)
                    break
            if not skip_small or not any(part.role in small for part in parts):
                break


def _fits(initial: Part, part: Part) -> bool:
    """Whether the part may begin with the initial, in one spelling or another: J. for Yevgeny, C. for Karl."""
    if part.script in SYLLABIC:
        return False
    return any(
        letter_cost(own[:1], spelling[:letters]) <= VARIANT_COST
        for own in initial.spellings
        for spelling in part.spellings
        for letters in ((1, 2) if part.script is Script.LATIN else (1,))
    )


def _same_small(part: Part, other: Part) -> bool:
    if part.role is Role.NUMBER or part.role is Role.LEGAL_FORM:
        return part.value == other.value
    return part.text == other.text
