"""The least total of a name that can still make a hit once the context is added, reading by reading."""

from __future__ import annotations

from dataclasses import dataclass

from screening.matching.births import Births, Span, span_of
from screening.matching.context import AnyParty
from screening.matching.policy import ScoringPolicy
from screening.records import Person, UnspecifiedParty

ROUNDING = 1e-9
"""Points are added up in several orders: a total as much below a floor may be said to reach it."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floor of a reading by what is known of the birth of its bearers."""

    agreeing: float
    """Where one of them may be born when the query says."""
    unknown: float
    """Where none may, and of one it is not known; and for every reading where the query says nothing."""
    conflicting: float
    spans: tuple[Span, ...] = ()
    """When the query may be born."""

    @classmethod
    def level(cls, floor: float) -> Floors:
        """Return the same floor for every reading."""
        return cls(floor, floor, floor)

    @property
    def lowest(self) -> float:
        """The least of them."""
        return min(self.agreeing, self.unknown, self.conflicting)

    def of(self, births: Births, number: int) -> float:
        """Return the floor of a reading."""
        if not self.spans:
            return self.unknown
        if births.may_agree(number, self.spans):
            return self.agreeing
        return self.unknown if births.is_unknown(number) else self.conflicting


def floors_of(query: AnyParty, total: float, policy: ScoringPolicy, *, person: bool) -> Floors:
    """Return the floors of names, of persons or of any other party, that with all context may come to a total."""
    weights = policy.context
    need = total - ROUNDING - bool(query.countries) * weights.country
    if not person or not isinstance(query, Person | UnspecifiedParty):
        return Floors.level(need)  # no other party has a birth date or a gender
    need -= bool(query.gender) * weights.gender
    if not query.birth_dates:
        return Floors.level(need)
    agreeing = max(weights.birth_day, weights.birth_interval, weights.birth_slip, weights.birth_near)
    conflicting = weights.birth_conflict
    spans = tuple(dict.fromkeys(map(span_of, query.birth_dates)))
    return Floors(need - max(agreeing, 0.0, conflicting), need - max(0.0, conflicting), need - conflicting, spans)
