"""Senzing JSON: every line a record, counted, or an error that names it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.records import Organisation, Person
from screening.sources import senzing_json
from screening.sources.reading import Reading, catalogue
from screening.store import add_list

Edit = Callable[[Path, str, str], None]
SPEC = catalogue()["senzing"]
CASE = Path(__file__).parent.parent / "cases" / "exchange" / "senzing.json"


@pytest.fixture
def senzing(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASE, tmp_path / "senzing.json"))


def read(path: Path) -> Reading:
    return senzing_json.read(path, SPEC)


def test_lines_are_records_and_those_without_a_type_are_counted(senzing: Path) -> None:
    reading = read(senzing)
    assert [record.id for record in reading.records] == ["senzing-XX-1", "senzing-XX-2", "senzing-XX-3"]
    assert (reading.errors, reading.published) == ((), None)
    assert {one.what: one.count for one in reading.ignored} == {
        "days of the last change": 1,
        "records without a type": 1,
        "relationship anchors": 1,
    }


def test_person_with_lists_of_features(senzing: Path) -> None:
    record = read(senzing).records[0]
    party = record.party
    assert isinstance(party, Person)
    assert [(name.text, name.kind.value, name.strength.value) for name in party.names] == [
        ("Anna Example", "primary", "strong"),
        ("Anna Former", "alias", "strong"),
        ("Anka", "alias", "weak"),
    ]
    assert ([str(day) for day in party.birth_dates], str(party.death_date)) == (["1961-04"], "2020-01-02")
    assert (party.gender, party.birth_places, party.countries) == ("female", ("Sampletown",), ("RU", "UA"))
    assert [(one.type.value, one.value, one.country, one.label) for one in party.identifiers] == [
        ("passport", "AB 123456", "RU", "PASSPORT"),
        ("tax", "500100732259", None, "INN"),
        ("other", "Q0", None, "WIKIDATA"),
    ]
    assert [one.text for one in party.addresses] == ["1 Sample Street", "2 Sample Street, Sampletown"]
    assert [(one.type, one.target) for one in record.relations] == [
        ("Ownership", "Example Trading LLC"),
        ("linked to", "YY 9"),
    ]
    (listing,) = record.listings
    assert (listing.authority, listing.reference, listing.status.value) == ("XX", "1", "listed")
    assert (listing.listed_on, listing.listed_on_note) == (None, "Senzing JSON has no day of listing")
    assert {"Email: anna@example.org", "Phone: +7 000", "Date of death: 2021", "Registration date: 1999"} <= set(
        record.notes
    )


def test_attributes_may_stand_on_the_record_itself(senzing: Path) -> None:
    record = read(senzing).records[1]
    assert isinstance(record.party, Organisation)
    assert (record.party.primary_name, record.party.countries) == ("Example Trading LLC", ("RU",))
    assert [str(day) for day in record.party.founded] == ["1999"]
    assert [one.type.value for one in record.party.identifiers] == ["lei"]
    assert record.listings[0].status.value == "watch"


def test_name_in_full_and_in_parts_is_two_names_if_they_differ(senzing: Path, edit: Edit) -> None:
    edit(senzing, '"NAME_FULL":"Anna Example"', '"NAME_FULL":"Anna Example","NAME_FIRST":"Ann","NAME_LAST":"Example"')
    edit(senzing, '"GENDER":"F"', '"GENDER":"unknown"')
    record = read(senzing).records[0]
    assert [name.text for name in record.party.names][:2] == ["Anna Example", "Ann Example"]
    assert "Gender: unknown" in record.notes


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"RECORD_TYPE":"PERSON"', '"RECORD_TYPE":"HUMAN"', "entry 1 (line 1): its RECORD_TYPE 'HUMAN' is unknown"),
        ('"RECORD_TYPE":"PERSON",', "", "it has no RECORD_TYPE"),
        ('"DATA_SOURCE":"XX",', "", "it has no DATA_SOURCE"),
        ('"NAME_TYPE":"PRIMARY"', '"NAME_TYPE":"MAIN"', "its NAME_TYPE 'MAIN' is unknown"),
        ('"NAME_FULL":"Anna Example"', '"NAME_FULL":""', "a name of type PRIMARY has no text"),
        ('"DATE_OF_BIRTH"', '"BIRTH"', "it has the attribute 'BIRTH', which no rule takes"),
        ('"DATE_OF_BIRTH":"1961-04"', '"DATE_OF_BIRTH":"youth"', "'youth' is no date"),
        ('"NATIONALITY":"ru"', '"NATIONALITY":"qq"', "the country code 'qq' is unknown"),
        ('"ADDR_LINE1":"2 Sample Street","ADDR_CITY":"Sampletown"', '"ADDR_TYPE":"HOME"', "an address has no text"),
        ('"REL_POINTER_KEY":"2"', '"REL_POINTER_KEY":""', "a relationship points nowhere"),
        ('"TOPIC":"sanction"', '"TOPIC":true', "its TOPIC is True, expected a text"),
        ('"GENDERS":[{"GENDER":"F"}]', '"GENDERS":"F"', "its GENDERS is no list of objects"),
        ('"REGISTRATION_COUNTRY":"ru"', '"DATE_OF_BIRTH":"1961"', "it is no person, and has birth_dates"),
        ('"NAME_ORG":"Example Trading LLC",', "", "entry 2 (line 2): names"),
    ],
)
def test_what_is_unknown_is_an_error_that_names_the_line(
    senzing: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(senzing, before, after)
    (error,) = read(senzing).errors
    assert said in str(error)


def test_real_file_installs_in_full(shared: Path, home: Path) -> None:
    path = shared / "lists" / "opensanctions" / "us_congress_senzing.json"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    types = Counter(line["RECORD_TYPE"] for line in lines)
    report = add_list("senzing", path, home=home, published=date(2025, 11, 5))
    assert report.counts == {"person": types["PERSON"]} == {"person": 1317}
    assert {one.what: one.count for one in report.ignored}["records without a type"] == types[None] == 2
    assert report.info.names == sum(len(line["NAMES"]) for line in lines if line["RECORD_TYPE"])
