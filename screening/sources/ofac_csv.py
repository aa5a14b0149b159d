"""OFAC's delimited lists, SDN and non-SDN: the rows of an entry become a record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.errors import EntryError
from screening.identifiers import IdentifierType
from screening.records import (
    PARTY_TYPES,
    Address,
    EntityRecord,
    Identifier,
    Name,
    NameParts,
)
from screening.sources.ofac_files import Row, read_set
from screening.sources.ofac_listing import ID_PREFIXES, Entered
from screening.sources.ofac_remarks import Remarks, country_of, read_remarks
from screening.sources.ofac_ties import with_ties
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, known, reason, unique
from screening.vocabulary import EntityType, NameKind

PARTY_TYPE = {
    "-0-": EntityType.ORGANISATION,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
ALIAS_KIND = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
REMARKS_LIMIT = 1000
"""Characters that fit into the remarks column; the rest is in the comments file."""

IGNORED = {
    "empty address rows": "OFAC prints an address row for every entry, even one with nothing in it",
    "prose that repeats the title": "the title column says the same, word for word",
    "comments on no entry": "the remarks they continue are not in this copy, so they belong to entries that have left",
}
_NULL = "-0-"


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read an OFAC set from its folder, or from any one of its four files beside the others.

    Raises:
        ListError: a file is missing, cut, damaged, of another format, or does not belong to the others.
    """
    found = read_set(path, spec, on_progress)
    aliases, addresses, comments = (t.by_entry() for t in (found.aliases, found.addresses, found.comments))
    tally, warnings = Tally(IGNORED), list(found.warnings)
    entries = {row[0] for row in found.main.rows}
    for number in comments:
        if number not in entries:
            tally.skip("comments on no entry")
            warnings.append(f"{found.comments.path.name} continues the remarks of entry {number}, which is not there")
    errors: list[EntryError] = []
    records: list[EntityRecord] = []
    for row in found.main.rows:
        number = row[0]
        comment = "".join(part[1] for part in comments.get(number, ()))
        entry = _Entry(row, aliases.get(number, ()), addresses[number], comment)
        try:
            records.append(entry.record(spec, tally, warnings))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=f"{number} ({row[1]})"))
    return Reading(
        records=with_ties(records, (), spec),
        errors=tuple(errors),
        files=found.paths,
        ignored=tally.ignored(),
        warnings=tuple(warnings),
    )


def _value(cell: str) -> str | None:
    """Return what a cell says; OFAC's null is `-0-` with or without a space behind it."""
    text = " ".join(cell.split())
    return None if text in (_NULL, "") else text


@dataclass(frozen=True, slots=True)
class _Entry:
    """The rows of one entry from all four files."""

    main: Row
    aliases: tuple[Row, ...]
    addresses: tuple[Row, ...]
    comment: str

    def record(self, spec: CatalogueEntry, tally: Tally, warnings: list[str]) -> EntityRecord:
        """Build the record.

        Raises:
            ValueError: something in the entry is not as OFAC writes it.
        """
        number, title, text = self.main[0], _value(self.main[4]), self.main[11]
        cut = len(text) == REMARKS_LIMIT and not self.comment and not text.endswith(".")
        if cut:
            warnings.append(f"the remarks of entry {number} stop at {REMARKS_LIMIT:,} characters and are not continued")
        said = read_remarks("" if _value(text) is None else text + self.comment, cut=cut)
        if said.problems:
            raise ValueError("; ".join(said.problems))
        warnings.extend(f"entry {number}: {warning}" for warning in said.warnings)
        titles = tuple(title.split("; ")) if title else ()
        notes = [note for note in said.notes if note not in titles]
        for _ in range(len(said.notes) - len(notes)):
            tally.skip("prose that repeats the title")
        party_type = known(PARTY_TYPE, self.main[2].strip(), "party type")
        fields = self._party(said, party_type, titles, notes, tally)
        return EntityRecord(
            id=f"{ID_PREFIXES[spec.id]}-{number}",
            party=PARTY_TYPES[party_type](**fields),
            listings=Entered(number, "CSV", self._programmes()).listings(spec, said),
            relations=unique(said.relations),
            cross_references=(f"ofac:{number}",),
            notes=unique(notes),
        )

    def _party(
        self, said: Remarks, party_type: EntityType, titles: tuple[str, ...], notes: list[str], tally: Tally
    ) -> dict[str, Any]:
        addresses, places = self._addresses(notes, tally)
        flag = _value(self.main[9])
        own = [code for code in [country_of(flag) if flag else None] if code]
        fields: dict[str, Any] = {
            "names": self._names(said, party_type),
            "countries": unique([*said.countries, *own, *places]),
            "identifiers": list(unique(said.identifiers)),
            "addresses": unique(addresses),
            "websites": unique(said.websites),
        }
        call_sign, kind, tonnage, gross, _, owner = (_value(cell) for cell in self.main[5:11])
        leftover: dict[str, Any] = {
            "titles": titles,
            "birth_dates": unique(said.birth_dates),
            "birth_places": unique(said.birth_places),
            "gender": said.gender,
            "founded": unique(said.founded),
            "built": said.built,
            "model": said.model,
            "operator": said.operator,
            "vessel_type": kind,
            "owner": owner,
            "tonnage": _tonnage(tonnage, gross),
        }
        if call_sign:
            fields["identifiers"] = [
                Identifier(value=call_sign, type=IdentifierType.CALL_SIGN, label="Call sign"),
                *unique(said.identifiers),
            ]
        allowed = PARTY_TYPES[party_type].model_fields
        for name, value in leftover.items():
            if name in allowed:
                fields[name] = value
            elif value:
                notes.append(f"{name.replace('_', ' ')}: {'; '.join(value) if isinstance(value, tuple) else value}")
        return fields

    def _names(self, said: Remarks, party_type: EntityType) -> list[Name]:
        primary = _value(self.main[1])
        if primary is None:
            raise ValueError("it has no name")
        names = [Name(text=primary, kind=NameKind.PRIMARY, parts=_parts(primary, party_type))]
        for _, _, kind, text, remark in self.aliases:
            name = _value(text)
            if name is None:
                raise ValueError("an alias has no name in it")
            names.append(
                Name(
                    text=name,
                    kind=known(ALIAS_KIND, kind.strip(), "kind of alias"),
                    parts=_parts(name, party_type),
                    note=_value(remark),
                )
            )
        return list(unique([*names, *said.names]))

    def _addresses(self, notes: list[str], tally: Tally) -> tuple[list[Address], list[str]]:
        found, places = [], []
        for row in self.addresses:
            *lines, country, remark = (_value(cell) for cell in row[2:])
            text = ", ".join(line for line in (*lines, country) if line)
            code = country_of(country) if country else None
            if text:
                found.append(Address(text=text, country=code))
            elif remark is None:
                tally.skip("empty address rows")
            if code:
                places.append(code)
            if remark:
                notes.append(f"address: {remark}")
        return found, places

    def _programmes(self) -> list[str]:
        printed = _value(self.main[3])
        if printed is None:
            raise ValueError("it has no programme")
        return printed.removeprefix("[").removesuffix("]").split("] [")


def _parts(text: str, party_type: EntityType) -> NameParts | None:
    """Split a person's `LAST, First Middle`; a name with another number of commas is left whole."""
    family, comma, given = text.partition(", ")
    if party_type is not EntityType.PERSON or not comma or "," in given or not family or not given:
        return None
    return NameParts(family=family, given=given)


def _tonnage(deadweight: str | None, gross: str | None) -> str | None:
    stated = [f"{value} {unit}" for value, unit in ((deadweight, "deadweight"), (gross, "gross")) if value]
    return ", ".join(stated) or None
