"""Identifiers in the one form in which two of them can be compared."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

_SEPARATORS = re.compile(r"[^0-9A-Za-z]+")
_IMO = re.compile(r"^(?:IMO)?(\d{7})$")


class IdentifierType(StrEnum):
    """What kind of number it is; two known, different kinds never agree."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    TAX = "tax"
    REGISTRATION = "registration"
    IMO = "imo"
    MMSI = "mmsi"
    CALL_SIGN = "call_sign"
    TAIL_NUMBER = "tail_number"
    BIC = "bic"
    LEI = "lei"
    WALLET = "wallet"
    OTHER = "other"


STRONG_TYPES = frozenset(IdentifierType) - {IdentifierType.OTHER, IdentifierType.CALL_SIGN}
"""Kinds that name one party: agreement alone raises a hit."""


def canonical(value: str, kind: IdentifierType | None = None) -> str:
    """Return an identifier without separators, in capitals; wallets keep their case where it has meaning.

    >>> canonical("7709 448-606"), canonical("IMO 9187667", IdentifierType.IMO)
    ('7709448606', '9187667')
    >>> canonical("149w62rY42aZBox8fGcmqNsXUzSStKeq8C", IdentifierType.WALLET)
    '149w62rY42aZBox8fGcmqNsXUzSStKeq8C'

    Source: base58 addresses are case-sensitive (Bitcoin wiki, "Base58Check encoding").
    """
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", value))
    if kind is IdentifierType.WALLET:
        return bare.lower() if bare[:2].lower() == "0x" else bare
    upper = bare.upper()
    if found := _IMO.match(upper):
        return found[1]
    return upper
