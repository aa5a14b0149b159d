"""Arrow tables in, Arrow tables out; the same table from pandas and polars, to Parquet and to CSV."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.arrow import screen_table, screened_schema
from screening.batch import run_batch
from screening.errors import QueryError, ScreeningError
from screening.records import UnspecifiedParty
from screening.screener import Screener
from tests.batch.fakes import FakeScreener, read_csv

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: no Arrow table can be tried")

NAMES = ["Ivan Petrov", "Acme", None, "Petrov Petrov", "refused", "", "???", "Ivan Petrov", "x" * 1001]
OUTCOMES = ["hit", "no_hit", "error", "hit", "error", "error", "error", "hit", "error"]


@pytest.fixture(scope="module")
def wagner() -> Screener:
    return Screener.load(["wagner-network"])


def table(**columns: list[Any]) -> Any:
    return pa.table(columns)


def test_every_row_is_answered_in_its_place_with_its_own_columns_kept() -> None:
    asked = table(nr=list(range(len(NAMES))), name=NAMES)
    answered = screen_table(asked, FakeScreener())
    assert answered.select(["nr", "name"]).equals(asked)
    assert answered["screening_outcome"].to_pylist() == OUTCOMES
    assert answered["screening_hits_found"].to_pylist() == [1, 0, 0, 2, 0, 0, 0, 1, 0]
    assert [len(hits) for hits in answered["screening_hits"].to_pylist()] == [1, 0, 0, 2, 0, 0, 0, 1, 0]
    errors = answered["screening_error"].to_pylist()
    assert [bool(error) for error in errors] == [outcome == "error" for outcome in OUTCOMES]
    assert (errors[2], errors[4]) == ("no name in this row", "the name is refused")
    assert "1,001 characters" in errors[8]


def test_a_hit_is_said_in_full() -> None:
    answered = screen_table(table(name=["Petrov Petrov"]), FakeScreener()).to_pylist()[0]
    assert answered["screening_id"] == "x-1"
    assert answered["screening_authorities"] == "OFAC; EU; UK"
    assert answered["screening_programmes"] == "CYBER2; not published; not published"
    best, second = answered["screening_hits"]
    assert (best["id"], second["id"], second["listings"]) == ("x-1", "x-2", [])
    assert best["score"] == answered["screening_score"] > second["score"]
    assert best["explanation"] == answered["screening_explanation"]
    assert best["listings"][0] == {
        "authority": "OFAC",
        "programme": "CYBER2",
        "listed_on": "2018-03-15",
        "delisted_on": None,
        "state": "current",
        "reference": "7",
        "list": "ofac",
    }
    assert best["listings"][1]["delisted_on"] == "2020-01-02"


def test_the_limit_cuts_the_hits_and_not_their_number() -> None:
    answered = screen_table(table(name=["Petrov Petrov"]), FakeScreener(), limit=1).to_pylist()[0]
    assert (answered["screening_hits_found"], len(answered["screening_hits"])) == (2, 1)
    assert answered["screening_warning"] == "a note; 1 more than the 1 hits shown"


@pytest.mark.parametrize("names", [[], ["Acme"], [None], ["Petrov"]])
def test_the_schema_does_not_depend_on_the_rows(names: list[str | None]) -> None:
    asked = pa.table({"name": pa.array(names, pa.string())})
    answered = screen_table(asked, FakeScreener())
    assert answered.schema.equals(screened_schema(asked.schema))
    assert answered.num_rows == len(names)


def test_a_table_that_was_screened_before_keeps_its_columns() -> None:
    twice = screen_table(screen_table(table(name=["Petrov"]), FakeScreener()), FakeScreener())
    assert {"screening_outcome", "screening_2_outcome", "screening_2_hits"} <= set(twice.column_names)


def test_a_record_batch_gives_a_record_batch() -> None:
    batch = pa.RecordBatch.from_pydict({"name": ["Petrov"]})
    answered = screen_table(batch, FakeScreener())
    assert isinstance(answered, pa.RecordBatch)
    assert answered.schema.equals(screened_schema(batch.schema))


def test_identical_parties_are_screened_once() -> None:
    fake = FakeScreener()
    screen_table(table(name=["Ivan", "Petrov", "Ivan", "Petrov"]), fake)
    assert fake.names == ["Ivan", "Petrov"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=12), st.lists(st.integers(0, 12), max_size=3))
def test_the_answer_does_not_depend_on_how_the_rows_are_cut(names: list[str | None], cuts: list[int]) -> None:
    whole = pa.table({"name": pa.array(names, pa.string())})
    edges = [0, *sorted(min(cut, len(names)) for cut in cuts), len(names)]
    pieces = [whole.slice(start, end - start) for start, end in pairwise(edges)]
    answered = [screen_table(piece, FakeScreener()) for piece in pieces]
    assert pa.concat_tables(answered).equals(screen_table(whole, FakeScreener()))


def test_a_table_is_answered_as_a_file_with_the_same_rows_is(tmp_path: Path, wagner: Screener) -> None:
    rows = [
        ("Evgeny Prigozhin", "1961-06-01", "RU"),
        ("Evgeny Prigozhin", "03/04/1990", "Freedonia"),
        ("Rudolf Rassendyll", "", ""),
        ("", "", "GB"),
        ("Иван Маслов; Wagner Group", "", ""),
    ]
    text = "name,born,country\n" + "".join(",".join(row) + "\n" for row in rows)
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    report = run_batch(tmp_path / "in.csv", tmp_path / "out.csv", wagner)
    first = [row for row in read_csv(report.output) if row["screening_rank"] in ("", "1")]
    asked = table(**dict(zip(("name", "born", "country"), map(list, zip(*rows, strict=True)), strict=True)))
    answered = screen_table(asked, wagner, birth_date="born", country="country").to_pylist()
    for column in ("outcome", "score", "band", "id", "authorities", "explanation", "searched", "warning", "error"):
        ours = ["" if row[f"screening_{column}"] is None else str(row[f"screening_{column}"]) for row in answered]
        assert ours == [row[f"screening_{column}"] for row in first], column


@pytest.mark.parametrize(
    "born",
    [
        pa.array([date(1961, 6, 1)]),
        pa.array([date(1961, 6, 1)], pa.date64()),
        pa.array([datetime(1961, 6, 1, 23, 59, 59, 1)], pa.timestamp("ns")),
        pa.array([datetime(1961, 6, 1, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        pa.array([1961], pa.int16()),
        pa.array(["1961-06-01"]).dictionary_encode(),
        pa.array(["1 June 1961"], pa.large_string()),
    ],
)
def test_a_birth_date_may_be_a_day_a_time_a_year_or_text(born: Any) -> None:
    fake = FakeScreener()
    screen_table(pa.table({"name": ["Petrov"], "born": born}), fake, kind=None, birth_date="born")
    party = fake.asked[0].party
    assert isinstance(party, UnspecifiedParty)
    (asked,) = party.birth_dates
    assert asked.earliest.year == asked.latest.year == 1961
    assert asked.is_day != (pa.types.is_integer(born.type))


def test_what_cannot_be_read_is_warned_of_and_the_row_is_screened_on_the_rest() -> None:
    asked = table(name=["Petrov"], born=["soon"], what=["person"], number=[12345])
    fake = FakeScreener()
    (row,) = screen_table(asked, fake, birth_date="born", kind="what", identifier="number").to_pylist()
    assert row["screening_outcome"] == "hit"
    assert "soon" in row["screening_warning"]
    assert (fake.asked[0].party.entity_type, fake.asked[0].party.identifiers[0].value) == ("person", "12345")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"name": "Name"}, "no column 'Name': the columns are 'name', 'nr', 'nr'"),
        ({"identifier": "nr"}, "more than one column 'nr'"),
        ({"country": "when"}, "column 'when' holds date32"),
        ({"threshold": 1.5}, "threshold 1.5 is no score"),
        ({"limit": 0}, "limit 0 lets no hit through"),
        ({"as_of": "soon"}, "soon"),
        ({"weak_aliases": "some"}, "unknown weak alias policy 'some'"),
    ],
)
def test_what_cannot_be_done_for_any_row_is_refused_in_one_sentence(options: dict[str, Any], told: str) -> None:
    arrays = [pa.array(["x"]), pa.array([1]), pa.array([2])]
    asked = pa.Table.from_arrays(arrays, names=["name", "nr", "nr"])
    if "country" in options:
        asked = table(name=["x"], when=[date(2020, 1, 1)])
    with pytest.raises(QueryError, match=told):
        screen_table(asked, FakeScreener(), **options)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(QueryError, match="a list is no table: expected Arrow data, or a pandas or polars frame"):
        screen_table([{"name": "Petrov"}], FakeScreener())


def test_without_pyarrow_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ScreeningError, match=r"need pyarrow: install it with `pip install screening\[arrow\]`"):
        screen_table(None, FakeScreener())


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frames_of_other_libraries_are_taken_through_arrow(library: str) -> None:
    frames = pytest.importorskip(library, reason=f"{library} is not installed: its frames cannot be tried")
    frame = frames.DataFrame({"nr": [1, 2], "name": ["Ivan Petrov", "Acme"]})
    answered = screen_table(frame, FakeScreener())
    assert isinstance(answered, pa.Table)
    assert answered["nr"].to_pylist() == [1, 2]
    assert answered["screening_outcome"].to_pylist() == ["hit", "no_hit"]
