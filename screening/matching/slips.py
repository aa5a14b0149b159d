"""Slips: parts that agree but are not the same word, and when they are another name, or words of another, after all."""

from __future__ import annotations

from screening.matching.align import Alignment, Pair
from screening.matching.strings import plain_distance
from screening.matching.words import BY_EAR, VOWELLESS
from screening.names.parts import Part
from screening.names.romanise.han import SYLLABLE as CHINESE
from screening.names.romanise.hangul import SYLLABLE as KOREAN
from screening.names.syllables import eastern_readings
from screening.results import Relation

KNOWN_NAME = 0.97
"""A word of less weight has a row in the frozen tables: two listed parties or more, or the public, bear it."""
LONG_WHOLE = 6
"""Letters of the longer of two words from which two slips make no other one-word name, if no name has the query's."""
SLIP_SHARE = 0.75
"""A transliteration worth less than this is no better than a slip."""
WRITTEN_APART = 0.9
"""Words written as one are worth less than this where a slip comes on top: Alajmi, al-Amin."""
FAR_LETTERS, FAR_WITHOUT_VOWELS = 0.5, 0.4
"""Letter by letter, words of two scripts worth less than this are two words (Potanina, Баландина), or where vowels are
guessed.
"""


def is_slip(relation: Relation, share: float) -> bool:
    """Whether two parts agree only by a slip, be it one letter by letter in another script."""
    return relation is Relation.NEAR or (relation is Relation.TRANSLITERATED and share < SLIP_SHARE)


def is_other_name(alignment: Alignment, pair: Pair, *, is_whole: bool) -> bool:
    """Whether a word that agrees by a slip is known as another name (Karimi, Karimov): typing hardly ever makes one.

    From script to script a known word may be a slip (Baranov, Воробьёв), save where the vowels are guessed; a syllable
    of Chinese or Korean names is another name, however rare (Qiang, Tian). Where nothing is left over (`is_whole`), a
    letter may have fallen out, or two may have changed places: that makes known words (Ali, Ai; Ahmed, Hamed).
    """
    words = [alignment.query[place] for place in pair.query]
    if len(words) > 1:
        return False
    if pair.relation is Relation.NEAR and all(map(_is_syllable, (words[0], alignment.record[pair.record[0]]))):
        return True
    if words[0].weight >= KNOWN_NAME:
        return False
    if is_whole and len(pair.record) == 1 and _is_mistyped(words[0], alignment.record[pair.record[0]]):
        return False
    scripts = {words[0].script, *(alignment.record[place].script for place in pair.record)}
    return pair.relation is Relation.NEAR or (is_slip(pair.relation, pair.share) and VOWELLESS.isdisjoint(scripts))


def _is_syllable(part: Part) -> bool:
    """Whether a part of a person's name is known by its syllables in Chinese or Korean."""
    return any(name.startswith((CHINESE, KOREAN)) for name in part.classes)


def _is_mistyped(part: Part, listed: Part) -> bool:
    """Whether a part is what is left of a listed one without a letter, or with two neighbours in each other's place."""
    return any(
        plain_distance(one, other, 1) == 1 and (len(one) < len(other) or sorted(one) == sorted(other))
        for one in _writings(part)
        for other in _writings(listed)
    )


def are_other_letters(alignment: Alignment, pair: Pair) -> bool:
    """Whether two words of two scripts agree by a slip, and are far apart or both given names (Елена, Olga).

    Where vowels are guessed, letters say less; and a list that gives both scripts has the name in the query's own.
    """
    words = [alignment.query[place] for place in pair.query], [alignment.record[place] for place in pair.record]
    own, listed = words[0][0], words[1][0]
    if own.script is listed.script or len(words[0]) + len(words[1]) > 2 or not is_slip(pair.relation, pair.share):
        return False
    if not VOWELLESS.isdisjoint((own.script, listed.script)):
        return pair.share < FAR_WITHOUT_VOWELS
    return bool(own.classes and listed.classes) or pair.share < FAR_LETTERS


def is_joined_slip(alignment: Alignment, pair: Pair) -> bool:
    """Whether words are joined with a slip on top; within a script that guesses vowels that is no more than a slip."""
    if pair.relation is not Relation.JOINED or pair.share >= WRITTEN_APART:
        return False
    parts = (*(alignment.query[place] for place in pair.query), *(alignment.record[place] for place in pair.record))
    scripts = {part.script for part in parts}
    return len(scripts) > 1 or VOWELLESS.isdisjoint(scripts)


def is_misheard(alignment: Alignment, solid: list[Pair]) -> bool:
    """Whether names agree only because one is heard in another script, where much sounds alike."""
    return _is_word_misheard(alignment, solid) or _are_syllables_misheard(alignment, solid)


def _are_syllables_misheard(alignment: Alignment, solid: list[Pair]) -> bool:
    """Whether a name whose vowels are guessed is asked, a Chinese or Korean one is listed, and syllables differ.

    Many a short Hebrew or Arabic word may be read as several of them (שון כהן, Chin Shun Lu).
    """
    if not any(part.is_content and part.script in VOWELLESS for part in alignment.query):
        return False
    if not eastern_readings(tuple(part.text for part in alignment.record if part.is_content)):
        return False
    left = any(alignment.record[place].is_content for place in alignment.record_left)
    return left or any(pair.relation is Relation.SPELLING or _is_heard_slip(pair) for pair in solid)


def _is_word_misheard(alignment: Alignment, solid: list[Pair]) -> bool:
    """Whether nothing agrees but one foreign word, heard in kana, Hangul or Chinese characters, and it only by a slip.

    Each sound has many spellings there, and one a slip away is another word (李冬霞, Lidinia).
    """
    if len(solid) != 1:
        return False
    query, record = alignment.query[solid[0].query[0]].script, alignment.record[solid[0].record[0]].script
    return query is not record and not BY_EAR.isdisjoint((query, record)) and _is_heard_slip(solid[0])


def _is_heard_slip(pair: Pair) -> bool:
    return is_slip(pair.relation, pair.share) or (pair.relation is Relation.JOINED and pair.share < WRITTEN_APART)


def whole_pairs(alignment: Alignment, solid: list[Pair]) -> int:
    """Count the pairs. A name of one word, two slips away, is as likely another, unless its letters are the same, or no
    name has the query's word and one of the two is long.
    """
    if len(solid) != 1 or not is_slip(solid[0].relation, solid[0].share):
        return len(solid)
    left, right = alignment.query[solid[0].query[0]], alignment.record[solid[0].record[0]]
    if left.weight >= KNOWN_NAME and max(len(left.text), len(right.text)) >= LONG_WHOLE:
        return 1
    return int(any(_one_slip(one, other) for one in _writings(left) for other in _writings(right)))


def _one_slip(one: str, other: str) -> bool:
    return plain_distance(one, other, 1) <= 1 or sorted(one) == sorted(other)


def _writings(part: Part) -> tuple[str, ...]:
    return (part.text, *part.spellings)
