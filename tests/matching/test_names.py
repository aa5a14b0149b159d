"""Two names compared: how their parts are aligned, and that better evidence is never worth less."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Comparison, compare
from screening.matching.names import TERMS, compare_readings, name_lines
from screening.matching.policy import NameWeights, load_policy, weight_names
from screening.names.parts import Part, Reading, Role
from screening.names.scripts import Script
from screening.results import Relation
from screening.vocabulary import Band, Outcome
from tests.matching.invented import POLICY, QUICK


def relations(one: str, two: str, kind: str = "person") -> dict[tuple[str, str], str]:
    return {(part.query, part.record): str(part.relation) for part in compare(one, two, kind=kind).parts}


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Oleg Brodarenko", "BRODARENKO, Oleg", {("Oleg", "Oleg"): "exact", ("Brodarenko", "BRODARENKO"): "exact"}),
        ("O. Brodarenko", "Oleg Brodarenko", {("O", "Oleg"): "initial", ("Brodarenko", "Brodarenko"): "exact"}),
        ("Oleg Brodarenko", "O. Brodarenko", {("Oleg", "O"): "initial", ("Brodarenko", "Brodarenko"): "exact"}),
        ("O. Brodarenko", "O. Brodarenko", {("O", "O"): "exact", ("Brodarenko", "Brodarenko"): "exact"}),
        ("Brodarenko", "Oleg Brodarenko", {("", "Oleg"): "missing", ("Brodarenko", "Brodarenko"): "exact"}),
        ("Oleg Brodarenko", "Brodarenko", {("Oleg", ""): "extra", ("Brodarenko", "Brodarenko"): "exact"}),
        (
            "Oleg Brodarenko",
            "Kwame Brodarenko",
            {("Oleg", ""): "contradicts", ("", "Kwame"): "contradicts", ("Brodarenko", "Brodarenko"): "exact"},
        ),
        ("OlegBrodarenko", "Oleg Brodarenko", {("OlegBrodarenko", "Oleg Brodarenko"): "joined"}),
        ("Oleg Broda Renko", "Oleg Brodarenko", {("Oleg", "Oleg"): "exact", ("Broda Renko", "Brodarenko"): "joined"}),
        ("Dr Oleg Brodarenko", "Dr Oleg Brodarenko", {("Dr", "Dr"): "exact", ("Oleg", "Oleg"): "exact"}),
    ],
)
def test_the_parts_of_two_people_stand_side_by_side(one: str, two: str, expected: dict[tuple[str, str], str]) -> None:
    assert expected.items() <= relations(one, two).items()


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Saforin Limted", "Saforin Limited", {("Saforin", "Saforin"): "exact", ("Limted", "Limited"): "near"}),
        ("Saforin Limited", "Saforin Limted", {("Saforin", "Saforin"): "exact"}),
        ("Saforin LLC", "Saforin Ltd", {("Saforin", "Saforin"): "exact", ("LLC", "Ltd"): "equivalent"}),
        ("Kessara Fund VII", "Kessara Fund 7", {("VII", "7"): "equivalent"}),
        ("Kessara Fund VII", "Kessara Fund VIII", {("VII", ""): "extra", ("", "VIII"): "missing"}),
        ("Sevnth Kessara", "Seventh Kessara", {("Sevnth", "Seventh"): "equivalent"}),
        ("Sixh Kessara", "Sixth Kessara", {("Sixh", "Sixth"): "near"}),
        ("Secomd Kessara", "Secodn Kessara", {("Secomd", "Secodn"): "near"}),
        ("Secomd Kessara", "Second Secomd Kessara", {("Secomd", "Secomd"): "exact", ("", "Second"): "missing"}),
        ("Second Secomd Kessara", "Second Kessara", {("Second", "Second"): "exact", ("Secomd", ""): "extra"}),
        ("Forth Kessara", "Fort Kessara", {("Forth", "Fort"): "spelling"}),
    ],
)
def test_the_parts_of_two_organisations_stand_side_by_side(
    one: str, two: str, expected: dict[tuple[str, str], str]
) -> None:
    assert expected.items() <= relations(one, two, "organisation").items()


ORDERS = [
    (
        "person",
        "Oleg Igorevich Brodarenko",
        ["Oleg Igorevich Brodarenko", "Oleg Brodarenko", "Oleg Petrovich Brodarenko"],
    ),
    ("person", "Oleg Brodarenko", ["Oleg Brodarenko", "Oleg Brodarenco", "Olek Brodurenco", "Kwame Mensahene"]),
    ("person", "Oleg Brodarenko", ["Oleg Brodarenko", "O. Brodarenko", "K. Brodarenko"]),
    ("person", "Oleg Brodarenko", ["O. Brodarenko", "Kwame Brodarenko"]),
    ("person", "Yusuf bin Hassan", ["Yusuf bin Hassan", "Hassan bin Yusuf"]),
    ("person", "Oleg Petrovich Ivan Brodarenko", ["Brodarenko Oleg Petrovich Ivan", "Ivan Oleg Brodarenko Petrovich"]),
    (
        "organisation",
        "Kessara Mining Fund VII",
        ["Kessara Mining Fund 7", "Kessara Mining Fund", "Kessara Mining Fund 8"],
    ),
    ("organisation", "Saforin Air Cargo LLC", ["Saforin Air Cargo LLC", "Saforin Air Cargo", "Saforin Air Rescue LLC"]),
    (
        "organisation",
        "Sixth Ocean",
        ["Sixth Ocean", "Sixh Ocean", "Ocean", "Seventh Ocean"],
    ),
    ("organisation", "Saforin LLC", ["Saforin Ltd", "Saforin Foundation", "Kostrovsky LLC"]),
]


@pytest.mark.parametrize(("kind", "listed", "queries"), ORDERS)
def test_better_ranks_above_worse(kind: str, listed: str, queries: list[str]) -> None:
    totals = [compare(query, listed, kind=kind).ledger.total for query in queries]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] > totals[-1]


def part(text: str, weight: float = 1.0, role: Role = Role.CONTENT) -> Part:
    return Part(text, text, role, Script.LATIN, (text,), (), weight)


TIERS = (
    (1.0, Relation.EXACT),
    (0.95, Relation.EQUIVALENT),
    (0.9, Relation.SPELLING),
    (0.8, Relation.SPELLING),
    (0.8, Relation.NEAR),
    (0.7, Relation.NEAR),
    (0.5, Relation.NEAR),
)


@QUICK
@given(
    st.lists(st.floats(0.12, 1.0), min_size=1, max_size=4),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from((POLICY.person, POLICY.organisation)),
)
def test_exact_is_worth_no_less_than_equivalent_spelling_or_near(
    rarities: list[float], query_more: int, record_more: int, weights: NameWeights
) -> None:
    """All else equal: the first part stands in each relation in turn, whatever the other parts do."""
    same = [part(f"same{place}", rarity) for place, rarity in enumerate(rarities[1:])]
    query = Reading((part("asked", rarities[0]), *same, *(part(f"qqq{n}") for n in range(query_more))))
    listed = Reading((part("known", rarities[0]), *same, *(part(f"zzz{n}") for n in range(record_more))))
    totals = [
        compare_readings(query, listed, weights, person=True, likeness=asked_is_known(share, relation)).total
        for share, relation in TIERS
    ]
    for better, worse in pairwise(totals):
        assert better >= worse - 1e-9


def asked_is_known(share: float, relation: Relation) -> Callable[[Part, Part], tuple[float, Relation, str] | None]:
    def likeness(query: Part, record: Part) -> tuple[float, Relation, str] | None:
        if (query.text, record.text) == ("asked", "known"):
            return share, relation, ""
        return (1.0, Relation.EXACT, "") if query.text == record.text else None

    return likeness


def lines(one: str, two: str, kind: str = "person") -> dict[str, tuple[Outcome, float]]:
    found: Comparison = compare(one, two, kind=kind)
    return {line.feature: (line.outcome, line.points) for line in found.ledger.lines}


def test_omission_is_missing_and_another_name_conflicts() -> None:
    omitted, other = lines("Brodarenko", "Oleg Brodarenko"), lines("Kwame Brodarenko", "Oleg Brodarenko")
    assert omitted["name: missing parts"][0] is Outcome.MISSING
    assert "name: contradicting parts" not in omitted
    assert other["name: contradicting parts"][0] is Outcome.CONFLICTS


def test_a_slip_is_partial() -> None:
    assert lines("Oleg Brodurenko", "Oleg Brodarenko")["name: inexact parts"][0] is Outcome.PARTIAL


@pytest.mark.parametrize(
    ("feature", "one", "two", "agreeing"),
    [
        ("other letters", "Elena Nikolaevna Brodarenko", "Ольга Николаевна Бродаренко", "Olga Nikolaevna Brodarenko"),
        ("other letters", "Oleg Igorevich Kamarenko", "Олег Игоревич Коробенко", "Oleg Igorevich Korobenko"),
        ("joined slips", "Taha al-Sharabi", "Taha Alsharawi", "Taha al-Sharawi"),
        ("only initials", "Mohamed Brodarenko", "Mohammed B.", "M. B. Mohamed"),
        ("syllables", "李华", "LI Hua-min", "李华民"),
        ("syllables", "최재현 영호", "최영호", "영호 최"),
    ],
)
def test_what_agrees_by_chance_is_held_against_it(feature: str, one: str, two: str, agreeing: str) -> None:
    assert lines(one, two)[f"name: {feature}"][1] < 0
    assert f"name: {feature}" not in lines(agreeing, two)


@pytest.mark.parametrize(
    ("one", "two", "is_reversed"),
    [
        ("Tariq bin Yusuf Mirodani", "Yusuf bin Tariq Mirodani", True),
        ("Tariq bin Yusuf Mirodani", "Yusuf Tariq Mirodani", True),
        ("Yusuf Tariq Mirodani", "Tariq bin Yusuf Mirodani", True),
        ("Tariq bin Yusuf Mirodani", "Tariq Yusuf Mirodani", False),
        ("Tariq bin Yusuf Mirodani", "Mirodani Tariq Yusuf", False),
        ("Tariq bin Yusuf Mirodani", "Mirodani Yusuf Tariq", False),
        ("Tariq bin Yusuf", "Yusuf Tariq", False),
    ],
)
def test_a_son_is_not_his_father(one: str, two: str, is_reversed: bool) -> None:
    assert ("name: filiation" in lines(one, two)) is is_reversed


def test_initials_of_the_query_are_all_the_caller_knows() -> None:
    assert "name: only initials" not in lines("M. Ahmed", "Muhammad Ahmad")


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Sixh Ocean", "Sixth Ocean"),
        ("Sixth Ocean", "Sixh Ocean"),
        ("Fourteem Ocean Shipping", "Fourteen Ocean Shipping"),
        ("Sixt Ocean", "Sixty Ocean"),
        ("Fuve Ocean", "Five Ocean"),
        ("Шесой Океан", "Шестой Океан"),
    ],
)
def test_a_misspelt_number_in_words_neither_agrees_nor_conflicts(query: str, listed: str) -> None:
    assert "name: numbers" not in lines(query, listed, "organisation")
    assert compare(query, listed, kind="organisation").score >= POLICY.thresholds.hit
    assert "name: identical name" not in lines(query, listed, "organisation")


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Sixt Ocean", "6 Ocean"),  # figures have no slips
        ("Kessara Viiii", "Kessara VIII"),  # nor Roman ones
        ("Sicx Ocean", "Six Ocean"),  # short numbers are soon other words
        ("Sixers Ocean", "Sixth Ocean"),  # two edits of a short word
        ("Light Ocean", "Eight Ocean"),  # a word that names have
    ],
)
def test_what_may_be_another_word_is_no_misspelt_number(query: str, listed: str) -> None:
    assert lines(query, listed, "organisation")["name: numbers"][1] < 0


def test_numbers_conflict_and_the_line_says_so() -> None:
    found = compare("Kessara Fund VII", "Kessara Fund VIII", kind="organisation")
    (line,) = (line for line in found.ledger.lines if line.feature == "name: numbers")
    assert (line.outcome, line.detail) == (Outcome.CONFLICTS, "the numbers differ")
    found = compare("Kessara Fund VII", "Kessara Fund", kind="organisation")
    (line,) = (line for line in found.ledger.lines if line.feature == "name: numbers")
    assert line.detail == "a number stands on one side only"


def test_the_ledger_lists_the_terms_in_table_order() -> None:
    query, listed = Reading((part("oleg"),)), Reading((part("oleg"), part("brodarenko")))
    comparison = compare_readings(query, listed, POLICY.person, person=True)
    features = [line.feature.removeprefix("name: ") for line in name_lines(comparison, POLICY.person, "a", "b")]
    assert features == [term.feature for term in TERMS if term.feature in features]


def test_a_policy_has_one_fingerprint_and_bands_in_order() -> None:
    assert load_policy() is POLICY
    assert len(POLICY.fingerprint) == 16
    assert set(weight_names()) == set(NameWeights.__slots__)
    limits = POLICY.thresholds
    assert 0 < limits.hit <= limits.medium <= limits.strong < 1
    assert [POLICY.band(score) for score in (1.0, limits.strong, limits.medium, limits.hit, 0.0)] == [
        Band.STRONG,
        Band.STRONG,
        Band.MEDIUM,
        POLICY.band(limits.hit),
        Band.WEAK,
    ]


def test_a_worse_relation_never_earns_points() -> None:
    for weights in (POLICY.person, POLICY.organisation):
        assert max(weights.equivalent, weights.spelling, weights.near, weights.near_far, weights.near_farthest) <= 0
        assert max(weights.missing, weights.contradiction, weights.number_differs, weights.initial_conflict) <= 0


def test_words_cut_at_another_place_are_joined_as_a_whole() -> None:
    assert relations("Kim Jongun", "Kimjong Un") == {("Kim Jongun", "Kimjong Un"): "joined"}


def test_a_slip_that_is_less_like_is_never_worth_more() -> None:
    query, listed = Reading((part("asked"),)), Reading((part("known"),))
    near, far = (
        compare_readings(query, listed, POLICY.person, person=True, likeness=asked_is_known(share, Relation.NEAR)).total
        for share in (0.5, 0.2)
    )
    assert near >= far


def test_an_initial_is_not_the_whole_name() -> None:
    assert "name: identical name" not in lines("O. Brodarenko", "Oleg Brodarenko")


def whole(one: str, two: str, kind: str = "organisation") -> float:
    return lines(one, two, kind).get("name: whole name", (Outcome.MISSING, 0.0))[1]


def test_a_slip_counts_less_where_nothing_is_left_over() -> None:
    assert whole("Kessara Minign Group", "Kessara Mining Group") == POLICY.organisation.whole_name > 0
    assert whole("Kessara Minign Group", "Kessara Mining") == whole("Kessara Mining", "Kessara Mining") == 0


@pytest.mark.parametrize(
    ("asked", "points"),
    [("Zefa", POLICY.organisation.whole_word), ("Ezra", POLICY.organisation.whole_word), ("Zofa", 0.0), ("Zera", 0.0)],
)
def test_a_name_of_one_word_may_be_one_slip_away(asked: str, points: float) -> None:
    assert whole(asked, "Zera", "vessel") == points


def test_a_joined_number_is_the_number_and_another_is_another() -> None:
    assert "name: numbers" not in lines("Kessara2", "Kessara 2", "vessel")
    assert lines("Kessara3", "Kessara 2", "vessel")["name: numbers"][1] < 0


@pytest.mark.parametrize(("one", "two"), [("Zarme", "Zamer"), ("Ezar", "Zera")])
def test_letters_in_another_order_are_one_slip(one: str, two: str) -> None:
    assert compare(one, two, kind="vessel").score >= POLICY.thresholds.hit
    assert compare(one, two, kind="person").score < POLICY.thresholds.hit
