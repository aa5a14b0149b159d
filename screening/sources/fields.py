"""The published values of one element or row, of which every one is to be taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from screening.sources.reading import Tally

DASHES = frozenset({"-", "–", "—"})


@dataclass(slots=True)
class Fields:
    """Values by name, with the remarks and ways of contact that stand beside them; `finish` names what nobody took."""

    what: str
    values: dict[str, str]
    remarks: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)

    def take(self, name: str) -> str | None:
        """Return a value, white space collapsed; `None` if it is absent or empty."""
        return " ".join(self.values.pop(name, "").split()) or None

    def value(self, name: str, tally: Tally) -> str | None:
        """Return a value, or `None` also where a dash stands for nothing, which is counted."""
        text = self.take(name)
        if text in DASHES:
            tally.skip("dashes where there is nothing to say")
            return None
        return text

    def needed(self, name: str) -> str:
        """Return a value that must be there.

        Raises:
            ValueError: it is absent or empty.
        """
        text = self.take(name)
        if text is None:
            raise ValueError(f"{self.what} has no {name}")
        return text

    def flag(self, name: str, *, absent: bool = False) -> bool:
        """Return whether `true` is said, or what it means that nothing is.

        Raises:
            ValueError: it is neither true nor false.
        """
        text = (self.take(name) or str(absent)).casefold()
        if text not in ("true", "false"):
            raise ValueError(f"the {name} of {self.what} is {text!r}: expected true or false")
        return text == "true"

    def finish(self, ignored: Iterable[str] = ()) -> None:
        """Make sure that nothing is left but what is ignored.

        Raises:
            ValueError: a value was not taken.
        """
        left = sorted(set(self.values) - set(ignored))
        if left:
            raise ValueError(f"{self.what} has the value {left[0]!r}, which no rule takes")
