"""The EU's consolidated financial sanctions list in XML, `xmlFullSanctionsList_1_1`: all of it in attributes."""

from __future__ import annotations

from pathlib import Path

from screening.sources.eu_entity import IGNORED, Entity, day_of, record_of
from screening.sources.fields import Fields
from screening.sources.flat_xml import FlatStream
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, read_each, stated_day
from screening.sources.safe_xml import Node, local

GENERATED = "generationDate"
LAYOUT = {"sanctionEntity": "a listed party"}
KINDS = ("nameAlias", "address", "birthdate", "citizenship", "identification")
"""The facts of an entry, each with a `regulationSummary`: the act that added it."""


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the EU's list in XML.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    stream = FlatStream(path, spec.id, "export", LAYOUT, on_progress)
    tally = Tally(IGNORED)
    records, errors = read_each(stream, lambda node: record_of(_entity(node, tally), spec, tally), _label)
    return Reading(
        records=records,
        errors=errors,
        files=(path,),
        published=stated_day(stream.root.get(GENERATED, ""), GENERATED, day_of, spec, path),
        ignored=tally.ignored(),
    )


def _label(node: Node) -> str:
    own = node.element.attrib
    names = (child.get("wholeName") for child in node.element if local(child.tag) == "nameAlias")
    parts = (own.get("euReferenceNumber") or own.get("logicalId"), next(names, None))
    return " ".join(part for part in parts if part) or "unnamed"


def _entity(node: Node, tally: Tally) -> Entity:
    """Take a sanctionEntity in full.

    Raises:
        ValueError: an element or text is in it that no rule takes.
    """
    facts = {kind: [_fact(child, tally) for child in node.take_all(kind)] for kind in KINDS}
    subjects = node.take_all("subjectType")
    entity = Entity(
        own=_attributes(node),
        remarks=_remarks(node),
        subjects=[
            code for child in subjects for key in ("code", "classificationCode") if (code := child.take_attribute(key))
        ],
        regulations=[_regulation(child) for child in node.take_all("regulation")],
        names=facts["nameAlias"],
        addresses=facts["address"],
        births=facts["birthdate"],
        citizenships=facts["citizenship"],
        identifications=facts["identification"],
    )
    for child in (*subjects, node):
        child.finish()
    return entity


def _attributes(node: Node) -> Fields:
    values = dict(node.element.attrib)
    node.element.attrib.clear()
    return Fields(f"<{local(node.element.tag)}>", values)


def _remarks(node: Node) -> list[str]:
    return [text for child in node.take_all("remark") if (text := _only_text(child))]


def _only_text(node: Node) -> str | None:
    text = node.text()
    node.finish()
    return text


def _regulation(node: Node) -> Fields:
    fields = _attributes(node)
    fields.remarks = _remarks(node)
    urls = [text for child in node.take_all("publicationUrl") if (text := _only_text(child))]
    if urls:
        fields.values["publicationUrl"] = " ".join(urls)
    node.finish()
    return fields


def _fact(node: Node, tally: Tally) -> Fields:
    fields = _attributes(node)
    fields.remarks = _remarks(node)
    for _ in node.take_all("regulationSummary"):
        tally.skip("acts of single facts")
    if local(node.element.tag) == "address":
        fields.contacts = [_contact(child) for child in node.take_all("contactInfo")]
    node.finish()
    return fields


def _contact(node: Node) -> tuple[str, str]:
    key, value = node.take_attribute("key"), node.take_attribute("value")
    node.finish()
    if key is None or value is None:
        raise ValueError("<contactInfo> lacks its key or its value")
    return key, value
