"""The packaged tables, each read once. Every table is UTF-8 CSV, sorted, with a source column."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import cast

TABLES = Path(__file__).parent / "data"
"""The folder of the packaged tables."""

_NO_LETTERS = str.maketrans({character: " " for character in map(chr, range(128)) if not character.isalnum()})


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a packaged CSV table by column name, in file order.

    >>> read_table("countries.csv")[0]["code"]
    'AD'
    """
    rows = _rows(name)
    header = next(rows)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def read_columns(name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """Yield two or more columns of a packaged CSV table, in file order: what a look-up needs, read faster.

    >>> next(read_columns("countries.csv", "name", "code"))
    ('AND', 'AD')
    """
    rows = _rows(name)
    header = next(rows)
    return map(itemgetter(*map(header.index, columns)), rows)


def read_pairs(name: str, key: str, value: str) -> dict[str, str]:
    """Return one column of a packaged CSV table by another; of equal keys the last row counts.

    >>> read_pairs("particles.csv", "word", "kind")["bin"]
    'filiation'
    """
    return dict(cast("Iterator[tuple[str, str]]", read_columns(name, key, value)))


def read_groups(name: str, key: str, value: str) -> dict[str, tuple[str, ...]]:
    """Return all of one column of a packaged CSV table that stands beside each of another, in file order.

    >>> read_groups("abbreviations.csv", "word", "meaning")["kb"]
    ('commercial bank', 'design bureau')
    """
    groups: dict[str, tuple[str, ...]] = {}
    for of_row, one in read_columns(name, key, value):
        groups[of_row] = (*groups.get(of_row, ()), one)
    return groups


def _rows(name: str) -> Iterator[list[str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        yield from csv.reader(table)


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().translate(_NO_LETTERS).split())
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


@cache
def _countries() -> dict[str, str]:
    return {_plain(name): code for name, code in read_columns("countries.csv", "name", "code")}


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
