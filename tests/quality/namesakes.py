"""Parties that do not exist and are most like listed ones: namesakes, relatives, sister companies, the next ship.

Each is composed from listed names by a small pure function. What a listed name really covers, because all its words
are in the composed one, is set apart: there a hit is right by the letter of the list.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from screening.names.scripts import Script
from screening.vocabulary import EntityType, NameStrength
from tests.quality.corpus import CorpusParty
from tests.quality.extract import words
from tests.quality.spelling import folded, name_key

Composer: TypeAlias = Callable[[str, str], str | None]
"""(a listed name, another listed name) → the name of someone who is neither, or `None` where it does not apply."""


@dataclass(frozen=True, slots=True)
class HardNegative:
    """A name that no list has, of which listed name it was made, and whether some listed name covers it."""

    group: str
    kind: EntityType
    text: str
    of: str
    covered: bool


class Listed:
    """The strong names of one kind of party, by which a composed name is known or covered."""

    def __init__(self, parties: Iterable[CorpusParty], kind: EntityType) -> None:
        texts = [
            name.text
            for party in parties
            if party.type is kind
            for name in party.names
            if name.strength is NameStrength.STRONG
        ]
        self.keys = {key for text in texts if (key := name_key(text))}
        self._in_order = {tuple(map(folded, words(text))) for text in texts}
        self._starts: dict[str, list[frozenset[str]]] = defaultdict(list)
        for key in sorted(self.keys):
            self._starts[key[0]].append(frozenset(key))

    def has(self, text: str) -> bool:
        """Whether a name is listed, in any spelling and order."""
        return name_key(text) in self.keys

    def has_in_order(self, text: str) -> bool:
        """Whether a name is listed with its words in this order."""
        return tuple(map(folded, words(text))) in self._in_order

    def covers(self, text: str) -> bool:
        """Whether all words of a listed name are among those of a name."""
        parts = frozenset(map(folded, words(text)))
        return any(name <= parts for part in parts for name in self._starts.get(part, ()))


def recombined(parties: Sequence[CorpusParty], listed: Sequence[CorpusParty], sample: int) -> dict[str, list[str]]:
    """Return people of the given names of one listed person and the surname of another of the same programme.

    `recombined` ones hold no listed name; `recombined_covered` ones hold all words of a listed strong name. A name
    that is itself listed is left out.
    """
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for party in parties:
        if party.type is EntityType.PERSON:
            for source, programme, given, family in _marked_names(party):
                groups[source, programme].append((party.id, given, family))
    known = Listed(listed, EntityType.PERSON)
    rng = random.Random("recombined")
    found: dict[str, list[str]] = {"recombined": [], "recombined_covered": []}
    seen: set[str] = set()
    members = [(key, *one) for key, group in sorted(groups.items()) for one in group if len(group) > 5]
    for _ in range(40 * sample if members else 0):
        key, party_id, given, _ = rng.choice(members)
        other_id, _, family = rng.choice(groups[key])
        text = f"{given} {family}"
        if other_id == party_id or text in seen or len(words(text)) < 2 or known.has(text):
            continue
        seen.add(text)
        kind = "recombined_covered" if known.covers(text) else "recombined"
        if len(found[kind]) < sample:
            found[kind].append(text)
        if all(len(texts) == sample for texts in found.values()):
            break
    return found


def _marked_names(party: CorpusParty) -> list[tuple[str, str, str, str]]:
    """The first name of each entry that marks its surname: list, programme, given names, surname."""
    found = []
    for entry in party.entries:
        name = next((name for name in entry.names if name.family and name.script is Script.LATIN), None)
        if name and name.family and name.text.endswith(f" {name.family}"):
            given = name.text[: -len(name.family)].strip()
            found += [(entry.source, programme, given, name.family) for programme in entry.programmes[:1]]
    return found


def hard_negatives(parties: Sequence[CorpusParty], listed: Sequence[CorpusParty], sample: int) -> list[HardNegative]:
    """Return up to `sample` names of each composer and kind that no listed name covers, and as many that one does."""
    found: list[HardNegative] = []
    for kind, composers in COMPOSERS.items():
        known = Listed(listed, kind)
        names = [
            name.text
            for party in parties
            if party.type is kind
            for name in party.names
            if name.strength is NameStrength.STRONG and name.script is Script.LATIN
        ]
        for group, compose in composers.items():
            found += _composed(group, kind, compose, names, known, sample)
    return found


def _composed(
    group: str, kind: EntityType, compose: Composer, names: Sequence[str], known: Listed, sample: int
) -> list[HardNegative]:
    rng = random.Random(f"{group}:{kind}")
    able = [name for name in names if compose(name, name) is not None]
    count = {True: 0, False: 0}
    seen: set[str] = set()
    found = []
    for name in rng.sample(able, len(able)):
        tries = (compose(name, rng.choice(able)) for _ in range(12))
        text = next((text for text in tries if text and text != name), None)
        if text is None or text in seen:
            continue
        seen.add(text)
        reordered = name_key(text) == name_key(name)  # Of a name with its own words in another order, order is all.
        if known.has_in_order(text) if reordered else known.has(text):
            continue
        covered = not reordered and known.covers(text)
        if count[covered] < sample:
            count[covered] += 1
            found.append(HardNegative(group, kind, text, name, covered))
    return found


# ---- people


_PATRONYMIC = re.compile(r"(?<=\s)[^\W\d_]{2,}?(?P<end>[oe]vich|[oey]vych|[oei]vna)(?=\s)", re.IGNORECASE)
_CLAN = re.compile(r"(?<=\s)(?:al|el)[- ][^\W\d_]{4,}$", re.IGNORECASE)
_SON_OF = re.compile(r"^(?P<son>[^\W\d_]{3,}) (?P<of>bin|ibn|ben) (?P<father>[^\W\d_]{3,})(?P<rest>.*)$", re.IGNORECASE)


def patronymic_swapped(name: str, other: str) -> str | None:
    """Return the name with the patronymic of another person of the same gender.

    >>> patronymic_swapped("Ivan Petrovich SIDOROV", "Oleg Viktorovich ORLOV")
    'Ivan Viktorovich SIDOROV'
    """
    own, theirs = _PATRONYMIC.search(name), _PATRONYMIC.search(other)
    if not own or not theirs or own["end"][-1].lower() != theirs["end"][-1].lower():
        return None
    return name[: own.start()] + theirs[0] + name[own.end() :]


def clan_swapped(name: str, other: str) -> str | None:
    """Return the name with the clan or place of origin of another person.

    >>> clan_swapped("Khalid Ibrahim al-Tikriti", "Omar Nasser al-Mosuli")
    'Khalid Ibrahim al-Mosuli'
    """
    own, theirs = _CLAN.search(name), _CLAN.search(other)
    return name[: own.start()] + theirs[0] if own and theirs else None


def filiation_reversed(name: str, other: str) -> str | None:
    """Return the father by the name of his father, who is the son: X bin Y as Y bin X. No other name is needed.

    >>> filiation_reversed("Ahmad bin Salim al-Harbi", "")
    'Salim bin Ahmad al-Harbi'
    """
    found = _SON_OF.match(name)
    return f"{found['father']} {found['of']} {found['son']}{found['rest']}" if found else None


def relative(name: str, other: str) -> str | None:
    """Return the brother or sister: the given name of another, of the same gender, before the same father and family.

    >>> relative("Ivan Petrovich SIDOROV", "Oleg Viktorovich ORLOV")
    'Oleg Petrovich SIDOROV'
    >>> relative("Ahmad bin Salim al-Harbi", "Tariq bin Omar")
    'Tariq bin Salim al-Harbi'
    """
    own, theirs = _PATRONYMIC.search(name), _PATRONYMIC.search(other)
    slavic = own and theirs and own["end"][-1].lower() == theirs["end"][-1].lower()
    if slavic or (_SON_OF.search(name) and _SON_OF.search(other)):
        return " ".join([other.split()[0], *name.split()[1:]])
    return None


# ---- organisations and ships


_NUMBER = re.compile(r"(?<![\w.])(?:\d{1,4}|II|III|IV|VI{0,3}|IX|XI{0,3})(?![\w.])")
_ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_PLACES = """
Afghanistan Algeria Angola Austria Bahrain Belarus Beirut Brazil Bulgaria Cairo China Crimea Cuba Cyprus Damascus
Dubai Egypt France Geneva Germany Ghana Greece Hamburg Havana India Indonesia Iran Iraq Istanbul Italia Italy Jordan
Kazakhstan Kenya Korea Kuwait Lebanon Libya London Malaysia Mali Malta Minsk Moscow Myanmar Nigeria Oman Pakistan
Panama Paris Pyongyang Qatar Russia Senegal Serbia Singapore Somalia Spain Sudan Syria Tehran Tajikistan Tripoli
Tunisia Turkey Uganda Ukraine Uzbekistan Venezuela Vietnam Yemen Zimbabwe
"""
_TRADES = """
Agriculture Airlines Aviation Cement Chemicals Construction Electronics Energy Engineering Exchange Finance Foodstuff
Insurance Investment Leasing Logistics Marine Mining Petrochemical Petroleum Pharmaceutical Shipping Steel Telecom
Textile Tourism Trading Transport
"""


def number_changed(name: str, other: str) -> str | None:
    """Return the name with the next number of the series: VII as VIII, 214 as 215. No other name is needed.

    >>> number_changed("Horizon Fund VII", ""), number_changed("Volgo Balt 214", "")
    ('Horizon Fund VIII', 'Volgo Balt 215')
    """
    found = _NUMBER.search(name)
    if not found or len(words(name)) < 2:
        return None
    old = found[0]
    new = str(int(old) + 1) if old.isdigit() else _ROMAN[(_ROMAN.index(old) + 1) % len(_ROMAN)]
    return name[: found.start()] + new + name[found.end() :]


def sister_place(name: str, other: str) -> str | None:
    """Return the sister company of another country or city: that of the other name.

    >>> sister_place("Rosneft Germany", "Bank of Venezuela")
    'Rosneft Venezuela'
    """
    return _exchanged(name, other, _PLACES)


def sister_trade(name: str, other: str) -> str | None:
    """Return the sister company in another trade: that of the other name.

    >>> sister_trade("Meroe Mining LLC", "Baltic Shipping Co")
    'Meroe Shipping LLC'
    """
    return _exchanged(name, other, _TRADES)


def _exchanged(name: str, other: str, choices: str) -> str | None:
    spoken = re.compile(rf"\b(?:{'|'.join(choices.split())})\b", re.IGNORECASE)
    own, theirs = spoken.search(name), spoken.search(other)
    if not own or not theirs or len(words(name)) < 2:
        return None
    return name[: own.start()] + theirs[0] + name[own.end() :]


COMPOSERS: dict[EntityType, dict[str, Composer]] = {
    EntityType.PERSON: {
        "patronymic_swapped": patronymic_swapped,
        "clan_swapped": clan_swapped,
        "filiation_reversed": filiation_reversed,
        "relative": relative,
    },
    EntityType.ORGANISATION: {
        "number_changed": number_changed,
        "sister_place": sister_place,
        "sister_trade": sister_trade,
    },
    EntityType.VESSEL: {"number_changed": number_changed},
}
