from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from screening.batch import BatchOptions
from screening.batch import writers as writers_module
from screening.errors import FileError
from tests.batch.conftest import Run
from tests.batch.fakes import FakeScreener, read_csv

Fill = Callable[[xlsxwriter.Workbook], None]


@pytest.fixture
def book(tmp_path: Path) -> Callable[[Fill], Path]:
    def write(fill: Fill) -> Path:
        path = tmp_path / "in.xlsx"
        with xlsxwriter.Workbook(path) as made:
            fill(made)
        return path

    return write


def customers(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("Kunden")
    day = made.add_format({"num_format": "dd.mm.yyyy"})
    sheet.merge_range(1, 1, 1, 4, "Kundenliste")
    sheet.write_row(3, 1, ["Kundenname", "Geburtsdatum", "Nr", "Kontostand"])
    sheet.write_string(4, 1, "Ivan Petrov")
    sheet.write_datetime(4, 2, datetime(1961, 6, 1), day)
    sheet.write_string(4, 3, "0042")
    sheet.write_number(4, 4, -5.5)
    sheet.write_string(5, 1, "=1+1 Ltd")
    sheet.write_number(5, 2, 22433)
    sheet.write_number(5, 3, 43)
    sheet.write_boolean(5, 4, True)
    sheet.write_string(7, 1, "Acme")
    sheet.write_datetime(7, 2, datetime(1961, 6, 1, 13, 5), made.add_format({"num_format": "dd.mm.yyyy hh:mm"}))
    sheet.write_datetime(7, 4, time(3, 4), made.add_format({"num_format": "hh:mm"}))
    sheet.write_blank(20, 1, None, day)


def test_a_sheet_is_read_with_its_titles_dates_and_texts(
    run: Run, fake: FakeScreener, book: Callable[[Fill], Path]
) -> None:
    report = run(book(customers))
    detected = report.detected
    assert (detected.sheet, detected.header_row, detected.encoding, detected.delimiter) == ("Kunden", 4, None, None)
    assert fake.names == ["Ivan Petrov", "=1+1 Ltd", "Acme"]
    assert [query.party.birth_dates[0].earliest for query in fake.asked] == [date(1961, 6, 1)] * 3  # type: ignore[union-attr]
    assert fake.asked[0].reference == "0042"
    rows = read_csv(report.output)
    assert [row["screening_row"] for row in rows] == ["5", "6", "7", "8"]
    assert [row["Geburtsdatum"] for row in rows] == ["1961-06-01", "22433", "", "1961-06-01 13:05:00"]
    assert [row["Nr"] for row in rows] == ["0042", "43", "", ""]
    assert [row["Kontostand"] for row in rows] == ["'-5.5", "TRUE", "", "03:04:00"]


def two_sheets(made: xlsxwriter.Workbook) -> None:
    made.add_worksheet("Empty")
    made.add_worksheet("First").write_column(0, 0, ["Name", "Ivan"])
    made.add_worksheet("Second").write_column(0, 0, ["Name", "Petr"])
    hidden = made.add_worksheet("Hidden")
    hidden.write_column(0, 0, ["Name", "Kim"])
    hidden.hide()


@pytest.mark.parametrize(("sheet", "name"), [(None, "Ivan"), ("Second", "Petr"), ("Hidden", "Kim")])
def test_the_first_filled_sheet_is_read_or_the_one_asked_for(
    run: Run, fake: FakeScreener, book: Callable[[Fill], Path], sheet: str | None, name: str
) -> None:
    report = run(book(two_sheets), BatchOptions(sheet=sheet))
    assert fake.names == [name]
    unread = ("only sheet 'First' is read, not 'Empty', 'Second', 'Hidden'",)
    assert report.detected.warnings == (() if sheet else unread)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(run: Run, book: Callable[[Fill], Path]) -> None:
    with pytest.raises(FileError, match="has no sheet 'Third': its sheets are 'Empty', 'First', 'Second', 'Hidden'"):
        run(book(two_sheets), BatchOptions(sheet="Third"))


def test_a_workbook_without_content_is_refused(run: Run, book: Callable[[Fill], Path]) -> None:
    with pytest.raises(FileError, match="has no visible sheet with anything in it"):
        run(book(lambda made: made.add_worksheet("Empty")))


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_damaged_workbook_is_refused(run: Run, start: bytes) -> None:
    with pytest.raises(FileError, match="is no workbook that can be read"):
        run(start + b"junk" * 100)


def test_a_workbook_is_known_by_its_bytes_whatever_its_suffix(
    run: Run, fake: FakeScreener, book: Callable[[Fill], Path], tmp_path: Path
) -> None:
    run(book(customers).rename(tmp_path / "customers.csv"))
    assert len(fake.asked) == 3


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    made = CalamineWorkbook.from_path(path)
    return {name: made.get_sheet_by_name(name).to_python() for name in made.sheet_names}


def test_results_are_written_as_a_workbook_with_the_facts_of_the_run(run: Run) -> None:
    report = run("Name;Nr\nPetrov Petrov;007\nAcme;-5\n;1\n", to="out.xlsx")
    written = sheets(report.output)
    assert list(written) == ["Results", "Run"]
    head, *rows = written["Results"]
    assert head[:5] == ["Name", "Nr", "screening_row", "screening_outcome", "screening_rank"]
    assert [row[:5] for row in rows] == [
        ["Petrov Petrov", "007", 2.0, "hit", 1.0],
        ["Petrov Petrov", "007", 2.0, "hit", 2.0],
        ["Acme", "'-5", 3.0, "no_hit", ""],
        ["", "1", 4.0, "error", ""],
    ]
    facts = dict(tuple(row) for row in written["Run"])
    manifest = json.loads(report.manifest.read_text(encoding="utf-8"))
    assert facts["input.sha256"] == manifest["input"]["sha256"]
    assert facts["counts.rows"] == 3.0
    assert facts["lists.1.id"] == "ofac"
    with zipfile.ZipFile(report.output) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert 'state="frozen"' in xml
    assert "<autoFilter" in xml


def test_the_same_run_gives_the_same_workbook(run: Run) -> None:
    first = run("Name\nIvan Petrov\n", to="a.xlsx").output.read_bytes()
    assert run("Name\nIvan Petrov\n", BatchOptions(overwrite=True), to="a.xlsx").output.read_bytes() == first


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers_module, "_ROW_LIMIT", 3)
    written = sheets(run("Name\nA\nB\nC\nD\nE\n", to="out.xlsx").output)
    assert [[row[0] for row in written[name]] for name in ("Results", "Results 2", "Results 3")] == [
        ["Name", "A", "B"],
        ["Name", "C", "D"],
        ["Name", "E"],
    ]


def test_a_cell_longer_than_a_worksheet_holds_is_cut_visibly(run: Run) -> None:
    written = sheets(run(f"Name,Note\nA,{'x' * 40_000}\n", to="out.xlsx").output)
    cell = written["Results"][1][1]
    assert len(cell) == 32_767
    assert cell.endswith("… (cut: longer than a worksheet cell)")


def test_more_columns_than_a_worksheet_has_are_refused(run: Run, fake: FakeScreener) -> None:
    with pytest.raises(FileError, match=r"a worksheet has 16,384 columns, 16,40\d are needed: write CSV"):
        run("Name" + "," * 16_383 + "\n" + "A" + "," * 16_383 + "\n", to="out.xlsx")
    assert fake.asked == []


OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = (
    f'<office:document-content xmlns:office="{OPEN_DOCUMENT}office:1.0" xmlns:table="{OPEN_DOCUMENT}table:1.0"'
    f' xmlns:text="{OPEN_DOCUMENT}text:1.0"><office:body><office:spreadsheet><table:table table:name="Kunden">'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>DOB</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Ivan</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="1961-06-01"><text:p>1.6.61</text:p>'
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def test_an_open_document_sheet_is_read(run: Run, fake: FakeScreener, tmp_path: Path) -> None:
    path = tmp_path / "in.ods"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{OPEN_DOCUMENT}manifest:1.0"/>')
        parts.writestr("content.xml", CONTENT)
    report = run(path)
    assert (report.detected.sheet, fake.names) == ("Kunden", ["Ivan"])
    assert read_csv(report.output)[0]["DOB"] == "1961-06-01"
