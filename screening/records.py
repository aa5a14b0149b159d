"""Who is listed, and who is asked about: the typed records everything else works on.

A `Party` is who someone is; a `Listing` is one legal appearance; an `EntityRecord` is a party with its listings;
a `Query` is a party with the caller's own reference. Published text is kept; derived forms stand elsewhere.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from screening.dates import PartialDate, parse_date
from screening.identifiers import IdentifierType, canonical
from screening.reference import country_code
from screening.vocabulary import (
    Confidence,
    EntityType,
    Gender,
    ListingState,
    ListingStatus,
    NameKind,
    NameStrength,
)


def _as_date(value: object) -> object:
    if isinstance(value, str):
        return parse_date(value)
    if isinstance(value, date):
        return PartialDate(value.isoformat(), value, value)
    return value


def _as_country(value: object) -> object:
    return country_code(value) if isinstance(value, str) else value


DateField = Annotated[
    PartialDate,
    BeforeValidator(_as_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": "a date as published: 1961, 1961-06-01, circa 1963"}),
]
CountryCode = Annotated[str, BeforeValidator(_as_country), Field(pattern="^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1)]


class Frozen(BaseModel):
    """A value that never changes and has no field we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class NameParts(Frozen):
    """The parts of a person's name, where the authority itself publishes them."""

    given: str | None = None
    patronymic: str | None = None
    family: str | None = None


class Name(Frozen):
    """One published name: the text as printed, and what the authority says of it; it has a letter or digit.

    >>> Name(text="Пригожин", kind="original_script").strength
    <NameStrength.STRONG: 'strong'>
    """

    text: Text
    kind: NameKind = NameKind.ALIAS
    strength: NameStrength = NameStrength.STRONG
    script: str | None = None
    """As the source calls it; how a name is read is found out from its letters."""
    language: str | None = None
    """As the source calls it."""
    parts: NameParts | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()
    """Which sources of the list give it, by their ids there."""

    @model_validator(mode="after")
    def _has_letters(self) -> Self:
        if not any(map(str.isalnum, self.text)):
            raise ValueError(f"the name {self.text!r} has no letter or digit in it")
        return self


class Identifier(Frozen):
    """A number or code that names one party: the value as published, and its canonical form."""

    value: Text
    type: IdentifierType = IdentifierType.OTHER
    country: CountryCode | None = None
    """The country that gave it out."""
    label: str | None = None
    """What the source calls it."""

    @property
    def canonical(self) -> str:
        """The value without separators, for comparison."""
        return canonical(self.value, self.type)


class Address(Frozen):
    """An address as published, with its country where that is known, an ISO 3166 code of two letters."""

    text: Text
    country: CountryCode | None = None


def _name_list(value: object) -> object:
    """Let plain strings stand for names: the first is the primary one, the others aliases."""
    if isinstance(value, str | Name):
        value = (value,)
    if not isinstance(value, list | tuple):
        return value
    return tuple(
        {"text": item, "kind": NameKind.ALIAS if place else NameKind.PRIMARY} if isinstance(item, str) else item
        for place, item in enumerate(value)
    )


def _identifier_list(value: object) -> object:
    if not isinstance(value, list | tuple):
        return value
    return tuple({"value": item} if isinstance(item, str) else item for item in value)


Names = Annotated[tuple[Name, ...], BeforeValidator(_name_list), Field(min_length=1)]
Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_identifier_list)]


class _Party(Frozen):
    """What every kind of party has."""

    names: Names
    countries: tuple[CountryCode, ...] = ()
    """ISO 3166 codes of nationality, residence, registration or flag."""
    identifiers: Identifiers = ()
    addresses: tuple[Address, ...] = ()
    websites: tuple[str, ...] = ()

    @property
    def primary_name(self) -> str:
        """The text of the name the source puts first."""
        return next((name.text for name in self.names if name.kind is NameKind.PRIMARY), self.names[0].text)


class Person(_Party):
    """A human being.

    >>> Person(names=["Ivan Petrov"], birth_dates=["1961"]).birth_dates[0].latest
    datetime.date(1961, 12, 31)
    """

    entity_type: Literal["person"] = "person"
    birth_dates: tuple[DateField, ...] = ()
    birth_places: tuple[str, ...] = ()
    death_date: DateField | None = None
    gender: Gender | None = None
    titles: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()


class Organisation(_Party):
    """A company, authority, armed group or any other body."""

    entity_type: Literal["organisation"] = "organisation"
    founded: tuple[DateField, ...] = ()


class Vessel(_Party):
    """A ship; its IMO number is an identifier and its flag one of its countries."""

    entity_type: Literal["vessel"] = "vessel"
    vessel_type: str | None = None
    owner: str | None = None
    tonnage: str | None = None
    built: DateField | None = None


class Aircraft(_Party):
    """An aircraft; its tail number is an identifier."""

    entity_type: Literal["aircraft"] = "aircraft"
    model: str | None = None
    operator: str | None = None
    built: DateField | None = None


class UnspecifiedParty(_Party):
    """A party asked about without saying what it is: each record is then judged by the rules of its own kind."""

    entity_type: Literal["unspecified"] = "unspecified"
    birth_dates: tuple[DateField, ...] = ()
    gender: Gender | None = None


Party = Annotated[Person | Organisation | Vessel | Aircraft, Field(discriminator="entity_type")]
QueryParty = Annotated[Person | Organisation | Vessel | Aircraft | UnspecifiedParty, Field(discriminator="entity_type")]

PARTY_TYPES: dict[EntityType, type[Person | Organisation | Vessel | Aircraft]] = {
    EntityType.PERSON: Person,
    EntityType.ORGANISATION: Organisation,
    EntityType.VESSEL: Vessel,
    EntityType.AIRCRAFT: Aircraft,
}


class Listing(Frozen):
    """One legal appearance of a party on one list: who listed it, when, under what.

    A date that no source gave is `None` and `listed_on_note` says why; it is never a guess.
    """

    authority: Text
    """The body that lists, by its short name: OFAC, EU, UK, UN."""
    list_id: str
    """The list it stands on, by our id."""
    programme: str | None = None
    """The regime, in the authority's own code or words."""
    legal_basis: str | None = None
    """The act that does it."""
    measures: tuple[str, ...] = ()
    """What it forbids."""
    reference: str | None = None
    """What the authority calls the entry."""
    listed_on: date | None = None
    listed_on_note: str | None = None
    """Why `listed_on` is not known, or how sure it is."""
    listed_after: date | None = None
    """A copy of the list of this day did not have it yet."""
    listed_by: date | None = None
    """A copy of the list of this day had it already."""
    amended_on: date | None = None
    delisted_on: date | None = None
    """The first day on which it was no longer in force."""
    status: ListingStatus = ListingStatus.LISTED
    status_as_of: str | None = None
    """Of which day, or which copy, the status is."""
    reason: str | None = None
    """Why the party is listed, in the authority's words."""
    url: str | None = None
    """Where the authority publishes it."""
    confidence: Confidence = Confidence.CONFIRMED
    note: str | None = None
    sources: tuple[str, ...] = ()

    def state_on(self, day: date | None = None) -> ListingState:
        """Say what is known of this listing on a day; `None` means as of the newest copy read.

        >>> listing = Listing(authority="EU", list_id="eu", listed_on=date(2023, 2, 25))
        >>> str(listing.state_on(date(2023, 2, 24))), str(listing.state_on())
        ('not yet listed', 'current')
        """
        gone = self.status is ListingStatus.DELISTED
        if day is None:
            if self.status is ListingStatus.UNKNOWN:
                return ListingState.UNCERTAIN
            return ListingState.DELISTED if gone or self.delisted_on else ListingState.CURRENT
        if (self.listed_on and day < self.listed_on) or (self.listed_after and day <= self.listed_after):
            return ListingState.NOT_YET
        if self.delisted_on and day >= self.delisted_on:
            return ListingState.DELISTED
        starts = self.listed_on or self.listed_by
        known_from_start = starts is not None and day >= starts
        if known_from_start and (self.delisted_on or not gone) and self.status is not ListingStatus.UNKNOWN:
            return ListingState.CURRENT
        return ListingState.UNCERTAIN


class Relation(Frozen):
    """A tie to another party, in the source's words."""

    type: Text
    target: Text
    target_id: str | None = None
    sources: tuple[str, ...] = ()


class Citation(Frozen):
    """Which sources give one fact of the party that is not a name, listing or relation."""

    field: Text
    value: Text
    sources: tuple[str, ...]


class EntityRecord(Frozen):
    """A listed party with all its listings.

    >>> record = EntityRecord(id="x-1", party=Person(names=["Ivan Petrov", "I. Petrov"]))
    >>> record.party.primary_name, str(record.party.names[1].kind)
    ('Ivan Petrov', 'alias')
    """

    id: Text
    """Unique among the records that are searched together: the list, a dash, and the list's own number."""
    party: Party
    listings: tuple[Listing, ...] = ()
    relations: tuple[Relation, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    cross_references: tuple[str, ...] = ()
    """Numbers by which authorities name this very entry, its own and those it gives for other lists, each after the
    list that gives it out: `un:QDi.430`, `ofac:21171`, `eu:EU.8153.35`, `uk:RUS0815`, `ofsi:13968`, `ch:43757`.
    Records with a number in common are one party (`screening.linking`)."""


class Query(Frozen):
    """A party to screen, with the caller's own reference."""

    party: QueryParty
    reference: str | None = None
    """Comes back in the result; it is not compared."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of an entity record, the shape that private lists and tools exchange.

    >>> json_schema()["description"]
    'A listed party with all its listings.'
    """
    schema = EntityRecord.model_json_schema()
    for described in (schema, *schema["$defs"].values()):
        described["description"] = described["description"].partition("\n\n>>>")[0]  # examples in Python help no tool
    return schema
