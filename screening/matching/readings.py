"""The distinct parts and readings of many names and who has which, by number, as they are laid out in an index."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from screening.matching.births import Dates
from screening.matching.image import ImageWriter
from screening.matching.keys import Postings
from screening.matching.smallwords import is_small_word
from screening.names.parts import Part, read_name
from screening.records import EntityRecord
from screening.vocabulary import NameStrength

PublishedNames: TypeAlias = tuple[tuple[str, bool], ...]
"""The names of a record as published, each with whether it is a weak alias."""


Bearer: TypeAlias = tuple[int, PublishedNames, Dates]
"""A record by its number, its names, and when the party was born."""


def published_names(record: EntityRecord) -> PublishedNames:
    """Return the names of a record as published, each with whether it is a weak alias."""
    return tuple((name.text, name.strength is NameStrength.WEAK) for name in record.party.names)


class ListedReadings:
    """The readings of listed names, each as its parts; names that read alike have one."""

    def __init__(self, bearers: Iterable[Bearer], *, person: bool) -> None:
        """Read the names of records."""
        self._births: dict[int, Dates] = {}
        self._form_of, self._record, self._name, self._is_weak = array("I"), array("I"), array("I"), array("B")
        parts: dict[Part, int] = {}
        readings: dict[tuple[int, ...], int] = {}
        of_text: dict[str, tuple[int, ...]] = {}
        for record, names, births in bearers:
            self._births[record] = births
            for place, (text, is_weak) in enumerate(names):
                if text not in of_text:
                    read = read_name.__wrapped__(text, person=person)
                    runs = (tuple([parts.setdefault(part, len(parts)) for part in one.parts]) for one in read)
                    of_text[text] = tuple([readings.setdefault(run, len(readings)) for run in runs])
                for number in of_text[text]:
                    self._form_of.append(number)
                    self._record.append(record)
                    self._name.append(place)
                    self._is_weak.append(is_weak)
        self.content, self.small, self.other = _by_kind(parts)
        """The distinct parts in the order of first use: content, small words and numbers in words, then the rest."""
        self.parts = [*self.content, *self.small, *self.other]
        """All of them, by number."""
        number_of = array("I", bytes(4 * len(parts)))
        for number, part in enumerate(self.parts):
            number_of[parts[part]] = number
        self.runs = Postings.of([number_of[part] for part in run] for run in readings)
        """The numbers of the parts of each reading."""

    def __iter__(self) -> Iterator[tuple[Part, ...]]:
        return (tuple([self.parts[part] for part in run]) for run in self.runs)

    @cached_property
    def _forms(self) -> Postings:
        """The forms that each reading has, by the places of the names."""
        return Postings(array("I", range(len(self._form_of) + 1)), self._form_of).inverted(0, len(self.runs))

    def births(self) -> Iterator[list[Dates]]:
        """Yield the birth dates of the bearers of each reading."""
        return ([self._births[self._record[form]] for form in forms] for forms in self._forms)

    def write_forms(self, writer: ImageWriter, prefix: str) -> None:
        """Add the sections of who has which reading: record and place of each name, and whether it is weak."""
        forms = self._forms
        writer.put(f"{prefix}.ends", forms.ends)
        for section, column in (("record", self._record), ("name", self._name), ("weak", self._is_weak)):
            writer.put(f"{prefix}.{section}", array(column.typecode, map(column.__getitem__, forms.numbers)))


def _by_kind(parts: Iterable[Part]) -> tuple[list[Part], list[Part], list[Part]]:
    content: list[Part] = []
    small: list[Part] = []
    other: list[Part] = []
    for part in parts:
        (content if part.is_content else small if is_small_word(part) else other).append(part)
    return content, small, other
