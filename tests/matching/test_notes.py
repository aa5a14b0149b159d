"""What stands beside an aligned pair: its edits, its source, or how its letters were read."""

from __future__ import annotations

import pytest

from screening import compare
from screening.matching.notes import edits


@pytest.mark.parametrize(
    ("query", "record", "kind", "shown", "note"),
    [
        ("Oleg Brodarenka", "Oleg Brodarenko", "person", "Brodarenka", "a→o"),
        ("Prigojin", "Prigozhin", "person", "Prigojin", "j→zh"),
        ("قذافي معمر", "Qazafi Muammar", "person", "قذافي", "letter by letter: ق=q +a ذ=z ا=a ف=f ي=i"),
        ("معمر", "Muammar", "person", "معمر", "one of the usual spellings of معمر"),
        ("Завод Прибой", "Priboi Factory", "organisation", "Завод", "Завод means factory"),
        ("Kim Jong Eun", "Kim Jong Un", "person", "Jong Eun", "spellings of 정은"),
        ("al Zarqavi", "alZarqawi", "person", "al Zarqavi", "v→w"),
        ("Oleg", "Oleg", "person", "Oleg", ""),
    ],
)
def test_a_pair_says_how_it_differs(query: str, record: str, kind: str, shown: str, note: str) -> None:
    parts = {part.query: part.note for part in compare(query, record, kind=kind).parts}
    assert parts[shown] == note


def test_equal_words_have_no_edits() -> None:
    assert edits("oleg", "oleg") == ""
