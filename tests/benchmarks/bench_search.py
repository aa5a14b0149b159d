"""The steps of one question, on the bundled list: `pytest tests/benchmarks/bench_search.py`."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from screening import Screener, build_query, compare
from screening.names.parts import read_name

NAMES = ("Jennifer Kowalski", "Mohammed Al-Rashidi", "Evgeny Prigozhin", "Валерий Чекалов", "Nordlicht Handel GmbH")


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.load(["wagner-network"])


@pytest.mark.parametrize("name", NAMES)
def test_reading_a_name(benchmark: BenchmarkFixture, name: str) -> None:
    benchmark(read_name.__wrapped__, name, person=True)


@pytest.mark.parametrize("name", NAMES)
def test_screening_a_name(benchmark: BenchmarkFixture, screener: Screener, name: str) -> None:
    query = build_query(name)
    assert benchmark(screener.screen, query).threshold == 0.7


def test_comparing_two_names(benchmark: BenchmarkFixture) -> None:
    assert benchmark(compare, "Evgeny Prigozhin", "PRIGOZHIN, Yevgeniy Viktorovich").score > 0.9
