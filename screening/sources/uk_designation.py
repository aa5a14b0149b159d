"""A designation of the UK's list, from whichever of its formats, and the record that it becomes.

Source: FCDO, UK Sanctions List, format guide, and copies of 2026; display name: Name1 to Name5, then Name6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from screening.records import PARTY_TYPES, Address, EntityRecord, Listing, Relation
from screening.sources.numbering import cross_references
from screening.sources.reading import CatalogueEntry, Tally, unique
from screening.sources.uk_dates import birth_date_of, day_of
from screening.sources.uk_names import names_of
from screening.sources.uk_numbers import numbers_of
from screening.sources.uk_places import country_of
from screening.vocabulary import EntityType, Gender

GROUPS = {
    "Name": (*(f"Name{place}" for place in range(1, 7)), "NameType", "AliasStrength"),
    "NonLatinName": ("NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage"),
    "Address": (*(f"AddressLine{place}" for place in range(1, 7)), "AddressPostalCode", "AddressCountry"),
    "Passport": ("PassportNumber", "PassportAdditionalInformation"),
    "NationalIdentifier": ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"),
    "Location": ("TownOfBirth", "CountryOfBirth"),
}
"""Values that belong together."""
SINGLE = (
    "LastUpdated",
    "DateDesignated",
    "UniqueID",
    "OFSIGroupID",
    "UNReferenceNumber",
    "RegimeName",
    "IndividualEntityShip",
    "DesignationSource",
    "SanctionsImposed",
    "ListedOn",
)
"""Values that a designation has once."""
REPEATED = (
    "OtherInformation",
    "UKStatementofReasons",
    "Title",
    "PhoneNumber",
    "EmailAddress",
    "Website",
    "DOB",
    "Nationality",
    "Gender",
    "Position",
    "TypeOfEntity",
    "Subsidiary",
    "ParentCompany",
    "BusinessRegistrationNumber",
    "IMONumber",
    "CurrentOwnerOperator",
    "PreviousOwnerOperator",
    "CurrentBelievedFlagOfShip",
    "PreviousFlag",
    "TypeOfShip",
    "TonnageOfShip",
    "LengthOfShip",
    "YearBuilt",
    "HullIdentificationNumber",
)
"""Values that a designation may have several of."""
NOTED = {
    "PhoneNumber": "phone",
    "EmailAddress": "email",
    "TypeOfEntity": "type of entity",
    "PreviousOwnerOperator": "previous owner or operator",
    "PreviousFlag": "previous flag",
    "LengthOfShip": "length",
}
"""Values with no field of their own: kept as notes."""
IGNORED = {
    "empty blocks": "the UK printed a name, address or number with nothing in it",
    "empty elements": "the UK printed an element that has no rule and nothing in it",
}
PARTY_TYPE = {"individual": EntityType.PERSON, "entity": EntityType.ORGANISATION, "ship": EntityType.VESSEL}
GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}

Group = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Designation:
    """What the UK prints of one party, each thing once."""

    key: str
    """Of the record's id."""
    values: dict[str, list[str]] = field(default_factory=dict)
    groups: dict[str, list[Group]] = field(default_factory=dict)
    in_force: list[str] = field(default_factory=list)
    """The measures that the indicators say are in force."""

    def add(self, name: str, text: str) -> None:
        """Add a value, unless it is there."""
        known = self.values.setdefault(name, [])
        if text not in known:
            known.append(text)

    def add_group(self, name: str, values: Mapping[str, str], tally: Tally) -> None:
        """Add values that belong together, unless they are there; ones with nothing in them are counted."""
        group = tuple((part, values[part]) for part in GROUPS[name] if part in values)
        said = [part for part, _ in group if part not in ("NameType", "AliasStrength")]
        known = self.groups.setdefault(name, [])
        if not said:
            tally.skip("empty blocks")
        elif group not in known:
            known.append(group)

    def one(self, name: str) -> str | None:
        """Return a value that is there once or not at all.

        Raises:
            ValueError: it is there in two forms.
        """
        found = self.values.get(name, [])
        if len(found) > 1:
            raise ValueError(f"its {name} is given as {' and as '.join(map(repr, found[:2]))}: expected one")
        return found[0] if found else None

    def needed(self, name: str) -> str:
        """Return a value that must be there once.

        Raises:
            ValueError: it is absent, or there in two forms.
        """
        text = self.one(name)
        if text is None:
            raise ValueError(f"it has no {name}")
        return text

    def all(self, name: str) -> list[str]:
        """Return the values of this name."""
        return self.values.get(name, [])

    def blocks(self, name: str) -> list[dict[str, str]]:
        """Return the groups of this name."""
        return [dict(group) for group in self.groups.get(name, [])]

    def label(self) -> str:
        """Return by what people find the designation in the file."""
        names = self.blocks("Name")
        first = [text for part, text in names[0].items() if part[-1].isdigit()] if names else []
        return " ".join((self.key, *first))


def record_of(found: Designation, spec: CatalogueEntry, tally: Tally, warnings: list[str]) -> EntityRecord:
    """Return the record of a designation.

    Raises:
        ValueError: something in it is missing, unknown or unreadable.
    """
    kind = found.needed("IndividualEntityShip")
    party_type = PARTY_TYPE.get(kind.casefold())
    if party_type is None:
        raise ValueError(f"{kind!r} is no kind of party known: expected {', '.join(PARTY_TYPE)}")
    notes = list(found.all("OtherInformation"))
    fields = _party(found, party_type, notes, warnings)
    notes += [f"{words}: {text}" for name, words in NOTED.items() for text in found.all(name)]
    ties = [
        *(Relation(type="subsidiary", target=text) for text in found.all("Subsidiary")),
        *(Relation(type="parent company", target=text) for text in found.all("ParentCompany")),
    ]
    return EntityRecord(
        id=f"uk-{found.key}",
        party=PARTY_TYPES[party_type](**fields),
        listings=(_listing(found, spec),),
        relations=unique(ties),
        notes=unique(notes),
        cross_references=cross_references(
            [
                *(("uk", number) for number in found.all("UniqueID")),
                ("ofsi", found.one("OFSIGroupID")),
                ("un", found.one("UNReferenceNumber")),
            ]
        ),
    )


def _listing(found: Designation, spec: CatalogueEntry) -> Listing:
    regime, designated = found.needed("RegimeName"), found.one("DateDesignated") or found.one("ListedOn")
    said = {
        "UN reference": found.one("UNReferenceNumber"),
        "OFSI group": found.one("OFSIGroupID"),
        "designated by": " and ".join(_split(found.one("DesignationSource"))),
        "on OFSI's list since": found.one("ListedOn"),
    }
    updated, references = found.all("LastUpdated"), found.all("UniqueID")
    return Listing(
        authority=spec.authority,
        list_id=spec.id,
        programme=regime,
        legal_basis=regime if "Regulations" in regime else None,
        measures=_measures(_split(found.one("SanctionsImposed")), found.in_force),
        reference=references[0] if len(references) == 1 else found.key,
        listed_on=day_of(designated) if designated else None,
        listed_on_note=None if designated else "not published for this entry",
        amended_on=max(map(day_of, updated), default=None),
        reason="\n".join(found.all("UKStatementofReasons")) or None,
        url=spec.page,
        note="; ".join(f"{words} {text}" for words, text in said.items() if text) or None,
    )


def _split(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split("|") if part.strip()]


def _measures(printed: Iterable[str], in_force: Iterable[str]) -> tuple[str, ...]:
    """Return the measures printed, and those that only an indicator says are in force.

    >>> _measures(["De-flag"], ["Deflag", "TravelBan"])
    ('De-flag', 'Travel Ban')
    """
    measures = list(printed)
    known = {_squashed(text) for text in measures}
    measures += [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text) for text in in_force if _squashed(text) not in known]
    return unique(measures)


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _party(found: Designation, party_type: EntityType, notes: list[str], warnings: list[str]) -> dict[str, Any]:
    lost = _Countries(found.key, notes, warnings)
    addresses = []
    for block in found.blocks("Address"):
        text, country = ", ".join(block.values()), block.get("AddressCountry")
        addresses.append(Address(text=text, country=lost.code(country, "address") if country else None))
    of_places = [address.country for address in addresses if address.country]
    own = [
        code
        for name, what in (("Nationality", "nationality"), ("CurrentBelievedFlagOfShip", "flag"))
        for text in found.all(name)
        if (code := lost.code(text, what))
    ]
    fields: dict[str, Any] = {
        "names": names_of(found.blocks("Name"), found.blocks("NonLatinName"), party_type is EntityType.PERSON),
        "countries": unique([*own, *of_places]),
        "identifiers": numbers_of(found, notes),
        "addresses": unique(addresses),
        "websites": unique(found.all("Website")),
    }
    built = found.all("YearBuilt")
    special: dict[str, Any] = {
        "titles": unique(found.all("Title")),
        "birth_dates": unique(birth_date_of(text) for text in found.all("DOB")),
        "birth_places": unique(", ".join(block.values()) for block in found.blocks("Location")),
        "gender": _gender(found),
        "positions": unique(found.all("Position")),
        "vessel_type": "; ".join(found.all("TypeOfShip")) or None,
        "owner": "; ".join(found.all("CurrentOwnerOperator")) or None,
        "tonnage": "; ".join(found.all("TonnageOfShip")) or None,
        "built": birth_date_of(built[0]) if len(built) == 1 else None,
    }
    allowed = PARTY_TYPES[party_type].model_fields
    for name, value in special.items():
        if name in allowed:
            fields[name] = value
        elif value:
            notes.append(f"{name.replace('_', ' ')}: {'; '.join(value) if isinstance(value, tuple) else value}")
    if len(built) > 1:
        notes.append(f"built: {' or '.join(built)}")
    return fields


@dataclass(frozen=True, slots=True)
class _Countries:
    """The countries of a designation, which the UK prints as free text: one that no table has is kept and said."""

    key: str
    notes: list[str]
    warnings: list[str]

    def code(self, text: str, what: str) -> str | None:
        """Return the code of a country, or `None` after a note and a warning."""
        code = country_of(text)
        if code is None:
            self.notes.append(f"{what}: {text}")
            self.warnings.append(f"{self.key}: the {what} {text!r} is no country known, and is kept as a note")
        return code


def _gender(found: Designation) -> Gender | None:
    text = found.one("Gender")
    if text is None:
        return None
    if text.casefold() not in GENDERS:
        raise ValueError(f"the gender {text!r} is unknown: expected Male or Female")
    return GENDERS[text.casefold()]
