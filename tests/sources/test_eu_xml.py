"""The EU's list in XML: each attribute is taken, and an unknown or damaged one is refused."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import EntityRecord, Organisation, Person, Vessel
from screening.sources import eu, eu_xml
from screening.sources.fields import Fields
from screening.sources.reading import catalogue

Edit = Callable[[Path, str, str], None]
EU = catalogue()["eu"]
CASE = Path(__file__).parent.parent / "cases" / "eu" / "export.xml"
NAMESPACE = "{http://eu.europa.ec/fpi/fsd/export}"


@pytest.fixture
def eu_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASE, tmp_path / "export.xml"))


def read_three(path: Path) -> tuple[EntityRecord, EntityRecord, EntityRecord]:
    person, company, ship = eu_xml.read(path, EU).records
    return person, company, ship


def person_of(path: Path) -> Person:
    party = read_three(path)[0].party
    assert isinstance(party, Person)
    return party


def test_names_of_a_person(eu_file: Path) -> None:
    names = person_of(eu_file).names
    assert [(name.text, name.kind.value, name.strength.value, name.language, name.note) for name in names] == [
        ("Ahmad Jan EXAMPLE", "primary", "strong", "EN", "as on his passport"),
        ("Abu Exemple", "alias", "strong", "FR", None),
        ("أحمد جان", "original_script", "strong", "AR", None),
        ("Ахмад Ян", "alias", "strong", "BG", None),
        ("Jan", "alias", "weak", None, None),
        ("van Example", "alias", "strong", None, None),
        ("Ivan Example", "alias", "strong", None, "the parts that the EU prints of it differ from the whole"),
        ("Ahmed Exampel", "alias", "strong", None, "on a document: National passport"),
    ]
    parts = names[0].parts
    assert parts is not None
    assert (parts.given, parts.family) == ("Ahmad Jan", "EXAMPLE")


def test_person(eu_file: Path) -> None:
    party = person_of(eu_file)
    assert (party.gender, party.titles, party.positions) == ("male", ("Maulavi",), ("Minister of Examples",))
    assert party.countries == ("AF",)
    assert [address.text for address in party.addresses] == ["1 Main Street, P.O. Box 77, Kabul, Old Town, AFGHANISTAN"]
    assert party.websites == ("https://example.org",)
    assert party.birth_places == ("Tirin Kot, AFGHANISTAN",)


def test_every_shape_of_birth_date(eu_file: Path) -> None:
    record = read_three(eu_file)[0]
    assert [str(day) for day in person_of(eu_file).birth_dates] == [
        "circa 1953 to 1958",
        "1955-04-09",
        "1956-07",
        "1957-01-02",
        "1958-01-02",
        "1955-06-01",
    ]
    assert [note for note in record.notes if note.startswith("birth")] == [
        "birth circa 1953 to 1958: between 1953 and 1958",
        "birth date in the Islamic calendar: 1334",
        "birth date in the Islamic calendar: 1334-03-11, which is 1955-06-01",
        "birth date: yearRangeFrom 1950",
    ]


def test_documents(eu_file: Path) -> None:
    record, company, _ = read_three(eu_file)
    assert [(paper.type.value, paper.value, paper.country, paper.label) for paper in record.party.identifiers] == [
        ("passport", "OR-١", "AF", "National passport"),
        ("passport", "OR 1", "AF", "National passport"),
    ]
    assert (
        "National passport OR-١ OR 1: diplomatic; known to be false; issued by Kabul; issued on 2001-02-03; "
        "in the name of Ahmed Exampel; seen in 2009"
    ) in record.notes
    assert [(number.type.value, number.value) for number in company.party.identifiers] == [
        ("imo", "5342883"),
        ("tax", "7709448606"),
    ]


def test_words_in_place_of_a_number_are_a_note(eu_file: Path, edit: Edit) -> None:
    edit(eu_file, 'number="7709448606"', 'number="not known"')
    company = read_three(eu_file)[1]
    assert [number.value for number in company.party.identifiers] == ["5342883"]
    assert "Tax number: not known" in company.notes


def test_listing_with_its_date(eu_file: Path) -> None:
    (listing,) = read_three(eu_file)[0].listings
    assert (listing.authority, listing.list_id, listing.programme) == ("EU", "eu", "AFG")
    assert (listing.reference, listing.legal_basis) == ("EU.900.1", "2017/404 (OJ L63)")
    assert (listing.listed_on, listing.listed_on_note, listing.amended_on) == (
        date(2001, 1, 25),
        None,
        date(2017, 3, 9),
    )
    assert listing.url == "https://eur-lex.europa.eu/one"
    assert listing.note == "UN reference TAi.999; act: corrected"


def test_date_of_an_act_is_never_the_date_of_the_listing(eu_file: Path) -> None:
    _, company, ship = read_three(eu_file)
    assert (company.id, company.listings[0].listed_on, ship.listings[0].listed_on) == ("eu-901", None, None)
    assert company.listings[0].listed_on_note == "not published; latest act of 13 Dec 2022"
    assert ship.listings[0].listed_on_note == "not published; latest amending act of 20 Jun 2022"
    assert ship.listings[0].amended_on == date(2022, 6, 20)


def test_each_act_is_a_listing(eu_file: Path, edit: Edit) -> None:
    text = eu_file.read_text(encoding="utf-8")
    (act,) = re.findall(r"<regulation [^>]*PRK[^>]*/>", text)
    edit(eu_file, act, act + act.replace("PRK", "IRN"))
    assert [listing.programme for listing in read_three(eu_file)[2].listings] == ["PRK", "IRN"]


def test_enterprise(eu_file: Path) -> None:
    _, company, ship = read_three(eu_file)
    assert isinstance(company.party, Organisation)
    assert company.notes == (
        "titles: Limited Liability Company",
        "positions: owner of tankers",
        "gender: female",
        "birth dates: 1999",
        "birth places: Omsk, RUSSIAN FEDERATION",
    )
    assert isinstance(ship.party, Vessel), "an enterprise with the IMO number of a ship is one"


def test_what_is_left_out_is_counted(eu_file: Path) -> None:
    reading = eu.read(eu_file, EU)
    assert (reading.published, reading.warnings) == (date(2026, 8, 5), ())
    assert [(ignored.what, ignored.count) for ignored in reading.ignored] == [
        ("acts of single facts", 2),
        ("dashes where there is nothing to say", 3),
        ("parts of an organisation's name", 1),
        ("remarks that say nothing", 1),
    ]


def test_weak_name_comes_first_only_where_no_strong_one_is(eu_file: Path, edit: Edit) -> None:
    text = eu_file.read_text(encoding="utf-8").replace('strong="true"', 'strong="false"')
    eu_file.write_text(text, encoding="utf-8")
    assert person_of(eu_file).primary_name == "Ahmad Jan EXAMPLE"
    edit(eu_file, 'wholeName="Abu Exemple" function="" gender="M" title="" nameLanguage="FR" strong="false"',
         'wholeName="Abu Exemple" function="" gender="M" title="" nameLanguage="FR" strong="true"')  # fmt: skip
    assert person_of(eu_file).primary_name == "Abu Exemple"


def test_names_of_two_genders_leave_it_open(eu_file: Path, edit: Edit) -> None:
    edit(eu_file, 'gender="M"', 'gender="F"')
    record = read_three(eu_file)[0]
    assert isinstance(record.party, Person)
    assert (record.party.gender, "gender: its names say F and M" in record.notes) == (None, True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<remark>none</remark>", "<shoe/>", "<sanctionEntity> has <shoe> in it, which no rule takes"),
        ('logicalId="900"', 'logicalId="900" shoe=""', "has the value 'shoe', which no rule takes"),
        ('logicalId="2"', 'logicalId="2" shoe="44"', "<nameAlias> has the value 'shoe', which no rule takes"),
        ('zipCode="-"', 'zipCode="-" x="1"', "<address> has the value 'x', which no rule takes"),
        ('region="Helmand"', 'region="" x="1"', "<citizenship> has the value 'x', which no rule takes"),
        ('latinNumber="OR 1"', 'x="1"', "<identification> has the value 'x', which no rule takes"),
        ('yearRangeFrom="1953"', 'x="1953"', "<birthdate> has the value 'x', which no rule takes"),
        ('programme="AFG"', 'programme=""', "<regulation> has no programme"),
        ('publicationDate="2017-03-09"', 'publicationDate="9 March"', "Invalid isoformat string"),
        ('programme="AFG"', 'programme="AFG" x="1"', "<regulation> has the value 'x', which no rule takes"),
        ('euReferenceNumber="EU.900.1" logicalId="900"', "", "it has neither euReferenceNumber nor logicalId"),
        ('code="person" classificationCode="P"', 'code="ship" classificationCode="S"', "the subject type 'ship' is"),
        ('code="person" classificationCode="P"', 'code="person" classificationCode="E"', "its subject types are pers"),
        ('<subjectType code="person" classificationCode="P"/>', "", "its subject types are absent"),
        ('<subjectType code="person"', '<subjectType shoe="1" code="person"', "has the attribute 'shoe'"),
        ('gender="M"', 'gender="X"', "the gender 'X' is unknown: expected M or F"),
        ('strong="true"', 'strong="yes"', "the strong of <nameAlias> is 'yes': expected true or false"),
        ('wholeName="Abu Exemple"', 'wholeName=""', "a name has no text in it"),
        ('wholeName="Abu Exemple"', 'wholeName="..."', "has no letter or digit in it"),
        ('calendarType="GREGORIAN"', 'calendarType="JULIAN"', "the calendarType 'JULIAN' is unknown"),
        ('year="1956"', 'year="MCM"', "'MCM-07' is no date"),
        ('year="1955"', 'year=""', None),
        ('yearRangeTo="1958"', 'yearRangeTo="1950"', "it ends before it begins"),
        ('countryIso2Code="AF"', 'countryIso2Code="QX"', "unknown country 'QX'"),
        ('TypeCode="passport"', 'TypeCode="library"', "the identificationTypeCode 'library' is unknown"),
        ('TypeCode="passport"', 'TypeCode=""', "<identification> has no identificationTypeCode"),
        ('<contactInfo key="WEB"', '<contactInfo key=""', "<contactInfo> lacks its key or its value"),
        ('<contactInfo key="WEB"', '<contactInfo shoe="1" key="WEB"', "<contactInfo> has the attribute 'shoe'"),
        ("<remark>previous</remark>", "<remark>previous<b/></remark>", "<remark> has elements in it, expected text"),
        ("<remark>previous</remark>", "stray", "<address> has the text 'stray' between its elements"),
    ],
)  # fmt: skip
def test_entry_with_something_unknown_is_an_error(
    eu_file: Path, edit: Edit, before: str, after: str, said: str | None
) -> None:
    edit(eu_file, before, after)
    reading = eu_xml.read(eu_file, EU)
    if said is None:
        assert reading.errors == ()
        return
    assert len(reading.records) == 2
    assert [said in str(error) for error in reading.errors] == [True], reading.errors
    if "EU.900.1" not in before and "Abu" not in before:
        assert str(reading.errors[0]).startswith("entry EU.900.1 Abu Exemple: ")


def test_entry_without_an_act_or_name_is_an_error(eu_file: Path, edit: Edit) -> None:
    text = eu_file.read_text(encoding="utf-8")
    (act,) = re.findall(r"<regulation [^>]*PRK[^>]*/>", text)
    edit(eu_file, act, "")
    assert "it has no regulation" in str(eu_xml.read(eu_file, EU).errors[0])
    eu_file.write_text(re.sub(r"<nameAlias [^>]*Example Star[^>]*/>", "", text), encoding="utf-8")
    assert "names" in str(eu_xml.read(eu_file, EU).errors[0])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("</export>", "", "the XML breaks off or is damaged at line"),
        ("<export ", "<list ", "the root is <list>, expected <export>"),
        ("<sanctionEntity ", "<ship/><sanctionEntity ", "<ship> stands in <export>, expected sanctionEntity"),
        ("2026-08-05T16:47:04.449+02:00", "yesterday", "generationDate is 'yesterday', expected a day"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<export', "<html", "this is a web page, not"),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<export', "moved", "a file that begins 'moved xml"),
    ],
)  # fmt: skip
def test_damaged_file_is_refused(eu_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(eu_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        eu.read(eu_file, EU)


def test_real_list_is_read_in_full(shared: Path) -> None:
    path = shared / "lists" / "eu" / "fsf-2026-05-01-rebuilt.xml"
    told: list[tuple[int, int]] = []
    reading = eu.read(path, EU, lambda done, total: told.append((done, total)))
    assert (reading.errors, reading.published) == ((), date(2026, 5, 1))
    kinds = [record.party.entity_type for record in reading.records]
    assert (kinds.count("person"), kinds.count("organisation"), kinds.count("vessel")) == (4341, 1517, 2)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    printed: set[tuple[str, str]] = set()
    acts: set[tuple[str, str]] = set()
    for entity in ET.parse(path).getroot():
        key = f"eu-{entity.get('euReferenceNumber')}"
        printed |= {
            (key, " ".join((name.get("wholeName") or "").split())) for name in entity.iter(f"{NAMESPACE}nameAlias")
        }
        acts |= {(key, act.get("numberTitle") or "") for act in entity.iter(f"{NAMESPACE}regulation")}
    read = {(record.id, name.text) for record in reading.records for name in record.party.names}
    assert (len(printed), printed - read, len(read - printed)) == (29494, set(), 3)
    assert acts == {(record.id, act.legal_basis) for record in reading.records for act in record.listings}
    assert all(act.listed_on_note and act.url for record in reading.records for act in record.listings)
    absent = set(EU.canaries) - {record.id for record in reading.records}
    assert absent == set()


def test_real_excerpt_is_read_in_full(shared: Path) -> None:
    reading = eu.read(shared / "lists" / "eu" / "fsf_official_2026-08-05_2entities.xml", EU)
    assert (reading.errors, [record.id for record in reading.records]) == ((), ["eu-EU.3579.2", "eu-EU.502.12"])


def test_values_that_nobody_takes_are_named() -> None:
    with pytest.raises(ValueError, match="the row has the value 'a', which no rule takes"):
        Fields("the row", {"b": "1", "a": "2"}).finish(("b",))
