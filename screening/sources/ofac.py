"""OFAC's lists in whatever format they come: CSV, `SDN.XML`, ADVANCED or ENHANCED, told by what is in the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from screening.errors import ListError
from screening.sources import ofac_advanced, ofac_csv, ofac_enhanced, ofac_xml
from screening.sources.ofac_stream import root_of
from screening.sources.reading import CatalogueEntry, Progress, Reading, foreign_format

Reader = Callable[[Path, CatalogueEntry, Progress | None], Reading]

XML_READERS: dict[str, Reader] = {
    ofac_xml.ROOT: ofac_xml.read,
    ofac_advanced.ROOT: ofac_advanced.read,
    ofac_enhanced.ROOT: ofac_enhanced.read,
}
"""By the root element, whose namespace has changed and does not count."""


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read an OFAC list from the folder of its CSV files, one of these, or one of its XML files.

    Raises:
        ListError: the copy is cut, damaged, of another format or of another list.
    """
    kind = _kind(path, spec) if path.is_file() else None
    if kind is None:
        return ofac_csv.read(path, spec, on_progress)
    if "XML" not in kind:
        raise ListError(f"this is {kind}, and no file of OFAC's", list_id=spec.id, path=path)
    root = root_of(path, spec.id)
    if root not in XML_READERS:
        expected = ", ".join(f"<{name}>" for name in XML_READERS)
        raise ListError(f"the root is <{root}>, and of OFAC's XML files one of {expected}", list_id=spec.id, path=path)
    return XML_READERS[root](path, spec, on_progress)


def _kind(path: Path, spec: CatalogueEntry) -> str | None:
    try:
        with path.open("rb") as file:
            return foreign_format(file.read(1024))
    except OSError as error:
        raise ListError(f"the file cannot be read: {error.strerror}", list_id=spec.id, path=path) from error
