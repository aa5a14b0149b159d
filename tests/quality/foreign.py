"""Foreign names asked in kana, Hangul and Chinese characters: `python -m tests.quality.foreign`.

Of the public pairs of name words in `SCREENING_SHARED`, the first half made the letter tables (`--rows` counts how
often each row is needed there). The second half is asked: names of two words that are listed, and some that are not.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from screening.names.lettercost import letter_likeness, letter_path
from screening.names.parts import read_name
from screening.names.scripts import Script
from screening.names.text import comparable
from screening.query import build_query
from screening.records import EntityRecord, Person
from screening.screener import Screener
from tests.quality.corpus import shared_folder

PAIRS = {"japanese": ("・", Script.KANA), "korean": (" ", Script.JAMO), "chinese": ("·", Script.BOPOMOFO)}
"""By file: what stands between two words, and the script by whose letters they are judged."""
LISTED, ASKED, NOT_LISTED = 1_500, 600, 1_000
LIKE = 0.75
"""Likeness from which a pair is taken for one name: some of the public pairs are not."""

Pair = tuple[str, str]


def word_pairs(shared: Path, language: str, *, first: bool) -> list[Pair]:
    """Return words in Latin letters and in the script: the first half of them or the second."""
    text = (shared / f"eval/transliteration/en-{language}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    pairs = [(latin, native.replace(" ", "")) for latin, native, _ in rows]
    half = len(pairs) // 2
    return [pair for pair in (pairs[:half] if first else pairs[half:]) if len(pair[0]) > 3 and len(pair[1]) > 1]


def names_of(pairs: list[Pair], between: str, count: int) -> Iterator[Pair]:
    """Yield names of two words each, in both scripts."""
    rng = random.Random(3)
    for _ in range(count):
        (given, one), (family, other) = rng.sample(pairs, 2)
        yield f"{given.title()} {family.title()}", f"{one}{between}{other}"


def measure(shared: Path, language: str) -> str:
    """Return how many names are found that are listed, and that are not."""
    names = list(names_of(word_pairs(shared, language, first=False), PAIRS[language][0], LISTED + NOT_LISTED))
    records = [
        EntityRecord(id=f"p-{number}", party=Person.model_validate({"names": [latin]}))
        for number, (latin, _) in enumerate(names[:LISTED])
    ]
    screener = Screener(records, link=False)
    hits = [screener.screen(build_query(native, kind="person")).hits for _, native in names]
    found = sum(f"p-{number}" in {hit.record.id for hit in some} for number, some in enumerate(hits[:ASKED]))
    alerts = sum(map(bool, hits[LISTED:]))
    return f"{language:9} found {found / ASKED:.3f} of {ASKED}, alerts {alerts} of {NOT_LISTED} that are not listed"


def rows_needed(shared: Path, language: str) -> Counter[Pair]:
    """Count how often each row of a letter table is on the cheapest way between the words of a pair."""
    between, script = PAIRS[language]
    needed: Counter[Pair] = Counter()
    for latin, native in word_pairs(shared, language, first=True):
        word = comparable(latin)
        for part in read_name(f"{native}{between}{native}", person=True)[0].parts[:1]:
            if part.script is script and letter_likeness(part.text, word, script) >= LIKE:
                needed.update((step[0], step[1]) for step in letter_path(part.text, word, script))
    return needed


def main() -> None:
    """Print the measures, or how often rows are needed."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.foreign", description=__doc__)
    parser.add_argument("--rows", action="store_true", help="count how often each row of the letter tables is needed")
    shared = shared_folder()
    if not parser.parse_args().rows:
        for language in PAIRS:
            print(measure(shared, language))
        return
    for language, (_, script) in PAIRS.items():
        needed = rows_needed(shared, language)
        table = (files("screening") / "data" / f"letters-{script}.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(table.splitlines()):
            print(needed[row["native"].strip("-"), row["latin"].strip("-")], *row.values(), sep="\t")


if __name__ == "__main__":
    main()
