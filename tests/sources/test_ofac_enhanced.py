"""OFAC's ENHANCED XML: each word is held against the file's own table, and each element is taken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import EntityRecord, Person, Relation
from screening.sources import ofac, ofac_enhanced
from screening.sources.reading import Reading, catalogue
from screening.vocabulary import NameKind, NameStrength

Edit = Callable[[Path, str, str], None]
SDN, OTHER = catalogue()["ofac-sdn"], catalogue()["ofac-non-sdn"]
CASES = Path(__file__).parent.parent / "cases" / "ofac"


@pytest.fixture
def enhanced_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "enhanced.xml", tmp_path / "enhanced.xml"))


def by_id(reading: Reading) -> dict[str, EntityRecord]:
    assert reading.errors == ()
    return {record.id: record for record in reading.records}


def test_person(enhanced_file: Path) -> None:
    reading = ofac_enhanced.read(enhanced_file, SDN)
    record = by_id(reading)["ofac-21171"]
    party = record.party
    assert isinstance(party, Person)
    assert reading.published == date(2023, 12, 28)
    assert [(name.text, name.kind, name.script) for name in party.names] == [
        ("PRIGOZHIN, Yevgeniy Viktorovich", NameKind.PRIMARY, None),
        ("ПРИГОЖИН, Евгений Викторович", NameKind.ORIGINAL_SCRIPT, "Cyrillic"),
        ("PRIGOZHIN, Evgeny", NameKind.ALIAS, None),
    ]
    assert record.relations == (
        Relation(type="owned or controlled by", target="BLUE DOOR TRADING LLC", target_id="ofac-90001"),
        Relation(type="providing support to", target="SOMEBODY ELSE"),
    )
    assert "owned or controlled by 90001: High" in record.notes


def test_direction_marks_are_no_part_of_a_name(enhanced_file: Path) -> None:
    party = by_id(ofac_enhanced.read(enhanced_file, SDN))["ofac-90004"].party
    assert "\u202bجين المثال\u202c" in enhanced_file.read_text(encoding="utf-8")
    assert [name.text for name in party.names if name.script == "Arabic"] == ["جين المثال"]


def test_weak_aliases_are_those_of_low_quality(enhanced_file: Path) -> None:
    party = by_id(ofac_enhanced.read(enhanced_file, SDN))["ofac-90001"].party
    assert [name.text for name in party.names if name.strength is NameStrength.WEAK] == ["BDT", "GREEN DOOR"]


def test_one_programme_is_dated_by_the_first_day_on_its_own_list(enhanced_file: Path) -> None:
    records = by_id(ofac_enhanced.read(enhanced_file, SDN))
    assert records["ofac-90001"].listings[0].listed_on == date(2022, 3, 24)
    assert {listing.listed_after for listing in records["ofac-4695"].listings} == {date(1995, 1, 23)}
    other = ofac_enhanced.read(enhanced_file, OTHER)
    assert [record.listings[0].listed_on for record in other.records] == [date(2020, 1, 2)]
    assert len(other.errors) == 6


def test_what_is_doubted_is_said(enhanced_file: Path) -> None:
    records = by_id(ofac_enhanced.read(enhanced_file, SDN))
    assert "Aircraft Model IL76-TD: reliability Reported" in records["ofac-90003"].notes
    assert "Passport A123456: Shiraz, not valid, Gender: Female" in records["ofac-90004"].notes


def test_parts_of_names_and_addresses_are_of_known_kinds(enhanced_file: Path) -> None:
    text = enhanced_file.read_text(encoding="utf-8")
    for before, said in (
        (">CITY<", "'PLANET' is no part of an address known"),
        (">First Name<", "is no part of a name"),
    ):
        enhanced_file.write_text(text.replace(before, ">PLANET<"), encoding="utf-8")
        assert said in str(ofac_enhanced.read(enhanced_file, SDN).errors[0])


def test_extract_says_that_it_is_one(enhanced_file: Path, edit: Edit) -> None:
    edit(
        enhanced_file,
        "</filters>",
        '<sanctionsPrograms><sanctionsProgram refId="9">IRGC</sanctionsProgram></sanctionsPrograms></filters>',
    )
    warnings = ofac_enhanced.read(enhanced_file, SDN).warnings
    assert warnings == ("this is an extract of the programmes IRGC, not the whole list",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('<entity id="36">', '<entity id="x">', "entry x (AEROCARIBBEAN AIRLINES): 'x' is no entry number"),
        ('<entity id="36">', "<entity>", "entry without a number (AEROCARIBBEAN AIRLINES): <entity> has no id"),
        (">Vessel</entityType>", ">Ghost</entityType>", "is 'Vessel' in the file's table, not 'Ghost'"),
        ('datePublished="1986-12-10">SDN List', 'datePublished="1986">SDN List', "Invalid isoformat string: '1986'"),
        ("<isLowQuality>true", "<isLowQuality>maybe", "isLowQuality is 'maybe', expected true or false"),
        (
            "<value>1957 to 1960</value>",
            "<value>1957 to 1961</value>",
            "is '1957 to 1961', and its days are 1957-01-01",
        ),
        ("<value>Leningrad, Russia</value>", "", "the feature 'Place of Birth' has no value"),
        ("<value>Havana</value>", "", "a part of a name or address says nothing: 'CITY', None"),
        ("<documentNumber>A123456</documentNumber>", "", "an identity document needs a type and a number"),
        ("<versionId>", "<shoe>44</shoe><versionId>", "<feature> has <shoe> in it, which no rule takes"),
        ("<generalInfo>", "<generalInfo hat='1'>", "<generalInfo> has the attribute 'hat', which no rule takes"),
    ],
)
def test_entity_that_is_not_as_ofac_writes_it_is_an_error(
    enhanced_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(enhanced_file, before, after)
    reading = ofac_enhanced.read(enhanced_file, SDN)
    assert len(reading.records) == 6
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


@pytest.mark.parametrize(
    ("pattern", "after", "said"),
    [
        (r"(<relationship [^>]*>\s*)<type .*?</type>", r"\1", "a relationship has no type"),
        (r"<generalInfo>.*?</generalInfo>", "", "<generalInfo> is there 0 times, expected once"),
        (r"(<name [^>]*>.*?)<translations>.*?</translations>", r"\1", "a name has nothing in it"),
        (r"<type [^>]*>CITY</type>", "", "a part of a name or address says nothing: None, 'Havana'"),
        (r"(<isPrimary>)true(</isPrimary>\s*<isLowQ)", r"\1false\2", "None is no kind of alias known"),
    ],
)
def test_entity_that_lacks_something_is_an_error(enhanced_file: Path, pattern: str, after: str, said: str) -> None:
    text, count = re.subn(pattern, after, enhanced_file.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    assert count == 1
    enhanced_file.write_text(text, encoding="utf-8")
    assert [said in str(error) for error in ofac_enhanced.read(enhanced_file, SDN).errors] == [True]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2023-12-28T00:00:00", "today", "<publicationInfo> cannot be read: Invalid isoformat string: 'today'"),
        ("<referenceValue refId", "<referenceValue id", "<referenceValues/referenceValue> cannot be read"),
        (
            "<detailType",
            "<shoe/><detailType",
            "<featureTypes/featureType> cannot be read: <featureType> has <shoe> in it",
        ),
        ("</sanctionsData>", "", "the XML breaks off or is damaged"),
    ],
)
def test_damaged_file_is_refused(enhanced_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(enhanced_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        ofac_enhanced.read(enhanced_file, SDN)


def test_file_without_its_head_is_refused(enhanced_file: Path) -> None:
    text = enhanced_file.read_text(encoding="utf-8")
    enhanced_file.write_text(re.sub(r"<publicationInfo>.*</publicationInfo>", "", text, flags=re.S), encoding="utf-8")
    with pytest.raises(ListError, match="it has no <publicationInfo>"):
        ofac_enhanced.read(enhanced_file, SDN)


def test_real_extract_is_read_in_full(shared: Path) -> None:
    path = shared / "lists" / "ofac" / "enhanced-irgc-2024-08-28.xml"
    text = path.read_text(encoding="utf-8")
    reading = ofac.read(path, SDN)
    assert (reading.errors, reading.published) == ((), date(2024, 8, 28))
    assert len(reading.records) == len(re.findall(r"<entity\s", text)) == 293
    names = [name for record in reading.records for name in record.party.names]
    spelt = re.compile(r'<script refId="\d+">(?!Latin<).*?<formattedFullName>(.*?)<', re.DOTALL)
    entities = re.findall(r"<entity .*?</entity>", text, re.DOTALL)
    assert sum(name.script is not None for name in names) == sum(
        len(
            {
                found
                for part in re.findall(r"<translation .*?</translation>", entity, re.DOTALL)
                for found in spelt.findall(part)
            }
        )
        for entity in entities
    )
    assert not any("\u202b" in name.text or "\u202c" in name.text for name in names)
    weak = sum(name.strength is NameStrength.WEAK and not name.script for name in names)
    assert weak == text.count("<isLowQuality>true<")
    assert sum(len(record.relations) for record in reading.records) == len(re.findall(r"<relationship\s", text))
    listings = [listing for record in reading.records for listing in record.listings]
    assert all(listing.listed_on or listing.listed_after for listing in listings)
