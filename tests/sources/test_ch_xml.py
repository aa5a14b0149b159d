"""Switzerland's list: each element is taken, what a modification removed is not, and the unknown is refused."""

from __future__ import annotations

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
from screening.records import Aircraft, EntityRecord, Organisation, Person, Vessel
from screening.sources import ch_xml
from screening.sources.reading import Reading, catalogue
from screening.store import add_list, load_lists
from screening.vocabulary import ListingStatus, NameStrength

Edit = Callable[[Path, str, str], None]
CH = catalogue()["ch"]
CASE = Path(__file__).parent.parent / "cases" / "ch" / "whole-list.xml"
WHOLE = CASE.read_bytes()
REAL = "seco-2026-02-18-rebuilt.xml"


@pytest.fixture
def ch_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(CASE, tmp_path / "list.xml"))


def records(path: Path = CASE) -> dict[str, EntityRecord]:
    reading = ch_xml.read(path, CH)
    assert reading.errors == ()
    return {record.id: record for record in reading.records}


def person() -> Person:
    party = records()["ch-9001"].party
    assert isinstance(party, Person)
    return party


def test_names_are_put_together_from_their_parts() -> None:
    found = [(name.text, name.kind.value, name.strength.value, name.note) for name in person().names]
    assert found == [
        ("Lukina Anna Petrovna", "primary", "strong", None),
        ("Orlova Anna Petrovna", "former", "strong", "maiden name"),
        ("Loukina Anna Petrovna", "alias", "strong", "spelling variant"),
        ("Лукина Анна", "original_script", "strong", "spelling variant"),
        ("Anya", "alias", "weak", None),
        ("Anna Volk", "former", "strong", None),
        ("Anna Wolk", "former", "strong", "spelling variant"),
        ("Lis", "alias", "strong", "the name of a further identity"),
    ]


def test_names_keep_their_parts_language_and_script() -> None:
    primary, _, _, cyrillic, weak, *_ = person().names
    assert primary.parts is not None
    assert primary.parts.model_dump() == {"given": "Anna", "patronymic": "Petrovna", "family": "Lukina"}
    assert (primary.language, cyrillic.language, cyrillic.script, weak.parts) == ("eng", "rus", "Cyrl", None)


def test_removed_names_are_no_names() -> None:
    assert "Removed Name" not in {name.text for record in records().values() for name in record.party.names}
    assert ("what modifications added or removed", 2) in [
        (ignored.what, ignored.count) for ignored in ch_xml.read(CASE, CH).ignored
    ]


def test_what_stands_beside_the_names() -> None:
    party = person()
    assert [str(day) for day in party.birth_dates] == ["1961-04-03", "circa 1962", "1963-05"]
    assert party.birth_places == ("Minsk (Мінск), Minsk Region, Belarus",)
    assert (party.gender, party.titles, party.countries) == ("female", ("Dr.", "Major General"), ("BY", "RU"))
    assert [(paper.type.value, paper.value, paper.country, paper.label) for paper in party.identifiers] == [
        ("passport", "MP1234567", "BY", "passport"),
        ("national_id", "778899", "RU", "id-card"),
        ("other", "AB 12345", None, "other"),
        ("other", "EU.99.1", None, "foreign identifier (EU)"),
    ]
    assert [(address.text, address.country) for address in party.addresses] == [
        ("Club, 1 Main Street, 12, 220029, Minsk (Мінск), Minsk Region, Belarus (until 2015)", "BY"),
        ("Omsk, Russia", "RU"),
        ("at sea", None),
    ]


def test_what_has_no_field_is_a_note() -> None:
    assert records()["ch-9001"].notes == (
        "date 08-07",
        "date 1380-02-01 of the Islamic calendar",
        "passport MP1234567 issued by Belarus, issued 2010-02-03, expires 2020-02-03, remark: lost",
        "other AB 12345 issued by Guild of Smiths",
        "other remark: none found",
        "Travel ban does not apply in March.",
        "EU decision: 2016/1",
        "listed on 2016-06-01",
        "de-listed on 2019-03-01",
        "listed on 2021-05-06",
    )


def test_a_listing_for_each_sanctions_set() -> None:
    first, second = records()["ch-9001"].listings
    assert (first.authority, first.list_id, first.programme, first.reference) == (
        "Switzerland",
        "ch",
        "Exampleland",
        "9001",
    )
    assert first.legal_basis == "Ordinance of 1 June 2016 on measures against Exampleland"
    assert first.measures == ("article 12 -- Restrictions on named individuals and entities",)
    assert second.measures == ("article 16 -- Restrictions on vessels",)
    assert (first.reason, first.note) == ("Sells pelts.", "taken over from the EU")


def test_listed_again_after_a_de_listing_is_listed() -> None:
    listing = records()["ch-9001"].listings[0]
    assert (listing.status, listing.listed_on, listing.amended_on, listing.delisted_on) == (
        ListingStatus.LISTED,
        date(2021, 5, 6),
        date(2022, 1, 4),
        None,
    )


def test_de_listed_target_stays_with_its_date() -> None:
    record = records()["ch-9010"]
    listing = record.listings[0]
    assert (listing.status, listing.delisted_on, listing.amended_on, listing.listed_on) == (
        ListingStatus.DELISTED,
        date(2020, 3, 1),
        date(2018, 3, 1),
        None,
    )
    assert listing.listed_on_note == ch_xml.NOT_LISTED
    assert isinstance(record.party, Organisation)
    assert [str(day) for day in record.party.founded] == ["1992"]
    assert [(address.text, address.country) for address in record.party.addresses] == [("Atlantic Ocean", None)]


def test_objects() -> None:
    vessel, aircraft = records()["ch-9020"], records()["ch-9030"]
    assert isinstance(vessel.party, Vessel)
    assert isinstance(aircraft.party, Aircraft)
    assert [(found.type.value, found.value, found.label) for found in vessel.party.identifiers] == [
        ("other", "KPv.001", "foreign identifier"),
        ("imo", "8405270", "IMO Number"),
    ]
    assert (vessel.listings[0].programme, vessel.listings[0].measures) == ("Exemple", ("set 72",))
    assert str(aircraft.party.built) == "1999"


def test_relation_names_its_target_where_that_is_in_the_list() -> None:
    assert [(tie.type, tie.target, tie.target_id) for tie in records()["ch-9001"].relations] == [
        ("associated-with (owner)", "Fur Trade Bank", "ch-9010"),
        ("related-to", "target 9999", None),
    ]


def test_target_without_history_may_or_may_not_be_listed(ch_file: Path, edit: Edit) -> None:
    edit(ch_file, '    <modification modification-type="listed" effective-date="2016-05-18"/>\n', "")
    reading = ch_xml.read(ch_file, CH)
    listing = next(record for record in reading.records if record.id == "ch-9020").listings[0]
    assert (listing.status, listing.listed_on, listing.listed_on_note) == (ListingStatus.UNKNOWN, None, ch_xml.UNDATED)
    assert reading.warnings == (
        "1 target has no modification: the day of listing, and whether it has ended, is not known",
    )


def test_copy_without_programmes_or_places_says_so(tmp_path: Path) -> None:
    text = WHOLE.decode()
    for tag in ("sanctions-program", "place"):
        text = re.sub(rf"<{tag} ssid.*?</{tag}>", "", text, flags=re.DOTALL)
    path = tmp_path / "list.xml"
    path.write_text(text, encoding="utf-8")
    reading = ch_xml.read(path, CH)
    assert [warning.partition(":")[0] for warning in reading.warnings] == [
        "no sanctions programme is in it",
        "no place is in it",
    ]
    assert reading.records[0].listings[0].programme == "sanctions set 70"


def test_empty_target_is_counted_and_said(ch_file: Path, edit: Edit) -> None:
    edit(
        ch_file,
        '<target ssid="9030">',
        '<target ssid="1"><sanctions-set-id>70</sanctions-set-id></target><target ssid="9030">',
    )
    reading = ch_xml.read(ch_file, CH)
    assert (len(reading.records), reading.ignored[-2].what) == (4, ch_xml.EMPTY)
    assert reading.warnings[0].startswith("1 target has nothing but a number and cannot be searched")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('<target ssid="9001">', "<target>", "entry target without ssid Anna Lukina Petrovna Orlova Dr.: the ssid"),
        ('<target ssid="9001">', '<target ssid="9001" x="1">', "<target> has the attribute 'x', which no rule takes"),
        ("<sanctions-set-id>71<", "<sanctions-set-id>99<", "the sanctions set 99 is in no programme of the file"),
        (
            "<sanctions-set-id>70</sanctions-set-id>\n    <sanctions-set-id>71</sanctions-set-id>",
            "",
            "it has no <sanctions-set-id>",
        ),
        ("<individual ", "<entity/><individual ", "it has 2 of <individual>, <entity> and <object>, expected one"),
        ('sex="female"', 'sex="f"', "the sex 'f' of <individual> is unknown: expected male, female"),
        ('main="true"', 'main="yes"', "the main 'yes' of <identity> is unknown"),
        ('"primary-name"', '"stage-name"', "the name-type 'stage-name' of <name> is unknown: expected primary-name"),
        ('quality="low" lang', 'quality="fair" lang', "the quality 'fair' of <name> is unknown: expected good, low"),
        (' quality="low" lang', " lang", "the quality None of <name> is unknown"),
        ('order="2"', 'order="b"', "the order of a <name-part> is 'b', expected a number"),
        ('"father-name"', '"clan-name"', "the name-part-type 'clan-name' of <name-part> is unknown"),
        ("<value>Anya</value>", "<value/>", "a <name-part> of type whole-name has no <value>"),
        (">Loukina<", "><", "a <spelling-variant> has no text"),
        (
            '<name-part order="1" name-part-type="title"><value>Major General</value></name-part>',
            "",
            "a <name> has no <name-part>",
        ),
        ('calendar="Gregorian"', 'calendar="Julian"', "the calendar 'Julian' of <day-month-year> is unknown"),
        ('month="5" year="1963"', 'day="5" year="1963"', "a date has the day 5 and no month"),
        ('year="1961"', 'year="MCM"', "'MCM-04-03' is no date"),
        ('place-id="501"', 'place-id="9"', "the place 9 is not in the file"),
        ('<country iso-code="BY">Belarus</country></nat', "<country>Atlantis</country></nat", "unknown country"),
        ("<nationality><country/>", "<nationality><country/><country/>", "<country> is there 2 times, expected once"),
        ('"id-card"', '"library-card"', "the document-type 'library-card' of <identification-document> is unknown"),
        ('target-id="9999" ', "", "a <relation> does not say what it is, or to whom"),
        ('"amended" enactment', '"renewed" enactment', "the modification-type 'renewed' is unknown: expected listed"),
        ('"listed" enactment-date="2021-05-06"', '"listed"', "a modification of type listed has no date"),
        ("<generic-attribute", "<shoe-size/><generic-attribute", "<target> has <shoe-size> in it, which no rule takes"),
        ("Sells pelts.", "Sells <b>pelts</b>.", "<justification> has elements in it, expected text"),
    ],
)
def test_target_with_something_unknown_is_an_error(
    ch_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(ch_file, before, after)
    reading = ch_xml.read(ch_file, CH)
    assert len(reading.records) == 3
    assert [said in str(error) for error in reading.errors] == [True], reading.errors


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('<place ssid="501">', "<place>", "entry place without ssid: a <place> has no ssid"),
        ('<place ssid="501">', '<place ssid="501"><river/>', "entry place 501: <place> has <river> in it"),
        ("<origin>", "<motto/><origin>", "entry sanctions-program 20: <sanctions-program> has <motto> in it"),
    ],
)
def test_place_or_programme_with_something_unknown_is_an_error(
    ch_file: Path, edit: Edit, before: str, after: str, said: str
) -> None:
    edit(ch_file, before, after)
    assert any(said in str(error) for error in ch_xml.read(ch_file, CH).errors)


def test_unknown_object_is_an_error(ch_file: Path, edit: Edit) -> None:
    edit(ch_file, 'object-type="aircraft"', 'object-type="airship"')
    (error,) = ch_xml.read(ch_file, CH).errors
    assert "entry target 9030 EX-AMP: the object-type 'airship' of <object> is unknown" in str(error)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("</swiss-sanctions-list>", "", "the XML breaks off or is damaged at line"),
        ('list-type="whole-list"', 'list-type="delta"', "its list-type is 'delta', expected whole-list"),
        ('date="2026-08-27"', 'date="today"', "its date is 'today', expected a day such as 2026-08-27"),
        ('<target ssid="9001">', '<goal/><target ssid="9001">', "<goal> stands in <swiss-sanctions-list>, expected"),
        ('<target ssid="9010">', 'stray<target ssid="9010">', "there is the text 'stray' between its entries"),
        ("</swiss-sanctions-list>", "end</swiss-sanctions-list>", "there is the text 'end' between its entries"),
        ('date="2026-08-27">', 'date="2026-08-27">begin', "there is the text 'begin' between its entries"),
    ],
)
def test_damaged_file_is_refused(ch_file: Path, edit: Edit, before: str, after: str, said: str) -> None:
    edit(ch_file, before, after)
    with pytest.raises(ListError, match=re.escape(said)):
        ch_xml.read(ch_file, CH)


def test_other_root_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text("<export/>", encoding="utf-8")
    with pytest.raises(ListError, match="the root is <export>, expected <swiss-sanctions-list>"):
        ch_xml.read(path, CH)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Reading | None]:
    path = tmp_path_factory.mktemp("ch") / "list.xml"

    def read(data: bytes) -> Reading | None:
        path.write_bytes(data)
        try:
            return ch_xml.read(path, CH)
        except ListError:
            return None

    return read


def entries(reading: Reading) -> int:
    empty = sum(ignored.count for ignored in reading.ignored if ignored.what == ch_xml.EMPTY)
    own = [error for error in reading.errors if error.entry.startswith("target")]
    return len(reading.records) + len(own) + empty


@given(st.integers(0, len(WHOLE.rstrip()) - 1))
def test_list_cut_anywhere_is_refused(reader: Callable[[bytes], Reading | None], size: int) -> None:
    assert reader(WHOLE[:size]) is None


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_list_with_a_changed_byte_accounts_for_every_target(
    reader: Callable[[bytes], Reading | None], place: int, byte: int
) -> None:
    changed = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    reading = reader(changed)
    if reading is not None:
        assert entries(reading) == len(re.findall(rb"<target[\s>]", changed)) - len(
            re.findall(rb"<!--.*?-->", changed, re.DOTALL)
        )


@given(st.sets(st.integers(0, WHOLE.count(b"\n") - 1), max_size=4))
def test_list_without_some_lines_accounts_for_every_target(
    reader: Callable[[bytes], Reading | None], gone: set[int]
) -> None:
    left = b"".join(line for place, line in enumerate(WHOLE.splitlines(keepends=True)) if place not in gone)
    reading = reader(left)
    if reading is not None and not reading.errors:  # a target within a target is one error, and refused with it
        assert entries(reading) == left.count(b"<target ")


def test_rebuilt_list_is_read_in_full(shared: Path) -> None:
    path = shared / "lists" / "ch" / REAL
    root = ElementTree.parse(path).getroot()
    told: list[tuple[int, int]] = []
    reading = ch_xml.read(path, CH, lambda done, total: told.append((done, total)))
    assert reading.errors == ()
    people, bodies = (
        sum(isinstance(record.party, kind) for record in reading.records) for kind in (Person, Organisation)
    )
    assert (people, bodies) == (len(root.findall("target/individual")), len(root.findall("target/entity")))
    assert entries(reading) == len(root.findall("target")) == 8254
    weak = sum(name.strength is NameStrength.WEAK for record in reading.records for name in record.party.names)
    assert weak == len(root.findall(".//name[@quality='low']"))
    assert len(reading.warnings) == 4
    assert len(told) > 2


def test_rebuilt_list_lacks_its_vessels_and_is_accepted_only_on_purpose(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists" / "ch" / REAL
    with pytest.raises(ListError, match="it has 7,608 entries, and a whole copy has more than 8,000"):
        add_list("ch", path, home=tmp_path)
    report = add_list("ch", path, home=tmp_path, accept_shrink="a rebuilt copy, for this test")
    assert (report.info.entries, report.info.date) == (7608, date(2026, 2, 18))
    assert len(load_lists(["ch"], home=tmp_path)[0].records) == 7608


def test_trimmed_original_is_read_in_full(shared: Path) -> None:
    found = records(shared / "lists" / "ch" / "seco_whole_list_trimmed_2026-08-27.xml")
    assert sorted(found) == ["ch-34461", "ch-46130", "ch-5142"]
    assert found["ch-5142"].listings[0].delisted_on == date(2016, 3, 1)
    assert [name.text for name in found["ch-5142"].party.names] == [
        "Lukashenka Dzmitry Aliaksandravich",
        "Lukashenko Dzmitry Aliaksandravich",
    ]
