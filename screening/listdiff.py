"""What changed from one copy of a list to another: entries added, removed and changed, field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.errors import ListError
from screening.homes import default_home
from screening.records import EntityRecord
from screening.results import ListInfo
from screening.store import chosen_lists, load_lists, read_list
from screening.storedlist import InstalledList, stored_version
from screening.versions import find_version

KEYS: dict[str, tuple[str, ...]] = {
    "party.names": ("text",),
    "party.identifiers": ("type", "value"),
    "party.addresses": ("text",),
    "listings": ("list_id", "programme", "reference"),
    "relations": ("type", "target"),
    "citations": ("field", "value"),
}
"""What tells the items of a field apart, so that a change within one is told as such."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs; `None` is nothing there. Values are as in the JSON of a record."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that is in both copies and not the same."""

    before: EntityRecord
    after: EntityRecord
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ListDiff:
    """What changed from one copy to another, by record id."""

    before: ListInfo
    after: ListInfo
    added: tuple[EntityRecord, ...]
    removed: tuple[EntityRecord, ...]
    changed: tuple[EntryChange, ...]


def diff_lists(before: InstalledList, after: InstalledList) -> ListDiff:
    """Return what changed from one copy of a list to another."""
    old, new = ({record.id: record for record in one.records} for one in (before, after))
    return ListDiff(
        before.info,
        after.info,
        tuple(new[key] for key in sorted(new.keys() - old.keys())),
        tuple(old[key] for key in sorted(old.keys() - new.keys())),
        tuple(
            EntryChange(old[key], new[key], tuple(diff_records(old[key], new[key])))
            for key in sorted(old.keys() & new.keys())
            if old[key] != new[key]
        ),
    )


def diff_records(before: EntityRecord, after: EntityRecord) -> Iterator[FieldChange]:
    """Yield every field in which two states of an entry differ, by name.

    >>> from screening.records import Person
    >>> states = [EntityRecord(id="x-1", party=Person(names=names)) for names in (["Ann Lee"], ["Ann Lee", "A. Lee"])]
    >>> for change in diff_records(*states):
    ...     print(change.field, change.before, change.after["text"])
    party.names None A. Lee
    """
    old, new = _fields(before), _fields(after)
    for field in sorted(old.keys() | new.keys()):
        left, right = old.get(field), new.get(field)
        if left == right:
            continue
        if isinstance(left or right, list):
            yield from _diff_items(field, left or [], right or [])
        else:
            yield FieldChange(field, left, right)


def _fields(record: EntityRecord) -> dict[str, Any]:
    """Return what a record says by field, the party's own under `party.`."""
    said = record.model_dump(mode="json")
    party = said.pop("party")
    return said | {f"party.{field}": value for field, value in party.items()}


def _diff_items(field: str, before: list[Any], after: list[Any]) -> Iterator[FieldChange]:
    gone, come = _without(before, after), _without(after, before)
    if not gone and not come:
        yield FieldChange(f"{field}, their order", before, after)
        return
    keys = KEYS.get(field)
    if keys:
        for left, right in _pairs(gone, come, keys):
            gone.remove(left)
            come.remove(right)
            label = ", ".join(str(left[key]) for key in keys if left[key])
            for name in sorted(left):
                if left[name] != right[name]:
                    yield FieldChange(f"{field} ({label}) {name}", left[name], right[name])
    yield from (FieldChange(field, item, None) for item in gone)
    yield from (FieldChange(field, None, item) for item in come)


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    """Return the items that the others do not have, or not as often."""
    spare, found = Counter(map(_text, others)), []
    for item in items:
        if spare[_text(item)]:
            spare[_text(item)] -= 1
        else:
            found.append(item)
    return found


def _pairs(gone: list[Any], come: list[Any], keys: tuple[str, ...]) -> list[tuple[Any, Any]]:
    """Return the items that one key, and no other item on either side, says are the same."""
    sides = [[(_text([item[key] for key in keys]), item) for item in items] for items in (gone, come)]
    counts = [Counter(key for key, _ in side) for side in sides]
    there = dict(sides[1])
    return [(item, there[key]) for key, item in sides[0] if counts[0][key] == counts[1][key] == 1]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def open_copies(
    texts: tuple[str, str], list_id: str | None = None, *, home: Path | None = None
) -> tuple[InstalledList, InstalledList]:
    """Return two copies, each of an installed list, one of its versions, or an official file.

    Args:
        texts: `un`, the current version; `un@3f2a`, the version whose SHA-256 starts so; or a path.
        list_id: of which list the files are; not needed where one copy is an installed one.

    Raises:
        ListError: a copy is none of these, or cannot be read; or it is not said of which list the files are.
    """
    root = home or default_home()
    first, second = (_installed_copy(text, root) for text in texts)
    of = list_id or next((copy.info.id for copy in (first, second) if copy), None)
    found = [copy or _file(text, of, root) for text, copy in zip(texts, (first, second), strict=True)]
    return found[0], found[1]


def _installed_copy(text: str, root: Path) -> InstalledList | None:
    list_id, at, start = text.partition("@")
    if list_id not in chosen_lists(None, root):
        return None
    if not at:
        return load_lists([list_id], home=root)[0]
    return stored_version(find_version(root / "lists" / list_id, start), list_id).load()


def _file(text: str, list_id: str | None, root: Path) -> InstalledList:
    path = Path(text)
    if not path.exists():
        there = ", ".join(chosen_lists(None, root))
        raise ListError(f"{text!r} is neither a file nor an installed list ({there})", list_id=list_id or "lists")
    if list_id is None:
        raise ListError("of which list it is has to be said (--list)", list_id="lists", path=path)
    return read_list(list_id, path, home=root)
