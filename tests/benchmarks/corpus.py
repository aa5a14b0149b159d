"""What is measured on: every official list at hand, more names made of their words, and invented people who ask."""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from screening.copies import record_lines
from screening.errors import ListError
from screening.records import EntityRecord, Name, Person
from screening.store import add_list, load_lists
from screening.versions import switch_to, write_version

OFFICIAL = (
    ("ofac-sdn", "ofac/sdn-csv-*"),
    ("ofac-non-sdn", "ofac/cons-csv-*"),
    ("un", "un/consolidated-2026-08-01.xml"),
    ("eu", "eu/fsf-*-rebuilt.xml"),
    ("uk", "uk/uksl-*-rebuilt.xml"),
    ("ch", "ch/seco-*-rebuilt.xml"),
    ("ca", "ca/sema-2025.xml"),
    ("au", "au/regulation8-2026-08.xlsx"),
    ("opensanctions", "opensanctions/ua_war_sanctions*.csv"),
)
"""Lists and where their newest whole copies lie."""


def install_all(shared: Path, home: Path) -> tuple[str, ...]:
    """Install every official list into an empty home and return what is installed."""
    done = []
    for list_id, pattern in OFFICIAL:
        for path in sorted((shared / "lists").glob(pattern)):
            if "broken" not in path.name:
                with suppress(ListError):
                    add_list(list_id, path, accept_shrink="a rebuilt copy, for measuring", home=home)
                    done.append(list_id)
    return tuple(dict.fromkeys(done))


def invented_people(shared: Path, count: int) -> list[str]:
    """Return names of invented people."""
    with (shared / "eval" / "background-persons-us.csv").open(encoding="utf-8", newline="") as file:
        return [row["full_name"] for _, row in zip(range(count), csv.DictReader(file), strict=False)]


def recombined(records: Sequence[EntityRecord], count: int) -> Iterator[EntityRecord]:
    """Yield records whose names are made of the words of listed ones, as many words each."""
    rng = random.Random(20261122)
    listed = (name.text for record in records if isinstance(record.party, Person) for name in record.party.names)
    names = [[word for word in text.split() if any(map(str.isalnum, word))] for text in listed]
    for number in range(count):
        length = len(rng.choice(names))
        words = (rng.choice(rng.choice(names)) for _ in range(length))
        yield EntityRecord(id=f"made-{number:07}", party=Person(names=(Name(text=" ".join(words)),)))


def install_recombined(home: Path, count: int) -> None:
    """Install a list `made` of so many recombined names in a home of its own."""
    listed = [record for one in load_lists() for record in one.records]
    body = record_lines(recombined(listed, count))
    description = {
        "id": "made",
        "title": "made of the words of listed names",
        "authority": "nobody",
        "date": None,
        "sha256": hashlib.sha256(body).hexdigest(),
        "entries": count,
        "names": count,
    }
    folder = home / "lists" / "made"
    folder.mkdir(parents=True)
    switch_to(folder, write_version(folder, description, body), None)
