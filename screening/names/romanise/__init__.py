"""Native-script names read as Latin words, with every usual spelling and sound key.

One module a script; each turns a script run into `Romanisation`s, the likeliest first.
Source: `docs/scripts.md` (display uses the first spelling, retrieval spellings
and keys, scoring the letter costs).
"""

from __future__ import annotations

from functools import lru_cache

from screening.names.romanise.alphabets import romanise_alphabet
from screening.names.romanise.arabic import romanise_arabic
from screening.names.romanise.cyrillic import romanise_cyrillic
from screening.names.romanise.fallback import romanise_roughly
from screening.names.romanise.han import romanise_han
from screening.names.romanise.hangul import romanise_hangul
from screening.names.romanise.indic import romanise_indic
from screening.names.romanise.kana import romanise_kana
from screening.names.romanise.thai import romanise_thai
from screening.names.romanise.words import MOST_SPELLINGS, Romanisation, RomanWord, roman_word, split_words
from screening.names.scripts import Script
from screening.names.soundkey import MOST_KEYS, sound_keys

__all__ = ["MOST_KEYS", "MOST_SPELLINGS", "RomanWord", "Romanisation", "romanise"]


@lru_cache(maxsize=65536)
def romanise(text: str, script: Script, *, person: bool | None = None) -> tuple[Romanisation, ...]:
    """Return the ways to read one script run as Latin words, the likeliest first.

    `person` tells Chinese and Korean names of people from others; None tries both where the
    length allows it. Text with letters always gives at least one way.

    >>> [word.spellings[0] for word in romanise("Дмитрий Уткин", Script.CYRILLIC)[0].words]
    ['dmitriy', 'utkin']
    >>> romanise("Пригожин", Script.CYRILLIC)[0].standard
    'Cyrillic, BGN/PCGN and national variants'
    """
    match script:
        case Script.LATIN:
            ways: tuple[Romanisation, ...] = (_latin(text),)
        case Script.CYRILLIC:
            ways = (romanise_cyrillic(text),)
        case Script.ARABIC:
            ways = (romanise_arabic(text),)
        case Script.GREEK | Script.HEBREW | Script.GEORGIAN | Script.ARMENIAN | Script.BOPOMOFO:
            ways = (romanise_alphabet(text, script),)
        case Script.HAN:
            ways = romanise_han(text, person=person)
        case Script.HANGUL | Script.JAMO:
            ways = romanise_hangul(text, person=person)
        case Script.KANA:
            ways = romanise_kana(text, person=person)
        case Script.INDIC:
            ways = (romanise_indic(text),)
        case Script.THAI:
            ways = (romanise_thai(text),)
        case Script.OTHER:
            ways = (romanise_roughly(text),)
    return tuple(way for way in ways if way.words)


def _latin(text: str) -> Romanisation:
    """Latin text as it is, for callers that read every run of a mixed name alike."""
    words = tuple(roman_word(word, (word,), sound_keys(word)) for word in split_words(text))
    return Romanisation(words, "Latin")
