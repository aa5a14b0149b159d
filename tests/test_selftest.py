"""Canaries: what must be a hit is tried, and a miss stops everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import ListError, UnknownListError
from screening.records import EntityRecord, Name, Person
from screening.screener import Screener
from screening.selftest import CanaryReport, choose_canaries, require_hits, run_selftest
from screening.store import add_list

CASE = Path(__file__).parent / "cases" / "un" / "consolidated.xml"


def test_a_list_without_canaries_of_its_own_gives_its_first_records(home: Path) -> None:
    assert {key: len(ids) for key, ids in choose_canaries().items()} == {"wagner-network": 3}
    with pytest.raises(UnknownListError):
        choose_canaries(["nu"])


def test_the_catalogue_names_canaries(home: Path) -> None:
    add_list("un", CASE, accept_shrink="an excerpt")
    assert choose_canaries(["un"]) == {"un": ("un-113458",)}
    (report,) = run_selftest(Screener.load(["un"]), choose_canaries(["un"]))
    assert report == CanaryReport("un", (), ("un-113458",))
    (home / "lists.toml").write_text("[un]\ncanaries = ['un-900001']\n", encoding="utf-8")
    (report,) = run_selftest(Screener.load(["un"]), choose_canaries(["un"]))
    assert (len(report.names), report.missed) == (1, ())


def test_the_bundled_list_finds_its_canaries(home: Path) -> None:
    reports = run_selftest(Screener.load(), choose_canaries())
    assert [report.missed for report in reports] == [()]
    require_hits(reports)


def test_a_canary_that_is_no_hit_stops_everything() -> None:
    screener = Screener([EntityRecord(id="x-1", party=Person(names=(Name(text="Ann Lee"),)))])
    reports = run_selftest(screener, {"b": ("x-9",), "a": ("x-1",)})
    assert reports == (CanaryReport("a", ("Ann Lee",), ()), CanaryReport("b", (), ("x-9",)))
    with pytest.raises(ListError, match=r"must be hits are none \(b: x-9\): do not rely on a search"):
        require_hits(reports)


def test_a_search_that_misses_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("Ann Lee", "Bo Chu")
    screener = Screener(
        EntityRecord(id=f"x-{at}", party=Person(names=(Name(text=name),))) for at, name in enumerate(names)
    )
    real = screener.screen("Ann Lee")
    monkeypatch.setattr(screener, "screen", lambda query: real)
    assert run_selftest(screener, {"x": ("x-0", "x-1")}) == (CanaryReport("x", ("Ann Lee", "Bo Chu"), ("Bo Chu",)),)
