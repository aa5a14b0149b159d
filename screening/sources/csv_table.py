"""An official CSV file with a header: every row whole, no column unknown, and how to see that the file is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.errors import ListError
from screening.sources.reading import Progress, decode_utf8, foreign_format, read_bytes

_STEP = 1 << 18
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SHOWN = 60


def read_text(path: Path, list_id: str) -> str:
    """Return a CSV file's text, without the mark that shows it is UTF-8.

    Raises:
        ListError: it is empty, of another format, or not UTF-8.
    """
    data = read_bytes(path, list_id)
    if kind := foreign_format(data):
        raise ListError(f"this is {kind}, not the CSV list", list_id=list_id, path=path)
    return decode_utf8(data, path, list_id).removeprefix("\ufeff")


def first_line(text: str) -> str:
    """Return the first line of a text.

    >>> first_line("Report Date: 13-Feb-2026\\r\\nLast Updated,Unique ID")
    'Report Date: 13-Feb-2026'
    """
    return text.partition("\n")[0].rstrip("\r")


@dataclass(slots=True)
class CsvTable:
    """The rows of a CSV file, each as its values that are not empty, by column.

    `needed` are columns without which it is another file, `known` all that a rule takes or leaves out on purpose.
    `skipped` is how many lines stand before the header.

    Raises:
        ListError: while reading, where a column is missing, unknown or there twice, or a row is damaged or cut.
    """

    path: Path
    list_id: str
    text: str
    known: Collection[str]
    needed: Sequence[str]
    delimiter: str = ","
    skipped: int = 0
    on_progress: Progress | None = None
    header: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[dict[str, str]]:
        source = io.StringIO(self.text, newline="")
        rows = csv.reader(source, delimiter=self.delimiter, strict=True)
        told = number = 0
        try:
            for number, row in enumerate(rows, 1):
                if number == self.skipped + 1:
                    self._take_header(row)
                elif number > self.skipped and row:
                    yield self._row(row, number)
                if self.on_progress and source.tell() - told >= _STEP:
                    told = source.tell()
                    self.on_progress(told, len(self.text))
        except csv.Error as error:
            raise self._error(f"row {number + 1:,} is damaged: {error}") from error
        if not self.header:
            raise self._error("it has no header")
        if not self.text.endswith("\n"):
            raise self._error(f"row {number:,}, the last, has no line end: the file is cut")
        if self.on_progress:
            self.on_progress(len(self.text), len(self.text))

    def _take_header(self, row: list[str]) -> None:
        names = tuple(" ".join(cell.split()) for cell in row)
        for name in self.needed:
            if name not in names:
                raise self._error(f"the column {name!r} is missing")
        for place, name in enumerate(names):
            if name not in self.known:
                raise self._error(f"the column {name!r} is unknown: no rule takes it")
            if name in names[:place]:
                raise self._error(f"the column {name!r} is there twice")
        self.header = names

    def _row(self, row: list[str], number: int) -> dict[str, str]:
        if len(row) != len(self.header):
            shown = self.delimiter.join(row)[:_SHOWN]
            raise self._error(f"row {number:,} does not have {len(self.header)} columns but {len(row)}: {shown!r}")
        for cell in row:
            if _CONTROL.search(cell):
                raise self._error(f"row {number:,} has a control character in it: {cell[:_SHOWN]!r}")
        cells = (" ".join(cell.split()) for cell in row)
        return {name: cell for name, cell in zip(self.header, cells, strict=True) if cell}

    def _error(self, problem: str) -> ListError:
        return ListError(problem, list_id=self.list_id, path=self.path)
