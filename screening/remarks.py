"""What a result says of how the query was read."""

from __future__ import annotations

from collections.abc import Iterator

from screening.matching.context import AnyParty
from screening.names.parts import read_name
from screening.names.scripts import has_native_script
from screening.names.wordings import wordings


def remarks_on(query: AnyParty, sides: tuple[bool, ...], *, is_hit: bool) -> tuple[str, ...]:
    """Return how each name was read in another script and, of a hit, in other words, and of which date only the year.

    `sides` says whether the query is read as a person, as anything else, or as both in turn.

    >>> from screening.records import Person
    >>> remarks_on(Person(names=["Minister Ivan Petrov"]), (True,), is_hit=True)
    ('“Minister Ivan Petrov” was also read as “Ivan Petrov”',)
    """
    others = _other_wordings(query, sides) if is_hit else ()
    doubts = (day.doubt for day in getattr(query, "birth_dates", ()))
    return (*_transliterations(query, sides[0]), *others, *filter(None, doubts))


def _transliterations(query: AnyParty, person: bool) -> Iterator[str]:
    for name in query.names:
        if has_native_script(name.text):
            for reading in read_name(name.text, person=person)[:1]:
                latin = " ".join(part.spellings[0] for part in reading.parts if part.spellings)
                yield f"“{name.text}” was read as {latin} ({reading.standard})"


def _other_wordings(query: AnyParty, sides: tuple[bool, ...]) -> Iterator[str]:
    for name in query.names:
        others = dict.fromkeys(one for person in sides for one in wordings(name.text, person=person)[1:])
        if others:
            yield f"“{name.text}” was also read as {', '.join(f'“{other}”' for other in others)}"
