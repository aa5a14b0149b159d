"""The UK's list, in whichever of its formats a copy is, the closed list of OFSI among them."""

from __future__ import annotations

from pathlib import Path

from screening.errors import ListError
from screening.sources import ofsi_csv, uk_csv, uk_xml
from screening.sources.csv_table import first_line
from screening.sources.reading import CatalogueEntry, Progress, Reading, foreign_format, read_bytes


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the UK's list: what it is, the file itself says, not its name.

    Raises:
        ListError: the file is cut, damaged, or of none of the formats.
    """
    head = read_bytes(path, spec.id)[:4096]
    kind = foreign_format(head)
    if kind and "XML" in kind:
        return uk_xml.read(path, spec, on_progress)
    begins = first_line(head.decode("utf-8", errors="replace").removeprefix("\ufeff")).replace('"', "")
    if kind is None and begins.startswith(uk_csv.GENERATED):
        return uk_csv.read(path, spec, on_progress)
    if kind is None and begins.startswith(ofsi_csv.GENERATED):
        return ofsi_csv.read(path, spec, on_progress)
    problem = (
        f"this is {kind or f'a file that begins {begins[:40]!r}'}, not the UK's list in XML or CSV, nor OFSI's in CSV"
    )
    raise ListError(problem, list_id=spec.id, path=path)
