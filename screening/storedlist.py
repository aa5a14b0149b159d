"""A list as it is kept on disk, to be read one record after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from screening.descriptions import described_info
from screening.errors import ListError
from screening.garbage import no_collection
from screening.records import EntityRecord
from screening.results import ListInfo
from screening.sources.bundled_files import bundled_info
from screening.versions import read_body, read_description


@dataclass(frozen=True, slots=True)
class InstalledList:
    """A list that can be searched: what it is, and its records."""

    info: ListInfo
    records: tuple[EntityRecord, ...]


@dataclass(frozen=True, slots=True)
class StoredList:
    """What a list is, and what reads its records: each with the line of JSON that it is kept as."""

    info: ListInfo
    records: Callable[[], Iterator[tuple[EntityRecord, bytes]]]

    def load(self) -> InstalledList:
        """Return the list with all its records.

        Raises:
            ListError: it is not as it was written.
        """
        with no_collection():
            return InstalledList(self.info, tuple(record for record, _ in self.records()))


def stored_version(version: Path, list_id: str) -> StoredList:
    """Return one version of a list from its folder.

    Raises:
        ListError: its description is damaged.
    """
    description = read_description(version, list_id)
    return StoredList(described_info(description), partial(_version_records, version, description, list_id))


def stored_bundled(folder: Path) -> StoredList:
    """Return a bundled list from its folder.

    Raises:
        ListError: `list.toml` is absent or not as it must be.
    """
    return StoredList(bundled_info(folder), partial(_bundled_records, folder))


def _version_records(version: Path, description: dict[str, Any], list_id: str) -> Iterator[tuple[EntityRecord, bytes]]:
    for line in BytesIO(read_body(version, description, list_id)):
        try:
            record = EntityRecord.model_validate_json(line)
        except ValueError as error:
            raise ListError(
                "its records are of another version of this library; install it again", list_id=list_id, path=version
            ) from error
        yield record, line


def _bundled_records(folder: Path) -> Iterator[tuple[EntityRecord, bytes]]:
    from screening.copies import record_lines  # a search of an index reads no party
    from screening.sources.bundled import read_bundled

    for record in read_bundled(folder)[1]:
        yield record, record_lines([record])
