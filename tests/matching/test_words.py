"""One name part against another: which relation, and what is worth more."""

from __future__ import annotations

import pytest

from screening.matching.words import Likeness, closeness, mined_equivalents, part_likeness, word_likeness
from screening.names.parts import Part, read_name
from screening.results import Relation


def only(text: str, *, is_person: bool = True) -> Part:
    (part,) = (part for part in read_name(text, person=is_person)[0].parts if part.is_content)
    return part


def likeness(one: str, two: str, *, is_person: bool = True) -> Likeness | None:
    return part_likeness(only(one, is_person=is_person), only(two, is_person=is_person), person=is_person)


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("Brodarenko", "BRODARENKO", Relation.EXACT),
        ("Mohammed", "Muhammad", Relation.EQUIVALENT),
        ("Oleksandr", "Alexander", Relation.EQUIVALENT),
        ("Prigozhin", "Prigojin", Relation.SPELLING),
        ("Brodarenko", "Brodurenko", Relation.NEAR),
        ("Бродаренко", "Brodarenko", Relation.TRANSLITERATED),
        ("הרצוג", "Herzog", Relation.TRANSLITERATED),
        ("Бродаренко", "Бродуренко", Relation.NEAR),
    ],
)
def test_two_words_stand_in_this_relation(one: str, two: str, relation: Relation) -> None:
    found = likeness(one, two)
    assert found
    assert found.relation is relation


def test_one_writing_read_in_two_ways_is_alike_where_it_is_read_alike() -> None:
    chinese, _, korean = (reading.parts[-1] for reading in read_name("王小明", person=True))
    assert chinese.text == korean.text
    assert part_likeness(chinese, korean, person=True) is None
    assert part_likeness(korean, korean, person=True) == Likeness(1.0, Relation.EXACT)


@pytest.mark.parametrize(
    ("native", "latin"), [("عماري", "Marie"), ("عماري", "Moore"), ("כהן", "Kang"), ("عوض", "Dawad")]
)
def test_a_word_is_judged_by_its_native_letters_not_by_guessed_vowels(native: str, latin: str) -> None:
    assert likeness(native, latin) is None


@pytest.mark.parametrize(("one", "two"), [("Chougaleï", "Shugaley"), ("Schtscherbakow", "Shcherbakov")])
def test_words_of_one_sound_may_differ_in_several_usual_spellings(one: str, two: str) -> None:
    assert likeness(one, two)


@pytest.mark.parametrize(
    ("rare", "known", "listed"),
    [
        ("Wrer", "Oscar", "Werner"),
        ("Uti", "Adi", "Utkin"),
        ("Kymo", "Kyle", "Kyaw"),
        ("Yryevich", "Yegorovich", "Yuryevich"),
    ],
)
def test_what_is_hardly_a_name_is_a_slip_of_one(rare: str, known: str, listed: str) -> None:
    found = likeness(rare, listed)
    assert found
    assert found.relation is Relation.NEAR
    assert likeness(known, listed) is None


def test_a_rare_word_near_a_listed_one_is_worth_more_than_a_known_one() -> None:
    shares = [word_likeness(one, "maslov", True, rare=rare) for one in ("maslo", "masov") for rare in (False, True)]
    known, rare, other_known, other_rare = (found.share if found else 0.0 for found in shares)
    assert known < rare < 1.0
    assert other_known < other_rare < 1.0


@pytest.mark.parametrize(("one", "two"), [("Kaspersky", "Kaspi"), ("Petrovsky", "Petros")])
def test_a_town_is_not_near_another_word(one: str, two: str) -> None:
    assert likeness(one, two, is_person=False) is None


@pytest.mark.parametrize(("one", "two"), [("Li", "Lu"), ("Omar", "Oleg"), ("Brodarenko", "Kostrovsky"), ("Ivan", "Iv")])
def test_different_words_are_not_alike(one: str, two: str) -> None:
    assert word_likeness(one.lower(), two.lower(), True) is None


def test_words_of_one_meaning_are_equivalent_in_organisations_only() -> None:
    found = likeness("завод", "factory", is_person=False)
    assert found
    assert found.relation in (Relation.EQUIVALENT, Relation.TRANSLITERATED)
    assert likeness("завод", "factory") is None


def test_an_equivalent_names_its_source() -> None:
    found = likeness("Mohammed", "Muhammad")
    assert found
    assert found.note


@pytest.mark.parametrize("is_person", [True, False])
def test_mined_pairs_are_alike_whichever_comes_first(is_person: bool) -> None:
    pairs = sorted(mined_equivalents(is_person))
    assert pairs
    for left, right in pairs[:40]:
        found = word_likeness(left, right, is_person)
        assert found == word_likeness(right, left, is_person)
        assert found
        assert found.relation is Relation.EQUIVALENT


@pytest.mark.parametrize(("one", "two"), [("jing", "ping"), ("min", "jin")])
def test_syllables_agree_or_do_not(one: str, two: str) -> None:
    assert word_likeness(one, two, True, True) is None


def test_a_shared_patronymic_ending_is_no_likeness() -> None:
    son, other = word_likeness("petrovich", "petrovitch", True), word_likeness("petrovich", "viktorovich", True)
    assert son
    assert other is None or other.share < son.share


def test_a_son_is_less_like_a_daughter_than_like_himself() -> None:
    same, daughter = (
        word_likeness("nikolaevich", "nikolayevich", True),
        word_likeness("nikolaevich", "nikolaevna", True),
    )
    assert same
    assert daughter is None or daughter.share < same.share


@pytest.mark.parametrize("is_person", [True, False])
def test_the_worth_falls_with_the_cost_and_rises_with_the_length(is_person: bool) -> None:
    costs = [cost / 4 for cost in range(17)]
    for letters in (2, 4, 6, 8, 12, 30):
        shares = [closeness(letters, cost, person=is_person) for cost in costs]
        assert shares == sorted(shares, reverse=True)
        assert shares[0] == 1.0
        assert closeness(letters, 99.0, person=is_person) == 0.0
    assert closeness(10, 1.0, person=is_person) > closeness(4, 1.0, person=is_person)
