"""What a romanised name is made of, and the cheapest ways to spell a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.names.lettercost import Reading, letter_readings, segment_keys
from screening.names.scripts import Script
from screening.names.soundkey import MOST_KEYS, merge_keys, sound_keys
from screening.names.text import comparable

MOST_SPELLINGS = 8
"""Spellings of a word at most: more find little and cost index rows."""

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
    native: str, spellings: Iterable[str], keys: tuple[str, ...] = (), classes: tuple[str, ...] = ()
) -> RomanWord:
    """Return a word with its spellings pruned; without keys they come from the spellings.

    A word that nothing can be made of stands for itself, so that it still equals its own kind.

    >>> roman_word("ли", ("li", "lee", "li"))
    RomanWord(native='ли', spellings=('li', 'lee'), keys=('L',), classes=())
    """
    kept = tuple(dict.fromkeys(spelling for spelling in spellings if spelling))[:MOST_SPELLINGS] or (native,)
    if not keys:
        keys = merge_keys(*(sound_keys(spelling)[:1] for spelling in kept[:MOST_KEYS]))
    return RomanWord(native, kept, keys, classes)


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
    choices: list[tuple[float, dict[str, str]]] = [(0.0, {})]
    for segment in dict.fromkeys(segments):
        found = readings.get(segment, ((segment, 0.0),))
        choices = sorted(
            ((cost + price, {**chosen, segment: latin}) for cost, chosen in choices for latin, price in found),
            key=lambda choice: choice[0],
        )[: 2 * limit]
    spellings = ("".join(chosen[segment] for segment in segments) for _, chosen in choices)
    return tuple(dict.fromkeys(spellings))[:limit]


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
