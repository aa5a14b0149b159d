"""`python -m tests.benchmarks`: every mark measured in one run, printed beside its bound, and drawn."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import install_all
from tests.benchmarks.marks import MARKS
from tests.benchmarks.measures import BY_NAME, MEASURES, logic_v2, shared

COUNTS = {"single": 3_000, "batch": 20_000, "workers": 20_000, "growth": 500, "build_large": 1_000_000}


def main() -> None:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=[*MEASURES], help="measures to take; all but long ones by default")
    parser.add_argument("--home", type=Path, help="a home with lists installed; a new one with all lists by default")
    parser.add_argument("--logic-v2", metavar="PYTHON", help="an interpreter that has nomenklatura, to compare with")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the names asked in each measure")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"), help="folder of figures and plots")
    parser.add_argument("--one", choices=[*MEASURES], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(MEASURES[options.one](int(COUNTS.get(options.one, 0) * options.scale))))
        return
    if not (shared() / "lists").is_dir():
        sys.exit(f"nothing is measured: {shared()} has no lists; SCREENING_SHARED says where they are")
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        os.environ["SCREENING_HOME"] = str(home)
        lists = install_all(shared(), home) if options.home is None else ()
        figures: dict[str, float] = {}
        for name in options.only or [name for name in MEASURES if name not in BY_NAME]:
            figures.update(_apart(name, options.scale))
        if options.logic_v2:
            figures.update(logic_v2(options.logic_v2, listed=2_000))
    _ratios(figures)
    compiled = _is_compiled()
    Console().print(_table(figures, compiled))
    options.out.mkdir(parents=True, exist_ok=True)
    report = {"day": date.today().isoformat(), "lists": lists, "compiled": compiled, "figures": figures}
    (options.out / "figures.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    _draw(figures, options.out)


def _apart(name: str, scale: float) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks", "--one", name, "--scale", str(scale)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{name}: {found}", file=sys.stderr)
    return found


def _ratios(figures: dict[str, float]) -> None:
    if "batch" in figures:
        for peer, cost in (("brute_force", "brute_ms"), ("logic_v2", "logic_v2_ms")):
            if cost in figures:
                figures[peer] = figures[cost] * figures["batch"] / 1000


def _is_compiled() -> bool:
    from screening.matching import kernel

    return kernel.active() == "compiled"


def _table(figures: dict[str, float], compiled: bool) -> Table:
    table = Table(title=f"Speed and memory, {'compiled' if compiled else 'interpreted'} ({date.today():%d %b %Y})")
    for heading, justify in (("what", "left"), ("measured", "right"), ("mark", "right"), ("", "left")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for key, mark in MARKS.items():
        if key in figures:
            value, bound = figures[key], mark.bound(compiled=compiled)
            reached = mark.is_reached(value, compiled=compiled)
            sign, word = ("≤" if mark.most else "≥"), ("[green]reached" if reached else "[red]not reached")
            table.add_row(mark.name, f"{value:,.4g} {mark.unit}", f"{sign} {bound:,g} {mark.unit}", word)
    return table


def _draw(figures: dict[str, float], folder: Path) -> None:
    """Draw the cost of a name against the size of the lists."""
    points = sorted(
        (int(key.removeprefix("cost_")), value) for key, value in figures.items() if key.startswith("cost_")
    )
    if not points:
        return
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6), layout="constrained")
    axes.plot([size for size, _ in points], [cost for _, cost in points], marker="o")
    axes.set(xlabel="listed names", ylabel="milliseconds a name", title="Cost of a name against the size of the lists")
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    figure.savefig(folder / "growth.png", dpi=120)


if __name__ == "__main__":
    main()
