"""Official aliases taken out of the searched records and asked about, by script and by distance from what is left."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from screening.names.scripts import Script
from screening.vocabulary import EntityType, NameStrength
from tests.quality.corpus import CorpusParty
from tests.quality.extract import CorpusName, words

CLOSE, MID = 85.0, 70.0
"""Token-sort ratio, 0 to 100, from which an alias is close, and from which it is not distant."""
ALIKE = 0.6
"""Two words are alike from this similarity; an alias with no such word is another name, no spelling."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One alias that no searched record has, and the name left that is most like it."""

    text: str
    kind: EntityType
    party: str
    group: str
    nearest: str


@dataclass(frozen=True, slots=True)
class HeldOutSet:
    """All aliases held out, and what to leave out of each party's record."""

    questions: tuple[HeldOut, ...]
    removed: dict[str, frozenset[str]]


def hold_out(parties: Sequence[CorpusParty]) -> HeldOutSet:
    """Choose what to hold out, once for each party.

    A party with names in another script loses all names of that script (every party of a rare script, half of those
    with Cyrillic ones); any other party loses one Latin alias.
    """
    questions: list[HeldOut] = []
    removed: dict[str, frozenset[str]] = {}
    for party in parties:
        strong = [name for name in party.names if name.strength is NameStrength.STRONG]
        latin = [name for name in strong if name.script is Script.LATIN]
        rng = random.Random(f"held out:{party.id}")
        foreign = [name for name in strong if name.script is not Script.LATIN]
        rare = [name for name in foreign if name.script is not Script.CYRILLIC]
        if not latin:
            continue
        if rare or (foreign and rng.random() < 0.5):
            asked = rng.choice(rare or foreign)
            removed[party.id] = frozenset(name.text for name in party.names if name.script is asked.script)
            questions.append(HeldOut(asked.text, party.type, party.id, asked.script.value, latin[0].text))
        elif len(latin) > 1:
            asked = rng.choice(latin)
            same = {name.text for name in party.names if words(name.text) == words(asked.text)}
            left = [name for name in latin if name.text not in same]
            if left:
                removed[party.id] = frozenset(same)
                group, nearest = distance(asked, left)
                questions.append(HeldOut(asked.text, party.type, party.id, group, nearest))
    return HeldOutSet(tuple(questions), removed)


def hold_out_more(parties: Sequence[CorpusParty]) -> HeldOutSet:
    """Choose one question of another kind for each party, to be asked of records of its own.

    A party with two names of another script or more loses one of them, and its other names of that script stay
    (`one_cyrillic`). One that has a single such name loses all its Latin names, and one of those is asked about
    (`latin_of_cyrillic`).
    """
    questions: list[HeldOut] = []
    removed: dict[str, frozenset[str]] = {}
    for party in parties:
        strong = [name for name in party.names if name.strength is NameStrength.STRONG]
        foreign = [name for name in strong if name.script is not Script.LATIN]
        if not foreign:
            continue
        rng = random.Random(f"held out one:{party.id}")
        asked = rng.choice(foreign)
        same = {name.text for name in foreign if words(name.text) == words(asked.text)}
        left = [name for name in foreign if name.script is asked.script and name.text not in same]
        latin = [name for name in strong if name.script is Script.LATIN]
        if left:
            removed[party.id] = frozenset(same)
            group, nearest = f"one_{asked.script.value}", left[0].text
            questions.append(HeldOut(asked.text, party.type, party.id, group, nearest))
        elif latin:
            removed[party.id] = frozenset(name.text for name in party.names if name.script is Script.LATIN)
            group, text = f"latin_of_{asked.script.value}", rng.choice(latin).text
            questions.append(HeldOut(text, party.type, party.id, group, asked.text))
    return HeldOutSet(tuple(questions), removed)


def distance(asked: CorpusName, left: Sequence[CorpusName]) -> tuple[str, str]:
    """Return same, subset, close, mid, distant or other, and the nearest name left.

    `same` has the same words in another order, `subset` all words of one in the other, `other` no word alike.
    """
    own = words(asked.text)
    others = {name.text: words(name.text) for name in left}
    ratios = {text: token_sort_ratio(" ".join(own), " ".join(parts)) for text, parts in others.items()}
    nearest = max(sorted(ratios), key=lambda text: ratios[text])
    if any(sorted(own) == sorted(parts) for parts in others.values()):
        return "same", nearest
    if any(set(own) <= set(parts) or set(parts) <= set(own) for parts in others.values()):
        return "subset", nearest
    if ratios[nearest] >= MID:
        return ("close" if ratios[nearest] >= CLOSE else "mid"), nearest
    alike = any(
        OSA.normalized_similarity(one, other) >= ALIKE
        for one in own
        for parts in others.values()
        for other in parts
        if min(len(one), len(other)) > 2
    )
    return ("distant" if alike else "other"), nearest
