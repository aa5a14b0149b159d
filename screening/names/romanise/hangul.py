"""Korean names read by syllable: Revised Romanisation, DPRK style and McCune-Reischauer.

A Hangul syllable is arithmetic: (initial x 21 + vowel) x 28 + final. Source: Unicode Standard 3.12.
Spellings: Revised Romanisation 2000; McCune-Reischauer 1939 without marks; DPRK style as its
passports write names (Kim Jong Un). Family names as spelt in life: surnames-hangul.csv.
"""

from __future__ import annotations

from functools import lru_cache

from screening.names.lettercost import Reading
from screening.names.romanise.tables import listed_spellings
from screening.names.romanise.words import (
    Romanisation,
    RomanWord,
    cheapest_spellings,
    roman_word,
    split_words,
)

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
_VOWELS_USUAL = _row("a ae ya yae u e you ye o wa wae oe yo oo won we wi yoo eu ui ee")
_FINALS = _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p -")
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
    spellings = (
        _INITIALS[initial] + _VOWELS[vowel],
        _INITIALS_NORTH[initial] + _VOWELS_NORTH[vowel],
        _INITIALS_MCCUNE[initial] + _VOWELS_NORTH[vowel],
        _INITIALS[initial] + _VOWELS_USUAL[vowel],
        _INITIALS_MCCUNE[initial] + _VOWELS[vowel],
    )
    return tuple((spelling + _FINALS[final]).replace("-", "") for spelling in spellings)


def romanise_hangul(text: str, *, person: bool | None) -> tuple[Romanisation, ...]:
    """Return the ways to read a Korean name, the likeliest first.

    >>> [[word.spellings[:2] for word in way.words] for way in romanise_hangul("김정은", person=True)]
    [[('gim', 'kim'), ('jeongeun', 'jongun')], [('gim', 'kim'), ('jeong', 'jong'), ('eun', 'un')]]
    """
    words = split_words(text)
    parted = None if person is False else _family_and_given(words)
    whole = _ways((), words, WHOLE_JOINED, WHOLE_SPLIT)
    if parted is None:
        return whole
    family, given = parted
    ways = _ways((_family_word(family),), (given,), PERSON_JOINED, PERSON_SPLIT)
    return ways if person else (*ways, *whole)


def _family_and_given(words: tuple[str, ...]) -> tuple[str, str] | None:
    surnames = listed_spellings(SURNAMES)
    if len(words) > 1 and words[0] in surnames and sum(map(len, words[1:])) <= 3:
        return words[0], "".join(words[1:])
    if len(words) != 1 or len(words[0]) not in _PERSON_LENGTHS:
        return None
    name = words[0]
    if len(name) > 2 and name[:2] in surnames:
        return name[:2], name[2:]
    return name[0], name[1:]


def _ways(before: tuple[RomanWord, ...], words: tuple[str, ...], joined: str, split: str) -> tuple[Romanisation, ...]:
    whole = Romanisation((*before, *map(hangul_word, words)), joined)
    if all(len(word) == 1 for word in words):
        return (whole,)
    syllables = tuple(hangul_word(syllable) for word in words for syllable in word)
    return whole, Romanisation((*before, *syllables), split)


@lru_cache(maxsize=4096)
def _family_word(native: str) -> RomanWord:
    listed = listed_spellings(SURNAMES).get(native, ())
    return roman_word(native, (*listed, *hangul_word(native).spellings))


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
