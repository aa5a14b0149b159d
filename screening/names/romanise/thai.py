"""Thai names read by letter in the order of their sounds: a vowel written before its consonant is spoken after it.

Tone marks are not heard, nor is a letter under a cancelling mark, as foreign names have it.
Source: RTGS, the Royal Thai General System of Transcription (Royal Institute 1999); the Royal Institute's rules for
writing foreign names; letters in data/letters-thai.csv.
"""

from __future__ import annotations

import re
from functools import lru_cache

from screening.names.romanise.alphabets import likely_readings
from screening.names.romanise.words import (
    Romanisation,
    RomanWord,
    cheapest_spellings,
    keys_by_letters,
    roman_word,
    table_segments,
)
from screening.names.scripts import Script
from screening.names.text import comparable

STANDARD = "Thai, RTGS and variants"
_TONES = re.compile("[\u0e48-\u0e4b]")
_BEFORE = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e](?:(?<=[กขคตทปผพบฟดซส])[รลว](?![\u0e30-\u0e3a\u0e4c]|$))?)")
"""A vowel, and the consonant or the two that it is spoken after."""


def romanise_thai(text: str) -> Romanisation:
    """Return a Thai name word by word.

    >>> [word.spellings[0] for word in romanise_thai("วลาดีมีร์ ปูติน").words]
    ['wladimi', 'putin']
    """
    words = re.findall("[\u0e01-\u0e4e]+", text)
    return Romanisation(tuple(_read_word(comparable(word)) for word in words), STANDARD)


def spoken_order(native: str) -> str:
    """Return a Thai word without tone marks, its vowels where they are spoken.

    >>> spoken_order("เซอร์เกย์") == "ซเอร์กเย์"
    True
    """
    return _BEFORE.sub(r"\2\1", _TONES.sub("", native))


@lru_cache(maxsize=16384)
def _read_word(native: str) -> RomanWord:
    letters = spoken_order(native)
    spellings = cheapest_spellings(table_segments(letters, Script.THAI), likely_readings(Script.THAI))
    return roman_word(letters, spellings, keys_by_letters(letters, Script.THAI), written=native)
