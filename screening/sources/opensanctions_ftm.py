"""OpenSanctions' FollowTheMoney files: a record for each target; everything else is joined to one or counted."""

from __future__ import annotations

from pathlib import Path

from screening.errors import EntryError
from screening.records import EntityRecord
from screening.sources.opensanctions_entity import record_of
from screening.sources.opensanctions_graph import Entity, Graph, read_graph
from screening.sources.opensanctions_terms import FORWARD, IGNORED, THINGS
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason

HOLDING = {"Sanction": "entity", "Identification": "holder", "Passport": "holder", "CryptoWallet": "holder"}
"""What is said of one party alone, which must therefore be in the file."""


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read `entities.ftm.json` or `targets.nested.json`.

    Raises:
        ListError: the file is cut, damaged, or no file of JSON lines.
    """
    graph, tally = read_graph(path, spec.id, on_progress), Tally(IGNORED)
    records: list[EntityRecord] = []
    errors, warnings = list(graph.errors), list[str]()
    for entity in graph.entities.values():
        try:
            if entity.is_party and entity.is_target:
                _check_line(entity, graph)
                records.append(record_of(entity, graph, spec.id, tally))
            elif ignored := _ignored(entity, graph):
                tally.skip(ignored)
            _check_holder(entity, graph)
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=f"{entity.id} {entity.caption}"))
    absent = {end for entity in graph.entities.values() for name in FORWARD for end in entity.ends(name)}
    absent -= set(graph.entities)
    if absent:
        warnings.append(f"{len(absent):,} entities that others name are not in the file, such as {min(absent)}")
    days = [entity.last_seen for entity in graph.entities.values() if entity.last_seen]
    return Reading(
        records=tuple(records),
        errors=tuple(errors),
        files=(path,),
        published=max(days, default=None),
        ignored=tally.ignored(),
        warnings=tuple(warnings),
    )


def _ignored(entity: Entity, graph: Graph) -> str | None:
    """Return why an entity that is no record is left out; `None` if it is joined to one."""
    if entity.is_party:
        return "parties that are no target"
    if entity.schema in THINGS:
        return "things that are no party"
    return None if _reaches_target(entity, graph) else "ties, addresses and posts of no target"


def _reaches_target(entity: Entity, graph: Graph) -> bool:
    """Whether a target names an entity, or the entity one; a post is reached through the tie that names it."""
    ends = [end for name in FORWARD for end in entity.ends(name)]
    ends += [end for tie in graph.about.get(entity.id, ()) for name in FORWARD for end in tie.ends(name)]
    ends += graph.named_by.get(entity.id, ())
    return any(end in graph.entities and graph.entities[end].is_target for end in ends)


def _check_line(entity: Entity, graph: Graph) -> None:
    """Make sure that a target is not only named: what stands inside another one may leave things out."""
    if entity.id not in graph.lines:
        raise ValueError("it is a target and has no line of its own: a part is missing")


def _check_holder(entity: Entity, graph: Graph) -> None:
    name = HOLDING.get(entity.schema)
    if name is None:
        return
    ends = entity.ends(name)
    missing = [end for end in ends if end not in graph.entities]
    if missing or (not ends and not entity.is_party):
        raise ValueError(
            f"it is about {missing[0] if missing else 'nobody'}, who is not in the file: a part is missing"
        )
