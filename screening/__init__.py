"""Sanctions and entity screening that explains every hit: by whom, when, under what programme, and why.

>>> from screening import screen
>>> screen("Evgeny Prigozhin", birth_date="1961-06-01").hits[0].record.id
'prigozhin-yevgeniy'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screening.comparison import compare
    from screening.errors import (
        EntryError,
        FileError,
        IndexFileError,
        ListError,
        QueryError,
        RecordError,
        ScreeningError,
        UnknownListError,
    )
    from screening.query import build_query
    from screening.records import (
        Address,
        Aircraft,
        EntityRecord,
        Identifier,
        Listing,
        Name,
        Organisation,
        Person,
        Query,
        UnspecifiedParty,
        Vessel,
    )
    from screening.results import Comparison, Hit, Ledger, ListInfo, ScreeningResult
    from screening.screener import Screener, screen
    from screening.version import VERSION as __version__  # noqa: N811

_HOMES = {
    "comparison": ("compare",),
    "errors": (
        "EntryError",
        "FileError",
        "IndexFileError",
        "ListError",
        "QueryError",
        "RecordError",
        "ScreeningError",
        "UnknownListError",
    ),
    "records": (
        "Address",
        "Aircraft",
        "EntityRecord",
        "Identifier",
        "Listing",
        "Name",
        "Organisation",
        "Person",
        "Query",
        "UnspecifiedParty",
        "Vessel",
    ),
    "results": ("Comparison", "Hit", "Ledger", "ListInfo", "ScreeningResult"),
    "query": ("build_query",),
    "screener": ("Screener", "screen"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Address",
    "Aircraft",
    "Comparison",
    "EntityRecord",
    "EntryError",
    "FileError",
    "Hit",
    "Identifier",
    "IndexFileError",
    "Ledger",
    "ListError",
    "ListInfo",
    "Listing",
    "Name",
    "Organisation",
    "Person",
    "Query",
    "QueryError",
    "RecordError",
    "Screener",
    "ScreeningError",
    "ScreeningResult",
    "UnknownListError",
    "UnspecifiedParty",
    "Vessel",
    "__version__",
    "build_query",
    "compare",
    "screen",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that `import screening` costs next to nothing."""
    if name == "__version__":
        return import_module("screening.version").VERSION
    if name not in _HOME_OF:
        raise AttributeError(f"module 'screening' has no attribute {name!r}")
    value = getattr(import_module(f"screening.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
