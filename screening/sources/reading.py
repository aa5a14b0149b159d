"""What every reader gives back, and the catalogue of official lists it is given."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from screening.errors import EntryError, ListError
from screening.records import EntityRecord
from screening.reference import TABLES

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""

_Entry = TypeVar("_Entry")
_Meaning = TypeVar("_Meaning")
_FOREIGN = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"<", "an XML or HTML file"),
    (b"pk\x03\x04", "a ZIP or Excel file"),
    (b"%pdf", "a PDF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{", "a JSON file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One official list as `data/lists.toml` describes it."""

    id: str
    title: str
    authority: str
    reader: str
    """The module of `screening.sources` that reads it."""
    page: str
    """Where the authority presents the list to people."""
    min_entries: int
    """A copy with fewer is refused even when it is the first."""
    urls: tuple[str, ...] = ()
    """Where the authority publishes it: one file, or those named in `files`, in the same order."""
    files: tuple[str, ...] = ()
    """The file names of a list that can also be had in several files, the main one first."""
    canaries: tuple[str, ...] = ()
    """Ids of records that a whole copy has."""
    max_age_days: int = 7
    """After so many days without word from the authority a copy is stale."""
    verified: bool = False
    """Whether the addresses were fetched from the authority itself."""
    replaces: tuple[str, ...] = ()
    """Ids under which people may look for lists that were closed in favour of this one."""
    note: str = ""
    """What whoever looks for a closed list, or another format, must know."""


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """Return the official lists that can be installed, by id, sorted.

    >>> catalogue()["un"].authority
    'UN'
    """
    table = tomllib.loads((TABLES / "lists.toml").read_text(encoding="utf-8"))
    return {list_id: CatalogueEntry(id=list_id, **_frozen(table[list_id])) for list_id in sorted(table)}


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something a reader left out on purpose: what, how often, and why nothing is lost by it."""

    what: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of an official copy: the records, and everything it could not or would not take."""

    records: tuple[EntityRecord, ...]
    errors: tuple[EntryError, ...]
    """Entries that could not be read in full; a list with any of them is not installed."""
    files: tuple[Path, ...]
    published: date | None = None
    """The day the copy itself says it was made."""
    ignored: tuple[Ignored, ...] = ()
    warnings: tuple[str, ...] = ()
    """What was read, but should be looked at."""


@dataclass(slots=True)
class Tally:
    """Counts what a reader leaves out, by what it is; each kind has its reason in the reader's `IGNORED` table."""

    reasons: dict[str, str]
    counts: Counter[str] = field(default_factory=Counter)

    def skip(self, what: str) -> None:
        """Count one thing that is left out on purpose."""
        if what not in self.reasons:
            raise KeyError(what)
        self.counts[what] += 1

    def ignored(self) -> tuple[Ignored, ...]:
        """Return the counts, sorted by what was left out."""
        return tuple(Ignored(what, count, self.reasons[what]) for what, count in sorted(self.counts.items()))


def read_each(
    entries: Iterable[_Entry], record_of: Callable[[_Entry], EntityRecord], label_of: Callable[[_Entry], str]
) -> tuple[tuple[EntityRecord, ...], tuple[EntryError, ...]]:
    """Return the records of a list's entries, and the entries that cannot be read in full.

    Args:
        record_of: raises `ValueError` where something in an entry is unknown or left over.
        label_of: what people find an entry by; asked before the entry is read, because reading takes it apart.
    """
    records: list[EntityRecord] = []
    errors: list[EntryError] = []
    for entry in entries:
        label = label_of(entry)
        try:
            records.append(record_of(entry))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=label))
    return tuple(records), tuple(errors)


def stated_day(stated: str, what: str, day_of: Callable[[str], date], spec: CatalogueEntry, path: Path) -> date:
    """Return the day on which a copy says it was made.

    Args:
        what: the attribute that says so.

    Raises:
        ListError: it says none.
    """
    try:
        return day_of(stated)
    except ValueError as error:
        problem = f"{what} is {stated!r}, expected a day such as 2026-08-01"
        raise ListError(problem, list_id=spec.id, path=path) from error


def read_bytes(path: Path, list_id: str) -> bytes:
    """Return the bytes of a file that is not empty.

    Raises:
        ListError: it is empty or cannot be read.
    """
    if path.is_dir():
        raise ListError("it is a folder: expected the file of this list", list_id=list_id, path=path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(f"the file cannot be read: {error.strerror}", list_id=list_id, path=path) from error
    if not data.strip():
        raise ListError(f"the file is empty ({len(data)} bytes)", list_id=list_id, path=path)
    return data


def decode_utf8(data: bytes, path: Path, list_id: str) -> str:
    """Return the text of UTF-8 bytes.

    Raises:
        ListError: they are not UTF-8; the message says in which line that first shows.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ListError(
            f"line {line} has the byte 0x{data[error.start]:02X}, which is no UTF-8 text: the copy was damaged when it "
            "was saved or sent; fetch it again",
            list_id=list_id,
            path=path,
        ) from error


def foreign_format(data: bytes) -> str | None:
    """Return what kind of file this is by its first bytes, or `None` if they could begin a table of text.

    >>> foreign_format(b"<!DOCTYPE html><title>Moved"), foreign_format(b'36,"AEROCARIBBEAN"')
    ('a web page', None)
    """
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    return next((kind for start, kind in _FOREIGN if head.startswith(start)), None)


def reason(error: ValueError) -> str:
    """Return what went wrong, in one line; of a record that cannot be built, the first field that is wrong.

    >>> reason(ValueError("it has no name"))
    'it has no name'
    """
    lines = [line.strip() for line in str(error).splitlines()]
    return " ".join(lines[1:3]) if len(lines) > 1 else "".join(lines)


def known(table: Mapping[str, _Meaning], term: str | None, what: str) -> _Meaning:
    """Return what a term of an authority's means.

    >>> known({"fka": "former"}, "fka", "kind of alias")
    'former'

    Raises:
        ValueError: the table does not have it.
    """
    if term is None or term not in table:
        raise ValueError(f"{term!r} is no {what} known: expected {', '.join(table)}")
    return table[term]


def unique(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values in order, each once."""
    return tuple(dict.fromkeys(values))
