"""The numbers by which authorities name each other's entries, in the one form in which they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

from screening.sources.reading import unique

_UN = re.compile(r"([A-Z]{2})([eiv])\.(\d{3})\.?", re.IGNORECASE)
_EU = re.compile(r"EU\.\d+\.\d+")


def cross_references(numbers: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return numbers after the list that gives each out, each once; what has not that list's form is left out.

    >>> cross_references([("un", "QDE.010 "), ("uk", "AQD0001"), ("un", "N/A"), ("ofsi", None)])
    ('un:QDe.010', 'uk:AQD0001')
    """
    return unique(
        f"{giver}:{number}" for giver, text in numbers if text and (number := _in_form(giver, text.strip())) is not None
    )


def _in_form(giver: str, text: str) -> str | None:
    """Return a number as its list writes it; `None` where it cannot be one of that list."""
    if giver == "un":
        found = _UN.fullmatch(text)
        return f"{found[1].upper()}{found[2].lower()}.{found[3]}" if found else None
    if giver == "eu":
        return text if _EU.fullmatch(text) else None
    return text
