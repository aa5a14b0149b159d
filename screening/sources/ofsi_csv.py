"""OFSI's consolidated list in CSV (`ConList`), closed on 28 January 2026 in favour of the UK Sanctions List.

Source: OFSI, format of 2022: 36 columns, a row for each name or address, the rows of a party joined by its Group ID.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally
from screening.sources.uk_csv import Layout, Row, add_row, read_layout
from screening.sources.uk_designation import Designation

GENERATED, KEY, OTHER, REGIME = "Last Updated,", "Group ID", "Other Information", "Regime"
CLOSED = (
    "this is OFSI's consolidated list, which closed on 28 January 2026: the UK Sanctions List has taken its place, and "
    "parties designated since may be missing"
)
COLUMNS = {
    "Name 6": "Name6",
    "Name 1": "Name1",
    "Name 2": "Name2",
    "Name 3": "Name3",
    "Name 4": "Name4",
    "Name 5": "Name5",
    "Title": "Title",
    "Name Non-Latin Script": "NameNonLatinScript",
    "Non-Latin Script Type": "NonLatinScriptType",
    "Non-Latin Script Language": "NonLatinScriptLanguage",
    "DOB": "DOB",
    "Town of Birth": "TownOfBirth",
    "Country of Birth": "CountryOfBirth",
    "Nationality": "Nationality",
    "Passport Number": "PassportNumber",
    "Passport Details": "PassportAdditionalInformation",
    "National Identification Number": "NationalIdentifierNumber",
    "National Identification Details": "NationalIdentifierAdditionalInformation",
    "Position": "Position",
    "Address 1": "AddressLine1",
    "Address 2": "AddressLine2",
    "Address 3": "AddressLine3",
    "Address 4": "AddressLine4",
    "Address 5": "AddressLine5",
    "Address 6": "AddressLine6",
    "Post/Zip Code": "AddressPostalCode",
    "Country": "AddressCountry",
    OTHER: "OtherInformation",
    "Group Type": "IndividualEntityShip",
    "Alias Type": "NameType",
    "Alias Quality": "AliasStrength",
    REGIME: "RegimeName",
    "Listed On": "ListedOn",
    "UK Sanctions List Date Designated": "DateDesignated",
    "Last Updated": "LastUpdated",
    KEY: "OFSIGroupID",
}
"""The columns, and the names of the same values in the XML of the UK's list."""
SEVERAL = frozenset({"Title", "DOB", "Nationality", "Position"})
"""Columns of which one cell may hold several values, `(1) … (2) …`, that stand for themselves."""
PAIRED = (
    ("TownOfBirth", "CountryOfBirth"),
    ("PassportNumber", "PassportAdditionalInformation"),
    ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"),
)
"""Columns of which one cell may hold several values that belong to those of another."""

LABELLED = {
    "UniqueID": re.compile(r"\(UK Sanctions List Ref\):? ?([A-Z]{3}\d{4})"),
    "UNReferenceNumber": re.compile(r"\(UN Ref\):? ?([A-Z]{2}[a-z]\.\d+)"),
    "Gender": re.compile(r"\(Gender\):? ?(Male|Female)\b"),
    "IMONumber": re.compile(r"\(IMO number\):? ?(?:IMO )?(\d{7})\b"),
    "UKStatementofReasons": re.compile(r"\(UK Statement of Reasons\):? ?(.+?)(?= ?\([A-Z][\w ]+\):|$)"),
}
"""Values that this list has no column for, by their labels in `Other Information`, which is kept whole as well."""

_NOT_A_WORD = re.compile(r"\W+")
_PLACE = re.compile(r"(?:^|(?<=\s))\((\d+)\)\s*")


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of OFSI's list.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    own = Layout(GENERATED, f"{GENERATED}27/01/2026", KEY, COLUMNS, _designations, (CLOSED,))
    return read_layout(path, spec, own, on_progress)


def _designations(rows: Iterable[Row], tally: Tally) -> Iterable[Designation]:
    groups: dict[str, dict[str, Designation]] = {}
    for row in rows:
        group = groups.setdefault(row[KEY], {})
        _take_row(group.setdefault(row.get(REGIME, ""), Designation(f"ofsi-{row[KEY]}")), row, tally)
    return {designation.key: designation for group in groups.values() for designation in _keyed(group)}.values()


def _keyed(group: Mapping[str, Designation]) -> Iterable[Designation]:
    """Return a party's designations, one for each regime; where there are several, the regime is part of the key."""
    if len(group) > 1:
        for regime, designation in group.items():
            designation.key = f"{designation.key}-{_NOT_A_WORD.sub('-', regime.casefold()).strip('-')}"
    return group.values()


def _take_row(found: Designation, row: Mapping[str, str], tally: Tally) -> None:
    values = {COLUMNS[name]: cell for name, cell in row.items()}
    for name in SEVERAL & set(values):
        for text in filter(None, parted(values.pop(name))):
            found.add(name, text)
    for first, second in PAIRED:
        pair = {name: parted(values.pop(name)) for name in (first, second) if name in values}
        for place in range(max(map(len, pair.values()), default=0)):
            said = {name: texts[place] for name, texts in pair.items() if texts[place : place + 1] not in ([], [""])}
            add_row(found, said, tally)
    for name, pattern in LABELLED.items():
        for text in pattern.findall(row.get(OTHER, "")):
            found.add(name, text)
    add_row(found, values, tally)


def parted(cell: str) -> list[str]:
    """Return the values of a cell, in their places: an empty one stays, so that those beside it keep theirs.

    >>> parted("(1) Tripoli (2) Tunis"), parted("Tripoli (Libya)")
    (['Tripoli', 'Tunis'], ['Tripoli (Libya)'])
    """
    pieces = _PLACE.split(cell)
    numbers = pieces[1::2]
    if pieces[0].strip() or numbers != [str(place) for place in range(1, len(numbers) + 1)] or not numbers:
        return [cell]
    return [piece.strip(" .") for piece in pieces[2::2]]
