"""Chinese characters read by syllable: pinyin, Wade-Giles, Cantonese and Hong Kong family names.

Source: GB/T 28039-2011 (family name first, given name one word); Wade-Giles after Giles 1912,
without marks; family names as Hong Kong and Macau write them in surnames-han.csv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from screening.names.romanise.cantonese import hong_kong
from screening.names.romanise.hangul import SURNAMES as KOREAN_SURNAMES
from screening.names.romanise.hangul import family_word, given_word
from screening.names.romanise.tables import han_readings, listed_spellings
from screening.names.romanise.words import Romanisation, RomanWord, family_places, foreign_ways, roman_word, split_words
from screening.names.romanise.zhuyin import foreign_word
from screening.names.soundkey import sound_keys

FOREIGN = "Chinese characters, a foreign name sound by sound"
PERSON_JOINED = "pinyin, family name first, given name joined"
PERSON_SPLIT = "pinyin, family name first, given name split"
PERSON_KOREAN = "Korean reading of the characters, family name first"
WHOLE_JOINED = "pinyin, words joined"
WHOLE_SPLIT = "pinyin, by syllable"
SURNAMES = "surnames-han.csv"
HANJA = "readings-hanja.txt"
BY_EAR = "foreign-characters.txt"
"""Characters that spell foreign names and hardly stand in Chinese given names."""
SYLLABLE = "zh:"
"""Marks the class of a Chinese syllable, in pinyin."""

LEAST_BY_EAR = 3
"""Characters of a foreign name at least that begins as a Chinese one does: Du Jin is as likely as Dugin (杜金)."""

# A Chinese personal name has two to four characters: family name of one or two, given name of one or two.
_PERSON_LENGTHS = range(2, 5)

_GILES_WHOLE: dict[str, str] = {
    "zhi": "chih",
    "chi": "chih",
    "shi": "shih",
    "ri": "jih",
    "zi": "tzu",
    "ci": "tzu",
    "si": "szu",
    "er": "erh",
    "ye": "yeh",
    "you": "yu",
    "yan": "yen",
    "yong": "yung",
    "yue": "yueh",
    "gui": "kuei",
    "kui": "kuei",
}
_GILES_INITIALS: dict[str, str] = {
    "zh": "ch",
    "ch": "ch",
    "sh": "sh",
    "z": "ts",
    "c": "ts",
    "j": "ch",
    "q": "ch",
    "x": "hs",
    "b": "p",
    "d": "t",
    "g": "k",
    "r": "j",
}
_GILES_FINALS: dict[str, str] = {"ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh"}
_PLAIN_FAMILIES = frozenset(
    "宋韩韓于於曹傅吕呂丁阎閻汪姜邹鄒熊郝白毛秦史孟段万萬雷钱錢易常武乔喬贺賀赖賴龚龔庞龐樊兰蘭殷陶安颜顏牛芦蘆季章鲁魯申尤毕畢聂聶丛叢焦向柳邢路岳嶽齐齊沿梅庄莊辛管祝左涂塗谷祁时時舒耿牟詹苗凌费費靳盛童项"
    "項成游阳陽裴席卫衛屈鲍鮑位隋植甘景薄包司柏桂闵閔强強柴华華车車冉房边邊辜吉饶饒瞿戚米池滕晋晉苑邬鄔臧畅暢宫宮来來苟全褚廉娄婁符奚木穆党黨燕郎邸冀谈談姬屠连連郜晏栾欒郁商蒙计計喻揭窦竇迟遲宇敖糜鄢冷卓花"
    "艾蓝藍都巩鞏稽井练練仲虞卞封竺原官衣楚佟栗匡宗台巫鞠桑荆荊谌諶银銀扬揚明沙伏习習胥和蔺藺"
)
"""Family names that are read as their characters always are, so that no table has them. Source: the Hundred Family
Names and others that are common today, in simplified and traditional characters.
"""
FOREIGN_DOT = "·"
"""Stands within foreign names, and those of minorities, which are spelt by ear too. Source: GB/T 15834-2011, 4.14."""
_KOREAN_FAMILY = {"金": "김"}
"""Characters that sound otherwise as a family name: 金 is Kim, not Kum."""
_PINYIN = re.compile("(zh|ch|sh|[bcdfghjklmnpqrstwxyz]?)([a-z]+)")


@lru_cache(maxsize=1024)
def wade_giles(syllable: str) -> str:
    """Return a pinyin syllable in Wade-Giles without its marks.

    >>> [wade_giles(syllable) for syllable in ("zhong", "xie", "qing", "guo", "he", "luo")]
    ['chung', 'hsieh', 'ching', 'kuo', 'ho', 'lo']
    """
    whole = _GILES_WHOLE.get(syllable)
    found = _PINYIN.fullmatch(syllable)
    if whole is not None or found is None:
        return whole or syllable
    initial, final = found[1], _GILES_FINALS.get(found[2], found[2]).replace("v", "u")
    if final == "uo" and initial not in ("g", "k", "h", "sh"):
        final = "o"
    if final == "e" and initial in ("g", "k", "h"):
        final = "o"
    return _GILES_INITIALS.get(initial, initial) + final


def romanise_han(text: str, *, person: bool | None) -> tuple[Romanisation, ...]:
    """Return the ways to read a name in Chinese characters, the likeliest first.

    >>> [[word.spellings[0] for word in way.words] for way in romanise_han("曾庆红", person=True)]
    [['zeng', 'qinghong'], ['zeng', 'qing', 'hong']]
    >>> [word.spellings[1] for word in romanise_han("金正恩", person=True)[-1].words]
    ['kim', 'jongun']
    >>> [[word.spellings[0] for word in way.words] for way in romanise_han("北京", person=False)]
    [['beijing'], ['bei', 'jing']]
    """
    words = split_words(text)
    whole = _whole_ways(words)
    may_be_own = _may_be_own if FOREIGN_DOT not in text else lambda _: False
    foreign = foreign_ways(words, foreign_word, FOREIGN, person=person, may_be_own=may_be_own)
    parted = None if person is False else _family_and_given(words)
    if parted is None:
        return (*whole, *foreign) if person is False else (*foreign, *whole)
    ways = _person_ways(*parted)
    return (*ways, *foreign) if person else _distinct((*ways, *whole, *foreign))


def _may_be_own(words: Sequence[str]) -> bool:
    """Whether a name has a Chinese family name; one of several words may be Japanese.

    What follows the family name may be spelt by ear throughout (马杜罗 is Maduro): that is hardly a given name.
    """
    if len(words) > 1:
        return True
    families = listed_spellings(SURNAMES)
    has_family = any(name in _PLAIN_FAMILIES or name in families for name in family_places(words))
    return has_family and not _is_by_ear(words[0])


def _is_by_ear(word: str) -> bool:
    """Whether a word of three characters or more has none but foreign ones behind the first."""
    return len(word) >= LEAST_BY_EAR and han_readings(BY_EAR).keys() >= set(word[1:])


def _family_and_given(words: tuple[str, ...]) -> tuple[str, str] | None:
    if len(words) == 2 and words[0] in listed_spellings(SURNAMES) and len(words[1]) <= 2:
        return words[0], words[1]
    if len(words) != 1 or len(words[0]) not in _PERSON_LENGTHS:
        return None
    name = words[0]
    if len(name) > 2 and name[:2] in listed_spellings(SURNAMES):
        return name[:2], name[2:]
    return name[0], name[1:]


def _person_ways(family: str, given: str) -> tuple[Romanisation, ...]:
    first = _family_word(family)
    whole = replace(han_word(given), classes=(SYLLABLE + "".join(han_readings().get(one, one) for one in given),))
    ways = [Romanisation((first, whole), PERSON_JOINED)]
    if len(given) > 1:
        ways.append(Romanisation((first, *(han_word(character) for character in given)), PERSON_SPLIT))
    korean = _korean_words(family, given)
    return (*ways, Romanisation(korean, PERSON_KOREAN)) if korean else tuple(ways)


def _korean_words(family: str, given: str) -> tuple[RomanWord, ...]:
    """The characters as a Korean name (金正恩 is Kim Jong Un); nothing where they cannot be one."""
    hanja = han_readings(HANJA)
    read = "".join(hanja.get(character, "") for character in given)
    name = _KOREAN_FAMILY.get(family) or "".join(hanja.get(character, "") for character in family)
    if name not in listed_spellings(KOREAN_SURNAMES) or len(read) != len(given):
        return ()
    return replace(family_word(name), native=family), replace(given_word(read), native=given)


def _whole_ways(words: tuple[str, ...]) -> tuple[Romanisation, ...]:
    joined = Romanisation(tuple(han_word(word) for word in words), WHOLE_JOINED)
    characters = tuple(part for word in words for part in re.findall("[a-z0-9]+|.", word))
    if len(characters) == len(words):
        return (joined,)
    return joined, Romanisation(tuple(han_word(character) for character in characters), WHOLE_SPLIT)


def _distinct(ways: tuple[Romanisation, ...]) -> tuple[Romanisation, ...]:
    seen: dict[tuple[RomanWord, ...], Romanisation] = {}
    for way in ways:
        seen.setdefault(way.words, way)
    return tuple(seen.values())


@lru_cache(maxsize=4096)
def _family_word(native: str) -> RomanWord:
    plain = han_word(native)
    listed = listed_spellings(SURNAMES).get(native, ())
    reading = listed[0] if listed else plain.spellings[0]
    giles = (wade_giles(reading), *plain.spellings[-1:]) if len(native) == 1 else plain.spellings[1:]
    return roman_word(native, (reading, *listed[1:], *giles), sound_keys(reading), (SYLLABLE + reading,))


@lru_cache(maxsize=65536)
def han_word(native: str) -> RomanWord:
    """Return characters read as one word: pinyin, then Wade-Giles, then Cantonese.

    >>> han_word("中国").spellings, han_word("吕").spellings
    (('zhongguo', 'chungkuo', 'chungkwok'), ('lu', 'lyu', 'lv', 'lui'))
    """
    readings = han_readings()
    characters = [native[place - 1] if place and c == "々" else c for place, c in enumerate(native)]
    syllables = [readings.get(character, character) for character in characters]
    pinyin, giles = "".join(syllables), "".join(map(wade_giles, syllables))
    umlauts = ("u", "yu", "v") if "v" in pinyin else ("v",)
    spellings = (*(pinyin.replace("v", letter) for letter in umlauts), giles, _cantonese(characters))
    return roman_word(native, spellings, sound_keys(spellings[0]))


def _cantonese(characters: list[str]) -> str:
    """The word as Hong Kong would spell it; nothing when a character has no Cantonese reading."""
    readings = han_readings("readings-cantonese.txt")
    if not all(character in readings for character in characters):
        return ""
    return "".join(hong_kong(readings[character]) for character in characters)
