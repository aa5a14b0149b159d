"""Laws that hold for all names, records and queries; the module that breaks one is named by its own tests."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from math import exp, fsum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import EntityRecord, Identifier, Person, QueryError, Screener, ScreeningResult, build_query, compare
from screening.matching.names import aligned_parts, compare_readings
from screening.matching.scorer import best_finding, make_ledger
from screening.matching.strings import letter_cost
from screening.matching.words import part_likeness, word_likeness
from screening.names.parts import read_name
from screening.records import UnspecifiedParty
from screening.results import Relation
from screening.vocabulary import ScreeningOutcome, WeakAliasPolicy
from tests.matching.invented import (
    COMPANIES,
    GIVEN,
    POLICY,
    QUICK,
    SURNAMES,
    companies,
    damaged,
    people,
    person,
    person_names,
    readable,
    record,
    some_names,
    texts,
    whole_people,
    words,
)

ROOT = Path(__file__).parent.parent
CROWD = (*people(60), *companies())
SCREENER = Screener(CROWD)


def score(query: Person, listed: Person) -> float:
    finding = best_finding(query, listed, POLICY, WeakAliasPolicy.FUZZY, person=True)
    assert finding
    return make_ledger(query, listed, finding, POLICY, person=True).total


@QUICK
@given(whole_people, whole_people)
def test_the_points_sum_to_the_total_of_which_the_score_is_the_logistic(query: Person, listed: Person) -> None:
    ledger = compare(query, listed).ledger
    assert ledger.total == fsum(line.points for line in ledger.lines)
    assert ledger.score == pytest.approx(1 / (1 + exp(-ledger.total)), abs=1e-12)


@QUICK
@given(whole_people, whole_people)
def test_every_line_shows_what_it_compares(query: Person, listed: Person) -> None:
    for line in compare(query, listed).ledger.lines:
        assert line.feature
        assert line.detail
        assert line.query or line.record
        assert not line.points or (line.query and line.record)


@QUICK
@given(some_names, some_names, st.booleans())
def test_every_part_of_both_names_stands_in_exactly_one_aligned_line(one: str, two: str, is_person: bool) -> None:
    for query in read_name(one, person=is_person):
        for listed in read_name(two, person=is_person):
            comparison = compare_readings(query, listed, POLICY.names(is_person), person=is_person)
            alignment = comparison.alignment
            for side, parts in (("query", query.parts), ("record", listed.parts)):
                places = [place for pair in alignment.pairs for place in getattr(pair, side)]
                places += getattr(alignment, f"{side}_left")
                assert sorted(places) == list(range(len(parts)))
            lines = aligned_parts(alignment)
            assert len(lines) == len(alignment.pairs) + len(alignment.query_left) + len(alignment.record_left)
            assert all(bool(line.query) != bool(line.record) for line in lines if line.relation in ALONE)
            assert all(line.query and line.record for line in lines if line.relation not in ALONE)


ALONE = (Relation.MISSING, Relation.EXTRA, Relation.CONTRADICTS)


@QUICK
@given(some_names, st.booleans())
def test_no_name_is_more_like_another_than_like_itself(name: str, is_person: bool) -> None:
    kind = "person" if is_person else "organisation"
    own = compare(name, name, kind=kind)
    assert all(part.relation is Relation.EXACT for part in own.parts)
    for other in ("Ivan Petrovets", "Golden Heron Logistics FZE"):
        assert compare(name, other, kind=kind).ledger.total <= own.ledger.total


@QUICK
@given(person_names, person_names, st.sampled_from(("birth_dates", "countries", "gender", "identifiers")))
def test_agreement_never_lowers_conflict_never_raises_missing_changes_nothing(one: str, two: str, field: str) -> None:
    agreeing, conflicting = CONTEXT[field]
    bare, asked = person(one), Person.model_validate({"names": [one], field: agreeing})
    listed = person(two)
    for known in (agreeing, conflicting):
        with_value = Person.model_validate({"names": [two], field: known})
        assert score(bare, with_value) == score(bare, listed)
    assert score(asked, listed) == score(bare, listed)
    same = Person.model_validate({"names": [two], field: agreeing})
    other = Person.model_validate({"names": [two], field: conflicting})
    assert score(asked, same) >= score(bare, listed) >= score(asked, other)


CONTEXT: dict[str, tuple[object, object]] = {
    "birth_dates": (["1961-06-01"], ["1984-02-17"]),
    "countries": (["RU"], ["ML"]),
    "gender": ("male", "female"),
    "identifiers": (
        [{"value": "AB 1234567", "type": "passport", "country": "RU"}],
        [{"value": "ZX 7654321", "type": "passport", "country": "RU"}],
    ),
}


@QUICK
@given(whole_people, whole_people)
def test_a_second_value_that_agrees_never_lowers(query: Person, listed: Person) -> None:
    more = query.model_copy(update={"countries": (*query.countries, *listed.countries)})
    assert not query.countries or score(more, listed) >= score(query, listed)
    more = query.model_copy(update={"birth_dates": (*query.birth_dates, *listed.birth_dates)})
    assert not query.birth_dates or score(more, listed) >= score(query, listed)


@QUICK
@given(person_names, st.data())
def test_dropping_a_part_never_scores_below_replacing_it(name: str, data: st.DataObject) -> None:
    """The other word is one of the same rarity that nothing in the name resembles."""
    tokens = name.split()
    if len(tokens) < 2 or not name.isascii():
        return
    place = data.draw(st.integers(0, len(tokens) - 1))
    other = data.draw(st.sampled_from(("Qwubbleforth", "Zzyrtramund", "Mmlopdeg")))
    dropped = " ".join([*tokens[:place], *tokens[place + 1 :]])
    replaced = " ".join([*tokens[:place], other, *tokens[place + 1 :]])
    assert score(person(dropped), person(name)) >= score(person(replaced), person(name))


@QUICK
@given(words, words, st.booleans(), st.booleans())
def test_likeness_of_two_words_is_symmetric(one: str, two: str, is_person: bool, strict: bool) -> None:
    assert word_likeness(one, two, is_person, strict) == word_likeness(two, one, is_person, strict)
    assert letter_cost(one, two) == pytest.approx(letter_cost(two, one))
    assert (letter_cost(one, two) == 0) <= (one == two) or letter_cost(one, two) >= 0


@QUICK
@given(some_names, some_names, st.booleans())
def test_likeness_of_two_parts_is_symmetric_and_a_share(one: str, two: str, is_person: bool) -> None:
    parts = [reading.parts for name in (one, two) for reading in read_name(name, person=is_person)[:1]]
    for left in parts[0]:
        for right in parts[-1]:
            there, back = (part_likeness(*pair, person=is_person) for pair in ((left, right), (right, left)))
            assert (there is None) == (back is None)
            if there and back:
                assert there.share == pytest.approx(back.share)
                assert 0 < there.share <= 1


@QUICK
@given(st.integers(0, len(CROWD) - 1), st.randoms(use_true_random=False))
def test_a_score_does_not_depend_on_what_else_is_listed(number: int, rng: random.Random) -> None:
    known = CROWD[number]
    query = damaged(known.party.primary_name, rng)
    if not any(read_name(query, person=True)):
        return
    alone = {hit.record.id: hit for hit in Screener([known]).screen(query).hits}
    among = {hit.record.id: hit for hit in SCREENER.screen(query).hits if hit.record.id == known.id}
    assert alone == among


@QUICK
@given(st.permutations(CROWD[:12]), st.sampled_from(CROWD[:12]))
def test_the_order_of_the_records_changes_nothing(shuffled: list[EntityRecord], asked: EntityRecord) -> None:
    ordered = Screener(CROWD[:12]).screen(asked.party.primary_name, threshold=0.3)
    assert repr(Screener(shuffled).screen(asked.party.primary_name, threshold=0.3)) == repr(ordered)


SCRIPT = """
import json
from screening import Screener
from tests.matching.invented import COMPANIES, companies, people
screener = Screener([*people(40), *companies()])
queries = [*COMPANIES, "Ivan Brodarenco", "Mohamed Darwazi", "Евгений Бродаренко", "J. Kostrovski", "王小明"]
print(json.dumps([repr(screener.screen(query, threshold=0.2)) for query in queries]))
"""


def test_results_are_the_same_bytes_under_two_hash_seeds() -> None:
    answers = []
    for seed in ("1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True)
        answers.append(done.stdout)
    assert answers[0] == answers[1]
    assert len(json.loads(answers[0])) == len(COMPANIES) + 5


@QUICK
@given(texts)
def test_any_text_is_screened_or_refused_in_one_sentence(name: str) -> None:
    for kind in (None, "person", "organisation"):
        try:
            query = build_query(name, kind=kind)
        except QueryError as error:
            assert "\n" not in str(error)
            continue
        result = SCREENER.screen(query)
        assert isinstance(result, ScreeningResult)
        assert result.outcome in ScreeningOutcome


@QUICK
@given(readable, readable)
def test_any_two_readable_texts_compare(one: str, two: str) -> None:
    assert 0 <= compare(one, two).score <= 1


@pytest.mark.parametrize("listed", CROWD, ids=lambda known: known.id)
def test_every_name_finds_its_own_record_in_the_top_band(listed: EntityRecord) -> None:
    for name in listed.party.names:
        for text in (name.text, name.text.upper(), name.text.lower()):
            hits = {hit.record.id: hit for hit in SCREENER.screen(text).hits}
            assert hits[listed.id].band == "strong", text


@pytest.mark.parametrize("given_name", GIVEN[::4])
def test_the_order_of_given_name_and_surname_is_free(given_name: str) -> None:
    for surname in SURNAMES[::5]:
        listed = person(f"{given_name} {surname}")
        straight = compare(person(f"{given_name} {surname}"), listed).score
        assert compare(person(f"{surname} {given_name}"), listed).score == straight
        assert compare(person(f"{surname.upper()}, {given_name}"), listed).score == straight


@QUICK
@given(whole_people, st.sampled_from(CROWD))
def test_screening_and_comparing_give_one_ledger(query: Person, known: EntityRecord) -> None:
    """What a search answers for a record is what a comparison answers for it: there is one computation."""
    bare = query.model_copy(update={"identifiers": ()})
    for hit in Screener([known]).screen(bare, threshold=0.1).hits:
        comparison = Screener([known]).compare(bare, known.id)
        assert hit.ledger.total == comparison.ledger.total


def test_an_unspecified_party_is_judged_by_the_rules_of_each_record() -> None:
    name = COMPANIES[0]
    party = UnspecifiedParty(names=(name,))  # type: ignore[arg-type]
    hit = next(hit for hit in SCREENER.screen(party).hits if hit.record.id == "o-000")
    as_organisation = build_query(name, kind="organisation")
    assert hit.ledger == next(h for h in SCREENER.screen(as_organisation).hits if h.record.id == "o-000").ledger


@pytest.mark.parametrize("value", ["AB1234567", "ab 12345-67", "AB.123.45.67"])
def test_a_shared_identifier_never_lowers_any_name(value: str) -> None:
    known = Person.model_validate(
        {"names": ["Ivan Brodarenko"], "identifiers": [{"value": "AB1234567", "type": "passport"}]}
    )
    for name in ("Ivan Brodarenko", "Ivan Brodarenka", "Kwame Mensahene", "X"):
        bare = person(name)
        asked = bare.model_copy(update={"identifiers": (Identifier(value=value),)})
        assert score(asked, known) > score(bare, known)
        assert Screener([record(known)]).screen(asked).hits[0].band == "strong"
