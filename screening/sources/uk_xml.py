"""The UK Sanctions List in XML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screening.errors import EntryError, ListError
from screening.records import EntityRecord
from screening.sources.flat_xml import FlatStream
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, reason
from screening.sources.safe_xml import Node, local
from screening.sources.uk_dates import day_of
from screening.sources.uk_designation import GROUPS, IGNORED, REPEATED, SINGLE, Designation, record_of

GENERATED, ENTRY, INDICATORS = "DateGenerated", "Designation", "SanctionsImposedIndicators"
LAYOUT = {GENERATED: "the day the copy was made", ENTRY: "a listed party"}
VALUES = frozenset((*SINGLE, *REPEATED)) - {"ListedOn"}
WRAPPERS = frozenset(
    {
        "Addresses",
        "BirthDetails",
        "BusinessRegistrationNumbers",
        "CurrentBelievedFlagOfShips",
        "CurrentOwnerOperators",
        "DOBs",
        "EmailAddresses",
        "Entity",
        "EntityDetails",
        "Genders",
        "HullIdentificationNumbers",
        "IMONumbers",
        "Individual",
        "IndividualDetails",
        "LengthOfShipDetails",
        "Names",
        "NationalIdentifierDetails",
        "Nationalities",
        "NonLatinNames",
        "ParentCompanies",
        "PassportDetails",
        "PhoneNumbers",
        "Positions",
        "PreviousFlags",
        "PreviousOwnerOperators",
        "Ship",
        "ShipDetails",
        "Subsidiaries",
        "Titles",
        "TonnageOfShipDetails",
        "TypeOfEntities",
        "TypeOfShipDetails",
        "Websites",
        "YearBuiltDetails",
        "YearsBuilt",
    }
)
"""Elements that only hold others. How those of hull numbers, previous owners and the year of building are named was
not to be seen in any copy: the names here follow the others."""


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the UK Sanctions List in XML.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    tally, warnings = Tally(IGNORED), list[str]()
    records: list[EntityRecord] = []
    errors: list[EntryError] = []
    days: list[str] = []
    for node in FlatStream(path, spec.id, "Designations", LAYOUT, on_progress):
        label = _label(node)
        try:
            if local(node.element.tag) == GENERATED:
                days.append("" if len(node.element) else node.text() or "")
            else:
                records.append(record_of(_designation(node, tally), spec, tally, warnings))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=label))
    return Reading(
        records=tuple(records),
        errors=tuple(errors),
        files=(path,),
        published=_published(days, spec, path),
        ignored=tally.ignored(),
        warnings=tuple(warnings),
    )


def _published(days: list[str], spec: CatalogueEntry, path: Path) -> date:
    try:
        (stated,) = days
        return day_of(stated)
    except ValueError as error:
        problem = f"<{GENERATED}> is {' and '.join(days) or 'absent'!r}, expected a day such as 22/08/2026"
        raise ListError(problem, list_id=spec.id, path=path) from error


def _label(node: Node) -> str:
    wanted = ("UniqueID", "Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
    texts: dict[str, str] = {}
    for child in node.element.iter():
        if child.text and child.text.strip():
            texts.setdefault(local(child.tag), " ".join(child.text.split()))
    return " ".join(texts[tag] for tag in wanted if tag in texts) or "unnamed"


def _designation(node: Node, tally: Tally) -> Designation:
    """Take a Designation in full.

    Raises:
        ValueError: it has no UniqueID, or something in it that no rule takes.
    """
    found = Designation("")
    _take(node, found, tally)
    found.key = found.needed("UniqueID")
    return found


def _take(node: Node, found: Designation, tally: Tally) -> None:
    """Take everything in an element that holds others."""
    for tag in dict.fromkeys(local(child.tag) for child in node.element):
        for child in node.take_all(tag):
            _take_one(child, tag, found, tally)
    node.finish()


def _take_one(node: Node, tag: str, found: Designation, tally: Tally) -> None:
    if tag in VALUES:
        if text := node.text():
            found.add(tag, text)
        node.finish()
    elif tag in GROUPS:
        texts = {part: text for part in GROUPS[tag] if (text := _only_text(node, part))}
        node.finish()
        found.add_group(tag, texts, tally)
    elif tag == INDICATORS:
        found.in_force += _in_force(node)
    elif tag in WRAPPERS:
        _take(node, found, tally)
    elif len(node.element) or node.text():
        raise ValueError(f"<{tag}> is in it, which no rule takes")
    else:
        node.finish()
        tally.skip("empty elements")


def _only_text(node: Node, tag: str) -> str | None:
    text = node.take(tag)
    for child in node.take_all(tag):
        child.finish()
    return text


def _in_force(node: Node) -> list[str]:
    """Return the measures whose indicator is true."""
    measures = []
    for tag in dict.fromkeys(local(child.tag) for child in node.element):
        text = (_only_text(node, tag) or "false").casefold()
        if text not in ("true", "false"):
            raise ValueError(f"the indicator <{tag}> is {text!r}: expected true or false")
        if text == "true":
            measures.append(tag)
    node.finish()
    return measures
