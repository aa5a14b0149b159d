"""OpenSanctions' `targets.simple.csv`: every row a record, counted, or an error that names it."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import Person
from screening.sources import opensanctions_export
from screening.sources.opensanctions_csv import COLUMNS
from screening.sources.reading import Reading, catalogue
from screening.store import add_list

Edit = Callable[[Path, str, str], None]
SPEC = catalogue()["opensanctions"]
CASE = Path(__file__).parent.parent / "cases" / "exchange" / "targets.simple.csv"


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASE, tmp_path / "targets.simple.csv"))


def read(path: Path) -> Reading:
    return opensanctions_export.read(path, SPEC)


def test_rows_are_records_and_what_is_no_party_is_counted(simple: Path) -> None:
    reading = read(simple)
    assert (len(reading.records), reading.errors, reading.published) == (5, (), date(2024, 3, 13))
    assert {one.what: one.count for one in reading.ignored} == {
        "days of the last change": 5,
        "rows of what is no party": 1,
    }


def test_person_with_several_values_in_a_cell(simple: Path) -> None:
    record = read(simple).records[0]
    assert isinstance(record.party, Person)
    assert [name.text for name in record.party.names] == ["Anna Example", "Анна Пример", "Anna Former"]
    assert [str(day) for day in record.party.birth_dates] == ["1961-04", "1962-01-01"]
    assert record.party.countries == ("RU", "UA")
    assert [one.text for one in record.party.addresses] == ["1 Sample Street", "2 Sample Street"]
    assert record.notes == ("Phone: +7 000", "Email: anna@example.org", "part of a country: ua-cri")
    assert [(one.authority, one.programme, one.reason) for one in record.listings] == [
        ("Example List", "XX-1", "Ministry; she is invented"),
        ("Example List", "XX-2", "Ministry; she is invented"),
    ]
    assert {(one.listed_on, one.listed_by, one.status.value) for one in record.listings} == {
        (None, date(2024, 1, 2), "listed")
    }


def test_name_is_no_list_of_values_and_an_alias_may_have_a_semicolon(simple: Path) -> None:
    record = read(simple).records[1]
    assert [name.text for name in record.party.names] == ['"EXAMPLE" LLC', 'PLANT "MAYAK"; Moscow']
    assert [(one.authority, one.programme, one.listed_by) for one in record.listings] == [
        ("Example List", None, None),
        ("Other List", None, None),
    ]
    assert record.listings[0].note == "programmes, not said of which list: XX-3"


def test_number_is_typed_only_where_it_says_what_it_is(simple: Path) -> None:
    ship = read(simple).records[2]
    assert [(one.type.value, one.canonical) for one in ship.party.identifiers[:2]] == [
        ("imo", "9074729"),
        ("other", "273000000"),
    ]


def test_target_without_sanction_is_watched(simple: Path) -> None:
    _, _, ship, pep, body = read(simple).records
    assert [one.listings[0].status.value for one in (ship, pep, body)] == ["listed", "watch", "watch"]
    assert body.notes == ("OpenSanctions does not say whether this is a person or an organisation",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"Vessel"', '"Boat"', "NK-ship EXAMPLE STAR (entry 3 of the file): its schema 'Boat' is unknown"),
        ('"Petr Example"', '""', "it has no name"),
        ('"NK-pep"', '""', "without an id Petr Example (entry 4 of the file): it has no id"),
        ('"1970"', '"youth"', "'youth' is no date"),
        ('"xk"', '"qq"', "the country code 'qq' is unknown"),
        ('"pa;eu"', '"""pa"', "is no list of values"),
        (
            '"Vessel","EXAMPLE STAR","",""',
            '"Vessel","EXAMPLE STAR","","1970"',
            "it is no person, and has the birth date",
        ),
        ('"Example List","2024-01-02T03:04:05"', '"","2024-01-02T03:04:05"', "it has no dataset"),
        ('"2024-01-02T03:04:05"', '"once"', "its first_seen is 'once', expected a day"),
    ],
)
def test_row_with_something_unknown_is_an_error(simple: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(simple, before, after)
    (error,) = read(simple).errors
    assert said in str(error)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"birth_date"', '"born"', "the column 'birth_date' is missing"),
        ('"last_change"', '"extra"', "the column 'extra' is unknown: no rule takes it"),
        ('"id"', '"key"', "this is a file that begins"),
    ],
)
def test_other_columns_are_refused(simple: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(simple, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        read(simple)


def test_copy_without_the_newer_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    with CASE.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8", newline="") as target:
        old = [column for column in COLUMNS if column not in ("program_ids", "last_change")]
        writer = csv.DictWriter(target, old, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(csv.DictReader(source))
    reading = read(path)
    assert (len(reading.records), reading.errors) == (5, ())
    assert reading.records[0].listings[0].programme is None


def test_real_file_installs_in_full(shared: Path, home: Path) -> None:
    path = shared / "lists" / "opensanctions" / "ua_war_sanctions.targets.simple_2026-03.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    report = add_list("opensanctions", path, home=home)
    schemata = Counter(row["schema"] for row in rows)
    assert report.counts == {
        "organisation": schemata["Company"] + schemata["LegalEntity"],
        "person": schemata["Person"],
        "vessel": schemata["Vessel"],
    }
    assert report.info.entries == len(rows) == 5600
    records = read(path).records
    imo = sum(one.type == "imo" for record in records for one in record.party.identifiers)
    assert imo == sum(len(re.findall(r"(?:^|;)IMO\d{7}\b", row["identifiers"])) for row in rows)
    dated = sum(bool(getattr(record.party, "birth_dates", ())) for record in records)
    assert dated == sum(bool(row["birth_date"]) for row in rows)
