"""What can go wrong, each in one sentence that says what, where and what was expected.

::

    ScreeningError            anything this library refuses to do
    ├── QueryError            a query that cannot be screened (also a ValueError)
    ├── RecordError           a record that cannot be built (also a ValueError)
    ├── ListError             a list that cannot be used as published or installed
    │   ├── UnknownListError  a list id that is not installed
    │   └── StaleListError    a list older than it may be (in `ages`)
    ├── EntryError            one entry of an official file that cannot be read in full
    ├── FileError             an input or output file that cannot be used
    └── IndexFileError        an index file that is damaged, cut short or of another version
"""

from __future__ import annotations

from pathlib import Path


class ScreeningError(Exception):
    """Anything this library refuses to do; the message is one finished sentence."""


class QueryError(ScreeningError, ValueError):
    """A query that cannot be screened: empty, over-long, or with a value that is none."""


class RecordError(ScreeningError, ValueError):
    """A record that cannot be built from what was given."""


class ListError(ScreeningError):
    """A list file cannot be used as published or as installed."""

    def __init__(self, problem: str, *, list_id: str, path: Path | None = None) -> None:
        super().__init__(f"{list_id} ({path}): {problem}" if path else f"{list_id}: {problem}")
        self.problem, self.list_id, self.path = problem, list_id, path


class UnknownListError(ListError):
    """A list was asked for that is not installed: never a smaller search."""


class EntryError(ScreeningError):
    """One entry of an official file cannot be read in full."""

    def __init__(self, problem: str, *, entry: str) -> None:
        super().__init__(f"entry {entry}: {problem}")
        self.problem, self.entry = problem, entry


class FileError(ScreeningError):
    """An input or output file cannot be used."""

    def __init__(self, problem: str, *, path: Path) -> None:
        super().__init__(f"{path}: {problem}")
        self.problem, self.path = problem, path


class IndexFileError(ScreeningError):
    """An index file is damaged, cut short or of another version; it is made again from the lists."""

    def __init__(self, problem: str, *, path: Path | None) -> None:
        super().__init__(f"{path or 'the index'}: {problem}")
        self.problem, self.path = problem, path
