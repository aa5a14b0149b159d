"""What SECO prints in an identity beside the names: dates, places, nationalities, papers, addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from screening.dates import parse_date
from screening.identifiers import IdentifierType
from screening.records import Address, Identifier, Name
from screening.reference import country_code
from screening.sources.ch_names import read_name
from screening.sources.flat_xml import code_of
from screening.sources.reading import Tally, unique
from screening.sources.safe_xml import Node

QUALITIES = {"good": False, "low": True}
"""Of a date, a place or an address: whether SECO itself is unsure of it."""
CALENDARS = {"Gregorian": True, "Islamic": False}
DOCUMENTS = {
    "passport": IdentifierType.PASSPORT,
    "diplomatic-passport": IdentifierType.PASSPORT,
    "id-card": IdentifierType.NATIONAL_ID,
    "identity-card": IdentifierType.NATIONAL_ID,
    "residence-permit": IdentifierType.OTHER,
    "resident-permit": IdentifierType.OTHER,
    "driving-license": IdentifierType.OTHER,
    "driving-permit": IdentifierType.OTHER,
    "other": IdentifierType.OTHER,
}
ADDRESS_PARTS = ("c-o", "address-details", "p-o-box", "zip-code")


@dataclass(frozen=True, slots=True)
class Place:
    """A place, published once and referred to by number."""

    text: str
    country: str | None


@dataclass(slots=True)
class Places:
    """The places of a file by number; a copy that has none at all is one that was cut for reading."""

    known: dict[str, Place] = field(default_factory=dict)

    def find(self, number: str | None) -> Place | None:
        """Return a place; `None` if none is named, or the whole file has none.

        Raises:
            ValueError: the file has places, and this is none of them.
        """
        if number is None or not self.known:
            return None
        if number not in self.known:
            raise ValueError(f"the place {number} is not in the file")
        return self.known[number]


def read_place(node: Node) -> tuple[str, Place]:
    """Take a `<place>`: its number, and its location, area and country with their other spellings.

    Raises:
        ValueError: something in it is unknown or left over.
    """
    number = node.take_attribute("ssid")
    if number is None:
        raise ValueError("a <place> has no ssid")
    texts = [text for tag in ("location", "area") for text in _spelt(node, tag)]
    code, name = _country(single(node, "country"))
    node.finish()
    return number, Place(", ".join([*texts, *([name] if name else [])]), code)


def _spelt(node: Node, tag: str) -> list[str]:
    """Return a text with its variants in brackets."""
    text = node.take(tag)
    variants = []
    for variant in node.take_all(f"{tag}-variant"):
        for name in ("variant-type", "lang", "ssid"):
            variant.take_attribute(name)
        variants.append(variant.text())
        variant.finish()
    others = ", ".join(variant for variant in variants if variant and variant != text)
    return [f"{text} ({others})" if text and others else text or others] if text or others else []


def single(node: Node, tag: str) -> Node | None:
    """Return the one child of this name, if there is one.

    Raises:
        ValueError: there are several.
    """
    found = node.take_all(tag)
    if len(found) > 1:
        raise ValueError(f"<{tag}> is there {len(found)} times, expected once")
    return found[0] if found else None


def _country(node: Node | None) -> tuple[str | None, str | None]:
    """Return a country's code and name; the code is ISO's, or the name says which country it is."""
    if node is None:
        return None, None
    code, name = node.take_attribute("iso-code"), node.text()
    node.finish()
    stated = code or name
    return (country_code(stated) if stated else None), name or code


@dataclass(slots=True)
class Identities:
    """Everything the identities of one target say, taken together."""

    person: bool
    names: list[Name] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, node: Node, places: Places, tally: Tally) -> None:
        """Take an `<identity>` in full.

        Raises:
            ValueError: something in it is unknown or left over.
        """
        main = code_of(node, "main", {"true": True, "false": False})
        node.take_attribute("ssid")
        for name in node.take_all("name"):
            printed = read_name(name, main=main, person=self.person)
            self.names += printed.names
            self.titles += printed.titles
        for date in node.take_all("day-month-year"):
            self._take_date(date)
        for place in node.take_all("place-of-birth"):
            self._take_birth_place(place, places)
        for nationality in node.take_all("nationality"):
            self._take_nationality(nationality)
        for paper in node.take_all("identification-document"):
            self._take_document(paper)
        for address in node.take_all("address"):
            self._take_address(address, places, tally)
        node.finish()

    def shared(self) -> dict[str, Any]:
        """Return the fields that every kind of party has."""
        return {
            "names": unique(self.names),
            "countries": unique([*self.countries, *(place.country for place in self.addresses if place.country)]),
            "identifiers": unique(self.identifiers),
            "addresses": unique(self.addresses),
        }

    def _take_date(self, node: Node) -> None:
        unsure = _unsure(node)
        gregorian = code_of(node, "calendar", CALENDARS) if "calendar" in node.element.attrib else True
        day, month, year = (node.take_attribute(name) for name in ("day", "month", "year"))
        node.finish()
        text = "-".join(part if len(part) != 1 else f"0{part}" for part in (year, month, day) if part)
        if year is None or not gregorian:
            self.notes.append(f"date {text}{'' if gregorian else ' of the Islamic calendar'}")
            return
        if day and not month:
            raise ValueError(f"a date has the day {day} and no month")
        text = f"circa {text}" if unsure else text
        parse_date(text)
        self.dates.append(text)

    def _take_birth_place(self, node: Node, places: Places) -> None:
        _unsure(node)
        place = places.find(node.take_attribute("place-id"))
        node.finish()
        if place:
            self.places.append(place.text)

    def _take_nationality(self, node: Node) -> None:
        _unsure(node)
        code, _ = _country(single(node, "country"))
        node.finish()
        if code:
            self.countries.append(code)

    def _take_document(self, node: Node) -> None:
        label = node.element.get("document-type", "")
        kind = code_of(node, "document-type", DOCUMENTS)
        node.take_attribute("ssid")
        number = node.take("number")
        country, issuer = _issuer(single(node, "issuer"))
        facts = {
            "issued by": issuer,
            "issued": node.take("date-of-issue"),
            "expires": node.take("expiry-date"),
            "remark:": node.take("remark"),
        }
        node.finish()
        said = ", ".join(f"{word} {text}" for word, text in facts.items() if text)
        if said:
            self.notes.append(" ".join(part for part in (label, number, said) if part))
        if number:
            self.identifiers.append(Identifier(value=number, type=kind, country=country, label=label))

    def _take_address(self, node: Node, places: Places, tally: Tally) -> None:
        _unsure(node)
        place = places.find(node.take_attribute("place-id"))
        parts = [node.take(tag) for tag in ADDRESS_PARTS]
        remarks = [text for remark in node.take_all("remarks") if (text := remark.text())]
        node.finish()
        text = ", ".join(part for part in (*parts, place.text if place else None) if part)
        whole = f"{text} ({'; '.join(remarks)})" if text and remarks else text or "; ".join(remarks)
        if whole:
            self.addresses.append(Address(text=whole, country=place.country if place else None))
        else:
            tally.skip("addresses with nothing in them")


def _unsure(node: Node) -> bool:
    node.take_attribute("ssid")
    return code_of(node, "quality", QUALITIES) if "quality" in node.element.attrib else False


def _issuer(node: Node | None) -> tuple[str | None, str | None]:
    """Return the country that issued a paper, and the issuer's name where that is no country."""
    if node is None:
        return None, None
    code, name = node.take_attribute("code"), node.text()
    node.finish()
    try:
        return country_code(code or name or ""), None if code is None or name is None else name
    except ValueError:
        return None, " ".join(part for part in (code, name) if part) or None
