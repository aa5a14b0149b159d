"""The account of a finished batch: what went in, how it was read, what it was screened against, what came out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from screening.batch.answers import Value
from screening.batch.journal import Tally
from screening.batch.options import BatchOptions, Detected
from screening.results import Engine, ListInfo

FORMAT = 1
"""The version of the manifest's and the journal's own shape."""

_NOT_ABOUT_THE_ANSWER = ("resume", "overwrite")


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def describe_lists(lists: tuple[ListInfo, ...]) -> list[dict[str, Any]]:
    """Return what identifies each list that is searched."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "date": one.date.isoformat() if one.date else None,
            "sha256": one.sha256,
            "entries": one.entries,
        }
        for one in lists
    ]


def describe_options(options: BatchOptions) -> dict[str, Any]:
    """Return every option that can change the answer."""
    chosen = {one.name: getattr(options, one.name) for one in fields(options) if one.name not in _NOT_ABOUT_THE_ANSWER}
    chosen["columns"] = dict(options.columns)
    chosen["kind"] = str(options.kind) if options.kind else None
    chosen["as_of"] = options.as_of.isoformat() if options.as_of else None
    chosen["weak_aliases"] = str(options.weak_aliases)
    return chosen


def describe_run(
    source: Path,
    source_sha256: str,
    detected: Detected,
    options: BatchOptions,
    lists: tuple[ListInfo, ...],
    engine: Engine,
    tally: Tally,
    finished_at: datetime | None,
) -> dict[str, Any]:
    """Return the manifest without the output's own hash; it holds no time unless the caller gives one."""
    counts = asdict(tally)
    threshold = counts.pop("threshold")
    told: dict[str, Any] = {
        "format": FORMAT,
        "input": {"name": source.name, "sha256": source_sha256, "bytes": source.stat().st_size},
        "detected": {
            **asdict(detected),
            "columns_mapped": [{"column": column, "field": field} for column, field in detected.columns_mapped],
        },
        "options": describe_options(options),
        "lists": describe_lists(lists),
        "engine": asdict(engine),
        "threshold": options.threshold if threshold is None else threshold,
        "counts": counts,
    }
    if finished_at is not None:
        told["finished_at"] = finished_at.isoformat()
    return told


def flat_facts(told: Any, path: str = "") -> Iterator[tuple[Value, Value]]:
    """Yield the leaves of a manifest as pairs of a dotted path and a value, for a sheet.

    >>> list(flat_facts({"lists": [{"id": "un"}], "threshold": 0.5}))
    [('lists.1.id', 'un'), ('threshold', 0.5)]
    """
    if isinstance(told, dict):
        pairs = [(str(key), told[key]) for key in sorted(told)]
    elif isinstance(told, list | tuple):
        pairs = [(str(place), value) for place, value in enumerate(told, 1)]
    else:
        yield path, str(told) if isinstance(told, bool) else told
        return
    for key, value in pairs:
        yield from flat_facts(value, f"{path}.{key}" if path else key)
