"""The installed lists: whole versions only, each named by its hash, one of them current.

::

    <home>/lists/<list id>/current            the versions that were current, a line each; the last one is
    <home>/lists/<list id>/<hash>/info.json   what the list is; <hash> is the SHA-256 of this file
    <home>/lists/<list id>/<hash>/records.jsonl.gz   a record a line; its SHA-256 is in info.json

A version is written aside and renamed, so a reader sees a whole one or none; nothing is ever changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from screening.catalogue import load_catalogue, unknown_list
from screening.dates import written
from screening.descriptions import Acceptance, acceptance_of, described_info, refuse_expired
from screening.errors import ListError, UnknownListError
from screening.homes import default_home
from screening.results import ListInfo
from screening.sources.bundled_files import bundled_folder, bundled_info, list_checksum
from screening.sources.reading import CatalogueEntry, Ignored, Progress, Reading
from screening.storedlist import InstalledList, StoredList, stored_bundled, stored_version
from screening.versions import (
    REMOVED,
    current_version,
    is_installed,
    last_whole_description,
    list_folders,
    locked,
    read_description,
    switch_to,
    switches,
    version_on,
    version_problem,
    write_version,
)

BUNDLED = "wagner-network"
"""The list that comes with the library and is always there."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What installing a list did."""

    info: ListInfo
    previous: ListInfo | None
    """The version that was current before, if any."""
    counts: dict[str, int]
    """Entries by type of party."""
    ignored: tuple[Ignored, ...]
    """What was left out on purpose, and why nothing is lost by it."""
    warnings: tuple[str, ...]
    """What should be looked at, findings that the caller accepted among it."""
    version: str = ""
    """The hash that names the installed version."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a list is still as it was installed: `problem` is `None`, or says what is wrong."""

    info: ListInfo
    problem: str | None
    accepted: Acceptance | None = None
    """Who accepted it although the guard doubted it, if anybody had to."""


def list_infos(list_ids: Sequence[str] | None = None, *, home: Path | None = None) -> tuple[ListInfo, ...]:
    """Return what lists are, by id; `None` is every one that can be searched. No records are read.

    Raises:
        UnknownListError: a list that is not installed.
        ListError: the description of a list is damaged, or no list is named.
    """
    root = home or default_home()
    return tuple(_info(list_id, root) for list_id in chosen_lists(list_ids, root))


def load_lists(
    list_ids: Sequence[str] | None = None, *, home: Path | None = None, loaded_on: date | None = None
) -> tuple[InstalledList, ...]:
    """Return lists with their records, by id; `None` is every installed list and the bundled one.

    Args:
        loaded_on: take the versions that were current at the end of this day, of lists removed since too. What was
            not installed on that day is left out, unless it is named. The bundled list is always that of this library.

    Raises:
        UnknownListError: a list that is not installed, or was not on that day; the message says which are.
        ListError: an installed list is not as it was written, or no list is named, or what was loaded on that day
            was not recorded.
    """
    root = home or default_home()
    return tuple(one.load() for one in stored_lists(list_ids, home=root, loaded_on=loaded_on))


def stored_lists(
    list_ids: Sequence[str] | None = None, *, home: Path | None = None, loaded_on: date | None = None
) -> tuple[StoredList, ...]:
    """Return the lists that `load_lists` would load, to be read one record after the other; raises as it does."""
    root = home or default_home()
    return tuple(_stored(list_id, root, loaded_on) for list_id in loaded_lists(list_ids, root, loaded_on))


def list_contents(
    list_ids: Sequence[str] | None = None, *, home: Path | None = None, loaded_on: date | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the lists that `load_lists` would load, each with the hash of what is in it; no record is read.

    Raises:
        UnknownListError: a list that is not installed, or was not on that day; the message says which are.
        ListError: an installed list is not there, no list is named, or what was loaded on that day was not recorded.
    """
    root = home or default_home()
    own = list_checksum(bundled_folder() / BUNDLED)
    return tuple(
        (list_id, own if list_id == BUNDLED else _version(list_id, root, loaded_on).name)
        for list_id in loaded_lists(list_ids, root, loaded_on)
    )


def verify_lists(list_ids: Sequence[str] | None = None, *, home: Path | None = None) -> tuple[Verification, ...]:
    """Read lists again and hold them against their hashes and counts; `None` is all of them.

    Raises:
        UnknownListError: a list that is not installed.
    """
    root = home or default_home()
    return tuple(_verify(list_id, root) for list_id in chosen_lists(list_ids, root))


def read_list(list_id: str, path: Path, *, home: Path | None = None) -> InstalledList:
    """Return an official copy as it would be installed, without installing it.

    Raises:
        UnknownListError: no such official list is known.
        ListError: the copy is damaged or of another format, has no entry, or one that cannot be read in full.
    """
    from screening.copies import describe_copy, read_copy, record_lines  # a search reads no copy

    reading, spec = read_copy(list_id, path, home=home or default_home())
    description = describe_copy(reading, spec, reading.published, record_lines(reading.records))
    return InstalledList(described_info(description), reading.records)


def add_list(
    list_id: str,
    path: Path,
    *,
    accept_shrink: str | None = None,
    accepted_by: str | None = None,
    published: date | None = None,
    installed_on: date | None = None,
    home: Path | None = None,
    on_progress: Progress | None = None,
) -> AddReport:
    """Read an official copy and make it the current version of its list; or refuse, and change nothing.

    Args:
        path: the official file, or the folder of a list of several files.
        accept_shrink: why a copy is to be installed that is shorter or older than expected; kept with the list.
        accepted_by: who says so; kept beside the reason.
        published: the day the copy was published, where the files do not say.
        installed_on: today; without it nobody can say later on which day the copy was loaded, nor how old it is.
        on_progress: told how many bytes of how many have been read.

    Raises:
        UnknownListError: no such official list is known.
        ListError: the copy is damaged or of another format, an entry cannot be read in full, or the copy is
            shorter or older than what is installed and no reason was given.
    """
    from screening.copies import describe_copy, read_copy, record_lines  # a search adds no list
    from screening.sources.guard import Known, check_copy

    if accept_shrink is not None and not accept_shrink.strip():
        raise ListError("a reason is needed to accept a shorter or older copy", list_id=list_id, path=path)
    root = home or default_home()
    reading, spec = read_copy(list_id, path, home=root, on_progress=on_progress)
    day, body = reading.published or published, record_lines(reading.records)
    description = describe_copy(reading, spec, day, body)
    if installed_on:
        refuse_expired(list_id, description, installed_on)
    folder = root / "lists" / list_id
    with locked(folder):  # so that nobody installs a newer copy between the comparison and the switch
        before = last_whole_description(folder, list_id)
        problem = version_problem(folder / switches(folder)[-1].version, list_id) if is_installed(folder) else None
        known = Known(described_info(before), before["parties"]) if before else None
        findings = check_copy(reading.records, day, spec, known)
        if findings and accept_shrink is None:
            kept = f"; the installed copy of {_day_text(described_info(before).date)} stays" if before else ""
            raise ListError(
                f"refused: {_doubts(reading, findings)}{kept}. {_way_out(spec)}", list_id=list_id, path=path
            )
        if findings:
            on = installed_on.isoformat() if installed_on else None
            description["accepted"] = {
                "findings": list(findings),
                "reason": accept_shrink,
                "by": accepted_by,
                "on": on,
            }
        elif before and {**before, "accepted": None} == description:
            description["accepted"] = before["accepted"]  # it is the very copy that is there
        version = write_version(folder, description, body)
        switch_to(folder, version, installed_on)
    return AddReport(
        described_info(description),
        described_info(before) if before else None,
        description["parties"],
        reading.ignored,
        (
            *reading.warnings,
            *([f"replaced a damaged copy: {problem}"] if problem else []),
            *(f"accepted ({accept_shrink}): {finding}" for finding in findings),
        ),
        version,
    )


def remove_list(list_id: str, *, removed_on: date | None = None, home: Path | None = None) -> ListInfo:
    """Stop searching a list; its versions stay, so that what was searched until now can still be shown.

    Args:
        removed_on: today; without it nobody can say later until which day the list was searched.

    Raises:
        UnknownListError: the list is not installed, or is the bundled one, which is part of the library.
    """
    root = home or default_home()
    chosen_lists([list_id], root)
    if list_id == BUNDLED:
        problem = "it is part of the library and stays; name the lists of a search with --list to leave it out"
        raise UnknownListError(problem, list_id=BUNDLED)
    folder = root / "lists" / list_id
    with locked(folder):
        info = _stated(list_id, root)
        switch_to(folder, REMOVED, removed_on)
    return info


def chosen_lists(list_ids: Sequence[str] | None, root: Path, *, removed: bool = False) -> tuple[str, ...]:
    """Return the ids of the lists that are meant, sorted; `None` is every one that is installed.

    Raises:
        UnknownListError: a list that is not installed.
        ListError: no list is named.
    """
    folders = list_folders(root)
    if removed and (root / "lists").is_dir():
        folders = tuple(folder for folder in (root / "lists").iterdir() if switches(folder))
    known = tuple(sorted([BUNDLED, *(folder.name for folder in folders)]))
    if list_ids is None:
        return known
    if isinstance(list_ids, str):
        list_ids = (list_ids,)
    if not list_ids:
        raise ListError(f"no list is named: expected one or more of {', '.join(known)}", list_id="lists")
    for list_id in list_ids:
        if list_id not in known:
            raise unknown_list(list_id, known, "installed lists", root)
    return tuple(sorted(set(list_ids)))


def loaded_lists(list_ids: Sequence[str] | None, root: Path, loaded_on: date | None) -> tuple[str, ...]:
    """Return the ids of the lists that are meant, as `chosen_lists` does, of those that were installed on a day.

    Raises:
        UnknownListError: a list that is named and is not installed, or was not on that day.
        ListError: no list is named, or what was loaded on that day was not recorded.
    """
    if loaded_on is None:
        return chosen_lists(list_ids, root)
    found = []
    for list_id in chosen_lists(list_ids, root, removed=True):
        if list_id == BUNDLED or version_on(root / "lists" / list_id, loaded_on):
            found.append(list_id)
        elif list_ids is not None:
            raise UnknownListError(f"it was not installed on {written(loaded_on)}", list_id=list_id)
    return tuple(found)


def info_of(version: Path, list_id: str) -> ListInfo:
    """Return what one version of a list is, from its folder; no records are read.

    Raises:
        ListError: its description is damaged.
    """
    return described_info(read_description(version, list_id))


def acceptance(list_id: str, root: Path) -> Acceptance | None:
    """Return who accepted the current version of a list that the guard doubted; `None` if nobody had to.

    Raises:
        ListError: its description is damaged.
    """
    if list_id == BUNDLED:
        return None
    return acceptance_of(read_description(current_version(root / "lists" / list_id), list_id))


def _doubts(reading: Reading, findings: Sequence[str]) -> str:
    """Return what the guard found and, since it may be the cause, what the reader noticed."""
    noticed = f" (noticed in reading it: {'; '.join(reading.warnings)})" if reading.warnings else ""
    return f"{'; '.join(findings)}{noticed}"


def _way_out(spec: CatalogueEntry) -> str:
    whole = f"Get the whole list from {spec.page}" if spec.page else "Get the whole list"
    return f"{whole}, or install this copy all the same with --accept-shrink REASON, which keeps the reason with it"


def _day_text(day: date | None) -> str:
    return written(day) if day else "unknown date"


def _stored(list_id: str, root: Path, loaded_on: date | None = None) -> StoredList:
    if list_id == BUNDLED:
        return stored_bundled(bundled_folder() / BUNDLED)
    return stored_version(_version(list_id, root, loaded_on), list_id)


def _version(list_id: str, root: Path, loaded_on: date | None) -> Path:
    folder = root / "lists" / list_id
    version = version_on(folder, loaded_on) if loaded_on else None
    return version or current_version(folder)


def _verify(list_id: str, root: Path) -> Verification:
    try:
        info = _stored(list_id, root).load().info
    except ListError as error:
        return Verification(_stated(list_id, root), str(error))
    return Verification(info, None, acceptance(list_id, root))


def _info(list_id: str, root: Path) -> ListInfo:
    if list_id == BUNDLED:
        return bundled_info(bundled_folder() / BUNDLED)
    return info_of(current_version(root / "lists" / list_id), list_id)


def _stated(list_id: str, root: Path) -> ListInfo:
    """Return what a damaged list is, as far as that can still be read."""
    try:
        return _info(list_id, root)
    except ListError:
        spec = load_catalogue(root).get(list_id)
        title, authority = (spec.title, spec.authority) if spec else (list_id, "unknown")
        return ListInfo(list_id, title, authority, None, "", 0, 0)
