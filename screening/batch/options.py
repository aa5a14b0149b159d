"""What a caller may choose for a batch, what was found out about the file, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from screening.errors import QueryError
from screening.records import Query
from screening.results import Engine, ListInfo, ScreeningResult
from screening.vocabulary import EntityType, WeakAliasPolicy

DEFAULT_JOIN = ";"


class QueryScreener(Protocol):
    """Anything that answers queries against fixed lists; `screening.screener.Screener` does."""

    @property
    def lists(self) -> tuple[ListInfo, ...]:
        """The lists that every query is screened against."""

    @property
    def engine(self) -> Engine:
        """The library version and policy that answer."""

    def screen_many(
        self,
        queries: Iterable[Query],
        /,
        *,
        threshold: float | None = None,
        as_of: date | None = None,
        limit: int | None = None,
        weak_aliases: Any = "exact",
    ) -> Iterator[ScreeningResult]:
        """Yield the result of each query, in order."""


Load = Callable[[], QueryScreener]


@dataclass(frozen=True, slots=True)
class Workers:
    """How many processes screen a file, and how each opens the lists for itself.

    `load` goes to another process, so it is a function that can be imported there: `partial(Screener.load, ["un"])`.
    It must give the lists and the policy of the screener that the run was started with.
    """

    count: int
    load: Load

    def __post_init__(self) -> None:
        """Refuse to have nobody do the work."""
        if self.count < 1:
            raise QueryError(f"{self.count} workers screen nothing: expected 1 or more")


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How one file is to be read, screened and written; every default means "find out" or "the library's own".

    `columns` maps a column's header, or its number counted from 1, to a field of `columns.FIELDS`.
    `limit` is the number of hits shown for a row; hits beyond it are counted in the row's warning.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    """One character, or `tab`."""
    sheet: str | None = None
    kind: EntityType | None = None
    """What a row is when the row itself does not say."""
    threshold: float | None = None
    limit: int | None = None
    as_of: date | None = None
    weak_aliases: str = "exact"
    join: str = DEFAULT_JOIN
    """What separates several values in one cell; the empty string switches splitting off."""
    resume: bool = False
    only_hits: bool = False
    """Leave rows without a hit out of the output; error rows stay, and every row is still counted."""
    overwrite: bool = False

    def __post_init__(self) -> None:
        """Refuse what would otherwise be refused for every single row."""
        if self.threshold is not None and not 0.0 <= self.threshold <= 1.0:
            raise QueryError(f"the threshold {self.threshold} is no score: expected 0 to 1")
        if self.limit is not None and self.limit < 1:
            raise QueryError(f"the limit {self.limit} shows no hit: expected 1 or more")
        for value, known in ((self.kind, EntityType), (self.weak_aliases, WeakAliasPolicy)):
            if value is not None and value not in tuple(known):
                raise QueryError(f"unknown choice {value!r}: expected one of {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Detected:
    """What was found out about the input before any row was screened."""

    encoding: str | None
    """`None` for a workbook."""
    delimiter: str | None
    """`None` for a workbook."""
    sheet: str | None
    """`None` for a text file."""
    header_row: int | None
    """The row of the file, counted from 1; `None` when columns are mapped by number and there is no header."""
    columns_mapped: tuple[tuple[str, str], ...]
    """Column and field, in file order."""
    columns_not_mapped: tuple[str, ...]
    first_names: tuple[str, ...]
    """The first three names as decoded, for a human to look at."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a finished batch did: `rows` = `screened` + `errored`, always."""

    rows: int
    screened: int
    errored: int
    hits: int
    """Hits found, those beyond the limit of a row included."""
    rows_with_hits: int
    detected: Detected
    output: Path
    manifest: Path
