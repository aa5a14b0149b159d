"""Where and when: addresses, birth dates and birth places of an entry of the EU's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.dates import parse_date
from screening.records import Address
from screening.reference import country_code
from screening.sources.fields import Fields
from screening.sources.reading import Tally, unique

UNKNOWN_COUNTRY = "00"
UNKNOWN_COUNTRY_NAME = "UNKNOWN"
CALENDARS = ("GREGORIAN", "ISLAMIC")
BIRTH_DETAILS = ("birthdate", "dayOfMonth", "monthOfYear", "year", "yearRangeFrom", "yearRangeTo")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a party is reached."""

    addresses: tuple[Address, ...]
    countries: tuple[str, ...]
    websites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Births:
    """When and where a person was born."""

    dates: tuple[str, ...]
    places: tuple[str, ...]


def country_of(block: Fields) -> str | None:
    """Take the country's code; `00` is the EU's word for unknown.

    Raises:
        ValueError: it is no country's code.
    """
    code = block.take("countryIso2Code")
    return None if code in (None, UNKNOWN_COUNTRY) else country_code(code)


def _country_name(block: Fields) -> str | None:
    name = block.take("countryDescription")
    return None if name == UNKNOWN_COUNTRY_NAME else name


def _text(block: Fields, names: Sequence[str], tally: Tally) -> str:
    parts = [block.value(name, tally) for name in names]
    return ", ".join(part for part in (*parts, _country_name(block)) if part)


def places_of(blocks: Sequence[Fields], notes: list[str], tally: Tally) -> Places:
    """Return addresses, their countries and websites; other ways of contact and remarks become notes."""
    addresses: list[Address] = []
    websites: list[str] = []
    for block in blocks:
        country = country_of(block)
        if box := block.value("poBox", tally):
            block.values["poBox"] = box if "box" in box.casefold() else f"P.O. Box {box}"
        text = _text(block, ("street", "poBox", "zipCode", "city", "place", "region"), tally)
        said = ["as at the time of listing"] if block.flag("asAtListingTime") else []
        for key, value in block.contacts:
            if key.casefold() == "web":
                websites.append(value)
            else:
                said.append(f"{key.lower()} {value}".strip())
        notes += [f"address{f' {text}' if text else ''}: {remark}" for remark in (*said, *block.remarks)]
        block.finish(("logicalId", "regulationLanguage"))
        if text:
            addresses.append(Address(text=text, country=country))
    countries = unique(address.country for address in addresses if address.country)
    return Places(unique(addresses), countries, unique(websites))


def births_of(blocks: Sequence[Fields], notes: list[str], tally: Tally) -> Births:
    """Return birth dates and birth places; what cannot be told as a date of our calendar becomes notes.

    Raises:
        ValueError: a calendar is unknown, a country is none, or a date cannot be read.
    """
    dates: list[str] = []
    places: list[str] = []
    for block in blocks:
        country_of(block)
        place = _text(block, ("zipCode", "city", "place", "region"), tally)
        found = _birth_dates(block, notes)
        notes += [f"birth{f' {found[0]}' if found else ''}: {remark}" for remark in block.remarks]
        block.finish(("logicalId", "regulationLanguage"))
        dates += found
        if place:
            places.append(place)
    return Births(unique(dates), unique(places))


def _birth_dates(block: Fields, notes: list[str]) -> list[str]:
    """Return the date as text that `parse_date` reads; two where the day and its parts contradict each other.

    A day in the Islamic calendar is taken from `birthdate`, which the EU converts. Without that it is only noted: it
    does not say whether the year is a lunar or a solar one.
    """
    calendar, circa = block.take("calendarType") or CALENDARS[0], block.flag("circa")
    whole, day, month, year, first, last = (block.take(name) for name in BIRTH_DETAILS)
    if calendar not in CALENDARS:
        raise ValueError(f"the calendarType {calendar!r} is unknown: expected {' or '.join(CALENDARS)}")
    parts = "-".join(part if part == year else part.zfill(2) for part in (year, month, month and day) if part)
    if calendar != CALENDARS[0]:
        printed = parts or " to ".join(part for part in (first, last) if part)
        notes.append(f"birth date in the Islamic calendar: {printed}{f', which is {whole}' if whole else ''}")
        texts = [whole] if whole else []
    elif whole:
        texts = [whole] if not year or whole.startswith(parts) else [whole, parts]
    elif year:
        texts = [parts]
    elif first and last:
        texts = [f"{first} to {last}"]
    else:
        told = [
            f"{name} {text}"
            for name, text in zip(BIRTH_DETAILS, (whole, day, month, year, first, last), strict=True)
            if text
        ]
        notes += [f"birth date: {', '.join(told)}"] if told else []
        texts = []
    texts = [f"circa {text}" if circa else text for text in texts]
    for text in texts:
        parse_date(text)
    return texts
