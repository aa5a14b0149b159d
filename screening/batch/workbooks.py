"""Sheets of workbooks (XLSX, XLSB, XLS, ODS) as rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from screening.errors import FileError

_Cell = int | float | str | bool | time | date | datetime | timedelta

_EXACT = 2**53
"""Whole numbers up to this size are exact in a spreadsheet; beyond it the digits shown are not the digits typed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, and what was not read beside it."""

    name: str
    content: CalamineSheet
    warnings: tuple[str, ...]

    def rows(self) -> Iterator[list[str]]:
        """Yield every row from the first of the sheet on, each as wide as the widest."""
        margin = [""] * (self.content.start[1] if self.content.start else 0)
        return (margin + [cell_text(cell) for cell in row] for row in self.content.iter_rows())


def open_sheet(path: Path, wanted: str | None) -> Sheet:
    """Return the sheet asked for, or the first visible one with anything in it.

    Raises:
        FileError: the workbook cannot be read, or it has no such sheet.
    """
    try:
        book = CalamineWorkbook.from_path(path)
        filled = {
            about.name: book.get_sheet_by_name(about.name)
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet
            and (about.name == wanted or about.visible is SheetVisibleEnum.Visible)
        }
    except CalamineError as error:
        problem = f"is no workbook that can be read ({error}); is it protected by a password?"
        raise FileError(problem, path=path) from error
    if wanted is not None and wanted not in filled:
        raise FileError(f"has no sheet {wanted!r}: its sheets are {', '.join(map(repr, book.sheet_names))}", path=path)
    name = wanted or next((name for name, sheet in filled.items() if sheet.total_height), None)
    if name is None:
        raise FileError("has no visible sheet with anything in it", path=path)
    others = [other for other in book.sheet_names if other != name]
    unread = f"only sheet {name!r} is read, not {', '.join(map(repr, others))}"
    return Sheet(name, filled[name], (unread,) if others and wanted is None else ())


def cell_text(cell: _Cell) -> str:
    """Return what a cell holds as text: dates as ISO, whole numbers without a point.

    >>> cell_text(22433.0), cell_text(0.5), cell_text(datetime(1961, 6, 1)), cell_text(True)
    ('22433', '0.5', '1961-06-01', 'TRUE')
    """
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) <= _EXACT:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
