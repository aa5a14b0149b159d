"""All listed names of one kind of party, laid out flat so that a query reads only those that could be a hit.

Names that read alike are one reading, whoever bears them; a form is one name of one record with one of its readings.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from screening.matching import kernel
from screening.matching.align import LEAST_ACRONYM, LONGEST_ACRONYM
from screening.matching.births import Births
from screening.matching.cover import OUT_OF_REACH
from screening.matching.evidence import NEGLIGIBLE
from screening.matching.image import Image, ImageWriter
from screening.matching.joins import JoinedWords, bare, is_spelt, sound_of, spelling_of, written
from screening.matching.keys import Postings, key_entries, open_table, put_table
from screening.matching.lexicon import Lexicon
from screening.matching.readings import Bearer, ListedReadings
from screening.matching.smallwords import SMALL_ROLES
from screening.matching.words import SYLLABIC
from screening.names.parts import Part, Reading, Role

MAX_JOINED = 4


@dataclass(frozen=True, slots=True)
class Form:
    """A name of a record, by their places."""

    record: int
    name: int
    is_weak: bool


class NameIndex:
    """Readings by number: their parts, what they weigh, whose they are, and in which of them a part stands."""

    def __init__(self, image: Image, *, person: bool) -> None:
        prefix = _prefix(person)
        self.person = person
        self.lexicon = Lexicon(image, f"{prefix}.content", person=person)
        self.small = Lexicon(image, f"{prefix}.small", person=person)
        self.lexicons = (self.lexicon, self.small, Lexicon(image, f"{prefix}.other", person=person))
        self.parts_of = _runs(image, f"{prefix}.readings")
        self.postings = _runs(image, f"{prefix}.postings")
        self.small_postings = _runs(image, f"{prefix}.small-postings")
        self.joins = open_table(image, f"{prefix}.joins")
        self.joined_words = JoinedWords(image, f"{prefix}.joined-words")
        self.totals = image.reals(f"{prefix}.totals")
        """Weight of the content of a reading."""
        self.counts, self.words, self.longest, self.initials = (
            image.numbers(f"{prefix}.{name}") for name in ("counts", "words", "longest", "initials")
        )
        """Content parts that are not negligible, all content parts, letters of the longest one, initials."""
        self.births = Births(image, f"{prefix}.births")
        self._forms_end = image.numbers(f"{prefix}.forms.ends")
        self._records, self._names, self._weak = (
            image.numbers(f"{prefix}.forms.{name}") for name in ("record", "name", "weak")
        )
        self.short, self.with_initials = cache(self._short), cache(self._with_initials)

    @staticmethod
    def write(writer: ImageWriter, named: Iterable[Bearer], *, person: bool) -> None:
        """Add the sections of an index of the names of records."""
        prefix = _prefix(person)
        readings = ListedReadings(named, person=person)
        content, small, other = readings.content, readings.small, readings.other
        for kind, parts in (("content", content), ("small", small), ("other", other)):
            Lexicon.write(writer, f"{prefix}.{kind}", parts)
        readings.runs.write(writer, f"{prefix}.readings")
        readings.runs.inverted(0, len(content)).write(writer, f"{prefix}.postings")
        readings.runs.inverted(len(content), len(small)).write(writer, f"{prefix}.small-postings")
        joins = ((key, number) for number, parts in enumerate(readings) for key in _join_keys(parts))
        put_table(writer, f"{prefix}.joins", key_entries(joins))
        JoinedWords.write(writer, f"{prefix}.joined-words", chain.from_iterable(map(_runs_of_words, readings)))
        for name, code, of_part, of_reading in MEASURES:
            values = list(map(of_part, readings.parts))
            measured = (of_reading(map(values.__getitem__, run)) for run in readings.runs)
            writer.put(f"{prefix}.{name}", array(code, measured))
        readings.write_forms(writer, f"{prefix}.forms")
        Births.write(writer, f"{prefix}.births", readings.births())

    @property
    def sections(self) -> tuple[kernel.Numbers, ...]:
        """What a search reads of every reading, in the order in which the compiled core takes it."""
        measures = (self.totals, self.counts, self.words, self.longest, self.initials, *self.births.sections)
        runs = (self.postings.ends, self.postings.numbers, self.small_postings.ends, self.small_postings.numbers)
        joins = (self.joins.entries, self.joins.starts)
        return (self.parts_of.ends, self.parts_of.numbers, *measures, *joins, *runs, *self.joined_words.sections)

    def __len__(self) -> int:
        return len(self.parts_of)

    def reading(self, number: int) -> Reading:
        """Return a reading, its parts without the way they are published."""
        return Reading(tuple(map(self.part, self.parts_of[number])))

    def part(self, number: int) -> Part:
        """Return a part: content comes first, then small words and numbers in words, then the rest."""
        for lexicon in self.lexicons:
            if number < len(lexicon):
                break
            number -= len(lexicon)
        return lexicon.part(number)

    def forms(self, number: int) -> Iterator[Form]:
        """Yield the names that have a reading."""
        for place in range(self._forms_end[number], self._forms_end[number + 1]):
            yield Form(self._records[place], self._names[place], bool(self._weak[place]))

    def _short(self, parts: int) -> frozenset[int]:
        """Return the readings of at most so many content parts that count."""
        return frozenset(number for number, count in enumerate(self.counts) if count <= parts)

    def _with_initials(self, initials: int) -> frozenset[int]:
        """Return the readings of at least so many initials."""
        return frozenset(number for number, count in enumerate(self.initials) if count >= initials)


def _prefix(person: bool) -> str:
    return "people" if person else "others"


def _runs(image: Image, name: str) -> Postings:
    return Postings(image.numbers(f"{name}.ends"), image.numbers(name))


def _longest(part: Part) -> int:
    """Return the letters of a part's longest spelling; syllables are soon another: one edit is as many of theirs."""
    longest = max(map(len, part.spellings), default=0)
    return longest * OUT_OF_REACH if part.script in SYLLABIC else longest


MEASURES: tuple[tuple[str, str, Callable[[Part], float], Callable[[Iterable[float]], float]], ...] = (
    ("totals", "d", lambda part: part.weight if part.is_content else 0.0, sum),
    ("counts", "I", lambda part: part.is_content and part.weight >= NEGLIGIBLE, sum),
    ("words", "I", lambda part: part.is_content, sum),
    ("longest", "I", lambda part: _longest(part) if part.is_content else 0, max),
    ("initials", "I", lambda part: part.role is Role.INITIAL, sum),
)
"""What is said of each reading: by what of its parts, and how that adds up."""


def _join_keys(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the words that neighbouring parts make, their sounds behind a `~`, their initials behind a `.`."""
    words, stretches = list(map(spelling_of, parts)), list(_stretches(parts))
    for start, end in stretches:
        yield "".join(words[start:end])
    if any(map(is_spelt, parts)):
        words = list(map(written, parts))
        for start, end in stretches:
            if is_spelt(parts[start]):
                yield bare("".join(words[start:end]))
    for acronym, _ in acronyms(parts):
        yield f".{acronym}"
    for start in range(len(parts) - 1):
        if parts[start].script in SYLLABIC:
            continue  # syllables agree or do not, joined or not
        for end in range(start + 2, min(start + MAX_JOINED, len(parts)) + 1):
            if (sound := sound_of(parts[start:end])) is not None:
                yield f"~{sound}"


def _runs_of_words(parts: Sequence[Part]) -> Iterator[tuple[str, ...]]:
    """Yield neighbouring words as they are joined, by spelling and as written without articles; of no syllables."""
    spelt, own = list(map(spelling_of, parts)), [bare(written(part)) for part in parts]
    for start, end in _stretches(parts):
        if parts[start].script not in SYLLABIC:
            yield tuple(spelt[start:end])
        if is_spelt(parts[start]):
            yield tuple(own[start:end])


def acronyms(parts: Sequence[Part]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the initials of neighbouring parts and their places: with small words, with legal forms only, without."""
    every = tuple(place for place, part in enumerate(parts) if part.spellings)
    formed = tuple(place for place in every if parts[place].role not in SMALL_ROLES - {Role.LEGAL_FORM})
    telling = tuple(place for place in formed if parts[place].role is not Role.LEGAL_FORM)
    for places in dict.fromkeys((every, formed, telling)):
        letters = [parts[place].spellings[0][:1] for place in places]
        for start in range(len(places) - 1):
            for end in range(start + LEAST_ACRONYM, min(start + LONGEST_ACRONYM, len(places)) + 1):
                yield "".join(letters[start:end]), places[start:end]


def joined_words(parts: Sequence[Part]) -> Iterator[tuple[str, float, range]]:
    """Yield neighbouring parts as one word, with their weight and places."""
    return _joined(parts, list(map(spelling_of, parts)))


def words_as_written(parts: Sequence[Part]) -> Iterator[tuple[str, float, range]]:
    """Yield the same of words in another alphabet, by its own letters."""
    if not any(map(is_spelt, parts)):
        return
    for joined, weight, places in _joined(parts, list(map(written, parts))):
        if is_spelt(parts[places[0]]):
            yield joined, weight, places


def _joined(parts: Sequence[Part], words: Sequence[str]) -> Iterator[tuple[str, float, range]]:
    for start, end in _stretches(parts):
        weight = sum(part.weight for part in parts[start:end] if part.role is Role.CONTENT)
        yield "".join(words[start:end]), min(1.0, weight), range(start, end)


def _stretches(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield where neighbouring parts begin and end that may be one word: some of them content, or all initials."""
    content = [part.role is Role.CONTENT for part in parts]
    initials = [part.role is Role.INITIAL for part in parts]
    for start in range(len(parts) - 1):
        for end in range(start + 2, min(start + MAX_JOINED, len(parts)) + 1):
            if True in content[start:end] or False not in initials[start:end]:
                yield start, end
