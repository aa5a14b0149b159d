"""The distinct parts of all listed names of one kind, and which of them a query's part may stand for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain

from screening.matching.image import Image, ImageWriter, Texts
from screening.matching.joins import bare, is_spelt
from screening.matching.kernel import Numbers
from screening.matching.keys import (
    Postings,
    deletion_keys,
    edits_allowed,
    key_entries,
    length_starts,
    open_table,
    put_table,
    slip_entries,
)
from screening.matching.listedparts import SCRIPTS, ListedParts
from screening.matching.smallwords import SHORT_SMALL_WORD, slip_of_small_word
from screening.matching.strings import plain_distance
from screening.matching.words import (
    CUT_LETTERS,
    CUT_SHORT,
    RARE_NAME,
    SYLLABIC,
    TINY_WORD,
    VOWELLESS,
    mined_equivalents,
)
from screening.names.lettercost import has_letter_costs
from screening.names.parts import Part
from screening.names.scripts import Script
from screening.names.soundkey import loosened

NEAR_BOUND = {0: 1.0, 1: 0.97, 2: 0.97, 3: 0.97}
"""No word at this distance is worth more; the exact worth is found when the names are aligned."""
SOUND_BOUND = 0.9
SOUND_LETTERS = 0.5
"""Words of one sound are read together only where at most this share of their letters differ."""
SOUND_LEAST = 2
"""Letters that may always differ."""
FEW_WORDS = 60
"""The compiled core goes through so many words rather than look up a key: it takes less, and finds the same."""
NEVER, ALWAYS, BY_LETTERS = 0, 1, 2
"""Whether a part of one sound is a neighbour, by the scripts of the two; `c/lexicon.h` has the same numbers."""
LEAST_LOOSE = 4
"""Sounds of a word with vowels, loosely heard, by which those without are looked for: fewer are of too many words."""
VOWELS, NO_VOWELS = ">", "<"
"""Mark loosened sound keys of words whose script writes vowels, and keys of those whose script writes none. `c/near.h`
has the same marks."""
_SYLLABIC = bytes(script in SYLLABIC for script in SCRIPTS)


class Lexicon:
    """Distinct parts by number, found by spelling, by slip, by sound and by class.

    Parts are kept in an image; one is made an object only when it is compared.
    """

    def __init__(self, image: Image, prefix: str, *, person: bool) -> None:
        self._parts = ListedParts(image, prefix)
        self.part, self.weights = self._parts.part, self._parts.weights
        self._word_ends, self._word_texts = image.numbers(f"{prefix}.words.ends"), image.numbers(f"{prefix}.words")
        self._words = Texts(self._word_ends, self._word_texts)
        self._letters = image.numbers(f"{prefix}.letters")
        self._lengths = image.numbers(f"{prefix}.words.lengths")
        self._spelt, self._slips, self._sounds = (
            open_table(image, f"{prefix}.{name}") for name in ("spelt", "slips", "sounds")
        )
        self._parts_of = Postings(image.numbers(f"{prefix}.parts-of.ends"), image.numbers(f"{prefix}.parts-of"))
        self._words_of = Postings(image.numbers(f"{prefix}.words-of.ends"), image.numbers(f"{prefix}.words-of"))
        self._person = person

    @staticmethod
    def write(writer: ImageWriter, prefix: str, parts: Sequence[Part]) -> None:
        """Add the sections of a lexicon of these parts."""
        ListedParts.write(writer, prefix, parts)
        words = sorted({word for part in parts for word in _listed_writings(part)}, key=lambda word: (len(word), word))
        number_of = {word: number for number, word in enumerate(words)}
        writer.put_texts(f"{prefix}.words", words)
        writer.put(f"{prefix}.letters", array("I", map(letter_set, words)))
        writer.put(f"{prefix}.words.lengths", length_starts(words))
        put_table(writer, f"{prefix}.spelt", key_entries((word, number) for number, word in enumerate(words)))
        put_table(writer, f"{prefix}.slips", slip_entries(words))
        sounds = ((key, number) for number, part in enumerate(parts) for key in _keys(part))
        put_table(writer, f"{prefix}.sounds", key_entries(sounds))
        writings = Postings.of([number_of[word] for word in _listed_writings(part)] for part in parts)
        writings.inverted(0, len(words)).write(writer, f"{prefix}.parts-of")
        spellings = Postings.of([number_of[word] for word in part.spellings] for part in parts)
        spellings.write(writer, f"{prefix}.words-of")

    def __len__(self) -> int:
        return len(self._parts)

    def spellings(self, number: int) -> list[str]:
        """Return the Latin spellings of a part."""
        return [self._words[word] for word in self._words_of[number]]

    @cached_property
    def _short(self) -> dict[str, list[int]]:
        """The parts that are known by a single edit, by what a letter less leaves of them."""
        found: dict[str, list[int]] = {}
        for number in range(len(self)):
            if len(text := self._parts.text(number)) <= SHORT_SMALL_WORD:
                for left in _shortened(text):
                    found.setdefault(left, []).append(number)
        return found

    def neighbours(self, part: Part) -> dict[int, float]:
        """Return the parts that this one may stand for, each with an upper bound of the share of evidence."""
        writings, known, treated = _writings(part), equivalents(self._person), treatments(part.script)
        slips = [(word, edits_allowed(len(word)), edits_allowed(len(word))) for word in writings]
        if part.weight >= RARE_NAME:
            slips += [(word, 0, CUT_LETTERS) for word in writings if len(word) == CUT_SHORT]
        if self._person:
            slips += [(word, 0, 1) for word in writings if len(word) == TINY_WORD]
        bounds: dict[int, float] = {}

        def add(numbers: Iterable[int], bound: float) -> None:
            for number in numbers:
                bounds[number] = max(bounds.get(number, 0.0), bound)

        for slip in slips if part.script not in SYLLABIC else ():
            for word, distance in self._within_slips(*slip):
                others = self._parts_of[word]
                add((one for one in others if SCRIPTS[self._parts.scripts[one]] not in SYLLABIC), NEAR_BOUND[distance])
        for text in chain(writings, *(known.get(word, ()) for word in writings)):
            add(self.exactly(text), 1.0)
        for name in part.classes:
            add(self.of_class(name), 1.0)
        for key in chain(part.keys, _loose_asked(part)):
            add((one for one in self._sounds.ids(key) if self._sounds_alike(part, one, treated)), SOUND_BOUND)
        return bounds

    @property
    def sections(self) -> tuple[Numbers, ...]:
        """What a search reads, in the order in which the compiled core takes it."""
        by_word, by_part = self._parts_of, self._words_of
        words = (self._word_ends, self._word_texts, self._letters, self._lengths)
        kept = (self._spelt, self._slips, self._sounds)
        tables = chain.from_iterable((table.entries, table.starts) for table in kept)
        runs = (by_word.ends, by_word.numbers, by_part.ends, by_part.numbers)
        return (*self._parts.sections, *words, *tables, *runs, _SYLLABIC)

    def exactly(self, word: str) -> Sequence[int]:
        """Return the parts that have this spelling."""
        for number in self._spelt.ids(word):
            if self._words[number] == word:
                return self._parts_of[number]
        return ()

    def are_of(self, script: Script, numbers: Iterable[int]) -> bool:
        """Return whether the parts among these numbers are all in this script; others are of other lexicons."""
        place = SCRIPTS.index(script)
        return all(self._parts.scripts[number] == place for number in numbers if number < len(self))

    def of_class(self, name: str) -> list[int]:
        """Return the parts that are a form of a name or meaning."""
        return self._sounds.ids(f"={name}")

    def slips_of(self, part: Part) -> tuple[int, ...]:
        """Return the small words that this part may be a slip of, short ones included."""
        return tuple(sorted({*self.neighbours(part), *self.short_slips_of(part)}))

    def short_slips_of(self, part: Part) -> tuple[int, ...]:
        """Return the short small words that a part may be a slip of."""
        if len(part.text) > SHORT_SMALL_WORD + 1:
            return ()
        close = {number for left in _shortened(part.text) for number in self._short.get(left, ())}
        return tuple(number for number in sorted(close) if slip_of_small_word(part.text, self.part(number).text))

    def _within_slips(self, word: str, deleted: int, edits: int) -> Iterable[tuple[int, int]]:
        """Return the words within so many edits, in order, with their distances.

        They are looked up by what deleting up to so many letters of the word leaves: where none is deleted, it must be
        left of theirs.
        """
        keys = set(deletion_keys(word, deleted)) if edits else set()
        close, own = sorted(set(chain.from_iterable(map(self._slips.ids, keys)))), letter_set(word)
        like = [
            number
            for number, other in zip(close, map(self._letters.__getitem__, close), strict=True)
            if (own & ~other).bit_count() <= edits and (other & ~own).bit_count() <= edits
        ]
        measured = [(number, plain_distance(word, self._words[number], edits)) for number in like]
        return [(number, distance) for number, distance in measured if distance <= edits]

    def _sounds_alike(self, part: Part, other: int, treated: bytes) -> bool:
        treatment = treated[self._parts.scripts[other]]
        if treatment != BY_LETTERS:
            return treatment == ALWAYS
        for left in part.spellings:
            for right in self.spellings(other):
                limit = max(SOUND_LEAST, int(max(len(left), len(right)) * SOUND_LETTERS))
                if plain_distance(left, right, limit) <= limit:
                    return True
        return False


@cache
def equivalents(person: bool) -> dict[str, tuple[str, ...]]:
    """Return, by word, the words that the lists show to be one name with it."""
    found: dict[str, list[str]] = {}
    for left, right in sorted(mined_equivalents(person)):
        found.setdefault(left, []).append(right)
        found.setdefault(right, []).append(left)
    return {word: tuple(others) for word, others in found.items()}


def letter_set(word: str) -> int:
    """Return the letters of a word as bits, one of 32 for each; an edit changes at most one of each side's own.

    >>> letter_set("abba") == letter_set("ab"), letter_set("ab").bit_count()
    (True, 2)
    """
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _shortened(word: str) -> set[str]:
    """A word and what is left of it without one letter: words one edit apart share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@cache
def treatments(script: Script) -> bytes:
    """Return whether parts of one sound are neighbours of a part in this script, for each script by its place."""
    return bytes(_treatment(script, other) for other in SCRIPTS)


def _treatment(script: Script, other: Script) -> int:
    if script in SYLLABIC or other in SYLLABIC:
        return NEVER  # syllables agree or do not
    if script is not other and (has_letter_costs(script) or has_letter_costs(other)):
        return ALWAYS  # their letters are judged when the names are aligned
    return BY_LETTERS


def _writings(part: Part) -> tuple[str, ...]:
    """The Latin spellings of a part, and it as written where slips in its own script are looked for."""
    own = part.script is Script.LATIN or part.script in SYLLABIC
    return part.spellings if own else (*part.spellings, part.text)


def _listed_writings(part: Part) -> tuple[str, ...]:
    """The same, and a listed word without the articles in it: so it is compared with words that a query splits."""
    return (*_writings(part), bare(part.text)) if is_spelt(part) else _writings(part)


def _keys(part: Part) -> tuple[str, ...]:
    """Sound keys, as they are and loosely heard, and classes behind a `=`."""
    return (*part.keys, *_loose_keys(part), *(f"={name}" for name in part.classes))


def _loose_keys(part: Part) -> Iterator[str]:
    """Yield the keys under which a listed part is found by one in a script with vowels, or without: the other kind."""
    if part.script in VOWELLESS:
        yield from (f"{NO_VOWELS}{key}" for key in part.keys)
    else:
        yield from (f"{VOWELS}{loosened(key)}" for key in part.keys if loosened(key) != key)


def _loose_asked(part: Part) -> Iterator[str]:
    """Yield the keys by which a part of a query finds those of the other kind."""
    if part.script in VOWELLESS:
        yield from (f"{VOWELS}{key}" for key in part.keys)
    else:
        loose = ((key, loosened(key)) for key in part.keys)
        yield from (f"{NO_VOWELS}{heard}" for key, heard in loose if heard != key and len(heard) >= LEAST_LOOSE)
