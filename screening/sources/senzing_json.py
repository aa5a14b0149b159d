"""Senzing JSON: a record a line, its features in lists or on the record itself, each attribute in capitals.

Source: Senzing, generic entity specification; OpenSanctions, `senzing.json`, copy of November 2025.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from screening.dates import PartialDate, parse_date
from screening.errors import EntryError
from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, Address, EntityRecord, Identifier, Listing, Name, NameParts, Relation
from screening.sources.json_lines import read_objects
from screening.sources.opensanctions_listing import SANCTIONED
from screening.sources.opensanctions_terms import GENDERS, country_of
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason, unique
from screening.vocabulary import EntityType, ListingStatus, NameKind, NameStrength

TYPES = {
    "PERSON": EntityType.PERSON,
    "ORGANIZATION": EntityType.ORGANISATION,
    "COMPANY": EntityType.ORGANISATION,
    "VESSEL": EntityType.VESSEL,
    "AIRCRAFT": EntityType.AIRCRAFT,
}
NAME_TYPES = {
    "PRIMARY": (NameKind.PRIMARY, NameStrength.STRONG),
    "ALIAS": (NameKind.ALIAS, NameStrength.STRONG),
    "AKA": (NameKind.ALIAS, NameStrength.STRONG),
    "FORMER": (NameKind.FORMER, NameStrength.STRONG),
    "FKA": (NameKind.FORMER, NameStrength.STRONG),
    "MAIDEN": (NameKind.FORMER, NameStrength.STRONG),
    "NATIVE": (NameKind.ORIGINAL_SCRIPT, NameStrength.STRONG),
    "NICKNAME": (NameKind.ALIAS, NameStrength.WEAK),
}
GROUPS = frozenset(
    {"NAMES", "DATES", "COUNTRIES", "ADDRESSES", "IDENTIFIERS", "RELATIONSHIPS", "RISKS", "CONTACTS", "PHONES",
    "EMAILS",
     "WEBSITES", "GENDERS", "FEATURES"}
)  # fmt: skip
"""Lists of features; the name of the list says nothing that the attributes do not."""
NUMBERS = {
    "PASSPORT": IdentifierType.PASSPORT,
    "NATIONAL_ID": IdentifierType.NATIONAL_ID,
    "SSN": IdentifierType.NATIONAL_ID,
    "TAX_ID": IdentifierType.TAX,
    "LEI": IdentifierType.LEI,
    "IMO": IdentifierType.IMO,
    "MMSI": IdentifierType.MMSI,
    "CALL_SIGN": IdentifierType.CALL_SIGN,
    "DUNS": IdentifierType.OTHER,
    "NPI": IdentifierType.OTHER,
    "OTHER_ID": IdentifierType.OTHER,
    "TRUSTED_ID": IdentifierType.OTHER,
}
"""The attributes `…_NUMBER`, with `…_TYPE` and `…_COUNTRY` beside them."""
COUNTRIES = ("NATIONALITY", "CITIZENSHIP", "COUNTRY_OF_ASSOCIATION", "REGISTRATION_COUNTRY")
STREET = (
    "ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3", "ADDR_LINE4", "ADDR_LINE5", "ADDR_LINE6", "ADDR_CITY", "ADDR_STATE",
    "ADDR_POSTAL_CODE",
)  # fmt: skip
CONTACTS = {"EMAIL_ADDRESS": "Email", "PHONE_NUMBER": "Phone"}
IGNORED = {
    "days of the last change": "they are of the exporter's own record, not of the listing",
    "records without a type": "they are posts, addresses and the like, and stand among the relations of parties",
    "relationship anchors": "they only repeat under which key other records may point here",
}
NO_DAY = "Senzing JSON has no day of listing"


@dataclass(slots=True)
class _Found:
    """What the features of one record say."""

    names: list[Name] = field(default_factory=list)
    births: list[PartialDate] = field(default_factory=list)
    deaths: list[PartialDate] = field(default_factory=list)
    founded: list[PartialDate] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a file of Senzing JSON.

    Raises:
        ListError: the file is cut, damaged, or no file of JSON lines.
    """
    tally, errors = Tally(IGNORED), list[EntryError]()
    records: list[EntityRecord] = []
    lines = list(read_objects(path, spec.id, on_progress))
    called = {str(found.get("RECORD_ID")): _called(found) for _, found in lines}
    for number, found in lines:
        try:
            if "RECORD_TYPE" in found and found["RECORD_TYPE"] is None:
                tally.skip("records without a type")
            else:
                records.append(_record(dict(found), spec.id, called, tally))
        except ValueError as error:
            key = str(found.get("RECORD_ID", "without an id"))[:80]
            errors.append(EntryError(reason(error), entry=f"{key} (line {number:,})"))
    return Reading(records=tuple(records), errors=tuple(errors), files=(path,), ignored=tally.ignored())


def _called(found: dict[str, Any]) -> str | None:
    """Return the first name of a record, if it has one: what the relations of others call it."""
    names = found.get("NAMES")
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], dict) else found
    text = first.get("NAME_FULL") or first.get("NAME_ORG")
    return " ".join(text.split()) if isinstance(text, str) else None


def _record(left: dict[str, Any], list_id: str, called: Mapping[str, str | None], tally: Tally) -> EntityRecord:
    source, key, word = (_needed(left, name) for name in ("DATA_SOURCE", "RECORD_ID", "RECORD_TYPE"))
    if word not in TYPES:
        raise ValueError(f"its RECORD_TYPE {word!r} is unknown: expected {', '.join(TYPES)}")
    kind, url = TYPES[word], _take(left, "URL")
    if _take(left, "LAST_CHANGE"):
        tally.skip("days of the last change")
    features = list(_features(left))
    found = _Found()
    for feature in (*features, left):
        _take_feature(feature, found, tally)
    return EntityRecord(
        id=f"{list_id}-{source}-{key}",
        party=PARTY_TYPES[kind](**_fields(kind, found)),
        listings=(
            Listing(
                authority=source,
                list_id=list_id,
                reference=key,
                listed_on_note=NO_DAY,
                status=ListingStatus.LISTED if SANCTIONED & set(found.topics) else ListingStatus.WATCH,
                url=url,
                note=f"topics: {', '.join(found.topics)}" if found.topics else None,
            ),
        ),
        relations=unique(_named(relation, called) for relation in found.relations),
        notes=unique(found.notes),
    )


def _named(relation: Relation, called: Mapping[str, str | None]) -> Relation:
    """Return a relation with the name of the other end, where the file has it."""
    name = called.get(relation.target_id or "")
    return relation.model_copy(update={"target": name}) if name else relation


def _fields(kind: EntityType, found: _Found) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "names": unique(found.names),
        "countries": unique([*found.countries, *(one.country for one in found.addresses if one.country)]),
        "identifiers": unique(found.identifiers),
        "addresses": unique(found.addresses),
        "websites": unique(found.websites),
    }
    own: dict[str, Any] = {"birth_dates": unique(found.births), "birth_places": unique(found.places)}
    own |= {"death_date": found.deaths[0] if found.deaths else None, "gender": _gender(found)}
    if kind is EntityType.PERSON:
        found.notes += [f"Date of death: {day}" for day in found.deaths[1:]]
        found.notes += [f"Registration date: {day}" for day in found.founded]
        return fields | own
    if any(own.values()):
        raise ValueError(f"it is no person, and has {', '.join(name for name, value in own.items() if value)}")
    if kind is EntityType.ORGANISATION:
        return fields | {"founded": unique(found.founded)}
    found.notes += [f"Registration date: {day}" for day in found.founded]
    return fields


def _gender(found: _Found) -> Any:
    """Return the gender, if the record gives one that we know; whatever else it gives is noted."""
    words = unique({"m": "male", "f": "female"}.get(word.lower(), word.lower()) for word in found.genders)
    if len(words) == 1 and words[0] in GENDERS:
        return GENDERS[words[0]]
    found.notes += [f"Gender: {word}" for word in words]
    return None


def _features(left: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Take the lists of features from a record."""
    for group in sorted(GROUPS & set(left)):
        features = left.pop(group)
        if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
            raise ValueError(f"its {group} is no list of objects")
        yield from (dict(feature) for feature in features)


def _take_feature(left: dict[str, Any], found: _Found, tally: Tally) -> None:
    """Take every attribute of a feature.

    Raises:
        ValueError: one of them is unknown, or its value is.
    """
    found.names += _names(left)
    for name, dates in (
        ("DATE_OF_BIRTH", found.births),
        ("DATE_OF_DEATH", found.deaths),
        ("REGISTRATION_DATE", found.founded),
    ):
        if text := _take(left, name):
            dates.append(parse_date(text))
    for name, texts in (
        ("PLACE_OF_BIRTH", found.places),
        ("GENDER", found.genders),
        ("WEBSITE_ADDRESS", found.websites),
        ("TOPIC", found.topics),
    ):
        texts += [text] if (text := _take(left, name)) else []
    for name in COUNTRIES:
        country = _country(left, name, found.notes)
        found.countries += [country] if country else []
    found.addresses += _addresses(left, found.notes)
    for name, kind in NUMBERS.items():
        if number := _take(left, f"{name}_NUMBER"):
            label = _take(left, f"{name}_TYPE") or name
            country = _country(left, f"{name}_COUNTRY", found.notes)
            found.identifiers.append(Identifier(value=number, type=kind, country=country, label=label))
    for name, word in CONTACTS.items():
        found.notes += [f"{word}: {text}"] if (text := _take(left, name)) else []
    found.relations += _relations(left, tally)
    if left:
        raise ValueError(f"it has the attribute {min(left)!r}, which no rule takes")


def _names(left: dict[str, Any]) -> Iterator[Name]:
    called = _take(left, "NAME_TYPE")
    full = [text for name in ("NAME_FULL", "NAME_ORG") if (text := _take(left, name))]
    prefix, first, middle, last, suffix = (
        _take(left, f"NAME_{part}") for part in ("PREFIX", "FIRST", "MIDDLE", "LAST", "SUFFIX")
    )
    joined = " ".join(part for part in (prefix, first, middle, last, suffix) if part)
    if called and called not in NAME_TYPES:
        raise ValueError(f"its NAME_TYPE {called!r} is unknown: expected {', '.join(NAME_TYPES)}")
    if called and not (full or joined):
        raise ValueError(f"a name of type {called} has no text")
    kind, strength = NAME_TYPES[called or "ALIAS"]
    parts = NameParts(given=first, family=last) if first and last else None
    for text in full or [joined] * bool(joined):
        yield Name(text=text, kind=kind, strength=strength, parts=parts)
    if full and joined and joined not in full:
        yield Name(text=joined, kind=NameKind.ALIAS, strength=strength, parts=parts)


def _addresses(left: dict[str, Any], notes: list[str]) -> Iterator[Address]:
    full, lines = _take(left, "ADDR_FULL"), [text for name in STREET if (text := _take(left, name))]
    called, country = _take(left, "ADDR_TYPE"), _country(left, "ADDR_COUNTRY", notes)
    text = full or ", ".join(lines)
    if text:
        yield Address(text=text, country=country)
        notes += [f"{called.capitalize()} address: {text}"] if called else []
        notes += [f"Address: {', '.join(lines)}"] if full and lines else []
    elif called or country:
        raise ValueError("an address has no text")


def _relations(left: dict[str, Any], tally: Tally) -> Iterator[Relation]:
    role, domain, key = (_take(left, f"REL_POINTER_{part}") for part in ("ROLE", "DOMAIN", "KEY"))
    if key:
        yield Relation(type=role or "linked to", target=f"{domain} {key}" if domain else key, target_id=key)
    elif role or domain:
        raise ValueError("a relationship points nowhere: it has no REL_POINTER_KEY")
    if [_take(left, f"REL_ANCHOR_{part}") for part in ("DOMAIN", "KEY")] != [None, None]:
        tally.skip("relationship anchors")


def _country(left: dict[str, Any], name: str, notes: list[str]) -> str | None:
    text = _take(left, name)
    if text is None:
        return None
    country, note = country_of(text)
    notes += [note] if note else []
    return country


def _take(left: dict[str, Any], name: str) -> str | None:
    """Take a value as text; `None` if it is absent or empty.

    Raises:
        ValueError: it is no text and no whole number.
    """
    value = left.pop(name, None)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"its {name} is {value!r}, expected a text")
    return " ".join(str(value).split())


def _needed(left: dict[str, Any], name: str) -> str:
    text = _take(left, name)
    if text is None:
        raise ValueError(f"it has no {name}")
    return text
