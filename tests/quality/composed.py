"""Companies and ships that no list has: composed from invented words, surnames, towns, trades and legal forms.

Nothing is copied from a register: towns, surnames and legal forms (`companies.csv`) are facts, the names made of them
come by chance from a seed.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.quality.spelling import name_key

TABLE = Path(__file__).parent / "companies.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """What company names of one country are made of."""

    code: str
    form_first: bool
    """Whether the legal form may stand in front."""
    conjunction: str
    surnames: tuple[str, ...]
    towns: tuple[str, ...]
    trades: tuple[str, ...]
    forms: tuple[str, ...]
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """An invented company or ship and the country it says it is of."""

    name: str
    country: str


@cache
def countries() -> tuple[Country, ...]:
    """Return the table of words, by country."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Country(row["country"], row["form_first"] == "yes", row["and"], *(_words(row[key]) for key in _LISTS))
            for row in csv.DictReader(file)
        )


_LISTS = ("surnames", "towns", "trades", "forms", "syllables")


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; "))


_PREFIXES = _words(
    "Nova; Prime; Alpha; Delta; Global; Euro; Inter; Trans; Royal; Crystal; Silver; Star; Sun; Blue; Green"
)
_SHIP_FIRST = _words(
    "Amber; Baltic; Celtic; Crimson; Coral; Eastern; Gentle; Golden; Happy; Highland; Ivory; Jade; Lunar; Noble; "
    "Nordic; Ocean; Orient; Pacific; Pearl; Proud; Quiet; Royal; Sapphire; Silver; Southern; Summer; Swift; Western"
)
_SHIP_LAST = _words(
    "Albatross; Aurora; Breeze; Carrier; Cormorant; Dawn; Dolphin; Falcon; Gannet; Harmony; Heron; Horizon; Marlin; "
    "Meadow; Navigator; Orchid; Osprey; Pelican; Petrel; Pioneer; Plover; Ranger; Sunrise; Tern; Trader; Venture; Wave"
)
_SHIP_LADY = _words(
    "Agnes; Birgitta; Carolina; Dorothea; Elena; Francesca; Greta; Helena; Ingrid; Katarina; Ludmila; Ottilie"
)


def companies(seed: str, count: int, known: frozenset[tuple[str, ...]] = frozenset()) -> tuple[Composed, ...]:
    """Return so many different invented companies; `known` are the names (`name_key`) that are really listed.

    >>> [one.name for one in companies("example", 3)]
    ['Bari Eltec Meccanica S.r.l.', 'Alpha Salal Foodstuff Est.', 'Albers & Brandt AG']
    """
    return _distinct(_company, f"companies:{seed}", count, known)


def ships(seed: str, count: int, known: frozenset[tuple[str, ...]] = frozenset()) -> tuple[Composed, ...]:
    """Return so many different invented ships, without a flag."""
    return _distinct(_ship, f"ships:{seed}", count, known)


def _distinct(
    compose: Callable[[random.Random], Composed], seed: str, count: int, known: frozenset[tuple[str, ...]]
) -> tuple[Composed, ...]:
    return tuple(one for one, _ in zip(_endless(compose, random.Random(seed), known), range(count), strict=False))


def _endless(
    compose: Callable[[random.Random], Composed], rng: random.Random, known: frozenset[tuple[str, ...]]
) -> Iterator[Composed]:
    seen = set(known)
    while True:
        one = compose(rng)
        key = name_key(one.name)
        if key not in seen:
            seen.add(key)
            yield one


def _word(rng: random.Random, syllables: tuple[str, ...]) -> str:
    """An invented word of two or three different syllables."""
    return "".join(rng.sample(syllables, rng.choice((2, 2, 3)))).capitalize()


def _company(rng: random.Random) -> Composed:
    place = rng.choice(countries())
    trade, form = rng.choice(place.trades), rng.choice(place.forms)
    one, other = rng.sample(place.surnames, 2)
    word, town = _word(rng, place.syllables), rng.choice(place.towns)
    core = rng.choice(
        (
            f"{one} {trade}",
            f"{one} {place.conjunction} {other}",
            f"{one} {place.conjunction} {other} {trade}",
            f"{word} {trade}",
            f"{word} {trade}",
            word,
            f"{town} {word} {trade}",
            f"{town} {trade}",
            f"{rng.choice(_PREFIXES)} {word} {trade}",
            f"{rng.choice(_PREFIXES)}{word.lower()}",
            f"{word}-{trade}",
        )
    )
    return Composed(f"{form} {core}" if place.form_first and rng.random() < 0.7 else f"{core} {form}", place.code)


def _ship(rng: random.Random) -> Composed:
    first, last, lady = rng.choice(_SHIP_FIRST), rng.choice(_SHIP_LAST), rng.choice(_SHIP_LADY)
    number = rng.randint(2, 30)
    name = rng.choice(
        (f"{first} {last}", f"{first} {last}", f"{lady} {last}", f"{first} {lady}", f"{first} {last} {number}")
    )
    return Composed(name if rng.random() < 0.5 else name.upper(), "")
