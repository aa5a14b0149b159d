"""The sentence that a reviewer reads first, word for word; rows are in `cases/explanations.json`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening import EntityRecord, Listing, Screener
from screening.explain import explain_hit, explain_listings, explain_parts, sensitivity
from screening.records import PARTY_TYPES
from screening.results import AlignedPart, Contribution, DatedListing, Ledger, Relation
from screening.vocabulary import EntityType, ListingState, ListingStatus, NameKind, Outcome
from tests.matching.invented import person, record

ROWS = json.loads((Path(__file__).parent / "cases" / "explanations.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["query"]["names"][0])
def test_a_hit_is_explained_in_this_sentence(row: dict[str, Any]) -> None:
    party_type = PARTY_TYPES[EntityType(row.get("kind", "person"))]
    known = EntityRecord.model_validate(
        {"id": "x-1", "party": party_type.model_validate(row["record"]), "listings": row["listings"]}
    )
    (hit,) = Screener([known]).screen(party_type.model_validate(row["query"]), threshold=0.0).hits
    assert hit.explanation == row["sentence"]
    assert [[part.query, part.record, part.relation] for part in hit.parts] == row["parts"]


def test_the_sentence_is_one() -> None:
    for row in ROWS:
        assert row["sentence"].endswith(".")
        assert "\n" not in row["sentence"]


def test_an_alias_and_a_spelling_of_the_press_are_called_so() -> None:
    for kind, words in ((NameKind.ALIAS, "alias"), (NameKind.PRESS, "in the press"), (NameKind.PRIMARY, "listed as")):
        name = person("Oleg Brodarenko").names[0].model_copy(update={"kind": kind})
        sentence = explain_hit("Oleg", record(person("Ivan Petrovets")), name, [], [], [])
        assert f", {words} “Oleg Brodarenko”: nothing agrees; not on any list." in sentence


@pytest.mark.parametrize(
    ("words", "verb"), [(["Oleg"], "is"), (["Oleg", "Ivan"], "are"), (["Oleg", "Ivan", "Omar"], "are")]
)
def test_what_stands_alone_is_counted(words: list[str], verb: str) -> None:
    parts = [AlignedPart("", word, Relation.MISSING, 0.0) for word in words]
    listed = " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    assert explain_parts(parts, []) == f"{listed} {verb} missing from the query"


def ledger_of(*points: float) -> Ledger:
    lines = [Contribution(f"name: line {place}", Outcome.AGREES, one, "a", "a", "") for place, one in enumerate(points)]
    return Ledger(tuple(lines))


@pytest.mark.parametrize(
    ("points", "threshold", "said"),
    [
        ((2.0,), 0.7, "1.15 points above the threshold; no hit without “line 0” (+2.00)"),
        ((2.0, 1.0, 2.2), 0.9, "3.00 points above the threshold; no single line carries it there"),
        ((4.0, -1.0, 3.5), 0.95, "3.56 points above the threshold; no hit without “line 0” (+4.00)"),
        ((0.5,), 0.7, "0.35 points below the threshold: no hit"),
        ((0.5,), 0.0, ""),
    ],
)
def test_what_would_have_to_change_is_said(points: tuple[float, ...], threshold: float, said: str) -> None:
    assert sensitivity(ledger_of(*points), threshold) == said


def listing(**fields: Any) -> Listing:
    return Listing.model_validate({"authority": "EU", "list_id": "eu", **fields})


def test_two_listings_of_one_authority_are_named_together_in_order_of_date() -> None:
    group = [
        DatedListing(listing(programme="Mali", listed_on="2023-02-25"), ListingState.CURRENT),
        DatedListing(listing(programme="EUHR", listed_on="2021-12-13"), ListingState.CURRENT),
    ]
    assert explain_listings(group) == "listed by the EU (EUHR) on 13 Dec 2021 and (Mali) on 25 Feb 2023"
    assert explain_listings(group[::-1]) == explain_listings(group)


def test_what_is_delisted_is_never_called_listed() -> None:
    gone = listing(programme="Mali", listed_on="2023-02-25", delisted_on="2025-01-10")
    sentence = explain_listings([DatedListing(gone, ListingState.DELISTED)])
    assert sentence == "no longer listed, removed by the EU (Mali) on 10 Jan 2025, listed since 25 Feb 2023"


def test_every_listing_stands_in_exactly_one_clause() -> None:
    for state in (ListingState.CURRENT, ListingState.UNCERTAIN, ListingState.DELISTED):
        for status in ListingStatus:
            dated = DatedListing(listing(status=status, programme="Mali", listed_on=date(2023, 2, 25)), state)
            assert explain_listings([dated]).count("(Mali)") == 1


def test_two_records_that_tell_of_one_programme_say_it_once_and_with_its_date() -> None:
    dated = DatedListing(listing(programme="Mali", listed_on="2023-02-25"), ListingState.CURRENT, "a")
    same, undated = replace(dated, record_id="b"), DatedListing(listing(programme="Mali"), ListingState.CURRENT, "b")
    alone = explain_listings([undated])
    assert explain_listings([dated, same]) == explain_listings([dated, undated]) == explain_listings([dated])
    assert "on a date not published" in alone
    assert explain_listings([dated, replace(undated, record_id="a")]).count("Mali") == 2
