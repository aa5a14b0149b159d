"""The names that the UN prints in one alias, in its brackets and in its notes.

`Abubakar (original script: Абубакар)` is two names, `Fazel Rahim; Fazil Rahim` two more, and a note may hold others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from screening.records import Name
from screening.sources.reading import unique
from screening.vocabulary import NameKind, NameStrength

_SAID_OF_IT = re.compile(
    r"(?:previously listed as|formerly listed as|birth name|combat name|nom de guerre|false identity .*)$",
    re.IGNORECASE,
)
"""What a bracket says of a name, rather than being one."""
_BORN = re.compile(r",? born (?:in |on |\d).*$")
_PARTS = re.compile(r"\s*;\s*|\s+[a-z]\)\s+")
_LABELS = re.compile(
    r"^(?:original script:|transliterations:)\s*|\s*\(original script\)$|\s+- sub-unit name$", re.IGNORECASE
)
_SCRIPT_NOTE = re.compile(r"(?:script|in Arabic):?\s+([^\W\d_a-zA-Z][^;:.()]*)", re.IGNORECASE)
_SPELLINGS = re.compile(r"(?P<names>.+) \(transliterations of original script name\)$")
_LIST_OF_NAMES = re.compile(r"(?:transliterations: )?[^\d:]+;[^\d:]+$", re.IGNORECASE)
_BRACKETED_LIST = re.compile(r"\(([^()\d:]+;[^()\d:]+)\)")


def is_latin(text: str) -> bool:
    """Whether every letter is Latin.

    >>> is_latin("Абубакар"), is_latin("Abubakar")
    (False, True)
    """
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in text if sign.isalpha())


def read_alias(
    text: str, note: str | None, kind: NameKind, strength: NameStrength, *, born: str | None = None
) -> list[Name]:
    """Return every name in an alias and its note; the note, and where and when its bearer was born, with the first.

    >>> names = read_alias("Abubakar (original script: Абубакар)", None, NameKind.ALIAS, NameStrength.WEAK)
    >>> [name.text for name in names]
    ['Abubakar', 'Абубакар']
    """
    plain = text.strip(" ,").removeprefix(")").strip()
    remarks = [said for said in (note, born and f"born {born}") if said]
    if ending := _BORN.search(plain):
        remarks.append(ending[0].strip(" ,"))
        plain = plain[: ending.start()]
    inner: list[str] = []
    while (bracket := _last_bracket(plain)) is not None:
        outer, content = bracket
        if _SAID_OF_IT.match(content):
            remarks.append(content)
        elif ";" in content or _LABELS.match(content) or (outer and is_latin(outer) != is_latin(content)):
            inner[:0] = _PARTS.split(content)
        else:
            break
        plain = outer
    texts = [*_PARTS.split(plain), *inner, *(_names_in(note) if note else ())]
    found = unique(bare for bare in map(_bare, texts) if any(sign.isalnum() for sign in bare))
    return [
        Name(
            text=part,
            kind=kind if is_latin(part) else NameKind.ORIGINAL_SCRIPT,
            strength=strength,
            note="; ".join(remarks) or None if place == 0 else None,
        )
        for place, part in enumerate(found)
    ]


def _bare(text: str) -> str:
    """Return a name without what labels it and without a bracket that was never opened."""
    bare = _LABELS.sub("", text).strip(" ,")
    return bare.rstrip(") ") if bare.count(")") > bare.count("(") else bare


def _last_bracket(text: str) -> tuple[str, str] | None:
    """Split off the bracket that ends a text: what stands before it, and what is in it."""
    if not text.endswith(")"):
        return None
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth == 0:
            return text[:place].strip(), text[place + 1 : -1].strip()
    return None


def _names_in(note: str) -> Iterator[str]:
    if found := _SCRIPT_NOTE.search(note):
        yield found[1].strip()
    if spellings := _SPELLINGS.match(note):
        yield from (part.strip() for part in spellings["names"].split(","))
    elif _LIST_OF_NAMES.match(note) and "(" not in note:
        yield from _PARTS.split(note)
    else:
        for group in _BRACKETED_LIST.findall(note):
            yield from _PARTS.split(group)
