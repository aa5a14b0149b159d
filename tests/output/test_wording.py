from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.output.wording import flags, listed_on_text, outcome_text, score_text, shorten, state_text, visible
from screening.records import Listing
from screening.results import DatedListing
from screening.vocabulary import ListingState, ListingStatus
from tests.output.constructed import LISTINGS, dated, make_hit, make_result


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ivan Petrov", "Ivan Petrov"),
        ("Иван\u202eПетров", "Иван<U+202E>Петров"),
        ("Ivan\x1b[2JPetrov", "Ivan<U+001B>[2JPetrov"),
        ("Iv\u200ban", "Iv<U+200B>an"),
        ("two\nlines\tand\xa0spaces", "two lines and spaces"),
        ("\udcff", "<U+DCFF>"),
    ],
)
def test_nothing_invisible_is_left_in_what_people_see(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_what_people_see_is_printable(text: str) -> None:
    assert visible(text).isprintable()


@given(st.floats(0, 1))
def test_a_shown_score_is_never_above_the_score(score: float) -> None:
    assert float(score_text(score)) <= score + 1e-12
    assert float(score_text(score)) > score - 0.0011


@given(st.text(), st.integers(1, 50))
def test_shortening_says_that_something_is_missing(text: str, letters: int) -> None:
    short = shorten(text, letters)
    assert len(short) <= letters
    assert short == text or short.endswith("…")


def test_every_listing_says_when_or_what_is_known_of_it() -> None:
    assert [listed_on_text(listing) for listing in LISTINGS] == [
        "21 Apr 2022",
        "30 Sep 2019",
        "between 31 Jul 2021 and 28 Dec 2023",
        "31 Dec 2020",
        "not published",
    ]
    assert listed_on_text(Listing(authority="EU", list_id="eu", listed_after=date(2020, 1, 2))) == "after 2 Jan 2020"


def test_every_listing_says_whether_it_stands() -> None:
    states = [state_text(listing) for listing in dated(LISTINGS)]
    assert states == ["current", "current", "current, unverified", "delisted 27 Feb 2026", "watch list only"]


@pytest.mark.parametrize(
    ("state", "changes", "words"),
    [
        (ListingState.DELISTED, {}, "delisted, day unknown"),
        (ListingState.NOT_YET, {}, "not yet listed"),
        (ListingState.UNCERTAIN, {}, "not known for that day"),
        (ListingState.UNCERTAIN, {"status": ListingStatus.UNKNOWN}, "status unknown"),
        (ListingState.CURRENT, {"delisted_on": date(2026, 2, 27)}, "current then, delisted 27 Feb 2026"),
    ],
)
def test_states_are_worded(state: ListingState, changes: dict[str, object], words: str) -> None:
    listing = Listing(authority="EU", list_id="eu").model_copy(update=changes)
    assert state_text(DatedListing(listing, state)) == words


def test_hits_beyond_the_limit_are_counted_in_the_answer() -> None:
    assert outcome_text(make_result(make_hit())) == "1 hit at or above 0.70 on 119 entries of 1 list."
    assert outcome_text(make_result(make_hit(), more_hits=4)).startswith("5 hits ")


def test_no_hit_is_not_a_clearance() -> None:
    assert "This is not a clearance" in outcome_text(make_result())


def test_a_weak_alias_and_an_ended_listing_are_flagged() -> None:
    assert flags(make_hit()) == ()
    ended = make_hit().record.model_copy(update={"listings": LISTINGS[3:4]})
    assert len(flags(make_hit(ended, weak=True))) == 2
