"""OFAC's ADVANCED XML: what stands apart is put together, and what refers to nothing is refused."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import EntityRecord, Person, Relation
from screening.sources import ofac, ofac_advanced
from screening.sources.reading import Reading, catalogue
from screening.vocabulary import NameKind, NameStrength

Edit = Callable[[Path, str, str], None]
SDN, OTHER = catalogue()["ofac-sdn"], catalogue()["ofac-non-sdn"]
CASES = Path(__file__).parent.parent / "cases" / "ofac"


@pytest.fixture
def advanced_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "advanced.xml", tmp_path / "advanced.xml"))


def by_id(reading: Reading) -> dict[str, EntityRecord]:
    assert reading.errors == ()
    return {record.id: record for record in reading.records}


def change(path: Path, pattern: str, after: str) -> None:
    """Replace the first place that a pattern finds."""
    text, count = re.subn(pattern, after, path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def test_person(advanced_file: Path) -> None:
    reading = ofac_advanced.read(advanced_file, SDN)
    record = by_id(reading)["ofac-21171"]
    party = record.party
    assert isinstance(party, Person)
    assert reading.published == date(2023, 12, 28)
    assert [(name.text, name.kind, name.script) for name in party.names] == [
        ("PRIGOZHIN, Yevgeniy Viktorovich", NameKind.PRIMARY, None),
        ("Пригожин, Евгений Викторович", NameKind.ORIGINAL_SCRIPT, "Cyrillic"),
        ("PRIGOZHIN, Evgeny", NameKind.ALIAS, None),
    ]
    assert party.names[0].parts is not None
    assert (party.names[0].parts.given, party.names[0].parts.patronymic) == ("Yevgeniy", "Viktorovich")
    assert record.relations == (
        Relation(type="owned or controlled by", target="BLUE DOOR TRADING LLC", target_id="ofac-90001"),
        Relation(type="former providing support to (until 2015)", target="OFAC entry 177777"),
    )


def test_names_in_other_scripts_are_put_together_as_written_there(advanced_file: Path) -> None:
    party = by_id(ofac_advanced.read(advanced_file, SDN))["ofac-90004"].party
    assert [(name.text, name.script) for name in party.names if name.script] == [
        ("جين المثال", "Arabic"),
        ("도제인", "Korean"),
    ]


def test_second_latin_spelling_of_the_primary_name_is_an_alias(advanced_file: Path) -> None:
    change(advanced_file, r"Cyrillic", "Latin")
    names = by_id(ofac_advanced.read(advanced_file, SDN))["ofac-21171"].party.names
    assert [name.kind for name in names] == [NameKind.PRIMARY, NameKind.ALIAS, NameKind.ALIAS]


def test_one_programme_is_dated_by_the_first_event_on_its_own_list(advanced_file: Path) -> None:
    listing = by_id(ofac_advanced.read(advanced_file, SDN))["ofac-90001"].listings[0]
    assert (listing.listed_on, listing.listed_on_note, listing.listed_after) == (date(2022, 3, 24), None, None)
    assert (listing.legal_basis, listing.measures) == ("Executive Order 14024", ("Block",))


def test_of_several_programmes_only_the_earliest_day_is_known(advanced_file: Path) -> None:
    for listing in by_id(ofac_advanced.read(advanced_file, SDN))["ofac-21171"].listings:
        assert (listing.listed_on, listing.listed_after) == (None, date(2016, 12, 19))
        assert listing.listed_on_note == (
            "OFAC dates the entry, first listed on 20 Dec 2016, and not each of its programmes"
        )


def test_legal_basis_is_published_where_the_programme_does_not_say_it(advanced_file: Path) -> None:
    records = by_id(ofac_advanced.read(advanced_file, SDN))
    assert records["ofac-90003"].listings[0].legal_basis == "Executive Order 13224 (Terrorism)"
    assert records["ofac-90002"].listings[0].legal_basis is None


def test_what_is_doubted_is_said(advanced_file: Path) -> None:
    records = by_id(ofac_advanced.read(advanced_file, SDN))
    assert "Aircraft Model IL76-TD: reliability Reported" in records["ofac-90003"].notes
    assert "Passport A123456: Fraudulent" in records["ofac-90004"].notes
    assert "Passport A123456 (Iran) issued 02 May 2011" in records["ofac-90004"].notes
    assert "Tax ID No. 7700000001: INN" in records["ofac-90001"].notes


def test_measure_with_a_comment_keeps_it(advanced_file: Path) -> None:
    change(advanced_file, r"(<SanctionsMeasure [^>]*>\s*)<Comment />", r"\1<Comment>in part</Comment>")
    assert by_id(ofac_advanced.read(advanced_file, SDN))["ofac-36"].listings[0].measures == ("Block: in part",)


def test_entries_of_the_other_list_are_told_from_this_one(advanced_file: Path) -> None:
    reading = ofac_advanced.read(advanced_file, OTHER)
    errors = [str(error) for error in reading.errors]
    assert len(errors) == 6
    assert errors[0] == "entry 36 (AEROCARIBBEAN AIRLINES): it is not on this list but on SDN List"
    assert [record.id for record in reading.records] == ["ofac-cons-90001"]
    assert reading.records[0].listings[0].listed_on == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("pattern", "after", "said"),
    [
        (r'FixedRef="36"', 'FixedRef="x"', "'x' is no entry number"),
        (r'FixedRef="36"', 'FixedRef=""', "<DistinctParty> has no FixedRef"),
        (r'PartySubTypeID="\d+"', 'PartySubTypeID="7"', "None is no party type known"),
        (r'Primary="true" False="false"', 'Primary="true" False="true"', "is false or not the main one"),
        (r'AliasTypeID="\d+"', 'AliasTypeID="7"', "the AliasType 7 is not among the reference values of the file"),
        (
            r'(AliasTypeID="\d+" Primary)="true"',
            r'\1="false"',
            "a name is of the kind 'Name', and its Primary is False",
        ),
        (r'LowQuality="false"', 'LowQuality="no"', "LowQuality is 'no', expected true or false"),
        (r'NamePartGroupID="\d+"', 'NamePartGroupID="7"', "the group 7 of a part of a name is not in its identity"),
        (r"(<Alias [^>]*>).*?</Alias>", r"\1</Alias>", "an alias has no name in it"),
        (r"(<Alias .*?</Alias>)", r"\1\1", "it does not have one primary name"),
        (r"AEROCARIBBEAN AIRLINES", "", "a name has nothing in it"),
        (
            r'<DocumentedNamePart>(<NamePartValue NamePartGroupID="\d+" ScriptID=")\d+(".*?)</DocumentedNamePart>',
            r"<DocumentedNamePart>\g<1>7\2</DocumentedNamePart>",
            "the Script 7 is not among",
        ),
        (r"<DocumentedNamePart>.*?</DocumentedNamePart>", "", "a name is in 0 scripts"),
        (r'LocationID="\d+"', 'LocationID="7"', "the location 7 is not in the file"),
        (r"<Year>1961</Year>", "<Year>0</Year>", "year 0 is out of range"),
        (r"<Comment />\s*<DatePeriod", "<Comment /><Hat/><DatePeriod", "<FeatureVersion> has <Hat> in it"),
        (r">Leningrad, Russia<", "><", "the feature 'Place of Birth' has no value"),
        (r"<Profile ", "<Profile Hat='1' ", "<Profile> has the attribute 'Hat', which no rule takes"),
        (r"</Profile>", "</Profile><Profile/>", "<Profile> is there 2 times, expected once"),
    ],
)
def test_party_that_is_not_as_ofac_writes_it_is_an_error(
    advanced_file: Path, pattern: str, after: str, said: str
) -> None:
    before, _, parties = advanced_file.read_text(encoding="utf-8").partition("<DistinctParties>")
    text, count = re.subn(pattern, after, parties, count=1, flags=re.DOTALL)
    assert count == 1
    advanced_file.write_text(f"{before}<DistinctParties>{text}", encoding="utf-8")
    reading = ofac_advanced.read(advanced_file, SDN)
    assert len(reading.records) == 6
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


@pytest.mark.parametrize(
    ("pattern", "after", "said"),
    [
        (r"<DateOfIssue .*?</DateOfIssue>", "", "it has no <DateOfIssue>"),
        (
            r"<Month>12</Month>",
            "<Month>13</Month>",
            "the <DateOfIssue> without a number cannot be read: month must be in",
        ),
        (r">Gregorian<", ">Julian<", "a date is in the calendar 'Julian', expected Gregorian"),
        (r">Created<", ">Deleted<", "'Deleted' is no event known: expected Created"),
        (r"<Comment>CUBA</Comment>", "<Comment/>", "a measure is a programme without its code"),
        (r'DayFixed="true" />', 'DayFixed="true"><Start/></DatePeriod>', "<DatePeriod> has <Start> in it"),
        (r'ListID="\d+"', 'ListID="7"', "the List 7 is not among the reference values of the file"),
        (r'(<LocationPart LocPartTypeID="\d+">.*?</LocationPart>)', r"\1\1", "a location has two parts 'CITY'"),
        (
            r"<Comment /><Value>Havana",
            "<Comment>x</Comment><Value>Havana",
            "a part of a location is 'Havana', with the",
        ),
        (r"<IDRegistrationNo>A123456<", "<IDRegistrationNo><", "the Passport None of identity 90054 has no number"),
        (r">Issue Date<", ">Wedding Day<", "has no number, or dates unknown: {'Wedding Day': '02 May 2011'}"),
        (r"<AreaCodeValues>", "<AreaCodeValues><Hat/>", "<AreaCodeValues> has <Hat> in it, which no rule takes"),
        (r"<SanctionsEntryLinks />", "<SanctionsEntryLinks><Link/></SanctionsEntryLinks>", "<SanctionsEntryLinks> has"),
        (r"<DistinctParty .*?</DistinctParty>", "", "it has entries of the party 100036, and does not have this one"),
        (r'IdentityID="90051"', 'IdentityID="7"', "it has documents of the identity 7, and does not have this one"),
        (r'From-ProfileID="\d+"', 'From-ProfileID="7"', "it has ties of the party 7, and does not have this one"),
    ],
)
def test_damaged_file_is_refused(advanced_file: Path, pattern: str, after: str, said: str) -> None:
    change(advanced_file, pattern, after)
    with pytest.raises(ListError, match=re.escape(said)):
        ofac_advanced.read(advanced_file, SDN)


def test_party_without_its_entry_is_an_error(advanced_file: Path) -> None:
    change(advanced_file, r"<SanctionsEntry .*?</SanctionsEntry>", "")
    assert [str(error) for error in ofac_advanced.read(advanced_file, SDN).errors] == [
        "entry 36 (AEROCARIBBEAN AIRLINES): it is not on this list but on none"
    ]


def test_real_list_is_read_in_full(shared: Path) -> None:
    path = shared / "lists" / "ofac" / "cons_advanced-2020-03.xml"
    text = path.read_text(encoding="utf-8")
    reading = ofac.read(path, OTHER)
    assert (reading.errors, reading.warnings, reading.published) == ((), (), date(2020, 3, 17))
    assert len(reading.records) == len(re.findall(r"<DistinctParty\s", text)) == 375
    names = Counter(name.strength for record in reading.records for name in record.party.names)
    printed = set()
    for place, party in enumerate(re.findall(r"<DistinctParty\s.*?</DistinctParty>", text, re.DOTALL)):
        for kind, weak, parts in re.findall(
            r'<Alias [^>]*AliasTypeID="(\d+)"[^>]*LowQuality="(\w+)"[^>]*>(.*?)</Alias>', party, re.DOTALL
        ):
            printed.add((place, kind, weak, tuple(re.findall(r'Acronym="false">(.*?)<', parts))))
    assert names == Counter(NameStrength.WEAK if weak == "true" else NameStrength.STRONG for _, _, weak, _ in printed)
    assert sum(len(record.party.identifiers) for record in reading.records) > len(re.findall(r"<IDRegDocument\s", text))
    assert sum(len(record.relations) for record in reading.records) == len(re.findall(r"<ProfileRelationship\s", text))
    listings = [listing for record in reading.records for listing in record.listings]
    assert sum(listing.listed_on is not None for listing in listings) == 366
    assert all(listing.listed_on or listing.listed_after for listing in listings)
