"""Flat tables lose nothing that was put in them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.matching.keys import KeyTable, Postings, deletion_keys, edits_allowed
from screening.matching.lexicon import Lexicon
from screening.matching.strings import plain_distance
from screening.names.parts import read_name
from tests.matching.invented import LETTERS, QUICK, SURNAMES, words

keyed = st.lists(st.tuples(st.text(max_size=8), st.integers(0, 1000)), max_size=40)


@QUICK
@given(keyed)
def test_a_key_gives_back_every_id_under_it_in_order(pairs: list[tuple[str, int]]) -> None:
    table = KeyTable(pairs)
    for key, number in pairs:
        ids = table.ids(key)
        assert number in ids
        assert ids == sorted(ids)


@QUICK
@given(st.lists(st.lists(st.integers(0, 1000)), max_size=10))
def test_postings_give_back_each_run(runs: list[list[int]]) -> None:
    postings = Postings(runs)
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
        assert set(deletion_keys(word)) & set(deletion_keys(other))


def test_every_part_is_its_own_neighbour_at_full_worth() -> None:
    parts = sorted({part for name in SURNAMES for part in read_name(name, person=True)[0].parts}, key=lambda p: p.text)
    lexicon = Lexicon(parts, person=True)
    for number, part in enumerate(parts):
        assert (number, 1.0) in lexicon.neighbours(part) or not part.spellings


def test_the_memory_of_a_lexicon_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = list(read_name("Oleg Brodarenko", person=True)[0].parts)
    lexicon = Lexicon(parts, person=True)
    monkeypatch.setattr("screening.matching.lexicon.MEMO", 2)
    for name in SURNAMES:
        for part in read_name(name, person=True)[0].parts:
            lexicon.neighbours(part)
    assert len(lexicon._memo) <= 2
    assert (1, 1.0) in lexicon.neighbours(parts[1])


def test_a_word_is_found_by_its_exact_spelling_only() -> None:
    lexicon = Lexicon(read_name("Oleg Brodarenko", person=True)[0].parts, person=True)
    assert lexicon.exactly("brodarenko") == (1,)
    assert lexicon.exactly("brodarenk") == ()
