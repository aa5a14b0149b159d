"""What stands beside the name: for, against or silent."""

from __future__ import annotations

import pytest

from screening import Identifier, Organisation, Person, Screener, build_query, compare
from screening.matching.context import (
    compare_birth_dates,
    compare_countries,
    compare_genders,
    compare_identifiers,
)
from screening.records import UnspecifiedParty
from screening.results import Contribution
from screening.vocabulary import Outcome
from tests.matching.invented import POLICY, organisation, person, record

WEIGHTS = POLICY.context


def born(*dates: str) -> Person:
    return Person.model_validate({"names": ["Oleg Brodarenko"], "birth_dates": dates})


def dates(one: str, two: str) -> Contribution:
    return compare_birth_dates(born(one), born(two), WEIGHTS)


@pytest.mark.parametrize(
    ("one", "two", "outcome"),
    [
        ("1961-06-01", "1961-06-01", Outcome.AGREES),
        ("1961", "1961-06-01", Outcome.AGREES),
        ("circa 1963", "1961-06-01", Outcome.AGREES),
        ("1957 to 1960", "1958", Outcome.AGREES),
        ("1961-06-01", "1961-01-06", Outcome.PARTIAL),
        ("1961-06-01", "1961-06-02", Outcome.PARTIAL),
        ("1961-06-01", "1962-06-01", Outcome.PARTIAL),
        ("1961-06-01", "1971-06-01", Outcome.PARTIAL),
        ("1961-06-01", "1961-11-23", Outcome.PARTIAL),
        ("1961", "1962-06-01", Outcome.PARTIAL),
        ("1961", "1963", Outcome.PARTIAL),
        ("circa 1961", "1965", Outcome.PARTIAL),
        ("1961-06-01", "1984-02-17", Outcome.CONFLICTS),
        ("1961", "1984", Outcome.CONFLICTS),
        ("circa 1961", "1984", Outcome.CONFLICTS),
    ],
)
def test_birth_dates_are_graded(one: str, two: str, outcome: Outcome) -> None:
    assert dates(one, two).outcome is outcome
    assert dates(two, one).points == dates(one, two).points
    assert (dates(one, two).points > 0) == (outcome is Outcome.AGREES)


def test_nearer_birth_dates_are_worth_more() -> None:
    graded = [dates("1961-06-01", other).points for other in ("1961-06-01", "1961", "1961-01-06", "1961-11-23", "1984")]
    assert graded == sorted(graded, reverse=True)
    assert len(set(graded)) == len(graded)


def test_of_several_birth_dates_the_pair_that_agrees_best_counts() -> None:
    line = compare_birth_dates(born("1984", "1961-06-01"), born("1950", "1961-06-01"), WEIGHTS)
    assert line.outcome is Outcome.AGREES
    assert line.record == "1961-06-01 (of 1950, 1961-06-01)"


def test_a_near_birth_date_does_not_bury_an_identical_name() -> None:
    screener = Screener([record(born("1961-06-01"))])
    for other in ("1961-06-02", "1961-01-06", "1962-06-01", "1961-11-23"):
        assert screener.screen(born(other)).hits
    assert not screener.screen(born("1984-02-17")).hits


@pytest.mark.parametrize("one", [born(), organisation("Golden Heron"), UnspecifiedParty(names=("Oleg",))])  # type: ignore[arg-type]
def test_a_birth_date_absent_is_silent(one: Person | Organisation | UnspecifiedParty) -> None:
    line = compare_birth_dates(one, born("1961"), WEIGHTS)
    assert (line.outcome, line.points, line.record) == (Outcome.MISSING, 0.0, "1961")
    assert line.detail == "the query does not say"


def test_what_is_missing_is_said_of_its_side() -> None:
    said, silent = person("Oleg", countries=("RU",)), person("Oleg")
    pairs = ((said, silent), (silent, said), (silent, silent))
    sides = [compare_countries(one, other, WEIGHTS).detail for one, other in pairs]
    assert sides == ["the record does not say", "the query does not say", "neither side says"]


def test_one_country_in_common_agrees() -> None:
    one, two = person("Oleg", countries=("RU", "SY")), person("Oleg", countries=("SY", "ML"))
    line = compare_countries(one, two, WEIGHTS)
    assert (line.outcome, line.detail) == (Outcome.AGREES, "both SY")
    assert compare_countries(one, person("Oleg", countries=("AE",)), WEIGHTS).outcome is Outcome.CONFLICTS
    assert compare_countries(one, person("Oleg"), WEIGHTS).points == 0.0


def test_genders_agree_differ_or_are_silent() -> None:
    him, her = (Person.model_validate({"names": ["Oleg"], "gender": gender}) for gender in ("male", "female"))
    assert compare_genders(him, him, WEIGHTS).outcome is Outcome.AGREES
    assert compare_genders(him, her, WEIGHTS).outcome is Outcome.CONFLICTS
    assert compare_genders(him, person("Oleg"), WEIGHTS).outcome is Outcome.MISSING
    assert compare_genders(organisation("Oleg"), her, WEIGHTS).outcome is Outcome.MISSING


def numbered(value: str, kind: str = "other", country: str | None = None) -> Person:
    number = {"value": value, "type": kind, "country": country}
    return Person.model_validate({"names": ["Oleg Brodarenko"], "identifiers": [number]})


def identifiers(one: Person, two: Person, total: float = 0.0) -> Contribution:
    return compare_identifiers(one, two, WEIGHTS, total)


@pytest.mark.parametrize(
    ("one", "two", "outcome"),
    [
        (numbered("5892464", "national_id"), numbered("5.892.464", "national_id"), Outcome.AGREES),
        (numbered("58 92-464"), numbered("5892464", "passport"), Outcome.AGREES),
        (numbered("IMO 9187667"), numbered("9187667", "imo"), Outcome.AGREES),
        (numbered("0xAbCd12345", "wallet"), numbered("0xaBCD12345", "wallet"), Outcome.AGREES),
        (numbered("5892464", "national_id"), numbered("5892464", "passport"), Outcome.MISSING),
        (numbered("1234"), numbered("1234"), Outcome.MISSING),
        (numbered("AbCdEfGh1", "wallet"), numbered("aBcDeFgH1", "wallet"), Outcome.CONFLICTS),
        (numbered("5892464", "passport", "RU"), numbered("7654321", "passport", "RU"), Outcome.CONFLICTS),
        (numbered("5892464", "passport", "RU"), numbered("7654321", "passport", "SY"), Outcome.MISSING),
        (numbered("5892464", "tax"), numbered("7654321", "passport"), Outcome.MISSING),
    ],
)
def test_identifiers_agree_only_within_their_kind(one: Person, two: Person, outcome: Outcome) -> None:
    assert identifiers(one, two).outcome is outcome
    assert identifiers(two, one).outcome is outcome


def test_an_identifier_absent_is_silent() -> None:
    line = identifiers(person("Oleg"), numbered("5892464"))
    assert (line.outcome, line.points) == (Outcome.MISSING, 0.0)


@pytest.mark.parametrize("total", [-20.0, -3.0, 0.0, 2.0, 6.0])
def test_a_shared_identifier_lifts_any_total_to_its_floor_and_adds_above_it(total: float) -> None:
    line = identifiers(numbered("5892464"), numbered("5892464"), total)
    assert total + line.points >= WEIGHTS.identifier_floor
    assert line.points >= WEIGHTS.identifier


def test_a_shared_identifier_alerts_under_another_name_and_says_why() -> None:
    screener = Screener([record(numbered("5892464", "passport"))])
    (hit,) = screener.screen(build_query("Kwame Mensahene", identifiers="5892-464")).hits
    assert "identifier 5892-464 agrees with 5892464" in hit.explanation
    assert "Kwame Mensahene" in hit.explanation


def test_a_number_of_another_kind_raises_no_hit() -> None:
    screener = Screener([record(numbered("5892464", "passport"))])
    other = Identifier.model_validate({"value": "5892464", "type": "tax"})
    assert not screener.screen(build_query("Kwame Mensahene", identifiers=[other])).hits


def test_a_wallet_is_found_when_the_caller_does_not_say_that_it_is_one() -> None:
    wallet = "149w62rY42aZBox8fGcmqNsXUzSStKeq8C"
    screener = Screener([record(numbered(wallet, "wallet"))])
    assert screener.screen(build_query("Kwame Mensahene", identifiers=wallet)).hits


def test_the_same_short_number_is_no_conflict() -> None:
    assert identifiers(numbered("1234", "passport"), numbered("1234", "passport")).outcome is not Outcome.CONFLICTS


BROTHERS = ["Oleg Brodarenko", "Oleg Ivanovich Brodarenko"]


@pytest.mark.parametrize(
    ("asked", "listed", "is_another"),
    [
        ("Oleg Petrovich Brodarenko", BROTHERS, True),
        ("Oleg Ivanovych Brodarenko", BROTHERS, False),
        ("Oleg Ivanovic Brodarenko", BROTHERS, False),
        ("Oleg Petrovich Brodarenko", BROTHERS[:1], False),
        ("Oleg Petrovich Brodarenko", ["Oleg Brodarenko", "Олег Иванович Бродаренко"], True),
        ("Oleg Brodarenko", BROTHERS, False),
    ],
)
def test_another_patronymic_than_the_other_names_have_speaks_against(
    asked: str, listed: list[str], is_another: bool
) -> None:
    party = person(listed[0], *listed[1:])
    lines = {line.feature: line for line in compare(asked, party).ledger.lines}
    assert ("patronymic" in lines) == is_another
    if is_another:
        assert lines["patronymic"].outcome is Outcome.CONFLICTS
        assert lines["patronymic"].query == "Petrovich"
        assert compare(asked, party).score < POLICY.thresholds.hit


def test_a_patronymic_that_no_name_of_the_record_has_is_no_reason_to_miss_it() -> None:
    assert compare("Oleg Petrovich Brodarenko", person("Oleg Brodarenko")).band is not None
