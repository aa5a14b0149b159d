"""The closed sets of words that records and results use; `docs/concepts.md` defines each."""

from __future__ import annotations

from enum import StrEnum


class EntityType(StrEnum):
    """What a party is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"


class NameKind(StrEnum):
    """What the source says a name is to its party."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    ORIGINAL_SCRIPT = "original_script"
    PRESS = "press"
    """A spelling found in the press or a report; no authority prints it."""


class NameStrength(StrEnum):
    """How far the authority itself trusts an alias (OFAC FAQ 122–125, UN "Low", UK "Low quality")."""

    STRONG = "strong"
    WEAK = "weak"


class Gender(StrEnum):
    """Gender as the authority prints it."""

    MALE = "male"
    FEMALE = "female"


class ListingStatus(StrEnum):
    """What the newest source read says of a listing."""

    LISTED = "listed"
    DELISTED = "delisted"
    WATCH = "watch"
    """Named on an official watch list that is not a sanctions designation."""
    UNKNOWN = "unknown"


class ListingState(StrEnum):
    """What is known of a listing on one day."""

    CURRENT = "current"
    DELISTED = "delisted"
    NOT_YET = "not yet listed"
    UNCERTAIN = "not known"


class Confidence(StrEnum):
    """Whether a listing was read in a list copy or dated source, or is only inferred."""

    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"


class Band(StrEnum):
    """How strong a hit is, strongest first; thresholds are in the policy."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Outcome(StrEnum):
    """What one comparison says: silence and contradiction are never the same thing."""

    AGREES = "agrees"
    PARTIAL = "partial"
    CONFLICTS = "conflicts"
    MISSING = "missing"


class ScreeningOutcome(StrEnum):
    """What a screening found. There is no word for "clear": no hit is not a clearance."""

    HIT = "hit"
    NO_HIT = "no_hit"


class WeakAliasPolicy(StrEnum):
    """What a weak alias may do on its own."""

    IGNORE = "ignore"
    EXACT = "exact"
    FUZZY = "fuzzy"


AUTHORITY_IN_A_SENTENCE = {
    "EU": "the EU",
    "UK": "the UK",
    "UN": "the UN",
    "UN Security Council": "the UN Security Council",
}
"""Authorities whose short name takes an article in running text; all others are named as they are."""
