"""The listings of an entry on one of OFAC's lists: one a programme, whichever format the entry was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from screening.dates import written
from screening.records import Listing
from screening.sources.ofac_remarks import Remarks
from screening.sources.reading import CatalogueEntry, unique

ID_PREFIXES = {"ofac-sdn": "ofac", "ofac-non-sdn": "ofac-cons"}
"""Of the record ids: a party on both lists has one entry number, and a record on each."""
DATED_PROGRAMMES = frozenset({"ofac-non-sdn"})
"""Lists whose own listing dates stand in the remarks; on the SDN list such dates are those of the other list."""

_ORDER = re.compile(r"EO ?(\d{5})")
_UNDATED = "not published in OFAC's {} files"


@dataclass(frozen=True, slots=True)
class Entered:
    """What an entry says of its place on the list."""

    uid: str
    source: str
    """The format, for sentences: `CSV`, `XML`, `ADVANCED`, `ENHANCED`."""
    programmes: Sequence[str]
    listed_on: date | None = None
    """The first day on this list."""
    authorities: Sequence[str] = ()
    measures: Sequence[str] = ()
    """Those that the format names beside those in the remarks."""

    def listings(self, spec: CatalogueEntry, said: Remarks) -> tuple[Listing, ...]:
        """Return a listing a programme.

        OFAC publishes the day an entry came on the list, not that of each programme: the day is the programme's own
        only if there is one. Of several, each began on that day or later.
        """
        programmes = unique(self.programmes)
        listings = []
        for programme in programmes:
            dates = said.listing_dates if spec.id in DATED_PROGRAMMES else {}
            stated = min((day for key, day in dates.items() if key in programme), default=None)
            listed_on = stated or (self.listed_on if len(programmes) == 1 else None)
            order = _ORDER.search(programme)
            sole = "; ".join(unique(self.authorities)) if len(programmes) == 1 else ""
            listings.append(
                Listing(
                    authority=spec.authority,
                    list_id=spec.id,
                    programme=programme,
                    legal_basis=f"Executive Order {order[1]}" if order else sole or None,
                    measures=unique([*self.measures, *said.measures]),
                    reference=self.uid,
                    listed_on=listed_on,
                    listed_on_note=None if listed_on else self._why_undated(),
                    listed_after=self.listed_on - timedelta(days=1) if self.listed_on and not listed_on else None,
                    url=f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={self.uid}",
                )
            )
        return tuple(listings)

    def _why_undated(self) -> str:
        if self.listed_on is None:
            return _UNDATED.format(self.source)
        return f"OFAC dates the entry, first listed on {written(self.listed_on)}, and not each of its programmes"
