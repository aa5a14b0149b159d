"""Foreign names in Chinese characters, read by the sounds of the characters.

A character stands there for its sound alone, so it is written in Zhuyin letters and judged letter by letter, as a word
of any other alphabet is; letters-bopomofo.csv says which sounds stand for which foreign letters. Source: the Zhuyin and
pinyin of each syllable as in ISO 7098:2015, annex A.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from screening.names.romanise.alphabets import read_apart
from screening.names.romanise.tables import han_readings
from screening.names.romanise.words import RomanWord
from screening.names.scripts import Script

_INITIALS = {
    "b": "ㄅ", "p": "ㄆ", "m": "ㄇ", "f": "ㄈ", "d": "ㄉ", "t": "ㄊ", "n": "ㄋ", "l": "ㄌ", "g": "ㄍ",
    "k": "ㄎ", "h": "ㄏ", "j": "ㄐ", "q": "ㄑ", "x": "ㄒ", "zh": "ㄓ", "ch": "ㄔ", "sh": "ㄕ", "r": "ㄖ",
    "z": "ㄗ", "c": "ㄘ", "s": "ㄙ",
}  # fmt: skip
_FINALS = {
    "a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ", "an": "ㄢ", "en": "ㄣ",
    "ang": "ㄤ", "eng": "ㄥ", "er": "ㄦ", "i": "ㄧ", "ia": "ㄧㄚ", "ie": "ㄧㄝ", "iao": "ㄧㄠ", "iu": "ㄧㄡ",
    "ian": "ㄧㄢ", "in": "ㄧㄣ", "iang": "ㄧㄤ", "ing": "ㄧㄥ", "u": "ㄨ", "ua": "ㄨㄚ", "uo": "ㄨㄛ",
    "uai": "ㄨㄞ", "ui": "ㄨㄟ", "uan": "ㄨㄢ", "un": "ㄨㄣ", "uang": "ㄨㄤ", "ong": "ㄨㄥ", "v": "ㄩ",
    "ve": "ㄩㄝ", "van": "ㄩㄢ", "vn": "ㄩㄣ", "iong": "ㄩㄥ",
}  # fmt: skip
_WITHOUT_INITIAL = {
    "yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in", "yang": "iang",
    "ying": "ing", "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui", "wan": "uan", "wen": "un",
    "wang": "uang", "weng": "ong", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "yong": "iong", "yo": "iu",
}  # fmt: skip
_EMPTY_RIME = "ㄭ"
_HUSHED = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})
_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([a-z]+)")


@cache
def zhuyin(syllable: str) -> str:
    """Return a pinyin syllable without its tone in Zhuyin letters; what is no syllable stays as it is.

    >>> zhuyin("pu"), zhuyin("si"), zhuyin("xue"), zhuyin("hm")
    ('ㄆㄨ', 'ㄙㄭ', 'ㄒㄩㄝ', 'hm')
    """
    if final := _WITHOUT_INITIAL.get(syllable):
        return _FINALS[final]
    found = _SYLLABLE.fullmatch(syllable)
    initial, final = (found[1], found[2]) if found else ("", "")
    if initial in _HUSHED and final == "i":
        return _INITIALS[initial] + _EMPTY_RIME
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = f"v{final[1:]}"
    return _INITIALS.get(initial, "") + _FINALS[final] if final in _FINALS else syllable


@lru_cache(maxsize=65536)
def foreign_word(native: str) -> RomanWord:
    """Return a foreign word in Chinese characters, in the letters of its sounds.

    >>> foreign_word("普里戈任").native, "PRKSN" in foreign_word("普里戈任").keys
    ('ㄆㄨㄌㄧㄍㄜㄖㄣ', True)
    """
    readings = han_readings()
    letters = "".join(zhuyin(readings.get(character, character)) for character in native)
    return read_apart(native, letters, Script.BOPOMOFO)
