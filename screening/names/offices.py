"""What people are, said beside their names: *Foreign Minister Lavrov*, *Oleg Deripaska, businessman*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from screening.reference import read_pairs

_OFFICE, _BESIDE = "office", "beside"
_OF = frozenset({"of", "de", "du", "des", "del", "della", "di", "der", "von", "van", "da", "do"})
_ARTICLES = frozenset({"the", "la", "le", "les", "los", "las", "el"})
_MOST_BEFORE = 4
"""Words before an office at the front of a name, at most."""
_LEAST_NAME = 2
"""Words of a name, at least, where the office may be a name, too, or stands behind."""


def without_office(text: str) -> tuple[str, ...]:
    """Return a person's name without the office said before or behind it; nothing where there is none.

    What stands before an office at the front belongs to it, as does a place behind it; it takes along the words beside
    it. A word that may also be a name is an office only beside two other words.

    >>> without_office("Russian Foreign Minister Lavrov"), without_office("Head of Chechnya Ramzan Kadyrov")
    (('Lavrov',), ('Ramzan Kadyrov',))
    >>> without_office("Sergey Shoigu, Defence Minister"), without_office("late Yevgeny Prigozhin")
    (('Sergey Shoigu',), ('Yevgeny Prigozhin',))
    >>> without_office("Richard Head"), without_office("Ivan Petrov")
    ((), ())

    Source: `offices.csv`; press usage.
    """
    words = text.split()
    kinds = [_offices().get(word.strip(",;()").casefold()) for word in words]
    if not any(kinds):
        return ()
    return tuple(
        dict.fromkeys(" ".join(name).strip(" ,;(") for name in (*_behind(words, kinds), *_before(words, kinds)))
    )


def _behind(words: list[str], kinds: list[str | None]) -> Iterator[list[str]]:
    """Yield what stands behind the last office at the front, or behind words beside one that open the name."""
    offices = [place for place, kind in enumerate(kinds[: _MOST_BEFORE + 1]) if kind not in (None, _BESIDE)]
    end = offices[-1] + 1 if offices else 0
    while end < len(words) and kinds[end] == _BESIDE:
        end += 1
    name = words[end:]
    if name and name[0].casefold() in _OF:
        name = name[3:] if len(name) > 1 and name[1].casefold() in _ARTICLES else name[2:]
    is_sure = any(kinds[place] == _OFFICE for place in offices)
    if end and len(name) >= (1 if is_sure else _LEAST_NAME):
        yield name


def _before(words: list[str], kinds: list[str | None]) -> Iterator[list[str]]:
    """Yield what stands before the first office and the words beside it."""
    first = next(place for place, kind in enumerate(kinds) if kind)
    if first >= _LEAST_NAME and any(kind != _BESIDE for kind in kinds[first:] if kind):
        yield words[:first]


@cache
def _offices() -> dict[str, str]:
    return read_pairs("offices.csv", "word", "kind")
