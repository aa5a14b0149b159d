"""Australia's workbook: each column is taken, rows are put together, and a damaged or unknown one is refused."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from screening.dates import parse_date
from screening.errors import ListError
from screening.records import EntityRecord, Organisation, Person, Vessel
from screening.sources import au_sheet, au_xlsx
from screening.sources.au_dates import find_dates, listing_days
from screening.sources.au_sheet import ADDED, REQUIRED
from screening.sources.reading import Reading, catalogue
from screening.store import add_list
from screening.vocabulary import NameStrength

AU = catalogue()["au"]
COLUMNS = (*REQUIRED, *ADDED)
CASES = Path(__file__).parent.parent / "cases" / "au" / "dates.csv"
Table = list[dict[str, Any]]

with CASES.open(encoding="utf-8", newline="") as file:
    DATES = [tuple(row.values()) for row in csv.DictReader(file)]


SHORT = {
    "R": "Reference",
    "NIE": "Name of Individual or Entity",
    "T": "Type",
    "NT": "Name Type",
    "AS": "Alias Strength",
    "DB": "Date of Birth",
    "PB": "Place of Birth",
    "C": "Citizenship",
    "Add": "Address",
    "AI": "Additional Information",
    "LI": "Listing Information",
    "IMON": "IMO Number",
    "Com": "Committees",
    "CD": "Control Date",
    "ID": "Instrument of Designation",
    "TFS": "Targeted Financial Sanction",
    "TB": "Travel Ban",
    "MR": "Maritime Restriction",
}


def row(**cells: Any) -> dict[str, Any]:
    """A row of an alias, but for the cells given, whose columns have the letters of `SHORT`."""
    usual = {"Reference": 110, "Type": "Individual", "Name Type": "Alias", "Committees": "1988 (Taliban)"}
    measures: dict[str, Any] = dict.fromkeys(ADDED[3:], False)
    return usual | {"Control Date": date(2026, 4, 14)} | measures | {SHORT[key]: cell for key, cell in cells.items()}


def person(**cells: Any) -> dict[str, Any]:
    return row(**{"NIE": "Abdul EXAMPLE", "NT": "Primary Name"} | cells)


def workbook(rows: Table, columns: tuple[str, ...] = COLUMNS, *, second: str | None = None) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for place, name in enumerate(columns):
            sheet.write(0, place, name)
        for number, cells in enumerate(rows, 1):
            for place, name in enumerate(columns):
                sheet.write(number, place, cells.get(name, ""))
        extra = book.add_worksheet()
        if second is not None:
            extra.write(0, 0, second)
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    def read_rows(*rows: dict[str, Any], columns: tuple[str, ...] = COLUMNS) -> Reading:
        path = tmp_path / "list.xlsx"
        path.write_bytes(workbook(list(rows), columns))
        return au_xlsx.read(path, AU)

    return read_rows


def only(reading: Reading) -> EntityRecord:
    assert reading.errors == ()
    (record,) = reading.records
    return record


@pytest.mark.parametrize(("text", "dates", "rest", "why"), DATES)
def test_every_date_in_a_text_is_taken(text: str, dates: str, rest: str, why: str) -> None:
    found = find_dates(text)
    assert "|".join(found.dates) == dates, why
    assert found.rest == (" ".join(text.split()) if rest else None)
    assert all(parse_date(day) for day in found.dates)


@pytest.mark.parametrize(
    ("text", "listed", "amended"),
    [
        ("Listed by UN (1267 Committee) on 6 July 2004 (amended on 21 March 2012)", "2004-07-06", "2012-03-21"),
        ("Listed on: 9 Mar. 2012", "2012-03-09", None),
        ("First listed on 2/03/2016 (amended on 16/08/2023)", "2016-03-02", "2023-08-16"),
        ("Listed by UN 1267 Committee 8 Mar. 2001", "2001-03-08", None),
        ("22 Apr. 2010 (amended 15 Apr 2014, 6 Dec 2019)", "2010-04-22", "2019-12-06"),
        ("Designated under the Autonomous Sanctions Regulations 2011 on 9 March 2012", "2012-03-09", None),
        ("Instrument of first listing: List 2004. Last listed on: 16/09/2022", None, None),
        ("Assets received on or after 23 May 2003. Listed under Resolution 1483 (2003)", None, None),
        ("Amendment (No. 10) Instrument 2023", None, None),
        ("Listed on 31 Feb. 2020", None, None),
        ("Listed on 45th Mar. 2020", None, None),
    ],
)
def test_listing_day_is_taken_where_it_is_printed(text: str, listed: str | None, amended: str | None) -> None:
    days = [day.isoformat() if day else None for day in listing_days(text)]
    assert days == [listed, amended]


def test_rows_of_one_number_are_one_entry(read: Callable[..., Reading]) -> None:
    record = only(
        read(
            person(),
            row(R="110a", NIE=" Abu Example\n", AS="Weak"),
            row(R="110b", NIE="عبد المثال", NT="Original Script"),
            row(R="110b1", NIE="Абдул", AS="Strong"),
            row(R="110aa", NIE="Abdel Example (formerly listed as)"),
            row(R="110c", NIE="Abu Example", AS="Weak"),
            row(R="110d", NIE="ኤርሚኣስ (Tigrinya)", NT="Original Script"),
            row(R="110e", NIE="Jin (金铁三)"),
            row(R="110f", NIE="Merai (previously listed as, in Arabic: مرعي)"),
        )
    )
    assert (record.id, record.listings[0].reference) == ("au-110", "110")
    assert [(name.text, name.kind.value, name.strength.value, name.note) for name in record.party.names] == [
        ("Abdul EXAMPLE", "primary", "strong", None),
        ("Abu Example", "alias", "weak", None),
        ("عبد المثال", "original_script", "strong", None),
        ("Абдул", "original_script", "strong", None),
        ("Abdel Example", "former", "strong", "formerly listed as"),
        ("ኤርሚኣስ", "original_script", "strong", "Tigrinya"),
        ("Jin", "alias", "strong", None),
        ("金铁三", "original_script", "strong", None),
        ("Merai", "former", "strong", "previously listed as"),
        ("مرعي", "original_script", "strong", "previously listed as"),
    ]


def test_name_types_before_2025(read: Callable[..., Reading]) -> None:
    names = only(
        read(
            person(NT="primary Name", T="individual "),
            row(R="110a", NIE="A", NT="Aka ", T="Individual "),
            row(R="110b", NIE="B", NT="Formerly known as"),
            row(R="110c", NIE="C", NT="Previously listed as"),
            columns=REQUIRED,
        )
    ).party.names
    assert [name.kind.value for name in names] == ["primary", "alias", "former", "former"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"AI": "QDi.150. Leader of Al-Qaida (QDe.004)."}, ("un:QDi.150",)),
        ({"AI": "(Qdi.150) Title: Dr"}, ("un:QDi.150",)),
        ({"LI": "UN Reference Number: QDi.150 Listed by the UN 1267 Committee on 12 Nov 2003"}, ("un:QDi.150",)),
        ({"AI": "Son of the leader (QDi.150)."}, ()),
        ({"AI": "QDe.004 is the group of which he is a member."}, ()),
    ],
)
def test_the_uns_number_of_an_entry_is_a_cross_reference_and_that_of_another_is_not(
    read: Callable[..., Reading], given: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert only(read(person(**given))).cross_references == expected


def test_person(read: Callable[..., Reading]) -> None:
    record = only(
        read(
            person(
                DB="a) Approximately 1955- 1958 b) 3/04/1970 (false passport)",
                PB="a) Kabul, Afghanistan b) na",
                C="Russian and Ukrainian",
                Add="1 Main Street, Mosul, Iraq (previous address); Nowhere",
                AI="TAi.999. Passport no.: Afghan number P04581926, issued on 7 Aug. 2024.",
            ),
            row(R="110a", NIE="Abu Example", DB=1961.0, C="na", Add="NA"),
            row(R="110b", NIE="Abu Sample", DB=datetime(1962, 5, 6)),
        )
    )
    party = record.party
    assert isinstance(party, Person)
    assert [str(day) for day in party.birth_dates] == ["circa 1955 to 1958", "1970-04-03", "1961", "1962-05-06"]
    assert (party.birth_places, party.countries) == (("Kabul, Afghanistan",), ("RU", "UA", "IQ"))
    assert [(address.text, address.country) for address in party.addresses] == [
        ("1 Main Street, Mosul, Iraq (previous address)", "IQ"),
        ("Nowhere", None),
    ]
    assert [(found.type.value, found.value, found.label) for found in party.identifiers] == [
        ("other", "TAi.999", "UN reference"),
        ("passport", "P04581926", "passport"),
    ]
    assert record.cross_references == ("un:TAi.999",)
    assert record.notes == (
        "TAi.999. Passport no.: Afghan number P04581926, issued on 7 Aug. 2024.",
        "date of birth: a) Approximately 1955- 1958 b) 3/04/1970 (false passport)",
    )


def test_citizenships_in_many_forms(read: Callable[..., Reading]) -> None:
    cases = {
        "Congo, Democratic Republic of the;Rwanda": ("CD", "RW"),
        "Democratic People's Republic of Korea (North Korea)": ("KP",),
        "Türkiyish": ("TR",),
        "Turkish/Jordanian": ("TR", "JO"),
        "a) South Sudan; b) Uganda": ("SS", "UG"),
        "Congolese": (),
    }
    for text, codes in cases.items():
        record = only(read(person(C=text)))
        assert record.party.countries == codes, text
        assert record.notes == (() if codes else (f"citizenship: {text}",))


def test_organisation(read: Callable[..., Reading]) -> None:
    record = only(
        read(
            person(
                NIE="Example Works",
                T="Entity",
                DB=1992.0,
                PB="Omsk",
                AI="State registration number: 1086623002190\nTax ID No.: 5047074511 (Russia)",
            )
        )
    )
    assert isinstance(record.party, Organisation)
    assert ([str(day) for day in record.party.founded], record.notes[1:]) == (["1992"], ("place of birth: Omsk",))
    assert [(found.type.value, found.value) for found in record.party.identifiers] == [
        ("registration", "1086623002190"),
        ("tax", "5047074511"),
    ]


def test_vessel(read: Callable[..., Reading]) -> None:
    record = only(
        read(
            person(NIE="NOCTIS", T="Vessel", IMON=9258868, AI="Previous names include ASHER, SABLE", MR=True, DB="2001")
        )
    )
    assert isinstance(record.party, Vessel)
    assert [(name.text, name.kind.value) for name in record.party.names] == [
        ("NOCTIS", "primary"),
        ("ASHER", "former"),
        ("SABLE", "former"),
    ]
    assert [(found.type.value, found.value) for found in record.party.identifiers] == [("imo", "9258868")]
    assert (record.listings[0].measures, str(record.party.built)) == (("Maritime Restriction",), "2001")


def test_listing_with_its_day(read: Callable[..., Reading]) -> None:
    stated = "Listed on 25 January 2001 (amended on 3 Sep 2003)"
    listing = only(read(person(LI=stated, ID="Regulation 2013", TB=True, TFS=True))).listings[0]
    assert (listing.authority, listing.programme, listing.legal_basis) == (
        "Australia",
        "1988 (Taliban)",
        "Regulation 2013",
    )
    assert (listing.listed_on, listing.amended_on, listing.listed_by) == (date(2001, 1, 25), date(2003, 9, 3), None)
    assert listing.measures == ("Targeted Financial Sanction", "Travel Ban")
    assert listing.note == f"{stated}; control date 2026-04-14"


def test_control_date_is_no_listing_date(read: Callable[..., Reading]) -> None:
    rows = [person(LI="Instrument 2023"), row(R="110a", NIE="A", CD=date(2025, 1, 2))]
    listing = only(read(*rows)).listings[0]
    assert (listing.listed_on, listing.listed_by, listing.amended_on) == (None, date(2025, 1, 2), None)
    assert (listing.listed_on_note, listing.legal_basis) == (au_xlsx.UNDATED, "Instrument 2023")
    assert listing.note == "control date 2026-04-14"


def test_listing_information_that_is_a_day(read: Callable[..., Reading]) -> None:
    listing = only(read(person(LI=date(2013, 3, 7), ID=date(2013, 3, 7)))).listings[0]
    assert (listing.listed_on, listing.legal_basis, listing.note) == (date(2013, 3, 7), None, "control date 2026-04-14")


def test_a_listing_for_each_committee(read: Callable[..., Reading]) -> None:
    listings = only(read(person(), row(R="110a", NIE="A", Com="1718 (DPRK)"))).listings
    assert [listing.programme for listing in listings] == ["1988 (Taliban)", "1718 (DPRK)"]


def test_what_is_left_out_is_counted(read: Callable[..., Reading]) -> None:
    reading = read(person(Add="na"), row(R="110a", NIE="A"), row(R="110b", NIE="A"))
    assert [(ignored.what, ignored.count) for ignored in reading.ignored] == [
        ("cells that say nothing", 1),
        ("rows that repeat a name", 1),
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"R": "x1"}, "entry in row 2: its Reference is 'x1', expected a number such as 110 or 110a"),
        ({"R": ""}, "its Reference is None"),
        (
            {"T": "Spacecraft"},
            "entry 110 (row 2, Abdul EXAMPLE): the Type 'spacecraft' is unknown: expected individual",
        ),
        ({"NT": "Nickname"}, "the Name Type 'nickname' is unknown: expected primary name, alias"),
        ({"NT": "Alias"}, "it has 0 rows of Name Type Primary Name, expected one"),
        ({"AS": "Fair"}, "the Alias Strength 'Fair' is unknown: expected Strong or Weak"),
        ({"NIE": " "}, "row 2 has no name"),
        ({"NIE": "---"}, "has no letter or digit in it"),
        ({"CD": "soon"}, "the Control Date of row 2 is 'soon', expected a day"),
        ({"TB": "maybe"}, "the Travel Ban is 'maybe', expected TRUE or FALSE"),
    ],
)
def test_row_with_something_unknown_is_an_error(read: Callable[..., Reading], cells: dict[str, Any], said: str) -> None:
    reading = read(person(**cells), person(R=111))
    assert [record.id for record in reading.records] == ["au-111"]
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


def test_row_without_a_committee_is_an_error(read: Callable[..., Reading]) -> None:
    (error,) = read(person(Com="")).errors
    assert "row 2 names no committee" in str(error)


def test_rows_of_several_types_are_an_error(read: Callable[..., Reading]) -> None:
    (error,) = read(person(), row(R="110a", NIE="A", T="Vessel")).errors
    assert "its rows are of several types: person, vessel" in str(error)


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(ListError) as caught:
        au_xlsx.read(path, AU)
    return caught.value.problem


def test_foreign_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert refusal(path, b"<!DOCTYPE html>") == "this is a web page, expected an XLSX workbook"
    assert refusal(path, b"\xd0\xcf\x11\xe0") == "this is an old Excel file, expected an XLSX workbook"
    assert refusal(path, b"Reference,Name") == "this is no workbook, expected an XLSX workbook"
    assert refusal(path, b"").startswith("the file is empty")
    assert refusal(path, b"PK\x03\x04 and so on").startswith("the workbook is cut or damaged: File is not a zip file")


def test_packed_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert refusal(path, path.read_bytes()).startswith("the workbook cannot be read: ")


def test_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(au_sheet, "MAX_UNPACKED", 1000)
    assert re.match(
        r"it unpacks to [\d,]+ bytes, more than 1,000", refusal(tmp_path / "list.xlsx", workbook([person()]))
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (workbook([person()], ()), "its first sheet is empty"),
        (workbook([person()], COLUMNS[1:]), "the column 'Reference' is not there"),
        (workbook([person()], COLUMNS[:-1]), "the column 'Maritime Restriction' is not there"),
        (workbook([person()], (*COLUMNS, "Shoe Size")), "the column 'Shoe Size' is unknown: no rule takes it"),
        (workbook([person()], (*COLUMNS, "Type")), "the column 'Type' is there twice"),
        (workbook([person() | {" ": "stray"}], (*COLUMNS, " ")), "row 2 has 'stray' in a column without a heading"),
        (workbook([person()], second="more"), "it has a second sheet with something in it, 'Sheet2'; one is expected"),
    ],
)
def test_sheet_of_another_shape_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    assert refusal(tmp_path / "list.xlsx", data) == said


def test_empty_rows_and_columns_are_no_entries(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook([person(), {}, {" ": " "}], (*COLUMNS, " ")))
    told: list[tuple[int, int]] = []
    assert len(au_xlsx.read(path, AU, lambda done, total: told.append((done, total))).records) == 1
    assert told == [(path.stat().st_size, path.stat().st_size)]


WHOLE = workbook([person(), row(R="110a", NIE="Abu Example"), person(R=111, NIE="Works", T="Entity")])


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Reading | None]:
    path = tmp_path_factory.mktemp("au") / "list.xlsx"

    def read_bytes(data: bytes) -> Reading | None:
        path.write_bytes(data)
        try:
            return au_xlsx.read(path, AU)
        except ListError:
            return None

    return read_bytes


@given(st.integers(0, len(WHOLE) - 1))
def test_workbook_cut_anywhere_is_refused(reader: Callable[[bytes], Reading | None], size: int) -> None:
    assert reader(WHOLE[:size]) is None


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_workbook_with_a_changed_byte_is_refused_or_says_the_same(
    reader: Callable[[bytes], Reading | None], place: int, byte: int
) -> None:
    reading = reader(WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :])
    if reading is not None:
        whole = reader(WHOLE)
        assert whole is not None
        assert reading.records == whole.records


@given(st.sets(st.integers(0, 3)))
def test_workbook_without_some_rows_accounts_for_every_number(
    reader: Callable[[bytes], Reading | None], gone: set[int]
) -> None:
    rows = [person(), row(R="110a", NIE="Abu Example"), person(R=111), row(R="111a", NIE="B")]
    left = [cells for place, cells in enumerate(rows) if place not in gone]
    reading = reader(workbook(left))
    assert reading is not None
    assert len(reading.records) + len(reading.errors) == len({str(cells["Reference"])[:3] for cells in left})


@pytest.mark.parametrize(
    ("name", "people", "bodies", "ships", "weak"),
    [
        ("regulation8-2024-12.xlsx", 2316, 746, 0, (0, 0, 0)),
        ("regulation8-2026-08.xlsx", 2543, 1041, 262, (451, 449, 450)),
    ],
)
def test_real_workbook_is_read_in_full(
    shared: Path, tmp_path: Path, name: str, people: int, bodies: int, ships: int, weak: tuple[int, ...]
) -> None:
    path = shared / "lists" / "au" / name
    reading = au_xlsx.read(path, AU)
    assert reading.errors == ()
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    rows = [[re.sub(r"\D.*", "", str(cells[0]).strip()), *cells[1:5]] for cells in list(sheet.iter_rows())[1:]]
    numbers = {number for number, *_ in rows}
    assert {record.id for record in reading.records} == {f"au-{number}" for number in numbers}
    kinds = [
        sum(isinstance(record.party, kind) for record in reading.records) for kind in (Person, Organisation, Vessel)
    ]
    assert kinds == [people, bodies, ships]
    names = [name for record in reading.records for name in record.party.names]
    weak_rows = [(number, str(name).strip()) for number, name, *_, strength in rows if strength == "Weak"]
    assert (len(weak_rows), len(set(weak_rows))) == weak[:2]
    assert sum(name.strength is NameStrength.WEAK for name in names) == weak[2]
    add_list("au", path, home=tmp_path)
