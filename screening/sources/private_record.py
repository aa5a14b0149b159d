"""One row of a private list as a record: what each column may be, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from screening.dates import parse_date
from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, Address, EntityRecord, Identifier, Listing, Name, NameParts
from screening.reference import country_code
from screening.sources.reading import unique
from screening.vocabulary import EntityType, Gender, ListingStatus, NameKind, NameStrength

NAMES = {
    "name": (NameKind.PRIMARY, NameStrength.STRONG),
    "alias": (NameKind.ALIAS, NameStrength.STRONG),
    "weak_alias": (NameKind.ALIAS, NameStrength.WEAK),
    "former_name": (NameKind.FORMER, NameStrength.STRONG),
    "original_script_name": (NameKind.ORIGINAL_SCRIPT, NameStrength.STRONG),
}
PARTS = ("given_name", "patronymic", "family_name")
IDENTIFIERS = {"identifier" if kind is IdentifierType.OTHER else str(kind): kind for kind in sorted(IdentifierType)}
PERSON_ONLY = ("birth_date", "birth_place", "death_date", "gender", "title", "position")
DAYS = ("listed_on", "amended_on", "delisted_on")
SAYINGS = ("programme", "legal_basis", "reference", "reason", "url")
IGNORED = "ignored"
SINGLE = frozenset({"id", "kind", "gender", "death_date", *PARTS, *DAYS, *SAYINGS})
"""What an entry has at most one of, whatever the separator."""
ROLES = (
    "id", "kind", *NAMES, *PARTS, *PERSON_ONLY, "founded", "country", "address", "website", *IDENTIFIERS, *SAYINGS,
    *DAYS,
    "measure", "note", IGNORED,
)  # fmt: skip
"""What a column may be."""
GENDERS = {"m": Gender.MALE, "male": Gender.MALE, "f": Gender.FEMALE, "female": Gender.FEMALE}
KINDS = {str(kind): kind for kind in EntityType}
NO_DAY = "the private list gives no day of listing"


@dataclass(slots=True)
class Plan:
    """How the rows of one private list are to be read."""

    list_id: str
    authority: str
    columns: Mapping[str, str]
    """What each column is, one of `ROLES`."""
    kinds: Mapping[str, EntityType] = field(default_factory=lambda: KINDS)
    """What the words of the column that is the kind stand for, in small letters."""
    kind: EntityType | None = None
    """What every entry is, where no column says so."""
    separator: str | None = None
    """What stands between several values of a cell."""


def record_of(row: Mapping[str, tuple[str, ...]], plan: Plan) -> EntityRecord:
    """Return a row as a record.

    Raises:
        ValueError: a value that is needed is missing, or one is not of its kind.
    """
    found = _by_role(row, plan)
    key, kind = _single(found, "id"), _kind(found, plan)
    if key is None:
        raise ValueError("it has no id")
    if kind is not EntityType.PERSON:
        strange = sorted({*PERSON_ONLY, *PARTS} & set(found))
        if strange:
            raise ValueError(f"the {kind} has a {strange[0]}, which only persons have")
    if kind is not EntityType.ORGANISATION and "founded" in found:
        raise ValueError(f"the {kind} has a founded, which only organisations have")
    addresses = tuple(Address(text=text) for text in found.get("address", ()))
    fields: dict[str, Any] = {
        "names": _names(found),
        "countries": unique(country_code(text) for text in found.get("country", ())),
        "identifiers": tuple(
            Identifier(value=value, type=kind_of, label=role)
            for role, kind_of in IDENTIFIERS.items()
            for value in found.get(role, ())
        ),
        "addresses": addresses,
        "websites": found.get("website", ()),
    }
    if kind is EntityType.PERSON:
        fields |= _of_person(found)
    elif kind is EntityType.ORGANISATION:
        fields["founded"] = tuple(map(parse_date, found.get("founded", ())))
    return EntityRecord(
        id=f"{plan.list_id}-{key}",
        party=PARTY_TYPES[kind](**fields),
        listings=(_listing(found, key, plan),),
        notes=found.get("note", ()),
    )


def _by_role(row: Mapping[str, tuple[str, ...]], plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the values by what their columns are, split where several stand in a cell."""
    found: dict[str, tuple[str, ...]] = {}
    for column, role in plan.columns.items():
        texts = row.get(column, ())
        if plan.separator and role not in SINGLE:
            texts = tuple(piece.strip() for text in texts for piece in text.split(plan.separator))
        if role != IGNORED and any(texts):
            found[role] = unique((*found.get(role, ()), *filter(None, texts)))
    return found


def _single(found: Mapping[str, tuple[str, ...]], role: str) -> str | None:
    values = found.get(role, ())
    if len(values) > 1:
        raise ValueError(f"it has several values for {role}: {', '.join(values)}")
    return values[0] if values else None


def _kind(found: Mapping[str, tuple[str, ...]], plan: Plan) -> EntityType:
    word = _single(found, "kind")
    if word is None and plan.kind is not None:
        return plan.kind
    if word is None or word.casefold() not in plan.kinds:
        raise ValueError(f"its kind is {word!r}: expected {', '.join(plan.kinds)}")
    return plan.kinds[word.casefold()]


def _names(found: Mapping[str, tuple[str, ...]]) -> tuple[Name, ...]:
    """Return the names, the primary one first; the parts, where they have columns, are a name of their own."""
    given, patronymic, family = (_single(found, part) for part in PARTS)
    joined = " ".join(part for part in (given, patronymic, family) if part)
    names: list[Name] = []
    if joined:
        parts = NameParts(given=given, patronymic=patronymic, family=family)
        is_alias = "name" in found
        strength = NameStrength.STRONG if (given and family) or not is_alias else NameStrength.WEAK
        kind = NameKind.ALIAS if is_alias else NameKind.PRIMARY
        names.append(Name(text=joined, kind=kind, strength=strength, parts=parts))
    for role, (kind, strength) in NAMES.items():
        for text in found.get(role, ()):
            is_further = any(name.kind is NameKind.PRIMARY for name in names) and kind is NameKind.PRIMARY
            names.append(Name(text=text, kind=NameKind.ALIAS if is_further else kind, strength=strength))
    if not any(name.kind is NameKind.PRIMARY for name in names):
        raise ValueError("it has no name")
    return tuple(sorted(names, key=lambda name: name.kind is not NameKind.PRIMARY))


def _of_person(found: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    gender, death = _single(found, "gender"), _single(found, "death_date")
    if gender is not None and gender.casefold() not in GENDERS:
        raise ValueError(f"its gender is {gender!r}: expected {', '.join(GENDERS)}")
    return {
        "birth_dates": tuple(map(parse_date, found.get("birth_date", ()))),
        "birth_places": found.get("birth_place", ()),
        "death_date": parse_date(death) if death else None,
        "gender": GENDERS[gender.casefold()] if gender else None,
        "titles": found.get("title", ()),
        "positions": found.get("position", ()),
    }


def _listing(found: Mapping[str, tuple[str, ...]], key: str, plan: Plan) -> Listing:
    days: dict[str, Any] = {name: _day(_single(found, name), name) for name in DAYS}
    said: dict[str, Any] = {name: _single(found, name) for name in SAYINGS}
    return Listing(
        authority=plan.authority,
        list_id=plan.list_id,
        measures=found.get("measure", ()),
        listed_on_note=None if days["listed_on"] else NO_DAY,
        status=ListingStatus.DELISTED if days["delisted_on"] else ListingStatus.LISTED,
        **(said | {"reference": said["reference"] or key}),
        **days,
    )


def _day(text: str | None, name: str) -> date | None:
    if text is None:
        return None
    found = parse_date(text)
    if not found.is_day:
        raise ValueError(f"its {name} is {text!r}, expected one day such as 2026-03-13")
    return found.earliest
