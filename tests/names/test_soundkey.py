"""Sound keys bring spellings by ear together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.scripts import Script
from screening.names.soundkey import MOST_KEYS, merge_keys, native_keys, sound_keys

FAMILIES = [
    "Prigozhin Prigoschin Prigojine Prigożyn Prigozjin Prighozin Prigožin Prigozsin",
    "Shugaley Szugalej Sjugalej Šugalej Schugalej Chougaleï Shugalei",
    "Malkevich Malkevitj Malkevič Malkiewicz Malkevitch Malkewitsch Malkevics",
    "Qaddafi Gaddafi Kadhafi Qadhafi Gheddafi",
    "Hryhorij Grigoriy Grigorij",
    "Shcherbakov Szczerbakow Schtscherbakow Chtcherbakov Sjtjerbakov Ščerbakov",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_spellings_of_one_name_share_a_key(family: str) -> None:
    first, *others = family.split()
    for other in others:
        assert set(sound_keys(first)) & set(sound_keys(other)), other


@pytest.mark.parametrize(
    ("native", "script", "latin"),
    [
        ("пригожин", Script.CYRILLIC, "Prigojine"),
        ("щербаков", Script.CYRILLIC, "Shcherbakov"),
        ("григорій", Script.CYRILLIC, "Hryhorii"),
        ("джабраилов", Script.CYRILLIC, "Jabrailov"),
        ("щипков", Script.CYRILLIC, "Shtipkov"),
        ("قذافي", Script.ARABIC, "Kadhafi"),
        ("نواز", Script.ARABIC, "Nawaz"),
        ("نور", Script.ARABIC, "Noor"),
        ("محمد", Script.ARABIC, "Mohammed"),
        ("موسوي", Script.ARABIC, "Mousavi"),
        ("مولوي", Script.ARABIC, "Maulvi"),
        ("вахаевич", Script.CYRILLIC, "Wachajewitsch"),
        ("נתניהו", Script.HEBREW, "Netanyahu"),
        ("אברהם", Script.HEBREW, "Avraham"),
        ("ז'בוטינסקי", Script.HEBREW, "Zhabotinsky"),
        ("חיים", Script.HEBREW, "Chaim"),
    ],
)
def test_native_and_latin_letters_share_a_key(native: str, script: Script, latin: str) -> None:
    assert set(native_keys(native, script)) & set(sound_keys(latin))


def test_different_names_have_different_keys() -> None:
    assert not set(sound_keys("Prigozhin")) & set(sound_keys("Utkin"))


def test_equal_sounds_fall_together_only_side_by_side() -> None:
    assert sound_keys("Muammar") == ("MMR",)
    assert sound_keys("Hammam")[0] == "MM"


def test_a_script_without_a_table_has_no_native_keys() -> None:
    assert native_keys("習", Script.HAN) == ()


def test_merged_keys_are_capped() -> None:
    assert len(merge_keys(("A", "B", "C"), ("D", "E"))) == MOST_KEYS


@given(st.text(max_size=20))
def test_keys_are_few_distinct_and_never_empty(word: str) -> None:
    keys = sound_keys(word)
    assert len(keys) <= MOST_KEYS
    assert len(set(keys)) == len(keys)
    assert all(key and set(key) <= set("PTKSFLRMN") for key in keys)
