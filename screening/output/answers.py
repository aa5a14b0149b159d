"""What a command says on stdout: a line of JSON for machines, or a page for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from screening.results import Comparison, ListInfo, ScreeningResult

if TYPE_CHECKING:
    from screening.ages import ListState
    from screening.batch import BatchReport
    from screening.listdiff import ListDiff
    from screening.selftest import CanaryReport
    from screening.store import AddReport, Verification
    from screening.update import UpdateReport


class Answers(Protocol):
    """One text for each thing a command can answer, complete with its last newline."""

    def result(self, result: ScreeningResult) -> str:
        """Return the answer to one query."""

    def refusal(self, name: str, problem: str) -> str:
        """Return what stands in place of an answer to a query that cannot be screened."""

    def comparison(self, comparison: Comparison, threshold: float) -> str:
        """Return how two parties compare."""

    def lists(self, states: Iterable[ListState]) -> str:
        """Return the installed lists, and how old they are."""

    def added(self, report: AddReport) -> str:
        """Return what was installed."""

    def updated(self, report: UpdateReport) -> str:
        """Return what asking an authority for a newer copy led to."""

    def removed(self, info: ListInfo) -> str:
        """Return which list is no longer searched."""

    def difference(self, diff: ListDiff) -> str:
        """Return what changed from one copy of a list to another."""

    def selftested(self, reports: Iterable[CanaryReport]) -> str:
        """Return which listed parties that must be hits are."""

    def verified(self, verifications: Iterable[Verification]) -> str:
        """Return which lists are as they were installed."""

    def batch(self, report: BatchReport) -> str:
        """Return what a batch did."""


def choose_answers(*, as_json: bool, detail: str = "usual") -> Answers:
    """Return the answers for machines or for people; only the latter need a terminal library."""
    if as_json:
        from screening.output.json import JsonLines

        return JsonLines()
    from screening.output.pages import Pages

    return Pages(detail)
