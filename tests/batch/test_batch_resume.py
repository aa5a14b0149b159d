from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.batch import BatchOptions, BatchReport, run_batch
from screening.errors import FileError
from screening.results import Engine
from tests.batch.fakes import FakeScreener, Killed, read_csv

ROWS = ["Ivan Petrov", "Acme", "", "Petrov Petrov", "refused", "Müller", "A,B", "=x Petrov", "Kim", "Lee", "Jo Petrov"]
RESUME = BatchOptions(resume=True)


def write_input(folder: Path) -> Path:
    source = folder / "in.csv"
    source.write_text("Name;Nr\n" + "".join(f"{name};{n}\n" for n, name in enumerate(ROWS)), encoding="utf-8")
    return source


@settings(max_examples=60, deadline=None)
@given(
    dies_at=st.lists(st.integers(0, 8), min_size=1, max_size=3),
    first=st.integers(1, 12),
    then=st.integers(1, 12),
    suffix=st.sampled_from([".csv", ".jsonl", ".xlsx"]),
    torn=st.binary(max_size=40),
)
def test_a_killed_run_resumed_gives_the_very_same_bytes(
    dies_at: list[int], first: int, then: int, suffix: str, torn: bytes
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_input(folder)
        whole = run_batch(source, folder / f"out{suffix}", FakeScreener())
        expected = whole.output.read_bytes(), whole.manifest.read_bytes()
        whole.output.unlink()
        for number, place in enumerate(dies_at):
            with pytest.raises(Killed):
                run_batch(source, whole.output, FakeScreener(dies_at=0), RESUME, flush_rows=then)
            try:
                run_batch(source, whole.output, FakeScreener(dies_at=place), RESUME, flush_rows=first + number)
                break
            except Killed:
                assert not whole.output.exists()
                with whole.output.with_name(f"out{suffix}.part").open("ab") as part:
                    part.write(torn)
        else:
            resumed = run_batch(source, whole.output, FakeScreener(), RESUME, flush_rows=then)
            assert counts(resumed) == counts(whole)
        assert (whole.output.read_bytes(), whole.manifest.read_bytes()) == expected
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            ["in.csv", whole.output.name, whole.manifest.name]
        )


def counts(report: BatchReport) -> tuple[int, ...]:
    return report.rows, report.screened, report.errored, report.hits, report.rows_with_hits


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The target of a run that was killed after four rows."""
    with pytest.raises(Killed):
        run_batch(write_input(tmp_path), tmp_path / "out.csv", FakeScreener(dies_at=4), flush_rows=2)
    return tmp_path / "out.csv"


def resume(target: Path, screener: FakeScreener | None = None, options: BatchOptions = RESUME) -> BatchReport:
    return run_batch(target.with_name("in.csv"), target, screener or FakeScreener(), options)


def test_a_resumed_run_does_not_screen_again_what_is_saved(killed: Path) -> None:
    screener = FakeScreener()
    resume(killed, screener)
    assert list(dict.fromkeys(screener.names)) == ["refused", "Müller", "A,B", "=x Petrov", "Kim", "Lee", "Jo Petrov"]


def test_an_unfinished_run_is_neither_lost_nor_taken_up_unasked(killed: Path) -> None:
    with pytest.raises(FileError, match="an unfinished run is here: go on with --resume"):
        resume(killed, options=BatchOptions())
    report = resume(killed, options=BatchOptions(overwrite=True))
    assert len({row["screening_row"] for row in read_csv(report.output, ";")}) == len(ROWS)


@pytest.mark.parametrize(
    ("screener", "options", "part"),
    [
        (FakeScreener(engine=Engine("1.2.3", "policy-2")), RESUME, "engine"),
        (FakeScreener(lists=FakeScreener().lists[:1]), RESUME, "lists"),
        (FakeScreener(), replace(RESUME, threshold=0.9), "options"),
    ],
)
def test_a_run_is_resumed_only_as_it_was_begun(
    killed: Path, screener: FakeScreener, options: BatchOptions, part: str
) -> None:
    with pytest.raises(FileError, match=f"the unfinished run differs in {part}, so it cannot be resumed"):
        resume(killed, screener, options)


def test_a_run_is_resumed_only_with_the_same_input(killed: Path) -> None:
    with killed.with_name("in.csv").open("a", encoding="utf-8") as stream:
        stream.write("one more;1\n")
    with pytest.raises(FileError, match="the unfinished run differs in input"):
        resume(killed)


def test_a_part_that_is_gone_or_torn_is_refused(killed: Path) -> None:
    part = killed.with_name("out.csv.part")
    content = part.read_bytes()
    part.write_bytes(content[:10])
    with pytest.raises(FileError, match="is gone or too short"):
        resume(killed)
    part.unlink()
    with pytest.raises(FileError, match="is gone or too short"):
        resume(killed)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"identity": {}, "offset": 1, "tally": {"no": 1}}'])
def test_a_damaged_journal_is_refused(killed: Path, content: str) -> None:
    killed.with_name("out.csv.part.json").write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match="is no journal of an unfinished run"):
        resume(killed)


def test_resuming_with_nothing_to_resume_starts_at_the_beginning(tmp_path: Path) -> None:
    write_input(tmp_path)
    assert resume(tmp_path / "out.csv").rows == len(ROWS)


def test_an_input_changed_while_it_is_screened_is_refused(tmp_path: Path) -> None:
    source = write_input(tmp_path)

    def grow(done: int, rows: int) -> None:
        source.write_text(source.read_text(encoding="utf-8").replace("Kim", "Tim"), encoding="utf-8")

    with pytest.raises(FileError, match="was changed while it was screened"):
        run_batch(source, tmp_path / "out.csv", FakeScreener(), on_progress=grow)
    assert not (tmp_path / "out.csv").exists()


def test_the_journal_never_claims_more_than_is_written(killed: Path) -> None:
    journal = json.loads(killed.with_name("out.csv.part.json").read_text(encoding="utf-8"))
    part = killed.with_name("out.csv.part").read_bytes()
    assert journal["tally"]["rows"] == 4
    assert journal["tally"]["rows"] == journal["tally"]["screened"] + journal["tally"]["errored"]
    assert journal["offset"] == len(part)
