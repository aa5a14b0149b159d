"""The distinct parts of all listed names of one kind, and which of them a query's part may stand for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from screening.matching.align import SHORT_SMALL_WORD, slip_of_small_word
from screening.matching.keys import KeyTable, deletion_keys, edits_allowed
from screening.matching.strings import plain_distance
from screening.matching.words import SYLLABIC, mined_equivalents
from screening.names.lettercost import has_letter_costs
from screening.names.parts import Part, Role
from screening.names.rarity import UNKNOWN
from screening.names.scripts import Script
from screening.names.soundkey import sound_keys

NEAR_BOUND = {0: 1.0, 1: 0.97, 2: 0.9, 3: 0.9}
"""No word at this distance is worth more; the exact worth is found when the names are aligned."""
SOUND_BOUND = 0.9
SOUND_LETTERS = 0.5
"""Words of one sound are read together only where at most this share of their letters differ."""
MEMO = 1 << 15


class Lexicon:
    """Distinct parts with an id each, found by spelling, by slip, by sound and by class."""

    def __init__(self, parts: Iterable[Part], *, person: bool) -> None:
        self.parts = tuple(parts)
        self.ids = {part: number for number, part in enumerate(self.parts)}
        spellings = sorted({spelling for part in self.parts for spelling in part.spellings})
        self._words = tuple(spellings)
        number_of = {word: number for number, word in enumerate(spellings)}
        parts_of: list[list[int]] = [[] for _ in spellings]
        for number, part in enumerate(self.parts):
            for spelling in part.spellings:
                parts_of[number_of[spelling]].append(number)
        self._parts_of = tuple(tuple(numbers) for numbers in parts_of)
        self._number_of = number_of
        self._slips = KeyTable(
            (key, number) for number, word in enumerate(spellings) for key in set(deletion_keys(word))
        )
        self._sounds = KeyTable((key, number) for number, part in enumerate(self.parts) for key in _keys(part))
        self._equivalents: dict[str, list[str]] = {}
        for left, right in sorted(mined_equivalents(person)):
            self._equivalents.setdefault(left, []).append(right)
            self._equivalents.setdefault(right, []).append(left)
        self._memo: dict[Part, tuple[tuple[int, float], ...]] = {}
        self._slips_memo: dict[str, tuple[int, ...]] = {}

    def neighbours(self, part: Part) -> tuple[tuple[int, float], ...]:
        """Return the parts that this one may stand for, each with an upper bound of the share of evidence."""
        found = self._memo.get(part)
        if found is None:
            if len(self._memo) >= MEMO:
                self._memo.clear()
            found = self._memo[part] = self._look_up(part)
        return found

    def _look_up(self, part: Part) -> tuple[tuple[int, float], ...]:
        bounds: dict[int, float] = {}

        def offer(number: int, bound: float) -> None:
            if bound > bounds.get(number, 0.0):
                bounds[number] = bound

        for spelling in part.spellings:
            for other in self.exactly(spelling):
                offer(other, 1.0)
            for number, distance in () if part.script in SYLLABIC else self._within_slips(spelling):
                for other in self._parts_of[number]:
                    if self.parts[other].script not in SYLLABIC:
                        offer(other, NEAR_BOUND[distance])
            for equivalent in self._equivalents.get(spelling, ()):
                for other in self.exactly(equivalent):
                    offer(other, 1.0)
        for key in _keys(part):
            for other in self._sounds.ids(key):
                if other not in bounds and (bound := self._sound_bound(part, self.parts[other], key)):
                    offer(other, bound)
        return tuple(sorted(bounds.items()))

    def slips(self, part: Part) -> tuple[int, ...]:
        """Return the small words that this part may be a slip of, short ones included."""
        found = self._slips_memo.get(part.text)
        if found is None:
            if len(self._slips_memo) >= MEMO:
                self._slips_memo.clear()
            near = {number for number, _ in self.neighbours(part)}
            short = len(part.text) <= SHORT_SMALL_WORD
            near |= {n for n, other in enumerate(self.parts) if short and slip_of_small_word(part.text, other.text)}
            found = self._slips_memo[part.text] = tuple(sorted(near))
        return found

    def exactly(self, word: str) -> tuple[int, ...]:
        """Return the parts that have this spelling."""
        number = self._number_of.get(word)
        return () if number is None else self._parts_of[number]

    def spelt_or_sounding(self, word: str) -> tuple[int, ...]:
        """Return the parts of this spelling, and those of its sound that are nearly spelt so."""
        part = Part(word, word, Role.CONTENT, Script.LATIN, (word,), sound_keys(word), UNKNOWN)
        found = set(self.exactly(word))
        for key in part.keys:
            found.update(other for other in self._sounds.ids(key) if self._sound_bound(part, self.parts[other], key))
        return tuple(sorted(found))

    def _within_slips(self, word: str) -> Iterable[tuple[int, int]]:
        limit = edits_allowed(len(word))
        if not limit:
            number = self._number_of.get(word)
            return () if number is None else ((number, 0),)
        close = set(chain.from_iterable(self._slips.ids(key) for key in set(deletion_keys(word))))
        measured = ((number, plain_distance(word, self._words[number], limit)) for number in sorted(close))
        return [(number, distance) for number, distance in measured if distance <= limit]

    def _sound_bound(self, part: Part, other: Part, key: str) -> float:
        if key.startswith("="):
            return 1.0 if set(part.classes) & set(other.classes) else 0.0
        if part.script in SYLLABIC or other.script in SYLLABIC:
            return 0.0  # syllables agree or do not
        if part.script is not other.script and (has_letter_costs(part.script) or has_letter_costs(other.script)):
            return SOUND_BOUND  # their letters are judged when the names are aligned
        for left in part.spellings:
            for right in other.spellings:
                longest = max(len(left), len(right))
                limit = max(2, int(longest * SOUND_LETTERS))
                if plain_distance(left, right, limit) <= limit:
                    return SOUND_BOUND
        return 0.0


def _keys(part: Part) -> tuple[str, ...]:
    """Sound keys, and classes behind a `=`."""
    return (*part.keys, *(f"={name}" for name in part.classes))
