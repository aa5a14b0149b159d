"""Which row of a table is its header, and which field each column holds.

`data/headers.csv` lists what offices call their columns in 25 languages. A header is compared without case,
accents, spaces and punctuation; what stands in brackets and a number at its end are left off when that helps. Of
`Country / Pays` each side is looked up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from screening.batch.words import fold, kind_words
from screening.errors import FileError
from screening.identifiers import IdentifierType
from screening.reference import read_table

IGNORE = "ignore"
_NAME_PARTS = ("first_name", "middle_name", "last_name")
FIELDS = (
    "name",
    *_NAME_PARTS,
    "alias",
    "kind",
    "birth_date",
    "country",
    "gender",
    "identifier",
    *(f"identifier:{kind}" for kind in IdentifierType),
    "address",
    "reference",
    IGNORE,
)
"""What a column may hold; `ignore` says that it is known and not wanted."""

HEADER_WITHIN = 50
"""The header stands among this many first rows."""

_POSSIBLE_NAME = "possible_name"
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_OR = re.compile(r"[/\n]")
_WORD_GAP = re.compile(r"[^\w]+|_|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: what each is called, and the field it holds, if any."""

    headers: tuple[str, ...]
    """As written; two may be the same and some may be empty."""
    labels: tuple[str, ...]
    """A name of its own for each column: `Name`, `Name (2)`, `column 3`."""
    fields: tuple[str | None, ...]
    header_row: int | None
    """Counted from 1 in the file; `None` when there is no header."""
    warnings: tuple[str, ...]

    @property
    def mapped(self) -> tuple[tuple[str, str], ...]:
        """Label and field of each column that is used, in file order."""
        return tuple((label, field) for label, field in zip(self.labels, self.fields, strict=True) if field)

    @property
    def not_mapped(self) -> tuple[str, ...]:
        """Labels of the columns that are kept in the output and not looked at."""
        return tuple(label for label, field in zip(self.labels, self.fields, strict=True) if not field)

    def holding(self, field: str) -> tuple[int, ...]:
        """Return the places, from 0, of the columns that hold a field, in file order."""
        return tuple(place for place, held in enumerate(self.fields) if held == field)


def recognise(header: str) -> tuple[str, ...]:
    """Return the fields that a header can mean, sorted; `Name` is also what Germans call a surname.

    >>> recognise("Geburtsdatum"), recognise("Nationality 2"), recognise("Name"), recognise("Umsatz")
    (('birth_date',), ('country',), ('first_name', 'last_name', 'name'), ())
    >>> recognise("Country / Pays"), recognise("Name / Vorname"), recognise("Country / Umsatz")
    (('country',), ('name',), ())
    """
    return _known_as(header) or _agreed([_known_as(one) for one in _OR.split(header)])


def _known_as(header: str) -> tuple[str, ...]:
    whole, bare = fold(header), fold(_IN_BRACKETS.sub("", header))
    known = _known_headers()
    return next((known[key] for key in (whole, bare, bare.rstrip("0123456789")) if key in known), ())


def _agreed(meanings: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a header of several words with strokes between them means; nothing where one of them is unknown.

    `Country / Pays` says one thing twice. `Nom / Prénom` and `Name / Vorname` are two parts of a name, so a whole one.
    """
    if not all(meanings):
        return ()
    common = set(meanings[0]).intersection(*meanings)
    if common and (common != {"first_name"} or len(set(meanings)) == 1):
        return tuple(sorted(common))
    return ("name",) if all(_is_name(field) for fields in meanings for field in fields) else ()


def find_header(rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> int | None:
    """Return the place, from 0, of the header among the first rows of a table, or `None` when no row is one.

    A row with every column that the caller names is the header. Otherwise it is the row with the most known headers,
    one for names among them, when every row above it has fewer cells filled, as titles have. What stands in its
    column again further down is a value, not a header; and `Company`, which may be a value too, needs another
    known header beside it or the first place in the row.
    """
    named = {fold(column) for column in mapping if not column.isdecimal()}
    if named:
        return next((place for place, row in enumerate(rows) if named <= {fold(cell) for cell in row}), None)
    best, known_in_best, most_above = None, 0, 0
    for place, row in enumerate(rows):
        filled = [cell for cell in row if cell.strip()]
        known = _known_in(row, rows[place + 1 :])
        certain = any(fold(cell) not in kind_words() for cell in known)
        names = any(_is_name(field) for cell in known for field in recognise(cell))
        is_header = certain if mapping else names and (certain or filled[0] in known)
        if is_header and len(known) > known_in_best and (len(filled) == 1 or most_above < len(filled)):
            best, known_in_best = place, len(known)
        most_above = max(most_above, len(filled))
    return best


def _known_in(row: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    """Return the cells of a row that are known headers and do not come again in their column."""
    return [
        cell
        for place, cell in enumerate(row)
        if recognise(cell) and not any(len(other) > place and fold(other[place]) == fold(cell) for other in below)
    ]


def map_columns(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], mapping: Mapping[str, str], path: Path
) -> Columns:
    """Return the columns of a table from its first rows and their numbers in the file.

    Raises:
        FileError: no column of names, or the caller's mapping names a column or field that there is not.
    """
    if unknown := sorted(set(mapping.values()) - set(FIELDS)):
        raise FileError(f"unknown field {unknown[0]!r}: expected one of {', '.join(FIELDS)}", path=path)
    place = find_header(rows, mapping)
    widest = max(rows, key=lambda row: sum(bool(cell.strip()) for cell in row), default=[])
    if place is None and not (mapping and all(column.isdecimal() for column in mapping)):
        raise FileError(_no_header(widest, mapping), path=path)
    headers = tuple(cell.strip() for cell in (rows[place] if place is not None else [""] * max(map(len, rows))))
    fields = _resolve(headers, mapping, path)
    if not {"name", "last_name"} & set(fields):
        raise FileError(_no_names(headers, fields), path=path)
    labels = _labels(headers)
    warnings = (*_skipped(rows[: place or 0], numbers), *_doubtful(headers, labels, fields))
    return Columns(headers, labels, fields, None if place is None else numbers[place], warnings)


def _resolve(headers: tuple[str, ...], mapping: Mapping[str, str], path: Path) -> tuple[str | None, ...]:
    chosen: dict[int, str] = {}
    for column, field in mapping.items():
        places = [place for place, header in enumerate(headers) if fold(header) and fold(header) == fold(column)]
        if not places and column.isdecimal() and 1 <= int(column) <= len(headers):
            places = [int(column) - 1]
        if not places:
            raise FileError(f"no column {column!r}: the columns are {_listed(headers)}", path=path)
        chosen.update(dict.fromkeys(places, field))
    possible = [(chosen[place],) if place in chosen else recognise(header) for place, header in enumerate(headers)]
    certain = {fields[0] for fields in possible if len(fields) == 1}
    return tuple(_settle(fields, certain) for fields in possible)


def _settle(fields: tuple[str, ...], certain: set[str]) -> str | None:
    """Choose what a header such as `Name` means: beside a first name it is the last name, and the other way round."""
    if len(fields) < 2:
        return fields[0] if fields else None
    if "last_name" in fields and "first_name" in certain and "last_name" not in certain:
        return "last_name"
    if "first_name" in fields and "last_name" in certain and "first_name" not in certain:
        return "first_name"
    return "name"


def _labels(headers: Iterable[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    labels = []
    for place, header in enumerate(headers, 1):
        label = base = header or f"column {place}"
        while label in taken:
            seen[base] += 1
            label = f"{base} ({seen[base] + 1})"
        taken.add(label)
        labels.append(label)
    return tuple(labels)


def _skipped(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[str, ...]:
    texts = [" ".join(filter(None, map(str.strip, row))) for row in rows]
    return tuple(
        f"row {number} stands above the header and is not screened: {text!r}"
        for number, text in zip(numbers, texts, strict=False)
        if text
    )


def _doubtful(headers: tuple[str, ...], labels: tuple[str, ...], fields: tuple[str | None, ...]) -> list[str]:
    warnings = [
        f"column {label!r} looks like a name and is not screened: map it to a field, or to {IGNORE!r}"
        for label, header, field in zip(labels, headers, fields, strict=True)
        if field is None and _looks_like_name(header)
    ]
    names = [label for label, field in zip(labels, fields, strict=True) if field == "name"]
    if len(names) > 1:
        warnings.append(f"{len(names)} columns hold names ({_listed(names)}): a row is screened under all of them")
    twice = sorted(header for header, count in Counter(filter(None, headers)).items() if count > 1)
    warnings += [f"{header!r} is the header of more than one column" for header in twice]
    return warnings


def _looks_like_name(header: str) -> bool:
    """Whether a word of a header, or for longer words a part of it, is one that names go under."""
    words = {fold(word) for word in _WORD_GAP.split(header)}
    hints = _name_hints()
    return bool(words & hints) or any(hint in fold(header) for hint in hints if len(hint) > 3 or not hint.isascii())


def _is_name(field: str) -> bool:
    return field in ("name", *_NAME_PARTS)


def _no_header(widest: Sequence[str], mapping: Mapping[str, str]) -> str:
    if named := [column for column in mapping if not column.isdecimal()]:
        return f"no row has the columns {_listed(named)}: the first full row is {_listed(widest)}"
    return (
        f"no column of names was found; the first full row is {_listed(widest)}. Say which column holds the names, "
        "by its header (--map 'HEADER=name') or, without a header, by its number (--map 1=name)"
    )


def _no_names(headers: tuple[str, ...], fields: tuple[str | None, ...]) -> str:
    parts = [header for header, field in zip(headers, fields, strict=True) if field in _NAME_PARTS]
    found = f"only a part of each name was found ({_listed(parts)})" if parts else "no column of names was found"
    return (
        f"{found}; the columns are {_listed(headers)}. Say which holds the names or the last names "
        "(--map 'HEADER=name', --map 1=last_name)"
    )


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(repr(text) for text in texts)


@cache
def _known_headers() -> dict[str, tuple[str, ...]]:
    fields: dict[str, set[str]] = {}
    for row in read_table("headers.csv"):
        if row["field"] != _POSSIBLE_NAME:
            fields.setdefault(fold(row["header"]), set()).add(row["field"])
    return {header: tuple(sorted(held)) for header, held in fields.items()}


@cache
def _name_hints() -> frozenset[str]:
    return frozenset(fold(row["header"]) for row in read_table("headers.csv") if row["field"] == _POSSIBLE_NAME)
