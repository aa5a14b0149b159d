"""Records laid out for search: names, identifiers, links and the records themselves in one image.

Opening an image reads no record: one is decoded when it is a hit.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar, overload

from screening.errors import RecordError
from screening.garbage import no_collection
from screening.linking import Links, link_records
from screening.matching.image import Image, ImageWriter, Texts
from screening.matching.index import NameIndex, PublishedNames, published_names
from screening.matching.keys import KeyTable, key_entries
from screening.records import EntityRecord, Person
from screening.results import ListInfo
from screening.vocabulary import EntityType

BLOCK = 16
"""Records compressed together: one is read by unpacking its block."""
KEPT = 1 << 12
"""Records kept decoded."""
KINDS = tuple(EntityType)

Value = TypeVar("Value")


class ListIndex:
    """Records by number, in the order of their ids, and what finds them."""

    def __init__(self, image: Image, records: Sequence[EntityRecord] | None = None) -> None:
        """Take an image, and its records where they are at hand."""
        self.image = image
        self.records = StoredRecords(image) if records is None else records
        self.lists = tuple(_info(facts) for facts in image.facts["lists"])
        self.kinds = image.numbers("records.kinds")
        self._ids, self._by_id = image.texts("records.ids"), KeyTable(image.numbers("records.by-id"))
        self._by_identifier = KeyTable(image.numbers("records.by-identifier"))

    @cached_property
    def people(self) -> NameIndex:
        """The names of persons."""
        return NameIndex(self.image, person=True)

    @cached_property
    def others(self) -> NameIndex:
        """The names of all other parties."""
        return NameIndex(self.image, person=False)

    def kind(self, number: int) -> EntityType:
        """Return what kind of party a record is of."""
        return KINDS[self.kinds[number]]

    def number_of(self, record_id: str) -> int | None:
        """Return the number of the record that has an id."""
        return next((number for number in self._by_id.ids(record_id) if self._ids[number] == record_id), None)

    def with_identifier(self, value: str) -> tuple[int, ...]:
        """Return the records that bear an identifier, given in its canonical form."""
        return tuple(
            number
            for number in self._by_identifier.ids(value)
            if any(one.canonical == value for one in self.records[number].party.identifiers)
        )

    @cached_property
    def links(self) -> Links:
        """Which records are one party."""
        places = _Sorted(self.image.texts("links.ids"))
        shared = self.image.texts("links.shared")

        def record(key: str) -> EntityRecord:
            number = self.number_of(key)
            assert number is not None, f"{key} is linked and no record has this id"
            return self.records[number]

        def others(key: str) -> tuple[tuple[str, str], ...]:
            return tuple((other, reason) for other, reason in json.loads(shared[places[key]]))

        return Links(_Lazy(places, record), _Lazy(places, others))


class StoredRecords(Sequence[EntityRecord]):
    """The records of an image, decoded one by one when asked for."""

    def __init__(self, image: Image) -> None:
        self._blocks = image.texts("records")
        self._count = len(image.numbers("records.kinds"))
        self._lines: dict[int, list[bytes]] = {}
        self._made: dict[int, EntityRecord] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> EntityRecord: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[EntityRecord, ...]: ...
    def __getitem__(self, number: int | slice) -> EntityRecord | tuple[EntityRecord, ...]:
        if isinstance(number, slice):
            return tuple(self[place] for place in range(*number.indices(self._count)))
        if not -self._count <= number < self._count:
            raise IndexError(number)
        number %= self._count
        found = self._made.get(number)
        if found is None:
            if len(self._made) >= KEPT:
                self._made.clear()
            found = self._made[number] = EntityRecord.model_validate_json(self._line(number))
        return found

    def _line(self, number: int) -> bytes:
        block = number // BLOCK
        if block not in self._lines:
            if len(self._lines) >= KEPT // BLOCK:
                self._lines.clear()
            self._lines[block] = zlib.decompress(self._blocks.data(block)).split(b"\n")
        return self._lines[block][number % BLOCK]


@dataclass(frozen=True, slots=True)
class _Sorted(Mapping[str, int]):
    """The place of each of some sorted texts, found without reading them all."""

    texts: Texts

    def __getitem__(self, key: str) -> int:
        place = bisect_left(self.texts, key)
        if place == len(self.texts) or self.texts[place] != key:
            raise KeyError(key)
        return place

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class _Lazy(Mapping[str, Value]):
    """Values looked up when asked for."""

    keys_in_order: Mapping[str, int]
    look_up: Callable[[str], Value]

    def __getitem__(self, key: str) -> Value:
        if key not in self.keys_in_order:
            raise KeyError(key)
        return self.look_up(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_in_order)

    def __len__(self) -> int:
        return len(self.keys_in_order)


@dataclass(frozen=True, slots=True)
class Outline:
    """What an image is made of, apart from the records: once they are outlined, they need not be kept in memory."""

    people: list[tuple[int, PublishedNames]]
    others: list[tuple[int, PublishedNames]]
    sections: ImageWriter


def index_image(
    records: Sequence[EntityRecord], lists: Sequence[ListInfo], facts: dict[str, Any], *, with_records: bool = True
) -> bytes:
    """Return the image of records in the order of their ids; the same records and facts always make the same bytes.

    Args:
        with_records: whether the records themselves go in; who opens the image without them has them at hand.

    Raises:
        RecordError: two records have one id.
    """
    return lay_out(outline_records(records, with_records=with_records), lists, facts)


def lay_out(outline: Outline, lists: Sequence[ListInfo], facts: dict[str, Any]) -> bytes:
    """Return the image of outlined records."""
    writer = ImageWriter()
    with no_collection():
        NameIndex.write(writer, outline.people, person=True)
        NameIndex.write(writer, outline.others, person=False)
    writer.add(outline.sections)
    return writer.image({"lists": [_stated(info) for info in lists], **facts})


def outline_records(records: Sequence[EntityRecord], *, with_records: bool = True) -> Outline:
    """Take from records in the order of their ids what an image is made of; arguments and errors as `index_image`."""
    for before, after in pairwise(records):
        if before.id == after.id:
            raise RecordError(f"two records have the id {after.id!r}: expected each id once")
    writer = ImageWriter()
    numbered = list(enumerate(records))
    people, others = (
        [(number, published_names(record)) for number, record in numbered if isinstance(record.party, Person) is person]
        for person in (True, False)
    )
    writer.put("records.kinds", array("B", (KINDS.index(record.party.entity_type) for record in records)))
    writer.put_texts("records.ids", (record.id for record in records))
    writer.put("records.by-id", key_entries((record.id, number) for number, record in numbered))
    identifiers = ((one.canonical, number) for number, record in numbered for one in record.party.identifiers)
    writer.put("records.by-identifier", key_entries(identifiers))
    links = link_records(records)
    writer.put_texts("links.ids", links.shared)
    writer.put_texts("links.shared", (json.dumps(pairs, ensure_ascii=False) for pairs in links.shared.values()))
    if with_records:
        writer.put_texts("records", _blocks(records))
    return Outline(people, others, writer)


def _blocks(records: Sequence[EntityRecord]) -> Iterator[bytes]:
    for start in range(0, len(records), BLOCK):
        lines = (record.model_dump_json().encode() for record in records[start : start + BLOCK])
        yield zlib.compress(b"\n".join(lines), 6)


def _stated(info: ListInfo) -> dict[str, Any]:
    return {**asdict(info), "date": info.date.isoformat() if info.date else None}


def _info(facts: dict[str, Any]) -> ListInfo:
    return ListInfo(**{**facts, "date": date.fromisoformat(facts["date"]) if facts["date"] else None})
