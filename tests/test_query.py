"""What a caller asks is made a query, or refused in one sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from screening import Identifier, Organisation, Person, Query, QueryError, UnspecifiedParty, Vessel, build_query
from screening.identifiers import IdentifierType
from screening.query import MAX_NAME_LENGTH, as_day, as_query, as_weak_alias_policy
from screening.vocabulary import NameKind, WeakAliasPolicy


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "the name is empty: expected at least one letter or digit"),
        ("   ", "the name '   ' has no letter or digit in it"),
        ("...!!", "the name '...!!' has no letter or digit in it"),
        ("\u200b", "the name '\\u200b' has no letter or digit in it"),
        ("\u02bc", "the name 'ʼ' has no letter or digit that can be compared"),
        ("\ud800", "the name '\\ud800' is no valid Unicode text"),
        ("x" * 10_000, f"the name {'x' * 30!r}… has 10,000 characters: expected at most 1,000"),
        (None, "the name None is no text: expected one such as 'Ivan Petrov'"),
    ],
)
def test_a_name_that_cannot_be_screened_is_refused(name: Any, message: str) -> None:
    with pytest.raises(QueryError) as refusal:
        build_query(name)
    assert str(refusal.value) == message
    with pytest.raises(QueryError, match=r"^the name "):
        build_query("Oleg Brodarenko", aliases=[name])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "ship"}, "unknown kind 'ship': expected person, organisation, vessel, aircraft"),
        ({"kind": "vessel", "gender": "male"}, "a query of kind vessel has no gender: leave it out or change the kind"),
        ({"kind": "organisation", "birth_date": "1961"}, "a query of kind organisation has no birth dates"),
        ({"gender": "x"}, "unknown gender 'x': expected 'male' or 'female'"),
        ({"countries": "Kessara"}, "unknown country 'Kessara'"),
        ({"countries": [5]}, "the country 5 is no text"),
        ({"birth_date": "tomorrow"}, "'tomorrow' is no date"),
        ({"identifiers": ""}, "the identifier is empty"),
        ({"identifiers": [5]}, "identifiers: Input should be"),
        ({"reference": 5}, "the reference 5 is no text"),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as refusal:
        build_query("Oleg Brodarenko", **fields)
    assert str(refusal.value).startswith(message)
    assert "\n" not in str(refusal.value)


def test_a_name_of_the_greatest_length_is_taken_whole() -> None:
    name = ("Oleg Brodarenko " * 100)[:MAX_NAME_LENGTH]
    assert build_query(name).party.names[0].text == name


def test_a_query_has_everything_that_was_said() -> None:
    query = build_query(
        "Oleg Brodarenko",
        kind="person",
        birth_date=date(1961, 6, 1),
        countries=("Russia", "SY"),
        identifiers=("AB 1234567", Identifier(value="7654321")),
        aliases="Oleh",
        gender="male",
        reference="row 7",
    )
    assert isinstance(query.party, Person)
    assert [name.kind for name in query.party.names] == [NameKind.PRIMARY, NameKind.ALIAS]
    assert query.party.countries == ("RU", "SY")
    assert query.party.birth_dates[0].is_day
    assert [number.canonical for number in query.party.identifiers] == ["AB1234567", "7654321"]
    assert query.reference == "row 7"


def test_without_a_kind_a_party_is_unspecified() -> None:
    assert isinstance(build_query("Saforin").party, UnspecifiedParty)
    assert isinstance(build_query("Saforin", kind="vessel").party, Vessel)


def test_a_moment_is_taken_as_its_day() -> None:
    query = build_query("Oleg Brodarenko", kind="person", birth_date=datetime(1961, 6, 1, 12, 30))
    assert isinstance(query.party, Person)
    assert str(query.party.birth_dates[0]) == "1961-06-01"
    assert as_day(datetime(2024, 1, 1, 12, 30)) == date(2024, 1, 1)


def test_a_name_a_party_and_a_query_are_all_queries() -> None:
    query = Query(party=Organisation.model_validate({"names": ["Saforin"]}), reference="row 7")
    assert as_query(query) is query
    assert as_query(query.party) == Query(party=query.party)
    assert as_query("Saforin") == build_query("Saforin")


@pytest.mark.parametrize("query", [5, None, ["Saforin"]])
def test_anything_else_is_no_query(query: Any) -> None:
    with pytest.raises(QueryError, match="is no query: expected a name, a party or a Query"):
        as_query(query)


@pytest.mark.parametrize("name", ["x" * 10_000, "\u02bc"])
def test_a_party_is_held_to_the_same_rules_as_a_name(name: str) -> None:
    party = Person.model_validate({"names": ["Oleg", name]})
    for query in (party, Query(party=party)):
        with pytest.raises(QueryError):
            as_query(query)


@pytest.mark.parametrize("day", [None, date(2024, 1, 1), "2024-01-01", "1 Jan 2024"])
def test_a_day_is_read(day: date | str | None) -> None:
    assert as_day(day) in (None, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("day", "message"), [("2024", "is no day"), ("soon", "is no date"), ("circa 2024", "is no day")]
)
def test_what_is_no_day_is_refused(day: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        as_day(day)


def test_a_weak_alias_policy_is_one_of_three() -> None:
    assert [as_weak_alias_policy(policy.value) for policy in WeakAliasPolicy] == list(WeakAliasPolicy)
    with pytest.raises(QueryError, match="unknown weak alias policy 'all': expected ignore, exact, fuzzy"):
        as_weak_alias_policy("all")


def test_the_imo_number_in_a_ships_name_is_an_identifier() -> None:
    ship = build_query("M/T NIFRIT (IMO: 9187629)", kind="vessel").party
    assert [(one.type, one.canonical) for one in ship.identifiers] == [(IdentifierType.IMO, "9187629")]


def test_a_person_has_no_imo_number() -> None:
    assert build_query("Ivan Imo 9187629", kind="person").party.identifiers == ()
