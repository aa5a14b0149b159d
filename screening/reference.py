"""The packaged tables, each read once. Every table is UTF-8 CSV, sorted, with a source column."""

from __future__ import annotations

import csv
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a packaged CSV table by column name, in file order.

    >>> read_table("countries.csv")[0]["code"]
    'AD'
    """
    text = (files("screening") / "data" / name).read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


@cache
def _countries() -> dict[str, str]:
    return {_plain(row["name"]): row["code"] for row in read_table("countries.csv")}


@cache
def country_codes() -> frozenset[str]:
    """Return every country code in use, ISO 3166-1 alpha-2 and the historic ones that lists still print."""
    return frozenset(_countries().values())


def country_named(plain: str) -> str | None:
    """Return the code of the country that a plain lower-case word names, or nothing.

    >>> country_named("polska"), country_named("prigozhin")
    ('PL', None)
    """
    return _countries().get(plain) if len(plain) > 3 else None


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by code, name or nationality.

    >>> country_code("RU"), country_code("Russia"), country_code("russian")
    ('RU', 'RU', 'RU')

    Raises:
        ValueError: no such country; the message names the nearest known one.
    """
    if text.upper() in country_codes():
        return text.upper()
    plain = _plain(text)
    if plain in _countries():
        return _countries()[plain]
    near = get_close_matches(plain, _countries(), n=1, cutoff=0.6)
    hint = f", perhaps {near[0].title()} ({_countries()[near[0]]})?" if near else ""
    raise ValueError(f"unknown country {text!r}: expected an ISO code such as RU or a country's name{hint}")
