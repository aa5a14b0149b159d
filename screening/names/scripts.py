"""Which script a text is written in, and where one script ends and the next begins.

Source: Unicode 15.0, Blocks.txt, for the ranges; neutral characters follow the idea of
Unicode Annex 24 (Script property `Common` and `Inherited` take the script before them).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """A writing system, as far as the reading of names needs telling apart.

    >>> Script.KANA.value
    'kana'
    """

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    ARABIC = "arabic"
    HEBREW = "hebrew"
    HAN = "han"
    HANGUL = "hangul"
    JAMO = "jamo"
    """The letters that Hangul syllables are made of: foreign names in Hangul are read by them."""
    BOPOMOFO = "bopomofo"
    """Letters for the sounds of Chinese syllables: foreign names in Chinese characters are read by them."""
    KANA = "kana"
    GEORGIAN = "georgian"
    ARMENIAN = "armenian"
    INDIC = "indic"
    """Devanagari and the scripts of India that Unicode lays out as it is: Bengali, Gurmukhi, Gujarati, Odia, Tamil,
    Telugu, Kannada and Malayalam.
    """
    THAI = "thai"
    OTHER = "other"

    __hash__ = str.__hash__
    """It is part of many keys, and an enum's own is slow."""


_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, Script.LATIN),
    (0x0250, 0x02AF, Script.LATIN),
    (0x02B0, 0x02FF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0530, 0x058F, Script.ARMENIAN),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x0870, 0x08FF, Script.ARABIC),
    (0x0900, 0x0D7F, Script.INDIC),
    (0x0E00, 0x0E7F, Script.THAI),
    (0x10A0, 0x10FF, Script.GEORGIAN),
    (0x1100, 0x11FF, Script.JAMO),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1C90, 0x1CBF, Script.GEORGIAN),
    (0x1D00, 0x1D25, Script.LATIN),
    (0x1D2B, 0x1D2B, Script.CYRILLIC),
    (0x1D2C, 0x1DBF, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C60, 0x2C7F, Script.LATIN),
    (0x2D00, 0x2D2F, Script.GEORGIAN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0x2E80, 0x2FDF, Script.HAN),
    (0x3005, 0x3007, Script.HAN),
    (0x3041, 0x30FF, Script.KANA),
    (0x3105, 0x312F, Script.BOPOMOFO),
    (0x3131, 0x318E, Script.HANGUL),
    (0x31F0, 0x31FF, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA720, 0xA7FF, Script.LATIN),
    (0xAB30, 0xAB6F, Script.LATIN),
    (0xAC00, 0xD7FB, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB00, 0xFB06, Script.LATIN),
    (0xFB13, 0xFB17, Script.ARMENIAN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFF, Script.ARABIC),
    (0xFF21, 0xFF5A, Script.LATIN),
    (0xFF66, 0xFF9F, Script.KANA),
    (0x1B000, 0x1B16F, Script.KANA),
    (0x20000, 0x3FFFD, Script.HAN),
)
_STARTS: tuple[int, ...] = tuple(start for start, _, _ in _BLOCKS)


@lru_cache(maxsize=8192)
def letter_script(character: str) -> Script | None:
    """Return the script of one character; None for a digit, mark, space or sign.

    >>> letter_script("ж"), letter_script("5"), letter_script("ー")
    (<Script.CYRILLIC: 'cyrillic'>, None, <Script.KANA: 'kana'>)
    """
    if not character.isalpha():
        return None
    code = ord(character)
    place = bisect_right(_STARTS, code) - 1
    if place >= 0 and code <= _BLOCKS[place][1]:
        return _BLOCKS[place][2]
    return Script.OTHER


def script_of(text: str) -> Script:
    """Return the script of most letters of a text; LATIN when it has none.

    The script met first wins a tie.

    >>> script_of("Пригожин"), script_of("PMC Вагнер"), script_of("2021")
    (<Script.CYRILLIC: 'cyrillic'>, <Script.CYRILLIC: 'cyrillic'>, <Script.LATIN: 'latin'>)
    """
    return Script.LATIN if text.isascii() else _most_letters(text)


@lru_cache(maxsize=1 << 14)
def _most_letters(text: str) -> Script:
    counts = Counter(script for script in map(letter_script, text) if script is not None)
    if not counts:
        return Script.LATIN
    return counts.most_common(1)[0][0]


def has_native_script(text: str) -> bool:
    """Whether the name is written in another script than Latin.

    >>> has_native_script("Евгений"), has_native_script("Evgeniy")
    (True, False)
    """
    return script_of(text) is not Script.LATIN


def script_runs(text: str) -> tuple[tuple[Script, str], ...]:
    """Cut a text where its script changes; the runs joined are the text.

    A neutral character belongs to the run before it, at the start to the run after it.

    >>> script_runs("Οργάνωση Abu Nidal")
    ((<Script.GREEK: 'greek'>, 'Οργάνωση '), (<Script.LATIN: 'latin'>, 'Abu Nidal'))

    Source: `docs/scripts.md`.
    """
    if not text:
        return ()
    return ((Script.LATIN, text),) if text.isascii() else _runs(text)


@lru_cache(maxsize=1 << 14)
def _runs(text: str) -> tuple[tuple[Script, str], ...]:
    runs: list[tuple[Script, str]] = []
    current: Script | None = None
    start = 0
    for place, character in enumerate(text):
        script = letter_script(character)
        if script is None or script is current:
            continue
        if current is not None:
            runs.append((current, text[start:place]))
            start = place
        current = script
    runs.append((current or Script.LATIN, text[start:]))
    return tuple(runs)
