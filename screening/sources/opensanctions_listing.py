"""What OpenSanctions says of a party's listings: its sanctions, or that it names none."""

from __future__ import annotations

from typing import Any

from screening.records import Listing
from screening.sources.opensanctions_graph import Entity
from screening.sources.opensanctions_terms import TECHNICAL
from screening.sources.opensanctions_values import Values
from screening.sources.reading import Tally
from screening.vocabulary import ListingStatus

SANCTIONED = frozenset({"sanction", "sanction.counter", "debarment"})
"""Topics that say a party is listed itself, not only tied to someone who is, or holding an office."""
NO_DAY = "OpenSanctions gives no day of listing"
NO_SANCTION = "OpenSanctions gives no sanction of its own in this file"
_NOTED = (
    "country", "date", "description", "duration", "namesMentioned", "recordId", "status", "summary", "unscId",
)  # fmt: skip
_WHENCE = TECHNICAL - {"publisher"}


def listing_of(sanction: Entity, party: Entity, list_id: str, tally: Tally) -> Listing:
    """Return a sanction as a listing.

    A day in the future of the copy is noted, and does not end the listing; words such as `inactive` are noted too,
    because they are the source's own and a listing that is wrongly taken for ended is a missed hit.

    Raises:
        ValueError: something in it is unknown or no date.
    """
    values = Values(sanction)
    authority = values.first("authority", "publisher") or ", ".join(sanction.datasets or party.datasets)
    listed_on = values.day("listingDate", "startDate")
    ends = values.day("endDate")
    if ends and (sanction.last_seen is None or ends > sanction.last_seen):
        values.note("endDate", (ends.isoformat(),))
        ends = None
    fields: dict[str, Any] = {
        "programme": values.first("program", "programId"),
        "reference": values.first("authorityId"),
        "reason": "; ".join(values.all("reason")) or None,
        "url": values.first("sourceUrl", "programUrl"),
    }
    measures = values.all("provisions")
    values.all("entity")
    values.finish(_NOTED, _WHENCE, tally)
    return Listing(
        authority=authority or "OpenSanctions",
        list_id=list_id,
        measures=measures,
        listed_on=listed_on,
        listed_on_note=None if listed_on else NO_DAY,
        listed_by=None if listed_on else sanction.first_seen,
        delisted_on=ends,
        status=ListingStatus.DELISTED if ends else ListingStatus.LISTED,
        note="; ".join(values.notes) or None,
        **fields,
    )


def listings_without_sanction(party: Entity, values: Values, list_id: str) -> tuple[Listing, ...]:
    """Return a listing for each programme of a party that has no sanction in the file, or one if it has neither."""
    programmes: tuple[str | None, ...] = values.all("program", "programId") or (None,)
    topics = party.properties.get("topics", ())
    is_listed = programmes != (None,) or bool(SANCTIONED & set(topics))
    return tuple(
        Listing(
            authority=", ".join(party.datasets) or "OpenSanctions",
            list_id=list_id,
            programme=programme,
            reference=party.id,
            listed_on_note=NO_DAY,
            listed_by=party.first_seen,
            status=ListingStatus.LISTED if is_listed else ListingStatus.WATCH,
            note="; ".join((NO_SANCTION, *([f"topics: {', '.join(topics)}"] if topics else []))),
        )
        for programme in programmes
    )
