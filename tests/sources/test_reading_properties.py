"""A cut or changed copy is refused, or every entry that is left in it is accounted for: never silently fewer."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListError
from screening.sources import ofac_csv, un_xml
from screening.sources.reading import Reading, Tally, catalogue, foreign_format, reason

CASES = Path(__file__).parent.parent / "cases"
UN_BYTES = (CASES / "un" / "consolidated.xml").read_bytes()
OFAC_BYTES = {
    part.name: part.read_bytes().replace(b"\n", b"\r\n") + b"\x1a" for part in (CASES / "ofac" / "set").iterdir()
}


def read_ofac(files: dict[str, bytes]) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        try:
            return ofac_csv.read(Path(folder), catalogue()["ofac-sdn"])
        except ListError:
            return None


def read_un(data: bytes) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "consolidated.xml"
        path.write_bytes(data)
        try:
            return un_xml.read(path, catalogue()["un"])
        except ListError:
            return None


def accounted(reading: Reading) -> int:
    return len(reading.records) + len(reading.errors)


parts = st.sampled_from(sorted(OFAC_BYTES))


@given(parts, st.data())
def test_ofac_set_cut_anywhere(name: str, data: st.DataObject) -> None:
    whole = OFAC_BYTES[name]
    size = data.draw(st.integers(0, len(whole) - 1))
    assert read_ofac({**OFAC_BYTES, name: whole[:size]}) is None


@given(parts, st.data())
def test_ofac_set_without_some_rows(name: str, data: st.DataObject) -> None:
    """Rows that are gone from the middle, the end mark still there: seen, but for aliases and comments."""
    rows = OFAC_BYTES[name].removesuffix(b"\x1a").splitlines(keepends=True)
    kept = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    left = [row for row, keep in zip(rows, kept, strict=True) if keep]
    reading = read_ofac({**OFAC_BYTES, name: b"".join(left) + b"\x1a"})
    if reading is not None:
        assert left == rows or name in ("alt.csv", "sdn_comments.csv")
        assert accounted(reading) == OFAC_BYTES["sdn.csv"].count(b"\r\n")


@given(parts, st.data())
def test_ofac_set_with_a_changed_byte(name: str, data: st.DataObject) -> None:
    changed = bytearray(OFAC_BYTES[name])
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    files = {**OFAC_BYTES, name: bytes(changed)}
    reading = read_ofac(files)
    if reading is not None:
        assert accounted(reading) == len(re.findall(rb"^\d+,", files["sdn.csv"], re.MULTILINE))


@given(st.integers(0, len(UN_BYTES) - 3))
def test_un_list_cut_anywhere(size: int) -> None:
    assert read_un(UN_BYTES[:size]) is None


@given(st.data())
def test_un_list_without_some_lines(data: st.DataObject) -> None:
    lines = UN_BYTES.splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    left = b"".join(line for place, line in enumerate(lines) if place not in gone)
    reading = read_un(left)
    if reading is not None:
        assert accounted(reading) == len(re.findall(rb"<(?:INDIVIDUAL|ENTITY)>", left))


@given(st.integers(0, len(UN_BYTES) - 1), st.integers(0, 255))
def test_un_list_with_a_changed_byte(place: int, byte: int) -> None:
    changed = bytearray(UN_BYTES)
    changed[place] = byte
    reading = read_un(bytes(changed))
    if reading is not None:
        assert accounted(reading) == len(re.findall(rb"<(?:INDIVIDUAL|ENTITY)\s*>", bytes(changed)))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a web page"),
        (b"  <HTML>", "a web page"),
        (b"<?xml version='1.0'?>", "an XML file"),
        (b"<sdnList>", "an XML or HTML file"),
        (b"PK\x03\x04", "a ZIP or Excel file"),
        (b"%PDF-1.7", "a PDF file"),
        (b'{"results": []}', "a JSON file"),
        (b"36,-0- ", None),
    ],
)
def test_foreign_files_are_told_by_their_first_bytes(data: bytes, kind: str | None) -> None:
    assert foreign_format(data) == kind


def test_nothing_is_left_out_without_a_reason() -> None:
    with pytest.raises(KeyError):
        Tally({}).skip("whatever")


def test_reason_names_the_field_that_is_wrong() -> None:
    assert reason(ValueError("2 validation errors for Person\nnames.0\n  bad\nother")) == "names.0 bad"
    assert reason(ValueError()) == ""


def test_excerpts_are_themselves_read_in_full() -> None:
    reading = read_ofac(OFAC_BYTES)
    assert reading is not None
    assert (len(reading.records), reading.errors) == (7, ())
    listed = read_un(UN_BYTES)
    assert listed is not None
    assert (len(listed.records), listed.errors) == (2, ())
