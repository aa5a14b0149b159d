"""Recall, precision and the areas under their curves, from scores and what is right; plain arithmetic."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from tests.quality.marks import interval

THRESHOLDS = tuple(step / 100 for step in range(50, 96, 5))
FLOOR = THRESHOLDS[0]
"""Below it no search is made: scores under it count as one."""
SHARES = tuple(step / 20 for step in range(20))
"""Lower ends of the bins of the reliability plot."""


def share_from(scores: Iterable[float], threshold: float) -> float:
    """Return the share of scores that reach a threshold; 0 of none."""
    reached = [score >= threshold for score in scores]
    return sum(reached) / len(reached) if reached else 0.0


def precision_of(recall: float, alerts: float) -> float:
    """Return the share of right alerts where half of the questions have a right answer.

    >>> precision_of(0.9, 0.1)
    0.9
    """
    return recall / (recall + alerts) if recall + alerts else 0.0


def f1_of(precision: float, recall: float) -> float:
    """Return the harmonic mean of two shares."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def area_under_curve(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Return how often a right score is above a wrong one; equal ones count half.

    >>> area_under_curve([0.9, 0.6], [0.6, 0.1])
    0.875
    """
    if not right or not wrong:
        return 0.0
    ordered = sorted(wrong)
    below = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in right)
    return below / (2 * len(right) * len(wrong))


def average_precision(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Return the mean precision at each right answer, from the highest score down; equal scores count as one step.

    >>> average_precision([0.9, 0.5], [0.7])
    0.8333333333333333
    """
    if not right:
        return 0.0
    own, others = sorted(right), sorted(wrong)
    total = 0.0
    for score in sorted(set(own)):
        reached = len(own) - bisect_left(own, score)
        total += own.count(score) * reached / (reached + len(others) - bisect_left(others, score))
    return total / len(own)


def best_f1(right: Sequence[float], wrong: Sequence[float]) -> tuple[float, float]:
    """Return the highest F1 and the threshold it is reached at, of the scores that occur; the lowest of equals.

    >>> best_f1([0.9, 0.8], [0.3])
    (1.0, 0.8)
    """
    own, others = sorted(right), sorted(wrong)
    best, place = 0.0, 1.0
    for threshold in sorted({*own, *others}):
        reached = len(own) - bisect_left(own, threshold)
        alerts = reached + len(others) - bisect_left(others, threshold)
        f1 = 2 * reached / (alerts + len(own)) if alerts else 0.0
        if f1 > best:
            best, place = f1, threshold
    return best, place


def reliability(judged: Iterable[tuple[float, bool]]) -> list[tuple[float, float, float, float, int]]:
    """Return for each bin of scores that has any: mean score, share that is right, its interval, and the count."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in judged:
        bins.setdefault(min(int(score * len(SHARES)), len(SHARES) - 1), []).append((score, right))
    found = []
    for _, members in sorted(bins.items()):
        count = sum(right for _, right in members)
        low, high = interval(count, len(members))
        mean = sum(score for score, _ in members) / len(members)
        found.append((mean, count / len(members), low, high, len(members)))
    return found
