"""How far two Latin words are apart, by letters.

Two measures. `plain_distance` counts edits (optimal string alignment: a swap of neighbours is one). `letter_cost`
also knows which letter groups stand for one another on the official lists (tj ~ ch, y ~ i), at their learned cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from screening.matching import kernel
from screening.reference import read_table

OTHER_EDIT = 1.0
"""Cost of an edit that no table explains."""


def plain_distance(left: str, right: str, limit: int) -> int:
    """Return the optimal string alignment distance, or `limit + 1` for anything above the limit.

    >>> plain_distance("jon", "john", 2), plain_distance("maria", "mraia", 2)
    (1, 1)

    Source: Damerau 1964; restricted (no substring edited twice).
    """
    return int(OSA.distance(left, right, score_cutoff=limit))


LOOK_ALIKES = (
    ("0", "o"), ("1", "i"), ("1", "l"), ("3", "e"), ("4", "a"), ("5", "s"), ("7", "t"), ("8", "b"),
    ("cl", "d"), ("ii", "u"), ("li", "h"), ("ri", "n"), ("rn", "m"), ("vv", "w"),
)  # fmt: skip
"""Characters that scanners confuse and evaders exchange; each counts as a spelling."""
LOOK_ALIKE_COST = 0.5
ROMANISATION_COST = 0.2
"""Least cost of two romanisations of one Cyrillic letter (zh and sch for ж); 0.4 of their own costs comes on top."""
ROMANISATION_LIMIT = 0.55


@cache
def _groups() -> dict[str, tuple[tuple[str, float], ...]]:
    """Letter groups by the group they stand for, both ways; an empty group is an insertion or deletion."""
    costs: dict[tuple[str, str], float] = dict(_romanisations()) | dict.fromkeys(LOOK_ALIKES, LOOK_ALIKE_COST)
    for row in read_table("letter-groups.csv"):
        pair = row["left"].replace("-", ""), row["right"].replace("-", "")
        costs[pair] = min(float(row["cost"]), costs.get(pair, OTHER_EDIT))
    found: dict[str, set[tuple[str, float]]] = {}
    for (left, right), cost in costs.items():
        found.setdefault(left, set()).add((right, cost))
        found.setdefault(right, set()).add((left, cost))
    return {group: tuple(sorted(others)) for group, others in found.items()}


@cache
def _widest() -> int:
    """Letters of the longest group, such as schtsch, the German for щ."""
    return max(map(len, _groups()))


def _romanisations() -> Iterator[tuple[tuple[str, str], float]]:
    """Yield pairs of Latin groups that stand for one Cyrillic letter in two languages: Prigozhin, Prigoschin."""
    spellings: dict[str, list[tuple[str, float]]] = {}
    for row in read_table("letters-cyrillic.csv"):
        spellings.setdefault(row["native"], []).append((row["latin"], float(row["cost"])))
    for others in spellings.values():
        for (left, one), (right, two) in combinations(sorted(others), 2):
            cost = ROMANISATION_COST + 0.4 * (one + two)
            if len(left) + len(right) > 2 and "-" not in (left, right) and cost <= ROMANISATION_LIMIT:
                yield (left, right), cost


@lru_cache(maxsize=1 << 15)
def letter_cost(left: str, right: str) -> float:
    """Return the cheapest way to turn one comparable word into the other; 0 for equal words, symmetric.

    >>> letter_cost("prigozhin", "prigozhin")
    0.0
    >>> letter_cost("malkevich", "malkevitj") < letter_cost("malkevich", "malkevitm")
    True

    Source: dynamic programme over both words; single edits cost 1, letter groups as learned in `letter-groups.csv`.
    """
    if left > right:
        left, right = right, left
    start = 0
    while start < len(left) and start < len(right) and left[start] == right[start]:
        start += 1
    keep = max(0, start - 2)  # a group may begin before the first difference
    compiled = compiled_groups()
    cost = compiled.cheapest(left[keep:], right[keep:]) if compiled else None
    return _cheapest(left[keep:], right[keep:]) if cost is None else cost


@cache
def compiled_groups() -> kernel.LetterGroups | None:
    """Return the letter groups as the compiled core keeps them; `None` without it."""
    core = kernel.core()
    return core.Groups(_groups(), OTHER_EDIT) if core else None


def _cheapest(left: str, right: str) -> float:
    groups, widest = _groups(), _widest()
    rows, columns = len(left), len(right)
    band = abs(rows - columns) + 3
    infinite = float(rows + columns)
    best = [[infinite] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(rows + 1):
        here = best[i]
        for j in range(max(0, i - band), min(columns, i + band) + 1):
            cost = here[j]
            if cost >= infinite:
                continue
            if i < rows and j < columns:
                step = cost if left[i] == right[j] else cost + OTHER_EDIT
                if step < best[i + 1][j + 1]:
                    best[i + 1][j + 1] = step
                swapped = i + 1 < rows and j + 1 < columns and left[i] == right[j + 1] and left[i + 1] == right[j]
                if swapped and cost + OTHER_EDIT < best[i + 2][j + 2]:
                    best[i + 2][j + 2] = cost + OTHER_EDIT
            if i < rows and cost + OTHER_EDIT < best[i + 1][j]:
                best[i + 1][j] = cost + OTHER_EDIT
            if j < columns and cost + OTHER_EDIT < here[j + 1]:
                here[j + 1] = cost + OTHER_EDIT
            for width in range(min(widest, rows - i) + 1):
                for other, price in groups.get(left[i : i + width], ()):
                    end = j + len(other)
                    if cost + price < best[i + width][min(end, columns)] and right.startswith(other, j):
                        best[i + width][end] = cost + price
    return best[rows][columns]
