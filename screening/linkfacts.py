"""What is compared of a record to find the other records of its party; the rest of it need not be kept for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.dates import PartialDate
from screening.identifiers import STRONG_TYPES
from screening.records import EntityRecord, Person
from screening.vocabulary import EntityType, NameKind, NameStrength

SHORTEST_NUMBER = 5
"""Characters below which two numbers are the same by chance, or stand for nothing (`00`)."""
SEVERAL = "several lists"
"""What stands for the list of a record that gathers the listings of several, as those of the bundled list do."""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """Who a record is about, as far as that links it."""

    id: str
    entity_type: EntityType
    list_id: str
    """The list that it is an entry of, or `SEVERAL`."""
    numbers: tuple[str, ...]
    """By which authorities name the entry: those it gives and, of lists that give none, its place on the list."""
    identifiers: tuple[tuple[str, str | None], ...]
    """Its strong numbers, each behind its kind, and the country that gave it out where that is said."""
    births: tuple[PartialDate, ...]
    names: tuple[str, ...]
    full_names: tuple[str, ...]
    """Those that are neither weak nor from the press."""

    @property
    def is_person(self) -> bool:
        """Whether its names are read as those of persons."""
        return self.entity_type is EntityType.PERSON


def link_facts(record: EntityRecord) -> LinkFacts:
    """Return what is compared of a record."""
    party = record.party
    names = tuple(name.text for name in party.names)
    full = tuple(
        name.text for name in party.names if name.strength is NameStrength.STRONG and name.kind is not NameKind.PRESS
    )
    return LinkFacts(
        record.id,
        EntityType(party.entity_type),
        _list_of(record),
        tuple(dict.fromkeys(_numbers(record))),
        tuple(dict.fromkeys(_identifiers(record))),
        party.birth_dates if isinstance(party, Person) else (),
        names,
        names if full == names else full,
    )


def _list_of(record: EntityRecord) -> str:
    names = {listing.list_id for listing in record.listings}
    return min(names, default="") if len(names) < 2 else SEVERAL


def _numbers(record: EntityRecord) -> Iterator[str]:
    yield from record.cross_references
    for listing in record.listings:
        if listing.list_id == "au" and listing.reference:
            yield f"au:{listing.reference}"
        elif listing.list_id == "ca" and listing.reference and listing.listed_on:
            # An amendment gives a place to another party, so the day it was listed on belongs to it.
            yield f"ca:{' '.join(listing.reference.casefold().split())} of {listing.listed_on}"


def _identifiers(record: EntityRecord) -> Iterator[tuple[str, str | None]]:
    for identifier in record.party.identifiers:
        value = identifier.canonical
        if identifier.type in STRONG_TYPES and len(value) >= SHORTEST_NUMBER and len(set(value)) > 1:
            yield f"{identifier.type}:{value}", identifier.country
