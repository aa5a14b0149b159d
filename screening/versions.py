"""Versions of a list on disk: whole or absent, each named by its hash; one file says which is current.

`current` is switched in one step. It has a line for each switch, the hash of the version and the day; the last line
counts. A list that was removed has a last line that says so, and keeps its versions: what was searched years ago can
still be shown.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import uuid
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from screening.dates import written
from screening.errors import ListError

CURRENT = "current"
INFO = "info.json"
RECORDS = "records.jsonl.gz"
REMOVED = "removed"
"""What stands in place of a version where the list was removed."""

_LOCK = "lock"
_NO_DAY = "-"


@dataclass(frozen=True, slots=True)
class Switch:
    """One line of `current`: from then on this version was searched."""

    version: str
    """Its hash, or `REMOVED`."""
    day: date | None
    """When, where whoever installed it said so."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from switching this list meanwhile; a process that is killed lets go."""
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / _LOCK):
        yield


def list_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of the installed lists, sorted."""
    lists = root / "lists"
    return tuple(sorted(folder for folder in lists.iterdir() if is_installed(folder))) if lists.is_dir() else ()


def is_installed(folder: Path) -> bool:
    """Say whether a list has a current version, be it a damaged one, and was not removed."""
    return (folder / CURRENT).is_file() and [one.version for one in switches(folder)][-1:] != [REMOVED]


def switches(folder: Path) -> tuple[Switch, ...]:
    """Return what was current one after the other, the last one being what is."""
    try:
        text = (folder / CURRENT).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return ()
    return tuple(_switch(*line.split(maxsplit=1)) for line in text.splitlines() if line.strip())


def _switch(version: str, day: str = _NO_DAY) -> Switch:
    try:
        return Switch(version, date.fromisoformat(day.strip()))
    except ValueError:
        return Switch(version, None)


def current_version(folder: Path) -> Path:
    """Return the folder of the current version.

    Raises:
        ListError: it is not there.
    """
    done = switches(folder)
    return _version_folder(folder, done[-1].version if done else "")


def version_on(folder: Path, day: date) -> Path | None:
    """Return the folder of the version that was current at the end of a day; `None` if there was none.

    Raises:
        ListError: that was not recorded, or the version is not there.
    """
    found: Switch | None = None
    for switch in switches(folder):
        if switch.day is None:
            raise ListError(
                f"which copy was loaded on {written(day)} is not known: one was installed on a day nobody recorded",
                list_id=folder.name,
            )
        if switch.day <= day:
            found = switch
    return None if found is None or found.version == REMOVED else _version_folder(folder, found.version)


def _version_folder(folder: Path, name: str) -> Path:
    if len(name) != 64 or not (folder / name).is_dir():
        raise ListError(f"its current version {name[:64]!r} is not there; install it again", list_id=folder.name)
    return folder / name


def find_version(folder: Path, start: str) -> Path:
    """Return the folder of the one installed version whose hash starts so, or the SHA-256 of its records.

    Results and `lists show` name a list by its records; of versions with the same records the newest is taken.

    Raises:
        ListError: none starts so, or several do; the message says which there are.
    """
    known = {one.version: _records_hash(folder / one.version) for one in switches(folder) if one.version != REMOVED}
    found = [name for name, records in known.items() if any(one.startswith(start.lower()) for one in (name, records))]
    if len({known[name] for name in found}) != 1:
        there = ", ".join(sorted({records[:12] for records in known.values()})) or "none"
        raise ListError(f"{start!r} is not the start of one version's hash: there are {there}", list_id=folder.name)
    return _version_folder(folder, found[-1])


def _records_hash(version: Path) -> str:
    """Return the SHA-256 of the records of a version, or its own hash where its description is damaged."""
    try:
        return str(read_description(version, version.parent.name)["sha256"])
    except ListError:
        return version.name


def write_version(folder: Path, description: dict[str, Any], body: bytes) -> str:
    """Put a version there, whole, unless it is there already; return its hash."""
    info = (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()
    version = hashlib.sha256(info).hexdigest()
    if version_problem(folder / version, folder.name) is None:
        return version
    aside = folder / f".new-{uuid.uuid4().hex}"
    try:
        aside.mkdir()
        _write(aside / RECORDS, [gzip.compress(body, 6, mtime=0)])
        _write(aside / INFO, [info])
        _sync_folder(aside)
        shutil.rmtree(folder / version, ignore_errors=True)
        aside.rename(folder / version)
        _sync_folder(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return version


def switch_to(folder: Path, version: str, day: date | None) -> None:
    """Make a version current, or `REMOVED`; nothing changes if it is already."""
    done = switches(folder)
    if done and done[-1].version == version:
        return
    now = (*done, Switch(version, day))
    lines = (f"{one.version} {one.day.isoformat() if one.day else _NO_DAY}\n" for one in now)
    replace_file(folder / CURRENT, ["".join(lines).encode("ascii", "replace")])


def replace_file(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Write a file in one step: whoever reads it sees the old one or the new one, whole."""
    aside = path.with_name(f".new-{uuid.uuid4().hex}")
    try:
        _write(aside, pieces)
        aside.replace(path)
        _sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def _write(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can open a folder to sync it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_description(version: Path, list_id: str) -> dict[str, Any]:
    """Return what a version is.

    Raises:
        ListError: that cannot be read, or was changed.
    """
    path = version / INFO
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"its description cannot be read: {error.strerror}; install it again"
        raise ListError(problem, list_id=list_id, path=path) from error
    if hashlib.sha256(data).hexdigest() != version.name:
        raise ListError(
            "its description was changed since it was installed; install it again", list_id=list_id, path=path
        )
    found: dict[str, Any] = json.loads(data)
    return found


def last_whole_description(folder: Path, list_id: str) -> dict[str, Any] | None:
    """Return what the current version of a list is or, where that is damaged, the last one before it that is not.

    `None` where there is none since the list was first installed or last removed.
    """
    for switch in reversed(switches(folder)):
        if switch.version == REMOVED:
            return None
        with suppress(ListError):
            return read_description(folder / switch.version, list_id)
    return None


def read_body(version: Path, description: dict[str, Any], list_id: str) -> bytes:
    """Return the records of a version, a line each.

    Raises:
        ListError: they cannot be read, or were changed.
    """
    path = version / RECORDS
    try:
        body = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ListError("its records cannot be read; install it again", list_id=list_id, path=path) from error
    if hashlib.sha256(body).hexdigest() != description["sha256"]:
        raise ListError("its records were changed since it was installed; install it again", list_id=list_id, path=path)
    return body


def version_problem(version: Path, list_id: str) -> str | None:
    """Return what is wrong with a version, or `None` if it is as it was written."""
    try:
        read_body(version, read_description(version, list_id), list_id)
    except ListError as error:
        return str(error)
    return None
