"""What changed between two copies: every difference, once, at the field where it is."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.listdiff import diff_lists, diff_records, open_copies
from screening.records import EntityRecord, Identifier, Listing, Name, Organisation, Person
from screening.results import ListInfo
from screening.store import add_list, load_lists, read_list
from screening.storedlist import InstalledList
from screening.versions import current_version
from screening.vocabulary import NameStrength

CASE = Path(__file__).parent / "cases" / "un" / "consolidated.xml"
INFO = ListInfo("un", "UN", "UN", None, "0" * 64, 0, 0)


def copy(*records: EntityRecord) -> InstalledList:
    return InstalledList(INFO, records)


def record(key: str = "x-1", **fields: Any) -> EntityRecord:
    listings = fields.pop("listings", ())
    return EntityRecord(id=key, party=Person(**{"names": ["Ann Lee"], **fields}), listings=listings)


def changes(before: EntityRecord, after: EntityRecord) -> list[tuple[str, Any, Any]]:
    return [(change.field, change.before, change.after) for change in diff_records(before, after)]


def test_entries_are_added_removed_and_changed() -> None:
    found = diff_lists(
        copy(record("x-1"), record("x-2"), record("x-3")),
        copy(record("x-4"), record("x-3", gender="female"), record("x-1")),
    )
    assert [one.id for one in found.added] == ["x-4"]
    assert [one.id for one in found.removed] == ["x-2"]
    assert [(one.after.id, one.changes[0].field) for one in found.changed] == [("x-3", "party.gender")]


def test_a_changed_value_is_told_with_both_values() -> None:
    assert changes(record(gender="male"), record()) == [("party.gender", "male", None)]
    assert changes(record(countries=["RU"]), record(countries=["RU", "ML"])) == [("party.countries", None, "ML")]


def test_a_change_within_a_listing_is_told_at_its_field() -> None:
    def listing(**fields: Any) -> Listing:
        return Listing(authority="UN", list_id="un", programme="TAi", reference="TAi.1", **fields)

    before = record(listings=[listing()])
    after = record(listings=[listing(amended_on=date(2026, 1, 2))])
    assert changes(before, after) == [("listings (un, TAi, TAi.1) amended_on", None, "2026-01-02")]


def test_a_change_within_a_name_is_told_at_its_field() -> None:
    before = record(names=[Name(text="Ann Lee", strength=NameStrength.WEAK)])
    assert changes(before, record(names=[Name(text="Ann Lee")])) == [
        ("party.names (Ann Lee) strength", "weak", "strong")
    ]


def test_items_that_no_key_tells_apart_are_told_whole() -> None:
    one, two = (Name(text="Ann Lee", note=note) for note in ("a", "b"))
    assert changes(record(names=[one, one]), record(names=[one, two])) == [("party.names (Ann Lee) note", "a", "b")]
    many = changes(record(names=[one]), record(names=[two, two]))
    assert [(before is None, after is None) for _, before, after in many] == [
        (False, True),
        (True, False),
        (True, False),
    ]


def test_another_order_is_a_change() -> None:
    ((field, before, after),) = changes(record(countries=["RU", "ML"]), record(countries=["ML", "RU"]))
    assert (field, before, after) == ("party.countries, their order", ["RU", "ML"], ["ML", "RU"])


def test_another_kind_of_party_is_a_change() -> None:
    other = EntityRecord(id="x-1", party=Organisation(names=record().party.names))
    assert ("party.entity_type", "person", "organisation") in changes(record(), other)


PARTIES = st.builds(
    lambda names, countries, numbers: record(
        names=names, countries=countries, identifiers=[Identifier(value=number) for number in numbers]
    ),
    st.lists(st.sampled_from(["Ann Lee", "A. Lee", "Lee"]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["RU", "ML", "SY"]), max_size=4),
    st.lists(st.sampled_from(["1", "2"]), max_size=3),
)


@given(PARTIES, PARTIES)
def test_there_is_a_change_exactly_where_records_differ(before: EntityRecord, after: EntityRecord) -> None:
    assert bool(changes(before, after)) == (before != after)
    assert len(changes(before, after)) == len(changes(after, before))


# The two sides


@pytest.fixture
def installed(home: Path, tmp_path: Path) -> tuple[str, Path]:
    """An old version of the UN list, by the start of its hash, and the file of the current one."""
    add_list("un", CASE, accept_shrink="an excerpt")
    old = current_version(home / "lists" / "un").name
    path = tmp_path / "new.xml"
    path.write_text(CASE.read_text(encoding="utf-8").replace(">Tunis<", ">Sfax<"), encoding="utf-8")
    add_list("un", path, accept_shrink="an excerpt")
    return old[:8], path


def test_versions_and_files_are_compared(installed: tuple[str, Path]) -> None:
    old, path = installed
    for sides in ((f"un@{old}", "un"), (str(CASE), "un"), (f"un@{old.upper()}", str(path)), (str(CASE), str(path))):
        found = diff_lists(*open_copies(sides, "un" if str(CASE) in sides else None))
        assert (len(found.added), len(found.removed), len(found.changed)) == (0, 0, 1), sides
        assert "Sfax" in str(found.changed[0].changes)
    assert diff_lists(*open_copies(("un", str(path)))).changed == ()


def test_a_version_is_found_by_the_hash_that_results_name(installed: tuple[str, Path], home: Path) -> None:
    ((now, _),) = ((one.info, one.records) for one in load_lists(["un"]))
    old = read_list("un", CASE).info
    assert [copy.info for copy in open_copies((f"un@{old.sha256[:6]}", f"un@{now.sha256}"))] == [old, now]
    with pytest.raises(ListError, match=f"there are {', '.join(sorted((old.sha256[:12], now.sha256[:12])))}$"):
        open_copies(("un@zz", "un"))
    current = home / "lists" / "un" / "current"
    first = current.read_text().split()[0]
    (home / "lists" / "un" / first / "info.json").write_text("damaged")
    with pytest.raises(ListError, match="is not the start of one version's hash"):
        open_copies((f"un@{old.sha256}", "un"))
    with pytest.raises(ListError, match="its description was changed"):
        open_copies((f"un@{first}", "un"))


@pytest.mark.parametrize(
    ("sides", "says"),
    [
        (("un", "nowhere.xml"), r"'nowhere\.xml' is neither a file nor an installed list \(un, wagner-network\)"),
        ((str(CASE), str(CASE)), "of which list it is has to be said"),
        (("un@zz", "un"), "'zz' is not the start of one version's hash: there are [0-9a-f]{12}, [0-9a-f]{12}$"),
        (("un@", "un"), "'' is not the start of one version's hash"),
    ],
)
def test_a_side_that_is_nothing_is_refused(sides: tuple[str, str], says: str, installed: tuple[str, Path]) -> None:
    with pytest.raises(ListError, match=says):
        open_copies(sides)


# The dated copies


BOOKKEEPING = ("SORT_KEY", "SORT_KEY_LAST_MOD", "VERSIONNUM", "HAS_INTERPOL_LINK")
"""Elements that say nothing of the party; the last came in 2026, on every entry that had none."""


def said(element: ElementTree.Element) -> Any:
    """An element as plain values, without book-keeping and what is blank.

    In 2025 the UN moved birth dates that stood alone in an alias block to where the others stand: the same is said.
    """
    children = sorted((said(child) for child in element if child.tag not in BOOKKEEPING), key=repr)
    text = " ".join((element.text or "").split())
    said_in = tuple(child for child in children if child[1] or child[2])
    days = [child[1] for child in said_in if child[0] in ("DATE_OF_BIRTH", "DATE", "YEAR")]
    others = [child[:2] for child in said_in if child[1] not in days]
    if len(days) == 1 and others in ([], [("TYPE_OF_DATE", "EXACT")]):
        return "BORN", days[0], ()
    return element.tag, text, said_in


def entries(path: Path) -> dict[str, Any]:
    root = ElementTree.parse(path).getroot()
    return {f"un-{one.findtext('DATAID')}": said(one) for one in (*root.iter("INDIVIDUAL"), *root.iter("ENTITY"))}


def test_dated_copies_differ_as_their_elements_do(shared: Path, home: Path) -> None:
    paths = sorted((shared / "lists" / "un").glob("consolidated-20*[0-9].xml"))
    if len(paths) != 5:
        pytest.skip(f"the five dated UN copies are not in {shared / 'lists' / 'un'}")
    for old, new in pairwise(paths):
        found = diff_lists(read_list("un", old), read_list("un", new))
        before, after = entries(old), entries(new)
        assert [one.id for one in found.added] == sorted(after.keys() - before.keys())
        assert [one.id for one in found.removed] == sorted(before.keys() - after.keys())
        changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
        # The elements are compared in any order; that three entries have their birth dates in another one is told too.
        otherwise = [one for one in found.changed if not all("their order" in change.field for change in one.changes)]
        assert {one.after.id for one in otherwise} == changed
        assert all(one.changes for one in found.changed)
