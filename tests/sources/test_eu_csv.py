"""The EU's list in CSV says what its XML says, and a row or column that is not whole is refused."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening.errors import ListError
from screening.sources import eu, eu_csv, eu_xml
from screening.sources.reading import Reading, catalogue

Edit = Callable[[Path, str, str], None]
EU = catalogue()["eu"]
CASES = Path(__file__).parent.parent / "cases" / "eu"


@pytest.fixture
def eu_csv_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "export.csv", tmp_path / "export.csv"))


def rewrite(path: Path, change: Callable[[dict[str, str]], None], *, without: str = "") -> Path:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        row.pop(without, None)
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def said_by(reading: Reading) -> list[dict[str, Any]]:
    """What the records say, without what only the XML can: the remark on an act, and ways of contact one by one."""
    records = [record.model_dump() for record in reading.records]
    for record in records:
        record["party"]["websites"] = ()
        record["listings"] = [listing | {"note": str(listing["note"])[:20]} for listing in record["listings"]]
        record["notes"] = [note for note in record["notes"] if "phone" not in note and "contact" not in note]
    return records


def test_csv_says_what_the_xml_says(eu_csv_file: Path) -> None:
    reading = eu.read(eu_csv_file, EU)
    assert (reading.errors, reading.warnings, reading.published) == ((), (), date(2026, 8, 5))
    assert said_by(reading) == said_by(eu_xml.read(CASES / "export.xml", EU))
    assert any("contact WEB: https://example.org" in note for note in reading.records[0].notes)


def test_rows_that_repeat_one_another_are_one_fact(eu_csv_file: Path) -> None:
    once = eu_csv.read(eu_csv_file, EU)
    header, *rows = eu_csv_file.read_text(encoding="utf-8").splitlines()
    eu_csv_file.write_text("\n".join([header, *rows, *rows]) + "\n", encoding="utf-8")
    assert eu_csv.read(eu_csv_file, EU).records == once.records


def test_copy_without_weak_marks_says_so_and_takes_every_name_for_strong(eu_csv_file: Path) -> None:
    rewrite(eu_csv_file, lambda row: None, without="NameAlias_Strong")
    reading = eu_csv.read(eu_csv_file, EU)
    assert reading.warnings == (eu_csv.ALL_STRONG,)
    assert {name.strength.value for record in reading.records for name in record.party.names} == {"strong"}


def test_days_may_be_written_in_either_way(eu_csv_file: Path) -> None:
    def change(row: dict[str, str]) -> None:
        row["Entity_Regulation_PublicationDate"] = "09/03/2017"
        row["fileGenerationDate"] = "2026-08-05"

    reading = eu_csv.read(rewrite(eu_csv_file, change), EU)
    assert (reading.published, reading.records[0].listings[0].amended_on) == (date(2026, 8, 5), date(2017, 3, 9))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Entity_SubjectType", "X", "entry EU.900.1 Abu Exemple: the subject type 'X' is unknown"),
        ("NameAlias_Gender", "X", "the gender 'X' is unknown"),
        ("Citizenship_CountryIso2Code", "QX", "unknown country 'QX'"),
    ],
)
def test_entry_with_something_unknown_is_an_error(eu_csv_file: Path, column: str, value: str, said: str) -> None:
    def change(row: dict[str, str]) -> None:
        if row["Entity_LogicalId"] == "900" and row[column]:
            row[column] = value

    reading = eu_csv.read(rewrite(eu_csv_file, change), EU)
    assert [said in str(error) for error in reading.errors] == [True], reading.errors
    assert len(reading.records) == 2


def test_rows_that_deny_one_another_are_an_error(eu_csv_file: Path, edit: Edit) -> None:
    edit(eu_csv_file, "TAi.999", "TAi.998")
    reading = eu_csv.read(eu_csv_file, EU)
    assert str(reading.errors[0]) == (
        "entry 900: its rows say different things: the unitedNationId is 'TAi.998' and 'TAi.999'"
    )
    assert (len(reading.errors), len(reading.records)) == (1, 2)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("05/08/2026", "04/08/2026", "its rows are of different days, 04/08/2026 and 05/08/2026"),
        (";900;", ";;", "a row has no Entity_LogicalId"),
        ("NameAlias_Title", "NameAlias_Shoe", "the column 'NameAlias_Shoe' is unknown: no rule takes it"),
        ("Entity_Remark", "Entity_Shoe", "the column 'Entity_Remark' is missing"),
        ("NameAlias_Title", "NameAlias_Gender", "the column 'NameAlias_Gender' is there twice"),
        ("Abu Exemple", "Abu;Exemple", "row 2 does not have"),
        ("Abu Exemple", "Abu\x07Exemple", "row 2 has a control character in it"),
        ("Abu Exemple", '"Abu" Exemple', "row 2 is damaged: ';' expected after '\"'"),
        ("fileGenerationDate", "day", "the column 'fileGenerationDate' is missing"),
        ("Entity_LogicalId", "Number", "this is a file that begins 'fileGenerationDate;Number"),
    ],
)
def test_damaged_file_is_refused(eu_csv_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(eu_csv_file, before, after)
    wanted = re.escape(said)
    with pytest.raises(ListError, match=wanted):
        eu.read(eu_csv_file, EU)


def test_unreadable_day_is_refused(eu_csv_file: Path) -> None:
    path = rewrite(eu_csv_file, lambda row: row.update(fileGenerationDate="yesterday"))
    with pytest.raises(ListError, match="fileGenerationDate is 'yesterday', expected a day such as 01/08/2026"):
        eu_csv.read(path, EU)


def test_header_alone_has_no_entry_and_no_day(eu_csv_file: Path) -> None:
    eu_csv_file.write_text(eu_csv_file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    reading = eu_csv.read(eu_csv_file, EU)
    assert (reading.records, reading.published) == ((), None)


def test_other_file_is_no_csv_list(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ListError, match="this is a ZIP or Excel file, not the EU's list"):
        eu.read(path, EU)
    with pytest.raises(ListError, match="this is a ZIP or Excel file, not the CSV list"):
        eu_csv.read(path, EU)


def test_progress_ends_with_everything_read(eu_csv_file: Path) -> None:
    header, *rows = eu_csv_file.read_text(encoding="utf-8").splitlines()
    eu_csv_file.write_text("\n".join([header, *rows * 60]) + "\n", encoding="utf-8")
    told: list[tuple[int, int]] = []
    eu_csv.read(eu_csv_file, EU, lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert told[-1][0] == told[-1][1]
