"""What each Latin spelling of a native letter costs, and how well two words agree by it.

A table row says: this native letter (or pair) is written with these Latin letters at this cost
(0 the usual spelling, about 1 seen often, 2 rare). The cheapest way through both words is the
likeness and, letter by letter, its explanation.

Source: `docs/scripts.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TypeAlias

from screening.names.scripts import Script
from screening.reference import read_columns

Reading: TypeAlias = tuple[str, float]
"""Latin letters and what they cost."""
Option: TypeAlias = tuple[str, str, float]
"""Native letters, the Latin letters they are read as, and the cost."""
_Row: TypeAlias = tuple[int, str, float]
"""How many native letters a fitting row takes, its Latin letters and its cost."""

_TABLES: dict[Script, str] = {
    Script.ARABIC: "letters-arabic.csv",
    Script.ARMENIAN: "letters-armenian.csv",
    Script.BOPOMOFO: "letters-bopomofo.csv",
    Script.CYRILLIC: "letters-cyrillic.csv",
    Script.GEORGIAN: "letters-georgian.csv",
    Script.GREEK: "letters-greek.csv",
    Script.HEBREW: "letters-hebrew.csv",
    Script.INDIC: "letters-indic.csv",
    Script.JAMO: "letters-jamo.csv",
    Script.KANA: "letters-kana.csv",
    Script.THAI: "letters-thai.csv",
}
# What no row allows. Source: `docs/scripts.md`, letter costs.
INSERTED_FIRST = 1.5
"""A vowel before the first native letter costs this more: a word's first vowel is written in every script."""
EXTRA_LATIN = 4.5
LOST_NATIVE = 5.0
UNLISTED_SWAP = 5.0
# Likeness of no cost, and what each unit of cost per native letter takes off. Same source.
FULL = 1.05
PER_COST = 0.22
# Costlier per native letter than this is no likeness worth telling (it would be below .5).
CUT_PER_LETTER = 2.5


@cache
def letter_readings(script: Script) -> dict[str, tuple[Reading, ...]]:
    """Return native letters → their Latin spellings with costs, the cheapest first.

    "^" before a native letter means only at the start of a word, "$" after it only at the end;
    the empty native letter stands for what may be inserted.

    >>> letter_readings(Script.GEORGIAN)["ყ"]
    (('q', 0.0), ('k', 0.3), ('gh', 0.6))
    """
    readings: dict[str, list[Reading]] = {}
    for native, latin, cost in read_columns(_TABLES[script], "native", "latin", "cost"):
        readings.setdefault(native.replace("-", ""), []).append((latin.replace("-", ""), float(cost)))
    return {native: tuple(sorted(found, key=lambda item: item[1])) for native, found in readings.items()}


def has_letter_costs(script: Script) -> bool:
    """Say whether a script has a table of letter costs.

    >>> has_letter_costs(Script.ARABIC), has_letter_costs(Script.HAN)
    (True, False)
    """
    return script in _TABLES


@lru_cache(maxsize=1 << 15)
def letter_likeness(native: str, latin: str, script: Script) -> float:
    """Return how well a Latin word spells a native word, in [0, 1]; 1 means as usual.

    Both are comparable text. Below .5 the answer is 0.0: so many letters misfit that the
    rest is chance. Scripts without a table answer 0.0 too: see `has_letter_costs`.

    >>> letter_likeness("пригожин", "prigozjin", Script.CYRILLIC) > 0.95
    True
    >>> letter_likeness("قذافي", "gaddafi", Script.ARABIC) > letter_likeness("قذافي", "gharbi", Script.ARABIC)
    True

    Source: `docs/scripts.md`: 1.05 - 0.22 x cost per native letter.
    """
    if not native or not latin or script not in _TABLES:
        return 0.0
    return likeness_at(_costs(native, latin, script, cut_of(native))[-1].get(len(latin)), native)


def cut_of(native: str) -> float:
    """Return the cost from which a spelling of a native word is none.

    >>> cut_of("قطر")
    7.5
    """
    return CUT_PER_LETTER * len(native)


def likeness_at(cost: float | None, native: str) -> float:
    """Return the likeness, 0 to 1, of a native word and a Latin one that spells it at a cost; `None` is beyond the cut.

    >>> likeness_at(0.0, "قطر"), round(likeness_at(3.0, "قطر"), 2), likeness_at(None, "قطر")
    (1.0, 0.83, 0.0)
    """
    return 0.0 if cost is None else max(0.0, min(1.0, FULL - PER_COST * cost / len(native)))


def letter_path(native: str, latin: str, script: Script) -> tuple[Option, ...]:
    """Return the cheapest way to read a native word as a Latin one: (native, Latin, cost) steps.

    An empty native part is Latin letters added, an empty Latin part a native letter not written.

    >>> letter_path("قطر", "qatar", Script.ARABIC)
    (('ق', 'q', 0.0), ('', 'a', 0.5), ('ط', 't', 0.0), ('', 'a', 0.5), ('ر', 'r', 0.0))
    >>> letter_path("漢", "han", Script.HAN)
    ()
    """
    if not native or not latin or script not in _TABLES:
        return ()
    costs = _costs(native, latin, script, float("inf"))
    steps: list[Option] = []
    row, column = len(native), len(latin)
    while row or column:
        for step in _steps_to(native, latin, script, row, column):
            before = costs[row - len(step[0])].get(column - len(step[1]))
            if before is not None and abs(before + step[2] - costs[row][column]) < 1e-9:
                break
        steps.append(step)
        row, column = row - len(step[0]), column - len(step[1])
    return tuple(reversed(steps))


def _steps_to(native: str, latin: str, script: Script, row: int, column: int) -> Iterator[Option]:
    """Every last step that ends at a native and a Latin place; listed spellings come first."""
    for start in range(row):
        for length, letters, price in spellings_by_place(native, script)[start]:
            if start + length == row and latin.endswith(letters, 0, column):
                yield native[start:row], letters, price
    for letters, price in letter_readings(script).get("", ()):
        if latin.endswith(letters, 0, column):
            yield "", letters, price + (0.0 if row else INSERTED_FIRST)
    if row and column:
        yield native[row - 1], latin[column - 1], UNLISTED_SWAP
    if column:
        yield "", latin[column - 1], EXTRA_LATIN
    if row:
        yield native[row - 1], "", LOST_NATIVE


def _costs(native: str, latin: str, script: Script, cut: float) -> list[dict[int, float]]:
    """For each native place, the Latin places reachable within the cut and their least cost."""
    size, places = len(latin), len(native)
    reached: list[dict[int, float]] = [{} for _ in range(places + 1)]
    reached[0][0] = 0.0
    spellings = _options_by_letter(native, script)
    inserted = _insertions(script)
    for place, here in enumerate(reached):
        following = reached[place + 1] if place < places else {}
        options = spellings[place] if place < places else {}
        silent = options.get("", ())
        start = min(here, default=size)
        while start <= size:
            cost = here.get(start)
            if cost is None:
                start += 1
                continue
            for length, _, price in silent:
                column = reached[place + length]
                if cost + price < column.get(start, cut):
                    column[start] = cost + price
            if cost + LOST_NATIVE < following.get(start, cut):
                following[start] = cost + LOST_NATIVE
            if start < size:
                letter = latin[start]
                if cost + EXTRA_LATIN < here.get(start + 1, cut):
                    here[start + 1] = cost + EXTRA_LATIN
                for letters, price in inserted.get(letter, ()):
                    end = start + len(letters)
                    price += INSERTED_FIRST if place == 0 else 0.0
                    if cost + price < here.get(end, cut) and latin.startswith(letters, start):
                        here[end] = cost + price
                for length, letters, price in options.get(letter, ()):
                    end = start + len(letters)
                    column = reached[place + length]
                    if cost + price < column.get(end, cut) and latin.startswith(letters, start):
                        column[end] = cost + price
                if cost + UNLISTED_SWAP < following.get(start + 1, cut):
                    following[start + 1] = cost + UNLISTED_SWAP
            start += 1
    return reached


@cache
def _insertions(script: Script) -> dict[str, tuple[Reading, ...]]:
    """Latin letters that may be inserted, by their first letter."""
    found: dict[str, tuple[Reading, ...]] = {}
    for letters, price in letter_readings(script).get("", ()):
        found[letters[0]] = (*found.get(letters[0], ()), (letters, price))
    return found


@cache
def most_letters(script: Script) -> int:
    """Return how many native letters are spelt together at most.

    >>> most_letters(Script.GEORGIAN), most_letters(Script.CYRILLIC)
    (1, 2)
    """
    return max(len(key.strip("^$")) for key in letter_readings(script))


@lru_cache(maxsize=1 << 13)
def spellings_by_place(native: str, script: Script) -> tuple[tuple[_Row, ...], ...]:
    """Return the rows that fit at each place of a native word: (letters taken, Latin, cost).

    >>> spellings_by_place("ყი", Script.GEORGIAN)[0]
    ((1, 'q', 0.0), (1, 'k', 0.3), (1, 'gh', 0.6))
    """
    readings = letter_readings(script)
    longest = most_letters(script)
    return tuple(
        tuple(
            (length, latin, cost)
            for length in range(1, min(longest, len(native) - place) + 1)
            for key in segment_keys(native, place, length)
            for latin, cost in readings.get(key, ())
        )
        for place in range(len(native))
    )


@lru_cache(maxsize=1 << 13)
def _options_by_letter(native: str, script: Script) -> tuple[dict[str, tuple[_Row, ...]], ...]:
    """The same rows, by the Latin letter they begin with ("" for a letter not written)."""
    places: list[dict[str, tuple[_Row, ...]]] = []
    for options in spellings_by_place(native, script):
        by_letter: dict[str, tuple[_Row, ...]] = {}
        for option in options:
            first = option[1][:1]
            by_letter[first] = (*by_letter.get(first, ()), option)
        places.append(by_letter)
    return tuple(places)


def segment_keys(native: str, place: int, length: int) -> tuple[str, ...]:
    """Return the table keys for part of a word, the narrowest first.

    >>> segment_keys("или", 0, 1), segment_keys("или", 1, 1)
    (('^и', 'и'), ('л',))
    """
    part = native[place : place + length]
    keys: tuple[str, ...] = (part,)
    if place + length == len(native):
        keys = (part + "$", *keys)
    if place == 0:
        keys = ("^" + part, *keys)
    return keys
