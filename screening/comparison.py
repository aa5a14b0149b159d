"""`compare` two names or parties, part by part and point by point; no list is needed."""

from __future__ import annotations

from screening.errors import QueryError
from screening.explain import explain_parts
from screening.matching.context import AnyParty
from screening.matching.names import aligned_parts
from screening.matching.policy import ScoringPolicy, load_policy
from screening.matching.scorer import best_finding, make_ledger
from screening.names.parts import Role, read_name
from screening.query import Queryable, as_query, build_query
from screening.records import Person, UnspecifiedParty
from screening.results import Comparison
from screening.vocabulary import EntityType, NameStrength, WeakAliasPolicy


def compare(query: Queryable, record: Queryable, *, kind: EntityType | str | None = None) -> Comparison:
    """Return the ledger of two names or parties, without any list.

    Args:
        kind: what both names are. Without it, names that hold a legal form are judged as organisations, all others as
            persons; a party says itself what it is.

    >>> compare("Evgeny Prigozhin", "PRIGOZHIN, Yevgeniy", kind="person").score > 0.9
    True

    Raises:
        QueryError: a name or the kind cannot be understood.
    """
    own, other = (_one_party(side, kind) for side in (query, record))
    return compare_parties(own, other, load_policy(), WeakAliasPolicy.FUZZY)


def _one_party(side: Queryable, kind: EntityType | str | None) -> AnyParty:
    return build_query(side, kind=kind).party if isinstance(side, str) else as_query(side).party


def compare_parties(query: AnyParty, record: AnyParty, policy: ScoringPolicy, weak: WeakAliasPolicy) -> Comparison:
    """Return the ledger of two parties, the best pair of their names first; raises as `compare` does."""
    person = _as_persons(query, record)
    finding = best_finding(query, record, policy, weak, person=person)
    if finding is None:
        raise QueryError("the two have no names that may be compared under this weak alias policy")
    ledger = make_ledger(query, record, finding, policy, person=person)
    parts = aligned_parts(finding.comparison.alignment)
    band = policy.band(ledger.score) if ledger.score >= policy.thresholds.hit else None
    if finding.record_name.strength is NameStrength.WEAK and band:
        band = policy.band(0.0)
    own, other = finding.query_name.text, finding.record_name.text
    explanation = f"“{own}” and “{other}”: {explain_parts(parts, ledger.lines)}."
    return Comparison(ledger, parts, own, other, band, explanation)


def _as_persons(query: AnyParty, record: AnyParty) -> bool:
    for party in (record, query):
        if not isinstance(party, UnspecifiedParty):
            return isinstance(party, Person)
    return not any(
        part.role is Role.LEGAL_FORM
        for party in (query, record)
        for name in party.names
        for reading in read_name(name.text, person=False)
        for part in reading.parts
    )
