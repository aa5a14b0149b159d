"""Japanese kana in Hepburn romanisation; kanji beside it only by their Chinese reading.

Katakana spells foreign names by ear: l and r are one, a long vowel often stands for r, so both
are offered (ワグナー: waguna, wagunar). Source: Hepburn as in ISO 3602 annex and BGN/PCGN 1976.
"""

from __future__ import annotations

import re
from functools import lru_cache

from screening.names.romanise.tables import han_readings
from screening.names.romanise.words import (
    Romanisation,
    RomanWord,
    keys_by_letters,
    parted_names,
    roman_word,
    split_words,
)
from screening.names.scripts import Script, letter_script

LEAST_GLUED = 7
"""Kana of a word that may be two names written together: a foreign syllable takes one or two."""
STANDARD = "kana, Hepburn"
STANDARD_KANJI = "kana, Hepburn; kanji by Chinese reading (Japanese reading unknown)"

_ROWS: tuple[tuple[str, str], ...] = (
    ("アイウエオ", "a i u e o"),
    ("カキクケコ", "ka ki ku ke ko"),
    ("ガギグゲゴ", "ga gi gu ge go"),
    ("サシスセソ", "sa shi su se so"),
    ("ザジズゼゾ", "za ji zu ze zo"),
    ("タチツテト", "ta chi tsu te to"),
    ("ダヂヅデド", "da ji zu de do"),
    ("ナニヌネノ", "na ni nu ne no"),
    ("ハヒフヘホ", "ha hi fu he ho"),
    ("バビブベボ", "ba bi bu be bo"),
    ("パピプペポ", "pa pi pu pe po"),
    ("マミムメモ", "ma mi mu me mo"),
    ("ヤユヨ", "ya yu yo"),
    ("ラリルレロ", "ra ri ru re ro"),
    ("ワヰヱヲ", "wa i e o"),
    ("ンヴヵヶ", "n vu ka ke"),
    ("ァィゥェォャュョヮ", "a i u e o ya yu yo wa"),
)
_KANA: dict[str, str] = {
    kana: latin for row, spellings in _ROWS for kana, latin in zip(row, spellings.split(), strict=True)
}
_SMALL_VOWELS = "ァィゥェォ"
_SMALL_GLIDES = "ャュョ"
_LONG, _DOUBLING = "ー", "ッ"
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def romanise_kana(text: str, *, person: bool | None = None) -> tuple[Romanisation, ...]:
    """Return the ways to read a kana name, word by word first; a person's long word may be two.

    >>> [word.spellings for word in romanise_kana("ワグナー・グループ")[0].words]
    [('waguna', 'wagunar'), ('gurupu', 'gulupu', 'gururpu', 'gulurpu')]
    """
    kanji = any(letter_script(character) is Script.HAN for character in text)
    standard = STANDARD_KANJI if kanji else STANDARD
    words = split_words(text)
    ways = (words, *(parted_names(words, LEAST_GLUED) if person else ()))
    return tuple(Romanisation(tuple(map(_kana_word, way)), standard) for way in ways)


@lru_cache(maxsize=65536)
def _kana_word(native: str) -> RomanWord:
    written = native.translate(_HIRAGANA)
    plain, marked = hepburn(written), hepburn(written, long_vowel="\0")
    with_r = marked.replace("\0", "r"), marked.replace("r", "l").replace("\0", "r")
    return roman_word(written, (plain, plain.replace("r", "l"), *with_r), keys_by_letters(written, Script.KANA))


def hepburn(native: str, long_vowel: str = "") -> str:
    """Return kana in Hepburn letters, the length mark written as asked (not at all by default).

    >>> hepburn("キャッシュ"), hepburn("ファティマ"), hepburn("とうきょう")
    ('kyasshu', 'fatima', 'toukyou')
    """
    readings = han_readings()
    letters: list[str] = []
    doubled = False
    for kana in native.translate(_HIRAGANA):
        last = letters[-1] if letters else ""
        if kana == _DOUBLING:
            doubled = True
            continue
        if kana == _LONG:
            letters.append(long_vowel)
            continue
        if kana in _SMALL_VOWELS and re.fullmatch("[a-z]+[iueo]|u", last):
            letters[-1] = ("w" if last == "u" else last[:-1]) + _KANA[kana]
            continue
        if kana in _SMALL_GLIDES and last.endswith(("i", "e", "u")) and len(last) > 1:
            glide = _KANA[kana]
            letters[-1] = last[:-1] + (glide[1:] if last[:-1].endswith(("sh", "ch", "j")) else glide)
            continue
        latin = _KANA.get(kana) or readings.get(kana, kana)
        if doubled:
            latin = ("t" if latin.startswith("ch") else latin[0]) + latin
            doubled = False
        letters.append(latin)
    return "".join(letters)
