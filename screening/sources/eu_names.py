"""The names of an entry of the EU's list, and which of them comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from screening.records import Name, NameParts
from screening.sources.fields import Fields
from screening.sources.reading import Tally, unique
from screening.sources.un_names import is_latin
from screening.vocabulary import Gender, NameKind, NameStrength

GENDERS = {"M": Gender.MALE, "F": Gender.FEMALE}
SCRIPTS_OF_EU_LANGUAGES = frozenset({"BG", "EL"})
"""Languages of the EU that are not written in Latin letters: a name in them is most often a translation."""
_ENGLISH = frozenset({"EN", None})
"""A name without a language is most often one in English."""


def names_of(blocks: Sequence[Fields], more: Sequence[Name], person: bool, tally: Tally) -> tuple[Name, ...]:
    """Return every name, the primary one first.

    The EU marks no name as the primary one. Taken is, of the strong names, one in Latin letters before others, then one
    in English or of no language, then one with its family name marked, then the one whose words the other names repeat
    most, then the first printed.
    """
    found = [name for block in blocks for name in _names(block, person, tally)]
    if not found:
        return ()
    repeated = Counter(word for name in found for word in _words(name))
    first = min(range(len(found)), key=lambda place: (*_rank(found[place], repeated), place))
    primary = found[first].model_copy(update={"kind": NameKind.PRIMARY})
    said = {name.text for name in found}
    return unique([primary, *found[:first], *found[first + 1 :], *(name for name in more if name.text not in said)])


def _words(name: Name) -> frozenset[str]:
    return frozenset(name.text.casefold().split())


def _rank(name: Name, repeated: Mapping[str, int]) -> tuple[int, ...]:
    weak, foreign = name.strength is NameStrength.WEAK, name.language not in _ENGLISH
    return weak, not is_latin(name.text), foreign, name.parts is None, -sum(repeated[word] for word in _words(name))


def _names(block: Fields, person: bool, tally: Tally) -> list[Name]:
    whole = block.take("wholeName")
    first, middle, last = (block.take(key) for key in ("firstName", "middleName", "lastName"))
    language = block.take("nameLanguage")
    strength = NameStrength.STRONG if block.flag("strong", absent=True) else NameStrength.WEAK
    block.finish(("logicalId", "regulationLanguage"))
    printed = " ".join(part for part in (first, middle, last) if part)
    text = whole or printed
    if not text:
        raise ValueError("a name has no text in it")
    parts = None
    if printed and person:
        parts = NameParts(given=" ".join(part for part in (first, middle) if part) or None, family=last)
    elif printed:
        tally.skip("parts of an organisation's name")
    note = "; ".join(block.remarks) or None
    names = [Name(text=text, kind=_kind(text, language), strength=strength, language=language, parts=parts, note=note)]
    if parts and sorted(printed.casefold().split()) != sorted(text.casefold().split()):
        said = "the parts that the EU prints of it differ from the whole"
        names.append(Name(text=printed, kind=_kind(printed, language), strength=strength, language=language, note=said))
    return names


def _kind(text: str, language: str | None) -> NameKind:
    translated = language in SCRIPTS_OF_EU_LANGUAGES
    return NameKind.ALIAS if translated or is_latin(text) else NameKind.ORIGINAL_SCRIPT


def gender_of(blocks: Sequence[Fields], notes: list[str]) -> Gender | None:
    """Return the gender that the names say; if they differ none, and a note says so.

    Raises:
        ValueError: it is neither M nor F.
    """
    codes = unique(code for block in blocks if (code := block.take("gender")))
    for code in codes:
        if code not in GENDERS:
            raise ValueError(f"the gender {code!r} is unknown: expected {' or '.join(GENDERS)}")
    if len(codes) > 1:
        notes.append(f"gender: its names say {' and '.join(codes)}")
    return GENDERS[codes[0]] if len(codes) == 1 else None
