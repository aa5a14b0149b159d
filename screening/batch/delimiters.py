"""Which sign separates the cells of a text file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from screening.batch.columns import HEADER_WITHIN, find_header, recognise
from screening.errors import FileError

CANDIDATES = (",", ";", "\t", "|")
_NAMED = {"tab": "\t", "\\t": "\t"}


def given_delimiter(given: str, path: Path) -> str:
    """Return the delimiter that the caller asks for.

    Raises:
        FileError: it is not one character.
    """
    delimiter = _NAMED.get(given, given)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise FileError(f"{given!r} is no delimiter: expected one character such as ';', or tab", path=path)
    return delimiter


def detect_delimiter(lines: Sequence[str], mapping: Mapping[str, str]) -> str:
    r"""Return the delimiter under which the first lines of a file make the best table.

    The delimiter with the most known headers is taken; among equals the one under which most rows are as wide as the
    header, then the one that gives the widest rows. Delimiters inside quotation marks do not count.

    >>> detect_delimiter(["Name;Land\n", "Ocean, Ltd;DE\n"], {}), detect_delimiter(["Name\n", "Petrov, Ivan\n"], {})
    (';', ';')
    """
    return max(CANDIDATES, key=lambda delimiter: _quality(lines, delimiter, mapping))


def _quality(lines: Sequence[str], delimiter: str, mapping: Mapping[str, str]) -> tuple[bool, int, float, int]:
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error:  # a cell beyond the reader's limit; whoever reads the rows says where
        rows = []
    header = find_header(rows[:HEADER_WITHIN], mapping)
    below = rows if header is None else rows[header:]
    widths = Counter(map(len, below))
    width = len(below[0]) if header is not None else max(widths, key=lambda size: (widths[size], size), default=0)
    known = 0 if header is None else sum(bool(recognise(cell)) for cell in rows[header])
    agreeing = widths[width] / max(1, len(below)) if width > 1 or header is not None else 0.0
    return header is not None, known, agreeing, width
