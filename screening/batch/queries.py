"""One row of a table to one query, or to the reason why the row cannot be screened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, assert_never

from pydantic import ValidationError

from screening.batch.cells import (
    is_garbled,
    is_placeholder,
    read_country,
    read_date,
    read_gender,
    read_kind,
    split_values,
)
from screening.batch.columns import Columns
from screening.batch.tables import Row
from screening.dates import PartialDate
from screening.identifiers import IdentifierType
from screening.query import MAX_NAME_LENGTH
from screening.records import Query
from screening.vocabulary import EntityType

_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$")
"""Kana, Han and Hangul: the family name comes first and nothing stands between."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one row: a query, or else the error; and what was not used of it."""

    query: Query | None
    error: str = ""
    warnings: tuple[str, ...] = ()


class RowReader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(self, columns: Columns, *, kind: EntityType | None, join: str, delimiter: str | None) -> None:
        self._width = len(columns.headers)
        self._join = join
        self._kind = EntityType(kind) if kind else None
        self._delimiter = delimiter
        self._names = columns.holding("name")
        self._numbered = tuple(place for place in self._names if columns.headers[place][-1:].isdecimal())
        self._parts = [columns.holding(part) for part in ("first_name", "middle_name", "last_name")]
        self._aliases = columns.holding("alias")
        self._kinds = columns.holding("kind")
        self._dates = columns.holding("birth_date")
        self._countries = columns.holding("country")
        self._genders = columns.holding("gender")
        self._addresses = columns.holding("address")
        self._references = columns.holding("reference")
        types: list[tuple[str, IdentifierType]] = [("identifier", IdentifierType.OTHER)]
        types += [(f"identifier:{kind}", kind) for kind in IdentifierType]
        self._identifiers = [(place, kind) for field, kind in types for place in columns.holding(field)]

    def cells(self, row: Row) -> list[str]:
        """Return the cells of a row, as many as there are columns."""
        return (row.cells + [""] * self._width)[: self._width]

    def read(self, row: Row) -> Reading:
        """Return the query in a row.

        A row is an error when its cells do not fit the header, and when no name in it can be screened. Any other
        value that cannot be read is left out of the query and warned of.
        """
        if error := self._misshapen(row):
            return Reading(None, error)
        return self.read_cells(row.cells)

    def read_cells(self, cells: Sequence[str]) -> Reading:
        """Return the query in as many cells as there are columns."""
        error = ""
        names = self.names(cells)
        usable = [name for name in names if any(map(str.isalnum, name))]
        warnings = self._doubts(cells, names)
        warnings += [f"name {name!r} has no letter or digit in it: not used" for name in names if name not in usable]
        if not names:
            error = "no name in this row"
        elif not usable:
            error = f"the name {names[0]!r} has no letter or digit in it"
        elif len(longest := max(names, key=len)) > MAX_NAME_LENGTH:
            told = f"the name {longest[:30]!r}… has {len(longest):,} characters"
            error = f"{told}: expected at most {MAX_NAME_LENGTH:,}"
        if error:
            return Reading(None, error, tuple(warnings))
        try:
            query = self._query(cells, usable, warnings)
        except ValidationError as problem:
            return Reading(None, f"the row is no query: {problem.errors()[0]['msg']}", tuple(warnings))
        return Reading(query, "", tuple(warnings))

    def names(self, cells: Sequence[str]) -> list[str]:
        """Return every name that a row is screened under, the one to show first, none twice."""
        columns = _filled(cells, self._names)
        names = [" ".join(_filled(cells, self._numbered))] if len(columns) > 1 else []
        inner: list[str] = []
        for cell in columns:
            values = split_values(cell, self._join)
            # A cell of several names is also screened whole, unless it can only be a list of them.
            if len(values) == 1 or len(cell) <= MAX_NAME_LENGTH:
                names.append(" ".join(cell.split()))
            inner += values
        if whole := _compose(*(" ".join(_filled(cells, part)) for part in self._parts)):
            names.append(whole)
        names += inner
        for alias in _filled(cells, self._aliases):
            names += split_values(alias, self._join)
        return list(dict.fromkeys(filter(None, names)))

    def _doubts(self, cells: Sequence[str], names: Sequence[str]) -> list[str]:
        warnings = []
        if garbled := next(filter(is_garbled, names), None):
            warnings.append(f"name {garbled!r} looks garbled by a wrong encoding")
        if hollow := next((name for name in names if is_placeholder(name) and any(map(str.isalnum, name))), None):
            warnings.append(f"name {hollow!r} may stand for nothing: it is screened as a name")
        if names and not (_filled(cells, self._names) or _filled(cells, self._parts[-1])):
            warnings.append(f"no full name and no last name in this row: screened as {names[0]!r}")
        return warnings

    def _misshapen(self, row: Row) -> str:
        if row.is_empty:
            return "the row is empty"
        beyond = [cell for cell in row.cells[self._width :] if cell.strip()]
        if beyond or len(row.cells) < self._width:
            more = f"; beyond it: {', '.join(map(repr, beyond))}" if beyond else ""
            cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
            return f"row {row.number} has {cells}, the header has {self._width}{more}"
        if row.lines > 1 and self._swallows_rows(row):
            return (
                f"row {row.number} takes {row.lines} lines that look like rows of their own: "
                "expected every quotation mark to be closed"
            )
        return ""

    def _swallows_rows(self, row: Row) -> bool:
        """Whether a stray quotation mark has made one cell of what were several rows."""
        if not row.is_well_quoted:
            return True
        whole = [line for cell in row.cells for line in cell.splitlines()[1:-1]]
        like_rows = self._delimiter and all(line.count(self._delimiter) >= self._width - 1 for line in whole)
        return bool(like_rows) and len(whole) > 1 and self._width > 2

    def _query(self, cells: Sequence[str], names: Sequence[str], warnings: list[str]) -> Query:
        """Build the query; whatever is left out of it is added to the warnings."""
        kinds = self._read(cells, self._kinds, read_kind, warnings)
        kind = kinds[0] if kinds else self._kind
        dates = self._read(cells, self._dates, read_date, warnings)
        genders = self._read(cells, self._genders, read_gender, warnings)
        given: dict[str, object] = {
            "entity_type": kind.value if kind else "unspecified",
            "names": tuple(names),
            "countries": self._read(cells, self._countries, read_country, warnings),
            "identifiers": tuple(
                {"value": value, "type": type_}
                for place, type_ in self._identifiers
                for value in self._values(cells[place])
            ),
            "addresses": tuple(
                {"text": " ".join(cell.split())} for cell in _filled(cells, self._addresses) if not is_placeholder(cell)
            ),
        }
        given |= _dated(kind, dates)
        if kind in (None, EntityType.PERSON):
            given["gender"] = genders[0] if genders else None
        elif genders:
            warnings.append(f"a gender is not used for a party of kind {kind}")
        reference = next(iter(_filled(cells, self._references)), None)
        return Query.model_validate({"party": given, "reference": reference})

    def _values(self, cell: str) -> list[str]:
        return [value for value in split_values(cell, self._join) if not is_placeholder(value)] if cell else []

    def _read(
        self,
        cells: Sequence[str],
        places: Sequence[int],
        read: Callable[[str], tuple[Value | None, str]],
        warnings: list[str],
    ) -> tuple[Value, ...]:
        """Return what could be read of some columns, none twice, in order."""
        found: dict[Value, None] = {}
        for place in places:
            for text in self._values(cells[place]):
                value, warning = read(text)
                if warning:
                    warnings.append(warning)
                if value is not None:
                    found[value] = None
        return tuple(found)


def _dated(kind: EntityType | None, dates: tuple[PartialDate, ...]) -> dict[str, object]:
    """Return the dates under the name that they have for a kind of party."""
    match kind:
        case None | EntityType.PERSON:
            return {"birth_dates": dates}
        case EntityType.ORGANISATION:
            return {"founded": dates}
        case EntityType.VESSEL | EntityType.AIRCRAFT:
            return {"built": dates[0] if dates else None}
        case _:
            assert_never(kind)


def _filled(cells: Sequence[str], places: Iterable[int]) -> list[str]:
    return [text for place in places if (text := cells[place].strip())]


def _compose(first: str, middle: str, last: str) -> str:
    """Return one name from its parts; a last name that already holds the first is left as it is.

    >>> _compose("Evgeny", "Viktorovich", "Prigozhin"), _compose("Ivan", "", "Ivan Petrov"), _compose("小明", "", "王")
    ('Evgeny Viktorovich Prigozhin', 'Ivan Petrov', '王小明')
    """
    if not (first or middle):
        return last
    if set(f"{first} {middle}".casefold().split()) <= set(last.casefold().split()):
        return last
    if _NO_SPACES.match(last) and _NO_SPACES.match(first):
        return last + middle + first
    return " ".join(part for part in (first, middle, last) if part)
