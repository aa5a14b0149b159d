"""The UN's list: each element is taken, and a damaged or unknown one is refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import EntityRecord, Organisation, Person
from screening.sources import un_xml
from screening.sources.reading import catalogue
from screening.sources.un_names import read_alias
from screening.vocabulary import NameKind, NameStrength

Edit = Callable[[Path, str, str], None]
UN = catalogue()["un"]
CASES = Path(__file__).parent.parent / "cases" / "un" / "aliases.csv"

with CASES.open(encoding="utf-8", newline="") as file:
    ALIASES = [tuple(row.values()) for row in csv.DictReader(file)]


def read_two(path: Path) -> tuple[EntityRecord, EntityRecord]:
    person, organisation = un_xml.read(path, UN).records
    return person, organisation


@pytest.mark.parametrize(("text", "note", "names", "first_note", "why"), ALIASES)
def test_every_name_in_an_alias_is_taken(text: str, note: str, names: str, first_note: str, why: str) -> None:
    found = read_alias(text, note or None, NameKind.ALIAS, NameStrength.WEAK)
    marks = [f"{name.text}{'*' if name.kind is NameKind.ORIGINAL_SCRIPT else ''}" for name in found]
    assert "|".join(marks) == names, why
    assert (found[0].note or "") == first_note
    assert {name.strength for name in found} == {NameStrength.WEAK}


def test_person(un_file: Path) -> None:
    record, _ = read_two(un_file)
    party = record.party
    assert record.id == "un-900001"
    assert isinstance(party, Person)
    assert [(name.text, name.kind.value, name.strength.value, name.note) for name in party.names] == [
        ("ABDUL EXAMPLE", "primary", "strong", None),
        ("عبد المثال", "original_script", "strong", None),
        ("Abd Example", "alias", "strong", "born 1958 - 1964, Tripoli, Libya"),
        ("Abdel Example", "alias", "strong", None),
        ("Abu Example", "alias", "weak", "nom de guerre"),
    ]
    assert (party.gender, party.titles, party.positions) == ("male", ("Haji",), ("Brigadier General",))
    assert party.countries == ("SY", "IQ")
    assert [address.text for address in party.addresses] == ["1 Main Street, Mosul, Iraq (previous)"]
    assert party.birth_places == ("Tunis, Tunisia", "Tripoli, Libya")


def test_every_shape_of_birth_date(un_file: Path) -> None:
    record, _ = read_two(un_file)
    assert isinstance(record.party, Person)
    assert [str(day) for day in record.party.birth_dates] == [
        "circa 1971",
        "circa 1955 to 1957",
        "1977-08-09",
        "Nov 1973",
        "Sep 1958",
        "Aug 1976 to Sep 1976",
        "1958 - 1964",
        "1960",
    ]
    assert "birth date: 30-35 years old" in record.notes
    assert "birth date 1977-08-09: from false passport" in record.notes


def test_documents(un_file: Path) -> None:
    record, _ = read_two(un_file)
    assert [(paper.type.value, paper.value, paper.country, paper.label) for paper in record.party.identifiers] == [
        ("passport", "PS1234567", "TN", "Número de pasaporte"),
        ("other", "665", None, "Residential card number"),
        ("tax", "XMPBDL71A01Z352N", None, "Italian Fiscal Code"),
        ("passport", "77", None, "national passport"),
    ]
    assert "Número de pasaporte PS1234567 issued 2001-02-03, at Rome, in Italy, note: expired" in record.notes
    assert "Passport note: lost" in record.notes


def test_listing(un_file: Path) -> None:
    listing = read_two(un_file)[0].listings[0]
    assert (listing.authority, listing.list_id, listing.programme) == ("UN", "un", "Al-Qaida")
    assert (listing.reference, listing.listed_on, listing.amended_on) == (
        "QDi.999",
        date(2012, 12, 31),
        date(2020, 1, 2),
    )
    assert listing.legal_basis == "resolutions 1267 (1999), 1989 (2011) and 2253 (2015)"
    assert listing.measures == ("Travel Ban", "Asset Freeze")
    assert listing.reason == "Listed pursuant to paragraphs 15 and 17 of resolution 1970 (Travel Ban, Asset Freeze)"


def test_organisation(un_file: Path) -> None:
    _, record = read_two(un_file)
    assert isinstance(record.party, Organisation)
    assert [(name.text, name.kind.value) for name in record.party.names] == [
        ("GREAT LAKES EXAMPLE (GLE) ; EXAMPLE OF THE LAKES", "primary"),
        ("GREAT LAKES EXAMPLE (GLE)", "alias"),
        ("EXAMPLE OF THE LAKES", "alias"),
        ("EXEMPLE DES LACS", "alias"),
        ("GLE", "alias"),
        ("Small Lakes Example", "former"),
    ]
    assert (record.party.countries, record.listings[0].listed_on) == (("CD",), date(2014, 5, 13))


def test_what_is_left_out_is_counted(un_file: Path) -> None:
    reading = un_xml.read(un_file, UN)
    assert [(ignored.what, ignored.count) for ignored in reading.ignored] == [
        ("empty alias blocks", 2),
        ("values that say nothing", 3),
    ]
    assert reading.published == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<SORT_KEY/>", "<SHOE_SIZE>44</SHOE_SIZE>", "<INDIVIDUAL> has <SHOE_SIZE> in it, which no rule takes"),
        ("<SORT_KEY/>", "<SORT_KEY/> stray", "<INDIVIDUAL> has the text 'stray' between its elements"),
        ("<DATAID>900001</DATAID>", "<DATAID/>", "it has no <DATAID>"),
        ("<DATAID>900001", "<DATAID>1</DATAID><DATAID>900001", "<DATAID> is there 2 times, expected once"),
        ("<DATAID>900001", "<DATAID><b/>900001", "<DATAID> has elements in it, expected text"),
        ("<NATIONALITY>", "<NATIONALITY of='1'>", "<NATIONALITY> has the attribute 'of', which no rule takes"),
        (">Al-Qaida<", ">Atlantis<", "the UN_LIST_TYPE 'Atlantis' is unknown: expected Al-Qaida, CAR"),
        (">Good<", ">Fair<", "the QUALITY 'Fair' of an alias is unknown: expected Good or Low"),
        (">BETWEEN<", ">AROUND<", "the TYPE_OF_DATE 'AROUND' is unknown"),
        (">1971<", ">MCMLXXI<", "'circa MCMLXXI' is no date"),
        (">Passport<", ">Library card<", "the TYPE_OF_DOCUMENT 'Library card' is unknown"),
        (">Syrian Arab Republic<", ">Atlantis<", "unknown country 'Atlantis'"),
        (">2012-12-31<", ">31/12/2012<", "Invalid isoformat string"),
        ("عبد المثال", "9(/ 'DE+'D", "which is no name in any script: the copy was damaged"),
        ("<FIRST_NAME> ABDUL </FIRST_NAME>\n      <SECOND_NAME>EXAMPLE</SECOND_NAME>", "", "it has no name"),
        ("<ALIAS_NAME>Abu Example</ALIAS_NAME>", "<ALIAS_NAME/>", "an alias has a note and no name: 'nom de guerre'"),
    ],
)
def test_person_with_something_unknown_is_an_error(
    un_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(un_file, before, after)
    reading = un_xml.read(un_file, UN)
    assert len(reading.records) == 1
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (">f.k.a.<", ">p.k.a.<", "entry CDe.999 900002 GREAT LAKES EXAMPLE (GLE) ; EXAMPLE OF THE LAKES: the QUALITY"),
        (
            "<ENTITY_ALIAS><QUALITY/><ALIAS_NAME/>",
            "<ENTITY_ALIAS><QUALITY/><ALIAS_NAME/><NOTE>x</NOTE>",
            "an alias has a note and no name: 'x'",
        ),
    ],
)
def test_organisation_with_something_unknown_is_an_error(
    un_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(un_file, before, after)
    assert [said in str(error) for error in un_xml.read(un_file, UN).errors] == [True]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("</CONSOLIDATED_LIST>", "", "the XML breaks off or is damaged at line"),
        ("<CONSOLIDATED_LIST ", "<LIST ", "the root is <LIST>, expected <CONSOLIDATED_LIST>"),
        ("<ENTITIES>", "<SHIPS><x/></SHIPS><ENTITIES>", "<SHIPS> is no group known: expected INDIVIDUALS, ENTITIES"),
        ("<ENTITY>", "<SHIP/><ENTITY>", "<SHIP> stands in <ENTITIES>, expected <ENTITY>"),
        ("2026-08-01T23:00:03.110Z", "yesterday", "dateGenerated is 'yesterday', expected a day such as 2026-08-01"),
        (
            "<CONSOLIDATED_LIST",
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST',
            "it defines entities or a document type, which no official list does",
        ),
        ("UTF-8", "U-F-8", "its first line names an encoding that cannot be read: unknown encoding: U-F-8"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "36,", "this is no XML file, not the XML list"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "<html/>", "this is a web page, not the XML list"),
    ],
)
def test_damaged_file_is_refused(un_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(un_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        un_xml.read(un_file, UN)


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="the file cannot be read: No such file"):
        un_xml.read(tmp_path / "consolidated.xml", UN)


def test_progress_ends_with_everything_read(un_file: Path) -> None:
    told: list[tuple[int, int]] = []
    un_xml.read(un_file, UN, lambda done, total: told.append((done, total)))
    assert told[-1] == (un_file.stat().st_size, un_file.stat().st_size)


@pytest.mark.parametrize(
    ("name", "people", "bodies"),
    [
        ("consolidated-2024-12.xml", 686, 193),
        ("consolidated-2025-04-19.xml", 684, 193),
        ("consolidated-2025-11-20.xml", 727, 273),
        ("consolidated-2026-02-27.xml", 730, 273),
        ("consolidated-2026-08-01.xml", 736, 275),
    ],
)
def test_real_list_is_read_in_full(shared: Path, name: str, people: int, bodies: int) -> None:
    path = shared / "lists" / "un" / name
    told: list[tuple[int, int]] = []
    reading = un_xml.read(path, UN, lambda done, total: told.append((done, total)))
    assert reading.errors == ()
    persons = sum(isinstance(record.party, Person) for record in reading.records)
    assert (persons, len(reading.records) - persons) == (people, bodies)
    text = path.read_text(encoding="utf-8")
    assert (people, bodies) == (text.count("<INDIVIDUAL>"), text.count("<ENTITY>"))
    assert all(record.listings[0].listed_on for record in reading.records)
    assert len(told) > 2


def test_mangled_real_list_is_refused(shared: Path) -> None:
    path = shared / "lists" / "un" / "consolidated-2025-08-16-mangled.xml"
    with pytest.raises(ListError, match="line 54 has the byte 0xE9, which is no UTF-8 text: the copy was damaged"):
        un_xml.read(path, UN)
