"""A rough reading for scripts without a table of ours: the only user of unidecode.

Source: `docs/scripts.md`;
Thai vowels come out in written order, Khmer and Burmese without tones).
"""

from __future__ import annotations

from functools import lru_cache

from screening.names.romanise.words import Romanisation, RomanWord, roman_word
from screening.names.text import comparable

STANDARD = "rough (unidecode)"


def romanise_roughly(text: str) -> Romanisation:
    """Return any text letter by letter in a-z, for want of better.

    >>> [word.spellings for word in romanise_roughly("ዋግነር").words]
    [('waagenare',)]
    """
    words = (_rough_word(word) for word in text.split())
    return Romanisation(tuple(word for word in words if word is not None), STANDARD)


@lru_cache(maxsize=16384)
def _rough_word(word: str) -> RomanWord | None:
    from unidecode import unidecode  # imported late: its tables cost start-up time and are seldom needed

    native = comparable(word)
    latin = "".join(letter for letter in comparable(unidecode(native)) if letter.isalnum())
    return roman_word(native, (latin,)) if latin or any(map(str.isalnum, native)) else None
