"""The frozen scorecard is of this policy and this code; its figures are what their names say."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.matching.policy import load_policy
from screening.names.scripts import script_of
from screening.records import EntityRecord, Name, Person
from screening.vocabulary import EntityType, NameKind, NameStrength
from tests.quality import namesakes, pairs
from tests.quality.card import CARD, HEADER, pair_row, read
from tests.quality.composed import Composed, companies, countries, ships
from tests.quality.corpus import CorpusParty, Split, certainly_two, join_published
from tests.quality.extract import CorpusName, Entry
from tests.quality.figures import area_under_curve, average_precision, best_f1, reliability
from tests.quality.held_out import hold_out, hold_out_more
from tests.quality.measure import compared
from tests.quality.perturb import CLASSES
from tests.quality.scorecard import SETS
from tests.quality.spelling import name_key

AGAIN = "measure again: tox -e quality"
SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def card() -> list[dict[str, str]]:
    return read(CARD)


# ---- the frozen table


def test_the_scorecard_is_of_the_present_policy(card: list[dict[str, str]]) -> None:
    assert {line["policy"] for line in card} == {load_policy().fingerprint}, AGAIN


def test_only_the_report_split_is_quoted(card: list[dict[str, str]]) -> None:
    assert {line["split"] for line in card} == {Split.REPORT.value}


def test_the_scorecard_has_every_set_and_class(card: list[dict[str, str]]) -> None:
    assert {*SETS, "order", "covered"} == {line["set"] for line in card}, AGAIN
    assert {*CLASSES, "as_listed"} == {line["class"] for line in card if line["set"] == "damage"}, AGAIN


def test_the_scorecard_is_sorted_and_has_each_line_once(card: list[dict[str, str]]) -> None:
    assert list(card[0]) == list(HEADER), AGAIN
    lines = [tuple(line.values()) for line in card]
    assert lines == sorted(lines)
    assert max(Counter(line[:4] for line in lines).values()) == 1


def test_the_golden_pairs_score_as_the_scorecard_says(card: list[dict[str, str]]) -> None:
    """Needs no list: a change of code that moves a score shows here, even where no number of the policy moved."""
    frozen = {line["class"]: line for line in card}
    for group in pairs.golden():
        now = dict(zip(HEADER, pair_row(group, compared(group.pairs, jobs=1)).cells(Split.REPORT), strict=True))
        assert now == frozen.get(group.name), f"{AGAIN} (only these lines: tox -e quality -- --only golden)"


# ---- the figures


@given(SCORES, SCORES)
def test_the_area_is_that_of_counting_every_pair(right: list[float], wrong: list[float]) -> None:
    counted = sum((one > other) + 0.5 * (one == other) for one in right for other in wrong)
    assert area_under_curve(right, wrong) == pytest.approx(counted / len(right) / len(wrong))


@given(SCORES, SCORES)
def test_what_tells_all_apart_is_perfect(right: list[float], wrong: list[float]) -> None:
    above = [2 + score for score in right]
    assert average_precision(above, wrong) == pytest.approx(1)
    assert best_f1(above, wrong)[0] == 1
    assert area_under_curve(above, wrong) == 1


@given(SCORES, SCORES)
def test_no_threshold_is_better_than_the_best(right: list[float], wrong: list[float]) -> None:
    best, place = best_f1(right, wrong)
    for threshold in (0.3, 0.7, place):
        reached = sum(score >= threshold for score in right)
        alerts = reached + sum(score >= threshold for score in wrong)
        f1 = 2 * reached / (alerts + len(right))
        assert f1 <= best + 1e-12
    assert f1 == pytest.approx(best)


def test_a_score_that_is_right_as_often_as_it_says_is_on_the_diagonal() -> None:
    rng = random.Random(1)
    scored = [(score, rng.random() < score) for score in (rng.random() for _ in range(20_000))]
    points = reliability(scored)
    assert sum(count for *_, count in points) == len(scored)
    assert all(low - 0.02 <= mean <= high + 0.02 for mean, _, low, high, _ in points)


# ---- what is composed


@pytest.mark.parametrize("compose", [companies, ships])
def test_the_same_seed_composes_the_same_names_and_no_name_twice(compose: Callable[..., tuple[Composed, ...]]) -> None:
    once = compose("a seed", 400)
    assert once == compose("a seed", 400)
    assert once != compose("another", 400)
    assert len({name_key(one.name) for one in once}) == 400


def test_no_composed_name_is_a_known_one() -> None:
    known = frozenset({name_key(one.name) for one in companies("a seed", 50)})
    assert known.isdisjoint(name_key(one.name) for one in companies("a seed", 200, known))


def test_companies_come_from_every_country_of_the_table_with_a_form_of_it() -> None:
    forms = {country.code: country.forms for country in countries()}
    found = companies("a seed", 1_000)
    assert {one.country for one in found} == set(forms)
    assert all(any(form in one.name for form in forms[one.country]) for one in found)


@pytest.mark.parametrize(
    ("compose", "name", "other", "expected"),
    [
        (namesakes.patronymic_swapped, "Anna Petrovna ORLOVA", "Oleg Viktorovich ORLOV", None),
        (namesakes.patronymic_swapped, "Anna Petrovna ORLOVA", "Olga Igorevna BELOVA", "Anna Igorevna ORLOVA"),
        (namesakes.relative, "Anna Petrovna ORLOVA", "Olga Igorevna BELOVA", "Olga Petrovna ORLOVA"),
        (namesakes.relative, "Anna Petrovna ORLOVA", "Oleg Viktorovich BELOV", None),
        (namesakes.clan_swapped, "Khalid Ibrahim", "Omar al-Mosuli", None),
        (namesakes.filiation_reversed, "Khalid Ibrahim", "", None),
        (namesakes.number_changed, "Sparta IV", "", "Sparta V"),
        (namesakes.number_changed, "Plant", "", None),
        (namesakes.sister_place, "Bank Tehran Branch", "Moscow Bank", "Bank Moscow Branch"),
        (namesakes.sister_place, "Venezuela", "Moscow Bank", None),
        (namesakes.sister_trade, "Meroe Gold", "Baltic Shipping", None),
    ],
)
def test_namesakes(compose: namesakes.Composer, name: str, other: str, expected: str | None) -> None:
    assert compose(name, other) == expected


# ---- the corpus, of invented parties


def party(
    identity: str, *texts: str, kind: EntityType = EntityType.PERSON, born: str = "", split: str = "tune"
) -> CorpusParty:
    names = tuple(CorpusName(text, NameKind.ALIAS, NameStrength.STRONG, script_of(text)) for text in texts)
    source = identity.partition(":")[0]
    entry = Entry(identity, source, kind, names, birth_dates=(born,) if born else ())
    return CorpusParty(identity, kind, Split(split), (entry,))


def test_people_of_two_lists_with_one_name_and_birth_day_are_one_of_the_most_used_split() -> None:
    left = party("ch:1", "Viktor Efimovich Baranov", born="1954-05-11", split="report")
    right = party("ofac:2", "Viktor Yefimovich BARANOV", born="11 May 1954", split="train")
    joined = join_published((left, right), ())
    assert [(one.id, one.split) for one in joined] == [("ch:1", Split.TRAIN)]
    assert len(joined[0].names) == 2


@pytest.mark.parametrize(
    ("name", "born", "identity"),
    [
        ("Viktor Yefimovich BARANOV", "12 May 1960", "ofac:2"),
        ("Viktor Petrovich BARANOV", "11 May 1954", "ofac:2"),
        ("Viktor Yefimovich BARANOV", "11 May 1954", "ch:2"),
    ],
)
def test_people_stay_apart_whom_a_list_or_a_birth_year_keeps_apart(name: str, born: str, identity: str) -> None:
    left = party("ch:1", "Viktor Efimovich Baranov", born="1954-05-11")
    assert len(join_published((left, party(identity, name, born=born)), ())) == 2


def test_records_that_the_library_links_are_one_party() -> None:
    left, right = party("un:1", "Tariq Omar"), party("eu:77", "Omar, T.")
    right = replace(right, entries=tuple(replace(entry, references=("eu:EU.1.1",)) for entry in right.entries))
    records = (
        EntityRecord(id="un-1", party=Person(names=(Name(text="Tariq Omar"),)), cross_references=("un:QDi.001",)),
        EntityRecord(id="eu-EU.1.1", party=Person(names=(Name(text="Omar Tariq"),)), cross_references=("un:QDi.001",)),
    )
    assert [len(one.entries) for one in join_published((left, right), records)] == [2]


def test_parties_are_certainly_two_where_one_list_or_the_birth_years_say_so() -> None:
    one = party("ch:1", "Ivan Sidorov", born="1954-05-11")
    assert certainly_two(one, party("ch:2", "Oleg Orlov"))
    assert certainly_two(one, party("eu:2", "Oleg Orlov", born="1960"))
    assert not certainly_two(one, party("eu:2", "Oleg Orlov"))


PEOPLE = (
    party("un:1", "Khalid Ibrahim al-Tikriti", "Khalid"),
    party("un:2", "Omar Nasser al-Mosuli"),
    party("un:3", "Ahmad bin Salim", "Salim bin Karim"),
    party("un:4", "Ivan Petrovich Sidorov", "Ivan Sidorov"),
    party("un:5", "Oleg Viktorovich Orlov"),
)


def test_what_a_listed_name_covers_is_set_apart() -> None:
    found = {one.text: one for one in namesakes.hard_negatives(PEOPLE, PEOPLE, 5)}
    assert found["Khalid Ibrahim al-Mosuli"].covered
    assert not found["Omar Nasser al-Tikriti"].covered
    assert found["Ivan Viktorovich Sidorov"].covered
    assert not found["Oleg Petrovich Orlov"].covered
    assert found["Salim bin Ahmad"].group == "filiation_reversed"


def test_nobody_made_up_is_listed() -> None:
    known = namesakes.Listed(PEOPLE, EntityType.PERSON)
    assert not [one.text for one in namesakes.hard_negatives(PEOPLE, PEOPLE, 5) if known.has_in_order(one.text)]


def test_what_is_held_out_is_not_left_in_the_record() -> None:
    parties = (
        party("un:1", "Ivan Sidorov", "Иван Сидоров", "Сидоров Иван Петрович"),
        party("un:2", "Oleg Orlov", "Олег Орлов"),
        party("un:3", "Tariq Omar", "Tarik Omar"),
        party("un:4", "Omar Nasser"),
    )
    by_id = {one.id: one for one in parties}
    groups = []
    for held in (hold_out(parties), hold_out_more(parties)):
        for question in held.questions:
            left = {name.text for name in by_id[question.party].names} - held.removed[question.party]
            assert left
            assert question.text not in left
            groups.append(question.group)
    assert {"close", "one_cyrillic", "latin_of_cyrillic"} <= set(groups)
