"""Korean names read by syllable: Revised Romanisation, DPRK style and McCune-Reischauer.

A Hangul syllable is arithmetic: (initial x 21 + vowel) x 28 + final. Source: Unicode Standard 3.12.
Spellings: Revised Romanisation 2000; McCune-Reischauer 1939 without marks; DPRK style as its
passports write names (Kim Jong Un). Family names as spelt in life: surnames-hangul.csv.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from screening.names.lettercost import Reading
from screening.names.romanise.alphabets import read_apart
from screening.names.romanise.tables import listed_spellings
from screening.names.romanise.words import (
    Romanisation,
    RomanWord,
    cheapest_spellings,
    family_places,
    foreign_ways,
    joined_class,
    roman_word,
    split_words,
)
from screening.names.scripts import Script

FOREIGN = "Hangul, a foreign name letter by letter"
PERSON_JOINED = "Hangul, RR / McCune-Reischauer / DPRK, given name joined"
PERSON_SPLIT = "Hangul, RR / McCune-Reischauer / DPRK, given name split"
WHOLE_JOINED = "Hangul, RR / McCune-Reischauer / DPRK, words joined"
WHOLE_SPLIT = "Hangul, RR / McCune-Reischauer / DPRK, by syllable"
SURNAMES = "surnames-hangul.csv"

_FIRST_SYLLABLE, _SYLLABLES = 0xAC00, 11172


def _row(spellings: str) -> tuple[str, ...]:
    return tuple(spellings.split())


# Initials, vowels and finals in the order of their code; "-" is silent.
_INITIALS = _row("g kk n d tt r m b pp s ss - j jj ch k t p h")
_INITIALS_NORTH = _row("k kk n t tt r m p pp s ss - j jj ch kh th ph h")
_INITIALS_MCCUNE = _row("k kk n t tt r m p pp s ss - ch tch ch k t p h")
_VOWELS = _row("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_VOWELS_NORTH = _row("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
_VOWELS_USUAL = _row("a ae ya yae u e you ye o wa wae oe yo oo wo we wi yoo eu ui ee")
_FINALS = _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p -")
# Every spelling in use of each initial, vowel and final, in the same order; "/" parts them.
_INITIALS_ALL = _row("g/k kk/gg n d/t tt/dd r/l m b/p pp/bb s ss - j/ch jj ch/tch k/kh t/th p/ph h")
_VOWELS_ALL = _row(
    "a ae/ai/e ya yae eo/o/u e yeo/yo/you/yu ye o wa wae/wai oe/oi yo u/oo wo/weo we wi/wee yu/yoo/you eu/u"
    " ui/eui/ee/i i/ee"
)
_FINALS_ALL = _row("- k/g k k n n n t l k m l l l p l m p/b p t t ng t t k t p -")
_SILENT, _R, _N = 11, 5, 2
_Y_VOWELS = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Vowels before which the South drops an initial r or n at the start of a word; before others r is n."""
SYLLABLE = "ko:"
"""Marks the class of a Korean syllable, in Hangul."""
# RR, DPRK, McCune-Reischauer, usual English, MR consonants with RR vowels: in the order of trying.
_STYLE_COSTS = (0.0, 0.2, 0.3, 0.5, 0.6)
_PERSON_LENGTHS = range(2, 5)


@lru_cache(maxsize=_SYLLABLES)
def syllable_readings(syllable: str) -> tuple[Reading, ...]:
    """Return the spellings of one Hangul syllable with costs, Revised Romanisation first.

    >>> [latin for latin, _ in syllable_readings("정")]
    ['jeong', 'jong', 'chong', 'jung', 'cheong']
    >>> syllable_readings("a")
    (('a', 0.0),)
    """
    readings: dict[str, float] = {}
    for latin, cost in zip(_styles(syllable), _STYLE_COSTS, strict=True):
        readings.setdefault(latin, cost)
    return tuple(readings.items())


def _styles(syllable: str) -> tuple[str, ...]:
    """One syllable in each style: RR, DPRK, McCune-Reischauer, usual English, mixed."""
    place = ord(syllable) - _FIRST_SYLLABLE if len(syllable) == 1 else -1
    if not 0 <= place < _SYLLABLES:
        return (syllable,) * len(_STYLE_COSTS)
    initial, vowel, final = place // 588, place % 588 // 28, place % 28
    usual = "uh" if _VOWELS[vowel] == "eo" and not final else _VOWELS_USUAL[vowel]  # Suh, but Sung
    spellings = (
        _INITIALS[initial] + _VOWELS[vowel],
        _INITIALS_NORTH[initial] + _VOWELS_NORTH[vowel],
        _INITIALS_MCCUNE[initial] + _VOWELS_NORTH[vowel],
        _INITIALS[initial] + usual,
        _INITIALS_MCCUNE[initial] + _VOWELS[vowel],
    )
    return tuple((spelling + _FINALS[final]).replace("-", "") for spelling in spellings)


def syllable_letters(syllable: str) -> Iterator[str]:
    """Yield every Latin spelling of one Hangul syllable that is in use, whatever its standard.

    >>> {"jung", "jong", "chung", "jeong"} <= set(syllable_letters("정"))
    True

    Source: Revised Romanisation 2000, McCune-Reischauer 1939, DPRK passports, and the spellings that Koreans use.
    """
    place = ord(syllable) - _FIRST_SYLLABLE
    initial, vowel, final = place // 588, place % 588 // 28, place % 28
    initials, vowels = _INITIALS_ALL[initial].split("/"), _VOWELS_ALL[vowel].split("/")
    if initial == _SILENT:
        vowels += {"u": ["woo"], "i": ["yi"]}.get(vowels[0], [])
    if not final:
        vowels += {"a": ["ah"], "o": ["oh"]}.get(vowels[0], [])
        vowels = ["uh" if vowels[0] == "eo" and letters == "u" else letters for letters in vowels]  # Suh, Huh
    if vowels[0] == "i" and "s" in initials:
        initials.append("sh")
    for letters in product(initials, vowels, _FINALS_ALL[final].split("/")):
        yield "".join(letters).replace("-", "")


@lru_cache(maxsize=_SYLLABLES)
def korean_classes(syllable: str) -> tuple[str, ...]:
    """Return the classes of a Hangul syllable: itself, and as the South writes it at the start of a word.

    >>> korean_classes("박"), korean_classes("리"), korean_classes("로")
    (('ko:박',), ('ko:리', 'ko:이'), ('ko:로', 'ko:노'))

    Source: Hangul orthography of the Republic of Korea (1988), articles 10 to 12: 리 is 이, 로 is 노.
    """
    place = ord(syllable) - _FIRST_SYLLABLE
    initial, vowel = place // 588, place % 588 // 28
    softened = initial
    if initial in (_R, _N) and vowel in _Y_VOWELS:
        softened = _SILENT
    elif initial == _R:
        softened = _N
    places = dict.fromkeys((place, place + (softened - initial) * 588))
    return tuple(f"{SYLLABLE}{chr(_FIRST_SYLLABLE + one)}" for one in places)


def romanise_hangul(text: str, *, person: bool | None) -> tuple[Romanisation, ...]:
    """Return the ways to read a Korean name, the likeliest first.

    >>> [[word.spellings[:2] for word in way.words] for way in romanise_hangul("김정은", person=True)]
    [[('gim', 'kim'), ('jeongeun', 'jongun')], [('gim', 'kim'), ('jeong', 'jong'), ('eun', 'un')]]
    """
    words = split_words(text)
    parted = None if person is False else _family_and_given(words)
    whole = _whole_ways(words)
    foreign = foreign_ways(words, foreign_word, FOREIGN, person=person, may_be_own=_may_be_own)
    if parted is None:
        return (*whole, *foreign) if person is False else (*foreign, *whole)
    family, given = parted
    first = family_word(family)
    split = Romanisation((first, *map(hangul_word, given)), PERSON_SPLIT)
    ways = (Romanisation((first, given_word(given)), PERSON_JOINED), *([split] if len(given) > 1 else []))
    return (*ways, *foreign) if person else (*ways, *whole, *foreign)


def _may_be_own(words: Sequence[str]) -> bool:
    """Whether a name has a Korean family name."""
    return not listed_spellings(SURNAMES).keys().isdisjoint(family_places(words))


def _family_and_given(words: tuple[str, ...]) -> tuple[str, str] | None:
    surnames = listed_spellings(SURNAMES)
    if len(words) > 1 and words[0] in surnames and sum(map(len, words[1:])) <= 3:
        return words[0], "".join(words[1:])
    if len(words) == 2 and words[1] in surnames and len(words[0]) <= 2:
        return words[1], words[0]
    if len(words) != 1 or len(words[0]) not in _PERSON_LENGTHS:
        return None
    name = words[0]
    if len(name) > 2 and name[:2] in surnames:
        return name[:2], name[2:]
    return name[0], name[1:]


def _whole_ways(words: tuple[str, ...]) -> tuple[Romanisation, ...]:
    whole = Romanisation(tuple(map(hangul_word, words)), WHOLE_JOINED)
    if all(len(word) == 1 for word in words):
        return (whole,)
    return whole, Romanisation(tuple(hangul_word(syllable) for word in words for syllable in word), WHOLE_SPLIT)


@lru_cache(maxsize=4096)
def foreign_word(native: str) -> RomanWord:
    """Return a foreign word in Hangul, with its letters apart.

    >>> foreign_word("프리고진").spellings[:2], "PRKSN" in foreign_word("프리고진").keys
    (('prigojin', 'prigozin'), True)
    """
    return read_apart(native, unicodedata.normalize("NFD", native), Script.JAMO)


@lru_cache(maxsize=4096)
def family_word(native: str) -> RomanWord:
    """Return a Korean family name with the spellings in use.

    >>> family_word("이").spellings[:4]
    ('i', 'lee', 'yi', 'ri')
    """
    listed = listed_spellings(SURNAMES).get(native, ())
    word = hangul_word(native)
    return roman_word(native, (*listed, *word.spellings), classes=_name_classes(native))


@lru_cache(maxsize=65536)
def given_word(native: str) -> RomanWord:
    """Return a Korean given name as one word.

    >>> given_word("정은").classes
    ('ko:정은',)
    """
    word = hangul_word(native)
    return roman_word(native, word.spellings, word.keys, _name_classes(native))


def _name_classes(native: str) -> tuple[str, ...]:
    if not all(0 <= ord(syllable) - _FIRST_SYLLABLE < _SYLLABLES for syllable in native):
        return ()
    return tuple(joined_class(classes) for classes in product(*map(korean_classes, native)))


@lru_cache(maxsize=65536)
def hangul_word(native: str) -> RomanWord:
    """Return syllables read as one word, each syllable in any of its spellings.

    The three standards come first, then mixtures.

    >>> hangul_word("정은").spellings[:4]
    ('jeongeun', 'jongun', 'chongun', 'jeongun')
    """
    syllables = tuple(native)
    readings = {syllable: syllable_readings(syllable) for syllable in syllables}
    usual = ("".join(_styles(syllable)[style] for syllable in syllables) for style in range(3))
    return roman_word(native, (*usual, *cheapest_spellings(syllables, readings)))
