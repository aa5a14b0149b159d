"""Records being laid out for search; each is read once, and only what an index keeps of it stays in memory."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from screening.errors import RecordError
from screening.garbage import no_collection
from screening.linkfacts import LinkFacts, link_facts
from screening.linking import find_links
from screening.matching.image import ImageWriter
from screening.matching.index import NameIndex
from screening.matching.keys import key_entries
from screening.matching.readings import Bearer, PublishedNames, published_names
from screening.records import EntityRecord
from screening.results import ListInfo
from screening.vocabulary import EntityType

BLOCK = 16
"""Records compressed together: one is read by unpacking its block."""
KINDS = tuple(EntityType)


@dataclass(frozen=True, slots=True)
class _Outline:
    """What an index keeps of a record; `line` is the place of its JSON."""

    link: LinkFacts
    names: PublishedNames
    identifiers: tuple[str, ...]
    line: int


def index_image(records: Iterable[EntityRecord], lists: Sequence[ListInfo], facts: dict[str, Any]) -> bytes:
    """Return the image of records without the records themselves, which who opens it has at hand; else as `lay_out`."""
    return b"".join(lay_out(((record, b"") for record in records), lists, facts))


@no_collection()
def lay_out(
    records: Iterable[tuple[EntityRecord, bytes]], lists: Sequence[ListInfo], facts: dict[str, Any]
) -> list[bytes | memoryview]:
    """Return an image in pieces: of records, each with its JSON on a line, from which it is made again.

    The records may come in any order, and are numbered in that of their ids. The same records in the same order, and
    the same facts, always make the same bytes.

    Raises:
        RecordError: two records have one id.
    """
    writer = ImageWriter()
    for person, bearers in zip((True, False), _put_records(writer, records), strict=True):
        NameIndex.write(writer, bearers, person=person)
    return writer.pieces({"lists": [_stated(info) for info in lists], **facts})


def _put_records(
    writer: ImageWriter, records: Iterable[tuple[EntityRecord, bytes]]
) -> tuple[list[Bearer], list[Bearer]]:
    """Add the sections of records; return the bearers of names that are persons, and the others."""
    lines = _Lines()
    outlines = sorted((_outline(record, lines.add(line)) for record, line in records), key=lambda one: one.link.id)
    for before, after in pairwise(outlines):
        if before.link.id == after.link.id:
            raise RecordError(f"two records have the id {after.link.id!r}: expected each id once")
    writer.put_texts("records", lines.blocks())
    writer.put("records.lines", array("I", (one.line for one in outlines)))
    writer.put("records.kinds", array("B", (KINDS.index(one.link.entity_type) for one in outlines)))
    writer.put_texts("records.ids", (one.link.id for one in outlines))
    writer.put("records.by-id", key_entries((one.link.id, number) for number, one in enumerate(outlines)))
    identifiers = ((value, number) for number, one in enumerate(outlines) for value in one.identifiers)
    writer.put("records.by-identifier", key_entries(identifiers))
    shared = find_links([one.link for one in outlines])
    writer.put_texts("links.ids", shared)
    writer.put_texts("links.shared", (json.dumps(pairs, ensure_ascii=False) for pairs in shared.values()))
    people, others = (
        [(number, one.names, one.link.births) for number, one in enumerate(outlines) if one.link.is_person is person]
        for person in (True, False)
    )
    return people, others


def _outline(record: EntityRecord, line: int) -> _Outline:
    identifiers = tuple(one.canonical for one in record.party.identifiers)
    return _Outline(link_facts(record), published_names(record), identifiers, line)


class _Lines:
    """Lines being compressed, several together."""

    def __init__(self) -> None:
        self._open: list[bytes] = []
        self._blocks: list[bytes] = []

    def add(self, line: bytes) -> int:
        """Take a line and return its place."""
        self._open.append(line.rstrip(b"\n"))
        place = len(self._blocks) * BLOCK + len(self._open) - 1
        if len(self._open) == BLOCK:
            self._close()
        return place

    def blocks(self) -> list[bytes]:
        """Return the blocks of all lines."""
        self._close()
        return self._blocks

    def _close(self) -> None:
        if self._open:
            self._blocks.append(zlib.compress(b"\n".join(self._open), 6))
            self._open = []


def _stated(info: ListInfo) -> dict[str, Any]:
    return {**asdict(info), "date": info.date.isoformat() if info.date else None}
