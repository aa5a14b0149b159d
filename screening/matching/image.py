"""One buffer of named flat sections: written once, then mapped read-only and shared by every process that opens it.

::

    magic (8 bytes), length of the header, its CRC-32 (8 bytes each), header (JSON), then the sections

The header has the layout's version, facts about the content, and of each section its item type, place, length and
CRC-32. An image is untrusted input: nothing is read before all of that is found to be in order.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

from screening.errors import IndexFileError

MAGIC = b"screenix"
LAYOUT = 5
"""Goes up whenever a section changes its meaning; an image of another layout is refused, and built again."""
START = 24
ALIGNMENT = 8

Items: TypeAlias = "array[int] | array[float] | memoryview[int] | bytes | bytearray"
"""What a section is written from; it is kept as it is, and must not change any more."""


class ImageWriter:
    """Sections being collected; the same sections and facts always make the same bytes."""

    def __init__(self) -> None:
        self._sections: dict[str, memoryview[Any]] = {}

    def put(self, name: str, items: Items) -> None:
        """Add a section."""
        self._sections[name] = memoryview(items)

    def put_texts(self, name: str, texts: Iterable[str | bytes]) -> None:
        """Add texts, to be read back one by one by their number."""
        ends, blob = array("Q", [0]), bytearray()
        for text in texts:
            blob += text.encode() if isinstance(text, str) else text
            ends.append(len(blob))
        self.put(f"{name}.ends", ends)
        self.put(name, blob)

    def image(self, facts: dict[str, Any]) -> bytes:
        """Return the whole image."""
        return b"".join(self.pieces(facts))

    def pieces(self, facts: dict[str, Any]) -> list[bytes | memoryview]:
        """Return the image in pieces, so that who writes it to a file need not hold it twice."""
        place, table = 0, {}
        for name, section in self._sections.items():
            table[name] = [section.format, place, section.nbytes, crc32(section)]
            place += section.nbytes + -section.nbytes % ALIGNMENT
        stated = {"layout": LAYOUT, "byteorder": sys.byteorder, "facts": facts, "bytes": place, "sections": table}
        header = json.dumps(stated, ensure_ascii=False, separators=(",", ":")).encode()
        header += b" " * (-len(header) % ALIGNMENT)
        start = [MAGIC, len(header).to_bytes(8, "little"), crc32(header).to_bytes(8, "little"), header]
        return [*start, *(piece for one in self._sections.values() for piece in (one, bytes(-one.nbytes % ALIGNMENT)))]


class Image:
    """An image opened: sections as views of numbers, no copy made.

    >>> writer = ImageWriter()
    >>> writer.put("primes", array("I", [2, 3, 5]))
    >>> image = Image(writer.image({"made": "by hand"}))
    >>> image.facts, list(image.numbers("primes"))
    ({'made': 'by hand'}, [2, 3, 5])
    """

    def __init__(self, buffer: bytes | mmap.mmap, path: Path | None = None) -> None:
        """Take a buffer; the path is for the error message only.

        Raises:
            IndexFileError: it is no image of this layout, or not whole.
        """
        self._path, self._data = path, memoryview(buffer)
        if len(self._data) < START or self._data[:8] != MAGIC:
            raise self._error("it is no index of this library")
        length, stated = (int.from_bytes(self._data[at : at + 8], "little") for at in (8, 16))
        if START + length > len(self._data) or crc32(header := bytes(self._data[START : START + length])) != stated:
            raise self._error("its header is damaged")
        table = json.loads(header)
        if (table["layout"], table["byteorder"]) != (LAYOUT, sys.byteorder):
            raise self._error("it is of another version of this library or another kind of machine")
        if START + length + table["bytes"] != len(self._data):
            raise self._error(f"it has {len(self._data):,} bytes where {START + length + table['bytes']:,} are stated")
        self.facts: dict[str, Any] = table["facts"]
        self._base, self._table = START + length, table["sections"]

    @classmethod
    def open(cls, path: Path) -> Image:
        """Map a file.

        Raises:
            OSError: it is not there or cannot be read.
            IndexFileError: it is no image of this layout, or not whole.
        """
        with path.open("rb") as file:
            if not path.stat().st_size:
                raise IndexFileError("it is empty", path=path)
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path)

    def numbers(self, name: str) -> memoryview[int]:
        """Return a section of numbers.

        Raises:
            IndexFileError: the section is not as it was written.
        """
        code, place, length, stated = self._table[name]
        section = self._data[self._base + place : self._base + place + length]
        if crc32(section) != stated:
            raise self._error(f"its section {name} is damaged")
        return section.cast(code)

    def reals(self, name: str) -> memoryview[float]:
        """Return a section of floating-point numbers; raises as `numbers` does."""
        return self.numbers(name)  # type: ignore[return-value]

    def texts(self, name: str) -> Texts:
        """Return a section of texts."""
        return Texts(self.numbers(f"{name}.ends"), self.numbers(name))

    def _error(self, problem: str) -> IndexFileError:
        return IndexFileError(problem, path=self._path)


class Texts:
    """Texts by number."""

    __slots__ = ("_blob", "_ends")

    def __init__(self, ends: memoryview[int], blob: memoryview[int]) -> None:
        self._ends, self._blob = ends, blob

    def __len__(self) -> int:
        return len(self._ends) - 1

    def data(self, number: int) -> bytes:
        """Return the bytes of a text."""
        return bytes(self._blob[self._ends[number] : self._ends[number + 1]])

    def __getitem__(self, number: int) -> str:
        return str(self._blob[self._ends[number] : self._ends[number + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))
