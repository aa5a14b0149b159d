"""Two names compared without a list: by which rules, and what is said of it."""

from __future__ import annotations

import pytest

from screening import Organisation, Person, QueryError, compare
from tests.matching.invented import organisation, weak


def test_compare_judges_by_the_kind_it_is_given_or_by_the_names() -> None:
    by_name = compare("Saforin LLC", "Saforin Ltd")
    assert by_name.ledger == compare("Saforin LLC", "Saforin Ltd", kind="organisation").ledger
    plain = compare("Oleg Brodarenko", "Brodarenko Oleg")
    assert plain.ledger == compare("Oleg Brodarenko", "Brodarenko Oleg", kind="person").ledger
    parties = compare("Saforin", Organisation.model_validate({"names": ["Saforin"]}))
    assert parties.ledger == compare(organisation("Saforin"), "Saforin").ledger
    assert plain.explanation == "“Oleg Brodarenko” and “Brodarenko Oleg”: Oleg and Brodarenko agree."


def test_names_that_may_not_be_compared_are_an_error() -> None:
    assert compare("Brodar", Person.model_validate({"names": [weak("Brodar")]})).band == "weak"
    with pytest.raises(QueryError, match="the name is empty"):
        compare("", "Oleg Brodarenko")
    with pytest.raises(QueryError, match="unknown kind 'ship'"):
        compare("Oleg", "Oleg Brodarenko", kind="ship")
