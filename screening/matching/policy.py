"""The numbers that a score is made of, read from one table, with one fingerprint."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256

from screening.reference import TABLES
from screening.vocabulary import Band

NOT_SCORING = frozenset({"headers.csv", "lists.toml"})
"""Packaged tables that cannot move a score; the fingerprint covers all others."""


@dataclass(frozen=True, slots=True)
class NameWeights:
    """Points of the name terms, for one kind of party; the table says what each is."""

    start: float
    agreeing_first: float
    agreeing_next: float
    agreeing_more: float
    equivalent: float
    spelling: float
    near: float
    near_far: float
    near_farthest: float
    all_near: float
    other_name: float
    other_letters: float
    joined_slip: float
    misheard: float
    only_initials: float
    slips_tell: float
    syllables_left: float
    initial: float
    initial_conflict: float
    missing: float
    query_extra: float
    contradiction: float
    contradiction_each: float
    contradiction_weight: float
    contradiction_alike: float
    number_agrees: float
    long_number: float
    number_differs: float
    number_one_sided: float
    legal_form_differs: float
    out_of_order: float
    otherwise_written: float
    filiation_reversed: float
    little: float
    untelling: float
    places_differ: float
    carries: float
    bare_surname: float
    one_word_record: float
    two_word_record: float
    identical: float
    whole_word: float
    whole_name: float


@dataclass(frozen=True, slots=True)
class ContextWeights:
    """Points of what stands beside the name."""

    birth_day: float
    birth_interval: float
    birth_slip: float
    birth_near: float
    birth_conflict: float
    country: float
    country_conflict: float
    gender: float
    gender_conflict: float
    patronymic_conflict: float
    identifier: float
    identifier_floor: float
    identifier_conflict: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lowest score of a hit and of each band above it, and the highest score of a weak alias alone."""

    hit: float
    medium: float
    strong: float
    weak_alias: float


@dataclass(frozen=True, slots=True)
class ScoringPolicy:
    """All numbers of one engine. Two results with one fingerprint were scored by the same rules."""

    version: str
    thresholds: Thresholds
    person: NameWeights
    organisation: NameWeights
    context: ContextWeights
    fingerprint: str

    def names(self, person: bool) -> NameWeights:
        """Return the name weights for persons, or for everything else."""
        return self.person if person else self.organisation

    def band(self, score: float) -> Band:
        """Return the band of a score, whether or not it reaches the threshold of a hit.

        >>> str(load_policy().band(0.95))
        'strong'
        """
        if score >= self.thresholds.strong:
            return Band.STRONG
        return Band.MEDIUM if score >= self.thresholds.medium else Band.WEAK


@cache
def load_policy() -> ScoringPolicy:
    """Return the packaged policy.

    >>> load_policy().thresholds.hit
    0.7
    """
    digest = sha256()
    for table_file in sorted(TABLES.iterdir(), key=lambda file: file.name):
        if table_file.name not in NOT_SCORING:
            digest.update(table_file.read_bytes())
    table = tomllib.loads((TABLES / "policy.toml").read_text(encoding="utf-8"))
    return ScoringPolicy(
        version=table["version"],
        thresholds=Thresholds(**table["thresholds"]),
        person=NameWeights(**table["person"]),
        organisation=NameWeights(**table["organisation"]),
        context=ContextWeights(**table["context"]),
        fingerprint=digest.hexdigest()[:16],
    )


def weight_names() -> tuple[str, ...]:
    """Return the names of the name weights, in table order."""
    return tuple(field.name for field in fields(NameWeights))
