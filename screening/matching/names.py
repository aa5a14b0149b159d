"""Two names compared: alignment → evidence → signed points, one term a line.

The terms are a table. The search sums their points; the ledger of a hit lists the same terms with the same points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import fsum

from screening.matching.align import Alignment, Likeness, align
from screening.matching.evidence import LEAST_INEXACT, NameEvidence, weigh
from screening.matching.notes import pair_note
from screening.matching.policy import NameWeights
from screening.matching.words import part_likeness
from screening.names.parts import Part, Reading
from screening.results import AlignedPart, Contribution, Relation
from screening.vocabulary import Outcome

FAR, FARTHEST = 0.75, 0.55
"""A slip worth less than this share of full evidence costs more."""
WELL_SPELT = 0.9
"""A known form or a transliteration worth at least this costs no more than that it is one."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the name score: its points, and what a reviewer reads."""

    feature: str
    points: Callable[[NameEvidence, NameWeights], float]
    detail: Callable[[NameEvidence], str]


def _agreement(evidence: NameEvidence, weights: NameWeights) -> float:
    agreeing = evidence.agreeing
    return (
        weights.agreeing_first * min(agreeing, 0.8)
        + weights.agreeing_next * min(max(agreeing - 0.8, 0.0), 0.8)
        + weights.agreeing_more * min(max(agreeing - 1.6, 0.0), 1.6)
    )


def _inexact(evidence: NameEvidence, weights: NameWeights) -> float:
    return fsum(
        max(weight, LEAST_INEXACT) * tier_points(relation, share, weights)
        for relation, weight, share in evidence.inexact
    )


def tier_points(relation: Relation, share: float, weights: NameWeights) -> float:
    """Each tier costs what the one above it costs and more, so an exact part always ranks above a near one."""
    if relation is Relation.TRANSLITERATED and share == 1.0:
        return 0.0  # one of the usual readings of the same word
    points = weights.equivalent
    if relation in (Relation.EQUIVALENT, Relation.TRANSLITERATED) and share >= WELL_SPELT:
        return points
    points += weights.spelling
    if relation is not Relation.NEAR and share >= FAR:
        return points
    points += weights.near
    if share < FAR:
        points += weights.near_far
    return points + (weights.near_farthest if share < FARTHEST else 0.0)


def _contradiction(evidence: NameEvidence, weights: NameWeights) -> float:
    if not evidence.contradictions:
        return 0.0
    full = (
        weights.contradiction
        + weights.contradiction_each * min(evidence.contradictions, 3)
        + weights.contradiction_weight * evidence.contradiction_weight
    )
    return min(0.0, full + weights.contradiction_alike * max(0.0, evidence.leftover_likeness - 0.2))


def _says_more(evidence: NameEvidence, weights: NameWeights) -> float:
    if not evidence.query_extra or evidence.record_words > 2:
        return 0.0
    return weights.one_word_record if evidence.record_words == 1 else weights.two_word_record


def _bare_surname(evidence: NameEvidence, weights: NameWeights) -> float:
    """Whoever asks for one rare word means to find all who bear it; what the record has more is no surprise."""
    return weights.bare_surname * (evidence.query_is_bare and evidence.carries and evidence.missing_share > 0)


def _whole(evidence: NameEvidence, weights: NameWeights) -> float:
    """A slip in a common word, or in a short one, is one where all else of both names agrees."""
    if not evidence.whole:
        return 0.0
    return weights.whole_word if evidence.whole == 1 else weights.whole_name


def _numbers(evidence: NameEvidence, weights: NameWeights) -> float:
    if evidence.numbers_differ:
        return weights.number_differs
    if evidence.numbers_one_sided:
        return weights.number_one_sided
    return weights.number_agrees * evidence.numbers_agree + weights.long_number * evidence.long_numbers_agree


def _numbers_in_words(evidence: NameEvidence) -> str:
    if evidence.numbers_differ:
        return "the numbers differ"
    return "a number stands on one side only" if evidence.numbers_one_sided else "the numbers agree"


TERMS: tuple[Term, ...] = (
    Term("starting point", lambda e, w: w.start, lambda e: "before anything is compared"),
    Term("agreeing parts", _agreement, lambda e: f"parts worth {e.agreeing:.2f} agree"),
    Term("identical name", lambda e, w: w.identical * e.identical, lambda e: "every part is the same word"),
    Term("whole name", _whole, lambda e: "but for legal forms and titles nothing is left over"),
    Term("inexact parts", _inexact, lambda e: f"{len(e.inexact)} of them not letter for letter"),
    Term("only slips", lambda e, w: w.all_near * e.all_near, lambda e: "no part is the same word"),
    Term("another name", lambda e, w: w.other_name * e.other_names, lambda e: f"{e.other_names} known as other names"),
    Term(
        "other letters",
        lambda e, w: w.other_letters * e.other_letters,
        lambda e: f"{e.other_letters} unlike in the letters of two scripts",
    ),
    Term(
        "joined slips", lambda e, w: w.joined_slip * e.joined_slips, lambda e: f"{e.joined_slips} joined, with a slip"
    ),
    Term("misheard", lambda e, w: w.misheard * e.is_misheard, lambda e: "what agrees sounds alike in another script"),
    Term("only initials", lambda e, w: w.only_initials * e.only_initials, lambda e: "little agrees beside them"),
    Term("only a slip tells", lambda e, w: w.slips_tell * e.slips_tell, lambda e: "and the rest is not the same"),
    Term("syllables", lambda e, w: w.syllables_left * e.syllables_left, lambda e: "one has no counterpart"),
    Term("nothing telling", lambda e, w: w.untelling * e.untelling, lambda e: "only generic words agree"),
    Term("places", lambda e, w: w.places_differ * e.places_differ, lambda e: "they are of different places"),
    Term("carrying part", lambda e, w: w.carries * e.carries, lambda e: "a rare part agrees fully"),
    Term("bare surname", _bare_surname, lambda e: "a single rare word was asked for"),
    Term("little agrees", lambda e, w: w.little * max(0.0, 1 - e.agreeing), lambda e: "common or few parts agree"),
    Term(
        "initials",
        lambda e, w: w.initial * min(e.initials_fitting, 2) + w.initial_conflict * min(e.initials_not_fitting, 2),
        lambda e: f"{e.initials_fitting} fit, {e.initials_not_fitting} do not",
    ),
    Term("missing parts", lambda e, w: w.missing * e.missing_share, lambda e: f"{e.missing_share:.0%} of one name"),
    Term("extra in the query", lambda e, w: w.query_extra * e.query_left, lambda e: "parts only the query has"),
    Term("says more than the record", _says_more, lambda e: f"the listed name has {e.record_words} word(s)"),
    Term("contradicting parts", _contradiction, lambda e: f"{e.contradictions} left over on both sides"),
    Term("numbers", _numbers, _numbers_in_words),
    Term("legal form", lambda e, w: w.legal_form_differs * e.legal_forms_differ, lambda e: "the legal forms differ"),
    Term("order", lambda e, w: w.out_of_order * e.out_of_order, lambda e: "the parts stand in another order"),
    Term(
        "writing",
        lambda e, w: w.otherwise_written * e.otherwise_written,
        lambda e: "the legal form or the order is another",
    ),
    Term(
        "filiation",
        lambda e, w: w.filiation_reversed * e.filiation_reversed,
        lambda e: "son and father are exchanged",
    ),
)


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Two readings compared: the alignment, its evidence and the sum of its points."""

    alignment: Alignment
    evidence: NameEvidence
    total: float


def compare_readings(
    query: Reading, record: Reading, weights: NameWeights, *, person: bool, likeness: Likeness | None = None
) -> NameComparison:
    """Return the comparison of two readings by the rules of one kind of party."""
    alignment = align(query.parts, record.parts, likeness or word_rules(person), person=person)
    evidence = weigh(alignment, person=person)
    return NameComparison(alignment, evidence, fsum(term.points(evidence, weights) for term in TERMS))


def word_rules(person: bool) -> Likeness:
    """Return the rule by which two content parts are alike, for persons or for everything else."""

    def likeness(query: Part, record: Part) -> tuple[float, Relation, str] | None:
        found = part_likeness(query, record, person=person)
        return (found.share, found.relation, found.note) if found else None

    return likeness


def name_lines(
    comparison: NameComparison, weights: NameWeights, query_name: str, record_name: str
) -> tuple[Contribution, ...]:
    """Return the ledger lines of a name comparison: the terms that say something, in table order."""
    lines = []
    for term in TERMS:
        points = term.points(comparison.evidence, weights)
        if points:
            outcome = Outcome.AGREES if points > 0 else _against(term.feature)
            detail = term.detail(comparison.evidence)
            lines.append(Contribution(f"name: {term.feature}", outcome, points, query_name, record_name, detail))
    return tuple(lines)


_PARTLY = frozenset(
    {
        "inexact parts",
        "only slips",
        "another name",
        "joined slips",
        "only initials",
        "only a slip tells",
        "extra in the query",
        "says more than the record",
    }
)


def _against(feature: str) -> Outcome:
    if feature in ("missing parts", "little agrees"):
        return Outcome.MISSING
    if feature in _PARTLY:
        return Outcome.PARTIAL
    return Outcome.CONFLICTS


def aligned_parts(alignment: Alignment) -> tuple[AlignedPart, ...]:
    """Return the side-by-side view: the query's order, then what only the record has; every part stands in one line."""
    query, record = alignment.query, alignment.record
    contradicts = any(query[p].is_content for p in alignment.query_left) and any(
        record[p].is_content for p in alignment.record_left
    )
    lines: list[tuple[tuple[int, int], AlignedPart]] = []
    for pair in alignment.pairs:
        own, other = _shown(query, pair.query), _shown(record, pair.record)
        part = AlignedPart(own, other, pair.relation, pair.share, pair_note(alignment, pair))
        lines.append(((pair.query[0], 0), part))
    for place in alignment.query_left:
        relation = Relation.CONTRADICTS if contradicts and query[place].is_content else Relation.EXTRA
        lines.append(((place, 0), AlignedPart(query[place].shown, "", relation, 0.0, _role(query[place]))))
    for place in alignment.record_left:
        relation = Relation.CONTRADICTS if contradicts and record[place].is_content else Relation.MISSING
        lines.append(((len(query), place), AlignedPart("", record[place].shown, relation, 0.0, _role(record[place]))))
    return tuple(line for _, line in sorted(lines, key=lambda line: line[0]))


def _shown(parts: tuple[Part, ...], places: tuple[int, ...]) -> str:
    return " ".join(parts[place].shown for place in places)


def _role(part: Part) -> str:
    return "" if part.is_content else str(part.role)
