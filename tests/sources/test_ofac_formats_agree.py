"""One entry read from OFAC's four formats is one party with the same listings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screening.records import EntityRecord
from screening.sources import ofac
from screening.sources.reading import catalogue
from screening.vocabulary import NameKind

CASES = Path(__file__).parent.parent / "cases" / "ofac"
Records = dict[str, EntityRecord]
Facet = Callable[[EntityRecord], object]


def names(record: EntityRecord) -> object:
    """Names but those in other scripts, which only two formats have; the CSV files print `"` as `'`."""
    return {
        (name.text.casefold().replace('"', "'"), name.kind, name.strength)
        for name in record.party.names
        if name.kind is not NameKind.ORIGINAL_SCRIPT
    }


def primary_first(record: EntityRecord) -> object:
    return record.party.names[0].kind


def birth_dates(record: EntityRecord) -> object:
    return {(day.text, day.earliest, day.latest, day.circa) for day in getattr(record.party, "birth_dates", ())}


def identifiers(record: EntityRecord) -> object:
    return {(number.type, number.canonical, number.country, number.label) for number in record.party.identifiers}


def programmes(record: EntityRecord) -> object:
    return {
        (listing.authority, listing.list_id, listing.programme, listing.reference, listing.url)
        for listing in record.listings
    }


def party(record: EntityRecord) -> object:
    kept = record.party.model_dump(exclude={"names", "identifiers", "addresses", "birth_dates", "countries", "founded"})
    return {key: set(value) if isinstance(value, tuple) else value for key, value in kept.items()}


def addresses(record: EntityRecord) -> object:
    return {address.text.casefold() for address in record.party.addresses}


def countries(record: EntityRecord) -> object:
    return set(record.party.countries)


FACETS: tuple[Facet, ...] = (
    names,
    primary_first,
    birth_dates,
    identifiers,
    programmes,
    party,
    addresses,
    countries,
)


def read(path: Path, list_id: str) -> Records:
    reading = ofac.read(path, catalogue()[list_id])
    assert reading.errors == ()
    return {str(record.listings[0].reference): record for record in reading.records}


def differing(ones: Records, others: Records, facet: Facet) -> list[str]:
    """The entry numbers, of those that both have, of which the two say different things."""
    return sorted((uid for uid in ones.keys() & others if facet(ones[uid]) != facet(others[uid])), key=int)


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("name", ["sdn.xml", "advanced.xml", "enhanced.xml"])
def test_excerpts_say_the_same(ofac_set: Path, name: str, facet: Facet) -> None:
    csv, xml = read(ofac_set, "ofac-sdn"), read(CASES / name, "ofac-sdn")
    assert csv.keys() == xml.keys()
    for uid, record in csv.items():
        assert facet(record) == facet(xml[uid]), uid


@pytest.mark.parametrize("facet", FACETS)
def test_advanced_and_enhanced_say_the_same(facet: Facet) -> None:
    assert differing(read(CASES / "advanced.xml", "ofac-sdn"), read(CASES / "enhanced.xml", "ofac-sdn"), facet) == []


def test_advanced_and_enhanced_have_the_same_original_scripts_and_dates() -> None:
    ones, others = (read(CASES / name, "ofac-sdn") for name in ("advanced.xml", "enhanced.xml"))
    for uid, record in ones.items():
        assert [(n.text.casefold(), n.script) for n in record.party.names if n.script] == [
            (n.text.casefold(), n.script) for n in others[uid].party.names if n.script
        ]
        assert [(x.listed_on, x.listed_after) for x in record.listings] == [
            (x.listed_on, x.listed_after) for x in others[uid].listings
        ]


ROSNEFT_AND_LUKOIL = {"17248", "18267", "18269", "18271", "18274", "18276", "18282", "18284", "18290", "18292"}
"""Put on the SDN list in October 2025, with new names, numbers and addresses: this CSV set is younger than the XML."""


def test_real_csv_and_xml_differ_only_where_the_list_changed_between_them(shared: Path) -> None:
    folder = shared / "lists" / "ofac"
    csv = read(folder / "cons-csv-2023-11", "ofac-non-sdn")
    xml = read(folder / "consolidated-2025-03-28.xml", "ofac-non-sdn")
    assert len(csv.keys() & xml) == 442
    assert set(differing(csv, xml, names)) <= ROSNEFT_AND_LUKOIL
    assert set(differing(csv, xml, identifiers)) == ROSNEFT_AND_LUKOIL
    assert set(differing(csv, xml, programmes)) == ROSNEFT_AND_LUKOIL | {"17022", "18782"}
    assert set(differing(csv, xml, addresses)) <= ROSNEFT_AND_LUKOIL
    for facet in (primary_first, birth_dates, party, countries):
        assert differing(csv, xml, facet) == []


def test_real_csv_and_enhanced_differ_only_where_the_list_changed_between_them(shared: Path) -> None:
    folder = shared / "lists" / "ofac"
    csv = read(folder / "sdn-csv-2023-12-28", "ofac-sdn")
    enhanced = read(folder / "enhanced-irgc-2024-08-28.xml", "ofac-sdn")
    assert len(csv.keys() & enhanced) == 259
    assert differing(csv, enhanced, names) == ["13109", "23475"]
    assert differing(csv, enhanced, identifiers) == ["13109"]
    assert differing(csv, enhanced, programmes) == ["13109", "26391", "28924", "40601", "40602"]
    assert differing(csv, enhanced, addresses) == ["13109"]
    for facet in (primary_first, birth_dates, party, countries):
        assert differing(csv, enhanced, facet) == []


def test_real_xml_and_advanced_differ_only_by_five_years_of_changes(shared: Path) -> None:
    folder = shared / "lists" / "ofac"
    xml = read(folder / "consolidated-2025-03-28.xml", "ofac-non-sdn")
    advanced = read(folder / "cons_advanced-2020-03.xml", "ofac-non-sdn")
    assert len(xml.keys() & advanced) == 366
    counts = {facet.__name__: len(differing(xml, advanced, facet)) for facet in (names, identifiers, programmes)}
    assert counts == {"names": 75, "identifiers": 55, "programmes": 77}
    for facet in (primary_first, birth_dates):
        assert differing(xml, advanced, facet) == []
