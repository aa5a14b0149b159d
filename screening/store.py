"""The installed lists on disk: whole versions only, each named by its hash, one of them current.

::

    <home>/lists/<list id>/current            the name of the current version, switched in one step
    <home>/lists/<list id>/<hash>/info.json   what the list is; <hash> is the SHA-256 of this file
    <home>/lists/<list id>/<hash>/records.jsonl.gz   a record a line; its SHA-256 is in info.json

A version is written aside and renamed, so a reader sees a whole one or none; nothing is ever changed in place.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import os
import shutil
import uuid
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from screening.errors import ListError, UnknownListError
from screening.records import EntityRecord
from screening.results import ListInfo
from screening.sources.bundled import bundled_folder, bundled_info, read_bundled
from screening.sources.guard import Known, check_copy
from screening.sources.reading import CatalogueEntry, Ignored, Progress, Reading, catalogue
from screening.version import VERSION

HOME_VARIABLE = "SCREENING_HOME"
BUNDLED = "wagner-network"
"""The list that comes with the library and is always there."""

_CURRENT = "current"
_INFO = "info.json"
_RECORDS = "records.jsonl.gz"


@dataclass(frozen=True, slots=True)
class InstalledList:
    """A list that can be searched: what it is, and its records."""

    info: ListInfo
    records: tuple[EntityRecord, ...]


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


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a list is still as it was installed: `problem` is `None`, or says what is wrong."""

    info: ListInfo
    problem: str | None


def default_home() -> Path:
    """Return where installed lists are kept: `SCREENING_HOME`, else the user's data directory."""
    stated = os.environ.get(HOME_VARIABLE)
    return Path(stated) if stated else user_data_path("screening")


def list_infos(*, home: Path | None = None) -> tuple[ListInfo, ...]:
    """Return what every list is that can be searched, by id; no records are read.

    Raises:
        ListError: the description of an installed list is damaged.
    """
    root = home or default_home()
    own = bundled_info(bundled_folder() / BUNDLED)
    installed = [_info(_read_info(_current(folder), folder.name)) for folder in _folders(root)]
    return tuple(sorted([own, *installed], key=lambda info: info.id))


def load_lists(list_ids: Sequence[str] | None = None, *, home: Path | None = None) -> tuple[InstalledList, ...]:
    """Return lists with their records, by id; `None` is every installed list and the bundled one.

    Raises:
        UnknownListError: a list that is not installed; the message says which are.
        ListError: an installed list is not as it was written, or no list is named.
    """
    root = home or default_home()
    return tuple(_load(list_id, root) for list_id in _chosen(list_ids, root))


def verify_lists(list_ids: Sequence[str] | None = None, *, home: Path | None = None) -> tuple[Verification, ...]:
    """Read lists again and hold them against their hashes and counts; `None` is all of them.

    Raises:
        UnknownListError: a list that is not installed.
    """
    root = home or default_home()
    return tuple(_verify(list_id, root) for list_id in _chosen(list_ids, root))


def add_list(
    list_id: str,
    path: Path,
    *,
    accept_shrink: str | None = None,
    published: date | None = None,
    home: Path | None = None,
    on_progress: Progress | None = None,
) -> AddReport:
    """Read an official copy and make it the current version of its list; or refuse, and change nothing.

    Args:
        path: the official file, or the folder of a list of several files.
        accept_shrink: why a copy is to be installed that is shorter or older than expected; kept with the list.
        published: the day the copy was published, where the files do not say.
        on_progress: told how many bytes of how many have been read.

    Raises:
        UnknownListError: no such official list is known.
        ListError: the copy is damaged or of another format, an entry cannot be read in full, or the copy is
            shorter or older than what is installed and no reason was given.
    """
    if list_id not in catalogue():
        raise _unknown(list_id, tuple(catalogue()), "lists that can be installed")
    if accept_shrink is not None and not accept_shrink.strip():
        raise ListError("a reason is needed to accept a shorter or older copy", list_id=list_id, path=path)
    spec, folder = catalogue()[list_id], (home or default_home()) / "lists" / list_id
    reading: Reading = import_module(f"screening.sources.{spec.reader}").read(path, spec, on_progress)
    _refuse_unreadable(reading, spec, path)
    before = _read_info(_current(folder), list_id) if (folder / _CURRENT).is_file() else None
    known = Known(_info(before), before["parties"]) if before else None
    day = reading.published or published
    findings = check_copy(reading.records, day, spec, known)
    if findings and accept_shrink is None:
        kept = f"; the installed copy of {before['date'] or 'unknown date'} stays" if before else ""
        raise ListError(
            f"refused: {'; '.join(findings)}{kept}. If this is as it should be, say so with a reason (--accept-shrink)",
            list_id=list_id,
            path=path,
        )
    body = b"".join(_line(record) for record in reading.records)
    description = _describe(reading, spec, day, hashlib.sha256(body).hexdigest())
    if findings:
        description["accepted"] = {"findings": list(findings), "reason": accept_shrink}
    _install(folder, _dump(description), gzip.compress(body, 6, mtime=0))
    return AddReport(
        _info(description),
        _info(before) if before else None,
        description["parties"],
        reading.ignored,
        (*reading.warnings, *(f"accepted ({accept_shrink}): {finding}" for finding in findings)),
    )


def _refuse_unreadable(reading: Reading, spec: CatalogueEntry, path: Path) -> None:
    if reading.errors:
        count, total = len(reading.errors), len(reading.errors) + len(reading.records)
        first = "; ".join(str(error) for error in reading.errors[:3])
        more = f"; and {count - 3:,} more" if count > 3 else ""
        problem = f"{count:,} of {total:,} entries cannot be read in full: {first}{more}"
        raise ListError(problem, list_id=spec.id, path=path) from ExceptionGroup(problem, list(reading.errors))
    if not reading.records:
        raise ListError("there is no entry in it", list_id=spec.id, path=path)
    doubles = [key for key, count in Counter(record.id for record in reading.records).items() if count > 1]
    if doubles:
        raise ListError(f"{doubles[0]} is there twice", list_id=spec.id, path=path)


def _describe(reading: Reading, spec: CatalogueEntry, day: date | None, sha256: str) -> dict[str, Any]:
    parties = Counter(str(record.party.entity_type) for record in reading.records)
    return {
        "id": spec.id,
        "title": spec.title,
        "authority": spec.authority,
        "date": day.isoformat() if day else None,
        "sha256": sha256,
        "entries": len(reading.records),
        "names": sum(len(record.party.names) for record in reading.records),
        "parties": dict(sorted(parties.items())),
        "reader": spec.reader,
        "library": VERSION,
        "files": [
            {"name": file.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for file, data in ((file, file.read_bytes()) for file in reading.files)
        ],
        "ignored": [asdict(ignored) for ignored in reading.ignored],
        "warnings": list(reading.warnings),
        "accepted": None,
    }


def _dump(description: dict[str, Any]) -> bytes:
    return (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode()


def _line(record: EntityRecord) -> bytes:
    fields = record.model_dump(mode="json", exclude_defaults=True)
    fields["party"]["entity_type"] = record.party.entity_type  # a default, and yet what the kind is told by
    return (json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _install(folder: Path, info: bytes, records: bytes) -> None:
    """Write a version aside, rename it into place, then switch to it."""
    folder.mkdir(parents=True, exist_ok=True)
    version = hashlib.sha256(info).hexdigest()
    aside, switch = folder / f".new-{uuid.uuid4().hex}", folder / f".current-{uuid.uuid4().hex}"
    try:
        aside.mkdir()
        _write(aside / _RECORDS, records)
        _write(aside / _INFO, info)
        _sync_folder(aside)
        if _problem(folder / version, folder.name) is not None:
            shutil.rmtree(folder / version, ignore_errors=True)
            with suppress(OSError):  # another process may have put the same version there meanwhile
                aside.rename(folder / version)
            _sync_folder(folder)
        _write(switch, f"{version}\n".encode())
        switch.replace(folder / _CURRENT)
        _sync_folder(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        switch.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can open a folder to sync it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of the lists that have a current version."""
    lists = root / "lists"
    return tuple(sorted(f for f in lists.iterdir() if (f / _CURRENT).is_file())) if lists.is_dir() else ()


def _chosen(list_ids: Sequence[str] | None, root: Path) -> tuple[str, ...]:
    known = tuple(sorted([BUNDLED, *(folder.name for folder in _folders(root))]))
    if list_ids is None:
        return known
    if isinstance(list_ids, str):
        list_ids = (list_ids,)
    if not list_ids:
        raise ListError(f"no list is named: expected one or more of {', '.join(known)}", list_id="lists")
    for list_id in list_ids:
        if list_id not in known:
            raise _unknown(list_id, known, "installed lists")
    return tuple(sorted(set(list_ids)))


def _unknown(list_id: str, known: tuple[str, ...], what: str) -> UnknownListError:
    if list_id in catalogue():
        spec = catalogue()[list_id]
        problem = (
            f"{spec.title} is not installed: fetch {', '.join(spec.files) or 'its file'} from {spec.page} and run "
            f"`screening lists add {list_id} PATH`"
        )
    else:
        near = get_close_matches(list_id, sorted({*known, *catalogue()}), n=1, cutoff=0.5)
        problem = f"there is no such list{f', perhaps {near[0]}?' if near else ''}"
    return UnknownListError(f"{problem} ({what}: {', '.join(known)})", list_id=list_id)


def _current(folder: Path) -> Path:
    name = (folder / _CURRENT).read_text(encoding="ascii", errors="replace").strip()
    if len(name) != 64 or not (folder / name).is_dir():
        raise ListError(f"its current version {name[:64]!r} is not there; install it again", list_id=folder.name)
    return folder / name


def _read_info(version: Path, list_id: str) -> dict[str, Any]:
    path = version / _INFO
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(f"its description cannot be read: {error.strerror}", list_id=list_id, path=path) from error
    if hashlib.sha256(data).hexdigest() != version.name:
        raise ListError("its description was changed since it was installed", list_id=list_id, path=path)
    found: dict[str, Any] = json.loads(data)
    return found


def _info(description: dict[str, Any]) -> ListInfo:
    day = description["date"]
    return ListInfo(
        description["id"],
        description["title"],
        description["authority"],
        date.fromisoformat(day) if day else None,
        description["sha256"],
        description["entries"],
        description["names"],
    )


def _read_body(version: Path, description: dict[str, Any], list_id: str) -> bytes:
    path = version / _RECORDS
    try:
        body = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ListError("its records cannot be read; install it again", list_id=list_id, path=path) from error
    if hashlib.sha256(body).hexdigest() != description["sha256"]:
        raise ListError("its records were changed since it was installed", list_id=list_id, path=path)
    return body


def _problem(version: Path, list_id: str) -> str | None:
    try:
        _read_body(version, _read_info(version, list_id), list_id)
    except ListError as error:
        return str(error)
    return None


def _load(list_id: str, root: Path) -> InstalledList:
    if list_id == BUNDLED:
        return InstalledList(*read_bundled(bundled_folder() / BUNDLED))
    version = _current(root / "lists" / list_id)
    description = _read_info(version, list_id)
    body = _read_body(version, description, list_id)
    try:
        with _no_collection():
            records = tuple(EntityRecord.model_validate_json(line) for line in body.splitlines())
    except ValueError as error:
        raise ListError(
            "its records are of another version of this library; install it again", list_id=list_id, path=version
        ) from error
    return InstalledList(_info(description), records)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector back while many lasting objects are made: it would walk them all, over and over."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _verify(list_id: str, root: Path) -> Verification:
    try:
        return Verification(_load(list_id, root).info, None)
    except ListError as error:
        return Verification(_stated(list_id, root), str(error))


def _stated(list_id: str, root: Path) -> ListInfo:
    """Return what a damaged list is, as far as that can still be read."""
    if list_id == BUNDLED:
        return bundled_info(bundled_folder() / BUNDLED)
    try:
        return _info(_read_info(_current(root / "lists" / list_id), list_id))
    except ListError:
        spec = catalogue().get(list_id)
        title, authority = (spec.title, spec.authority) if spec else (list_id, "unknown")
        return ListInfo(list_id, title, authority, None, "", 0, 0)
