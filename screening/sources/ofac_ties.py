"""The ties between entries of one of OFAC's lists, by number or by the name that is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.records import EntityRecord, Relation
from screening.sources.ofac_listing import ID_PREFIXES
from screening.sources.reading import CatalogueEntry, unique


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of an entry to another, by its number."""

    uid: str
    type: str
    target: str
    printed: str | None = None
    """The other's name, where it stands beside the number."""


def with_ties(records: Iterable[EntityRecord], ties: Iterable[Tie], spec: CatalogueEntry) -> tuple[EntityRecord, ...]:
    """Give each record its ties, and each tie that only prints a name the id of the one entry that has it."""
    every = tuple(records)
    by_id = {record.id: record for record in every}
    named: dict[str, list[str]] = defaultdict(list)
    for record in every:
        named[record.party.primary_name].append(record.id)
    numbered: dict[str, list[Relation]] = defaultdict(list)
    for tie in ties:
        target = by_id.get(f"{ID_PREFIXES[spec.id]}-{tie.target}")
        name = tie.printed or (target.party.primary_name if target else f"OFAC entry {tie.target}")
        relation = Relation(type=tie.type, target=name, target_id=target.id if target else None)
        numbered[f"{ID_PREFIXES[spec.id]}-{tie.uid}"].append(relation)
    return tuple(_tied(record, named, numbered.get(record.id, [])) for record in every)


def _tied(record: EntityRecord, named: Mapping[str, list[str]], numbered: list[Relation]) -> EntityRecord:
    if not record.relations and not numbered:
        return record
    printed = []
    for tie in record.relations:
        ids = named.get(tie.target, [])
        printed.append(tie.model_copy(update={"target_id": ids[0]}) if len(ids) == 1 else tie)
    return record.model_copy(update={"relations": unique([*printed, *numbered])})
