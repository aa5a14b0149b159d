"""The words of names that are not names: legal forms, honorifics, particles, ordinals, and classes of like words.

Each table is read once and looked up by comparable text, in any script.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from screening.names.rarity import UNKNOWN, rarity
from screening.reference import country_named, read_columns, read_pairs

_ROMAN_VALUES = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xx": "20",
}  # fmt: skip
_FIGURES = re.compile(r"(\d{1,18})(?:st|nd|rd|th)?$")
_PERSON_ROMANS = frozenset({"ii", "iii"})
"""Roman numerals that are no names: Vi, Xi and Iv are."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A legal form as written, and the class it belongs to across languages."""

    code: str
    edge_only: bool
    """Taken as a legal form only as the first or last words: `as`, `ip` and `co` are also other words."""


@cache
def legal_forms() -> dict[tuple[str, ...], Phrase]:
    """Return legal forms by their words.

    >>> legal_forms()[("llc",)].code
    'limited'
    """
    return {
        tuple(form.split()): Phrase(code, where == "edge")
        for form, code, where in read_columns("legal-forms.csv", "form", "code", "where")
    }


@cache
def longest_legal_form() -> int:
    """Return how many words the longest legal form has."""
    return max(map(len, legal_forms()))


LONG_FORM, SPLIT_FORM = 8, 7
"""Letters from which a legal form written as one word, and one split elsewhere, is still surely that form."""
LETTERS_OF_DIGITS = str.maketrans("01345789", "oleastbg")
"""Digits that stand for letters: 5A is SA. Source: the forms that scanners and evaders give them."""
LONG_WORD = 5
"""Letters from which a word of a legal form is known in spite of one slip."""


@cache
def _joined_legal_forms() -> dict[str, Phrase]:
    joined = {"".join(words): phrase for words, phrase in sorted(legal_forms().items())}
    return {text: phrase for text, phrase in joined.items() if len(text) >= SPLIT_FORM}


@cache
def _legal_words_by_deletion() -> dict[str, str]:
    """Return the long words of legal forms by themselves and by every text that one deletion leaves of them."""
    found: dict[str, str] = {}
    for word in sorted({word for words in legal_forms() for word in words if len(word) >= LONG_WORD}):
        for key in (word, *_one_deleted(word)):
            found.setdefault(key, word)
    return found


def _one_deleted(word: str) -> tuple[str, ...]:
    return tuple(word[:place] + word[place + 1 :] for place in range(len(word)))


@lru_cache(maxsize=1 << 14)
def legal_word(text: str) -> str:
    """Return the word of a legal form that this is, or is one slip away from; else the text itself.

    >>> legal_word("compnay"), legal_word("lmited"), legal_word("prigozhin")
    ('company', 'limited', 'prigozhin')

    Source: symmetric deletion; slips inside "limited liability company" lost one organisation in fifty.
    """
    known = _legal_words_by_deletion()
    if len(text) < LONG_WORD - 1 or known.get(text) == text:
        return text
    return next((known[key] for key in (text, *_one_deleted(text)) if key in known), text)


def _has_figures(word: str) -> bool:
    return any(map(str.isdigit, word)) and not word.strip("0").isdigit()


@cache
def _joined_in_order() -> list[str]:
    return sorted({"".join(words) for words in legal_forms()})


@lru_cache(maxsize=1 << 14)
def _legal_ways(word: str) -> frozenset[str]:
    """Return what `legal_form` may take a word for."""
    letters = word.translate(LETTERS_OF_DIGITS)
    return frozenset((word, letters, legal_word(word), legal_word(letters)))


@lru_cache(maxsize=1 << 14)
def _begun_by(word: str) -> frozenset[str]:
    return frozenset(filter(_begins_joined, _legal_ways(word)))


def _begins_joined(text: str) -> bool:
    known = _joined_in_order()
    place = bisect_left(known, text)
    return place < len(known) and known[place].startswith(text)


def most_legal_words(words: Sequence[str], first: int) -> int:
    """Return how many words from the first on `legal_form` may know as one form at the most: of most words none.

    >>> most_legal_words(("prigozhin", "lmited", "liability", "fund"), 0)
    0
    >>> most_legal_words(("prigozhin", "lmited", "liability", "fund"), 1)
    2
    """
    begun, count = _begun_by(words[first]), 0
    while begun:
        count += 1
        if count == longest_legal_form() or first + count == len(words):
            break
        longer = (start + way for start in begun for way in _legal_ways(words[first + count]))
        begun = frozenset(filter(_begins_joined, longer))
    return count


def legal_form(words: Sequence[str]) -> Phrase | None:
    """Return the legal form that these words spell, also joined or split elsewhere, and with a slip in a long word.

    >>> legal_form(("limitedliability", "compnay")).code
    'limited'
    >>> legal_form(("5a",)).code, legal_form(("000",)).code, legal_form(("39",))
    ('joint-stock', 'limited', None)

    A number is none, but for the zeros that are typed for ООО.
    """
    found = legal_forms().get(tuple(words))
    if found is None and not all(map(str.isalpha, words)) and any(map(_has_figures, words)):
        words = tuple(word.translate(LETTERS_OF_DIGITS) for word in words)
        found = legal_forms().get(words)
    if found is None and sum(map(len, words)) >= LONG_FORM - 1:
        mended = [legal_word(word) for word in words]
        found = legal_forms().get(tuple(mended))
        for text, least in (
            ("".join(mended), LONG_FORM),
            ("".join(words), LONG_FORM if len(words) == 1 else SPLIT_FORM),
        ):
            found = found or (_joined_legal_forms().get(text) if len(text) >= least else None)
    return found


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


@cache
def given_names() -> dict[str, tuple[str, ...]]:
    """Return the classes of each given name: spellings and national forms of one name share one.

    >>> given_names()["mohammed"]
    ('muhammad',)
    """
    classes: dict[str, tuple[str, ...]] = {}
    for name, of_class in read_columns("given-names.csv", "name", "class"):
        classes[name] = (*classes.get(name, ()), of_class)
    return classes


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


@cache
def _ordinals_by_deletion() -> dict[str, str]:
    found: dict[str, str] = {}
    long = (word for word in _ordinals() if word.isascii() and word.endswith("th") and len(word) >= LONG_ORDINAL)
    for word in sorted(long):
        for key in (word, *_one_deleted(word)):
            found.setdefault(key, word)
    return found


def _slip_of_ordinal(word: str) -> str | None:
    """Return the number of the ordinal that an otherwise unknown word is one slip away from: fourtenth, sevneth."""
    if len(word) < LONG_ORDINAL or rarity(word, person=False) < UNKNOWN or meaning_of(word):
        return None
    known = _ordinals_by_deletion()
    meant = next((known[key] for key in (word, *_one_deleted(word)) if key in known), None)
    return _ordinals()[meant] if meant and word[0] == meant[0] and abs(len(word) - len(meant)) <= 1 else None
