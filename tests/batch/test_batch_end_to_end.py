from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from screening.batch import BatchOptions, run_batch
from screening.records import EntityRecord, Listing, Person
from screening.screener import Screener
from tests.batch.fakes import read_csv

LISTED = EntityRecord(
    id="x-1",
    party=Person.model_validate(
        {
            "names": ["Ivan Petrovich Sidorov", "Иван Петрович Сидоров"],
            "birth_dates": ["1961-06-01"],
            "countries": ["RU"],
        }
    ),
    listings=(Listing(authority="OFAC", list_id="records", programme="CYBER2", listed_on=date(2018, 3, 15)),),
)
CUSTOMERS = "Name;Vorname;Geburtsdatum;Land\nSidorov;Ivan Petrovich;01.06.1961;Russia\nMüller;Jürgen;1970;DE\n"


def test_a_file_is_screened_by_the_real_screener(tmp_path: Path) -> None:
    source = tmp_path / "customers.csv"
    source.write_bytes(CUSTOMERS.encode("cp1252"))
    report = run_batch(source, tmp_path / "out.csv", Screener([LISTED]))
    first, second = read_csv(report.output, ";")
    assert (first["screening_outcome"], first["screening_id"], first["screening_band"]) == ("hit", "x-1", "strong")
    assert "listed by OFAC (CYBER2) on 15 Mar 2018" in first["screening_explanation"]
    assert second["screening_outcome"] == "no_hit"
    assert json.loads(report.manifest.read_text(encoding="utf-8"))["threshold"] > 0


def test_the_bundled_list_finds_its_own_names(tmp_path: Path) -> None:
    screener = Screener.load(["wagner-network"])
    names = [record.party.primary_name for record in screener.records]
    source = tmp_path / "own.csv"
    source.write_text("Name\tRef\n" + "".join(f'"{name}"\t00{n}\n' for n, name in enumerate(names)), encoding="utf-16")
    report = run_batch(source, tmp_path / "own.jsonl", screener, BatchOptions(limit=20))
    found: dict[str, set[str]] = {}
    for line in report.output.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["Name"], set()).add(row["screening_id"])
    assert (report.rows, report.errored, report.rows_with_hits) == (len(names), 0, len(names))
    assert all(record.id in found[record.party.primary_name] for record in screener.records)


def test_a_population_of_strangers_is_answered_row_by_row(shared: Path, tmp_path: Path) -> None:
    people = (shared / "eval" / "background-persons-us.csv").read_text(encoding="utf-8").splitlines()
    source = tmp_path / "people.csv"
    source.write_text("\n".join(people[:201]) + "\n", encoding="utf-8")
    report = run_batch(source, tmp_path / "out.csv", Screener([LISTED]))
    assert (report.rows, report.screened, report.errored) == (200, 200, 0)
    assert report.detected.columns_not_mapped == ("place_of_birth",)
    assert not report.detected.warnings


@pytest.mark.parametrize("day", [date(2018, 3, 14), date(2018, 3, 15)])
def test_a_file_is_screened_as_of_a_day(tmp_path: Path, day: date) -> None:
    source = tmp_path / "in.csv"
    source.write_text(CUSTOMERS, encoding="utf-8")
    report = run_batch(source, tmp_path / "out.csv", Screener([LISTED]), BatchOptions(as_of=day))
    assert report.rows_with_hits == (day >= date(2018, 3, 15))
