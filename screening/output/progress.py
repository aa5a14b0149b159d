"""How far a long job has come: a bar on stderr with rate and time left, and silence where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Column
from rich.text import Text

from screening.output.console import open_console, render_text


class Pace(ProgressColumn):
    """How many are done, of how many, and how many a second."""

    def __init__(self, noun: str) -> None:
        super().__init__(Column(no_wrap=True))
        self._count, self._noun = (decimal, "") if noun == "bytes" else ("{:,}".format, f" {noun}")

    def render(self, task: Task) -> Text:
        """Return `1,200 of 50,000 rows · 840/s`, or `1.2 MB of 50.0 MB · 840.0 kB/s` of bytes."""
        done = self._count(int(task.completed))
        done += f" of {self._count(int(task.total))}" if task.total is not None else ""
        pace = f" · {self._count(round(task.speed))}/s" if task.speed else ""
        return Text(f"{done}{self._noun}{pace}")


class Watch:
    """What a long job tells whoever watches: how far it is, and what it found out on the way."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def advance(self, done: int, total: int | None = None) -> None:
        """Say how many are done, of how many."""
        self._progress.update(self._task, completed=done, total=total)

    def say(self, renderable: RenderableType) -> None:
        """Print something above the bar."""
        console = self._progress.console
        console.print(Text.from_ansi(render_text(renderable, console)), soft_wrap=True)


@contextmanager
def show_progress(verb: str, noun: str, console: Console | None = None) -> Iterator[Watch]:
    """Show a bar while the block runs, and take it away after it; a stderr that is no terminal gets none."""
    console = console or open_console(stderr=True)
    left = TimeRemainingColumn(table_column=Column(no_wrap=True))  # where room is short only the bar gives way
    columns = (TextColumn("{task.description}"), BarColumn(24), Pace(noun), left)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Watch(progress, progress.add_task(verb, total=None))
