"""The real lists joined into parties and split into train, tune and report.

Only *report* is ever quoted, only *train* is ever mined.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from screening.dates import PartialDate, parse_date
from screening.linking import link_records
from screening.records import EntityRecord
from screening.vocabulary import EntityType, NameStrength
from tests.quality.extract import CorpusName, Entry, entries, words
from tests.quality.linking import own_ids, read_lists
from tests.quality.spelling import name_key

ROOT = Path(__file__).parent.parent.parent


class Split(StrEnum):
    """What a party may be used for: 60, 20 and 20 % of all parties."""

    TRAIN = "train"
    TUNE = "tune"
    REPORT = "report"


LISTS = ("ch", "eu", "ofac-non-sdn", "ofac-sdn", "uk", "un")
"""The lists of the corpus, as `screening` names them."""


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
    left_record: EntityRecord | None = None
    right_record: EntityRecord | None = None
    """What the lists here print of the two, where they have them."""

    @property
    def doubtful(self) -> bool:
        """Whether the judgement's own collectors doubt it."""
        return self.note.startswith("suspect")

    @property
    def split(self) -> Split:
        """The split of the left one's party where it is in the corpus, or else of its id."""
        return _splits().get(self.left_id) or split_of(f"judged:{self.left_id}")


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
    folder = shared or shared_folder()
    return join_published(_join([*entries(folder)]), published(folder))


@cache
def published(shared: Path) -> tuple[EntityRecord, ...]:
    """Return the records of the corpus's lists as the library reads them: for what the authorities print of each other.

    Read once a process.
    """
    return read_lists(shared, LISTS)


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
    """Return the pairs that people judged to be one party or two; the few left undecided are not among them."""
    records = {record.id: record for record in published(shared)}
    own = {theirs: records[ids[0]] for theirs, ids in own_ids(published(shared)).items()}
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
                left_record=own.get(row["left_id"]),
                right_record=own.get(row["right_id"]),
            )
            for row in csv.DictReader(file)
            if row["judgement"] in ("positive", "negative")
        )


@cache
def _splits() -> dict[str, Split]:
    """Return the split of every published record that is in the corpus, by the id that the judgements use."""
    by_entry = {key: party.split for party in corpus(shared_folder()) for key in _keys(party)}
    return {
        theirs: by_entry[key]
        for theirs, ids in own_ids(published(shared_folder())).items()
        for record in ids[:1]
        if (key := entry_key(record)) in by_entry
    }


def _keys(party: CorpusParty) -> Iterator[str]:
    """Yield what the entries of a party are called: their own ids, and the EU's reference beside its number."""
    for entry in party.entries:
        yield entry.id
        yield from (reference for reference in entry.references if reference.startswith("eu:"))


def _pieces(text: str, separator: str) -> tuple[str, ...]:
    return tuple(piece for part in text.split(separator) if (piece := part.strip()))


# ---- entries of several lists that are one party


def join_published(parties: tuple[CorpusParty, ...], records: tuple[EntityRecord, ...]) -> tuple[CorpusParty, ...]:
    """Join the parties that `screening.linking` finds to be one, and people who differ in the spelling of a name only.

    A party made of several belongs to the most used split of theirs: what was once mined or tuned on is never quoted.
    """
    by_entry = {key: party for party in parties for key in _keys(party)}
    head = {party.id: party.id for party in parties}

    def find(identity: str) -> str:
        while head[identity] != identity:
            head[identity] = identity = head[head[identity]]
        return identity

    linked = [
        [by_entry[key] for record in group if (key := entry_key(record)) in by_entry]
        for group in link_records(records).parties()
    ]
    for found in (*linked, *_same_people(parties)):
        for other in found[1:]:
            if other.type is found[0].type:
                first, second = sorted((find(found[0].id), find(other.id)))
                head[second] = first
    joined: dict[str, list[CorpusParty]] = defaultdict(list)
    for party in parties:
        joined[find(party.id)].append(party)
    order = [*Split]
    return tuple(
        CorpusParty(
            id=key,
            type=group[0].type,
            split=min((party.split for party in group), key=order.index),
            entries=tuple(sorted((entry for party in group for entry in party.entries), key=lambda entry: entry.id)),
        )
        for key, group in sorted(joined.items())
    )


def _same_people(parties: tuple[CorpusParty, ...]) -> Iterator[list[CorpusParty]]:
    """Yield pairs of people of different lists with one name in any spelling and one birth day.

    A name of three words or more will do where one of them has no birth date.
    """
    sharing: dict[tuple[object, ...], list[CorpusParty]] = defaultdict(list)
    for party in parties:
        if party.type is EntityType.PERSON:
            names = {name_key(name.text) for name in party.names if name.strength is NameStrength.STRONG}
            full = [key for key in sorted(names) if len(key) > 1]
            days = sorted({born.earliest for text in party.birth_dates if (born := _day(text))})
            for key in full:
                for day in days:
                    sharing[day, *key].append(party)
                if len(key) > 2:
                    sharing[key].append(party)
    for _, group in sorted(sharing.items(), key=lambda item: tuple(map(str, item[0]))):
        for place, left in enumerate(group):
            for right in group[place + 1 :]:
                apart = {entry.source for entry in left.entries}.isdisjoint(entry.source for entry in right.entries)
                left_years, right_years = (set[int]().union(*map(_years, party.entries)) for party in (left, right))
                if apart and (not left_years or not right_years or left_years & right_years):
                    yield [left, right]


def _day(text: str) -> PartialDate | None:
    try:
        date = parse_date(text)
    except ValueError:
        return None
    return date if date.is_day else None


def certainly_two(left: CorpusParty, right: CorpusParty) -> bool:
    """Return whether one list has an entry of each party, or two people have birth years that never meet.

    An authority that lists two entries knows two parties. Entries of different lists that nothing links may be one.
    """
    if not {entry.source for entry in left.entries}.isdisjoint(entry.source for entry in right.entries):
        return True
    left_years, right_years = (set[int]().union(*map(_years, party.entries)) for party in (left, right))
    return bool(left_years and right_years) and left_years.isdisjoint(right_years)


@cache
def party_of(identity: str) -> CorpusParty:
    """Return a party of the corpus by its id."""
    return _parties()[identity]


@cache
def _parties() -> dict[str, CorpusParty]:
    return {party.id: party for party in corpus(shared_folder())}


def entry_key(record_id: str) -> str:
    """Return what an entry of the corpus, or its reference, is called by the id of the library's record of it.

    >>> entry_key("ofac-cons-9639"), entry_key("eu-EU.27.28"), entry_key("uk-AFG0001")
    ('ofac:9639', 'eu:EU.27.28', 'uk:AFG0001')
    """
    giver, _, number = record_id.partition("-")
    return f"{giver}:{number.removeprefix('cons-')}"


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
