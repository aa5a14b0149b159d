"""The store: only whole lists, one current version each, and doubt is an error."""

from __future__ import annotations

import gc
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from screening import copies, descriptions, store
from screening.catalogue import load_catalogue
from screening.errors import ListError, UnknownListError
from screening.homes import default_home
from screening.sources.reading import catalogue
from screening.store import BUNDLED, add_list, list_infos, load_lists, verify_lists

CASES = Path(__file__).parent / "cases"
Edit = Callable[[Path, str, str], None]


@pytest.fixture(autouse=True)
def small_lists(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """The catalogue, without the floor that keeps lists as small as a test's out."""
    known = {key: replace(spec, min_entries=1, canaries=()) for key, spec in catalogue().items()}
    monkeypatch.setattr("screening.catalogue.load_catalogue", lambda home: known)


@pytest.fixture
def ofac_set(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    for part in (CASES / "ofac" / "set").iterdir():
        (folder / part.name).write_bytes(part.read_bytes() + b"\x1a")
    return folder


@pytest.fixture
def un_file(tmp_path: Path) -> Path:
    path = tmp_path / "consolidated.xml"
    path.write_bytes((CASES / "un" / "consolidated.xml").read_bytes())
    return path


def change(path: Path, before: str, after: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def versions(home: Path, list_id: str) -> list[str]:
    return sorted(path.name for path in (home / "lists" / list_id).iterdir() if path.is_dir())


def ids(home: Path) -> list[str]:
    return [one.info.id for one in load_lists(home=home)]


def test_home_is_the_variable_or_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SCREENING_HOME", str(tmp_path))
    assert default_home() == tmp_path
    monkeypatch.delenv("SCREENING_HOME")
    assert default_home().name == "screening"


def test_bundled_list_is_always_there(home: Path) -> None:
    assert ids(home) == [BUNDLED]
    assert [info.id for info in list_infos(home=home)] == [BUNDLED]


def test_what_is_added_is_what_is_loaded(home: Path, ofac_set: Path, un_file: Path) -> None:
    report = add_list("ofac-sdn", ofac_set, published=date(2023, 12, 28))
    assert report.previous is None
    assert report.counts == {"aircraft": 1, "organisation": 3, "person": 2, "vessel": 1}
    assert (report.info.date, report.info.entries, report.info.names) == (date(2023, 12, 28), 7, 13)
    assert [ignored.what for ignored in report.ignored] == ["empty address rows", "prose that repeats the title"]
    add_list("un", un_file)
    assert ids(home) == ["ofac-sdn", "un", BUNDLED]
    from screening.sources import ofac_csv, un_xml

    ofac, un = load_lists(["un", "ofac-sdn", "un"])
    assert ofac.records == ofac_csv.read(ofac_set, catalogue()["ofac-sdn"]).records
    assert un.records == un_xml.read(un_file, catalogue()["un"]).records
    assert [one.info for one in (ofac, un)] == [info for info in list_infos() if info.id != BUNDLED]
    assert [(check.info.id, check.problem) for check in verify_lists()] == [
        ("ofac-sdn", None),
        ("un", None),
        (BUNDLED, None),
    ]


def test_description_names_every_source_file(home: Path, ofac_set: Path) -> None:
    add_list("ofac-sdn", ofac_set)
    (version,) = versions(home, "ofac-sdn")
    said = json.loads((home / "lists" / "ofac-sdn" / version / "info.json").read_text(encoding="utf-8"))
    assert [file["name"] for file in said["files"]] == ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]
    assert said["files"][0]["bytes"] == (ofac_set / "sdn.csv").stat().st_size
    assert (said["date"], said["reader"], said["accepted"]) == (None, "ofac", None)


def test_same_copy_gives_the_same_version(home: Path, tmp_path: Path, un_file: Path) -> None:
    first = add_list("un", un_file)
    second = add_list("un", un_file)
    assert second.previous == first.info == second.info
    assert len(versions(home, "un")) == 1
    add_list("un", un_file, home=tmp_path / "other")
    assert versions(tmp_path / "other", "un") == versions(home, "un")


def test_new_copy_becomes_current_and_the_old_one_stays_on_disk(home: Path, un_file: Path) -> None:
    old = add_list("un", un_file)
    change(un_file, "2026-08-01T", "2026-08-02T")
    new = add_list("un", change(un_file, ">Abu Example<", ">Abu Sample<"))
    assert new.previous == old.info
    assert load_lists(["un"])[0].info == new.info
    assert len(versions(home, "un")) == 2


@pytest.mark.parametrize("wanted", ["ofac-sdm", "OFAC"])
def test_unknown_list_is_an_error_and_never_a_smaller_search(home: Path, un_file: Path, wanted: str) -> None:
    add_list("un", un_file)
    with pytest.raises(UnknownListError, match=r"there is no such list.*\(installed lists: un, wagner-network\)"):
        load_lists(["un", wanted])


def test_nearest_list_is_named() -> None:
    with pytest.raises(UnknownListError, match=r"^ofac-sdm: there is no such list, perhaps ofac-sdn\?"):
        load_lists(["ofac-sdm"])


def test_known_list_that_is_not_installed_says_how_to_install_it(home: Path) -> None:
    with pytest.raises(UnknownListError, match=r"fetch sdn\.csv, alt\.csv, .*`screening lists add ofac-sdn PATH`"):
        load_lists(["ofac-sdn"], home=home)
    with pytest.raises(UnknownListError, match=r"fetch its file from https://main\.un\.org"):
        verify_lists("un", home=home)  # one id is as good as a list of one


def test_no_list_at_all_is_an_error() -> None:
    with pytest.raises(ListError, match="no list is named: expected one or more of wagner-network"):
        load_lists([])


def test_only_official_lists_can_be_added(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownListError, match=r"perhaps ofac-non-sdn\?.*lists that can be installed, .*a \.toml file: .*ofac-non-sdn"
    ):
        add_list("ofac-nonsdn", tmp_path)


def test_unreadable_entries_are_all_collected_and_nothing_is_installed(home: Path, un_file: Path) -> None:
    person = re.search(r" *<INDIVIDUAL>.*</INDIVIDUAL>\n", un_file.read_text(encoding="utf-8"), re.DOTALL)
    assert person is not None
    change(un_file, person[0], "".join(person[0].replace("900001", str(number)) for number in range(1, 6)))
    change(un_file, ">Good<", ">Fair<")
    with pytest.raises(ListError, match=r"5 of 6 entries cannot be read in full: .*; and 2 more$") as caught:
        add_list("un", un_file)
    assert isinstance(caught.value.__cause__, ExceptionGroup)
    assert len(caught.value.__cause__.exceptions) == 5
    assert ids(home) == [BUNDLED]


def test_two_entries_with_one_id_are_refused(un_file: Path) -> None:
    with pytest.raises(ListError, match="un-900001 is there twice"):
        add_list("un", change(un_file, "900002", "900001"))


def test_list_without_entries_is_refused_whatever_the_reason(un_file: Path) -> None:
    empty = re.sub(r"<(INDIVIDUAL|ENTITY)>.*</\1>", "", un_file.read_text(encoding="utf-8"), flags=re.DOTALL)
    un_file.write_text(empty, encoding="utf-8")
    with pytest.raises(ListError, match="there is no entry in it"):
        add_list("un", un_file, accept_shrink="a test")


def test_first_copy_must_look_whole(monkeypatch: pytest.MonkeyPatch, home: Path, un_file: Path) -> None:
    monkeypatch.setattr("screening.catalogue.load_catalogue", load_catalogue)
    with pytest.raises(ListError) as caught:
        add_list("un", un_file)
    assert "refused: it has 2 entries, and a whole copy has more than 700" in str(caught.value)
    assert "un-113458 is not in it, which every whole copy has" in str(caught.value)
    assert str(caught.value).endswith(
        f". Get the whole list from {catalogue()['un'].page}, or install this copy all the same with "
        "--accept-shrink REASON, which keeps the reason with it"
    )
    report = add_list("un", un_file, accept_shrink="an excerpt for a test")
    assert report.warnings[0].startswith("accepted (an excerpt for a test): it has 2 entries")
    (version,) = versions(home, "un")
    said = json.loads((home / "lists" / "un" / version / "info.json").read_text(encoding="utf-8"))
    assert said["accepted"]["reason"] == "an excerpt for a test"
    assert len(said["accepted"]["findings"]) == 2


def test_who_accepted_a_doubtful_copy_when_and_why_is_kept_with_it(home: Path, ofac_set: Path) -> None:
    day = date(2026, 11, 20)
    add_list("ofac-sdn", ofac_set)
    for name in ("sdn.csv", "add.csv"):
        rows = (ofac_set / name).read_bytes().splitlines(keepends=True)
        (ofac_set / name).write_bytes(b"".join(row for row in rows if not row.startswith(b"90002")))
    (before,) = verify_lists(["ofac-sdn"])
    assert before.accepted is None
    said = {"accept_shrink": "ships moved", "accepted_by": "j.doe", "installed_on": day}
    report = add_list("ofac-sdn", ofac_set, **said)  # type: ignore[arg-type]
    (found,) = verify_lists(["ofac-sdn"])
    assert found.accepted is not None
    assert (found.accepted.reason, found.accepted.by, found.accepted.on) == ("ships moved", "j.doe", day)
    assert [finding[:12] for finding in found.accepted.findings] == ["it has 6 ent", "it has 12 na", "it has no ve"]
    # The same copy once more is not shorter than what is installed, and who accepted it is not forgotten.
    assert add_list("ofac-sdn", ofac_set, installed_on=date(2026, 11, 21)).version == report.version
    assert len(versions(home, "ofac-sdn")) == 2


def test_what_was_accepted_before_names_were_kept_can_be_read() -> None:
    said = {"accepted": {"findings": ["it has no vessel"], "reason": "moved"}}
    assert descriptions.acceptance_of(said) == descriptions.Acceptance(("it has no vessel",), "moved")


def test_shrunken_copy_is_refused_with_its_figures(home: Path, ofac_set: Path) -> None:
    before = add_list("ofac-sdn", ofac_set, published=date(2023, 12, 28)).info
    for name in ("sdn.csv", "add.csv"):
        rows = (ofac_set / name).read_bytes().splitlines(keepends=True)
        (ofac_set / name).write_bytes(b"".join(row for row in rows if not row.startswith(b"90002")))
    with pytest.raises(ListError) as caught:
        add_list("ofac-sdn", ofac_set)
    assert "it has 6 entries, 85.7% of the 7 installed" in str(caught.value)
    assert "it has 12 names, 92.3% of the 13 installed" in str(caught.value)
    assert "it has no vessel, and 1 are installed" in str(caught.value)
    assert "the installed copy of 28 Dec 2023 stays" in str(caught.value)
    assert load_lists(["ofac-sdn"])[0].info == before
    report = add_list("ofac-sdn", ofac_set, accept_shrink="vessels moved to another list")
    assert report.previous == before
    assert len(report.warnings) == 3


def test_a_doubted_copy_is_refused_with_what_its_reader_noticed(tmp_path: Path) -> None:
    whole = CASES / "ch" / "whole-list.xml"
    add_list("ch", whole)
    emptied = '<target ssid="9030"><sanctions-set-id>70</sanctions-set-id></target>'
    text = re.sub('<target ssid="9030">.*?</target>', emptied, whole.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "emptied.xml").write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match=r"it has 3 entries, 75.0% .* \(noticed in reading it: 1 target has nothing"):
        add_list("ch", tmp_path / "emptied.xml")


def test_older_copy_is_refused(un_file: Path) -> None:
    add_list("un", un_file)
    change(un_file, "2026-08-01T", "2026-07-31T")
    with pytest.raises(ListError, match="it is of 31 Jul 2026, and the installed copy is of 1 Aug 2026"):
        add_list("un", un_file)


def test_date_in_the_file_goes_before_the_callers(un_file: Path) -> None:
    assert add_list("un", un_file, published=date(2001, 1, 1)).info.date == date(2026, 8, 1)


def test_reason_must_say_something(un_file: Path) -> None:
    with pytest.raises(ListError, match="a reason is needed"):
        add_list("un", un_file, accept_shrink="  ")


@pytest.fixture
def version(home: Path, un_file: Path) -> Path:
    """The folder of the one version of the UN list that is installed."""
    add_list("un", un_file)
    return home / "lists" / "un" / versions(home, "un")[0]


def spoil_records(version: Path) -> None:
    path = version / "records.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Tunis", b"Sinut")))


def cut_records(version: Path) -> None:
    path = version / "records.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-20])


def remove_records(version: Path) -> None:
    (version / "records.jsonl.gz").unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_records, "its records were changed since it was installed"),
        (cut_records, "its records cannot be read; install it again"),
        (remove_records, "its records cannot be read; install it again"),
    ],
)
def test_damaged_records_are_an_error(version: Path, un_file: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(version)
    with pytest.raises(ListError, match=said):
        load_lists()
    found = {check.info.id: check for check in verify_lists()}
    assert said in (found["un"].problem or "")
    assert found["un"].info.entries == 2
    add_list("un", un_file)
    assert len(load_lists(["un"])[0].records) == 2


def test_damaged_description_is_an_error(version: Path) -> None:
    change(version / "info.json", "2026-08-01", "2026-09-01")
    for use in (load_lists, list_infos):
        with pytest.raises(ListError, match="its description was changed since it was installed"):
            use()
    assert verify_lists(["un"])[0].info.sha256 == ""
    (version / "info.json").unlink()
    with pytest.raises(ListError, match="its description cannot be read"):
        list_infos()


def test_current_version_that_is_gone_is_an_error(version: Path) -> None:
    (version.parent / "current").write_text("nothing\n")
    with pytest.raises(ListError, match="its current version 'nothing' is not there; install it again"):
        load_lists()


def test_records_of_another_shape_are_an_error(version: Path, un_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_line", lambda record: b'{"id": "x", "party": {"entity_type": "ghost"}}\n')
    add_list("un", un_file)
    with pytest.raises(ListError, match="its records are of another version of this library; install it again"):
        load_lists(["un"])


def test_list_folder_without_a_current_version_was_never_installed(home: Path) -> None:
    (home / "lists" / "un" / ".new-0").mkdir(parents=True)
    (home / "lists" / "notes.txt").write_text("not ours")
    assert ids(home) == [BUNDLED]


def steps(monkeypatch: pytest.MonkeyPatch, stop_at: int) -> Iterator[int]:
    """Stop the process, as a kill would, at the given one of the steps that change the disk."""
    done = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            nonlocal done
            done += 1
            if done == stop_at:
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return step

    for name in ("mkdir", "rename", "replace"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    yield done


@pytest.mark.parametrize("stop_at", range(1, 12))
def test_killed_at_any_step_the_last_good_version_stays(
    home: Path, un_file: Path, stop_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = add_list("un", un_file).info
    change(un_file, "2026-08-01T", "2026-08-02T")
    with monkeypatch.context() as patch:
        list(steps(patch, stop_at))
        try:
            add_list("un", un_file)
            finished = True
        except KeyboardInterrupt:
            finished = False
    info = load_lists(["un"])[0].info
    assert info.date == good.date or info.date == date(2026, 8, 2)
    assert not finished or info.date == date(2026, 8, 2)
    assert add_list("un", un_file).info.date == date(2026, 8, 2)
    assert [path for path in (home / "lists" / "un").iterdir() if path.name.startswith(".")] == []


def test_two_at_once_do_no_harm(home: Path, un_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes(un_file.read_bytes().replace(b"Abu Example", b"Abu Sample!"))
    add_list("un", un_file)
    with ThreadPoolExecutor(4) as pool:
        adding = [pool.submit(add_list, "un", path) for path in (un_file, other) * 8]
        loading = [pool.submit(load_lists, ["un"]) for _ in range(16)]
        assert {len(future.result()[0].records) for future in loading} == {2}
        assert {future.result().info.entries for future in adding} == {2}
    assert len(versions(home, "un")) == 2
    assert verify_lists(["un"])[0].problem is None


def test_another_process_sees_what_was_installed(home: Path, un_file: Path) -> None:
    info = add_list("un", un_file).info
    code = "from screening.store import load_lists; print(load_lists(['un'])[0].info.sha256)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "SCREENING_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == info.sha256


def test_collector_is_left_as_it_was(version: Path) -> None:
    gc.disable()
    try:
        load_lists(["un"])
        assert not gc.isenabled()
    finally:
        gc.enable()
    load_lists(["un"])
    assert gc.isenabled()


def test_real_lists_are_installed_with_the_counts_of_their_files(
    shared: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.catalogue.load_catalogue", load_catalogue)
    lists = shared / "lists"
    for name in ("2025-11-20", "2026-02-27", "2026-08-01"):
        path = lists / "un" / f"consolidated-{name}.xml"
        info = add_list("un", path).info
        text = path.read_text(encoding="utf-8")
        assert (str(info.date), info.entries) == (name, text.count("<INDIVIDUAL>") + text.count("<ENTITY>"))
    add_list("ofac-non-sdn", lists / "ofac" / "cons-csv-2023-11")
    info = add_list("ofac-sdn", lists / "ofac" / "sdn-csv-2023-12-28").info
    assert (info.entries, info.date) == (13_821, None)
    for folder in ("sdn-csv-broken",):
        with pytest.raises(ListError):
            add_list("ofac-sdn", lists / "ofac" / folder)
    with pytest.raises(ListError):
        add_list("un", lists / "un" / "consolidated-2025-08-16-mangled.xml")
    assert [check.problem for check in verify_lists()] == [None] * 4


def test_a_damaged_copy_is_replaced_and_guarded_by_the_last_whole_one(home: Path, un_file: Path) -> None:
    first = un_file.read_bytes()
    add_list("un", un_file)
    add_list("un", change(un_file, ">Tunis<", ">Sfax<"))
    newest = home / "lists" / "un" / versions(home, "un")[-1]
    (current,) = {line.split()[0] for line in (newest.parent / "current").read_text().splitlines()[-1:]}
    (newest.parent / current / "info.json").write_text("{}")
    with pytest.raises(ListError, match="its description was changed"):
        load_lists(["un"])
    un_file.write_bytes(first)
    change(un_file, "2026-08-01T", "2026-07-31T")
    with pytest.raises(ListError, match="it is of 31 Jul 2026, and the installed copy is of 1 Aug 2026"):
        add_list("un", un_file)
    un_file.write_bytes(first)
    report = add_list("un", un_file)
    assert report.warnings[0].startswith("replaced a damaged copy: un (")
    assert report.previous is not None
    assert [found.problem for found in verify_lists(["un"])] == [None]
    assert add_list("un", un_file).warnings == ()


# What was loaded when


@pytest.fixture
def past(home: Path, un_file: Path) -> tuple[str, str]:
    """The hashes of two copies, installed on 1 and 5 March; removed on the 7th; on the 9th the first is back."""
    first, march = un_file.read_bytes(), [date(2026, 3, day) for day in (1, 5, 7, 9)]
    old = add_list("un", un_file, installed_on=march[0])
    assert add_list("un", un_file, installed_on=date(2026, 3, 3)).version == old.version
    new = add_list("un", change(un_file, ">Tunis<", ">Sfax<"), installed_on=march[1])
    store.remove_list("un", removed_on=march[2])
    un_file.write_bytes(first)
    add_list("un", un_file, installed_on=march[3])
    return old.info.sha256, new.info.sha256


@pytest.mark.parametrize(("day", "which"), [(1, 0), (4, 0), (5, 1), (6, 1), (7, None), (8, None), (9, 0), (31, 0)])
def test_what_was_loaded_on_a_day_can_be_searched(day: int, which: int | None, past: tuple[str, str]) -> None:
    loaded_on = date(2026, 3, day)
    found = {one.info.id: one.info.sha256 for one in load_lists(loaded_on=loaded_on)}
    assert found.get("un") == (None if which is None else past[which])
    assert BUNDLED in found
    if which is None:
        with pytest.raises(UnknownListError, match=f"un: it was not installed on {day} Mar 2026"):
            load_lists(["un"], loaded_on=loaded_on)


def test_before_the_first_copy_nothing_was_loaded(past: tuple[str, str]) -> None:
    assert [one.info.id for one in load_lists(loaded_on=date(2026, 2, 28))] == [BUNDLED]


def test_a_list_that_was_removed_since_was_loaded_then(past: tuple[str, str], home: Path) -> None:
    info = store.remove_list("un", removed_on=date(2026, 3, 10))
    assert info.sha256 == past[0]
    assert ids(home) == [BUNDLED]
    assert load_lists(["un"], loaded_on=date(2026, 3, 5))[0].info.sha256 == past[1]
    with pytest.raises(UnknownListError, match="is not installed: run `screening lists update un`"):
        store.remove_list("un")


def test_a_day_that_nobody_recorded_is_an_error(home: Path, un_file: Path) -> None:
    add_list("un", un_file)
    with pytest.raises(ListError, match="which copy was loaded on 1 Mar 2026 is not known"):
        load_lists(["un"], loaded_on=date(2026, 3, 1))


def test_a_version_that_was_loaded_and_is_gone_is_an_error(past: tuple[str, str], home: Path) -> None:
    folder = home / "lists" / "un"
    for version in versions(home, "un"):
        (folder / version).rename(folder / f"gone-{version}")
    with pytest.raises(ListError, match="is not there"):
        load_lists(["un"], loaded_on=date(2026, 3, 2))


def test_the_guard_starts_afresh_after_a_removal(home: Path, un_file: Path) -> None:
    add_list("un", un_file)
    store.remove_list("un")
    change(un_file, "2026-08-01T", "2026-07-31T")
    assert add_list("un", un_file).previous is None


def test_the_bundled_list_cannot_be_removed(home: Path) -> None:
    with pytest.raises(UnknownListError, match="it is part of the library and stays"):
        store.remove_list(BUNDLED)


def test_a_damaged_list_can_be_removed(version: Path, home: Path) -> None:
    (version / "info.json").unlink()
    assert store.remove_list("un").entries == 0
    assert ids(home) == [BUNDLED]


def test_a_file_is_read_without_being_installed(home: Path, un_file: Path) -> None:
    found = store.read_list("un", un_file)
    assert ids(home) == [BUNDLED]
    assert add_list("un", un_file).info == found.info
    assert load_lists(["un"])[0] == found


def test_two_processes_at_once_do_no_harm(home: Path, un_file: Path, tmp_path: Path) -> None:
    (home / "lists.toml").write_text("[un]\nmin_entries = 1\ncanaries = []\n", encoding="utf-8")
    other = tmp_path / "other.xml"
    other.write_bytes(un_file.read_bytes().replace(b"Abu Example", b"Abu Sample!"))
    code = (
        "import sys; from pathlib import Path; from screening.store import add_list\n"
        "for _ in range(8): add_list('un', Path(sys.argv[1]))"
    )
    adding = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=Path(__file__).parent.parent)
        for path in (un_file, other)
    ]
    assert [process.wait() for process in adding] == [0, 0]
    assert len(versions(home, "un")) == 2
    assert verify_lists(["un"])[0].problem is None
    assert not [path for path in (home / "lists" / "un").iterdir() if path.name.startswith(".")]
