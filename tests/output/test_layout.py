from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from screening.output.console import render_text
from screening.output.layout import GAP, LONG_WORD, column_widths, fitted_table, split_line

words = st.text("abcdefgh 王", max_size=30)
tables = st.lists(st.tuples(words, words, words), min_size=1, max_size=5)


@given(tables, st.integers(1, 80))
def test_columns_fit_the_width_and_break_no_word(rows: list[tuple[str, ...]], width: int) -> None:
    widths = column_widths(("One", "<Two", ">Three"), [[Text(cell) for cell in row] for row in rows], width)
    if widths is None:
        return
    assert sum(widths) + GAP * 2 <= width
    for place, given_width in enumerate(widths):
        for row in rows:
            longest = min(LONG_WORD, max(map(cell_len, row[place].split() or [""])))
            assert given_width >= (longest if place == 0 else cell_len(row[place]))


@given(tables, st.integers(20, 80))
def test_a_table_shows_every_word_at_any_width(rows: list[tuple[str, ...]], width: int) -> None:
    table = fitted_table(("One", "Two", "Three"), [[Text(cell) for cell in row] for row in rows])
    text = render_text(table, Console(file=io.StringIO(), width=width))
    assert max(map(cell_len, text.splitlines())) <= width
    letters = "".join(text.split())
    for letter in "abfg王":
        assert letters.count(letter) >= sum(cell.count(letter) for row in rows for cell in row)


def test_an_over_long_word_does_not_undo_a_table() -> None:
    rows = [[Text("Ann Lee"), Text("opensanctions-NK-9K5KwTtAEmhJHUUA49Viuo")], [Text("Bo"), Text("un-1")]]
    text = render_text(fitted_table(("Name", "Record"), rows), Console(file=io.StringIO(), width=40))
    assert [line.split() for line in text.splitlines()] == [
        ["Name", "Record"],
        ["Ann", "Lee", "opensanctions-NK-9K5KwTtAEmhJHU"],
        ["UA49Viuo"],
        ["Bo", "un-1"],
    ]


def test_a_figure_goes_below_where_there_is_no_room_beside() -> None:
    line = split_line(Text("VOLKOV, Arkadiy"), Text("strong 0.975"))
    console = Console(file=io.StringIO())
    assert render_text(line, Console(file=console.file, width=40)).split("\n")[0].endswith("strong 0.975")
    assert render_text(line, Console(file=console.file, width=20)) == "VOLKOV, Arkadiy\nstrong 0.975\n"
