"""The scorecard's questions asked of logic-v2 too: `python -m tests.quality.peer --logic-v2 PYTHON [--split tune]`.

`screening` searches all lists at its default threshold. logic-v2 is handed the right record and nothing else, so that
it is measured as if its search were ideal. Both see names only, the same ones: those held out are gone for both. Only
questions that have a right answer are asked, so nothing here says how often either raises a false alert.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from screening.records import EntityRecord
from screening.screener import Screener
from screening.vocabulary import NameStrength
from tests.logic_v2 import run_logic_v2
from tests.quality import questions
from tests.quality.card import write
from tests.quality.corpus import Split, corpus, shared_folder
from tests.quality.held_out import HeldOutSet, hold_out, hold_out_more
from tests.quality.measure import Measured, measured
from tests.quality.questions import Question
from tests.quality.scorecard import OUT, SAMPLE
from tests.quality.searched import record_of, records_of

THRESHOLD = 0.7
"""Source: the threshold that logic-v2 is used with by default."""
HEADER = ("set", "class", "kind", "script", "n", "screening", "logic_v2")
SCHEMATA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel"}

SCORED = """
for number, line in enumerate(sys.stdin):
    asked = json.loads(line)
    query = entity(f"query-{number}", asked["schema"], name=[asked["query"]])
    record = entity(f"record-{number}", asked["schema"], name=asked["names"], weakAlias=asked["weak"])
    print(json.dumps(logic.compare(query, record, config).score))
"""
"""What the other process runs: a question and its right record a line in, a score a line out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One class of questions: how many of them each finds."""

    key: tuple[str, str, str, str]
    n: int
    screening: int
    peer: int

    def cells(self) -> tuple[str, ...]:
        """Return the line as written."""
        return (*self.key, str(self.n), f"{self.screening / self.n:.4f}", f"{self.peer / self.n:.4f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask both, print one table, and write it as CSV and Markdown."""
    parser = argparse.ArgumentParser(prog="tests.quality.peer", description=__doc__)
    parser.add_argument("--logic-v2", metavar="PYTHON", required=True, help="an interpreter that has nomenklatura")
    parser.add_argument("--split", type=Split, choices=[*Split], default=Split.TUNE, help="whom to ask about")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="questions a class")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that search")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the tables")
    options = parser.parse_args(arguments)
    rows = sorted(_rows(options), key=lambda row: row.key)
    lines = [row.cells() for row in (*rows, *_sums(rows))]
    table = Table(*HEADER, box=None, pad_edge=False)
    for line in lines:
        table.add_row(*line)
    Console(width=100).print(table)
    options.out.mkdir(parents=True, exist_ok=True)
    write(lines, HEADER, options.out / "peer.csv")
    (options.out / "peer.md").write_text(_markdown(lines), encoding="utf-8")


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    """Yield the row of each class; the records of one search are left behind before the next are made."""
    parties = corpus(shared_folder())
    asked = [party for party in parties if party.split is options.split]
    damaged = questions.damaged(asked, options.sample)
    yield from _both(measured(Screener(records_of(parties)), damaged, options.jobs), HeldOutSet((), {}), options)
    for held in (hold_out(asked), hold_out_more(asked)):
        gc.collect()
        screener = Screener(record_of(party, held.removed.get(party.id, frozenset())) for party in parties)
        groups = questions.held_out(held.questions, options.sample)
        yield from _both(measured(screener, groups, options.jobs), held, options)


def _both(answered: Sequence[Measured], held: HeldOutSet, options: argparse.Namespace) -> Iterator[Row]:
    parties = {party.id: party for party in corpus(shared_folder())}
    asked = [(one.group.kind, question) for one in answered for question in one.group.questions]
    pairs = (
        (question, record_of(parties[question.expected], held.removed.get(question.expected, frozenset())), kind)
        for kind, question in asked
    )
    scores = iter(peer_scores(options.logic_v2, pairs))
    for one in answered:
        found = sum(answer.found for answer in one.answers)
        peer = sum(next(scores) >= THRESHOLD for _ in one.answers)
        yield Row(one.group.key, len(one.answers), found, peer)


def peer_scores(python: str, pairs: Iterable[tuple[Question, EntityRecord, str]]) -> list[float]:
    """Return logic-v2's score of each question beside its right record, in order.

    Raises:
        subprocess.CalledProcessError: the other process failed; it has said why.
    """
    lines = [json.dumps(_line(*pair)) for pair in pairs]
    scores = list(map(float, run_logic_v2(python, SCORED, "\n".join(lines)).split()))
    assert len(scores) == len(lines), f"{len(scores)} answers to {len(lines)} questions"
    return scores


def _line(question: Question, record: EntityRecord, kind: str) -> dict[str, object]:
    weak = [name.text for name in record.party.names if name.strength is NameStrength.WEAK]
    names = [name.text for name in record.party.names if name.strength is not NameStrength.WEAK]
    return {"query": question.text, "schema": SCHEMATA[kind], "names": names, "weak": weak}


def _sums(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield all classes of each set and kind together. `alias_far` asks again what other classes ask."""
    for set_name, kind in sorted({(row.key[0], row.key[2]) for row in rows}):
        of = [row for row in rows if (row.key[0], row.key[2]) == (set_name, kind) and row.key[1] != "alias_far"]
        n, found, peer = (sum(count) for count in zip(*((row.n, row.screening, row.peer) for row in of), strict=True))
        yield Row((set_name, "all classes", kind, "any"), n, found, peer)


def _markdown(lines: Iterable[Sequence[str]]) -> str:
    rows = [HEADER, ["---"] * len(HEADER), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    main()
