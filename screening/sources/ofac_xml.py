"""OFAC's `SDN.XML` and `CONSOLIDATED.XML`: one `sdnEntry` a party.

Source: OFAC, `sdn.xsd`, and copies of 2024 and 2025. The namespace changed in spring 2024; the elements did not.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from screening.errors import EntryError, ListError
from screening.sources.ofac_entry import IGNORED, PARTY_TYPE, OfacEntry
from screening.sources.ofac_remarks import ALIAS_KINDS
from screening.sources.ofac_stream import ElementStream, yes_or_no
from screening.sources.ofac_ties import with_ties
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, catalogue, known, reason
from screening.sources.safe_xml import Node, local
from screening.vocabulary import NameKind, NameStrength

ROOT = "sdnList"
HEADER, ENTRY = "publshInformation", "sdnEntry"
STRENGTHS = {"strong": NameStrength.STRONG, "weak": NameStrength.WEAK}
LISTED_FACTS = {
    "dateOfBirthList": ("dateOfBirthItem", "dateOfBirth", "Birthdate"),
    "placeOfBirthList": ("placeOfBirthItem", "placeOfBirth", "Place of Birth"),
    "nationalityList": ("nationality", "country", "Nationality Country"),
    "citizenshipList": ("citizenship", "country", "Citizenship Country"),
}
"""Lists of facts: the element of each, where it says the fact, and what the other formats call it."""
VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "VESSEL TYPE",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
}
ADDRESS = {
    "address1": "ADDRESS1",
    "address2": "ADDRESS2",
    "address3": "ADDRESS3",
    "city": "CITY",
    "stateOrProvince": "STATE/PROVINCE",
    "postalCode": "POSTAL CODE",
}
IGNORED_ELEMENTS = ("uid",)
"""Numbers of aliases, addresses and the like: they serve to keep the file, and say nothing of the party."""

_DAY = re.compile(r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})$")


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of `SDN.XML` or `CONSOLIDATED.XML`.

    Raises:
        ListError: the file is cut, damaged, of another format or list, or does not have as many entries as it says.
    """
    tally, warnings = Tally(IGNORED), list[str]()
    records, errors = [], []
    header: tuple[date, int] | None = None
    for place, node in ElementStream(path, spec.id, ROOT, frozenset({HEADER, ENTRY}), on_progress):
        if place == HEADER:
            header = _header(node, header, spec, path)
            continue
        try:
            records.append(_entry(node).record(spec, tally, warnings))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=_label(node)))
    count = len(records) + len(errors)
    if header is None:
        raise ListError(f"it has no <{HEADER}>", list_id=spec.id, path=path)
    if header[1] != count:
        problem = f"its Record_Count is {header[1]:,}, and it has {count:,} entries: the file is cut or was changed"
        raise ListError(problem, list_id=spec.id, path=path)
    _check_list({record.listings[0].reference for record in records}, spec, path)
    return Reading(
        records=with_ties(records, (), spec),
        errors=tuple(errors),
        files=(path,),
        published=header[0],
        ignored=tally.ignored(),
        warnings=tuple(warnings),
    )


def _header(node: Node, before: tuple[date, int] | None, spec: CatalogueEntry, path: Path) -> tuple[date, int]:
    try:
        day, count = node.take("Publish_Date") or "", node.take("Record_Count") or ""
        node.finish()
        stated = _DAY.match(day)
        if before or stated is None or not count.isdecimal():
            raise ValueError(f"expected one, with a day such as 03/28/2025 and a number, not {day!r} and {count!r}")
        return date(int(stated["year"]), int(stated["month"]), int(stated["day"])), int(count)
    except ValueError as error:
        raise ListError(f"<{HEADER}> cannot be read: {error}", list_id=spec.id, path=path) from error


def _check_list(uids: set[str | None], spec: CatalogueEntry, path: Path) -> None:
    """The two lists' files are alike: what shows the SDN list is a party that stands on no other."""
    if spec.id != "ofac-sdn":
        sdn = {record_id.removeprefix("ofac-") for record_id in catalogue()["ofac-sdn"].canaries}
        if sdn & uids:
            raise ListError("this is OFAC's SDN list, not the other one", list_id=spec.id, path=path)


def _label(node: Node) -> str:
    texts = {local(child.tag): " ".join((child.text or "").split()) for child in node.element}
    return f"{texts.get('uid') or 'without a number'} ({texts.get('lastName') or 'unnamed'})"


def _entry(node: Node) -> OfacEntry:
    """Take an `sdnEntry` in full.

    Raises:
        ValueError: something in it is unknown, unreadable or left over.
    """
    entry = OfacEntry(_number(node), known(PARTY_TYPE, node.take("sdnType"), "party type"), "XML")
    _take_name(entry, node, NameKind.PRIMARY, NameStrength.STRONG)
    for aka in _listed(node, "akaList", "aka"):
        kind = known(ALIAS_KINDS, aka.take("type"), "kind of alias")
        _take_name(entry, aka, kind, known(STRENGTHS, aka.take("category"), "strength of an alias"))
        aka.finish()
    entry.remarks = node.take("remarks")
    entry.programmes += node.values("programList", "program")
    if title := node.take("title"):
        entry.take_fact("Title", title)
    for outer, (inner, tag, label) in LISTED_FACTS.items():
        for value in _values(node, outer, inner, tag):
            entry.take_fact(label, value)
    for row in _listed(node, "idList", "id"):
        _take_number(entry, row)
    for address in _listed(node, "addressList", "address"):
        parts = {part: text for tag, part in ADDRESS.items() if (text := address.take(tag))}
        entry.take_address(parts, address.take("country"))
        address.finish()
    for vessel in node.take_all("vesselInfo"):
        for tag, label in VESSEL.items():
            if said := vessel.take(tag):
                entry.take_fact(label, said)
        vessel.finish()
    node.finish()
    return entry


def _number(node: Node) -> str:
    uid = node.take("uid")
    if uid is None or not (uid.isascii() and uid.isdigit()):
        raise ValueError(f"{uid!r} is no entry number")
    return uid


def _take_name(entry: OfacEntry, node: Node, kind: NameKind, strength: NameStrength) -> None:
    family, given = node.take("lastName"), node.take("firstName")
    entry.take_name(
        [(part, text) for part, text in (("Last Name", family), ("First Name", given)) if text], kind, strength
    )


def _listed(node: Node, outer: str, inner: str) -> list[Node]:
    """Return the elements of a list in an entry, without the numbers of the rows."""
    rows = node.rows(outer, inner)
    for row in rows:
        for tag in IGNORED_ELEMENTS:
            row.take(tag)
    return rows


def _values(node: Node, outer: str, inner: str, tag: str) -> list[str]:
    """Return the values of a list of facts, the main one first."""
    found = []
    for row in _listed(node, outer, inner):
        is_main, value = yes_or_no(row.take("mainEntry"), "mainEntry"), row.take(tag)
        row.finish()
        if value is None:
            raise ValueError(f"<{inner}> has no <{tag}>")
        found.append((is_main, value))
    return [value for _, value in sorted(found, key=lambda fact: not fact[0])]


def _take_number(entry: OfacEntry, row: Node) -> None:
    """Take a row of the `idList`: a document with its number, or a fact with what it says in the number's place."""
    label, number, country = row.take("idType"), row.take("idNumber"), row.take("idCountry")
    issued, expires = row.take("issueDate"), row.take("expirationDate")
    row.finish()
    if label is None or number is None:
        raise ValueError(f"an <id> needs an idType and an idNumber, not {label!r} and {number!r}")
    if country or issued or expires:
        entry.take_document(label, number, country, issued, expires)
    else:
        entry.take_fact(label, number)
