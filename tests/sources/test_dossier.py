"""The bundled list against the dossier it was made from, fact by fact and in both directions.

The dossier is not part of the project: without the shared folder these tests are skipped.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening.records import EntityRecord, Listing, Organisation, Person
from screening.reference import country_code
from screening.sources.bundled import SOURCES_FILE, read_bundled
from screening.sources.bundled_files import bundled_folder
from screening.vocabulary import NameKind, NameStrength

yaml = pytest.importorskip("yaml")

Row = dict[str, Any]
Pair = tuple[Row, EntityRecord]

AUTHORITIES = {
    "OFAC (US Treasury)": ("OFAC", "ofac-sdn"),
    "Council of the European Union": ("EU", "eu"),
    "UK FCDO / OFSI": ("UK", "uk"),
    "Global Affairs Canada": ("Canada", "ca"),
    "Switzerland SECO/WBF": ("Switzerland", "ch"),
    "New Zealand MFAT": ("New Zealand", "nz"),
    "Australia DFAT": ("Australia", "au"),
    "Ukraine War & Sanctions portal (HUR)": ("Ukraine", "ua-war-sanctions"),
    "Ukraine NSDC / President of Ukraine": ("Ukraine", "ua-nsdc"),
    "Japan METI/MOFA": ("Japan", "jp-meti"),
}
STATUSES = {"listed": "listed", "delisted": "delisted", "listed on portal": "watch", "unknown": "unknown"}
REWORDED = {
    "unknown": None,
    "none (watch list)": None,
    "portal record": "War & Sanctions portal, watch list",
    "EU-UKR (per TellerReport); EU-HR also suggested": "EU-UKR",
    "E.O. 13694 as amended (programme tag CYBER2)": "E.O. 13694 as amended",
    "Russia Sanctions Act 2022 regime (name of the Act not printed in this copy)": "Russia Sanctions Act 2022",
}
"""Programmes and legal bases that carry a remark in the dossier; the remark is in the listing's note."""
ESTABLISHED = {"Organization Established Date", "incorporationDate"}
PARTS_OF_NO_LISTED_NAME = {"prigozhin-pavel", "kopot-evgeny"}
"""The dossier's own mixture of spellings: no list prints these parts together."""


@pytest.fixture(scope="module")
def dossier(shared: Path) -> Row:
    path = shared / "dossier" / "wagner.yaml"
    if not path.is_file():
        pytest.skip(f"the dossier is not here: {path} is absent")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: Row = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return read


@pytest.fixture(scope="module")
def pairs(dossier: Row) -> list[Pair]:
    _, records = read_bundled(bundled_folder() / "wagner-network")
    by_id = {record.id: record for record in records}
    assert sorted(entity["key"] for entity in dossier["entities"]) == sorted(by_id)
    return [(entity, by_id[entity["key"]]) for entity in dossier["entities"]]


def differences(
    pairs: list[Pair],
    of_entity: Callable[[Row], Iterable[object]],
    of_record: Callable[[EntityRecord], Iterable[object]],
) -> dict[str, dict[str, list[object]]]:
    """Per party: what only the dossier has (`lost`), and what only the record has (`added`)."""
    found = {}
    for entity, record in pairs:
        expected, given = Counter(of_entity(entity)), Counter(of_record(record))
        if expected != given:
            found[record.id] = {"lost": [*(expected - given)], "added": [*(given - expected)]}
    return found


def cited(field: str) -> Callable[[EntityRecord], Iterator[object]]:
    return lambda record: ((item.value, item.sources) for item in record.citations if item.field == field)


def facts(field: str) -> Callable[[Row], Iterator[object]]:
    return lambda entity: ((row["value"].strip(), tuple(row["sources"])) for row in entity[field])


def known(text: str | None) -> str | None:
    return REWORDED.get(text, text) if text else None


def test_every_name_is_kept_as_published(pairs: list[Pair]) -> None:
    def of_entity(entity: Row) -> Iterator[object]:
        for row in entity["names"]:
            yield row["value"], row["script"], tuple(row["sources"])

    def of_record(record: EntityRecord) -> Iterator[object]:
        return ((name.text, name.script, name.sources) for name in record.party.names)

    assert sum(len(record.party.names) for _, record in pairs) == 869
    assert not differences(pairs, of_entity, of_record)


def test_kind_and_strength_follow_the_dossier(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        rows = {row["value"]: row for row in entity["names"]}
        for name in record.party.names:
            row = rows[name.text]
            if row["strength"] != "informal":
                assert name.strength == row["strength"], name
            elif name.strength is NameStrength.WEAK:
                assert name.text in {"COSI", "OOO DM"}
            if "press/seed" in row["kind"]:
                assert name.kind is NameKind.PRESS, name
            if name.kind is NameKind.ORIGINAL_SCRIPT:
                assert row["script"] != "Latin", name
            if name.language:
                assert row["language"].startswith(name.language), name


def test_primary_name_is_one_the_dossier_gives(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        [row] = [row for row in entity["names"] if row["value"] == record.party.primary_name]
        assert row["kind"].startswith(("primary", "alias", "EU file name")), row


def test_name_parts_are_kept(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        if parts := entity.get("name_parts"):
            expected = tuple(parts[part].split(" / ")[0].casefold() for part in ("first", "patronymic", "last"))
            given = {
                tuple((part or "").casefold() for part in (name.parts.given, name.parts.patronymic, name.parts.family))
                for name in record.party.names
                if name.parts
            }
            assert (expected in given) is (record.id not in PARTS_OF_NO_LISTED_NAME), record.id


@pytest.mark.parametrize(
    ("field", "citation"),
    [
        ("birth_dates", "birth_date"),
        ("birth_places", "birth_place"),
        ("nationalities", "nationality"),
        ("positions", "position"),
        ("addresses", "address"),
        ("websites", "website"),
    ],
)
def test_every_plain_fact_and_its_sources_are_kept(pairs: list[Pair], field: str, citation: str) -> None:
    assert not differences(pairs, facts(field), cited(citation))


def test_death_dates_are_kept(pairs: list[Pair]) -> None:
    assert not differences(
        pairs,
        lambda entity: (
            [(entity["death_date"]["value"], tuple(entity["death_date"]["sources"]))] if entity["death_date"] else []
        ),
        cited("death_date"),
    )


def test_kind_gender_and_countries_follow_the_dossier(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        assert record.party.entity_type == entity["entity_type"]
        if isinstance(record.party, Person):
            assert (record.party.gender or "unknown") == entity["gender"]
            assert set(record.party.countries) == {country_code(row["value"]) for row in entity["nationalities"]}


def numbers(entity: Row) -> Iterator[object]:
    """Each number of the dossier's identifiers, without the remarks the dossier puts beside it."""
    for row in entity["identifiers"]:
        if row["type"] not in ESTABLISHED:
            bare = row["value"] if row["type"] == "phone" else re.sub(r" \([^)]*\).*$", "", row["value"])
            for number in re.split(r"; |, ", bare):
                yield re.sub(r"^(?:Passport|National ID No\.) ", "", number), tuple(row["sources"])


def test_every_identifier_is_kept(pairs: list[Pair]) -> None:
    assert not differences(pairs, numbers, cited("identifier"))
    for entity, record in pairs:
        text = " ".join(f"{row['type']} {row['value']}" for row in entity["identifiers"])
        for number in record.party.identifiers:
            remarks = re.split(r": |, ", number.label or "")
            assert all(remark in text or remark.split()[0] in {"issued", "expires"} for remark in remarks), number
            assert (number.country is None) or number.country in countries_beside_numbers(text), number


def countries_beside_numbers(text: str) -> set[str]:
    beside = (
        remark.removesuffix(" passport").removesuffix(" tax id") for remark in re.findall(r"\(([A-Z][^)]*)\)", text)
    )
    return {country_code(name) for name in beside if name not in {"USCC", "Tax ID"}}


def test_every_foundation_date_is_kept(pairs: list[Pair]) -> None:
    assert not differences(
        pairs,
        lambda entity: (
            (row["value"], tuple(row["sources"])) for row in entity["identifiers"] if row["type"] in ESTABLISHED
        ),
        cited("founded"),
    )
    for _, record in pairs:
        if isinstance(record.party, Organisation):
            assert len(record.party.founded) == sum(item.field == "founded" for item in record.citations)


def designation(row: Row) -> tuple[object, ...]:
    """A row of the dossier in the terms of a `Listing`."""
    authority, list_id = AUTHORITIES[row["authority"]]
    bounds = row.get("date_bounds") or {}
    printed = re.search(r"measures: (.*?); record last updated (\S{10})", row.get("note") or "")
    return (
        authority,
        list_id,
        known(row["programme"]),
        known(row["legal_basis"]),
        known(row["reference"]),
        row["date_listed"],
        known(row["date_delisted"]),
        STATUSES[row["status"]],
        row["confidence"],
        bound(bounds.get("absent_from_copy"), last=False),
        bound(bounds.get("first_seen_in_copy"), last=True),
        tuple(printed[1].split(", ")) if printed else (),
        printed[2] if printed else None,
        row["reason"] != "unknown",
        tuple(row["sources"]),
    )


def bound(text: str | None, *, last: bool) -> str | None:
    if text is None or text == "none read":
        return None
    if len(text) == len("2021-07"):
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1).isoformat()
    return text


def in_the_same_terms(listing: Listing) -> tuple[object, ...]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return (
        listing.authority,
        listing.list_id,
        listing.programme,
        listing.legal_basis,
        listing.reference,
        iso(listing.listed_on),
        iso(listing.delisted_on),
        str(listing.status),
        str(listing.confidence),
        iso(listing.listed_after),
        iso(listing.listed_by),
        listing.measures,
        iso(listing.amended_on),
        listing.reason is not None,
        listing.sources,
    )


def test_every_designation_is_kept(pairs: list[Pair]) -> None:
    assert sum(len(entity["designations"]) for entity, _ in pairs) == 350
    assert not differences(
        pairs,
        lambda entity: map(designation, (row for row in entity["designations"] if row["status"] != "not listed")),
        lambda record: map(in_the_same_terms, record.listings),
    )


def test_status_says_which_copy_it_is_of(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        expected = [
            row["status_as_of"].split(" ")[0] for row in entity["designations"] if row["status"] != "not listed"
        ]
        assert [re.split("[ ,]", item.status_as_of or "")[0] for item in record.listings] == expected


def test_every_remark_on_a_designation_is_carried(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        rows = [row for row in entity["designations"] if row["status"] != "not listed"]
        for row, item in zip(rows, record.listings, strict=True):
            rest = re.sub(r"measures: .*?; record last updated \S{10}(?:; )?", "", row.get("note") or "")
            assert bool(rest) <= bool(item.note or item.listed_on_note), (record.id, rest)


def relations(entity: Row) -> Iterator[object]:
    for row in entity["relationships"]:
        targets = row["target"].split(", ") if row["type"] == "associated with" else [row["target"]]
        for target in targets:
            yield row["type"], target, tuple(row["sources"])


def test_every_relationship_is_kept(pairs: list[Pair]) -> None:
    assert not differences(
        pairs, relations, lambda record: ((tie.type, tie.target, tie.sources) for tie in record.relations)
    )


def test_no_source_states_an_ownership_share_that_the_list_would_lose(pairs: list[Pair]) -> None:
    shares = {row.get("ownership_percent") for entity, _ in pairs for row in entity["relationships"]}
    assert shares == {None, "unknown"}


def test_every_note_is_carried_with_its_sources(pairs: list[Pair]) -> None:
    def of_entity(entity: Row) -> Iterator[object]:
        absences = [row for row in entity["designations"] if row["status"] == "not listed"]
        return (tuple(row["sources"]) for row in [*entity["notes"], *absences])

    assert not differences(
        pairs, of_entity, lambda record: (item.sources for item in record.citations if item.field == "note")
    )
    assert all(len(record.notes) == sum(item.field == "note" for item in record.citations) for _, record in pairs)


def test_no_sentence_of_the_dossier_is_copied(pairs: list[Pair]) -> None:
    for entity, record in pairs:
        theirs = {row["reason"] for row in entity["designations"]} | {row["text"] for row in entity["notes"]}
        theirs |= {row["note"] for row in entity["designations"] if row.get("note")}
        ours = {text for item in record.listings for text in (item.reason, item.note, item.listed_on_note)}
        assert not theirs & (ours | set(record.notes)), record.id


def test_sources_table_has_the_same_keys(dossier: Row) -> None:
    table = tomllib.loads((bundled_folder() / "wagner-network" / SOURCES_FILE).read_text(encoding="utf-8"))
    assert set(table) == set(dossier["sources"])
    assert not {row["description"] for row in table.values()} & {
        row["description"] for row in dossier["sources"].values()
    }
