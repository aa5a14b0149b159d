"""A private list's rows, from CSV, an XLSX workbook or JSON lines: each as its values by column."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from screening.errors import ListError
from screening.sources.csv_table import CsvTable, read_text
from screening.sources.json_lines import read_objects
from screening.sources.reading import Progress, foreign_format, read_bytes

MAX_UNPACKED = 400_000_000
"""Bytes of a workbook unpacked beyond which it is no list."""
Row = tuple[str, Mapping[str, tuple[str, ...]]]
"""Where it is, and its values by column; an empty cell has none."""


def csv_rows(
    path: Path, list_id: str, columns: Collection[str], delimiter: str, tell: Progress | None
) -> Iterator[Row]:
    """Yield the rows of a CSV file in UTF-8 that has exactly these columns.

    Raises:
        ListError: the file is cut, damaged, of another format, or has other columns.
    """
    table = CsvTable(path, list_id, read_text(path, list_id), columns, tuple(columns), delimiter, on_progress=tell)
    for number, row in enumerate(table, 1):
        yield f"entry {number:,}", {column: (cell,) for column, cell in row.items()}


def jsonl_rows(path: Path, list_id: str, columns: Collection[str], _: str, tell: Progress | None) -> Iterator[Row]:
    """Yield the objects of a JSON Lines file, whose keys are among these columns; a value may be a list of texts.

    Raises:
        ListError: the file is cut or damaged, or has a key that is no column or a value that is no text.
    """
    for number, found in read_objects(path, list_id, tell):
        row: dict[str, tuple[str, ...]] = {}
        for key, value in found.items():
            many = value if isinstance(value, list) else [] if value is None else [value]
            if key not in columns:
                raise ListError(f"line {number:,} has the key {key!r}: no rule takes it", list_id=list_id, path=path)
            if any(isinstance(one, bool) or not isinstance(one, str | int | float) for one in many):
                problem = f"line {number:,} has a {key} that is no text, number or list of them: {value!r}"
                raise ListError(problem, list_id=list_id, path=path)
            row[key] = tuple(text for one in many if (text := _text(one)))
        yield f"line {number:,}", row


def xlsx_rows(path: Path, list_id: str, columns: Collection[str], _: str, tell: Progress | None) -> Iterator[Row]:
    """Yield the rows of a workbook's only sheet, which has exactly these columns.

    Raises:
        ListError: the file is cut, damaged, too large, no workbook, or has other columns or sheets.
    """
    names, *rows = _cells(path, list_id)
    header = [_text(name) for name in names]
    problem = _header_problem(header, columns)
    if problem:
        raise ListError(problem, list_id=list_id, path=path)
    for number, row in enumerate(rows, 2):
        cells = [(column, text) for column, cell in zip(header, row, strict=True) if (text := _text(cell))]
        if not all(column for column, _ in cells):
            raise ListError(f"row {number:,} has a cell in a column without a heading", list_id=list_id, path=path)
        if cells:
            yield f"row {number:,}", {column: (text,) for column, text in cells}
    if tell:
        tell(path.stat().st_size, path.stat().st_size)


ROWS: dict[str, Callable[[Path, str, Collection[str], str, Progress | None], Iterator[Row]]] = {
    "csv": csv_rows,
    "jsonl": jsonl_rows,
    "xlsx": xlsx_rows,
}
"""The formats, and what reads each."""


def _cells(path: Path, list_id: str) -> list[list[Any]]:
    data = read_bytes(path, list_id)
    if not data.startswith(b"PK\x03\x04"):
        problem = f"this is {foreign_format(data) or 'no workbook'}, expected an XLSX workbook"
        raise ListError(problem, list_id=list_id, path=path)
    _check_packing(path, list_id)
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = [list(map(list, book.get_sheet_by_name(name).iter_rows())) for name in book.sheet_names]
    except CalamineError as error:
        raise ListError(f"the workbook cannot be read: {error}", list_id=list_id, path=path) from error
    filled = [sheet for sheet in sheets if sheet]
    if len(filled) != 1:
        raise ListError(f"{len(filled)} of its sheets have something in them, expected one", list_id=list_id, path=path)
    return filled[0]


def _check_packing(path: Path, list_id: str) -> None:
    """Unpack every part once against its checksum: calamine takes what it can of a damaged part."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise ListError(f"it unpacks to more than {MAX_UNPACKED:,} bytes", list_id=list_id, path=path)
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise ListError(f"the workbook is cut or damaged: {error}", list_id=list_id, path=path) from error
    if damaged:
        raise ListError(f"the part {damaged} of the workbook is damaged", list_id=list_id, path=path)


def _header_problem(header: list[str], columns: Collection[str]) -> str | None:
    named = [name for name in header if name]
    doubles = [name for name in named if named.count(name) > 1]
    unknown = [name for name in named if name not in columns]
    missing = [name for name in columns if name not in named]
    if doubles:
        return f"the column {doubles[0]!r} is there twice"
    if unknown:
        return f"the column {unknown[0]!r} is unknown: no rule takes it"
    return f"the column {missing[0]!r} is missing" if missing else None


def _text(cell: Any) -> str:
    """Return what a cell says, white space collapsed; a whole number without its `.0`, a day in ISO form."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell).split())
