"""The compiled core answers as the interpreted functions do, to the last bit, and refuses sections that are damaged."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Never
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Screener
from screening.errors import IndexFileError, ScreeningError
from screening.homes import INTERPRETED, KERNEL_VARIABLE, wants_interpreted
from screening.matching import kernel, strings, words
from screening.matching.candidates import Candidates, _rules
from screening.matching.image import Image, ImageWriter
from screening.matching.index import NameIndex
from screening.matching.keys import PREFIX, deletion_keys, edits_allowed, key_entries
from screening.matching.lexicon import SCRIPTS, Lexicon
from screening.names.parts import Part, read_name
from screening.query import build_query
from tests.matching.invented import (
    COMPANIES,
    GIVEN,
    LETTERS,
    OTHER_SCRIPTS,
    POLICY,
    QUICK,
    SURNAMES,
    companies,
    damaged,
    people,
    person,
    record,
    some_names,
)

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "screening" / "matching" / "_kernel.c"
CORE = kernel.core()
pytestmark = pytest.mark.skipif(
    CORE is None, reason="the compiled core is not built: `python hatch_build.py` builds it"
)

ALPHABETS = (
    LETTERS,
    "abcs",
    "aàâäbßçøœ",
    "абвгдежзщя",
    "ابتثجحخ",
    "王小明李a",
    "a\U0001f600b\U00010348",
    "a\0b\x7f\x80",
)


def random_words(count: int, seed: int = 5) -> Iterator[tuple[str, str]]:
    """Yield a word and another, near or not, of all lengths and scripts, empty and long ones among them."""
    rng = random.Random(seed)
    for _ in range(count):
        alphabet = rng.choice(ALPHABETS)
        size = rng.choice((0, 1, 2, 3, *range(4, 13), 30, 63, 64, 65, 90))
        word = "".join(rng.choices(alphabet, k=size))
        other = list(word)
        for _ in range(rng.randrange(5)):
            place = rng.randrange(len(other) + 1)
            other[place : place + rng.randrange(3)] = rng.choices(alphabet, k=rng.randrange(3))
        yield word, "".join(other) if rng.random() < 0.8 else "".join(rng.choices(alphabet, k=size))


@contextmanager
def interpreted() -> Iterator[None]:
    """Search without the compiled core, and with nothing remembered from it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "core", lambda: None)
        forget()
        yield
    forget()


def forget() -> None:
    caches: tuple[Callable[..., object], ...] = (
        strings.letter_cost, strings._compiled_groups, words.part_likeness, words.word_likeness,
    )  # fmt: skip
    for one in caches:
        one.cache_clear()  # type: ignore[attr-defined]


def test_the_core_is_built_from_the_source_beside_it() -> None:
    assert CORE is not None
    stated = crc32(SOURCE.read_bytes().replace(b"\r\n", b"\n")) & 0x7FFFFFFF
    assert stated == CORE.SOURCE, "it is of another version: run `python hatch_build.py`"
    assert kernel.active() == "compiled"


def test_letter_costs_are_the_same_doubles() -> None:
    assert CORE is not None
    groups = CORE.Groups(strings._groups(), strings.OTHER_EDIT)
    answered = 0
    for left, right in random_words(10_000):
        cost = groups.cheapest(left, right)
        assert (cost is None) == (max(len(left), len(right)) > 64)
        if cost is not None:
            assert cost.hex() == strings._cheapest(left, right).hex(), (left, right)
            answered += 1
    assert answered > 7_000


@QUICK
@given(st.text(max_size=70), st.text(max_size=70))
def test_letter_costs_of_any_text_are_the_same(left: str, right: str) -> None:
    strings.letter_cost.cache_clear()
    cost = strings.letter_cost(left, right)
    with interpreted():
        assert strings.letter_cost(left, right) == cost


def lexicon_of(texts: list[str]) -> Lexicon:
    writer = ImageWriter()
    parts = {part: None for text in texts for reading in read_name(text, person=True) for part in reading.parts}
    Lexicon.write(writer, "words", list(parts))
    return Lexicon(Image(writer.image({})), "words", person=True)


def test_slips_and_sounds_are_the_same() -> None:
    listed = [right for _, right in random_words(2_000, seed=6)]
    lexicon = lexicon_of([*listed, *SURNAMES, *OTHER_SCRIPTS])
    found = 0
    asked = [left for left, _ in random_words(10_000, seed=6)]
    compiled = [lexicon._within_slips(word) for word in asked]
    parts = [part for name in (*SURNAMES, *OTHER_SCRIPTS, *asked[:2_000]) for part in parts_of(name)]
    near = [lexicon.neighbours(part) for part in parts]
    with interpreted():
        for word, slips in zip(asked, compiled, strict=True):
            assert list(lexicon._within_slips(word)) == list(slips), word
            found += len(list(slips))
        for part, neighbours in zip(parts, near, strict=True):
            assert list(lexicon.neighbours(part).items()) == list(neighbours.items()), part
    assert found > 5_000


def parts_of(name: str) -> list[Part]:
    return [part for reading in read_name(name, person=True) for part in reading.parts]


def test_a_word_with_a_lone_surrogate_is_left_to_the_definition() -> None:
    assert CORE is not None
    assert CORE.within_slips("ab\ud800c", PREFIX, 1, *slips_of("abc")) is None
    assert CORE.Groups(strings._groups(), 1.0).cheapest("\ud800", "a") is None


def slips_of(*listed: str) -> tuple[memoryview, memoryview, memoryview]:
    entries = key_entries((key, number) for number, word in enumerate(listed) for key in deletion_keys(word))
    ends = array("Q", [0])
    for word in listed:
        ends.append(ends[-1] + len(word.encode()))
    return memoryview(entries), memoryview(ends), memoryview("".join(listed).encode())


def broken_sections() -> Iterator[tuple[str, memoryview, memoryview, memoryview]]:
    entries, ends, texts = slips_of("maslov", "maslow")
    yield "a number beyond the last word", entries, ends[:2], texts
    yield "an end beyond the text", entries, ends, texts[:8]
    yield "ends that fall", entries, memoryview(array("Q", [6, 0, 12])), texts
    yield "an end near the largest number", entries, memoryview(array("Q", [0, 2**64 - 1, 2**64 - 1])), texts
    yield "no ends at all", entries, memoryview(array("Q")), texts
    yield "bytes that are no letters", entries, ends, memoryview(b"masl\xffvmaslow")
    yield "a letter cut at the end", entries, memoryview(array("Q", [0, 6, 12])), memoryview(b"maslo\xe2maslow")
    yield "an overlong letter", entries, memoryview(array("Q", [0, 7, 13])), memoryview(b"masl\xc0\xafvmaslow")


@pytest.mark.parametrize(("what", "entries", "ends", "texts"), list(broken_sections()))
def test_damaged_sections_raise(what: str, entries: memoryview, ends: memoryview, texts: memoryview) -> None:
    assert CORE is not None
    with pytest.raises(IndexFileError):
        CORE.within_slips("maslov", PREFIX, edits_allowed(6), entries, ends, texts)


def test_damaged_parts_raise() -> None:
    assert CORE is not None
    entries = memoryview(key_entries([("MSLF", 0)]))
    _, text_ends, texts = slips_of("maslov")
    ends, numbers, scripts = memoryview(array("I", [0, 1])), memoryview(array("I", [0])), memoryview(b"\0")
    treatments = bytes([2] * len(SCRIPTS))

    def sounding(scripts: memoryview, ends: memoryview, numbers: memoryview, text_ends: memoryview) -> list[int] | None:
        assert CORE is not None
        spelt = ("MSLF", ("maslow",), 2, 0.5, treatments, entries)
        return CORE.sounding(*spelt, scripts, ends, numbers, text_ends, texts)

    assert sounding(scripts, ends, numbers, text_ends) == [0]
    for sections in (
        (memoryview(b""), ends, numbers, text_ends),
        (memoryview(b"\xff"), ends, numbers, text_ends),
        (scripts, memoryview(array("I", [0])), numbers, text_ends),
        (scripts, memoryview(array("I", [0, 2])), numbers, text_ends),
        (scripts, memoryview(array("I", [1, 0])), numbers, text_ends),
        (scripts, ends, memoryview(array("I", [7])), text_ends),
        (scripts, ends, numbers, memoryview(array("Q", [0, 99]))),
    ):
        with pytest.raises(IndexFileError):
            sounding(*sections)


def test_a_section_of_other_items_is_refused() -> None:
    assert CORE is not None
    entries, _, texts = slips_of("maslov")
    with pytest.raises(TypeError, match="items 'Q' is expected"):
        CORE.within_slips("maslov", PREFIX, 2, entries, memoryview(array("I", [0, 6])), texts)


def test_random_bytes_never_crash() -> None:
    assert CORE is not None
    rng = random.Random(9)
    raised = 0
    for _ in range(2_000):
        entries, ends, texts = slips_of(*SURNAMES)
        noisy = [bytearray(section.tobytes()) for section in (entries, ends, texts)]
        for section in noisy:
            for _ in range(rng.randrange(20)):
                section[rng.randrange(len(section))] = rng.randrange(256)
        views = memoryview(noisy[0]).cast("Q"), memoryview(noisy[1]).cast("Q"), memoryview(noisy[2])
        word = rng.choice(SURNAMES).lower()
        try:
            CORE.within_slips(word, PREFIX, edits_allowed(len(word)), *views)
        except IndexFileError:
            raised += 1
    assert raised > 100


def queries(count: int) -> Iterator[tuple[str, str]]:
    rng = random.Random(21)
    known = [(name.text, "person") for record in people(250) for name in record.party.names]
    known += [(text, "organisation") for text in COMPANIES]
    for _ in range(count):
        text, kind = rng.choice(known)
        asked = damaged(text, rng)
        if any(letter.isalnum() for letter in asked):
            yield asked, kind


def answers(count: int) -> list[str]:
    """What a search says to every query: the records, their totals to the last bit, and their order."""
    screener = Screener((*people(250), *companies()))
    said = []
    for text, kind in queries(count):
        hits = screener.screen(build_query(text, kind=kind)).hits
        said.append(repr([text, [(hit.record.id, hit.score.hex(), hit.ledger.total.hex()) for hit in hits]]))
    return said


def test_ten_thousand_queries_have_the_same_hits() -> None:
    compiled = answers(10_000)
    with interpreted():
        assert answers(10_000) == compiled
    assert sum("p-" in said or "o-" in said for said in compiled) > 5_000


FLOORS = (-9.0, -4.0, -1.0, 0.0, 0.4, 0.847, 1.5, 3.0)


@cache
def both_searches(is_person: bool) -> tuple[Candidates, Candidates]:
    """Return the search of one index by the compiled core, and by the definition."""
    writer = ImageWriter()
    NameIndex.write(writer, enumerate(people(250) if is_person else companies()), person=is_person)
    index, weights = NameIndex(Image(writer.image({})), person=is_person), POLICY.names(is_person)
    compiled = Candidates(index, weights)
    with interpreted():
        return compiled, Candidates(index, weights)


@pytest.mark.parametrize("is_person", [True, False])
def test_the_same_readings_are_candidates_at_any_floor(is_person: bool) -> None:
    compiled, definition = both_searches(is_person)
    rng = random.Random(3)
    wide = kept = 0
    for text, _ in queries(1_500):
        for reading in read_name(text, person=is_person):
            floor = rng.choice(FLOORS)
            found = compiled.search(reading, floor)
            assert definition.search(reading, floor) == found, (text, floor)
            wide, kept = wide + len(compiled.index), kept + len(found)
    assert 0 < kept < wide / 2


@QUICK
@given(some_names, st.sampled_from(FLOORS), st.booleans())
def test_any_name_has_the_same_candidates(text: str, floor: float, is_person: bool) -> None:
    compiled, definition = both_searches(is_person)
    for reading in read_name(text, person=is_person):
        assert definition.search(reading, floor) == compiled.search(reading, floor)


def test_a_name_of_more_words_than_bits_is_searched() -> None:
    name = " ".join((*GIVEN, *SURNAMES, *GIVEN[:9]))
    (reading,) = read_name(name, person=True)
    assert sum(part.is_content for part in reading.parts) > 64
    hits = Screener((record(person(name)),)).screen(build_query(name, kind="person")).hits
    assert [hit.record.id for hit in hits] == ["x-1"]


def search_of(*, ends: Sequence[int] = (0, 1), postings: Sequence[int] = (0,), size: int = 1) -> list[int]:
    """Search an index of one reading for a unit that stands in it."""
    assert CORE is not None
    one = array("I", [1])
    sections = array("I", ends), array("I", [0]), array("d", [0.9]), one, one, one, array("I", [0])
    rules = _rules(POLICY.person)
    unit = CORE.Unit(size, 0.9, ((0, (0.9, 0.9, 0.0, False, False)),), frozenset(), frozenset(postings), True)
    asked = ((1, unit, -1),)
    return CORE.Readings(*sections, rules).search(
        asked, (), (), (0, 0.9, False, True), lambda places: (0, 0.0, 0.0, 0), lambda place, number: None, -9.0
    )


def test_damaged_readings_raise() -> None:
    assert search_of() == [0]
    for ends in ((0, 2), (1, 0), (0,), (0, 1, 1)):
        with pytest.raises(IndexFileError):
            search_of(ends=ends)
    with pytest.raises(IndexFileError):
        search_of(postings=(5,))
    with pytest.raises(ValueError, match="of another index"):
        search_of(postings=(5,), size=6)


def test_what_a_question_raises_comes_through() -> None:
    assert CORE is not None

    def refuse(*asked: object) -> Never:
        raise LookupError(*asked)

    unit = CORE.Unit(1, 0.9, ((0, (0.9, 0.9, 0.0, True, False)),), frozenset(), frozenset({0}), False)
    one = array("I", [1])
    sections = array("I", [0, 1]), array("I", [0]), array("d", [0.9]), one, one, one, array("I", [0])
    readings = CORE.Readings(*sections, _rules(POLICY.person))
    with pytest.raises(LookupError, match="1"):
        readings.search(((1, unit, -1),), (), (), (0, 0.9, False, True), refuse, refuse, -9.0)
    with pytest.raises(LookupError):
        readings.search(((1, unit, -1),), (), (), (0, 0.9, False, True), lambda places: (0, 0.0, 0.0, 0), refuse, -9.0)


def test_a_rule_that_is_not_handed_over_is_missed() -> None:
    assert CORE is not None
    rules = _rules(POLICY.person)
    del rules["missing"]
    one = array("I", [1])
    with pytest.raises(KeyError, match="missing"):
        CORE.Readings(array("I", [0, 1]), one, array("d", [0.9]), one, one, one, one, rules)


@pytest.mark.parametrize(("stated", "path"), [("", "compiled"), (INTERPRETED, "interpreted")])
def test_the_path_is_chosen_by_the_environment(stated: str, path: str) -> None:
    code = "from screening.matching.kernel import active; print(active())"
    environment = os.environ | {KERNEL_VARIABLE: stated}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == path


def test_another_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, "fast")
    with pytest.raises(ScreeningError, match="expected 'interpreted'"):
        wants_interpreted()
