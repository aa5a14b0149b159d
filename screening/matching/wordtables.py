"""What the compiled core is told of words: how they sound, what spells them, and what alike ones are worth."""

from __future__ import annotations

from functools import cache

from screening.matching import kernel, words
from screening.matching.floors import ROUNDING
from screening.matching.joins import ARTICLE
from screening.matching.keys import edits_allowed
from screening.matching.lexicon import LEAST_LOOSE, equivalents, treatments
from screening.matching.listedparts import SCRIPTS
from screening.matching.strings import compiled_groups
from screening.names import lettercost
from screening.names.lettercost import has_letter_costs, letter_readings, most_letters
from screening.names.rarity import UNKNOWN
from screening.names.scripts import Script
from screening.names.soundkey import compiled_sounds
from screening.names.wordlists import PLACE

LATIN, SYLLABIC_SCRIPT, LETTERED, OTHER_SCRIPT = range(4)
"""What a script is like; `c/parts.h` has the same numbers."""


@cache
def compiled_words(*, person: bool) -> kernel.CompiledWords:
    """Return what is known of words, for people or for all other parties, as the compiled core keeps it."""
    core, groups, sounds = kernel.core(), compiled_groups(), compiled_sounds()
    assert core is not None, "the core is there"
    assert groups is not None, "it has the letter groups"
    assert sounds is not None, "it has the sounds"
    lines = words.closeness_points(person)
    least = min(lines)
    return core.Words(
        groups,
        sounds,
        equivalents(person),
        _alphabet,
        words.mined_equivalents(person),
        (words.DIN_ENDINGS, words.SON_ENDINGS + words.DAUGHTER_ENDINGS),
        tuple(lines[letters] for letters in range(least, max(lines) + 1)),
        words.LETTERS_WORTH,
        least,
        words.OPENING_VOWELS,
        words.OPENING_LATIN,
        ARTICLE,
        bytes(map(edits_allowed, range(kernel.MOST_LETTERS + 1))),
        b"".join(map(treatments, SCRIPTS)),
        bytes(map(script_kind, SCRIPTS)),
        bytes(script in words.VOWELLESS for script in SCRIPTS),
        _rules(person),
    )


def script_kind(script: Script) -> int:
    """Return what a script is like."""
    if script is Script.LATIN:
        return LATIN
    if script in words.SYLLABIC:
        return SYLLABIC_SCRIPT
    return LETTERED if has_letter_costs(script) else OTHER_SCRIPT


@cache
def _alphabet(number: int) -> kernel.Alphabet:
    """Return what spells the letters of a script, by its number, and how many are spelt together at most."""
    return letter_readings(SCRIPTS[number]), most_letters(SCRIPTS[number])


def _rules(person: bool) -> dict[str, float]:
    """Return the numbers of the rules, by the names that the core knows them by."""
    return {
        "is_person": person, "variant_cost": words.VARIANT_COST, "near_floor": words.NEAR_FLOOR,
        "far_spelling": words.FAR_SPELLING, "swaps": words.SWAPS, "swapped_cost": words.SWAPPED_COST,
        "tiny_word": words.TINY_WORD, "short_word": words.SHORT_WORD, "times_longer": words.TIMES_LONGER,
        "least_reach": words.LEAST_REACH, "least_share": words.LEAST_SHARE, "place": ord(PLACE),
        "equivalent_share": words.EQUIVALENT_SHARE, "syllable_share": words.SYLLABLE_SHARE,
        "rare_name": words.RARE_NAME, "rare_letters": words.RARE_LETTERS, "cut_short": words.CUT_SHORT,
        "cut_letters": words.CUT_LETTERS, "joined_is_rare": UNKNOWN >= words.RARE_NAME,
        "scripts": len(SCRIPTS), "latin": SCRIPTS.index(Script.LATIN),
        "least_loose": LEAST_LOOSE, "least_padded": words.LEAST_PADDED, "short_native": words.SHORT_NATIVE,
        "short_native_costs": words.SHORT_NATIVE_COSTS, "least_by_letters": words.LEAST_BY_LETTERS,
        "full": lettercost.FULL, "per_cost": lettercost.PER_COST, "cut_per_letter": lettercost.CUT_PER_LETTER,
        "inserted_first": lettercost.INSERTED_FIRST, "extra_latin": lettercost.EXTRA_LATIN,
        "lost_native": lettercost.LOST_NATIVE, "unlisted_swap": lettercost.UNLISTED_SWAP, "rounding": ROUNDING,
    }  # fmt: skip
