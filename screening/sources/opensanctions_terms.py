"""The words of OpenSanctions' data model, and what each is to us.

Source: FollowTheMoney, the schemata and properties of its public model (version 4).
The topics are those of OpenSanctions.
"""

from __future__ import annotations

import re

from screening.identifiers import IdentifierType
from screening.reference import country_codes
from screening.vocabulary import EntityType, Gender, NameKind, NameStrength

PARTIES = {
    "Person": EntityType.PERSON,
    "LegalEntity": EntityType.ORGANISATION,
    "Organization": EntityType.ORGANISATION,
    "Company": EntityType.ORGANISATION,
    "PublicBody": EntityType.ORGANISATION,
    "CryptoWallet": EntityType.ORGANISATION,
    "Vessel": EntityType.VESSEL,
    "Airplane": EntityType.AIRCRAFT,
}
SAID_OF_SCHEMA = {
    "LegalEntity": "OpenSanctions does not say whether this is a person or an organisation",
    "CryptoWallet": "a wallet, whose holder is not said",
}
"""Notes of records whose kind is only the nearest that we have."""

LINKS = {
    "Associate": ("person", "associate", "associate", "associate of"),
    "Debt": ("debtor", "creditor", "debtor of", "creditor of"),
    "Directorship": ("director", "organization", "director of", "directed by"),
    "Employment": ("employee", "employer", "employed by", "employer of"),
    "Family": ("person", "relative", "relative", "relative of"),
    "Membership": ("member", "organization", "member of", "has as a member"),
    "Occupancy": ("holder", "post", "holds or held the post", "held by"),
    "Ownership": ("owner", "asset", "owner of", "owned by"),
    "Representation": ("agent", "client", "agent of", "represented by"),
    "Succession": ("predecessor", "successor", "succeeded by", "successor of"),
    "UnknownLink": ("subject", "object", "linked to", "linked to"),
}
"""Ties: the properties of either end, and what each end is to the other."""
IDENTIFICATIONS = frozenset({"Identification", "Passport"})
THINGS = frozenset({"BankAccount", "Documentation", "Event", "Project", "RealEstate", "Security", "Vehicle"})
"""Schemata of what is neither a party nor about one alone."""
JOINED = frozenset({"Address", "Position", "Sanction", *LINKS, *IDENTIFICATIONS})

IGNORED = {
    "parties that are no target": "they are in the file because a target is tied to them, and are among its relations",
    "things that are no party": "securities, cars, accounts and the like have no names to be screened",
    "ties, addresses and posts of no target": "nobody who is listed is tied to them",
    "technical values": "when and whence the publisher fetched a page says nothing about the party",
}

NAMES = {
    "name": (NameKind.ALIAS, NameStrength.STRONG),
    "alias": (NameKind.ALIAS, NameStrength.STRONG),
    "previousName": (NameKind.FORMER, NameStrength.STRONG),
    "weakAlias": (NameKind.ALIAS, NameStrength.WEAK),
    "abbreviation": (NameKind.ALIAS, NameStrength.WEAK),
}
"""Properties that are names; the one that is the caption is the primary name."""
COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag", "pastFlags")
GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}

IDENTIFIERS = {
    "passportNumber": IdentifierType.PASSPORT,
    "idNumber": IdentifierType.NATIONAL_ID,
    "socialSecurityNumber": IdentifierType.NATIONAL_ID,
    "taxNumber": IdentifierType.TAX,
    "vatCode": IdentifierType.TAX,
    "innCode": IdentifierType.TAX,
    "irsCode": IdentifierType.TAX,
    "voenCode": IdentifierType.TAX,
    "registrationNumber": IdentifierType.REGISTRATION,
    "ogrnCode": IdentifierType.REGISTRATION,
    "uscCode": IdentifierType.REGISTRATION,
    "imoNumber": IdentifierType.IMO,
    "mmsi": IdentifierType.MMSI,
    "callSign": IdentifierType.CALL_SIGN,
    "leiCode": IdentifierType.LEI,
    "swiftBic": IdentifierType.BIC,
    "publicKey": IdentifierType.WALLET,
    "cryptoAddress": IdentifierType.WALLET,
} | dict.fromkeys(
    (
        "accountId", "bikCode", "brightQueryId", "brightQueryOrgId", "bvdId", "cageCode", "cikCode", "coatoCode",
        "crsNumber",
        "dunsCode", "fnsCode", "fssCode", "giiNumber", "icaoCode", "icijId", "ipoCode", "isinCode", "jibCode",
        "kppCode",
        "licenseNumber", "mbsCode", "npiCode", "okpoCode", "permId", "pfrNumber", "ricCode", "sayariId", "serialNumber",
        "ticker", "uniqueEntityId", "wikidataId",
    ),
    IdentifierType.OTHER,
)  # fmt: skip
"""Properties that are numbers or codes; the label of each is the property's name."""
OWN_IDENTIFIERS = {
    (EntityType.AIRCRAFT, "registrationNumber"): IdentifierType.TAIL_NUMBER,
    (EntityType.ORGANISATION, "idNumber"): IdentifierType.REGISTRATION,
}
"""What a property is on one kind of party alone."""

NOTED = frozenset(
    {
        "appearance", "balance", "balanceDate", "biography", "blockchain", "caemCode", "capital", "classification",
        "creationDate", "currencySymbol", "custodyType", "deadweightTonnage", "deregistrationDate", "description",
        "dissolutionDate", "education", "email", "ethnicity", "eyeColor", "fatherName", "firstName", "hairColor",
        "height",
        "keywords", "lastName", "legalForm", "managingExchange", "manufacturer", "middleName", "motherName",
        "nameChangeDate", "nameSuffix", "navigationArea", "notes", "okopfCode", "oksmCode", "okvedCode",
        "opencorporatesUrl",
        "pastTypes", "phone", "political", "profession", "registrationDate", "registrationPort", "religion",
        "secondName",
        "sector", "sourceUrl", "spokenLanguage", "status", "summary", "taxStatus", "topics", "weight", "wikipediaUrl",
        "amount", "amountEur", "amountUsd", "currency",
    }
)  # fmt: skip
"""Properties of a party that become notes, `label: value`."""
TECHNICAL = frozenset(
    {
        "alephUrl",
        "createdAt",
        "indexText",
        "modifiedAt",
        "proof",
        "publisher",
        "publisherUrl",
        "retrievedAt",
        "riskSource",
    }
)
POINTERS = frozenset({"owner", "operator", "parent"})
"""Properties of a party that name another."""
OWN_RULES = frozenset(
    {
        "address", "addressEntity", "birthCountry", "birthDate", "birthPlace", "buildDate", "deathDate", "gender",
        "grossRegisteredTonnage", "holder", "incorporationDate", "model", "position", "program", "programId", "title",
        "tonnage", "type", "website",
    }
)  # fmt: skip
"""Properties of a party that have a rule of their own."""
OF_PARTIES = frozenset({*NAMES, *COUNTRIES, *IDENTIFIERS, *NOTED, *TECHNICAL, *POINTERS, *OWN_RULES})

INVERSE = {
    "agencyClient": "agent",
    "agentRepresentation": "client",
    "associates": "person",
    "associations": "associate",
    "bankAccounts": "bank",
    "cryptoWallets": "holder",
    "debtCreditor": "creditor",
    "debtDebtor": "debtor",
    "directorshipDirector": "director",
    "directorshipOrganization": "organization",
    "documentedBy": "entity",
    "employees": "employer",
    "employers": "employee",
    "eventsInvolved": "involved",
    "eventsOrganized": "organizer",
    "familyPerson": "person",
    "familyRelative": "relative",
    "identification": "holder",
    "membershipMember": "member",
    "membershipOrganization": "organization",
    "occupancies": "post",
    "operatedVehicles": "operator",
    "ownedVehicles": "owner",
    "ownershipAsset": "asset",
    "ownershipOwner": "owner",
    "positionOccupancies": "holder",
    "positions": "organization",
    "predecessors": "successor",
    "sanctions": "entity",
    "securities": "issuer",
    "subsidiaries": "parent",
    "successors": "predecessor",
    "things": "addressEntity",
    "unknownLinkFrom": "object",
    "unknownLinkTo": "subject",
}
"""What nested files call a property seen from its other end, and the property: it need not be printed there too."""
FORWARD = frozenset(INVERSE.values())
"""Properties whose values are other entities."""

HISTORIC = {"suhh": "SU", "yucs": "YU", "cshh": "CS", "csxx": "CS", "xk": "XK"}
NO_COUNTRY = {
    "eu": "the European Union",
    "zz": "no one country",
    "ddde": "the German Democratic Republic",
    "x-so": "South Ossetia",
}

_SUBDIVISION = re.compile(r"([a-z]{2})-[a-z0-9]{2,4}$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def label(name: str) -> str:
    """Return a property's name as words.

    >>> label("registrationPort")
    'Registration port'
    """
    return _HUMP.sub(" ", name).lower().capitalize()


def country_of(code: str) -> tuple[str | None, str | None]:
    """Return the country that a code stands for, and a note if that is not all it says.

    >>> country_of("ru"), country_of("ua-cri"), country_of("eu")
    (('RU', None), ('UA', 'part of a country: ua-cri'), (None, 'country as published: the European Union'))

    Raises:
        ValueError: no such code is known.

    Source: FollowTheMoney's country type: ISO 3166-1, historic codes, and parts of countries with a hyphen.
    """
    lower = code.lower()
    if lower in NO_COUNTRY:
        return None, f"country as published: {NO_COUNTRY[lower]}"
    if lower in HISTORIC:
        return HISTORIC[lower], None
    if lower.upper() in country_codes():
        return lower.upper(), None
    part = _SUBDIVISION.match(lower)
    if part and part[1].upper() in country_codes():
        return part[1].upper(), f"part of a country: {lower}"
    raise ValueError(f"the country code {code!r} is unknown")
