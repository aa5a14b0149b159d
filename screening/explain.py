"""A hit in one plain sentence: who, by which name, what agrees and differs, and who listed them, when, under what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import log

from screening.dates import written
from screening.records import EntityRecord, Listing, Name
from screening.results import AlignedPart, Contribution, DatedListing, Ledger, Relation
from screening.vocabulary import (
    AUTHORITY_IN_A_SENTENCE,
    Confidence,
    ListingState,
    ListingStatus,
    NameKind,
    NameStrength,
    Outcome,
)

_ALIKE = {
    Relation.EQUIVALENT: "is a form of",
    Relation.SPELLING: "is a spelling of",
    Relation.TRANSLITERATED: "is read as",
    Relation.NEAR: "is near",
    Relation.JOINED: "is, joined,",
    Relation.INITIAL: "fits the initial of",
}


def explain_hit(
    query: str,
    record: EntityRecord,
    name: Name,
    parts: Sequence[AlignedPart],
    ledger: Iterable[Contribution],
    listings: Sequence[DatedListing],
) -> str:
    """Return the sentence that a reviewer reads first."""
    who = f"“{query}” may be {record.party.primary_name} ({record.party.entity_type})"
    through = "" if name.text == record.party.primary_name else f", {_kind(name)} “{name.text}”"
    return f"{who}{through}: {explain_parts(parts, ledger)}; {explain_listings(listings)}."


def explain_parts(parts: Sequence[AlignedPart], ledger: Iterable[Contribution]) -> str:
    """Say in words what agrees and what differs, name first, then context."""
    phrases = []
    same = [part.query for part in parts if part.relation is Relation.EXACT]
    if same:
        phrases.append(f"{_series(same)} {'agrees' if len(same) == 1 else 'agree'}")
    phrases += [f"{part.query} {_ALIKE[part.relation]} {part.record}" for part in parts if part.relation in _ALIKE]
    for relation, verb in (
        (Relation.MISSING, "missing from the query"),
        (Relation.EXTRA, "only in the query"),
    ):
        if alone := [part.record or part.query for part in parts if part.relation is relation]:
            phrases.append(f"{_series(alone)} {'is' if len(alone) == 1 else 'are'} {verb}")
    if against := [part for part in parts if part.relation is Relation.CONTRADICTS]:
        own = [part.query for part in against if part.query]
        other = [part.record for part in against if part.record]
        phrases.append(f"{_series(own)} {'stands' if len(own) == 1 else 'stand'} against {_series(other)}")
    for line in ledger:
        if not line.feature.startswith("name") and line.outcome is not Outcome.MISSING:
            verb = "agrees with" if line.outcome is Outcome.AGREES else "differs from"
            phrases.append(f"{line.feature} {line.query} {verb} {line.record}")
    return ", ".join(phrases) or "nothing agrees"


def sensitivity(ledger: Ledger, threshold: float) -> str:
    """Say what would have to change for a hit to be none: how far the total is above the threshold, and which single
    lines of the ledger carry it there.

    >>> line = Contribution("name: agreeing parts", Outcome.AGREES, 2.0, "Ivan", "Ivan", "")
    >>> sensitivity(Ledger((line,)), 0.7)
    '1.15 points above the threshold; no hit without “agreeing parts” (+2.00)'
    >>> sensitivity(Ledger((line, line)), 0.9)
    '1.80 points above the threshold; no hit without “agreeing parts” (+2.00) or “agreeing parts” (+2.00)'
    >>> sensitivity(Ledger(()), 0.7)
    '0.85 points below the threshold: no hit'
    """
    if not 0.0 < threshold < 1.0:
        return ""  # no total is at 0 or 1
    margin = ledger.total - log(threshold / (1.0 - threshold))
    if margin < 0.0:
        return f"{-margin:.2f} points below the threshold: no hit"
    carrying = [line for line in ledger.lines if line.points > margin]
    without = " or ".join(f"“{line.feature.removeprefix('name: ')}” (+{line.points:.2f})" for line in carrying)
    change = f"no hit without {without}" if carrying else "no single line carries it there"
    return f"{margin:.2f} points above the threshold; {change}"


def explain_listings(listings: Sequence[DatedListing]) -> str:
    """Name every authority, programme and date.

    >>> explain_listings([])
    'not on any list'
    """
    if not listings:
        return "not on any list"
    clauses = []
    for verb, wanted in _GROUPS:
        group = [dated for dated in listings if wanted(dated)]
        by_authority = [
            f"by {_authority(authority)} {_series(_programmes(list(own)))}"
            for authority, own in groupby(sorted(group, key=_order), key=lambda dated: dated.listing.authority)
        ]
        if by_authority:
            clauses.append(f"{verb} {', '.join(by_authority)}")
    return "; ".join(clauses)


def _is_watch(dated: DatedListing) -> bool:
    return dated.listing.status is ListingStatus.WATCH


_GROUPS = (
    ("listed", lambda dated: dated.state is ListingState.CURRENT and not _is_watch(dated)),
    ("possibly listed", lambda dated: dated.state is ListingState.UNCERTAIN and not _is_watch(dated)),
    ("on a watch list, not sanctioned,", _is_watch),
    ("no longer listed, removed", lambda dated: dated.state is ListingState.DELISTED and not _is_watch(dated)),
)


def _order(dated: DatedListing) -> tuple[str, str, str]:
    listing = dated.listing
    return listing.authority, str(listing.listed_on or "9999"), listing.programme or ""


def _authority(name: str) -> str:
    return AUTHORITY_IN_A_SENTENCE.get(name, name)


def _programmes(own: Sequence[DatedListing]) -> list[str]:
    """Return what one authority's listings say, each once: several lists may tell of one and the same listing.

    Of two that name one programme the one without a date is not said where the other, in another record, has one.
    """
    told = {(dated.listing.programme, dated.record_id) for dated in own if _is_dated(dated)}
    said = [
        _programme(dated)
        for dated in own
        if _is_dated(dated)
        or not any(programme == dated.listing.programme and key != dated.record_id for programme, key in told)
    ]
    return list(dict.fromkeys(said))


def _is_dated(dated: DatedListing) -> bool:
    listing = dated.listing
    return bool(listing.listed_on or listing.listed_by or listing.delisted_on)


def _programme(dated: DatedListing) -> str:
    listing = dated.listing
    under = f"({listing.programme or listing.legal_basis or 'programme not published'}) "
    doubt = ", unverified" if listing.confidence is Confidence.UNVERIFIED else ""
    if dated.state is ListingState.DELISTED:
        gone = f"on {written(listing.delisted_on)}" if listing.delisted_on else "on a date not published"
        since = f", listed since {written(listing.listed_on)}" if listing.listed_on else ""
        return f"{under}{gone}{since}{doubt}"
    return f"{under}{_since(listing)}{doubt}"


def _since(listing: Listing) -> str:
    if listing.listed_on:
        return f"on {written(listing.listed_on)}"
    if listing.listed_after and listing.listed_by:
        return f"between {written(listing.listed_after)} and {written(listing.listed_by)}"
    if listing.listed_by:
        return f"by {written(listing.listed_by)} at the latest"
    return "on a date not published"


def _kind(name: Name) -> str:
    if name.strength is NameStrength.WEAK:
        return "through the weak alias"
    return {
        NameKind.PRIMARY: "listed as",
        NameKind.FORMER: "formerly",
        NameKind.ORIGINAL_SCRIPT: "in its own script",
        NameKind.PRESS: "in the press",
    }.get(name.kind, "alias")


def _series(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
