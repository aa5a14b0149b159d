"""Scripts and script runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.scripts import Script, letter_script, script_of, script_runs


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Wagner", Script.LATIN),
        ("Prigożyn", Script.LATIN),
        ("Вагнер", Script.CYRILLIC),
        ("Βάγκνερ", Script.GREEK),
        ("فاغنر", Script.ARABIC),
        ("וגנר", Script.HEBREW),
        ("瓦格纳", Script.HAN),
        ("바그너", Script.HANGUL),
        ("ワグナー", Script.KANA),
        ("ვაგნერი", Script.GEORGIAN),
        ("Վագներ", Script.ARMENIAN),
        ("वैगनर", Script.INDIC),
        ("วากเนอร์", Script.THAI),
        ("ዋግነር", Script.OTHER),
        ("", Script.LATIN),
        ("5·7", Script.LATIN),
        ("«№ 5»", Script.LATIN),
    ],
)
def test_script_of_a_name(text: str, script: Script) -> None:
    assert script_of(text) is script


def test_most_letters_decide() -> None:
    assert script_of("PMC Вагнер") is Script.CYRILLIC
    assert script_of("Wagner Group ЧВК") is Script.LATIN


def test_neutral_characters_stay_with_the_run_before() -> None:
    assert script_runs("ЧВК «Wagner» 2") == ((Script.CYRILLIC, "ЧВК «"), (Script.LATIN, "Wagner» 2"))


def test_neutral_characters_at_the_start_go_with_the_first_run() -> None:
    assert script_runs("«Вагнер»") == ((Script.CYRILLIC, "«Вагнер»"),)


def test_text_without_letters_is_one_run() -> None:
    assert script_runs("№ 5 ·") == ((Script.LATIN, "№ 5 ·"),)
    assert script_runs("") == ()


def test_japanese_name_is_cut_between_kanji_and_kana() -> None:
    assert script_runs("会社ワグナー") == ((Script.HAN, "会社"), (Script.KANA, "ワグナー"))


@given(st.text(max_size=40))
def test_runs_joined_are_the_text(text: str) -> None:
    assert "".join(run for _, run in script_runs(text)) == text


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=40))
def test_plain_text_is_latin_as_it_is_beside_other_letters(text: str) -> None:
    assert script_of(text) is script_of(f"{text}é") is Script.LATIN
    assert [script for script, _ in script_runs(f"{text}é")] == [Script.LATIN]
    assert script_runs(text) == (((Script.LATIN, text),) if text else ())


@given(st.text(max_size=40))
def test_each_run_holds_one_script(text: str) -> None:
    for script, run in script_runs(text):
        assert {letter_script(character) for character in run} <= {script, None}
