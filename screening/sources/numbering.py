"""The numbers by which authorities name each other's entries, in the one form in which they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

from screening.sources.reading import unique

_UN = re.compile(r"([A-Z]{2})([eiv])\.(\d{3})\.?", re.IGNORECASE)
_EU = re.compile(r"EU\.\d+\.\d+")
_OPENSANCTIONS = (
    (re.compile(r"au-dfat-(\d+)(?:-.+)?"), "au:{}"),
    (re.compile(r"ch-seco-(\d+)"), "ch:{}"),
    (re.compile(r"eu-fsf-eu-(\d+)-(\d+)"), "eu:EU.{}.{}"),
    (re.compile(r"gb-hmt-(\d+)"), "ofsi:{}"),
    (re.compile(r"ofac-(\d+)"), "ofac:{}"),
    (re.compile(r"unsc-(\d+)"), "unsc:{}"),
)
"""How OpenSanctions makes its ids of the authorities' own numbers; ids of any other form say nothing certain.

Source: OpenSanctions, data sets `au_dfat_sanctions`, `ch_seco_sanctions`, `eu_fsf`, `gb_hmt_sanctions`, `us_ofac_sdn`,
`us_ofac_cons` and `un_sc_sanctions`.
"""


def cross_references(numbers: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return numbers after the list that gives each out, each once; what has not that list's form is left out.

    >>> cross_references([("un", "QDE.010 "), ("uk", "AQD0001"), ("un", "N/A"), ("ofsi", None)])
    ('un:QDe.010', 'uk:AQD0001')
    """
    return unique(
        f"{giver}:{number}" for giver, text in numbers if text and (number := _in_form(giver, text.strip())) is not None
    )


def opensanctions_references(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the authorities' numbers that OpenSanctions' ids and referents are made of, each once.

    >>> opensanctions_references(["NK-3Zb", "eu-fsf-eu-7382-70", "ofac-21171", "au-dfat-110-hafiz-saeed"])
    ('eu:EU.7382.70', 'ofac:21171', 'au:110')
    """
    return unique(
        shape.format(*found.groups()) for key in ids for form, shape in _OPENSANCTIONS if (found := form.fullmatch(key))
    )


def _in_form(giver: str, text: str) -> str | None:
    """Return a number as its list writes it; `None` where it cannot be one of that list."""
    if giver == "un":
        found = _UN.fullmatch(text)
        return f"{found[1].upper()}{found[2].lower()}.{found[3]}" if found else None
    if giver == "eu":
        return text if _EU.fullmatch(text) else None
    return text
