"""Cleaning and comparable forms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.text import clean_text, comparable, repair_mixed_words


@pytest.mark.parametrize(
    ("published", "clean"),
    [
        ("Acme™ Group", "Acme Group"),
        ("Завод №5", "Завод 5"),
        ("‘Wagner’", "'Wagner'"),
        ("A\u00a0B\tC\nD", "A B C D"),
        ("\u202bمحمد\u202c", "محمد"),
        ("سیف\u200cالدین", "سیفالدین"),
        ("㈜한국", "(주)한국"),
        ("ＷＡＧＮＥＲ", "WAGNER"),
        ("ﾜｸﾞﾅｰ", "ワグナー"),
        ("Müller", "Müller"),
        ("Mu\u0308ller", "Müller"),
        ("Muller¨", "Muller"),
        ("O`Neil", "O'Neil"),
        ("\x00Evgeny", "Evgeny"),
        ("", ""),
    ],
)
def test_published_text_comes_out_clean(published: str, clean: str) -> None:
    assert clean_text(published) == clean


def test_presentation_forms_become_plain_letters() -> None:
    assert clean_text("\ufdf2") == "الله"


@pytest.mark.parametrize(
    ("mixed", "repaired"),
    [
        ("Олексiй", "Олексій"),  # Latin i in a Ukrainian word
        ("HOBATЭK", "НОВАТЭК"),  # Latin but for Э
        ("Wаgner", "Wagner"),  # Cyrillic а
        ("ТЕНСIН Олексiй", "ТЕНСІН Олексій"),
        ("МОСКВA завод", "МОСКВА завод"),  # either way: the other word is Cyrillic
        ("BАНК trading", "BAHK trading"),
    ],
)
def test_look_alikes_take_the_script_of_their_word(mixed: str, repaired: str) -> None:
    assert repair_mixed_words(mixed) == repaired


def test_a_word_that_is_neither_script_is_left_alone() -> None:
    assert repair_mixed_words("Fонд-ж") == "Fонд-ж"


def test_an_evenly_mixed_word_alone_becomes_latin() -> None:
    assert repair_mixed_words("РAОB").isascii()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Prigożyn", "prigozyn"),
        ("Ørsted", "orsted"),
        ("Æthel", "aethel"),
        ("Đorđe", "dorde"),
        ("Þór", "thor"),
        ("Əliyev", "aliyev"),
        ("D’Arc", "darc"),
        ("Qurʾān", "quran"),
        ("Андрій", "андрій"),
        ("Йо\u0301сиф", "йосиф"),
        ("Королёв", "королёв"),
        ("Лук’янов", "лукянов"),
        ("أحمد", "احمد"),
        ("علی", "علي"),
        ("فاطمة", "فاطمه"),
        ("שָׁלוֹם", "שלום"),
        ("ג׳ורג׳", "ג'ורג'"),
        ('בע"מ', "בעמ"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("が", "が"),
        ("मोदी", "मोदी"),
        ("٢٠٢١", "2021"),
    ],
)
def test_comparable_forms(word: str, expected: str) -> None:
    assert comparable(word) == expected


def test_turkish_capital_i_with_dot_leaves_no_mark() -> None:
    assert comparable("İSTANBUL") == "istanbul"


PLAIN = st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=30)
"""What the short way through is for: any other letter beside it leads the long way, to the same."""


@given(PLAIN)
def test_plain_text_is_cleaned_as_it_is_beside_other_letters(text: str) -> None:
    assert clean_text(f"{text} é") == f"{clean_text(text)} é".strip()


@given(PLAIN)
def test_a_plain_word_is_compared_as_it_is_beside_other_letters(word: str) -> None:
    assert comparable(f"{word}é") == f"{comparable(word)}e"


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=20))
def test_comparable_is_stable_and_caseless(word: str) -> None:
    once = comparable(clean_text(word))
    assert comparable(once) == once
    assert once == unicodedata.normalize("NFC", once)
