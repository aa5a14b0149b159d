"""The UK's list in XML: each element is taken, and an unknown or damaged one is refused."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import EntityRecord, Organisation, Person, Vessel
from screening.sources import uk, uk_xml
from screening.sources.reading import catalogue
from screening.sources.uk_dates import birth_date_of, day_of

Edit = Callable[[Path, str, str], None]
UK = catalogue()["uk"]
CASE = Path(__file__).parent.parent / "cases" / "uk" / "designations.xml"


@pytest.fixture
def uk_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASE, tmp_path / "list.xml"))


def read_three(path: Path) -> tuple[EntityRecord, EntityRecord, EntityRecord]:
    person, company, ship = uk.read(path, UK).records
    return person, company, ship


def test_names_of_a_person(uk_file: Path) -> None:
    names = read_three(uk_file)[0].party.names
    assert [(name.text, name.kind.value, name.strength.value, name.script, name.language) for name in names] == [
        ("MOHAMMAD HASSAN EXAMPLE", "primary", "strong", None, None),
        ("Muhammad Exampel", "alias", "strong", None, None),
        ("Abu Example", "alias", "weak", None, None),
        ("Hassan Example", "alias", "strong", None, None),
        ("محمد حسن", "original_script", "strong", "Arabic", "Pashto"),
        ("Møhammad", "alias", "strong", None, None),
    ]
    parts = [(name.parts.given, name.parts.family) for name in names if name.parts]
    assert parts == [("MOHAMMAD HASSAN", "EXAMPLE"), ("Muhammad", "Exampel")]


def test_person(uk_file: Path) -> None:
    record = read_three(uk_file)[0]
    party = record.party
    assert isinstance(party, Person)
    assert (party.gender, party.titles, party.positions) == ("male", ("Mullah", "Haji"), ("Minister of Examples",))
    assert [str(day) for day in party.birth_dates] == ["1958-05-12", "1945", "1946-05", "1947"]
    assert (party.birth_places, party.countries) == (("Pashmul, Afghanistan",), ("AF",))
    assert [(address.text, address.country) for address in party.addresses] == [
        ("1 Main Street, Kabul, 1001, Afghanistan", "AF"),
        ("Sea, High seas", None),
    ]
    assert [(paper.type.value, paper.value) for paper in party.identifiers] == [
        ("passport", "P0001926"),
        ("national_id", "2132370"),
    ]
    assert record.notes == (
        "Belongs to an invented tribe.",
        "address: High seas",
        "nationality: Stateless",
        "Passport P0001926: issued in Kandahar",
        "National identification 2132370: tazkira number",
        "National identification: a card was lost",
        "phone: +93 1",
        "email: a@example.org",
    )


def test_listing(uk_file: Path) -> None:
    (listing,) = read_three(uk_file)[0].listings
    assert (listing.authority, listing.list_id, listing.reference) == ("UK", "uk", "AFG9001")
    assert listing.programme == listing.legal_basis == "The Afghanistan (Sanctions) (EU Exit) Regulations 2020"
    assert (listing.listed_on, listing.amended_on) == (date(2001, 1, 25), date(2025, 4, 14))
    assert listing.measures == ("Asset freeze", "De-flag", "Travel Ban")
    assert (listing.reason, listing.url) == ("He is an invented person.", UK.page)
    assert listing.note == "UN reference TAi.999; OFSI group 99001; designated by UK and UN"


def test_company(uk_file: Path) -> None:
    _, record, _ = read_three(uk_file)
    assert isinstance(record.party, Organisation)
    assert [(number.type.value, number.value) for number in record.party.identifiers] == [("registration", "06520449")]
    assert record.party.websites == ("http://www.example.org/",)
    assert [(tie.type, tie.target) for tie in record.relations] == [
        ("subsidiary", "Example (Deutschland) GmbH"),
        ("parent company", "Example Holding"),
    ]
    assert record.notes == (
        "business registration: UK Company no. 06520449 (01/02/2003)",
        "business registration: not known",
        "type of entity: Oil trading company",
    )
    listing = record.listings[0]
    assert (listing.programme, listing.legal_basis, listing.reason) == ("Belarus", None, None)
    assert (listing.listed_on, listing.listed_on_note) == (None, "not published for this entry")


def test_ship(uk_file: Path) -> None:
    _, _, record = read_three(uk_file)
    party = record.party
    assert isinstance(party, Vessel)
    assert (party.vessel_type, party.owner, party.tonnage) == ("Bulk Carrier", "Example Shipping", "7078")
    assert (str(party.built), party.countries) == ("1999", ("KM",))
    assert [(number.type.value, number.canonical) for number in party.identifiers] == [
        ("imo", "9562233"),
        ("other", "H77"),
    ]
    assert record.notes == ("previous owner or operator: Old Shipping", "previous flag: India", "length: 134.5")


def test_two_years_of_building_are_a_note(uk_file: Path, edit: Edit) -> None:
    edit(uk_file, "<YearBuilt>1999</YearBuilt>", "<YearBuilt>1999</YearBuilt><YearBuilt>2001</YearBuilt>")
    record = read_three(uk_file)[2]
    assert isinstance(record.party, Vessel)
    assert (record.party.built, "built: 1999 or 2001" in record.notes) == (None, True)


def test_facts_of_another_kind_of_party_are_notes(uk_file: Path, edit: Edit) -> None:
    edit(uk_file, "<IndividualEntityShip>Individual<", "<IndividualEntityShip>Entity<")
    notes = read_three(uk_file)[0].notes
    assert "birth dates: 1958-05-12; 1945; 1946-05; 1947" in notes
    assert "gender: male" in notes


def test_business_number_without_a_long_word_of_digits_is_kept_whole(uk_file: Path, edit: Edit) -> None:
    edit(uk_file, "not known", "No 12 34")
    assert [number.value for number in read_three(uk_file)[1].party.identifiers] == ["06520449", "No 12 34"]


def test_words_in_place_of_a_number_are_a_note(uk_file: Path, edit: Edit) -> None:
    edit(uk_file, "<PassportNumber>P0001926", "<PassportNumber>unknown")
    record = read_three(uk_file)[0]
    assert [paper.type.value for paper in record.party.identifiers] == ["national_id"]
    assert "Passport: unknown" in record.notes


def test_what_is_left_out_is_counted_and_doubts_are_said(uk_file: Path) -> None:
    reading = uk.read(uk_file, UK)
    assert reading.published == date(2026, 2, 13)
    assert [(ignored.what, ignored.count) for ignored in reading.ignored] == [
        ("empty blocks", 2),
        ("empty elements", 1),
    ]
    assert reading.warnings == (
        "AFG9001: the address 'High seas' is no country known, and is kept as a note",
        "AFG9001: the nationality 'Stateless' is no country known, and is kept as a note",
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<OFSIGroupID>", "<Shoe>44</Shoe><OFSIGroupID>", "<Shoe> is in it, which no rule takes"),
        ("<OFSIGroupID>", "<Shoe><Size/></Shoe><OFSIGroupID>", "<Shoe> is in it, which no rule takes"),
        ("<OFSIGroupID>", "<Shoe size='44'/><OFSIGroupID>", "<Shoe> has the attribute 'size', which no rule takes"),
        ("<OFSIGroupID>", "<OFSIGroupID of='1'>", "<OFSIGroupID> has the attribute 'of', which no rule takes"),
        ("<OFSIGroupID>", "stray<OFSIGroupID>", "<Designation> has the text 'stray' between its elements"),
        ("<OFSIGroupID>", "<OFSIGroupID>1</OFSIGroupID><OFSIGroupID>", "its OFSIGroupID is given as '1' and as"),
        ("<OFSIGroupID>", "<OFSIGroupID><b/>", "<OFSIGroupID> has elements in it, expected text"),
        ("<Name2>", "<Shoe>44</Shoe><Name2>", "<Name> has <Shoe> in it, which no rule takes"),
        ("<Name2>", "<Name2 of='1'>", "<Name2> has the attribute 'of', which no rule takes"),
        ("<Name2>", "<Name2>X</Name2><Name2>", "<Name2> is there 2 times, expected once"),
        (">ALias<", ">Nickname<", "'Nickname' is no type of name known: expected primary name"),
        (">Low quality a.k.a<", ">Poor<", "'Poor' is no strength of an alias known: expected good quality a.k.a"),
        (">Individual<", ">Aircraft<", "'Aircraft' is no kind of party known: expected individual, entity, ship"),
        (">Male<", ">Man<", "the gender 'Man' is unknown: expected Male or Female"),
        (">12/05/1958<", ">May<", "'May' is no date"),
        (">12/05/1958<", ">12/25/1958<", "'1958-25-12' is no date"),
        (">25/01/2001<", ">01/2001<", "'01/2001' is no date"),
        (">25/01/2001<", ">dd/01/2001<", "'dd/01/2001' is no day: expected one such as 14/04/2026"),
        ("<AssetFreeze>true<", "<AssetFreeze>yes<", "the indicator <AssetFreeze> is 'yes': expected true or false"),
        ("<RegimeName>The Afghanistan (Sanctions) (EU Exit) Regulations 2020</RegimeName>", "", "it has no RegimeName"),
        ("<UniqueID>AFG9001</UniqueID>", "", "it has no UniqueID"),
        ("<NameNonLatinScript>Møhammad</NameNonLatinScript>", "<NonLatinScriptType>Latin</NonLatinScriptType>",
         "a script is named and no name: 'Latin'"),
    ],
)  # fmt: skip
def test_designation_with_something_unknown_is_an_error(
    uk_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(uk_file, before, after)
    reading = uk_xml.read(uk_file, UK)
    assert len(reading.records) == 2
    assert [said in str(error) for error in reading.errors] == [True], reading.errors
    if "UniqueID" not in before:
        assert str(reading.errors[0]).startswith("entry AFG9001 ")


def test_designation_without_a_name_is_an_error(uk_file: Path, edit: Edit) -> None:
    edit(uk_file, "<Name><Name6>Example 8</Name6><NameType>Primary Name</NameType></Name>", "")
    assert "names" in str(uk_xml.read(uk_file, UK).errors[0])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("</Designations>", "", "the XML breaks off or is damaged at line"),
        (
            "<Designation>",
            "<Ship/><Designation>",
            "<Ship> stands in <Designations>, expected DateGenerated or Designat",
        ),
        ("13/02/2026", "today", "<DateGenerated> is 'today', expected a day such as 22/08/2026"),
        ("13/02/2026", "<b/>", "<DateGenerated> is 'absent', expected a day such as 22/08/2026"),
        ("<DateGenerated>13/02/2026</DateGenerated>", "", "<DateGenerated> is 'absent'"),
        ("</DateGenerated>", "</DateGenerated><DateGenerated>14/02/2026</DateGenerated>", "is '13/02/2026 and 14/02/"),
        ('<?xml version="1.0" encoding="utf-8"?>', "%PDF", "this is a PDF file, not the UK's list in XML or CSV"),
        ('<?xml version="1.0" encoding="utf-8"?>', "moved", "this is a file that begins 'moved', not the UK's list"),
    ],
)
def test_damaged_file_is_refused(uk_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(uk_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        uk.read(uk_file, UK)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("03/04/1970", "1970-04-03"),
        ("DD/MM/1945", "1945"),
        ("00/00/1975", "1975"),
        ("0/5/1958", "1958-05"),
        ("circa 1946", "circa 1946"),
        ("1957 to 1960", "1957 to 1960"),
    ],
)
def test_the_day_comes_first(printed: str, read: str) -> None:
    assert birth_date_of(printed) == read


def test_day_is_one_whole_day() -> None:
    assert day_of("03/04/2026") == date(2026, 4, 3)
    with pytest.raises(ValueError, match="'2026' is no day"):
        day_of("2026")


def test_real_list_is_read_in_full(shared: Path) -> None:
    path = shared / "lists" / "uk" / "uksl-2026-08-22-rebuilt.xml"
    reading = uk.read(path, UK)
    assert (reading.errors, reading.warnings, reading.published) == ((), (), date(2026, 8, 22))
    assert [(ignored.what, ignored.count) for ignored in reading.ignored] == [("empty blocks", 26)]
    kinds = Counter(record.party.entity_type for record in reading.records)
    assert kinds == {"person": 4036, "organisation": 1647, "vessel": 666}
    printed: set[tuple[str, str]] = set()
    weak: set[str] = set()
    for entry in ET.parse(path).getroot().iter("Designation"):
        key = f"uk-{entry.findtext('UniqueID')}"
        for block in (*entry.iter("Name"), *entry.iter("NonLatinName")):
            texts = [child.text or "" for child in block if child.tag.startswith("Name") and child.tag != "NameType"]
            whole = " ".join(" ".join(texts).split())
            printed |= {(key, whole)} if whole else set()
            weak |= {key} if (block.findtext("AliasStrength") or "").startswith("Low") else set()
    assert printed == {(record.id, name.text) for record in reading.records for name in record.party.names}
    assert weak == {r.id for r in reading.records if any(name.strength == "weak" for name in r.party.names)}
    assert len(printed) == 19555
    assert all(record.listings[0].listed_on for record in reading.records)
    assert set(UK.canaries) <= {record.id for record in reading.records}


def test_real_structure_is_read_in_full(shared: Path) -> None:
    reading = uk.read(shared / "lists" / "uk" / "uk_sanctions_list_structure_2026-09.xml", UK)
    assert reading.errors == ()
    assert [record.id for record in reading.records] == ["uk-AFG0006", "uk-BEL0107", "uk-DPR0075"]
