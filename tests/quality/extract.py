"""What measuring needs of each official list: names, dates, countries and what other lists print too.

These extractors skip what they do not know; the parsers that must skip nothing are in `screening.sources`.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from screening.names.scripts import Script, script_of
from screening.names.text import clean_text, comparable
from screening.reference import country_code
from screening.vocabulary import EntityType, NameKind, NameStrength


@dataclass(frozen=True, slots=True)
class CorpusName:
    """A published name, given names first; `family` is the surname where the list marks it."""

    text: str
    kind: NameKind
    strength: NameStrength
    script: Script
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of one list."""

    id: str
    source: str
    type: EntityType
    names: tuple[CorpusName, ...]
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """What other lists print too, such as "un:QDi.430" or "imo:9187667"."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in comparable form; dotted initials stay together, hyphens split.

    >>> words("Łukasz AL-'ALI"), words("Rosneft P.J.S.C.")
    (('lukasz', 'al', 'ali'), ('rosneft', 'pjsc'))
    """
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), clean_text(text).replace("'", ""))
    return tuple(word for part in _WORD.findall(plain) if (word := str(comparable(part))))


_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f])*")


def entries(shared: Path) -> Iterator[Entry]:
    """Yield every entry with a name of the OFAC, UN, EU, UK and Swiss lists.

    Raises:
        FileNotFoundError: a list is not in the folder.
    """
    lists = shared / "lists"
    for found in (
        _ofac(lists / "ofac/sdn-csv-2023-12-28", "sdn", ("sdn.csv", "alt.csv", "sdn_comments.csv")),
        _ofac(lists / "ofac/cons-csv-2023-11", "cons", ("cons_prim.csv", "cons_alt.csv", "cons_comments.csv")),
        _un(lists / "un/consolidated-2026-08-01.xml"),
        _eu(lists / "eu/fsf-2026-05-01-rebuilt.xml"),
        _uk(lists / "uk/uksl-2026-08-22-rebuilt.xml"),
        _swiss(lists / "ch/seco-2026-02-18-rebuilt.xml"),
    ):
        yield from (entry for entry in found if entry.names)


def _name(
    text: str, kind: NameKind = NameKind.ALIAS, *, weak: bool = False, family: str | None = None
) -> Iterator[CorpusName]:
    cleaned = clean_text(text)
    if words(cleaned):
        strength = NameStrength.WEAK if weak else NameStrength.STRONG
        yield CorpusName(cleaned, kind, strength, script_of(cleaned), clean_text(family) if family else None)


@cache
def _country(text: str) -> str | None:
    try:
        return country_code(text)
    except ValueError:
        return None


def _countries(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in texts if text.strip() and (code := _country(text.strip()))))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 1:
                yield ["" if cell.strip() == "-0-" else cell.strip() for cell in row]


_QUOTED_ALIAS = re.compile(r"\b([af])\.k\.a\. '([^']+(?:'\w+[^']*)*?)'(?=[;.]|$)")
_OFAC_DATE = re.compile(r"(?:^|; )(?:alt\. )?DOB ([^;.]+)")
_OFAC_COUNTRY = re.compile(r"(?:^|; )(?:alt\. )?(?:nationality|citizen) ([^;.]+)")
_OFAC_IMO = re.compile(r"\bIMO (\d{7})\b")
_OFAC_TYPES = {"individual": EntityType.PERSON, "vessel": EntityType.VESSEL, "aircraft": EntityType.AIRCRAFT}


def _ofac(folder: Path, list_name: str, files: tuple[str, str, str]) -> Iterator[Entry]:
    primary, other, comments = files
    aliases: dict[str, list[list[str]]] = defaultdict(list)
    for row in _rows(folder / other):
        aliases[row[0]].append(row)
    overflow = {row[0]: row[1] for row in _rows(folder / comments)}
    for row in _rows(folder / primary):
        kind = _OFAC_TYPES.get(row[2], EntityType.ORGANISATION)
        remarks = row[11] + overflow.get(row[0], "")
        names = [*_ofac_name(row[1], kind, NameKind.PRIMARY)]
        for alias in aliases[row[0]]:
            names += _ofac_name(alias[3], kind, NameKind.FORMER if alias[2] == "fka" else NameKind.ALIAS)
        for letter, text in _QUOTED_ALIAS.findall(remarks):
            names += _ofac_name(text, kind, NameKind.FORMER if letter == "f" else NameKind.ALIAS, weak=True)
        yield Entry(
            id=f"ofac:{row[0]}",
            source=f"ofac-{list_name}",
            type=kind,
            names=tuple(names),
            birth_dates=tuple(_OFAC_DATE.findall(remarks)),
            countries=_countries(_OFAC_COUNTRY.findall(remarks)),
            programmes=tuple(row[3].split("] [")),
            references=tuple(f"imo:{number}" for number in _OFAC_IMO.findall(remarks)),
        )


def _ofac_name(text: str, kind: EntityType, name_kind: NameKind, *, weak: bool = False) -> Iterator[CorpusName]:
    family, comma, given = text.partition(", ")
    if kind is EntityType.PERSON and comma:
        return _name(f"{given} {family}", name_kind, weak=weak, family=family)
    return _name(text, name_kind, weak=weak)


def _root(path: Path) -> Element:
    root: Element = ElementTree.fromstring(path.read_bytes())
    return root


def _texts(element: Element, path: str) -> list[str]:
    return [text for found in element.iterfind(path) if (text := " ".join((found.text or "").split()))]


_UN_DATE_TAGS = ("DATE", "YEAR")


def _un(path: Path) -> Iterator[Entry]:
    root = _root(path)
    for tag, kind in (("INDIVIDUAL", EntityType.PERSON), ("ENTITY", EntityType.ORGANISATION)):
        for element in root.iter(tag):
            places = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
            names = [*_name(" ".join(text for place in places for text in _texts(element, place)), NameKind.PRIMARY)]
            for alias in element.iterfind(f"{tag}_ALIAS"):
                weak = _texts(alias, "QUALITY") == ["Low"]
                for text in _texts(alias, "ALIAS_NAME"):
                    names += [name for piece in text.split("; ") for name in _name(piece, weak=weak)]
            for text in _texts(element, "NAME_ORIGINAL_SCRIPT"):
                names += _name(text, NameKind.ORIGINAL_SCRIPT)
            dates = [text for tag in _UN_DATE_TAGS for text in _texts(element, f"INDIVIDUAL_DATE_OF_BIRTH/{tag}")] + [
                f"{first} to {last}"
                for birth in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH")
                for first, last in zip(_texts(birth, "FROM_YEAR"), _texts(birth, "TO_YEAR"), strict=False)
            ]
            yield Entry(
                id=f"un:{_texts(element, 'DATAID')[0]}",
                source="un",
                type=kind,
                names=tuple(names),
                birth_dates=tuple(dates),
                countries=_countries(_texts(element, "NATIONALITY/VALUE")),
                programmes=tuple(_texts(element, "UN_LIST_TYPE")),
                references=tuple(f"un:{text.rstrip('.')}" for text in _texts(element, "REFERENCE_NUMBER")),
            )


def _eu(path: Path) -> Iterator[Entry]:
    for element in _root(path).iterfind("{*}sanctionEntity"):
        code = element.find("{*}subjectType")
        kind = EntityType.PERSON if code is not None and code.get("code") == "person" else EntityType.ORGANISATION
        names: list[CorpusName] = []
        for alias in element.iterfind("{*}nameAlias"):
            text, family = alias.get("wholeName", ""), alias.get("lastName") or None
            family = family if family and text.endswith(family) and family != text else None
            name_kind = NameKind.ALIAS if names else NameKind.PRIMARY
            names += _name(text, name_kind, weak=alias.get("strong") == "false", family=family)
        births = [*element.iterfind("{*}birthdate")]
        yield Entry(
            id=f"eu:{element.get('logicalId')}",
            source="eu",
            type=kind,
            names=tuple(names),
            birth_dates=tuple(date for b in births if (date := b.get("birthdate") or b.get("year") or "")),
            countries=_countries(c.get("countryIso2Code", "") for c in element.iterfind("{*}citizenship")),
            programmes=tuple(dict.fromkeys(r.get("programme", "") for r in element.iterfind("{*}regulation"))),
            references=(
                *(f"un:{number}" for number in [element.get("unitedNationId")] if number),
                f"eu:{element.get('euReferenceNumber')}",
            ),
        )


_UK_TYPES = {"Individual": EntityType.PERSON, "Ship": EntityType.VESSEL}


def _uk(path: Path) -> Iterator[Entry]:
    for element in _root(path).iterfind("Designation"):
        kind = _UK_TYPES.get("".join(_texts(element, "IndividualEntityShip")), EntityType.ORGANISATION)
        names: list[CorpusName] = []
        for item in element.iterfind("Names/Name"):
            given = [text for place in range(1, 6) for text in _texts(item, f"Name{place}")]
            family = _texts(item, "Name6")
            primary = _texts(item, "NameType")[0].casefold() == "primary name"
            weak = any(text.casefold().startswith("low") for text in _texts(item, "AliasStrength"))
            name_kind = NameKind.PRIMARY if primary else NameKind.ALIAS
            text = " ".join([*given, *family])
            names += _name(text, name_kind, weak=weak, family=family[0] if given and family else None)
        for text in _texts(element, "NonLatinNames/NonLatinName/NameNonLatinScript"):
            names += _name(text, NameKind.ORIGINAL_SCRIPT)
        numbers = [re.sub(r"\D", "", text) for text in _texts(element, ".//IMONumber")]
        yield Entry(
            id=f"uk:{_texts(element, 'UniqueID')[0]}",
            source="uk",
            type=kind,
            names=tuple(names),
            birth_dates=tuple(_texts(element, ".//DOB")),
            countries=_countries(_texts(element, ".//Nationality")),
            programmes=tuple(_texts(element, "RegimeName")),
            references=(
                *(f"un:{text.rstrip('.')}" for text in _texts(element, "UNReferenceNumber")),
                *(f"imo:{number}" for number in numbers if len(number) == 7),
            ),
        )


_SWISS_ORDER = ("given-name", "further-given-name", "father-name", "grand-father-name", "whole-name", "other")
_SWISS_LAST = ("tribal-name", "family-name")


def _swiss(path: Path) -> Iterator[Entry]:
    for element in _root(path).iterfind("target"):
        newest = element.find("modification")
        if newest is not None and newest.get("modification-type") == "de-listed":
            continue
        # Direct paths only: a modification repeats whole identities that no longer hold.
        for tag, kind in (("individual", EntityType.PERSON), ("entity", EntityType.ORGANISATION), ("object", None)):
            for subject in element.iterfind(tag):
                vessel = EntityType.AIRCRAFT if subject.get("object-type") == "aircraft" else EntityType.VESSEL
                births = [*subject.iterfind("identity/day-month-year")] if kind is EntityType.PERSON else []
                yield Entry(
                    id=f"ch:{element.get('ssid')}",
                    source="ch",
                    type=kind or vessel,
                    names=tuple(name for item in subject.iterfind("identity/name") for name in _swiss_name(item)),
                    birth_dates=tuple(date for birth in births if (date := _swiss_date(birth))),
                    programmes=tuple(_texts(element, "sanctions-set-id")),
                    references=tuple(
                        f"un:{text}" for text in _texts(element, "foreign-identifier") if _UN_REFERENCE.match(text)
                    ),
                )


_UN_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3}")


def _swiss_name(item: Element) -> Iterator[CorpusName]:
    parts: dict[str, list[str]] = defaultdict(list)
    for part in item.iterfind("name-part"):
        parts[part.get("name-part-type", "other")] += _texts(part, "value")[:1]
    ahead = [text for place in _SWISS_ORDER for text in parts[place]]
    behind = [text for place in _SWISS_LAST for text in parts[place]]
    family = " ".join(behind) if ahead and behind else None
    kind = NameKind.PRIMARY if item.get("name-type") == "primary-name" else NameKind.ALIAS
    return _name(" ".join([*ahead, *behind]), kind, weak=item.get("quality") == "low", family=family)


def _swiss_date(birth: Element) -> str:
    year, month, day = (int(birth.get(key) or 0) for key in ("year", "month", "day"))
    return f"{year}-{month:02}-{day:02}" if month and day else str(year or "")
