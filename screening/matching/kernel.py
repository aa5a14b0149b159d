"""Which of the two paths is in use: the hot loops compiled, where they were built, or the interpreted functions.

The interpreted functions are the definition and are always there. The compiled ones (`_kernel.c`) give the same
answers to the last bit, and return `None` where they leave a question to the definition.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence, Set
from functools import cache
from importlib import import_module
from typing import Protocol, TypeAlias, cast

from screening.homes import wants_interpreted

Numbers: TypeAlias = "array[int] | array[float] | memoryview[int] | memoryview[float] | bytes"
"""A section of an image."""
FlatAgreement: TypeAlias = tuple[float, float, float, bool, bool]
"""An `Agreement`, field by field."""
Asked: TypeAlias = "tuple[int, CompiledUnit | None, int]"
"""Places of the query as bits, a unit, and `Candidates._initials_needed`."""


class LetterGroups(Protocol):
    """Letter groups as the compiled core keeps them."""

    def cheapest(self, left: str, right: str) -> float | None:
        """Return what `strings._cheapest` returns, or `None` for long words."""


class CompiledUnit(Protocol):
    """A `Unit` as the compiled core keeps it."""


class CompiledReadings(Protocol):
    """The readings of an index as the compiled core sees them, and the rules they are judged by."""

    def search(
        self,
        units: tuple[Asked, ...],
        absorbing: tuple[Asked, ...],
        small: tuple[Asked, ...],
        query: tuple[int, float, bool, bool],
        left: Callable[[int], tuple[int, float, float, int]],
        weigh: Callable[[int, int], FlatAgreement | None],
        floor: float,
        /,
    ) -> list[int]:
        """Return what `Candidates.search` returns, for a query of at most 64 parts.

        `left` and `weigh` are asked for what only the interpreted side knows: what is left of the query, and how
        alike the letters of a unit and of a listed part are. What `weigh` says is kept with the unit.
        """


class Core(Protocol):
    """What is compiled. Sections of an image are handed over as they are."""

    SOURCE: int
    """Checksum of the source that it was built from."""

    def Groups(self, table: dict[str, tuple[tuple[str, float], ...]], edit: float) -> LetterGroups:  # noqa: N802
        """Take the table of letter groups, and the cost of an edit that it does not explain."""

    def Readings(self, *sections_and_rules: Numbers | dict[str, float]) -> CompiledReadings:  # noqa: N802
        """Take `NameIndex.sections`, and the weights and limits by name."""

    def Unit(  # noqa: N802
        self,
        size: int,
        weight: float,
        near: tuple[tuple[int, FlatAgreement], ...],
        spread: Set[int],
        readings: Set[int],
        is_settled: bool,
        /,
    ) -> CompiledUnit:
        """Take a unit of an index of so many readings; if it is settled, its letters need not be looked at."""

    def within_slips(
        self, word: str, prefix: int, limit: int, entries: Numbers, ends: Numbers, texts: Numbers
    ) -> list[tuple[int, int]] | None:
        """Return what `Lexicon._within_slips` returns, or `None` for a long word."""

    def sounding(
        self,
        key: str,
        spellings: Sequence[str],
        least: int,
        share: float,
        treatments: bytes,
        entries: Numbers,
        scripts: Numbers,
        ends: Numbers,
        words: Numbers,
        text_ends: Numbers,
        texts: Numbers,
    ) -> list[int] | None:
        """Return what `Lexicon._sounding` returns, or `None` for long words."""


@cache
def core() -> Core | None:
    """Return the compiled core; `None` where it was not built, or `SCREENING_KERNEL=interpreted` is set.

    Raises:
        ScreeningError: the variable is set to something else.
    """
    if wants_interpreted():
        return None
    try:
        return cast("Core", import_module("screening.matching._kernel"))
    except ImportError:
        return None


def active() -> str:
    """Return `compiled` or `interpreted`.

    >>> active() in {"compiled", "interpreted"}
    True
    """
    return "interpreted" if core() is None else "compiled"
