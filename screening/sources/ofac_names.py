"""OFAC's names from their parts, put together as OFAC prints them."""

from __future__ import annotations

from collections.abc import Sequence

from screening.records import Name, NameParts
from screening.vocabulary import EntityType, NameKind, NameStrength

FAMILY = ("Last Name", "Maiden Name", "Matronymic")
GIVEN = ("First Name", "Middle Name", "Nickname")
PATRONYMIC = ("Patronymic",)
WHOLE = ("Entity Name", "Vessel Name", "Aircraft Name")
LATIN = "Latin"
GIVEN_FIRST = frozenset({"Arabic", "Hebrew"})
JOINED = frozenset({"Chinese Simplified", "Chinese Traditional", "Japanese", "Korean"})
"""Scripts whose names OFAC prints family name first, without a space; in all others it is `FAMILY, Given`."""

_PLAIN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def printed_name(
    parts: Sequence[tuple[str, str]],
    kind: NameKind,
    strength: NameStrength,
    party_type: EntityType,
    *,
    script: str | None = LATIN,
    text: str | None = None,
) -> Name:
    """Return a name from its parts, each with OFAC's word for what it is.

    OFAC wraps names that are written from right to left in direction marks; these are left out.

    >>> parts = [("First Name", "Hasan"), ("Last Name", "NAZHAD"), ("Middle Name", "Saburi")]
    >>> name = printed_name(parts, NameKind.PRIMARY, NameStrength.STRONG, EntityType.PERSON)
    >>> name.text, name.parts.given
    ('NAZHAD, Hasan Saburi', 'Hasan Saburi')

    Raises:
        ValueError: a part is of no kind known, or there is none.
    """
    for part, _ in parts:
        if part not in (*FAMILY, *GIVEN, *PATRONYMIC, *WHOLE):
            raise ValueError(f"{part!r} is no part of a name known")
    family, given, patronymic, whole = (_joined(parts, kinds) for kinds in (FAMILY, GIVEN, PATRONYMIC, WHOLE))
    first = " ".join(word for word in (given, patronymic) if word)
    said = (text or "").translate(_PLAIN).strip()
    shown = said or " ".join(part for part in (whole, _together(family, first, script)) if part)
    if not shown:
        raise ValueError("a name has nothing in it")
    is_split = party_type is EntityType.PERSON and family and first
    return Name(
        text=shown,
        kind=kind if script == LATIN else NameKind.ORIGINAL_SCRIPT,
        strength=strength,
        script=None if script == LATIN else script,
        parts=NameParts(family=family, given=given or None, patronymic=patronymic or None) if is_split else None,
    )


def _joined(parts: Sequence[tuple[str, str]], kinds: tuple[str, ...]) -> str:
    words = (" ".join(value.translate(_PLAIN).split()) for kind in kinds for part, value in parts if part == kind)
    return " ".join(word for word in words if word)


def _together(family: str, first: str, script: str | None) -> str:
    if not family or not first:
        return family or first
    if script in GIVEN_FIRST:
        return f"{first} {family}"
    return f"{family}{first}" if script in JOINED else f"{family}, {first}"
