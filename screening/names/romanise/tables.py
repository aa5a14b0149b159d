"""The packaged readings of words and characters, each read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from screening.reference import TABLES, read_groups


@cache
def listed_spellings(name: str) -> dict[str, tuple[str, ...]]:
    """Return native word → Latin spellings in their order, from a packaged table.

    >>> listed_spellings("surnames-hangul.csv")["김"]
    ('gim', 'kim', 'ghim')
    """
    return read_groups(name, "native", "latin")


@cache
def han_readings(name: str = "readings-han.txt") -> dict[str, str]:
    """Return Han character → its usual syllable without tone: Mandarin ("v" is ü) or Cantonese.

    >>> han_readings()["京"], han_readings()["陳"], han_readings()["绿"]
    ('jing', 'chen', 'lv')
    >>> han_readings("readings-cantonese.txt")["鄧"]
    'dang'
    """
    return {character: syllable for syllable, characters in _syllable_rows(name) for character in characters}


def syllables(name: str = "readings-han.txt") -> tuple[str, ...]:
    """Return every syllable that a packaged table of readings has, sorted.

    >>> syllables()[:3]
    ('a', 'ai', 'an')
    """
    return tuple(sorted(syllable for syllable, _ in _syllable_rows(name)))


def _syllable_rows(name: str) -> Iterator[list[str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines if line and line[0] != "#")
