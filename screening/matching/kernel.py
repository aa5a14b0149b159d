"""Which of the two paths is in use: the hot loops compiled, where they were built, or the interpreted functions.

The interpreted functions are the definition and are always there. The compiled ones (`c/`) lead to the same answers, to
the last bit, and ask the definition for what they do not know.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from screening.homes import wants_interpreted

if TYPE_CHECKING:
    from screening.names.parts import Part

MOST_LETTERS = 64
"""Letters of a word that the core can lay against another; longer ones go the interpreted way."""
Numbers: TypeAlias = "array[int] | array[float] | memoryview[int] | memoryview[float] | bytes"
"""A section of an image."""
FlatAgreement: TypeAlias = tuple[float, float, float, bool, bool, float, int, bool]
"""An `Agreement` field by field, then share, relation by number, and whether it is the same part."""
Wanted: TypeAlias = (
    "tuple[tuple[tuple[str, int, int], ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], bytes]"
)
"""What is looked for to find neighbours: words with the letters deleted to look them up and the edits allowed, words as
they are, classes behind a `=`, sound keys, spellings, and what is done with a part of one sound, by its script."""
AskedPart: TypeAlias = "tuple[CompiledPart, CompiledUnit, CompiledUnit]"
"""A part of a query, what it can agree with, and the readings with a small word that it may be a slip of."""


class LetterGroups(Protocol):
    """Letter groups as the compiled core keeps them."""

    def cheapest(self, left: str, right: str) -> float | None:
        """Return what `strings._cheapest` returns, or `None` for long words."""


class NativeWord(Protocol):
    """A word in another script, with the ways to spell it in Latin letters."""

    def cost(self, latin: str, cut: float, /) -> float | None:
        """Return what `lettercost.letter_likeness` is made of: the least cost, or `None` from a cut on."""


class CompiledPart(Protocol):
    """A `Part` as the compiled core keeps it."""


class CompiledUnit(Protocol):
    """A `Unit` as the compiled core keeps it."""

    def __len__(self) -> int:
        """Return in how many readings it may agree."""


class CompiledLexicon(Protocol):
    """A `Lexicon` as the compiled core sees it."""

    def neighbours(self, wanted: Wanted, /) -> list[tuple[int, float]]:
        """Return what `Lexicon.neighbours` returns, in order."""


class CompiledReadings(Protocol):
    """The readings of an index as the compiled core sees them, and the rules they are judged by."""

    def unit(
        self,
        owner: Part | None,
        wanted: Wanted,
        most: float,
        joins: tuple[str, ...],
        joined: tuple[str, ...],
        /,
    ) -> CompiledUnit:
        """Return what a part can agree with, or several joined (no owner), each at most at a share.

        `joins` are keys of readings in which it may stand for several words, `joined` words that may be two.
        """

    def absorbing(self, wanted: Wanted, more: tuple[int, ...], /) -> CompiledUnit:
        """Return the readings with a small word that a word may be a slip of, or with one of the given ones."""

    def search(
        self,
        parts: tuple[AskedPart, ...],
        stretches: tuple[dict[str, CompiledUnit | None], ...],
        make: Callable[[str, int], CompiledUnit | None],
        weigh: Callable[[Part, int], FlatAgreement | None],
        word: Callable[[str, str, bool], float],
        listed: Callable[[int], CompiledPart],
        floor: float,
        /,
    ) -> list[int]:
        """Return the readings whose total may reach the floor, for a query of at most 64 parts.

        `stretches` has, by kind, the units of neighbouring words that are known; `make` is asked for the others and
        keeps them there. `weigh`, `word` and `listed` are asked for what only the interpreted side knows: how a part
        and a listed part agree, how alike two words are, and what a listed part is. What `weigh` and `listed` say is
        kept by the core.
        """


class Core(Protocol):
    """What is compiled. Sections of an image are handed over as they are."""

    SOURCE: int
    """Checksum of the source that it was built from."""

    def Groups(self, table: dict[str, tuple[tuple[str, float], ...]], edit: float) -> LetterGroups:  # noqa: N802
        """Take the table of letter groups, and the cost of an edit that it does not explain."""

    def Native(  # noqa: N802
        self,
        spellings: tuple[tuple[tuple[int, str, float], ...], ...],
        inserted_first: float,
        extra_latin: float,
        lost_native: float,
        unlisted_swap: float,
        /,
    ) -> NativeWord:
        """Take the spellings at each place of a word, then what may be inserted, and the costs of all else."""

    def Part(  # noqa: N802
        self,
        role: int,
        script: int,
        weight: float,
        text: str,
        value: str,
        spellings: tuple[str, ...],
        classes: tuple[str, ...],
        equivalents: int,
        is_name: bool,
    ) -> CompiledPart:
        """Take a part; `equivalents` are the spellings that the lists show to be one name with another, as bits.

        If it is a name, it is never the initials of others.
        """

    def Lexicon(self, *sections_and_bounds: Numbers | tuple[float, ...] | float) -> CompiledLexicon:  # noqa: N802
        """Take `Lexicon.sections`, and the bounds and limits of its neighbours."""

    def Readings(  # noqa: N802
        self,
        content: CompiledLexicon,
        small: CompiledLexicon,
        groups: LetterGroups,
        equivalents: frozenset[str],
        part_count: int,
        rules: dict[str, float],
        /,
        *sections: Numbers,
    ) -> CompiledReadings:
        """Take the lexicons of an index, the words with an equivalent, the rules by name, and `NameIndex.sections`."""

    def key_entries(self, pairs: Iterable[tuple[str, int]], /) -> bytes:
        """Return what `keys.key_entries` returns, as bytes."""

    def slip_entries(self, words: Iterable[tuple[str, int]], prefix: int, /) -> bytes | None:
        """Return what `keys.slip_entries` returns, as bytes, or `None` for a lone surrogate.

        Each word comes with the edits allowed.
        """


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
