"""One party judged against one record: the best pair of names, then the context, as one ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from screening.identifiers import IdentifierType, canonical
from screening.matching.context import ADJUSTMENTS, AnyParty, compare_identifiers
from screening.matching.names import NameComparison, compare_readings, name_lines
from screening.matching.patronymics import compare_patronymics
from screening.matching.policy import ScoringPolicy
from screening.names.parts import Reading, read_name
from screening.records import Name
from screening.results import Contribution, Ledger
from screening.vocabulary import NameStrength, Outcome, WeakAliasPolicy


@dataclass(frozen=True, slots=True)
class NameFinding:
    """How one name of the query stands to one name of a record; `total` already bears the cap on weak aliases."""

    query_name: Name
    record_name: Name
    comparison: NameComparison
    total: float
    weak: bool

    @property
    def order(self) -> tuple[bool, float]:
        """Sorts the better finding last: a strong name before a weak one, then the higher total."""
        return (not self.weak, self.total)


def logit(score: float) -> float:
    """Return the total whose logistic is the score; infinite at 0 and 1.

    >>> logit(0.5)
    0.0
    """
    if score <= 0.0:
        return float("-inf")
    return float("inf") if score >= 1.0 else log(score / (1.0 - score))


def find(
    query_name: Name,
    query: Reading,
    record_name: Name,
    record: Reading,
    policy: ScoringPolicy,
    weak_aliases: WeakAliasPolicy,
    *,
    person: bool,
) -> NameFinding | None:
    """Compare two readings; nothing where the record's name is a weak alias that may not answer to this query."""
    comparison = compare_readings(query, record, policy.names(person), person=person)
    weak = record_name.strength is NameStrength.WEAK and weak_aliases is not WeakAliasPolicy.FUZZY
    if weak and (weak_aliases is WeakAliasPolicy.IGNORE or not comparison.evidence.identical):
        return None
    total = comparison.total
    if weak:
        total = min(total, logit(policy.thresholds.weak_alias))
    return NameFinding(query_name, record_name, comparison, total, weak)


def best_finding(
    query: AnyParty, record: AnyParty, policy: ScoringPolicy, weak_aliases: WeakAliasPolicy, *, person: bool
) -> NameFinding | None:
    """Return the best finding over every name of both parties, without any index."""
    findings = (
        found
        for query_name, own in _readings(query, person)
        for record_name, other in _readings(record, person)
        if (found := find(query_name, own, record_name, other, policy, weak_aliases, person=person))
    )
    return max(findings, key=lambda found: found.order, default=None)


def _readings(party: AnyParty, person: bool) -> Iterator[tuple[Name, Reading]]:
    for name in party.names:
        for reading in read_name(name.text, person=person):
            yield name, reading


def make_ledger(
    query: AnyParty, record: AnyParty, finding: NameFinding, policy: ScoringPolicy, *, person: bool
) -> Ledger:
    """Return every line of the score: the name's terms, the cap on a weak alias, then the context."""
    names = finding.query_name.text, finding.record_name.text
    lines = list(name_lines(finding.comparison, policy.names(person), *names))
    if finding.weak and finding.comparison.total > finding.total:
        capped = finding.total - finding.comparison.total
        detail = f"a weak alias alone scores at most {policy.thresholds.weak_alias:.2f}"
        lines.append(Contribution("name: weak alias", Outcome.PARTIAL, capped, *names, detail))
    if person and (line := compare_patronymics(finding.comparison.alignment, record.names, policy.context)):
        lines.append(line)
    lines.extend(compare(query, record, policy.context) for compare in ADJUSTMENTS)
    so_far = Ledger(tuple(lines)).total
    lines.append(compare_identifiers(query, record, policy.context, so_far))
    return Ledger(tuple(line for line in lines if line.points or line.query or line.record))


def context_points(query: AnyParty, record: AnyParty, policy: ScoringPolicy) -> float:
    """Return what the context adds to a name's total, identifiers left aside."""
    return sum(compare(query, record, policy.context).points for compare in ADJUSTMENTS)


def identifier_keys(query: AnyParty) -> tuple[str, ...]:
    """Return the canonical identifiers of the query, by which records are found whatever their names.

    One of unknown kind may be a wallet, whose letters keep their case.
    """
    kinds = ((one, kind) for one in query.identifiers for kind in (one.type, IdentifierType.WALLET))
    return tuple(dict.fromkeys(canonical(one.value, kind) for one, kind in kinds))
