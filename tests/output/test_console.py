from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console, RenderableType

from screening.output.console import (
    MAX_WIDTH,
    Detail,
    open_console,
    render_comparison,
    render_hit,
    render_refusal,
    render_result,
    render_text,
)
from screening.records import EntityRecord, Listing
from screening.vocabulary import Band
from tests.output.constructed import (
    LEDGER,
    LISTINGS,
    PARTS,
    RECORD,
    make_comparison,
    make_hit,
    make_result,
    named,
    organisation,
)

GOLDEN = Path(__file__).parent / "golden"


def drawn(renderable: RenderableType, width: int = 100) -> str:
    return render_text(renderable, Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False))


def words(text: str) -> str:
    """The text without blanks, so that a line break inside a value does not hide it."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("width", "name"), [(100, "hit-100.txt"), (40, "hit-40.txt")])
def test_a_hit_looks_as_it_was_approved(width: int, name: str) -> None:
    hit = make_hit()
    assert drawn(render_hit(hit, 1, make_result(hit)), width) == (GOLDEN / name).read_text(encoding="utf-8")


def test_a_result_looks_as_it_was_approved() -> None:
    hits = [make_hit(), make_hit(band=Band.MEDIUM), make_hit(weak=True)]
    result = make_result(*hits, more_hits=2)
    assert drawn(render_result(result, Detail.BRIEF), 80) == (GOLDEN / "brief-80.txt").read_text(encoding="utf-8")


@settings(deadline=None, max_examples=40)
@given(st.integers(24, 140))
def test_nothing_is_cut_at_any_width(width: int) -> None:
    hit = make_hit()
    text = drawn(render_result(make_result(hit), Detail.FULL), width)
    assert max(map(cell_len, text.splitlines())) <= min(width, MAX_WIDTH)
    assert "…" not in text
    shown = words(text)
    for part in PARTS:
        assert words(part.query) in shown
        assert words(part.record) in shown
    for line in LEDGER.lines:
        assert words(line.detail) in shown
    for listing in LISTINGS:
        for word in f"{listing.authority} {listing.reference} {listing.programme or listing.legal_basis or ''}".split():
            assert word in text


def test_every_relation_is_told_by_a_letter_and_a_word() -> None:
    text = drawn(render_result(make_result(make_hit())))
    assert re.search(r"Arkady +S spelling +Arkadiy", text)
    assert re.search(r"Volkov +E exact +VOLKOV", text)
    assert re.search(r"· +− only on record +Denisovich", text)


def test_the_ledger_adds_up_before_the_readers_eyes() -> None:
    text = drawn(render_result(make_result(make_hit()), Detail.FULL))
    evidence = text.split("Evidence\n")[1].split("Listings")[0]
    points = [float(found.replace("−", "-")) for found in re.findall(r" ([+−]\d\.\d\d|0\.00) ", evidence)]
    *lines, total = points
    assert len(lines) == len(LEDGER.lines)
    assert sum(lines) == pytest.approx(total, abs=0.01 * len(lines))
    assert "score 0.975 (threshold 0.70 is +0.85)" in evidence


def test_lines_that_say_nothing_are_named_together() -> None:
    assert "No evidence either way: gender, identifier." in drawn(render_result(make_result(make_hit())))
    assert "No evidence either way" not in drawn(render_result(make_result(make_hit()), Detail.FULL))


def test_text_from_a_list_can_neither_move_the_cursor_nor_turn_the_line() -> None:
    record = EntityRecord(id="demo:evil", party=organisation("Zenda\x1b[2J\u202e Trading [bold]LLC[/bold] :smile:"))
    text = drawn(render_result(make_result(make_hit(record))))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Zenda<U+001B>[2J<U+202E> Trading [bold]LLC[/bold] :smile:" in text


@pytest.mark.parametrize("name", ["王小明 有限公司", "محمد بن سلمان", "김정은", "Дмитрий", "👩‍🚀 Zenda"])
@pytest.mark.parametrize("width", [40, 80])
def test_wide_and_right_to_left_letters_keep_the_width(name: str, width: int) -> None:
    record = EntityRecord(id="demo:wide", party=organisation(name), listings=LISTINGS)
    text = drawn(render_result(make_result(make_hit(record), query=named(name))), width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_hit_without_a_listing_in_force_says_so_first() -> None:
    ended = RECORD.model_copy(update={"listings": LISTINGS[3:4]})
    text = drawn(render_result(make_result(make_hit(ended))))
    assert text.index("No listing is in force") < text.index("may be VOLKOV")
    assert "delisted 27 Feb 2026" in text
    assert "1 of 1 ended" in text


def test_a_weak_alias_hit_says_so_and_names_the_alias() -> None:
    text = drawn(render_result(make_result(make_hit(weak=True))))
    assert "Weak alias only" in text
    assert "compared with “Volk”, weak alias" in text


def test_the_day_asked_about_stands_in_the_header_and_over_the_states() -> None:
    day = date(2025, 6, 1)
    text = drawn(render_result(make_result(make_hit(day=day), as_of=day)))
    assert "As of   1 Jun 2025: what was listed on that day" in text
    assert "On 1 Jun 2025" in text
    assert "current then," in text


def test_the_first_three_hits_are_shown_in_full_and_the_others_in_a_table() -> None:
    result = make_result(*[make_hit()] * 5)
    assert [drawn(render_result(result, detail)).count("Evidence\n") for detail in Detail] == [0, 3, 5]
    assert "Other hits" in drawn(render_result(result))
    assert "Other hits" not in drawn(render_result(result, Detail.FULL))


def test_ties_and_notes_of_the_record_are_in_the_full_view() -> None:
    text = drawn(render_result(make_result(make_hit()), Detail.FULL))
    assert "owner of: Zenda Trading LLC" in text
    assert "The day of birth differs between two authorities." in text
    bare = make_hit(RECORD.model_copy(update={"relations": (), "notes": ()}))
    assert "Ties and notes" not in drawn(render_result(make_result(bare), Detail.FULL))


def test_a_record_without_listings_says_so() -> None:
    bare = make_hit(RECORD.model_copy(update={"listings": ()}))
    assert "None: the record is on a list without listings." in drawn(render_result(make_result(bare)))


def test_many_listings_are_folded_by_authority_unless_all_are_asked_for() -> None:
    many = [
        Listing(authority="OFAC", list_id="demo", programme=f"RUR-{n}", listed_on=date(2020, 1, n) if n % 2 else None)
        for n in range(1, 17)
    ]
    undated = [Listing(authority="EU", list_id="demo", programme=f"EU-{n}") for n in range(2)]
    hit = make_hit(RECORD.model_copy(update={"listings": (*many, *undated, LISTINGS[2])}))
    text = words(drawn(render_result(make_result(hit))))
    assert "16listings:RUR-1,RUR-2,RUR-3" in text
    assert "first1Jan2020" in text
    assert "2listings:EU-0,EU-1notpublished" in text
    assert "RUR-16" in text
    whole = drawn(render_result(make_result(hit), Detail.FULL))
    assert "listings:" not in whole
    assert "RUR-16" in whole


def test_no_hit_names_what_was_searched_and_clears_nobody() -> None:
    text = drawn(render_result(make_result(query=named("Rudolf Rassendyll"))))
    assert "No hit at or above 0.70 on 119 entries of 1 list. This is not a clearance" in text
    assert "demo · 22 Aug 2026 · 119 entries · 3f2a9c0d1e4b" in text
    assert "policy 7d41c0aa93b2e516 · weak aliases by their exact form only" in text


def test_hits_beyond_the_limit_are_counted() -> None:
    assert "4 more hits beyond the limit" in drawn(render_result(make_result(make_hit(), more_hits=4)))


def test_a_very_long_query_is_shortened_in_the_header_only() -> None:
    assert "…" in drawn(render_result(make_result(query=named("Zenda " * 60))))


def test_a_refusal_shows_the_name_and_the_reason() -> None:
    assert drawn(render_refusal("???", "no letter")) == "Query  ???\nError  no letter\n\n"


@pytest.mark.parametrize(("band", "word"), [(None, "below the threshold"), (Band.MEDIUM, "medium")])
def test_a_comparison_shows_both_names_and_every_ledger_line(band: Band | None, word: str) -> None:
    text = drawn(render_comparison(make_comparison(band), 0.7))
    assert re.search(rf"Query +Arkady Volkov +{word} ", text)
    assert all(line.feature.replace("_", " ") in text for line in LEDGER.lines)


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_a_threshold_that_no_total_reaches_is_not_drawn(threshold: float) -> None:
    text = drawn(render_comparison(make_comparison(), threshold))
    assert "threshold" not in text.replace("below the threshold", "")
    assert "┊" not in text


def test_colour_is_only_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    page = render_result(make_result(make_hit()))
    assert "\x1b" not in render_text(page, open_console())
    terminal = Console(file=io.StringIO(), width=100, force_terminal=True, color_system="standard", _environ={})
    assert "\x1b[1;31mstrong" in render_text(page, terminal)


def test_no_color_is_honoured_on_a_terminal() -> None:
    page = render_result(make_result(make_hit()))
    terminal = Console(file=io.StringIO(), width=100, force_terminal=True, _environ={"NO_COLOR": "1", "TERM": "xterm"})
    assert not re.search(r"\x1b\[[\d;]*3\dm", render_text(page, terminal))
