"""OFSI's closed list: read as the UK's list is, with a warning that it is closed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import Person
from screening.sources import ofsi_csv, uk
from screening.sources.ofsi_csv import parted
from screening.sources.reading import catalogue

Edit = Callable[[Path, str, str], None]
UK = catalogue()["uk"]
CASE = Path(__file__).parent.parent / "cases" / "uk" / "conlist.csv"


@pytest.fixture
def conlist(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASE, tmp_path / "ConList.csv"))


def test_copy_says_that_the_list_is_closed(conlist: Path) -> None:
    reading = uk.read(conlist, UK)
    assert (reading.errors, reading.published) == ((), date(2026, 1, 27))
    assert reading.warnings == (ofsi_csv.CLOSED,)
    assert "closed on 28 January 2026" in reading.warnings[0]


def test_rows_of_a_group_are_one_party(conlist: Path) -> None:
    record = uk.read(conlist, UK).records[0]
    party = record.party
    assert isinstance(party, Person)
    assert record.id == "uk-ofsi-99010"
    assert [(name.text, name.kind.value, name.strength.value) for name in party.names] == [
        ("Mohammad Hassan EXAMPLE", "primary", "strong"),
        ("Mohammed Exampel", "alias", "weak"),
        ("محمد حسن", "original_script", "strong"),
    ]
    assert [str(day) for day in party.birth_dates] == ["1975", "1976-05", "1977-02-01"]
    assert (party.titles, party.countries) == (("Mullah", "Haji"), ("LY", "TN"))
    assert party.birth_places == ("Tripoli, Libya", "Tunis, Tunisia")
    assert (party.gender, party.positions) == ("male", ("Deputy Head (1) of Examples",))
    assert [number.value for number in party.identifiers] == ["A0001", "A0002", "A0003"]
    assert {"Passport A0001: Libya passport", "Passport A0003: false"} <= set(record.notes)


def test_listing_and_what_other_information_says(conlist: Path) -> None:
    listing = uk.read(conlist, UK).records[0].listings[0]
    assert (listing.programme, listing.legal_basis, listing.reference) == ("Libya", None, "LIB9001")
    assert (listing.listed_on, listing.amended_on) == (date(2020, 12, 31), date(2021, 3, 4))
    assert listing.reason == "He is invented (entirely)."
    assert listing.note == "UN reference LYi.999; OFSI group 99010; on OFSI's list since 25/02/2011"


def test_ship_has_its_imo_number_and_the_date_of_ofsis_listing(conlist: Path) -> None:
    record = uk.read(conlist, UK).records[1]
    assert [(name.text, name.kind.value) for name in record.party.names] == [
        ("EXAMPLE STAR", "primary"),
        ("OLD STAR", "former"),
    ]
    assert [(number.type.value, number.value) for number in record.party.identifiers] == [("imo", "8514306")]
    assert record.listings[0].listed_on == date(2017, 10, 3)


def test_party_under_two_regimes_has_a_record_for_each(conlist: Path) -> None:
    _, _, one, other = uk.read(conlist, UK).records
    assert (one.id, one.listings[0].programme) == ("uk-ofsi-99012-somalia", "Somalia")
    assert (other.id, other.listings[0].listed_on) == ("uk-ofsi-99012-isil-da-esh-and-al-qaida", date(2013, 1, 1))


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("(1) Tripoli (2) Tunis.", ["Tripoli", "Tunis"]),
        ("(1) Tripoli", ["Tripoli"]),
        ("(1) (2) Tunis", ["", "Tunis"]),
        ("(2) Tripoli (1) Tunis", ["(2) Tripoli (1) Tunis"]),
        ("Head (1) of it", ["Head (1) of it"]),
        ("Tripoli (Libya)", ["Tripoli (Libya)"]),
    ],
)
def test_values_of_a_cell(cell: str, values: list[str]) -> None:
    assert parted(cell) == values


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (",99012", ",", "a row has no Group ID: ['TWICE'"),
        ("27/01/2026", "now", "the first line is 'Last Updated,now', expected one such as 'Last Updated,27/01/2026'"),
        ("Alias Quality", "Quality", "the column 'Alias Quality' is missing"),
    ],
)
def test_damaged_file_is_refused(conlist: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(conlist, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        uk.read(conlist, UK)


def test_row_with_something_unknown_is_an_error(conlist: Path, edit: Edit) -> None:
    edit(conlist, "AKA,Low", "NKA,Low")
    reading = uk.read(conlist, UK)
    assert (len(reading.records), len(reading.errors)) == (3, 1)
    assert "entry ofsi-99010 Mohammad Hassan EXAMPLE: 'NKA' is no type of name known" in str(reading.errors[0])


def test_real_header_is_known(shared: Path) -> None:
    reading = uk.read(shared / "lists" / "uk" / "ofsi_conlist_2022format_header.csv", UK)
    assert (reading.records, reading.errors, reading.warnings) == ((), (), (ofsi_csv.CLOSED,))
