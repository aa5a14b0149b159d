"""Records: what they take, what they refuse, and the state of a listing on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from screening import Address, Aircraft, EntityRecord, Identifier, Listing, Name, Organisation, Person, Vessel
from screening.records import Citation, Relation, json_schema
from screening.vocabulary import ListingState, NameKind, NameStrength

BEFORE, FIRST, DURING, LAST = date(2020, 1, 1), date(2023, 2, 25), date(2024, 1, 1), date(2025, 1, 10)
LATER = date(2026, 1, 1)
KNOWN = {"listed_on": FIRST}
GONE = {"delisted_on": LAST, "status": "delisted"}
COPIES = {"listed_after": FIRST, "listed_by": DURING}


@pytest.mark.parametrize(
    ("fields", "day", "state"),
    [
        (KNOWN, None, "current"),
        (KNOWN, BEFORE, "not yet listed"),
        (KNOWN, FIRST, "current"),
        (KNOWN, LATER, "current"),
        (KNOWN | GONE, None, "delisted"),
        (KNOWN | GONE, BEFORE, "not yet listed"),
        (KNOWN | GONE, DURING, "current"),
        (KNOWN | GONE, LAST, "delisted"),
        (KNOWN | GONE, LATER, "delisted"),
        (KNOWN | {"delisted_on": LAST}, None, "delisted"),
        (KNOWN | {"status": "delisted"}, None, "delisted"),
        (KNOWN | {"status": "delisted"}, DURING, "not known"),
        (GONE, DURING, "not known"),
        (GONE, LATER, "delisted"),
        ({}, None, "current"),
        ({}, DURING, "not known"),
        (COPIES, FIRST, "not yet listed"),
        (COPIES, date(2023, 6, 1), "not known"),
        (COPIES, DURING, "current"),
        ({"listed_by": DURING}, BEFORE, "not known"),
        (KNOWN | {"status": "unknown"}, None, "not known"),
        (KNOWN | {"status": "unknown"}, DURING, "not known"),
        (KNOWN | {"status": "watch"}, DURING, "current"),
    ],
)
def test_a_listing_is_in_this_state_on_this_day(fields: dict[str, Any], day: date | None, state: str) -> None:
    listing = Listing.model_validate({"authority": "EU", "list_id": "eu", **fields})
    assert listing.state_on(day) is ListingState(state)


def test_nobody_is_listed_before_the_first_day_whatever_became_of_the_listing() -> None:
    listing = Listing.model_validate({"authority": "EU", "list_id": "eu", "status": "unknown", **KNOWN})
    assert listing.state_on(BEFORE) is ListingState.NOT_YET


def test_plain_names_are_a_primary_name_and_aliases() -> None:
    party = Person.model_validate({"names": ["Oleg Brodarenko", "Oleh", Name(text="Bo", strength=NameStrength.WEAK)]})
    assert [name.kind for name in party.names] == [NameKind.PRIMARY, NameKind.ALIAS, NameKind.ALIAS]
    assert party.primary_name == "Oleg Brodarenko"
    assert (
        Person.model_validate({"names": "Oleg"}).names
        == Person.model_validate({"names": Name(text="Oleg", kind=NameKind.PRIMARY)}).names
    )


def test_without_a_primary_name_the_first_is_shown() -> None:
    assert Person(names=(Name(text="Oleg"), Name(text="Oleh"))).primary_name == "Oleg"


@pytest.mark.parametrize(
    ("build", "problem"),
    [
        (lambda: Name(text=""), "at least 1 character"),
        (lambda: Name(text="..."), "has no letter or digit in it"),
        (lambda: Person(names=()), "at least 1 item"),
        (lambda: Person.model_validate({"names": 5}), "names"),
        (lambda: Person.model_validate({"names": ["Oleg"], "identifiers": 5}), "identifiers"),
        (lambda: Person.model_validate({"names": ["Oleg"], "countries": ["Kessara"]}), "unknown country"),
        (lambda: Person.model_validate({"names": ["Oleg"], "countries": [5]}), "countries"),
        (lambda: Person.model_validate({"names": ["Oleg"], "birth_dates": ["soon"]}), "is no date"),
        (lambda: Person.model_validate({"names": ["Oleg"], "shoe_size": 44}), "Extra inputs"),
        (lambda: EntityRecord.model_validate({"id": "", "party": Person.model_validate({"names": ["O"]})}), "id"),
    ],
)
def test_what_is_no_record_is_refused(build: Any, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        build()


def test_a_record_never_changes() -> None:
    party = Person.model_validate({"names": ["Oleg"]})
    with pytest.raises(ValidationError, match="frozen"):
        party.names = ()


def test_a_record_survives_json() -> None:
    record = EntityRecord(
        id="x-1",
        party=Vessel.model_validate(
            {
                "names": ["Kessara Star"],
                "countries": ["Panama"],
                "identifiers": [{"value": "IMO 9187667", "type": "imo"}],
                "built": "circa 1999",
                "addresses": [Address(text="Port of Kessara")],
            }
        ),
        listings=(Listing(authority="OFAC", list_id="ofac-sdn", listed_on=FIRST),),
        relations=(Relation(type="owned by", target="Saforin"),),
        citations=(Citation(field="countries", value="PA", sources=("s-1",)),),
    )
    assert EntityRecord.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("party", [Person, Organisation, Vessel, Aircraft])
def test_a_party_knows_what_it_is(party: Any) -> None:
    known = party.model_validate({"names": ["Saforin"]})
    assert EntityRecord.model_validate({"id": "x", "party": known.model_dump(mode="json")}).party == known


def test_an_identifier_keeps_what_was_published() -> None:
    number = Identifier.model_validate({"value": "7709 448-606", "type": "tax", "country": "Russia"})
    assert (number.value, number.canonical, number.country) == ("7709 448-606", "7709448606", "RU")


def test_a_day_and_its_text_are_one_date() -> None:
    one, two = (Person.model_validate({"names": ["O"], "birth_dates": [day]}) for day in (FIRST, "2023-02-25"))
    assert one == two


def test_the_schema_says_what_a_record_must_have() -> None:
    schema = json_schema()
    assert schema["required"] == ["id", "party"]
    assert schema["additionalProperties"] is False
