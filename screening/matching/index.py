"""All listed names of one kind of party, laid out so that a query reads only those that could be a hit."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from screening.matching.align import LEAST_ACRONYM, LONGEST_ACRONYM, SMALL_ROLES
from screening.matching.evidence import CARRYING, EXTRA, LEAST_INEXACT, NEGLIGIBLE
from screening.matching.keys import KeyTable, Postings
from screening.matching.lexicon import Lexicon
from screening.matching.policy import NameWeights
from screening.matching.strings import plain_distance
from screening.names.parts import Part, Reading, Role, read_name
from screening.records import EntityRecord

MAX_JOINED = 4
LEAST_HALF, LEAST_REST = 4, 2
"""Letters of the halves in which a joined word is looked for: of the one that is listed as it is, and of the other."""
OUT_OF_REACH = 3
"""Edits between two parts that are no neighbours: at least so many."""
MOST_ALIKE = 0.8
"""No two parts left over are more alike than this above the 0.2 from which likeness counts."""


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of one name of one record."""

    record: int
    name: int
    reading: Reading


@dataclass(slots=True)
class _Cover:
    """What of a query and of one form agrees at best."""

    agreeing: float = 0.0
    record_weight: float = 0.0
    record_parts: int = 0
    places: int = 0
    inexact: int = 0
    """Parts that agree only in another spelling, by a slip or joined."""
    carries: bool = False


class NameIndex:
    """Forms and their lexicon; `candidates` yields the forms that could reach a total."""

    def __init__(self, records: Iterable[tuple[int, EntityRecord]], *, person: bool) -> None:
        self.person = person
        self.forms = tuple(_forms(records, person))
        content = [_content(form.reading) for form in self.forms]
        lexicon = Lexicon(_distinct(content), person=person)
        self.lexicon = lexicon
        runs: list[list[int]] = [[] for _ in lexicon.parts]
        for number, parts in enumerate(content):
            for part in dict.fromkeys(parts):
                runs[lexicon.ids[part]].append(number)
        self._postings = Postings(runs)
        self._weights = array("d", (part.weight for part in lexicon.parts))
        self._totals = array("d", (sum(part.weight for part in parts) for parts in content))
        self._counts = array("I", (sum(part.weight >= NEGLIGIBLE for part in parts) for parts in content))
        self._words = array("I", map(len, content))
        self._longest = array("I", (_longest(parts) for parts in content))
        self._initials = array("I", (_initials(form.reading) for form in self.forms))
        small = [_small(form.reading) for form in self.forms]
        self._small = Lexicon(_distinct(small), person=person)
        runs = [[] for _ in self._small.parts]
        for number, parts in enumerate(small):
            for part in dict.fromkeys(parts):
                runs[self._small.ids[part]].append(number)
        self._small_postings = Postings(runs)
        self._joins = KeyTable((key, n) for n, form in enumerate(self.forms) for key in _join_keys(form.reading))

    def candidates(self, query: Reading, weights: NameWeights, floor: float) -> list[tuple[float, int]]:
        """Return the forms whose total could reach the floor, with that upper bound, best first."""
        parts = _content(query)
        content = [place for place, part in enumerate(query.parts) if part.is_content]
        bits = {place: 1 << order for order, place in enumerate(content)}
        covers: dict[int, _Cover] = {}
        for order, part in enumerate(parts):
            self._cover_part(part, 1 << order, covers)
        for joined, weight, stretch in _joined(query.parts):
            self._cover_joined(joined, weight, sum(bits.get(place, 0) for place in stretch), covers)
        for order, part in enumerate(parts):
            self._absorb_by_listed(part, 1 << order, covers)
        for part in _small(query):
            self._absorb_by_asked(part, covers)
        asked = _Asked.of(parts, _initials(query))
        enough, enough_beside_initials = (_enough(weights, floor, initials) for initials in (0, 2))
        found = []
        for number, cover in covers.items():
            initials = asked.initials + self._initials[number]
            if cover.agreeing < (enough_beside_initials if initials else enough):
                query_open = asked.left(cover.places)[0] > self._initials[number]
                if query_open and self._counts[number] - cover.record_parts > asked.initials:
                    continue
            bound = self._bound(number, cover, asked, weights)
            if bound >= floor:
                found.append((bound, number))
        return sorted(found, key=lambda item: (-item[0], item[1]))

    def _cover_part(self, part: Part, place: int, covers: dict[int, _Cover]) -> None:
        own: dict[int, tuple[float, float, int, bool]] = {}
        for number, share in self.lexicon.neighbours(part):
            listed = self._weights[number]
            worth = min(share, part.weight, listed)
            for form in self._postings[number]:
                if form not in own or worth > own[form][0]:
                    own[form] = (worth, listed, 1, share < 1.0)
        joins = (
            *part.spellings,
            *(f"~{key}" for key in part.keys),
            *(f".{word}" for word in (*part.spellings[:1], *part.classes)),
        )
        for key in joins:
            for form in self._joins.ids(key):
                if form not in own or part.weight > own[form][0]:
                    own[form] = (part.weight, self._totals[form], LONGEST_ACRONYM, True)
        for form in self._holding_halves(part):
            if form not in own or part.weight > own[form][0]:
                own[form] = (part.weight, self._totals[form], LONGEST_ACRONYM, True)
        for form, (worth, listed, count, inexact) in own.items():
            _add(covers, form, worth, listed, count, place, inexact)

    def _holding_halves(self, part: Part) -> Iterator[int]:
        """Yield the forms that hold one half of a word as it is and the other half with at most two edits."""
        for spelling in part.spellings:
            for cut in range(LEAST_REST, len(spelling) - LEAST_REST + 1):
                for half, rest in ((spelling[:cut], spelling[cut:]), (spelling[cut:], spelling[:cut])):
                    for number in self.lexicon.exactly(half) if len(half) >= LEAST_HALF else ():
                        for form in self._postings[number]:
                            if self._has_near(form, number, rest):
                                yield form

    def _has_near(self, form: int, number: int, word: str) -> bool:
        own = self.lexicon.parts[number]
        return any(
            abs(len(other) - len(word)) <= 2 and plain_distance(word, other, 2) <= 2
            for part in self.forms[form].reading.parts
            if part != own
            for other in part.spellings
        )

    def _cover_joined(self, joined: str, weight: float, covered: int, covers: dict[int, _Cover]) -> None:
        best: dict[int, tuple[float, float]] = {}
        for number in self.lexicon.spelt_or_sounding(joined):
            listed = self._weights[number]
            worth = min(weight, listed)
            for form in self._postings[number]:
                if form not in best or worth > best[form][0]:
                    best[form] = worth, listed
        for form, (worth, listed) in best.items():
            _add(covers, form, worth, listed, 1, covered, True)

    def _absorb_by_listed(self, part: Part, place: int, covers: dict[int, _Cover]) -> None:
        """Take a part that is a slip of a listed legal form or title (`limted`) as not left over."""
        for number in self._small.slips(part):
            for form in self._small_postings[number]:
                if form in covers:
                    covers[form].places |= place

    def _absorb_by_asked(self, part: Part, covers: dict[int, _Cover]) -> None:
        """Take listed words that are a slip of the query's legal form or title as not left over."""
        for number, _ in self.lexicon.neighbours(part):
            for form in self._postings[number]:
                if form in covers:
                    covers[form].record_weight += self._weights[number]
                    covers[form].record_parts += 1

    def _bound(self, number: int, cover: _Cover, asked: _Asked, weights: NameWeights) -> float:
        """Return the most that this form's total can be; each term is taken at its best for what is covered."""
        listed_initials = self._initials[number]
        agreeing = cover.agreeing
        bound = weights.start + weights.agreeing_first * min(agreeing, 0.8)
        bound += weights.agreeing_next * min(max(agreeing - 0.8, 0.0), 0.8)
        bound += weights.agreeing_more * min(max(agreeing - 1.6, 0.0), 1.6)
        bound += weights.little * max(0.0, 1.0 - agreeing)
        bound += weights.number_agrees + weights.equivalent * LEAST_INEXACT * cover.inexact
        if cover.carries:
            bound += weights.carries + weights.bare_surname * asked.is_bare
        if asked.initials or listed_initials:
            bound += weights.initial * min(asked.initials + listed_initials, 2)
        query_open, query_weight, heaviest, longest = asked.left(cover.places)
        record_open = self._counts[number] - cover.record_parts
        if query_open <= 0 and record_open <= 0:
            return bound if cover.inexact else bound + weights.identical
        if not cover.inexact and query_open <= listed_initials and record_open <= asked.initials:
            bound += weights.identical
        record_weight = max(0.0, self._totals[number] - cover.record_weight)
        # An initial may stand for any one part that is left, of weight 1 at most.
        lacking = abs(record_weight - query_weight) - asked.initials - listed_initials
        if lacking > 0.0:
            whole = self._totals[number] if record_weight > query_weight else asked.weight
            bound += weights.missing * min(1.0, lacking / whole)
        if heaviest >= EXTRA and not listed_initials:
            bound += weights.query_extra * heaviest
            if self._words[number] <= 2:
                bound += weights.one_word_record if self._words[number] == 1 else weights.two_word_record
        if query_open > listed_initials and record_open > asked.initials:
            alike = 1.0 - OUT_OF_REACH / max(longest, self._longest[number], OUT_OF_REACH)
            contradiction = (
                weights.contradiction
                + weights.contradiction_each * min(query_open, record_open, 3)
                + weights.contradiction_weight * min(heaviest, record_weight / record_open)
                + weights.contradiction_alike * max(0.0, alike - 0.2)
            )
            bound += min(0.0, contradiction)
        return bound


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the query is left where some of its parts are covered, for every set of them."""

    parts: tuple[Part, ...]
    initials: int
    weight: float
    is_bare: bool
    memo: dict[int, tuple[int, float, float, int]]

    @classmethod
    def of(cls, parts: tuple[Part, ...], initials: int) -> _Asked:
        return cls(parts, initials, sum(part.weight for part in parts), len(parts) + initials == 1, {})

    def left(self, places: int) -> tuple[int, float, float, int]:
        """Return how many parts are left, their weight, the heaviest one's, and the letters of the longest."""
        if places not in self.memo:
            left = [part for place, part in enumerate(self.parts) if not places >> place & 1]
            open_parts = [part for part in left if part.weight >= NEGLIGIBLE]
            longest = max((len(spelling) for part in open_parts for spelling in part.spellings), default=0)
            heaviest = max((part.weight for part in open_parts), default=0.0)
            self.memo[places] = (len(open_parts), sum(part.weight for part in left), heaviest, longest)
        return self.memo[places]


def _enough(weights: NameWeights, floor: float, initials: int) -> float:
    """Return the agreeing weight below which a form with something left over on both sides cannot reach the floor."""
    contradiction = weights.contradiction + weights.contradiction_each + weights.contradiction_alike * MOST_ALIKE
    rest = weights.start + weights.number_agrees + weights.carries + weights.initial * initials
    rest += min(0.0, contradiction) - floor
    steps = (0.8, weights.agreeing_first), (0.8, weights.agreeing_next), (1.6, weights.agreeing_more)
    enough = 0.0
    for span, points in steps:
        if rest + span * points >= 0.0:
            return enough - rest / points if rest < 0.0 else enough
        rest, enough = rest + span * points, enough + span
    return float("inf")


def _add(
    covers: dict[int, _Cover],
    form: int,
    worth: float,
    listed: float,
    record_parts: int,
    places: int,
    inexact: bool,
) -> None:
    cover = covers.get(form)
    if cover is None:
        cover = covers[form] = _Cover()
    cover.agreeing += worth
    cover.record_weight += listed
    cover.record_parts += record_parts
    cover.places |= places
    cover.inexact += inexact
    cover.carries = cover.carries or worth >= CARRYING


def _forms(records: Iterable[tuple[int, EntityRecord]], person: bool) -> Iterator[Form]:
    for number, record in records:
        for place, name in enumerate(record.party.names):
            for reading in read_name(name.text, person=person):
                yield Form(number, place, reading)


def _content(reading: Reading) -> tuple[Part, ...]:
    return tuple(part for part in reading.parts if part.is_content)


def _small(reading: Reading) -> tuple[Part, ...]:
    return tuple(part for part in reading.parts if part.role in SMALL_ROLES)


def _distinct(content: list[tuple[Part, ...]]) -> list[Part]:
    return sorted(
        {part for parts in content for part in parts},
        key=lambda part: (part.text, part.script, part.keys, part.spellings, part.weight),
    )


def _longest(parts: tuple[Part, ...]) -> int:
    return max((len(spelling) for part in parts for spelling in part.spellings), default=0)


def _initials(reading: Reading) -> int:
    return sum(part.role is Role.INITIAL for part in reading.parts)


def _join_keys(reading: Reading) -> Iterator[str]:
    """Yield the words that neighbouring parts make, and their sounds behind a `~`."""
    for joined, _, _ in _joined(reading.parts):
        yield joined
    for small in (True, False):
        initials = [
            part.spellings[0][:1]
            for part in reading.parts
            if part.spellings and (small or part.role not in SMALL_ROLES)
        ]
        for start in range(len(initials) - 1):
            for end in range(start + LEAST_ACRONYM, min(start + LONGEST_ACRONYM, len(initials)) + 1):
                yield "." + "".join(initials[start:end])
    for start in range(len(reading.parts) - 1):
        for end in range(start + 2, min(start + MAX_JOINED, len(reading.parts)) + 1):
            keys = [part.keys[0] for part in reading.parts[start:end] if part.keys]
            if len(keys) > 1:
                yield "~" + "".join(keys)


def _joined(parts: tuple[Part, ...]) -> Iterator[tuple[str, float, range]]:
    """Yield neighbouring parts as one word, with their weight and places."""
    for start in range(len(parts) - 1):
        for end in range(start + 2, min(start + MAX_JOINED, len(parts)) + 1):
            stretch = parts[start:end]
            content = [part for part in stretch if part.is_content]
            if content or all(part.role is Role.INITIAL for part in stretch):
                joined = "".join(part.spellings[0] if part.spellings else part.text for part in stretch)
                yield joined, min(1.0, sum(part.weight for part in content)), range(start, end)
