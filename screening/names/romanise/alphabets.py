"""Greek, Georgian, Armenian and Hebrew words, spelt from their letter tables.

Source: ELOT 743 (Greek), the Georgian national system of 2002, BGN/PCGN 1981 (Armenian), the Academy
of the Hebrew Language 2006; the rows are in data/letters-*.csv, common Hebrew names in readings-hebrew.csv.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from screening.names.lettercost import Reading, letter_readings
from screening.names.romanise.tables import listed_spellings
from screening.names.romanise.words import (
    Romanisation,
    RomanWord,
    cheapest_spellings,
    keys_by_letters,
    roman_word,
    split_words,
    table_segments,
)
from screening.names.scripts import Script
from screening.names.soundkey import native_keys

_STANDARDS: dict[Script, str] = {
    Script.GREEK: "Greek, ELOT 743 and variants",
    Script.GEORGIAN: "Georgian, national system 2002",
    Script.ARMENIAN: "Armenian, BGN/PCGN and variants",
    Script.HEBREW: "Hebrew, vowels guessed",
    Script.BOPOMOFO: "Zhuyin",
}
# Costlier spellings are left to the letter costs, which judge, and the keys, which find.
_DEAREST = 0.45
_HEBREW_CONSONANTS = re.compile("(?<=[בגדזחטכלמנסעפצקרשתץךםןף'])(?=[בגדזחטכלמנסעפצקרשתץךםןף])")


def romanise_alphabet(text: str, script: Script) -> Romanisation:
    """Return a name of one of these scripts word by word.

    >>> [word.spellings[0] for word in romanise_alphabet("Γιώργος Παπανδρέου", Script.GREEK).words]
    ['giorgos', 'papandreou']
    >>> [word.spellings[0] for word in romanise_alphabet("ივანიშვილი", Script.GEORGIAN).words]
    ['ivanishvili']
    """
    words = tuple(_read_word(word, script) for word in split_words(text))
    return Romanisation(words, _STANDARDS[script])


@lru_cache(maxsize=65536)
def _read_word(native: str, script: Script) -> RomanWord:
    if script is not Script.HEBREW:
        return roman_word(native, cheapest_spellings(table_segments(native, script), likely_readings(script)))
    listed = listed_spellings("readings-hebrew.csv").get(native, ())
    return roman_word(native, (*listed, *_hebrew_guesses(native)), native_keys(native, script))


def read_apart(native: str, letters: str, script: Script) -> RomanWord:
    """Return a foreign word taken apart into letters of another script, each of which may stand for several sounds.

    >>> word = read_apart("瓦格纳", "ㄨㄚㄍㄜㄋㄚ", Script.BOPOMOFO)
    >>> word.written, word.spellings[0], word.keys[0]
    ('瓦格纳', 'wagna', 'FKN')
    """
    spellings = cheapest_spellings(table_segments(letters, script), likely_readings(script))
    return roman_word(letters, spellings, keys_by_letters(letters, script), written=native)


def _hebrew_guesses(native: str) -> tuple[str, ...]:
    """Spellings with an a between consonants, for want of written vowels; without it as a second guess."""
    segments = table_segments(native, Script.HEBREW)
    bare = cheapest_spellings(segments, likely_readings(Script.HEBREW), limit=2)
    parts = _HEBREW_CONSONANTS.sub("\0", native)
    voiced = tuple("a" if part == "\0" else part for part in _with_gaps(parts, segments))
    return (*cheapest_spellings(voiced, likely_readings(Script.HEBREW), limit=4), *bare)


def _with_gaps(parted: str, segments: tuple[str, ...]) -> tuple[str, ...]:
    gapped: list[str] = []
    place = 0
    for segment in segments:
        if parted[place : place + 1] == "\0":
            gapped.append("\0")
            place += 1
        gapped.append(segment)
        place += len(segment.strip("^$"))
    return tuple(gapped)


@cache
def likely_readings(script: Script) -> dict[str, tuple[Reading, ...]]:
    """Return native letters → their Latin spellings that are usual enough to be written out.

    >>> likely_readings(Script.GEORGIAN)["ყ"]
    (('q', 0.0), ('k', 0.3))
    """
    return {
        native: tuple(reading for reading in readings if reading[1] <= _DEAREST) or readings[:1]
        for native, readings in letter_readings(script).items()
    }
