"""Measure the matcher on one split: `python -m tests.quality.scorecard [--split tune] [--sample N] [--misses FILE]`.

Every party of the lists is searched; only parties and invented people of the split are asked about. All samples are
seeded by class, so two runs ask the same questions. Only *report* is quoted, and only its run changes the frozen
table; misses are read on *train* and *tune*. `docs/quality.md` says what each set is and how to read the figures.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from screening.matching.policy import load_policy
from screening.screener import Screener
from tests.quality import pairs, questions
from tests.quality.card import CARD, CURVE_HEADER, HEADER, Row, pair_row, read, rows_of, write
from tests.quality.corpus import ROOT, Split, corpus, judgements, shared_folder
from tests.quality.held_out import HeldOutSet, hold_out, hold_out_more
from tests.quality.measure import Measured, compared, measured
from tests.quality.page import render_page
from tests.quality.searched import record_of, records_of

SAMPLE = 300
SETS = ("damage", "held_out", "judged", "strangers", "namesakes", "golden")
ALONE = frozenset({"judged", "golden"})
"""Sets whose lines depend on no other set: these can be measured again by themselves."""
OUT = ROOT / "build/quality"
PUBLISHED = ROOT / "docs/quality"
"""The pictures that `docs/quality.md` shows."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every set, print the table, and write tables, pictures and page; of *report* the frozen table too."""
    options = _options(arguments)
    started = time.monotonic()
    rows: list[Row] = []
    searches: list[Measured] = []
    judged: dict[str, list[tuple[float, bool]]] = {}
    for one in _pair_groups(options):
        scores = compared(one.pairs, options.jobs)
        rows.append(pair_row(one, scores))
        if one.name in _SAID_OF:
            judged[_SAID_OF[one.name]] = [(score, pair.same) for score, pair in zip(scores, one.pairs, strict=True)]
    if not set(options.only) <= ALONE:
        searches = _searched(options)
        rows += rows_of(searches)
    rows.sort(key=lambda row: row.key)
    asked, seconds = sum(row.n for row in rows if row.key[0] != "order"), time.monotonic() - started
    about = (
        f"{options.split.value} split, at most {options.sample} questions a class, {asked:,} in {seconds:.0f} s; "
        f"policy {load_policy().fingerprint}, threshold {load_policy().thresholds.hit:.2f}"
    )
    _show(rows, options.split)
    _write(rows, searches, judged, about, options)
    reached = [row.is_reached for row in rows if row.mark]
    print(f"{about}\n{sum(reached)} of {len(reached)} marks reached; tables, pictures and page in {options.out}")


_SAID_OF = {"judged_name": "pairs judged by people, names", "judged_context": "the same with context"}


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.quality.scorecard", description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="questions a class; 20 times as many strangers")
    parser.add_argument("--split", type=Split, choices=[*Split], default=Split.REPORT, help="whom to ask about")
    parser.add_argument("--only", nargs="+", choices=SETS, default=SETS, metavar="SET", help="sets to measure")
    parser.add_argument("--misses", type=Path, help="file for the worst wrong answers")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for tables, pictures and page")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes; figures are the same")
    return parser.parse_args(arguments)


def _pair_groups(options: argparse.Namespace) -> Iterable[pairs.PairGroup]:
    if "golden" in options.only:
        yield from pairs.golden()
    if "judged" in options.only:
        yield from pairs.judged([one for one in judgements(shared_folder()) if one.split is options.split])


def _searched(options: argparse.Namespace) -> list[Measured]:
    """Return the answers to every question that a search answers: three indexes, one after the other."""
    shared = shared_folder()
    parties = corpus(shared)
    asked = [party for party in parties if party.split is options.split]
    groups: list[questions.Group] = []
    if "damage" in options.only:
        groups += questions.damaged(asked, options.sample)
    if "strangers" in options.only:
        groups += questions.strangers(shared, options.split, options.sample)
    if "namesakes" in options.only:
        groups += questions.namesakes(asked, parties, options.sample)
    found = measured(Screener(records_of(parties)), groups, options.jobs) if groups else []
    for held in (hold_out(asked), hold_out_more(asked)) if "held_out" in options.only else ():
        gc.collect()
        found += measured(_without(held), questions.held_out(held.questions, options.sample), options.jobs)
    return found


def _without(held: HeldOutSet) -> Screener:
    """Return a screener of all parties, each without the names that are held out."""
    return Screener(record_of(party, held.removed.get(party.id, frozenset())) for party in corpus(shared_folder()))


def _show(rows: Iterable[Row], split: Split) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = [place for place, name in enumerate(HEADER) if name not in ("set", "split", "policy")]
    table = Table(*(HEADER[place] for place in shown), box=None, pad_edge=False)
    for row in rows:
        cells = row.cells(split)
        table.add_row(*(cells[place] for place in shown), style="red" if row.mark and not row.is_reached else "")
    Console(width=190).print(table)


def _write(
    rows: Sequence[Row],
    searches: Sequence[Measured],
    judged: dict[str, list[tuple[float, bool]]],
    about: str,
    options: argparse.Namespace,
) -> None:
    from tests.quality.plots import draw

    options.out.mkdir(parents=True, exist_ok=True)
    lines = [row.cells(options.split) for row in rows]
    write(lines, HEADER, options.out / "scorecard.csv")
    write((line for row in rows for line in row.curve_cells()), CURVE_HEADER, options.out / "curves.csv")
    pictures = draw(searches, rows, judged, options.out)
    (options.out / "scorecard.html").write_text(render_page(lines, about, pictures), encoding="utf-8")
    if options.misses:
        _write_misses(rows, options.misses)
    if options.split is Split.REPORT:
        _freeze(lines, pictures, options.only)


def _freeze(lines: Sequence[tuple[str, ...]], pictures: Iterable[Path], only: Sequence[str]) -> None:
    """Write the frozen table: all of it, or the lines of sets that depend on no other, or else nothing."""
    if set(only) == set(SETS):
        write(lines, HEADER, CARD)
        PUBLISHED.mkdir(exist_ok=True)
        for picture in pictures:
            shutil.copyfile(picture, PUBLISHED / picture.name)
    elif set(only) <= ALONE:
        others = [tuple(line.values()) for line in read(CARD) if line["set"] not in only]
        write([*others, *lines], HEADER, CARD)


def _write_misses(rows: Iterable[Row], path: Path) -> None:
    """Write the wrong answers, the worst of each class first."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            for margin, text in sorted(row.wrong, reverse=True):
                file.write(f"{row.key[1]}\t{row.key[2]}\t{margin:+.3f}\t{text}\n")


if __name__ == "__main__":
    main()
