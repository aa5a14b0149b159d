"""A cut or changed exchange file or private list is refused, or every entry left in it is accounted for."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.sources import opensanctions_export, private_list, senzing_json
from screening.sources.reading import Reading, catalogue

CASES = Path(__file__).parent.parent / "cases"
WORKBOOK = "private/watch.xlsx"


def read_private(path: Path) -> Reading:
    """Read a private list by its description; the workbook has that of the CSV file."""
    description = path.with_name("list.toml")
    said = (CASES / "private" / f"{path.stem}.toml").read_text(encoding="utf-8")
    description.write_text(said.replace('file = "watch.csv"', f'file = "{path.name}"'), encoding="utf-8")
    return private_list.read(description, private_list.describe(description))


def as_workbook(table: str) -> bytes:
    """The rows of a CSV file as a workbook."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(io.StringIO(table, newline=""))):
            sheet.write_row(number, 0, row)
    return data.getvalue()


READERS: dict[str, Callable[[Path], Reading]] = {
    "exchange/entities.ftm.json": lambda path: opensanctions_export.read(path, catalogue()["opensanctions"]),
    "exchange/targets.nested.json": lambda path: opensanctions_export.read(path, catalogue()["opensanctions"]),
    "exchange/targets.simple.csv": lambda path: opensanctions_export.read(path, catalogue()["opensanctions"]),
    "exchange/senzing.json": lambda path: senzing_json.read(path, catalogue()["senzing"]),
    "private/people.jsonl": read_private,
    "private/watch.csv": read_private,
    WORKBOOK: read_private,
}
WHOLE = {name: (CASES / name).read_bytes() for name in READERS if name != WORKBOOK}
WHOLE[WORKBOOK] = as_workbook(WHOLE["private/watch.csv"].decode())
SKIPPED = {"rows of what is no party", "records without a type"}
files = st.sampled_from(sorted(READERS))


def read(name: str, data: bytes) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        try:
            return READERS[name](path)
        except ListError:
            return None


def accounted(reading: Reading) -> int:
    skipped = sum(one.count for one in reading.ignored if one.what in SKIPPED)
    return len(reading.records) + len(reading.errors) + skipped


def entries(name: str, data: bytes) -> int:
    """The entries of a file, counted without the reader: rows, lines, or targets; a workbook has what it had."""
    if name == WORKBOOK:
        name, data = "private/watch.csv", WHOLE["private/watch.csv"]
    text = data.decode("utf-8-sig")
    if name.endswith(".csv"):
        return sum(1 for row in csv.reader(io.StringIO(text, newline="")) if row) - 1
    lines = [json.loads(line) for line in text.split("\n") if line.strip()]
    return sum(1 for line in lines if name.endswith(("senzing.json", ".jsonl")) or line.get("target") is True)


def check(name: str, data: bytes) -> None:
    reading = read(name, data)
    if reading is not None:
        is_whole = not reading.errors
        assert accounted(reading) >= entries(name, data)
        assert not is_whole or accounted(reading) == entries(name, data)


@pytest.mark.parametrize("name", sorted(READERS))
def test_excerpts_are_themselves_read_in_full(name: str) -> None:
    reading = read(name, WHOLE[name])
    assert reading is not None
    assert reading.errors == ()
    assert accounted(reading) == entries(name, WHOLE[name])


@given(files, st.data())
def test_file_cut_anywhere_but_after_an_entry(name: str, data: st.DataObject) -> None:
    """Whole entries gone from the end cannot always be seen in the file: the guard sees them."""
    left = WHOLE[name][: data.draw(st.integers(0, len(WHOLE[name]) - 1))]
    if left.endswith(b"\n"):
        check(name, left)
    else:
        assert read(name, left) is None


@given(files, st.data())
def test_file_without_some_lines(name: str, data: st.DataObject) -> None:
    lines = WHOLE[name].splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    check(name, b"".join(line for place, line in enumerate(lines) if place not in gone))


@given(files, st.data())
def test_file_with_a_changed_byte(name: str, data: st.DataObject) -> None:
    changed = bytearray(WHOLE[name])
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    check(name, bytes(changed))
