"""Why a score is what it is: name parts side by side, and the ledger as steps that add up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import log

from rich.console import Group, RenderableType
from rich.text import Text

from screening.explain import sensitivity
from screening.output.layout import Fitted, fitted_table
from screening.output.wording import points_text, score_text, visible
from screening.results import AlignedPart, Contribution, Ledger, Relation
from screening.vocabulary import Outcome

ROOMY = 88
"""Columns from which there is room for the drawing of the steps."""
STEPS = 16
"""Columns of the drawing in which each ledger line is a step from the sum before it to the sum after it."""

RELATIONS = {
    Relation.EXACT: ("E", "exact", "green"),
    Relation.EQUIVALENT: ("V", "known variant", "green"),
    Relation.SPELLING: ("S", "spelling", "green"),
    Relation.TRANSLITERATED: ("T", "other script", "green"),
    Relation.JOINED: ("J", "joined", "green"),
    Relation.NEAR: ("N", "near", "yellow"),
    Relation.INITIAL: ("I", "initial", "yellow"),
    Relation.MISSING: ("−", "only on record", "dim"),
    Relation.EXTRA: ("+", "only in query", "dim"),
    Relation.CONTRADICTS: ("×", "contradicts", "red"),
}
OUTCOMES = {
    Outcome.AGREES: ("agrees", "green"),
    Outcome.PARTIAL: ("in part", "yellow"),
    Outcome.CONFLICTS: ("conflicts", "red"),
    Outcome.MISSING: ("—", "dim"),
}
NOTHING = Text("·", "dim")


def render_parts(parts: Sequence[AlignedPart]) -> RenderableType:
    """Return the parts of two names side by side, each relation by letter and word, never by colour alone."""
    return fitted_table(("Query", "", "Record", ""), [_part(part) for part in parts])


def _part(part: AlignedPart) -> tuple[Text, ...]:
    letter, word, style = RELATIONS[part.relation]
    likeness = f" {score_text(part.likeness)[:-1]}" if part.relation is Relation.NEAR else ""
    relation = Text.assemble((letter, f"bold {style}"), " ", (word + likeness, style))
    query, record = (Text(visible(side)) if side else NOTHING for side in (part.query, part.record))
    return query, relation, record, Text(visible(part.note), "dim")


def render_ledger(ledger: Ledger, threshold: float | None, *, every_line: bool) -> RenderableType:
    """Return the points line by line; lines that say nothing are named together, unless all are asked for."""
    spoken = [line for line in ledger.lines if every_line or line.points or line.outcome is not Outcome.MISSING]
    silent = dict.fromkeys(_words(line.feature) for line in ledger.lines if line not in spoken)
    shown: list[RenderableType] = [Fitted(lambda width: _lines(spoken, ledger, threshold, drawn=width >= ROOMY))]
    if silent:
        shown.append(Text(f"No evidence either way: {', '.join(silent)}.", style="dim"))
    if every_line and threshold is not None and (change := sensitivity(ledger, threshold)):
        shown.append(Text(f"{change[0].upper()}{change[1:]}.", style="dim"))
    return Group(*shown)


def _lines(lines: Sequence[Contribution], ledger: Ledger, threshold: float | None, *, drawn: bool) -> RenderableType:
    sums = [0.0, *accumulate(line.points for line in lines)]
    limit = log_odds(threshold)
    scale = (min(*sums, limit or 0.0), max(*sums, limit or 0.0))
    titles = ("<Feature", "<Says", ">Points", *(["<"] * drawn), "Because")
    rows, said = [], ""
    for line, (before, after) in zip(lines, pairwise(sums), strict=True):
        step = _step(before, after, limit, scale, "green" if line.points > 0 else "red")
        points = Text(points_text(line.points))
        says, values = Text(*OUTCOMES[line.outcome]), _values(line)
        shown = values if values != said else ""
        because = Text.assemble(visible(line.detail), "  " if line.detail and shown else "", (shown, "dim"))
        rows.append((Text(_words(line.feature)), says, points, *([step] * drawn), because))
        said = values
    whole = _step(0.0, ledger.total, limit, scale, "bold")
    total = Text(points_text(ledger.total), "bold")
    rows.append((Text("total", "bold"), Text(), total, *([whole] * drawn), _score(ledger, limit, threshold)))
    return fitted_table(titles, rows)


def log_odds(score: float | None) -> float | None:
    """Return the total whose logistic is this score; `None` for 0 and 1, which no total reaches.

    >>> log_odds(0.5)
    0.0
    """
    return log(score / (1 - score)) if score is not None and 0 < score < 1 else None


def _score(ledger: Ledger, limit: float | None, threshold: float | None) -> Text:
    note = "" if limit is None else f" (threshold {threshold:.2f} is {points_text(limit)})"
    return Text.assemble("score ", (score_text(ledger.score), "bold"), (note, "dim"))


def _words(feature: str) -> str:
    return visible(feature.replace("_", " "))


def _values(line: Contribution) -> str:
    """Return the two values of a line as written; lines in a row that share theirs say them once."""
    if not (line.query or line.record):
        return ""
    return f"{visible(line.query) or 'not given'} | {visible(line.record) or 'not given'}"


def _step(before: float, after: float, limit: float | None, scale: tuple[float, float], style: str) -> Text:
    """Return a line from one sum to the next; `┊` marks the threshold. No step is too small to be seen."""
    low, high = scale

    def cell_of(value: float) -> int:
        return round((value - low) / ((high - low) or 1.0) * (STEPS - 1))

    first, last = sorted((cell_of(before), cell_of(after)))
    last = max(last, first + (before != after))
    mark = None if limit is None else cell_of(limit)
    drawn = Text()
    for cell in range(STEPS):
        drawn.append(*(("━", style) if first <= cell < last else ("┊" if cell == mark else " ", "dim")))
    return drawn
