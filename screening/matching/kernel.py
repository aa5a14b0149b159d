"""Which of the two paths is in use: the hot loops compiled, where they were built, or the interpreted functions.

The interpreted functions are the definition and are always there. The compiled ones (`c/`) lead to the same answers, to
the last bit, and ask the definition for what they do not know.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from screening.compiledcore import BuiltCore, CompiledSounds, built_core

if TYPE_CHECKING:
    from screening.names.parts import Part

MOST_LETTERS = 64
"""Letters of a word that the core can lay against another; longer ones go the interpreted way."""
Numbers: TypeAlias = "array[int] | array[float] | memoryview[int] | memoryview[float] | bytes"
"""A section of an image."""
FlatAgreement: TypeAlias = tuple[float, float, float, bool, bool, float, int, bool]
"""An `Agreement` field by field, then share, relation by number, and whether it is the same part."""
Alphabet: TypeAlias = tuple[dict[str, tuple[tuple[str, float], ...]], int]
"""Native letters with the Latin ones that spell them and what that costs, and how many are spelt together at most."""
Line: TypeAlias = tuple[tuple[float, float], ...]
"""Costs or likenesses, rising, with what each is worth; between them it changes evenly."""
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


class CompiledWords(Protocol):
    """What is known of words, for people or for all other parties."""

    def likeness(self, query: CompiledPart, record: CompiledPart, /) -> tuple[float, int] | None:
        """Return what `words.part_likeness` returns: the share, 0 for different words, and the relation by its number.

        `None` is for what the core leaves to the definition.
        """


class CompiledPart(Protocol):
    """A `Part` as the compiled core keeps it."""


class CompiledUnit(Protocol):
    """A `Unit` as the compiled core keeps it."""

    def __len__(self) -> int:
        """Return in how many readings it may agree."""


class CompiledLexicon(Protocol):
    """A `Lexicon` as the compiled core sees it."""

    def neighbours(self, words: CompiledWords, part: CompiledPart, /) -> list[tuple[int, float]]:
        """Return what `Lexicon.neighbours` returns, in order."""


class CompiledReadings(Protocol):
    """The readings of an index as the compiled core sees them, and the rules they are judged by."""

    def unit(self, part: CompiledPart, is_joined: bool, /) -> CompiledUnit:
        """Return what a part of a query can agree with, or several joined, which are never quite the same as one."""

    def absorbing(self, part: CompiledPart, more: tuple[int, ...], /) -> CompiledUnit:
        """Return the readings with a small word that a part may be a slip of, or with one of the given ones."""

    def search(
        self,
        parts: tuple[AskedPart, ...],
        stretches: tuple[dict[str, CompiledUnit | None], ...],
        make: Callable[[str], CompiledUnit | None],
        weigh: Callable[[Part, int], FlatAgreement | None],
        word: Callable[[str, str], float],
        floors: tuple[float, float, float, tuple[tuple[int, int, int], ...]],
        /,
    ) -> list[int]:
        """Return the readings whose total may reach its floor, for a query of at most 64 parts.

        `stretches` has, by kind, the units of neighbouring words that are known; others are kept there. `make` is asked
        for those of words that cannot be heard here, and keeps them there. `weigh` and `word` are asked for what only
        the interpreted side knows: how a part and a listed part agree that are left open here, and how alike two such
        words are. What `weigh` says is kept by the core.
        """


class Core(BuiltCore, Protocol):
    """What is compiled. Sections of an image are handed over as they are."""

    SOURCE: int
    """Checksum of the source that it was built from."""

    def Groups(self, table: dict[str, tuple[tuple[str, float], ...]], edit: float) -> LetterGroups:  # noqa: N802
        """Take the table of letter groups, and the cost of an edit that it does not explain."""

    def Words(  # noqa: N802
        self,
        groups: LetterGroups,
        sounds: CompiledSounds,
        others: dict[str, tuple[str, ...]],
        alphabet: Callable[[int], Alphabet],
        pairs: frozenset[tuple[str, str]],
        endings: tuple[tuple[str, ...], ...],
        closeness: tuple[Line, ...],
        by_letters: Line,
        least_letters: int,
        opening_vowels: str,
        opening_latin: str,
        article: str,
        edits: bytes,
        treatments: bytes,
        kinds: bytes,
        vowelless: bytes,
        rules: dict[str, float],
        /,
    ) -> CompiledWords:
        """Take what is known of words, for people or for all other parties.

        `others` are the equivalents of a word and `pairs` the same in order; `alphabet` is asked for a script by
        number. Of words that both have one of a kind of `endings` the interpreted side is asked. `closeness` says what
        a letter cost is worth, from words of `least_letters` on, `by_letters` what a likeness letter by letter is.
        `edits` says, by length, how far a word is looked up, `treatments`, by two scripts, what is done with parts of
        one sound; `kinds` and `vowelless`, by script, what it is like and whether it writes no vowels.
        """

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
        source: Part | None,
        role: int,
        script: int,
        alphabet: int,
        is_vowelless: bool,
        weight: float,
        text: str,
        value: str,
        spellings: tuple[str, ...],
        classes: tuple[str, ...],
        keys: tuple[str, ...],
        is_name: bool,
        is_filiation: bool,
    ) -> CompiledPart:
        """Take a part; `source` is what is handed back where something is asked about a part of a query.

        `script` is what its script is like, `alphabet` which one it is. If it is a name, it is never the initials of
        others.
        """

    def Lexicon(  # noqa: N802
        self,
        sections: tuple[Numbers, ...],
        slip_bounds: tuple[float, ...],
        sound_bound: float,
        sound_least: int,
        sound_share: float,
        prefix: int,
        few: int,
        /,
    ) -> CompiledLexicon:
        """Take `Lexicon.sections`, the bounds and limits of its neighbours, and how many words are few."""

    def Readings(  # noqa: N802
        self,
        content: CompiledLexicon,
        small: CompiledLexicon,
        other: CompiledLexicon,
        known: CompiledWords,
        joined: CompiledWords,
        rules: dict[str, float],
        sections: tuple[Numbers, ...],
        /,
    ) -> CompiledReadings:
        """Take the lexicons of an index, what is known of words and by what joined ones are judged, the rules by name.

        Then `NameIndex.sections`.
        """

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
    return cast("Core | None", built_core())


def active() -> str:
    """Return `compiled` or `interpreted`.

    >>> active() in {"compiled", "interpreted"}
    True
    """
    return "interpreted" if core() is None else "compiled"
