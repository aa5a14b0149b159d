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
from screening.output.reports import (
    render_added,
    render_batch,
    render_diff,
    render_lists,
    render_removed,
    render_selftest,
    render_updated,
    render_verified,
)
from screening.results import Comparison, ListInfo, ScreeningResult

if TYPE_CHECKING:
    from screening.ages import ListState
    from screening.batch import BatchReport
    from screening.listdiff import ListDiff
    from screening.selftest import CanaryReport
    from screening.store import AddReport, Verification
    from screening.update import UpdateReport


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

    def lists(self, states: Iterable[ListState]) -> str:
        """Return the installed lists, and how old they are, one a line."""
        return self._page(render_lists(states))

    def added(self, report: AddReport) -> str:
        """Return what was installed, beside what was there before."""
        return self._page(render_added(report))

    def updated(self, report: UpdateReport) -> str:
        """Return what asking an authority for a newer copy led to."""
        return self._page(render_updated(report))

    def removed(self, info: ListInfo) -> str:
        """Return which list is no longer searched."""
        return self._page(render_removed(info))

    def difference(self, diff: ListDiff) -> str:
        """Return what changed from one copy of a list to another."""
        return self._page(render_diff(diff))

    def selftested(self, reports: Iterable[CanaryReport]) -> str:
        """Return which listed parties that must be hits are."""
        return self._page(render_selftest(reports))

    def verified(self, verifications: Iterable[Verification]) -> str:
        """Return which lists are as they were installed."""
        return self._page(render_verified(verifications))

    def batch(self, report: BatchReport) -> str:
        """Return how the input was read, what was found, and where it is written."""
        return self._page(render_batch(report))

    def _page(self, renderable: RenderableType) -> str:
        return render_text(renderable, self._console)
