"""The perturbations damage names as their class says, the same way for the same seed."""

from __future__ import annotations

import random
import unicodedata

import pytest
from rapidfuzz.distance import OSA

from screening.names.scripts import script_of
from tests.quality.perturb import ANY_SCRIPT, CLASSES

PERSON = "Yevgeniy Viktorovich PRIGOZHIN"
COMPANY = "Khattab Trading and Wheels LLC"
SEEDS = range(40)


def damaged(kind: str, name: str, *, person: bool = True) -> list[str]:
    found = (CLASSES[kind](name, random.Random(seed), person) for seed in SEEDS)
    return [text for text in found if text is not None]


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_same_seed_gives_the_same_damage(kind: str) -> None:
    for name, person in ((PERSON, True), (COMPANY, False)):
        once, again = (CLASSES[kind](name, random.Random(11), person) for _ in range(2))
        assert once == again


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_every_class_applies_to_some_name_and_never_returns_it_unchanged(kind: str) -> None:
    found = damaged(kind, PERSON) + damaged(kind, COMPANY, person=False)
    assert found
    assert not {PERSON, COMPANY} & set(found)


@pytest.mark.parametrize(
    ("kind", "edits"),
    [
        ("deletion_one", 1),
        ("substitution_one", 1),
        ("transposition_one", 1),
        ("insertion_one", 1),
        ("insertion_two", 2),
        ("two_edits", 2),
        ("doubled_letter", 1),
        ("keyboard", 1),
        ("deletion_two", 2),
        ("substitution_two", 2),
        ("transposition_two", 2),
        ("three_edits", 3),
        ("vowels", 2),
    ],
)
def test_no_more_edits_than_the_class_says(kind: str, edits: int) -> None:
    for text in damaged(kind, PERSON):
        assert (
            0 < OSA.distance(PERSON.casefold(), text.casefold()) <= edits + (kind in ("transposition_two", "two_edits"))
        )


def test_a_typo_in_every_word_leaves_no_long_word_whole() -> None:
    for text in damaged("every_word", PERSON):
        assert not set(PERSON.split()) & set(text.split())


def test_one_word_has_no_typo_in_every_word() -> None:
    assert damaged("every_word", "Rosneft JSC", person=False) == []


def test_a_doubled_letter_is_dropped() -> None:
    assert set(damaged("dropped_letter", "Hassan")) == {"Hasan"}


def test_joined_and_split_keep_every_letter() -> None:
    for kind, spaces in (("joined", 1), ("split", 3)):
        for text in damaged(kind, PERSON):
            assert text.count(" ") == spaces
            assert text.replace(" ", "") == PERSON.replace(" ", "")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("reordered", {"PRIGOZHIN Yevgeniy Viktorovich"}),
        ("last_first", {"PRIGOZHIN, Yevgeniy Viktorovich"}),
        ("initial_given", {"Y Viktorovich PRIGOZHIN", "Y. Viktorovich PRIGOZHIN"}),
        ("initials_all", {"Y. V. PRIGOZHIN"}),
        ("given_dropped", {"Viktorovich PRIGOZHIN"}),
        ("middle_dropped", {"Yevgeniy PRIGOZHIN"}),
    ],
)
def test_parts_of_a_persons_name(kind: str, expected: set[str]) -> None:
    assert set(damaged(kind, PERSON)) == expected


@pytest.mark.parametrize("kind", ["last_first", "initial_given", "initials_all", "given_dropped", "middle_dropped"])
def test_a_company_has_no_given_name(kind: str) -> None:
    assert damaged(kind, COMPANY, person=False) == []


def test_added_parts_leave_the_others_in_order() -> None:
    for kind in ("middle_added", "honorific_added"):
        for text in damaged(kind, PERSON):
            assert [word for word in text.split() if word in PERSON.split()] == PERSON.split()
            assert len(text.split()) == 4


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("legal_dropped", COMPANY, "Khattab Trading and Wheels"),
        ("legal_expanded", COMPANY, "Khattab Trading and Wheels Limited Liability Company"),
        ("legal_expanded", "Rosneft Joint Stock Company", "Rosneft JSC"),
        ("legal_translated", COMPANY, "Khattab Trading and Wheels OOO"),
        ("legal_translated", "OOO Vektor", "LLC Vektor"),
        ("legal_moved", COMPANY, "LLC Khattab Trading and Wheels"),
        ("legal_moved", "OOO Vektor", "Vektor ooo"),
    ],
)
def test_legal_forms(kind: str, name: str, expected: str) -> None:
    assert set(damaged(kind, name, person=False)) == {expected}


def test_a_ship_gets_its_kind_before_the_name() -> None:
    assert all(text.endswith(" ADRIAN DARYA 1") for text in damaged("prefix_added", "ADRIAN DARYA 1", person=False))
    assert damaged("prefix_added", PERSON) == []


@pytest.mark.parametrize("kind", ANY_SCRIPT)
@pytest.mark.parametrize("name", ["Евгений Викторович Пригожин", "محمد حسن الأنصاري"])
def test_some_classes_damage_every_alphabet_and_stay_in_it(kind: str, name: str) -> None:
    for text in damaged(kind, name):
        assert script_of(text) is script_of(name)


def test_a_name_that_is_only_a_legal_form_keeps_it() -> None:
    assert damaged("legal_dropped", "LLC", person=False) == []


def test_possessive_and_brackets_only_add_signs() -> None:
    for text in damaged("possessive", PERSON):
        assert text.replace("'s", "") == PERSON
    for text in damaged("brackets", PERSON):
        assert "".join(sign for sign in text if sign.isalpha() or sign == " ") == PERSON


def test_digits_stand_for_one_or_two_letters() -> None:
    for text in damaged("digits", PERSON):
        assert 1 <= sum(sign.isdigit() for sign in text) <= 2
        assert len(text) == len(PERSON)


def test_homoglyphs_look_the_same_and_are_not() -> None:
    for text in damaged("homoglyphs", PERSON):
        assert len(text) == len(PERSON)
        assert any("CYRILLIC" in unicodedata.name(sign) for sign in text)


def test_zero_width_is_seen_by_programs_only() -> None:
    for text in damaged("zero_width", PERSON):
        assert "".join(sign for sign in text if unicodedata.category(sign) != "Cf") == PERSON
