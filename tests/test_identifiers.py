"""Identifiers in comparable form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.identifiers import STRONG_TYPES, IdentifierType, canonical


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("5.892.464", IdentifierType.NATIONAL_ID, "5892464"),
        ("5 892-464", None, "5892464"),
        ("ab 12/345", IdentifierType.PASSPORT, "AB12345"),
        ("IMO 9187667", None, "9187667"),
        ("imo9187667", IdentifierType.IMO, "9187667"),
        ("IMO 918766", None, "IMO918766"),
        ("149w62rY42aZ", IdentifierType.WALLET, "149w62rY42aZ"),
        ("0xABcd12", IdentifierType.WALLET, "0xabcd12"),
        ("—", None, ""),
    ],
)
def test_separators_and_case_are_no_part_of_an_identifier(
    value: str, kind: IdentifierType | None, expected: str
) -> None:
    assert canonical(value, kind) == expected


@settings(derandomize=True, deadline=None)
@given(st.text(), st.sampled_from([None, *IdentifierType]))
def test_the_canonical_form_is_its_own(value: str, kind: IdentifierType | None) -> None:
    once = canonical(value, kind)
    assert canonical(once, kind) == once
    assert once == "" or once.isalnum()


def test_numbers_that_many_parties_may_share_raise_no_hit_alone() -> None:
    assert {IdentifierType.OTHER, IdentifierType.CALL_SIGN}.isdisjoint(STRONG_TYPES)
    assert IdentifierType.PASSPORT in STRONG_TYPES
