"""Legal forms as names have them: written in full, joined, split elsewhere, with digits for letters, or misspelt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from screening.names.rarity import UNKNOWN, rarity
from screening.names.wordlists import one_deleted
from screening.reference import read_columns


@dataclass(frozen=True, slots=True)
class Phrase:
    """A legal form as written, and the class it belongs to across languages."""

    code: str
    edge_only: bool
    """Taken as a legal form only as the first or last words: `as`, `ip` and `co` are also other words."""


@cache
def legal_forms() -> dict[tuple[str, ...], Phrase]:
    """Return legal forms by their words.

    >>> legal_forms()[("llc",)].code
    'limited'
    """
    return {
        tuple(form.split()): Phrase(code, where == "edge")
        for form, code, where in read_columns("legal-forms.csv", "form", "code", "where")
    }


@cache
def longest_legal_form() -> int:
    """Return how many words the longest legal form has."""
    return max(map(len, legal_forms()))


LONG_FORM, SPLIT_FORM = 8, 7
"""Letters from which a legal form written as one word, and one split elsewhere, is still surely that form."""
LETTERS_OF_DIGITS = str.maketrans("01345789", "oleastbg")
"""Digits that stand for letters: 5A is SA. Source: the forms that scanners and evaders give them."""
LONG_WORD = 5
"""Letters from which a word of a legal form is known in spite of one slip."""
LONG_PHRASE, LETTERS_A_SLIP, LETTERS_A_WORD_SLIP = 8, 6, 2
"""Letters from which a legal form of several words is known in spite of slips; how many of them bear one slip, and how
many of each word. Source: `docs/scoring.md`."""


@cache
def _joined_legal_forms() -> dict[str, Phrase]:
    joined = {"".join(words): phrase for words, phrase in sorted(legal_forms().items())}
    return {text: phrase for text, phrase in joined.items() if len(text) >= SPLIT_FORM}


@cache
def _legal_words_by_deletion() -> dict[str, str]:
    """Return the long words of legal forms by themselves and by every text that one deletion leaves of them."""
    found: dict[str, str] = {}
    for word in sorted({word for words in legal_forms() for word in words if len(word) >= LONG_WORD}):
        for key in (word, *one_deleted(word)):
            found.setdefault(key, word)
    return found


@lru_cache(maxsize=1 << 14)
def legal_word(text: str) -> str:
    """Return the word of a legal form that this is, or is one slip away from; else the text itself.

    >>> legal_word("compnay"), legal_word("lmited"), legal_word("prigozhin")
    ('company', 'limited', 'prigozhin')

    Source: symmetric deletion; slips inside "limited liability company" lost one organisation in fifty.
    """
    known = _legal_words_by_deletion()
    if len(text) < LONG_WORD - 1 or known.get(text) == text:
        return text
    return next((known[key] for key in (text, *one_deleted(text)) if key in known), text)


@cache
def _phrases_by_word() -> dict[tuple[int, int, str], list[tuple[str, ...]]]:
    """Return the long legal forms by how many words they have and by each of their first two words and its place."""
    found: dict[tuple[int, int, str], list[tuple[str, ...]]] = {}
    for words in sorted(words for words in legal_forms() if sum(map(len, words)) >= LONG_PHRASE):
        for place, word in enumerate(words[:2]):
            found.setdefault((len(words), place, word), []).append(words)
    return found


def _slip_of_phrase(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the legal form of as many words that these are a few slips away from, the nearest first.

    One of the first two words is as it should be, or one slip away.
    """
    known, count = _phrases_by_word(), len(words)
    near: list[tuple[int, tuple[str, ...]]] = []
    for place, word in enumerate(words[:2]):
        for phrase in known.get((count, place, legal_word(word)), ()):
            most = sum(map(len, phrase)) // LETTERS_A_SLIP
            slips = [OSA.distance(own, other, score_cutoff=most) for own, other in zip(words, phrase, strict=True)]
            if sum(slips) <= most and all(_may_be_slip(words, phrase, at, slips[at]) for at in range(count)):
                near.append((sum(slips), phrase))
    return min(near)[1] if near else None


def _may_be_slip(words: tuple[str, ...], phrase: tuple[str, ...], place: int, slips: int) -> bool:
    """Whether a word is the phrase's at this place, misspelt: it is no word that other names have, nor a short one
    before a form that needs none, unless nobody can say it: Rose Joint Stock Company is called Rose, not so Gmhb Co KG.
    """
    word, meant = words[place], phrase[place]
    if word == meant or legal_word(word) == meant:
        return True
    is_needed = place > 0 or len(meant) >= LONG_FORM or phrase[1:] not in legal_forms() or _VOWELS.isdisjoint(word)
    return is_needed and slips <= max(1, len(meant) // LETTERS_A_WORD_SLIP) and rarity(word, person=False) == UNKNOWN


_VOWELS = frozenset("aeiouy")


def _has_figures(word: str) -> bool:
    return any(map(str.isdigit, word)) and not word.strip("0").isdigit()


@cache
def _joined_in_order() -> list[str]:
    return sorted({"".join(words) for words in legal_forms()})


@lru_cache(maxsize=1 << 14)
def _legal_ways(word: str) -> frozenset[str]:
    """Return what `legal_form` may take a word for."""
    letters = word.translate(LETTERS_OF_DIGITS)
    return frozenset((word, letters, legal_word(word), legal_word(letters)))


@lru_cache(maxsize=1 << 14)
def _begun_by(word: str) -> frozenset[str]:
    return frozenset(filter(begins_legal_form, _legal_ways(word)))


def begins_legal_form(text: str) -> bool:
    """Return whether the words of a legal form, joined, begin so.

    >>> begins_legal_form("publicj"), begins_legal_form("prigozhin")
    (True, False)
    """
    known = _joined_in_order()
    place = bisect_left(known, text)
    return place < len(known) and known[place].startswith(text)


@cache
def _longest_phrases() -> dict[tuple[int, str], int]:
    longest: dict[tuple[int, str], int] = {}
    for count, place, word in _phrases_by_word():
        longest[place, word] = max(count, longest.get((place, word), 0))
    return longest


def most_legal_words(words: Sequence[str], first: int) -> int:
    """Return how many words from the first on `legal_form` may know as one form at the most: of most words none.

    >>> most_legal_words(("prigozhin", "fund", "lmited", "liability"), 0)
    0
    >>> most_legal_words(("lmited", "liability", "fund"), 0), most_legal_words(("jnt", "stock", "compnay"), 0)
    (3, 3)
    """
    left = len(words) - first
    begun, count = _begun_by(words[first]), 0
    while begun:
        count += 1
        if count == longest_legal_form() or count == left:
            break
        longer = (start + way for start in begun for way in _legal_ways(words[first + count]))
        begun = frozenset(filter(begins_legal_form, longer))
    known = _longest_phrases()
    slips = (known.get((at, way), 0) for at in range(min(2, left)) for way in _legal_ways(words[first + at]))
    return max(count, min(left, max(slips)))


def legal_form(words: Sequence[str]) -> Phrase | None:
    """Return the legal form that these words spell, also joined or split elsewhere, and in spite of slips.

    A long word alone bears one slip, several words one for every six letters.

    >>> legal_form(("limitedliability", "compnay")).code, legal_form(("limited", "lyabiliti", "company")).code
    ('limited', 'limited')
    >>> legal_form(("5a",)).code, legal_form(("000",)).code, legal_form(("39",))
    ('joint-stock', 'limited', None)

    A number is none, but for the zeros that are typed for ООО.
    """
    found = legal_forms().get(tuple(words))
    if found is None and not all(map(str.isalpha, words)) and any(map(_has_figures, words)):
        words = tuple(word.translate(LETTERS_OF_DIGITS) for word in words)
        found = legal_forms().get(words)
    if found is None and sum(map(len, words)) >= LONG_FORM - 1:
        mended = [legal_word(word) for word in words]
        found = legal_forms().get(tuple(mended))
        for text, least in (
            ("".join(mended), LONG_FORM),
            ("".join(words), LONG_FORM if len(words) == 1 else SPLIT_FORM),
        ):
            found = found or (_joined_legal_forms().get(text) if len(text) >= least else None)
        if found is None and len(words) > 1 and (meant := _slip_of_phrase(tuple(words))):
            found = legal_forms()[meant]
    return found
