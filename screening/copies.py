"""An official copy: read in full or refused, and described by what is kept of it beside its records."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from screening.catalogue import official_list
from screening.errors import ListError
from screening.records import EntityRecord
from screening.sources.private_list import described, owner_facts
from screening.sources.reading import CatalogueEntry, Progress, Reading
from screening.version import VERSION


def read_copy(
    list_id: str, path: Path, *, home: Path, on_progress: Progress | None = None
) -> tuple[Reading, CatalogueEntry]:
    """Return what an official copy says, every entry read in full, and what the catalogue says of its list.

    Raises:
        UnknownListError: no such official list is known.
        ListError: the copy is damaged or of another format, has no entry, or one that cannot be read in full.
    """
    spec = described(list_id, path) or official_list(list_id, home)
    reading: Reading = import_module(f"screening.sources.{spec.reader}").read(path, spec, on_progress)
    _refuse_unreadable(reading, spec, path)
    return reading, spec


def _refuse_unreadable(reading: Reading, spec: CatalogueEntry, path: Path) -> None:
    if reading.errors:
        count, total = len(reading.errors), len(reading.errors) + len(reading.records)
        first = "; ".join(str(error) for error in reading.errors[:3])
        more = f"; and {count - 3:,} more" if count > 3 else ""
        problem = f"{count:,} of {total:,} entries cannot be read in full: {first}{more}"
        raise ListError(problem, list_id=spec.id, path=path) from ExceptionGroup(problem, list(reading.errors))
    if not reading.records:
        raise ListError("there is no entry in it", list_id=spec.id, path=path)
    doubles = [key for key, count in Counter(record.id for record in reading.records).items() if count > 1]
    if doubles:
        raise ListError(f"{doubles[0]} is there twice", list_id=spec.id, path=path)


def describe_copy(reading: Reading, spec: CatalogueEntry, day: date | None, body: bytes) -> dict[str, Any]:
    """Return what is kept of a copy beside its records: what it is, from which files, read by what.

    Args:
        day: on which it was published, where anybody says.
        body: the records, as `record_lines` gives them.
    """
    parties = Counter(str(record.party.entity_type) for record in reading.records)
    return {
        "id": spec.id,
        "title": spec.title,
        "authority": spec.authority,
        "date": day.isoformat() if day else None,
        "sha256": hashlib.sha256(body).hexdigest(),
        "entries": len(reading.records),
        "names": sum(len(record.party.names) for record in reading.records),
        "parties": dict(sorted(parties.items())),
        "reader": spec.reader,
        "library": VERSION,
        "files": [
            {"name": file.name, "sha256": _sha256_of(file), "bytes": file.stat().st_size} for file in reading.files
        ],
        "ignored": [asdict(ignored) for ignored in reading.ignored],
        "warnings": list(reading.warnings),
        "accepted": None,
        **owner_facts(spec),
    }


def _sha256_of(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def record_lines(records: Iterable[EntityRecord]) -> bytes:
    """Return records as they are kept: JSON, a record a line, without what is the default."""
    return b"".join(map(_line, records))


def _line(record: EntityRecord) -> bytes:
    fields = record.model_dump(mode="json", exclude_defaults=True)
    fields["party"]["entity_type"] = record.party.entity_type  # a default, and yet what the kind is told by
    return (json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
