"""Australia's workbook as rows: whole, undamaged, with the columns that are known, each cell of its type."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from screening.errors import ListError
from screening.sources.reading import CatalogueEntry, foreign_format, read_bytes

MAX_UNPACKED = 400_000_000
"""Bytes of a workbook unpacked beyond which it is no list: the copy of August 2026 has 14 million."""
REQUIRED = (
    "Reference",
    "Name of Individual or Entity",
    "Type",
    "Name Type",
    "Date of Birth",
    "Place of Birth",
    "Citizenship",
    "Address",
    "Additional Information",
    "Listing Information",
    "Committees",
    "Control Date",
)
ADDED = (
    "Alias Strength",
    "IMO Number",
    "Instrument of Designation",
    "Targeted Financial Sanction",
    "Travel Ban",
    "Arms Embargo",
    "Maritime Restriction",
)
"""Columns since 2025; a copy has all of them or none."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet: where it is, and its cells by the name of their column."""

    number: int
    cells: dict[str, Any]

    def text(self, column: str) -> str | None:
        """Return what a cell says, white space collapsed; `None` if it is empty or the copy has no such column.

        >>> Row(2, {"Reference": 110.0, "Type": " Individual "}).text("Reference")
        '110'
        """
        cell = self.cells.get(column, "")
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        if isinstance(cell, datetime):
            cell = cell.date()
        return " ".join(str(cell).split()) or None

    def paragraphs(self, column: str) -> str | None:
        """Return what a cell says with its lines as they are; `None` if it is empty."""
        return str(self.cells.get(column, "")).strip() or None

    def day(self, column: str) -> date | None:
        """Return the day in a cell that is a date; `None` if it is none."""
        cell = self.cells.get(column)
        return cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else None

    def is_true(self, column: str) -> bool:
        """Return a yes or no; no, if the copy has no such column.

        Raises:
            ValueError: the cell is neither.
        """
        cell = self.cells.get(column, False)
        if not isinstance(cell, bool):
            raise ValueError(f"the {column} is {cell!r}, expected TRUE or FALSE")
        return cell


def read_rows(path: Path, spec: CatalogueEntry) -> list[Row]:
    """Return the rows of the first sheet below its headings.

    Raises:
        ListError: the file is empty, cut, damaged, too large, no workbook, or its columns are not those known.
    """
    data = read_bytes(path, spec.id)
    if not data.startswith(b"PK\x03\x04"):
        problem = f"this is {foreign_format(data) or 'no workbook'}, expected an XLSX workbook"
        raise ListError(problem, list_id=spec.id, path=path)
    _check_packing(path, spec)
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_index(0)
            rows = [list(row) for row in sheet.iter_rows()] if sheet.height else []
            others = [name for name in book.sheet_names[1:] if book.get_sheet_by_name(name).height]
    except CalamineError as error:
        raise ListError(f"the workbook cannot be read: {error}", list_id=spec.id, path=path) from error
    if others:
        problem = f"it has a second sheet with something in it, {others[0]!r}; one is expected"
        raise ListError(problem, list_id=spec.id, path=path)
    if not rows:
        raise ListError("its first sheet is empty", list_id=spec.id, path=path)
    columns = [" ".join(str(cell).split()) for cell in rows[0]]
    fault = _column_problem(columns) or _stray_problem(columns, rows)
    if fault:
        raise ListError(fault, list_id=spec.id, path=path)
    return [
        Row(number, {column: cell for column, cell in zip(columns, row, strict=True) if column})
        for number, row in enumerate(rows[1:], 2)
        if any(str(cell).strip() for cell in row)
    ]


def _check_packing(path: Path, spec: CatalogueEntry) -> None:
    """Unpack every part once against its checksum: calamine takes what it can of a damaged part."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > MAX_UNPACKED:
                problem = f"it unpacks to {size:,} bytes, more than {MAX_UNPACKED:,}"
                raise ListError(problem, list_id=spec.id, path=path)
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise ListError(f"the workbook is cut or damaged: {error}", list_id=spec.id, path=path) from error
    if damaged:
        raise ListError(f"the part {damaged} of the workbook is damaged", list_id=spec.id, path=path)


def _column_problem(columns: list[str]) -> str | None:
    named = [column for column in columns if column]
    doubles = sorted({column for column in named if named.count(column) > 1})
    unknown = sorted(set(named) - {*REQUIRED, *ADDED})
    added = [column for column in ADDED if column in named]
    missing = [column for column in (*REQUIRED, *(ADDED if added else ())) if column not in named]
    if doubles:
        return f"the column {doubles[0]!r} is there twice"
    if unknown:
        return f"the column {unknown[0]!r} is unknown: no rule takes it"
    return f"the column {missing[0]!r} is not there" if missing else None


def _stray_problem(columns: list[str], rows: list[list[Any]]) -> str | None:
    """Say where a cell stands below no heading."""
    for number, row in enumerate(rows[1:], 2):
        stray = [cell for column, cell in zip(columns, row, strict=True) if not column and str(cell).strip()]
        if stray:
            return f"row {number} has {stray[0]!r} in a column without a heading"
    return None
