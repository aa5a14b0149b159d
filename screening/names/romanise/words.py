"""What a romanised name is made of, and the cheapest ways to spell a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from operator import itemgetter

from screening.names.lettercost import Reading, letter_readings, segment_keys
from screening.names.scripts import Script
from screening.names.soundkey import MOST_KEYS, merge_keys, sound_keys
from screening.names.text import comparable

MOST_SPELLINGS = 8
"""Spellings of a word at most: more find little and cost index rows."""

FOREIGN_LENGTH = 4
"""Syllables from which a single word is hardly a Chinese or Korean person's name."""
LEAST_GLUED, LEAST_NAME, MOST_CUTS = 5, 2, 5
"""Syllables of a foreign word that may be two names written together, of each of those, and ways to part it."""
MOST_WAYS = 128
"""Ways to hear a word that are tried where its letters stand for several sounds each."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")


@dataclass(frozen=True, slots=True)
class RomanWord:
    """A native word, the ways to spell it in a-z (usual one first), its sound keys, and, of a Korean or Chinese
    person's family or given name, its syllables as classes.
    """

    native: str
    spellings: tuple[str, ...]
    keys: tuple[str, ...]
    classes: tuple[str, ...] = ()
    written: str = ""
    """As written, of a foreign word that is taken apart into letters of another script."""

    @property
    def published(self) -> str:
        """The word in the letters that it is written in."""
        return self.written or self.native


@dataclass(frozen=True, slots=True)
class Romanisation:
    """One way to read a script run as Latin words, and the name of the standard behind it."""

    words: tuple[RomanWord, ...]
    standard: str


def split_words(text: str) -> tuple[str, ...]:
    """Return the comparable words of a text: letters and digits, parted by anything else.

    >>> split_words("Лук'янов, А.-Б. «Восток»")
    ('лукянов', 'а', 'б', 'восток')
    """
    words = (word for part in text.split() for word in _WORD.findall(comparable(part)))
    return tuple(word for word in words if word != "'")


def roman_word(
    native: str,
    spellings: Iterable[str],
    keys: tuple[str, ...] = (),
    classes: tuple[str, ...] = (),
    written: str = "",
) -> RomanWord:
    """Return a word with its spellings pruned; without keys they come from the spellings.

    A word that nothing can be made of stands for itself, so that it still equals its own kind.

    >>> roman_word("ли", ("li", "lee", "li"))
    RomanWord(native='ли', spellings=('li', 'lee'), keys=('L',), classes=(), written='')
    """
    kept = tuple(dict.fromkeys(spelling for spelling in spellings if spelling))[:MOST_SPELLINGS] or (native,)
    if not keys:
        keys = merge_keys(*(sound_keys(spelling)[:1] for spelling in kept[:MOST_KEYS]))
    return RomanWord(native, kept, keys, classes, written)


def is_foreign(words: Sequence[str], *, person: bool | None, may_be_own: Callable[[Sequence[str]], bool]) -> bool:
    """Return whether a Chinese or Korean name cannot be one: a foreign name spelt by ear.

    One word of a person's name has four syllables at most, and hardly four; beside another word, or in the name of a
    company, three are too many. What is shorter the script's own rule decides.

    >>> is_foreign(("普里戈任",), person=True, may_be_own=bool), is_foreign(("习近平",), person=True, may_be_own=bool)
    (True, False)
    """
    needed = FOREIGN_LENGTH - (len(words) > 1 or person is False)
    if any(len(word) >= needed for word in words):
        return True
    if person is False or not any(len(word) > 1 for word in words):
        return False
    return not may_be_own(words)


def family_places(words: Sequence[str]) -> tuple[str, ...]:
    """Return what may be the family name of a Chinese or Korean: the first or last word, or how one word begins.

    >>> family_places(("习近平",)), family_places(("영철", "김"))
    (('习', '习近'), ('영철', '김'))
    """
    return (words[0], words[-1]) if len(words) > 1 else (words[0][:1], words[0][:2])


def foreign_ways(
    words: Sequence[str],
    read: Callable[[str], RomanWord],
    standard: str,
    *,
    person: bool | None,
    may_be_own: Callable[[Sequence[str]], bool],
) -> tuple[Romanisation, ...]:
    """Return the ways to read a Chinese or Korean name as a foreign one, if it cannot be anything else."""
    if not is_foreign(words, person=person, may_be_own=may_be_own):
        return ()
    parted = parted_names(words, LEAST_GLUED) if person is not False else ()
    return tuple(Romanisation(tuple(map(read, names)), standard) for names in (tuple(words), *parted))


def parted_names(words: Sequence[str], least: int) -> tuple[tuple[str, str], ...]:
    """Return the ways to part one foreign word of at least so many syllables into a given and a family name.

    They are written together where the dot between them is left out (弗拉基米尔普京). Names of like length come first.

    >>> parted_names(("谢尔盖绍伊古",), LEAST_GLUED)
    (('谢尔盖', '绍伊古'), ('谢尔', '盖绍伊古'), ('谢尔盖绍', '伊古'))
    """
    if len(words) != 1 or len(words[0]) < least:
        return ()
    word = words[0]
    cuts = sorted(range(LEAST_NAME, len(word) - LEAST_NAME + 1), key=lambda cut: abs(2 * cut - len(word)))
    return tuple((word[:cut], word[cut:]) for cut in cuts[:MOST_CUTS])


def joined_class(classes: Iterable[str]) -> str:
    """Return the class of a name of several syllables from the classes of the syllables.

    >>> joined_class(("ko:정", "ko:은"))
    'ko:정은'
    """
    first, *others = classes
    return "".join((first, *(name.partition(":")[2] for name in others)))


def cheapest_spellings(
    segments: tuple[str, ...], readings: Mapping[str, tuple[Reading, ...]], limit: int = MOST_SPELLINGS
) -> tuple[str, ...]:
    """Return the least costly spellings of a word cut into segments, the usual one first.

    A segment is read alike throughout the word, as one standard would; one without readings
    stands for itself.

    >>> cheapest_spellings(("ж", "у", "ж"), {"ж": (("zh", 0.0), ("j", 0.8)), "у": (("u", 0.0),)})
    ('zhuzh', 'juj')
    """
    choices: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    place_of: dict[str, int] = {}
    for segment in segments:
        if segment in place_of:
            continue
        place_of[segment] = len(place_of)
        found = readings.get(segment, ((segment, 0.0),))
        wider = [(cost + price, (*chosen, latin)) for cost, chosen in choices for latin, price in found]
        choices = sorted(wider, key=itemgetter(0))[: 2 * limit] if len(found) > 1 else wider
    places = [place_of[segment] for segment in segments]
    spellings = ("".join([chosen[place] for place in places]) for _, chosen in choices)
    return tuple(dict.fromkeys(spellings))[:limit]


def keys_by_letters(native: str, script: Script) -> tuple[str, ...]:
    """Return the sound keys of a word whose letters may each stand for several sounds, the likeliest first.

    >>> keys_by_letters("トリンブル", Script.KANA)[:3]
    ('TRNPR', 'TLNPR', 'TRNPL')
    """
    ways = [(0.0, "")]
    for segment in table_segments(native, script):
        heard = _ways_to_hear(segment, script) or ((segment, 0.0),)
        ways = nsmallest(MOST_WAYS, ((cost + price, spelt + latin) for cost, spelt in ways for latin, price in heard))
    return tuple(dict.fromkeys(key for _, spelt in ways for key in sound_keys(spelt)[:1]))


@lru_cache(maxsize=1 << 12)
def _ways_to_hear(segment: str, script: Script) -> tuple[Reading, ...]:
    """Return the cheapest spelling of native letters for each sound they may stand for."""
    found: dict[tuple[str, ...], Reading] = {}
    for reading in letter_readings(script).get(segment, ()):
        found.setdefault(sound_keys(reading[0])[:1], reading)
    return tuple(found.values())


def table_segments(native: str, script: Script) -> tuple[str, ...]:
    """Cut a word into the longest keys of its script's letter table, the narrowest first.

    >>> table_segments("ντου", Script.GREEK)
    ('^ντ', 'ου')
    """
    readings = letter_readings(script)
    segments: list[str] = []
    place = 0
    while place < len(native):
        for length in (3, 2, 1):
            fitting = [key for key in segment_keys(native, place, length) if key in readings]
            if fitting and place + length <= len(native):
                segments.append(fitting[0])
                break
        else:
            length = 1
            segments.append(native[place])
        place += length
    return tuple(segments)
