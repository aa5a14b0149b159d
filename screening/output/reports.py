"""What a batch did and which lists are installed, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from screening.output.layout import facts_grid, fitted_table
from screening.output.wording import count_text, list_date_text, visible
from screening.results import ListInfo

if TYPE_CHECKING:
    from screening.batch import BatchReport, Detected
    from screening.store import AddReport, Verification


def render_detected(detected: Detected) -> RenderableType:
    """Return how a file is read: what a person should look at before a long run."""
    read = [detected.sheet and f"sheet {detected.sheet}", detected.encoding, _delimiter(detected.delimiter)]
    read += [f"header in row {detected.header_row}" if detected.header_row else "no header"]
    return _facts(
        [
            ("Read as", " · ".join(filter(None, read))),
            ("Columns", ", ".join(f"{column} → {field}" for column, field in detected.columns_mapped)),
            ("Not used", ", ".join(detected.columns_not_mapped)),
            ("First names", " · ".join(detected.first_names)),
            *(("Warning", warning) for warning in detected.warnings),
        ]
    )


def render_batch(report: BatchReport) -> RenderableType:
    """Return what was screened and found, and where it is written."""
    return _facts(
        [
            ("Rows", f"{report.rows:,} = {report.screened:,} screened + {report.errored:,} errored"),
            ("Hits", f"{count_text(report.hits, 'hit')} in {count_text(report.rows_with_hits, 'row')}"),
            ("Output", str(report.output)),
            ("Manifest", str(report.manifest)),
        ]
    )


def _delimiter(delimiter: str | None) -> str:
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    return f"{names.get(delimiter, repr(delimiter))} between cells" if delimiter else ""


def render_lists(infos: Iterable[ListInfo]) -> RenderableType:
    """Return the installed lists, one a line."""
    rows = [
        (info.id, list_date_text(info), f"{info.entries:,}", f"{info.names:,}", info.sha256[:12], info.title)
        for info in infos
    ]
    titles = ("List", "<As of", ">Entries", ">Names", "SHA-256", "Title")
    return fitted_table(titles, [[Text(visible(cell)) for cell in row] for row in rows])


def render_added(report: AddReport) -> RenderableType:
    """Return what was installed, what stood there before, and what the reader left out and why."""
    info, before = report.info, report.previous
    facts = [
        ("List", f"{info.id} · {info.title}"),
        ("As of", list_date_text(info)),
        ("Entries", _change(info.entries, before.entries if before else None)),
        ("", ", ".join(f"{count:,} {kind}" for kind, count in report.counts.items())),
        ("Names", _change(info.names, before.names if before else None)),
        ("SHA-256", info.sha256),
        *(("Left out", f"{left.what}, {left.count:,} times: {left.reason}") for left in report.ignored),
        *(("Warning", warning) for warning in report.warnings),
    ]
    return _facts(facts)


def _facts(facts: Iterable[tuple[str, str]]) -> RenderableType:
    """Return labelled facts; a label stands once above its like, and what is empty is left out."""
    grid, above = facts_grid("dim"), ""
    for label, text in facts:
        if text:
            grid.add_row("" if label == above else label, Text(visible(text)))
            above = label
    return grid


def _change(now: int, before: int | None) -> str:
    return f"{now:,}" if before is None else f"{now:,}, {now - before:+,} against the list before"


def render_verified(verifications: Iterable[Verification]) -> RenderableType:
    """Return which lists are as they were installed, and what is wrong with the others."""
    rows = [
        (
            verification.info.id,
            list_date_text(verification.info),
            f"{verification.info.entries:,}",
            verification.problem,
        )
        for verification in verifications
    ]
    titles = ("List", "<As of", ">Entries", "Found")
    return fitted_table(titles, [[Text(visible(cell or "as installed")) for cell in row] for row in rows])
