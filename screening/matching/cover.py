"""What of a query and of a listed reading agrees at best, and what of the query is left."""

from __future__ import annotations

from dataclasses import dataclass, field

from screening.matching.evidence import NEGLIGIBLE, weight_beyond_description
from screening.matching.keys import edits_allowed
from screening.matching.smallwords import is_long_number
from screening.matching.words import SYLLABIC
from screening.names.parts import Part, Reading, Role
from screening.names.scripts import Script

OUT_OF_REACH = 3
"""Edits between two parts that are no neighbours: at least so many, fewer for short words."""
ANOTHER_WORD = 1
"""Edits between syllables, and between two neighbours, that turned out to be different words: at least so many."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the agreement with a listed part is worth at most; `points` are what an inexact one costs at least."""

    worth: float
    listed: float
    points: float = 0.0
    is_inexact: bool = False
    is_slip: bool = False


@dataclass(slots=True)
class Cover:
    """What of a query and of one reading agrees at best."""

    agreeing: float = 0.0
    record_weight: float = 0.0
    """Of the record's parts that may agree."""
    record_once: float = 0.0
    """The same, each word of the query counted once: by itself or joined to others."""
    record_parts: int = 0
    places: int = 0
    points: float = 0.0
    inexact: bool = False
    near_but_other: bool = False
    """Whether a part came near one that turned out to be a different word."""
    only_slips: bool = True
    heaviest: float = 0.0
    counted: dict[int, tuple[float, float]] = field(default_factory=dict)
    """What is counted of a place of the query."""

    def add(self, agreements: list[Agreement], places: int, least: float, *, once: bool) -> None:
        """Count the best of a unit's agreements, each of its sides at its best; it costs `least` points at most.

        `once`: of words joined, what they are worth beyond each by itself, as they agree in one way or the other.
        """
        worth, listed = max(one.worth for one in agreements), max(one.listed for one in agreements)
        self.heaviest = max(self.heaviest, worth)
        self.record_weight += listed
        self.record_parts += 1
        if once:
            worth, listed = self._beyond(places, worth, listed)
        self.agreeing += worth
        self.record_once += listed
        if not places & self.places:  # else the words agree by themselves, and need not be joined
            self.points += max(least, *(one.points for one in agreements))
            self.inexact = self.inexact or all(one.is_inexact for one in agreements)
        self.places |= places
        self.only_slips = self.only_slips and all(one.is_slip for one in agreements)

    def _beyond(self, places: int, worth: float, listed: float) -> tuple[float, float]:
        """Return, and count, what words are worth beyond what is counted of each: no way to pair them is worth more."""
        own = [place for place in range(places.bit_length()) if places >> place & 1]
        for place in own:
            known = self.counted.get(place, (0.0, 0.0))
            worth, listed = worth - known[0], listed - known[1]
        worth, listed = max(worth, 0.0), max(listed, 0.0)
        if own:
            known = self.counted.get(own[0], (0.0, 0.0))
            self.counted[own[0]] = known[0] + worth, known[1] + listed
        return worth, listed


@dataclass(frozen=True, slots=True)
class QueryLeft:
    """What of the query is left where some of its parts are covered, for every set of them."""

    parts: tuple[Part, ...]
    script: Script | None
    """Of all of them; `None` where there are several."""
    initials: int
    weight: float
    has_number: bool
    has_long_number: bool
    is_bare: bool
    memo: dict[int, tuple[int, float, float, int, int]]

    @classmethod
    def of(cls, query: Reading, parts: list[Part]) -> QueryLeft:
        """Take a reading and its content."""
        initials = sum(part.role is Role.INITIAL for part in query.parts)
        numbers = [part.value for part in query.parts if part.role is Role.NUMBER]
        has_long = any(map(is_long_number, numbers))
        weight = sum(part.weight for part in parts)
        scripts = {part.script for part in parts}
        script = scripts.pop() if len(scripts) == 1 else None
        return cls(tuple(parts), script, initials, weight, bool(numbers), has_long, len(parts) + initials == 1, {})

    def left(self, places: int) -> tuple[int, float, float, int, int]:
        """Return how many parts are left, their weight, that of the heaviest that tells of itself, the letters of the
        longest, and how many edits each is away at least from what is no neighbour.
        """
        if places not in self.memo:
            left = [part for place, part in enumerate(self.parts) if not places >> place & 1]
            open_parts = [part for part in left if part.weight >= NEGLIGIBLE]
            longest = max((len(spelling) for part in open_parts for spelling in part.spellings), default=0)
            heaviest = max(map(weight_beyond_description, open_parts), default=0.0)
            reach = min((OUT_OF_REACH, *map(_reach, open_parts)))
            self.memo[places] = (len(open_parts), sum(part.weight for part in left), heaviest, longest, reach)
        return self.memo[places]


def _reach(part: Part) -> int:
    """Return the fewest edits to a part that is no neighbour."""
    if part.script in SYLLABIC:
        return ANOTHER_WORD
    return min((edits_allowed(len(word)) + 1 for word in part.spellings), default=OUT_OF_REACH)
