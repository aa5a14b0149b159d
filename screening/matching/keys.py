"""A table from text keys to ids, in one flat sorted array: the layout that a memory-mapped file or a kernel can share.

Each entry packs the key's checksum and an id in 64 bits. Two keys may share a checksum, so a lookup returns
candidates that the caller verifies; it never loses one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from typing import TypeAlias
from zlib import crc32

from screening.matching import kernel
from screening.matching.image import Image, ImageWriter

Entries: TypeAlias = "array[int] | memoryview[int]"

LONG = 9
"""Letters from which a word may be three edits away."""
BUCKET_BITS = 4
"""A bucket has some so many bits of entries: they lie side by side, and the first is found at once."""
PREFIX = 7
"""Deletion keys are made of a word's first letters only; a slip beyond them changes no key."""


class KeyTable:
    """Sorted `checksum << 32 | id` entries.

    >>> KeyTable(key_entries([("prigozhin", 3), ("maslov", 1), ("maslov", 2)])).ids("maslov")
    [1, 2]
    """

    __slots__ = ("_width", "entries", "starts")

    def __init__(self, entries: Entries, starts: Entries | None = None) -> None:
        """Take the entries, and where their buckets start if that is known."""
        self.entries = entries
        self.starts = bucket_starts(entries) if starts is None else starts
        self._width = 65 - (len(self.starts) - 1).bit_length()

    def ids(self, key: str) -> list[int]:
        """Return the ids under a key, in order; some may belong to another key of the same checksum."""
        low = crc32(key.encode()) << 32
        bucket = low >> self._width
        last = self.starts[bucket + 1]
        first = bisect_left(self.entries, low, self.starts[bucket], last)
        end = bisect_left(self.entries, low + (1 << 32), first, last)
        return [entry - low for entry in self.entries[first:end]]


def key_entries(pairs: Iterable[tuple[str, int]]) -> Entries:
    """Return the entries of a table from keys to ids."""
    if core := kernel.core():
        return memoryview(core.key_entries(pairs)).cast("Q")
    return array("Q", sorted({crc32(key.encode()) << 32 | number for key, number in pairs}))


def bucket_starts(entries: Entries) -> array[int]:
    """Return where the entries of each bucket start, and last their number; buckets are the first bits of a checksum.

    >>> entries = key_entries((f"word {number}", number) for number in range(64))
    >>> starts = bucket_starts(entries)
    >>> len(starts) - 1, starts[0], starts[-1]
    (4, 0, 64)
    """
    bits = max(0, len(entries).bit_length() - 1 - BUCKET_BITS)
    width = 64 - bits
    return array("I", (bisect_left(entries, bucket << width) for bucket in range((1 << bits) + 1)))


def length_starts(words: Sequence[str]) -> array[int]:
    """Return where the words of each length start, in words by length: a slip changes it by no more than its edits."""
    lengths = list(map(len, words))
    return array("I", (bisect_left(lengths, length) for length in range(max(lengths, default=0) + 2)))


def put_table(writer: ImageWriter, name: str, entries: Entries) -> None:
    """Add a table from keys to ids as two sections."""
    writer.put(name, entries)
    writer.put(f"{name}.starts", bucket_starts(entries))


def open_table(image: Image, name: str) -> KeyTable:
    """Return a table that `put_table` added."""
    return KeyTable(image.numbers(name), image.numbers(f"{name}.starts"))


class Postings:
    """For each id from 0 on, a run of numbers: one array of numbers and one of where each run ends."""

    __slots__ = ("ends", "numbers")

    def __init__(self, ends: Entries, numbers: Entries) -> None:
        self.ends, self.numbers = ends, numbers

    @classmethod
    def of(cls, runs: Iterable[Iterable[int]]) -> Postings:
        """Lay runs out in two arrays."""
        ends, numbers = array("I", [0]), array("I")
        for run in runs:
            numbers.extend(run)
            ends.append(len(numbers))
        return cls(ends, numbers)

    def inverted(self, first: int, count: int) -> Postings:
        """Return for each of `count` numbers from the first on the places of the runs it stands in.

        >>> list(Postings.of([[7, 8], [8, 8, 6]]).inverted(7, 2))
        [array('I', [0]), array('I', [0, 1])]
        """
        wanted = range(first, first + count)
        sizes = array("I", bytes(4 * count))
        for run in self:
            for number in set(run):
                if number in wanted:
                    sizes[number - first] += 1
        ends = array("I", accumulate(sizes, initial=0))
        numbers, free = array("I", bytes(4 * ends[-1])), ends[:]
        for place, run in enumerate(self):
            for number in set(run):
                if number in wanted:
                    numbers[free[number - first]] = place
                    free[number - first] += 1
        return Postings(ends, numbers)

    def write(self, writer: ImageWriter, name: str) -> None:
        """Add the two arrays as sections."""
        writer.put(f"{name}.ends", self.ends)
        writer.put(name, self.numbers)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[Sequence[int]]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Sequence[int]:
        return self.numbers[self.ends[number] : self.ends[number + 1]]


def edits_allowed(length: int) -> int:
    """Return how many edits a word of this length may be away and still be looked up.

    >>> [edits_allowed(length) for length in (2, 3, 4, 8, 9)]
    [0, 1, 2, 2, 3]
    """
    if length <= 3:
        return max(0, length - 2)
    return 2 if length < LONG else 3


def deletion_keys(word: str, deleted: int) -> Iterator[str]:
    """Yield every text that deleting up to so many letters of the word's prefix leaves, and the prefix.

    Two words within as many edits share at least one key of as many deletions.

    Source: symmetric deletion (Garbe 2012), prefix variant.
    """
    prefix = word[:PREFIX]
    for count in range(deleted + 1):
        for kept in combinations(range(len(prefix)), len(prefix) - count):
            yield "".join([prefix[place] for place in kept])


def _slip_keys(word: str) -> set[str]:
    return set(deletion_keys(word, edits_allowed(len(word))))


def slip_entries(words: Sequence[str]) -> Entries:
    """Return the entries of a table from the deletion keys of words to their places.

    >>> KeyTable(slip_entries(["maslov", "utkin"])).ids("uti")
    [1]
    """
    if core := kernel.core():
        found = core.slip_entries(((word, edits_allowed(len(word))) for word in words), PREFIX)
        if found is not None:
            return memoryview(found).cast("Q")
    return key_entries((key, number) for number, word in enumerate(words) for key in _slip_keys(word))
