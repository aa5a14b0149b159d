"""The bundled list: what it says, and that nothing in its files is read past."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.records import EntityRecord, Listing, Organisation, Person
from screening.results import ListInfo
from screening.sources import bundled, bundled_files
from screening.sources.bundled import read_bundled, refresh
from screening.sources.bundled_files import bundled_folder, bundled_info, list_checksum
from screening.vocabulary import Confidence, ListingState, ListingStatus, NameKind, NameStrength

FOLDER = bundled_folder() / "wagner-network"
Loaded = tuple[ListInfo, dict[str, EntityRecord]]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    info, records = read_bundled(FOLDER)
    return info, {record.id: record for record in records}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the list that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "wagner-network"))


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")


def state_new_checksum(folder: Path) -> None:
    """Let the next test of a copy fail for its own reason, not for the checksum."""
    edit(folder / "list.toml", bundled_info(folder).sha256, list_checksum(folder))


def listing(record: EntityRecord, authority: str) -> Listing:
    [found] = [listing for listing in record.listings if listing.authority == authority]
    return found


def test_list_is_complete_and_in_order(loaded: Loaded) -> None:
    info, records = loaded
    assert (info.id, info.entries, info.names, info.date) == ("wagner-network", 119, 869, date(2026, 8, 22))
    assert list(records) == sorted(records)
    assert len(records) == info.entries
    assert sum(len(record.listings) for record in records.values()) == 349
    assert bundled_info(FOLDER) == info


def test_reading_twice_gives_the_same(loaded: Loaded) -> None:
    info, records = loaded
    assert read_bundled(FOLDER) == (info, tuple(records.values()))


@pytest.mark.parametrize(
    ("key", "authority", "programme", "day"),
    [
        ("maslov-ivan", "EU", "EU-MLI", date(2023, 2, 25)),
        ("maslov-ivan", "OFAC", "RUSSIA-EO14024", date(2023, 5, 25)),
        ("maslov-ivan", "UK", "Mali", date(2023, 7, 20)),
        ("maslov-ivan", "Canada", "SEMA Russia", date(2023, 7, 19)),
        ("utkin-dmitriy", "OFAC", "UKRAINE-EO13660", date(2017, 6, 20)),
        ("shugaley-maksim", "EU", "EU-HR", date(2023, 2, 25)),
        ("camara-sadio", "OFAC", "RUSSIA-EO14024", date(2023, 7, 24)),
    ],
)
def test_listing_says_who_when_and_under_what(
    loaded: Loaded, key: str, authority: str, programme: str, day: date
) -> None:
    found = listing(loaded[1][key], authority)
    assert (found.programme, found.listed_on) == (programme, day)


@pytest.mark.parametrize("key", ["camara-sadio", "diarra-alou-boi", "bagayoko-adama"])
def test_delisted_official_keeps_both_dates(loaded: Loaded, key: str) -> None:
    found = listing(loaded[1][key], "OFAC")
    assert (found.status, found.delisted_on) == (ListingStatus.DELISTED, date(2026, 2, 27))
    assert found.state_on(date(2026, 2, 26)) is ListingState.CURRENT
    assert found.state_on(date(2026, 2, 27)) is ListingState.DELISTED


def test_delisting_without_a_published_day_is_not_given_one(loaded: Loaded) -> None:
    found = listing(loaded[1]["utkin-dmitriy"], "EU")
    assert (found.status, found.delisted_on) == (ListingStatus.DELISTED, None)
    assert "not found" in (found.note or "")


def test_every_undated_listing_says_why(loaded: Loaded) -> None:
    undated = [item for record in loaded[1].values() for item in record.listings if item.listed_on is None]
    assert len(undated) == 71
    assert all(item.listed_on_note for item in undated)


def test_list_copies_bound_an_unpublished_date(loaded: Loaded) -> None:
    found = listing(loaded[1]["pikalov-konstantin"], "OFAC")
    assert (found.listed_after, found.listed_by) == (date(2023, 12, 28), date(2024, 5, 3))


def test_month_of_a_copy_is_its_widest_bound(loaded: Loaded) -> None:
    early = loaded[1]["stepanov-artem"].listings[0]
    late = listing(loaded[1]["perfilev-vitalii"], "OFAC")
    assert (early.listed_after, early.listed_by) == (date(2019, 1, 1), date(2021, 7, 31))
    assert late.listed_after == date(2021, 7, 1)


def test_every_confirmed_listing_has_a_programme_or_a_legal_basis(loaded: Loaded) -> None:
    bare = [
        (record.id, item)
        for record in loaded[1].values()
        for item in record.listings
        if not (item.programme or item.legal_basis)
    ]
    assert {item.confidence for _, item in bare} == {Confidence.UNVERIFIED}
    assert all(item.note for _, item in bare)


def test_watch_list_is_no_sanction(loaded: Loaded) -> None:
    watched = [item for record in loaded[1].values() for item in record.listings if item.list_id == "ua-war-sanctions"]
    assert [item.status for item in watched] == [ListingStatus.WATCH] * 6


def test_absence_from_the_un_list_is_a_note_not_a_listing(loaded: Loaded) -> None:
    wagner = loaded[1]["wagner-group"]
    assert not [item for item in wagner.listings if item.authority.startswith("UN")]
    assert any("UN Security Council does not list it" in note and "1 August 2026" in note for note in wagner.notes)


def test_every_fact_has_sources(loaded: Loaded) -> None:
    for record in loaded[1].values():
        party = record.party
        assert all(name.sources for name in party.names)
        assert all(item.sources for item in record.listings)
        assert all(relation.sources for relation in record.relations)
        cited = {(citation.field, citation.value) for citation in record.citations if citation.sources}
        facts = {("identifier", item.value) for item in party.identifiers}
        facts |= {("address", item.text) for item in party.addresses} | {("website", site) for site in party.websites}
        match party:
            case Person():
                facts |= {("birth_date", str(day)) for day in party.birth_dates}
                facts |= {("birth_place", place) for place in party.birth_places}
                facts |= {("position", position) for position in party.positions}
                facts |= {("death_date", str(day)) for day in [party.death_date] if day}
            case Organisation():
                facts |= {("founded", str(day)) for day in party.founded}
        assert facts <= cited, record.id


def test_every_party_has_one_primary_name_that_an_authority_prints(loaded: Loaded) -> None:
    for record in loaded[1].values():
        primary = [name for name in record.party.names if name.kind is NameKind.PRIMARY]
        assert len(primary) == 1, record.id
        assert not all(source.startswith("SEED") for source in primary[0].sources)
        assert record.party.names[0] == primary[0]


def test_press_spelling_is_never_claimed_as_official(loaded: Loaded) -> None:
    press = [name for record in loaded[1].values() for name in record.party.names if name.kind is NameKind.PRESS]
    official = ("SDN", "OFAC", "EUFSF", "UK-2026", "CA-2026", "AU-2026", "NZ-2026", "CH-2026", "METI")
    assert len(press) == 60
    assert not [name for name in press if any(source.startswith(official) for source in name.sources)]


def test_slang_is_no_alias(loaded: Loaded) -> None:
    names = {name.text.casefold() for record in loaded[1].values() for name in record.party.names}
    assert not names & {"musicians", "orchestra", "wagnerians", "wagners"}


def test_common_words_are_weak(loaded: Loaded) -> None:
    weak = {name.text for name in loaded[1]["wagner-group"].party.names if name.strength is NameStrength.WEAK}
    assert {"Wagner", "League", "Liga", "Volunteer Corps"} <= weak


def test_both_birth_dates_and_their_sources_are_kept(loaded: Loaded) -> None:
    maslov = loaded[1]["maslov-ivan"]
    given = {item.value: item.sources for item in maslov.citations if item.field == "birth_date"}
    assert set(given) == {"1982-07-11", "1980-01-03"}
    assert any(source.startswith("CA-2026") for source in given["1980-01-03"])
    assert not any(source.startswith("CA-2026") for source in given["1982-07-11"])


def test_countries_come_from_nationality_and_seat(loaded: Loaded) -> None:
    records = loaded[1]
    assert records["maslov-ivan"].party.countries == ("RU",)
    assert records["zakharov-valery"].party.countries == ("RU", "CF")
    assert records["m-invest"].party.countries == ("RU", "SD")


def test_one_changed_byte_is_refused(copy: Path) -> None:
    edit(copy / "maslov-ivan.toml", "2023-05-25", "2023-05-26")
    with pytest.raises(ListError, match=r"the checksum of its files is [0-9a-f]{64}, expected [0-9a-f]{64}"):
        read_bundled(copy)


def test_a_lost_file_is_refused(copy: Path) -> None:
    (copy / "maslov-ivan.toml").unlink()
    with pytest.raises(ListError, match="checksum"):
        read_bundled(copy)


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("maslov-ivan", 'gender = "male"', 'gendre = "male"', "unknown key: gendre"),
        ("maslov-ivan", 'programme = "Mali"', 'program = "Mali"', "unknown key: listings 3 program"),
        ("maslov-ivan", 'kind = "primary"', 'kind = "main"', "names 1 kind: Input should be"),
        ("maslov-ivan", 'value = "1982-07-11"', 'value = "some day"', "'some day' is no date"),
        ("maslov-ivan", "names = [", "names = 1\nnicknames = [", "names: Input should be a valid tuple"),
        ("maslov-ivan", "names = [", 'names = ["Ivan"]\nnicknames = [', "names 1: Input should be"),
        ("maslov-ivan", '["SDN-2026:UID 40969"]', '["SDN-1999:UID 40969"]', "names 3 cites 'SDN-1999:UID 40969'"),
        ("maslov-ivan", 'sources = ["SDN-2026:UID 40969"]', "sources = []", "names 3 has no sources"),
        ("maslov-ivan", 'label = "Passport", sources = ["SDN-2026:UID 40969"]', 'label = "Passport"', "sources: Field"),
        (
            "maslov-ivan",
            'target_id = "wagner-group"',
            'target_id = "wagner"',
            "no party of this list has the id 'wagner'",
        ),
        ("maslov-ivan", 'entity_type = "person"', 'entity_type = "organisation"', "unknown key:"),
        ("maslov-ivan", "gender = ", "gender == ", "Invalid value"),
        ("sources", 'kind = "derived"', 'kind = "hearsay"', "kind: Input should be"),
    ],
)
def test_a_fault_in_a_file_is_one_sentence_that_names_it(
    copy: Path, file: str, before: str, after: str, problem: str
) -> None:
    edit(copy / f"{file}.toml", before, after)
    state_new_checksum(copy)
    with pytest.raises(ListError) as raised:
        read_bundled(copy)
    assert problem in str(raised.value)
    assert (raised.value.list_id, raised.value.path) == ("wagner-network", copy / f"{file}.toml")


@pytest.mark.parametrize(("count", "number"), [("entries", 119), ("names", 869), ("listings", 349)])
def test_a_wrong_count_is_refused(copy: Path, count: str, number: int) -> None:
    edit(copy / "list.toml", f"{count} = {number}", f"{count} = {number + 1}")
    with pytest.raises(ListError, match=f"it has {number} {count}, expected {number + 1}"):
        read_bundled(copy)


def test_an_unknown_key_of_the_list_file_is_refused(copy: Path) -> None:
    edit(copy / "list.toml", "title", "titel")
    with pytest.raises(ListError, match="title: Field required"):
        bundled_info(copy)


def test_a_folder_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"list\.toml cannot be read"):
        read_bundled(tmp_path)


def test_refreshing_after_an_edit_makes_the_list_readable_again(copy: Path) -> None:
    edit(
        copy / "maslov-ivan.toml",
        "[[listings]]",
        "[[listings]]\nauthority = 'XX'\nlist_id = 'xx'\nsources = ['METI-2025']\n\n[[listings]]",
    )
    refresh(copy)
    info, records = read_bundled(copy)
    assert (info.entries, sum(len(record.listings) for record in records)) == (119, 350)


def test_refreshing_an_unedited_list_changes_nothing(copy: Path) -> None:
    subprocess.run([sys.executable, "-W", "error", "-m", bundled.__name__, str(copy)], check=True)
    assert (copy / "list.toml").read_bytes() == (FOLDER / "list.toml").read_bytes()


def test_an_installed_package_has_its_lists_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "screening" / "bundled").mkdir(parents=True)
    (tmp_path / "screening" / "sources").mkdir()
    monkeypatch.setattr(bundled_files, "__file__", str(tmp_path / "screening" / "sources" / "bundled_files.py"))
    assert bundled_folder() == tmp_path / "screening" / "bundled"
