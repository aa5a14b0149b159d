"""What the last download of a list said: when the source was asked, and by which marks it tells new copies from old."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from screening.versions import replace_file

FILE = "fetched.json"
"""Beside the versions of the list."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its address gave it."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The last time an installed version was fetched, or was found to be still what the authority publishes."""

    version: str
    """Its hash; a receipt of another version than the current one says nothing."""
    checked_on: date
    sources: tuple[Source, ...]


def read_receipt(folder: Path, version: str) -> Receipt | None:
    """Return the receipt of a version of a list; `None` if it was not downloaded, or the receipt cannot be read."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        sources = tuple(Source(**source) for source in said["sources"])
        receipt = Receipt(said["version"], date.fromisoformat(said["checked_on"]), sources)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return receipt if receipt.version == version else None


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Put a receipt in place of the one before, in one step."""
    said = asdict(receipt) | {"checked_on": receipt.checked_on.isoformat()}
    replace_file(folder / FILE, [(json.dumps(said, indent=1) + "\n").encode()])
