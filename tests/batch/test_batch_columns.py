from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from screening.batch import FIELDS, BatchOptions
from screening.batch.columns import map_columns, recognise
from screening.batch.words import fold, gender_words, kind_words
from screening.errors import FileError
from screening.reference import read_table
from tests.batch.conftest import Run
from tests.batch.fakes import FakeScreener, read_csv

CASES = Path(__file__).parent.parent / "cases" / "headers.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['language']} {case['headers'][:30]}")
def test_a_header_is_understood(case: dict[str, str]) -> None:
    columns = map_columns([case["headers"].split("|")], [1], {}, Path("in.csv"))
    assert [field or "" for field in columns.fields] == case["fields"].split("|")


def test_cases_cover_the_languages_of_the_table() -> None:
    assert {row["language"] for row in read_table("headers.csv")} == {case["language"] for case in cases()}


def test_the_table_of_headers_is_whole() -> None:
    rows = read_table("headers.csv")
    keys = [(row["header"], row["field"], row["language"]) for row in rows]
    assert keys == sorted(set(keys))
    assert all(all(row.values()) and unicodedata.is_normalized("NFC", row["header"]) for row in rows)
    assert {row["field"] for row in rows} - {"possible_name"} <= set(FIELDS)


def test_only_name_parts_share_a_header() -> None:
    fields: dict[str, set[str]] = {}
    for row in read_table("headers.csv"):
        if row["field"] != "possible_name":
            fields.setdefault(fold(row["header"]), set()).add(row["field"])
    shared = {header: held for header, held in fields.items() if len(held) > 1}
    assert all(held <= {"name", "first_name", "last_name"} for held in shared.values()), shared


def test_a_word_stands_for_one_kind_or_gender_only() -> None:
    from screening.batch import words

    for table, read in ((words._KINDS, kind_words()), (words._GENDERS, gender_words())):
        meanings = Counter((fold(word), meaning) for meaning, texts in table.items() for word in texts.split(","))
        assert Counter(word for word, _ in meanings).most_common(1)[0][1] == 1
        assert "" not in read


def test_a_capital_or_bracket_or_number_does_not_hide_a_header() -> None:
    for header in ("Date of birth", "DATE_OF_BIRTH", "dateOfBirth", " Date-of-birth: ", "Date of birth (YYYY)"):
        assert recognise(header) == ("birth_date",)
    assert recognise("Nationality 2") == recognise("Nationality") == ("country",)
    assert recognise("Umsatz 2024") == ()


def test_title_rows_are_skipped_and_told(run: Run, fake: FakeScreener) -> None:
    report = run("sep=;\nCustomers;;\n\n;as of;2024\nName;Country;DOB\nIvan;RU;1961\n")
    assert (report.detected.header_row, fake.names) == (5, ["Ivan"])
    assert [warning for warning in report.detected.warnings if "above the header" in warning] == [
        "row 1 stands above the header and is not screened: 'sep='",
        "row 2 stands above the header and is not screened: 'Customers'",
        "row 4 stands above the header and is not screened: 'as of 2024'",
    ]


def test_a_row_of_data_is_no_header(run: Run) -> None:
    with pytest.raises(FileError, match="no column of names was found"):
        run("Bez,Art\nAcme,Company\nIvan,Person\n")


def test_a_header_with_few_known_columns_is_found(run: Run, fake: FakeScreener) -> None:
    run("Foo;Customer;Bar;Baz;Quux\n1;Acme;2;3;4\n2;Customer Ltd;2;3;4\n")
    assert fake.names == ["Acme", "Customer Ltd"]


def test_roles_in_a_file_without_header_are_no_header(run: Run) -> None:
    with pytest.raises(FileError, match="no column of names was found"):
        run("Acme;Vendor;1\nIvan;Customer;2\nPetr;Vendor;3\nKim;Customer;1\n")


@pytest.mark.parametrize("header", ["Company", "Company;Zzz", "Id;Company;Zzz"])
def test_a_header_that_could_be_a_kind_is_found_in_its_place(run: Run, fake: FakeScreener, header: str) -> None:
    run(header + "\n" + ";".join(["Acme"] * len(header.split(";"))) + "\n")
    assert fake.names == ["Acme"]


def test_no_column_of_names_says_how_to_map(run: Run) -> None:
    with pytest.raises(FileError, match=r"'Bez', 'Land'.*--map 'HEADER=name'.*--map 1=name"):
        run("Bez;Land\nAcme;DE\n")


def test_first_names_alone_are_no_names(run: Run) -> None:
    with pytest.raises(FileError, match=r"only a part of each name was found \('Vorname'\).*'Vorname', 'Zzz'"):
        run("Vorname;Zzz\nIvan;Petrov\n")


def test_a_mapped_column_overrides_its_header(run: Run, fake: FakeScreener) -> None:
    report = run("Bez;Name;Land\nAcme;x;RU\n", BatchOptions(columns={"bez": "name", "Name": "ignore"}))
    assert fake.names == ["Acme"]
    assert report.detected.columns_mapped == (("Bez", "name"), ("Name", "ignore"), ("Land", "country"))


def test_a_file_without_header_is_mapped_by_number(run: Run, fake: FakeScreener) -> None:
    report = run("Acme,RU,x\nIvan Petrov,DE,y\n", BatchOptions(columns={"1": "name", "2": "country"}))
    assert fake.names == ["Acme", "Ivan Petrov"]
    assert report.detected.header_row is None
    assert list(read_csv(report.output)[0])[:4] == ["column 1", "column 2", "column 3", "screening_row"]
    assert [row["screening_row"] for row in read_csv(report.output)] == ["1", "2"]


def test_one_column_without_header_is_mapped_by_number(run: Run, fake: FakeScreener) -> None:
    run("Petrov, Ivan\nAcme\nCompany\n", BatchOptions(columns={"1": "name"}, delimiter=";"))
    assert fake.names == ["Petrov, Ivan", "Acme", "Company"]


def test_numbers_count_columns_under_a_header_too(run: Run, fake: FakeScreener) -> None:
    report = run("Bez,Country\nAcme,RU\n", BatchOptions(columns={"1": "name"}))
    assert (report.detected.header_row, fake.names) == (1, ["Acme"])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"Bez": "surname"}, "unknown field 'surname': expected one of name, first_name"),
        ({"Nix": "name"}, "no row has the columns 'Nix': the first full row is 'Name', 'Land'"),
        ({"3": "country"}, "no column '3': the columns are 'Name', 'Land'"),
        ({"1": "country"}, "no column of names was found; the columns are 'Name', 'Land'"),
    ],
)
def test_a_mapping_that_fits_nothing_is_refused(run: Run, columns: dict[str, str], message: str) -> None:
    with pytest.raises(FileError, match=message):
        run("Name,Land\nAcme,RU\n", BatchOptions(columns=columns))


@pytest.mark.parametrize(
    "header", ["Director", "UBO name", "Наименование банка", "联系人姓名", "Kontaktperson", "Ship-to name"]
)
def test_an_unmapped_column_that_looks_like_a_name_is_warned_of(run: Run, header: str) -> None:
    report = run(f"Customer;{header}\nAcme;Ivan Petrov\n")
    assert f"column {header!r} looks like a name and is not screened" in " ".join(report.detected.warnings)
    assert header in report.detected.columns_not_mapped


def test_other_columns_are_not_warned_of(run: Run) -> None:
    assert run("Customer;Turnover;Ad spend;\nAcme;12;1;\n").detected.warnings == ()


def test_the_same_header_twice_is_kept_twice_and_told(run: Run, fake: FakeScreener) -> None:
    report = run("Name,Name,x,x\nIvan,Petrov,1,2\n")
    assert [name.text for name in fake.asked[0].party.names] == ["Ivan", "Petrov"]
    assert report.detected.columns_mapped == (("Name", "name"), ("Name (2)", "name"))
    assert report.detected.columns_not_mapped == ("x", "x (2)")
    assert report.output.read_text(encoding="utf-8-sig").startswith("Name,Name,x,x,screening_row")
    told = " ".join(report.detected.warnings)
    assert "2 columns hold names ('Name', 'Name (2)')" in told
    assert "'x' is the header of more than one column" in told
