"""A data set of OpenSanctions, in whichever of its formats a copy is."""

from __future__ import annotations

from pathlib import Path

from screening.errors import ListError
from screening.sources import opensanctions_csv, opensanctions_ftm
from screening.sources.csv_table import first_line
from screening.sources.reading import CatalogueEntry, Progress, Reading, foreign_format, read_bytes


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy: what it is, the file itself says, not its name.

    Raises:
        ListError: the file is cut, damaged, or of no format known.
    """
    head = read_bytes(path, spec.id)[:4096]
    kind = foreign_format(head)
    if kind == "a JSON file":
        return opensanctions_ftm.read(path, spec, on_progress)
    begins = first_line(head.decode("utf-8", errors="replace").removeprefix("\ufeff"))
    columns = [column.strip('"') for column in begins.split(",")]
    if kind is None and {opensanctions_csv.KEY, opensanctions_csv.SCHEMA} <= set(columns):
        return opensanctions_csv.read(path, spec, on_progress)
    problem = (
        f"this is {kind or f'a file that begins {begins[:40]!r}'}, expected entities.ftm.json, targets.nested.json or "
        "targets.simple.csv of OpenSanctions"
    )
    raise ListError(problem, list_id=spec.id, path=path)
