"""Every answer as a page for people, drawn for the terminal at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType

from screening.output.console import (
    Detail,
    open_console,
    render_comparison,
    render_refusal,
    render_result,
    render_text,
)
from screening.output.reports import render_added, render_batch, render_lists, render_verified
from screening.results import Comparison, ListInfo, ScreeningResult

if TYPE_CHECKING:
    from screening.batch import BatchReport
    from screening.store import AddReport, Verification


class Pages:
    """Answers as text with the colours, if any, and the width of stdout."""

    def __init__(self, detail: str) -> None:
        self._detail = Detail(detail)
        self._console = open_console()

    def result(self, result: ScreeningResult) -> str:
        """Return the answer to one query."""
        return self._page(render_result(result, self._detail))

    def refusal(self, name: str, problem: str) -> str:
        """Return what stands in place of an answer to a query that cannot be screened."""
        return self._page(render_refusal(name, problem))

    def comparison(self, comparison: Comparison, threshold: float) -> str:
        """Return how two parties compare."""
        return self._page(render_comparison(comparison, threshold))

    def lists(self, infos: Iterable[ListInfo]) -> str:
        """Return the installed lists, one a line."""
        return self._page(render_lists(infos))

    def added(self, report: AddReport) -> str:
        """Return what was installed, beside what was there before."""
        return self._page(render_added(report))

    def verified(self, verifications: Iterable[Verification]) -> str:
        """Return which lists are as they were installed."""
        return self._page(render_verified(verifications))

    def batch(self, report: BatchReport) -> str:
        """Return how the input was read, what was found, and where it is written."""
        return self._page(render_batch(report))

    def _page(self, renderable: RenderableType) -> str:
        return render_text(renderable, self._console)
