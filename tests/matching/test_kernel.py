"""The compiled core answers as the interpreted functions do, to the last bit, and refuses sections that are damaged."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import unicodedata
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
from screening.compiledcore import CompiledSounds
from screening.dates import parse_date
from screening.errors import IndexFileError, ScreeningError
from screening.homes import INTERPRETED, KERNEL_VARIABLE, wants_interpreted
from screening.matching import compiled, kernel, native, strings, words
from screening.matching.births import Span, span_of
from screening.matching.candidates import Candidates
from screening.matching.compiled import RELATIONS, CompiledCandidates, candidates_of, compiled_part
from screening.matching.floors import Floors
from screening.matching.image import Image, ImageWriter
from screening.matching.index import NameIndex
from screening.matching.keys import PREFIX, key_entries, slip_entries
from screening.matching.lexicon import FEW_WORDS, NEAR_BOUND, SOUND_BOUND, SOUND_LEAST, SOUND_LETTERS, Lexicon
from screening.matching.names import compare_readings
from screening.matching.native import native_likeness
from screening.matching.readings import published_names
from screening.matching.wordtables import compiled_words
from screening.names import soundkey
from screening.names.lettercost import has_letter_costs, letter_likeness
from screening.names.parts import Part, Reading, read_name
from screening.names.scripts import script_of
from screening.names.soundkey import compiled_sounds, heard, sound_keys
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
SOURCES = ROOT / "screening" / "matching" / "c"
CORE = kernel.core()
pytestmark = pytest.mark.skipif(
    CORE is None, reason="the compiled core is not built: `python hatch_build.py` builds it"
)

BOUNDS = (tuple(NEAR_BOUND.values()), SOUND_BOUND, SOUND_LEAST, SOUND_LETTERS, PREFIX)
ALL_LOOKED_UP = 0
"""No words are so few that they are gone through."""
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
        patch.setattr(soundkey, "built_core", lambda: None)
        forget()
        yield
    forget()


def forget() -> None:
    caches: tuple[Callable[..., object], ...] = (
        strings.letter_cost, strings.compiled_groups, native._compiled, words.part_likeness, words.word_likeness,
        compiled_words, compiled_sounds, sound_keys,
    )  # fmt: skip
    for one in caches:
        one.cache_clear()  # type: ignore[attr-defined]


def test_the_core_is_built_from_the_source_beside_it() -> None:
    assert CORE is not None
    sources = (source.read_bytes().replace(b"\r\n", b"\n") for source in sorted(SOURCES.iterdir()))
    stated = crc32(b"".join(sources)) & 0x7FFFFFFF
    assert stated == CORE.SOURCE, "it is of another version: run `python hatch_build.py`"
    assert kernel.active() == "compiled"


def test_tables_are_made_of_the_same_entries() -> None:
    written = sorted({word for pair in random_words(3_000) for word in pair})
    pairs = [(word, number % 700) for number, word in enumerate(written)] * 2
    compiled = key_entries(pairs), slip_entries(written)
    with interpreted():
        assert (key_entries(pairs), slip_entries(written)) == compiled
    assert len(compiled[1]) > len(written)


@pytest.mark.parametrize("make", [lambda word: key_entries([(word, 1)]), lambda word: slip_entries([word])])
def test_a_lone_surrogate_is_refused_by_both(make: Callable[[str], array[int]]) -> None:
    with pytest.raises(UnicodeEncodeError):
        make("ab\ud800")
    with interpreted(), pytest.raises(UnicodeEncodeError):
        make("ab\ud800")


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


def test_native_words_are_spelt_at_the_same_cost() -> None:
    rng = random.Random(12)
    natives = [part.text for name in OTHER_SCRIPTS for part in parts_of(name) if has_letter_costs(part.script)]
    latins = [
        part.text for name in (*GIVEN, *SURNAMES, *(latin for latin, _ in random_words(200))) for part in parts_of(name)
    ]
    likely = 0
    for _ in range(5_000):
        native, latin = rng.choice(natives), rng.choice(latins)
        script = script_of(native[0])
        likeness = native_likeness(native, latin, script)
        assert likeness.hex() == letter_likeness.__wrapped__(native, latin, script).hex(), (native, latin)
        likely += likeness > 0
    assert likely > 50


def hearing() -> CompiledSounds:
    sounds = compiled_sounds()
    assert sounds is not None
    return sounds


HEARD = st.text(st.sampled_from("tchsjzkgdpxeiyoaqTCšč$'1")) | st.text()


@QUICK
@given(HEARD)
def test_any_word_has_the_same_sound_keys(word: str) -> None:
    keys = hearing().keys(word)
    assert keys is not None or not word.isascii() or len(word) > 128 or {"\n", "\0"} & set(word)
    assert keys is None or keys == heard(word.casefold())
    assert sound_keys(word) == heard(unicodedata.normalize("NFC", word.casefold()))


def test_words_of_every_length_have_the_same_sound_keys() -> None:
    rng = random.Random(4)
    for letters in (LETTERS, "tchsjzkgdxiey", "thxcjg"):
        for _ in range(5_000):
            word = "".join(rng.choices(letters, k=rng.randrange(140)))
            keys = hearing().keys(word)
            assert keys == (heard(word) if len(word) <= 128 else None), word


def test_letters_that_are_not_latin_are_not_heard() -> None:
    letters = [chr(code) for code in range(0x370, 0x1100)]
    assert {hearing().keys(letter) for letter in letters} == {heard(letter) for letter in letters} == {()}
    assert hearing().keys("".join(letters[:60])) == ()
    assert hearing().keys("\u0431t") == heard("\u0431t") == ("T",)
    rng = random.Random(5)
    for _ in range(2_000):
        word = "".join(rng.choices((*letters, *"tchsjzkgdxiey"), k=rng.randrange(12)))
        assert hearing().keys(word) == heard(word), word


def compiled_of(part: Part, *, is_person: bool = True) -> kernel.CompiledPart:
    assert CORE is not None
    return compiled_part(CORE, part, part, person=is_person)


def assert_as_alike(query: Part, other: Part, is_person: bool) -> bool:
    """Compare what the core says of two parts with the definition; return whether it says anything."""
    said = compiled_words(person=is_person).likeness(
        compiled_of(query, is_person=is_person), compiled_of(other, is_person=is_person)
    )
    if said is None:
        return False
    found = words.part_likeness.__wrapped__(query, other, person=is_person)
    expected = (found.share, RELATIONS.index(found.relation)) if found else (0.0, 0)
    assert said == expected, (query, other, is_person)
    return True


@pytest.mark.parametrize("is_person", [True, False])
def test_parts_are_as_alike(is_person: bool) -> None:
    rng = random.Random(17)
    said = alike = 0
    known = [*GIVEN, *SURNAMES, *OTHER_SCRIPTS, *COMPANIES]
    pairs = [*random_words(6_000, seed=8), *((name, damaged(name, rng)) for name in known * 40)]
    pairs += [(rng.choice(known), rng.choice(known)) for _ in range(4_000)]
    pairs += [(one, other) for one, other in words.mined_equivalents(is_person)]
    pairs += [(name, name) for name in known]
    for own, other in pairs:
        queries, records = parts_of(own, is_person=is_person), parts_of(other, is_person=is_person)
        for query, listed in zip(queries, records, strict=False):
            said += assert_as_alike(query, listed, is_person)
            alike += words.part_likeness(query, listed, person=is_person) is not None
    assert said > 6_000
    assert alike > 2_000


@QUICK
@given(some_names, some_names, st.booleans())
def test_parts_of_any_names_are_as_alike(own: str, other: str, is_person: bool) -> None:
    for query in parts_of(own, is_person=is_person):
        for listed in parts_of(other, is_person=is_person):
            assert_as_alike(query, listed, is_person)


def lexicon_of(texts: list[str]) -> Lexicon:
    writer = ImageWriter()
    parts = {part: None for text in texts for reading in read_name(text, person=True) for part in reading.parts}
    Lexicon.write(writer, "words", list(parts))
    return Lexicon(Image(writer.image({})), "words", person=True)


def compiled_lexicon(lexicon: Lexicon, few: int) -> kernel.CompiledLexicon:
    assert CORE is not None
    return CORE.Lexicon(lexicon.sections, *BOUNDS, few)


@pytest.mark.parametrize("few", [ALL_LOOKED_UP, 300, FEW_WORDS])
def test_neighbours_are_the_same(few: int) -> None:
    listed = [right for _, right in random_words(1_000, seed=6)]
    lexicon = lexicon_of([*listed, *SURNAMES, *OTHER_SCRIPTS])
    compiled = compiled_lexicon(lexicon, few)
    found = 0
    asked = [left for left, _ in random_words(2_000, seed=6)]
    for part in dict.fromkeys(part for name in (*SURNAMES, *OTHER_SCRIPTS, *asked) for part in parts_of(name)):
        neighbours = compiled.neighbours(compiled_words(person=True), compiled_of(part))
        assert neighbours == sorted(lexicon.neighbours(part).items()), part
        found += len(neighbours)
    assert found > 5_000


def parts_of(name: str, *, is_person: bool = True) -> list[Part]:
    return [part for reading in read_name(name, person=is_person) for part in reading.parts]


def test_a_word_with_a_lone_surrogate_is_left_to_the_definition() -> None:
    assert CORE is not None
    assert CORE.Groups(strings._groups(), 1.0).cheapest("\ud800", "a") is None


NAMES = (
    "weights", "scripts", "roles", "names", "part ends", "parts", "text ends", "texts", "letters", "lengths", "spelt",
    "spelt starts", "slips", "slip starts", "sounds", "sound starts", "owner ends", "owners", "word ends", "words",
    "syllabic",
)  # fmt: skip
"""Sections of a lexicon, in order."""


def bytes_of(lexicon: Lexicon) -> dict[str, tuple[str, bytearray]]:
    """Return the sections by name, with their item type, to be damaged."""
    views = (memoryview(section) for section in lexicon.sections)
    return {name: (view.format, bytearray(view.tobytes())) for name, view in zip(NAMES, views, strict=True)}


def asked_of(sections: dict[str, tuple[str, bytearray]], word: str) -> list[tuple[int, float]]:
    """Ask a lexicon of these sections for the neighbours of a word."""
    assert CORE is not None
    views = []
    for code, data in sections.values():
        section: array[int] = array(code)
        section.frombytes(bytes(data))
        views.append(section)
    part = parts_of(word)[0]
    return CORE.Lexicon(tuple(views), *BOUNDS, ALL_LOOKED_UP).neighbours(compiled_words(person=True), compiled_of(part))


def broken(name: str, code: str, items: Sequence[int]) -> tuple[str, str, bytearray]:
    return name, code, bytearray(array(code, items).tobytes())


@pytest.mark.parametrize(
    ("name", "code", "data"),
    [
        broken("text ends", "Q", [6, 0, 12]),
        broken("text ends", "Q", [0, 2**64 - 1, 2**64 - 1]),
        broken("text ends", "Q", []),
        broken("text ends", "Q", [0, 6]),
        ("texts", "B", bytearray(b"masl\xffvmaslow")),
        ("texts", "B", bytearray(b"maslo\xe2maslow")),
        ("texts", "B", bytearray(b"masl\xc0\xafvmaslow")),
        ("texts", "B", bytearray(b"maslov")),
        broken("slip starts", "I", [0, 2**31]),
        broken("slip starts", "I", [0, 1, 2, 3]),
        broken("spelt starts", "I", [0, 99]),
        broken("sound starts", "I", [9, 0]),
        broken("owner ends", "I", [0, 2, 1]),
        broken("owners", "I", [7, 7]),
        broken("word ends", "I", [0, 9, 9]),
        broken("words", "I", [5, 5]),
        ("scripts", "B", bytearray(b"\xff\xff")),
        ("scripts", "B", bytearray()),
        broken("weights", "d", []),
    ],
)
def test_damaged_sections_raise(name: str, code: str, data: bytearray) -> None:
    lexicon = lexicon_of(["Maslov", "Maslow"])
    sections = bytes_of(lexicon)
    word = "moslaev" if name in ("word ends", "words", "scripts") else "maslof"  # alike in sound, in letters
    assert asked_of(sections, word)
    assert len(data) != len(sections[name][1]) or data != sections[name][1]
    with pytest.raises(IndexFileError):
        asked_of(sections | {name: (code, data)}, word)


def test_a_section_of_other_items_is_refused() -> None:
    lexicon = lexicon_of(["Maslov", "Maslow"])
    with pytest.raises(TypeError, match="items 'Q' is expected"):
        asked_of(bytes_of(lexicon) | {"slips": ("I", bytearray(8))}, "maslov")


def test_random_bytes_never_crash() -> None:
    rng = random.Random(9)
    lexicon = lexicon_of(list(SURNAMES))
    raised = 0
    for _ in range(2_000):
        sections = bytes_of(lexicon)
        for name in rng.sample(NAMES, 3):
            data = sections[name][1]
            for _ in range(rng.randrange(20)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            asked_of(sections, rng.choice(SURNAMES))
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


LEVELS = (-9.0, -4.0, -1.0, 0.0, 0.4, 0.847, 1.5, 3.0)
BIRTHS = tuple(tuple(map(parse_date, dates)) for dates in ([], ["1961-04-12"], ["1971"], ["circa 1980", "1961-05-01"]))
SPANS: tuple[tuple[Span, ...], ...] = (
    (),
    (span_of(parse_date("1961")),),
    (span_of(parse_date("1990-04-12")), span_of(parse_date("1972"))),
    tuple(Span(year, year, 0) for year in range(1900, 1990, 10)),
)
FLOORS = tuple(Floors(level - 1.5, level, level + 1.5, spans) for level in LEVELS for spans in SPANS)
"""Of no date, of one, of two, and of more than the core takes."""


@cache
def both_searches(is_person: bool) -> tuple[Candidates, Candidates]:
    """Return the search of one index by the compiled core, and by the definition."""
    writer = ImageWriter()
    records = people(250) if is_person else companies()
    rng = random.Random(5)
    bearers = ((number, published_names(one), rng.choice(BIRTHS)) for number, one in enumerate(records))
    NameIndex.write(writer, bearers, person=is_person)
    index, weights = NameIndex(Image(writer.image({})), person=is_person), POLICY.names(is_person)
    return candidates_of(index, weights), Candidates(index, weights)


def reaching(search: Candidates, reading: Reading, found: Sequence[int], floors: Floors, is_person: bool) -> list[int]:
    """Return the readings found whose total reaches its floor."""
    weights = POLICY.names(is_person)
    totals = (
        (number, compare_readings(reading, search.index.reading(number), weights, person=is_person).total)
        for number in found
    )
    return [number for number, total in totals if total >= floors.of(search.index.births, number)]


@pytest.mark.parametrize("is_person", [True, False])
def test_what_reaches_a_floor_is_found_at_any_floor(is_person: bool) -> None:
    compiled, definition = both_searches(is_person)
    rng = random.Random(3)
    kept = right = 0
    for text, _ in queries(1_500):
        for reading in read_name(text, person=is_person):
            floors = rng.choice(FLOORS)
            found, wide = compiled.search(reading, floors), definition.search(reading, floors)
            hits = reaching(definition, reading, wide, floors, is_person)
            assert set(hits) <= set(found), (text, floors)
            assert set(found) <= set(wide) or len(floors.spans) > 2, (text, floors)
            kept, right = kept + len(found), right + len(hits)
    assert 0 < right <= kept < 1.2 * right, "the core leaves hardly any reading that is no hit"


@QUICK
@given(some_names, st.sampled_from(FLOORS), st.booleans())
def test_of_any_name_what_reaches_the_floor_is_found(text: str, floors: Floors, is_person: bool) -> None:
    compiled, definition = both_searches(is_person)
    for reading in read_name(text, person=is_person):
        found, wide = compiled.search(reading, floors), definition.search(reading, floors)
        assert set(reaching(definition, reading, wide, floors, is_person)) <= set(found)
        assert set(found) <= set(wide) or len(floors.spans) > 2


@pytest.mark.parametrize("floors", FLOORS[:: len(SPANS)])
def test_native_words_run_together_reach_the_same_floors(floors: Floors) -> None:
    listed = (
        "\u0641\u0627\u0631\u0648\u0642 \u0627\u0644\u0634\u0631\u0639",
        "\u0627\u0644\u0634\u0631\u0639\u0641\u0627\u0631\u0648\u0642",
        "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432",
        "\u0418\u0432\u0430\u043d\u041f\u0435\u0442\u0440\u043e\u0432",
    )
    writer = ImageWriter()
    NameIndex.write(writer, ((at, ((name, False),), ()) for at, name in enumerate(listed)), person=True)
    index = NameIndex(Image(writer.image({})), person=True)
    compiled, definition = candidates_of(index, POLICY.person), Candidates(index, POLICY.person)
    for name in (*listed, *(name[:3] + name[4:] for name in listed), *(name.replace(" ", "") for name in listed)):
        for reading in read_name(name, person=True):
            found, wide = compiled.search(reading, floors), definition.search(reading, floors)
            assert set(reaching(definition, reading, wide, floors, True)) <= set(found) <= set(wide)


NUMBERED = (
    "Sixth Ocean GmbH & Co. KG",
    "Sixh Ocean Administration GmbH",
    "Seventh Ocean GmbH & Co. KG",
    "Fourteen Star Shipping Management",
    "Шестой Океан",
    "Fourth Seventh Ocean",
    "Kessara Fund 16",
    "Kessara Fund XVII",
    "Nine Ocean",
    "Ocean",
)


@pytest.mark.parametrize("floors", FLOORS[2 * len(SPANS) :: len(SPANS)])
def test_misspelt_numbers_in_words_reach_the_same_floors(floors: Floors) -> None:
    writer = ImageWriter()
    NameIndex.write(writer, ((at, ((name, False),), ()) for at, name in enumerate(NUMBERED)), person=False)
    index = NameIndex(Image(writer.image({})), person=False)
    compiled, definition = candidates_of(index, POLICY.organisation), Candidates(index, POLICY.organisation)
    rng, kept, right = random.Random(17), 0, 0
    everything = range(len(index))
    for name in (*NUMBERED, *(damaged(name, rng) for name in NUMBERED * 40)):
        for reading in read_name(name, person=False):
            found, wide = compiled.search(reading, floors), definition.search(reading, floors)
            hits = reaching(definition, reading, wide, floors, False)
            assert hits == reaching(definition, reading, everything, floors, False), name
            assert set(hits) <= set(found) <= set(wide), name
            kept, right = kept + len(found), right + len(hits)
    assert 0 < right <= kept < 1.2 * right, "the core leaves hardly any reading that is no hit"


def test_a_name_of_more_words_than_bits_is_searched() -> None:
    name = " ".join((*GIVEN, *SURNAMES, *GIVEN[:9]))
    (reading,) = read_name(name, person=True)
    assert sum(part.is_content for part in reading.parts) > 64
    hits = Screener((record(person(name)),)).screen(build_query(name, kind="person")).hits
    assert [hit.record.id for hit in hits] == ["x-1"]


def test_a_word_of_more_letters_than_bits_is_searched() -> None:
    name = f"Ivan {'Petrovsky' * 9}"
    hits = Screener((record(person(name)),)).screen(build_query(name.replace("yP", "P", 1), kind="person")).hits
    assert [hit.record.id for hit in hits] == ["x-1"]


def small_index(name: str = "Ivan Petrov") -> NameIndex:
    writer = ImageWriter()
    NameIndex.write(writer, [(0, published_names(record(person(name))), ())], person=True)
    return NameIndex(Image(writer.image({})), person=True)


def search_of(index: NameIndex, name: str = "Ivan Petrov", **changed: Sequence[int]) -> list[int]:
    """Search an index, some of its sections changed, for a name."""
    (reading,) = read_name(name, person=True)
    sections = dict(zip(READING_SECTIONS, index.sections, strict=True))
    sections |= {name: array("I", items) for name, items in changed.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(NameIndex, "sections", property(lambda self: tuple(sections.values())))
        return candidates_of(index, POLICY.person).search(reading, Floors.level(-9.0))


READING_SECTIONS = ("ends", "parts", "totals", "counts", "words", "longest", "initials", "births_first", "births_last",
                    "births_day", "joins", "join_starts", "posting_ends", "postings", "small_ends", "small_postings",
                    "joined_ends", "joined", "joined_lengths", "gaps", "gap_starts")  # fmt: skip


def test_damaged_readings_raise() -> None:
    index = small_index()
    assert 0 in search_of(index)
    ends, parts, postings = (list(index.sections[place]) for place in (0, 1, 13))
    for changed in (
        {"ends": [0] * len(ends[1:])},
        {"ends": [*ends[:-1], 99]},
        {"ends": [9, *ends[1:]]},
        {"parts": [99] * len(parts)},
        {"postings": [99] * len(postings)},
        {"posting_ends": [0, 1]},
        {"join_starts": [7, 0]},
        {"join_starts": [0, 99]},
        {"gap_starts": [7, 0]},
    ):
        with pytest.raises(IndexFileError):
            search_of(index, **changed)


@pytest.mark.parametrize(
    ("section", "data"),
    [
        ("parts", b"ivan\x1f\x1f\x1eivan\x1f\x1e\x1e"),
        ("parts", b"ivan\x1f\x1eivan\x1f\x1e\x1eivan\x1f"),
        ("parts", b"ivan\x1f\x1f\x1eivan\x1e\x1eivan\x1f"),
        ("parts", b"iv\xffn\x1f\x1f\x1eivan\x1f\x1e\x1eivan\x1f"),
        ("parts", b"ivan\x1f\x1f\x1eivan\x1f\x1e\x1eivan\x1f\x1e"),
        ("part ends", array("Q", [9, 0, 9]).tobytes()),
        ("roles", b"\x06\x06"),
        ("scripts", b"\xff\xff"),
    ],
)
def test_a_listed_part_that_is_damaged_raises(section: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    index = small_index()
    sections = bytes_of(index.lexicon)
    code, _ = sections[section]
    if section == "parts":
        sections["part ends"] = ("Q", bytearray(array("Q", [0, len(data), len(data)]).tobytes()))
    items = (sections | {section: (code, bytearray(data))}).values()
    changed, others = tuple(array(kind, bytes(item)) for kind, item in items), index.small.sections
    assert search_of(index, "Iwan Petrow") == [0]
    monkeypatch.setattr(Lexicon, "sections", property(lambda self: changed if self is index.lexicon else others))
    with pytest.raises(IndexFileError):
        search_of(index, "Iwan Petrow")


def test_a_unit_of_another_index_is_refused() -> None:
    one, other = (candidates_of(small_index(), POLICY.person) for _ in range(2))
    assert isinstance(one, CompiledCandidates)
    assert isinstance(other, CompiledCandidates)
    other._asked = one._asked
    (reading,) = read_name("Ivan Petrov", person=True)
    one.search(reading, Floors.level(0.0))
    with pytest.raises(ValueError, match="of another index"):
        other.search(reading, Floors.level(0.0))


def test_what_a_question_raises_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*asked: object) -> Never:
        raise LookupError(*asked)

    monkeypatch.setattr(CompiledCandidates, "_weigh", refuse)
    with pytest.raises(LookupError):
        search_of(small_index("Ivan Petrovich"), "Ivan Petrowitsch")


def test_a_rule_that_is_not_handed_over_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = compiled._rules(POLICY.person)
    del rules["missing"]
    monkeypatch.setattr(compiled, "_rules", lambda weights: rules)
    with pytest.raises(KeyError, match="missing"):
        candidates_of(small_index(), POLICY.person)


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
