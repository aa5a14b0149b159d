"""The rows of a file as lists of text, whatever the file is: text in some encoding, or a sheet of a workbook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from screening.batch.decoding import detect_encoding
from screening.batch.delimiters import detect_delimiter, given_delimiter
from screening.batch.options import BatchOptions
from screening.batch.workbooks import open_sheet
from screening.errors import FileError

_SAMPLE_LINES = 1000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zipped workbooks (XLSX, ODS) and compound files (XLS) begin."""
_END = "\0end of the file"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file."""

    number: int
    """Counted from 1 as a spreadsheet program counts: titles, header and empty rows included."""
    cells: list[str]
    lines: int = 1
    """How many lines of the file it takes; more than one when a quoted cell holds a line break."""
    is_well_quoted: bool = True
    """Whether every quotation mark that closes a cell over several lines stands at the cell's end."""

    @property
    def is_empty(self) -> bool:
        """Whether no cell has anything but blanks in it."""
        return not any(map(str.strip, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file: how it was read, and its rows, as often as they are asked for."""

    rows: Callable[[], Iterator[Row]]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    warnings: tuple[str, ...] = ()


def open_table(path: Path, options: BatchOptions) -> Table:
    """Return the table in a file.

    Raises:
        FileError: the file is absent, empty, in no encoding that can be told, or no workbook that can be read.
    """
    try:
        with path.open("rb") as stream:
            if not stream.seekable():
                raise FileError("is a pipe, which gives its rows only once: expected a file", path=path)
            start = stream.read(4)
    except OSError as error:
        raise FileError(f"cannot be opened: {error.strerror}", path=path) from error
    if not start:
        raise FileError("is empty: expected a table with a header", path=path)
    if start in _WORKBOOKS:
        return _sheet_table(path, options)
    return _text_table(path, options)


def _sheet_table(path: Path, options: BatchOptions) -> Table:
    sheet = open_sheet(path, options.sheet)

    def rows() -> Iterator[Row]:
        return (Row(number, cells) for number, cells in enumerate(sheet.rows(), 1))

    return Table(rows, sheet=sheet.name, warnings=sheet.warnings)


def _text_table(path: Path, options: BatchOptions) -> Table:
    if options.sheet is not None:
        raise FileError(f"has no sheet {options.sheet!r}: it is a text file", path=path)
    decoding = detect_encoding(path, options.encoding)
    if options.delimiter is not None:
        delimiter = given_delimiter(options.delimiter, path)
    else:
        with _open_text(path, decoding.encoding) as lines:
            delimiter = detect_delimiter([*islice(lines, _SAMPLE_LINES)], options.columns)

    def rows() -> Iterator[Row]:
        return _text_rows(path, decoding.encoding, delimiter)

    return Table(rows, decoding.encoding, delimiter, warnings=decoding.warnings)


def _open_text(path: Path, encoding: str) -> TextIO:
    stream = path.open(encoding=encoding, newline="")
    if stream.read(1) != "\ufeff":
        stream.seek(0)
    return stream


def _text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a text file.

    A last quotation mark that is never closed would swallow every row after it. The extra line at the end tells: it
    must come out as a row of its own.
    """
    with _open_text(path, encoding) as stream:
        taken: list[str] = []
        reader = csv.reader(_keeping(chain(stream, (_END,)), taken), delimiter=delimiter)
        number, line = 1, 0
        try:
            while not _holds_end(cells := next(reader)):
                well_quoted = len(taken) == 1 or _is_well_quoted(taken, delimiter)
                yield Row(number, cells, len(taken), well_quoted)
                number, line = number + 1, reader.line_num
                taken.clear()
        except csv.Error as error:
            raise FileError(f"row {number}, from line {line + 1} on, cannot be read: {error}", path=path) from error
    if cells != [_END]:
        problem = f"a quotation mark opened in row {number}, from line {line + 1} on, is never closed"
        raise FileError(f"{problem}, so the rows after it cannot be told apart", path=path)


def _holds_end(cells: list[str]) -> bool:
    return bool(cells) and cells[-1].endswith(_END)


def _keeping(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Yield lines and keep those taken since the list was last cleared."""
    for line in lines:
        taken.append(line)
        yield line


def _is_well_quoted(lines: Iterable[str], delimiter: str) -> bool:
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
