"""The lines of the scorecard: what each figure is, how it is written, and which of them are frozen."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.matching.policy import load_policy
from tests.quality.corpus import ROOT, Split
from tests.quality.figures import (
    THRESHOLDS,
    area_under_curve,
    average_precision,
    best_f1,
    f1_of,
    precision_of,
    share_from,
)
from tests.quality.marks import goal_of, interval, is_reached
from tests.quality.measure import NEAR, Answer, Measured, Tie
from tests.quality.pairs import PairGroup

CARD = ROOT / "tests/quality/scorecard.csv"
HEADER = (
    "set",
    "class",
    "kind",
    "script",
    "n",
    "recall",
    "alerts",
    "low",
    "high",
    "precision",
    "f1",
    "auc",
    "average_precision",
    "best_f1",
    "best_threshold",
    "rank1",
    "mark",
    "reached",
    "split",
    "policy",
)
CURVE_HEADER = ("set", "class", "kind", "script", "n", "threshold", "recall", "alerts", "precision")


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `recall` is the share of right answers found, `alerts` the share of questions wrongly answered."""

    key: tuple[str, str, str, str]
    n: int
    recall: float | None = None
    alerts: float | None = None
    counted: tuple[int, int] = (0, 0)
    """What the interval is of: how many of how many."""
    auc: float | None = None
    average_precision: float | None = None
    best: tuple[float, float] | None = None
    rank1: float | None = None
    curve: tuple[tuple[float, float | None, float | None], ...] = ()
    """Threshold, recall and alerts."""
    wrong: tuple[tuple[float, str], ...] = field(default=(), repr=False)
    """How far each wrong answer is on the wrong side, and what it is."""

    @property
    def precision(self) -> float | None:
        """The share of right alerts, were half of the questions without a right answer."""
        return None if self.recall is None or self.alerts is None else precision_of(self.recall, self.alerts)

    @property
    def measure(self) -> float:
        """The share that the mark is about: recall, or alerts where nothing is right."""
        return self.recall if self.recall is not None else self.alerts or 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of what the mark is about."""
        return interval(*self.counted)

    @property
    def mark(self) -> str:
        """The mark to reach; damage in other scripts has none."""
        set_name, name, kind, script = self.key
        return goal_of(name, kind) if set_name != "damage" or script == "latin" else ""

    @property
    def is_reached(self) -> bool:
        """Whether the mark, of a line that has one, is reached by what was measured."""
        return is_reached(self.mark, self.measure)

    def cells(self, split: Split) -> tuple[str, ...]:
        """Return the line as written."""
        precision = self.precision
        f1 = None if precision is None or self.recall is None else f1_of(precision, self.recall)
        mark = self.mark
        return (
            *self.key,
            str(self.n),
            *map(_shown, (self.recall, self.alerts, *self.interval, precision, f1, self.auc)),
            *map(_shown, (self.average_precision, *(self.best or (None, None)), self.rank1)),
            mark,
            ("reached" if self.is_reached else "not reached") if mark else "",
            split.value,
            load_policy().fingerprint,
        )

    def curve_cells(self) -> Iterable[tuple[str, ...]]:
        """Return recall, alerts and precision at each threshold as written."""
        for threshold, recall, alerts in self.curve:
            precision = None if recall is None or alerts is None else precision_of(recall, alerts)
            yield (*self.key, str(self.n), f"{threshold:.2f}", *map(_shown, (recall, alerts, precision)))


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"


def rows_of(measured: Sequence[Measured]) -> list[Row]:
    """Return the line of each group, and what is counted over all of them."""
    pools = wrong_scores(measured)
    rows = [_searched(one, pools.get(one.group.kind, ())) for one in measured]
    asked = [answer for one in measured for answer in one.answers if one.group.questions[0].expected]
    counts = {
        "ties_at_rank_1": [answer for answer in asked if answer.tie is Tie.STRANGERS],
        "ties_of_namesakes": [answer for answer in asked if answer.tie is Tie.NAMESAKES],
        "ties_perhaps_of_one": [answer for answer in asked if answer.tie is Tie.PERHAPS_ONE],
        "rivals_near_the_top": [answer for answer in asked if answer.rival],
    }
    rows += [_counted(name, answers, len(asked)) for name, answers in counts.items() if asked]
    negatives = [answer for one in measured if is_negative(one) for answer in one.answers]
    if negatives:
        top = [answer for answer in negatives if answer.score >= 1 - NEAR]
        rows.append(_counted("negatives_near_the_top", top, len(negatives)))
    return rows


def _counted(name: str, answers: Sequence[Answer], n: int) -> Row:
    wrong = tuple((answer.score, answer.text) for answer in answers)
    count = len(answers)
    return Row(("order", name, "any", "any"), n, alerts=count / n, counted=(count, n), wrong=wrong)


def is_negative(one: Measured) -> bool:
    """Whether nobody in a group is listed, and no listed name covers one; by name alone."""
    return one.group.name == "false_alert_name" or one.group.set == "namesakes"


def wrong_scores(measured: Sequence[Measured]) -> dict[str, tuple[list[float], list[float]]]:
    """Return the best scores of questions without a right answer by kind: of strangers, and of namesakes."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for one in measured:
        if is_negative(one):
            pool = found.setdefault(one.group.kind, ([], []))
            pool[one.group.set == "namesakes"].extend(answer.score for answer in one.answers)
    return found


def _searched(one: Measured, pools: Sequence[list[float]]) -> Row:
    group, answers, n = one.group, one.answers, len(one.answers)
    found = sum(answer.found for answer in answers)
    lowest = load_policy().thresholds.hit
    if not group.questions[0].expected:
        wrong = tuple((answer.score - lowest, answer.text) for answer in answers if answer.found)
        curve = tuple((step, None, share_from((answer.score for answer in answers), step)) for step in THRESHOLDS)
        return Row(group.key, n, alerts=found / n, counted=(found, n), curve=curve, wrong=wrong)
    scores = [answer.score for answer in answers]
    filled = [pool for pool in pools if pool]
    wrong = tuple((lowest - answer.score, answer.text) for answer in answers if not answer.found)
    return Row(
        group.key,
        n,
        recall=found / n,
        alerts=_mean([share_from(pool, lowest) for pool in filled]),
        counted=(found, n),
        auc=_mean([area_under_curve(_floored(scores), _floored(pool)) for pool in filled]),
        rank1=sum(answer.first for answer in answers) / n,
        curve=tuple(
            (step, share_from(scores, step), _mean([share_from(pool, step) for pool in filled])) for step in THRESHOLDS
        ),
        wrong=wrong,
    )


def _mean(shares: Sequence[float]) -> float | None:
    return sum(shares) / len(shares) if shares else None


def _floored(scores: Iterable[float]) -> list[float]:
    """Scores below the lowest threshold count as equal: what no search returns is not told apart."""
    return [score if score >= THRESHOLDS[0] else 0.0 for score in scores]


def pair_row(group: PairGroup, scores: Sequence[float]) -> Row:
    """Return the line of a set of pairs; its interval is that of recall."""
    lowest = load_policy().thresholds.hit
    right = [score for score, pair in zip(scores, group.pairs, strict=True) if pair.same]
    wrong = [score for score, pair in zip(scores, group.pairs, strict=True) if not pair.same]
    return Row(
        (group.set, group.name, group.kind, "any"),
        len(scores),
        recall=share_from(right, lowest),
        alerts=share_from(wrong, lowest),
        counted=(sum(score >= lowest for score in right), len(right)),
        auc=area_under_curve(right, wrong),
        average_precision=average_precision(right, wrong),
        best=best_f1(right, wrong),
        curve=tuple((step, share_from(right, step), share_from(wrong, step)) for step in THRESHOLDS),
        wrong=tuple(
            (abs(score - lowest), f"{'one' if pair.same else 'two'}: {pair.text} scores {score:.3f}")
            for score, pair in zip(scores, group.pairs, strict=True)
            if (score >= lowest) is not pair.same
        ),
    )


def write(lines: Iterable[tuple[str, ...]], header: Sequence[str], path: Path) -> None:
    """Write a table, UTF-8 with LF, sorted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(lines))


def read(path: Path) -> list[dict[str, str]]:
    """Return the lines of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hits_of(answers: Iterable[Answer]) -> list[tuple[float, bool]]:
    """Return the score of every hit, and whether it is the right one."""
    return [hit for answer in answers for hit in answer.hits]
