"""Rows of answers as CSV, JSON Lines or a workbook.

A spreadsheet program runs a cell that begins like a formula, whoever wrote it. In CSV and workbooks such a cell gets
an apostrophe in front; JSON Lines are for programs and hold every value as it is.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from io import StringIO
from itertools import chain
from pathlib import Path

import xlsxwriter

from screening.batch.answers import Value
from screening.errors import FileError

CSV_DELIMITERS = {".csv": None, ".tsv": "\t"}
"""Suffixes of delimited text; `None` is the delimiter of the input, or a comma."""
JSON_LINES = (".jsonl", ".ndjson")
WORKBOOK = ".xlsx"
WRITTEN = (*CSV_DELIMITERS, *JSON_LINES, WORKBOOK)
"""The suffixes that say a format of ours."""

_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠]")
"""Source: OWASP, "CSV Injection" (CWE-1236); blanks in front do not protect, and the wide signs count too."""

_FORMULA_STARTS = frozenset("\t\r\n\v\f \xa0\u3000=+-@＝＋－＠")
"""What such a cell can begin with: nearly every other cell is passed without a second look."""

_CELL_LIMIT = 32_767
_ROW_LIMIT = 1_048_576
_COLUMN_LIMIT = 16_384
"""Source: Microsoft, "Excel specifications and limits"."""
_CUT = "… (cut: longer than a worksheet cell)"
_NO_CLOCK = datetime(2000, 1, 1)
"""The date of creation in every workbook, so that the same run gives the same bytes."""

Render = Callable[[Iterable[Sequence[Value]]], bytes]


def neutral(cell: Value) -> Value:
    """Return a cell that no spreadsheet program takes for a formula.

    >>> neutral("=1+1"), neutral("  -5"), neutral("+49 30"), neutral("Ivan"), neutral(0.5)
    ("'=1+1", "'  -5", "'+49 30", 'Ivan', 0.5)
    """
    if isinstance(cell, str) and cell[:1] in _FORMULA_STARTS and _FORMULA.match(cell):
        return f"'{cell}"
    return cell


def csv_renderer(delimiter: str) -> Render:
    r"""Return what turns rows into the bytes of CSV lines; it can be sent to another process.

    >>> csv_renderer(";")([["Ivan", 1, None]])
    b'Ivan;1;\r\n'
    """
    return partial(_render_csv, delimiter)


def _render_csv(delimiter: str, rows: Iterable[Sequence[Value]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([cell and neutral(cell) for cell in row] for row in rows)
    return _encoded(buffer.getvalue())


def json_renderer(labels: Sequence[str]) -> Render:
    r"""Return what turns rows into the bytes of JSON Lines, one object a row; it can be sent to another process.

    >>> json_renderer(["Name", "screening_rank"])([["Ivan", 1]])
    b'{"Name": "Ivan", "screening_rank": 1}\n'
    """
    return partial(_render_json, tuple(labels))


def _render_json(labels: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    lines = (json.dumps(dict(zip(labels, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)
    return _encoded("".join(lines))


def _encoded(text: str) -> bytes:
    # Some old encodings decode to half a surrogate pair, which UTF-8 has no bytes for.
    return text.encode("utf-8", "backslashreplace")


def check_width(columns: int, target: Path) -> None:
    """Raise when a workbook cannot hold as many columns.

    Raises:
        FileError: there are more columns than a worksheet has.
    """
    if columns > _COLUMN_LIMIT:
        raise FileError(f"a worksheet has {_COLUMN_LIMIT:,} columns, {columns:,} are needed: write CSV", path=target)


def write_workbook(spool: Path, target: Path, headers: Sequence[str], run: Iterable[Sequence[Value]]) -> None:
    """Write the rows spooled as JSON Lines into a workbook, with the facts of the run on a sheet of their own.

    Rows beyond what one sheet holds go on in `Results 2`. No cell is ever a formula, a link or a guessed number.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book, spool.open(encoding="utf-8") as lines:
        book.set_properties({"created": _NO_CLOCK})
        bold = book.add_format({"bold": True})
        rows: Iterator[list[Value]] = (list(json.loads(line).values()) for line in lines)
        number, left = 0, True
        while left:
            number += 1
            sheet = book.add_worksheet("Results" if number == 1 else f"Results {number}")
            _write_row(sheet, 0, headers, bold)
            sheet.freeze_panes(1, 0)
            last = 0
            for last, row in zip(range(1, _ROW_LIMIT), rows):  # noqa: B905 - the sheet may be full first
                _write_row(sheet, last, row)
            sheet.autofilter(0, 0, last, len(headers) - 1)
            ahead = next(rows, None)
            left = ahead is not None
            if ahead is not None:
                rows = chain([ahead], rows)
        sheet = book.add_worksheet("Run")
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 100)
        for place, fact in enumerate(run):
            _write_row(sheet, place, fact)


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, place: int, row: Iterable[Value], form: object = None) -> None:
    for column, cell in enumerate(row):
        safe = neutral(cell)
        if isinstance(safe, str) and safe:
            fits = len(safe) <= _CELL_LIMIT
            sheet.write_string(place, column, safe if fits else safe[: _CELL_LIMIT - len(_CUT)] + _CUT, form)
        elif safe is not None and safe != "":
            sheet.write_number(place, column, safe, form)


def flush_to_disk(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
