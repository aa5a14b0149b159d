"""The bundled lists: hand-checked TOML, one file a party, every fact with its sources.

A list is a folder. `list.toml` says what it is, its as-of date, counts and checksum; `sources.toml` explains each
source key; every other `.toml` file is one party, and its name without the ending is the record's id. Nothing is read
past: an unknown key, an unexplained source, a wrong count or a changed byte is an error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from screening.errors import ListError
from screening.identifiers import IdentifierType
from screening.records import (
    PARTY_TYPES,
    Address,
    Citation,
    CountryCode,
    EntityRecord,
    Frozen,
    Identifier,
    Listing,
    Name,
    Relation,
    Text,
)
from screening.results import ListInfo
from screening.sources.bundled_files import (
    LIST_FILE,
    checksum_of,
    faults_named,
    parse_toml,
    read_contents,
    read_list_file,
    stated_info,
)
from screening.sources.numbering import cross_references
from screening.vocabulary import EntityType, Gender

SOURCES_FILE = "sources.toml"

NUMBERS = {
    "ch": {"ch": r"SSID (\d+)"},
    "eu": {"eu": r"EU\.\d+\.\d+"},
    "ofac-sdn": {"ofac": r"OFAC UID (\d+)"},
    "uk": {"uk": r"\b[A-Z]{3}\d{4}\b", "ofsi": r"OFSI group ID (\d+)"},
}
"""The numbers of other lists' entries in the references of their listings, by list and by who gives them out."""
CITED = {
    "birth_dates": "birth_date",
    "death_date": "death_date",
    "birth_places": "birth_place",
    "nationalities": "nationality",
    "positions": "position",
    "founded": "founded",
    "identifiers": "identifier",
    "addresses": "address",
    "websites": "website",
    "notes": "note",
}
"""Facts of a party file that have no room for their sources on the record, and the field of the citation for each."""


def _latin_unless_said(rows: object) -> object:
    """Give each name of a party file its script: Latin where the file says none."""
    if not isinstance(rows, list):
        return rows
    return [{"script": "Latin", **row} if isinstance(row, dict) else row for row in rows]


Sources = Annotated[tuple[Text, ...], Field(min_length=1)]


class _Fact(Frozen):
    value: Text
    sources: Sources


class _Place(_Fact):
    country: CountryCode | None = None


class _Nationality(_Place):
    country: CountryCode


class _Number(_Place):
    type: IdentifierType
    label: str | None = None


class _Note(Frozen):
    """A remark on the record; one that something was looked for and not found has no source to name."""

    value: Text
    sources: tuple[Text, ...] = ()


class _PartyFile(Frozen):
    """What a party file may say."""

    entity_type: EntityType
    gender: Gender | None = None
    names: Annotated[tuple[Name, ...], BeforeValidator(_latin_unless_said)]
    birth_dates: tuple[_Fact, ...] = ()
    death_date: _Fact | None = None
    birth_places: tuple[_Fact, ...] = ()
    nationalities: tuple[_Nationality, ...] = ()
    positions: tuple[_Fact, ...] = ()
    founded: tuple[_Fact, ...] = ()
    identifiers: tuple[_Number, ...] = ()
    addresses: tuple[_Place, ...] = ()
    websites: tuple[_Fact, ...] = ()
    listings: tuple[Listing, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[_Note, ...] = ()


class _Source(Frozen):
    """One row of the sources table."""

    kind: Literal["primary", "derived", "web", "article"]
    description: Text
    pointer: Text


def read_bundled(folder: Path) -> tuple[ListInfo, tuple[EntityRecord, ...]]:
    """Return a bundled list and its records in order of their ids.

    >>> from screening.sources.bundled_files import bundled_folder
    >>> info, records = read_bundled(bundled_folder() / "wagner-network")
    >>> info.entries == len(records)
    True

    Raises:
        ListError: a file cannot be read in full, or checksum or counts are not those of `list.toml`.
    """
    stated, contents = read_list_file(folder), read_contents(folder)
    if (found := checksum_of(contents)) != stated.sha256:
        raise ListError(
            f"the checksum of its files is {found}, expected {stated.sha256} as {LIST_FILE} says",
            list_id=stated.id,
            path=folder,
        )
    records = _read_parties(folder, contents, stated.id)
    for what, number in _counts(records).items():
        if number != (expected := getattr(stated, what)):
            raise ListError(
                f"it has {number} {what}, expected {expected} as {LIST_FILE} says", list_id=stated.id, path=folder
            )
    return stated_info(stated), records


def refresh(folder: Path) -> None:
    """Rewrite the counts and the checksum in `list.toml` after an edit of the list's other files.

    Raises:
        ListError: one of the files cannot be read in full.
    """
    contents = read_contents(folder)
    records = _read_parties(folder, contents, read_list_file(folder).id)
    text = (folder / LIST_FILE).read_text(encoding="utf-8")
    for key, value in {**_counts(records), "sha256": f'"{checksum_of(contents)}"'}.items():
        text = re.sub(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    (folder / LIST_FILE).write_text(text, encoding="utf-8", newline="\n")


def _counts(records: tuple[EntityRecord, ...]) -> dict[str, int]:
    return {
        "entries": len(records),
        "names": sum(len(record.party.names) for record in records),
        "listings": sum(len(record.listings) for record in records),
    }


def _read_parties(folder: Path, contents: dict[str, bytes], list_id: str) -> tuple[EntityRecord, ...]:
    with faults_named(list_id, folder / SOURCES_FILE):
        rows = parse_toml(contents.get(SOURCES_FILE, b""))
        sources = frozenset(key for key, row in rows.items() if _Source.model_validate(row))
    ids = {Path(name).stem for name in contents if name != SOURCES_FILE}
    return tuple(
        _read_party(folder / f"{key}.toml", contents[f"{key}.toml"], list_id, sources, ids) for key in sorted(ids)
    )


def _read_party(path: Path, content: bytes, list_id: str, sources: frozenset[str], ids: set[str]) -> EntityRecord:
    with faults_named(list_id, path):
        file = _PartyFile.model_validate(parse_toml(content))
        for fact, cited in _cited(file):
            for source in cited:
                if source.partition(":")[0] not in sources:
                    raise _FaultError(f"{fact} cites {source!r}, which {SOURCES_FILE} does not explain")
        for relation in file.relations:
            if relation.target_id is not None and relation.target_id not in ids:
                raise _FaultError(f"no party of this list has the id {relation.target_id!r}")
        return _record(path.stem, file)


def _cited(file: _PartyFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each fact's place in the file and its sources; names, listings and relations must have one as well."""
    for field in ("names", "listings", "relations"):
        for number, fact in enumerate(getattr(file, field), start=1):
            if not fact.sources:
                raise _FaultError(f"{field} {number} has no sources")
            yield f"{field} {number}", fact.sources
    for field in CITED:
        for number, fact in enumerate(_facts(file, field), start=1):
            yield f"{field} {number}", fact.sources


def _facts(file: _PartyFile, field: str) -> tuple[Any, ...]:
    facts = getattr(file, field)
    return facts if isinstance(facts, tuple) else (facts,) if facts else ()


def _record(key: str, file: _PartyFile) -> EntityRecord:
    return EntityRecord(
        id=key,
        party=PARTY_TYPES[file.entity_type](**_party_fields(file)),
        listings=file.listings,
        relations=file.relations,
        citations=tuple(
            Citation(field=citation, value=fact.value, sources=fact.sources)
            for field, citation in CITED.items()
            for fact in _facts(file, field)
        ),
        notes=tuple(note.value for note in file.notes),
        cross_references=cross_references(
            (giver, number)
            for listing in file.listings
            for giver, pattern in NUMBERS.get(listing.list_id, {}).items()
            for number in re.findall(pattern, listing.reference or "")
        ),
    )


def _party_fields(file: _PartyFile) -> dict[str, Any]:
    """Return the fields of the party that the file gives; one that its kind of party does not have is then refused.

    The countries are those of the nationalities and, as an organisation has none, of an organisation's addresses.
    """
    seats = file.addresses if file.entity_type is EntityType.ORGANISATION else ()
    fields: dict[str, Any] = {
        "names": file.names,
        "gender": file.gender,
        "countries": tuple(dict.fromkeys(fact.country for fact in (*file.nationalities, *seats) if fact.country)),
        "birth_dates": _values(file.birth_dates),
        "death_date": file.death_date.value if file.death_date else None,
        "birth_places": _values(file.birth_places),
        "positions": _values(file.positions),
        "founded": _values(file.founded),
        "identifiers": tuple(
            Identifier(value=number.value, type=number.type, country=number.country, label=number.label)
            for number in file.identifiers
        ),
        "addresses": tuple(Address(text=place.value, country=place.country) for place in file.addresses),
        "websites": _values(file.websites),
    }
    return {name: value for name, value in fields.items() if value}


def _values(facts: Iterable[_Fact]) -> tuple[str, ...]:
    return tuple(fact.value for fact in facts)


class _FaultError(ValueError):
    """A fault in a file, found after its shape was checked."""


if __name__ == "__main__":
    refresh(Path(sys.argv[1]))
