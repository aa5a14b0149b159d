"""Which records of different lists are one party, by what the authorities publish; never by a name alone.

Three kinds of evidence, in this order: a number by which authorities name the entry, an identifier of the party, a full
name with a full birth date. Source: `docs/linking.md`, which says what is left apart and why.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from screening.explain import explain_hit
from screening.identifiers import IdentifierType
from screening.linkfacts import LinkFacts, link_facts
from screening.names.parts import Role, read_name
from screening.names.text import clean_text, comparable
from screening.records import EntityRecord
from screening.results import DatedListing, Hit, LinkedRecord, known_listings

GIVERS = {
    "au": "Australian reference",
    "ca": "place on Canada's list",
    "ch": "SECO number",
    "eu": "EU reference",
    "ofac": "OFAC number",
    "ofsi": "OFSI group",
    "uk": "UK reference",
    "un": "UN reference",
    "unsc": "UN data number",
}
"""What a cross-reference is called, by who gives it out."""
WORLDWIDE = frozenset(
    {
        IdentifierType.BIC,
        IdentifierType.IMO,
        IdentifierType.LEI,
        IdentifierType.MMSI,
        IdentifierType.TAIL_NUMBER,
        IdentifierType.WALLET,
    }
)
"""Kinds of number that name one party in the whole world; the others do so within the country that gave them out."""
WORDS_IN_COMMON = 2
"""Words that the names of two records share at the least, or all there are, where a cross-reference links them."""
SHORTEST_HEARD = 4
"""Letters below which words that sound alike say nothing: Korean syllables are few."""

_WORD = re.compile(r"[\w'’‘`ʼ]+")

Evidence = tuple[int, int, str]
"""Two records, by their places, and in words what they have in common."""


@dataclass(frozen=True, slots=True)
class Links:
    """The records that are one party with others, and why."""

    records: Mapping[str, EntityRecord]
    """Only those that are linked, by id."""
    shared: Mapping[str, tuple[tuple[str, str], ...]]
    """For each of them, the ids it has something in common with and what that is, sorted."""

    def others(self, record_id: str) -> tuple[tuple[EntityRecord, str], ...]:
        """Return the other records of a record's party by id, each with the reason of its link; usually none."""
        found: dict[str, str] = {record_id: ""}
        queue = deque([record_id])
        while queue:
            known = queue.popleft()
            for other, what in self.shared.get(known, ()):
                if other not in found:
                    found[other] = f"both have {what}" if known == record_id else f"has {what} in common with {known}"
                    queue.append(other)
        del found[record_id]
        return tuple((self.records[other], found[other]) for other in sorted(found))

    def parties(self) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the records of each party that has several, sorted."""
        groups = {tuple(sorted([key, *(record.id for record, _ in self.others(key))])) for key in self.records}
        return tuple(sorted(groups))


def link_records(records: Sequence[EntityRecord]) -> Links:
    """Link records of different lists that are certainly one party.

    >>> from screening.records import Person
    >>> un = EntityRecord(id="un-1", party=Person(names=["Ivan Petrov"]), cross_references=("un:QDi.001",))
    >>> eu = EntityRecord(id="eu-1", party=Person(names=["PETROV, Ivan"]), cross_references=("eu:EU.1.1", "un:QDi.001"))
    >>> [(record.id, reason) for record, reason in link_records([un, eu]).others("eu-1")]
    [('un-1', 'both have the UN reference QDi.001')]
    """
    shared = find_links([link_facts(record) for record in records])
    return Links({record.id: record for record in records if record.id in shared}, shared)


def find_links(records: Sequence[LinkFacts]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what `Links.shared` says of records, from what is compared of them."""
    groups = _Groups(records)
    kept = list(_by_cross_reference(records))
    for one, other, _ in kept:
        groups.join(one, other)
    for weaker in (_by_identifier, _by_name_and_birth):
        kept += groups.join_where_one_a_list(list(weaker(records)))
    neighbours: dict[str, dict[str, str]] = defaultdict(dict)
    for one, other, reason in kept:
        left, right = records[one].id, records[other].id
        neighbours[left].setdefault(right, reason)
        neighbours[right].setdefault(left, reason)
    return {key: tuple(sorted(neighbours[key].items())) for key in sorted(neighbours)}


def one_hit_a_party(ranked: Iterable[Hit], links: Links, day: date | None) -> tuple[Hit, ...]:
    """Return the best hit of each party with the listings of all its records, in the order given.

    A linked record that is no hit itself shows its listings too; one that no list had yet on the day does not.
    """
    hits = {hit.record.id: hit for hit in ranked}
    folded: set[str] = set()
    kept = []
    for key, hit in hits.items():
        if key in folded:
            continue
        linked = []
        for record, reason in links.others(key):
            folded.add(record.id)
            listings = known_listings(record, day)
            if listings or not record.listings:
                own = hits.get(record.id)
                linked.append(LinkedRecord(record, listings, reason, own.score if own else None))
        every = (*hit.listings, *(dated for one in linked for dated in one.listings))
        kept.append(_with_linked(hit, tuple(linked), every) if linked else hit)
    return tuple(kept)


def _with_linked(hit: Hit, linked: tuple[LinkedRecord, ...], listings: tuple[DatedListing, ...]) -> Hit:
    explanation = explain_hit(hit.query_name, hit.record, hit.name, hit.parts, hit.ledger.lines, listings)
    return replace(hit, linked=linked, listings=listings, explanation=explanation)


class _Groups:
    """Records joined so far: each is in one group, named by its first record."""

    def __init__(self, records: Sequence[LinkFacts]) -> None:
        self._records = records
        self._parent = list(range(len(records)))
        self._members: dict[int, list[int]] = {}

    def first(self, record: int) -> int:
        """Return the first record of a record's group."""
        while self._parent[record] != record:
            self._parent[record] = self._parent[self._parent[record]]
            record = self._parent[record]
        return record

    def join(self, one: int, other: int) -> None:
        """Make one group of two records' groups."""
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self._parent[second] = first
            self._members[first] = [*self.members(first), *self.members(second)]

    def members(self, first: int) -> list[int]:
        """Return the records of a group by its first one."""
        return self._members.get(first, [first])

    def join_where_one_a_list(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Join what the evidence connects and return the evidence that held.

        Where it would bring two entries of one list together, nothing that it connects is joined: an authority that
        lists two entries knows two parties, and which of them is meant cannot be told.
        """
        heads = sorted({self.first(record) for one, other, _ in evidence for record in (one, other)})
        place = {head: number for number, head in enumerate(heads)}
        joined = list(range(len(heads)))

        def root(number: int) -> int:
            while joined[number] != number:
                number = joined[number]
            return number

        for one, other, _ in evidence:
            ends = sorted(root(place[self.first(record)]) for record in (one, other))
            joined[ends[1]] = ends[0]
        parties: dict[int, list[int]] = defaultdict(list)
        for head in heads:
            parties[root(place[head])].append(head)
        refused = {head for together in parties.values() if self._collide(together) for head in together}
        held = [row for row in evidence if self.first(row[0]) not in refused]
        for one, other, _ in held:
            self.join(one, other)
        return held

    def _collide(self, heads: Sequence[int]) -> bool:
        """Whether two of several groups have an entry on the same list."""
        lists = [name for head in heads for name in {self._records[record].list_id for record in self.members(head)}]
        return len(lists) > len(set(lists))


def _sharing(
    records: Sequence[LinkFacts], numbers: Callable[[LinkFacts], Iterable[str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the records of one kind that share a number, pair by pair, with the number."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for number in dict.fromkeys(numbers(record)):
            bearers[number].append(place)
    for number, places in bearers.items():
        for one, other in combinations(places, 2):
            if records[one].entity_type is records[other].entity_type:
                yield one, other, number


def _by_cross_reference(records: Sequence[LinkFacts]) -> Iterator[Evidence]:
    """Yield the records with a number in common by which authorities name the entry.

    Authorities misprint each other's numbers, so their names must have words in common as well.
    """
    for one, other, number in _sharing(records, lambda record: record.numbers):
        if _have_words_in_common(records[one], records[other]):
            giver, _, text = number.partition(":")
            yield one, other, f"the {GIVERS.get(giver, giver)} {text}"


def _have_words_in_common(one: LinkFacts, other: LinkFacts) -> bool:
    """Whether the names of two records share words by letter, or else by sound; of a single word, that one."""
    left, right = (frozenset(word for name in record.names for word in _words(name)) for record in (one, other))
    needed = min(WORDS_IN_COMMON, len(left), len(right))
    if len(left & right) >= needed:
        return True
    mine, theirs = (
        {
            part.text: part.keys
            for name in record.names
            for part in read_name(name, person=True)[0].parts
            if len(part.text) >= SHORTEST_HEARD
        }
        for record in (one, other)
    )
    heard = frozenset(key for keys in theirs.values() for key in keys)
    return sum(not heard.isdisjoint(keys) for keys in mine.values()) >= needed


def _by_identifier(records: Sequence[LinkFacts]) -> Iterator[Evidence]:
    """Yield the records of one kind with a strong identifier in common, unless their birth dates contradict it.

    Where one of them does not say which country gave the number out, they must have a full name in common as well.
    """
    for one, other, number in _sharing(records, lambda record: (known for known, _ in record.identifiers)):
        if _were_born_apart(records[one], records[other]):
            continue
        kind, _, value = number.partition(":")
        words = f"the {kind.replace('_', ' ')} number {value}"
        left, right = (_countries_of(records[place], number) for place in (one, other))
        if kind in WORLDWIDE:
            yield one, other, words
        elif known := sorted(place for place in left & right if place):
            yield one, other, f"{words} ({known[0]})"
        elif None in left | right and (name := _same_full_name(records[one], records[other])):
            yield one, other, f"the name “{name}” and {words}"


def _countries_of(record: LinkFacts, number: str) -> set[str | None]:
    """Return the countries that gave out a number of a record; `None` among them where one is not said."""
    return {country for known, country in record.identifiers if known == number}


def _were_born_apart(one: LinkFacts, other: LinkFacts) -> bool:
    """Whether both have a full birth date and no date of one can be a date of the other."""
    left, right = one.births, other.births
    if not (any(day.is_day for day in left) and any(day.is_day for day in right)):
        return False
    return not any(
        mine.earliest <= theirs.latest and theirs.earliest <= mine.latest for mine in left for theirs in right
    )


def _by_name_and_birth(records: Sequence[LinkFacts]) -> Iterator[Evidence]:
    """Yield the persons with the same full name and the same full birth date."""
    born: dict[date, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for day in dict.fromkeys(day.earliest for day in record.births if day.is_day):
            born[day].append(place)
    words: dict[int, dict[tuple[str, ...], str]] = {}
    for day, places in born.items():
        if len(places) < 2:
            continue
        for place in places:
            if place not in words:
                words[place] = _by_words(records[place])
        for one, other in combinations(places, 2):
            if name := _in_common(words[one], words[other], person=True):
                yield one, other, f"the name “{name}” and the birth date {day}"


def _same_full_name(one: LinkFacts, other: LinkFacts) -> str | None:
    """Return a full name of the first record that is one of the other's too, part by part."""
    return _in_common(_by_words(one), _by_words(other), person=one.is_person)


def _by_words(record: LinkFacts) -> dict[tuple[str, ...], str]:
    return {_words(name): name for name in record.full_names}


def _in_common(
    left: Mapping[tuple[str, ...], str], right: Mapping[tuple[str, ...], str], *, person: bool
) -> str | None:
    return next((left[key] for key in left if key in right and _is_full(left[key], right[key], person=person)), None)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a name without case and marks, sorted."""
    clean = clean_text(text)
    if clean.isascii():
        return tuple(sorted(_WORD.findall(comparable(clean))))
    return tuple(sorted(comparable(word) for word in _WORD.findall(clean)))


def _is_full(one: str, other: str, *, person: bool) -> bool:
    """Whether two names read as the same parts, of which two or more carry a name and none is an initial."""
    left, right = (read_name(text, person=person)[0].parts for text in (one, other))
    if sorted(part.text for part in left) != sorted(part.text for part in right):
        return False
    return sum(part.is_content for part in left) > 1 and all(part.role is not Role.INITIAL for part in left)
