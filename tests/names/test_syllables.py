"""Korean and Chinese names in Latin letters: which readings they have, and who meets whom."""

from __future__ import annotations

import pytest

from screening import compare
from screening.names.parts import read_name
from screening.names.romanise.han import HANJA
from screening.names.romanise.hangul import korean_classes, syllable_letters
from screening.names.romanise.tables import han_readings
from screening.names.syllables import eastern_readings

HIT = 0.7


def score(query: str, record: str) -> float:
    return compare(query, record, kind="person").score


@pytest.mark.parametrize(
    ("query", "record"),
    [
        ("Kim Jong Eun", "Kim Jong Un"),
        ("Gim Jeong-eun", "KIM, Jong Un"),
        ("Lee Myung-bak", "Ri Myong Bak"),
        ("Park Chung Hee", "Pak Jong Hui"),
        ("Choi Ryong Hae", "Choe Ryong-hae"),
        ("Hsi Chin-ping", "Xi Jinping"),
        ("Mao Zedong", "Mao Tse-tung"),
        ("Ts'ai Ing-wen", "Cai Yingwen"),
        ("Wong Jing", "Wang Jing"),
        ("Chan Wei", "Chen Wei"),
        ("김정은", "Kim Jong Un"),
        ("정은 김", "Kim Jong Un"),
        ("리영호", "Lee Young Ho"),
        ("金正恩", "Kim Jong Un"),
        ("金铁三", "Kim Chol Sam"),
        ("习近平", "Hsi Chin-ping"),
    ],
)
def test_two_romanisations_of_one_name_meet(query: str, record: str) -> None:
    assert score(query, record) >= HIT
    assert score(record, query) >= HIT


@pytest.mark.parametrize(
    ("query", "record"),
    [
        ("Kim Jong Il", "Kim Jong Un"),
        ("Kwang Ho Kim", "Kwang Hyok Kim"),
        ("김정일", "Kim Jong Un"),
        ("明 李", "Li Zeming"),
        ("Li Ming", "Li Zeming"),
        ("Xi Jinping", "Xi Mingze"),
    ],
)
def test_another_syllable_is_another_name(query: str, record: str) -> None:
    assert score(query, record) < HIT


@pytest.mark.parametrize(
    "name", ["Ben Franklin", "Kevin Wong", "Sun", "Long John Silver", "Min Aung Hlaing", "Kim J. Un"]
)
def test_a_name_with_another_word_is_read_as_it_stands(name: str) -> None:
    assert all(
        ":" not in label for reading in read_name(name, person=True) for part in reading.parts for label in part.classes
    )


def test_a_given_name_is_one_unit_however_it_is_spaced() -> None:
    spaced, joined = (eastern_readings(words)[0][1][2] for words in (("kim", "jong", "un"), ("kim", "jongun")))
    assert set(spaced) <= set(joined)


def test_a_title_stays_beside_the_name() -> None:
    assert [part.text for part in read_name("Dr. Kim Il Sung", person=True)[1].parts] == ["dr", "kim", "ilsung"]


def test_every_syllable_of_names_is_spelt_and_classed() -> None:
    syllables = sorted(set(han_readings(HANJA).values()))
    assert len(syllables) > 250
    for syllable in syllables:
        assert all(letters.isascii() and letters.isalpha() for letters in syllable_letters(syllable)), syllable
        assert korean_classes(syllable)[0] == f"ko:{syllable}"


@pytest.mark.parametrize(("north", "south"), [("리", "이"), ("류", "유"), ("로", "노"), ("녀", "여"), ("라", "나")])
def test_north_and_south_meet_at_the_start_of_a_word(north: str, south: str) -> None:
    assert set(korean_classes(south)) <= set(korean_classes(north))
