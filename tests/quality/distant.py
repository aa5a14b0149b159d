"""Why aliases that are not close are missed: `python -m tests.quality.distant [--split train tune] [--examples 3]`.

Every Latin alias of the groups mid and distant is asked, people and organisations. Each that is missed falls into
one category: the first of `CATEGORIES` whose rule holds of it and of the name left that scores best. The rules look at
words only, so whoever doubts a count can read the cases (`--examples 1000`). Misses are not read on *report*.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA
from rich.console import Console
from rich.table import Table

from screening.matching.evidence import NEGLIGIBLE, TELLING
from screening.matching.names import NameComparison, compare_readings
from screening.matching.policy import load_policy
from screening.names.parts import Part, read_name
from screening.names.scripts import Script, script_of
from screening.query import build_query
from screening.screener import Screener
from screening.vocabulary import EntityType
from tests.quality.corpus import Split, corpus, shared_folder
from tests.quality.held_out import HeldOut, hold_out
from tests.quality.searched import record_of

GROUPS = ("mid", "distant")
KINDS = (EntityType.PERSON, EntityType.ORGANISATION)
READ = (Split.TRAIN, Split.TUNE)
ALIKE = 0.5
"""Words left over on both sides are two spellings from this similarity."""
LEAST_SHORT = 2
_BYNAME = re.compile(r"\b(?:abu|abou|umm|haji|hajj|mullah|maulana|mufti|qari|colonel|commander|uncle|brother)\b", re.I)
_RUSSIAN = re.compile(
    r"(?:[sc]k|n)(?:ii|iy|yi|yy|y|aia|aya|oe|oye|ogo|ykh|ikh|oi|oy)$|(?:eni|ani|atsi)(?:e|ye|ya|ia|i)$"
)
"""Endings of Russian adjectives and nouns in Latin letters."""


@dataclass(frozen=True)
class Miss:
    """One alias that was not found, beside the name left of its party that scores best."""

    asked: HeldOut
    left: tuple[str, ...]

    @cached_property
    def best(self) -> tuple[str, NameComparison]:
        """The name left that scores best, and how it compares."""
        person = self.asked.kind is EntityType.PERSON
        weights = load_policy().person if person else load_policy().organisation
        found = (
            (name, compare_readings(query, record, weights, person=person))
            for name in self.left
            for query in read_name(self.asked.text, person=person)
            for record in read_name(name, person=person)
        )
        return max(found, key=lambda pair: pair[1].total)

    @cached_property
    def leftovers(self) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The words that only the alias has, and those that only the other name has."""
        alignment = self.best[1].alignment
        query = tuple(alignment.query[place] for place in alignment.query_left)
        record = tuple(alignment.record[place] for place in alignment.record_left)
        return _words(query), _words(record)

    @property
    def texts(self) -> tuple[str, str]:
        """The alias and the other name."""
        return self.asked.text, self.best[0]


def _words(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.is_content and part.weight >= NEGLIGIBLE)


def _single(miss: Miss) -> bool:
    return len(miss.asked.text.split()) == 1 or all(len(name.split()) == 1 for name in miss.left)


def _one_sided(miss: Miss) -> bool:
    return not all(miss.leftovers)


def _shortened(miss: Miss) -> bool:
    """Whether a word left over is made of letters of the other side's, in order: an acronym or a contraction."""
    return any(
        _is_short_for(part.text, "".join(other.text for other in others))
        for own, others in (miss.leftovers, miss.leftovers[::-1])
        for part in own
    )


def _is_short_for(word: str, text: str) -> bool:
    letters = iter(text)
    return (
        LEAST_SHORT <= len(word) <= len(text) / 2 and word[0] == text[0] and all(letter in letters for letter in word)
    )


def _translated(miss: Miss) -> bool:
    """Whether one side has Russian words left over, or letters beyond a to z, and the other has not; so, at least."""
    return _is_foreign(miss, 0) is not _is_foreign(miss, 1)


def _is_foreign(miss: Miss, side: int) -> bool:
    return not miss.texts[side].isascii() or any(_RUSSIAN.search(part.text) for part in miss.leftovers[side])


def _bynamed(miss: Miss) -> bool:
    return any(map(_BYNAME.search, miss.texts))


def _alike(miss: Miss) -> bool:
    own, others = miss.leftovers
    return any(OSA.normalized_similarity(one.text, other.text) >= ALIKE for one in own for other in others)


def _given_agrees(miss: Miss) -> bool:
    """Whether the first word agrees: what is left over is a family, clan or father's name."""
    return miss.best[1].alignment.query[0] not in miss.leftovers[0]


def _generic(miss: Miss) -> bool:
    return all(part.weight < TELLING for side in miss.leftovers for part in side)


@dataclass(frozen=True, slots=True)
class Category:
    """A reason for a miss, and the rule by which a miss belongs to it."""

    name: str
    kinds: tuple[EntityType, ...]
    holds: Callable[[Miss], bool]


CATEGORIES = (
    Category("one word against a fuller name", KINDS, _single),
    Category("more or fewer words", KINDS, _one_sided),
    Category("acronym or contraction", (EntityType.ORGANISATION,), _shortened),
    Category("kunya, title or nom de guerre", (EntityType.PERSON,), _bynamed),
    Category("translation", (EntityType.ORGANISATION,), _translated),
    Category("spelling far apart", KINDS, _alike),
    Category("another family or clan name", (EntityType.PERSON,), _given_agrees),
    Category("another given name", (EntityType.PERSON,), lambda miss: True),
    Category("another generic word", (EntityType.ORGANISATION,), _generic),
    Category("another name", (EntityType.ORGANISATION,), lambda miss: True),
)


def category_of(miss: Miss) -> Category:
    """Return the first category that a miss belongs to."""
    return next(one for one in CATEGORIES if miss.asked.kind in one.kinds and one.holds(miss))


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask, count and print, one table a kind."""
    parser = argparse.ArgumentParser(prog="tests.quality.distant", description=__doc__)
    parser.add_argument("--split", nargs="+", type=Split, choices=READ, default=READ, help="whom to ask about")
    parser.add_argument("--examples", type=int, default=3, help="cases of each category to print")
    options = parser.parse_args(arguments)
    asked: dict[EntityType, int] = dict.fromkeys(KINDS, 0)
    found: dict[str, list[Miss]] = {}
    for split in options.split:
        for one, miss in _answers(split):
            asked[one.kind] += 1
            if miss:
                found.setdefault(f"{one.kind}:{category_of(miss).name}", []).append(miss)
    for kind in KINDS:
        _show(kind, asked[kind], found, options.examples)


def _answers(split: Split) -> Iterator[tuple[HeldOut, Miss | None]]:
    """Yield every alias asked about, and the miss where it is one."""
    parties = corpus(shared_folder())
    held = hold_out([party for party in parties if party.split is split])
    screener = Screener(record_of(party, held.removed.get(party.id, frozenset())) for party in parties)
    names = {party.id: party.names for party in parties}
    for one in held.questions:
        if one.group in GROUPS and one.kind in KINDS:
            hits = screener.screen(build_query(one.text, kind=one.kind), link=False).hits
            left = (name.text for name in names[one.party] if name.text not in held.removed[one.party])
            latin = tuple(text for text in left if script_of(text) is Script.LATIN)
            yield one, None if any(hit.record.id == one.party for hit in hits) else Miss(one, latin)


def _show(kind: EntityType, asked: int, found: dict[str, list[Miss]], examples: int) -> None:
    missed = sum(len(misses) for name, misses in found.items() if name.startswith(f"{kind}:"))
    table = Table("category", "missed", "share", "for example", box=None, pad_edge=False)
    for category in CATEGORIES:
        misses = found.get(f"{kind}:{category.name}", [])
        if kind in category.kinds:
            shown = "; ".join(" / ".join(miss.texts) for miss in misses[:examples])
            table.add_row(category.name, str(len(misses)), f"{len(misses) / max(missed, 1):.0%}", shown)
    console = Console(width=200)
    console.print(f"{kind}: {asked} aliases asked, {missed} missed")
    console.print(table)


if __name__ == "__main__":
    main()
