"""Letter costs: edits, and the groups that official lists write for one another."""

from __future__ import annotations

import pytest

from screening.matching.strings import OTHER_EDIT, letter_cost, plain_distance


@pytest.mark.parametrize(
    ("one", "two", "distance"),
    [("oleg", "oleg", 0), ("oleg", "olge", 1), ("oleg", "olg", 1), ("oleg", "oleig", 1), ("oleg", "omar", 3)],
)
def test_plain_distance_counts_edits_and_a_swap_once(one: str, two: str, distance: int) -> None:
    assert plain_distance(one, two, 5) == distance


def test_plain_distance_stops_counting_above_the_limit() -> None:
    assert plain_distance("brodarenko", "kostrovsky", 2) == 3


def test_a_swap_of_unlike_letters_costs_one_edit() -> None:
    assert letter_cost("kbodar", "bkodar") == OTHER_EDIT


@pytest.mark.parametrize(
    ("name", "nearer", "farther"),
    [
        ("brodarenko", "brodarenco", "brodarenpo"),
        ("zelmanov", "zelmanow", "zelmanob"),
        ("malkevich", "malkevitj", "malkevitp"),
        ("yusuf", "yousuf", "yqusuf"),
    ],
)
def test_learned_groups_cost_less_than_other_edits(name: str, nearer: str, farther: str) -> None:
    assert letter_cost(name, nearer) < letter_cost(name, farther)


@pytest.mark.parametrize("damage", ["brodarenkq", "brodarexkq", "bxodarexkq"])
def test_more_damage_costs_more(damage: str) -> None:
    better = {"brodarenkq": "brodarenko", "brodarexkq": "brodarenkq", "bxodarexkq": "brodarexkq"}[damage]
    assert letter_cost("brodarenko", better) < letter_cost("brodarenko", damage)
