"""OFAC's SDN.XML: each element is taken, a damaged file is refused, and the format is told by what is in the file."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.records import EntityRecord, Person, Relation, Vessel
from screening.sources import ofac, ofac_csv, ofac_entry, ofac_stream, ofac_xml
from screening.sources.reading import Reading, catalogue
from screening.vocabulary import NameStrength

Edit = Callable[[Path, str, str], None]
SDN, OTHER = catalogue()["ofac-sdn"], catalogue()["ofac-non-sdn"]
CASES = Path(__file__).parent.parent / "cases" / "ofac"
FILES = {name: (CASES / name).read_bytes() for name in ("sdn.xml", "advanced.xml", "enhanced.xml")}
ENTRIES = {
    "sdn.xml": rb"<sdnEntry\s*>",
    "advanced.xml": rb"<DistinctParty\s[^>]*>",
    "enhanced.xml": rb"<entity\s[^>]*>",
}


@pytest.fixture
def sdn_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "sdn.xml", tmp_path / "sdn.xml"))


def by_id(reading: Reading) -> dict[str, EntityRecord]:
    assert reading.errors == ()
    return {record.id: record for record in reading.records}


def test_person(sdn_file: Path) -> None:
    reading = ofac_xml.read(sdn_file, SDN)
    record = by_id(reading)["ofac-21171"]
    party = record.party
    assert isinstance(party, Person)
    assert reading.published == date(2023, 12, 28)
    assert [name.text for name in party.names] == ["PRIGOZHIN, Yevgeniy Viktorovich", "PRIGOZHIN, Evgeny"]
    assert party.names[0].parts is not None
    assert (party.names[0].parts.family, party.names[0].parts.given) == ("PRIGOZHIN", "Yevgeniy Viktorovich")
    assert record.relations == (
        Relation(type="linked to", target="BLUE DOOR TRADING LLC", target_id="ofac-90001"),
        Relation(type="linked to", target="SOMEBODY ELSE"),
    )
    assert [(listing.programme, listing.listed_on, listing.listed_on_note) for listing in record.listings] == [
        ("CYBER2", None, "not published in OFAC's XML files"),
        ("RUSSIA-EO14024", None, "not published in OFAC's XML files"),
    ]


def test_weak_aliases_are_those_of_the_category(sdn_file: Path) -> None:
    party = by_id(ofac_xml.read(sdn_file, SDN))["ofac-90001"].party
    assert [name.text for name in party.names if name.strength is NameStrength.WEAK] == ["BDT", "GREEN DOOR"]


def test_vessel(sdn_file: Path) -> None:
    party = by_id(ofac_xml.read(sdn_file, SDN))["ofac-90002"].party
    assert isinstance(party, Vessel)
    assert (party.vessel_type, party.owner, party.tonnage) == (
        "Crude Oil Tanker",
        "Acorn Lines",
        "99,094 deadweight, 56,068 gross",
    )


def test_main_birth_date_comes_first(sdn_file: Path, edit: Edit) -> None:
    edit(
        sdn_file,
        "circa 1963</dateOfBirth>\n        <mainEntry>true",
        "circa 1963</dateOfBirth>\n        <mainEntry>false",
    )
    edit(
        sdn_file,
        "1957 to 1960</dateOfBirth>\n        <mainEntry>false",
        "1957 to 1960</dateOfBirth>\n        <mainEntry>true",
    )
    party = by_id(ofac_xml.read(sdn_file, SDN))["ofac-90004"].party
    assert isinstance(party, Person)
    assert [str(day) for day in party.birth_dates] == ["1957 to 1960", "circa 1963"]


def test_dates_of_directives_date_their_programme_on_the_non_sdn_list(sdn_file: Path, edit: Edit) -> None:
    edit(sdn_file, "<uid>4695</uid>", "<uid>9</uid>")
    edit(sdn_file, "<idType>Website</idType>", "<idType>Listing Date (EO 14024 Directive 2):</idType>")
    edit(sdn_file, "www.bluedoor.example", "24 Feb 2022")
    listing = by_id(ofac_xml.read(sdn_file, OTHER))["ofac-cons-90001"].listings[0]
    assert (listing.listed_on, listing.listed_on_note) == (date(2022, 2, 24), None)


def test_new_namespace_says_the_same(sdn_file: Path, edit: Edit) -> None:
    before = ofac_xml.read(sdn_file, SDN)
    edit(
        sdn_file,
        "http://tempuri.org/sdnList.xsd",
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
    )
    assert ofac_xml.read(sdn_file, SDN) == before


def test_kind_of_number_not_seen_before_is_kept_and_said(sdn_file: Path, edit: Edit) -> None:
    edit(sdn_file, "<idType>Passport</idType>", "<idType>Starfleet badge</idType>")
    edit(sdn_file, "<idType>MMSI</idType>", "<idType>Harbour Number</idType>")
    reading = ofac_xml.read(sdn_file, SDN)
    number = by_id(reading)["ofac-90004"].party.identifiers[0]
    assert (number.type, number.value, number.country, number.label) == ("other", "A123456", "IR", "Starfleet badge")
    assert sorted(reading.warnings) == [
        "entry 90002: 'Harbour Number' is no kind of number known: kept as one of another kind",
        "entry 90004: 'Starfleet badge' is no kind of number known: kept as one of another kind",
    ]


def test_fact_that_a_party_of_its_kind_has_no_field_for_is_a_note(sdn_file: Path, edit: Edit) -> None:
    edit(sdn_file, "<sdnType>Vessel</sdnType>", "<sdnType>Entity</sdnType>")
    assert "owner: Acorn Lines" in by_id(ofac_xml.read(sdn_file, SDN))["ofac-90002"].notes
    assert "titles: Shipping agent" in by_id(ofac_xml.read(sdn_file, SDN))["ofac-90001"].notes


def test_full_stop_at_the_end_of_a_fact_is_its_own(sdn_file: Path, edit: Edit) -> None:
    edit(sdn_file, "7700000001</idNumber>\n        <idCountry>Russia</idCountry>", "7700000001.</idNumber>")
    identifiers = by_id(ofac_xml.read(sdn_file, SDN))["ofac-90001"].party.identifiers
    assert [number.value for number in identifiers] == ["7700000001."]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<sdnType>Vessel<", "<sdnType>Ghost<", "entry 90002 (SEA ACORN): 'Ghost' is no party type known"),
        ("<uid>36<", "<uid>x<", "entry x (AEROCARIBBEAN AIRLINES): 'x' is no entry number"),
        ("<uid>36</uid>", "<uid/>", "entry without a number (AEROCARIBBEAN AIRLINES): None is no entry number"),
        ("<lastName>HAMAS</lastName>", "", "entry 4695 (unnamed): a name has nothing in it"),
        ("<category>weak<", "<category>poor<", "'poor' is no strength of an alias known: expected strong, weak"),
        ("<type>a.k.a.<", "<type>p.k.a.<", "'p.k.a.' is no kind of alias known"),
        ("<program>CUBA</program>", "", "it has no programme"),
        ("<idType>Gender<", "<idType>Shoe size<", "'Shoe size' is no kind of fact known: 'Male'"),
        ("<idNumber>Male</idNumber>", "", "an <id> needs an idType and an idNumber, not 'Gender' and None"),
        ("<idNumber>Male<", "<idNumber>Robot<", "the remark 'Gender Robot' cannot be read"),
        ("<idCountry>Russia<", "<idCountry>Atlantis<", "unknown country 'Atlantis'"),
        ("<lastName>SEA ACORN</lastName>", "", "entry 90002 (unnamed): a name has nothing in it"),
        ("<country>Malta<", "<country>Atlantis<", "unknown country 'Atlantis'"),
        ("<mainEntry>true<", "<mainEntry>yes<", "mainEntry is 'yes', expected true or false"),
        ("<dateOfBirth>circa 1963</dateOfBirth>", "", "<dateOfBirthItem> has no <dateOfBirth>"),
        ("<dateOfBirth>circa 1963<", "<dateOfBirth>long ago<", "the remark 'DOB long ago' cannot be read"),
        ("<programList>", "<programList shoe='44'>", "<programList> has the attribute 'shoe', which no rule takes"),
        ("<vesselInfo>", "<vesselInfo><crew>9</crew>", "<vesselInfo> has <crew> in it, which no rule takes"),
        ("<title>", "<hat/><title>", "<sdnEntry> has <hat> in it, which no rule takes"),
    ],
)
def test_entry_that_is_not_as_ofac_writes_it_is_an_error(
    sdn_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(sdn_file, before, after)
    reading = ofac_xml.read(sdn_file, SDN)
    assert len(reading.records) == 6
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<Record_Count>7<", "<Record_Count>8<", "its Record_Count is 8, and it has 7 entries: the file is cut"),
        ("<Record_Count>7<", "<Record_Count>many<", "<publshInformation> cannot be read"),
        ("12/28/2023", "28/12/2023", "<publshInformation> cannot be read"),
        ("<Publish_Date>", "<Moon>1</Moon><Publish_Date>", "<publshInformation> has <Moon> in it"),
        ("</sdnList>", "", "the XML breaks off or is damaged at line"),
        ("<sdnEntry>", "<sdnEntri/><sdnEntry>", "<sdnEntri> stands in <sdnList>, where no rule takes it"),
        ("<sdnEntry>", "stray<sdnEntry>", "there is the text 'stray' behind a <publshInformation>"),
        ("<publshInformation>", "stray<publshInformation>", "<sdnList> has the text 'stray"),
        ("<sdnList", '<!DOCTYPE x [<!ENTITY a "b">]><sdnList', "it defines entities or a document type"),
        ("HAMAS", "HAM&a;AS", "the XML breaks off or is damaged at line"),
    ],
)
def test_damaged_file_is_refused(sdn_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(sdn_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        ofac_xml.read(sdn_file, SDN)


def test_file_of_another_root_is_refused(sdn_file: Path) -> None:
    sdn_file.write_text("<list/>", encoding="utf-8")
    with pytest.raises(ListError, match="the root is <list>, expected <sdnList>"):
        ofac_xml.read(sdn_file, SDN)
    with pytest.raises(ListError, match="the root is <list>, and of OFAC's XML files one of <sdnList>, <Sanctions>"):
        ofac.read(sdn_file, SDN)


def test_file_without_its_head_is_refused(sdn_file: Path) -> None:
    text = sdn_file.read_text(encoding="utf-8")
    sdn_file.write_text(re.sub(r"<publshInformation>.*?</publshInformation>", "", text, flags=re.S), encoding="utf-8")
    with pytest.raises(ListError, match="it has no <publshInformation>"):
        ofac_xml.read(sdn_file, SDN)


def test_bytes_that_are_no_utf8_are_refused_whatever_the_first_line_says(sdn_file: Path) -> None:
    data = sdn_file.read_bytes().replace(b'version="1.0"', b'version="1.0" encoding="latin-1"')
    sdn_file.write_bytes(data.replace(b"Havana", b"Hav\xe9na"))
    with pytest.raises(ListError, match="not well-formed"):
        ofac_xml.read(sdn_file, SDN)


def test_sdn_list_is_not_taken_for_the_other(sdn_file: Path) -> None:
    with pytest.raises(ListError, match="this is OFAC's SDN list, not the other one"):
        ofac.read(sdn_file, OTHER)


def test_file_that_is_too_large_empty_or_absent_is_refused(sdn_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofac_stream, "MAX_BYTES", 1000)
    with pytest.raises(ListError, match="bytes, and no list of OFAC's has more than 1,000"):
        ofac_xml.read(sdn_file, SDN)
    sdn_file.write_bytes(b" \n")
    with pytest.raises(ListError, match=r"the file is empty \(2 bytes\)"):
        ofac_xml.read(sdn_file, SDN)
    with pytest.raises(ListError, match="the file cannot be read: No such file"):
        ofac_xml.read(sdn_file.with_name("nowhere.xml"), SDN)


def test_format_is_told_by_what_is_in_the_file(ofac_set: Path, tmp_path: Path) -> None:
    readings = [ofac.read(ofac_set, SDN)]
    for data in FILES.values():
        path = tmp_path / "sdn.csv"
        path.write_bytes(data)
        readings.append(ofac.read(path, SDN))
    assert [len(reading.records) for reading in readings] == [7, 7, 7, 7]
    assert ofac.read(ofac_set / "alt.csv", SDN).records == readings[0].records == ofac_csv.read(ofac_set, SDN).records


def test_file_that_is_none_of_the_formats_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "SDN.XML"
    for data, said in (
        (b"<!DOCTYPE html><title>Moved</title>", "this is a web page, and no file of OFAC's"),
        (b"", "expected sdn.csv or the folder it is in"),
        (b"name;country", "expected sdn.csv or the folder it is in"),
        (b"<?xml version='1.0'?>", "the XML breaks off or is damaged"),
    ):
        path.write_bytes(data)
        with pytest.raises(ListError, match=re.escape(said)):
            ofac.read(path, SDN)


def test_xml_without_an_element_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "SDN.XML"
    path.write_bytes(b"<?xml version='1.0'?><!-- nothing -->")
    with pytest.raises(ListError, match="no element found"):
        ofac.read(path, SDN)


def test_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "SDN.XML"
    path.write_bytes(b"<sdnList/>")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ListError, match="the file cannot be read: Permission denied"):
        ofac.read(path, SDN)


def test_progress_ends_with_everything_read(sdn_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofac_stream, "_STEP", 1)
    told: list[tuple[int, int]] = []
    ofac.read(sdn_file, SDN, lambda done, total: told.append((done, total)))
    assert told[-1] == (sdn_file.stat().st_size, sdn_file.stat().st_size)


def attempt(name: str, data: bytes) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return ofac.read(path, SDN)
        except ListError:
            return None


formats = st.sampled_from(sorted(FILES))


@given(formats, st.data())
def test_file_cut_anywhere_is_refused(name: str, data: st.DataObject) -> None:
    whole = FILES[name].rstrip()
    assert attempt(name, whole[: data.draw(st.integers(0, len(whole) - 1))]) is None


@given(formats, st.data())
def test_file_with_a_changed_byte_is_not_shorter(name: str, data: st.DataObject) -> None:
    changed = bytearray(FILES[name])
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    reading = attempt(name, bytes(changed))
    assert reading is None or len(reading.records) + len(reading.errors) == 7


@given(formats, st.data())
def test_file_without_some_lines_is_not_silently_shorter(name: str, data: st.DataObject) -> None:
    lines = FILES[name].splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 1))
    left = b"".join(lines[:first] + lines[first + data.draw(st.integers(1, 60)) :])
    reading = attempt(name, left)
    if reading is not None:
        count = len(re.findall(ENTRIES[name], left))
        assert len(reading.records) + len(reading.errors) == count
        assert count == 7 or reading.errors or name == "enhanced.xml"


@pytest.mark.parametrize("name", ["consolidated-2024-05-06.xml", "consolidated-2025-03-28.xml"])
def test_real_list_is_read_in_full(shared: Path, name: str) -> None:
    path = shared / "lists" / "ofac" / name
    text = path.read_text(encoding="utf-8")
    reading = ofac.read(path, OTHER)
    assert reading.errors == ()
    assert len(reading.records) == text.count("<sdnEntry>") == 443
    found = Counter(name.strength for record in reading.records for name in record.party.names)
    aliases = [re.sub(r"<uid>.*?</uid>", "", alias) for alias in re.findall(r"<sdnEntry>|<aka>.*?</aka>", text, re.S)]
    entry, distinct = 0, set()
    for alias in aliases:
        entry += alias == "<sdnEntry>"
        distinct.add((entry, alias))
    assert found[NameStrength.WEAK] == sum("weak" in alias for _, alias in distinct)
    assert found[NameStrength.STRONG] == sum("weak" not in alias for _, alias in distinct)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("1961-06-01 1961-06-01", "1961-06-01 1961-06-01", "01 Jun 1961"),
        ("1961-06-01 1961-06-01", "1961-06-03 1961-06-03", "01 Jun 1961 to 03 Jun 1961"),
        ("1961-06-01 1961-06-01", "1961-06-30 1961-06-30", "Jun 1961"),
        ("1961-01-01 1961-01-01", "1961-12-31 1961-12-31", "1961"),
        ("1957-01-01 1957-12-31", "1960-01-01 1960-12-31", "1957 to 1960"),
    ],
)
def test_dates_are_printed_as_in_the_remarks(first: str, last: str, text: str) -> None:
    begins, ends = (tuple(map(date.fromisoformat, days.split())) for days in (first, last))
    assert ofac_entry.printed_period((begins[0], begins[1]), (ends[0], ends[1]), circa=False) == text
