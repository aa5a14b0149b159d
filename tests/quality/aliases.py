"""What the official aliases of one party teach: which words are one name, and which letters stand for which."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from screening.names.scripts import Script
from tests.quality.corpus import CorpusParty
from tests.quality.extract import words

MOST_NAMES = 150
"""Names of one party that are read; a party with more is a network, not a name."""
MOST_LEFT = 4
"""Words that two names may not share and still be compared."""
AGREE = 0.7
"""Two other words agree from this similarity up: the names are one party's already."""
GENDER = re.compile(
    r"^(?P<stem>.{3,}?)(?:\|(?P=stem)(?:ov[ae]|ev[ae]|a)|s[ck](?:iy|y|i|ij|yj|yi|ii)\|(?P=stem)s[ck](?:aya|aja|aia|aa|a))$"
)
"""A man's surname and a woman's: Petrov|Petrova, Zakharchenko|Zakharchenkova, Lavsky|Lavskaya."""


@dataclass(slots=True)
class Pair:
    """Two words that stood for one another while the rest of two names agreed."""

    left: str
    right: str
    parties: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)

    @property
    def similarity(self) -> float:
        """1 − optimal string alignment distance / longer length."""
        return float(OSA.normalized_similarity(self.left, self.right))


def latin_names(party: CorpusParty) -> tuple[tuple[str, ...], ...]:
    """Return the distinct Latin names of a party as sorted words.

    A name with a word outside a to z is left out.
    """
    found = {
        tuple(sorted(parts))
        for name in party.names[:MOST_NAMES]
        if name.script is Script.LATIN and (parts := words(name.text)) and all(map(_is_latin, parts))
    }
    return tuple(sorted(found))


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalnum()


def token_parties(parties: Iterable[CorpusParty]) -> dict[str, set[str]]:
    """Return the parties that have each word in a name; one party counts once."""
    found: dict[str, set[str]] = defaultdict(set)
    for party in parties:
        for name in latin_names(party):
            for word in name:
                if word.isalpha() and len(word) > 1:
                    found[word].add(party.id)
    return found


def leftover_pairs(parties: Iterable[CorpusParty]) -> dict[tuple[str, str], Pair]:
    """Return every pair of words left over where all other words of two names of one party agree.

    Words agree when they are the same or alike (`AGREE`); one of the others must have three letters or more.
    """
    found: dict[tuple[str, str], Pair] = {}
    for party in parties:
        lists = {entry.source.split("-")[0] for entry in party.entries}
        for left, right in _leftovers(latin_names(party)):
            pair = found.setdefault((left, right), Pair(left, right))
            pair.parties.add(party.id)
            pair.lists |= lists
    return found


def _leftovers(names: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str], ...]:
    found: set[tuple[str, str]] = set()
    for one, other in combinations(names, 2):
        if len(one) != len(other):
            continue
        common = Counter(one) & Counter(other)
        left = sorted((Counter(one) - common).elements())
        right = sorted((Counter(other) - common).elements())
        if not 0 < len(left) <= MOST_LEFT:
            continue
        aligned = _aligned(left, right)
        for place, (first, second, _) in enumerate(aligned):
            rest = aligned[:place] + aligned[place + 1 :]
            others = (*common, *(word for word, _, _ in rest))
            if (
                all(word.isalpha() and len(word) > 1 for word in (first, second))
                and any(len(word) > 2 and word.isalpha() for word in others)
                and all(likeness >= AGREE for _, _, likeness in rest)
            ):
                found.add((first, second) if first < second else (second, first))
    return tuple(sorted(found))


def _aligned(left: list[str], right: list[str]) -> list[tuple[str, str, float]]:
    """Pair the words that two names do not share, the most alike first."""
    choices = sorted((-_similarity(one, other), one, other) for one in set(left) for other in set(right))
    still_left, still_right = Counter(left), Counter(right)
    found = []
    for likeness, one, other in choices:
        times = min(still_left[one], still_right[other])
        still_left[one] -= times
        still_right[other] -= times
        found += [(one, other, -likeness)] * times
    return found


@lru_cache(maxsize=1 << 18)
def _similarity(left: str, right: str) -> float:
    return float(OSA.normalized_similarity(left, right))


def is_gender_pair(left: str, right: str) -> bool:
    """Say whether two words are the surname of a man and of a woman.

    >>> is_gender_pair("ivanov", "ivanova"), is_gender_pair("lavskaya", "lavsky"), is_gender_pair("ali", "aly")
    (True, True, False)
    """
    return bool(GENDER.match(f"{left}|{right}") or GENDER.match(f"{right}|{left}"))


def well_attested(pair: Pair, seen: dict[str, set[str]]) -> bool:
    """Say whether a pair is seen often enough to hold for parties never seen.

    Source: `docs/mining.md` (equivalences): ≥ 2 parties, ≥ 20 % of the rarer word's parties and
    similarity ≥ .4; or ≥ 3 parties and ≥ 40 %. Words of two letters: ≥ 3 parties.
    """
    count = len(pair.parties)
    share = count / min(len(seen[pair.left]), len(seen[pair.right]))
    if min(len(pair.left), len(pair.right)) < 3 and count < 3:
        return False
    return (count >= 2 and share >= 0.2 and pair.similarity >= 0.4) or (count >= 3 and share >= 0.4)


def spelling_classes(kept: Iterable[Pair], seen: dict[str, set[str]]) -> dict[str, str]:
    """Return word → the most frequent word of its spelling class.

    Classes grow from the best attested pair down, and two classes become one only where their most frequent words
    are themselves a kept pair or have the same consonants: no chain of near spellings joins two names.
    """
    pairs = sorted(kept, key=lambda pair: (-len(pair.parties), pair.left, pair.right))
    direct = {(pair.left, pair.right) for pair in pairs}
    head: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.similarity < 0.6 or len(pair.parties) < 3:
            continue
        left, right = (head.get(word, word) for word in (pair.left, pair.right))
        if left == right:
            continue
        if (min(left, right), max(left, right)) not in direct and consonants(left) != consonants(right):
            continue
        first, second = sorted((left, right), key=lambda word: (-len(seen[word]), word))
        joined = [*members.pop(first, [first]), *members.pop(second, [second])]
        members[first] = joined
        head.update(dict.fromkeys(joined, first))
    return head


def consonants(word: str) -> str:
    """Return the consonants of a word, doubled ones once; y, w and h after another letter go with the vowels.

    >>> consonants("mohammed") == consonants("muhamad"), consonants("yusuf") == consonants("youssef")
    (True, True)
    """
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<!^)[aeiouyw]|^[aeiou]|(?<=[kgdtz])h", "", word))


# ---- letter groups

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Group:
    """Two letter groups that stand for one another, and how often."""

    left: str
    right: str
    attested: int
    """Pairs of spellings that differ only so."""
    seen: int
    """All pairs of words that differ only so."""
    cost: float


def letter_groups(
    vocabulary: set[str], attested: set[tuple[str, str]], wanted: frozenset[tuple[str, str]], least: int, dearest: float
) -> tuple[tuple[Group, ...], float, int]:
    """Return the letter groups worth a row, the base rate and the number of pairs it rests on.

    cost = max(.15, 1 − .27 · ln(rate / base)), rate = attested spellings ÷ all vocabulary pairs that differ only so.
    Groups in `wanted` need three attested spellings, others `least`, a vowel between consonants twice that. A wider
    group is left out where a narrower one in it costs hardly more (.12).

    Source: `docs/mining.md` (letter costs).
    """
    pairs = _single_differences(vocabulary)
    hits: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    spelt = 0
    for left, right in pairs:
        is_spelling = (left, right) in attested
        spelt += is_spelling
        for group in _groups_of(left, right):
            total[group] += 1
            hits[group] += is_spelling
    base = spelt / len(pairs)
    found: dict[tuple[str, str], Group] = {}
    for group in sorted(total, key=lambda group: (len(group[0]) + len(group[1]), group)):
        count = hits[group]
        if count < (3 if group in wanted else 2 * least if _breaks_cluster(group) else least):
            continue
        rate = count / (total[group] + 1)
        cost = round(max(0.15, 1 - 0.27 * math.log(rate / base)), 2)
        narrower = [found[inner].cost for inner in _inside(group) if inner in found]
        if cost <= dearest and (group in wanted or not any(other <= cost + 0.12 for other in narrower)):
            found[group] = Group(group[0], group[1], count, total[group], cost)
    return tuple(found[group] for group in sorted(found)), base, len(pairs)


def _single_differences(vocabulary: set[str]) -> set[tuple[str, str]]:
    """Pairs of words that differ in one place, by at most 3 letters for 3 and 4 in all; half the word must stand."""
    frames: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        for start in range(len(word) + 1):
            for end in range(start, min(len(word), start + 3) + 1):
                kept = start + len(word) - end
                if kept >= max(3, end - start) or (kept == 2 and end - start < 2):
                    frames[word[:start], word[end:]].append(word[start:end])
    found = set()
    for (before, after), middles in frames.items():
        for one, other in combinations(middles, 2):
            if len(one) + len(other) > (4 if len(before) + len(after) > 2 else 2):
                continue
            if one and other and (one[0] == other[0] or one[-1] == other[-1]):
                continue
            left, right = sorted((before + one + after, before + other + after))
            if left != right:
                found.add((left, right))
    return found


def _difference(left: str, right: str) -> tuple[int, str, str]:
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return start, left[start : len(left) - end], right[start : len(right) - end]


def _groups_of(left: str, right: str) -> Iterator[tuple[str, str]]:
    """The difference of two words with none, one or two of the letters around it, as groups of 1 to 3 letters.

    Letters from nothing stand alone only where they are a silent h or y. Two letters from nothing are grammar
    ("al", "ov"), and so is an a at the end (a woman's surname): no group.
    """
    start, one, other = _difference(left, right)
    added = "" if one and other else one or other
    if len(added) > 1 or (added == "a" and start == min(len(left), len(right))):
        return
    seen = set()
    for before in (0, 1, 2):
        for after in (0, 1):
            first = left[max(0, start - before) : start + len(one) + after]
            second = right[max(0, start - before) : start + len(other) + after]
            if len(first) > 3 or len(second) > 3 or not second + first or (added and not _may_stand(first, second)):
                continue
            seen.add((first, second) if first <= second else (second, first))
    yield from sorted(seen)


def _may_stand(first: str, second: str) -> bool:
    """Whether a group with one letter from nothing is a matter of sound.

    A silent h, y or j, a doubled letter, a vowel beside a vowel (ou, ie), a vowel where a cluster is broken up, or the
    s, z, t and k of Belarusian ts and dz, and of tc, tj and kh.
    """
    shorter, longer = sorted((first, second), key=len)
    if not shorter:
        return longer in ("h", "y")
    added = next(longer[place] for place in range(len(longer)) if longer[:place] + longer[place + 1 :] == shorter)
    return added in "hyj" or added in VOWELS or added * 2 in longer or longer in ("ts", "dz", "tc", "tj", "kh")


def _breaks_cluster(group: tuple[str, str]) -> bool:
    """Whether a vowel comes from nothing beside consonants only: weaker evidence, since so do many other names."""
    shorter, longer = sorted(group, key=len)
    return len(longer) > len(shorter) > 0 and not set(shorter) & VOWELS and bool(set(longer) & VOWELS)


def _inside(group: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The narrower groups that explain the same difference."""
    left, right = group
    for before in range(min(len(left), len(right)) + 1):
        for after in range(min(len(left), len(right)) - before + 1):
            cut_left, cut_right = left[before : len(left) - after], right[before : len(right) - after]
            same = left[:before] == right[:before] and left[len(left) - after :] == right[len(right) - after :]
            if same and (before or after):
                yield (cut_left, cut_right) if cut_left <= cut_right else (cut_right, cut_left)
