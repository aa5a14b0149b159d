"""The packaged readings of words and characters, each read once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import StringIO


@cache
def listed_spellings(name: str) -> dict[str, tuple[str, ...]]:
    """Return native word → Latin spellings in their order, from a packaged table.

    >>> listed_spellings("surnames-hangul.csv")["김"]
    ('gim', 'kim', 'ghim')
    """
    rows = csv.DictReader(StringIO(_packaged(name)))
    spellings: dict[str, tuple[str, ...]] = {}
    for row in rows:
        spellings[row["native"]] = (*spellings.get(row["native"], ()), row["latin"])
    return spellings


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
    return (line.split("\t") for line in _packaged(name).split("\n") if line and line[0] != "#")


def _packaged(name: str) -> str:
    return (files("screening") / "data" / name).read_text(encoding="utf-8")
