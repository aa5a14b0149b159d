"""The EU's consolidated financial sanctions list, in whichever of its formats a copy is."""

from __future__ import annotations

from pathlib import Path

from screening.errors import ListError
from screening.sources import eu_csv, eu_xml
from screening.sources.csv_table import first_line
from screening.sources.reading import CatalogueEntry, Progress, Reading, foreign_format, read_bytes


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the EU's list: what it is, the file itself says, not its name.

    Raises:
        ListError: the file is cut, damaged, or of neither format.
    """
    head = read_bytes(path, spec.id)[:4096]
    kind = foreign_format(head)
    if kind and "XML" in kind:
        return eu_xml.read(path, spec, on_progress)
    begins = first_line(head.decode("utf-8", errors="replace").removeprefix("\ufeff"))
    if kind is None and eu_csv.DELIMITER in begins and eu_csv.KEY in begins:
        return eu_csv.read(path, spec, on_progress)
    problem = f"this is {kind or f'a file that begins {begins[:40]!r}'}, not the EU's list in XML or CSV"
    raise ListError(problem, list_id=spec.id, path=path)
