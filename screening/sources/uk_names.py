"""The names of a designation: up to five given names, then the family name or the whole name of a body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.records import Name, NameParts
from screening.sources.reading import unique
from screening.sources.un_names import is_latin
from screening.vocabulary import NameKind, NameStrength

KINDS = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
STRENGTHS = {
    None: NameStrength.STRONG,
    "good quality a.k.a": NameStrength.STRONG,
    "good": NameStrength.STRONG,
    "low quality a.k.a": NameStrength.WEAK,
    "low": NameStrength.WEAK,
}
"""By the words of the UK's list and of OFSI's; the UK marks few names, and a name without a mark is a strong one."""
_FAMILY = "Name6"
_GIVEN = tuple(f"Name{place}" for place in range(1, 6))


def names_of(
    printed: Iterable[Mapping[str, str]], non_latin: Iterable[Mapping[str, str]], person: bool
) -> tuple[Name, ...]:
    """Return every name, the primary one first.

    Raises:
        ValueError: a kind or strength of a name is unknown.
    """
    names = [_name(block, person) for block in printed]
    primary = [name for name in names if name.kind is NameKind.PRIMARY]
    others = [name for name in names if name.kind is not NameKind.PRIMARY]
    return unique([*primary, *others, *(_non_latin(block) for block in non_latin)])


def _name(block: Mapping[str, str], person: bool) -> Name:
    kind, strength = block.get("NameType"), block.get("AliasStrength")
    if kind is None or kind.casefold() not in KINDS:
        raise ValueError(f"{kind!r} is no type of name known: expected {', '.join(KINDS)}")
    mark = strength.casefold().rstrip(".") if strength else None
    if mark not in STRENGTHS:
        raise ValueError(
            f"{strength!r} is no strength of an alias known: expected {', '.join(filter(None, STRENGTHS))}"
        )
    given = " ".join(block[part] for part in _GIVEN if part in block) or None
    family = block.get(_FAMILY)
    return Name(
        text=" ".join(part for part in (given, family) if part),
        kind=KINDS[kind.casefold()],
        strength=STRENGTHS[mark],
        parts=NameParts(given=given, family=family) if person and given and family else None,
    )


def _non_latin(block: Mapping[str, str]) -> Name:
    text = block.get("NameNonLatinScript")
    if text is None:
        raise ValueError(f"a script is named and no name: {' '.join(block.values())!r}")
    return Name(
        text=text,
        kind=NameKind.ALIAS if is_latin(text) else NameKind.ORIGINAL_SCRIPT,
        script=block.get("NonLatinScriptType"),
        language=block.get("NonLatinScriptLanguage"),
    )
