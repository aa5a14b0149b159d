"""The two articles this project began from: every statement on sanctions and every name in them is answered."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from screening import Screener
from screening.dates import written
from screening.records import EntityRecord, Listing
from screening.reference import country_code
from screening.sources.bundled import read_bundled
from screening.sources.bundled_files import bundled_folder
from screening.vocabulary import ListingStatus

HERE = Path(__file__).parent
DOC = HERE.parent / "docs" / "lists" / "wagner-network.md"
LIST = "wagner-network"
ARTICLES = {"RUSI": "RUSI, 27 March 2024", "GS": "GlobalSecurity.org"}


class Statement(NamedTuple):
    """One row of the cases: a statement of an article, in our words, and what the library answers to it."""

    seed: str
    statement: str
    query: str
    record: str
    authority: str
    programme: str
    listed_on: str
    delisted_on: str
    field: str
    value: str
    expect: str
    note: str


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / "cases" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


STATEMENTS = [Statement(**row) for row in rows("seed_statements.csv")]


def expecting(*expected: str) -> pytest.MarkDecorator:
    chosen = [statement for statement in STATEMENTS if statement.expect in expected]
    return pytest.mark.parametrize(
        "statement", chosen, ids=[f"{row.query or row.record}-{row.authority or row.field}" for row in chosen]
    )


@pytest.fixture(scope="module")
def records() -> dict[str, EntityRecord]:
    return {record.id: record for record in read_bundled(bundled_folder() / LIST)[1]}


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.load(lists=[LIST])


def says(listing: Listing, statement: Statement) -> bool:
    """Whether a listing is the one a statement expects, with its dates; an unknown day of removal has no date."""
    gone = statement.delisted_on
    return (
        (listing.authority, listing.programme) == (statement.authority, statement.programme)
        and listing.listed_on == date.fromisoformat(statement.listed_on)
        and (listing.status is ListingStatus.DELISTED) == bool(gone)
        and listing.delisted_on == (date.fromisoformat(gone) if gone not in {"", "unknown"} else None)
    )


@expecting("hit", "fact")
def test_the_list_holds_what_the_statement_says(records: dict[str, EntityRecord], statement: Statement) -> None:
    record = records[statement.record]
    if statement.authority:
        assert [listing for listing in record.listings if says(listing, statement)]
    if statement.field:
        cited = {(item.field, item.value) for item in record.citations}
        tied = {(relation.type, relation.target_id) for relation in record.relations}
        assert (statement.field, statement.value) in cited | tied


@expecting("no listing")
def test_the_list_does_not_claim_a_listing_there_is_not(records: dict[str, EntityRecord], statement: Statement) -> None:
    assert statement.authority not in {listing.authority for listing in records[statement.record].listings}


@expecting("hit")
def test_a_listed_name_of_the_articles_is_a_hit(screener: Screener, statement: Statement) -> None:
    hits = {hit.record.id: hit for hit in screener.screen(statement.query).hits}
    assert statement.record in hits
    if statement.authority:
        assert [dated for dated in hits[statement.record].listings if says(dated.listing, statement)]


@expecting("no hit")
def test_another_name_of_the_articles_is_no_hit(screener: Screener, statement: Statement) -> None:
    assert not screener.screen(statement.query).hits


def test_every_row_says_what_is_expected_and_no_more() -> None:
    assert {statement.expect for statement in STATEMENTS} == {"hit", "no hit", "fact", "no listing"}
    for statement in STATEMENTS:
        assert statement.seed in ARTICLES, statement
        assert bool(statement.query) == (statement.expect in {"hit", "no hit"}), statement
        assert bool(statement.record) == (statement.expect != "no hit"), statement
        assert bool(statement.programme) == bool(statement.listed_on), statement
    assert len(set(STATEMENTS)) == len(STATEMENTS)


def test_namesakes_are_not_in_the_list_under_their_own_name(records: dict[str, EntityRecord]) -> None:
    names = {name.text.casefold() for record in records.values() for name in record.party.names}
    for row in rows("namesakes.csv"):
        assert not row["record"] or row["record"] in records, row
        assert not row["country"] or country_code(row["country"]) == row["country"], row
        assert row["note"], row
        assert row["name"].casefold() not in names or "in this list as" in row["note"], row


def rendered(statement: Statement) -> str:
    """One row of the table in the documentation."""
    match statement.expect:
        case "no hit":
            answer = "no hit"
        case "no listing":
            answer = f"`{statement.record}`: no listing by {statement.authority}"
        case _ if statement.field:
            answer = f"`{statement.record}`: {statement.field.replace('_', ' ')} {statement.value}"
        case _:
            answer = f"`{statement.record}`: {statement.authority} ({statement.programme}), "
            answer += written(date.fromisoformat(statement.listed_on))
            answer += ", removed, day unknown" if statement.delisted_on == "unknown" else ""
    remark = f"; {statement.note}" if statement.note else ""
    return f"| {ARTICLES[statement.seed]} | {statement.statement} | {statement.query} | {answer}{remark} |"


def test_the_documentation_shows_every_statement() -> None:
    table = [
        line
        for line in DOC.read_text(encoding="utf-8").splitlines()
        if line.startswith(tuple(f"| {a}" for a in ARTICLES.values()))
    ]
    assert table == [rendered(statement) for statement in STATEMENTS]
