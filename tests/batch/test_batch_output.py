from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.batch import BatchOptions, Detected
from screening.batch.writers import csv_renderer, neutral
from screening.errors import FileError, QueryError
from screening.vocabulary import EntityType
from tests.batch.conftest import Run
from tests.batch.fakes import FakeScreener, read_csv

ANSWERED = "Name;Nr\nPetrov Petrov;007\nAcme;8\n;9\nIvan Petrov;10\n"


def test_the_columns_of_the_input_come_first_and_every_hit_has_a_row(run: Run) -> None:
    report = run(ANSWERED)
    rows = read_csv(report.output, ";")
    assert list(rows[0])[:3] == ["Name", "Nr", "screening_row"]
    assert [(row["Nr"], row["screening_outcome"], row["screening_rank"], row["screening_id"]) for row in rows] == [
        ("007", "hit", "1", "x-1"),
        ("007", "hit", "2", "x-2"),
        ("8", "no_hit", "", ""),
        ("9", "error", "", ""),
        ("10", "hit", "1", "x-1"),
    ]
    assert (report.rows, report.screened, report.errored, report.hits, report.rows_with_hits) == (4, 3, 1, 3, 2)


def test_a_hit_says_who_listed_it_where_and_when_in_parallel_columns(run: Run) -> None:
    row = {key.removeprefix("screening_"): value for key, value in read_csv(run(ANSWERED).output, ";")[0].items()}
    assert row == {
        "Name": "Petrov Petrov",
        "Nr": "007",
        "row": "2",
        "outcome": "hit",
        "rank": "1",
        "score": "0.880797",
        "band": "strong",
        "id": "x-1",
        "name": "Ivan Petrov",
        "name_kind": "primary",
        "name_strength": "strong",
        "authorities": "OFAC; EU; UK",
        "programmes": "CYBER2; not published; not published",
        "listed_on": "2018-03-15; not published; not published",
        "delisted_on": "current; 2020-01-02; not published",
        "references": "7; not published; not published",
        "lists": "ofac; eu; uk",
        "explanation": "'=“Petrov Petrov” may be Ivan Petrov",
        "searched": "ofac (2024-01-02); eu (bbbbbbbbbbbb)",
        "warning": "a note",
        "error": "",
    }


def test_nothing_delisted_leaves_the_column_empty(run: Run) -> None:
    second = read_csv(run(ANSWERED).output, ";")[1]
    assert (second["screening_delisted_on"], second["screening_authorities"]) == ("", "")


def test_hits_beyond_the_limit_are_counted_and_told(run: Run, fake: FakeScreener) -> None:
    report = run(ANSWERED, BatchOptions(limit=1, as_of=date(2024, 1, 1), threshold=0.8))
    rows = read_csv(report.output, ";")
    assert len(rows) == 4
    assert rows[0]["screening_warning"] == "a note; 1 more than the 1 hits shown"
    assert report.hits == 3
    assert json.loads(report.manifest.read_text(encoding="utf-8"))["counts"]["hits_beyond_limit"] == 1
    assert fake.given == {"threshold": 0.8, "as_of": date(2024, 1, 1), "limit": 1, "weak_aliases": "exact"}


def test_only_hits_leaves_out_rows_without_hits_and_still_counts_them(run: Run) -> None:
    report = run(ANSWERED, BatchOptions(only_hits=True))
    assert [row["screening_row"] for row in read_csv(report.output, ";")] == ["2", "2", "4", "5"]
    assert (report.rows, report.screened, report.errored) == (4, 3, 1)


def test_csv_opens_in_a_spreadsheet_program_as_it_was(run: Run) -> None:
    written = run("Name|Ort\nJürgen|a;b\n").output.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfName|Ort|screening_row|")
    assert written.count(b"\r\n") == written.count(b"\n") == 2
    assert run("Name;Ort\nJürgen;x\n", to="out.tsv").output.read_bytes().startswith(b"\xef\xbb\xbfName\tOrt\t")


def test_json_lines_hold_values_as_they_are(run: Run) -> None:
    report = run("Name,Name,\n=1+1 Petrov,x,y\nAcme,-5,\n", to="out.jsonl")
    first, second = map(json.loads, report.output.read_text(encoding="utf-8").splitlines())
    assert list(first)[:4] == ["Name", "Name (2)", "column 3", "screening_row"]
    assert (first["Name"], first["column 3"]) == ("=1+1 Petrov", "y")
    assert (first["screening_row"], first["screening_rank"], first["screening_score"]) == (2, 1, 0.880797)
    assert first["screening_error"] is None
    assert (second["Name (2)"], second["screening_outcome"], second["screening_warning"]) == ("-5", "no_hit", None)


def test_a_column_with_one_of_our_names_keeps_it_and_ours_give_way(run: Run) -> None:
    first = run("Name,x\nIvan Petrov,1\n", to="first.csv").output
    report = run(first, to="second.csv")
    row = read_csv(report.output)[0]
    assert list(row)[:3] == ["Name", "x", "screening_row"]
    assert (row["screening_row"], row["screening_2_row"], row["screening_2_outcome"]) == ("2", "2", "hit")


def test_formulas_are_neutralised_in_cells_and_headers(run: Run) -> None:
    cells = ("=1+1", "+49 30 1", "-5", "@SUM(A1)", "\t=1", "  =1", "＝1", "\xa0=1")
    header = ["Name", *(f"={n}" for n in range(len(cells)))]
    content = "\n".join(";".join(line) for line in (header, ["Ivan", *cells]))
    with run(content).output.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream, delimiter=";"))
    assert written[0][1:9] == [f"'={n}" for n in range(len(cells))]
    assert written[1][1:9] == [f"'{cell}" for cell in cells]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_written_begins_like_a_formula(row: list[str]) -> None:
    written = csv_renderer(";")([row]).decode("utf-8", "surrogatepass")
    for before, after in zip(row, next(csv.reader(io.StringIO(written, newline=""), delimiter=";")), strict=True):
        assert after == neutral(before)
        assert not after.lstrip().startswith(("=", "+", "-", "@"))


def test_the_manifest_accounts_for_the_run_and_has_no_clock(run: Run, tmp_path: Path) -> None:
    report = run(ANSWERED, BatchOptions(kind=EntityType.PERSON))
    text = report.manifest.read_text(encoding="utf-8")
    told = json.loads(text)
    assert report.manifest == tmp_path / "out.csv.manifest.json"
    assert text == json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    source = (tmp_path / "in.csv").read_bytes()
    assert told["input"] == {"name": "in.csv", "sha256": hashlib.sha256(source).hexdigest(), "bytes": len(source)}
    assert told["output"]["sha256"] == hashlib.sha256(report.output.read_bytes()).hexdigest()
    assert told["counts"] == {
        "rows": 4, "screened": 3, "errored": 1, "hits": 3, "hits_beyond_limit": 0, "rows_with_hits": 2,
    }  # fmt: skip
    assert told["threshold"] == 0.7
    assert told["engine"] == {"version": "1.2.3", "policy": "policy-1"}
    assert [(one["id"], one["date"], one["entries"]) for one in told["lists"]] == [
        ("ofac", "2024-01-02", 10),
        ("eu", None, 3),
    ]
    assert told["detected"]["columns_mapped"] == [
        {"column": "Name", "field": "name"},
        {"column": "Nr", "field": "reference"},
    ]
    assert told["options"]["kind"] == "person"
    assert "finished_at" not in told and str(tmp_path) not in text


def test_the_manifest_has_the_time_that_the_caller_gives(run: Run) -> None:
    report = run(ANSWERED, finished_at=lambda: datetime(2024, 1, 2, 3, 4))
    assert json.loads(report.manifest.read_text(encoding="utf-8"))["finished_at"] == "2024-01-02T03:04:00"


def test_what_was_detected_is_told_before_anything_is_screened(run: Run, fake: FakeScreener) -> None:
    told: list[tuple[Detected, int]] = []
    report = run(ANSWERED, on_detected=lambda detected: told.append((detected, len(fake.asked))))
    assert told == [(report.detected, 0)]
    assert report.detected.first_names == ("Petrov Petrov", "Acme", "Ivan Petrov")


def test_progress_is_told_after_every_chunk(run: Run) -> None:
    seen: list[tuple[int, int]] = []
    run("Name\n" + "A\n" * 5, on_progress=lambda done, rows: seen.append((done, rows)), flush_rows=2)
    assert seen == [(2, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("to", ["out.txt", "out", "out.parquet"])
def test_a_suffix_that_says_no_format_is_refused(run: Run, to: str) -> None:
    with pytest.raises(FileError, match=r"expected one of \.csv, \.tsv, \.jsonl, \.ndjson, \.xlsx"):
        run(ANSWERED, to=to)


def test_an_output_in_no_folder_is_refused_before_anything_is_read(run: Run) -> None:
    with pytest.raises(FileError, match=r"out\.csv: there is no folder .*nowhere to write it to"):
        run("not read", to="nowhere/out.csv")


def test_the_input_is_never_written_to(run: Run, tmp_path: Path) -> None:
    for to, source in (("in.csv", "in.csv"), ("sub/../in.csv", "in.csv"), ("x.csv", "x.csv.part")):
        (tmp_path / "sub").mkdir(exist_ok=True)
        (tmp_path / source).write_text(ANSWERED, encoding="utf-8")
        with pytest.raises(FileError, match="is the input too"):
            run(tmp_path / source, BatchOptions(overwrite=True), to=to)
        assert (tmp_path / source).read_text(encoding="utf-8") == ANSWERED


def test_an_output_is_replaced_only_when_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("precious", encoding="utf-8")
    with pytest.raises(FileError, match="is there already"):
        run(ANSWERED)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "precious"
    assert read_csv(run(ANSWERED, BatchOptions(overwrite=True)).output, ";")


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"threshold": 80}, "the threshold 80 is no score"),
        ({"limit": 0}, "the limit 0 shows no hit"),
        ({"weak_aliases": "maybe"}, "unknown choice 'maybe': expected one of ignore, exact, fuzzy"),
        ({"kind": "martian"}, "unknown choice 'martian': expected one of person"),
    ],
)
def test_an_option_that_would_fail_every_row_is_refused(option: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        BatchOptions(**option)  # type: ignore[arg-type]
