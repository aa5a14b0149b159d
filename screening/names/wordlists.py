"""The words of names that are not names: honorifics, particles, ordinals, and classes of like words.

Each table is read once and looked up by comparable text, in any script.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from screening.names.rarity import UNKNOWN, rarity
from screening.reference import country_named, read_columns, read_groups, read_pairs

_ROMAN_VALUES = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xx": "20",
}  # fmt: skip
PLACE = "@"
"""Marks a class that is a country or compass point: two of them are never one."""
ARMED_GROUP = "&"
"""Marks a class that says what an armed group is: a movement, a militia."""
_FIGURES = re.compile(r"(\d{1,18})(?:st|nd|rd|th)?$")
_PERSON_ROMANS = frozenset({"ii", "iii"})
"""Roman numerals that are no names: Vi, Xi and Iv are."""


@cache
def honorifics() -> dict[str, str]:
    """Return the kind of each honorific: title, rank, religious, noble or maybe-name.

    >>> honorifics()["dr"]
    'title'
    """
    return read_pairs("honorifics.csv", "word", "kind")


@cache
def particles() -> dict[str, str]:
    """Return the kind of each particle: article, filiation or preposition.

    >>> particles()["bin"]
    'filiation'
    """
    return read_pairs("particles.csv", "word", "kind")


@cache
def organisation_words() -> dict[str, str]:
    """Return the meaning of words of organisation names, in one English word.

    >>> organisation_words()["завод"]
    'factory'
    """
    return read_pairs("organisation-words.csv", "word", "meaning")


_ENDINGS = re.compile(
    "[aeiou]|[aeio][hm]|[aei]mi|[eo]v|[aeio]i|[eo]e|ii?e|i?aia|[eo]go|omu|emu|i?uiu|i(?:a[hm]?|ami|e[imv]|u)|nie|nii"
)
"""What Russian nouns and adjectives may end in, as `_russian` writes it."""
_FOLDED = (("shch", "sch"), ("kh", "h"), ("ts", "c"), ("x", "ks"), ("y", "i"), ("j", "i"))
_LEAST_STEM = 4


def _russian(word: str) -> str:
    """Write a romanised Russian word so that the standards agree: y, i and j are one, kh is h."""
    for letters, folded in _FOLDED:
        word = word.replace(letters, folded)
    return word


@cache
def _stems() -> dict[str, str]:
    return {_russian(stem): meaning for stem, meaning in read_columns("organisation-stems.csv", "stem", "meaning")}


@cache
def _stem_meanings() -> frozenset[str]:
    return frozenset(_stems().values())


@lru_cache(maxsize=1 << 15)
def meaning_of(word: str) -> str | None:
    """Return what a word of an organisation's name means, in one English word; nothing where no table has it.

    Inflected Russian words in Latin letters are known by their stems.

    >>> meaning_of("завод"), meaning_of("katalizatorov"), meaning_of("catalysts"), meaning_of("mednaya")
    ('factory', 'catalyst', 'catalyst', 'copper')

    Source: `organisation-words.csv`; stems as in BGN/PCGN 1947 with the usual variants, endings of Russian grammar.
    """
    if meaning := organisation_words().get(word):
        return meaning
    for own in (word, word.removesuffix("s")):
        if own in _stem_meanings():
            return own
    folded = _russian(word)
    for length in range(len(folded), _LEAST_STEM - 1, -1):
        meaning = _stems().get(folded[:length])
        if meaning and (length == len(folded) or _ENDINGS.fullmatch(folded, length)):
            return meaning
    return None


_COMPASS = {
    "north": "north", "northern": "north", "severnaya": "north", "severnyi": "north",
    "south": "south", "southern": "south", "yuzhnaya": "south", "yuzhnyi": "south",
    "east": "east", "eastern": "east", "vostochnaya": "east", "vostochnyi": "east",
    "west": "west", "western": "west", "zapadnaya": "west", "zapadnyi": "west",
}  # fmt: skip


def place_of(word: str) -> str | None:
    """Return the country code, compass point or town that a word of an organisation's name stands for.

    >>> place_of("deutschland"), place_of("northern"), place_of("nordic"), place_of("kazan")
    ('DE', 'north', None, 'kazan')
    """
    return _COMPASS.get(word) or country_named(word) or (word if word in town_countries() else None)


@cache
def town_countries() -> dict[str, str]:
    """Return the country code of each town that tells branches and sister companies apart.

    >>> town_countries()["kazan"]
    'RU'
    """
    return read_pairs("towns.csv", "town", "country")


def meaning_classes(texts: tuple[str, ...], meanings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes of a word of an organisation's name, with its readings and what they mean.

    >>> meaning_classes(("kazan",), ()), meaning_classes((), ("movement",))
    (('@kazan',), ('movement', '&movement'))
    """
    places = (f"{PLACE}{place}" for text in (*texts, *meanings) if (place := place_of(text)))
    groups = (f"{ARMED_GROUP}{meaning}" for meaning in meanings if meaning in armed_groups())
    return tuple(dict.fromkeys(chain(meanings, places, groups)))


@cache
def armed_groups() -> frozenset[str]:
    """Return the meanings that say no more of an armed group than what it is.

    >>> "movement" in armed_groups(), "bank" in armed_groups()
    (True, False)
    """
    return frozenset(read_pairs("armed-groups.csv", "meaning", "source"))


@cache
def given_names() -> dict[str, tuple[str, ...]]:
    """Return the classes of each given name: spellings and national forms of one name share one.

    >>> given_names()["mohammed"]
    ('muhammad',)
    """
    return read_groups("given-names.csv", "name", "class")


@cache
def _ordinals() -> dict[str, str]:
    return read_pairs("ordinals.csv", "word", "number")


def number_value(word: str, *, person: bool) -> str | None:
    """Return the number that a word stands for, in digits, or nothing.

    >>> number_value("VII".lower(), person=False), number_value("007", person=False), number_value("vi", person=True)
    ('7', '7', None)

    Source: series numbers are compared exactly (VII = 7); a person called Vi or Xi is not a number.
    """
    if found := _FIGURES.match(word):
        return str(int(found[1]))
    if person:
        return _ROMAN_VALUES[word] if word in _PERSON_ROMANS else None
    return _ROMAN_VALUES.get(word) or _ordinals().get(word) or _slip_of_ordinal(word)


LONG_ORDINAL = 6
"""Letters from which an English ordinal in words is known in spite of one slip; shorter ones are near surnames."""


def one_deleted(word: str) -> tuple[str, ...]:
    """Return what is left of a word without one of its letters: words one slip apart share one, or one is the other's.

    >>> one_deleted("ltd")
    ('td', 'ld', 'lt')
    """
    return tuple([word[:place] + word[place + 1 :] for place in range(len(word))])


@cache
def _ordinals_by_deletion() -> dict[str, str]:
    found: dict[str, str] = {}
    long = (word for word in _ordinals() if word.isascii() and word.endswith("th") and len(word) >= LONG_ORDINAL)
    for word in sorted(long):
        for key in (word, *one_deleted(word)):
            found.setdefault(key, word)
    return found


def _slip_of_ordinal(word: str) -> str | None:
    """Return the number of the ordinal that an otherwise unknown word is one slip away from: fourtenth, sevneth."""
    if len(word) < LONG_ORDINAL or rarity(word, person=False) < UNKNOWN or meaning_of(word):
        return None
    known = _ordinals_by_deletion()
    meant = next((known[key] for key in (word, *one_deleted(word)) if key in known), None)
    return _ordinals()[meant] if meant and word[0] == meant[0] and abs(len(word) - len(meant)) <= 1 else None
