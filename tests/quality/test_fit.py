"""The fit is of the very score, stays within what the weights mean, and asks the same questions each time."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.matching.names import compare_readings
from screening.matching.policy import NameWeights, load_policy, weight_names
from screening.names.parts import read_name
from screening.names.scripts import Script
from screening.vocabulary import EntityType, NameKind, NameStrength
from tests.matching.invented import QUICK, companies, people, some_names
from tests.quality.corpus import CorpusParty, Split
from tests.quality.extract import CorpusName, Entry
from tests.quality.training import Lists, Question, questions

pytest.importorskip("scipy", reason="the fit needs the packages of the `quality` group")

from tests.quality.fit import RANGES, as_toml, effect, fit, reliability, rounded, with_start
from tests.quality.pool import HIT, NAMES, Pool, as_vector, coefficients, totals

POLICY = load_policy()
QUARTERS = st.integers(-32, 32).map(lambda quarters: quarters / 4)
any_weights = st.builds(NameWeights, **dict.fromkeys(NAMES, QUARTERS))


def party(identity: str, name: str, kind: EntityType) -> CorpusParty:
    family = name.split()[-1] if kind is EntityType.PERSON else None
    published = CorpusName(name, NameKind.PRIMARY, NameStrength.STRONG, Script.LATIN, family)
    return CorpusParty(identity, kind, Split.TRAIN, (Entry(identity, "invented", kind, (published,)),))


def listed(kind: EntityType) -> list[CorpusParty]:
    records = people(80) if kind is EntityType.PERSON else companies()
    return [party(record.id, record.party.names[0].text, kind) for record in records]


@pytest.fixture(scope="module")
def pool() -> Pool:
    """Listed people, each asked for with a letter left out, and invented namesakes of theirs whom no list has."""
    parties = listed(EntityType.PERSON)
    lists = Lists(parties, person=True)
    names = [party.names[0].text for party in parties]
    asked = [
        Question("damage:deletion_one", name[:2] + name[3:], party.id)
        for name, party in zip(names, parties, strict=True)
    ]
    rng = random.Random("namesakes")
    mixed = {f"{rng.choice(names).split()[0]} {rng.choice(names).split()[-1]}" for _ in range(150)} - set(names)
    asked += [Question("background", name) for name in sorted(mixed)]
    pool = Pool(lists, asked)
    pool.search(POLICY.person)
    return pool


@QUICK
@given(some_names, some_names, any_weights, st.booleans())
def test_coefficients_times_weights_are_the_total(query: str, record: str, weights: NameWeights, person: bool) -> None:
    for own in read_name(query, person=person):
        for other in read_name(record, person=person):
            compared = compare_readings(own, other, weights, person=person)
            found = totals(coefficients(compared.evidence)[None], as_vector(weights))
            assert found[0] == pytest.approx(compared.total, abs=1e-9)


def test_every_weight_has_a_range_and_the_weights_in_force_lie_in_it_or_say_nothing() -> None:
    assert tuple(RANGES) == weight_names()
    for person in (True, False):
        for name, allowed in RANGES.items():
            value = getattr(POLICY.names(person), name)
            assert allowed.least <= value <= allowed.most or value == 0.0, name


def test_fitted_weights_stay_within_what_they_mean(pool: Pool) -> None:
    fitted = fit(pool, POLICY.person)
    for name, allowed in RANGES.items():
        if getattr(fitted, name) != getattr(POLICY.person, name):
            assert allowed.least - 1e-9 <= getattr(fitted, name) <= allowed.most + 1e-9, name


def test_a_weight_that_no_answer_speaks_of_stays(pool: Pool) -> None:
    fitted = fit(pool, POLICY.person)
    assert (fitted.number_differs, fitted.filiation_reversed) == (
        POLICY.person.number_differs,
        POLICY.person.filiation_reversed,
    )


def test_a_strong_prior_moves_nothing_but_the_start(pool: Pool) -> None:
    fitted = replace(fit(pool, POLICY.person, strength=1e9), start=POLICY.person.start)
    assert as_vector(fitted) == pytest.approx(as_vector(POLICY.person), abs=1e-3)


def test_a_wrong_start_is_found_again(pool: Pool) -> None:
    high, low = (fit(pool, replace(POLICY.person, start=start)).start for start in (6.0, -3.0))
    assert high == pytest.approx(low, abs=0.3)


def test_the_start_keeps_alerts_of_invented_people_below_what_is_allowed(pool: Pool) -> None:
    allowed = 0.05
    found = with_start(rounded(POLICY.person), pool, allowed)
    assert pool.shares(as_vector(found))["background"][1] <= allowed
    higher = replace(found, start=found.start + 0.02)
    assert pool.shares(as_vector(higher))["background"][1] > allowed


def test_the_best_name_of_a_record_counts_and_shares_are_those_of_questions(pool: Pool) -> None:
    first, points = pool.best(as_vector(POLICY.person))
    assert len(first) == len(pool.answers)
    reached = sum(point >= HIT and answer.right for point, answer in zip(points, pool.answers.values(), strict=True))
    n, share = pool.shares(as_vector(POLICY.person))["damage:deletion_one"]
    assert share * n == pytest.approx(reached)


def test_what_is_printed_names_every_weight_and_source(pool: Pool) -> None:
    assert all(f"\n{name} = " in as_toml("person", POLICY.person) for name in NAMES)
    shown = effect(pool, POLICY.person, POLICY.person)
    assert "background" in shown and "damage:deletion_one" in shown
    _, *bands = reliability(pool, POLICY.person).split("\n")
    assert sum(int(band.split()[-2]) for band in bands) == len(pool.answers)
    assert all(0.0 < float(band.split()[-1]) <= 1.0 for band in bands)


def test_questions_are_the_same_each_time_and_of_one_split_only() -> None:
    parties = [*listed(EntityType.PERSON), *listed(EntityType.ORGANISATION)]
    for person in (True, False):
        once, again = (questions(parties, Split.TRAIN, (), 5, person=person) for _ in range(2))
        assert once == again
        expected = {question.expected for question in once} - {""}
        assert expected and expected <= {
            party.id for party in parties if (party.type is EntityType.PERSON) is person and party.split is Split.TRAIN
        }
        assert not questions(parties, Split.TUNE, (), 0, person=person)


def test_beside_a_right_answer_only_what_differs_plainly_is_wrong() -> None:
    parties = [
        party("a", "Oleg Brodarenko", EntityType.PERSON),
        party("b", "Oleg Brodarenka", EntityType.PERSON),
        party("c", "Oleg Petrovich Brodarenko", EntityType.PERSON),
    ]
    lists = Lists(parties, person=True)
    screener = lists.searched_with(POLICY.person)
    asked = Question("damage:deletion_one", "Oleg Brodarenk", "a")
    assert [answer.record for answer in lists.answers(asked, screener)] == ["a"]
    invented = Question("background", "Oleg Brodarenk")
    assert {answer.record for answer in lists.answers(invented, screener)} == {"a", "b", "c"}
