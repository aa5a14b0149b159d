"""A search leaves out whom a birth date excludes, and no one else."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from screening.dates import PartialDate, parse_date
from screening.matching.births import Births, span_of
from screening.matching.context import compare_birth_dates
from screening.matching.floors import floors_of
from screening.matching.image import Image, ImageWriter
from screening.matching.policy import load_policy
from screening.query import build_query
from screening.records import EntityRecord, Person
from screening.screener import Screener
from screening.vocabulary import Outcome
from tests.matching.invented import GIVEN, QUICK, SURNAMES, as_names

POLICY = load_policy()
days = st.dates(date(1920, 1, 1), date(2005, 12, 31))
texts = st.one_of(
    days.map(str),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: str(day.year)),
    days.map(lambda day: f"circa {day.year}"),
    st.builds(lambda day, years: f"{day.year} to {day.year + years}", days, st.integers(1, 9)),
)
dates = st.lists(texts.map(parse_date), max_size=3).map(tuple)


def births_of(*bearers: tuple[PartialDate, ...]) -> Births:
    """The births of one reading with these bearers."""
    writer = ImageWriter()
    Births.write(writer, "births", [bearers])
    return Births(Image(writer.image({})), "births")


@QUICK
@given(dates, dates, dates)
def test_whose_date_does_not_conflict_may_agree(
    own: tuple[PartialDate, ...], listed: tuple[PartialDate, ...], others: tuple[PartialDate, ...]
) -> None:
    query, record = (Person(names=tuple(as_names("Ivan Petrov")), birth_dates=born) for born in (own, listed))
    births, floors = births_of(listed, others), floors_of(query, 0.8, POLICY, person=True)
    points = compare_birth_dates(query, record, POLICY.context).points
    assert floors.of(births, 0) + points <= 0.8
    assert births.is_unknown(0) is (not listed or not others)


def test_a_day_of_another_year_may_agree_and_another_day_may_not() -> None:
    (born,) = (parse_date("1961-04-12"),)
    for other, expected in (("1981-04-12", True), ("1981-04-13", False), ("1963", True), ("1966", False)):
        assert births_of((parse_date(other),)).may_agree(0, [span_of(born)]) is expected, other
    assert not births_of(()).may_agree(0, [span_of(born)])


def test_only_people_have_floors_by_their_birth() -> None:
    asked = build_query("Ivan Petrov", birth_date="1961").party
    people, others = (floors_of(asked, 0.8, POLICY, person=person) for person in (True, False))
    assert people.agreeing < people.unknown < people.conflicting
    assert others.spans == ()


def test_hits_are_those_of_comparing_with_every_record() -> None:
    rng = random.Random(11)

    def born() -> str:
        day = date(1955, 1, 1) + timedelta(rng.randrange(9_000))
        return rng.choice((str(day), f"{day:%Y-%m}", str(day.year), f"circa {day.year}"))

    def name() -> str:
        return f"{rng.choice(GIVEN[:6])} {rng.choice(SURNAMES[:6])}"

    records = [
        EntityRecord(
            id=f"p-{number:03}",
            party=Person.model_validate(
                {"names": [name(), name()], "birth_dates": [born() for _ in range(rng.randrange(3))]}
            ),
        )
        for number in range(150)
    ]
    screener = Screener(records, link=False)
    found = 0
    outcomes = set()
    for _ in range(60):
        query = build_query(
            name(), kind=rng.choice(("person", None)), birth_date=born(), countries=rng.choice(((), "RU"))
        )
        compared = {record.id: screener.compare(query, record.id, weak_aliases="exact") for record in records}
        expected = {key for key, comparison in compared.items() if comparison.score >= POLICY.thresholds.hit}
        assert {hit.record.id for hit in screener.screen(query).hits} == expected
        found += len(expected)
        outcomes |= {line.outcome for key in expected for line in compared[key].ledger.lines}
    assert found > 200
    assert outcomes >= {Outcome.AGREES, Outcome.PARTIAL, Outcome.MISSING}
