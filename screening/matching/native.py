"""How well a Latin word spells a native word: by the compiled core where it is there."""

from __future__ import annotations

from functools import cache, lru_cache

from screening.matching import kernel
from screening.names.lettercost import (
    EXTRA_LATIN,
    INSERTED_FIRST,
    LOST_NATIVE,
    UNLISTED_SWAP,
    cut_of,
    letter_likeness,
    letter_readings,
    likeness_at,
    spellings_by_place,
)
from screening.names.scripts import Script


def native_likeness(native: str, latin: str, script: Script) -> float:
    """Return `names.lettercost.letter_likeness` of two words, in a script that has letter costs.

    >>> native_likeness("قذافي", "gaddafi", Script.ARABIC) == letter_likeness("قذافي", "gaddafi", Script.ARABIC)
    True
    """
    known = _compiled(native, script) if 0 < len(latin) <= kernel.MOST_LETTERS else None
    if known is None:
        return letter_likeness(native, latin, script)
    return likeness_at(known.cost(latin, cut_of(native)), native)


@lru_cache(maxsize=1 << 13)
def _compiled(native: str, script: Script) -> kernel.NativeWord | None:
    core = kernel.core()
    if core is None or not 0 < len(native) <= kernel.MOST_LETTERS:
        return None
    spellings = (*spellings_by_place(native, script), _insertable(script))
    return core.Native(spellings, INSERTED_FIRST, EXTRA_LATIN, LOST_NATIVE, UNLISTED_SWAP)


@cache
def _insertable(script: Script) -> tuple[tuple[int, str, float], ...]:
    return tuple((0, latin, price) for latin, price in letter_readings(script).get("", ()))
