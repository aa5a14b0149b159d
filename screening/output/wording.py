"""How results are worded for people, whatever the output: scores, dates, states, and text that cannot mislead."""

from __future__ import annotations

import unicodedata
from math import floor

from screening.dates import written
from screening.records import Listing
from screening.results import DatedListing, Hit, ListInfo, ScreeningResult
from screening.vocabulary import Confidence, ListingState, ListingStatus, WeakAliasPolicy

WEAK_ALIASES = {
    WeakAliasPolicy.IGNORE: "weak aliases ignored",
    WeakAliasPolicy.EXACT: "weak aliases by their exact form only",
    WeakAliasPolicy.FUZZY: "weak aliases like any other",
}


def visible(text: str) -> str:
    """Return text with every control and invisible character written out, so that no name can hide or reorder it.

    >>> visible("Maslov\\u202e\\x1b[2J")
    'Maslov<U+202E><U+001B>[2J'
    """
    if text.isprintable():
        return text
    return "".join(_visible_letter(letter) for letter in " ".join(text.split()))


def _visible_letter(letter: str) -> str:
    hidden = unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return f"<U+{ord(letter):04X}>" if hidden else letter


def shorten(text: str, letters: int) -> str:
    """Return text of at most so many letters, with an ellipsis where something was left out.

    >>> shorten("Wagner Group", 8)
    'Wagner …'
    """
    return text if len(text) <= letters else text[: letters - 1] + "…"


def score_text(score: float) -> str:
    """Return a score with three decimals, rounded down: it never looks certain, nor like a threshold it missed.

    >>> score_text(0.99997), score_text(0.6999)
    ('0.999', '0.699')
    """
    return f"{floor(score * 1000) / 1000:.3f}"


def points_text(points: float) -> str:
    """Return signed points with two decimals and a true minus sign.

    >>> points_text(2.125), points_text(-0.5), points_text(0.0)
    ('+2.12', '−0.50', '0.00')
    """
    if round(points, 2) == 0:
        return "0.00"
    return f"{points:+.2f}".replace("-", "−")


def count_text(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count_text(1, "hit"), count_text(13821, "entry", "entries")
    ('1 hit', '13,821 entries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed_on_text(listing: Listing) -> str:
    """Say when a party was listed, or what is known of it; a date that no source gives is never guessed.

    >>> from datetime import date
    >>> listed_on_text(Listing(authority="EU", list_id="eu", listed_by=date(2019, 1, 31)))
    'by 31 Jan 2019'
    >>> listed_on_text(Listing(authority="EU", list_id="eu"))
    'not published'
    """
    if listing.listed_on:
        return written(listing.listed_on)
    if listing.listed_after and listing.listed_by:
        return f"between {written(listing.listed_after)} and {written(listing.listed_by)}"
    if listing.listed_by:
        return f"by {written(listing.listed_by)}"
    if listing.listed_after:
        return f"after {written(listing.listed_after)}"
    return "not published"


def state_text(dated: DatedListing) -> str:
    """Say whether a listing is in force on the day asked about, and how sure that is.

    >>> from datetime import date
    >>> listing = Listing(authority="OFAC", list_id="ofac-sdn", delisted_on=date(2026, 2, 27), status="delisted")
    >>> state_text(DatedListing(listing, ListingState.DELISTED))
    'delisted 27 Feb 2026'
    """
    words = _state(dated)
    return f"{words}, unverified" if dated.listing.confidence is Confidence.UNVERIFIED else words


def _state(dated: DatedListing) -> str:
    listing, state = dated.listing, dated.state
    if state is ListingState.DELISTED:
        return f"delisted {written(listing.delisted_on)}" if listing.delisted_on else "delisted, day unknown"
    if state is ListingState.NOT_YET:
        return "not yet listed"
    if listing.status is ListingStatus.UNKNOWN:
        return "status unknown"
    if state is ListingState.UNCERTAIN:
        return "not known for that day"
    if listing.status is ListingStatus.WATCH:
        return "watch list only"
    if listing.delisted_on:
        return f"current then, delisted {written(listing.delisted_on)}"
    return "current"


def outcome_text(result: ScreeningResult) -> str:
    """Say in one sentence what was found on what; no hit is never called a clearance."""
    entries = count_text(sum(info.entries for info in result.lists), "entry", "entries")
    searched = f"{entries} of {count_text(len(result.lists), 'list')}"
    found = len(result.hits) + result.more_hits
    if found:
        return f"{count_text(found, 'hit')} at or above {result.threshold:.2f} on {searched}."
    return (
        f"No hit at or above {result.threshold:.2f} on {searched}. "
        "This is not a clearance: it speaks only of the lists below, as of their dates."
    )


def list_date_text(info: ListInfo) -> str:
    """Say of which day a list is.

    >>> list_date_text(ListInfo("x", "X", "X", None, "0" * 64, 1, 1))
    'date not published'
    """
    return written(info.date) if info.date else "date not published"


def flags(hit: Hit) -> tuple[str, ...]:
    """Return what a reviewer must know of a hit before anything else."""
    return tuple(
        text
        for applies, text in (
            (hit.weak_alias_only, "Weak alias only: the authority itself does not rely on this name."),
            (not hit.is_current, "No listing is in force: every listing below has ended."),
        )
        if applies
    )
