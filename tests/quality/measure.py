"""Questions asked of a screener or of a comparison, in several processes; each answer keeps what the figures need."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

from screening.comparison import compare
from screening.query import build_query
from screening.records import EntityRecord, Query
from screening.results import ScreeningResult
from screening.screener import Screener
from screening.vocabulary import WeakAliasPolicy
from tests.quality.corpus import certainly_two, party_of
from tests.quality.figures import FLOOR
from tests.quality.questions import Group, Question
from tests.quality.spelling import name_key

Item = TypeVar("Item")
Result = TypeVar("Result")

NEAR = 0.01
"""Scores this close tell a reviewer nothing about which of two is the better."""


class Tie(StrEnum):
    """What two parties are to one another that a search cannot tell apart."""

    STRANGERS = "certainly two parties, and no name in common"
    NAMESAKES = "certainly two parties, and the lists give both the same name"
    PERHAPS_ONE = "entries of different lists that may be one party"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question."""

    score: float
    """Of the right record, whether or not it is a hit; where none is right, of the best hit; 0 where there is none."""
    found: bool
    """Whether the right record, or where none is right any record, is a hit at the threshold."""
    text: str
    """Question and answer, to be read where the answer is wrong."""
    first: bool = False
    tie: Tie | None = None
    """What the two best hits are to one another, where they have the same total."""
    rival: bool = False
    """A party of another name scores within `NEAR` of the best hit."""
    hits: tuple[tuple[float, bool], ...] = ()
    """Score of each hit, and whether it is the right one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A group with its answers."""

    group: Group
    answers: tuple[Answer, ...]


def measured(screener: Screener, groups: Iterable[Group], jobs: int) -> list[Measured]:
    """Ask every question of every group and return the answers in order, whatever the number of processes.

    Both indexes are built before the processes part, so that these share them.
    """
    groups = list(groups)
    questions = [question for group in groups for question in group.questions]
    for kind in ("person", "organisation"):
        screener.screen(build_query("Ivan Petrov", kind=kind))
    started = time.monotonic()
    answers = iter(in_processes(partial(ask, screener), questions, jobs))
    print(f"{len(questions):,} questions in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return [Measured(group, tuple(next(answers) for _ in group.questions)) for group in groups]


_work: Callable[[object], object]


def in_processes(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> list[Result]:
    """Return the results in order. Processes are forked, so that none has to build what `work` needs."""
    if jobs == 1 or "fork" not in get_all_start_methods():
        return [work(item) for item in items]
    global _work
    _work = work  # type: ignore[assignment]
    gc.collect()
    gc.freeze()
    with get_context("fork").Pool(jobs) as pool:
        return pool.map(_one, items, chunksize=16)  # type: ignore[arg-type]


def _one(item: object) -> object:
    return _work(item)


def ask(screener: Screener, question: Question) -> Answer:
    """Screen one question at the default threshold; where no record is right, from the lowest threshold shown."""
    if not question.expected:
        return _stranger(screener, question)
    result = screener.screen(question.query, link=False)
    right = next((hit for hit in result.hits if hit.record.id == question.expected), None)
    score = right.score if right else _missed_score(screener, question)
    lost = right is None and score >= result.threshold
    text = f"{question.text} | {question.note} | {question.expected} scores {score:.3f}"
    if others := [hit for hit in result.hits if hit is not right]:
        text += f"; {others[0].record.id} {others[0].name.text} scores {others[0].score:.3f}"
    return Answer(
        score=0.0 if lost else score,
        found=right is not None,
        text=text + (": the search lost it" if lost else ""),
        first=right is not None and right is result.hits[0],
        tie=_tie(result),
        rival=_has_rival(screener, result, question.expected) if len(result.hits) > 1 else False,
        hits=tuple((hit.score, hit is right) for hit in result.hits),
    )


def _stranger(screener: Screener, question: Question) -> Answer:
    result = screener.screen(question.query, threshold=FLOOR, link=False)
    hits = tuple((hit.score, False) for hit in result.hits)
    if not result.hits:
        return Answer(0.0, False, question.text)
    best = result.hits[0]
    text = f"{question.text} | {question.note} | {best.record.id} {best.name.text} scores {best.score:.3f}"
    return Answer(best.score, best.score >= screener.policy.thresholds.hit, text, hits=hits)


def _missed_score(screener: Screener, question: Question) -> float:
    return screener.compare(question.query, question.expected, weak_aliases=WeakAliasPolicy.EXACT).score


def _tie(result: ScreeningResult) -> Tie | None:
    """Return what the two best hits are to one another where they have the same total."""
    if len(result.hits) < 2 or result.hits[0].ledger.total != result.hits[1].ledger.total:
        return None
    return relation(result.hits[0].record, result.hits[1].record)


def relation(one: EntityRecord, other: EntityRecord) -> Tie:
    """Return what two records of the corpus are to one another."""
    if not certainly_two(party_of(one.id), party_of(other.id)):
        return Tie.PERHAPS_ONE
    return Tie.STRANGERS if _keys(_names(one)).isdisjoint(_keys(_names(other))) else Tie.NAMESAKES


def _has_rival(screener: Screener, result: ScreeningResult, expected: str) -> bool:
    """Whether a record of another party, which has no name of the right one, scores as good as the best hit."""
    close = [hit for hit in result.hits if result.hits[0].score - hit.score <= NEAR and hit.record.id != expected]
    if not close:
        return False
    own = next(record for record in screener.records if record.id == expected)
    return any(relation(own, hit.record) is Tie.STRANGERS for hit in close)


def _names(record: EntityRecord) -> tuple[str, ...]:
    return tuple(name.text for name in record.party.names)


@lru_cache(maxsize=1 << 14)
def _keys(names: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(map(name_key, names))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties to compare without any list, and whether they are one."""

    left: Query
    right: Query
    same: bool
    text: str


def compared(pairs: Sequence[Pair], jobs: int) -> list[float]:
    """Return the score of each pair."""
    return in_processes(_compare, pairs, jobs)


def _compare(pair: Pair) -> float:
    return compare(pair.left, pair.right).score
