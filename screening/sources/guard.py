"""The guard: what makes a copy of a list look shorter, older or other than it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from screening.dates import written
from screening.records import EntityRecord
from screening.results import ListInfo
from screening.sources.reading import CatalogueEntry

LEAST_KEPT = 0.95
"""The share of the installed entries, and of their names, below which a new copy is taken for a part.

Official lists lose far less from one copy to the next; lists that were cut in public projects lost more.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is installed already."""

    info: ListInfo
    parties: Mapping[str, int]
    """Entries by type of party."""


def check_copy(
    records: Sequence[EntityRecord], day: date | None, spec: CatalogueEntry, known: Known | None
) -> tuple[str, ...]:
    """Return every reason to doubt a copy, each with its figures; none if there is nothing to doubt."""
    parties = Counter(str(record.party.entity_type) for record in records)
    names = sum(len(record.party.names) for record in records)
    return (*_by_itself(records, spec), *(_beside(parties, names, day, known) if known else ()))


def _by_itself(records: Sequence[EntityRecord], spec: CatalogueEntry) -> Iterator[str]:
    if len(records) < spec.min_entries:
        yield f"it has {len(records):,} entries, and a whole copy has more than {spec.min_entries:,}"
    absent = set(spec.canaries) - {record.id for record in records}
    if absent:
        verb = "is" if len(absent) == 1 else "are"
        yield f"{', '.join(sorted(absent))} {verb} not in it, which every whole copy has"


def _beside(parties: Mapping[str, int], names: int, day: date | None, known: Known) -> Iterator[str]:
    entries = sum(parties.values())
    for what, now, before in (("entries", entries, known.info.entries), ("names", names, known.info.names)):
        if now < LEAST_KEPT * before:
            yield f"it has {now:,} {what}, {now / before:.1%} of the {before:,} installed"
    for kind, count in sorted(known.parties.items()):
        if count and not parties.get(kind):
            yield f"it has no {kind}, and {count:,} are installed"
    if day and known.info.date and day < known.info.date:
        yield f"it is of {written(day)}, and the installed copy is of {written(known.info.date)}"
