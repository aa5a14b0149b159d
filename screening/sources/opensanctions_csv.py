"""OpenSanctions' `targets.simple.csv`: a row for each target, several values in a cell.

Source: OpenSanctions, simplified tabular format, copy of March 2026: 16 columns; a cell with several values is itself a
line of CSV, delimited by semicolons, so that a value may have one in it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from screening.dates import parse_date
from screening.errors import EntryError
from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, Address, EntityRecord, Identifier, Listing, Name
from screening.sources.csv_table import CsvTable, read_text
from screening.sources.numbering import opensanctions_references
from screening.sources.opensanctions_listing import NO_DAY
from screening.sources.opensanctions_terms import PARTIES, SAID_OF_SCHEMA, THINGS, country_of
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason, unique
from screening.vocabulary import EntityType, ListingStatus, NameKind

KEY, SCHEMA = "id", "schema"
NEEDED = (
    KEY, SCHEMA, "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails", "dataset", "first_seen", "last_seen",
)  # fmt: skip
SEVERAL = (
    "aliases",
    "birth_date",
    "countries",
    "addresses",
    "identifiers",
    "sanctions",
    "phones",
    "emails",
    "program_ids",
    "dataset",
)
"""Columns whose cells are lines of CSV; a name is itself, quotation marks and all."""
COLUMNS = (*NEEDED, "program_ids", "last_change")
IGNORED = {
    "days of the last change": "they are of OpenSanctions' own file, not of the listing",
    "rows of what is no party": "securities, cars and the like have no names to be screened",
}
_IMO = "IMO"


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of `targets.simple.csv`.

    Raises:
        ListError: the file is cut, damaged, of another format, or its columns are not those known.
    """
    table = CsvTable(path, spec.id, read_text(path, spec.id), COLUMNS, NEEDED, on_progress=on_progress)
    tally = Tally(IGNORED)
    records: list[EntityRecord] = []
    errors: list[EntryError] = []
    days: list[date] = []
    for number, row in enumerate(table, 1):
        try:
            if row.get(SCHEMA) in THINGS:
                tally.skip("rows of what is no party")
                continue
            records.append(record_of(row, spec.id, tally))
            days.append(_day(row, "last_seen"))
        except ValueError as error:
            label = f"{row.get(KEY, 'without an id')} {row.get('name', '')}".rstrip()
            errors.append(EntryError(reason(error), entry=f"{label} (entry {number:,} of the file)"))
    return Reading(
        records=tuple(records),
        errors=tuple(errors),
        files=(path,),
        published=max(days, default=None),
        ignored=tally.ignored(),
    )


def values_of(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, empty ones left out.

    >>> values_of('Ceram Sea;"PLANT ""MAYAK""; Moscow"')
    ('Ceram Sea', 'PLANT "MAYAK"; Moscow')

    Raises:
        ValueError: a quotation mark is not closed.
    """
    try:
        (line,) = csv.reader([cell], delimiter=";", strict=True)
    except csv.Error as error:
        raise ValueError(f"{cell[:60]!r} is no list of values: {error}") from error
    return unique(value.strip() for value in line if value.strip())


def record_of(row: Mapping[str, str], list_id: str, tally: Tally) -> EntityRecord:
    """Return a row as a record.

    Raises:
        ValueError: a value in it is unknown or unreadable.
    """
    for needed in (KEY, SCHEMA, "name"):
        if needed not in row:
            raise ValueError(f"it has no {needed}")
    schema = row[SCHEMA]
    if schema not in PARTIES:
        raise ValueError(f"its schema {schema!r} is unknown: expected {', '.join(PARTIES)}")
    kind = PARTIES[schema]
    if "last_change" in row:
        tally.skip("days of the last change")
    cells = {name: values_of(row.get(name, "")) for name in SEVERAL}
    notes = [SAID_OF_SCHEMA[schema]] if schema in SAID_OF_SCHEMA else []
    notes += [f"Phone: {value}" for value in cells["phones"]] + [f"Email: {value}" for value in cells["emails"]]
    countries: list[str] = []
    for code in cells["countries"]:
        country, note = country_of(code)
        countries += [country] if country else []
        notes += [note] if note else []
    fields: dict[str, Any] = {
        "names": unique(
            [
                Name(text=row["name"], kind=NameKind.PRIMARY),
                *(Name(text=text) for text in cells["aliases"] if text != row["name"]),
            ]
        ),
        "countries": unique(countries),
        "identifiers": (*map(_identifier, cells["identifiers"]), Identifier(value=row[KEY], label="OpenSanctions id")),
        "addresses": tuple(Address(text=text) for text in cells["addresses"]),
    }
    if kind is EntityType.PERSON:
        fields["birth_dates"] = tuple(parse_date(text) for text in cells["birth_date"])
    elif cells["birth_date"]:
        raise ValueError(f"it is no person, and has the birth date {row['birth_date']!r}")
    return EntityRecord(
        id=f"{list_id}-{row[KEY]}",
        party=PARTY_TYPES[kind](**fields),
        listings=_listings(row, cells, list_id),
        cross_references=opensanctions_references([row[KEY]]),
        notes=tuple(notes),
    )


def _identifier(value: str) -> Identifier:
    """Return a number; of what kind it is this format does not say, but for those that begin with IMO."""
    kind = IdentifierType.IMO if value.upper().startswith(_IMO) and value[3:].isdigit() else IdentifierType.OTHER
    return Identifier(value=value, type=kind)


def _listings(row: Mapping[str, str], cells: Mapping[str, tuple[str, ...]], list_id: str) -> tuple[Listing, ...]:
    """Return a listing for each programme of the one data set, or one for each data set.

    Where there are several data sets, which of them a programme or a day is of is not said: then it is a note.
    """
    datasets, programmes = cells["dataset"], cells["program_ids"]
    if not datasets:
        raise ValueError("it has no dataset")
    is_one = len(datasets) == 1
    notes = [] if is_one or not programmes else [f"programmes, not said of which list: {', '.join(programmes)}"]
    first = _day(row, "first_seen")
    under: tuple[str | None, ...] = (programmes if is_one else ()) or (None,)
    return tuple(
        Listing(
            authority=dataset,
            list_id=list_id,
            programme=programme,
            reference=row[KEY],
            listed_on_note=NO_DAY,
            listed_by=first if is_one else None,
            status=ListingStatus.LISTED if "sanctions" in row or programmes else ListingStatus.WATCH,
            reason="; ".join(cells["sanctions"]) or None,
            note="; ".join(notes) or None,
        )
        for dataset in datasets
        for programme in under
    )


def _day(row: Mapping[str, str], column: str) -> date:
    value = row.get(column, "")
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise ValueError(f"its {column} is {value!r}, expected a day such as 2026-03-13T05:41:01") from error
