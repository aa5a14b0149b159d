"""How two aligned parts differ, in a few signs: `j→zh, +e`, or letter by letter; only for pairs that are shown."""

from __future__ import annotations

from difflib import SequenceMatcher

from screening.matching.align import Alignment, Pair
from screening.matching.strings import letter_cost
from screening.matching.words import LETTER_BY_LETTER
from screening.names.lettercost import letter_path
from screening.names.parts import Part
from screening.names.scripts import Script
from screening.names.wordlists import organisation_words
from screening.results import Relation


def pair_note(alignment: Alignment, pair: Pair) -> str:
    """Return what a reviewer reads beside a pair: its source, its edits, or how another script was read."""
    query = [alignment.query[place] for place in pair.query]
    record = [alignment.record[place] for place in pair.record]
    if pair.relation is Relation.TRANSLITERATED:
        return _reading(query[0], record[0], pair.note)
    if pair.note or pair.relation not in (Relation.SPELLING, Relation.NEAR, Relation.JOINED):
        return pair.note
    return edits(*_closest(_spellings(query), _spellings(record)))


def edits(query: str, record: str) -> str:
    """Return the edits that turn one comparable word into the other; nothing for equal words.

    >>> edits("prigojin", "prigozhin"), edits("brodarenk", "brodarenko"), edits("john", "jon")
    ('j→zh', '+o', '−h')

    Source: longest common runs (Ratcliff and Obershelp 1988).
    """
    shown = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, query, record, False).get_opcodes():
        own, other = query[start:end], record[other_start:other_end]
        if tag != "equal":
            shown.append(f"{own}→{other}" if own and other else f"−{own}" if own else f"+{other}")
    return ", ".join(shown)


def _reading(query: Part, record: Part, note: str) -> str:
    native, latin = (record, query) if query.script is Script.LATIN else (query, record)
    if latin.text in native.classes and organisation_words().get(native.text) == latin.text:
        return f"{native.shown} means {latin.text}"
    if note != LETTER_BY_LETTER:
        return "" if latin.script is not Script.LATIN else f"one of the usual spellings of {native.shown}"
    steps = letter_path(native.text, latin.text, native.script)
    shown = (f"{own}={other or 'silent'}" if own else f"+{other}" for own, other, _ in steps)
    return f"{note}: {' '.join(shown)}"


def _spellings(parts: list[Part]) -> tuple[str, ...]:
    if len(parts) == 1 and parts[0].spellings:
        return parts[0].spellings
    return ("".join(part.spellings[0] if part.spellings else part.text for part in parts),)


def _closest(query: tuple[str, ...], record: tuple[str, ...]) -> tuple[str, str]:
    return min(((own, other) for own in query for other in record), key=lambda pair: (letter_cost(*pair), pair))
