"""An entry of the EU's list, from whichever of its formats, and the record that it becomes.

Source: Commission, Financial Sanctions Files, schema of XML 1.1, and copies of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from screening.dates import written
from screening.records import EntityRecord, Listing, Organisation, Person, Vessel
from screening.reference import country_code
from screening.sources.eu_names import gender_of, names_of
from screening.sources.eu_numbers import is_ship_number, numbers_of
from screening.sources.eu_places import births_of, country_of, places_of
from screening.sources.fields import Fields
from screening.sources.numbering import cross_references
from screening.sources.reading import CatalogueEntry, Tally, unique
from screening.vocabulary import EntityType

IGNORED = {
    "acts of single facts": "which act added a name, date or number; the act behind the listing itself is kept",
    "dashes where there is nothing to say": "the EU printed `-` for a place or a number",
    "remarks that say nothing": "the EU printed `none`",
    "parts of an organisation's name": "the whole name says the same",
}
SUBJECTS = {
    "person": EntityType.PERSON,
    "P": EntityType.PERSON,
    "enterprise": EntityType.ORGANISATION,
    "E": EntityType.ORGANISATION,
}
BOOK_KEEPING = ("logicalId", "regulationLanguage", "regulationType", "organisationType", "entryIntoForceDate")
"""Of the act behind a listing: its number in the database, its language, who adopted it and from when it applies."""

_SLASHED = re.compile(r"(\d{2})/(\d{2})/(\d{4})$")


@dataclass(slots=True)
class Entity:
    """What the EU prints of one party: the values of the entry itself, and those of each of its facts."""

    own: Fields
    remarks: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    regulations: list[Fields] = field(default_factory=list)
    names: list[Fields] = field(default_factory=list)
    addresses: list[Fields] = field(default_factory=list)
    births: list[Fields] = field(default_factory=list)
    citizenships: list[Fields] = field(default_factory=list)
    identifications: list[Fields] = field(default_factory=list)

    def label(self) -> str:
        """Return by what people find the entry in the file."""
        seen = self.own.values
        name = self.names[0].values.get("wholeName") if self.names else None
        return " ".join(text for text in (seen.get("euReferenceNumber") or seen.get("logicalId"), name) if text)


def record_of(entity: Entity, spec: CatalogueEntry, tally: Tally) -> EntityRecord:
    """Return the record of an entry, all of it taken.

    Raises:
        ValueError: something in it is unknown, unreadable or left over.
    """
    own = entity.own
    number, reference = own.take("logicalId"), own.take("euReferenceNumber")
    key = reference or number
    if key is None:
        raise ValueError("it has neither euReferenceNumber nor logicalId")
    un_number = own.take("unitedNationId")
    listings = tuple(_listings(entity, key, un_number, spec))
    notes = []
    for remark in entity.remarks:
        if remark.casefold().strip(" .") == "none":
            tally.skip("remarks that say nothing")
        else:
            notes.append(remark)
    if details := own.take("designationDetails"):
        notes.append(f"designation details: {details}")
    own.finish()
    party = _party(entity, notes, tally)
    return EntityRecord(
        id=f"eu-{key}",
        party=party,
        listings=listings,
        notes=unique(notes),
        cross_references=cross_references((("eu", reference), ("un", un_number))),
    )


def day_of(text: str) -> date:
    """Return a day that the EU prints in XML as 2026-05-01 and in CSV as 01/05/2026.

    >>> day_of("2026-05-01") == day_of("01/05/2026")
    True

    Raises:
        ValueError: it is neither.
    """
    if found := _SLASHED.match(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(text[:10])


def _listings(entity: Entity, key: str, un_number: str | None, spec: CatalogueEntry) -> Iterator[Listing]:
    """Yield a listing for each act. An act's date is that of the latest one, so it never stands for the listing's."""
    stated = entity.own.take("designationDate")
    listed_on = day_of(stated) if stated else None
    if not entity.regulations:
        raise ValueError("it has no regulation, which says the programme and the legal basis")
    for act in entity.regulations:
        amended_on = day_of(act.needed("publicationDate"))
        kind = act.values.get("regulationType")
        which = "latest amending act" if kind == "amendment" else "latest act"
        yield Listing(
            authority=spec.authority,
            list_id=spec.id,
            programme=act.needed("programme"),
            legal_basis=act.needed("numberTitle"),
            reference=key,
            listed_on=listed_on,
            listed_on_note=None if listed_on else f"not published; {which} of {written(amended_on)}",
            amended_on=amended_on,
            url=act.take("publicationUrl"),
            note="; ".join(
                [*([f"UN reference {un_number}"] if un_number else []), *(f"act: {said}" for said in act.remarks)]
            )
            or None,
        )
        act.finish(BOOK_KEEPING)


def _party(entity: Entity, notes: list[str], tally: Tally) -> Person | Organisation | Vessel:
    kinds = unique(_subject(code) for code in entity.subjects)
    if len(kinds) != 1:
        raise ValueError(
            f"its subject types are {', '.join(entity.subjects) or 'absent'}: expected person or enterprise"
        )
    person = kinds[0] is EntityType.PERSON
    special: dict[str, Any] = {
        "titles": unique(text for block in entity.names if (text := block.take("title"))),
        "positions": unique(text for block in entity.names if (text := block.take("function"))),
        "gender": gender_of(entity.names, notes),
    }
    numbers, more_names = numbers_of(entity.identifications, notes, tally)
    places = places_of(entity.addresses, notes, tally)
    births = births_of(entity.births, notes, tally)
    special |= {"birth_dates": births.dates, "birth_places": births.places}
    citizenships = [code for block in entity.citizenships if (code := _citizenship(block, notes, tally))]
    fields: dict[str, Any] = {
        "names": names_of(entity.names, more_names, person, tally),
        "countries": unique([*citizenships, *places.countries]),
        "identifiers": numbers,
        "addresses": places.addresses,
        "websites": places.websites,
    }
    if person:
        return Person(**fields, **special)
    for name, value in special.items():
        if value:
            notes.append(f"{name.replace('_', ' ')}: {'; '.join(value) if isinstance(value, tuple) else value}")
    of_a_ship = any(is_ship_number(number) for number in numbers)
    return Vessel(**fields) if of_a_ship else Organisation(**fields)


def _subject(code: str) -> EntityType:
    if code not in SUBJECTS:
        raise ValueError(f"the subject type {code!r} is unknown: expected {', '.join(SUBJECTS)}")
    return SUBJECTS[code]


def _citizenship(block: Fields, notes: list[str], tally: Tally) -> str | None:
    code = country_of(block)
    region = block.value("region", tally)
    if region:
        notes.append(f"citizenship: {region}")
    notes += [f"citizenship: {remark}" for remark in block.remarks]
    block.finish(("logicalId", "regulationLanguage", "countryDescription"))
    return country_code(code) if code else None
