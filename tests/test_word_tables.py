"""The hand-written word tables: every row is well formed, and the rows that matter say what they should."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest

from screening.names.legalforms import legal_form, legal_forms, longest_legal_form, most_legal_words
from screening.names.scripts import Script, script_of
from screening.names.text import comparable
from screening.reference import read_table

Row = dict[str, str]

COLUMNS = {
    "legal-forms.csv": ("form", "code", "where", "source"),
    "honorifics.csv": ("word", "kind", "source"),
    "particles.csv": ("word", "kind", "source"),
    "organisation-words.csv": ("word", "meaning", "source"),
    "given-names.csv": ("name", "class", "kind", "source"),
    "ordinals.csv": ("word", "number", "source"),
}
LEGAL_CODES = {
    "association", "closed-joint-stock", "company", "cooperative", "corporation", "enterprise", "establishment",
    "foundation", "free-zone", "international-business", "joint-stock", "limited", "limited-liability-partnership",
    "limited-partnership", "partnership", "public-joint-stock", "ship", "sole", "state-institution", "state-unitary",
}  # fmt: skip
HONORIFIC_KINDS = {"title", "rank", "religious", "noble", "maybe-name"}
PARTICLE_KINDS = {"article", "filiation", "organisation", "preposition"}
GIVEN_NAME_KINDS = {"spelling", "national", "short"}


def table(name: str) -> tuple[Row, ...]:
    return read_table(name)


def column(name: str, value: str) -> dict[str, str]:
    """One column of a table whose first column is a key."""
    first = COLUMNS[name][0]
    return {row[first]: row[value] for row in table(name)}


def classes(name: str) -> set[str]:
    """The classes of given names that a spelling belongs to."""
    return {row["class"] for row in table("given-names.csv") if row["name"] == name}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_has_its_columns_and_no_empty_cell(name: str) -> None:
    for row in table(name):
        assert tuple(row) == COLUMNS[name]
        assert all(cell and cell == cell.strip() for cell in row.values()), row


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_is_sorted_by_its_first_two_columns(name: str) -> None:
    keys = [(row[COLUMNS[name][0]], row[COLUMNS[name][1]]) for row in table(name)]
    assert [(left, right) for left, right in pairwise(keys) if not left < right] == []


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "given-names.csv"])
def test_a_word_has_one_row(name: str) -> None:
    counted = Counter(row[COLUMNS[name][0]] for row in table(name))
    assert [word for word, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_is_composed_unicode(name: str) -> None:
    cells = [cell for row in table(name) for cell in row.values()]
    assert [cell for cell in cells if unicodedata.normalize("NFC", cell) != cell] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_words_are_comparable_text_with_single_spaces(name: str) -> None:
    first = COLUMNS[name][0]
    for row in table(name):
        words = row[first].split(" ")
        assert all(word and comparable(word) == word for word in words), row
        if script_of(row[first]) is Script.LATIN:
            assert row[first].replace(" ", "").isalnum() and row[first].isascii(), row


@pytest.mark.parametrize("name", COLUMNS)
def test_a_word_is_written_in_one_script(name: str) -> None:
    first = COLUMNS[name][0]
    mixed = [
        row[first]
        for row in table(name)
        if len({script_of(letter) for letter in row[first] if letter.isalpha() and letter != "ー"}) > 1
    ]
    assert mixed == []


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("legal-forms.csv", "code", LEGAL_CODES),
        ("legal-forms.csv", "where", {"any", "edge"}),
        ("honorifics.csv", "kind", HONORIFIC_KINDS),
        ("particles.csv", "kind", PARTICLE_KINDS),
        ("given-names.csv", "kind", GIVEN_NAME_KINDS),
    ],
)
def test_codes_and_kinds_come_from_closed_sets(name: str, value: str, allowed: set[str]) -> None:
    assert {row[value] for row in table(name)} == allowed


def test_a_meaning_is_one_english_word() -> None:
    meanings = {row["meaning"] for row in table("organisation-words.csv")}
    assert [word for word in meanings if not (word.isascii() and word.isalpha() and word.islower())] == []


def test_a_meaning_is_itself_a_word_of_the_table_with_that_meaning() -> None:
    meanings = column("organisation-words.csv", "meaning")
    assert sorted(meaning for meaning in set(meanings.values()) if meanings.get(meaning) != meaning) == []


def test_numbers_are_positive_and_roman_numerals_are_left_to_code() -> None:
    numbers = column("ordinals.csv", "number")
    assert all(int(number) > 0 for number in numbers.values())
    assert {"i", "ii", "iii", "iv", "vi", "vii", "ix", "xi"}.isdisjoint(numbers)


def test_no_honorific_is_a_legal_form_in_mid_name() -> None:
    honorifics = column("honorifics.csv", "kind")
    forms = {form for form, where in column("legal-forms.csv", "where").items() if where == "any"}
    assert sorted(forms & set(honorifics)) == []


def test_a_generic_word_is_no_legal_form_in_mid_name_and_no_particle() -> None:
    words = set(column("organisation-words.csv", "meaning"))
    forms = {form for form, where in column("legal-forms.csv", "where").items() if where == "any"}
    assert sorted(words & (forms | set(column("particles.csv", "kind")))) == []


@pytest.mark.parametrize("form", ("ab", "ad", "ag", "ao", "as", "co", "ip", "oy", "pt", "sa", "se"))
def test_short_forms_that_are_words_elsewhere_count_only_at_an_edge(form: str) -> None:
    assert column("legal-forms.csv", "where")[form] == "edge"


def test_every_legal_form_of_one_or_two_latin_letters_counts_only_at_an_edge() -> None:
    rows = [row for row in table("legal-forms.csv") if row["form"].isascii() and len(row["form"]) <= 2]
    assert [row["form"] for row in rows if row["where"] != "edge"] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ltd", "limited"),
        ("ltd", "ooo"),
        ("ooo", "общество с ограниченной ответственностью"),
        ("doo", "gmbh"),
        ("s de rl de cv", "limited liability company"),
        ("有限公司", "youxian gongsi"),
        ("jsc", "aktsionernoe obshchestvo"),
        ("sa de cv", "anonim sirketi"),
        ("株式会社", "주식회사"),
        ("pjsc", "публичное акционерное общество"),
        ("oao", "open joint stock company"),
        ("zao", "سهامي خاص"),
        ("fgup", "federal state unitary enterprise"),
        ("شركه", "sherkat"),
        ("llp", "тоо"),
    ],
)
def test_legal_forms_of_two_languages_share_a_code(left: str, right: str) -> None:
    codes = column("legal-forms.csv", "code")
    assert codes[left] == codes[right]


def test_open_closed_and_plain_joint_stock_stay_apart() -> None:
    codes = column("legal-forms.csv", "code")
    assert len({codes["jsc"], codes["pao"], codes["zao"]}) == 3


@pytest.mark.parametrize(
    "name", ["haji", "sheikh", "mullah", "sayyid", "amir", "sultan", "malik", "khan", "sardar", "حاجي", "السيد"]
)
def test_a_title_that_can_be_the_only_given_name_is_marked(name: str) -> None:
    assert column("honorifics.csv", "kind")[name] == "maybe-name"


@pytest.mark.parametrize(
    ("word", "kind"),
    [("dr", "title"), ("полковник", "rank"), ("سرتيپ", "rank"),
     ("ayatollah", "religious"), ("princess", "noble")],
)  # fmt: skip
def test_titles_have_their_kind(word: str, kind: str) -> None:
    assert column("honorifics.csv", "kind")[word] == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [("al", "article"), ("bin", "filiation"), ("ogly", "filiation"), ("بن", "filiation"), ("van", "preposition")],
)
def test_particles_have_their_kind(word: str, kind: str) -> None:
    assert column("particles.csv", "kind")[word] == kind


def test_a_common_given_name_is_no_particle() -> None:
    assert {"alla", "ali", "ana", "ines"}.isdisjoint(column("particles.csv", "kind"))


@pytest.mark.parametrize(
    ("meaning", "words"),
    [
        ("trading", ("trade", "torgovyi", "ticaret", "بازرگاني", "贸易", "무역", "εμπορικη")),
        ("bank", ("banque", "банк", "بانك", "银行", "은행")),
        ("factory", ("plant", "zavod", "завод", "завода", "工厂")),
        ("military", ("voennyi", "военный", "военная", "военное", "نظامي")),
        ("research", ("issledovatelskii", "исследовательский", "تحقيقات", "研究")),
        ("guard", ("pasdaran", "پاسداران", "guardia", "gvardii")),
        ("international", ("mezhdunarodnyi", "国际")),
        ("russia", ("russian", "российский", "rossiiskaya", "ρωσιασ")),
        ("korea", ("choson", "조선", "朝鲜")),
        ("prison", ("vankila", "zatvor", "φυλακη")),
    ],
)
def test_translations_share_a_meaning(meaning: str, words: tuple[str, ...]) -> None:
    meanings = column("organisation-words.csv", "meaning")
    assert {word: meanings.get(word) for word in words} == dict.fromkeys(words, meaning)


def test_every_class_of_given_names_contains_its_representative() -> None:
    rows = table("given-names.csv")
    own = {row["name"] for row in rows if row["name"] == row["class"] and row["kind"] == "spelling"}
    assert sorted({row["class"] for row in rows} - own) == []
    assert [name for name in own if not (name.isascii() and name.isalpha())] == []


def test_every_class_of_given_names_has_at_least_two_names() -> None:
    counted = Counter(row["class"] for row in table("given-names.csv"))
    assert [name for name, count in counted.items() if count < 2] == []


def test_a_given_name_is_in_one_class_unless_it_is_short() -> None:
    counted = Counter(row["name"] for row in table("given-names.csv") if row["kind"] != "short")
    assert [name for name, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("vladimir", "volodymyr"),
        ("sergei", "siarhei"),
        ("aleksandr", "aliaksandr"),
        ("alexander", "олександр"),
        ("evgeny", "yevgeniy"),
        ("evgeny", "yevhen"),
        ("mohd", "mohammad"),
        ("maxamed", "محمد"),
        ("abdoulaye", "abdullah"),
        ("youcef", "yusuf"),
        ("omar", "cumar"),
        ("sasha", "alexander"),
        ("sasha", "aleksandra"),
        ("bill", "william"),
        ("dick", "richard"),
        ("tony", "anthony"),
    ],
)
def test_spellings_of_one_given_name_share_a_class(left: str, right: str) -> None:
    assert classes(left) & classes(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("hamid", "hamed"), ("salim", "salem"), ("jamal", "jamil"), ("kamal", "kamil"), ("rashid", "rashad"),
     ("saleh", "salah"), ("muhammad", "mahmud"), ("muhammad", "ahmad"), ("oksana", "ksenia"), ("ivan", "john")],
)  # fmt: skip
def test_different_given_names_share_no_class(left: str, right: str) -> None:
    assert classes(left).isdisjoint(classes(right))


@pytest.mark.parametrize(
    ("word", "number"),
    [("seventh", "7"), ("twenty", "20"), ("первый", "1"), ("tretii", "3"), ("第一", "1"), ("33rd", "33")],
)
def test_number_words_have_their_number(word: str, number: str) -> None:
    assert column("ordinals.csv", "number")[word] == number


def test_a_legal_form_is_never_ruled_out_however_it_is_written() -> None:
    rng = random.Random(3)
    known = 0
    for words in [*legal_forms()] * 4:
        text = list(" ".join(words))
        for _ in range(rng.randrange(3)):
            place = rng.randrange(len(text) + 1)
            text[place : place + rng.randrange(2)] = rng.choice(["", " ", "o", "5", "1", "5a"])
        spelt = "".join(text).split()
        if spelt and legal_form(spelt):
            known += 1
            assert most_legal_words(spelt, 0) == min(len(spelt), longest_legal_form()), spelt
    assert known > len(legal_forms())
