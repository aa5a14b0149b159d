"""A screener that needs no lists, and a way to read what was written."""

from __future__ import annotations

import csv
import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from screening.errors import QueryError
from screening.records import EntityRecord, Listing, Name, Person, Query
from screening.results import (
    AlignedPart,
    Contribution,
    DatedListing,
    Engine,
    Hit,
    Ledger,
    ListInfo,
    Relation,
    ScreeningResult,
)
from screening.vocabulary import Band, ListingState, ListingStatus, NameKind, Outcome


class Killed(BaseException):
    """What stands for a run that is killed: nothing catches it."""


LISTINGS = (
    DatedListing(
        Listing(authority="OFAC", list_id="ofac", programme="CYBER2", listed_on=date(2018, 3, 15), reference="7"),
        ListingState.CURRENT,
    ),
    DatedListing(
        Listing(authority="EU", list_id="eu", delisted_on=date(2020, 1, 2), status=ListingStatus.DELISTED),
        ListingState.DELISTED,
    ),
    DatedListing(
        Listing(authority="UK", list_id="uk", status=ListingStatus.DELISTED),
        ListingState.DELISTED,
    ),
)


def _hit(number: int, name: str, listings: tuple[DatedListing, ...]) -> Hit:
    listed = Name(text="Ivan Petrov", kind=NameKind.PRIMARY)
    record = EntityRecord(id=f"x-{number}", party=Person(names=(listed,)), listings=tuple(d.listing for d in listings))
    ledger = Ledger((Contribution("name", Outcome.AGREES, 3.0 - number, name, listed.text, "the same"),))
    parts = (AlignedPart("Petrov", "Petrov", Relation.EXACT, 1.0),)
    return Hit(record, listed, Band.STRONG, ledger, parts, listings, False, f"=“{name}” may be Ivan Petrov")


ENGINE = Engine("1.2.3", "policy-1")


@dataclass
class FakeScreener:
    """Finds a Petrov in every name that has one, two in `Petrov Petrov`; refuses `refused`; dies at a query."""

    dies_at: int | None = None
    lists: tuple[ListInfo, ...] = (
        ListInfo("ofac", "SDN", "OFAC", date(2024, 1, 2), "a" * 64, 10, 20),
        ListInfo("eu", "FSF", "EU", None, "b" * 64, 3, 4),
    )
    engine: Engine = ENGINE
    asked: list[Query] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)

    def screen_many(self, queries: Iterable[Query], /, **given: Any) -> Iterator[ScreeningResult]:
        return (self._screen(query, **given) for query in queries)

    def _screen(self, query: Query, **given: Any) -> ScreeningResult:
        if len(self.asked) == self.dies_at:
            raise Killed
        self.asked.append(query)
        self.given = given
        names = " ".join(name.text for name in query.party.names)
        if "refused" in names:
            raise QueryError("the name is refused")
        count = min(names.count("Petrov"), 2)
        hits = tuple(_hit(number, names, LISTINGS if number == 1 else ()) for number in range(1, count + 1))
        shown = hits[: given["limit"]]
        return ScreeningResult(
            query, shown, self.lists, self.engine, 0.7, given["as_of"], "exact", ("a note",) if hits else (),
            len(hits) - len(shown),
        )  # fmt: skip

    @property
    def names(self) -> list[str]:
        """The first name of each query asked."""
        return [query.party.names[0].text for query in self.asked]


@dataclass
class DeadlyScreener(FakeScreener):
    """Ends its process at a name with `Deadly` in it: as often as there are lives in the folder, or always."""

    lives: Path | None = None
    by: int = signal.SIGTERM if os.name == "nt" else signal.SIGKILL

    def screen_many(self, queries: Iterable[Query], /, **given: Any) -> Iterator[ScreeningResult]:
        asked = tuple(queries)
        if any("Deadly" in query.party.names[0].text for query in asked) and self._takes_one():
            os.kill(os.getpid(), self.by)
        return super().screen_many(asked, **given)

    def _takes_one(self) -> bool:
        if self.lives is None:
            return True
        taken = next(iter(sorted(self.lives.iterdir())), None)
        if taken:
            taken.unlink()
        return taken is not None


def fail() -> FakeScreener:
    raise ZeroDivisionError("a fault of the program")


def refuse() -> FakeScreener:
    raise QueryError("the lists cannot be opened")


def die() -> FakeScreener:
    os._exit(7)


def die_once(folder: Path, replaced: Event) -> FakeScreener:
    """End the one process that takes the life in the folder; let the others wait until that one's end was told."""
    try:
        (folder / "1").unlink()
    except FileNotFoundError:
        assert replaced.wait(60)
        return FakeScreener()
    os._exit(7)


def read_csv(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a CSV output by column."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))
