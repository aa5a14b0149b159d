"""The names that SECO prints part by part: the whole name, its further spellings, and its maiden name.

`<value>Lukashenka<value/>` with the spelling variant `Lukashenko` is two names, one of them in each spelling.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

from screening.records import Name, NameParts
from screening.sources.flat_xml import code_of
from screening.sources.reading import unique
from screening.sources.safe_xml import Node
from screening.sources.un_names import is_latin, read_alias
from screening.vocabulary import NameKind, NameStrength

KINDS = {
    "primary-name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "formerly-known-as": NameKind.FORMER,
}
STRENGTHS = {"good": NameStrength.STRONG, "low": NameStrength.WEAK}
FAMILY, MAIDEN, TITLE = "family-name", "maiden-name", "title"
GIVEN = ("given-name", "further-given-name")
PATRONYMIC = ("father-name", "grand-father-name")
PARTS = {
    kind: kind for kind in (FAMILY, MAIDEN, TITLE, *GIVEN, *PATRONYMIC, "suffix", "tribal-name", "whole-name", "other")
}
"""The kinds of name part. Source: SECO's consolidated list in XML."""
_APART = (MAIDEN, TITLE)
"""Parts that are no part of the name in use; SECO prints some of them alone, beside the name they belong to."""

Part = tuple[str, str]
"""The kind of a part, and its text."""


@dataclass(frozen=True, slots=True)
class PrintedName:
    """One `<name>`: every name that is in it, and the titles printed as parts of it."""

    names: tuple[Name, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A language and a script in which parts of the name are printed once more."""

    language: str | None
    script: str | None


def read_name(node: Node, *, main: bool, person: bool) -> PrintedName:
    """Take a `<name>` in full; a primary name of a further identity is an alias of the party.

    Raises:
        ValueError: it has no part, or something in it is unknown or left over.
    """
    kind = code_of(node, "name-type", KINDS)
    strength = code_of(node, "quality", STRENGTHS)
    language = node.take_attribute("lang")
    node.take_attribute("ssid")
    note = None
    if kind is NameKind.PRIMARY and not main:
        kind, note = NameKind.ALIAS, "the name of a further identity"
    parts, variants = _read_parts(node)
    node.finish()
    titles = unique(text for part, text in parts if part == TITLE)
    if not parts:
        raise ValueError("a <name> has no <name-part>")
    used = [(part, text) for part, text in parts if part not in _APART]
    maiden = [(FAMILY, text) for part, text in parts if part == MAIDEN]
    names = [_name(used, kind, strength, language, None, note, person)] if used else []
    if maiden:
        rest = [(part, text) for part, text in used if part != FAMILY]
        names.append(_name([*maiden, *rest], NameKind.FORMER, strength, language, None, "maiden name", person))
    for spelling, spelt in variants.items():
        further = NameKind.ALIAS if kind is NameKind.PRIMARY else kind
        names += [
            _name(choice, further, strength, spelling.language, spelling.script, "spelling variant", person)
            for choice in _choices(parts, spelt)
        ]
    return PrintedName(unique(part for name in names for part in _divided(name)), titles)


def _read_parts(node: Node) -> tuple[list[Part], dict[_Spelling, dict[int, list[str]]]]:
    """Return the parts in their order, and by spelling the variants of each part by its place."""
    ordered: list[tuple[int, Part, list[tuple[_Spelling, str]]]] = []
    for part in node.take_all("name-part"):
        order, kind = part.take_attribute("order") or "", code_of(part, "name-part-type", PARTS)
        if not order.isdecimal():
            raise ValueError(f"the order of a <name-part> is {order!r}, expected a number")
        value = part.take("value")
        if value is None:
            raise ValueError(f"a <name-part> of type {kind} has no <value>")
        ordered.append((int(order), (kind, value), [_variant(inner) for inner in part.take_all("spelling-variant")]))
        part.finish()
    ordered.sort(key=lambda row: row[0])
    variants: dict[_Spelling, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, (_, _, found) in enumerate(ordered):
        for spelling, text in found:
            variants[spelling][place].append(text)
    return [part for _, part, _ in ordered], variants


def _variant(node: Node) -> tuple[_Spelling, str]:
    spelling = _Spelling(node.take_attribute("lang"), node.take_attribute("script"))
    for name in ("spelling-variant-type", "ssid"):
        node.take_attribute(name)
    text = node.text()
    node.finish()
    if text is None:
        raise ValueError("a <spelling-variant> has no text")
    return spelling, text


def _choices(parts: list[Part], spelt: dict[int, list[str]]) -> list[list[Part]]:
    """Return the names of one spelling: each variant of a part with each of the others.

    Where a part has no variant it stands as printed, but for a spelling in another script, where it is left out.

    >>> _choices([("family-name", "Lukashenka"), ("given-name", "Dzmitry")], {0: ["Lukashenko"]})
    [[('family-name', 'Lukashenko'), ('given-name', 'Dzmitry')]]
    >>> _choices([("family-name", "Lukashenka"), ("given-name", "Dzmitry")], {0: ["Лукашенко"]})
    [[('family-name', 'Лукашенко')]]
    """
    latin = all(is_latin(text) for texts in spelt.values() for text in texts)
    rows = [
        [(kind, text) for text in spelt.get(place, [own] if latin else [])]
        for place, (kind, own) in enumerate(parts)
        if kind not in _APART
    ]
    return [list(choice) for choice in product(*(row for row in rows if row)) if choice]


def _divided(name: Name) -> list[Name]:
    """Return the two names of `Jin Tiesan (金铁三)`; of any other name, the name itself.

    >>> [part.text for part in _divided(Name(text="Jin Tiesan (金铁三)"))]
    ['Jin Tiesan', '金铁三']
    """
    if name.kind is NameKind.PRIMARY or "(" not in name.text or is_latin(name.text):
        return [name]
    return read_alias(name.text, name.note, NameKind.ALIAS, name.strength)


def _name(
    parts: list[Part],
    kind: NameKind,
    strength: NameStrength,
    language: str | None,
    script: str | None,
    note: str | None,
    person: bool,
) -> Name:
    text = " ".join(text for _, text in parts)
    if kind is not NameKind.PRIMARY and not is_latin(text):
        kind = NameKind.ORIGINAL_SCRIPT
    return Name(
        text=text,
        kind=kind,
        strength=strength,
        script=script.capitalize() if script else None,
        language=language.lower() if language else None,
        parts=_parts(parts) if person else None,
        note=note,
    )


def _parts(parts: list[Part]) -> NameParts | None:
    """Return what is the given, the father's and the family name; `None` if SECO does not say."""

    def joined(*kinds: str) -> str | None:
        return " ".join(text for kind, text in parts if kind in kinds) or None

    found = NameParts(given=joined(*GIVEN), patronymic=joined(*PATRONYMIC), family=joined(FAMILY))
    return None if found == NameParts() else found
