from __future__ import annotations

import json
from datetime import date

import pytest

from screening.output.json import JsonLines, listing_as_dict, render_json, result_as_dict
from screening.records import EntityRecord
from tests.output.constructed import LEDGER, RECORD, dated, make_comparison, make_hit, make_result, named, organisation


def test_a_result_is_one_line_of_json_and_comes_back_whole() -> None:
    result = make_result(make_hit())
    line = JsonLines().result(result)
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert json.loads(line) == result_as_dict(result)


def test_keys_are_the_published_ones_in_one_order() -> None:
    answer = result_as_dict(make_result(make_hit()))
    assert list(answer) == [
        "query", "outcome", "hits", "more_hits", "threshold", "as_of", "weak_aliases", "notes", "lists", "engine",
    ]  # fmt: skip
    assert list(answer["hits"][0]) == [
        "id", "name", "hit_name", "entity_type", "score", "band", "explanation", "current", "weak_alias_only",
        "parts", "ledger", "listings", "linked", "relations", "notes",
    ]  # fmt: skip
    wanted = {"authority", "list", "programme", "listed_on", "delisted_on", "reference", "url"}
    assert wanted <= set(answer["hits"][0]["listings"][0])
    assert {"id", "date", "sha256", "entries"} <= set(answer["lists"][0])
    assert answer["engine"] == {"version": "0.1.0", "policy": "7d41c0aa93b2e516"}


def test_the_score_is_written_in_full_and_is_the_ledgers() -> None:
    hit = json.loads(JsonLines().result(make_result(make_hit())))["hits"][0]
    assert hit["score"] == LEDGER.score
    assert sum(line["points"] for line in hit["ledger"]) == pytest.approx(LEDGER.total, abs=1e-12)


def test_the_query_is_told_as_it_was_understood() -> None:
    query = result_as_dict(make_result())["query"]
    assert query["kind"] == "person"
    assert query["birth_dates"] == ["1961-06-09"]
    assert query["reference"] == "row 7"
    assert result_as_dict(make_result(query=named("Arkady Volkov")))["query"]["kind"] is None


def test_a_query_that_has_no_birth_dates_has_none_in_json() -> None:
    query = named("x").model_copy(update={"party": organisation("Zenda Trading", "Zenda LLC")})
    told = result_as_dict(make_result(query=query))["query"]
    assert (told["birth_dates"], told["gender"], told["aliases"]) == ([], None, ["Zenda LLC"])


def test_an_unknown_date_is_null_and_says_what_is_known() -> None:
    listing = listing_as_dict(dated(RECORD.listings)[2])
    assert listing["listed_on"] is None
    assert (listing["listed_after"], listing["listed_by"]) == ("2021-07-31", "2023-12-28")
    assert listing["confidence"] == "unverified"


def test_state_is_that_of_the_day_asked_about() -> None:
    before, after = (dated(RECORD.listings, date(year, 6, 1))[3] for year in (2025, 2026))
    assert [listing_as_dict(listing)["state"] for listing in (before, after)] == ["current", "delisted"]


def test_no_hit_is_an_outcome_and_not_a_clearance() -> None:
    answer = result_as_dict(make_result())
    assert (answer["outcome"], answer["hits"]) == ("no_hit", [])
    assert "clear" not in JsonLines().result(make_result()).lower()


def test_a_refused_name_has_an_error_in_place_of_hits() -> None:
    assert json.loads(JsonLines().refusal("???", "the name has no letter")) == {
        "query": {"name": "???"},
        "outcome": "error",
        "error": "the name has no letter",
    }


def test_a_comparison_says_the_threshold_it_is_held_against() -> None:
    answer = json.loads(JsonLines().comparison(make_comparison(), 0.7))
    assert (answer["band"], answer["threshold"], answer["score"]) == (None, 0.7, LEDGER.score)
    assert [part["relation"] for part in answer["parts"]] == ["spelling", "exact", "missing"]


def test_scripts_are_written_as_they_are_and_no_number_is_nan() -> None:
    assert render_json({"name": "Волков"}) == '{"name": "Волков"}'
    with pytest.raises(ValueError, match="JSON compliant"):
        render_json({"score": float("nan")})


def test_a_record_without_listings_is_current() -> None:
    bare = EntityRecord(id="demo:bare", party=organisation("Zenda", "Zenda Trading"))
    hit = result_as_dict(make_result(make_hit(bare)))["hits"][0]
    assert (hit["current"], hit["listings"], hit["relations"]) == (True, [], [])
