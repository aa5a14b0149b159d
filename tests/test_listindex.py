"""An index answers as the records do that it was made of, and a file of it is opened, kept and mended."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from screening import EntityRecord, ListError, Organisation, Person, RecordError, Screener, Vessel
from screening.copies import record_lines
from screening.homes import index_folder
from screening.identifiers import IdentifierType
from screening.indexfiles import MOST_KEPT, SUFFIX, open_lists
from screening.indexwriter import index_image, lay_out
from screening.linking import link_records
from screening.listindex import ListIndex
from screening.matching.image import Image
from screening.records import Identifier, Name
from screening.results import ListInfo
from screening.store import BUNDLED, load_lists
from screening.versions import switch_to, write_version

RECORDS = tuple(
    sorted(
        (
            EntityRecord(id="eu-1", party=Person(names=(Name(text="PETROV, Ivan"),)), cross_references=("un:QDi.001",)),
            EntityRecord(id="un-1", party=Person(names=(Name(text="Ivan Petrov"),)), cross_references=("un:QDi.001",)),
            EntityRecord(id="co-1", party=Organisation(names=(Name(text="Nordlicht Handel GmbH"),))),
            EntityRecord(
                id="sh-1",
                party=Vessel(
                    names=(Name(text="Tango"),), identifiers=(Identifier(value="IMO 9074729", type=IdentifierType.IMO),)
                ),
            ),
            *(
                EntityRecord(id=f"x-{number:02}", party=Person(names=(Name(text=f"Oleg Brodarenko {number}"),)))
                for number in range(40)
            ),
        ),
        key=lambda record: record.id,
    )
)
INFO = ListInfo("records", "invented", "", None, "0" * 64, len(RECORDS), len(RECORDS))


def laid_out(records: Iterable[EntityRecord]) -> bytes:
    """The image of records that are in it themselves."""
    return b"".join(lay_out(((record, record_lines([record])) for record in records), [INFO], {}))


@pytest.fixture
def index() -> ListIndex:
    return ListIndex(Image(laid_out(RECORDS)))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def index_files(home: Path) -> list[Path]:
    return sorted(index_folder(home).glob(f"*{SUFFIX}"))


def test_records_come_back_as_they_were(index: ListIndex) -> None:
    assert tuple(index.records) == RECORDS
    assert index.records[-1] == RECORDS[-1]
    assert index.records[3:5] == RECORDS[3:5]
    assert index.lists == (INFO,)
    assert [index.kind(number) for number in range(len(RECORDS))] == [one.party.entity_type for one in RECORDS]
    with pytest.raises(IndexError):
        index.records[len(RECORDS)]


def test_a_record_is_found_by_id_and_by_identifier(index: ListIndex) -> None:
    for number, record in enumerate(RECORDS):
        assert index.number_of(record.id) == number
    assert index.number_of("absent") is None
    (number,) = index.with_identifiers(["IMO9074729", "9074729", "9074729"])
    assert RECORDS[number].id == "sh-1"
    assert index.with_identifiers(["0000000"]) == ()


def test_links_are_those_of_the_records(index: ListIndex) -> None:
    links = link_records(RECORDS)
    assert index.links.parties() == links.parties() == (("eu-1", "un-1"),)
    assert index.links.others("eu-1") == links.others("eu-1")
    assert len(index.links.shared) == 2
    with pytest.raises(KeyError):
        index.links.shared["x-01"]


def test_the_same_records_make_the_same_bytes() -> None:
    assert laid_out(RECORDS) == laid_out(RECORDS)
    assert index_image(RECORDS, [INFO], {}) == index_image(RECORDS, [INFO], {})


def test_records_may_come_in_any_order_and_are_numbered_by_their_ids() -> None:
    index = ListIndex(Image(laid_out(reversed(RECORDS))))
    assert tuple(index.records) == RECORDS
    assert [index.number_of(record.id) for record in RECORDS] == list(range(len(RECORDS)))
    forms = [form for number in range(len(index.people)) for form in index.people.forms(number)]
    assert {RECORDS[form.record].id for form in forms} == {
        one.id for one in RECORDS if one.party.entity_type == "person"
    }
    assert index.links.parties() == (("eu-1", "un-1"),)


def test_two_records_of_one_id_are_refused() -> None:
    with pytest.raises(RecordError, match="two records have the id 'un-1'"):
        Screener([RECORDS[-1], *[one for one in RECORDS if one.id == "un-1"] * 2])


def test_a_file_is_made_once_and_answers_like_the_list_itself(home: Path) -> None:
    made = open_lists([BUNDLED], home=home)
    (path,) = index_files(home)
    stamp = path.read_bytes()
    opened = open_lists([BUNDLED], home=home)
    assert index_files(home) == [path]
    assert path.read_bytes() == stamp
    (loaded,) = load_lists([BUNDLED], home=home)
    assert tuple(opened.records) == tuple(made.records) == loaded.records
    assert opened.lists == (loaded.info,)


@pytest.mark.parametrize("damage", [b"", b"nonsense that is no index at all", None])
def test_a_damaged_file_is_said_and_made_again(home: Path, damage: bytes | None) -> None:
    open_lists([BUNDLED], home=home)
    (path,) = index_files(home)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    with pytest.warns(UserWarning, match="the index is made again"):
        open_lists([BUNDLED], home=home)
    assert path.read_bytes() == whole


def test_of_a_list_that_is_damaged_no_index_is_made(home: Path) -> None:
    folder, body = home / "lists" / "own", record_lines(RECORDS) + b'{"id":"cut"'
    described = {"id": "own", "title": "own", "authority": "", "date": None, "entries": 45, "names": 45}
    folder.mkdir(parents=True)
    version = write_version(folder, {**described, "sha256": sha256(body).hexdigest()}, body)
    switch_to(folder, version, None)
    with pytest.raises(ListError, match="of another version of this library"):
        open_lists(["own"], home=home)
    assert not index_folder(home).exists()


def test_where_nothing_can_be_written_the_index_is_kept_in_memory(home: Path) -> None:
    home.write_text("a file where a folder should be", encoding="ascii")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the folder cannot be read either
        index = open_lists([BUNDLED], home=home)
    assert index.number_of("prigozhin-yevgeniy") is not None


def test_old_files_are_dropped(home: Path) -> None:
    folder = index_folder(home)
    folder.mkdir(parents=True)
    for number in range(MOST_KEPT + 3):
        old = folder / f"{number}{SUFFIX}"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    open_lists([BUNDLED], home=home)
    assert len(index_files(home)) == MOST_KEPT
    assert not (folder / f"0{SUFFIX}").exists()


def test_a_list_that_is_not_installed_is_refused(home: Path) -> None:
    with pytest.raises(ListError, match=r"not installed|no such list"):
        open_lists(["un"], home=home)
