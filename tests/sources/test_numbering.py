"""The numbers by which lists name each other's entries, as the readers keep them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from screening.records import EntityRecord
from screening.sources.bundled import read_bundled
from screening.sources.bundled_files import bundled_folder
from screening.sources.numbering import cross_references, opensanctions_references
from screening.sources.reading import catalogue


@pytest.mark.parametrize(
    ("giver", "text", "expected"),
    [
        ("un", "QDi.430", ("un:QDi.430",)),
        ("un", "IRI.013", ("un:IRi.013",)),
        ("un", " KPe.020. ", ("un:KPe.020",)),
        ("un", "QDi.43", ()),
        ("un", "N/A", ()),
        ("eu", "EU.8153.35", ("eu:EU.8153.35",)),
        ("eu", "140", ()),
        ("uk", "RUS0815", ("uk:RUS0815",)),
        ("ofsi", None, ()),
    ],
)
def test_a_number_is_kept_in_its_lists_own_form_or_not_at_all(
    giver: str, text: str | None, expected: tuple[str, ...]
) -> None:
    assert cross_references([(giver, text)]) == expected


def test_the_bundled_list_cites_the_entries_of_the_official_ones() -> None:
    records = {record.id: record for record in read_bundled(bundled_folder() / "wagner-network")[1]}
    assert {"ofac:21171", "eu:EU.8153.35", "uk:LIB0071", "ofsi:13968", "ch:43757", "ch:54375"} == set(
        records["prigozhin-yevgeniy"].cross_references
    )


def read(shared: Path, list_id: str, name: str) -> dict[str, EntityRecord]:
    spec, path = catalogue()[list_id], shared / "lists" / name
    if not path.exists():
        pytest.skip(f"the official list is not here: {path} is absent")
    records = import_module(f"screening.sources.{spec.reader}").read(path, spec).records
    return {record.id: record for record in records}


@pytest.mark.parametrize(
    ("list_id", "name", "record_id", "expected"),
    [
        ("un", "un/consolidated-2026-08-01.xml", "un-6908585", ("un:KPi.045", "unsc:6908585")),
        ("ofac-non-sdn", "ofac/consolidated-2025-03-28.xml", "ofac-cons-18774", ("ofac:18774",)),
        ("ofac-non-sdn", "ofac/cons-csv-2023-11", "ofac-cons-18774", ("ofac:18774",)),
        ("ch", "ch/seco_whole_list_trimmed_2026-08-27.xml", "ch-5142", ("ch:5142",)),
        ("eu", "eu/fsf_official_2026-08-05_2entities.xml", "", ()),
    ],
)
def test_an_official_record_has_its_own_number(
    shared: Path, list_id: str, name: str, record_id: str, expected: tuple[str, ...]
) -> None:
    records = read(shared, list_id, name)
    if record_id:
        assert records[record_id].cross_references == expected
    for record in records.values():
        own = {"ofac-non-sdn": "ofac"}.get(list_id, list_id)
        assert any(number.startswith(f"{own}:") for number in record.cross_references)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ofac-21171", ("ofac:21171",)),
        ("eu-fsf-eu-7382-70", ("eu:EU.7382.70",)),
        ("gb-hmt-7172", ("ofsi:7172",)),
        ("unsc-110577", ("unsc:110577",)),
        ("ch-seco-5142", ("ch:5142",)),
        ("au-dfat-110", ("au:110",)),
        ("au-dfat-110-hafiz-muhammad-saeed", ("au:110",)),
        ("NK-24ZomtS59XsEEB94Qcqy7S", ()),
        ("Q7747", ()),
        ("ofac-pr-1b2c", ()),
        ("eu-fsf-0a1b", ()),
        ("xx-ofac-21171", ()),
    ],
)
def test_an_id_of_opensanctions_is_an_authoritys_number_or_nothing(key: str, expected: tuple[str, ...]) -> None:
    assert opensanctions_references([key, key]) == expected
