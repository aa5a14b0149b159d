"""The marks: what each measure is, what it must reach, and how the two compare."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A measure and its bound; `compiled` and `interpreted` differ where the compiled core does the work."""

    name: str
    unit: str
    compiled: float
    interpreted: float
    most: bool = True
    """Whether the bound is the most that is allowed, or the least."""

    def bound(self, *, compiled: bool) -> float:
        """Return the bound on the active path."""
        return self.compiled if compiled else self.interpreted

    def is_reached(self, value: float, *, compiled: bool) -> bool:
        """Whether a measured value is within the bound."""
        bound = self.bound(compiled=compiled)
        return value <= bound if self.most else value >= bound


MARKS = {
    "single_p50": Mark("one name, no hit, median", "ms", 0.15, 1.0),
    "single_p99": Mark("one name, no hit, 99 of 100", "ms", 1.0, 8.0),
    "batch": Mark("many names, one core", "names/s", 50_000, 3_000, most=False),
    "workers": Mark("two workers against one", "×", 1.8, 1.8, most=False),
    "growth_5": Mark("cost of a name at five times the names", "×", 3.0, 3.0),
    "growth_18": Mark("cost of a name at eighteen times the names", "×", 8.0, 8.0),
    "build": Mark("index of all lists", "s", 15.0, 15.0),
    "build_memory": Mark("index of all lists, peak memory", "MB", 400.0, 400.0),
    "large": Mark("index of a million names", "s", 90.0, 90.0),
    "large_memory": Mark("index of a million names, peak memory", "MB", 2_000.0, 2_000.0),
    "batch_memory": Mark("batch, peak memory", "MB", 400.0, 400.0),
    "cold_bundled": Mark("command line, one name, bundled list", "s", 0.35, 0.35),
    "cold_all": Mark("command line, one name, all lists", "s", 0.45, 0.45),
    "import": Mark("import screening", "s", 0.2, 0.2),
    "brute_force": Mark("against rapidfuzz WRatio over all names", "×", 1_000, 1_000, most=False),
    "logic_v2": Mark("against logic-v2", "×", 500, 500, most=False),
}
"""What the project set out to reach on one core, by the measure's short name."""
