"""Measure the matcher on one split: `python -m tests.quality.scorecard [--split tune] [--sample N] [--misses FILE]`.

Every party of the lists is searched; only parties and invented people of the split are asked about. All samples are
seeded by class, so two runs ask the same questions. Only *report* is quoted; misses are read on *train* and *tune*.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.matching.policy import load_policy
from screening.query import build_query
from screening.records import PARTY_TYPES, Query
from screening.results import ScreeningResult
from screening.screener import Screener, compare
from screening.vocabulary import EntityType, WeakAliasPolicy
from tests.quality.corpus import (
    ROOT,
    BackgroundPerson,
    CorpusParty,
    Judgement,
    Split,
    background,
    corpus,
    judgements,
    shared_folder,
)
from tests.quality.held_out import HeldOut, hold_out
from tests.quality.marks import goal_of, interval
from tests.quality.namesakes import recombined
from tests.quality.perturb import CLASSES
from tests.quality.searched import damageable_names, is_date, record_of, records_of

SAMPLE = 300
KINDS = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.VESSEL)
CARD = ROOT / "tests/quality/scorecard.csv"
FAR = ("distant", "mid", "other", "subset")
"""Groups of Latin aliases that are also measured together, as they come: whatever is not close."""
HEADER = ("class", "kind", "n", "recall", "low", "high", "goal", "rank1")


@dataclass(frozen=True, slots=True)
class Question:
    """A query whose right answer is known: a record, or nothing (`expected` is empty)."""

    text: str
    query: Query
    expected: str = ""
    note: str = ""


@dataclass(slots=True)
class Row:
    """One line of the scorecard; for classes of false alerts `found` counts alerts."""

    name: str
    kind: str
    n: int = 0
    found: int = 0
    first: int = 0
    ties: int = 0
    """Questions whose two best hits have the same total."""
    wrong: list[tuple[float, str]] = field(default_factory=list)
    """How far below the threshold (or above it) each wrong answer is, and what it is."""

    def cells(self) -> tuple[str, ...]:
        """Return the row as written to the table."""
        low, high = interval(self.found, self.n)
        shown = [f"{share:.4f}" for share in (self.found / self.n if self.n else 0.0, low, high)]
        first = f"{self.first / self.n:.4f}" if self.first else ""
        return (self.name, self.kind, str(self.n), *shown, goal_of(self.name, self.kind), first)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every class, print the table and write it to `tests/quality/scorecard.csv`."""
    options = _options(arguments)
    shared = shared_folder()
    parties = corpus(shared)
    asked = [party for party in parties if party.split is options.split]
    started = time.monotonic()
    screener = Screener(records_of(parties))
    rows = [*damage_rows(screener, asked, options.sample)]
    rows += false_alert_rows(screener, asked, background(shared, options.split), options.sample)
    held = hold_out(asked)
    kept = {party.id: record_of(party, without=held.removed[party.id]) for party in asked if party.id in held.removed}
    del screener
    partial = Screener([kept.get(party.id) or record_of(party) for party in parties])
    rows += alias_rows(partial, held.questions, options.sample)
    rows += judged_rows(judgements(shared), options.sample)
    rows.append(tie_row(rows))
    _show(rows)
    _write(rows, options.csv)
    if options.misses:
        _write_misses(rows, options.misses)
    print(f"{sum(row.n for row in rows):,} questions, {time.monotonic() - started:.0f} s")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.quality.scorecard", description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="questions a class; ten times as many people")
    parser.add_argument("--split", type=Split, choices=[*Split], default=Split.REPORT, help="whom to ask about")
    parser.add_argument("--misses", type=Path, help="file for the worst wrong answers")
    parser.add_argument("--csv", type=Path, default=CARD, help="where the table goes")
    return parser.parse_args(arguments)


def damage_rows(screener: Screener, parties: Sequence[CorpusParty], sample: int) -> Iterator[Row]:
    """Yield recall per perturbation class and kind of party."""
    for kind in KINDS:
        for name, damage in CLASSES.items():
            rng = random.Random(f"{name}:{kind}")
            choices = [party for party in parties if party.type is kind]
            rng.shuffle(choices)
            questions = []
            for party in choices:
                texts = damageable_names(party)
                text = rng.choice(texts) if texts else ""
                damaged = damage(text, rng, kind is EntityType.PERSON) if text else None
                if damaged is not None:
                    questions.append(Question(damaged, _asked(damaged, kind), party.id, f"from {text}"))
                if len(questions) == sample:
                    break
            if questions:
                yield measured(screener, name, kind.value, questions)


def alias_rows(screener: Screener, held: Iterable[HeldOut], sample: int) -> Iterator[Row]:
    """Yield recall of official aliases that the searched records lack, by script and distance."""
    groups: dict[tuple[str, str], list[HeldOut]] = {}
    for one in held:
        for group in (one.group, *(["far"] if one.group in FAR else [])):
            if one.kind in KINDS:
                groups.setdefault((f"alias_{group}", one.kind.value), []).append(one)
    for (name, kind), members in sorted(groups.items()):
        chosen = random.Random(f"{name}:{kind}").sample(members, min(sample, len(members)))
        questions = [
            Question(one.text, _asked(one.text, one.kind), one.party, f"nearest {one.nearest}") for one in chosen
        ]
        yield measured(screener, name, kind, questions)


def false_alert_rows(
    screener: Screener, parties: Sequence[CorpusParty], people: Sequence[BackgroundPerson], sample: int
) -> Iterator[Row]:
    """Yield how many invented people, and namesakes made of two listed ones, raise an alert."""
    chosen = random.Random("background").sample(list(people), min(10 * sample, len(people)))
    named = [Question(person.name, _asked(person.name, EntityType.PERSON)) for person in chosen]
    yield measured(screener, "false_alert_name", "person", named)
    known = []
    for person in chosen:
        query = build_query(
            person.name, kind="person", birth_date=person.birth_date, countries=_nationality(person.nationality)
        )
        known.append(Question(person.name, query, note=f"{person.birth_date} {person.nationality}"))
    yield measured(screener, "false_alert_context", "person", known)
    for name, texts in recombined(parties, corpus(shared_folder()), 3 * sample).items():
        questions = [Question(text, _asked(text, EntityType.PERSON)) for text in texts]
        yield measured(screener, name, "person", questions)


def judged_rows(judged: Sequence[Judgement], sample: int) -> Iterator[Row]:
    """Yield how many pairs of entries reach the threshold, of those that people found to be one party and two.

    Doubtful judgements are left out. With context means with birth dates.
    """
    lowest = load_policy().thresholds.hit
    sure = [pair for pair in judged if "suspect" not in pair.note]
    for same in (True, False):
        pairs = [pair for pair in sure if pair.same is same]
        chosen = random.Random(f"judged:{same}").sample(pairs, min(sample, len(pairs)))
        for context in (False, True):
            row = Row(f"judged_{'same' if same else 'different'}_{'context' if context else 'name'}", "any")
            for pair in chosen:
                left = _side(pair.type, pair.left_names, pair.left_birth_dates if context else ())
                right = _side(pair.type, pair.right_names, pair.right_birth_dates if context else ())
                score = compare(left, right).score
                row.n += 1
                row.found += score >= lowest
                if (score >= lowest) is not same:
                    text = f"{pair.left_id} {pair.left_names[0]} | {pair.right_id} {pair.right_names[0]}: {score:.3f}"
                    row.wrong.append((abs(score - lowest), text))
            yield row


def _side(kind: EntityType, names: tuple[str, ...], dates: tuple[str, ...]) -> Query:
    fields: dict[str, object] = {"names": names}
    if kind is EntityType.PERSON:
        fields["birth_dates"] = tuple(date for date in dates if is_date(date))
    return Query(party=PARTY_TYPES[kind].model_validate(fields))


def tie_row(rows: Iterable[Row]) -> Row:
    """Return how often two records share the highest total, over all questions with a right answer."""
    asked = [row for row in rows if row.name in CLASSES or row.name.startswith("alias_")]
    return Row("ties_at_rank_1", "any", sum(row.n for row in asked), sum(row.ties for row in asked))


def measured(screener: Screener, name: str, kind: str, questions: Iterable[Question]) -> Row:
    """Ask every question and count: the right record among the hits, or any hit where none is right."""
    row = Row(name, kind)
    for question in questions:
        result = screener.screen(question.query)
        judge: Callable[[Screener, Question, ScreeningResult, Row], None] = _recall if question.expected else _alert
        judge(screener, question, result, row)
    return row


def _recall(screener: Screener, question: Question, result: ScreeningResult, row: Row) -> None:
    row.n += 1
    row.ties += len(result.hits) > 1 and result.hits[0].ledger.total == result.hits[1].ledger.total
    ids = [hit.record.id for hit in result.hits]
    row.found += question.expected in ids
    row.first += ids[:1] == [question.expected]
    if question.expected not in ids:
        score = screener.compare(question.query, question.expected, weak_aliases=WeakAliasPolicy.EXACT).score
        lost = ": the search lost it" if score >= result.threshold else ""
        text = f"{question.text} | {question.note} | {question.expected} scores {score:.3f}{lost}"
        row.wrong.append((result.threshold - score, text))


def _alert(screener: Screener, question: Question, result: ScreeningResult, row: Row) -> None:
    row.n += 1
    if result.hits:
        hit = result.hits[0]
        row.found += 1
        text = f"{question.text} | {question.note} | {hit.record.id} {hit.name.text} scores {hit.score:.3f}"
        row.wrong.append((hit.score - result.threshold, text))


def _asked(text: str, kind: EntityType) -> Query:
    return build_query(text, kind=kind)


def _nationality(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _show(rows: Iterable[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*HEADER)
    for row in rows:
        table.add_row(*row.cells())
    Console(width=120).print(table)


def _write(rows: Iterable[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(row.cells() for row in rows)


def _write_misses(rows: Iterable[Row], path: Path) -> None:
    """Write the wrong answers, the worst of each class first."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            for margin, text in sorted(row.wrong, reverse=True):
                file.write(f"{row.name}\t{row.kind}\t{margin:+.3f}\t{text}\n")


if __name__ == "__main__":
    main()
