"""Canada: the consolidated autonomous sanctions list, `sema-lmes.xml`.

Source: copies of 2020 and 2025; the acts are named on the list's own page at international.gc.ca.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from screening.dates import parse_date
from screening.identifiers import IdentifierType
from screening.records import (
    EntityRecord,
    Identifier,
    Listing,
    Name,
    NameParts,
    Organisation,
    Party,
    Person,
    Vessel,
)
from screening.reference import country_code
from screening.sources.ca_names import Bearer, entity_names, read_aliases
from screening.sources.flat_xml import FlatStream
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, read_each, unique
from screening.sources.safe_xml import Node, local
from screening.vocabulary import NameKind

LAYOUT = {"record": "record"}
SPECIAL_MEASURES = "Special Economic Measures Act"
CORRUPT_OFFICIALS = "Justice for Victims of Corrupt Foreign Officials Act (Sergei Magnitsky Law)"
NAME_FIELDS = ("EntityOrShip", "Entity")
TITLE_FIELDS = ("TitleOrShip", "Title")
DATE_FIELDS = ("DateOfBirthOrShipBuildDate", "DateOfBirth")
"""Fields by their name since 2024, and before."""
IGNORED = {"schedules that say nothing": "Canada printed `N/A`: the regulations have one schedule only"}
UNDATED = "Canada's list had no listing dates when this copy was made"

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_EARLY = re.compile(r"born in the early (\d{3})0s$", re.IGNORECASE)
_SHORT = re.compile(r"([A-Z][a-z]{2})-(\d{2})$")
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[^a-z0-9.]+")


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of Canada's list.

    Raises:
        ListError: the file is cut, damaged or of another format.
    """
    stream = FlatStream(path, spec.id, "data-set", LAYOUT, on_progress)
    tally = Tally(IGNORED)
    records, errors = read_each(stream, lambda node: _record(node, spec, tally), _label)
    return Reading(records=records, errors=errors, files=(path,), ignored=tally.ignored())


def _label(node: Node) -> str:
    texts = {local(child.tag): " ".join((child.text or "").split()) for child in node.element}
    wanted = ("Country", "Schedule", "Item", "GivenName", "LastName", *NAME_FIELDS)
    return ", ".join(texts[tag] for tag in wanted if texts.get(tag)) or "unnamed"


def _record(node: Node, spec: CatalogueEntry, tally: Tally) -> EntityRecord:
    """Take a record in full.

    Raises:
        ValueError: something in it is unknown, unreadable or left over.
    """
    programme, item = _needed(node, "Country"), _needed(node, "Item")
    schedule = node.take("Schedule")
    if schedule == "N/A":
        tally.skip("schedules that say nothing")
        schedule = None
    listed = node.take("DateOfListing")
    listed_on = date.fromisoformat(listed) if listed else None
    notes: list[str] = []
    party = _party(node, listed_on, notes)
    node.finish()
    act = CORRUPT_OFFICIALS if programme.startswith("Justice for Victims") else SPECIAL_MEASURES
    place = f"item {item}" if schedule is None else f"schedule {schedule}, item {item}"
    listing = Listing(
        authority=spec.authority,
        list_id=spec.id,
        programme=programme,
        legal_basis=f"{act}, {place}",
        reference=place,
        listed_on=listed_on,
        listed_on_note=None if listed_on else UNDATED,
        url=spec.page,
    )
    return EntityRecord(id=record_id(programme, schedule, item), party=party, listings=(listing,), notes=unique(notes))


def record_id(programme: str, schedule: str | None, item: str) -> str:
    """Return the id of a record: Canada gives none, so it is the record's place in the regulations.

    >>> record_id("Russia / Russie", "1, Part 2", "88")
    'ca-ru-1-part-2-88'
    >>> record_id("Hamas Terrorist Attacks / Attaques terroristes du Hamas", None, "3")
    'ca-hamas-terrorist-attacks-3'
    """
    english = programme.partition(" / ")[0].strip()
    return "-".join(["ca", _code(english), *(_slug(part) for part in (schedule, item) if part)])


def _code(english: str) -> str:
    """Return the short form of what a regulation is named for.

    >>> _code("Myanmar (Burma)"), _code("Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR)")
    ('mm', 'jvcfor')
    """
    bracket = _BRACKET.search(english)
    for text in (english, _BRACKET.sub("", english)):
        try:
            return country_code(text).lower()
        except ValueError:
            continue
    return _slug(bracket[1] if bracket else english)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_PLAIN.sub("-", plain).strip("-")


def _needed(node: Node, tag: str) -> str:
    text = node.take(tag)
    if text is None:
        raise ValueError(f"it has no <{tag}>")
    return text


def _either(node: Node, tags: tuple[str, ...]) -> str | None:
    found = [text for tag in tags if (text := node.take(tag))]
    if len(found) > 1:
        raise ValueError(f"it has both of <{'> and <'.join(tags)}>, expected one")
    return found[0] if found else None


def _party(node: Node, listed_on: date | None, notes: list[str]) -> Party:
    last, given = node.take("LastName"), node.take("GivenName")
    body, title = _either(node, NAME_FIELDS), _either(node, TITLE_FIELDS)
    number, aliases = node.take("ShipIMONumber"), node.take("Aliases")
    dates = _dates(_either(node, DATE_FIELDS), listed_on, notes)
    if (body is None) == (last is None and given is None):
        raise ValueError("it has the name of a person and of a body" if body else "it has no name")
    if body is None:
        if number:
            raise ValueError(f"a person has the IMO number {number}")
        return _person(last, given, aliases, title, dates)
    names = unique([*entity_names(body), *(read_aliases(aliases, Bearer()) if aliases else ())])
    if number:
        return Vessel(
            names=names,
            identifiers=(Identifier(value=number, type=IdentifierType.IMO, label="ShipIMONumber"),),
            vessel_type=title,
            built=parse_date(dates[0]) if dates else None,
        )
    if title:
        notes.append(title)
    return Organisation(names=names, founded=unique(dates))


def _person(last: str | None, given: str | None, aliases: str | None, title: str | None, dates: list[str]) -> Person:
    own = Name(
        text=" ".join(part for part in (given, last) if part),
        kind=NameKind.PRIMARY,
        parts=NameParts(given=given, family=last),
    )
    return Person(
        names=unique([own, *(read_aliases(aliases, Bearer(last, given)) if aliases else ())]),
        birth_dates=unique(dates),
        titles=(title,) if title else (),
    )


def _dates(text: str | None, listed_on: date | None, notes: list[str]) -> list[str]:
    """Return the dates in a field that may give several with `or` between them.

    Raises:
        ValueError: a part of it is no date.
    """
    if text is None:
        return []
    if early := _EARLY.match(text):
        notes.append(text)
        return [f"circa {early[1]}0 to {early[1]}4"]
    dates = [_with_century(part, listed_on) for part in _OR.split(text)]
    for part in dates:
        parse_date(part)
    return dates


def _with_century(text: str, listed_on: date | None) -> str:
    """Write a month such as `Sep-99` out, where the later century would be after the listing.

    >>> _with_century("Sep-99", date(2023, 2, 23)), _with_century("1972", None)
    ('Sep 1999', '1972')
    """
    short = _SHORT.match(text)
    if short and listed_on and 2000 + int(short[2]) > listed_on.year:
        return f"{short[1]} 19{short[2]}"
    return text
