"""The packaged tables: each is whole, sorted and without doubt."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest

from screening.reference import country_code, country_codes, read_table
from screening.sources.reading import catalogue

COUNTRIES = read_table("countries.csv")


def test_countries_are_sorted_and_unique() -> None:
    rows = [(row["code"], row["name"]) for row in COUNTRIES]
    assert rows == sorted(set(rows))


def test_no_cell_is_empty_and_all_text_is_composed() -> None:
    for row in COUNTRIES:
        assert list(row) == ["code", "name", "source"]
        assert all(cell == cell.strip() and cell for cell in row.values()), row
        assert all(unicodedata.is_normalized("NFC", cell) for cell in row.values()), row
        assert re.fullmatch("[A-Z]{2}", row["code"]), row


def test_no_name_means_two_countries() -> None:
    for row in COUNTRIES:
        assert country_code(row["name"]) == row["code"], row


def test_table_stays_small() -> None:
    assert len((files("screening") / "data" / "countries.csv").read_bytes()) < 120_000


def test_every_territory_in_use_has_a_name_and_a_three_letter_code() -> None:
    assert len(country_codes()) >= 249
    lettered = {row["code"] for row in COUNTRIES if re.fullmatch("[A-Z]{3}", row["name"])}
    assert country_codes() - lettered <= {"XK"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ru", "RU"),
        ("RUS", "RU"),
        ("Russian Federation", "RU"),
        ("Россия", "RU"),
        ("Rosja", "RU"),
        ("Rusya", "RU"),
        ("Côte d’Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("Korea, North", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("South Korea", "KR"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo", "CG"),
        ("Burma", "MM"),
        ("West Bank", "PS"),
        ("Palestinian", "PS"),
        ("Hong Kong", "HK"),
        ("Virgin Islands, British", "VG"),
        ("The Gambia", "GM"),
        ("Man, Isle of", "IM"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Kosovo", "XK"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("USSR", "SU"),
        ("Yugoslavia", "YU"),
        ("Serbia and Montenegro", "CS"),
        ("Zaire", "CD"),
        ("East Germany", "DE"),
        ("Niger", "NE"),
        ("Nigerian", "NG"),
        ("Nigerien", "NE"),
        ("Guinea", "GN"),
        ("Deutschland", "DE"),
        ("États-Unis", "US"),
        ("Szwajcaria", "CH"),
        ("Verenigd Koninkrijk", "GB"),
    ],
)
def test_country_is_known_by_the_names_lists_and_people_use(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "Ruritania", "Region: Gaza", "Korea", "Dominican", "undetermined"])
def test_text_that_names_no_one_country_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="unknown country"):
        country_code(text)


def test_error_names_the_nearest_country() -> None:
    with pytest.raises(ValueError, match=r"perhaps Venezuela \(VE\)\?"):
        country_code("Venezuala")


def test_catalogue_is_sorted_and_complete() -> None:
    known = catalogue()
    assert list(known) == sorted(known)
    for list_id, spec in known.items():
        assert spec.id == list_id
        assert spec.title and spec.authority and spec.page.startswith("https://")
        assert len(spec.urls) in (1, len(spec.files))
        assert all(url.startswith("https://") for url in spec.urls)
        assert spec.max_age_days > 0
        assert spec.min_entries > 0
