"""The words of names that are not names: legal forms, honorifics, particles, ordinals, and classes of like words.

Each table is read once and looked up by comparable text, in any script.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from screening.reference import read_table

_ROMANS = ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xx")
_PERSON_ROMANS = frozenset({"ii", "iii"})
"""Roman numerals that are no names: Vi, Xi and Iv are."""
_ROMAN_VALUES = dict(zip(_ROMANS, ("2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 20").split(), strict=True))


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
        tuple(row["form"].split()): Phrase(row["code"], row["where"] == "edge") for row in read_table("legal-forms.csv")
    }


@cache
def longest_legal_form() -> int:
    """Return how many words the longest legal form has."""
    return max(map(len, legal_forms()))


@cache
def honorifics() -> dict[str, str]:
    """Return the kind of each honorific: title, rank, religious, noble or maybe-name.

    >>> honorifics()["dr"]
    'title'
    """
    return {row["word"]: row["kind"] for row in read_table("honorifics.csv")}


@cache
def particles() -> dict[str, str]:
    """Return the kind of each particle: article, filiation or preposition.

    >>> particles()["bin"]
    'filiation'
    """
    return {row["word"]: row["kind"] for row in read_table("particles.csv")}


@cache
def organisation_words() -> dict[str, str]:
    """Return the meaning of words of organisation names, in one English word.

    >>> organisation_words()["завод"]
    'factory'
    """
    return {row["word"]: row["meaning"] for row in read_table("organisation-words.csv")}


@cache
def given_names() -> dict[str, tuple[str, ...]]:
    """Return the classes of each given name: spellings and national forms of one name share one.

    >>> given_names()["mohammed"]
    ('muhammad',)
    """
    classes: dict[str, tuple[str, ...]] = {}
    for row in read_table("given-names.csv"):
        classes[row["name"]] = (*classes.get(row["name"], ()), row["class"])
    return classes


@cache
def _ordinals() -> dict[str, str]:
    return {row["word"]: row["number"] for row in read_table("ordinals.csv")}


def number_value(word: str, *, person: bool) -> str | None:
    """Return the number that a word stands for, in digits, or nothing.

    >>> number_value("VII".lower(), person=False), number_value("007", person=False), number_value("vi", person=True)
    ('7', '7', None)

    Source: series numbers are compared exactly (VII = 7); a person called Vi or Xi is not a number.
    """
    if word.isdecimal():
        return str(int(word))
    if person:
        return _ROMAN_VALUES[word] if word in _PERSON_ROMANS else None
    return _ROMAN_VALUES.get(word) or _ordinals().get(word)
