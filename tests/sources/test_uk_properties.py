"""A cut or changed copy of the UK's list is refused, or every designation left in it is accounted for."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.sources import uk
from screening.sources.reading import Reading, catalogue

CASES = Path(__file__).parent.parent / "cases" / "uk"
XML = (CASES / "designations.xml").read_bytes()
TABLES = {name: (CASES / name).read_bytes() for name in ("designations.csv", "conlist.csv")}
KEYS = {"designations.csv": ("Unique ID",), "conlist.csv": ("Group ID", "Regime")}

tables = st.sampled_from(sorted(TABLES))


def read(data: bytes) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(data)
        try:
            return uk.read(path, catalogue()["uk"])
        except ListError:
            return None


def accounted(reading: Reading) -> int:
    return len(reading.records) + len(reading.errors)


def entries(name: str, data: bytes) -> int:
    """The distinct keys of a CSV copy, counted without the reader."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:]
    places = [rows[0].index(column) for column in KEYS[name]]
    return len({tuple(" ".join(row[place].split()) for place in places) for row in rows[1:] if row})


@given(st.integers(0, len(XML.rstrip()) - 1))
def test_xml_cut_anywhere(size: int) -> None:
    assert read(XML[:size]) is None


@given(st.data())
def test_xml_without_some_lines(data: st.DataObject) -> None:
    lines = XML.splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    left = b"".join(line for place, line in enumerate(lines) if place not in gone)
    reading = read(left)
    if reading is not None:
        assert accounted(reading) == len(re.findall(rb"<Designation\s*>", left))


@given(st.integers(0, len(XML) - 1), st.integers(0, 255))
def test_xml_with_a_changed_byte(place: int, byte: int) -> None:
    changed = bytearray(XML)
    changed[place] = byte
    reading = read(bytes(changed))
    if reading is not None:
        assert accounted(reading) == len(re.findall(rb"<Designation\s*>", bytes(changed)))


@given(tables, st.data())
def test_table_cut_anywhere_but_after_a_row(name: str, data: st.DataObject) -> None:
    """Whole rows gone from the end cannot be seen in the file: the guard and the canaries see them."""
    whole = TABLES[name]
    left = whole[: data.draw(st.integers(0, len(whole) - 1))]
    reading = read(left)
    assert (reading is not None) == (left.endswith(b"\n") and left.count(b"\n") > 1)
    if reading is not None:
        assert accounted(reading) == entries(name, left)


@given(tables, st.data())
def test_table_without_some_rows(name: str, data: st.DataObject) -> None:
    rows = TABLES[name].splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=4))
    left = b"".join(row for place, row in enumerate(rows) if place not in gone)
    reading = read(left)
    if gone & {0, 1}:
        assert reading is None
    else:
        assert reading is not None
        assert accounted(reading) == entries(name, left)


@given(tables, st.data())
def test_table_with_a_changed_byte(name: str, data: st.DataObject) -> None:
    changed = bytearray(TABLES[name])
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    reading = read(bytes(changed))
    if reading is not None:
        assert accounted(reading) == entries(name, bytes(changed))


@pytest.mark.parametrize("data", [XML, *TABLES.values()])
def test_excerpts_are_themselves_read_in_full(data: bytes) -> None:
    reading = read(data)
    assert reading is not None
    assert (len(reading.records), reading.errors) == (3 if data is not TABLES["conlist.csv"] else 4, ())
