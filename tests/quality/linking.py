"""How many of the judged pairs of records are linked: `python -m tests.quality.linking [SHARED]`.

The pairs are those of `eval/judgements-dev.csv`, each judged by a person to be one party or two; their records are read
from the lists that lie beside it and found by id. `docs/linking.md` has the figures and says what they mean.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from screening.linking import Links, link_records
from screening.records import EntityRecord
from screening.sources.bundled import read_bundled
from screening.sources.bundled_files import bundled_folder
from screening.sources.reading import Reading, catalogue

COPIES = {
    "au": "au/regulation8-2026-08.xlsx",
    "ca": "ca/sema-2025.xml",
    "ch": "ch/seco-2026-02-18-rebuilt.xml",
    "eu": "eu/fsf-2026-05-01-rebuilt.xml",
    "ofac-non-sdn": "ofac/consolidated-2025-03-28.xml",
    "ofac-sdn": "ofac/sdn-csv-2023-12-28",
    "uk": "uk/uksl-2026-08-22-rebuilt.xml",
    "un": "un/consolidated-2026-08-01.xml",
}
DOUBTFUL = "suspect"
"""How the note of a judgement begins that its own collectors doubt."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that a person judged, and whether they are linked: `None` where one of them is on no list here."""

    left: str
    right: str
    judgement: str
    doubtful: bool
    linked: bool | None


def read_lists(shared: Path, only: Collection[str] = ()) -> tuple[EntityRecord, ...]:
    """Return the records of every list here and of the bundled one, by id; or only those of some lists."""
    records = [] if only else list(read_bundled(bundled_folder() / "wagner-network")[1])
    for list_id in only or COPIES:
        name, spec = COPIES[list_id], catalogue()[list_id]
        reading: Reading = import_module(f"screening.sources.{spec.reader}").read(shared / "lists" / name, spec)
        records += reading.records
    return tuple(sorted(records, key=lambda record: record.id))


def judged_pairs(judgements: Path, records: Sequence[EntityRecord], links: Links) -> Iterator[Pair]:
    """Yield the judged pairs."""
    own = own_ids(records)
    with judgements.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            left, right = own.get(row["left_id"], ()), own.get(row["right_id"], ())
            others = {record.id for one in left for record, _ in links.others(one)}
            linked = bool(others & set(right)) if left and right else None
            doubtful = row["note"].startswith(DOUBTFUL)
            yield Pair(row["left_id"], row["right_id"], row["judgement"], doubtful, linked)


def own_ids(records: Sequence[EntityRecord]) -> dict[str, list[str]]:
    """Return the ids of records by those that the judgements use; one of the UK's is a group, of several records."""
    found: dict[str, list[str]] = defaultdict(list)
    for record in records:
        giver, _, number = record.id.partition("-")
        theirs = {
            "au": f"au-dfat-{number}",
            "ch": f"ch-seco-{number}",
            "eu": f"eu-fsf-{number.lower().replace('.', '-')}",
            "ofac": f"ofac-{number.removeprefix('cons-')}",
            "un": f"unsc-{number}",
        }
        if giver in theirs:
            found[theirs[giver]].append(record.id)
        for reference in record.cross_references:
            if giver == "uk" and reference.startswith("ofsi:"):
                found[f"gb-hmt-{reference.removeprefix('ofsi:')}"].append(record.id)
    return found


def report(pairs: Sequence[Pair]) -> str:
    """Return the figures, and every pair that was judged to be two parties and is linked."""
    lines = []
    for judgement in ("positive", "negative"):
        for doubtful in (False, True):
            counts = Counter(pair.linked for pair in pairs if (pair.judgement, pair.doubtful) == (judgement, doubtful))
            if present := counts[True] + counts[False]:
                lines.append(
                    f"{judgement}{', doubtful' * doubtful}: {present} of {present + counts[None]} are here"
                    f", {counts[True]} linked ({counts[True] / present:.1%})"
                )
    wrong = [pair for pair in pairs if pair.judgement == "negative" and pair.linked]
    lines += [f"judged apart and linked{', doubtful' * pair.doubtful}: {pair.left} and {pair.right}" for pair in wrong]
    return "\n".join(lines)


def main() -> None:
    """Print the figures for the folder given, or that of `SCREENING_SHARED`."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SCREENING_SHARED", "../shared"))
    records = read_lists(shared)
    start = time.perf_counter()
    links = link_records(records)
    seconds = time.perf_counter() - start
    parties = links.parties()
    print(f"{len(records):,} records in {seconds:.2f} s: {len(links.records):,} in {len(parties):,} linked parties")
    print(report(list(judged_pairs(shared / "eval" / "judgements-dev.csv", records, links))))


if __name__ == "__main__":
    main()
