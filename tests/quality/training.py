"""What the name weights are fitted on: questions whose answer is known, and what a search brings up for them.

Questions are made from the parties and invented people of one split. A right answer is the asked party's record by its
best name; wrong answers are the other records that a search of *all* lists returns at a low floor.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from screening.matching.evidence import NameEvidence
from screening.matching.names import compare_readings
from screening.matching.policy import NameWeights, load_policy
from screening.names.parts import read_name
from screening.screener import Screener
from screening.vocabulary import EntityType, NameStrength
from tests.quality.composed import companies, ships
from tests.quality.corpus import BackgroundPerson, CorpusParty, Split
from tests.quality.extract import words
from tests.quality.held_out import hold_out
from tests.quality.namesakes import Listed, hard_negatives, recombined
from tests.quality.perturb import CLASSES
from tests.quality.searched import damageable_names, records_of

FLOOR = 0.2
"""A wrong answer below this score teaches nothing."""
NAMES_A_RECORD, CLOSE = 8, 4.0
"""Most names of a right record that are kept, and how far they may be below its best: other weights may prefer them."""
BACKGROUND = 20
"""Invented people, or companies, to one question of each other class: alerts are rare."""
WRONG_RECORDS = 3
"""Most wrong answers that one question gives, the strongest ones."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name to screen; `expected` is the party that should answer, empty where none should."""

    source: str
    text: str
    expected: str = ""
    without: frozenset[str] = frozenset()
    """Names that the expected party is taken not to have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One listed name as it stands to the question."""

    name: str
    evidence: NameEvidence


@dataclass(frozen=True, slots=True)
class Answer:
    """One record as it stands to one question: its names that came near enough to count."""

    question: Question
    record: str
    right: bool
    findings: tuple[Finding, ...]

    @property
    def source(self) -> str:
        """What it is a sample of: the question's own source, or `other` for a wrong answer to a question that has a
        right one.
        """
        return self.question.source if self.right or not self.question.expected else "other"


class Lists:
    """All listed parties that are persons, or everything else, to be searched with any weights."""

    def __init__(self, parties: Sequence[CorpusParty], *, person: bool) -> None:
        self.person = person
        own = [party for party in parties if (party.type is EntityType.PERSON) is person]
        self.records = {record.id: record for record in records_of(own)}
        self._namesakes: dict[frozenset[str], set[str]] = {}
        for record in self.records.values():
            for name in record.party.names:
                self._namesakes.setdefault(frozenset(words(name.text)), set()).add(record.id)

    def searched_with(self, weights: NameWeights) -> Screener:
        """Return a screener of the parties by these weights."""
        policy = load_policy()
        policy = replace(policy, person=weights) if self.person else replace(policy, organisation=weights)
        return Screener(self.records.values(), policy=policy, link=False)

    def answers(self, question: Question, screener: Screener) -> Iterator[Answer]:
        """Yield the right answer, if there is one, and the wrong ones that a search returns."""
        weights = screener.policy.names(self.person)
        excluded = {question.expected}
        if question.expected:
            names = self.records[question.expected].party.names
            excluded.update(*(self._namesakes[frozenset(words(name.text))] for name in names))
            findings = [
                finding
                for name in names
                if name.strength is not NameStrength.WEAK and name.text not in question.without
                for finding in self._findings(question, name.text, weights)
            ]
            findings.sort(key=lambda finding: -finding[0])
            near = [finding for total, finding in findings[:NAMES_A_RECORD] if total >= findings[0][0] - CLOSE]
            if near:
                yield Answer(question, question.expected, True, tuple(near))
        wrong = 0
        for hit in screener.screen(question.text, threshold=FLOOR).hits:
            if hit.record.id not in excluded and not hit.weak_alias_only:
                found = max(self._findings(question, hit.name.text, weights), key=lambda finding: finding[0])[1]
                if _is_wrong(question, found.evidence):
                    yield Answer(question, hit.record.id, False, (found,))
                    wrong += 1
            if wrong == WRONG_RECORDS:
                break

    def _findings(self, question: Question, name: str, weights: NameWeights) -> list[tuple[float, Finding]]:
        compared = (
            compare_readings(own, other, weights, person=self.person)
            for own in read_name(question.text, person=self.person)
            for other in read_name(name, person=self.person)
        )
        return [(one.total, Finding(name, one.evidence)) for one in compared]


def _is_wrong(question: Question, evidence: NameEvidence) -> bool:
    """Whether a record that nobody expected is another party for certain.

    An identical name is a hit by the letter of the list. Beside a right answer only what differs plainly counts: two
    listed parties may well be a slip or an omission apart.
    """
    if evidence.identical and not evidence.filiation_reversed:
        return False
    return not question.expected or _differs(evidence)


def _differs(evidence: NameEvidence) -> bool:
    return bool(
        evidence.contradictions or evidence.numbers_differ or evidence.places_differ or evidence.initials_not_fitting
    )


# ---- questions


def questions(
    parties: Sequence[CorpusParty],
    split: Split,
    people: Sequence[BackgroundPerson],
    sample: int,
    *,
    person: bool,
) -> list[Question]:
    """Return the questions of one split: `sample` for each class of damage, twice as many held-out aliases of a group,
    up to `sample` of each kind of exchange, three times as many namesakes, and `BACKGROUND` times as many invented
    people, or companies and ships.

    Args:
        parties: those of all splits, so that an invented name is none of theirs.
        split: whose parties are asked about.
        people: the invented people of the split.
    """
    asked = [party for party in parties if party.split is split]
    own = [party for party in asked if (party.type is EntityType.PERSON) is person]
    found = [*_damaged(own, sample, person), *_aliases(own, sample)]
    found += [
        Question(f"exchanged:{one.group}", one.text)
        for one in hard_negatives(own, parties, sample)
        if not one.covered and (one.kind is EntityType.PERSON) is person
    ]
    if person:
        found += [Question("recombined", text) for text in recombined(asked, parties, 3 * sample)["recombined"]]
        chosen = random.Random("fit").sample(list(people), min(BACKGROUND * sample, len(people)))
        return found + [Question("background", one.name) for one in chosen]
    for compose, kind, share in ((companies, EntityType.ORGANISATION, 0.8), (ships, EntityType.VESSEL, 0.2)):
        invented = compose(f"fit:{split}", int(share * BACKGROUND * sample), frozenset(Listed(parties, kind).keys))
        found += [Question("background", one.name) for one in invented]
    return found


def _damaged(parties: Sequence[CorpusParty], sample: int, person: bool) -> Iterator[Question]:
    for name, damage in CLASSES.items():
        rng = random.Random(f"fit:{name}:{person}")
        made = 0
        for party in rng.sample(parties, len(parties)):
            texts = damageable_names(party)
            text = rng.choice(texts) if texts else ""
            if text and (damaged := damage(text, rng, person)):
                yield Question(f"damage:{name}", damaged, party.id)
                made += 1
                if made == sample:
                    break


def _aliases(parties: Sequence[CorpusParty], sample: int) -> Iterator[Question]:
    """Yield held-out aliases; those that share no word with what is left are other names, which no weight finds."""
    held = hold_out(parties)
    groups = sorted({one.group for one in held.questions} - {"other"})
    for group in groups:
        own = [one for one in held.questions if one.group == group]
        for one in random.Random(f"fit:{group}").sample(own, min(2 * sample, len(own))):
            yield Question(f"alias:{group}", one.text, one.party, held.removed[one.party])
