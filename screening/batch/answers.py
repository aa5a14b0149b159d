"""One row's result as the rows written for it: one for each hit, or one that says there is none, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from screening.results import DatedListing, Hit, ListInfo, ScreeningResult
from screening.vocabulary import ListingState

Value = str | int | float | None

ERROR = "error"
"""The outcome of a row that could not be screened; the others are those of `ScreeningOutcome`."""

ANSWERS = (
    "row",
    "outcome",
    "rank",
    "score",
    "band",
    "id",
    "name",
    "name_kind",
    "name_strength",
    "authorities",
    "programmes",
    "listed_on",
    "delisted_on",
    "references",
    "lists",
    "explanation",
    "searched",
    "warning",
    "error",
)
"""What is said of each row, in this order, after the columns of the input; `docs/batch.md` defines each."""

_NO_HIT: tuple[Value, ...] = (None,) * (ANSWERS.index("explanation") - ANSWERS.index("outcome"))
_SEPARATOR = "; "
_NOT_PUBLISHED = "not published"
SCORE_DIGITS = 6


def answer_columns(headers: Iterable[str], answers: Sequence[str] = ANSWERS) -> tuple[str, ...]:
    """Return the names of our columns, one for each answer, with a prefix that no column of the input uses.

    >>> answer_columns(["Name"])[:2], answer_columns(["Name", "Screening_Row"])[:2]
    (('screening_row', 'screening_outcome'), ('screening_2_row', 'screening_2_outcome'))
    """
    taken = {header.strip().casefold() for header in headers}
    prefix, number = "screening_", 1
    while any(prefix + answer in taken for answer in answers):
        number += 1
        prefix = f"screening_{number}_"
    return tuple(prefix + answer for answer in answers)


def searched_text(lists: Iterable[ListInfo]) -> str:
    """Return the lists that were searched, each with its date or, where it has none, the start of its hash."""
    return _SEPARATOR.join(f"{one.id} ({one.date or one.sha256[:12]})" for one in lists)


def answer_error(number: int, error: str, warnings: Sequence[str]) -> tuple[Value, ...]:
    """Return the one answer to a row that could not be screened."""
    return (number, ERROR, *_NO_HIT, None, _SEPARATOR.join(warnings) or None, error)


def answer_result(
    number: int, result: ScreeningResult, warnings: Sequence[str], searched: str
) -> Iterator[tuple[Value, ...]]:
    """Yield an answer for each hit, best first, or the one answer that there is no hit."""
    told = list(dict.fromkeys([*warnings, *result.notes]))
    if result.more_hits:
        told.append(f"{result.more_hits} more than the {len(result.hits)} hits shown")
    warning = _SEPARATOR.join(told) or None
    outcome = str(result.outcome)
    if not result.hits:
        yield (number, outcome, *_NO_HIT, searched, warning, None)
    for rank, hit in enumerate(result.hits, 1):
        yield (number, outcome, rank, *_hit_values(hit), searched, warning, None)


def _hit_values(hit: Hit) -> tuple[Value, ...]:
    listings = [dated.listing for dated in hit.listings]
    return (
        round(hit.score, SCORE_DIGITS),
        str(hit.band),
        hit.record.id,
        hit.name.text,
        str(hit.name.kind),
        str(hit.name.strength),
        _joined(listing.authority for listing in listings),
        _joined(listing.programme for listing in listings),
        _joined(str(listing.listed_on) if listing.listed_on else None for listing in listings),
        _delistings(hit.listings),
        _joined(listing.reference for listing in listings),
        _joined(listing.list_id for listing in listings),
        hit.explanation,
    )


def _delistings(listings: Sequence[DatedListing]) -> str:
    """Return when each listing ended, or its state; nothing at all when none has ended."""
    if not any(dated.listing.delisted_on or dated.state is ListingState.DELISTED for dated in listings):
        return ""
    return _joined(
        str(dated.listing.delisted_on)
        if dated.listing.delisted_on
        else (None if dated.state is ListingState.DELISTED else str(dated.state))
        for dated in listings
    )


def _joined(values: Iterable[str | None]) -> str:
    """Join one value a listing, so that the nth of each column belongs together."""
    return _SEPARATOR.join(value or _NOT_PUBLISHED for value in values)
