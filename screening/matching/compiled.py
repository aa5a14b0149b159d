"""The same search by the compiled core, which also lays the names side by side: what it returns is hardly ever no hit.

`candidates` is the definition. The core bounds each total as it does, then aligns and adds up what `align`, `evidence`
and `names` say, but for terms that only some names pay; so it leaves out readings that the definition would return, and
none that reaches the floor.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

from screening.matching import align, evidence, joins, kernel, slips, smallwords
from screening.matching.candidates import (
    FIRST,
    MEMO,
    MORE,
    MOST_ALIKE,
    MOST_CONTRADICTIONS,
    MOST_INITIALS,
    NEXT,
    NOT_QUITE,
    SHORT_RECORD,
    UNLIKE,
    Candidates,
    joined_part,
)
from screening.matching.cover import ANOTHER_WORD, OUT_OF_REACH
from screening.matching.floors import ROUNDING, Floors
from screening.matching.index import NameIndex
from screening.matching.keys import PREFIX
from screening.matching.lexicon import FEW_WORDS, NEAR_BOUND, SOUND_BOUND, SOUND_LEAST, SOUND_LETTERS
from screening.matching.listedparts import ROLES, SCRIPTS, is_a_name
from screening.matching.names import FAR, FARTHEST, WELL_SPELT, tier_points
from screening.matching.policy import NameWeights
from screening.matching.words import VARIANT_COST, VOWELLESS, part_likeness
from screening.matching.wordtables import compiled_words, script_kind
from screening.names.parts import INITIAL_WEIGHT, NUMBER_WEIGHT, SMALL_WEIGHT, Part, Reading
from screening.names.rarity import UNKNOWN
from screening.results import Relation

RELATIONS = (
    Relation.EXACT, Relation.EQUIVALENT, Relation.TRANSLITERATED, Relation.SPELLING, Relation.NEAR, Relation.JOINED,
)  # fmt: skip
JOINED_WORD = 0
"""The kind of stretches that is asked for here. Both are numbered as in `c/likeness.h` and `c/stretches.h`."""
MOST_PLACES = 64
"""Parts of a name that the core can lay side by side; a longer one goes the interpreted way."""
STRETCHES_KEPT = 1 << 14
"""Stretches of each kind whose units are kept: hardly one of ten has any."""


def candidates_of(index: NameIndex, weights: NameWeights) -> Candidates:
    """Return the search of an index, compiled where the core is there."""
    core = kernel.core()
    return CompiledCandidates(index, weights, core) if core else Candidates(index, weights)


class CompiledCandidates(Candidates):
    """The search of one index by one policy. Units of words are remembered: names share words."""

    def __init__(self, index: NameIndex, weights: NameWeights, core: kernel.Core) -> None:
        super().__init__(index, weights)
        self._core = core
        bounds = (tuple(NEAR_BOUND.values()), SOUND_BOUND, SOUND_LEAST, SOUND_LETTERS, PREFIX, FEW_WORDS)
        content, small, other = (core.Lexicon(lexicon.sections, *bounds) for lexicon in index.lexicons)
        words = (compiled_words(person=index.person), compiled_words(person=True))
        self._readings = core.Readings(content, small, other, *words, _rules(weights), index.sections)
        self._asked = lru_cache(maxsize=MEMO)(self._ask)
        self._stretches: tuple[dict[str, kernel.CompiledUnit | None], ...] = ({}, {}, {})

    def search(self, query: Reading, floors: Floors) -> list[int]:
        """Return the readings whose total reaches its floor, in order, and hardly any other."""
        if len(query.parts) > MOST_PLACES:
            return super().search(query, floors)
        asked = tuple(map(self._asked, query.parts))
        least = (floors.agreeing, floors.unknown, floors.conflicting, floors.spans)
        return self._readings.search(asked, self._stretches, self._stretch, self._weigh, joins.joined_share, least)

    def _ask(self, part: Part) -> kernel.AskedPart:
        compiled = compiled_part(self._core, part, part, person=self.index.person)
        absorbing = self._readings.absorbing(compiled, self.index.small.short_slips_of(part))
        return compiled, self._readings.unit(compiled, False), absorbing

    def _stretch(self, word: str) -> kernel.CompiledUnit | None:
        """Return the unit of joined words; `None` where no reading has anything like them."""
        part = joined_part(word)
        unit = self._readings.unit(compiled_part(self._core, part, None, person=self.index.person), True)
        found = self._stretches[JOINED_WORD][word] = unit if len(unit) else None
        return found

    def _weigh(self, part: Part, number: int) -> kernel.FlatAgreement | None:
        """Return how a part and a listed one agree; `None` where they are different words."""
        listed = self.index.lexicon.part(number)
        found = part_likeness.__wrapped__(part, listed, person=self.index.person)
        if found is None:
            return None
        one = self.agreement(part, listed, found)
        relation = RELATIONS.index(found.relation)
        return one.worth, one.listed, one.points, one.is_inexact, one.is_slip, found.share, relation, part == listed


def compiled_part(core: kernel.Core, part: Part, source: Part | None, *, person: bool) -> kernel.CompiledPart:
    """Return a part as the compiled core keeps it; `source` is what is asked about if it is of a query."""
    script = (script_kind(part.script), SCRIPTS.index(part.script), part.script in VOWELLESS)
    role, words = ROLES.index(part.role), (part.spellings, part.classes, part.keys)
    is_name = person and is_a_name(part)
    return core.Part(source, role, *script, part.weight, part.text, part.value, *words, is_name, part.is_filiation)


def _rules(weights: NameWeights) -> dict[str, float]:
    """Return the numbers of the rules, by the names that the core knows them by."""
    return asdict(weights) | {
        "first": FIRST, "next": NEXT, "more": MORE, "unlike": UNLIKE, "most_alike": MOST_ALIKE,
        "carrying": evidence.CARRYING, "telling": evidence.TELLING, "extra": evidence.EXTRA,
        "least_inexact": evidence.LEAST_INEXACT, "negligible": evidence.NEGLIGIBLE, "known_name": slips.KNOWN_NAME,
        "bare_given": evidence.BARE_GIVEN, "unsaid_share": evidence.UNSAID_SHARE,
        "join_share": joins.JOIN_SHARE, "leftover_share": align.LEFTOVER_SHARE,
        "acronym_share": align.ACRONYM_SHARE, "short_acronym_share": align.SHORT_ACRONYM_SHARE,
        "rarer_first": align.RARER_FIRST, "initial_weight": INITIAL_WEIGHT, "small_weight": SMALL_WEIGHT,
        "variant_cost": VARIANT_COST, "far": FAR, "farthest": FARTHEST,
        "joined_points": tier_points(Relation.JOINED, FAR, weights),
        "joined_far_points": tier_points(Relation.JOINED, FARTHEST, weights),
        "joined_farthest_points": tier_points(Relation.JOINED, 0.0, weights),
        "rounding": ROUNDING, "well_spelt": WELL_SPELT, "slip_share": slips.SLIP_SHARE,
        "longest_acronym": align.LONGEST_ACRONYM, "least_acronym": align.LEAST_ACRONYM,
        "short_acronym": align.SHORT_ACRONYM, "most_joined": align.MAX_JOINED, "least_joined": joins.LEAST_JOINED,
        "letters_apart": joins.LETTERS_APART,
        "short_small_word": smallwords.SHORT_SMALL_WORD, "long_small_word": smallwords.LONG_SMALL_WORD,
        "least_number_word": smallwords.LEAST_NUMBER_WORD, "long_number_word": smallwords.LONG_NUMBER_WORD,
        "long_number_digits": smallwords.LONG_NUMBER,
        "unknown": UNKNOWN, "number_weight": NUMBER_WEIGHT,
        "another_word": ANOTHER_WORD, "out_of_reach": OUT_OF_REACH, "most_initials": MOST_INITIALS,
        "most_contradictions": MOST_CONTRADICTIONS, "short_record": SHORT_RECORD,
        "least_standing": joins.LEAST_STANDING, "gap": ord(joins.GAP),
        "most_edits": joins.MOST_EDITS, "letters_an_edit": joins.LETTERS_AN_EDIT,
        "not_quite": NOT_QUITE, "stretches_kept": STRETCHES_KEPT,
    }  # fmt: skip
