"""A list of one's own: a file of parties, and beside it a `.toml` that says whose it is and what its columns are."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from screening.errors import EntryError, ListError
from screening.records import EntityRecord
from screening.sources.private_record import IGNORED, KINDS, ROLES, SINGLE, Plan, record_of
from screening.sources.reading import CatalogueEntry, Ignored, Progress, Reading, catalogue, read_bytes, reason
from screening.vocabulary import EntityType

SUFFIX = ".toml"
EXCHANGE = {"opensanctions": "opensanctions_export", "senzing": "senzing_json"}
"""Formats that say themselves what their columns are, and their readers."""
TABLES = ("csv", "jsonl", "xlsx")
"""Formats whose columns the description maps."""
RESERVED = frozenset({"wagner-network"})
REASON = "the description of the list says that these columns are to be ignored"
KEYS = {
    "id": str,
    "title": str,
    "authority": str,
    "owner": str,
    "expires": date,
    "file": str,
    "format": str,
    "published": date,
    "kind": str,
    "separator": str,
    "delimiter": str,
    "min_entries": int,
    "columns": dict,
    "kinds": dict,
}
"""What a description may say, and of what type it is."""
NEEDED = ("id", "title", "authority", "owner", "expires", "file")
OF_TABLES = ("columns", "kinds", "kind", "separator", "delimiter")
"""What is said of tables only."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateList(CatalogueEntry):
    """A private list as its description has it."""

    owner: str
    """Who answers for it."""
    expires: date
    """The last day on which it may be used."""
    data: Path
    format: str
    plan: Plan | None
    """How its rows are read; `None` where the format says so itself."""
    delimiter: str
    """What stands between the cells of a CSV file."""
    published: date | None
    """The day it says it is of."""


def describe(path: Path) -> PrivateList:
    """Return what a description says.

    Raises:
        ListError: it cannot be read, or something in it is missing, unknown, or not of its type.
    """
    try:
        said = tomllib.loads(read_bytes(path, path.stem).decode("utf-8"))
        return _description(said, path)
    except ValueError as error:
        raise ListError(f"the description cannot be used: {error}", list_id=path.stem, path=path) from error


def read(path: Path, spec: PrivateList, on_progress: Progress | None = None) -> Reading:
    """Read the data that a description speaks of; bad rows are among the errors, all of them.

    Raises:
        ListError: the data is cut, damaged, of another format, or its columns are not those described.
    """
    if spec.plan is None:
        other: Reading = import_module(f"screening.sources.{EXCHANGE[spec.format]}").read(spec.data, spec, on_progress)
        return Reading(
            records=other.records,
            errors=other.errors,
            files=(path, *other.files),
            published=spec.published or other.published,
            ignored=other.ignored,
            warnings=other.warnings,
        )
    from screening.sources.private_sheet import ROWS  # an XLSX reader, which only those who add such a list need

    plan = spec.plan
    records: list[EntityRecord] = []
    errors: list[EntryError] = []
    left_out = 0
    for place, row in ROWS[spec.format](spec.data, spec.id, plan.columns, spec.delimiter, on_progress):
        left_out += sum(plan.columns[column] == IGNORED for column in row)
        try:
            records.append(record_of(row, plan))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=f"{' '.join(next(iter(row.values()), ()))[:80]} ({place})"))
    return Reading(
        records=tuple(records),
        errors=tuple(errors),
        files=(path, spec.data),
        published=spec.published,
        ignored=(Ignored("values of ignored columns", left_out, REASON),) if left_out else (),
    )


def described(list_id: str, path: Path) -> PrivateList | None:
    """Return the private list whose description a path is; `None` if it is no description.

    Raises:
        ListError: the description cannot be used, or is of another list.
    """
    if path.suffix.lower() != SUFFIX:
        return None
    spec = describe(path)
    if spec.id != list_id:
        raise ListError(f"this describes the list {spec.id!r}: add it under that id", list_id=list_id, path=path)
    return spec


def owner_facts(spec: CatalogueEntry) -> dict[str, str]:
    """Return what is kept with an installed private list: who answers for it, and until when; nothing for any other."""
    return {"owner": spec.owner, "expires": spec.expires.isoformat()} if isinstance(spec, PrivateList) else {}


def _description(said: dict[str, Any], path: Path) -> PrivateList:
    for key, value in said.items():
        if key not in KEYS:
            raise ValueError(f"it says {key!r}, which nothing is known of: expected {', '.join(KEYS)}")
        if type(value) is not KEYS[key] or value == "":
            raise ValueError(f"its {key} is {value!r}, expected a value of type {KEYS[key].__name__}")
    missing = [key for key in NEEDED if key not in said]
    if missing:
        raise ValueError(f"it has no {missing[0]}")
    list_id, data = said["id"], path.parent / said["file"]
    if not _ID.fullmatch(list_id) or list_id in RESERVED or list_id in catalogue():
        raise ValueError(
            f"the id {list_id!r} cannot be used: expected small letters, digits and hyphens, and no list's"
        )
    chosen = said.get("format", data.suffix.lower().removeprefix("."))
    if chosen not in (*TABLES, *EXCHANGE):
        raise ValueError(f"its format is {chosen!r}, expected {', '.join((*TABLES, *EXCHANGE))}")
    if chosen in EXCHANGE and (superfluous := [key for key in OF_TABLES if key in said]):
        raise ValueError(f"it says {superfluous[0]!r}, which {chosen} has no use for")
    delimiter = said.get("delimiter", ",")
    if len(delimiter) != 1 or ("delimiter" in said and chosen != "csv"):
        raise ValueError(f"its delimiter is {delimiter!r}, expected one letter, and only for csv")
    if said.get("min_entries", 1) < 1:
        raise ValueError("its min_entries is below 1")
    return PrivateList(
        id=list_id,
        title=said["title"],
        authority=said["authority"],
        reader="private_list",
        page="",
        min_entries=said.get("min_entries", 1),
        owner=said["owner"],
        expires=said["expires"],
        data=data,
        format=chosen,
        plan=None if chosen in EXCHANGE else _plan(said),
        delimiter=delimiter,
        published=said.get("published"),
    )


def _plan(said: dict[str, Any]) -> Plan:
    """Return how the rows are read.

    Raises:
        ValueError: a column is of no known role, one that is needed is missing, or one stands twice.
    """
    columns, kind = said.get("columns", {}), said.get("kind")
    for column, role in columns.items():
        if role not in ROLES:
            raise ValueError(f"the column {column!r} is {role!r}, expected one of {', '.join(ROLES)}")
    roles = list(columns.values())
    double = [role for role in roles if role in SINGLE and roles.count(role) > 1]
    if double:
        raise ValueError(f"several columns are {double[0]!r}, expected one")
    if "id" not in roles or not {"name", "family_name", "given_name"} & set(roles):
        raise ValueError("its columns lack an id or a name")
    if (kind is None) == ("kind" not in roles):
        raise ValueError("expected either a kind for all entries or a column that is the kind")
    words = KINDS | {str(word).casefold(): _entity_type(value) for word, value in said.get("kinds", {}).items()}
    return Plan(
        list_id=said["id"],
        authority=said["authority"],
        columns=columns,
        kinds=words,
        kind=None if kind is None else _entity_type(kind),
        separator=said.get("separator"),
    )


def _entity_type(value: object) -> EntityType:
    if value not in KINDS:
        raise ValueError(f"the kind {value!r} is unknown: expected {', '.join(KINDS)}")
    return EntityType(value)
