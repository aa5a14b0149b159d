"""Small official lists, written for these tests, as an authority would publish them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).parent.parent / "cases"


@pytest.fixture
def ofac_set(tmp_path: Path) -> Path:
    """A folder with a set of four OFAC files: CRLF line ends, and the end mark after the last."""
    folder = tmp_path / "set"
    folder.mkdir()
    for part in sorted((CASES / "ofac" / "set").iterdir()):
        text = part.read_text(encoding="utf-8").replace("\n", "\r\n")
        (folder / part.name).write_bytes(text.encode() + b"\x1a")
    return folder


@pytest.fixture
def un_file(tmp_path: Path) -> Path:
    """A UN list of one person and one organisation."""
    return Path(shutil.copy(CASES / "un" / "consolidated.xml", tmp_path / "consolidated.xml"))


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """Replace the first occurrence of a text that is there."""

    def replace(path: Path, before: str, after: str) -> None:
        data = path.read_bytes()
        assert before.encode() in data
        path.write_bytes(data.replace(before.encode(), after.encode(), 1))

    return replace
