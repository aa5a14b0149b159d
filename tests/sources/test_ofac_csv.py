"""OFAC's CSV lists: each column and remark is taken, and a damaged set is refused."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import Aircraft, EntityRecord, Organisation, Person, Relation, Vessel
from screening.sources import ofac_csv
from screening.sources.ofac_remarks import Remarks, read_remarks
from screening.sources.reading import Reading, catalogue
from screening.vocabulary import NameKind, NameStrength

Edit = Callable[[Path, str, str], None]
SDN = catalogue()["ofac-sdn"]
CASES = Path(__file__).parent.parent / "cases" / "ofac" / "remarks.csv"

with CASES.open(encoding="utf-8", newline="") as file:
    REMARKS = [tuple(row.values()) for row in csv.DictReader(file)]


def by_id(reading: Reading) -> dict[str, EntityRecord]:
    return {record.id: record for record in reading.records}


def shown(found: Remarks, field: str) -> str:
    """The value of a field as the case table writes it."""
    value = getattr(found, field)
    match field:
        case "names":
            return "|".join(f"{name.text}/{name.kind}/{name.strength}" for name in value)
        case "identifiers":
            return "|".join(f"{number.type}/{number.value}/{number.country or ''}" for number in value)
        case "relations":
            return "|".join(f"{tie.type}/{tie.target}" for tie in value)
        case "listing_dates":
            return "|".join(f"{key}/{day}" for key, day in value.items())
        case _:
            return "|".join(value) if isinstance(value, list) else str(value or "")


@pytest.mark.parametrize(("remark", "field", "expected", "note"), REMARKS)
def test_remark_is_read(remark: str, field: str, expected: str, note: str) -> None:
    assert shown(read_remarks(remark), field) == expected, note


def test_cut_remark_keeps_its_last_piece_as_a_note() -> None:
    found = read_remarks("DOB 1961; a.k.a. 'SNOWS", cut=True)
    assert found.birth_dates == ["1961"]
    assert found.names == []
    assert found.notes == ["a.k.a. 'SNOWS [the published remarks end here]"]


def test_empty_remarks_say_nothing() -> None:
    assert read_remarks("") == Remarks()


def test_person(ofac_set: Path) -> None:
    record = by_id(ofac_csv.read(ofac_set, SDN))["ofac-21171"]
    party = record.party
    assert isinstance(party, Person)
    assert [(name.text, name.kind) for name in party.names] == [
        ("PRIGOZHIN, Yevgeniy Viktorovich", NameKind.PRIMARY),
        ("PRIGOZHIN, Evgeny", NameKind.ALIAS),
    ]
    assert party.names[0].parts is not None
    assert (party.names[0].parts.family, party.names[0].parts.given) == ("PRIGOZHIN", "Yevgeniy Viktorovich")
    assert [day.earliest for day in party.birth_dates] == [date(1961, 6, 1)]
    assert (party.birth_places, party.countries, party.gender) == (("Leningrad, Russia",), ("RU",), "male")
    assert [address.text for address in party.addresses] == ["Russia"]


def test_each_programme_is_a_listing(ofac_set: Path) -> None:
    listings = by_id(ofac_csv.read(ofac_set, SDN))["ofac-21171"].listings
    assert [(listing.programme, listing.legal_basis) for listing in listings] == [
        ("CYBER2", None),
        ("RUSSIA-EO14024", "Executive Order 14024"),
    ]
    for listing in listings:
        assert (listing.authority, listing.list_id, listing.reference) == ("OFAC", "ofac-sdn", "21171")
        assert listing.listed_on is None
        assert listing.listed_on_note == "not published in OFAC's CSV files"
        assert listing.url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=21171"


def test_tie_names_the_record_it_points_to_where_that_is_certain(ofac_set: Path) -> None:
    assert by_id(ofac_csv.read(ofac_set, SDN))["ofac-21171"].relations == (
        Relation(type="linked to", target="BLUE DOOR TRADING LLC", target_id="ofac-90001"),
        Relation(type="linked to", target="SOMEBODY ELSE"),
    )


def test_organisation(ofac_set: Path) -> None:
    record = by_id(ofac_csv.read(ofac_set, SDN))["ofac-90001"]
    party = record.party
    assert isinstance(party, Organisation)
    assert [(name.text, name.kind, name.strength, name.note) for name in party.names] == [
        ("BLUE DOOR TRADING LLC", NameKind.PRIMARY, NameStrength.STRONG, None),
        ("RED DOOR TRADING LLC", NameKind.FORMER, NameStrength.STRONG, None),
        ("BLUE DOOR HOLDING", NameKind.ALIAS, NameStrength.STRONG, "spelling of the register"),
        ("BDT", NameKind.ALIAS, NameStrength.WEAK, None),
        ("GREEN DOOR", NameKind.FORMER, NameStrength.WEAK, None),
    ]
    assert party.addresses[0].text == "12 Harbour Street, Floor 3, Valletta VLT 1000, Malta"
    assert (party.countries, party.websites) == (("MT",), ("www.bluedoor.example",))
    assert [str(day) for day in party.founded] == ["2014"]
    assert record.notes == ("address: branch", "titles: Shipping agent")


def test_vessel(ofac_set: Path) -> None:
    record = by_id(ofac_csv.read(ofac_set, SDN))["ofac-90002"]
    party = record.party
    assert isinstance(party, Vessel)
    assert (party.vessel_type, party.owner) == ("Crude Oil Tanker", "Acorn Lines")
    assert party.tonnage == "99,094 deadweight, 56,068 gross"
    assert party.countries == ("MT", "IR")
    assert {(number.type.value, number.canonical) for number in party.identifiers} == {
        ("call_sign", "T2AB1"),
        ("imo", "9187667"),
        ("mmsi", "256843000"),
    }
    assert str(party.built) == "1999"


def test_aircraft(ofac_set: Path) -> None:
    party = by_id(ofac_csv.read(ofac_set, SDN))["ofac-90003"].party
    assert isinstance(party, Aircraft)
    assert (party.model, party.operator, str(party.built)) == ("IL76-TD", "ACORN AIR", "Sep 1984")


def test_title_column_and_what_the_remarks_repeat_of_it(ofac_set: Path) -> None:
    reading = ofac_csv.read(ofac_set, SDN)
    record = by_id(reading)["ofac-90004"]
    assert isinstance(record.party, Person)
    assert record.party.titles == ("Judge", "Head of Branch 15")
    assert record.party.names[0].parts is None
    assert record.party.countries == ()
    assert record.notes == ("Passport A123456 (Iran) issued 02 May 2011",)
    assert record.listings[0].measures == ("Secondary sanctions risk: section 1",)
    assert {(ignored.what, ignored.count) for ignored in reading.ignored} == {
        ("empty address rows", 2),
        ("prose that repeats the title", 1),
    }


def test_dates_in_remarks_are_those_of_the_non_sdn_list(ofac_set: Path, edit: Edit) -> None:
    edit(ofac_set / "sdn.csv", "Website www", "Listing Date (EO 14024 Directive 2): 24 Feb 2022; Website www")
    assert by_id(ofac_csv.read(ofac_set, SDN))["ofac-90001"].listings[0].listed_on is None
    spec = catalogue()["ofac-non-sdn"]
    for before, after in zip(SDN.files, spec.files, strict=True):
        (ofac_set / before).rename(ofac_set / after.upper())
    listing = by_id(ofac_csv.read(ofac_set, spec))["ofac-cons-90001"].listings[0]
    assert (listing.listed_on, listing.listed_on_note) == (date(2022, 2, 24), None)


def test_remarks_continue_in_the_comments_file_without_a_space(ofac_set: Path, edit: Edit) -> None:
    end = "; a.k.a. 'SNO"
    remarks = "x" * (1000 - len(end)) + end
    nulls = "-0- ," * 7
    edit(ofac_set / "sdn.csv", f'"CUBA",{nulls}-0- ', f'"CUBA",{nulls}"{remarks}"')
    edit(ofac_set / "sdn_comments.csv", "\x1a", '36,"WMAN\'."\r\n\x1a')
    reading = ofac_csv.read(ofac_set, SDN)
    assert by_id(reading)["ofac-36"].party.names[-1].text == "SNOWMAN"
    assert reading.warnings == ()
    (ofac_set / "sdn_comments.csv").write_bytes(b'77,"of nobody\'."\r\n\x1a')
    reading = ofac_csv.read(ofac_set, SDN)
    assert reading.warnings == (
        "sdn_comments.csv continues the remarks of entry 77, which is not there",
        "the remarks of entry 36 stop at 1,000 characters and are not continued",
    )
    assert by_id(reading)["ofac-36"].notes[-1] == "a.k.a. 'SNO [the published remarks end here]"


def test_any_file_of_the_set_stands_for_it(ofac_set: Path) -> None:
    assert ofac_csv.read(ofac_set / "add.csv", SDN).records == ofac_csv.read(ofac_set, SDN).records


def test_progress_ends_with_everything_read(ofac_set: Path) -> None:
    told: list[tuple[int, int]] = []
    ofac_csv.read(ofac_set, SDN, lambda done, total: told.append((done, total)))
    size = sum(part.stat().st_size for part in ofac_set.iterdir())
    assert told[-1] == (size, size)


def test_set_without_end_marks_is_read_with_a_warning(ofac_set: Path) -> None:
    for part in ofac_set.iterdir():
        part.write_bytes(part.read_bytes().replace(b"\x1a", b"") or b"36,-0- \r\n")
    (ofac_set / "sdn_comments.csv").write_bytes(b"36,-0- \r\n")
    reading = ofac_csv.read(ofac_set, SDN)
    assert len(reading.records) == 7
    assert "whether sdn.csv, alt.csv, add.csv, sdn_comments.csv are whole cannot be told" in reading.warnings[0]


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("sdn.csv", '"HAMAS",-0- ', '"HAMAS","ghost"', "'ghost' is no party type known: expected -0-, individual"),
        ("sdn.csv", '"HAMAS"', "-0- ", "it has no name"),
        ("sdn.csv", '"HAMAS"', '"--"', "the name '--' has no letter or digit in it"),
        ("sdn.csv", '"FTO] [SDGT"', "-0- ", "it has no programme"),
        ("sdn.csv", "DOB 01 Jun", "DOB 01 Jan, June", "the remark 'DOB 01 Jan, June 1961' cannot be read"),
        ("sdn.csv", '"Iran","Acorn', '"Atlantis","Acorn', "unknown country 'Atlantis'"),
        ("alt.csv", '"aka","AERO', '"xka","AERO', "'xka' is no kind of alias known: expected aka, fka, nka"),
        ("alt.csv", '"AERO-CARIBBEAN"', "-0- ", "an alias has no name in it"),
        ("add.csv", '"Cuba"', '"Atlantis"', "unknown country 'Atlantis'"),
    ],
)
def test_entry_that_is_not_as_ofac_writes_it_is_an_error(
    ofac_set: Path, edit: Edit, name: str, before: str, after: str, said: str
) -> None:
    edit(ofac_set / name, before, after)
    reading = ofac_csv.read(ofac_set, SDN)
    assert len(reading.errors) == 1
    assert said in str(reading.errors[0])
    assert len(reading.records) == 6


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("sdn.csv", '36,"AERO', '36,1,"AERO', "row 1 does not have 12 columns but 13"),
        ("sdn.csv", "36,", "36x,", "'36x' is no entry number"),
        ("sdn.csv", "4695,", "36,", "entry 36 is there twice"),
        ("sdn.csv", "90003,", "90009,", "rows of entries that sdn.csv does not have (1, the first of '90003')"),
        ("alt.csv", "21171,", "21172,", "rows of entries that sdn.csv does not have (1, the first of '21172')"),
        ("add.csv", '36,25,-0- ,"Havana","Cuba",-0- \r\n', "", "entries without a row here (1, the first 36)"),
        ("add.csv", "\x1a", "", "the end mark (0x1A) is missing, and sdn.csv has it"),
        ("add.csv", "-0- \r\n\x1a", "-0- \x1a", "the last row is cut: it does not end before the end mark"),
        ("add.csv", '"Havana"', '"Hav"ana"', "row 1 is damaged"),
        ("add.csv", '"Havana"', '"Hav\rana"', "row 1 has a control character in it"),
        ("sdn.csv", '36,"AERO', "<html>", "this is a web page, not OFAC's CSV file"),
    ],
)
def test_damaged_set_is_refused(ofac_set: Path, edit: Edit, name: str, before: str, after: str, said: str) -> None:
    edit(ofac_set / name, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        ofac_csv.read(ofac_set, SDN)


def test_file_cut_inside_a_row_is_refused(ofac_set: Path) -> None:
    for part in ofac_set.iterdir():
        part.write_bytes(part.read_bytes().replace(b"\x1a", b"") or b"36,-0- \r\n")
    path = ofac_set / "alt.csv"
    path.write_bytes(path.read_bytes().removesuffix(b"\r\n"))
    with pytest.raises(ListError, match="row 4, the last, has no line end: the file is cut"):
        ofac_csv.read(ofac_set, SDN)


def test_missing_companion_is_named(ofac_set: Path) -> None:
    (ofac_set / "alt.csv").unlink()
    (ofac_set / "add.csv").unlink()
    with pytest.raises(ListError, match=r"alt\.csv and add\.csv are missing: OFAC publishes this list as four files"):
        ofac_csv.read(ofac_set / "sdn.csv", SDN)


def test_empty_file_is_refused(ofac_set: Path) -> None:
    (ofac_set / "alt.csv").write_bytes(b"")
    with pytest.raises(ListError, match=r"the file is empty \(0 bytes\)"):
        ofac_csv.read(ofac_set, SDN)


def test_two_spellings_of_one_file_name_are_refused(ofac_set: Path) -> None:
    (ofac_set / "ALT.CSV").write_bytes(b"\x1a")
    if len(list(ofac_set.iterdir())) == 4:
        pytest.skip("this file system does not tell capitals apart")
    with pytest.raises(ListError, match=r"alt\.csv is there twice"):
        ofac_csv.read(ofac_set, SDN)


def test_file_of_another_name_is_refused(ofac_set: Path, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("x")
    with pytest.raises(ListError, match=r"expected sdn\.csv or the folder it is in"):
        ofac_csv.read(tmp_path / "customers.csv", SDN)
    with pytest.raises(ListError, match="there is no such file or folder"):
        ofac_csv.read(tmp_path / "nowhere", SDN)


def test_bytes_that_are_no_text_are_refused(ofac_set: Path) -> None:
    path = ofac_set / "add.csv"
    path.write_bytes(path.read_bytes().replace(b"Valletta", b"Vall\xe9tta"))
    with pytest.raises(ListError, match="line 4 has the byte 0xE9, which is no UTF-8 text"):
        ofac_csv.read(ofac_set, SDN)


@pytest.mark.parametrize(
    ("folder", "list_id", "kinds"),
    [
        (
            "sdn-csv-2023-12-28",
            "ofac-sdn",
            {"person": 6646, "organisation": 6033, "vessel": 764, "aircraft": 378},
        ),
        ("cons-csv-2023-11", "ofac-non-sdn", {"person": 79, "organisation": 363}),
    ],
)
def test_real_set_is_read_in_full(shared: Path, folder: str, list_id: str, kinds: dict[str, int]) -> None:
    path, spec = shared / "lists" / "ofac" / folder, catalogue()[list_id]
    reading = ofac_csv.read(path, spec)
    assert reading.errors == ()
    assert Counter(record.party.entity_type for record in reading.records) == kinds
    main, alt, _, comments = ((path / name).read_text(encoding="ascii") for name in spec.files)
    assert len(reading.records) == len(re.findall(r"^\d+,", main, re.MULTILINE))
    names = [name for record in reading.records for name in record.party.names]
    strong = sum(name.strength is NameStrength.STRONG for name in names)
    assert strong == len(reading.records) + len(set(re.findall(r"^(\d+),\d+,(.*)", alt, re.MULTILINE)))
    quoted = re.compile(r"\b[afnd]\.[kb]\.a\. '")
    cut = sum("a. '" in note for record in reading.records for note in record.notes if "remarks end here" in note)
    absent = [row for row in comments.splitlines() if f"\n{row.split(',')[0]}," not in f"\n{main}"]
    printed = len(quoted.findall(main)) + len(quoted.findall(comments)) - len(quoted.findall("\n".join(absent)))
    weak = sum(name.strength is NameStrength.WEAK for name in names)
    assert weak + cut == printed


def test_real_set_has_as_many_weak_aliases_as_counted_apart(shared: Path) -> None:
    reading = ofac_csv.read(shared / "lists" / "ofac" / "sdn-csv-2023-12-28", SDN)
    weak = [record for record in reading.records if any(n.strength is NameStrength.WEAK for n in record.party.names)]
    assert len(weak) >= 1860
    assert sum(n.strength is NameStrength.WEAK for record in weak for n in record.party.names) >= 3267


def test_party_on_both_lists_has_a_record_on_each(shared: Path) -> None:
    folder = shared / "lists" / "ofac"
    sdn = ofac_csv.read(folder / "sdn-csv-2023-12-28", SDN).records
    other = ofac_csv.read(folder / "cons-csv-2023-11", catalogue()["ofac-non-sdn"]).records
    assert {record.id for record in sdn} & {record.id for record in other} == set()
    references = [{record.listings[0].reference for record in records} for records in (sdn, other)]
    assert len(references[0] & references[1]) == 60


def test_broken_set_is_refused(shared: Path) -> None:
    with pytest.raises(ListError, match=r"sdn\.csv\): row 7,380 does not have 12 columns but 1: '\|\|\|\|'"):
        ofac_csv.read(shared / "lists" / "ofac" / "sdn-csv-broken", SDN)
