"""The compiled core of the hot loops, where it was built: `matching.kernel` says what it does and for whom."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, cast

from screening.homes import wants_interpreted


class CompiledSounds(Protocol):
    """How Latin words are heard, as the compiled core keeps it."""

    def keys(self, word: str, /) -> tuple[str, ...] | None:
        """Return what `soundkey.heard` returns; `None` for a word with other Latin letters than ASCII, or too long."""


class BuiltCore(Protocol):
    """What of the core the reading of names needs."""

    def Sounds(  # noqa: N802
        self,
        singles: tuple[tuple[str, ...], ...],
        groups: tuple[tuple[str, str | None, tuple[str, ...]], ...],
        stop: str,
        hiss: str,
        /,
    ) -> CompiledSounds:
        """Take how each ASCII letter is heard, and groups of letters with what must follow them; `None`: nothing."""


@cache
def built_core() -> BuiltCore | None:
    """Return the compiled core; `None` where it was not built, or `SCREENING_KERNEL=interpreted` is set.

    Raises:
        ScreeningError: the variable is set to something else.
    """
    if wants_interpreted():
        return None
    try:
        return cast("BuiltCore", import_module("screening.matching._kernel"))
    except ImportError:
        return None
