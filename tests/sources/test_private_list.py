"""Private lists: read by their own description, every bad row reported, and refused once they have expired."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from screening.descriptions import refuse_expired
from screening.errors import ListError, UnknownListError
from screening.records import Organisation, Person
from screening.sources import private_sheet
from screening.sources.private_list import describe, read
from screening.sources.reading import Reading
from screening.store import add_list, load_lists

Edit = Callable[[Path, str, str], None]
CASES = Path(__file__).parent.parent / "cases"
HEADINGS: list[object] = ["key", "given", "family", "names", "dob", "address"]


@pytest.fixture
def watch(tmp_path: Path) -> Path:
    """The description of a list in CSV, its data beside it."""
    return Path(shutil.copytree(CASES / "private", tmp_path / "private")) / "watch.toml"


@pytest.fixture
def people(watch: Path) -> Path:
    """The description of a list in JSON Lines, its data beside it."""
    return watch.with_name("people.toml")


@pytest.fixture
def workbook(people: Path, edit: Edit) -> Callable[..., Path]:
    """Write the sheets of a workbook; its description is that of the list in JSON Lines."""

    def write(*sheets: Sequence[Sequence[object]]) -> Path:
        edit(people, "people.jsonl", "people.xlsx")
        with xlsxwriter.Workbook(str(people.with_name("people.xlsx"))) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for rows in sheets:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    for place, cell in enumerate(row):
                        if isinstance(cell, datetime):
                            sheet.write_datetime(number, place, cell, day)
                        else:
                            sheet.write(number, place, cell)
        return people

    return write


def reading_of(path: Path) -> Reading:
    return read(path, describe(path))


def test_csv_with_a_column_map(watch: Path) -> None:
    reading = reading_of(watch)
    assert (reading.errors, reading.published) == ((), date(2026, 11, 1))
    assert [record.id for record in reading.records] == ["acme-watch-A-1", "acme-watch-A-2", "acme-watch-A-3"]
    person = reading.records[0]
    assert isinstance(person.party, Person)
    assert [(name.text, name.kind.value, name.strength.value) for name in person.party.names] == [
        ("Anna Example", "primary", "strong"),
        ("Анна Пример", "alias", "strong"),
        ("Anna Former", "alias", "strong"),
        ("Anka", "alias", "weak"),
    ]
    assert [str(day) for day in person.party.birth_dates] == ["1961", "1962-05-06"]
    assert (person.party.gender, person.party.countries, person.notes) == ("female", ("RU", "UA"), ("first", "second"))
    assert [(one.type.value, one.value) for one in person.party.identifiers] == [
        ("passport", "AB 123456"),
        ("tax", "500100732259"),
    ]
    assert (person.listings[0].authority, person.listings[0].reference) == ("Acme Compliance", "A-1")
    assert (person.listings[0].listed_on, person.listings[0].reason) == (date(2024, 2, 1), "Chargebacks")
    gone = reading.records[1].listings[0]
    assert (gone.status.value, gone.delisted_on) == ("delisted", date(2025, 6, 7))
    assert gone.listed_on_note == "the private list gives no day of listing"


def test_ignored_column_is_counted(watch: Path) -> None:
    (ignored,) = reading_of(watch).ignored
    assert (ignored.what, ignored.count) == ("values of ignored columns", 2)


def test_json_lines_with_lists_and_name_parts(people: Path) -> None:
    reading = reading_of(people)
    assert (reading.errors, reading.ignored) == ((), ())
    first, second = (record.party for record in reading.records)
    assert (first.primary_name, [one.text for one in first.addresses]) == (
        "Anna Example",
        ["1 Sample Street", "2 Sample Street"],
    )
    assert first.names[0].parts is not None
    assert [(name.text, name.kind.value, name.strength.value) for name in second.names] == [
        ("A. Former", "primary", "strong"),
        ("Former", "alias", "weak"),
        ("Anna Former", "alias", "strong"),
    ]


def test_workbook_with_dates_and_numbers(workbook: Callable[..., Path]) -> None:
    rows: list[list[object]] = [
        HEADINGS,
        [7.0, "Anna", "Example", "", datetime(1961, 4, 2), 1.5],
        [],
        ["8", "Boris", "Example", "B. Example", datetime(1970, 1, 2, 3, 4), ""],
    ]
    told: list[tuple[int, int]] = []
    path = workbook(rows, [])
    reading = read(path, describe(path), lambda done, total: told.append((done, total)))
    assert (reading.errors, told[-1][0] == told[-1][1] > 0) == ((), True)
    assert [record.id for record in reading.records] == ["acme-people-7", "acme-people-8"]
    assert [
        [str(day) for day in record.party.birth_dates] for record in reading.records if isinstance(record.party, Person)
    ] == [["1961-04-02"], ["1970-01-02"]]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([HEADINGS[1:], ["Anna"]], "the column 'key' is missing"),
        ([[*HEADINGS, "more"], [1]], "the column 'more' is unknown: no rule takes it"),
        ([[*HEADINGS, "key"], [1]], "the column 'key' is there twice"),
        ([HEADINGS, [1, "Anna", "Example", "", "", "", "stray"]], "row 2 has a cell in a column without a heading"),
        ([], "0 of its sheets have something in them, expected one"),
    ],
)
def test_workbook_of_another_shape_is_refused(
    workbook: Callable[..., Path], rows: list[list[object]], said: str
) -> None:
    with pytest.raises(ListError, match=re.escape(said)):
        reading_of(workbook(rows))


def test_second_sheet_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(ListError, match="2 of its sheets have something in them"):
        reading_of(workbook([HEADINGS], [["more"]]))


def test_damaged_workbook_is_refused(workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook([HEADINGS, [1, "Anna", "Example"]])
    data = path.with_name("people.xlsx")
    whole = data.read_bytes()
    data.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ListError, match="the workbook is cut or damaged"):
        reading_of(path)
    data.write_bytes(b"given,family\n")
    with pytest.raises(ListError, match="this is no workbook, expected an XLSX workbook"):
        reading_of(path)
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("other.txt", "x" * 1000)
    with pytest.raises(ListError, match="the workbook cannot be read"):
        reading_of(path)
    place = data.read_bytes().index(b"xxx")
    data.write_bytes(data.read_bytes()[:place] + b"y" + data.read_bytes()[place + 1 :])
    with pytest.raises(ListError, match=r"the part other\.txt of the workbook is damaged"):
        reading_of(path)
    monkeypatch.setattr(private_sheet, "MAX_UNPACKED", 10)
    with pytest.raises(ListError, match="it unpacks to more than 10 bytes"):
        reading_of(path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("A-1,I,", ",I,", "it has no id"),
        ("A-1,I,", "A-1,X,", "its kind is 'X': expected person"),
        ("A-1,I,", "A-1,,", "its kind is None: expected person"),
        ("A-1,I,Anna Example", "A-1,I,", "entry A-1 (entry 1): it has no name"),
        ("1961|", "youth|", "'youth' is no date"),
        (",f,", ",x,", "its gender is 'x': expected m, male, f, female"),
        ("Russia|UA", "Ruritania", "unknown country 'Ruritania'"),
        ("2024-02-01", "2024", "its listed_on is '2024', expected one day"),
        ("A-2,C,Example Trading LLC,,,,", "A-2,C,Example Trading LLC,,,1999,", "the organisation has a birth_date"),
    ],
)
def test_bad_row_is_an_error_that_names_it(watch: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(watch.with_name("watch.csv"), before, after)
    reading = reading_of(watch)
    assert len(reading.records) == 2
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


def test_all_bad_rows_are_reported_and_nothing_is_installed(watch: Path, edit: Edit, home: Path) -> None:
    for before in ("A-1,I,", "A-2,C,"):
        edit(watch.with_name("watch.csv"), before, ",,")
    assert len(reading_of(watch).errors) == 2
    with pytest.raises(ListError, match="2 of 3 entries cannot be read in full"):
        add_list("acme-watch", watch, home=home)
    with pytest.raises(UnknownListError):
        load_lists(["acme-watch"], home=home)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"key": 7', '"code": 7', "line 1 has the key 'code': no rule takes it"),
        ('"dob": 1961', '"dob": true', "line 1 has a dob that is no text"),
        ('"dob": 1961', '"dob": {"year": 1961}', "line 1 has a dob that is no text"),
    ],
)
def test_json_line_of_another_shape_is_refused(people: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(people.with_name("people.jsonl"), before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        reading_of(people)


def test_json_line_with_several_values_for_one_is_an_error(people: Path, edit: Edit) -> None:
    edit(people.with_name("people.jsonl"), '"family": "Example"', '"family": ["Example", "Sample"]')
    (error,) = reading_of(people).errors
    assert "it has several values for family_name: Example, Sample" in str(error)


def test_organisations_have_a_day_of_foundation_and_vessels_have_none(people: Path, edit: Edit) -> None:
    edit(people, 'kind = "person"', 'kind = "organisation"')
    edit(people, '"birth_date"', '"founded"')
    edit(people, '"given" = "given_name"\n"family" = "family_name"', '"given" = "note"\n"family" = "alias"')
    edit(people.with_name("people.jsonl"), '"given": "Anna"', '"names": "Example Ltd"')
    first = reading_of(people).records[0].party
    assert isinstance(first, Organisation)
    assert [str(day) for day in first.founded] == ["1961"]
    edit(people, 'kind = "organisation"', 'kind = "vessel"')
    assert "the vessel has a founded, which only organisations have" in str(reading_of(people).errors[0])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('owner = "compliance@example.org"\n', "", "it has no owner"),
        ("expires = 2027-03-31", 'expires = "soon"', "its expires is 'soon', expected a value of type date"),
        ('owner = "compliance@example.org"', 'ower = "x"', "it says 'ower', which nothing is known of"),
        ('owner = "compliance@example.org"', 'owner = ""', "its owner is ''"),
        ('id = "acme-watch"', 'id = "un"', "the id 'un' cannot be used"),
        ('id = "acme-watch"', 'id = "wagner-network"', "the id 'wagner-network' cannot be used"),
        ('id = "acme-watch"', 'id = "../x"', "the id '../x' cannot be used"),
        ("watch.csv", "watch.doc", "its format is 'doc', expected csv, jsonl, xlsx"),
        ('separator = "|"', 'delimiter = ";;"', "its delimiter is ';;', expected one letter"),
        ('separator = "|"', "min_entries = 0", "its min_entries is below 1"),
        ('separator = "|"', 'kind = "person"', "expected either a kind for all entries or a column that is the kind"),
        ('separator = "|"', 'format = "senzing"', "it says 'columns', which senzing has no use for"),
        ('"Why" = "reason"', '"Why" = "cause"', "the column 'Why' is 'cause', expected one of id, kind"),
        ('"Why" = "reason"', '"Why" = "id"', "several columns are 'id', expected one"),
        ('"Ref" = "id"', '"Ref" = "note"', "its columns lack an id or a name"),
        ('"I" = "person"', '"I" = "human"', "the kind 'human' is unknown"),
        ('id = "acme-watch"', "id = acme", "the description cannot be used"),
    ],
)
def test_description_that_is_wrong_is_refused(watch: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(watch, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        describe(watch)


def test_installed_list_keeps_owner_and_expiry(watch: Path, home: Path) -> None:
    report = add_list("acme-watch", watch, installed_on=date(2027, 3, 31), home=home)
    assert (report.info.authority, report.info.entries, report.info.date) == ("Acme Compliance", 3, date(2026, 11, 1))
    kept = json.loads((home / "lists" / "acme-watch" / report.version / "info.json").read_text(encoding="utf-8"))
    assert (kept["owner"], kept["expires"]) == ("compliance@example.org", "2027-03-31")
    assert [file["name"] for file in kept["files"]] == ["watch.toml", "watch.csv"]
    (found,) = load_lists(["acme-watch"], home=home)
    assert len(found.records) == 3


def test_description_of_another_list_is_refused(watch: Path, home: Path) -> None:
    with pytest.raises(ListError, match="this describes the list 'acme-watch': add it under that id"):
        add_list("other", watch, home=home)


def test_expired_list_is_refused(watch: Path, home: Path) -> None:
    with pytest.raises(ListError, match="it expired on 31 Mar 2027 and may not be used on 1 Apr 2027"):
        add_list("acme-watch", watch, installed_on=date(2027, 4, 1), home=home)
    refuse_expired("un", {"id": "un"}, date(2099, 1, 1))


@pytest.mark.parametrize(
    ("name", "format_", "entries", "published"),
    [("targets.simple.csv", "opensanctions", 5, date(2024, 3, 13)), ("senzing.json", "senzing", 3, None)],
)
def test_exchange_file_under_an_id_of_ones_own(
    tmp_path: Path, home: Path, name: str, format_: str, entries: int, published: date | None
) -> None:
    shutil.copy(CASES / "exchange" / name, tmp_path / name)
    description = tmp_path / "own.toml"
    description.write_text(
        f'id = "own"\ntitle = "A data set"\nauthority = "Others"\nowner = "me"\nexpires = 2027-01-01\n'
        f'file = "{name}"\nformat = "{format_}"\n',
        encoding="utf-8",
    )
    report = add_list("own", description, home=home)
    assert (report.info.entries, report.info.date) == (entries, published)
    assert load_lists(["own"], home=home)[0].records[0].id.startswith("own-")
