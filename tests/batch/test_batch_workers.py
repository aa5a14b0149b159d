"""Several processes: the same bytes as from one, no row lost with a process, and none of them left behind."""

from __future__ import annotations

import multiprocessing
import os
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from screening.batch import BatchOptions, Workers, available_cores, run_batch
from screening.errors import QueryError, ScreeningError
from screening.results import Engine
from screening.screener import Screener
from tests.batch.fakes import DeadlyScreener, FakeScreener, die, die_once, fail, read_csv, refuse

NAMES = ["Ivan Petrov", "Acme", "", "Petrov Petrov", "refused", "Müller", "A,B", "=x Petrov", "Kim", "Lee", "Jo Petrov"]
BLOCK = 2
RESUME = BatchOptions(resume=True)


def write_input(folder: Path, names: list[str]) -> Path:
    source = folder / "in.csv"
    source.write_text("Name;Nr\n" + "".join(f"{name};{n}\n" for n, name in enumerate(names)), encoding="utf-8")
    return source


@pytest.fixture
def lives(tmp_path: Path) -> Path:
    folder = tmp_path / "lives"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".xlsx"])
def test_the_output_does_not_depend_on_the_number_of_processes(tmp_path: Path, suffix: str) -> None:
    source = write_input(tmp_path, NAMES)
    seen = []
    for count in (1, 3):
        report = run_batch(
            source,
            tmp_path / f"out{suffix}",
            FakeScreener(),
            BatchOptions(overwrite=True),
            workers=Workers(count, FakeScreener),
            flush_rows=BLOCK,
        )
        counts = replace(report, output=source, manifest=source)
        seen.append((report.output.read_bytes(), report.manifest.read_bytes(), counts))
    assert seen[0] == seen[1]
    assert multiprocessing.active_children() == []


def test_real_lists_are_opened_by_each_process(tmp_path: Path) -> None:
    source = write_input(tmp_path, ["Evgeny Prigozhin", "Rudolf Rassendyll", "Wagner Group"])
    load = partial(Screener.load, ["wagner-network"], link=False)
    answered = []
    for workers in (None, Workers(2, load)):
        options = BatchOptions(overwrite=True)
        report = run_batch(source, tmp_path / "out.csv", load(), options, workers=workers, flush_rows=1)
        answered.append(report.output.read_bytes())
    assert answered[0] == answered[1]


@pytest.mark.parametrize("count", [1, 8])
def test_no_process_is_started_that_has_nothing_to_do(tmp_path: Path, count: int) -> None:
    report = run_batch(write_input(tmp_path, NAMES), tmp_path / "o.csv", FakeScreener(), workers=Workers(count, fail))
    assert report.rows == len(NAMES)


def test_the_block_of_a_worker_that_dies_is_done_again(tmp_path: Path, lives: Path) -> None:
    names = [*NAMES, "Deadly Petrov", "Ida"]
    source = write_input(tmp_path, names)
    expected = run_batch(source, tmp_path / "one.csv", FakeScreener()).output.read_bytes()
    (lives / "1").touch()
    told: list[str] = []
    load = partial(DeadlyScreener, lives=lives)
    report = run_batch(
        source, tmp_path / "out.csv", FakeScreener(), workers=Workers(2, load), on_worker_lost=told.append, flush_rows=2
    )
    assert report.output.read_bytes() == expected
    (sentence,) = told
    assert re.fullmatch(
        r"a worker process \(pid \d+\) was killed by SIG\w+ at rows 12 to 13: they are screened again", sentence
    )


def test_a_block_that_ends_two_workers_is_error_rows_and_nothing_is_lost(tmp_path: Path) -> None:
    source = write_input(tmp_path, ["Ivan Petrov", "Acme", "Deadly", "Petrov", "Kim", "Lee", "Jo Petrov"])
    told: list[str] = []
    report = run_batch(
        source,
        tmp_path / "out.csv",
        FakeScreener(),
        workers=Workers(2, DeadlyScreener),
        on_worker_lost=told.append,
        flush_rows=BLOCK,
    )
    rows = read_csv(report.output, ";")
    assert [row["screening_outcome"] for row in rows] == ["hit", "no_hit", "error", "error", "no_hit", "no_hit", "hit"]
    assert [row["Name"] for row in rows if row["screening_outcome"] == "error"] == ["Deadly", "Petrov"]
    error = "not screened: 2 worker processes ended at rows 4 to 5, this row among them"
    assert {row["screening_error"] for row in rows} == {"", error}
    assert (report.rows, report.screened, report.errored) == (7, 5, 2)
    assert len(told) == 2
    assert told[1].endswith("at rows 4 to 5, like one before: they are written as error rows")


def test_a_worker_that_cannot_start_is_replaced_once(tmp_path: Path, lives: Path) -> None:
    source = write_input(tmp_path, NAMES)
    (lives / "1").touch()
    told: list[str] = []
    replaced = multiprocessing.get_context("spawn").Event()

    def tell(sentence: str) -> None:
        told.append(sentence)
        replaced.set()

    workers = Workers(2, partial(die_once, lives, replaced))
    report = run_batch(
        source, tmp_path / "out.csv", FakeScreener(), workers=workers, on_worker_lost=tell, flush_rows=BLOCK
    )
    assert report.rows == len(NAMES)
    (sentence,) = told
    assert re.fullmatch(
        r"a worker process \(pid \d+\) ended with exit code 7 before it had opened the lists: another one is started",
        sentence,
    )


@pytest.mark.parametrize(
    ("load", "error", "told"),
    [
        (die, ScreeningError, "ended with exit code 7 before it had opened the lists, like the one before"),
        (refuse, ScreeningError, "^the lists cannot be opened$"),
        (fail, RuntimeError, "ZeroDivisionError: a fault of the program"),
        (partial(FakeScreener, engine=Engine("1.2.3", "policy-2")), ScreeningError, "the lists were changed while"),
    ],
)
def test_workers_that_cannot_do_the_work_end_the_run(
    tmp_path: Path, load: Any, error: type[Exception], told: str
) -> None:
    source = write_input(tmp_path, NAMES)
    with pytest.raises(error, match=told):
        run_batch(source, tmp_path / "out.csv", FakeScreener(), workers=Workers(2, load), flush_rows=BLOCK)
    assert multiprocessing.active_children() == []
    assert run_batch(source, tmp_path / "out.csv", FakeScreener(), RESUME).rows == len(NAMES)


def test_an_interrupted_run_leaves_no_process_and_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    source = write_input(tmp_path, NAMES)
    expected = run_batch(source, tmp_path / "one.csv", FakeScreener()).output.read_bytes()

    def interrupt(done: int, rows: int) -> None:
        raise KeyboardInterrupt

    workers = Workers(2, FakeScreener)
    target = tmp_path / "out.csv"
    with pytest.raises(KeyboardInterrupt):
        run_batch(source, target, FakeScreener(), workers=workers, on_progress=interrupt, flush_rows=BLOCK)
    assert multiprocessing.active_children() == []
    assert not target.exists()
    report = run_batch(source, target, FakeScreener(), RESUME, workers=workers, flush_rows=BLOCK)
    assert report.output.read_bytes() == expected


def test_identical_rows_of_a_block_are_screened_once(tmp_path: Path) -> None:
    fake = FakeScreener()
    report = run_batch(write_input(tmp_path, ["Ivan Petrov", "Acme"] * 50), tmp_path / "out.csv", fake)
    assert fake.names == ["Ivan Petrov", "Acme"]
    assert (report.rows, report.hits) == (100, 50)
    assert [row["screening_row"] for row in read_csv(report.output, ";")] == [str(n) for n in range(2, 102)]


def test_a_run_has_at_least_one_worker_and_by_default_one_a_core() -> None:
    with pytest.raises(QueryError, match="0 workers screen nothing: expected 1 or more"):
        Workers(0, FakeScreener)
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
