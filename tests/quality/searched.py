"""Corpus parties as the records that are searched, and which of their names may be damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.dates import parse_date
from screening.names.scripts import Script
from screening.records import PARTY_TYPES, EntityRecord, Name
from screening.vocabulary import EntityType, NameStrength
from tests.quality.corpus import CorpusParty
from tests.quality.extract import words


def records_of(parties: Iterable[CorpusParty]) -> Iterator[EntityRecord]:
    """Yield the record of each party."""
    for party in parties:
        yield record_of(party)


def record_of(party: CorpusParty, without: frozenset[str] = frozenset()) -> EntityRecord:
    """Return the record of a party with all its names but those held out."""
    names = tuple(
        Name(text=name.text, kind=name.kind, strength=name.strength) for name in party.names if name.text not in without
    )
    fields: dict[str, object] = {"names": names, "countries": party.countries}
    if party.type is EntityType.PERSON:
        fields["birth_dates"] = tuple(date for date in party.birth_dates if is_date(date))
    return EntityRecord(id=party.id, party=PARTY_TYPES[party.type].model_validate(fields))


def is_date(text: str) -> bool:
    """Whether the library understands a date as published."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def damageable_names(party: CorpusParty) -> tuple[str, ...]:
    """Return the strong Latin names that perturbations start from.

    A person's must end in the surname that the list marks; any name has a word of four letters, and no number alone
    tells it from others.
    """
    return tuple(
        name.text
        for name in party.names
        if name.strength is NameStrength.STRONG
        and name.script is Script.LATIN
        and any(len(word) > 3 and word.isascii() and word.isalpha() for word in words(name.text))
        and (party.type is not EntityType.PERSON or (name.family and name.text.endswith(name.family)))
    )


def names_of_script(party: CorpusParty, script: Script) -> tuple[str, ...]:
    """Return the strong names in one other script, of two words or more."""
    return tuple(
        name.text
        for name in party.names
        if name.strength is NameStrength.STRONG and name.script is script and len(name.text.split()) > 1
    )
