"""Flat tables lose nothing that was put in them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.matching.image import Image, ImageWriter
from screening.matching.keys import KeyTable, Postings, bucket_starts, deletion_keys, edits_allowed, key_entries
from screening.matching.lexicon import Lexicon
from screening.matching.listedparts import ListedParts
from screening.matching.strings import plain_distance
from screening.names.parts import Part, Role, read_name
from tests.matching.invented import LETTERS, QUICK, SURNAMES, words

keyed = st.lists(st.tuples(st.text(max_size=8), st.integers(0, 1000)), max_size=40)


@QUICK
@given(keyed)
def test_a_key_gives_back_every_id_under_it_in_order(pairs: list[tuple[str, int]]) -> None:
    table = KeyTable(key_entries(pairs))
    for key, number in pairs:
        ids = table.ids(key)
        assert number in ids
        assert ids == sorted(ids)


def test_a_large_table_answers_by_its_buckets_as_without_them() -> None:
    words = [f"word {number % 900}" for number in range(2_000)]
    entries = key_entries((word, number) for number, word in enumerate(words))
    starts = bucket_starts(entries)
    assert len(starts) > 64
    for key in (*dict.fromkeys(words), *(f"no word {number}" for number in range(900))):
        assert KeyTable(entries, starts).ids(key) == KeyTable(entries).ids(key)


@QUICK
@given(st.lists(st.lists(st.integers(0, 20), max_size=8), max_size=10), st.integers(0, 5), st.integers(0, 16))
def test_inverted_postings_say_in_which_runs_each_number_stands(runs: list[list[int]], first: int, count: int) -> None:
    inverted = Postings.of(runs).inverted(first, count)
    expected = [[place for place, run in enumerate(runs) if first + number in run] for number in range(count)]
    assert [list(places) for places in inverted] == expected


@QUICK
@given(st.lists(st.lists(st.integers(0, 1000)), max_size=10))
def test_postings_give_back_each_run(runs: list[list[int]]) -> None:
    postings = Postings.of(runs)
    assert [list(postings[number]) for number in range(len(runs))] == runs


@QUICK
@given(words, st.randoms(use_true_random=False))
def test_words_within_the_allowed_edits_share_a_key(word: str, rng: random.Random) -> None:
    other = word
    for _ in range(edits_allowed(len(word))):
        place = rng.randrange(len(other))
        other = rng.choice(
            (other[:place] + other[place + 1 :], other[:place] + rng.choice(LETTERS) + other[place:], other[::-1][::-1])
        )
    allowed = min(edits_allowed(len(word)), edits_allowed(len(other)))
    if plain_distance(word, other, 3) <= allowed:
        keys = (set(deletion_keys(one, edits_allowed(len(one)))) for one in (word, other))
        assert set.intersection(*keys)


def lexicon_of(parts: Sequence[Part]) -> Lexicon:
    writer = ImageWriter()
    Lexicon.write(writer, "words", parts)
    return Lexicon(Image(writer.image({})), "words", person=True)


@pytest.mark.parametrize("person", [True, False])
def test_parts_are_read_back_as_they_were_written(person: bool) -> None:
    names = (*SURNAMES, "Sheikh Abu Ali ibn 'Umar 3", "J. O. Bank ООО Банк No. 12", "上海公司", "الشركة العامة")
    parts = list(dict.fromkeys(part for name in names for one in read_name(name, person=person) for part in one.parts))
    writer = ImageWriter()
    ListedParts.write(writer, "words", parts)
    read = ListedParts(Image(writer.image({})), "words")
    assert [read.part(number) for number in range(len(read))] == parts
    assert {part.role for part in parts} >= {Role.CONTENT, Role.PARTICLE if person else Role.LEGAL_FORM}


def test_every_part_is_its_own_neighbour_at_full_worth() -> None:
    parts = sorted({part for name in SURNAMES for part in read_name(name, person=True)[0].parts}, key=lambda p: p.text)
    lexicon = lexicon_of(parts)
    for number, part in enumerate(parts):
        assert lexicon.part(number) == part
        assert lexicon.neighbours(part).get(number) == 1.0 or not part.spellings


def test_a_word_is_found_by_its_exact_spelling_only() -> None:
    lexicon = lexicon_of(read_name("Oleg Brodarenko", person=True)[0].parts)
    assert list(lexicon.exactly("brodarenko")) == [1]
    assert list(lexicon.exactly("brodarenk")) == []
