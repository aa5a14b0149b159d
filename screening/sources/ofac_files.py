"""The files of an OFAC set: four CSV files that belong together, and how to see that they are whole.

Source: OFAC, "SDN data formats" (dat_spec), and copies of 2018 to 2023.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening.errors import ListError
from screening.sources.reading import CatalogueEntry, Progress, decode_utf8, foreign_format, read_bytes

COLUMNS = (12, 5, 6, 2)
"""Of the main, alias, address and comments file."""

_END = b"\x1a"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file of the set, and whether it ends with the mark that shows it is whole."""

    path: Path
    rows: tuple[Row, ...]
    marked: bool

    def by_entry(self) -> dict[str, tuple[Row, ...]]:
        """Return the rows by the entry number in their first column."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row[0]].append(row)
        return {number: tuple(group) for number, group in found.items()}


@dataclass(frozen=True, slots=True)
class OfacSet:
    """The four files of a list, read and found to belong together."""

    main: Table
    aliases: Table
    addresses: Table
    comments: Table
    warnings: tuple[str, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(table.path for table in (self.main, self.aliases, self.addresses, self.comments))


def read_set(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> OfacSet:
    """Read the four files of a set from their folder, or from any one of them beside the others.

    Raises:
        ListError: a file is missing, cut, damaged, of another format, or does not belong to the others.
    """
    paths = _find_set(path, spec)
    sizes = [part.stat().st_size for part in paths]
    tables = []
    for place, (part, columns) in enumerate(zip(paths, COLUMNS, strict=True), 1):
        tables.append(_read_table(part, columns, spec.id))
        if on_progress:
            on_progress(sum(sizes[:place]), sum(sizes))
    main, aliases, addresses, comments = tables
    warnings = _check_end_marks(tables, spec)
    _check_numbers(main, spec)
    for table in (aliases, addresses):
        _check_belongs(table, main, spec)
    _check_addressed(main, addresses, spec)
    return OfacSet(main, aliases, addresses, comments, warnings)


def _find_set(path: Path, spec: CatalogueEntry) -> tuple[Path, ...]:
    folder = path if path.is_dir() else path.parent
    if not path.exists():
        raise ListError("there is no such file or folder", list_id=spec.id, path=path)
    if path.is_file() and path.name.casefold() not in spec.files:
        raise ListError(f"expected {spec.files[0]} or the folder it is in", list_id=spec.id, path=path)
    here = defaultdict(list)
    for part in sorted(folder.iterdir()):
        here[part.name.casefold()].append(part)
    missing = [name for name in spec.files if name not in here]
    if missing:
        whole = ", ".join(spec.files)
        are = "is" if len(missing) == 1 else "are"
        problem = f"{' and '.join(missing)} {are} missing: OFAC publishes this list as four files, {whole}"
        raise ListError(problem, list_id=spec.id, path=folder)
    if double := [name for name in spec.files if len(here[name]) > 1]:
        raise ListError(f"{double[0]} is there twice, in two spellings of its name", list_id=spec.id, path=folder)
    return tuple(here[name][0] for name in spec.files)


def _read_table(path: Path, columns: int, list_id: str) -> Table:
    data = read_bytes(path, list_id)
    if kind := foreign_format(data):
        raise ListError(f"this is {kind}, not OFAC's CSV file", list_id=list_id, path=path)
    body = data.rstrip(b"\r\n")
    marked = body.endswith(_END)
    text = decode_utf8(body.removesuffix(_END), path, list_id)
    cut = not marked and data == body
    if marked and text and not text.endswith("\n"):
        raise ListError("the last row is cut: it does not end before the end mark", list_id=list_id, path=path)
    rows = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            if len(row) != columns:
                problem = f"row {number:,} does not have {columns} columns but {len(row)}: {','.join(row)[:60]!r}"
                raise ListError(problem, list_id=list_id, path=path)
            if any(_CONTROL.search(cell) for cell in row):
                raise ListError(f"row {number:,} has a control character in it", list_id=list_id, path=path)
            rows.append(tuple(row))
    except csv.Error as error:
        raise ListError(f"row {len(rows) + 1:,} is damaged: {error}", list_id=list_id, path=path) from error
    if cut:
        raise ListError(f"row {len(rows):,}, the last, has no line end: the file is cut", list_id=list_id, path=path)
    return Table(path, tuple(rows), marked)


def _check_end_marks(tables: Iterable[Table], spec: CatalogueEntry) -> tuple[str, ...]:
    marked = [table for table in tables if table.marked]
    unmarked = [table for table in tables if not table.marked]
    if marked and unmarked:
        problem = f"the end mark (0x1A) is missing, and {marked[0].path.name} has it: the file is cut"
        raise ListError(problem, list_id=spec.id, path=unmarked[0].path)
    names = ", ".join(table.path.name for table in unmarked)
    return (f"no file has OFAC's end mark (0x1A): whether {names} are whole cannot be told",) if unmarked else ()


def _check_numbers(main: Table, spec: CatalogueEntry) -> None:
    seen: set[str] = set()
    for number, *_ in main.rows:
        if not (number.isascii() and number.isdigit()):
            raise ListError(f"{number!r} is no entry number", list_id=spec.id, path=main.path)
        if number in seen:
            raise ListError(f"entry {number} is there twice", list_id=spec.id, path=main.path)
        seen.add(number)


def _check_belongs(table: Table, main: Table, spec: CatalogueEntry) -> None:
    entries = {row[0] for row in main.rows}
    strays = [row[0] for row in table.rows if row[0] not in entries]
    if strays:
        raise ListError(
            f"there are rows of entries that {main.path.name} does not have ({len(strays):,}, the first of "
            f"{strays[0]!r}): {main.path.name} is cut or of another day",
            list_id=spec.id,
            path=table.path,
        )


def _check_addressed(main: Table, addresses: Table, spec: CatalogueEntry) -> None:
    """OFAC prints an address row for every entry, so an entry without one shows that the file is short."""
    addressed = {row[0] for row in addresses.rows}
    bare = [row[0] for row in main.rows if row[0] not in addressed]
    if bare:
        raise ListError(
            f"there are entries without a row here ({len(bare):,}, the first {bare[0]}), and in a whole set each has "
            "one: the file is cut or of another day",
            list_id=spec.id,
            path=addresses.path,
        )
