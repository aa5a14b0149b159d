from __future__ import annotations

import io
import re
from itertools import count

import pytest
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from screening.output.progress import Pace, show_progress


def terminal(width: int = 100) -> Console:
    seconds = count()
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        color_system=None,
        _environ={},
        get_time=lambda: float(next(seconds)),
    )


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", console.file.getvalue())


def test_a_terminal_sees_how_far_it_is() -> None:
    console = terminal()
    with show_progress("Screening", "rows", console) as watch:
        watch.advance(1_200, 50_000)
    assert "Screening" in written(console)
    assert "1,200 of 50,000 rows" in written(console)


def test_pace_is_told_once_there_is_one() -> None:
    progress = Progress(console=terminal())
    task = progress.add_task("Screening", total=50_000)
    for done in (600, 1_200, 1_800):
        progress.update(task, completed=done)
    assert str(Pace("rows").render(progress.tasks[0])) == "1,800 of 50,000 rows · 600/s"


@pytest.mark.parametrize(("verb", "noun"), [("Screening", "rows"), ("Reading ofac-non-sdn", "bytes")])
def test_a_narrow_terminal_has_all_of_it_in_one_line(verb: str, noun: str) -> None:
    console = terminal(width=60)
    with show_progress(verb, noun, console) as watch:
        for done in range(1, 10):
            watch.advance(done * 123_456, 1_234_567)
    shown = [line for line in re.split(r"[\r\n]+", written(console)) if line.strip()]
    assert len(shown) > 1
    assert all(line.startswith(verb) and "…" not in line for line in shown), shown
    assert any(
        re.search(r"1,111,104 of 1,234,567 rows · 123,456/s|1.1 MB of 1.2 MB · 123.5 kB/s", line) for line in shown
    ), shown


def test_how_many_there_are_may_be_unknown() -> None:
    console = terminal()
    with show_progress("Screening", "rows", console) as watch:
        watch.advance(1_200)
    assert "1,200 rows" in written(console)


def test_what_is_no_terminal_sees_no_bar_but_is_told_what_was_found_out() -> None:
    console = Console(file=io.StringIO(), width=100)
    with show_progress("Screening", "rows", console) as watch:
        watch.say(Text("Read as  utf-8"))
        watch.advance(1_200, 50_000)
    assert written(console).strip() == "Read as  utf-8"


def test_what_is_found_out_stands_above_the_bar_in_full() -> None:
    console = terminal(width=40)
    with show_progress("Screening", "rows", console) as watch:
        watch.say(Text("Columns  a column with a long title → name"))
    assert "Columns  a column with a long title →\nname\n" in written(console)
