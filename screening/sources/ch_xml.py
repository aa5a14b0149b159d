"""Switzerland: SECO's consolidated list in XML, the whole list with what has been de-listed.

Source: SECO's list `swiss-sanctions-list`, copies of February and August 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from screening.dates import parse_date
from screening.errors import EntryError, ListError
from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, EntityRecord, Identifier, Listing, Relation
from screening.sources.ch_identity import Identities, Places, read_place
from screening.sources.flat_xml import FlatStream, code_of
from screening.sources.numbering import cross_references
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason, unique
from screening.sources.safe_xml import Node, local
from screening.vocabulary import EntityType, Gender, ListingStatus

LAYOUT = {"sanctions-program": "programme", "place": "place", "target": "target"}
OBJECTS = {"vessel": EntityType.VESSEL, "aircraft": EntityType.AIRCRAFT}
SEXES = {gender.value: gender for gender in Gender}
MODIFICATIONS = {
    "listed": ListingStatus.LISTED,
    "amended": ListingStatus.LISTED,
    "de-listed": ListingStatus.DELISTED,
}
"""What a target is after a modification of each type."""
DATES = ("effective-date", "publication-date", "enactment-date")
"""The dates of a modification; the first that is given counts."""
WHOLE = "whole-list"
EMPTY = "targets with nothing in them"
IGNORED = {
    EMPTY: "there is no name to search by; a copy that SECO made has none of these",
    "addresses with nothing in them": "only a place's number stood there, or nothing",
    "what modifications added or removed": "the target itself says what is so now; a removed name is none of its names",
}
UNDATED = "this copy has no modification of the target, so neither its listing nor a de-listing is in it"
NOT_LISTED = "no modification of type `listed` is in the target's history"

_IMO = re.compile(r"\bIMO(?:[ -]?(?:[Nn]umber|[Nn]o\.?))?:? ?(\d{7})\b")


@dataclass(frozen=True, slots=True)
class _Set:
    """A sanctions set: one kind of measure of one programme."""

    programme: str | None
    ordinance: str | None
    measure: str
    origin: str | None


@dataclass(slots=True)
class _Reader:
    """What has been read of a file so far."""

    spec: CatalogueEntry
    tally: Tally
    sets: dict[str, _Set] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    records: list[EntityRecord] = field(default_factory=list)
    errors: list[EntryError] = field(default_factory=list)

    def take(self, node: Node) -> None:
        """Take one programme, place or target; what cannot be read in full becomes an error that names it."""
        label = _label(node)
        try:
            match LAYOUT[local(node.element.tag)]:
                case "programme":
                    self.sets.update(_programme(node))
                case "place":
                    number, place = read_place(node)
                    self.places.known[number] = place
                case _ if _is_empty(node):
                    self.tally.skip(EMPTY)
                case _:
                    self.records.append(self._target(node))
        except ValueError as error:
            self.errors.append(EntryError(reason(error), entry=label))

    def _target(self, node: Node) -> EntityRecord:
        number = node.take_attribute("ssid")
        if number is None or not number.isdecimal():
            raise ValueError(f"the ssid of the target is {number!r}, expected a number")
        sets = [self._set(text) for set_id in node.take_all("sanctions-set-id") if (text := set_id.text())]
        if not sets:
            raise ValueError("it has no <sanctions-set-id>")
        foreign = [text for node_ in node.take_all("foreign-identifier") if (text := node_.text())]
        subject = _subject(node)
        party_type, fields = _party_type(subject)
        identities = Identities(party_type is EntityType.PERSON)
        for identity in subject.take_all("identity"):
            identities.take(identity, self.places, self.tally)
        justifications = _texts(subject, "justification")
        others = _texts(subject, "other-information")
        relations = [_relation(relation) for relation in subject.take_all("relation")]
        subject.finish()
        dates = _history(node, self.tally)
        attributes = [_attribute_note(generic) for generic in node.take_all("generic-attribute")]
        node.finish()
        identities.identifiers += [
            Identifier(value=text, label=f"foreign identifier{f' ({sets[0].origin})' if sets[0].origin else ''}")
            for text in foreign
        ]
        if party_type is EntityType.VESSEL:
            identities.identifiers += [
                Identifier(value=found, type=IdentifierType.IMO, label="IMO Number")
                for text in others
                for found in _IMO.findall(text)
            ]
        fields |= identities.shared() | _own_fields(party_type, identities)
        return EntityRecord(
            id=f"ch-{number}",
            party=PARTY_TYPES[party_type](**fields),
            listings=unique(self._listing(found, number, dates, justifications) for found in sets),
            relations=unique(relations),
            notes=unique(note for note in [*identities.notes, *others, *attributes, *dates.notes] if note),
            cross_references=cross_references(
                [("ch", number), *((giver, text) for text in foreign for giver in ("eu", "un"))]
            ),
        )

    def _set(self, number: str) -> _Set:
        if self.sets and number not in self.sets:
            raise ValueError(f"the sanctions set {number} is in no programme of the file")
        return self.sets.get(number) or _Set(None, None, f"sanctions set {number}", None)

    def _listing(self, found: _Set, number: str, dates: _History, justifications: list[str]) -> Listing:
        return Listing(
            authority=self.spec.authority,
            list_id=self.spec.id,
            programme=found.programme or found.measure,
            legal_basis=found.ordinance,
            measures=(found.measure,),
            reference=number,
            listed_on=dates.listed_on,
            listed_on_note=dates.listed_on_note,
            amended_on=dates.amended_on,
            delisted_on=dates.delisted_on,
            status=dates.status,
            reason=" ".join(justifications) or None,
            url=self.spec.page,
            note=f"taken over from the {found.origin}" if found.origin else None,
        )


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of SECO's whole list.

    Raises:
        ListError: the file is cut, damaged, of another format, a part of the list, or does not say when it was made.
    """
    stream = FlatStream(path, spec.id, "swiss-sanctions-list", LAYOUT, on_progress)
    reader = _Reader(spec, Tally(IGNORED))
    for node in stream:
        reader.take(node)
    return Reading(
        records=_with_targets(reader.records),
        errors=tuple(reader.errors),
        files=(path,),
        published=_published(stream.root, spec, path),
        ignored=reader.tally.ignored(),
        warnings=_absent(reader),
    )


def _published(root: dict[str, str], spec: CatalogueEntry, path: Path) -> date:
    if root.get("list-type") != WHOLE:
        problem = f"its list-type is {root.get('list-type')!r}, expected {WHOLE}: fetch the whole list, not its changes"
        raise ListError(problem, list_id=spec.id, path=path)
    stated = root.get("date", "")
    try:
        return date.fromisoformat(stated[:10])
    except ValueError as error:
        problem = f"its date is {stated!r}, expected a day such as 2026-08-27"
        raise ListError(problem, list_id=spec.id, path=path) from error


def _absent(reader: _Reader) -> tuple[str, ...]:
    """Say what SECO publishes and this copy has not."""
    undated = sum(record.listings[0].status is ListingStatus.UNKNOWN for record in reader.records)
    empty = reader.tally.counts[EMPTY]
    found = {
        f"{_targets_have(empty)} nothing but a number and cannot be searched: the copy is not whole": empty > 0,
        "no sanctions programme is in it: listings have the number of their sanctions set only": not reader.sets,
        "no place is in it: birth places are not known, nor the towns and countries of addresses": not (
            reader.places.known
        ),
        f"{_targets_have(undated)} no modification: the day of listing, and whether it has ended, is not known": (
            undated > 0
        ),
    }
    return tuple(sentence for sentence, is_so in found.items() if is_so)


def _targets_have(count: int) -> str:
    return "1 target has" if count == 1 else f"{count:,} targets have"


def _label(node: Node) -> str:
    number = node.element.get("ssid", "without ssid")
    name = next((element for element in node.element.iter() if local(element.tag) == "name"), None)
    values = [value.text for value in name.iter() if local(value.tag) == "value"] if name is not None else []
    return " ".join([local(node.element.tag), number, *(" ".join(value.split()) for value in values if value)])


def _is_empty(node: Node) -> bool:
    """Whether a target says only which sanctions set it is in."""
    return {local(child.tag) for child in node.element} <= {"sanctions-set-id"}


def _programme(node: Node) -> dict[str, _Set]:
    """Take a `<sanctions-program>`: its sets by number."""
    for name in ("ssid", "version-date", "predecessor-version-date"):
        node.take_attribute(name)
    key, ordinance = (_english(node.take_all(tag)) for tag in ("program-key", "program-name"))
    origin = ", ".join(text for found in node.take_all("origin") if (text := found.text())) or None
    named: dict[str, list[Node]] = {}
    for found in node.take_all("sanctions-set"):
        named.setdefault(found.take_attribute("ssid") or "", []).append(found)
    node.finish()
    return {number: _Set(key, ordinance, _english(texts) or f"set {number}", origin) for number, texts in named.items()}


def _english(nodes: list[Node]) -> str | None:
    """Return the English one of a text printed in several languages, else the first."""
    texts = {node.take_attribute("lang"): node.text() for node in reversed(nodes)}
    for node in nodes:
        node.finish()
    return texts.get("eng") or next(reversed(texts.values()), None)


def _subject(node: Node) -> Node:
    found = [child for tag in ("individual", "entity", "object") for child in node.take_all(tag)]
    if len(found) != 1:
        raise ValueError(f"it has {len(found)} of <individual>, <entity> and <object>, expected one")
    found[0].take_attribute("ssid")
    return found[0]


def _party_type(subject: Node) -> tuple[EntityType, dict[str, Any]]:
    match local(subject.element.tag):
        case "individual":
            sexed = "sex" in subject.element.attrib
            return EntityType.PERSON, {"gender": code_of(subject, "sex", SEXES) if sexed else None}
        case "entity":
            return EntityType.ORGANISATION, {}
        case _:
            return code_of(subject, "object-type", OBJECTS), {}


def _own_fields(party_type: EntityType, identities: Identities) -> dict[str, Any]:
    """Return what only one kind of party has: the date of a person is a birth, that of a body its foundation."""
    dates = unique(identities.dates)
    match party_type:
        case EntityType.PERSON:
            return {
                "birth_dates": dates,
                "birth_places": unique(identities.places),
                "titles": unique(identities.titles),
            }
        case EntityType.ORGANISATION:
            return {"founded": dates}
        case _:
            return {"built": dates[0] if dates else None}


def _texts(node: Node, tag: str) -> list[str]:
    texts = []
    for child in node.take_all(tag):
        child.take_attribute("ssid")
        texts.append(child.text())
        child.finish()
    return [text for text in texts if text]


def _attribute_note(node: Node) -> str:
    name, text = node.take_attribute("name"), node.text()
    node.finish()
    return ": ".join(part for part in (name, text) if part)


def _relation(node: Node) -> Relation:
    node.take_attribute("ssid")
    kind, target = node.take_attribute("relation-type"), node.take_attribute("target-id")
    remark = node.take("remark")
    node.finish()
    if kind is None or target is None:
        raise ValueError("a <relation> does not say what it is, or to whom")
    return Relation(type=f"{kind} ({remark})" if remark else kind, target=f"target {target}", target_id=f"ch-{target}")


def _with_targets(records: list[EntityRecord]) -> tuple[EntityRecord, ...]:
    """Give each relation the name of the record it leads to."""
    names = {record.id: record.party.primary_name for record in records}
    return tuple(
        record.model_copy(
            update={
                "relations": tuple(
                    tie.model_copy(update={"target": names[tie.target_id], "target_id": tie.target_id})
                    if tie.target_id in names
                    else tie.model_copy(update={"target_id": None})
                    for tie in record.relations
                )
            }
        )
        if record.relations
        else record
        for record in records
    )


@dataclass(frozen=True, slots=True)
class _History:
    """What the modifications of a target say of its listing."""

    status: ListingStatus = ListingStatus.UNKNOWN
    listed_on: date | None = None
    listed_on_note: str | None = UNDATED
    amended_on: date | None = None
    delisted_on: date | None = None
    notes: tuple[str, ...] = ()


def _history(node: Node, tally: Tally) -> _History:
    """Take the modifications, newest first; what they added or removed is no part of the target."""
    steps = [_step(child, tally) for child in node.take_all("modification")]
    if not steps:
        return _History()
    steps.sort(key=lambda step: step[1], reverse=True)  # stable: of one day, SECO's own order stands
    by_kind = {kind: [day for step, day in steps if step == kind] for kind in MODIFICATIONS}
    status = MODIFICATIONS[steps[0][0]]
    listed, amended, delisted = (by_kind[kind] for kind in MODIFICATIONS)
    return _History(
        status=status,
        listed_on=listed[0] if listed else None,
        listed_on_note=None if listed else NOT_LISTED,
        amended_on=amended[0] if amended else None,
        delisted_on=delisted[0] if status is ListingStatus.DELISTED else None,
        notes=tuple(
            f"{kind} on {day.isoformat()}" for kind, day in reversed(steps) if len(listed) > 1 and kind != "amended"
        ),
    )


def _step(node: Node, tally: Tally) -> tuple[str, date]:
    kind = node.take_attribute("modification-type") or ""
    if kind not in MODIFICATIONS:
        raise ValueError(f"the modification-type {kind!r} is unknown: expected {', '.join(MODIFICATIONS)}")
    days = [node.take_attribute(name) for name in DATES]
    for tag in ("added", "removed", "remark"):
        for _ in node.take_all(tag):
            tally.skip("what modifications added or removed")
    node.take_attribute("ssid")
    node.finish()
    stated = next((day for day in days if day), None)
    if stated is None:
        raise ValueError(f"a modification of type {kind} has no date")
    return kind, parse_date(stated).earliest
