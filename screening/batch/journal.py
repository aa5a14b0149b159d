"""What a killed run needs to go on: the part file written so far, and a journal beside it that says how far that is."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from screening.batch.writers import flush_to_disk
from screening.errors import FileError


@dataclass(slots=True)
class Tally:
    """How far a run has come. `rows` = `screened` + `errored` after every row."""

    rows: int = 0
    screened: int = 0
    errored: int = 0
    hits: int = 0
    hits_beyond_limit: int = 0
    rows_with_hits: int = 0
    threshold: float | None = None
    """The score from which on something is a hit, as the results say."""

    def add(self, more: Tally) -> None:
        """Count what was done after it.

        >>> tally = Tally(rows=2, screened=2)
        >>> tally.add(Tally(rows=1, errored=1, threshold=0.5))
        >>> tally.rows, tally.screened, tally.errored, tally.threshold
        (3, 2, 1, 0.5)
        """
        self.rows += more.rows
        self.screened += more.screened
        self.errored += more.errored
        self.hits += more.hits
        self.hits_beyond_limit += more.hits_beyond_limit
        self.rows_with_hits += more.rows_with_hits
        self.threshold = self.threshold if more.threshold is None else more.threshold


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one run."""

    target: Path

    def _beside(self, ending: str) -> Path:
        return self.target.with_name(self.target.name + ending)

    @property
    def part(self) -> Path:
        """The rows answered so far."""
        return self._beside(".part")

    @property
    def journal(self) -> Path:
        """How many rows that are."""
        return self._beside(".part.json")

    @property
    def manifest(self) -> Path:
        """The account of the finished run."""
        return self._beside(".manifest.json")

    def all(self) -> tuple[Path, ...]:
        """Return every file that a run writes."""
        return self.target, self.part, self.journal, self.manifest


class Journal:
    """The part file of one run, and its journal. Both are on the disk after every `save`."""

    def __init__(self, places: Places, identity: dict[str, Any]) -> None:
        self._places = places
        self._identity = identity

    def start(self, head: bytes) -> Tally:
        """Begin a new part file with these bytes."""
        self._places.part.write_bytes(head)
        tally = Tally()
        self.save(tally)
        return tally

    def resume(self) -> Tally | None:
        """Return how far an unfinished run came, with the part file cut back to there; `None` when there is none.

        Raises:
            FileError: the unfinished run had another input, other lists, policy or options, or its part is gone.
        """
        places = self._places
        if not places.journal.exists():
            return None
        try:
            saved = json.loads(places.journal.read_text(encoding="utf-8"))
            identity, offset, tally = saved["identity"], int(saved["offset"]), Tally(**saved["tally"])
        except (ValueError, KeyError, TypeError) as error:
            problem = "is no journal of an unfinished run: start again with --overwrite"
            raise FileError(problem, path=places.journal) from error
        differing = sorted(key for key in self._identity if identity.get(key) != self._identity[key])
        if differing:
            problem = f"the unfinished run differs in {', '.join(differing)}, so it cannot be resumed"
            raise FileError(f"{problem}: start again with --overwrite", path=places.journal)
        if not places.part.exists() or places.part.stat().st_size < offset:
            raise FileError("is gone or too short, so the run cannot be resumed: start again", path=places.part)
        os.truncate(places.part, offset)
        return tally

    def append(self, rows: bytes) -> None:
        """Add rows to the part file."""
        with self._places.part.open("ab") as stream:
            stream.write(rows)

    def save(self, tally: Tally) -> None:
        """Record how far the run has come, the rows themselves first."""
        part = self._places.part
        flush_to_disk(part)
        state = {"identity": self._identity, "offset": part.stat().st_size, "tally": asdict(tally)}
        write_json(self._places.journal, state)

    def finish(self, source: Path) -> None:
        """Put a finished file in the target's place."""
        flush_to_disk(source)
        source.replace(self._places.target)

    def close(self) -> None:
        """Remove what only an unfinished run needs."""
        self._places.part.unlink(missing_ok=True)
        self._places.journal.unlink()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON with sorted keys, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    fresh.write_bytes(text.encode("utf-8", "backslashreplace"))
    flush_to_disk(fresh)
    fresh.replace(path)
