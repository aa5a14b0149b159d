"""The UK Sanctions List in CSV: a day, a header of 58 columns, and a row for each name, address or other detail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from screening.errors import ListError
from screening.sources.csv_table import CsvTable, first_line, read_text
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, read_each
from screening.sources.uk_dates import day_of
from screening.sources.uk_designation import GROUPS, IGNORED, Designation, record_of

GENERATED, KEY = "Report Date:", "Unique ID"
COLUMNS = {
    "Last Updated": "LastUpdated",
    KEY: "UniqueID",
    "OFSI Group ID": "OFSIGroupID",
    "UN Reference Number": "UNReferenceNumber",
    "Name 6": "Name6",
    "Name 1": "Name1",
    "Name 2": "Name2",
    "Name 3": "Name3",
    "Name 4": "Name4",
    "Name 5": "Name5",
    "Name type": "NameType",
    "Alias strength": "AliasStrength",
    "Title": "Title",
    "Name non-latin script": "NameNonLatinScript",
    "Non-latin script type": "NonLatinScriptType",
    "Non-latin script language": "NonLatinScriptLanguage",
    "Regime Name": "RegimeName",
    "Designation Type": "IndividualEntityShip",
    "Designation source": "DesignationSource",
    "Sanctions Imposed": "SanctionsImposed",
    "Other Information": "OtherInformation",
    "UK Statement of Reasons": "UKStatementofReasons",
    "Address Line 1": "AddressLine1",
    "Address Line 2": "AddressLine2",
    "Address Line 3": "AddressLine3",
    "Address Line 4": "AddressLine4",
    "Address Line 5": "AddressLine5",
    "Address Line 6": "AddressLine6",
    "Address Postal Code": "AddressPostalCode",
    "Address Country": "AddressCountry",
    "Phone number": "PhoneNumber",
    "Website": "Website",
    "Email address": "EmailAddress",
    "Date Designated": "DateDesignated",
    "D.O.B": "DOB",
    "Nationality(/ies)": "Nationality",
    "National Identifier number": "NationalIdentifierNumber",
    "National Identifier additional information": "NationalIdentifierAdditionalInformation",
    "Passport number": "PassportNumber",
    "Passport additional information": "PassportAdditionalInformation",
    "Position": "Position",
    "Gender": "Gender",
    "Town of birth": "TownOfBirth",
    "Country of birth": "CountryOfBirth",
    "Type of entity": "TypeOfEntity",
    "Subsidiaries": "Subsidiary",
    "Parent company": "ParentCompany",
    "Business registration number (s)": "BusinessRegistrationNumber",
    "IMO number": "IMONumber",
    "Current owner/operator (s)": "CurrentOwnerOperator",
    "Previous owner/operator (s)": "PreviousOwnerOperator",
    "Current believed flag of ship": "CurrentBelievedFlagOfShip",
    "Previous flags": "PreviousFlag",
    "Type of ship": "TypeOfShip",
    "Tonnage of ship": "TonnageOfShip",
    "Length of ship": "LengthOfShip",
    "Year Built": "YearBuilt",
    "Hull identification number (HIN)": "HullIdentificationNumber",
}
"""The columns, and the names of the same values in the XML."""
_GROUPED = {part: group for group, parts in GROUPS.items() for part in parts}


Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """What one of the two CSV files that the UK has published has of its own: this list, and OFSI's before it."""

    generated: str
    """What the first line says before the day."""
    example: str
    """Such a first line."""
    key: str
    """The column that joins the rows of a party."""
    columns: Mapping[str, str]
    designations: Callable[[Iterable[Row], Tally], Iterable[Designation]]
    """Makes designations of the rows."""
    warnings: tuple[str, ...] = ()


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the UK Sanctions List in CSV.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    own = Layout(GENERATED, f"{GENERATED} 13-Feb-2026", KEY, COLUMNS, _designations)
    return read_layout(path, spec, own, on_progress)


def read_layout(path: Path, spec: CatalogueEntry, layout: Layout, on_progress: Progress | None) -> Reading:
    """Read a file of the shape: a line with a day, a header, and rows of which several are one party.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    text, columns = read_text(path, spec.id), layout.columns
    published = _published(first_line(text), layout, spec, path)
    table = CsvTable(path, spec.id, text, columns, tuple(columns), skipped=1, on_progress=on_progress)
    tally, warnings = Tally(IGNORED), list[str]()
    found = layout.designations(_keyed(table, layout.key, spec, path), tally)
    records, errors = read_each(found, lambda one: record_of(one, spec, tally, warnings), Designation.label)
    return Reading(
        records=records,
        errors=errors,
        files=(path,),
        published=published,
        ignored=tally.ignored(),
        warnings=(*layout.warnings, *warnings),
    )


def _published(line: str, layout: Layout, spec: CatalogueEntry, path: Path) -> date:
    stated = line.replace('"', "").rstrip(", ")
    try:
        if not stated.startswith(layout.generated):
            raise ValueError(stated)
        return day_of(stated.removeprefix(layout.generated).strip())
    except ValueError as error:
        problem = f"the first line is {line[:40]!r}, expected one such as {layout.example!r}"
        raise ListError(problem, list_id=spec.id, path=path) from error


def _keyed(table: CsvTable, key: str, spec: CatalogueEntry, path: Path) -> Iterator[Row]:
    """Yield the rows, each of which says to whom it belongs."""
    for row in table:
        if key not in row:
            raise ListError(f"a row has no {key}: {list(row.values())[:3]}", list_id=spec.id, path=path)
        yield row


def _designations(rows: Iterable[Row], tally: Tally) -> Iterable[Designation]:
    found: dict[str, Designation] = {}
    for row in rows:
        designation = found.setdefault(row[KEY], Designation(row[KEY]))
        add_row(designation, {COLUMNS[name]: cell for name, cell in row.items()}, tally)
    return found.values()


def add_row(found: Designation, row: Mapping[str, str], tally: Tally) -> None:
    """Add what a row says, by the names of the XML; rows repeat one another, and each thing is kept once."""
    groups: dict[str, dict[str, str]] = {}
    for name, text in row.items():
        if name in _GROUPED:
            groups.setdefault(_GROUPED[name], {})[name] = text
        else:
            found.add(name, text)
    for group, values in groups.items():
        found.add_group(group, values, tally)
