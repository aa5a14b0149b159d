"""OpenSanctions' entities as a graph, from a file with one entity a line or one target a line with all about it inside.

Source: OpenSanctions, bulk data formats `entities.ftm.json` and `targets.nested.json`, copies of 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from screening.errors import EntryError
from screening.sources.json_lines import read_objects
from screening.sources.opensanctions_terms import FORWARD, INVERSE, JOINED, OF_PARTIES, PARTIES, THINGS
from screening.sources.reading import Progress, unique

_KEYS = {
    "id",
    "caption",
    "schema",
    "properties",
    "target",
    "datasets",
    "referents",
    "first_seen",
    "last_seen",
    "last_change",
}
_NEEDED = ("id", "caption", "schema")


@dataclass(slots=True)
class Entity:
    """One entity: a party, or what is said of parties."""

    id: str
    caption: str
    schema: str
    is_target: bool
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    first_seen: date | None
    last_seen: date | None
    properties: dict[str, tuple[str, ...]]

    @property
    def is_party(self) -> bool:
        """Whether it is a person, organisation, vessel or aircraft; a wallet is one only while nobody is its holder."""
        return self.schema in PARTIES and not (self.schema == "CryptoWallet" and self.ends("holder"))

    def ends(self, name: str) -> tuple[str, ...]:
        """Return the ids of the entities that a property names."""
        return self.properties.get(name, ())


@dataclass(slots=True)
class Graph:
    """All entities of a file by id, in its order, and which ones speak of another."""

    entities: dict[str, Entity] = field(default_factory=dict)
    errors: list[EntryError] = field(default_factory=list)
    about: dict[str, list[Entity]] = field(default_factory=dict)
    """By an entity's id, those that are no party and name it."""
    lines: set[str] = field(default_factory=set)
    """The ids that have a line of their own."""
    named_by: dict[str, list[str]] = field(default_factory=dict)
    """By an entity's id, the ids of the parties that name it."""

    def caption(self, key: str) -> str:
        """Return what an entity is called; its id, if it is not in the file."""
        return self.entities[key].caption if key in self.entities else key


def read_graph(path: Path, list_id: str, on_progress: Progress | None = None) -> Graph:
    """Read a file of either shape; entities that cannot be taken in full are among the errors.

    Raises:
        ListError: the file is cut, damaged, or no file of JSON lines.
    """
    graph = Graph()
    for number, found in read_objects(path, list_id, on_progress):
        try:
            key = _add(found, graph)
            if key in graph.lines:
                raise ValueError("another line has the same id")
            graph.lines.add(key)
        except ValueError as error:
            graph.errors.append(EntryError(str(error), entry=f"{_shown(found)} (line {number:,})"))
    for entity in graph.entities.values():
        for other in unique(end for name in sorted(FORWARD) for end in entity.ends(name)):
            if entity.is_party:
                graph.named_by.setdefault(other, []).append(entity.id)
            else:
                graph.about.setdefault(other, []).append(entity)
    return graph


def _shown(found: Mapping[str, Any]) -> str:
    return str(found.get("id", "without an id"))[:80]


def _add(found: dict[str, Any], graph: Graph) -> str:
    """Take an entity with those inside it, and return its id.

    Raises:
        ValueError: something in it is unknown, missing, or not of its type.
    """
    entity = _entity(found)
    for name, values in found["properties"].items():
        if any(isinstance(value, dict) for value in values):
            _add_nested(entity, name, values, graph)
    _check_properties(entity)
    known = graph.entities.get(entity.id)
    graph.entities[entity.id] = _merged(known, entity) if known else entity
    return entity.id


def _add_nested(entity: Entity, name: str, values: list[Any], graph: Graph) -> None:
    """Take the entities inside another one, and let each name it, or it them."""
    if name in FORWARD:
        entity.properties[name] = tuple(_add(one, graph) if isinstance(one, dict) else one for one in values)
        return
    if name not in INVERSE or not all(isinstance(one, dict) for one in values):
        raise ValueError(f"it has the property {name!r}, which no rule takes")
    for one in values:
        inner = graph.entities[_add(one, graph)]
        inner.properties[INVERSE[name]] = unique((*inner.ends(INVERSE[name]), entity.id))


def _entity(found: Mapping[str, Any]) -> Entity:
    unknown = sorted(set(found) - _KEYS)
    if unknown:
        raise ValueError(f"it has the key {unknown[0]!r}, which no rule takes")
    for key in _NEEDED:
        if not isinstance(found.get(key), str) or not found[key].strip():
            raise ValueError(f"its {key} is {found.get(key)!r}, expected a text")
    if not isinstance(found.get("target"), bool):
        raise ValueError(f"its target is {found.get('target')!r}, expected true or false")
    properties = found.get("properties")
    if not isinstance(properties, dict):
        raise ValueError("it has no properties")
    for name, values in properties.items():
        if not isinstance(values, list) or not all(isinstance(value, str | dict) for value in values):
            raise ValueError(f"its {name} is no list of texts")
    plain = {
        name: tuple(" ".join(value.split()) for value in values if isinstance(value, str) and value.strip())
        for name, values in properties.items()
        if not any(isinstance(value, dict) for value in values)
    }
    return Entity(
        id=found["id"],
        caption=" ".join(found["caption"].split()),
        schema=found["schema"],
        is_target=found["target"],
        datasets=_texts(found, "datasets"),
        referents=_texts(found, "referents"),
        first_seen=_day(found, "first_seen"),
        last_seen=_day(found, "last_seen"),
        properties={name: values for name, values in plain.items() if values},
    )


def _texts(found: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = found.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise ValueError(f"its {key} is {values!r}, expected a list of texts")
    return tuple(sorted(values))


def _day(found: Mapping[str, Any], key: str) -> date | None:
    value = found.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ValueError(f"its {key} is {value!r}, expected a day such as 2026-03-13T05:41:01") from error


def _check_properties(entity: Entity) -> None:
    if entity.schema not in {*PARTIES, *THINGS, *JOINED}:
        raise ValueError(f"its schema {entity.schema!r} is unknown")
    unknown = sorted(set(entity.properties) - OF_PARTIES) if entity.schema in PARTIES else ()
    if unknown:
        raise ValueError(f"it has the property {unknown[0]!r}, which no rule takes")


def _merged(one: Entity, other: Entity) -> Entity:
    """Return what both copies of an entity say: nested files repeat it wherever it is named."""
    if one.schema != other.schema or one.is_target != other.is_target:
        raise ValueError(f"{one.id} is there twice, with different schemata or targets")
    for name, values in other.properties.items():
        one.properties[name] = unique((*one.properties.get(name, ()), *values))
    return one
