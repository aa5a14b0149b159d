"""Records laid out for search: names, identifiers, links and the records themselves in one image.

Opening an image reads no record: one is decoded when it is a hit.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, overload

from screening.indexwriter import BLOCK, KINDS, index_image
from screening.linking import Links
from screening.matching.image import Image, Texts
from screening.matching.index import NameIndex
from screening.matching.keys import KeyTable
from screening.records import EntityRecord
from screening.results import ListInfo
from screening.vocabulary import EntityType

KEPT = 1 << 12
"""Records kept decoded."""

FEW = 3
"""Ids that are told of where one is not there."""

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

    @classmethod
    def of(cls, records: Sequence[EntityRecord], lists: Sequence[ListInfo]) -> ListIndex:
        """Lay out records, in the order of their ids, that stay at hand.

        Raises:
            RecordError: two records have one id.
        """
        return cls(Image(index_image(records, lists, {})), records)

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

    def ids_like(self, start: str) -> tuple[str, ...]:
        """Return the first few ids that begin so, in order."""
        first = bisect_left(self._ids, start)
        few = (self._ids[place] for place in range(first, min(first + FEW, len(self._ids))))
        return tuple(record_id for record_id in few if start and record_id.startswith(start))

    def with_identifiers(self, values: Iterable[str]) -> tuple[int, ...]:
        """Return the records that bear one of the identifiers, given in their canonical form, each once."""
        found = (
            number
            for value in values
            for number in self._by_identifier.ids(value)
            if any(one.canonical == value for one in self.records[number].party.identifiers)
        )
        return tuple(dict.fromkeys(found))

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
        self._places = image.numbers("records.lines")
        self._lines: dict[int, list[bytes]] = {}
        self._made: dict[int, EntityRecord] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> EntityRecord: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[EntityRecord, ...]: ...
    def __getitem__(self, number: int | slice) -> EntityRecord | tuple[EntityRecord, ...]:
        if isinstance(number, slice):
            return tuple(self[place] for place in range(*number.indices(len(self))))
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number %= len(self)
        found = self._made.get(number)
        if found is None:
            if len(self._made) >= KEPT:
                self._made.clear()
            found = self._made[number] = EntityRecord.model_validate_json(self._line(self._places[number]))
        return found

    def _line(self, place: int) -> bytes:
        block = place // BLOCK
        if block not in self._lines:
            if len(self._lines) >= KEPT // BLOCK:
                self._lines.clear()
            self._lines[block] = zlib.decompress(self._blocks.data(block)).split(b"\n")
        return self._lines[block][place % BLOCK]


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


def _info(facts: dict[str, Any]) -> ListInfo:
    return ListInfo(**{**facts, "date": date.fromisoformat(facts["date"]) if facts["date"] else None})
