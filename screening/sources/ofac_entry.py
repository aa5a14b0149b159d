"""What OFAC's XML formats share: the facts of one entry, under OFAC's names for them, become a record.

A fact is put as OFAC prints it in the remarks of its CSV files and read by the same reader: all formats say the same.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, Address, EntityRecord, Identifier, Name
from screening.sources.ofac_listing import ID_PREFIXES, Entered
from screening.sources.ofac_names import printed_name
from screening.sources.ofac_remarks import IDENTIFIERS, MEASURES, NOTES, Remarks, country_of, read_remarks
from screening.sources.reading import CatalogueEntry, Tally, unique
from screening.vocabulary import EntityType, NameKind, NameStrength

PARTY_TYPE = {
    "Individual": EntityType.PERSON,
    "Entity": EntityType.ORGANISATION,
    "Vessel": EntityType.VESSEL,
    "Aircraft": EntityType.AIRCRAFT,
}
AS_REMARKED = {
    "Birthdate": "DOB",
    "Place of Birth": "POB",
    "Nationality Country": "nationality",
    "Citizenship Country": "citizen",
}
"""What the remarks call a feature that the XML files name otherwise; all others bear one name in all formats."""
COLUMNS = {
    "Title": "titles",
    "VESSEL TYPE": "vessel_type",
    "Vessel Call Sign": "call_sign",
    "Vessel Flag": "flag",
    "Vessel Gross Registered Tonnage": "gross",
    "Vessel Owner": "owner",
    "Vessel Tonnage": "deadweight",
}
"""Features that have a column of their own in the CSV files."""
ADDRESS_LINES = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
ADDRESS_TOWN = ("CITY", "STATE/PROVINCE", "POSTAL CODE")
REGION = "REGION"
"""A region is printed where the country stands, and in its place."""
IGNORED = {
    "empty addresses": "OFAC prints an address for every entry, even one with nothing in it",
    "prose that repeats the title": "the title says the same, word for word",
}

_REMARKED = (
    "Aircraft Manufacture Date",
    "Aircraft Model",
    "Aircraft Operator",
    "Former Vessel Flag",
    "Gender",
    "Nationality of Registration",
    "Organization Established Date",
    "Other Vessel Flag",
    "Registration Country",
    "Vessel Year of Build",
    "Website",
    *AS_REMARKED.values(),
)
_FAMILIES = re.compile(
    r"Executive Order \d+ (?:Directive )?(?:Determination|[Ii]nformation)\b|Digital Currency Address - \w+$|"
    r"(?:Listing|Effective|Purchase/Sales For Divestment) Date \("
)
_NUMBERED = re.compile(r"[A-Z].*(?:No\.|Number|number|Code|ID|Identification|#)$")
_TIED = re.compile(r"\((Linked To: .+?)\)(?=;|\s*\(|\.?$)")


def _bare(label: str) -> str:
    return label.rstrip(" :#-")


_KNOWN = frozenset(map(_bare, (*IDENTIFIERS, *MEASURES, *NOTES, *_REMARKED)))


def printed_period(first: tuple[date, date], last: tuple[date, date], *, circa: bool) -> str:
    """Return a date as OFAC prints it, from the days in which it begins and those in which it ends.

    >>> printed_period((date(1955, 3, 1), date(1955, 3, 31)), (date(1956, 3, 1), date(1956, 3, 31)), circa=False)
    'Mar 1955 to Mar 1956'
    >>> printed_period((date(1957, 1, 1),) * 2, (date(1957, 12, 31),) * 2, circa=True)
    'circa 1957'
    """
    if first[0] == first[1] and last[0] == last[1]:
        text = _printed(first[0], last[1])
    else:
        text = f"{_printed(*first)} to {_printed(*last)}"
    return f"circa {text}" if circa else text


def _printed(first: date, last: date) -> str:
    month = calendar.month_abbr[first.month]
    if first == last:
        return f"{first.day:02d} {month} {first.year}"
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return str(first.year)
    month_end = calendar.monthrange(last.year, last.month)[1]
    if (first.year, first.month, first.day, last.day) == (last.year, last.month, 1, month_end):
        return f"{month} {first.year}"
    return f"{_printed(first, first)} to {_printed(last, last)}"


@dataclass(slots=True)
class OfacEntry:
    """What one entry says, as it is taken from the file."""

    uid: str
    party_type: EntityType
    source: str
    """The format, for sentences: `XML`, `ADVANCED`, `ENHANCED`."""
    names: list[Name] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    listed_on: date | None = None
    """The first day on this list."""
    authorities: list[str] = field(default_factory=list)
    imposed: list[str] = field(default_factory=list)
    """Measures that the format names beside those in the remarks."""
    remarks: str | None = None
    warnings: list[str] = field(default_factory=list)
    _items: list[str] = field(default_factory=list)
    _columns: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _addresses: list[tuple[str, str | None]] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _others: list[Identifier] = field(default_factory=list)

    def take_name(
        self, parts: Iterable[tuple[str, str]], kind: NameKind, strength: NameStrength, **printed: str | None
    ) -> None:
        """Take a name from its parts; `script` says which script it is in, `text` how OFAC prints it.

        Raises:
            ValueError: a part is of no kind known, or there is none.
        """
        self.names.append(printed_name(tuple(parts), kind, strength, self.party_type, **printed))

    def take_fact(self, label: str, value: str) -> None:
        """Take a feature under OFAC's name for it.

        Raises:
            ValueError: the name is unknown.
        """
        label = label.replace("’", "'")
        if label in COLUMNS:
            self._columns[COLUMNS[label]].append(value)
            return
        label = AS_REMARKED.get(label, label)
        if not (_bare(label) in _KNOWN or _FAMILIES.match(label) or _NUMBERED.match(label)):
            raise ValueError(f"{label!r} is no kind of fact known: {value!r}")
        self._items.append(f"{label} {value}")

    def take_document(
        self, label: str, number: str, country: str | None, issued: str | None, expires: str | None
    ) -> None:
        """Take an identity document or registration; a kind not seen before is kept, with a warning.

        Raises:
            ValueError: the country is unknown.
        """
        if country:
            country_of(country)
        said = [f"({country})" if country else None, issued and f"issued {issued}", expires and f"expires {expires}"]
        if _bare(label) in _KNOWN or _NUMBERED.match(label):
            self._items.append(" ".join(part for part in (label, number, *said) if part))
            return
        self.warnings.append(f"{label!r} is no kind of number known: kept as one of another kind")
        code = country_of(country) if country else None
        self._others.append(Identifier(value=number, type=IdentifierType.OTHER, country=code, label=label))

    def take_address(self, parts: Mapping[str, str], country: str | None) -> None:
        """Take an address from its parts, by OFAC's names for them, and its country as printed.

        Raises:
            ValueError: a part is of no kind known, or the country is none.
        """
        if strange := set(parts) - {*ADDRESS_LINES, *ADDRESS_TOWN, REGION}:
            raise ValueError(f"{min(strange)!r} is no part of an address known")
        if REGION in parts:
            country = f"{REGION.title()}: {parts[REGION]}"
        city, province, postal = map(parts.get, ADDRESS_TOWN)
        place = " ".join(part for part in (", ".join(part for part in (city, province) if part), postal) if part)
        text = ", ".join(part for part in (*map(parts.get, ADDRESS_LINES), place, country) if part)
        self._addresses.append((text, country_of(country) if country else None))

    def take_note(self, note: str) -> None:
        """Keep something that has no field of its own, word for word."""
        self._notes.append(note)

    def record(self, spec: CatalogueEntry, tally: Tally, warnings: list[str]) -> EntityRecord:
        """Build the record.

        Raises:
            ValueError: something in the entry is not as OFAC writes it.
        """
        if sum(name.kind is NameKind.PRIMARY for name in self.names) != 1:
            raise ValueError("it does not have one primary name")
        if not self.programmes:
            raise ValueError("it has no programme")
        said = read_remarks(self._as_remarks())
        if said.problems:
            raise ValueError("; ".join(said.problems))
        warnings.extend(f"entry {self.uid}: {warning}" for warning in (*self.warnings, *said.warnings))
        titles = unique(part for title in self._columns["titles"] for part in title.split("; "))
        notes = [note for note in said.notes if note not in titles]
        for _ in range(len(said.notes) - len(notes)):
            tally.skip("prose that repeats the title")
        fields = self._party(said, titles, notes, tally)
        return EntityRecord(
            id=f"{ID_PREFIXES[spec.id]}-{self.uid}",
            party=PARTY_TYPES[self.party_type](**fields),
            listings=Entered(
                self.uid, self.source, self.programmes, self.listed_on, self.authorities, self.imposed
            ).listings(spec, said),
            relations=unique(said.relations),
            cross_references=(f"ofac:{self.uid}",),
            notes=unique([*notes, *self._notes]),
        )

    def _as_remarks(self) -> str:
        """Return the facts as one text; OFAC's own remarks come last, as they do there."""
        text = "; ".join(self._items)
        if self.remarks:
            return "; ".join(part for part in (text, _TIED.sub(r"; \1", self.remarks)) if part)
        return f"{text}." if text.endswith(".") else text

    def _party(self, said: Remarks, titles: tuple[str, ...], notes: list[str], tally: Tally) -> dict[str, Any]:
        flags = [code for flag in self._columns["flag"] if (code := country_of(flag))]
        calls = [
            Identifier(value=sign, type=IdentifierType.CALL_SIGN, label="Call sign")
            for sign in self._columns["call_sign"]
        ]
        for text, _ in self._addresses:
            if not text:
                tally.skip("empty addresses")
        weights = [
            f"{value} {unit}"
            for column, unit in (("deadweight", "deadweight"), ("gross", "gross"))
            for value in self._columns[column]
        ]
        fields: dict[str, Any] = {
            "names": unique(sorted(self.names, key=_rank)),
            "countries": unique([*said.countries, *flags, *(code for _, code in self._addresses if code)]),
            "identifiers": unique([*calls, *said.identifiers, *self._others]),
            "addresses": unique(Address(text=text, country=code) for text, code in self._addresses if text),
            "websites": unique(said.websites),
        }
        own: dict[str, Any] = {
            "titles": titles,
            "birth_dates": unique(said.birth_dates),
            "birth_places": unique(said.birth_places),
            "gender": said.gender,
            "founded": unique(said.founded),
            "built": said.built,
            "model": said.model,
            "operator": said.operator,
            "vessel_type": ", ".join(self._columns["vessel_type"]),
            "owner": ", ".join(self._columns["owner"]),
            "tonnage": ", ".join(weights),
        }
        allowed = PARTY_TYPES[self.party_type].model_fields
        for name, value in own.items():
            if name in allowed:
                fields[name] = value or None if isinstance(value, str) else value
            elif value:
                notes.append(f"{name.replace('_', ' ')}: {'; '.join(value) if isinstance(value, tuple) else value}")
        return fields


def _rank(name: Name) -> tuple[bool, bool]:
    return name.kind is not NameKind.PRIMARY, name.strength is NameStrength.WEAK


def is_own(list_name: str, spec: CatalogueEntry) -> bool:
    """Whether one of OFAC's lists is, or is part of, the list that is read: all but the SDN list make up the other."""
    return (list_name == "SDN List") == (spec.id == "ofac-sdn")
