"""What a screening answers: hits, each with the ledger that is its score, and the lists that were searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, fsum

from screening.records import EntityRecord, Listing, Name, Query
from screening.vocabulary import Band, ListingState, Outcome, ScreeningOutcome


class Relation(StrEnum):
    """How one part of the query's name stands to one part of the record's."""

    EXACT = "exact"
    EQUIVALENT = "equivalent"
    SPELLING = "spelling"
    TRANSLITERATED = "transliterated"
    NEAR = "near"
    JOINED = "joined"
    INITIAL = "initial"
    MISSING = "missing"
    """On the record only."""
    EXTRA = "extra"
    """In the query only."""
    CONTRADICTS = "contradicts"
    """Left over while the other side has something left over too."""


@dataclass(frozen=True, slots=True)
class AlignedPart:
    """One line of the side-by-side view: every name part stands in exactly one of them.

    `likeness` is 1 for the same word and 0 for a part that stands alone.
    """

    query: str
    record: str
    relation: Relation
    likeness: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line of the ledger: signed log-odds points, and the two values they come from, as written."""

    feature: str
    """What was compared, such as `name: agreeing parts` or `birth date`."""
    outcome: Outcome
    points: float
    """More than 0 speaks for one party, less against; 0 where either side says nothing."""
    query: str
    record: str
    detail: str
    """Where the points come from, in a few words."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Signed points that sum to the total, of which the score is the logistic. Nothing else touches the score."""

    lines: tuple[Contribution, ...]

    @property
    def total(self) -> float:
        """The sum of all points, in log-odds; hits are ranked by it."""
        return fsum(line.points for line in self.lines)

    @property
    def score(self) -> float:
        """The total on the scale 0 to 1: 1 / (1 + e^-total)."""
        return logistic(self.total)


def logistic(total: float) -> float:
    """Return 1 / (1 + e^-total).

    >>> logistic(0.0)
    0.5
    """
    return 1.0 / (1.0 + exp(-total)) if total >= 0 else exp(total) / (1.0 + exp(total))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two parties compare, without any list: the ledger, its score and the aligned name parts."""

    ledger: Ledger
    parts: tuple[AlignedPart, ...]
    query_name: str
    record_name: str
    band: Band | None
    """`None` below the threshold of the lowest band."""
    explanation: str

    @property
    def score(self) -> float:
        """The ledger's score, 0 to 1."""
        return self.ledger.score


@dataclass(frozen=True, slots=True)
class DatedListing:
    """A listing with its state on the day asked about."""

    listing: Listing
    state: ListingState
    record_id: str = ""
    """The record that has it."""


def known_listings(record: EntityRecord, day: date | None) -> tuple[DatedListing, ...]:
    """Return the listings of a record with their state on a day; those that began later are left out."""
    states = ((listing, listing.state_on(day)) for listing in record.listings)
    return tuple(
        DatedListing(listing, state, record.id) for listing, state in states if state is not ListingState.NOT_YET
    )


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """Another list's record of the party that a hit is about."""

    record: EntityRecord
    listings: tuple[DatedListing, ...]
    reason: str
    """What the two have in common, and through which third record if not directly."""
    score: float | None
    """The score of this record, where its own names and facts make it a hit as well."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A possible match, for a human to judge."""

    record: EntityRecord
    name: Name
    """The record's name that the query resembles most."""
    band: Band
    ledger: Ledger
    """Every line that the score is made of."""
    parts: tuple[AlignedPart, ...]
    """The two names side by side."""
    listings: tuple[DatedListing, ...]
    """Those of the party: of the record, then of each linked one."""
    weak_alias_only: bool
    explanation: str
    """One plain sentence: under which name, what agrees and differs, listed by whom and when."""
    linked: tuple[LinkedRecord, ...] = ()
    """The other records of the same party, by id; score, ledger and band are those of `record`, the best of them."""
    query_name: str = ""
    """The query's name that resembles it."""

    @property
    def score(self) -> float:
        """The ledger's score, 0 to 1."""
        return self.ledger.score

    @property
    def is_current(self) -> bool:
        """Whether at least one listing is in force or not known to have ended, or the record has no listings."""
        return not self.listings or any(dated.state is not ListingState.DELISTED for dated in self.listings)


@dataclass(frozen=True, slots=True)
class ListInfo:
    """Which list was searched: its id, as-of date, content hash and counts."""

    id: str
    title: str
    authority: str
    date: date | None
    """The day the copy is of; `None` where it does not say."""
    sha256: str
    """Of its records, as they are kept: the same hash, the same list."""
    entries: int
    names: int


@dataclass(frozen=True, slots=True)
class Engine:
    """What answered: library version and the fingerprint of the scoring policy."""

    version: str
    policy: str


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """The answer to one query. Ask `.hits` or `.outcome`: the truth of a result itself is refused."""

    query: Query
    hits: tuple[Hit, ...]
    """The strongest first; those by a weak alias only come last."""
    lists: tuple[ListInfo, ...]
    """Each list that was searched, whether it gave a hit or not."""
    engine: Engine
    threshold: float
    """The lowest score of a hit, 0 to 1."""
    as_of: date | None
    """The day asked about; `None` is what the lists say now."""
    weak_aliases: str
    """The weak-alias policy: `ignore`, `exact` or `fuzzy`."""
    notes: tuple[str, ...] = ()
    """What the reader must know about how this query was read, such as a rough transliteration."""
    more_hits: int = 0
    """Hits beyond the caller's limit: cut from `hits`, but counted."""

    @property
    def outcome(self) -> ScreeningOutcome:
        """Whether there is any hit. No hit is not a clearance."""
        return ScreeningOutcome.HIT if self.hits else ScreeningOutcome.NO_HIT

    def __bool__(self) -> bool:
        raise TypeError("a ScreeningResult is neither true nor false: ask .hits or .outcome")


def rank(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Order hits: highest total first, then the more often listed, then by record id; by a weak alias only last."""
    return tuple(
        sorted(hits, key=lambda hit: (hit.weak_alias_only, -hit.ledger.total, -len(hit.record.listings), hit.record.id))
    )
