"""What the project was begun for, shown on the bundled list row by row: `cases/shown.csv`; then self-recall."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from screening import Hit, Screener, ScreeningResult
from screening.dates import written
from screening.query import build_query
from screening.records import Name, Party, Person
from screening.sources import ofac_csv, un_xml
from screening.sources.reading import catalogue
from screening.vocabulary import Band, EntityType, ListingState, NameStrength

CASES = Path(__file__).parent / "cases"
LIST = "wagner-network"
SAMPLE = 1_500
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_ARABIC = re.compile("[\u0600-\u06ff]")


class Shown(NamedTuple):
    """One row: what is asked, and what the bundled list answers.

    `first` is the strongest hit, by a strong name; `weak hit` is flagged and in the lowest band; `not this` is any
    answer but a hit on the record; `delisted` is a hit that is no current listing.
    """

    query: str
    birth_date: str
    as_of: str
    record: str
    expect: str
    authority: str
    programme: str
    listed_on: str
    delisted_on: str
    note: str
    known_failure: str

    def __str__(self) -> str:
        return " ".join(
            part for part in (self.query, self.birth_date, self.as_of, self.authority, self.programme) if part
        )


def table(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = tuple(Shown(**row) for row in table("shown.csv"))
KNOWN_FAILURES = [row for row in ROWS if row.known_failure]


def expecting(*answers: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "row", [row for row in ROWS if row.expect in answers and not row.known_failure], ids=str
    )


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.load(lists=[LIST])


def asked(screener: Screener, name: str, birth_date: str = "", as_of: str = "") -> ScreeningResult:
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), name)
    return screener.screen(build_query(text, birth_date=birth_date or None), as_of=as_of or None)


def hit_on(result: ScreeningResult, record_id: str) -> Hit | None:
    return next((hit for hit in result.hits if hit.record.id == record_id), None)


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text not in {"", "unknown"} else None


def is_so(screener: Screener, row: Shown) -> bool:
    """Whether the answer to a row is the one expected, its listing apart."""
    result = asked(screener, row.query, row.birth_date, row.as_of)
    hit = hit_on(result, row.record)
    match row.expect:
        case "first":
            return hit is not None and hit is result.hits[0] and not hit.weak_alias_only and hit.is_current
        case "hit":
            return hit is not None
        case "weak hit":
            return hit is not None and hit.weak_alias_only and hit.band is Band.WEAK
        case "delisted":
            return hit is not None and not hit.is_current
        case "not this":
            return hit is None
        case _:
            return not result.hits


@expecting("first", "hit", "weak hit", "delisted", "not this", "no hit")
def test_the_answer_is_the_one_shown(screener: Screener, row: Shown) -> None:
    answer = asked(screener, row.query, row.birth_date, row.as_of)
    assert is_so(screener, row), [(hit.record.id, hit.name.text, round(hit.score, 3)) for hit in answer.hits]


def test_every_known_failure_still_fails(screener: Screener) -> None:
    assert not [row for row in KNOWN_FAILURES if is_so(screener, row)], "empty their column known_failure"


@pytest.mark.parametrize("row", [row for row in ROWS if row.authority], ids=str)
def test_the_listing_is_shown_with_its_programme_and_day(screener: Screener, row: Shown) -> None:
    hit = hit_on(asked(screener, row.query, as_of=row.as_of), row.record)
    assert hit is not None
    began, ended = day_of(row.listed_on), day_of(row.delisted_on)
    told = [
        (dated.listing.programme, dated.listing.listed_on, gone, dated.listing.delisted_on if gone else None)
        for dated in hit.listings
        if dated.listing.authority == row.authority
        for gone in [dated.state is ListingState.DELISTED]
    ]
    assert (row.programme, began, bool(row.delisted_on), ended) in told
    for text in (row.authority, row.programme, *(written(day) for day in (began, ended) if day)):
        assert text in hit.explanation
    if asked_on := day_of(row.as_of):
        assert all(dated.listing.listed_on is None or dated.listing.listed_on <= asked_on for dated in hit.listings)


def test_prigozhin_is_listed_by_seven_authorities(screener: Screener) -> None:
    hit = hit_on(asked(screener, "Yevgeniy Viktorovich Prigozhin"), "prigozhin-yevgeniy")
    assert hit is not None
    current = {dated.listing.authority for dated in hit.listings if dated.state is ListingState.CURRENT}
    assert current >= {"OFAC", "EU", "UK", "Canada", "Switzerland", "Australia", "New Zealand"}
    for dated in hit.listings:
        assert dated.listing.programme or dated.listing.legal_basis or dated.state is ListingState.UNCERTAIN


def test_the_day_before_ofac_only_the_eu_had_listed_maslov(screener: Screener) -> None:
    hit = hit_on(asked(screener, "Ivan Aleksandrovich Maslov", as_of="2023-05-24"), "maslov-ivan")
    assert hit is not None
    assert [dated.listing.authority for dated in hit.listings] == ["EU"]
    assert "OFAC" not in hit.explanation


def test_a_removed_listing_is_called_removed(screener: Screener) -> None:
    hit = hit_on(asked(screener, "Sadio Camara"), "camara-sadio")
    assert hit is not None
    assert not hit.is_current
    assert "no longer listed" in hit.explanation
    assert "27 Feb 2026" in hit.explanation


def test_a_listing_still_in_force_is_not_called_removed(screener: Screener) -> None:
    hit = hit_on(asked(screener, "Sadio Camara", as_of="2024-01-01"), "camara-sadio")
    assert hit is not None
    assert hit.is_current
    assert "no longer" not in hit.explanation


def test_weak_aliases_are_ignored_when_asked(screener: Screener) -> None:
    assert not screener.screen("League", weak_aliases="ignore").hits
    assert screener.screen("Leagues", weak_aliases="fuzzy").hits


def test_every_true_negative_of_the_dossier_is_no_hit(shared: Path, screener: Screener) -> None:
    yaml = pytest.importorskip("yaml")
    path = shared / "dossier" / "wagner.yaml"
    if not path.is_file():
        pytest.skip(f"the dossier is not here: {path} is absent")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    negatives = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["negatives"]
    names = [name for row in negatives for name in split_names(row["name"])]
    assert len(names) > 20
    found = {name: [hit.record.id for hit in screener.screen(name).hits] for name in names}
    assert not {name: ids for name, ids in found.items() if ids}


def split_names(text: str) -> Iterator[str]:
    """Yield the names of one dossier row: several between semicolons or strokes, a fuller form in brackets."""
    for name in re.split(r"[;/()]", text):
        if name.strip():
            yield name.strip()


NAMESAKES = [row for row in table("namesakes.csv") if row["record"]]


@pytest.mark.parametrize("row", NAMESAKES, ids=[f"{row['name']}-{row['record']}" for row in NAMESAKES])
def test_a_namesake_ranks_under_the_listed_one(screener: Screener, row: dict[str, str]) -> None:
    real = next(record for record in screener.records if record.id == row["record"])
    itself = screener.compare(real.party.names[0].text, real.id).ledger.total
    assert screener.compare(row["name"], real.id).ledger.total < itself


@pytest.mark.parametrize(
    "row", [row for row in NAMESAKES if row["birth_date"]], ids=lambda row: f"{row['name']}-{row['record']}"
)
def test_a_namesake_is_no_hit_once_his_birth_date_is_given(screener: Screener, row: dict[str, str]) -> None:
    assert hit_on(asked(screener, row["name"], row["birth_date"]), row["record"]) is None


def test_every_row_is_complete() -> None:
    assert len(set(ROWS)) == len(ROWS)
    for row in ROWS:
        assert row.query, row
        assert row.note, row
        assert row.expect in {"first", "hit", "weak hit", "delisted", "not this", "no hit"}, row
        assert row.record or row.expect == "no hit", row
        assert bool(row.authority) == bool(row.programme), row


def strong_names(screener: Screener) -> list[tuple[str, Party, Name]]:
    return [
        (record.id, record.party, name)
        for record in screener.records
        for name in record.party.names
        if name.strength is NameStrength.STRONG
    ]


def reordered(party: Party, name: Name) -> Iterator[str]:
    """Yield a person's name with the surname first and last, as far as the surname is known or can be guessed.

    Without published parts the last word is taken for it, except in Arabic script, where a surname of two words
    (Abd al-Qadir) is usual and nothing marks it.
    """
    if not isinstance(party, Person):
        return
    parts = name.parts
    if parts and parts.family and parts.given:
        given, family = " ".join(filter(None, (parts.given, parts.patronymic))), parts.family
    elif name.text.count(",") == 1:
        family, given = (half.strip() for half in name.text.split(","))
    elif len(words := name.text.split()) > 1 and not _ARABIC.search(name.text):
        given, family = " ".join(words[:-1]), words[-1]
    else:
        return
    yield f"{family} {given}"
    yield f"{given} {family}"
    yield f"{family}, {given}"


def spellings(party: Party, name: Name) -> tuple[str, ...]:
    """Return the name as is, in upper and in lower case, and reordered."""
    return tuple(dict.fromkeys((name.text, name.text.upper(), name.text.lower(), *reordered(party, name))))


def not_found(screener: Screener, asked_names: Iterable[tuple[str, str]]) -> list[str]:
    """Return the names that do not find their own record in the top band."""
    missed = []
    for record_id, text in asked_names:
        hit = hit_on(screener.screen(text, link=False), record_id)
        if hit is None or hit.band is not Band.STRONG:
            missed.append(f"{record_id}: {text}")
    return missed


def test_every_name_of_the_bundled_list_finds_its_own_record(screener: Screener) -> None:
    names = strong_names(screener)
    assert len(names) > 700
    assert not not_found(screener, ((record, text) for record, party, name in names for text in spellings(party, name)))


def test_names_of_the_official_lists_find_their_own_record(shared: Path) -> None:
    sdn, un = shared / "lists" / "ofac" / "sdn-csv-2023-12-28", shared / "lists" / "un" / "consolidated-2026-08-01.xml"
    if not (sdn.is_dir() and un.is_file()):
        pytest.skip(f"the official lists are not here: {sdn} or {un} is absent")
    known = catalogue()
    readings = ofac_csv.read(sdn, known["ofac-sdn"]), un_xml.read(un, known["un"])
    screener = Screener([record for reading in readings for record in reading.records])
    chosen = random.Random("self-recall").sample(strong_names(screener), SAMPLE)
    assert {party.entity_type for _, party, _ in chosen} == set(EntityType)
    every = [(record, spellings(party, name)) for record, party, name in chosen]
    one_each = ((record, texts[place % len(texts)]) for place, (record, texts) in enumerate(every))
    assert not not_found(screener, one_each)
