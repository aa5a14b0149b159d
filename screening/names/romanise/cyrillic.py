"""Cyrillic words in Latin letters: the BGN/PCGN spelling and its usual neighbours.

Source: BGN/PCGN 1947 (Russian), 1965 (Ukrainian), 1979 (Belarusian); ICAO 9303 part 3 (passports);
Ukraine, resolution 55 of 2010; Belarus, instruction of 2007; Bulgaria, Transliteration Act 2009;
official Serbian and Macedonian Latin. ISO 9 without marks (c s z) is left to the sound keys.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from screening.names.lettercost import Reading
from screening.names.romanise.words import (
    Romanisation,
    RomanWord,
    cheapest_spellings,
    roman_word,
    split_words,
)
from screening.names.scripts import Script
from screening.names.soundkey import native_keys

STANDARD = "Cyrillic, BGN/PCGN and national variants"


class Language(StrEnum):
    """Languages whose Cyrillic spelling rules differ; ANY when the letters do not tell."""

    RUSSIAN = "russian"
    UKRAINIAN = "ukrainian"
    BELARUSIAN = "belarusian"
    BULGARIAN = "bulgarian"
    SOUTH_SLAVIC = "south_slavic"
    ANY = "any"


# The first pattern found decides. Belarusian і stands beside ў or ы, Ukrainian і does not.
_LANGUAGE_SIGNS: tuple[tuple[Language, re.Pattern[str]], ...] = (
    (Language.SOUTH_SLAVIC, re.compile("[ђјљњћџѓќѕ]")),
    (Language.BELARUSIAN, re.compile("ў|і.*[ыэ]|[ыэ].*і")),
    (Language.UKRAINIAN, re.compile("[їєґі]|[сц]ьк")),
    (Language.RUSSIAN, re.compile("[ыэё]")),
    (Language.BULGARIAN, re.compile("ъ[бвгджзклмнпрстфхцчшщ]")),
    (Language.RUSSIAN, re.compile("ъ|ь[юя]")),
)
# "^" = at the start of a word (and for е after a vowel or sign), "$" = at its end.
_SEGMENT = re.compile("[иы]й$|ь[еёиюя]|и[яю]|кс|дж|зг|.")
_VOWELS = "аеёєиіїоуыэюяъь"
_SOFT = "еёєїйюя"

_COMMON: dict[str, tuple[Reading, ...]] = {
    "а": (("a", 0.0),),
    "б": (("b", 0.0),),
    "в": (("v", 0.0),),
    "г": (("g", 0.0), ("h", 0.7)),
    "ґ": (("g", 0.0),),
    "д": (("d", 0.0),),
    "е": (("e", 0.0),),
    "^е": (("e", 0.0), ("ye", 0.2)),
    "ё": (("e", 0.0), ("yo", 0.3)),
    "^ё": (("yo", 0.0), ("e", 0.2), ("ye", 0.5)),
    "є": (("ie", 0.0), ("ye", 0.2), ("e", 0.3)),
    "^є": (("ye", 0.0), ("ie", 0.3), ("e", 0.3)),
    "ж": (("zh", 0.0), ("j", 0.8)),
    "з": (("z", 0.0),),
    "зг": (("zg", 0.0),),
    "и": (("i", 0.0),),
    "і": (("i", 0.0),),
    "ї": (("i", 0.0), ("yi", 0.2)),
    "^ї": (("yi", 0.0), ("i", 0.2)),
    "й": (("y", 0.0), ("i", 0.35)),
    "^й": (("y", 0.0), ("i", 0.35)),
    "к": (("k", 0.0),),
    "кс": (("ks", 0.0), ("x", 0.3)),
    "л": (("l", 0.0),),
    "м": (("m", 0.0),),
    "н": (("n", 0.0),),
    "о": (("o", 0.0),),
    "п": (("p", 0.0),),
    "р": (("r", 0.0),),
    "с": (("s", 0.0),),
    "т": (("t", 0.0),),
    "у": (("u", 0.0),),
    "ў": (("u", 0.0), ("w", 0.5)),
    "ф": (("f", 0.0),),
    "х": (("kh", 0.0), ("h", 0.4)),
    "ц": (("ts", 0.0), ("c", 0.8)),
    "ч": (("ch", 0.0),),
    "ш": (("sh", 0.0),),
    "щ": (("shch", 0.0), ("sch", 0.5)),
    "ъ": (("", 0.0),),
    "ы": (("y", 0.0), ("i", 0.9)),
    "ь": (("", 0.0),),
    "э": (("e", 0.0),),
    "ю": (("yu", 0.0), ("iu", 0.35)),
    "^ю": (("yu", 0.0), ("iu", 0.45)),
    "я": (("ya", 0.0), ("ia", 0.35)),
    "^я": (("ya", 0.0), ("ia", 0.45)),
    "ий$": (("iy", 0.0), ("y", 0.25), ("i", 0.4), ("ii", 0.45)),
    "ый$": (("y", 0.0), ("yy", 0.4), ("iy", 0.45), ("yi", 0.6)),
    "дж": (("dzh", 0.0), ("j", 0.4)),
    "ье": (("ye", 0.0), ("ie", 0.25), ("e", 0.3)),
    "ьё": (("yo", 0.0), ("ye", 0.2), ("ie", 0.35), ("e", 0.4)),
    "ьи": (("i", 0.0), ("yi", 0.3)),
    "ью": (("yu", 0.0), ("iu", 0.25)),
    "ья": (("ya", 0.0), ("ia", 0.25)),
    "ия": (("iya", 0.0), ("ia", 0.1), ("iia", 0.6)),
    "ию": (("iyu", 0.0), ("iu", 0.2)),
    "ђ": (("dj", 0.0), ("d", 0.2)),
    "ј": (("j", 0.0), ("y", 0.3), ("i", 0.5)),
    "љ": (("lj", 0.0), ("l", 0.4)),
    "њ": (("nj", 0.0), ("n", 0.4)),
    "ћ": (("c", 0.0), ("ch", 0.2)),
    "џ": (("dz", 0.0), ("dzh", 0.2), ("j", 0.6)),
    "ѓ": (("gj", 0.0), ("g", 0.3), ("dj", 0.5)),
    "ќ": (("kj", 0.0), ("k", 0.3)),
    "ѕ": (("dz", 0.0),),
    "ә": (("a", 0.0), ("e", 0.4)),
    "ғ": (("gh", 0.0), ("g", 0.1)),
    "қ": (("q", 0.0), ("k", 0.1)),
    "ң": (("ng", 0.0), ("n", 0.3)),
    "ө": (("o", 0.0), ("oe", 0.5)),
    "ұ": (("u", 0.0),),
    "ү": (("u", 0.0),),
    "һ": (("h", 0.0),),
    "ҳ": (("h", 0.0), ("kh", 0.3)),
    "ҷ": (("j", 0.0), ("dj", 0.5)),
    "ӣ": (("i", 0.0),),
    "ӯ": (("u", 0.0), ("o", 0.4)),
    "җ": (("j", 0.0), ("zh", 0.6)),
    "ҡ": (("q", 0.0), ("k", 0.1)),
    "ҙ": (("dh", 0.0), ("z", 0.3)),
    "ҫ": (("th", 0.0), ("s", 0.4)),
}
_READINGS: dict[Language, dict[str, tuple[Reading, ...]]] = {
    Language.ANY: _COMMON,
    Language.RUSSIAN: _COMMON | {"г": (("g", 0.0),)},
    Language.UKRAINIAN: _COMMON
    | {
        "г": (("h", 0.0), ("g", 0.3)),
        "^е": (("e", 0.0),),
        "зг": (("zgh", 0.0), ("zh", 0.3), ("zg", 0.4)),
        "и": (("y", 0.0), ("i", 0.3)),
        "й": (("i", 0.0), ("y", 0.1)),
        "^й": (("y", 0.0), ("i", 0.5)),
        "ю": (("iu", 0.0), ("yu", 0.1)),
        "я": (("ia", 0.0), ("ya", 0.1)),
        "ий$": (("yi", 0.0), ("yy", 0.15), ("y", 0.2), ("iy", 0.3), ("i", 0.6)),
    },
    Language.BELARUSIAN: _COMMON
    | {
        "г": (("h", 0.0), ("g", 0.3)),
        "е": (("e", 0.0), ("ie", 0.3)),
        "^е": (("ye", 0.0), ("ie", 0.3), ("e", 0.4)),
        "ё": (("io", 0.0), ("yo", 0.1)),
        "й": (("i", 0.0), ("y", 0.1)),
        "ю": (("iu", 0.0), ("yu", 0.1)),
        "я": (("ia", 0.0), ("ya", 0.1)),
    },
    Language.BULGARIAN: _COMMON
    | {
        "г": (("g", 0.0),),
        "х": (("h", 0.0), ("kh", 0.3)),
        "щ": (("sht", 0.0), ("shch", 0.6)),
        "ъ": (("a", 0.0), ("u", 0.4)),
    },
    Language.SOUTH_SLAVIC: _COMMON
    | {
        "г": (("g", 0.0),),
        "^е": (("e", 0.0),),
        "ж": (("z", 0.0), ("zh", 0.3)),
        "х": (("h", 0.0), ("kh", 0.5)),
        "ц": (("c", 0.0), ("ts", 0.3)),
        "ч": (("c", 0.0), ("ch", 0.2)),
        "ш": (("s", 0.0), ("sh", 0.2)),
    },
}


def language_of(words: tuple[str, ...]) -> Language:
    """Return the language the letters of a whole name show; ANY when they do not.

    >>> language_of(("володимир", "зеленський")), language_of(("пригожин",))
    (<Language.UKRAINIAN: 'ukrainian'>, <Language.ANY: 'any'>)
    """
    text = " ".join(words)
    return next((language for language, signs in _LANGUAGE_SIGNS if signs.search(text)), Language.ANY)


def romanise_cyrillic(text: str) -> Romanisation:
    """Return a Cyrillic name word by word, each with its usual spellings.

    >>> [word.spellings[:3] for word in romanise_cyrillic("Евгений Пригожин").words]
    [('evgeniy', 'yevgeniy', 'evgeny'), ('prigozhin', 'prihozhin', 'prigojin')]
    """
    words = split_words(text)
    language = language_of(words)
    return Romanisation(tuple(_read_word(word, language) for word in words), STANDARD)


@lru_cache(maxsize=65536)
def _read_word(native: str, language: Language) -> RomanWord:
    spellings = cheapest_spellings(_segments(native), _READINGS[language])
    return roman_word(native, spellings, native_keys(native, Script.CYRILLIC))


def _segments(native: str) -> tuple[str, ...]:
    segments: list[str] = []
    for found in _SEGMENT.finditer(native):
        segment, place = found[0], found.start()
        if segment in ("ий", "ый"):
            segment += "$"
        elif (place == 0 and segment in _SOFT) or (segment == "е" and native[place - 1] in _VOWELS):
            segment = "^" + segment
        segments.append(segment)
    return tuple(segments)
