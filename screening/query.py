"""What a caller asks, made into a typed query, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import ValidationError

from screening.dates import parse_date
from screening.errors import QueryError
from screening.identifiers import IdentifierType
from screening.matching.context import AnyParty
from screening.names.parts import read_name
from screening.names.wordings import ship_number
from screening.records import (
    PARTY_TYPES,
    Aircraft,
    Identifier,
    Organisation,
    Person,
    Query,
    UnspecifiedParty,
    Vessel,
)
from screening.vocabulary import EntityType, WeakAliasPolicy

MAX_NAME_LENGTH = 1_000
"""Characters; the longest name on the official lists has about 400. A longer one is refused, never cut."""

Queryable = str | Person | Organisation | Vessel | Aircraft | UnspecifiedParty | Query


def build_query(
    name: str,
    *,
    kind: EntityType | str | None = None,
    birth_date: date | str | None = None,
    countries: Sequence[str] | str = (),
    identifiers: Sequence[str | Identifier] | str = (),
    aliases: Sequence[str] | str = (),
    gender: str | None = None,
    reference: str | None = None,
) -> Query:
    """Return the query for one counterparty, to be screened or compared.

    Args:
        name: one name, in any script, of at most 1,000 characters; a ship's may have its IMO number with it.
        kind: person, organisation, vessel or aircraft; without it each record is judged by the rules of its own kind.
        birth_date: a day, or a text such as 1961, 1961-06-01 or "circa 1963"; of persons only.
        countries: of nationality, residence, registration or flag, each by ISO code or name.
        identifiers: passport, tax, IMO or other numbers.
        aliases: further names of the same party; the one that fits best counts.
        gender: male or female; of persons only.
        reference: the caller's own reference; it comes back in the result and is not compared.

    >>> build_query("Evgeny Prigozhin", kind="person", birth_date="1961").party.birth_dates[0].text
    '1961'

    Raises:
        QueryError: a value is none of its kind, in one sentence that says which.
    """
    names = (name, *((aliases,) if isinstance(aliases, str) else aliases))
    for text in names:
        if not isinstance(text, str):
            raise QueryError(f"the name {text!r} is no text: expected one such as 'Ivan Petrov'")
        _check_length(text)
    numbers = () if kind == EntityType.PERSON else filter(None, map(ship_number, names))
    fields: dict[str, object] = {
        "names": names,
        "countries": _several(countries),
        "identifiers": (*_several(identifiers), *(Identifier(value=one, type=IdentifierType.IMO) for one in numbers)),
        "birth_dates": () if birth_date is None else (_day_of(birth_date),),
        "gender": gender,
    }
    party_type: type[AnyParty] = UnspecifiedParty
    if kind is not None:
        party_type = PARTY_TYPES[_kind(kind)]
    of_type = party_type.model_fields
    known = {key: value for key, value in fields.items() if key in of_type}
    if unused := [key for key, value in fields.items() if value and key not in known]:
        raise QueryError(
            f"a query of kind {kind} has no {unused[0].replace('_', ' ')}: leave it out or change the kind"
        )
    party = {"entity_type": of_type["entity_type"].default, **known}
    try:
        query = _readable(Query.model_validate({"party": party, "reference": reference}))
    except ValidationError as error:
        raise QueryError(_first_problem(error)) from error
    if empty := next((one for one in query.party.identifiers if not one.canonical), None):
        raise QueryError(f"the identifier {empty.value!r} has no letter or digit in it")
    return query


def _check_length(name: str) -> None:
    if len(name) > MAX_NAME_LENGTH:
        raise QueryError(f"the name {name[:30]!r}… has {len(name):,} characters: expected at most {MAX_NAME_LENGTH:,}")


def _readable(query: Query) -> Query:
    """Return the query if each of its names can be read: what nothing is compared with must not look searched."""
    for name in query.party.names:
        _check_length(name.text)
        if not name.text.isascii() and not any(read_name(name.text, person=person) for person in (True, False)):
            raise QueryError(f"the name {name.text!r} has no letter or digit that can be compared")
    return query


def _day_of(value: date | str) -> date | str:
    return value.date() if isinstance(value, datetime) else value


def _several(value: Sequence[object] | str) -> tuple[object, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _kind(kind: EntityType | str) -> EntityType:
    try:
        return EntityType(kind)
    except ValueError as error:
        raise QueryError(f"unknown kind {kind!r}: expected {', '.join(EntityType)}") from error


_FIELDS = {"names text": "name", "identifiers value": "identifier", "birth dates": "birth date", "countries": "country"}
_PROBLEMS = {
    "string_too_short": "the {field} is empty: expected at least one letter or digit",
    "string_type": "the {field} {value!r} is no text",
    "string_unicode": "the {field} {value!r} is no valid Unicode text",
    "enum": "unknown {field} {value!r}: expected {expected}",
}


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    loc = problem["loc"][2:] if problem["loc"][0] == "party" else problem["loc"]  # less the party and its type
    place = " ".join(part for part in loc if isinstance(part, str)).replace("_", " ")
    field = _FIELDS.get(place, place)
    if sentence := _PROBLEMS.get(problem["type"]):
        return sentence.format(field=field, value=problem["input"], expected=problem.get("ctx", {}).get("expected"))
    message = str(problem["msg"]).removeprefix("Value error, ")
    return message if problem["type"] == "value_error" else f"{field}: {message}"


def as_query(query: Queryable) -> Query:
    """Return the query of a name, a party or a query; a `QueryError` says why it is none."""
    if isinstance(query, str):
        return build_query(query)
    if not isinstance(query, Query):
        if not isinstance(query, AnyParty):
            raise QueryError(f"{query!r} is no query: expected a name, a party or a Query")
        query = Query(party=query)
    return _readable(query)


def as_day(day: date | str | None) -> date | None:
    """Return the day of a text such as 2024-01-01; a `QueryError` says when it is none."""
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        parsed = parse_date(day)
    except ValueError as error:
        raise QueryError(str(error)) from error
    if not parsed.is_day:
        raise QueryError(f"as of {day!r} is no day: expected one such as 2024-01-01")
    return parsed.earliest


def as_weak_alias_policy(choice: WeakAliasPolicy | str) -> WeakAliasPolicy:
    """Return the weak alias policy of a word; a `QueryError` names the known ones."""
    try:
        return WeakAliasPolicy(choice)
    except ValueError as error:
        raise QueryError(f"unknown weak alias policy {choice!r}: expected {', '.join(WeakAliasPolicy)}") from error
