"""Answers of several searches as rows of numbers that the weights multiply, and what each answer counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from math import fsum, inf
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from screening.matching.evidence import NameEvidence
from screening.matching.names import TERMS
from screening.matching.policy import NameWeights, load_policy, weight_names
from screening.matching.scorer import logit
from tests.quality.training import Answer, Lists, Question

Vector: TypeAlias = NDArray[np.float64]

NAMES = weight_names()
HIT = logit(load_policy().thresholds.hit)
WHOLE = 10_000.0
"""Summed weight of all answers, whatever the sample, so that the strength of the prior means the same."""

MASS: Mapping[str, float] = {
    "damage": 10.0,  # all classes alike
    "alias": 4.0,
    "background": 16.0,  # an alert is a rare event: one in 170 may be wrong, against one in 30 missed
    "recombined": 4.0,
    "exchanged": 2.0,
    "other": 2.0,
}
"""What each source counts as a whole, divided among its questions."""


# ---- a name's score as a sum that is linear in the weights


def _only(**points: float) -> NameWeights:
    return NameWeights(**(dict.fromkeys(NAMES, 0.0) | points))


_UNITS = tuple(_only(**{name: 1.0}) for name in NAMES)
CAPPED = np.array([name.startswith("contradiction") for name in NAMES])
"""The weights of the one term that is cut off: what is left over on both sides is never in favour."""
_DEEP = -1024.0
_DEEP_UNITS = tuple(
    replace(_only(contradiction=_DEEP), **{name: (_DEEP if name == "contradiction" else 0.0) + 1.0}) for name in NAMES
)


def _points(evidence: NameEvidence, weights: NameWeights) -> float:
    return fsum(term.points(evidence, weights) for term in TERMS)


def coefficients(evidence: NameEvidence) -> Vector:
    """Return what each weight is multiplied by, in table order; for the contradiction as if it were not cut off."""
    deep = _points(evidence, _only(contradiction=_DEEP))
    return np.array(
        [
            _points(evidence, _DEEP_UNITS[place]) - deep if capped else _points(evidence, _UNITS[place])
            for place, capped in enumerate(CAPPED)
        ]
    )


def as_vector(weights: NameWeights) -> Vector:
    """Return the weights in table order."""
    return np.array([getattr(weights, field.name) for field in fields(weights)])


def totals(rows: Vector, weights: Vector) -> Vector:
    """Return the totals of many names: what the terms of `matching/names.py` sum to."""
    found: Vector = rows[:, ~CAPPED] @ weights[~CAPPED] + np.minimum(0.0, rows[:, CAPPED] @ weights[CAPPED])
    return found


# ---- the data of one split


class Pool:
    """Answers of several searches; each question and record once, with every name that any search brought up."""

    def __init__(self, lists: Lists, asked: Sequence[Question]) -> None:
        self.lists, self.asked = lists, asked
        self.answers: dict[tuple[Question, str], Answer] = {}
        self._rows: list[Vector] = []
        self._owner: list[int] = []
        self._places: dict[tuple[Question, str], int] = {}
        self._known: set[tuple[Question, str, NameEvidence]] = set()

    def search(self, weights: NameWeights) -> None:
        """Ask every question with these weights and keep what is new; again, only those with no right answer.

        Raises:
            AssertionError: the coefficients do not sum to a name's total, so that the fit would be of another score.
        """
        again = bool(self._rows)
        screener = self.lists.searched_with(weights)
        for question in self.asked:
            for answer in () if again and question.expected else self.lists.answers(question, screener):
                key = question, answer.record
                place = self._places.setdefault(key, len(self._places))
                self.answers.setdefault(key, answer)
                for finding in answer.findings:
                    if (*key, finding.evidence) not in self._known:
                        self._known.add((*key, finding.evidence))
                        row = coefficients(finding.evidence)
                        difference = totals(row[None], as_vector(weights))[0] - _points(finding.evidence, weights)
                        assert abs(difference) < 1e-9, f"{question.text} | {finding.name}: off by {difference}"
                        self._rows.append(row)
                        self._owner.append(place)

    @property
    def rows(self) -> Vector:
        """The coefficients of every name kept."""
        return np.array(self._rows)

    @property
    def owner(self) -> NDArray[np.int64]:
        """Which answer each row belongs to."""
        return np.array(self._owner)

    def best(self, weights: Vector) -> tuple[NDArray[np.int64], Vector]:
        """Return for each answer the row of its best name, and that name's total."""
        points = totals(self.rows, weights)
        order = np.lexsort((np.arange(len(points)), -points, self.owner))
        first = order[np.unique(self.owner[order], return_index=True)[1]]
        return first, points[first]

    def alerts(self, weights: Vector) -> Vector:
        """Return the highest total that each invented person or company reaches, the highest first."""
        _, points = self.best(weights)
        highest: dict[Question, float] = {}
        for (question, _), point in zip(self.answers, points, strict=True):
            if question.source == "background":
                highest[question] = max(highest.get(question, -inf), float(point))
        return np.sort(np.array(list(highest.values()) or [-inf]))[::-1]

    def shares(self, weights: Vector) -> dict[str, tuple[int, float]]:
        """Return for each source how many questions it has, and the share that reaches the threshold of a hit.

        Of questions with a right answer that answer counts, of others any.
        """
        _, points = self.best(weights)
        reached = {
            question
            for ((question, _), answer), point in zip(self.answers.items(), points, strict=True)
            if point >= HIT and answer.right == bool(question.expected)
        }
        counts: dict[str, list[bool]] = {}
        for question in self.asked:
            counts.setdefault(question.source, []).append(question in reached)
        return {source: (len(hits), sum(hits) / len(hits)) for source, hits in counts.items()}


def masses(pool: Pool) -> Vector:
    """Return the weight of each answer: its source's mass, divided among all questions of that source."""
    classes = {question.source for question in pool.asked}
    share: dict[str, float] = {"other": MASS["other"] / max(1, sum(bool(q.expected) for q in pool.asked))}
    for name in classes:
        source = name.partition(":")[0]
        among = [one for one in classes if one.partition(":")[0] == source]
        share[name] = MASS[source] / len(among) / sum(question.source == name for question in pool.asked)
    found = np.array([share[answer.source] for answer in pool.answers.values()])
    return found * (WHOLE / sum(MASS.values()))
