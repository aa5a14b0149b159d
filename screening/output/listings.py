"""Who listed a party, under what, when, and whether that still stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from screening.dates import written
from screening.output.layout import fitted_table
from screening.output.wording import count_text, listed_on_text, state_text, visible
from screening.results import DatedListing
from screening.vocabulary import ListingState

FOLDED_ABOVE = 15
"""A party with more listings than this gets one line an authority and state, unless all are asked for."""
ENDED = {ListingState.DELISTED, ListingState.NOT_YET}


class Line(NamedTuple):
    """One line of the listings table."""

    authority: str
    programme: str
    listed_on: str
    state: str
    reference: str
    style: str


def render_listings(listings: Sequence[DatedListing], as_of: date | None, *, every_line: bool) -> RenderableType:
    """Return the listings by authority, in the record's order; those that have ended are dim and say so."""
    if not listings:
        return Text("None: the record is on a list without listings.", style="dim")
    groups: dict[str, list[DatedListing]] = {}
    for dated in listings:
        groups.setdefault(dated.listing.authority, []).append(dated)
    fold = len(listings) > FOLDED_ABOVE and not every_line
    rows = [row for group in groups.values() for row in (_folded(group) if fold else map(_row, group))]
    return _table(rows, as_of)


def ended_text(listings: Sequence[DatedListing]) -> str:
    """Say how many listings have ended, if any has."""
    ended = sum(dated.state is ListingState.DELISTED for dated in listings)
    return f"{ended} of {len(listings)} ended" if ended else ""


def _table(lines: Sequence[Line], as_of: date | None) -> RenderableType:
    rows, above = [], ""
    for line in lines:
        authority = "" if line.authority == above else visible(line.authority)
        listed_on = line.listed_on.replace(" and ", "\nand ")
        cells = (
            authority,
            visible(line.programme),
            listed_on,
            line.state.replace(", ", ",\n"),
            visible(line.reference),
        )
        rows.append([Text(cell, line.style) for cell in cells])
        above = line.authority
    titles = ("Authority", "Programme", "Listed on", f"On {written(as_of)}" if as_of else "State", "Reference")
    return fitted_table(titles, rows)


def _row(dated: DatedListing) -> Line:
    listing = dated.listing
    return Line(
        listing.authority,
        listing.programme or listing.legal_basis or "not published",
        listed_on_text(listing),
        state_text(dated),
        listing.reference or "—",
        "dim" if dated.state in ENDED else "",
    )


def _folded(group: Sequence[DatedListing]) -> list[Line]:
    """Return one row for all listings of one authority in one state, first listed first."""
    by_state: dict[str, list[DatedListing]] = {}
    for dated in group:
        by_state.setdefault(state_text(dated), []).append(dated)
    return [_row(same[0]) if len(same) == 1 else _folded_row(same) for same in by_state.values()]


def _folded_row(same: Sequence[DatedListing]) -> Line:
    rows = [_row(dated) for dated in same]
    days = sorted(dated.listing.listed_on for dated in same if dated.listing.listed_on)
    programmes = ", ".join(dict.fromkeys(row.programme for row in rows))
    return rows[0]._replace(
        programme=f"{count_text(len(rows), 'listing')}: {programmes}",
        listed_on=f"first {written(days[0])}" if days else "not published",
        reference="—",
    )
