"""The UN Security Council's consolidated list, `consolidated.xml`.

Source: the list's schema (sc-sanctions.xsd) and copies of 2024 to 2026.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from screening.dates import parse_date
from screening.identifiers import IdentifierType
from screening.records import Address, EntityRecord, Identifier, Listing, Name, Organisation, Person
from screening.reference import country_code
from screening.sources.numbering import cross_references
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, read_each, stated_day, unique
from screening.sources.safe_xml import EntryStream, Node, local
from screening.sources.un_names import is_latin, read_alias
from screening.vocabulary import Gender, NameKind, NameStrength

GENERATED = "dateGenerated"
LAYOUT = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}
NAME_ELEMENTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
IGNORED_ELEMENTS = (
    "VERSIONNUM",
    "LIST_TYPE",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
    "HAS_INTERPOL_LINK",
)
"""Book-keeping of the file, of no meaning for the party: a version number, `UN List`, keys for sorting, a yes or no."""
NOTHING = frozenset({"na", "null"})
"""What the UN prints where there is nothing to say; as a country code `na` would be Namibia."""
IGNORED = {
    "empty alias blocks": "the UN prints one block even where there is no alias",
    "values that say nothing": "the UN printed `na` or `null`",
}

RESOLUTIONS = {
    "Al-Qaida": "resolutions 1267 (1999), 1989 (2011) and 2253 (2015)",
    "CAR": "resolutions 2127 (2013) and 2745 (2024)",
    "DPRK": "resolution 1718 (2006)",
    "DRC": "resolution 1533 (2004)",
    "GB": "resolution 2048 (2012)",
    "Haiti": "resolution 2653 (2022)",
    "Iran": "resolution 1737 (2006)",
    "Iraq": "resolution 1518 (2003)",
    "Libya": "resolution 1970 (2011)",
    "Somalia": "resolutions 751 (1992) and 2713 (2023)",
    "SouthSudan": "resolution 2206 (2015)",
    "Sudan": "resolution 1591 (2005)",
    "Taliban": "resolution 1988 (2011)",
    "Yemen": "resolution 2140 (2014)",
}
"""The Security Council resolutions of each UN_LIST_TYPE. Source: the sanctions committees' pages at main.un.org."""
STRENGTHS = {"Good": NameStrength.STRONG, "Low": NameStrength.WEAK, None: NameStrength.STRONG}
ENTITY_ALIASES = {"a.k.a.": NameKind.ALIAS, "f.k.a.": NameKind.FORMER, None: NameKind.ALIAS}
DOCUMENTS = {
    "passport": IdentifierType.PASSPORT,
    "numéro de passeport": IdentifierType.PASSPORT,
    "número de pasaporte": IdentifierType.PASSPORT,
    "national identification number": IdentifierType.NATIONAL_ID,
    "national identification no.": IdentifierType.NATIONAL_ID,
}
LESSER_PAPERS = (
    "birth",
    "certificate",
    "driver",
    "fardc",
    "military",
    "other",
    "ration",
    "residential",
    "student",
    "voter",
)
"""Words of the second, free-text type that show a paper to be no national identity card."""
DATE_TYPES = frozenset({"EXACT", "APPROXIMATELY", "BETWEEN", None})

_LISTED = re.compile(r"Listed (?:pursuant to|on)[^.]*")
_MEASURES = re.compile(r"\(((?:Travel Ban|Asset Freeze)(?:, (?:Travel Ban|Asset Freeze))*)\)")
_GENDER = re.compile(r"Gender:? \[?(male|female)\b", re.IGNORECASE)
_MONTHS = re.compile(r"Between (\w+)\.? and (\w+)\.? (\d{4})$")
_WRITTEN_MONTH = re.compile(r"([A-Z][a-z]+)\.?(?: (\d{4}))?$")
_DAMAGED = re.compile(r"[^A-Za-z .,'&()-]")


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the UN's list.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    stream = EntryStream(path, spec.id, "CONSOLIDATED_LIST", LAYOUT, on_progress)
    tally = Tally(IGNORED)
    records, errors = read_each(stream, lambda node: _record(node, spec, tally), _label)
    return Reading(
        records=records,
        errors=errors,
        files=(path,),
        published=stated_day(stream.root.get(GENERATED, ""), GENERATED, _day, spec, path),
        ignored=tally.ignored(),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _label(node: Node) -> str:
    texts = {local(child.tag): " ".join((child.text or "").split()) for child in node.element}
    return " ".join(texts[tag] for tag in ("REFERENCE_NUMBER", "DATAID", *NAME_ELEMENTS) if texts.get(tag)) or "unnamed"


def _record(node: Node, spec: CatalogueEntry, tally: Tally) -> EntityRecord:
    """Take an INDIVIDUAL or ENTITY in full.

    Raises:
        ValueError: something in it is unknown, unreadable or left over.
    """
    key = _needed(node, "DATAID")
    notes = [text for text in (node.take("COMMENTS1"), node.take("INTERPOL_LINK")) if text]
    listing = _listing(node, spec, notes)
    read_party = _person if local(node.element.tag) == "INDIVIDUAL" else _organisation
    party = read_party(node, tally, notes)
    for tag in IGNORED_ELEMENTS:
        node.take_all(tag)
    node.finish()
    return EntityRecord(
        id=f"un-{key}",
        party=party,
        listings=(listing,),
        notes=unique(notes),
        cross_references=cross_references([("un", listing.reference), ("unsc", key)]),
    )


def _needed(node: Node, tag: str) -> str:
    text = node.take(tag)
    if text is None:
        raise ValueError(f"it has no <{tag}>")
    return text


def _listing(node: Node, spec: CatalogueEntry, notes: list[str]) -> Listing:
    programme = _needed(node, "UN_LIST_TYPE")
    if programme not in RESOLUTIONS:
        raise ValueError(f"the UN_LIST_TYPE {programme!r} is unknown: expected {', '.join(RESOLUTIONS)}")
    comment = notes[0] if notes else ""
    basis = _LISTED.search(comment)
    measures = _MEASURES.search(comment)
    updates = [_day(text) for text in node.values("LAST_DAY_UPDATED", "VALUE")]
    return Listing(
        authority=spec.authority,
        list_id=spec.id,
        programme=programme,
        legal_basis=RESOLUTIONS[programme],
        measures=tuple(measures[1].split(", ")) if measures else (),
        reference=_needed(node, "REFERENCE_NUMBER").removesuffix("."),
        listed_on=_day(_needed(node, "LISTED_ON")),
        amended_on=max(updates, default=None),
        reason=basis[0] if basis else None,
        url=spec.page,
    )


def _told(text: str | None, tally: Tally) -> str | None:
    if text in NOTHING:
        tally.skip("values that say nothing")
        return None
    return text


def _names(node: Node, tally: Tally) -> list[Name]:
    parts = [_told(node.take(tag), tally) for tag in NAME_ELEMENTS]
    printed = " ".join(part for part in parts if part)
    if not printed:
        raise ValueError("it has no name")
    names = [Name(text=printed, kind=NameKind.PRIMARY)]
    if ";" in printed:
        names += read_alias(printed, None, NameKind.ALIAS, NameStrength.STRONG)
    original = node.take("NAME_ORIGINAL_SCRIPT")
    if original and original.isascii() and _DAMAGED.search(original):
        raise ValueError(f"NAME_ORIGINAL_SCRIPT is {original!r}, which is no name in any script: the copy was damaged")
    if original:
        kind = NameKind.ALIAS if is_latin(original) else NameKind.ORIGINAL_SCRIPT
        names.append(Name(text=original, kind=kind))
    return names


def _person(node: Node, tally: Tally, notes: list[str]) -> Person:
    names = _names(node, tally)
    births = [day for block in node.take_all("INDIVIDUAL_DATE_OF_BIRTH") if (day := _birth_date(block, notes))]
    places = [place for block in node.take_all("INDIVIDUAL_PLACE_OF_BIRTH") if (place := _place(block)[0])]
    for block in node.take_all("INDIVIDUAL_ALIAS"):
        _take_alias(block, names, births, places, tally)
    nations = [country_code(text) for text in node.values("NATIONALITY", "VALUE") if _told(text, tally)]
    addresses = [address for block in node.take_all("INDIVIDUAL_ADDRESS") if (address := _address(block))]
    documents = [paper for block in node.take_all("INDIVIDUAL_DOCUMENT") if (paper := _document(block, notes))]
    gender = node.take("GENDER") or next((found[1] for note in notes if (found := _GENDER.search(note))), None)
    return Person(
        names=unique(names),
        birth_dates=unique(births),
        birth_places=unique(places),
        countries=unique([*nations, *(address.country for address in addresses if address.country)]),
        addresses=unique(addresses),
        identifiers=unique(documents),
        gender=Gender(gender.lower()) if gender else None,
        titles=unique(node.values("TITLE", "VALUE")),
        positions=unique(node.values("DESIGNATION", "VALUE")),
    )


def _organisation(node: Node, tally: Tally, notes: list[str]) -> Organisation:
    names = _names(node, tally)
    for block in node.take_all("ENTITY_ALIAS"):
        quality, text, note = block.take("QUALITY"), block.take("ALIAS_NAME"), block.take("NOTE")
        block.finish()
        if quality not in ENTITY_ALIASES:
            raise ValueError(f"the QUALITY {quality!r} of an alias is unknown: expected a.k.a. or f.k.a.")
        if text:
            names += read_alias(text, note, ENTITY_ALIASES[quality], NameStrength.STRONG)
        elif note:
            raise ValueError(f"an alias has a note and no name: {note!r}")
        else:
            tally.skip("empty alias blocks")
    addresses = [address for block in node.take_all("ENTITY_ADDRESS") if (address := _address(block))]
    return Organisation(
        names=unique(names),
        countries=unique(address.country for address in addresses if address.country),
        addresses=unique(addresses),
    )


def _take_alias(block: Node, names: list[Name], births: list[str], places: list[str], tally: Tally) -> None:
    quality, text, note = block.take("QUALITY"), block.take("ALIAS_NAME"), block.take("NOTE")
    born = _told(block.take("DATE_OF_BIRTH"), tally)
    place = ", ".join(part for part in (block.take("CITY_OF_BIRTH"), block.take("COUNTRY_OF_BIRTH")) if part)
    block.finish()
    if quality not in STRENGTHS:
        raise ValueError(f"the QUALITY {quality!r} of an alias is unknown: expected Good or Low")
    if born:
        parse_date(born)
        births.append(born)
    if place:
        places.append(place)
    if text:
        birth = ", ".join(part for part in (born, place) if part)
        names += read_alias(text, note, NameKind.ALIAS, STRENGTHS[quality], born=birth or None)
    elif note:
        raise ValueError(f"an alias has a note and no name: {note!r}")
    elif not (born or place):
        tally.skip("empty alias blocks")


def _birth_date(block: Node, notes: list[str]) -> str | None:
    kind, note = block.take("TYPE_OF_DATE"), block.take("NOTE")
    day, year, first, last = (block.take(tag) for tag in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR"))
    block.finish()
    if kind not in DATE_TYPES:
        raise ValueError(f"the TYPE_OF_DATE {kind!r} is unknown: expected EXACT, APPROXIMATELY or BETWEEN")
    text = day or year or (f"{first} to {last}" if first and last else first or last)
    month = _WRITTEN_MONTH.match(note or "")
    if month and (month[2] or year) and not day and note != "Approximately":
        text, note = f"{month[1]} {month[2] or year}", None
    elif not text and (between := _MONTHS.match(note or "")):
        text, note = f"{between[1]} {between[3]} to {between[2]} {between[3]}", None
    circa = kind == "APPROXIMATELY" or note == "Approximately"
    if note and note != "Approximately":
        notes.append(f"birth date {text}: {note}" if text else f"birth date: {note}")
    if text is None:
        return None
    text = f"circa {text}" if circa else text
    parse_date(text)
    return text


def _place(block: Node) -> tuple[str | None, str | None]:
    """Return a place as text and its country's code."""
    parts = [block.take(tag) for tag in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")]
    note = block.take("NOTE")
    block.finish()
    text = ", ".join(part for part in parts if part)
    whole = f"{text} ({note})" if text and note else text or note
    return whole or None, country_code(parts[-1]) if parts[-1] else None


def _address(block: Node) -> Address | None:
    text, country = _place(block)
    return Address(text=text, country=country) if text else None


def _document(block: Node, notes: list[str]) -> Identifier | None:
    kind, detail, number = (block.take(tag) for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER"))
    issuer, issued_in = block.take("ISSUING_COUNTRY"), block.take("COUNTRY_OF_ISSUE")
    facts = {
        "issued": block.take("DATE_OF_ISSUE"),
        "at": block.take("CITY_OF_ISSUE"),
        "in": issued_in if issued_in != issuer else None,
        "expires": block.take("DATE_OF_EXPIRY"),
        "note:": block.take("NOTE"),
    }
    block.finish()
    if kind is None and not (number or detail or any(facts.values())):
        return None
    if kind is None or kind.casefold() not in DOCUMENTS:
        raise ValueError(f"the TYPE_OF_DOCUMENT {kind!r} is unknown: expected {', '.join(DOCUMENTS)}")
    if number is None and detail and (ending := re.fullmatch(r"(.+?) (\d+)", detail)):
        detail, number = ending[1], ending[2]
    label = (detail or kind).rstrip(" :")
    said = ", ".join(f"{word} {text}" for word, text in facts.items() if text)
    if said:
        notes.append(" ".join(part for part in (label, number, said) if part))
    if number is None:
        return None
    place = issuer or issued_in
    return Identifier(
        value=number, type=_document_type(kind, detail), country=country_code(place) if place else None, label=label
    )


def _document_type(kind: str, detail: str | None) -> IdentifierType:
    """Return what a document is: the second type is free text, and more exact than the first where it differs.

    >>> _document_type("National Identification Number", "Ration card no."), _document_type("Passport", None)
    (<IdentifierType.OTHER: 'other'>, <IdentifierType.PASSPORT: 'passport'>)
    """
    words = (detail or "").casefold()
    if "passport" in words:
        return IdentifierType.PASSPORT
    if "fiscal" in words:
        return IdentifierType.TAX
    return IdentifierType.OTHER if any(word in words for word in LESSER_PAPERS) else DOCUMENTS[kind.casefold()]
