"""The real lists joined into parties and split into train, tune and report.

Only *report* is ever quoted, only *train* is ever mined.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from screening.vocabulary import EntityType, NameStrength
from tests.quality.extract import CorpusName, Entry, entries, words

ROOT = Path(__file__).parent.parent.parent


class Split(StrEnum):
    """What a party may be used for: 60, 20 and 20 % of all parties."""

    TRAIN = "train"
    TUNE = "tune"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class CorpusParty:
    """All entries that are one party; its id is the smallest of theirs."""

    id: str
    type: EntityType
    split: Split
    entries: tuple[Entry, ...]

    @property
    def names(self) -> tuple[CorpusName, ...]:
        """Every distinct name text; of equal texts the first strong one counts."""
        found: dict[str, CorpusName] = {}
        for name in (name for entry in self.entries for name in entry.names):
            if name.text not in found or found[name.text].strength is NameStrength.WEAK:
                found[name.text] = name
        return tuple(found.values())

    @property
    def birth_dates(self) -> tuple[str, ...]:
        """Every birth date as published."""
        return tuple(dict.fromkeys(date for entry in self.entries for date in entry.birth_dates))

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of nationality, citizenship or address."""
        return tuple(dict.fromkeys(country for entry in self.entries for country in entry.countries))


@dataclass(frozen=True, slots=True)
class BackgroundPerson:
    """An invented person, whom no list has."""

    name: str
    given: str
    middle: str
    family: str
    gender: str
    birth_date: str
    nationality: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two entries of two lists, and whether people found them to be one party."""

    left_id: str
    right_id: str
    same: bool
    type: EntityType
    left_names: tuple[str, ...]
    right_names: tuple[str, ...]
    left_birth_dates: tuple[str, ...]
    right_birth_dates: tuple[str, ...]
    note: str


def shared_folder() -> Path:
    """The folder of real lists: `SCREENING_SHARED`, or `shared` beside the repository."""
    return Path(os.environ.get("SCREENING_SHARED", ROOT.parent / "shared"))


def split_of(identity: str) -> Split:
    """Return the split of an id: always the same, whatever else is in the corpus.

    >>> str(split_of("ofac:21171"))
    'train'
    """
    place = int(sha256(identity.encode()).hexdigest()[:8], 16) % 100
    return Split.TRAIN if place < 60 else Split.TUNE if place < 80 else Split.REPORT


@cache
def corpus(shared: Path | None = None) -> tuple[CorpusParty, ...]:
    """Return all parties of the OFAC, UN, EU, UK and Swiss lists, sorted by id; read once a process.

    Raises:
        FileNotFoundError: a list is not in the folder.
    """
    return _join([*entries(shared or shared_folder())])


@cache
def background(shared: Path, split: Split) -> tuple[BackgroundPerson, ...]:
    """Return the invented people of one split, in file order."""
    with (shared / "eval/background-persons-us.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            BackgroundPerson(
                name=row["full_name"],
                given=row["first_name"],
                middle=row["middle_name"],
                family=row["last_name"],
                gender=row["gender"],
                birth_date=row["date_of_birth"],
                nationality=row["nationality"],
            )
            for row in csv.DictReader(file)
            if split_of(f"background:{row['full_name']}:{row['date_of_birth']}") is split
        )


@cache
def judgements(shared: Path) -> tuple[Judgement, ...]:
    """Return the pairs that people judged; `note` holds "suspect" where the judgement is doubtful."""
    kinds = {"Person": EntityType.PERSON, "Vessel": EntityType.VESSEL, "Airplane": EntityType.AIRCRAFT}
    with (shared / "eval/judgements-dev.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Judgement(
                left_id=row["left_id"],
                right_id=row["right_id"],
                same=row["judgement"] == "positive",
                type=kinds.get(row["left_type"], EntityType.ORGANISATION),
                left_names=(row["left_name"], *_pieces(row["left_aliases"], " | ")),
                right_names=(row["right_name"], *_pieces(row["right_aliases"], " | ")),
                left_birth_dates=_pieces(row["left_dob"], " | "),
                right_birth_dates=_pieces(row["right_dob"], " | "),
                note=row["note"],
            )
            for row in csv.DictReader(file)
        )


def _pieces(text: str, separator: str) -> tuple[str, ...]:
    return tuple(piece for part in text.split(separator) if (piece := part.strip()))


# ---- entries of several lists that are one party


_KUNYA_OR_TITLE = frozenset(
    {"abu", "abou", "abo", "umm", "om", "haji", "hajji", "hadji", "mullah", "mawlawi", "sheikh", "shaykh", "dr"}
)


def _join(listed: list[Entry]) -> tuple[CorpusParty, ...]:
    """Join entries of one type that share a reference or a full name, unless their birth years differ.

    A name joins only where it is the first name of one of the entries: aliases that two entries merely
    share ("Al-Aqsa") would chain whole networks into one party.
    """
    head = {entry.id: entry.id for entry in listed}
    years = {entry.id: _years(entry) for entry in listed}

    def find(identity: str) -> str:
        while head[identity] != identity:
            head[identity] = identity = head[head[identity]]
        return identity

    def union(left: str, right: str) -> None:
        first, second = sorted((find(left), find(right)))
        head[second] = first
        years[first] |= years[second]

    sharing: dict[tuple[EntityType, str], list[Entry]] = defaultdict(list)
    for entry in listed:
        for key in (*entry.references, *_full_names(entry)):
            sharing[entry.type, key].append(entry)
    for (_, key), group in sorted(sharing.items(), key=lambda item: (":" not in item[0][1], item[0])):
        group.sort(key=lambda entry: (not _is_first_name(entry, key), entry.id))
        first = group[0]
        for other in group[1:]:
            named_so = _is_first_name(first, key)
            if ":" in key or (named_so and _may_be_one(first, other, years[find(first.id)], years[find(other.id)])):
                union(first.id, other.id)
    parties: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(listed, key=lambda entry: entry.id):
        parties[find(entry.id)].append(entry)
    return tuple(
        CorpusParty(id=key, type=group[0].type, split=split_of(key), entries=tuple(group))
        for key, group in sorted(parties.items())
    )


def _full_names(entry: Entry) -> tuple[str, ...]:
    """The names that two entries of one party may share: strong, of two words or more, no bare kunya or title."""
    found = set()
    for name in entry.names:
        parts = words(name.text)
        bare = len(parts) == 2 and parts[0] in _KUNYA_OR_TITLE
        if name.strength is NameStrength.STRONG and len(parts) > 1 and not bare and sum(map(len, parts)) > 6:
            found.add(" ".join(sorted(parts)))
    return tuple(sorted(found))


def _is_first_name(entry: Entry, key: str) -> bool:
    return " ".join(sorted(words(entry.names[0].text))) == key


def _may_be_one(left: Entry, right: Entry, left_years: set[int], right_years: set[int]) -> bool:
    if left.type is EntityType.PERSON:
        if left_years and right_years:
            return any(abs(one - other) <= 1 for one in left_years for other in right_years)
        return left.source != right.source
    ships = {reference for entry in (left, right) for reference in entry.references if reference.startswith("imo:")}
    return len(ships) < 2 and (left.type is EntityType.ORGANISATION or left.source != right.source)


def _years(entry: Entry) -> set[int]:
    found: set[int] = set()
    for date in entry.birth_dates:
        ends = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", date)]
        found |= set(range(min(ends), max(ends) + 1)) if ends else set()
    return found
