"""`screen` a name, a party, or many against lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256

from screening.comparison import compare_parties
from screening.errors import QueryError, RecordError
from screening.explain import explain_hit
from screening.indexfiles import open_lists
from screening.linking import Links, one_hit_a_party
from screening.listindex import ListIndex
from screening.matching.candidates import Candidates
from screening.matching.compiled import candidates_of
from screening.matching.context import AnyParty
from screening.matching.floors import ROUNDING, Floors, floors_of
from screening.matching.names import aligned_parts, compare_readings
from screening.matching.policy import ScoringPolicy, load_policy
from screening.matching.scorer import (
    NameFinding,
    best_finding,
    context_points,
    find,
    identifier_keys,
    logit,
    make_ledger,
)
from screening.names.parts import Reading, read_name
from screening.query import Queryable, as_day, as_query, as_weak_alias_policy, build_query
from screening.records import EntityRecord, Identifier, Name, Person, UnspecifiedParty
from screening.remarks import remarks_on
from screening.results import Comparison, Engine, Hit, ListInfo, ScreeningResult, known_listings, rank
from screening.store import list_infos
from screening.version import VERSION
from screening.vocabulary import EntityType, WeakAliasPolicy


@dataclass(frozen=True, slots=True)
class _Found:
    """A name on record that a name of the query reaches, by the places of both."""

    record: int
    name: int
    is_weak: bool
    total: float
    query_name: Name
    query: Reading
    reading_number: int
    person: bool

    @property
    def order(self) -> tuple[float, int]:
        """Sorts the better finding last; of two that are as good, the name that is listed first."""
        return self.total, -self.name


class Screener:
    """Records ready to be screened against. Building one reads every name; use it for many queries.

    >>> record = EntityRecord(id="x-1", party=Person(names=["Ivan Petrov"], birth_dates=["1961"]))
    >>> [(hit.record.id, str(hit.band)) for hit in Screener([record]).screen("PETROV, Ivan").hits]
    [('x-1', 'strong')]
    """

    def __init__(
        self,
        records: Iterable[EntityRecord],
        *,
        lists: Sequence[ListInfo] = (),
        policy: ScoringPolicy | None = None,
        link: bool = True,
    ) -> None:
        """Take the records.

        Args:
            lists: what results say was searched; the records as one list of the caller's by default.
            policy: weights and thresholds; the library's own by default.
            link: whether records of one party make one hit, unless a query says otherwise.
        """
        own = tuple(sorted(records, key=lambda record: record.id))
        self._take(ListIndex.of(own, tuple(lists) or (_info_of(own),)), policy, link)

    def _take(self, index: ListIndex, policy: ScoringPolicy | None, link: bool) -> None:
        self.policy = policy or load_policy()
        self._index, self.link = index, link
        self.records, self.lists = index.records, index.lists
        self.engine = Engine(VERSION, self.policy.fingerprint)

    @classmethod
    def load(
        cls,
        lists: Sequence[str] | None = None,
        *,
        policy: ScoringPolicy | None = None,
        link: bool = True,
        loaded_on: date | None = None,
        on_indexing: Callable[[int], None] | None = None,
    ) -> Screener:
        """Open installed lists by id; `None` opens all of them, the bundled one among them.

        Their index is opened, or made where there is none yet.

        Args:
            loaded_on: open the copies that were searched at the end of this day, of lists removed since too.
            on_indexing: told of how many entries an index is made, before it is; 50,000 take a quarter of a minute.

        Raises:
            UnknownListError: a list that is not installed, or was not on that day.
            ListError: an installed list is damaged, or what was loaded on that day was not recorded.
        """
        screener = cls.__new__(cls)
        screener._take(open_lists(lists, loaded_on=loaded_on, on_indexing=on_indexing), policy, link)
        return screener

    @cached_property
    def _people(self) -> Candidates:
        return candidates_of(self._index.people, self.policy.person)

    @cached_property
    def _others(self) -> Candidates:
        return candidates_of(self._index.others, self.policy.organisation)

    @property
    def links(self) -> Links:
        """Which of the records are one party."""
        return self._index.links

    def record(self, record_id: str) -> EntityRecord | None:
        """Return the record that has an id; `None` if there is none."""
        number = self._index.number_of(record_id)
        return None if number is None else self.records[number]

    def screen(
        self,
        query: Queryable,
        *,
        threshold: float | None = None,
        as_of: date | str | None = None,
        limit: int | None = None,
        weak_aliases: WeakAliasPolicy | str = WeakAliasPolicy.EXACT,
        link: bool | None = None,
    ) -> ScreeningResult:
        """Return the hits of one query, the strongest first.

        Args:
            query: a name, a party, or a party with the caller's reference.
            threshold: lowest score of a hit, 0 to 1; the policy's own by default.
            as_of: the day asked about; what was listed later is left out, what was delisted by then is said to be.
            limit: most hits to return; the result says how many more there are.
            weak_aliases: `ignore`, `exact` (only the whole alias, in the lowest band) or `fuzzy`.
            link: whether records of several lists that are one party make one hit; the screener's own by default.

        Raises:
            QueryError: the query or an option cannot be understood.
        """
        asked, day, weak = as_query(query), as_day(as_of), as_weak_alias_policy(weak_aliases)
        lowest = self.policy.thresholds.hit if threshold is None else threshold
        if not 0.0 <= lowest <= 1.0:
            raise QueryError(f"the threshold {lowest} is no score: expected 0 to 1")
        if limit is not None and limit < 1:
            raise QueryError(f"the limit {limit} lets no hit through: expected 1 or more")
        hits = []
        for number, findings in self._findings(asked.party, logit(lowest), weak).items():
            tried = (self._hit(asked.party, self.records[number], finding, day, lowest) for finding in findings)
            if hit := next(filter(None, tried), None):
                hits.append(hit)
        ranked = rank(hits)
        if ranked and (self.link if link is None else link):
            ranked = one_hit_a_party(ranked, self.links, day)
        shown = ranked if limit is None else ranked[:limit]
        return ScreeningResult(
            query=asked,
            hits=shown,
            lists=self.lists,
            engine=self.engine,
            threshold=lowest,
            as_of=day,
            weak_aliases=weak.value,
            notes=remarks_on(asked.party, _sides(asked.party), is_hit=bool(ranked)),
            more_hits=len(ranked) - len(shown),
        )

    def screen_many(
        self,
        queries: Iterable[Queryable],
        *,
        threshold: float | None = None,
        as_of: date | str | None = None,
        limit: int | None = None,
        weak_aliases: WeakAliasPolicy | str = WeakAliasPolicy.EXACT,
        link: bool | None = None,
    ) -> Iterator[ScreeningResult]:
        """Yield the result of each query, lazily and in order; options are those of `screen`.

        Raises:
            QueryError: when its turn comes, the first query that cannot be understood; those after it are not taken.
        """
        for query in queries:
            yield self.screen(
                query, threshold=threshold, as_of=as_of, limit=limit, weak_aliases=weak_aliases, link=link
            )

    def compare(
        self, query: Queryable, record_id: str, *, weak_aliases: WeakAliasPolicy | str = WeakAliasPolicy.FUZZY
    ) -> Comparison:
        """Return the ledger of a query against one record, hit or not: the answer to "why not?".

        Args:
            weak_aliases: whether a weak alias of the record is compared like any other (`fuzzy`), only where the
                query is its whole, exact form (`exact`), or not at all (`ignore`).

        Raises:
            RecordError: no record has this id.
            QueryError: the query cannot be understood, or no name of the record may be compared.
        """
        record = self.record(record_id)
        if record is None:
            near = f", perhaps {' or '.join(like)}" if (like := self._index.ids_like(record_id)) else ""
            lists = ", ".join(info.id for info in self.lists)
            raise RecordError(f"no record has the id {record_id!r} in {lists}{near}")
        return compare_parties(as_query(query).party, record.party, self.policy, as_weak_alias_policy(weak_aliases))

    def _findings(self, query: AnyParty, floor: float, weak: WeakAliasPolicy) -> dict[int, tuple[NameFinding, ...]]:
        """Return the best findings of each record that could reach the floor, or that shares an identifier.

        The strong names' best comes first; a weak alias that answers in full stands behind it and counts where that
        one falls short.
        """
        sharing = self._index.with_identifiers(identifier_keys(query)) if query.identifiers else ()
        best: dict[tuple[int, bool], _Found] = {}
        for person in _sides(query):
            floors = floors_of(query, floor, self.policy, person=person)
            if sharing:  # the best name of a record counts, whenever its party was born
                floors = Floors.level(floors.lowest)
            for name in query.names:
                for reading in read_name(name.text, person=person):
                    for found in self._search(query, name, reading, floors, weak, person):
                        key = found.record, found.is_weak
                        if key not in best or found.order > best[key].order:
                            best[key] = found
        findings: dict[int, tuple[NameFinding, ...]] = {}
        for (number, _), found in sorted(best.items(), key=lambda item: item[0]):
            reached = found.total + context_points(query, self.records[number].party, self.policy)
            if reached >= floor - ROUNDING or number in sharing:
                findings[number] = (*findings.get(number, ()), self._finding(found, weak))
        for number in sharing:
            record = self.records[number]
            if (number, False) not in best and _is_kind(query, record.party.entity_type):
                person = isinstance(record.party, Person)
                named = best_finding(query, record.party, self.policy, WeakAliasPolicy.FUZZY, person=person)
                if named:
                    findings[number] = (named, *findings.get(number, ()))
        return findings

    def _search(
        self, query: AnyParty, name: Name, reading: Reading, floors: Floors, weak: WeakAliasPolicy, person: bool
    ) -> Iterator[_Found]:
        """Yield the names on record that this reading of the query reaches."""
        candidates = self._people if person else self._others
        weights = self.policy.names(person)
        for number in candidates.search(reading, floors):
            need = floors.of(candidates.index.births, number)
            comparison = compare_readings(reading, candidates.index.reading(number), weights, person=person)
            if comparison.total < need:
                continue
            for form in candidates.index.forms(number):
                is_weak = form.is_weak and weak is not WeakAliasPolicy.FUZZY
                if is_weak and (weak is WeakAliasPolicy.IGNORE or not comparison.evidence.identical):
                    continue
                total = comparison.total
                if is_weak:
                    total = min(total, logit(self.policy.thresholds.weak_alias))
                if total >= need and _is_kind(query, self._index.kind(form.record)):
                    yield _Found(form.record, form.name, is_weak, total, name, reading, number, person)

    def _finding(self, found: _Found, weak: WeakAliasPolicy) -> NameFinding:
        """Compare again with the name as published: the search keeps readings without their capitals."""
        listed = self.records[found.record].party.names[found.name]
        index = self._index.people if found.person else self._index.others
        parts = index.reading(found.reading_number).parts
        published = next(one for one in read_name(listed.text, person=found.person) if one.parts == parts)
        finding = find(found.query_name, found.query, listed, published, self.policy, weak, person=found.person)
        assert finding is not None, "a name was found that may not answer to this query"
        return finding

    def _hit(
        self, query: AnyParty, record: EntityRecord, finding: NameFinding, day: date | None, lowest: float
    ) -> Hit | None:
        known = known_listings(record, day)
        if record.listings and not known:
            return None
        person = isinstance(record.party, Person)
        ledger = make_ledger(query, record.party, finding, self.policy, person=person)
        if ledger.score < lowest:
            return None
        parts = aligned_parts(finding.comparison.alignment)
        name = finding.record_name
        asked, band = finding.query_name.text, self.policy.band(0.0 if finding.weak else ledger.score)
        explanation = explain_hit(asked, record, name, parts, ledger.lines, known)
        return Hit(record, name, band, ledger, parts, known, finding.weak, explanation, query_name=asked)


def _sides(query: AnyParty) -> tuple[bool, ...]:
    if isinstance(query, UnspecifiedParty):
        return (True, False)
    return (isinstance(query, Person),)


def _is_kind(query: AnyParty, kind: str) -> bool:
    return isinstance(query, UnspecifiedParty) or query.entity_type == kind


def _info_of(records: tuple[EntityRecord, ...]) -> ListInfo:
    digest = sha256()
    for record in records:
        digest.update(record.model_dump_json().encode() + b"\n")
    names = sum(len(record.party.names) for record in records)
    return ListInfo("records", "records given by the caller", "", None, digest.hexdigest(), len(records), names)


@lru_cache(maxsize=4)
def _loaded(infos: tuple[ListInfo, ...]) -> Screener:
    """Open lists once for as long as they stay what they are; a process that asks of many sets keeps a few."""
    return Screener.load([info.id for info in infos])


def screen(
    name: str,
    *,
    kind: EntityType | str | None = None,
    birth_date: date | str | None = None,
    countries: Sequence[str] | str = (),
    identifiers: Sequence[str | Identifier] | str = (),
    aliases: Sequence[str] | str = (),
    gender: str | None = None,
    lists: Sequence[str] | None = None,
    threshold: float | None = None,
    as_of: date | str | None = None,
    limit: int | None = None,
    weak_aliases: WeakAliasPolicy | str = WeakAliasPolicy.EXACT,
    link: bool = True,
) -> ScreeningResult:
    """Screen one counterparty against the installed lists, which are opened once and opened again when they change.

    How old the lists are is not asked here: `screening.ages.require_fresh` does that, as the command line does.

    Args:
        name: one name, in any script, of at most 1,000 characters.
        kind: person, organisation, vessel or aircraft; without it each record is judged by the rules of its own kind.
        birth_date: a day, or a text such as 1961, 1961-06-01 or "circa 1963".
        countries: of nationality, residence, registration or flag, each by ISO code or name.
        identifiers: passport, tax, IMO or other numbers.
        aliases: further names of the same party; the one that fits best counts.
        gender: male or female.
        lists: the ids of the lists to search; all that are installed, and the bundled one, by default.
        threshold: lowest score of a hit, 0 to 1; that of the scoring policy by default.
        as_of: the day asked about: what was listed later is left out, what was delisted by then is said to be.
        limit: most hits to return; the result says how many more there are.
        weak_aliases: `ignore`, `exact` (only the whole alias, in the lowest band) or `fuzzy`.
        link: whether records of several lists that are one party make one hit.

    >>> hit = screen("Ivan Aleksandrovich Maslov").hits[0]
    >>> sorted({dated.listing.authority for dated in hit.listings})
    ['Canada', 'EU', 'OFAC', 'UK']

    Raises:
        QueryError: a value is none of its kind.
        UnknownListError: a list that is not installed.
        ListError: a list is damaged, or none is named.
    """
    query = build_query(
        name,
        kind=kind,
        birth_date=birth_date,
        countries=countries,
        identifiers=identifiers,
        aliases=aliases,
        gender=gender,
    )
    screener = _loaded(list_infos(lists))
    return screener.screen(query, threshold=threshold, as_of=as_of, limit=limit, weak_aliases=weak_aliases, link=link)
