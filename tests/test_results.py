"""What a result says of itself."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import Ledger, Listing, Screener
from screening.matching.scorer import logit
from screening.results import Contribution, Hit, ScreeningResult, logistic, rank
from screening.vocabulary import Outcome, ScreeningOutcome
from tests.matching.invented import person, record, weak


def screened(*listings: Listing) -> ScreeningResult:
    known = record(person("Oleg Brodarenko")).model_copy(update={"listings": listings})
    return Screener([known]).screen("Oleg Brodarenko")


def test_a_result_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match=r"neither true nor false: ask \.hits or \.outcome"):
        bool(screened())


def test_the_outcome_says_whether_there_is_a_hit() -> None:
    assert screened().outcome is ScreeningOutcome.HIT
    assert Screener([]).screen("Oleg Brodarenko").outcome is ScreeningOutcome.NO_HIT
    assert "clear" not in {outcome.value for outcome in ScreeningOutcome}


@settings(derandomize=True, deadline=None)
@given(st.lists(st.floats(-30, 30), max_size=12))
def test_a_ledger_is_its_points(points: list[float]) -> None:
    ledger = Ledger(tuple(Contribution("x", Outcome.PARTIAL, value, "a", "b", "c") for value in points))
    assert isclose(ledger.total, sum(points), abs_tol=1e-9)
    assert ledger.score == logistic(ledger.total)


@settings(derandomize=True, deadline=None)
@given(st.floats(0.001, 0.999))
def test_the_logistic_of_the_logit_is_the_score(score: float) -> None:
    assert isclose(logistic(logit(score)), score, abs_tol=1e-12)


def test_the_ends_of_the_scale_are_out_of_reach() -> None:
    assert (logit(0.0), logit(1.0)) == (float("-inf"), float("inf"))
    assert logistic(-800.0) == 0.0
    assert logistic(800.0) == 1.0


@pytest.mark.parametrize(
    ("fields", "current"),
    [
        ([], True),
        ([{}], True),
        ([{"status": "unknown"}], True),
        ([{"status": "delisted"}], False),
        ([{"status": "delisted"}, {}], True),
    ],
)
def test_a_hit_is_current_unless_every_listing_has_ended(fields: list[dict[str, str]], current: bool) -> None:
    listings = [Listing.model_validate({"authority": "EU", "list_id": "eu", **listing}) for listing in fields]
    assert screened(*listings).hits[0].is_current is current


def test_hits_are_ranked_by_total_then_id_with_weak_aliases_last() -> None:
    records = [
        record(person("Kwame Mensahene", weak("Oleg Brodarenko")), "a"),
        record(person("Oleg Brodarenka"), "b"),
        record(person("Oleg Brodarenko"), "d"),
        record(person("Oleg Brodarenko"), "c"),
    ]
    hits = Screener(records).screen("Oleg Brodarenko").hits
    assert [hit.record.id for hit in hits] == ["c", "d", "b", "a"]
    shuffled: list[Hit] = [hits[2], hits[0], hits[3], hits[1]]
    assert rank(shuffled) == hits
