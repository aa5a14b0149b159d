"""Write the tables mined from the official lists: `python -m tests.quality.mine`.

Only parties of the *train* split are read. The rules, and what was dropped by hand, are in `docs/mining.md`.
"""

from __future__ import annotations

import csv
import math
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from screening.vocabulary import EntityType
from tests.quality.aliases import (
    Group,
    Pair,
    is_gender_pair,
    leftover_pairs,
    letter_groups,
    spelling_classes,
    token_parties,
    well_attested,
)
from tests.quality.corpus import ROOT, BackgroundPerson, CorpusParty, Split, background, corpus, shared_folder
from tests.quality.dropped import DROPPED_GROUPS, DROPPED_ORGANISATION, DROPPED_PERSON
from tests.quality.extract import words

DATA = ROOT / "screening/data"
LISTED, POPULATION = "listed", "population"
"""Which rate is the larger one: among listed parties, or among people at large."""

# Shared study of matching, section 4: scale and floor of the weight of a part; 1 is the weight of a word no table has.
WEIGHT_SCALE = math.log(13_000)
WEIGHT_FLOOR = 0.12
WEIGHT_WRITTEN = 0.97
# A word of one party may be chance; of two it is a rate.
LEAST_PARTIES = 2
# Letter groups: attested spellings needed, and the dearest cost that still says something.
LEAST_ATTESTED = 8
DEAREST = 0.8
# Groups that the study lists: three attested spellings are enough.
WANTED = frozenset(
    {
        ("ch", "tj"), ("ks", "x"), ("ee", "i"), ("j", "y"), ("i", "y"), ("u", "v"), ("i", "j"), ("e", "je"),
        ("e", "ye"), ("i", "ij"), ("ou", "u"), ("k", "q"), ("i", "iy"), ("c", "k"), ("v", "w"), ("c", "ch"),
        ("s", "ss"), ("h", "j"), ("o", "u"), ("a", "aa"), ("e", "i"), ("b", "bb"), ("m", "mm"), ("a", "e"),
        ("h", "kh"),
    }
)  # fmt: skip
# Closeness: letters of the shorter word, cost up to, and how many words a row is measured on.
LENGTHS = (3, 4, 5, 6, 7, 8)
BOUNDS = (0.55, 1.0, 2.0, 3.0)
SAMPLE = 120
LEARNED = 1.0
"""Up to this bound learned costs count; above it plain distance, which they may not undercut by chains."""


def main() -> None:
    """Mine every table, write it, and print what was found."""
    started = time.monotonic()
    shared = shared_folder()
    parties = [party for party in corpus(shared) if party.split is Split.TRAIN]
    people = [party for party in parties if party.type is EntityType.PERSON]
    others = [party for party in parties if party.type in (EntityType.ORGANISATION, EntityType.VESSEL)]
    population = background(shared, Split.TRAIN)
    print(f"train: {len(people)} people, {len(others)} organisations and vessels, {len(population)} invented people")

    seen, pairs = token_parties(people), leftover_pairs(people)
    kept = mine_equivalents("person", pairs, seen, DROPPED_PERSON)
    mine_weights("person", people, kept, seen, population)
    other_seen, other_pairs = token_parties(others), leftover_pairs(others)
    other_kept = mine_equivalents("organisation", other_pairs, other_seen, DROPPED_ORGANISATION)
    mine_weights("organisation", others, other_kept, other_seen, ())
    mine_letter_groups({*seen, *other_seen}, {*pairs, *other_pairs})
    living = word_rates(population)
    listed = {word: len(found) / len(people) for word, found in seen.items()}
    mine_closeness(
        {
            "person": {word: max(listed.get(word, 0.0), living.get(word, 0.0)) for word in {*listed, *living}},
            "organisation": {word: len(found) / len(others) for word, found in other_seen.items()},
        }
    )
    print(f"{time.monotonic() - started:.0f} s")


def mine_equivalents(
    kind: str, pairs: dict[tuple[str, str], Pair], seen: dict[str, set[str]], dropped: dict[str, str]
) -> list[Pair]:
    """Write the pairs of words that are one name, and return them."""
    found = [pair for pair in pairs.values() if well_attested(pair, seen)]
    kept = [
        pair
        for pair in found
        if f"{pair.left}~{pair.right}" not in dropped and not is_gender_pair(pair.left, pair.right)
    ]
    kept.sort(key=lambda pair: (pair.left, pair.right))
    rows = [(pair.left, pair.right, len(pair.parties), "+".join(sorted(pair.lists)).upper()) for pair in kept]
    write(f"equivalents-{kind}.csv", ("left", "right", "parties", "source"), rows)
    print(f"  {len(pairs)} pairs seen, {len(found)} well attested, {len(kept)} kept; for example {sample(kept)}")
    return kept


def mine_weights(
    kind: str,
    parties: Sequence[CorpusParty],
    kept: Iterable[Pair],
    seen: dict[str, set[str]],
    population: Sequence[BackgroundPerson],
) -> None:
    """Write the weight of every word that is common enough to weigh less than a rare one."""
    living = word_rates(population)
    head = spelling_classes(kept, seen)
    classes: dict[str, set[str]] = {}
    alive: dict[str, float] = {}
    for word in {*seen, *living}:
        classes.setdefault(head.get(word, word), set()).update(seen.get(word, ()))
        alive[head.get(word, word)] = alive.get(head.get(word, word), 0.0) + living.get(word, 0.0)
    rows = []
    for word in sorted({*seen, *living}):
        name = head.get(word, word)
        listed = len(classes[name]) / len(parties) if len(classes[name]) >= LEAST_PARTIES else 0.0
        rate = max(listed, alive[name])
        weight = max(WEIGHT_FLOOR, -math.log(rate) / WEIGHT_SCALE) if rate else 1.0
        if round(weight, 2) < WEIGHT_WRITTEN:
            rows.append((word, f"{weight:.2f}", LISTED if listed >= alive[name] else POPULATION))
    write(f"token-weights-{kind}.csv", ("token", "weight", "source"), rows)
    print(f"  {len(set(head.values()))} spelling classes of {len(head)} words")


def word_rates(population: Sequence[BackgroundPerson]) -> dict[str, float]:
    """Return how many of the invented people have each word in their name."""
    found = Counter(
        word for person in population for word in set(words(person.name)) if word.isascii() and len(word) > 1
    )
    return {word: count / len(population) for word, count in found.items()}


def mine_letter_groups(vocabulary: set[str], attested: set[tuple[str, str]]) -> None:
    """Write the letter groups that stand for one another; "-" is no letter."""
    groups, base, seen = letter_groups(
        {word for word in vocabulary if len(word) > 2}, attested, WANTED, LEAST_ATTESTED, DEAREST
    )
    kept = [group for group in groups if f"{group.left or '-'}~{group.right}" not in DROPPED_GROUPS]
    rows = [
        (group.left or "-", group.right, f"{group.cost:.2f}", f"{group.attested} of {group.seen} word pairs")
        for group in kept
    ]
    write("letter-groups.csv", ("left", "right", "cost", "source"), rows)
    print(f"  {seen} near word pairs, base rate {base:.3f}; {len(groups)} groups, {len(kept)} kept: {cheapest(kept)}")
    missing = sorted(WANTED - {(group.left, group.right) for group in kept})
    print(f"  of the study's groups not attested: {' '.join('~'.join(pair) for pair in missing) or 'none'}")


def mine_closeness(rates: dict[str, dict[str, float]]) -> None:
    """Write what share of full evidence a word within each cost is worth, by letters of the shorter word."""
    rows: list[tuple[str, int, str, str, str]] = []
    for kind, rate in sorted(rates.items()):
        before = [0.0] * len(BOUNDS)
        for letters in LENGTHS:
            # A longer word is never worth less: where a sample says so it is chance.
            before = [max(pair) for pair in zip(before, closeness(rate, letters), strict=True)]
            for bound, share in zip(BOUNDS, before, strict=True):
                rows.append((kind, letters, f"{bound:g}", f"{share:.2f}", f"rates of {len(rate)} words of names"))
    write("closeness.csv", ("kind", "letters", "cost_up_to", "share", "source"), rows)
    for row in rows:
        print("  {}, {} letters, cost up to {}: {}".format(*row))


def closeness(rate: dict[str, float], letters: int) -> list[float]:
    """Return −ln(how often a name has a word within that cost) / ln(13,000) for each of `BOUNDS`, mean of a sample.

    It is the scale of the weights: a near word is evidence as far as few names have any word so near.
    """
    import numpy
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    from screening.matching.strings import letter_cost

    ordered = sorted(word for word in rate if len(word) >= letters)
    same = [word for word in ordered if len(word) == letters or (letters == LENGTHS[-1] and len(word) > letters)]
    chosen = sorted(random.Random(letters).sample(same, min(SAMPLE, len(same))))
    rates = numpy.array([rate[word] for word in ordered])
    distances = cdist(chosen, ordered, scorer=OSA.distance, score_cutoff=3, dtype=numpy.uint8)
    sums = [0.0] * len(BOUNDS)
    for word, row in zip(chosen, distances, strict=True):
        near = numpy.flatnonzero(row <= (2 if letters <= 6 else 3))
        costs = [(letter_cost(word, ordered[place]), rates[place]) for place in near]
        for place, bound in enumerate(BOUNDS):
            learned = sum(often for cost, often in costs if cost <= bound)
            often = min(1.0, float(learned if bound <= LEARNED else rates[row <= bound].sum()))
            sums[place] += -math.log(often) / WEIGHT_SCALE
    return [total / len(chosen) for total in sums]


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table of `screening/data`, UTF-8 with LF."""
    lines = [*rows]
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
    print(f"{name}: {len(lines)} rows")


def sample(pairs: Sequence[Pair]) -> str:
    """Return ten pairs chosen by a fixed seed."""
    chosen = random.Random(4).sample(range(len(pairs)), min(10, len(pairs)))
    return ", ".join(f"{pairs[place].left}~{pairs[place].right}" for place in sorted(chosen))


def cheapest(groups: Sequence[Group]) -> str:
    """Return the twenty cheapest letter groups."""
    first = sorted(groups, key=lambda group: (group.cost, group.left, group.right))[:20]
    return ", ".join(f"{group.left or '-'}~{group.right} {group.cost:.2f}" for group in first)


if __name__ == "__main__":
    main()
