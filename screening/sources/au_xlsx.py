"""Australia: DFAT's consolidated list, a workbook with one row a name.

Source: copies of December 2024 and August 2026; the committees and instruments are those the workbook names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from screening.errors import EntryError
from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, Address, EntityRecord, Identifier, Listing, Name
from screening.reference import country_code
from screening.sources.au_dates import find_dates, listing_days
from screening.sources.au_sheet import ADDED, Row, read_rows
from screening.sources.numbering import cross_references
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason, unique
from screening.sources.un_names import read_alias
from screening.vocabulary import EntityType, NameKind, NameStrength

PARTY_TYPE = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "vessel": EntityType.VESSEL,
}
NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "original script": NameKind.ORIGINAL_SCRIPT,
    "formerly known as": NameKind.FORMER,
    "previously listed as": NameKind.FORMER,
}
"""The name types in small letters: copies before 2025 write each in several ways."""
STRENGTHS = {None: NameStrength.STRONG, "Strong": NameStrength.STRONG, "Weak": NameStrength.WEAK}
MEASURES = ADDED[3:]
"""The columns that say TRUE or FALSE of each measure."""
NOTHING = frozenset({"na", "n/a"})
COUNTRIES = {
    "belarussian": "BY",
    "democratic people's republic of korea (north korea)": "KP",
    "democratic republic of congo": "CD",
    "slovak republic": "SK",
    "türkiyish": "TR",
    "ukranian": "UA",
    "united kingdom of great britain": "GB",
}
"""Citizenships as Australia alone writes them."""
IGNORED = {
    "cells that say nothing": "Australia wrote `na`",
    "rows that repeat a name": "the entry has the same name in another row",
}
UNDATED = "Australia prints no day: the instrument is the legal basis, and the control date the day of the last change"
PROSE = (
    (
        re.compile(r"passport(?: (?:no|number))?[.:]*(?: [A-Za-z]+){0,4}?[.:]* ?([A-Z]{0,3}\d{5,10})\b", re.I),
        "passport",
    ),
    (re.compile(r"(?:state )?registration (?:ID|no|number)[^:;\d]{0,14}: ?((?:\d ?){8,15})", re.I), "registration"),
    (re.compile(r"\btax (?:ID|identification)?[^:;\d]{0,14}: ?(\d{8,12})\b", re.I), "tax"),
    (re.compile(r"\bIMO(?: number)?:? ?(\d{7})\b", re.I), "imo"),
)
"""Numbers with their name in the prose, and the kind of identifier that each is."""

_Kind = TypeVar("_Kind")
_REFERENCE = re.compile(r"(\d+)(?:[a-z]{1,2}\d*)?$")
_ITEMS = re.compile(r"(?:^|[\s;,]+)\(?[a-z]\)\s*|;\s*")
_UN_REFERENCE = re.compile(r"\(?([A-Z][A-Za-z][ie]\.\d{3})\b")
_UN_LABELLED = re.compile(r"\bUN Reference Number:? ([A-Z][A-Za-z][ie]\.\d{3})\b")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_SEVERAL = re.compile(r"\s*/\s*|\s+and\s+|\s*,\s*")
_PREVIOUS = re.compile(r"Previous names? includes?:? (.+)$")
_LANGUAGE = re.compile(r"\s*\(([A-Z][a-z]+)\)$")
"""What may stand behind a name in its original script: `(Tigrinya)`."""
_SAID = re.compile(r"\s*\(((?:formerly|previously) listed as)(?:[.,] in \w+: ?([^()]+))?\)$", re.IGNORECASE)


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of Australia's workbook.

    Raises:
        ListError: the file is cut, damaged, no workbook, or not of the columns that are known.
    """
    rows = read_rows(path, spec)
    tally = Tally(IGNORED)
    errors: list[EntryError] = []
    entries: dict[str, list[Row]] = {}
    for row in rows:
        found = _REFERENCE.match(row.text("Reference") or "")
        if found:
            entries.setdefault(found[1], []).append(row)
        else:
            problem = f"its Reference is {row.text('Reference')!r}, expected a number such as 110 or 110a"
            errors.append(EntryError(problem, entry=f"in row {row.number}"))
    records: list[EntityRecord] = []
    for number, own in entries.items():
        try:
            records.append(_record(number, own, spec, tally))
        except ValueError as error:
            label = f"{number} (row {own[0].number}, {own[0].text('Name of Individual or Entity')})"
            errors.append(EntryError(reason(error), entry=label))
    if on_progress:
        on_progress(path.stat().st_size, path.stat().st_size)
    return Reading(records=tuple(records), errors=tuple(errors), files=(path,), ignored=tally.ignored())


def _record(number: str, rows: list[Row], spec: CatalogueEntry, tally: Tally) -> EntityRecord:
    """Take the rows of an entry in full.

    Raises:
        ValueError: something in them is unknown or unreadable, or they do not go together.
    """
    types = unique(_known(PARTY_TYPE, _plain(row.text("Type")), "Type") for row in rows)
    if len(types) > 1:
        raise ValueError(f"its rows are of several types: {', '.join(types)}")
    notes: list[str] = []
    names = _names(rows, tally)
    texts = {
        column: unique(_told([row.text(column) for row in rows], tally))
        for column in ("Date of Birth", "Place of Birth", "Citizenship", "Address")
    }
    said = unique(_told([row.paragraphs("Additional Information") for row in rows], tally))
    notes += said
    names += [name for text in said for name in _former_names(text)]
    nations = [code for text in texts["Citizenship"] for code in _nations(text, notes)]
    addresses = unique(_address(item) for text in texts["Address"] for item in _items(text))
    fields: dict[str, Any] = {
        "names": unique(names),
        "countries": unique([*nations, *(address.country for address in addresses if address.country)]),
        "identifiers": _identifiers(rows, said),
        "addresses": addresses,
    }
    fields |= _own_fields(types[0], texts, notes)
    return EntityRecord(
        id=f"au-{number}",
        party=PARTY_TYPES[types[0]](**fields),
        listings=_listings(number, rows, spec),
        cross_references=cross_references(_un_numbers(rows, said, types[0])),
        notes=unique(notes),
    )


def _plain(text: str | None) -> str:
    return (text or "").casefold()


def _known(table: dict[str, _Kind], value: str, column: str) -> _Kind:
    if value not in table:
        raise ValueError(f"the {column} {value!r} is unknown: expected {', '.join(table)}")
    return table[value]


def _told(cells: list[str | None], tally: Tally) -> Iterator[str]:
    """Yield what the cells of a column say; `na` is nothing."""
    for text in cells:
        if text and text.casefold() in NOTHING:
            tally.skip("cells that say nothing")
        elif text:
            yield text


def _names(rows: list[Row], tally: Tally) -> list[Name]:
    names: list[Name] = []
    for row in rows:
        kind = _known(NAME_KINDS, _plain(row.text("Name Type")), "Name Type")
        strength, text = row.text("Alias Strength"), row.text("Name of Individual or Entity")
        if strength not in STRENGTHS:
            raise ValueError(f"the Alias Strength {strength!r} is unknown: expected Strong or Weak")
        if text is None:
            raise ValueError(f"row {row.number} has no name")
        note, printed = None, []
        if said := _SAID.search(text):
            text, kind, note = text[: said.start()], NameKind.FORMER, said[1]
            printed = [said[2].strip()] if said[2] else []
        elif kind is NameKind.ORIGINAL_SCRIPT and (language := _LANGUAGE.search(text)):
            text, note = text[: language.start()], language[1]
        if kind is NameKind.PRIMARY:
            found = [Name(text=text, kind=kind, strength=STRENGTHS[strength])]
        else:
            found = [name for part in (text, *printed) for name in read_alias(part, note, kind, STRENGTHS[strength])]
        if set(found) <= set(names):
            tally.skip("rows that repeat a name")
        names += [name for name in found if name not in names]
    primary = [name.text for name in names if name.kind is NameKind.PRIMARY]
    if len(primary) != 1:
        raise ValueError(f"it has {len(primary)} rows of Name Type Primary Name, expected one")
    return names


def _former_names(text: str) -> list[Name]:
    found = _PREVIOUS.search(text)
    return [Name(text=part, kind=NameKind.FORMER) for part in _SEVERAL.split(found[1])] if found else []


def _items(text: str) -> list[str]:
    """Return the items of `a) … b) …`, or of a text with semicolons.

    >>> _items("a) Mosul, Iraq b) Baghdad, Iraq"), _items("Tehran, Iran")
    (['Mosul, Iraq', 'Baghdad, Iraq'], ['Tehran, Iran'])
    """
    return [item for part in _ITEMS.split(text) if (item := part.strip(" ,")) and _plain(item) not in NOTHING]


def _address(text: str) -> Address:
    """Return an address; its country is what stands behind the last comma, if that is one."""
    return Address(text=text, country=_country(_BRACKET.sub("", text).rpartition(",")[2]))


def _country(text: str) -> str | None:
    plain = text.strip(" .,")
    if _plain(plain) in COUNTRIES:
        return COUNTRIES[_plain(plain)]
    try:
        return country_code(plain) if plain else None
    except ValueError:
        return None


def _nations(text: str, notes: list[str]) -> list[str]:
    """Return the countries in a text such as `Russian and Ukrainian`; a text that says more becomes a note as well.

    >>> notes = []
    >>> _nations("a) Algeria b) Trinidad and Tobago", notes), _nations("Russian and Ukrainian", notes), notes
    (['DZ', 'TT'], ['RU', 'UA'], [])
    >>> _nations("Possibly Ethiopian (until 1991)", notes), notes
    (['ET'], ['citizenship: Possibly Ethiopian (until 1991)'])
    """
    found, whole = [], True
    for item in _items(text):
        bare = _BRACKET.sub("", item)
        parts = [item] if _country(item) else [bare] if _country(bare) else _SEVERAL.split(bare)
        for part in parts:
            plain = part.removeprefix("Possibly ")
            code = _country(plain)
            found += [code] if code else []
            whole = whole and code is not None and plain == part and (bare == item or parts == [item])
    if not whole:
        notes.append(f"citizenship: {text}")
    return found


def _un_numbers(rows: list[Row], said: tuple[str, ...], kind: EntityType) -> Iterator[tuple[str, str]]:
    """Yield the UN's own numbers of an entry: one that the prose begins with, or the listing information labels.

    Numbers further on in the prose are those of others. The UN's third letter tells persons from all else; where it
    contradicts the entry's type the number is somebody else's too.
    """
    stated = [_UN_REFERENCE.match(text) for text in said]
    stated += [_UN_LABELLED.search(row.text("Listing Information") or "") for row in rows]
    for found in stated:
        if found and (found[1][2] == "i") == (kind is EntityType.PERSON):
            yield "un", found[1]


def _identifiers(rows: list[Row], said: tuple[str, ...]) -> tuple[Identifier, ...]:
    """Return the IMO number, the numbers the prose names, and the UN's reference where the prose begins with it."""
    found = [
        Identifier(value=number, type=IdentifierType.IMO, label="IMO Number")
        for row in rows
        if (number := row.text("IMO Number"))
    ]
    for text in said:
        if reference := _UN_REFERENCE.match(text):
            found.append(Identifier(value=reference[1], label="UN reference"))
        for shape, kind in PROSE:
            found += [
                Identifier(value=number.strip(), type=IdentifierType(kind), label=kind)
                for number in shape.findall(text)
            ]
    return unique(found)


def _own_fields(party_type: EntityType, texts: dict[str, tuple[str, ...]], notes: list[str]) -> dict[str, Any]:
    """Return what only one kind of party has."""
    found = [find_dates(text) for text in texts["Date of Birth"]]
    dates = unique(day for each in found for day in each.dates)
    notes += [f"date of birth: {each.rest}" for each in found if each.rest]
    places = unique(item for text in texts["Place of Birth"] for item in _items(text))
    if party_type is EntityType.PERSON:
        return {"birth_dates": dates, "birth_places": places}
    notes += [f"place of birth: {place}" for place in places]
    if party_type is EntityType.ORGANISATION:
        return {"founded": dates}
    return {"built": dates[0] if dates else None}


def _listings(number: str, rows: list[Row], spec: CatalogueEntry) -> tuple[Listing, ...]:
    """Return a listing for each committee that the rows name; rows of aliases may have been added later."""
    by_committee: dict[str, list[Row]] = {}
    for row in rows:
        committee = row.text("Committees")
        if committee is None:
            raise ValueError(f"row {row.number} names no committee")
        by_committee.setdefault(committee, []).append(row)
    return tuple(_listing(number, committee, own, spec) for committee, own in by_committee.items())


def _listing(number: str, committee: str, rows: list[Row], spec: CatalogueEntry) -> Listing:
    first = next((row for row in rows if _plain(row.text("Name Type")) == "primary name"), rows[0])
    stated, instrument = first.text("Listing Information"), first.text("Instrument of Designation")
    day = first.day("Listing Information")
    listed, amended = (day, None) if day else listing_days(stated or "")
    controls = sorted({_control_date(row) for row in rows})
    basis = None if first.day("Instrument of Designation") else instrument or (None if day else stated)
    return Listing(
        authority=spec.authority,
        list_id=spec.id,
        programme=committee,
        legal_basis=basis,
        measures=tuple(measure for measure in MEASURES if first.is_true(measure)),
        reference=number,
        listed_on=listed,
        listed_on_note=None if listed else UNDATED,
        listed_by=None if listed else controls[0],
        amended_on=amended,
        note="; ".join([*([stated] if stated and stated != basis and not day else []), f"control date {controls[-1]}"]),
        url=spec.page,
    )


def _control_date(row: Row) -> date:
    day = row.day("Control Date")
    if day is None:
        raise ValueError(f"the Control Date of row {row.number} is {row.text('Control Date')!r}, expected a day")
    return day
