"""The UK's list in CSV says what its XML says, and a row or column that is not whole is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.sources import uk, uk_csv, uk_xml
from screening.sources.reading import catalogue

Edit = Callable[[Path, str, str], None]
UK = catalogue()["uk"]
CASES = Path(__file__).parent.parent / "cases" / "uk"


@pytest.fixture
def uk_csv_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "designations.csv", tmp_path / "list.csv"))


def test_csv_says_what_the_xml_says(uk_csv_file: Path) -> None:
    reading, whole = uk.read(uk_csv_file, UK), uk_xml.read(CASES / "designations.xml", UK)
    assert (reading.errors, reading.published) == ((), date(2026, 2, 13))
    assert reading.records == whole.records
    assert reading.warnings == whole.warnings


def test_rows_that_repeat_one_another_are_one_fact(uk_csv_file: Path) -> None:
    once = uk_csv.read(uk_csv_file, UK)
    day, header, *rows = uk_csv_file.read_text(encoding="utf-8").splitlines()
    uk_csv_file.write_text("\n".join([f'"{day}",,,', header, *rows, *rows]) + "\n", encoding="utf-8-sig")
    assert uk.read(uk_csv_file, UK).records == once.records


def test_rows_that_deny_one_another_are_an_error(uk_csv_file: Path, edit: Edit) -> None:
    edit(uk_csv_file, "TAi.999", "TAi.998")
    reading = uk_csv.read(uk_csv_file, UK)
    assert str(reading.errors[0]) == (
        "entry AFG9001 Muhammad Exampel: its UNReferenceNumber is given as 'TAi.998' and as 'TAi.999': expected one"
    )
    assert (len(reading.errors), len(reading.records)) == (1, 2)


def test_designation_that_cannot_be_named_is_named_by_its_id(uk_csv_file: Path) -> None:
    lines = uk_csv_file.read_text(encoding="utf-8").splitlines()
    uk_csv_file.write_text("\n".join([*lines[:2], ",AFG9009" + "," * 56]) + "\n", encoding="utf-8")
    assert str(uk_csv.read(uk_csv_file, UK).errors[0]) == "entry AFG9009: it has no IndividualEntityShip"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("AFG9001", "", "a row has no Unique ID: ['14/04/2025'"),
        ("Report Date: 13-Feb-2026", "Report Date: today", "the first line is 'Report Date: today', expected one such"),
        ("Report Date: 13-Feb-2026", "Date: 13-Feb-2026", "this is a file that begins 'Date: 13-Feb-2026'"),
        ("Position,", "Shoe,", "the column 'Position' is missing"),
        ("Position,", "Position,Shoe,", "the column 'Shoe' is unknown: no rule takes it"),
        ("MOHAMMAD", "MOHAMM,AD", "row 4 does not have 58 columns but 59: '14/04/2025,AFG9001,"),
    ],
)
def test_damaged_file_is_refused(uk_csv_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(uk_csv_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        uk.read(uk_csv_file, UK)


def test_first_line_of_another_file_is_refused() -> None:
    with pytest.raises(ListError, match="expected one such as 'Report Date: 13-Feb-2026'"):
        uk_csv.read(CASES / "conlist.csv", UK)


def test_cut_file_is_refused(uk_csv_file: Path) -> None:
    whole = uk_csv_file.read_bytes()
    uk_csv_file.write_bytes(whole[:-1])
    with pytest.raises(ListError, match="the last, has no line end: the file is cut"):
        uk.read(uk_csv_file, UK)
    uk_csv_file.write_bytes(whole.partition(b"\n")[0] + b"\n")
    with pytest.raises(ListError, match="it has no header"):
        uk.read(uk_csv_file, UK)


def test_real_header_is_known(shared: Path) -> None:
    reading = uk.read(shared / "lists" / "uk" / "uk_sanctions_list_csv_header_2026.csv", UK)
    assert (reading.records, reading.errors, reading.published) == ((), (), date(2026, 2, 13))
