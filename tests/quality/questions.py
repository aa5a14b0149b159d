"""The questions of the scorecard that a search answers, set by set; drawn from a seed, so two runs ask the same."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.names.scripts import Script, script_of
from screening.query import build_query
from screening.records import Query
from screening.vocabulary import EntityType
from tests.quality.composed import companies, ships
from tests.quality.corpus import BackgroundPerson, CorpusParty, Split, background, corpus
from tests.quality.held_out import HeldOut
from tests.quality.namesakes import Listed, hard_negatives, recombined
from tests.quality.perturb import ANY_SCRIPT, CLASSES, SHIPS_ONLY
from tests.quality.searched import damageable_names, names_of_script

KINDS = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.VESSEL)
FAR = ("distant", "mid", "other", "subset")
"""Groups of Latin aliases that are also measured together, as they come: whatever is not close."""
STRANGERS, COMPANIES, NAMESAKES = 20, 5, 3
"""How many times the sample of a class is asked: invented people, invented companies and ships, recombined people."""
FEW = 30
"""Invented people of a script from which they are a class of their own."""
OTHER_SCRIPTS = (Script.CYRILLIC, Script.ARABIC)
"""Scripts besides Latin whose listed names are damaged too; the others have too few names."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query whose right answer is known: a record, or nothing (`expected` is empty)."""

    text: str
    query: Query
    expected: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one line of the scorecard."""

    set: str
    name: str
    kind: str
    script: str
    questions: tuple[Question, ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the line is found and sorted by."""
        return self.set, self.name, self.kind, self.script


def damaged(parties: Sequence[CorpusParty], sample: int) -> Iterator[Group]:
    """Yield set 1: listed names as they are and with each damage, by kind of party and script."""
    for kind in KINDS:
        choices = [party for party in parties if party.type is kind]
        for name, damage in {"as_listed": None, **CLASSES}.items():
            if name in SHIPS_ONLY and kind is not EntityType.VESSEL:
                continue
            scripts = OTHER_SCRIPTS if name in ("as_listed", *ANY_SCRIPT) else ()
            for script in (Script.LATIN, *scripts):
                seed = f"{name}:{kind}" if script is Script.LATIN else f"{name}:{kind}:{script}"
                rng = random.Random(seed)
                questions: list[Question] = []
                for party in rng.sample(choices, len(choices)):
                    texts = damageable_names(party) if script is Script.LATIN else names_of_script(party, script)
                    text = rng.choice(texts) if texts else ""
                    done = damage(text, rng, kind is EntityType.PERSON) if text and damage else text
                    if done:
                        questions.append(Question(done, _asked(done, kind), party.id, f"from {text}"))
                    if len(questions) == sample:
                        break
                if questions:
                    yield Group("damage", name, kind.value, script.value, tuple(questions))


def held_out(held: Iterable[HeldOut], sample: int) -> Iterator[Group]:
    """Yield set 2: official aliases that the searched records lack, by script and distance."""
    groups: dict[tuple[str, str], list[HeldOut]] = {}
    for one in held:
        for group in (one.group, *(["far"] if one.group in FAR else [])):
            if one.kind in KINDS:
                groups.setdefault((f"alias_{group}", one.kind.value), []).append(one)
    for (name, kind), members in sorted(groups.items()):
        chosen = random.Random(f"{name}:{kind}").sample(members, min(sample, len(members)))
        questions = tuple(
            Question(one.text, _asked(one.text, one.kind), one.party, f"nearest {one.nearest}") for one in chosen
        )
        yield Group("held_out", name, kind, script_of(chosen[0].text).value, questions)


def strangers(shared: Path, split: Split, sample: int) -> Iterator[Group]:
    """Yield set 4: invented people, companies and ships, by name alone and with what a caller knows of them.

    Of people that is the full birth date and the country of nationality, of companies the country of registration.
    """
    people = background(shared, split)
    chosen = random.Random("background").sample(people, min(STRANGERS * sample, len(people)))
    named = tuple(Question(person.name, _asked(person.name, EntityType.PERSON)) for person in chosen)
    yield Group("strangers", "false_alert_name", "person", "latin", named)
    yield Group("strangers", "false_alert_context", "person", "latin", tuple(map(_known_person, chosen)))
    for script, members in _by_script(people).items():
        named = tuple(Question(person.name, _asked(person.name, EntityType.PERSON)) for person in members)
        yield Group("strangers", "false_alert_by_script", "person", script.value, named)
    parties = corpus(shared)
    for kind, compose in ((EntityType.ORGANISATION, companies), (EntityType.VESSEL, ships)):
        known = frozenset(Listed(parties, kind).keys)
        invented = compose(split.value, COMPANIES * sample, known)
        bare = tuple(Question(one.name, _asked(one.name, kind)) for one in invented)
        yield Group("strangers", "false_alert_name", kind.value, "latin", bare)
        if kind is EntityType.ORGANISATION:
            placed = tuple(
                Question(one.name, build_query(one.name, kind=kind, countries=one.country), note=one.country)
                for one in invented
            )
            yield Group("strangers", "false_alert_context", kind.value, "latin", placed)


def _by_script(people: Iterable[BackgroundPerson]) -> dict[Script, list[BackgroundPerson]]:
    """Return all whose names are in another script than Latin, by script; those of a few people tell nothing."""
    found: dict[Script, list[BackgroundPerson]] = {}
    for person in people:
        found.setdefault(script_of(person.name), []).append(person)
    others = sorted(found.keys() - {Script.LATIN})
    return {script: found[script] for script in others if len(found[script]) >= FEW}


def _known_person(person: BackgroundPerson) -> Question:
    countries = (person.nationality,) if person.nationality else ()
    query = build_query(person.name, kind="person", birth_date=person.birth_date, countries=countries)
    return Question(person.name, query, note=f"{person.birth_date} {person.nationality}")


def namesakes(parties: Sequence[CorpusParty], listed: Sequence[CorpusParty], sample: int) -> Iterator[Group]:
    """Yield set 5: invented parties most like listed ones; those that a listed name covers are groups of their own."""
    for name, texts in recombined(parties, listed, NAMESAKES * sample).items():
        questions = tuple(Question(text, _asked(text, EntityType.PERSON)) for text in texts)
        yield Group(_set_of(name), name, "person", "latin", questions)
    composed: dict[tuple[str, str], list[Question]] = {}
    for one in hard_negatives(parties, listed, sample):
        name = f"{one.group}_covered" if one.covered else one.group
        question = Question(one.text, _asked(one.text, one.kind), note=f"of {one.of}")
        composed.setdefault((name, one.kind.value), []).append(question)
    for (name, kind), members in sorted(composed.items()):
        yield Group(_set_of(name), name, kind, "latin", tuple(members))


def _set_of(name: str) -> str:
    return "covered" if name.endswith("_covered") else "namesakes"


def _asked(text: str, kind: EntityType) -> Query:
    return build_query(text, kind=kind)
