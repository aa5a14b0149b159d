"""Canada's list: each field is taken, each alias found, and the unknown refused."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.records import EntityRecord, Organisation, Person, Vessel
from screening.sources import ca_xml
from screening.sources.ca_names import Bearer, entity_names, read_aliases
from screening.sources.reading import Reading, catalogue
from screening.store import add_list
from screening.vocabulary import NameKind

Edit = Callable[[Path, str, str], None]
CA = catalogue()["ca"]
CASES = Path(__file__).parent.parent / "cases" / "ca"
WHOLE = (CASES / "sema.xml").read_bytes()

with (CASES / "aliases.csv").open(encoding="utf-8", newline="") as file:
    ALIASES = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.fixture
def ca_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASES / "sema.xml", tmp_path / "sema.xml"))


def records() -> dict[str, EntityRecord]:
    reading = ca_xml.read(CASES / "sema.xml", CA)
    assert reading.errors == ()
    return {record.id: record for record in reading.records}


@pytest.mark.parametrize(("text", "last", "given", "names", "why"), ALIASES)
def test_every_name_among_the_aliases_is_taken(text: str, last: str, given: str, names: str, why: str) -> None:
    found = read_aliases(text, Bearer(last or None, given or None))
    marks = [f"{name.text}{'*' if name.kind is NameKind.ORIGINAL_SCRIPT else ''}" for name in found]
    assert "|".join(marks) == names, why


def test_completed_alias_says_what_was_published() -> None:
    (name,) = read_aliases("Alexei", Bearer("DYUMIN", "Alexey Gennadyevich"))
    assert name.note == "published as Alexei, a spelling of the given name alone"
    assert name.parts is not None
    assert (name.parts.given, name.parts.family) == ("Alexei Gennadyevich", "DYUMIN")


def test_name_known_before_is_a_former_name() -> None:
    names = entity_names("Kant JSC (formerly known as Kantian Works and JSC Kritik)")
    assert [(name.text, name.kind.value) for name in names] == [
        ("Kant JSC", "primary"),
        ("Kantian Works", "former"),
        ("JSC Kritik", "former"),
    ]


def test_ids_are_places_in_the_regulations() -> None:
    assert list(records()) == [
        "ca-ru-1-part-1-1",
        "ca-ru-1-part-2-7",
        "ca-ru-1.1-3",
        "ca-jvcfor-12",
        "ca-mm-2",
        "ca-sd-part-1-4",
    ]


def test_person() -> None:
    record = records()["ca-ru-1-part-1-1"]
    party, listing = record.party, record.listings[0]
    assert isinstance(party, Person)
    assert [(name.text, name.kind.value) for name in party.names] == [
        ("Aleksey Ivanovich ORLOV", "primary"),
        ("Aleksei Ivanovich ORLOV", "alias"),
        ("Batya", "alias"),
        ("Орло́в Алексей", "original_script"),
    ]
    assert ([str(day) for day in party.birth_dates], party.titles) == (["1972-08-10", "1973"], ("Colonel",))
    assert party.countries == ()
    assert (listing.authority, listing.programme, listing.reference, listing.listed_on, listing.listed_on_note) == (
        "Canada",
        "Russia / Russie",
        "schedule 1, Part 1, item 1",
        date(2022, 2, 24),
        None,
    )
    assert listing.legal_basis == "Special Economic Measures Act, schedule 1, Part 1, item 1"


def test_body_and_ship() -> None:
    body, ship = records()["ca-ru-1-part-2-7"], records()["ca-ru-1.1-3"]
    assert isinstance(body.party, Organisation)
    assert [name.text for name in body.party.names] == ["Dux JSC", "Duks", "ОАО «Дукс»"]
    assert body.party.names[0].note == "published as Dux JSC (also known as Duks)"
    assert ([str(day) for day in body.party.founded], body.notes) == (["1893"], ("Factory",))
    assert isinstance(ship.party, Vessel)
    assert (ship.party.vessel_type, str(ship.party.built)) == ("Oil Tanker", "2001")
    assert [(found.type.value, found.value) for found in ship.party.identifiers] == [("imo", "9187667")]


def test_copy_before_2024_has_other_fields_and_no_dates() -> None:
    person, body = records()["ca-jvcfor-12"], records()["ca-mm-2"]
    assert isinstance(person.party, Person)
    assert (person.party.titles, [str(day) for day in person.party.birth_dates]) == (("Dr.",), ["1972"])
    listing = person.listings[0]
    assert (listing.reference, listing.listed_on, listing.listed_on_note) == ("item 12", None, ca_xml.UNDATED)
    assert listing.legal_basis == f"{ca_xml.CORRUPT_OFFICIALS}, item 12"
    assert [name.text for name in body.party.names] == [
        "Gem Office (GEO)/Bureau des gemmes",
        "Gem Office (GEO)",
        "Bureau des gemmes",
        "GEO",
    ]


def test_early_in_a_decade_is_a_range() -> None:
    record = records()["ca-sd-part-1-4"]
    assert isinstance(record.party, Person)
    assert [str(day) for day in record.party.birth_dates] == ["circa 1970 to 1974"]
    assert record.notes == ("born in the early 1970s",)


def test_month_with_two_figures_of_a_year(ca_file: Path, edit: Edit) -> None:
    edit(ca_file, " 1972-08-10 or 1973", "Sep-99")
    party = ca_xml.read(ca_file, CA).records[0].party
    assert isinstance(party, Person)
    assert [str(day) for day in party.birth_dates] == ["Sep 1999"]


def test_what_is_left_out_is_counted() -> None:
    reading = ca_xml.read(CASES / "sema.xml", CA)
    assert [(ignored.what, ignored.count) for ignored in reading.ignored] == [("schedules that say nothing", 1)]
    assert reading.published is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<Item>1</Item>", "<Item/>", "entry Russia / Russie, 1, Part 1, Aleksey Ivanovich, ORLOV: it has no <Item>"),
        ("<Item>1</Item>", "<Item>1</Item><Shoe>44</Shoe>", "<record> has <Shoe> in it, which no rule takes"),
        ("<Item>1</Item>", "<Item>1</Item><Item>2</Item>", "<Item> is there 2 times, expected once"),
        ("<record>", '<record id="1">', "<record> has the attribute 'id', which no rule takes"),
        ("<LastName>ORLOV", "<Entity>Orlov Ltd</Entity><LastName>ORLOV", "it has the name of a person and of a body"),
        (
            "<TitleOrShip>Colonel",
            "<Title>Major</Title><TitleOrShip>Colonel",
            "it has both of <TitleOrShip> and <Title>",
        ),
        ("<TitleOrShip>Colonel", "<ShipIMONumber>9187667</ShipIMONumber><TitleOrShip>Colonel", "a person has the IMO"),
        (" 1972-08-10 or 1973", "in spring", "'in spring' is no date"),
        (" 1972-08-10 or 1973", "Sep-05", "'Sep-05' is no date"),
        ("2022-02-24", "24 February", "Invalid isoformat string"),
        (
            "<LastName>ORLOV</LastName>\n\t\t<GivenName>Aleksey Ivanovich</GivenName>",
            "",
            "entry Russia / Russie, 1, Part 1, 1: it has no name",
        ),
    ],
)
def test_record_with_something_unknown_is_an_error(
    ca_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(ca_file, before, after)
    reading = ca_xml.read(ca_file, CA)
    assert len(reading.records) == 5
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("</data-set>", "", "the XML breaks off or is damaged at line"),
        ("<data-set", "<data", "the root is <data>, expected <data-set>"),
        ("<record>", "<entry/><record>", "<entry> stands in <data-set>, expected record"),
    ],
)
def test_damaged_file_is_refused(ca_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(ca_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        ca_xml.read(ca_file, CA)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Reading | None]:
    path = tmp_path_factory.mktemp("ca") / "sema.xml"

    def read(data: bytes) -> Reading | None:
        path.write_bytes(data)
        try:
            return ca_xml.read(path, CA)
        except ListError:
            return None

    return read


@given(st.integers(0, len(WHOLE.rstrip()) - 1))
def test_list_cut_anywhere_is_refused(reader: Callable[[bytes], Reading | None], size: int) -> None:
    assert reader(WHOLE[:size]) is None


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_list_with_a_changed_byte_accounts_for_every_record(
    reader: Callable[[bytes], Reading | None], place: int, byte: int
) -> None:
    changed = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    reading = reader(changed)
    if reading is not None:
        assert len(reading.records) + len(reading.errors) == len(re.findall(rb"<record\s*>", changed))


@given(st.sets(st.integers(0, WHOLE.count(b"\n") - 1), max_size=4))
def test_list_without_some_lines_accounts_for_every_record(
    reader: Callable[[bytes], Reading | None], gone: set[int]
) -> None:
    left = b"".join(line for place, line in enumerate(WHOLE.splitlines(keepends=True)) if place not in gone)
    reading = reader(left)
    if reading is not None and not reading.errors:  # a record within a record is one error, and refused with it
        assert len(reading.records) == left.count(b"<record>")


@pytest.mark.parametrize(
    ("name", "people", "ships", "dated"), [("sema-2020.xml", 985, 0, 0), ("sema-2025.xml", 3334, 109, 4759)]
)
def test_real_list_is_read_in_full(
    shared: Path, tmp_path: Path, name: str, people: int, ships: int, dated: int
) -> None:
    path = shared / "lists" / "ca" / name
    root = ElementTree.parse(path).getroot()
    reading = ca_xml.read(path, CA)
    assert reading.errors == ()
    assert len(reading.records) == len(root) == len({record.id for record in reading.records})
    kinds = [sum(isinstance(record.party, kind) for record in reading.records) for kind in (Person, Vessel)]
    assert kinds == [people, ships] == [len(root.findall("record/LastName")), len(root.findall("record/ShipIMONumber"))]
    assert sum(record.listings[0].listed_on is not None for record in reading.records) == dated
    own = [next(name for name in record.party.names if name.kind is NameKind.PRIMARY) for record in reading.records]
    assert len(own) == len(root)
    add_list("ca", path, home=tmp_path, accept_shrink="a copy of 2020" if len(root) < CA.min_entries else None)
