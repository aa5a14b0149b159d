"""The names that Canada prints in one field: aliases in a row, in brackets, in two official languages, or in part only.

`Vagner, Гру́ппа Ва́гнера; WG` is three names, `Dux JSC (also known as Duks)` two; of a person named Aleksey DYUMIN
the alias `Alexei` is another spelling of the given name, so the name is `Alexei DYUMIN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from screening.records import Name, NameParts
from screening.sources.reading import unique
from screening.sources.un_names import is_latin
from screening.vocabulary import NameKind

LANGUAGES = {
    "arabic": "ar",
    "belarusian": "be",
    "belarussian": "be",
    "russian": "ru",
    "ukrainian": "uk",
}
"""What stands before a colon in front of a name, and the language it says the name is in."""
LEGAL_FORMS = (
    r"(?:Ltd|Inc|LLC|LLP|Co|JSC|OJSC|PJSC|CJSC|AO|OAO|ZAO|PAO|OOO|FSUE|GmbH|S\.?A|AG|FZE|FZCO|DMCC|PTC|Limited|"
    r"(?:Open |Public |Closed )?Joint[- ]Stock Company|АО|ОАО|ЗАО|ПАО|ООО|ФГУП|МК)\b"
)
"""Legal forms that stand behind a comma as the end of a name, not as a name. Source: Canada's list of 2020 and 2025."""
ALIKE = 0.6
"""How alike a one-word alias must be to a person's given or last name to be a spelling of it, in [0, 1].

Source: the one-word aliases in Canada's lists of 2020 and 2025: spellings from 0.67 (Andrii, Andrey), nicknames up to
0.57 (Hemedti, Mohamed). A spelling that is less alike stays as printed.
"""

_LABEL = re.compile(rf"\b({'|'.join(LANGUAGES)})\s*:\s*", re.IGNORECASE)
_COMMA = re.compile(
    rf"\s*(?:[;،]|,(?!\s*{LEGAL_FORMS}\.?(?:\s*$|\s*[,;/]))(?!\d)(?!\s*(?-i:[а-яё])))\s*", re.IGNORECASE
)
_OR = re.compile(r"\s+or\s+")
_SLASH = re.compile(r"\s*/\s*")
_AND = re.compile(rf"\s+and\s+(?={LEGAL_FORMS}|[«“\"]|[^\x00-\x7F])")
_BOTH = re.compile(r"\s+and\s+")
_KNOWN_AS = re.compile(r"\s*\((?:also|formerly) known as (.+)\)\s*$", re.IGNORECASE)
_ACRONYM = re.compile(r"\(([A-Z][A-Z]{2,})\)")
_OPEN, _CLOSED = "([«“", ")]»”"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who has the aliases; of a body, only the name is known."""

    last: str | None = None
    given: str | None = None


def entity_names(text: str) -> list[Name]:
    """Return the names in the name field of a body or ship: as printed, in brackets, and in each official language.

    >>> [name.text for name in entity_names("Dux JSC (also known as Duks)")]
    ['Dux JSC', 'Duks']
    >>> [name.text for name in entity_names("Central Office (COFF)/Bureau central")]
    ['Central Office (COFF)/Bureau central', 'Central Office (COFF)', 'Bureau central', 'COFF']
    """
    bracket = _KNOWN_AS.search(text)
    plain = text[: bracket.start()].strip() if bracket else text
    kind = NameKind.FORMER if bracket and "formerly" in bracket[0].lower() else NameKind.ALIAS
    names = [Name(text=plain, kind=NameKind.PRIMARY, note=f"published as {text}" if bracket else None)]
    names += [_alias(part, kind) for part in (_AND.split(bracket[1]) if bracket else ())]
    sides = _SLASH.split(plain)
    if len(sides) > 1 and all(" " in side for side in sides):
        names += [_alias(side, NameKind.ALIAS) for side in sides]
    names += [_alias(acronym, NameKind.ALIAS, note="printed in brackets") for acronym in _ACRONYM.findall(plain)]
    return list(unique(names))


def read_aliases(text: str, bearer: Bearer) -> list[Name]:
    """Return every name in the field of aliases.

    >>> names = read_aliases("Kolya Orlov, Russian: Коля Орлов", Bearer("ORLOV", "Nikolai"))
    >>> [(name.text, name.language) for name in names]
    [('Kolya Orlov', None), ('Коля Орлов', 'ru')]
    >>> [name.text for name in read_aliases("НЗ 70-летия, АО; Works or WKS", Bearer())]
    ['НЗ 70-летия, АО', 'Works', 'WKS']
    """
    names: list[Name] = []
    for language, stretch in _stretches(text):
        for piece in _pieces(stretch):
            names += _spelt_out(piece, language, bearer)
    return list(unique(names))


def _stretches(text: str) -> Iterator[tuple[str | None, str]]:
    """Divide at the labels of languages; a label holds until the next one."""
    head, *labelled = _LABEL.split(text)
    yield None, head
    for label, stretch in zip(labelled[::2], labelled[1::2], strict=True):
        yield LANGUAGES[label.lower()], stretch


def _pieces(text: str) -> Iterator[str]:
    """Divide at semicolons and commas that stand in no bracket or quotation, and are not before a legal form."""
    depth, start = 0, 0
    cuts = {found.start(): found.end() for found in _COMMA.finditer(text)}
    skip = 0
    for place, sign in enumerate(text):
        depth = max(0, depth + (sign in _OPEN) - (sign in _CLOSED))
        if place in cuts and place >= skip and (depth == 0 or not any(sign in text[place:] for sign in _CLOSED)):
            yield text[start:place]
            start = skip = cuts[place]
    yield text[start:]


def _spelt_out(piece: str, language: str | None, bearer: Bearer) -> Iterator[Name]:
    texts = _OR.split(_bare(piece))
    if len(texts) > 1 and bearer.last and " " in texts[-1] and is_latin(texts[-1]):
        rest = texts[-1].partition(" ")[2]
        texts = [text if " " in text else f"{text} {rest}" for text in texts]
    for text in texts:
        sides = _SLASH.split(text)
        for side in sides if all(" " in side for side in sides) else [text]:
            for part in (_BOTH if bearer.last else _AND).split(side):
                bare = _bare(part)
                if any(sign.isalnum() for sign in bare):
                    yield _completed(bare, language, bearer)


def _completed(text: str, language: str | None, bearer: Bearer) -> Name:
    """Complete a spelling of a person's given or last name alone to the whole name; any other alias stays as it is."""
    given, last = bearer.given, bearer.last
    if given and last and " " not in text and is_latin(text):
        first, _, further = given.partition(" ")
        like_given, like_last = _likeness(text, first), _likeness(text, last)
        if max(like_given, like_last) >= ALIKE:
            own = (f"{text} {further}".strip(), last) if like_given > like_last else (given, text)
            parts = NameParts(given=own[0], family=own[1])
            note = f"published as {text}, a spelling of the {'given' if like_given > like_last else 'last'} name alone"
            return Name(text=" ".join(own), parts=parts, language=language, note=note)
    return _alias(text, NameKind.ALIAS, language=language)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _alias(text: str, kind: NameKind, *, language: str | None = None, note: str | None = None) -> Name:
    bare = _bare(text)
    return Name(text=bare, kind=kind if is_latin(bare) else NameKind.ORIGINAL_SCRIPT, language=language, note=note)


def _bare(text: str) -> str:
    """Return a text without white space and commas around it, nor a bracket that has no partner or is around all of it.

    >>> _bare("(Rosselkhozbank)"), _bare("(Владимир РУЩАК "), _bare("ZAO Interavtomatika (IA)")
    ('Rosselkhozbank', 'Владимир РУЩАК', 'ZAO Interavtomatika (IA)')
    """
    bare = text.strip(" ,;")
    if bare.startswith("(") and bare.find(")") in (-1, len(bare) - 1):
        bare = bare.strip("()")
    return (bare.rstrip(") ") if bare.count(")") > bare.count("(") else bare).strip()
