"""Bytes to text: which encoding a file is in, decided before any row is screened and never by repair.

The order is: byte order mark, strict UTF-8, the caller's encoding, then the code pages that spreadsheet programs
write. A file that fits several of these with different names is refused, with what each would read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

from screening.batch.codepages import guess_code_page
from screening.errors import FileError

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longest first: the UTF-32 mark begins with the UTF-16 one."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """The encoding to read a file in, and what the reader of the report must know about the choice."""

    encoding: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """The first byte that an encoding cannot read; `line` counts from 1, `offset` from 0."""

    line: int
    offset: int
    byte: int

    def __str__(self) -> str:
        return f"byte {self.offset} (0x{self.byte:02X}) in line {self.line}"


def detect_encoding(path: Path, given: str | None) -> Decoding:
    """Return the encoding in which the whole file decodes strictly.

    Raises:
        FileError: it does not, or several code pages fit and would read different names.
    """
    mark = _marked(path)
    if mark is not None:
        _demand(path, mark, "its byte order mark says")
        return Decoding(mark, _unused(given, mark, "it begins with the byte order mark of"))
    if given is not None:
        given = _known(path, given)
    if wide := _unmarked_wide(path):
        told = f"no byte order mark: the NUL bytes are those of {wide}"
        return Decoding(wide, (told, *_unused(given, wide, "the NUL bytes are those of")))
    fault = first_fault(path, "utf-8")
    if given is not None and (fault is not None or all(map(bytes.isascii, _chunks(path)))):
        _demand(path, given, "was given as")
        return Decoding(given)
    if fault is None:
        return Decoding("utf-8", _unused(given, "utf-8", "every byte is valid"))
    sequences, strays = _utf8_balance(path)
    if sequences > strays:
        raise FileError(
            f"{fault} is not UTF-8, while {sequences} other places are: expected one encoding throughout; "
            "mend that line or name the encoding (--encoding)",
            path=path,
        )
    page, warnings = guess_code_page(b"".join(_telling_lines(path)), path, fault.line)
    _demand(path, page, "looks like")
    return Decoding(page, warnings)


def first_fault(path: Path, encoding: str) -> Fault | None:
    """Return the first byte of a file that an encoding cannot read, or `None` when it reads them all."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, done = 1, 0
    for chunk in _chunks(path):
        try:
            text = decoder.decode(chunk, not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            start = done + len(chunk) - len(error.object) + error.start
            newlines = before.decode(encoding, "replace").count("\n")
            return Fault(line + newlines, start, error.object[error.start])
        line += text.count("\n")
        done += len(chunk)
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield the file's bytes, then an empty chunk that says it has ended."""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
    yield b""


def _marked(path: Path) -> str | None:
    with path.open("rb") as stream:
        start = stream.read(4)
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def _known(path: Path, given: str) -> str:
    try:
        TextIOWrapper(BytesIO(), encoding=given)
        return codecs.lookup(given).name
    except LookupError as error:
        problem = f"unknown encoding {given!r}: expected one such as utf-8, cp1252 or cp1251"
        raise FileError(problem, path=path) from error


def _demand(path: Path, encoding: str, why: str) -> None:
    fault = first_fault(path, encoding)
    if fault is not None:
        raise FileError(f"{fault} cannot be read as {encoding}, which the file {why}", path=path)


def _unused(given: str | None, used: str, why: str) -> tuple[str, ...]:
    if given is None or codecs.lookup(given).name == codecs.lookup(used.removesuffix("-sig")).name:
        return ()
    return (f"the given encoding {given} was not used: {why} {used}",)


def _unmarked_wide(path: Path) -> str | None:
    """Return the UTF-16 whose NUL bytes a file without a mark has, or `None` when it has none.

    Raises:
        FileError: the NUL bytes are not those of any text.
    """
    even = odd = 0
    for chunk in _chunks(path):
        if b"\0" in chunk:
            even, odd = even + chunk[0::2].count(0), odd + chunk[1::2].count(0)
    if not (even or odd):
        return None
    wide = "utf-16-be" if even > odd else "utf-16-le"
    if min(even, odd) * 10 > max(even, odd) or first_fault(path, wide) is not None:
        raise FileError("holds NUL bytes, so it is no text: expected CSV or a workbook", path=path)
    return wide


def _utf8_balance(path: Path) -> tuple[int, int]:
    """Return how many places are valid UTF-8 beyond ASCII, and how many bytes are not UTF-8 at all."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    sequences = strays = 0
    for chunk in _chunks(path):
        wide = [letter for letter in decoder.decode(chunk, not chunk) if letter > "\x7f"]
        bad = sum("\udc80" <= letter <= "\udcff" for letter in wide)
        sequences, strays = sequences + len(wide) - bad, strays + bad
    return sequences, strays


def _telling_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines with bytes beyond ASCII, from the whole file, up to a sample's size."""
    size = 0
    with path.open("rb") as stream:
        while size < _SAMPLE and (line := stream.readline(_SAMPLE)):
            if not line.isascii():
                size += len(line)
                yield line
