"""Which listed readings could reach a total: all of them, and few others.

A unit is what one stretch of the query can agree with. Where both names have words left over, one agreeing unit is
seldom enough; so the readings in which several units agree are looked at, and of the others only those where one unit
says it all. Each reading gets the most that its total can be, and is dropped if that falls short.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from screening.matching.align import LONGEST_ACRONYM, SMALL_ROLES
from screening.matching.evidence import CARRYING, EXTRA, INEXACT, LEAST_INEXACT, NEGLIGIBLE, TELLING, is_slip
from screening.matching.index import NameIndex, acronyms, joined_words
from screening.matching.names import tier_points
from screening.matching.policy import NameWeights
from screening.matching.strings import plain_distance
from screening.matching.words import Likeness, part_likeness
from screening.names.parts import Part, Reading, Role
from screening.names.rarity import UNKNOWN
from screening.names.scripts import Script
from screening.names.soundkey import sound_keys
from screening.results import Relation

LEAST_HALF, LEAST_REST = 4, 2
"""Letters of the halves in which a joined word is looked for: of the one that is listed as it is, and of the other."""
OUT_OF_REACH = 3
"""Edits between two parts that are no neighbours: at least so many."""
MOST_ALIKE = 0.8
"""No two parts left over are more alike than this above the 0.2 from which likeness counts."""
NOT_QUITE = 0.99
MEMO = 1 << 12
"""Words whose units are kept for the next query."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the agreement with a listed part is worth at most; `points` are what an inexact one costs at least."""

    worth: float
    listed: float
    points: float = 0.0
    is_inexact: bool = False
    is_slip: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What a word of the query, or several joined, can agree with."""

    part: Part | None
    """`None` for several joined."""
    weight: float
    near: dict[int, Agreement]
    """By listed part, before the letters are looked at."""
    spread: frozenset[int]
    """Readings in which it may stand for several words, or for an unknown one."""
    readings: frozenset[int]
    """All readings in which it may agree."""
    weighed: dict[int, Agreement | None]
    """By listed part, of those whose letters were looked at; `None` where they are different words."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A unit with the places of the query that it covers, as bits."""

    places: int
    unit: Unit


class Candidates:
    """The search of one index by one policy. Units of words are remembered: names share words."""

    def __init__(self, index: NameIndex, weights: NameWeights) -> None:
        self.index, self._weights = index, weights
        self._units: OrderedDict[Part, Unit] = OrderedDict()
        self._shares: dict[str, dict[int, float]] = {}
        self._absorbing: dict[str, frozenset[int]] = {}

    def search(self, query: Reading, floor: float) -> list[int]:
        """Return the readings whose total could reach the floor, in order."""
        parts = [part for part in query.parts if part.is_content]
        asked = _Query.of(query, parts)
        units = [_Asked(1 << place, self._unit(part)) for place, part in enumerate(parts)]
        units.extend(self._joined(query))
        absorbing = [self._absorbed_by_listed(part) for part in parts]
        small = [self._unit(part) for part in query.parts if part.role in SMALL_ROLES]
        found = _in_several([one.unit.readings for one in units], absorbing, [unit.readings for unit in small])
        for one in units:
            found |= self._alone(one, asked, floor)
        for look in (self._at_most, self._weighed):
            kept = []
            for number in sorted(found):
                cover = self._cover(number, look, units, absorbing, small)
                if self._bound(number, cover, asked) >= floor:
                    kept.append(number)
            found = set(kept)
        return sorted(found)

    def _unit(self, part: Part) -> Unit:
        found = self._units.get(part)
        if found is None:
            if len(self._units) >= MEMO:
                self._units.popitem(last=False)
            found = self._units[part] = self._make_unit(part)
        else:
            self._units.move_to_end(part)
        return found

    def _make_unit(self, part: Part) -> Unit:
        index = self.index
        keys = (
            *part.spellings,
            *(f"~{key}" for key in part.keys),
            *(f".{word}" for word in (*part.spellings[:1], *part.classes)),
        )
        spread = {reading for key in keys for reading in index.joins.ids(key)}
        for spelling in part.spellings:
            spread.update(self._holding_halves(spelling))
        return self._gathered(part, part.weight, index.lexicon.neighbours(part), frozenset(spread))

    def _gathered(self, part: Part | None, weight: float, shares: dict[int, float], spread: frozenset[int]) -> Unit:
        index, near = self.index, {}
        readings = set(spread)
        cheapest = self._weights.equivalent * LEAST_INEXACT
        for number, share in shares.items():
            listed = index.lexicon.weights[number]
            is_inexact = share < 1.0
            near[number] = Agreement(min(share, weight, listed), listed, cheapest * is_inexact, is_inexact)
            readings.update(index.postings[number])
        return Unit(part, weight, near, spread, frozenset(readings), {})

    @staticmethod
    def _at_most(unit: Unit, number: int) -> Agreement | None:
        return unit.near.get(number)

    def _weighed(self, unit: Unit, number: int) -> Agreement | None:
        """Return the agreement with a listed part, its letters looked at."""
        near = unit.near.get(number)
        if near is None or unit.part is None:
            return near
        if number not in unit.weighed:
            listed = self.index.lexicon.part(number)
            found = part_likeness(unit.part, listed, person=self.index.person)
            unit.weighed[number] = self._agreement(unit.part, listed, found) if found else None
        return unit.weighed[number]

    def _agreement(self, part: Part, listed: Part, found: Likeness) -> Agreement:
        relation, share, rarity = found.relation, found.share, min(part.weight, listed.weight)
        tier = tier_points(relation, share, self._weights) if relation in INEXACT else 0.0
        points, is_inexact = max(rarity, LEAST_INEXACT) * tier, relation is not Relation.EXACT
        return Agreement(min(share, rarity), listed.weight, points, is_inexact, is_slip(relation, share))

    def _holding_halves(self, spelling: str) -> Iterator[int]:
        """Yield the readings that hold one half of a word as it is and the other half with at most two edits."""
        index, lexicon = self.index, self.index.lexicon
        for cut in range(LEAST_REST, len(spelling) - LEAST_REST + 1):
            for half, rest in ((spelling[:cut], spelling[cut:]), (spelling[cut:], spelling[:cut])):
                for number in lexicon.exactly(half) if len(half) >= LEAST_HALF else ():
                    is_near: dict[int, bool] = {}
                    for reading in index.postings[number]:
                        for other in index.parts_of[reading]:
                            if other != number and other < len(lexicon):
                                if other not in is_near:
                                    is_near[other] = _is_near(lexicon.spellings(other), rest)
                                if is_near[other]:
                                    yield reading

    def _joined(self, query: Reading) -> Iterator[_Asked]:
        """Yield the units of neighbouring words that a list may write as one, or by their initials."""
        index, bits, seen = self.index, [], 0
        for part in query.parts:
            bits.append(1 << seen if part.is_content else 0)
            seen += part.is_content
        for joined, weight, stretch in joined_words(query.parts):
            unit = self._gathered(None, weight, self._near_joined(joined), frozenset(index.joins.ids(joined)))
            if unit.readings:
                yield _Asked(sum(bits[place] for place in stretch), unit)
        for acronym, places in acronyms(query.parts):
            listed = (*index.lexicon.exactly(acronym), *index.lexicon.of_class(acronym))
            if listed:
                weight = min(1.0, sum(query.parts[place].weight for place in places if query.parts[place].is_content))
                unit = self._gathered(None, weight, dict.fromkeys(listed, NOT_QUITE), frozenset())
                yield _Asked(sum(bits[place] for place in places), unit)

    def _near_joined(self, word: str) -> dict[int, float]:
        """Return the listed parts that a joined word may stand for; it is never quite the same as one."""
        if word not in self._shares:
            if len(self._shares) >= MEMO:
                self._shares.clear()
            part = Part(word, word, Role.CONTENT, Script.LATIN, (word,), sound_keys(word), UNKNOWN)
            near = self.index.lexicon.neighbours(part)
            self._shares[word] = {number: min(share, NOT_QUITE) for number, share in near.items()}
        return self._shares[word]

    def _absorbed_by_listed(self, part: Part) -> frozenset[int]:
        """Return the readings with a legal form, title or particle that the part may be a slip of (`limted`)."""
        if part.text not in self._absorbing:
            if len(self._absorbing) >= MEMO:
                self._absorbing.clear()
            slips = self.index.small.slips_of(part)
            self._absorbing[part.text] = frozenset(one for slip in slips for one in self.index.small_postings[slip])
        return self._absorbing[part.text]

    def _alone(self, one: _Asked, asked: _Query, floor: float) -> frozenset[int]:
        """Return the readings in which this unit alone may agree and yet be enough."""
        unit = one.unit
        left = asked.left(one.places)[0]
        if left == 0 or self._most_alone(unit.weight, asked, asked.initials) >= floor:
            return unit.readings
        initials = 1 if self._most_alone(unit.weight, asked, 2) >= floor else left
        short, initialled = self.index.short(1 + asked.initials), self.index.with_initials(initials)
        return unit.spread | (unit.readings & short) | (unit.readings & initialled)

    def _most_alone(self, weight: float, asked: _Query, initials: int) -> float:
        """Return the most that the total can be where one unit agrees and both names have words left over."""
        weights = self._weights
        contradiction = weights.contradiction + weights.contradiction_each + weights.contradiction_alike * MOST_ALIKE
        total = weights.start + weights.agreeing_first * min(weight, 0.8)
        total += weights.agreeing_next * max(weight - 0.8, 0.0) + weights.little * max(0.0, 1.0 - weight)
        total += weights.number_agrees * asked.has_number + weights.initial * min(initials, 2)
        total += weights.carries if weight >= CARRYING else 0.0
        total += weights.untelling if weight < TELLING else 0.0
        return total + min(0.0, contradiction)

    def _cover(
        self,
        number: int,
        look: Callable[[Unit, int], Agreement | None],
        units: Iterable[_Asked],
        absorbing: Iterable[frozenset[int]],
        small: Iterable[Unit],
    ) -> _Cover:
        """Return what of the query and of a reading agrees at best."""
        index, cover = self.index, _Cover()
        parts = index.parts_of[number]
        for asked in units:
            unit = asked.unit
            if number not in unit.readings:
                continue
            agreements = [found for part in parts if (found := look(unit, part))]
            if number in unit.spread:
                agreements.append(Agreement(unit.weight, 0.0, self._weights.equivalent * LEAST_INEXACT, True))
                cover.record_parts += LONGEST_ACRONYM - 1
                cover.record_weight += index.totals[number]
            if agreements:
                cover.add(agreements, asked.places)
        for place, readings in enumerate(absorbing):
            if number in readings:
                cover.places |= 1 << place
        for unit in small:
            for part in parts:
                if part in unit.near:
                    cover.record_weight += unit.near[part].listed
                    cover.record_parts += 1
        return cover

    def _bound(self, number: int, cover: _Cover, asked: _Query) -> float:
        """Return the most that this reading's total can be; each term is taken at its best for what is covered."""
        index, weights = self.index, self._weights
        listed_initials = index.initials[number]
        agreeing = cover.agreeing
        bound = weights.start + weights.agreeing_first * min(agreeing, 0.8)
        bound += weights.agreeing_next * min(max(agreeing - 0.8, 0.0), 0.8)
        bound += weights.agreeing_more * min(max(agreeing - 1.6, 0.0), 1.6)
        bound += weights.little * max(0.0, 1.0 - agreeing)
        bound += weights.number_agrees * asked.has_number + cover.points
        if cover.heaviest >= CARRYING:
            bound += weights.carries + weights.bare_surname * asked.is_bare
        if asked.initials or listed_initials:
            bound += weights.initial * min(asked.initials + listed_initials, 2)
        if cover.agreeing and cover.only_slips:
            bound += weights.all_near
        query_open, query_weight, heaviest, longest = asked.left(cover.places)
        record_open = index.counts[number] - cover.record_parts
        if not cover.inexact and query_open <= listed_initials and record_open <= asked.initials:
            bound += weights.identical
        elif cover.heaviest < TELLING:
            bound += weights.untelling
        if query_open <= 0 and record_open <= 0:
            return bound
        record_weight = max(0.0, index.totals[number] - cover.record_weight)
        # An initial may stand for any one part that is left, of weight 1 at most.
        lacking = abs(record_weight - query_weight) - asked.initials - listed_initials
        if lacking > 0.0:
            whole = index.totals[number] if record_weight > query_weight else asked.weight
            bound += weights.missing * min(1.0, lacking / whole)
        if heaviest >= EXTRA and not listed_initials:
            bound += weights.query_extra * heaviest
            if index.words[number] <= 2:
                bound += weights.one_word_record if index.words[number] == 1 else weights.two_word_record
        if query_open > listed_initials and record_open > asked.initials:
            alike = 1.0 - OUT_OF_REACH / max(longest, index.longest[number], OUT_OF_REACH)
            contradiction = (
                weights.contradiction
                + weights.contradiction_each * min(query_open, record_open, 3)
                + weights.contradiction_weight * min(heaviest, record_weight / record_open)
                + weights.contradiction_alike * max(0.0, alike - 0.2)
            )
            bound += min(0.0, contradiction)
        return bound


@dataclass(slots=True)
class _Cover:
    """What of a query and of one reading agrees at best."""

    agreeing: float = 0.0
    record_weight: float = 0.0
    record_parts: int = 0
    places: int = 0
    points: float = 0.0
    inexact: bool = False
    only_slips: bool = True
    heaviest: float = 0.0

    def add(self, agreements: list[Agreement], places: int) -> None:
        """Count the best of a unit's agreements, each of its sides at its best."""
        worth = max(one.worth for one in agreements)
        self.agreeing += worth
        self.heaviest = max(self.heaviest, worth)
        self.record_weight += max(one.listed for one in agreements)
        self.record_parts += 1
        self.places |= places
        self.points += max(one.points for one in agreements)
        self.inexact = self.inexact or all(one.is_inexact for one in agreements)
        self.only_slips = self.only_slips and all(one.is_slip for one in agreements)


@dataclass(frozen=True, slots=True)
class _Query:
    """What of the query is left where some of its parts are covered, for every set of them."""

    parts: tuple[Part, ...]
    initials: int
    weight: float
    has_number: bool
    is_bare: bool
    memo: dict[int, tuple[int, float, float, int]]

    @classmethod
    def of(cls, query: Reading, parts: list[Part]) -> _Query:
        """Take a reading and its content."""
        initials = sum(part.role is Role.INITIAL for part in query.parts)
        has_number = any(part.role is Role.NUMBER for part in query.parts)
        weight = sum(part.weight for part in parts)
        return cls(tuple(parts), initials, weight, has_number, len(parts) + initials == 1, {})

    def left(self, places: int) -> tuple[int, float, float, int]:
        """Return how many parts are left, their weight, the heaviest one's, and the letters of the longest."""
        if places not in self.memo:
            left = [part for place, part in enumerate(self.parts) if not places >> place & 1]
            open_parts = [part for part in left if part.weight >= NEGLIGIBLE]
            longest = max((len(spelling) for part in open_parts for spelling in part.spellings), default=0)
            heaviest = max((part.weight for part in open_parts), default=0.0)
            self.memo[places] = (len(open_parts), sum(part.weight for part in left), heaviest, longest)
        return self.memo[places]


def _in_several(*groups: Iterable[frozenset[int]]) -> set[int]:
    """Return what stands in two of the sets."""
    seen: set[int] = set()
    several: set[int] = set()
    for readings in (one for group in groups for one in group):
        several |= seen & readings
        seen |= readings
    return several


def _is_near(spellings: Iterable[str], word: str) -> bool:
    return any(abs(len(other) - len(word)) <= 2 and plain_distance(word, other, 2) <= 2 for other in spellings)
