"""People who do not exist: the given names of one listed person with the surname of another of the same programme."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from screening.names.scripts import Script
from screening.vocabulary import EntityType, NameStrength
from tests.quality.corpus import CorpusParty
from tests.quality.extract import words


def recombined(parties: Sequence[CorpusParty], listed: Sequence[CorpusParty], sample: int) -> dict[str, list[str]]:
    """Return invented namesakes in two classes.

    `recombined` ones hold no listed name; `recombined_covered` ones hold all words of a listed strong name, so that a
    hit is right by the letter of the list. A name that is itself listed is left out.
    """
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for party in parties:
        if party.type is EntityType.PERSON:
            for source, programme, given, family in _marked_names(party):
                groups[source, programme].append((party.id, given, family))
    known = _listed_names(listed)
    starts: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in sorted(known, key=sorted):
        starts[min(name)].append(name)
    rng = random.Random("recombined")
    found: dict[str, list[str]] = {"recombined": [], "recombined_covered": []}
    seen: set[str] = set()
    members = [(key, *one) for key, group in sorted(groups.items()) for one in group if len(group) > 5]
    for _ in range(40 * sample):
        key, party_id, given, _ = rng.choice(members)
        other_id, _, family = rng.choice(groups[key])
        text = f"{given} {family}"
        parts = frozenset(words(text))
        if other_id == party_id or parts in known or text in seen or len(parts) < 2:
            continue
        seen.add(text)
        covered = any(name <= parts for part in parts for name in starts[part])
        kind = "recombined_covered" if covered else "recombined"
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


def _listed_names(listed: Sequence[CorpusParty]) -> set[frozenset[str]]:
    return {
        frozenset(parts)
        for party in listed
        if party.type is EntityType.PERSON
        for name in party.names
        if name.strength is NameStrength.STRONG and (parts := words(name.text))
    }
