"""The few shapes that everything at the terminal is made of: aligned tables, facts, section titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

GAP = 2
"""Blank columns between two columns of a table."""
LONG_WORD = 30
"""Letters; only a longer word, such as a record's id may be, is broken, so that one of them does not undo a table."""
FIXED = frozenset("<>")
"""First letters of the title of a column whose lines are never broken."""

SPLIT = 2
"""A line is split as long as it is at least this many times as wide as the figure at its right."""

Row = Sequence[Text]


class Fitted:
    """A view that is drawn for the columns it is given."""

    def __init__(self, draw: Callable[[int], RenderableType]) -> None:
        self._draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw for the width at hand."""
        yield self._draw(options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Take all the width there is."""
        return Measurement(1, options.max_width)


def column_widths(titles: Sequence[str], rows: Sequence[Row], width: int) -> list[int] | None:
    """Return the width of each column so that no word but an over-long one is broken, or `None` where they do not fit.

    Each column gets its longest word; what is left goes, one by one, to the narrowest column that wants more.
    A column whose title starts with "<" or ">" is set to that side and its lines are never broken.
    """
    cells = [[title.lstrip("<>"), *(row[place].plain for row in rows)] for place, title in enumerate(titles)]
    wanted = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in cells]
    given = [
        most
        if title[:1] in FIXED
        else min(LONG_WORD, max(cell_len(w) for cell in column for w in cell.split() or [""]))
        for title, column, most in zip(titles, cells, wanted, strict=True)
    ]
    spare = width - GAP * (len(titles) - 1) - sum(given)
    if spare < 0:
        return None
    for _ in range(min(spare, sum(wanted) - sum(given))):
        _, narrowest = min((now, place) for place, now in enumerate(given) if now < wanted[place])
        given[narrowest] += 1
    return given


def plain_table(titles: Sequence[str], rows: Sequence[Row], widths: Sequence[int]) -> Table:
    """Return a table without lines, its columns as wide as given."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim", show_edge=False)
    for title, width in zip(titles, widths, strict=True):
        justify: JustifyMethod = "right" if title.startswith(">") else "left"
        table.add_column(title.lstrip("<>"), justify=justify, overflow="fold", width=width)
    for row in rows:
        table.add_row(*row)
    return table


def stacked_rows(titles: Sequence[str], rows: Sequence[Row]) -> RenderableType:
    """Return the rows of a table one below the other, for where there is no room to set them side by side."""
    blocks: list[RenderableType] = []
    for row in rows:
        labels = [title.lstrip("<>") for title in titles]
        told = [
            Text.assemble((f"{label} " if label else "", "dim"), Text(" ").join(cell.split("\n")))
            for label, cell in zip(labels, row, strict=True)
            if cell
        ]
        head = [row[0]] if row[0] else []
        blocks += [*head, Padding(Text(" · ").join(told[len(head) :]), (0, 0, 0, GAP))]
    return Group(*blocks)


def fitted_table(titles: Sequence[str], rows: Sequence[Row]) -> RenderableType:
    """Return a table that breaks no word, or stacked rows where the words do not fit side by side."""

    def draw(width: int) -> RenderableType:
        widths = column_widths(titles, rows, width)
        return stacked_rows(titles, rows) if widths is None else plain_table(titles, rows, widths)

    return Fitted(draw)


def facts_grid(label_style: str = "") -> Table:
    """Return a grid of a short label and a text that wraps beside it."""
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style=label_style, no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def split_line(left: RenderableType, right: Text) -> RenderableType:
    """Return text at the left, which wraps, and a figure at the right, or below where there is no room for both."""

    def draw(width: int) -> RenderableType:
        if width < SPLIT * right.cell_len:
            return Group(left, right)
        grid = Table.grid(expand=True, padding=(0, GAP, 0, 0), pad_edge=False)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        grid.add_row(left, right)
        return grid

    return Fitted(draw)


def section(title: str, note: str = "") -> RenderableType:
    """Return a blank line and a title, with a quiet note beside it."""
    return Group(Text(), Text.assemble((title, "bold"), (f"  {note}" if note else "", "dim")))
