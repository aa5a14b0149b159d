"""Words folded over their spellings, to tell whether two published names are one: rough, no part of the library.

A label must not lean on what it judges, so nothing of `screening.matching` is used here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tests.quality.extract import words
from tests.quality.legal import EXPANDED

_SPELLINGS = (
    ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"),
    ("ou", "u"), ("oo", "u"), ("o", "u"), ("ee", "i"), ("ei", "i"), ("ie", "i"), ("ye", "i"), ("yo", "i"), ("e", "i"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("x", "ks"), ("ts", "z"), ("tz", "z"),
)  # fmt: skip
_AGAIN = re.compile(r"(.)\1+")
_LEGAL_WORDS = frozenset(word for form in EXPANDED for word in form.split())
_LEGAL = tuple(sorted((tuple(form.split()) for form in EXPANDED), key=lambda form: (-len(form), form)))


@lru_cache(maxsize=1 << 18)
def folded(word: str) -> str:
    """Return a word with its commonest spellings made one; a and i stay apart, so Hassan is no Hussein.

    >>> folded("yousef") == folded("yusuf"), folded("hassan") == folded("hussein")
    (False, False)
    >>> folded("yefimovich") == folded("efimovich"), folded("mohamed") == folded("mohammed")
    (True, True)
    """
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return _AGAIN.sub(r"\1", word)


@lru_cache(maxsize=1 << 18)
def name_key(text: str) -> tuple[str, ...]:
    """Return the folded words of a name without legal forms, sorted: two names with one key are the same name.

    >>> name_key("Vertikal LLC") == name_key("OOO VERTIKAL"), name_key("Joint Stock Company")
    (True, ('iuint', 'stuk'))
    """
    parts = words(text)
    kept = list(parts)
    for form in _LEGAL if not _LEGAL_WORDS.isdisjoint(parts) else ():
        for place in range(len(kept) - len(form), -1, -1):
            if tuple(kept[place : place + len(form)]) == form and len(kept) > len(form):
                del kept[place : place + len(form)]
    return tuple(sorted(folded(word) for word in kept or parts))
