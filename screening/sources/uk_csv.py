"""The UK Sanctions List in CSV: a day, a header of 58 columns, and a row for each name, address or other detail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from screening.errors import EntryError, ListError
from screening.records import EntityRecord
from screening.sources.csv_table import CsvTable, first_line, read_text
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason
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


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the UK Sanctions List in CSV.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    text = read_text(path, spec.id)
    published = _published(first_line(text), spec, path)
    table = CsvTable(path, spec.id, text, COLUMNS, tuple(COLUMNS), skipped=1, on_progress=on_progress)
    tally, warnings = Tally(IGNORED), list[str]()
    found: dict[str, Designation] = {}
    for row in table:
        key = row.get(KEY)
        if key is None:
            raise ListError(f"a row has no {KEY}: {list(row.values())[:3]}", list_id=spec.id, path=path)
        add_row(found.setdefault(key, Designation(key)), {COLUMNS[name]: cell for name, cell in row.items()}, tally)
    records, errors = read_all(found, spec, tally, warnings)
    return Reading(
        records=tuple(records),
        errors=tuple(errors),
        files=(path,),
        published=published,
        ignored=tally.ignored(),
        warnings=tuple(warnings),
    )


def _published(line: str, spec: CatalogueEntry, path: Path) -> date:
    said, _, stated = line.replace('"', "").rstrip(", ").partition(":")
    try:
        if f"{said}:" != GENERATED:
            raise ValueError(said)
        return day_of(stated.strip())
    except ValueError as error:
        problem = f"the first line is {line[:40]!r}, expected one such as '{GENERATED} 13-Feb-2026'"
        raise ListError(problem, list_id=spec.id, path=path) from error


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


def read_all(
    found: Mapping[str, Designation], spec: CatalogueEntry, tally: Tally, warnings: list[str]
) -> tuple[list[EntityRecord], list[EntryError]]:
    """Return the records, and the designations that cannot be read in full."""
    records: list[EntityRecord] = []
    errors: list[EntryError] = []
    for designation in found.values():
        try:
            records.append(record_of(designation, spec, tally, warnings))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=designation.label()))
    return records, errors
