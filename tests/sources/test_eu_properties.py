"""A cut or changed copy of the EU's list is refused, or every entry left in it is accounted for."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.sources import eu
from screening.sources.reading import Reading, catalogue

CASES = Path(__file__).parent.parent / "cases" / "eu"
XML = (CASES / "export.xml").read_bytes()
CSV = (CASES / "export.csv").read_bytes()


def read(data: bytes) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(data)
        try:
            return eu.read(path, catalogue()["eu"])
        except ListError:
            return None


def accounted(reading: Reading) -> int:
    return len(reading.records) + len(reading.errors)


def entries(data: bytes) -> int:
    """The distinct entry numbers of a CSV copy, counted without the reader."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    return len({row[rows[0].index("Entity_LogicalId")] for row in rows[1:] if row})


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
        assert accounted(reading) == len(re.findall(rb"<sanctionEntity\s", left))


@given(st.integers(0, len(XML) - 1), st.integers(0, 255))
def test_xml_with_a_changed_byte(place: int, byte: int) -> None:
    changed = bytearray(XML)
    changed[place] = byte
    reading = read(bytes(changed))
    if reading is not None:
        assert accounted(reading) == len(re.findall(rb"<sanctionEntity\s", bytes(changed)))


@given(st.integers(0, len(CSV) - 1))
def test_csv_cut_anywhere_but_after_a_row(size: int) -> None:
    """Whole rows gone from the end cannot be seen in the file: the guard and the canaries see them."""
    reading = read(CSV[:size])
    assert (reading is not None) == CSV[:size].endswith(b"\n")
    if reading is not None:
        assert accounted(reading) == entries(CSV[:size])


@given(st.data())
def test_csv_without_some_rows(data: st.DataObject) -> None:
    rows = CSV.splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=4))
    left = b"".join(row for place, row in enumerate(rows) if place not in gone)
    reading = read(left)
    if 0 in gone:
        assert reading is None
    else:
        assert reading is not None
        assert accounted(reading) == entries(left)


@given(st.integers(0, len(CSV) - 1), st.integers(0, 255))
def test_csv_with_a_changed_byte(place: int, byte: int) -> None:
    changed = bytearray(CSV)
    changed[place] = byte
    reading = read(bytes(changed))
    if reading is not None:
        assert accounted(reading) == entries(bytes(changed))
