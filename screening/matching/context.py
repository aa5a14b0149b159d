"""What stands beside the name: birth date, country, gender, identifiers. Each is evidence for, against, or silent.

Every comparator takes query, record and policy and returns one contribution; a value absent on either side is
`missing` and worth 0 points.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from screening.dates import PartialDate
from screening.identifiers import STRONG_TYPES, IdentifierType, canonical
from screening.matching.policy import ContextWeights
from screening.records import Aircraft, Identifier, Organisation, Person, UnspecifiedParty, Vessel
from screening.results import Contribution
from screening.vocabulary import Outcome

AnyParty = Person | Organisation | Vessel | Aircraft | UnspecifiedParty
Comparator = Callable[[AnyParty, AnyParty, ContextWeights], Contribution]

CIRCA_YEARS = 2
"""A date "circa" covers this many years to both sides."""
YEARS_APART = 2
"""Years known alone may be this far apart and still be one person's."""


def _silent(feature: str, query: str, record: str) -> Contribution:
    detail = "the record does not say" if query else "the query does not say" if record else "neither side says"
    return Contribution(feature, Outcome.MISSING, 0.0, query, record, detail)


def compare_birth_dates(query: AnyParty, record: AnyParty, weights: ContextWeights) -> Contribution:
    """Say whether two people can have been born on the same day.

    Dates are intervals: 1961 agrees with 1961-04-12, and "circa" widens both sides. Of several dates the
    pair that agrees best counts. A date absent from either side is no evidence.
    """
    own, listed = _births(query), _births(record)
    if not own or not listed:
        return _silent("birth date", _texts(own), _texts(listed))
    graded = [(_grade(one, other), one, other) for one in own for other in listed]
    (rank, outcome, detail), one, other = min(graded, key=lambda item: item[0][0])
    points = (
        weights.birth_day,
        weights.birth_interval,
        weights.birth_slip,
        weights.birth_near,
        weights.birth_conflict,
    )[rank]
    shown = f"{other} (of {_texts(listed)})" if len(listed) > 1 else str(other)
    return Contribution("birth date", outcome, points, str(one), shown, detail)


def _births(party: AnyParty) -> tuple[PartialDate, ...]:
    return party.birth_dates if isinstance(party, Person | UnspecifiedParty) else ()


def _texts(dates: tuple[PartialDate, ...]) -> str:
    return ", ".join(map(str, dates))


def _grade(one: PartialDate, other: PartialDate) -> tuple[int, Outcome, str]:
    if one.is_day and other.is_day:
        return _grade_days(one.earliest, other.earliest)
    slack = CIRCA_YEARS if one.circa or other.circa else 0
    apart = max(one.earliest.year - other.latest.year, other.earliest.year - one.latest.year, 0)
    if apart <= slack and (slack or (one.earliest <= other.latest and other.earliest <= one.latest)):
        return 1, Outcome.AGREES, "one can be the other"
    if apart <= 1:
        return 2, Outcome.PARTIAL, "a year or less apart"
    if apart <= YEARS_APART + slack:
        return 3, Outcome.PARTIAL, f"{apart} years apart"
    return 4, Outcome.CONFLICTS, f"{apart} years apart"


def _grade_days(one: date, other: date) -> tuple[int, Outcome, str]:
    if one == other:
        return 0, Outcome.AGREES, "the same day"
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return 2, Outcome.PARTIAL, "day and month exchanged"
    if same == 2 and abs(one.year - other.year) <= 1:
        return 2, Outcome.PARTIAL, "one of day, month and year differs"
    if same == 2 and _one_digit_apart(one.year, other.year):
        return 3, Outcome.PARTIAL, "one digit of the year differs"
    if one.year == other.year:
        return 3, Outcome.PARTIAL, "another day of the same year"
    return 4, Outcome.CONFLICTS, "different days of different years"


def _one_digit_apart(one: int, other: int) -> bool:
    return sum(left != right for left, right in zip(str(one), str(other), strict=False)) == 1


def compare_countries(query: AnyParty, record: AnyParty, weights: ContextWeights) -> Contribution:
    """Say whether two parties share a country of nationality, residence, registration or flag."""
    own, listed = query.countries, record.countries
    shown = ", ".join(own), ", ".join(listed)
    if not own or not listed:
        return _silent("country", *shown)
    if shared := sorted(set(own) & set(listed)):
        return Contribution("country", Outcome.AGREES, weights.country, *shown, f"both {', '.join(shared)}")
    return Contribution("country", Outcome.CONFLICTS, weights.country_conflict, *shown, "no country in common")


def compare_genders(query: AnyParty, record: AnyParty, weights: ContextWeights) -> Contribution:
    """Say whether two people are of the same gender, as given by the caller and printed by the authority."""
    own = query.gender if isinstance(query, Person | UnspecifiedParty) else None
    listed = record.gender if isinstance(record, Person) else None
    if own is None or listed is None:
        return _silent("gender", str(own or ""), str(listed or ""))
    if own is listed:
        return Contribution("gender", Outcome.AGREES, weights.gender, str(own), str(listed), "the same")
    return Contribution("gender", Outcome.CONFLICTS, weights.gender_conflict, str(own), str(listed), "different")


ADJUSTMENTS: tuple[Comparator, ...] = (compare_birth_dates, compare_countries, compare_genders)


def compare_identifiers(query: AnyParty, record: AnyParty, weights: ContextWeights, name_total: float) -> Contribution:
    """Say whether two parties share an identifier; agreement alone raises a hit, whatever the names say.

    The points lift the total to `identifier_floor`, or add `identifier` where the name already agrees.
    """
    own, listed = query.identifiers, record.identifiers
    if not own or not listed:
        return _silent("identifier", _values(own), _values(listed))
    for one in own:
        for other in listed:
            if _same_identifier(one, other):
                points = max(weights.identifier, weights.identifier_floor - name_total)
                detail = f"the same {other.type.value.replace('_', ' ')} number"
                return Contribution("identifier", Outcome.AGREES, points, one.value, other.value, detail)
    for one in own:
        for other in listed:
            same_kind = one.type is other.type and one.type in STRONG_TYPES and one.country == other.country
            if same_kind and one.canonical != other.canonical:
                detail = f"another {other.type.value.replace('_', ' ')} number"
                points = weights.identifier_conflict
                return Contribution("identifier", Outcome.CONFLICTS, points, one.value, other.value, detail)
    detail = "no two of the same kind"
    return Contribution("identifier", Outcome.MISSING, 0.0, _values(own), _values(listed), detail)


def _same_identifier(one: Identifier, other: Identifier) -> bool:
    untyped = one.type not in STRONG_TYPES or other.type not in STRONG_TYPES
    if not untyped and one.type is not other.type:
        return False
    kind = IdentifierType.WALLET if IdentifierType.WALLET in (one.type, other.type) else None
    own, listed = (canonical(identifier.value, kind or identifier.type) for identifier in (one, other))
    return own == listed and len(own) >= MIN_IDENTIFIER


MIN_IDENTIFIER = 5
"""Shorter numbers are no identifiers: they agree by chance."""


def _values(identifiers: tuple[Identifier, ...]) -> str:
    return ", ".join(identifier.value for identifier in identifiers)
