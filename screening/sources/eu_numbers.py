"""The documents and numbers of an entry of the EU's list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screening.identifiers import IdentifierType
from screening.records import Identifier, Name
from screening.sources.eu_places import country_of
from screening.sources.fields import Fields
from screening.sources.reading import Tally, unique

TYPES = {
    "birthcert": (IdentifierType.OTHER, "Birth certificate"),
    "drivinglicence": (IdentifierType.OTHER, "Driving licence"),
    "electionid": (IdentifierType.OTHER, "Election card"),
    "euvat": (IdentifierType.TAX, "EU VAT number"),
    "fiscalcode": (IdentifierType.TAX, "Fiscal code"),
    "id": (IdentifierType.NATIONAL_ID, "National identity card"),
    "imo": (IdentifierType.IMO, "IMO number"),
    "nationcert": (IdentifierType.OTHER, "Nationality certificate"),
    "other": (IdentifierType.OTHER, "Other number"),
    "passport": (IdentifierType.PASSPORT, "Passport"),
    "regnumber": (IdentifierType.REGISTRATION, "Registration number"),
    "residentperm": (IdentifierType.OTHER, "Residence permit"),
    "ssn": (IdentifierType.NATIONAL_ID, "Social security number"),
    "swiftbic": (IdentifierType.BIC, "SWIFT/BIC"),
    "taxid": (IdentifierType.TAX, "Tax number"),
    "tradelic": (IdentifierType.REGISTRATION, "Trade licence"),
    "travelcardid": (IdentifierType.OTHER, "Travel card"),
    "unssn": (IdentifierType.REGISTRATION, "Unified social credit number"),
}
"""The codes of the copy of May 2026, with a label where the EU prints none; `unssn` numbers have the form of China's
unified social credit code."""
FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "known to have expired",
    "knownFalse": "known to be false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by its issuer",
}
FACTS = {
    "issuedBy": "issued by",
    "issuedDate": "issued on",
    "issueDate": "issued on",
    "validFrom": "valid from",
    "validTo": "valid to",
    "region": "region",
}

_DIGIT = re.compile(r"\d")
"""Without one, what stands where a number should is words, such as `not known`, and no identifier."""
_SHIP_WEIGHTS = (7, 6, 5, 4, 3, 2)


def is_ship_number(identifier: Identifier) -> bool:
    """Whether a number is the IMO number of a ship, not of a company that owns or runs ships.

    >>> [is_ship_number(Identifier(value=value, type=IdentifierType.IMO)) for value in ("8514306", "5342883")]
    [True, False]

    Source: IMO resolution A.1117(30): the last digit is that of the sum of the first six times 7 to 2; numbers of ships
    that still sail begin with 7, 8 or 9, those of companies (IMO resolution MSC.160(78)) with 0 to 6.
    """
    digits = identifier.canonical
    if (
        identifier.type is not IdentifierType.IMO
        or not digits.isdecimal()
        or len(digits) != 7
        or digits[0] not in "789"
    ):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _SHIP_WEIGHTS, strict=False))
    return total % 10 == int(digits[6])


def numbers_of(
    blocks: Sequence[Fields], notes: list[str], tally: Tally
) -> tuple[tuple[Identifier, ...], tuple[Name, ...]]:
    """Return the identifiers, and the names that stand on documents; what else is said of them becomes notes."""
    found: list[Identifier] = []
    names: list[Name] = []
    for block in blocks:
        found += _numbers(block, names, notes, tally)
    return unique(found), unique(names)


def _numbers(block: Fields, names: list[Name], notes: list[str], tally: Tally) -> list[Identifier]:
    code = block.needed("identificationTypeCode")
    if code not in TYPES:
        raise ValueError(f"the identificationTypeCode {code!r} is unknown: expected {', '.join(TYPES)}")
    kind, plain = TYPES[code]
    label = block.take("identificationTypeDescription") or plain
    values = unique(text for key in ("number", "latinNumber") if (text := block.value(key, tally)))
    country = country_of(block)
    holder = block.value("nameOnDocument", tally)
    said = [words for flag, words in FLAGS.items() if block.flag(flag)]
    said += [f"{words} {text}" for key, words in FACTS.items() if (text := block.value(key, tally))]
    said += [f"in the name of {holder}"] if holder else []
    said += block.remarks
    block.finish(("logicalId", "regulationLanguage", "countryDescription"))
    if holder:
        names.append(Name(text=holder, note=f"on a document: {label}"))
    if said:
        notes.append(f"{' '.join((label, *values))}: {'; '.join(said)}")
    worded = [value for value in values if kind is not IdentifierType.BIC and not _DIGIT.search(value)]
    notes += [f"{label}: {value}" for value in worded]
    return [Identifier(value=value, type=kind, country=country, label=label) for value in values if value not in worded]
