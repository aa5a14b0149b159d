"""Letter costs judge a Latin word against native letters."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.lettercost import (
    has_letter_costs,
    letter_likeness,
    letter_path,
    letter_readings,
)
from screening.names.scripts import Script

TABLED = tuple(script for script in Script if has_letter_costs(script))


@pytest.mark.parametrize(
    ("native", "latin", "script"),
    [
        ("пригожин", "prigozhin", Script.CYRILLIC),
        ("пригожин", "prigozjin", Script.CYRILLIC),
        ("пригожин", "prigojine", Script.CYRILLIC),
        ("евгений", "yevgeny", Script.CYRILLIC),
        ("щербаков", "szczerbakow", Script.CYRILLIC),
        ("قذافي", "gaddafi", Script.ARABIC),
        ("قذافي", "qadhafi", Script.ARABIC),
        ("قذافي", "kadafi", Script.ARABIC),
        ("محمد", "mohammed", Script.ARABIC),
        ("عبدالرحمن", "abdurrahman", Script.ARABIC),
        ("سيفالدين", "saifuddin", Script.ARABIC),
        ("נתניהו", "netanyahu", Script.HEBREW),
        ("שלמה", "shlomo", Script.HEBREW),
        ("παπανδρεου", "papandreou", Script.GREEK),
        ("ივანიშვილი", "ivanishvili", Script.GEORGIAN),
        ("փաշինյան", "pashinyan", Script.ARMENIAN),
    ],
)
def test_spellings_of_a_name_are_alike(native: str, latin: str, script: Script) -> None:
    assert letter_likeness(native, latin, script) > 0.85


@pytest.mark.parametrize(
    ("native", "latin", "script"),
    [
        ("пригожин", "maslov", Script.CYRILLIC),
        ("قذافي", "mubarak", Script.ARABIC),
        ("נתניהו", "gertler", Script.HEBREW),
    ],
)
def test_other_names_are_not_alike(native: str, latin: str, script: Script) -> None:
    assert letter_likeness(native, latin, script) == 0.0


def test_the_right_name_is_liker_than_a_neighbour() -> None:
    right = letter_likeness("قذافي", "gaddafi", Script.ARABIC)
    assert right > letter_likeness("قذافي", "kadhimi", Script.ARABIC) > 0


def test_more_misfitting_letters_are_less_alike() -> None:
    spellings = ("utkin", "utkinn", "udkin", "utkov", "orlov")
    scores = [letter_likeness("уткин", spelling, Script.CYRILLIC) for spelling in spellings]
    assert scores == sorted(scores, reverse=True)


def test_script_without_a_table_has_no_likeness() -> None:
    assert not has_letter_costs(Script.HAN)
    assert letter_likeness("習", "xi", Script.HAN) == 0.0
    assert letter_path("習", "xi", Script.HAN) == ()


def test_empty_words_have_no_likeness() -> None:
    assert letter_likeness("", "a", Script.ARABIC) == letter_likeness("ا", "", Script.ARABIC) == 0.0


def test_the_path_names_letters_added_lost_and_swapped() -> None:
    assert ("", "x", 4.5) in letter_path("уткин", "utkinx", Script.CYRILLIC)
    assert ("к", "", 5.0) in letter_path("уткин", "utin", Script.CYRILLIC)
    assert ("т", "m", 5.0) in letter_path("уткин", "umkin", Script.CYRILLIC)


@pytest.mark.parametrize("script", TABLED)
@given(data=st.data())
def test_the_path_is_the_likeness(script: Script, data: st.DataObject) -> None:
    letters = sorted({key.strip("^$") for key in letter_readings(script)} - {""})
    native = "".join(data.draw(st.lists(st.sampled_from(letters), min_size=1, max_size=6)))
    latin = data.draw(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8))
    path = letter_path(native, latin, script)
    assert "".join(step[0] for step in path) == native
    assert "".join(step[1] for step in path) == latin
    explained = 1.05 - 0.22 * sum(step[2] for step in path) / len(native)
    likeness = letter_likeness(native, latin, script)
    assert likeness == pytest.approx(max(0.0, min(1.0, explained))) or (likeness == 0.0 and explained < 0.51)


@pytest.mark.parametrize("script", TABLED)
def test_tables_are_sorted_distinct_and_sourced(script: Script) -> None:
    text = (files("screening") / "data" / f"letters-{script.value}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    keys = [(row["native"], row["latin"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(all(row.values()) for row in rows)
    assert [key[0] for key in keys] == sorted(key[0] for key in keys)
    assert all(0 <= float(row["cost"]) <= 4 for row in rows)
    assert any(float(row["cost"]) == 0 for row in rows)
