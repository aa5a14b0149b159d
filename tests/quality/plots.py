"""The pictures of the scorecard: where hits and others score, what recall costs, what a score is worth, the marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from screening.matching.policy import load_policy
from tests.quality.card import Row, hits_of, wrong_scores
from tests.quality.figures import FLOOR, reliability, share_from
from tests.quality.measure import Measured

if TYPE_CHECKING:  # Only the pictures need matplotlib, and it is loaded when the first is drawn.
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RIGHT, WRONG, STRANGE, GREY = "#1b7837", "#b2182b", "#e08214", "#777777"
KINDS = {"person": "people", "organisation": "organisations", "vessel": "ships"}
CURVES = {
    "one slip": ("deletion_one", "substitution_one", "transposition_one", "insertion_one"),
    "two slips": ("two_edits", "deletion_two", "substitution_two", "transposition_two", "insertion_two"),
    "a slip in every word": ("every_word",),
    "alias, close": ("alias_close",),
    "alias, distant": ("alias_distant",),
    "alias, Cyrillic": ("alias_cyrillic",),
}
COLOURS = ("#1f4e79", "#2e86c1", "#85c1e9", "#145a32", "#f39c12", "#c0392b")
LEAST = 5
"""Pairs or hits of about one score that the reliability plot shows a point for; fewer say nothing."""
BIN, CUT = 0.02, 12.0
"""Width of a bar of the histograms, and the per cent at which the bar of what has no score is cut."""
STEPS = tuple(step / 100 for step in range(int(FLOOR * 100), 96))
Judged = dict[str, list[tuple[float, bool]]]
"""What is said of them → score of each pair or hit, and whether it is right."""


def draw(measured: Sequence[Measured], rows: Sequence[Row], judged: Judged, folder: Path) -> list[Path]:
    """Write every picture for which there is data, and return the files."""
    import matplotlib as mpl

    mpl.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    pictures: dict[str, Callable[[], Figure | None]] = {
        "marks": lambda: marks(rows),
        "scores": lambda: histograms(measured),
        "recall-alerts": lambda: curves(measured),
        "reliability": lambda: calibration({**judged, **searched(measured)}),
    }
    written = []
    for name, picture in pictures.items():
        if figure := picture():
            path = folder / f"{name}.png"
            figure.savefig(path, dpi=90, metadata={"Software": None})
            _slim(path)
            written.append(path)
    return written


def _slim(path: Path) -> None:
    """Write a picture again with as few colours as it needs: a third of the bytes, and no difference to see."""
    from PIL import Image

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(160, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def searched(measured: Sequence[Measured]) -> Judged:
    """Return the hits of all searches; a name that a listed one covers is left out, for a hit on it is no error."""
    hits = [hit for one in measured if one.group.set != "covered" for hit in hits_of(one.answers)]
    lowest = load_policy().thresholds.hit
    return {"hits of all searches": [hit for hit in hits if hit[0] >= lowest]} if hits else {}


def histograms(measured: Sequence[Measured]) -> Figure | None:
    """Draw the scores of right records above, of strangers' and namesakes' best hits below, for each kind of party."""
    pools = wrong_scores(measured)
    kinds = [kind for kind in KINDS if kind in pools]
    if not kinds:
        return None
    figure = _figure(8, 2.3 * len(kinds) + 0.5)
    for axes, kind in zip(_rows_of(figure, len(kinds)), kinds, strict=True):
        groups = [one for one in measured if one.group.kind == kind and one.group.questions[0].expected]
        right = [answer.score for one in groups for answer in one.answers]
        strangers, namesakes = pools[kind]
        _steps(axes, right, RIGHT, "the right record", (0.0, BIN), above=True)
        _steps(axes, strangers, STRANGE, "best hit of a stranger", (0.0, BIN / 2), above=False)
        _steps(axes, namesakes, WRONG, "best hit of a namesake", (BIN / 2, BIN), above=False)
        top = axes.get_ylim()[1]
        axes.set_ylim(-CUT - 0.2 * (top + CUT), 1.05 * top)
        axes.axvline(load_policy().thresholds.hit, color=GREY, linestyle="--", linewidth=1)
        axes.axhline(0, color="black", linewidth=0.6)
        axes.set_title(KINDS[kind].capitalize(), loc="left", fontsize=10)
        axes.set_ylabel("per cent of questions")
        axes.yaxis.set_major_formatter(lambda share, _: f"{abs(share):g}")
        axes.set_xlim(FLOOR - 0.075, 1.0)
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0.1, 1.0), fontsize=8)
    axes.set_xlabel(f"score (leftmost bar: below {FLOOR:.2f} or none; dashed: threshold)")
    figure.suptitle("Where hits and others score", fontsize=11)
    return figure


def _steps(
    axes: Axes, scores: Sequence[float], colour: str, label: str, side: tuple[float, float], *, above: bool
) -> None:
    """Draw a histogram in per cent; `side` is which part of each bin it fills.

    What is below the floor stands in one bar, cut where it would dwarf all others, with its share beside it.
    """
    if not scores:
        return
    left, width, sign = side[0], side[1] - side[0], 1 if above else -1
    last = round((1 - FLOOR) / BIN) - 1
    counts = [0] * (last + 1)
    for score in scores:
        if score >= FLOOR:
            counts[min(int((score - FLOOR) / BIN + 1e-9), last)] += 1
    edges = [FLOOR + BIN * step + left for step in range(last + 1)]
    axes.bar(edges, [sign * 100 * count / len(scores) for count in counts], width, color=colour, align="edge",
             label=f"{label} ({len(scores):,})")  # fmt: skip
    below = 100 * (len(scores) - sum(counts)) / len(scores)
    shown = sign * min(below, CUT)
    axes.bar([FLOOR - 2 * BIN + left], [shown], width, color=colour, align="edge")
    if below:
        lower = 0 if left else 9
        axes.annotate(f"{below:.1f} %", (FLOOR - 1.5 * BIN, shown), (0, 3 if above else -10 - lower),
                      textcoords="offset points", ha="center", fontsize=7, color=colour)  # fmt: skip


def curves(measured: Sequence[Measured]) -> Figure | None:
    """Draw recall against the share of strangers that raise an alert, threshold by threshold."""
    pools = wrong_scores(measured)
    kinds = [kind for kind in ("person", "organisation") if kind in pools and pools[kind][0]]
    if not kinds:
        return None
    figure = _figure(8.4, 3.8)
    lowest = load_policy().thresholds.hit
    for place, kind in enumerate(kinds):
        axes = figure.add_subplot(1, len(kinds), place + 1)
        strangers = pools[kind][0]
        least = 0.5 / len(strangers)  # Where none raises an alert: a place of its own on the scale.
        alerts = [max(share_from(strangers, step), least) for step in STEPS]
        lowest_dot = 1.0
        for (label, names), colour in zip(CURVES.items(), COLOURS, strict=True):
            members = [one for one in measured if one.group.kind == kind and one.group.name in names]
            scores = [answer.score for one in members if _is_plain(one) for answer in one.answers]
            if scores:
                recall = [share_from(scores, step) for step in STEPS]
                axes.plot(alerts, recall, color=colour, linewidth=1.4, label=label)
                dot = max(share_from(strangers, lowest), least), share_from(scores, lowest)
                lowest_dot = min(lowest_dot, dot[1])
                axes.plot(*([end] for end in dot), "o", color=colour, markersize=4)
        axes.set_xscale("log")
        ticks = [tick for tick in (0.001, 0.003, 0.01, 0.03, 0.1, 0.3) if least * 1.5 < tick <= max(*alerts, 0.03)]
        axes.set_xticks([least, *ticks], ["none", *(f"{100 * tick:g}" for tick in ticks)])
        axes.minorticks_off()
        axes.set_ylim(max(0.0, lowest_dot - 0.15), 1.01)
        axes.grid(alpha=0.25)
        axes.set_title(KINDS[kind].capitalize(), loc="left", fontsize=10)
        axes.set_xlabel(f"per cent of {len(strangers):,} strangers that raise an alert")
        axes.set_ylabel("recall")
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, frameon=False, fontsize=8, loc="outside right center")
    figure.suptitle(f"What recall costs (dots: the default threshold, {lowest:.2f})", fontsize=11)
    return figure


def _is_plain(one: Measured) -> bool:
    """Whether a group is no damage of names in another script."""
    return one.group.set != "damage" or one.group.script == "latin"


def calibration(judged: Judged) -> Figure | None:
    """Draw the share of right ones among those of about one score, with its interval; the diagonal is equality."""
    if not judged:
        return None
    figure = _figure(6.4, 4.6)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, linestyle="--")
    for place, ((label, scored), colour) in enumerate(
        zip(sorted(judged.items()), (RIGHT, WRONG, "#1f4e79"), strict=False)
    ):
        points = [point for point in reliability(scored) if point[-1] >= LEAST]
        where = [score + 0.004 * (place - 1) for score, *_ in points]
        shares = [share for _, share, *_ in points]
        below = [max(share - low, 0.0) for _, share, low, _, _ in points]
        above = [max(high - share, 0.0) for _, share, _, high, _ in points]
        axes.errorbar(where, shares, yerr=[below, above], color=colour, marker="o", markersize=4, linewidth=1.2,
                      elinewidth=0.7, capsize=2, label=f"{label} ({len(scored):,})")  # fmt: skip
    axes.axvline(load_policy().thresholds.hit, color=GREY, linestyle=":", linewidth=1)
    axes.set(xlim=(-0.01, 1.02), ylim=(-0.02, 1.03), xlabel="score", ylabel="share that is right")
    axes.grid(alpha=0.25)
    axes.legend(frameon=False, loc="upper left", fontsize=8)
    axes.set_title(f"What a score is worth (of {LEAST} or more; bars: 95 % interval)", loc="left", fontsize=10)
    return figure


def marks(rows: Sequence[Row]) -> Figure | None:
    """Draw each class that has a mark: what was measured, its interval, and the mark, on a scale of errors."""
    chosen = [row for row in rows if row.mark]
    if not chosen:
        return None
    figure = _figure(8.4, 0.19 * len(chosen) + 1.2)
    axes = figure.add_subplot()
    for place, row in enumerate(reversed(chosen)):
        wanted = float(row.mark.split()[-1])
        low, high = sorted(_wrong(row, end) for end in row.interval)
        colour = RIGHT if row.is_reached else WRONG
        axes.plot([max(low, 2e-4), max(high, 2e-4)], [place, place], color=colour, linewidth=2.2, alpha=0.45)
        axes.plot([max(_wrong(row, row.measure), 2e-4)], [place], "o", color=colour, markersize=4)
        axes.plot([max(_wrong(row, wanted), 2e-4)], [place], "|", color="black", markersize=9, markeredgewidth=1.6)
    axes.set_yticks(range(len(chosen)), [f"{row.key[1]} · {row.key[2]}" for row in reversed(chosen)], fontsize=7)
    axes.set_xscale("log")
    axes.set_xlim(1.7e-4, 1)
    axes.set_xticks([2e-4, 1e-3, 1e-2, 0.1, 1], ["0", "0.1", "1", "10", "100"])
    axes.set_ylim(-1, len(chosen))
    axes.grid(axis="x", alpha=0.3)
    axes.set_xlabel("per cent wrong: missed, or raised in error (black: the mark; left of it is reached)")
    reached = sum(row.is_reached for row in chosen)
    axes.set_title(f"{reached} of {len(chosen)} marks reached", loc="left", fontsize=10)
    return figure


def _wrong(row: Row, share: float) -> float:
    """Return the share that is wrong: what recall leaves, or alerts themselves."""
    return share if row.recall is None else 1 - share


def _figure(width: float, height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def _rows_of(figure: Figure, count: int) -> list[Axes]:
    first = figure.add_subplot(count, 1, 1)
    return [first, *(figure.add_subplot(count, 1, place + 1, sharex=first) for place in range(1, count))]
