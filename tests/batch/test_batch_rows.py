from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.batch import BatchOptions, run_batch
from screening.batch.cells import is_garbled, read_date, split_values
from screening.batch.columns import Columns
from screening.batch.delimiters import detect_delimiter
from screening.batch.queries import RowReader
from screening.batch.tables import Row
from screening.errors import FileError
from screening.records import Organisation, Person, UnspecifiedParty, Vessel
from screening.vocabulary import EntityType, Gender
from tests.batch.conftest import Run
from tests.batch.fakes import FakeScreener, read_csv

SWALLOWED = "row {} takes {} lines that look like rows of their own: expected every quotation mark to be closed"


def outcomes(path: Path, delimiter: str = ",") -> list[tuple[str, str, str]]:
    rows = read_csv(path, delimiter)
    return [(row["screening_row"], row["screening_outcome"], row["screening_error"]) for row in rows]


def test_rows_that_cannot_be_screened_become_error_rows_in_their_place(run: Run) -> None:
    content = "Name,Country\nIvan,RU\n,RU\n\n , \nA,B,C,D,\nonly\n---,RU\nAcme,\n" + "x" * 1001 + ",\nrefused,\n"
    report = run(content)
    assert outcomes(report.output) == [
        ("2", "no_hit", ""),
        ("3", "error", "no name in this row"),
        ("4", "error", "the row is empty"),
        ("5", "error", "the row is empty"),
        ("6", "error", "row 6 has 5 cells, the header has 2; beyond it: 'C', 'D'"),
        ("7", "error", "row 7 has 1 cell, the header has 2"),
        ("8", "error", "the name '---' has no letter or digit in it"),
        ("9", "no_hit", ""),
        ("10", "error", f"the name '{'x' * 30}'… has 1,001 characters: expected at most 1,000"),
        ("11", "error", "the name is refused"),
    ]
    assert (report.rows, report.screened, report.errored) == (10, 2, 8)


def test_cells_that_are_blank_beyond_the_header_do_not_count(run: Run) -> None:
    assert outcomes(run("Name;Land\nIvan;RU;;\n").output, ";") == [("2", "no_hit", "")]


def test_empty_rows_at_the_end_are_no_rows_and_told(run: Run) -> None:
    report = run("Name,Country\nIvan,RU\n,\n\n")
    assert report.rows == 1
    assert report.detected.warnings == ("empty rows at the end, not counted as rows: 2",)


def test_a_header_without_rows_is_told(run: Run) -> None:
    report = run("Name,Country\n")
    assert (report.rows, report.detected.warnings) == (0, ("there is no row below the header",))
    assert read_csv(report.output) == []


def test_a_quoted_line_break_stays_in_its_row_and_parts_names(run: Run, fake: FakeScreener) -> None:
    report = run('Name,Note\n"Ivan Petrov\nI. Petroff","a\nb, c"\r\nAcme,\n')
    assert [row["screening_row"] for row in read_csv(report.output)][-1] == "3"
    assert [name.text for name in fake.asked[0].party.names] == ["Ivan Petrov I. Petroff", "Ivan Petrov", "I. Petroff"]
    assert read_csv(report.output)[0]["Note"] == "a\nb, c"


def test_an_open_quotation_mark_at_the_end_is_refused(run: Run, fake: FakeScreener) -> None:
    with pytest.raises(FileError, match="a quotation mark opened in row 3, from line 4 on, is never closed"):
        run('Name,Country\n"Ivan\nPetrov",RU\n"Acme,DE\nKim,KP\n')
    assert fake.asked == []


def test_rows_swallowed_between_two_quotation_marks_are_an_error(run: Run) -> None:
    report = run('Name,Country\n"Acme,DE\nKim,KP\nLee,KR\n"Ivan,RU\nPetr,RU\n')
    assert outcomes(report.output) == [
        ("2", "error", SWALLOWED.format(2, 4)),
        ("3", "no_hit", ""),
    ]


def test_rows_swallowed_by_an_inch_mark_are_an_error(run: Run) -> None:
    report = run('Name,Country,DOB\n"Acme,DE,1\nKim,KP,2\nLee,KR,3\nPipe 5",RU,4\nPetr,RU,5\n')
    assert outcomes(report.output) == [("2", "error", SWALLOWED.format(2, 4)), ("3", "no_hit", "")]


def test_an_address_over_several_lines_is_no_swallowed_row(run: Run) -> None:
    report = run('Name,Address,DOB\nAcme,"Suite 5, Floor 2\nMain Street, 7\nLondon, W1, UK\nEngland",1999\n')
    assert outcomes(report.output) == [("2", "no_hit", "")]


def test_a_cell_too_long_for_any_table_is_refused(run: Run) -> None:
    with pytest.raises(FileError, match="row 2, from line 2 on, cannot be read: field larger than field limit"):
        run("Name,Country\n" + "x" * 200_000 + ",RU\n")


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["Name;Land", '"a, b";DE', "c, d, e;FR"], ";"),
        (["Name,Country", "a;b,DE"], ","),
        (["Name\tLand|x", "a\tb"], "\t"),
        (["Name|Land", "a;b|c", "d,e|f"], "|"),
        (["Customers, 2024", "Name;Land", "Petrov, I;RU"], ";"),
        (["Acme;RU;1", "Petrov, Ivan;DE;2", "Kim;KP;3"], ";"),
        (["x", "y"], ","),
        ([], ","),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(lines: list[str], delimiter: str) -> None:
    assert detect_delimiter([line + "\n" for line in lines], {}) == delimiter


@pytest.mark.parametrize(("given", "content"), [("tab", "Name\tx,y\n"), (":", "Name:x,y\n")])
def test_a_given_delimiter_is_used(run: Run, given: str, content: str) -> None:
    assert run(content, BatchOptions(delimiter=given)).detected.columns_not_mapped == ("x,y",)


def test_a_delimiter_is_one_character(run: Run) -> None:
    with pytest.raises(FileError, match="';;' is no delimiter"):
        run("Name;;x\n", BatchOptions(delimiter=";;"))


def test_a_text_file_has_no_sheet(run: Run) -> None:
    with pytest.raises(FileError, match="has no sheet 'A': it is a text file"):
        run("Name\n", BatchOptions(sheet="A"))


HEADERS = (
    "Name", "First name", "Middle name", "Last name", "Alias", "Type", "DOB", "Nationality", "Residence", "Sex",
    "Passport", "IMO", "ID number", "Address", "Ref",
)  # fmt: skip


def read(row: dict[str, str], *, kind: EntityType | None = None, join: str = ";") -> tuple[object, tuple[str, ...]]:
    from screening.batch.columns import map_columns

    columns = map_columns([HEADERS], [1], {}, Path("in.csv"))
    reading = RowReader(columns, kind=kind, join=join, delimiter=",").read(Row(2, [row.get(h, "") for h in HEADERS]))
    assert reading.error == "" and reading.query is not None
    return reading.query, reading.warnings


def test_every_field_reaches_the_query() -> None:
    query, warnings = read({
        "First name": "Evgeny", "Middle name": "V.", "Last name": "Prigozhin", "Alias": "Wagner boss; E. P.",
        "Type": "Individual", "DOB": "01.06.1961", "Nationality": "Russia; RU", "Residence": "ML", "Sex": "M",
        "Passport": "4000 123", "IMO": "9187667", "ID number": "1;n/a;2", "Address": "Line 1\nLine 2", "Ref": "0042",
    })  # fmt: skip
    party = query.party  # type: ignore[attr-defined]
    assert warnings == ()
    assert isinstance(party, Person)
    assert [name.text for name in party.names] == ["Evgeny V. Prigozhin", "Wagner boss", "E. P."]
    assert [str(day.earliest) for day in party.birth_dates] == ["1961-06-01"]
    assert party.countries == ("RU", "ML")
    assert party.gender is Gender.MALE
    assert {(one.value, str(one.type)) for one in party.identifiers} == {
        ("1", "other"), ("2", "other"), ("4000 123", "passport"), ("9187667", "imo"),
    }  # fmt: skip
    assert [address.text for address in party.addresses] == ["Line 1 Line 2"]
    assert query.reference == "0042"  # type: ignore[attr-defined]


def test_a_name_and_its_parts_are_both_screened() -> None:
    query, _ = read({"Name": "Acme Ltd", "First name": "Ivan", "Last name": "Petrov"})
    assert [name.text for name in query.party.names] == ["Acme Ltd", "Ivan Petrov"]  # type: ignore[attr-defined]


def test_a_part_without_the_last_name_is_screened_and_warned_of() -> None:
    query, warnings = read({"First name": "Ivan"})
    assert query.party.primary_name == "Ivan"  # type: ignore[attr-defined]
    assert warnings == ("no full name and no last name in this row: screened as 'Ivan'",)


def test_several_names_in_a_cell_are_each_screened_and_the_whole_too() -> None:
    query, _ = read({"Name": "Ivan Petrov; Kim"})
    assert [name.text for name in query.party.names] == ["Ivan Petrov; Kim", "Ivan Petrov", "Kim"]  # type: ignore[attr-defined]
    query, _ = read({"Name": "Ivan Petrov; Kim"}, join="")
    assert [name.text for name in query.party.names] == ["Ivan Petrov; Kim"]  # type: ignore[attr-defined]


def test_a_list_longer_than_any_name_is_screened_name_by_name() -> None:
    query, _ = read({"Name": ";".join(f"name{n}" for n in range(200))})
    assert len(query.party.names) == 200  # type: ignore[attr-defined]


def test_a_name_over_several_numbered_columns_is_screened_whole_and_in_parts(run: Run, fake: FakeScreener) -> None:
    run("Name 1,Name 2\nAcme,Trading GmbH\nKim,\n")
    assert [[name.text for name in query.party.names] for query in fake.asked] == [
        ["Acme Trading GmbH", "Acme", "Trading GmbH"],
        ["Kim"],
    ]


def test_what_a_row_does_not_say_is_said_by_the_options() -> None:
    query, _ = read({"Name": "Acme", "DOB": "1999"}, kind=EntityType.ORGANISATION)
    assert isinstance(query.party, Organisation) and query.party.founded[0].text == "1999"  # type: ignore[attr-defined]
    query, _ = read({"Name": "Acme", "Type": "Ship", "DOB": "1999"}, kind=EntityType.ORGANISATION)
    assert isinstance(query.party, Vessel) and str(query.party.built) == "1999"  # type: ignore[attr-defined]
    query, _ = read({"Name": "Acme", "Type": "Ship"})
    assert query.party.built is None  # type: ignore[attr-defined]


def test_an_unreadable_value_is_left_out_and_warned_of() -> None:
    query, warnings = read({
        "Name": "Ivan", "Alias": "??", "Type": "Premium", "DOB": "soon; 03/04/1970", "Nationality": "Atlantis",
        "Sex": "X",
    })  # fmt: skip
    party = query.party  # type: ignore[attr-defined]
    assert isinstance(party, UnspecifiedParty)
    assert (party.countries, party.gender, len(party.birth_dates)) == ((), None, 1)
    assert len(warnings) == 6
    for told in ("'??'", "'Premium'", "'soon'", "'03/04/1970' may be two days", "'Atlantis'", "'X'"):
        assert told in " ".join(warnings)


@pytest.mark.parametrize("name", ["N/A", "Null", "none"])
def test_a_name_that_may_stand_for_nothing_is_screened_and_flagged(name: str) -> None:
    query, warnings = read({"Name": name})
    assert query.party.primary_name == name  # type: ignore[attr-defined]
    assert warnings == (f"name {name!r} may stand for nothing: it is screened as a name",)


def test_a_gender_is_only_for_people() -> None:
    _, warnings = read({"Name": "Acme", "Type": "Company", "Sex": "F"})
    assert warnings == ("a gender is not used for a party of kind organisation",)


def test_half_a_surrogate_pair_is_an_error_row(run: Run) -> None:
    report = run(b"Name\nA+2AA-b\n", BatchOptions(encoding="utf-7"))
    assert "unable to parse raw data" in outcomes(report.output)[0][2]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "warned"),
    [
        ("1961-06-01", "1961-06-01", "1961-06-01", False),
        ("01.06.1961", "1961-06-01", "1961-06-01", False),
        ("1961-06-01 00:00:00", "1961-06-01", "1961-06-01", False),
        ("1961-06-01T12:30Z", "1961-06-01", "1961-06-01", False),
        ("25/12/1970", "1970-12-25", "1970-12-25", False),
        ("25-12-1970", "1970-12-25", "1970-12-25", False),
        ("04/04/1970", "1970-04-04", "1970-04-04", False),
        ("03/04/1970", "1970-01-01", "1970-12-31", True),
        ("03-04-1970", "1970-01-01", "1970-12-31", True),
        ("19700403", "1970-04-03", "1970-04-03", False),
        ("25661", "1970-04-03", "1970-04-03", True),
        ("1970", "1970-01-01", "1970-12-31", False),
    ],
)
def test_a_date_is_read_as_far_as_it_is_certain(text: str, earliest: str, latest: str, warned: bool) -> None:
    day, warning = read_date(text)
    assert day is not None
    assert (str(day.earliest), str(day.latest), bool(warning)) == (earliest, latest, warned)


@pytest.mark.parametrize("text", ["soon", "31.02.1970", "1970-02-31", "19701345", "99999", "1.1.70"])
def test_no_date_is_no_date(text: str) -> None:
    assert read_date(text) == (None, f"date {text!r} cannot be read and is not used")


@given(st.text(alphabet=st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["L"]), min_size=1))
def test_letters_read_in_the_wrong_encoding_are_seen(name: str) -> None:
    assert is_garbled(name.encode().decode("latin-1"))


def misread(name: str, encoding: str) -> str:
    return name.encode().decode(encoding, "replace")


GARBLED = (
    misread("Иван Петров", "cp1251"),
    misread("Müller", "cp1251"),
    misread("Straße", "cp1252"),
    misread("Рома", "latin-1"),
    misread("王小明", "latin-1"),
    misread("الشركة", "latin-1"),
    misread("Nguyễn Văn Sơn", "cp1252"),
    misread("Trương", "cp1252"),
    "M�ller",
    "Jos?e",
)
SOUND = (
    "Müller",
    "JOÃO GONÇALVES",
    "SÃO TOMÉ",
    "Æthelstan Ðorðe",
    "ÅSE ØSTBY",
    "Șerban Țîrlea",
    "Иван Сергеевич",
    "РОССИЯ",
    "Який Ґжицький",
    "الشركة العربية",
    "王小明",
    "Who? Ltd",
    "AT&T",
    "«SOCIÉTÉ»",
    "Nguyễn Văn Đức",
    "STRASSE",
    "Łódź",
)


@pytest.mark.parametrize("name", GARBLED)
def test_a_garbled_name_is_flagged_and_never_repaired(run: Run, fake: FakeScreener, name: str) -> None:
    report = run(f"Name\n{name}\n")
    assert fake.names == [" ".join(name.split())]
    assert "looks garbled by a wrong encoding" in read_csv(report.output)[0]["screening_warning"]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_name_is_not_flagged(name: str) -> None:
    assert not is_garbled(name)


@given(st.lists(st.text(alphabet="ab ;\n", max_size=5), max_size=4))
def test_splitting_loses_no_letter(parts: list[str]) -> None:
    text = ";".join(parts)
    assert "".join("".join(split_values(text, ";")).split()) == text.replace(";", "").replace(" ", "").replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(alphabet='Petrov ,"\n;=x', max_size=8), min_size=1, max_size=4), max_size=8),
    st.sampled_from(",;"),
)
def test_every_row_is_answered_in_order_whatever_is_in_it(rows: list[list[str]], delimiter: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=delimiter).writerows([["Name", "Zz"], *rows, ["last", "1"]])
        source.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        report = run_batch(source, target, FakeScreener())
        written = [int(row["screening_row"]) for row in read_csv(target, delimiter)]
        assert list(dict.fromkeys(written)) == list(range(2, report.rows + 2)) == sorted(set(written))
        assert report.rows == report.screened + report.errored == len(rows) + 1


def test_columns_know_what_they_hold() -> None:
    columns = Columns(("a", "b", "c"), ("a", "b", "c"), ("name", None, "name"), 1, ())
    assert (columns.holding("name"), columns.mapped, columns.not_mapped) == (
        (0, 2),
        (("a", "name"), ("c", "name")),
        ("b",),
    )
