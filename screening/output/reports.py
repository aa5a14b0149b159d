"""What a batch did and which lists are installed, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from screening.dates import written
from screening.matching.kernel import active
from screening.output.layout import facts_grid, fitted_table
from screening.output.wording import count_text, list_date_text, visible
from screening.results import ListInfo
from screening.store import BUNDLED

if TYPE_CHECKING:
    from screening.ages import ListState
    from screening.batch import BatchReport, Detected
    from screening.descriptions import Acceptance
    from screening.listdiff import ListDiff
    from screening.selftest import CanaryReport
    from screening.store import AddReport, Verification
    from screening.update import UpdateReport

PLURALS = {"person": "people", "organisation": "organisations", "vessel": "vessels", "aircraft": "aircraft"}


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


def render_lists(states: Iterable[ListState]) -> RenderableType:
    """Return the installed lists, one a line: of which day, how old, how much is in them."""
    states = tuple(states)
    rows = [
        (
            *(state.info.id, _date_cell(state.info), _age(state)),
            *(f"{state.info.entries:,}", f"{state.info.names:,}", state.info.sha256[:12]),
        )
        for state in states
    ]
    titles = ("List", "<As of", "<Age", ">Entries", ">Names", "SHA-256")
    table = fitted_table(titles, [[Text(visible(cell)) for cell in row] for row in rows])
    stale = [state.info.id for state in states if state.is_stale]
    notes = []
    if len(states) > 1:
        entries, names = (sum(getattr(state.info, what) for state in states) for what in ("entries", "names"))
        notes.append(("Together", f"{entries:,} entries and {names:,} names on {len(states)} lists"))
    if stale:
        notes.append(("Stale", f"{', '.join(stale)}: a newer copy is due; run `lists update`, or add one"))
    if unverified := [state.info.id for state in states if state.address_unverified]:
        notes.append(("Unverified", f"the addresses that an update uses for {', '.join(unverified)}"))
    for state in states:
        if state.expires:
            verb = "expired, and is refused: its last day was" if state.expired else "may be used until"
            notes.append(("Private", f"{state.info.id} {verb} {written(state.expires)}"))
    notes += _accepted((state.info.id, state.accepted) for state in states)
    notes.append(("Search", "compiled" if active() == "compiled" else "interpreted: the same answers, more slowly"))
    return Group(table, Text(), _facts(notes))


def _date_cell(info: ListInfo) -> str:
    return written(info.date) if info.date else "not published"


def _accepted(lists: Iterable[tuple[str, Acceptance | None]]) -> list[tuple[str, str]]:
    """Return a fact for each list that somebody accepted although the guard doubted it."""
    facts = []
    for list_id, accepted in lists:
        if accepted:
            by = f" by {accepted.by}" if accepted.by else ""
            on = f" on {written(accepted.on)}" if accepted.on else ""
            facts.append(("Accepted", f"{list_id}{by}{on}: {accepted.reason} ({'; '.join(accepted.findings)})"))
    return facts


def _age(state: ListState) -> str:
    if state.info.id == BUNDLED:
        return "with the library"
    if state.expired:
        return "EXPIRED"
    age = "unknown" if state.days is None else count_text(state.days, "day")
    return f"STALE, {age}" if state.is_stale else age


def render_updated(report: UpdateReport) -> RenderableType:
    """Return where a list was fetched from, and what was installed."""
    facts = [("Source", source.url) for source in report.sources]
    if report.unverified:
        facts.append(("", "unverified: nobody has checked this address with the authority"))
    if report.added is None:
        return _facts([("List", report.list_id), *facts, ("Found", "not changed: the installed copy is the newest")])
    return _facts([*facts, *_added(report.added)])


def render_removed(info: ListInfo) -> RenderableType:
    """Return which list is no longer searched."""
    return _facts(
        [
            ("Removed", f"{info.id} · {info.title}"),
            ("", f"{count_text(info.entries, 'entry', 'entries')} are no longer searched; the copies stay on disk"),
        ]
    )


def render_diff(diff: ListDiff) -> RenderableType:
    """Return what changed from one copy of a list to another: the counts, then an entry after the other."""
    sides = [
        (label, f"{info.id} · {list_date_text(info)} · {count_text(info.entries, 'entry', 'entries')}")
        for label, info in (("Before", diff.before), ("After", diff.after))
    ]
    counts = f"{len(diff.added):,} added · {len(diff.removed):,} removed · {len(diff.changed):,} changed"
    facts = [*sides, ("Changes", counts)]
    for label, records in (("Added", diff.added), ("Removed", diff.removed)):
        facts += [(label, f"{record.id} · {record.party.primary_name}") for record in records]
    for entry in diff.changed:
        facts.append(("Changed", f"{entry.after.id} · {entry.after.party.primary_name}"))
        facts += [("", f"{one.field}: {_value(one.before)} → {_value(one.after)}") for one in entry.changes]
    return _facts(facts)


def _value(value: Any) -> str:
    """Return a value of a record's JSON in a few words: nothing, itself, or what it holds that says something.

    >>> _value(None), _value({"text": "Ann Lee", "note": None})
    ('nothing', 'text Ann Lee')
    """
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(one)}" for key, one in value.items() if one not in (None, [], ""))
    if isinstance(value, list):
        return "; ".join(map(_value, value))
    return "nothing" if value is None else str(value)


def render_selftest(reports: Iterable[CanaryReport]) -> RenderableType:
    """Return which listed parties that must be hits are, a list a line."""
    rows = [
        (
            report.list_id,
            f"{len(report.names):,}",
            f"no hit: {', '.join(report.missed)}" if report.missed else f"hits: {' · '.join(report.names)}",
        )
        for report in reports
    ]
    return fitted_table(("List", ">Tried", "Found"), [[Text(visible(cell)) for cell in row] for row in rows])


def render_added(report: AddReport) -> RenderableType:
    """Return what was installed, what stood there before, and what the reader left out and why."""
    return _facts(_added(report))


def _added(report: AddReport) -> list[tuple[str, str]]:
    info, before = report.info, report.previous
    return [
        ("List", f"{info.id} · {info.title}"),
        ("As of", list_date_text(info)),
        ("Entries", _change(info.entries, before.entries if before else None)),
        ("", ", ".join(count_text(count, kind, PLURALS[kind]) for kind, count in report.counts.items())),
        ("Names", _change(info.names, before.names if before else None)),
        ("SHA-256", info.sha256),
        *(("Left out", f"{left.what}, {count_text(left.count, 'time')}: {left.reason}") for left in report.ignored),
        *(("Warning", warning) for warning in report.warnings),
    ]


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
    verifications = tuple(verifications)
    rows = [
        (
            verification.info.id,
            _date_cell(verification.info),
            f"{verification.info.entries:,}",
            verification.problem,
        )
        for verification in verifications
    ]
    titles = ("List", "<As of", ">Entries", "Found")
    table = fitted_table(titles, [[Text(visible(cell or "as installed")) for cell in row] for row in rows])
    accepted = _accepted((verification.info.id, verification.accepted) for verification in verifications)
    return Group(table, Text(), _facts(accepted)) if accepted else table
