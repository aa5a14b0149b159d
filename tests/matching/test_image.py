"""An image gives back what was put in, and one that is not as it was written is refused."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import IndexFileError
from screening.matching.image import LAYOUT, MAGIC, START, Image, ImageWriter
from tests.matching.invented import QUICK

TEXTS = ("Иван", "", "Li")


def written() -> bytes:
    writer = ImageWriter()
    writer.put("primes", array("I", [2, 3, 5]))
    writer.put("halves", array("d", [0.5, -1.5]))
    writer.put_texts("names", TEXTS)
    return writer.image({"made": "by hand"})


def read(data: bytes) -> tuple[list[int], list[float], list[str]]:
    image = Image(data)
    return list(image.numbers("primes")), list(image.reals("halves")), list(image.texts("names"))


def test_sections_and_facts_come_back() -> None:
    assert read(written()) == ([2, 3, 5], [0.5, -1.5], list(TEXTS))
    assert Image(written()).facts == {"made": "by hand"}


def test_the_same_sections_make_the_same_bytes() -> None:
    assert written() == written()


@QUICK
@given(st.lists(st.text(max_size=6), max_size=12))
def test_texts_come_back_by_their_number(texts: list[str]) -> None:
    writer = ImageWriter()
    writer.put_texts("names", texts)
    names = Image(writer.image({})).texts("names")
    assert [names[number] for number in range(len(names))] == texts


@QUICK
@given(st.integers(0, len(written()) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    data = bytearray(written())
    data[place] ^= change
    try:
        assert read(bytes(data)) == read(written())  # a byte of padding says nothing
    except IndexFileError as error:
        assert str(error).startswith("the index: ")


@QUICK
@given(st.integers(0, len(written()) - 1))
def test_an_image_that_is_cut_is_refused(length: int) -> None:
    with pytest.raises(IndexFileError):
        Image(written()[:length])


def test_an_image_of_another_layout_is_refused() -> None:
    data = bytearray(written())
    header = bytes(data[START:]).replace(b'"layout":%d' % LAYOUT, b'"layout":0')
    with pytest.raises(IndexFileError, match="header is damaged"):
        Image(bytes(data[:START]) + header)


def test_a_file_is_mapped_and_one_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.index"
    path.write_bytes(written())
    assert list(Image.open(path).numbers("primes")) == [2, 3, 5]
    path.write_bytes(b"")
    with pytest.raises(IndexFileError, match="it is empty"):
        Image.open(path)
    path.write_bytes(b"GIF89a" + bytes(40))
    with pytest.raises(IndexFileError, match="no index of this library"):
        Image.open(path)
    with pytest.raises(FileNotFoundError):
        Image.open(tmp_path / "absent.index")
    assert written().startswith(MAGIC)
