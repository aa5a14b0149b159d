"""OpenSanctions' FollowTheMoney files: every target a record, everything else joined to one, counted, or an error."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening.errors import ListError
from screening.records import Aircraft, EntityRecord, Organisation, Person, Vessel
from screening.sources import opensanctions_export
from screening.sources.reading import Reading, catalogue
from screening.vocabulary import ListingStatus

Edit = Callable[[Path, str, str], None]
SPEC = catalogue()["opensanctions"]
CASES = Path(__file__).parent.parent / "cases" / "exchange"


@pytest.fixture
def ftm(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "entities.ftm.json", tmp_path / "entities.ftm.json"))


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "targets.nested.json", tmp_path / "targets.nested.json"))


def read(path: Path) -> Reading:
    return opensanctions_export.read(path, SPEC)


def test_ids_and_referents_made_of_authorities_numbers_are_cross_references(ftm: Path, edit: Edit) -> None:
    edit(ftm, '"referents":["xx-1","NK-anna"]', '"referents":["ofac-21171","NK-anna","eu-fsf-eu-7382-70"]')
    assert by_id(read(ftm))["NK-anna"].cross_references == ("eu:EU.7382.70", "ofac:21171")


def by_id(reading: Reading) -> dict[str, EntityRecord]:
    assert reading.errors == ()
    return {record.id.removeprefix("opensanctions-"): record for record in reading.records}


def test_targets_are_records_and_the_rest_is_counted(ftm: Path) -> None:
    told: list[tuple[int, int]] = []
    reading = opensanctions_export.read(ftm, SPEC, lambda done, total: told.append((done, total)))
    assert list(by_id(reading)) == ["NK-anna", "NK-firm", "NK-ship", "NK-plane", "NK-wallet"]
    assert {ignored.what: ignored.count for ignored in reading.ignored} == {
        "parties that are no target": 2,
        "technical values": 1,
        "things that are no party": 1,
        "ties, addresses and posts of no target": 2,
    }
    assert (reading.published, reading.warnings) == (date(2024, 3, 13), ())
    assert told[-1][0] == told[-1][1] > 0


def test_person_has_all_that_is_said_of_her(ftm: Path) -> None:
    record = by_id(read(ftm))["NK-anna"]
    party = record.party
    assert isinstance(party, Person)
    assert [(name.text, name.kind.value, name.strength.value) for name in party.names] == [
        ("Anna Example", "primary", "strong"),
        ("Anna", "alias", "weak"),
        ("Анна Пример", "alias", "strong"),
        ("Anna Former", "former", "strong"),
        ("Anka", "alias", "weak"),
    ]
    assert party.names[0].parts is not None
    assert (party.names[0].parts.given, party.names[0].parts.family) == ("Anna", "Example")
    assert ([str(day) for day in party.birth_dates], str(party.death_date)) == (["1961-04"], "2020-01-02")
    assert (party.birth_places, party.countries) == (("Sampletown", "SU"), ("RU", "UA"))
    assert (party.gender, party.titles) == ("female", ("Dr",))
    assert party.positions == ("Head of Examples", "Minister of Examples")
    assert [(one.type.value, one.value) for one in party.identifiers] == [
        ("passport", "AB 123456"),
        ("tax", "500100732259"),
        ("other", "NK-anna"),
        ("other", "xx-1"),
        ("passport", "CD 654321"),
        ("national_id", "990"),
        ("other", "777"),
        ("wallet", "0xAbC0000000000000000000000000000000000001"),
    ]
    assert [(one.text, one.country) for one in party.addresses] == [
        ("1 Sample Street", None),
        ("2 Sample Street", "RU"),
    ]
    assert [(one.type, one.target) for one in record.relations] == [
        ("relative (brother)", "Boris Example"),
        ("owner of (from 2003; Percentage: 51)", "Example Trading LLC"),
        ("holds or held the post (from 2013-01-01)", "Minister of Examples"),
    ]
    assert {"country as published: the European Union", "part of a country: ua-cri", "Death date: 2021"} <= set(
        record.notes
    )
    assert "Occupancy, the other end not said (to 2016-12-01)" in record.notes


def test_sanctions_are_listings(ftm: Path) -> None:
    current, ended = by_id(read(ftm))["NK-anna"].listings
    assert (current.authority, current.programme, current.reference) == (
        "Ministry of Examples",
        "Example programme",
        "EX-1",
    )
    assert (current.listed_on, current.status, current.measures) == (date(2022, 2, 25), "listed", ("Asset freeze",))
    assert (current.reason, current.url) == ("She is; invented", "https://example.org/1")
    assert current.note == "Start date: 2022; Status: active"
    assert (ended.authority, ended.listed_on, ended.delisted_on) == (
        "Office of Examples",
        date(2014, 3, 17),
        date(2019, 5, 6),
    )
    assert ended.status is ListingStatus.DELISTED


def test_day_of_listing_that_is_not_given_is_not_guessed_and_a_future_end_ends_nothing(ftm: Path) -> None:
    (listing,) = by_id(read(ftm))["NK-firm"].listings
    assert (listing.authority, listing.listed_on, listing.listed_by) == ("xx_example", None, date(2024, 1, 2))
    assert listing.listed_on_note == "OpenSanctions gives no day of listing"
    assert (listing.delisted_on, listing.status, listing.note) == (None, "listed", "End date: 2035-01-01")


def test_targets_without_a_sanction_are_listed_by_programme_or_topic_and_else_watched(ftm: Path) -> None:
    records = by_id(read(ftm))
    assert [(one.programme, one.status.value) for one in records["NK-ship"].listings] == [
        ("Ships", "listed"),
        ("Tankers", "listed"),
    ]
    assert [one.status.value for one in records["NK-wallet"].listings] == ["listed"]
    assert [one.status.value for one in records["NK-plane"].listings] == ["watch"]


def test_other_kinds_of_party(ftm: Path) -> None:
    records = by_id(read(ftm))
    firm, ship, plane, wallet = (records[key].party for key in ("NK-firm", "NK-ship", "NK-plane", "NK-wallet"))
    assert isinstance(firm, Organisation)
    assert [one.type.value for one in firm.identifiers] == ["registration", "registration", "lei", "bic", "other"]
    assert [str(day) for day in firm.founded] == ["1999"]
    assert [(one.type, one.target) for one in records["NK-firm"].relations] == [
        ("parent", "Example Group"),
        ("owned by (from 2003; Percentage: 51)", "Anna Example"),
    ]
    assert isinstance(ship, Vessel)
    assert [one.type.value for one in ship.identifiers] == ["imo", "mmsi", "call_sign", "other"]
    assert (ship.owner, ship.vessel_type, ship.tonnage, str(ship.built), ship.countries) == (
        "Example Trading LLC",
        "Tanker",
        "1000",
        "1995-01-01",
        ("PA", "RU"),
    )
    assert isinstance(plane, Aircraft)
    assert (plane.model, plane.operator, plane.identifiers[0].type) == ("Il-62M", "Example Trading LLC", "tail_number")
    assert [one.type.value for one in wallet.identifiers] == ["wallet", "other"]
    assert "a wallet, whose holder is not said" in records["NK-wallet"].notes


def test_nested_file_says_the_same(ftm: Path, nested: Path) -> None:
    flat, deep = by_id(read(ftm)), by_id(read(nested))
    assert flat == deep


ERRORS = [
    ('"schema":"Family"', '"schema":"Friendship"', "its schema 'Friendship' is unknown"),
    ('"nationality"', '"nationalty"', "it has the property 'nationalty', which no rule takes"),
    ('"incorporationDate"', '"birthDate"', "Company NK-firm has the property 'birthDate', which no rule takes"),
    ('"nationality":["ru"]', '"nationality":["qq"]', "the country code 'qq' is unknown"),
    ('"birthDate":["1961-04"]', '"birthDate":["spring"]', "'spring' is no date"),
    ('"listingDate":["2022-02-25"]', '"listingDate":["soon"]', "'soon' is no date"),
    ('"entity":["NK-anna"]', '"entity":["NK-gone"]', "it is about NK-gone, who is not in the file"),
    ('"entity":["NK-anna"]', '"entity":[]', "it is about nobody, who is not in the file"),
    ('"addressEntity":["addr-1"]', '"addressEntity":["addr-9"]', "its address 'addr-9' is not in the file"),
    ('"relationship":["brother"]', '"kinship":["brother"]', "Family f-1 has the property 'kinship'"),
    ('"target":true', '"target":"yes"', "its target is 'yes', expected true or false"),
    ('"caption":"Anna Example"', '"caption":" "', "its caption is ' ', expected a text"),
    ('"caption":"Anna Example"', '"caption":"…"', "has no letter or digit in it"),
    ('"referents":["xx-1","NK-anna"]', '"referents":"xx-1"', "its referents is 'xx-1', expected a list of texts"),
    ('"first_seen":"2024-01-02T03:04:05"', '"first_seen":"once"', "its first_seen is 'once', expected a day"),
    ('"properties":{"name":["Boris Example"]}', '"properties":[]', "it has no properties"),
    ('"title":["Dr"]', '"title":"Dr"', "its title is no list of texts"),
    ('"id":"NK-firm","caption"', '"id":"NK-anna","caption"', "is there twice, with different schemata or targets"),
    ('"datasets"', '"datasest"', "it has the key 'datasest', which no rule takes"),
]


@pytest.mark.parametrize(("before", "after", "said"), ERRORS)
def test_what_is_unknown_is_an_error_that_names_the_entry(
    ftm: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(ftm, before, after)
    errors = [str(error) for error in read(ftm).errors]
    assert any(said in error for error in errors), errors


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"sanctions":[{', '"punishments":[{', "it has the property 'punishments', which no rule takes"),
        ('"familyPerson":[{', '"familyPerson":["f-9",{', "it has the property 'familyPerson', which no rule takes"),
    ],
)
def test_unknown_nesting_is_an_error(nested: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(nested, before, after)
    assert any(said in str(error) for error in read(nested).errors)


def test_missing_end_of_a_tie_is_a_warning_and_stays_a_relation(ftm: Path, edit: Edit) -> None:
    edit(ftm, '"relative":["NK-boris"]', '"relative":["NK-gone"]')
    reading = read(ftm)
    assert reading.warnings == ("1 entities that others name are not in the file, such as NK-gone",)
    assert by_id(reading)["NK-anna"].relations[0].target == "NK-gone"


def test_values_that_have_no_place_of_their_own_are_notes(ftm: Path, edit: Edit) -> None:
    edit(ftm, '"gender":["female"]', '"gender":["female","other"],"phone":["  "]')
    edit(ftm, '"first_seen":"2024-01-02T03:04:05","last_seen":"2024-03-13T06:53:02",', "")
    edit(ftm, '"full":["2 Sample Street"]', '"city":["Sampletown"],"street":["2 Sample Street"]')
    record = by_id(read(ftm))["NK-anna"]
    assert {"Gender: female", "Gender: other"} <= set(record.notes)
    assert isinstance(record.party, Person)
    assert record.party.gender is None
    assert record.party.addresses[1].text == "2 Sample Street, Sampletown"


def test_caption_that_is_only_a_first_name_gives_way_to_a_full_name(ftm: Path, edit: Edit) -> None:
    edit(ftm, '"caption":"Anna Example"', '"caption":"Anna"')
    names = by_id(read(ftm))["NK-anna"].party.names
    assert [(name.text, name.strength.value) for name in names[:2]] == [("Anna Example", "strong"), ("Anna", "weak")]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('{"id":"NK-anna"', '["id":"NK-anna"', 'this is a file that begins \'["id":"NK-anna"'),
        ('{"id":"NK-firm"', '"NK-firm"\n{"id":"NK-firm"', "line 2 is damaged: expected an object"),
        ('{"id":"NK-firm"', '\n{"id":"NK-firm"', "line 2 is damaged"),
        ('{"id":"NK-firm"', '{"id":"NK-x","id":"NK-firm"', "line 2 is damaged: the key 'id' is there twice"),
        ('"title":["Dr"]', '"title":[NaN]', "line 1 is damaged: NaN is no number"),
        ('"title":["Dr"]', '"title":["\\ud83d"]', "line 1 is damaged: 'utf-8' codec can't encode"),
    ],
)
def test_damaged_file_is_refused(ftm: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(ftm, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        read(ftm)


def test_line_that_is_there_twice_is_an_error(ftm: Path) -> None:
    lines = ftm.read_text(encoding="utf-8").splitlines(keepends=True)
    ftm.write_text("".join([*lines, lines[0]]), encoding="utf-8")
    (error,) = read(ftm).errors
    assert str(error) == "entry NK-anna (line 23): another line has the same id"


def test_target_that_stands_only_inside_another_is_an_error(nested: Path) -> None:
    lines = nested.read_text(encoding="utf-8").splitlines(keepends=True)
    nested.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    (error,) = read(nested).errors
    assert (
        str(error) == "entry NK-firm Example Trading LLC: it is a target and has no line of its own: a part is missing"
    )


def test_progress_of_a_long_file_is_told(ftm: Path) -> None:
    line = '{"id":"NK-%d","caption":"A","schema":"Person","properties":{"name":["A"]},"target":true}\n'
    ftm.write_text("".join(line % number for number in range(1001)), encoding="utf-8")
    told: list[tuple[int, int]] = []
    reading = opensanctions_export.read(ftm, SPEC, lambda done, total: told.append((done, total)))
    assert (len(told), told[0][0] < told[0][1], len(reading.records)) == (2, True, 1001)
    assert (reading.published, reading.records[0].listings[0].authority) == (None, "OpenSanctions")


def test_cut_line_is_refused(ftm: Path) -> None:
    ftm.write_bytes(ftm.read_bytes()[:-1])
    with pytest.raises(ListError, match="the last, has no line end: the file is cut"):
        read(ftm)


def test_web_page_is_refused(ftm: Path) -> None:
    ftm.write_text("<!DOCTYPE html><title>Gone</title>", encoding="utf-8")
    with pytest.raises(ListError, match=r"this is a web page, expected entities\.ftm\.json"):
        read(ftm)


def entities(path: Path) -> list[dict[str, Any]]:
    """The lines of a file, read without the reader."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "targets"), [("sa_wikidata.targets.nested.json", 20), ("table681.entities.ftm.json", 423)]
)
def test_real_files_are_read_in_full(shared: Path, name: str, targets: int) -> None:
    path = shared / "lists" / "opensanctions" / name
    found, reading = entities(path), read(path)
    assert [len(reading.records), reading.errors, reading.warnings] == [targets, (), ()]
    wanted = {f"opensanctions-{one['id']}": one["properties"] for one in found if one["target"]}
    assert {record.id for record in reading.records} == set(wanted)
    for record in reading.records:
        said = wanted[record.id]
        assert {name.text for name in record.party.names} >= {
            " ".join(text.split()) for text in (*said["name"], *said.get("alias", ()))
        }
        assert isinstance(record.party, Person)
        assert len(record.party.birth_dates) == len(set(said.get("birthDate", ())))
