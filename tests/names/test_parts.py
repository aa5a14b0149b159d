"""A published name read as parts: roles, order, readings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.names.legalforms import legal_forms, longest_legal_form
from screening.names.parts import MAX_READINGS, Role, read_name
from screening.names.rarity import SHORT, UNKNOWN, rarity
from screening.names.scripts import Script, has_native_script
from screening.names.wordlists import (
    given_names,
    honorifics,
    number_value,
    organisation_words,
    particles,
)


def roles(text: str, *, person: bool) -> list[tuple[str, str]]:
    return [(part.text, str(part.role)) for part in read_name(text, person=person)[0].parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BRODARENKO, Oleg", [("oleg", "content"), ("brodarenko", "content")]),
        (
            "Dr. Oleg I. Brodarenko",
            [("dr", "honorific"), ("oleg", "content"), ("i", "initial"), ("brodarenko", "content")],
        ),
        ("Yusuf bin Hassan", [("yusuf", "content"), ("bin", "particle"), ("hassan", "content")]),
        ("Kim Jong Il", [("kim", "content"), ("jong", "content"), ("il", "content")]),
        ("Oleg Brodarenko III", [("oleg", "content"), ("brodarenko", "content"), ("iii", "number")]),
        ("Oleg's", [("oleg", "content")]),
        ("O'Brien", [("obrien", "content")]),
        ("Haji", [("haji", "content")]),
        ("bin", [("bin", "content")]),
        ("Xi", [("xi", "content")]),
    ],
)
def test_the_parts_of_a_person_have_these_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text, person=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saforin LLC", [("saforin", "content"), ("llc", "legal form")]),
        ("OOO Saforin", [("ooo", "legal form"), ("saforin", "content")]),
        ("Saforin d.o.o.", [("saforin", "content"), ("doo", "legal form")]),
        ("Saforin A/S", [("saforin", "content"), ("as", "legal form")]),
        ("Saforin Fund VII", [("saforin", "content"), ("fund", "content"), ("vii", "number")]),
        ("Saforin, Kostrovsky", [("saforin", "content"), ("kostrovsky", "content")]),
        ("ООО Сафорин", [("ооо", "legal form"), ("сафорин", "content")]),
        ("2024", [("2024", "content")]),
    ],
)
def test_the_parts_of_an_organisation_have_these_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text, person=False) == expected


def test_a_legal_form_of_one_class_has_one_value() -> None:
    values = {read_name(f"Saforin {form}", person=False)[0].parts[-1].value for form in ("LLC", "Ltd", "d.o.o.", "ООО")}
    assert values == {"limited"}


def test_only_the_last_comma_pair_of_a_person_is_turned() -> None:
    assert roles("Brodarenko, Oleg, Igorevich", person=True)[0] == ("brodarenko", "content")
    assert roles("Brodarenko,", person=True) == [("brodarenko", "content")]


def test_a_part_keeps_what_was_written() -> None:
    parts = read_name("ŁUKASZ Бродаренко", person=True)[0].parts
    assert [(part.shown, part.script) for part in parts] == [("ŁUKASZ", Script.LATIN), ("Бродаренко", Script.CYRILLIC)]


def test_two_scripts_in_one_name_are_each_read_by_their_own_standard() -> None:
    reading = read_name("Oleg Бродаренко", person=True)[0]
    assert reading.standard
    assert reading.parts[1].spellings[0].isascii()


def test_a_latin_name_has_one_reading_and_no_standard() -> None:
    (reading,) = read_name("Oleg Brodarenko", person=True)
    assert reading.standard == ""


@pytest.mark.parametrize("text", ["김민준", "王小明"])
def test_an_unspaced_name_has_several_readings_all_different(text: str) -> None:
    readings = read_name(text, person=True)
    assert 1 < len(readings) <= MAX_READINGS
    assert len({reading.parts for reading in readings}) == len(readings)


def test_known_words_of_an_unspaced_organisation_are_read_by_meaning() -> None:
    (reading, *_) = read_name("北京石油公司", person=False)
    assert any(part.classes or part.role is Role.LEGAL_FORM for part in reading.parts)


def test_the_words_of_an_arabic_organisation_are_read_by_meaning() -> None:
    (reading, *_) = read_name("شركة الدروازي للصرافة", person=False)
    assert reading.parts[0].role is Role.LEGAL_FORM or reading.parts[0].classes


@pytest.mark.parametrize("text", ["...", "", "   ", "ʼʼ"])
def test_a_name_without_letters_has_no_reading(text: str) -> None:
    assert read_name(text, person=True) == ()
    assert read_name(text, person=False) == ()


@pytest.mark.parametrize("text", ["\u0640", "Oleg \u0640"])
def test_a_lone_letter_without_a_sound_is_read_as_nothing(text: str) -> None:
    for person in (True, False):
        read_name(text, person=person)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=30), st.booleans())
def test_every_part_has_a_weight_a_spelling_and_a_text(text: str, person: bool) -> None:
    for reading in read_name(text, person=person):
        assert reading.parts
        for part in reading.parts:
            assert part.text
            assert 0 < part.weight <= 1
            assert part.spellings
        assert any(part.is_content or part.role is Role.INITIAL for part in reading.parts)


def test_some_part_carries_every_name() -> None:
    for text in ("Haji Sheikh", "bin", "Co & Co", "Ltd", "7", "M."):
        for person in (True, False):
            assert any(part.is_content for part in read_name(text, person=person)[0].parts), text


@pytest.mark.parametrize(("text", "native"), [("Евгений", True), ("Łukasz", False), ("2024", False), ("王小明", True)])
def test_a_name_in_another_script_is_known(text: str, native: bool) -> None:
    assert has_native_script(text) is native


def test_rare_words_weigh_more_and_short_ones_at_most_so_much() -> None:
    assert rarity("brodarenko", person=True) == UNKNOWN
    assert rarity("mohammed", person=True) < rarity("prigozhin", person=True)
    assert rarity("qx", person=True) <= SHORT
    assert rarity("company", person=False) < rarity("saforin", person=False)


@pytest.mark.parametrize(
    ("word", "person", "value"),
    [
        ("007", True, "7"),
        ("vii", False, "7"),
        ("vii", True, None),
        ("iii", True, "3"),
        ("٧", False, "7"),
        ("fund", False, None),
    ],
)
def test_numbers_are_read_in_digits(word: str, person: bool, value: str | None) -> None:
    assert number_value(word, person=person) == value


def test_the_word_tables_are_read_once() -> None:
    for table in (given_names, honorifics, legal_forms, organisation_words, particles):
        assert table() is table()
    assert longest_legal_form() >= 3
    assert "muhammad" in given_names()["mohammed"]
