"""One OpenSanctions target, with all that other entities say of it, as a record."""

from __future__ import annotations

from typing import Any

from screening.identifiers import IdentifierType
from screening.records import PARTY_TYPES, Address, EntityRecord, Identifier, Listing, Name, NameParts, Relation
from screening.sources.numbering import opensanctions_references
from screening.sources.opensanctions_graph import Entity, Graph
from screening.sources.opensanctions_listing import listing_of, listings_without_sanction
from screening.sources.opensanctions_terms import (
    COUNTRIES,
    GENDERS,
    IDENTIFICATIONS,
    IDENTIFIERS,
    LINKS,
    NAMES,
    NOTED,
    OWN_IDENTIFIERS,
    PARTIES,
    POINTERS,
    SAID_OF_SCHEMA,
    TECHNICAL,
    country_of,
)
from screening.sources.opensanctions_values import Values, moment
from screening.sources.reading import Tally, unique
from screening.vocabulary import EntityType, NameKind, NameStrength

_STREET = ("postOfficeBox", "street", "street2", "postalCode", "city", "region", "state")
_ADDRESS_NOTED = ("remarks", "latitude", "longitude", "osmId", "googlePlaceId", "notes", "summary", "description")
_LINK_WORDS = (
    "relationship", "role", "percentage", "sharesCount", "sharesValue", "sharesCurrency", "sharesType", "legalBasis",
    "ownershipType", "secretary", "status", "summary", "description", "date", "recordId", "namesMentioned", "amount",
    "amountEur", "amountUsd", "currency", "constituency", "politicalGroup", "declarationDate", "electionDate",
    "periodStart", "periodEnd", "sourceUrl",
)  # fmt: skip
_PAPER_WORDS = ("authority", "startDate", "endDate", "date", "recordId", "summary", "description", "sourceUrl")
_FULL_NAME = ("firstName", "lastName", "fatherName")


def record_of(entity: Entity, graph: Graph, list_id: str, tally: Tally) -> EntityRecord:
    """Return a target as a record.

    Raises:
        ValueError: something in it, or in what is joined to it, is unknown or unreadable.
    """
    kind, values = PARTIES[entity.schema], Values(entity)
    values.notes += [SAID_OF_SCHEMA[entity.schema]] if entity.schema in SAID_OF_SCHEMA else []
    about = graph.about.get(entity.id, [])
    names = _names(entity, values)
    countries = values.countries(*COUNTRIES)
    identifiers = [
        *_identifiers(values, kind),
        *_own_ids(entity),
        *_papers(about, values, tally),
        *_wallets(about, tally),
    ]
    addresses = _addresses(values, graph, tally)
    posts = [end for tie in about if tie.schema == "Occupancy" for end in tie.ends("post")]
    fields: dict[str, Any] = {
        "names": names,
        "countries": unique([*countries, *(address.country for address in addresses if address.country)]),
        "identifiers": unique(identifiers),
        "addresses": addresses,
        "websites": values.all("website"),
    }
    relations = [*_pointers(values, graph), *_ties(entity, about, values, graph, tally)]
    fields |= _own_fields(kind, values, [graph.caption(post) for post in posts], graph)
    listings = _listings(entity, about, values, list_id, tally)
    values.finish(NOTED, TECHNICAL, tally)
    return EntityRecord(
        id=f"{list_id}-{entity.id}",
        party=PARTY_TYPES[kind](**fields),
        listings=listings,
        relations=unique(relations),
        cross_references=opensanctions_references((entity.id, *entity.referents)),
        notes=unique(values.notes),
    )


def _names(entity: Entity, values: Values) -> tuple[Name, ...]:
    """Return the names, the caption first; a name that is only the entity's own first or last name is weak."""
    bits = {bit.casefold() for name in ("firstName", "lastName") for bit in entity.properties.get(name, ())}
    found: dict[str, Name] = {}
    for property_name, (kind, strength) in NAMES.items():
        for text in values.all(property_name):
            weak = strength is NameStrength.WEAK or text.casefold() in bits
            found.setdefault(text, Name(text=text, kind=kind, strength=NameStrength.WEAK if weak else strength))
    full = (text for text, name in found.items() if name.strength is NameStrength.STRONG)
    primary = next(full, entity.caption) if entity.caption.casefold() in bits else entity.caption
    found.pop(primary, None)
    return (Name(text=primary, kind=NameKind.PRIMARY, parts=_parts(entity, primary)), *found.values())


def _parts(entity: Entity, primary: str) -> NameParts | None:
    """Return the parts of the primary name, where each is published once and stands in it."""
    given, family, patronymic = (entity.properties.get(name, ()) for name in _FULL_NAME)
    bits = [bits for bits in (given, family, patronymic) if bits]
    if not (given and family) or any(len(bit) > 1 or bit[0] not in primary for bit in bits):
        return None
    return NameParts(given=given[0], family=family[0], patronymic=patronymic[0] if patronymic else None)


def _identifiers(values: Values, kind: EntityType) -> list[Identifier]:
    return [
        Identifier(value=number, type=OWN_IDENTIFIERS.get((kind, name), usual), label=name)
        for name, usual in IDENTIFIERS.items()
        for number in values.all(name)
    ]


def _own_ids(entity: Entity) -> list[Identifier]:
    referents = [other for other in entity.referents if other != entity.id]
    return [
        Identifier(value=entity.id, label="OpenSanctions id"),
        *(Identifier(value=other, label="OpenSanctions referent") for other in referents),
    ]


def _papers(about: list[Entity], values: Values, tally: Tally) -> list[Identifier]:
    """Return passports and other papers that are entities of their own."""
    found: list[Identifier] = []
    for paper in (entity for entity in about if entity.schema in IDENTIFICATIONS):
        own = Values(paper)
        own.all("holder")
        countries = own.countries("country")
        numbers, personal = own.all("number", "passportNumber"), own.all("personalNumber")
        kind = IdentifierType.PASSPORT if paper.schema == "Passport" else IdentifierType.OTHER
        called = own.first("type") or paper.schema
        country = countries[0] if len(countries) == 1 else None
        found += [Identifier(value=number, type=kind, country=country, label=called) for number in numbers]
        found += [Identifier(value=one, type=IdentifierType.NATIONAL_ID, country=country) for one in personal]
        own.finish((*_PAPER_WORDS, "surname", "givenName", "birthDate", "birthPlace", "gender"), TECHNICAL, tally)
        values.notes += [f"{called} {', '.join(numbers)}: {note}" for note in own.notes]
    return found


def _wallets(about: list[Entity], tally: Tally) -> list[Identifier]:
    found: list[Identifier] = []
    for wallet in (entity for entity in about if entity.schema == "CryptoWallet"):
        own = Values(wallet)
        keys, currency = own.all("publicKey", "cryptoAddress"), own.first("currencySymbol")
        found += [Identifier(value=key, type=IdentifierType.WALLET, label=currency or "CryptoWallet") for key in keys]
        own.all("holder", *NAMES, "topics", "country")
        own.finish((*NOTED, "accountId", "programId", "program"), TECHNICAL, tally)
    return found


def _addresses(values: Values, graph: Graph, tally: Tally) -> tuple[Address, ...]:
    found = [Address(text=text) for text in values.all("address")]
    for key in values.all("addressEntity"):
        if key not in graph.entities:
            raise ValueError(f"its address {key!r} is not in the file")
        own = Values(graph.entities[key])
        full, parts = own.first("full"), own.all(*_STREET)
        own.all("name")
        countries = own.countries("country")
        own.finish(_ADDRESS_NOTED, TECHNICAL, tally)
        text = full or ", ".join(parts) or graph.caption(key)
        found.append(Address(text=text, country=countries[0] if len(countries) == 1 else None))
        values.notes += [f"Address {text}: {note}" for note in own.notes]
    known = {address.text for address in found if address.country}
    return unique(address for address in found if address.country or address.text not in known)


def _pointers(values: Values, graph: Graph) -> list[Relation]:
    return [
        Relation(type=name, target=graph.caption(key), target_id=key)
        for name in sorted(POINTERS)
        for key in values.entity.ends(name)
    ]


def _ties(entity: Entity, about: list[Entity], values: Values, graph: Graph, tally: Tally) -> list[Relation]:
    """Return what the links say of an entity, from its own side, with role and dates in brackets."""
    found: list[Relation] = []
    for tie in (other for other in about if other.schema in LINKS):
        start, end, forward, backward = LINKS[tie.schema]
        own = Values(tie)
        sides = own.all(start), own.all(end)
        said = list(own.all("relationship", "role"))
        said += [
            f"{word} {day}" for word, name in (("from", "startDate"), ("to", "endDate")) for day in own.dates(name)
        ]
        own.finish(_LINK_WORDS, TECHNICAL, tally)
        details = f" ({'; '.join([*said, *own.notes])})" if said or own.notes else ""
        for here, there, words in ((sides[0], sides[1], forward), (sides[1], sides[0], backward)):
            if entity.id in here:
                found += [Relation(type=words + details, target=graph.caption(key), target_id=key) for key in there]
                values.notes += [] if there else [f"{tie.schema}, the other end not said{details}"]
    return found


def _own_fields(kind: EntityType, values: Values, posts: list[str], graph: Graph) -> dict[str, Any]:
    """Return the facts that only one kind of party has."""
    owners, operators = (values.all(name) for name in ("owner", "operator"))
    values.all("parent")
    match kind:
        case EntityType.PERSON:
            genders = values.all("gender")
            values.note("gender", (gender for gender in genders if gender not in GENDERS or len(genders) > 1))
            deaths = values.all("deathDate")
            values.note("deathDate", deaths[1:])
            return {
                "birth_dates": values.dates("birthDate"),
                "birth_places": (*values.all("birthPlace"), *_birth_countries(values)),
                "death_date": moment(deaths[0]) if deaths else None,
                "gender": GENDERS.get(genders[0]) if len(genders) == 1 else None,
                "titles": values.all("title"),
                "positions": unique([*values.all("position"), *posts]),
            }
        case EntityType.ORGANISATION:
            values.note("type", values.all("type"))
            return {"founded": values.dates("incorporationDate")}
        case EntityType.VESSEL:
            values.note("model", values.all("model"))
            return {
                "vessel_type": values.first("type"),
                "owner": graph.caption(owners[0]) if owners else None,
                "tonnage": values.first("tonnage", "grossRegisteredTonnage"),
                "built": _built(values),
            }
        case EntityType.AIRCRAFT:
            values.note("type", values.all("type"))
            return {
                "model": values.first("model"),
                "operator": graph.caption(operators[0]) if operators else None,
                "built": _built(values),
            }


def _birth_countries(values: Values) -> list[str]:
    return [country_of(code)[0] or code for code in values.all("birthCountry")]


def _built(values: Values) -> Any:
    built = values.first("buildDate")
    return moment(built) if built else None


def _listings(entity: Entity, about: list[Entity], values: Values, list_id: str, tally: Tally) -> tuple[Listing, ...]:
    sanctions = [other for other in about if other.schema == "Sanction"]
    if not sanctions:
        return listings_without_sanction(entity, values, list_id)
    for name in ("program", "programId"):
        values.note(name, values.all(name))
    return tuple(listing_of(sanction, entity, list_id, tally) for sanction in sanctions)
