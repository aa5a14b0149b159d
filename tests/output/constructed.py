"""Results built by hand, of invented parties on an invented list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from screening.records import EntityRecord, Listing, Name, Organisation, Person, Query, Relation, UnspecifiedParty
from screening.results import (
    AlignedPart,
    Comparison,
    Contribution,
    DatedListing,
    Engine,
    Hit,
    Ledger,
    ListInfo,
    ScreeningResult,
)
from screening.results import Relation as PartRelation
from screening.vocabulary import Band, Confidence, ListingStatus, NameKind, NameStrength, Outcome

INFO = ListInfo(
    "demo", "A list made for the tests", "Ruritania", date(2026, 8, 22), "3f2a9c0d1e4b" + "5" * 52, 119, 869
)
ENGINE = Engine("0.1.0", "7d41c0aa93b2e516")

LISTINGS = (
    Listing(authority="EU", list_id="demo", programme="EU-RUR", listed_on=date(2022, 4, 21), reference="EU.1.35"),
    Listing(authority="OFAC", list_id="demo", programme="RURITANIA-EO1", listed_on=date(2019, 9, 30), reference="9171"),
    Listing(
        authority="OFAC",
        list_id="demo",
        programme="RURITANIA-EO2",
        listed_after=date(2021, 7, 31),
        listed_by=date(2023, 12, 28),
        reference="9171",
        confidence=Confidence.UNVERIFIED,
    ),
    Listing(
        authority="UK",
        list_id="demo",
        legal_basis="The Ruritania (Sanctions) Regulations 2020",
        listed_on=date(2020, 12, 31),
        delisted_on=date(2026, 2, 27),
        status=ListingStatus.DELISTED,
        reference="RUR0071",
    ),
    Listing(authority="Strelsau portal", list_id="demo", status=ListingStatus.WATCH, reference="Q42"),
)

RECORD = EntityRecord(
    id="demo:volkov",
    party=Person.model_validate(
        {
            "names": ["VOLKOV, Arkadiy Denisovich", Name(text="Volk", strength=NameStrength.WEAK)],
            "birth_dates": ["1961-06-01"],
            "countries": ["RU"],
            "gender": "male",
        }
    ),
    listings=LISTINGS,
    relations=(Relation(type="owner of", target="Zenda Trading LLC"),),
    notes=("The day of birth differs between two authorities.",),
)

PARTS = (
    AlignedPart("Arkady", "Arkadiy", PartRelation.SPELLING, 0.9),
    AlignedPart("Volkov", "VOLKOV", PartRelation.EXACT, 1.0),
    AlignedPart("", "Denisovich", PartRelation.MISSING, 0.0, "patronymic"),
)

LEDGER = Ledger(
    (
        Contribution("name_start", Outcome.MISSING, 1.34, "", "", "where every name begins"),
        Contribution("name", Outcome.AGREES, 3.97, "Arkady Volkov", "VOLKOV, Arkadiy", "two parts agree"),
        Contribution("name_missing", Outcome.PARTIAL, -0.41, "", "Denisovich", "the patronymic is only on the record"),
        Contribution("birth_date", Outcome.CONFLICTS, -1.2, "1961-06-09", "1961-06-01", "eight days apart"),
        Contribution("gender", Outcome.MISSING, 0.0, "", "male", ""),
        Contribution("identifier", Outcome.MISSING, 0.0, "", "", ""),
    )
)

QUERY = Query(
    party=Person.model_validate({"names": ["Arkady Volkov"], "birth_dates": ["1961-06-09"], "countries": ["RU"]}),
    reference="row 7",
)


def dated(listings: Sequence[Listing], day: date | None = None) -> tuple[DatedListing, ...]:
    return tuple(DatedListing(listing, listing.state_on(day)) for listing in listings)


def make_hit(
    record: EntityRecord = RECORD, *, day: date | None = None, weak: bool = False, band: Band = Band.STRONG
) -> Hit:
    return Hit(
        record=record,
        name=record.party.names[1 if weak else 0],
        band=Band.WEAK if weak else band,
        ledger=LEDGER,
        parts=PARTS,
        listings=dated(record.listings, day),
        weak_alias_only=weak,
        explanation="“Arkady Volkov” may be VOLKOV, Arkadiy Denisovich (person): listed by the EU on 21 Apr 2022.",
    )


def make_result(*hits: Hit, query: Query = QUERY, as_of: date | None = None, more_hits: int = 0) -> ScreeningResult:
    return ScreeningResult(query, hits, (INFO,), ENGINE, 0.7, as_of, "exact", ("a note to the reader",), more_hits)


def make_comparison(band: Band | None = None) -> Comparison:
    return Comparison(LEDGER, PARTS, "Arkady Volkov", "VOLKOV, Arkadiy Denisovich", band, "Volkov agrees.")


def named(text: str) -> Query:
    return Query(party=UnspecifiedParty(names=(Name(text=text, kind=NameKind.PRIMARY),)))


def organisation(*names: str) -> Organisation:
    return Organisation.model_validate({"names": names})
