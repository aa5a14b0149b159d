"""Words that say little by themselves (legal forms, titles, particles) or count (sixth), and slips of them."""

from __future__ import annotations

from screening.matching.joins import JOIN_SHARE
from screening.matching.strings import plain_distance
from screening.matching.words import word_likeness
from screening.names.parts import Part, Role
from screening.names.rarity import UNKNOWN
from screening.results import Relation

SMALL_ROLES = frozenset({Role.PARTICLE, Role.HONORIFIC, Role.LEGAL_FORM})
SHORT_SMALL_WORD, LONG_SMALL_WORD = 4, 7
"""Letters up to which a small word (ltd, ooo) is known by one edit, and from which by two."""
LEAST_NUMBER_WORD = 4
"""Letters from which a number in words is known in spite of a slip: two and ten are soon other words."""
LONG_NUMBER = 4
"""Digits from which a number is hardly borne by two: Military Unit 26165."""
CENTURIES = ("19", "20")
"""How the years begin that parties are named after; of four digits such a number is no long one: Grupo Control 2004."""
ROMAN = frozenset("ivx")
"""Letters of Roman figures, which have no slips: XIII is not XVII."""
LONG_NUMBER_WORD = 7
"""Letters of the longer of two words from which two edits are a slip of a number."""


def slip_of_small_word(word: str, small: str) -> Relation | None:
    """Return how a word is a slip of a legal form, title or particle; of a short one an edit is enough, of a long two.

    >>> slip_of_small_word("ld", "ltd"), slip_of_small_word("gold", "ltd")
    (<Relation.NEAR: 'near'>, None)
    >>> slip_of_small_word("gmcbh", "gmbh"), slip_of_small_word("lirnited", "limited")
    (<Relation.NEAR: 'near'>, <Relation.NEAR: 'near'>)
    """
    if word == small:
        return Relation.EXACT
    edits = _small_word_edits(len(small))
    if edits and min(len(word), len(small)) > 1 and plain_distance(word, small, edits) <= edits:
        return Relation.NEAR
    if max(len(word), len(small)) <= SHORT_SMALL_WORD:
        return None
    found = word_likeness(word, small, True)
    return found.relation if found and found.share >= JOIN_SHARE else None


def _small_word_edits(length: int) -> int:
    """Return by how many edits a small word of so many letters is known whatever they are; 0 where it depends."""
    return 1 if length <= SHORT_SMALL_WORD else 2 if length >= LONG_SMALL_WORD else 0


def is_number_word(part: Part) -> bool:
    """Return whether a part is a number in words, long enough to be known in spite of a slip.

    >>> from screening.names.parts import read_name
    >>> [is_number_word(part) for part in read_name("Sixth Two VIII 16th Fund", person=False)[0].parts]
    [True, False, False, False, False]
    """
    is_long = part.role is Role.NUMBER and len(part.text) >= LEAST_NUMBER_WORD
    return is_long and not "0" <= part.text[0] <= "9" and not ROMAN.issuperset(part.text)


def is_long_number(value: str) -> bool:
    """Return whether the value of a number has many digits, and is no year.

    >>> [is_long_number(value) for value in ("26165", "7884", "2004", "16")]
    [True, True, False, False]
    """
    return len(value) > LONG_NUMBER or (len(value) == LONG_NUMBER and not value.startswith(CENTURIES))


def is_small_word(part: Part) -> bool:
    """Return whether a part is looked up as a small word: a legal form, title or particle, or a number in words."""
    return part.role in SMALL_ROLES or is_number_word(part)


def is_slip_of_number(part: Part, number: Part) -> bool:
    """Return whether a word that no table has is a slip of a number in words: an edit, two of a long word.

    >>> from screening.names.parts import read_name
    >>> def is_slip(word):
    ...     part, number = (read_name(text, person=False)[0].parts[0] for text in (word, "sixth"))
    ...     return is_slip_of_number(part, number)
    >>> is_slip("sixh"), is_slip("sixtjhh"), is_slip("seth")
    (True, True, False)

    Source: shell companies are numbered (*Sixth Ocean GmbH*), so a misspelt number must neither hide one nor be taken
    for another number.
    """
    if part.weight < UNKNOWN or part.classes:
        return False
    edits = 2 if max(len(part.text), len(number.text)) >= LONG_NUMBER_WORD else 1
    return plain_distance(part.text, number.text, edits) <= edits
