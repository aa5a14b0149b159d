"""Which listed readings could reach a total: all of them, and few others.

A unit is what one stretch of the query can agree with. Where both names have words left over, one agreeing unit is
seldom enough; so the readings in which several units agree are looked at, and of the others only those where one unit
says it all. Each reading gets the most that its total can be, and is dropped if that falls short.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from screening.matching.align import LONGEST_ACRONYM
from screening.matching.cover import ANOTHER_WORD, Agreement, Cover, QueryLeft
from screening.matching.evidence import CARRYING, EXTRA, INEXACT, LEAST_INEXACT, TELLING, UNSAID_SHARE
from screening.matching.floors import Floors
from screening.matching.index import NameIndex, acronyms, joined_words, words_as_written
from screening.matching.joins import LEAST_JOINED, bare, is_spelt, spelling_of
from screening.matching.names import tier_points
from screening.matching.policy import NameWeights
from screening.matching.slips import is_slip
from screening.matching.smallwords import is_small_word
from screening.matching.words import SYLLABIC, Likeness, part_likeness
from screening.names.parts import Part, Reading, Role
from screening.names.rarity import UNKNOWN
from screening.names.scripts import Script, script_of
from screening.names.soundkey import sound_keys
from screening.results import Relation

UNLIKE = 0.2
"""Likeness from which what is left over on both sides counts as alike."""
MOST_ALIKE = 0.8
"""No two parts left over are more alike than this above `UNLIKE`."""
NOT_QUITE = 0.99
FIRST, NEXT, MORE = 0.8, 0.8, 1.6
"""How much agreeing weight is paid as the first, as the next and as more; each has a weight of its own."""
MOST_INITIALS, MOST_CONTRADICTIONS, SHORT_RECORD = 2, 3, 2
"""Initials and contradictions that count at most; words of a record that a query may easily say more than."""
ALONE_ANYWHERE = -1
MEMO = 1 << 13
"""Words whose units are kept for the next query."""


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


class Stretch(NamedTuple):
    """Neighbouring words of a query as one word, or the initials of several."""

    word: str
    weight: float
    places: int
    """Of the query, as bits."""
    is_strict: bool
    """Whether only the same word will do."""
    is_acronym: bool


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
        self._absorbing: dict[str, Unit] = {}

    def search(self, query: Reading, floors: Floors) -> list[int]:
        """Return the readings whose total could reach its floor, in order."""
        parts = [part for part in query.parts if part.is_content]
        asked = QueryLeft.of(query, parts)
        units = [_Asked(1 << place, self._unit(part)) for place, part in enumerate(parts)]
        units.extend(self._joined(query))
        absorbing = [self._absorbed_by_listed(part) for part in parts]
        small = [self._unit(part) for part in query.parts if is_small_word(part)]
        found = _in_several(unit.readings for unit in (*(one.unit for one in units), *absorbing, *small))
        for one in units:
            found |= self._alone(one, asked, floors.lowest)
        for look in (self._at_most, self._weighed):
            kept = []
            for number in sorted(found):
                cover = self._cover(number, look, units, absorbing, small, asked.script)
                if self._bound(number, cover, asked) >= floors.of(self.index.births, number):
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
        spread = {reading for key in join_keys(part) for reading in index.joins.ids(key)}
        for word in joined_words_of(part):
            for joined in index.joined_words.near(word):
                spread.update(index.joins.ids(bare(joined)))
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
            unit.weighed[number] = self.agreement(unit.part, listed, found) if found else None
        return unit.weighed[number]

    def agreement(self, part: Part, listed: Part, found: Likeness) -> Agreement:
        """Return what it is worth that a part and a listed one are so alike."""
        relation, share, rarity = found.relation, found.share, min(part.weight, listed.weight)
        tier = tier_points(relation, share, self._weights) if relation in INEXACT else 0.0
        points, is_inexact = max(rarity, LEAST_INEXACT) * tier, relation is not Relation.EXACT
        return Agreement(min(share, rarity), listed.weight, points, is_inexact, is_slip(relation, share))

    def _joined(self, query: Reading) -> Iterator[_Asked]:
        """Yield the units of the query's stretches that agree with something."""
        index = self.index
        for stretch in stretches(query):
            spread: frozenset[int] = frozenset()
            near = dict.fromkeys(index.lexicon.exactly(stretch.word), NOT_QUITE)
            if stretch.is_acronym:
                near |= dict.fromkeys(index.lexicon.of_class(stretch.word), NOT_QUITE)
            else:
                spread = frozenset(index.joins.ids(bare(stretch.word)))
                near = near if stretch.is_strict else self._near_joined(stretch)
            unit = self._gathered(None, stretch.weight, near, spread)
            if unit.readings:
                yield _Asked(stretch.places, unit)

    def _near_joined(self, stretch: Stretch) -> dict[int, float]:
        """Return the listed parts that a joined word may stand for; it is never quite the same as one."""
        if stretch.word not in self._shares:
            if len(self._shares) >= MEMO:
                self._shares.clear()
            near = self.index.lexicon.neighbours(joined_part(stretch.word))
            self._shares[stretch.word] = {number: min(share, NOT_QUITE) for number, share in near.items()}
        return self._shares[stretch.word]

    def _absorbed_by_listed(self, part: Part) -> Unit:
        """Return the readings with a small word or number that the part may be a slip of (`limted`, `sixh`)."""
        if part.text not in self._absorbing:
            if len(self._absorbing) >= MEMO:
                self._absorbing.clear()
            slips = self.index.small.slips_of(part)
            readings = frozenset(one for slip in slips for one in self.index.small_postings[slip])
            self._absorbing[part.text] = Unit(None, 0.0, {}, frozenset(), readings, {})
        return self._absorbing[part.text]

    def _alone(self, one: _Asked, asked: QueryLeft, floor: float) -> frozenset[int]:
        """Return the readings in which this unit alone may agree and yet be enough."""
        unit, initials = one.unit, self._initials_needed(one, asked, floor)
        if initials == ALONE_ANYWHERE:
            return unit.readings
        short, initialled = self.index.short(1 + asked.initials), self.index.with_initials(initials)
        return unit.spread | (unit.readings & short) | (unit.readings & initialled)

    def _initials_needed(self, one: _Asked, asked: QueryLeft, floor: float) -> int:
        """Return how many initials a reading of several words needs if this unit alone is to be enough there."""
        left = asked.left(one.places)[0]
        if left == 0 or self._most_alone(one.unit.weight, asked, asked.initials) >= floor:
            return ALONE_ANYWHERE
        return 1 if self._most_alone(one.unit.weight, asked, MOST_INITIALS) >= floor else left

    def _most_alone(self, weight: float, asked: QueryLeft, initials: int) -> float:
        """Return the most that the total can be where one unit agrees and both names have words left over."""
        weights = self._weights
        contradiction = weights.contradiction + weights.contradiction_each + weights.contradiction_alike * MOST_ALIKE
        total = weights.start + weights.agreeing_first * min(weight, FIRST)
        total += weights.agreeing_next * max(weight - FIRST, 0.0) + weights.little * max(0.0, 1.0 - weight)
        total += weights.number_agrees * asked.has_number + weights.long_number * asked.has_long_number
        total += weights.initial * min(initials, MOST_INITIALS)
        total += weights.carries if weight >= CARRYING else 0.0
        total += weights.untelling if weight < TELLING and not asked.has_long_number else 0.0
        return total + min(0.0, contradiction)

    def _cover(
        self,
        number: int,
        look: Callable[[Unit, int], Agreement | None],
        units: Iterable[_Asked],
        absorbing: Iterable[Unit],
        small: Iterable[Unit],
        script: Script | None,
    ) -> Cover:
        """Return what of the query, whose words are in one script if any, and of a reading agrees at best.

        Words of two scripts may agree letter by letter though no unit knows it: to leave room for that, joined words
        count in full there.
        """
        index, cover, cheapest = self.index, Cover(), self._weights.equivalent * LEAST_INEXACT
        parts = index.parts_of[number]
        agreeing = [asked for asked in units if number in asked.unit.readings]
        once = script is not None and index.lexicon.are_of(script, parts)
        joined = 0
        for asked in agreeing:
            joined |= asked.places if asked.unit.part is None else 0
        for asked in agreeing:
            unit = asked.unit
            agreements = [found for part in parts if (found := look(unit, part))]
            if number in unit.spread:
                agreements.append(Agreement(unit.weight, 0.0, cheapest, True))
                cover.record_parts += LONGEST_ACRONYM - 1
                cover.record_weight += index.totals[number]
                cover.record_once += index.totals[number]
            if agreements:
                # A word far from the record's may be near it once joined, which costs at least so much.
                least = cheapest if asked.places & joined else float("-inf")
                cover.add(agreements, asked.places, least, once=once)
            elif unit.near.keys() & parts:
                cover.near_but_other = True
        for place, unit in enumerate(absorbing):
            if number in unit.readings:
                cover.places |= 1 << place
        for unit in small:
            for part in parts:
                if part in unit.near:
                    cover.record_weight += unit.near[part].listed
                    cover.record_once += unit.near[part].listed
                    cover.record_parts += 1
        return cover

    def _bound(self, number: int, cover: Cover, asked: QueryLeft) -> float:
        """Return the most that this reading's total can be; each term is taken at its best for what is covered."""
        index, weights = self.index, self._weights
        listed_initials = index.initials[number]
        agreeing = cover.agreeing
        bound = weights.start + weights.agreeing_first * min(agreeing, FIRST)
        bound += weights.agreeing_next * min(max(agreeing - FIRST, 0.0), NEXT)
        bound += weights.agreeing_more * min(max(agreeing - (FIRST + NEXT), 0.0), MORE)
        bound += weights.little * max(0.0, 1.0 - agreeing)
        bound += weights.number_agrees * asked.has_number + weights.long_number * asked.has_long_number
        bound += cover.points
        if cover.heaviest >= CARRYING:
            bound += weights.carries + weights.bare_surname * asked.is_bare
        if asked.initials or listed_initials:
            bound += weights.initial * min(asked.initials + listed_initials, MOST_INITIALS)
        if cover.agreeing and cover.only_slips:
            bound += weights.all_near
        query_open, query_weight, heaviest, longest, out_of_reach = asked.left(cover.places)
        record_open = index.counts[number] - cover.record_parts
        if query_open <= listed_initials and record_open <= asked.initials:
            bound += 0.0 if cover.inexact else weights.identical
        elif cover.heaviest < TELLING and not asked.has_long_number:
            bound += weights.untelling
        if query_open <= 0 and record_open <= 0:
            return bound + max(weights.whole_word, weights.whole_name)
        record_weight = max(0.0, index.totals[number] - cover.record_weight)
        record_most = max(0.0, index.totals[number] - cover.record_once)
        # An initial may stand for any one part that is left, of weight 1 at most.
        apart = max(record_weight - query_weight, query_weight - record_most)
        lacking = apart - asked.initials - listed_initials
        if lacking > 0.0:
            whole = index.totals[number] if record_weight > query_weight else asked.weight
            if query_open <= listed_initials or record_open <= asked.initials:
                lacking *= UNSAID_SHARE
            bound += weights.missing * min(1.0, lacking / whole)
        if heaviest >= EXTRA and not listed_initials:
            bound += weights.query_extra * heaviest
            if index.words[number] <= SHORT_RECORD:
                bound += weights.one_word_record if index.words[number] == 1 else weights.two_word_record
        if query_open > listed_initials and record_open > asked.initials:
            reach = ANOTHER_WORD if cover.near_but_other else out_of_reach
            alike = 1.0 - reach / max(longest, index.longest[number], reach)
            contradiction = (
                weights.contradiction
                + weights.contradiction_each * min(query_open, record_open, MOST_CONTRADICTIONS)
                + weights.contradiction_weight * min(heaviest, record_weight / record_open)
                + weights.contradiction_alike * max(0.0, alike - UNLIKE)
            )
            bound += min(0.0, contradiction)
        return bound


def join_keys(part: Part) -> tuple[str, ...]:
    """Return the keys under which an index has the readings in which a part may stand for several words."""
    keys = (*part.spellings, *(f".{word}" for word in (*part.spellings[:1], *part.classes)))
    if is_spelt(part):
        keys = (*keys, bare(part.text))
    return keys if part.script in SYLLABIC else (*keys, *(f"~{key}" for key in part.keys))


def joined_words_of(part: Part) -> Iterator[str]:
    """Yield the words that may be several written as one with a slip; syllables agree or do not, joined or not."""
    if part.script not in SYLLABIC and len(spelling_of(part)) >= LEAST_JOINED:
        yield from part.spellings
    if is_spelt(part) and len(part.text) >= LEAST_JOINED:
        yield part.text


def joined_part(word: str) -> Part:
    """Return what several words make as one part; in another alphabet, as written and without articles."""
    if (script := script_of(word)) is not Script.LATIN:
        return Part(word, word, Role.CONTENT, script, (bare(word),), (), UNKNOWN)
    return Part(word, word, Role.CONTENT, Script.LATIN, (word,), sound_keys(word), UNKNOWN)


def stretches(query: Reading) -> Iterator[Stretch]:
    """Yield the neighbouring words that a list may write as one, or by their initials."""
    bits, seen = [], 0
    for part in query.parts:
        bits.append(1 << seen if part.is_content else 0)
        seen += part.is_content
    for word, weight, places in joined_words(query.parts):
        is_strict = query.parts[places[0]].script in SYLLABIC
        yield Stretch(word, weight, sum(bits[place] for place in places), is_strict, is_acronym=False)
    for word, weight, places in words_as_written(query.parts):
        yield Stretch(word, weight, sum(bits[place] for place in places), is_strict=False, is_acronym=False)
    for word, initials in acronyms(query.parts):
        weight = min(1.0, sum(query.parts[place].weight for place in initials if query.parts[place].is_content))
        yield Stretch(word, weight, sum(bits[place] for place in initials), is_strict=True, is_acronym=True)


def _in_several(sets: Iterable[frozenset[int]]) -> set[int]:
    """Return what stands in two of the sets."""
    seen: set[int] = set()
    several: set[int] = set()
    for readings in sets:
        several |= seen & readings
        seen |= readings
    return several
