"""The distinct parts of all listed names of one kind, and which of them a query's part may stand for."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import chain

from screening.matching import kernel
from screening.matching.align import SHORT_SMALL_WORD, slip_of_small_word
from screening.matching.image import Image, ImageWriter, Texts
from screening.matching.keys import PREFIX, KeyTable, Postings, deletion_keys, edits_allowed, key_entries
from screening.matching.strings import plain_distance
from screening.matching.words import SYLLABIC, mined_equivalents
from screening.names.lettercost import has_letter_costs
from screening.names.parts import Part, Role
from screening.names.scripts import Script

NEAR_BOUND = {0: 1.0, 1: 0.97, 2: 0.97, 3: 0.97}
"""No word at this distance is worth more; the exact worth is found when the names are aligned."""
SOUND_BOUND = 0.9
SOUND_LETTERS = 0.5
"""Words of one sound are read together only where at most this share of their letters differ."""
SOUND_LEAST = 2
"""Letters that may always differ."""
SCRIPTS = tuple(Script)
NEVER, ALWAYS, BY_LETTERS = 0, 1, 2
"""Whether a part of one sound is a neighbour, by the scripts of the two; `_kernel.c` has the same numbers."""


class Lexicon:
    """Distinct parts by number, found by spelling, by slip, by sound and by class.

    Parts are kept in an image; one is made an object only when it is compared.
    """

    def __init__(self, image: Image, prefix: str, *, person: bool) -> None:
        self._parts, self._made = image.texts(f"{prefix}.parts"), dict[int, Part]()
        self.weights = image.reals(f"{prefix}.weights")
        self._scripts = image.numbers(f"{prefix}.scripts")
        self._word_ends, self._word_texts = image.numbers(f"{prefix}.words.ends"), image.numbers(f"{prefix}.words")
        self._words = Texts(self._word_ends, self._word_texts)
        self._spelt = KeyTable(image.numbers(f"{prefix}.spelt"))
        self._slips = KeyTable(image.numbers(f"{prefix}.slips"))
        self._sounds = KeyTable(image.numbers(f"{prefix}.sounds"))
        self._parts_of = Postings(image.numbers(f"{prefix}.parts-of.ends"), image.numbers(f"{prefix}.parts-of"))
        self._words_of = Postings(image.numbers(f"{prefix}.words-of.ends"), image.numbers(f"{prefix}.words-of"))
        self._person = person

    @staticmethod
    def write(writer: ImageWriter, prefix: str, parts: Sequence[Part]) -> None:
        """Add the sections of a lexicon of these parts."""
        writer.put_texts(f"{prefix}.parts", map(_packed, parts))
        writer.put(f"{prefix}.weights", array("d", (part.weight for part in parts)))
        writer.put(f"{prefix}.scripts", array("B", (SCRIPTS.index(part.script) for part in parts)))
        words = sorted({word for part in parts for word in _writings(part)})
        number_of = {word: number for number, word in enumerate(words)}
        parts_of: list[list[int]] = [[] for _ in words]
        for number, part in enumerate(parts):
            for word in dict.fromkeys(_writings(part)):
                parts_of[number_of[word]].append(number)
        writer.put_texts(f"{prefix}.words", words)
        writer.put(f"{prefix}.spelt", key_entries((word, number) for number, word in enumerate(words)))
        slips = ((key, number) for number, word in enumerate(words) for key in set(deletion_keys(word)))
        writer.put(f"{prefix}.slips", key_entries(slips))
        sounds = ((key, number) for number, part in enumerate(parts) for key in _keys(part))
        writer.put(f"{prefix}.sounds", key_entries(sounds))
        put_runs(writer, f"{prefix}.parts-of", parts_of)
        put_runs(writer, f"{prefix}.words-of", ([number_of[word] for word in part.spellings] for part in parts))

    def __len__(self) -> int:
        return len(self._parts)

    def part(self, number: int) -> Part:
        """Return a part; what it looks like as published (`shown`) is not kept."""
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = _unpacked(self._parts[number])
        return found

    def spellings(self, number: int) -> list[str]:
        """Return the Latin spellings of a part."""
        return [self._words[word] for word in self._words_of[number]]

    @cached_property
    def _short(self) -> tuple[int, ...]:
        """The parts that are known by a single edit; longer ones are neighbours of their slips."""
        return tuple(number for number in range(len(self)) if len(self.part(number).text) <= SHORT_SMALL_WORD)

    @cached_property
    def _equivalents(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for left, right in sorted(mined_equivalents(self._person)):
            found.setdefault(left, []).append(right)
            found.setdefault(right, []).append(left)
        return found

    def neighbours(self, part: Part) -> dict[int, float]:
        """Return the parts that this one may stand for, each with an upper bound of the share of evidence."""
        bounds: dict[int, float] = {}
        for spelling in _writings(part):
            for number, distance in () if part.script in SYLLABIC else self._within_slips(spelling):
                for other in self._parts_of[number]:
                    if SCRIPTS[self._scripts[other]] not in SYLLABIC:
                        bounds[other] = max(bounds.get(other, 0.0), NEAR_BOUND[distance])
            for word in (spelling, *self._equivalents.get(spelling, ())):
                for other in self.exactly(word):
                    bounds[other] = 1.0
        for key in _keys(part):
            bound = 1.0 if key.startswith("=") else SOUND_BOUND
            for other in self._sounds.ids(key) if key.startswith("=") else self._sounding(part, key):
                bounds[other] = max(bounds.get(other, 0.0), bound)
        return bounds

    def exactly(self, word: str) -> Sequence[int]:
        """Return the parts that have this spelling."""
        for number in self._spelt.ids(word):
            if self._words[number] == word:
                return self._parts_of[number]
        return ()

    def of_class(self, name: str) -> list[int]:
        """Return the parts that are a form of a name or meaning."""
        return self._sounds.ids(f"={name}")

    def slips_of(self, part: Part) -> tuple[int, ...]:
        """Return the small words that this part may be a slip of, short ones included."""
        near = set(self.neighbours(part))
        if len(part.text) <= SHORT_SMALL_WORD:
            near |= {number for number in self._short if slip_of_small_word(part.text, self.part(number).text)}
        return tuple(sorted(near))

    def _within_slips(self, word: str) -> Iterable[tuple[int, int]]:
        """Return the words within the edits that are allowed, in order, with their distances."""
        limit = edits_allowed(len(word))
        if not limit:
            return ()
        if core := kernel.core():
            found = core.within_slips(word, PREFIX, limit, self._slips.entries, self._word_ends, self._word_texts)
            if found is not None:
                return found
        close = sorted(set(chain.from_iterable(self._slips.ids(key) for key in set(deletion_keys(word)))))
        measured = ((number, plain_distance(word, self._words[number], limit)) for number in close)
        return [(number, distance) for number, distance in measured if distance <= limit]

    def _sounding(self, part: Part, key: str) -> Iterable[int]:
        """Return the parts under a sound key, in order, without those whose letters differ too much."""
        treatments = _treatments(part.script)
        if core := kernel.core():
            found = core.sounding(
                *(key, part.spellings, SOUND_LEAST, SOUND_LETTERS, treatments, self._sounds.entries, self._scripts),
                *(self._words_of.ends, self._words_of.numbers, self._word_ends, self._word_texts),
            )
            if found is not None:
                return found
        return [other for other in self._sounds.ids(key) if self._sounds_alike(part, other, treatments)]

    def _sounds_alike(self, part: Part, other: int, treatments: bytes) -> bool:
        treatment = treatments[self._scripts[other]]
        if treatment != BY_LETTERS:
            return treatment == ALWAYS
        for left in part.spellings:
            for right in self.spellings(other):
                limit = max(SOUND_LEAST, int(max(len(left), len(right)) * SOUND_LETTERS))
                if plain_distance(left, right, limit) <= limit:
                    return True
        return False


@cache
def _treatments(script: Script) -> bytes:
    """Return whether parts of one sound are neighbours of a part in this script, for each script by its place."""
    return bytes(_treatment(script, other) for other in SCRIPTS)


def _treatment(script: Script, other: Script) -> int:
    if script in SYLLABIC or other in SYLLABIC:
        return NEVER  # syllables agree or do not
    if script is not other and (has_letter_costs(script) or has_letter_costs(other)):
        return ALWAYS  # their letters are judged when the names are aligned
    return BY_LETTERS


def put_runs(writer: ImageWriter, name: str, runs: Iterable[Iterable[int]]) -> None:
    """Add runs of numbers as two sections."""
    postings = Postings.of(runs)
    for section, items in ((f"{name}.ends", postings.ends), (name, postings.numbers)):
        assert isinstance(items, array)
        writer.put(section, items)


def _writings(part: Part) -> tuple[str, ...]:
    """The Latin spellings of a part, and it as written where slips in its own script are looked for."""
    own = part.script is Script.LATIN or part.script in SYLLABIC
    return part.spellings if own else (*part.spellings, part.text)


def _keys(part: Part) -> tuple[str, ...]:
    """Sound keys, and classes behind a `=`."""
    return (*part.keys, *(f"={name}" for name in part.classes))


def _packed(part: Part) -> str:
    facts = (
        part.text, part.role, part.script, part.spellings, part.keys, part.weight, part.value, part.classes,
        part.is_filiation,
    )  # fmt: skip
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _unpacked(text: str) -> Part:
    word, role, script, spellings, keys, weight, value, classes, is_filiation = json.loads(text)
    return Part(
        word, word, Role(role), Script(script), tuple(spellings), tuple(keys), weight, value, tuple(classes),
        is_filiation,
    )  # fmt: skip
