"""Words without their grammar: fathers, towns, articles, Russian endings."""

from __future__ import annotations

import pytest

from screening import compare
from screening.names.stems import bare_words, patronymic_classes
from screening.names.wordlists import armed_groups, meaning_of, number_value, organisation_words, town_countries
from screening.reference import read_table


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("mykolaiovych", "nikolaevich"),
        ("oleksandrovych", "aleksandrovich"),
        ("yauhenievich", "evgenyevich"),
        ("serhiiovych", "sergeevich"),
        ("kanstantsinauna", "konstantinovna"),
    ],
)
def test_patronymics_of_one_father_share_a_class(one: str, two: str) -> None:
    assert set(patronymic_classes(one)) & set(patronymic_classes(two))


@pytest.mark.parametrize(("one", "two"), [("nikolaevich", "nikolaevna"), ("ivanovich", "petrovich")])
def test_a_son_is_no_daughter_and_no_other_mans_son(one: str, two: str) -> None:
    assert not set(patronymic_classes(one)) & set(patronymic_classes(two))


@pytest.mark.parametrize("word", ["alberto", "almeida", "elena", "alvarado", "elizabeth"])
def test_a_known_name_keeps_its_first_letters(word: str) -> None:
    assert bare_words(word, person=True) == ()


@pytest.mark.parametrize(
    "ending", ["skii", "skiy", "skij", "ski", "sky", "skaya", "skaia", "skoe", "skoye", "skogo", "skikh"]
)
def test_the_adjective_of_a_town_is_the_town(ending: str) -> None:
    assert bare_words(f"ryazan{ending}", person=False) == ("ryazan",)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("mednaya", "copper"),
        ("katalizatory", "catalyst"),
        ("priborostroitel'nyi".replace("'", ""), "instrument"),
        ("lazernykh", "laser"),
        ("opticheskie", "optical"),
        ("titanium", "titanium"),
        ("catalysts", "catalyst"),
    ],
)
def test_an_inflected_word_has_its_meaning(word: str, meaning: str) -> None:
    assert meaning_of(word) == meaning


@pytest.mark.parametrize("word", ["smith", "okonkwo", "kaspersky", "gazprom", "rostec"])
def test_a_name_has_no_meaning(word: str) -> None:
    assert meaning_of(word) is None


@pytest.mark.parametrize(
    "name", ["organisation-stems.csv", "abbreviations.csv", "towns.csv", "armed-groups.csv", "offices.csv"]
)
def test_a_table_is_sorted_and_has_no_empty_cell(name: str) -> None:
    rows = read_table(name)
    columns = 2 if name == "abbreviations.csv" else 1  # an abbreviation may have several meanings
    keys = [tuple(row.values())[:columns] for row in rows]
    assert keys == sorted(set(keys))
    assert all(cell and cell == cell.strip() for row in rows for cell in row.values())


def test_a_stem_means_one_word_and_hides_no_word_of_the_table() -> None:
    for row in read_table("organisation-stems.csv"):
        assert row["meaning"].isalpha()
        known = organisation_words().get(row["meaning"])
        assert known in (None, row["meaning"]), row


def test_what_an_armed_group_is_has_words_in_many_languages() -> None:
    meanings = list(organisation_words().values())
    assert all(meanings.count(meaning) >= 3 for meaning in armed_groups())


def test_towns_are_in_countries() -> None:
    assert all(len(country) == 2 and country.isupper() for country in town_countries().values())


@pytest.mark.parametrize(
    ("one", "two", "is_hit"),
    [
        ("Mir Business Bank Moscow", "Mir Business Bank Kazan", False),
        ("Mir Business Bank Moscow", "Mir Business Bank", True),
        ("Mir Business Bank Moskovskii", "Mir Business Bank Moscow", True),
        ("Saforin Germany", "Saforin Hamburg", False),
    ],
)
def test_two_towns_are_two_branches(one: str, two: str, is_hit: bool) -> None:
    assert (compare(one, two, kind="organisation").score >= 0.7) is is_hit


@pytest.mark.parametrize(("word", "number"), [("fourtenth", "14"), ("sevneth", "7"), ("smith", None), ("foster", None)])
def test_a_slip_of_a_long_ordinal_is_a_number(word: str, number: str | None) -> None:
    assert number_value(word, person=False) == number
