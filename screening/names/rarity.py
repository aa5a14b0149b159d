"""How much a word of a name says: a rare surname nearly all, `muhammad` or `company` little.

The tables are frozen: a weight never depends on what is installed, so a score does not change because a list grew.
"""

from __future__ import annotations

from functools import cache

from screening.reference import read_columns

UNKNOWN = 1.0
"""A word that no table has is rare."""
SHORT = 0.75
"""At most this for a word of two letters: it agrees too easily."""


@cache
def _weights(person: bool) -> dict[str, float]:
    table = "token-weights-person.csv" if person else "token-weights-organisation.csv"
    return {word: float(weight) for word, weight in read_columns(table, "token", "weight")}


def rarity(word: str, *, person: bool) -> float:
    """Return the weight of a comparable Latin word, 0.12 (everywhere) to 1 (rare).

    >>> rarity("muhammad", person=True) < rarity("prigozhin", person=True)
    True

    Source: -ln(rate of the word's spelling class) / ln(13,000), `docs/mining.md`.
    """
    weight = _weights(person).get(word, UNKNOWN)
    return min(weight, SHORT) if len(word) <= 2 else weight


def is_known(word: str, *, person: bool) -> bool:
    """Return whether the tables have the word: two listed parties or more, or the public, bear it.

    >>> is_known("ali", person=True), is_known("vv", person=True)
    (True, False)
    """
    return word in _weights(person)
