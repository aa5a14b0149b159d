"""Other wordings of one published name: without what is inserted, apart from its acronym, abbreviations written out.

A wording is text that is read like a name of its own; the name as published always comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from screening.names.text import comparable
from screening.names.wordlists import legal_forms
from screening.reference import read_table

WORD = re.compile(
    r"[^\W_](?:[^\W_]|['’‘`ʼ׳\"״](?=[^\W_])|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0dff\u0e00-\u0eff])*"
)
"""A word of a clean name."""
_BRACKETED = re.compile(r"\s*[(\"“«]\s*(?P<acronym>[A-ZА-ЯЁІЇЄ]{3,10})\s*[)\"”»]")
_INSERTED = re.compile(r"\s*(?:\([^()]*\)|\"[^\"]*\"|“[^“”]*”|«[^«»]*»)\s*")
_LEAST_GLUED, _LEAST_REST = 3, 2
"""Letters of the word of a legal form that another word is glued to, and of that word, at least."""


def wordings(text: str, *, person: bool) -> tuple[str, ...]:
    """Return a clean name and its other wordings.

    A person's name with something inserted in brackets or quotes is also worded without it. An organisation's name that
    holds its own acronym is also the name, and the acronym; one with abbreviations is also the name in full; a word
    glued to its legal form is also on its own.

    >>> wordings("Ivan (Vanya) Petrov", person=True)
    ('Ivan (Vanya) Petrov', 'Ivan Petrov')
    >>> wordings("LLC NPP Nifrit", person=False)
    ('LLC NPP Nifrit', 'LLC scientific production enterprise Nifrit')
    >>> wordings("Open Joint Stock CompanyKidma", person=False)[1]
    'Open Joint Stock Company Kidma'
    """
    others = _without_insertion(text) if person else (*_apart(text), *_spelt_out(text), *_unglued(text))
    return tuple(dict.fromkeys((text, *others)))


def _without_insertion(text: str) -> tuple[str, ...]:
    bare = _INSERTED.sub(" ", text).strip()
    return (bare,) if bare != text and len(WORD.findall(bare)) > 1 else ()


def _apart(text: str) -> tuple[str, ...]:
    """Return a name without the acronym it gives in brackets, and the acronym; nothing where there is none."""
    found = _BRACKETED.search(text)
    if not found:
        return ()
    name, acronym = text[: found.start()] + text[found.end() :], found["acronym"]
    initials = iter(word[0].casefold() for word in WORD.findall(name))
    is_acronym = all(letter in initials for letter in acronym.casefold())
    return (name, acronym) if is_acronym else ()


@cache
def _abbreviations() -> dict[str, str]:
    return {row["word"]: row["meaning"] for row in read_table("abbreviations.csv")}


def _spelt_out(text: str) -> Iterator[str]:
    known = _abbreviations()
    if any(comparable(word) in known for word in WORD.findall(text)):
        yield WORD.sub(lambda found: known.get(comparable(found[0]), found[0]), text)


@cache
def _legal_ends() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of legal forms of several words."""
    several = [words for words in legal_forms() if len(words) > 1]
    return frozenset(words[0] for words in several), frozenset(words[-1] for words in several)


def _unglued(text: str) -> Iterator[str]:
    """Yield the name with a space where a word is glued to a legal form of several words, before or after it."""
    firsts, lasts = _legal_ends()
    words = [*WORD.finditer(text)]
    texts = [comparable(word[0]) for word in words]
    for place, word in enumerate(texts):
        if len(word) != len(words[place][0]):
            continue  # its letters cannot be counted off
        for cut in range(_LEAST_REST, len(word) - _LEAST_REST + 1):
            left, right = word[:cut], word[cut:]
            forms: list[tuple[str, ...]] = []
            if len(left) >= _LEAST_GLUED and left in lasts:
                forms += [(*texts[start:place], left) for start in range(place)]
            if len(right) >= _LEAST_GLUED and right in firsts:
                forms += [(right, *texts[place + 1 : end]) for end in range(place + 2, len(texts) + 1)]
            if any(form in legal_forms() for form in forms):
                start = words[place].start() + cut
                yield f"{text[:start]} {text[start:]}"
                return
