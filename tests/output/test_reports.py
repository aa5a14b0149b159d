from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from screening.ages import ListState, Vouched
from screening.batch import BatchReport, Detected
from screening.descriptions import Acceptance
from screening.listdiff import EntryChange, FieldChange, ListDiff
from screening.output.answers import choose_answers
from screening.output.console import render_text
from screening.output.reports import (
    render_added,
    render_batch,
    render_detected,
    render_diff,
    render_lists,
    render_removed,
    render_selftest,
    render_updated,
    render_verified,
)
from screening.receipts import Source
from screening.records import EntityRecord, Name, Person
from screening.selftest import CanaryReport
from screening.sources.reading import Ignored
from screening.store import AddReport, Verification
from screening.update import UpdateReport
from tests.output.constructed import INFO, make_comparison, make_result

DETECTED = Detected(
    encoding="cp1252",
    delimiter=";",
    sheet=None,
    header_row=3,
    columns_mapped=(("Kunde", "name"), ("Land", "country")),
    columns_not_mapped=("Umsatz",),
    first_names=("Jörg Müller", "Zenda Trading"),
    warnings=("two rows above the header were left out",),
)
REPORT = BatchReport(
    rows=50_000,
    screened=49_998,
    errored=2,
    hits=1,
    rows_with_hits=1,
    detected=DETECTED,
    output=Path("out.csv"),
    manifest=Path("out.csv.manifest.json"),
)
ADDED = AddReport(
    info=INFO,
    previous=replace(INFO, entries=121, names=860),
    counts={"organisation": 19, "person": 100},
    ignored=(Ignored("empty address rows", 2_652, "an address row stands for every entry"),),
    warnings=("first", "second"),
)
STATE = ListState(INFO, INFO.date, Vouched.CHECKED, 3, 7, 2, False)
UPDATED = UpdateReport("demo", (Source("https://example.com/list.xml", '"a"'),), ADDED, True)
ANN = EntityRecord(id="x-1", party=Person(names=(Name(text="Ann Lee"),)))
DIFF = ListDiff(INFO, INFO, (ANN,), (ANN,), (EntryChange(ANN, ANN, (FieldChange("party.gender", None, "female"),)),))


def drawn(renderable: RenderableType, width: int = 100) -> str:
    return render_text(renderable, Console(file=io.StringIO(), width=width))


def test_how_a_file_is_read_is_shown_for_a_person_to_look_at() -> None:
    assert drawn(render_detected(DETECTED)).splitlines() == [
        "Read as      cp1252 · semicolon between cells · header in row 3",
        "Columns      Kunde → name, Land → country",
        "Not used     Umsatz",
        "First names  Jörg Müller · Zenda Trading",
        "Warning      two rows above the header were left out",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"delimiter": "\t"}, "tab between cells"),
        ({"delimiter": "^"}, "'^' between cells"),
        ({"delimiter": None, "encoding": None, "sheet": "Kunden"}, "Read as      sheet Kunden · header in row 3"),
        ({"header_row": None}, "no header"),
    ],
)
def test_what_was_detected_is_in_words(changes: dict[str, object], words: str) -> None:
    assert words in drawn(render_detected(replace(DETECTED, **changes)))  # type: ignore[arg-type]


def test_rows_in_are_rows_screened_and_errored() -> None:
    text = drawn(render_batch(REPORT))
    assert "50,000 = 49,998 screened + 2 errored" in text
    assert "1 hit in 1 row" in text


def test_an_added_list_is_held_against_the_one_before() -> None:
    text = drawn(render_added(ADDED))
    assert "Entries   119, -2 against the list before" in text
    assert "Names     869, +9 against the list before" in text
    assert "19 organisations, 100 people" in text
    assert "empty address rows, 2,652 times: an address row stands for every entry" in text
    assert text.count("Warning") == 1
    assert "against" not in drawn(render_added(replace(ADDED, previous=None)))


@pytest.mark.parametrize("width", [30, 80])
def test_lists_and_their_state_are_told_at_any_width(width: int) -> None:
    lists = drawn(render_lists([STATE]), width)
    verified = drawn(render_verified([Verification(INFO, None), Verification(INFO, "records were changed")]), width)
    assert max(map(len, (lists + verified).splitlines())) <= width
    assert "demo" in lists
    assert "3f2a9c0d1e4b" in lists
    assert "as installed" in verified
    assert "records were changed" in " ".join(verified.split())


def test_machines_get_every_answer_as_json() -> None:
    lines = choose_answers(as_json=True)
    added = json.loads(lines.added(ADDED))
    assert added["previous"]["entries"] == 121
    assert added["ignored"][0]["count"] == 2_652
    verified = lines.verified([Verification(INFO, None), Verification(INFO, "changed")]).splitlines()
    assert [json.loads(line)["problem"] for line in verified] == [None, "changed"]
    assert [json.loads(line)["id"] for line in lines.lists([STATE, STATE]).splitlines()] == ["demo", "demo"]
    batch = json.loads(lines.batch(REPORT))
    assert batch["detected"]["columns_mapped"][0] == {"column": "Kunde", "field": "name"}
    assert (batch["rows"], batch["output"]) == (50_000, "out.csv")


def test_people_get_every_answer_as_a_page() -> None:
    pages = choose_answers(as_json=False, detail="brief")
    texts = [
        pages.result(make_result()),
        pages.refusal("???", "no letter"),
        pages.comparison(make_comparison(), 0.7),
        pages.lists([STATE]),
        pages.updated(UPDATED),
        pages.removed(INFO),
        pages.difference(DIFF),
        pages.selftested([CanaryReport("demo", ("Ann Lee",), ())]),
        pages.added(ADDED),
        pages.verified([Verification(INFO, None)]),
        pages.batch(REPORT),
    ]
    assert all(text.endswith("\n") for text in texts)
    assert "This is not a clearance" in " ".join(texts[0].split())


def test_a_list_that_is_too_old_is_marked() -> None:
    fresh = drawn(render_lists([STATE]))
    assert "3 days" in fresh
    assert "STALE" not in fresh
    stale = drawn(render_lists([replace(STATE, days=1, max_age=0), replace(STATE, days=None, address_unverified=True)]))
    assert "STALE, 1 day " in stale
    assert "STALE, unknown" in stale
    assert "Stale" in stale and "a newer copy is due" in stale
    assert "Unverified" in stale
    bundled = replace(STATE, info=replace(INFO, id="wagner-network"), max_age=None)
    assert "with the library" in drawn(render_lists([bundled]))


def test_a_private_list_says_until_when_it_may_be_used() -> None:
    private = replace(STATE, max_age=None, expires=date(2027, 3, 31))
    assert "demo may be used until 31 Mar 2027" in drawn(render_lists([private]))
    over = drawn(render_lists([replace(private, expired=True)]))
    assert "EXPIRED" in over
    assert "demo expired, and is refused: its last day was 31 Mar 2027" in over


def test_a_doubtful_copy_says_who_accepted_it_when_and_why() -> None:
    accepted = Acceptance(("it has no vessel",), "ships moved to another list", "j.doe", date(2026, 11, 20))
    sentence = "demo by j.doe on 20 Nov 2026: ships moved to another list (it has no vessel)"
    for page in (
        render_lists([replace(STATE, accepted=accepted)]),
        render_verified([Verification(INFO, None, accepted)]),
    ):
        assert sentence in " ".join(drawn(page, 120).split())
    nobody = replace(STATE, accepted=Acceptance(("it has no vessel",), "ships moved"))
    assert "demo: ships moved (it has no vessel)" in drawn(render_lists([nobody]))
    (line,) = choose_answers(as_json=True).verified([Verification(INFO, None, accepted)]).splitlines()
    assert json.loads(line)["accepted"] == {
        "findings": ["it has no vessel"],
        "reason": "ships moved to another list",
        "by": "j.doe",
        "on": "2026-11-20",
    }


def test_an_update_says_where_from_and_what_came_of_it() -> None:
    text = drawn(render_updated(UPDATED))
    assert "https://example.com/list.xml" in text
    assert "unverified: nobody has checked this address" in text
    assert "empty address rows" in text
    same = drawn(render_updated(replace(UPDATED, added=None, unverified=False)))
    assert "not changed: the installed copy is the newest" in same
    assert "unverified" not in same


def test_a_difference_is_told_entry_by_entry() -> None:
    text = drawn(render_diff(DIFF))
    assert "1 added · 1 removed · 1 changed" in text
    assert re.search("Added +x-1 · Ann Lee", text)
    assert "party.gender: nothing → female" in text
    values = {"text": "A. Lee", "note": None, "parts": {"given": "A."}}, ["RU", "ML"]
    text = drawn(render_diff(replace(DIFF, changed=(EntryChange(ANN, ANN, (FieldChange("x", *values),)),))))
    assert "text A. Lee, parts given A. → RU; ML" in text
    found = json.loads(choose_answers(as_json=True).difference(DIFF))
    assert (found["added"][0]["id"], found["removed"][0]["id"]) == ("x-1", "x-1")
    assert found["changed"][0]["changes"] == [{"field": "party.gender", "before": None, "after": "female"}]


def test_a_removed_list_and_canaries_are_told() -> None:
    assert "no longer searched; the copies stay on disk" in " ".join(drawn(render_removed(INFO)).split())
    text = drawn(
        render_selftest([CanaryReport("demo", ("Ann Lee",), ("Ann Lee",)), CanaryReport("x", ("LEE, Bo", "Ann"), ())])
    )
    assert "no hit: Ann Lee" in text
    assert "hits: LEE, Bo · Ann" in text
    lines = choose_answers(as_json=True)
    assert json.loads(lines.selftested([CanaryReport("x", ("Bo",), ())]))["missed"] == []
    assert json.loads(lines.removed(INFO))["removed"]["id"] == "demo"
    assert json.loads(lines.updated(UPDATED))["sources"][0]["etag"] == '"a"'
    assert json.loads(lines.updated(replace(UPDATED, added=None)))["added"] is None
    assert json.loads(lines.lists([STATE]))["stale"] is False
