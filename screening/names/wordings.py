"""Other wordings of one published name: without what is inserted, apart from its acronym, abbreviations written out.

A wording is text that is read like a name of its own; the name as published always comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from itertools import chain

from screening.names.legalforms import LETTERS_OF_DIGITS, begins_legal_form, legal_forms
from screening.names.offices import without_office
from screening.names.romanise import romanise
from screening.names.scripts import Script, script_of
from screening.names.text import clean_text, comparable, unslashed, without_possessives
from screening.names.wordlists import meaning_of, place_of
from screening.reference import read_groups

WORD = re.compile(
    r"[^\W_](?:[^\W_]|['’‘`ʼ׳\"״](?=[^\W_])|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3])*"
)
"""A word of a clean name."""
_BRACKETED = re.compile(r"\s*[(\"“«]\s*(?P<acronym>[A-ZА-ЯЁІЇЄ]{3,10})\s*[)\"”»]")
_ELIDED = re.compile(r"(?<![^\W_])(?:d|l|qu|(?:a|da|de|ne|su)ll)['’](?=[^\W\d_]{3})", re.IGNORECASE)
_INSERTED = re.compile(r"\s*(?:\([^()]*\)|\"[^\"]*\"|“[^“”]*”|«[^«»]*»)\s*")
_OPENING = re.compile('[("“«]')
_FIGURE = re.compile(r"\d")
_FIGURES_AS_LETTERS = re.compile(
    r"(?<![^\W_])(?!\w*(?:[26]|\d{3}))(?!\d+(?:st|nd|rd|th)\b)\w*(?:[a-z]\d+[a-z]|\d[a-z]{3})\w*", re.IGNORECASE
)
"""A word with figures among its letters or before three of them: T34M, 74NKER. Tango2 has a number, YV378T is one."""
_ALSO = re.compile(
    r"(?<![\w.])(?:[afn][./]?k[./]?a|d[./]?b[./]?a|t/a|(?:also|formerly|previously|now|better) known as|formerly"
    r"|trading as|doing business as|alias|c/o|o/b/o|on behalf of)\b[.:]?(?=\s)",
    re.IGNORECASE,
)
"""What stands between two names of one party, or between a party and who acts for it."""
_OF_MARKS = frozenset({
    "aka", "fka", "nka", "dba", "k", "b", "t", "c", "o", "formerly", "known", "trading", "business", "alias", "behalf",
    "ex",
})  # fmt: skip
"""Words of which each of these marks has one."""
_LEAST_SEVERAL = 3
"""Spaces in two names of people, at least."""
_ONCE = re.compile(r"(?<=\w\w)(?<!imp)(?<!imp\.)[\s,;(]+ex[\s.-]\s?(?=\w{3})", re.IGNORECASE)
"""What stands between the names of a ship or a company and its former one."""
_SHIP_NUMBER = re.compile(r"\W*\bIMO\W{0,3}(?:no\.?|nr\.?|number)?\W{0,3}(?P<number>\d{7})\b\W*", re.IGNORECASE)
_CUT_SHORT, _CUT_WORDS = 7, (4, 3, 2)
"""Letters and words of a legal form, at least, by which it is known where a field of a message cuts it off."""
_LONGEST_FORM = 4
"""Words of a legal form before an address."""
_LEAST_GLUED, _LEAST_REST = 3, 2
"""Letters of the word of a legal form that another word is glued to, and of that word, at least."""


def wordings(text: str, *, person: bool) -> tuple[str, ...]:
    """Return a published name as clean text, and its other wordings.

    Two names with *also known as*, *formerly* and the like between them are also each of them. A person's name with
    something inserted in brackets or quotes, or with an office beside it, is also worded without it. An organisation's
    name that holds its own acronym is also the name, and the acronym; one with abbreviations is also the name in full,
    in each of their meanings; one with elided articles is also without them; a word glued to its legal form is also on
    its own; a word with figures among its letters is also one of letters; a ship's name with its IMO number is also
    without it; and one with an address behind its legal form, or with a legal form that is cut off, is also without
    either.

    >>> wordings("Ivan (Vanya) Petrov", person=True)
    ('Ivan (Vanya) Petrov', 'Ivan Petrov')
    >>> wordings("AO KB Nifrit", person=False)
    ('AO KB Nifrit', 'AO commercial bank Nifrit', 'AO design bureau Nifrit')
    >>> wordings("Centre d'études", person=False)[1]
    'Centre études'
    >>> wordings("Open Joint Stock CompanyKidma", person=False)[1]
    'Open Joint Stock Company Kidma'
    >>> wordings("VF 74NKER-4", person=False)[1:], wordings("Tango2", person=False)[1:]
    (('VF taNKER-4',), ())
    >>> wordings("Nifrit IMO 9187629", person=False)[1:], wordings("Nifrit (formerly Kidma Ltd)", person=False)[1:]
    (('Nifrit',), ('Nifrit', 'Kidma Ltd)'))
    >>> wordings("KIDMA JSC 16 LONG STR", person=False)[1:], wordings("KIDMA BUILDING PUBLIC J", person=False)[1:]
    (('KIDMA JSC',), ('KIDMA BUILDING',))
    """
    text = without_possessives(clean_text(text))
    if person:
        names = _each_name(text, _ALSO) if text.count(" ") >= _LEAST_SEVERAL else ()
        several = names if names and len(WORD.findall(names[0])) > 1 else ()  # Jean Aka Kouassi is one man
        return tuple(dict.fromkeys((text, *_without_insertion(text), *several, *without_office(text))))
    words = tuple(map(comparable, WORD.findall(text)))
    numbered = any(word.startswith("imo") for word in words)
    bare = _SHIP_NUMBER.sub(" ", text).strip() or text if numbered else text
    others = chain(
        (bare,) if bare != text else (),
        () if _OF_MARKS.isdisjoint(words) else (*_each_name(bare, _ALSO), *_each_name(bare, _ONCE)),
        _apart(text),
        _spelt_out(text, words),
        _unelided(text),
        _unglued(text, words),
        _in_letters(text),
        _before_address(text, words),
        _before_cut(text, words),
    )
    return tuple(dict.fromkeys((text, *others)))


def ship_number(text: str) -> str | None:
    """Return the IMO number that a name has with it.

    >>> ship_number("M/T Nifrit (IMO: 9187629)"), ship_number("Imo 2")
    ('9187629', None)
    """
    found = _SHIP_NUMBER.search(text) if _FIGURE.search(text) else None
    return found["number"] if found else None


def _each_name(text: str, mark: re.Pattern[str]) -> tuple[str, ...]:
    """Return the names on both sides of a mark; nothing where one of them has no word."""
    names = [name.strip(" ,;(") for name in mark.split(text)]
    return tuple(names) if len(names) > 1 and all(map(WORD.search, names)) else ()


def _without_insertion(text: str) -> tuple[str, ...]:
    if not _OPENING.search(text):
        return ()
    bare = _INSERTED.sub(" ", text).strip()
    return (bare,) if bare != text and len(WORD.findall(bare)) > 1 else ()


def _apart(text: str) -> tuple[str, ...]:
    """Return a name without the acronym it gives in brackets, and the acronym; nothing where there is none."""
    found = _BRACKETED.search(text)
    if not found:
        return ()
    name, acronym = text[: found.start()] + text[found.end() :], found["acronym"]
    initials = iter(word[0].casefold() for word in WORD.findall(name))
    is_acronym = all(letter in initials for letter in acronym.casefold())
    return (name, acronym) if is_acronym else ()


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    return read_groups("abbreviations.csv", "word", "meaning")


def _spelt_out(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the name in full, and again where an abbreviation has another meaning: KB is a bank or a design bureau."""
    whole = unslashed(text)
    if whole != text:
        words = tuple(map(comparable, WORD.findall(whole)))
    for place in range(max((len(_meanings(word)) for word in words), default=0)):
        yield WORD.sub(partial(_meaning, place), whole)


def _meanings(word: str) -> tuple[str, ...]:
    return _abbreviations().get(_in_latin(word), ())


def _meaning(place: int, word: re.Match[str]) -> str:
    """Return what an abbreviation means, in that place or else the last; any other word itself."""
    meanings = _meanings(comparable(word[0])) or (word[0],)
    return meanings[min(place, len(meanings) - 1)]


def _in_latin(word: str) -> str:
    """Return a Cyrillic word as abbreviations are listed, and any other as it is."""
    if word.isascii() or script_of(word) is not Script.CYRILLIC:
        return word
    return next((found.spellings[0] for way in romanise(word, Script.CYRILLIC) for found in way.words), word)


def _unelided(text: str) -> Iterator[str]:
    """Yield the name without the elided articles of French and Italian, which are written as one with the next word."""
    bare = _ELIDED.sub("", text)
    if bare != text:
        yield bare


@cache
def _legal_ends() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of legal forms of several words."""
    several = [words for words in legal_forms() if len(words) > 1]
    return frozenset(words[0] for words in several), frozenset(words[-1] for words in several)


@cache
def _legal_words() -> frozenset[str]:
    return frozenset(chain.from_iterable(legal_forms()))


@lru_cache(maxsize=1 << 14)
def _cuts(word: str) -> tuple[tuple[int, bool, bool], ...]:
    """Return where a word may be glued to a legal form: the place, whether one may end there, and begin."""
    firsts, lasts = _legal_ends()
    places = range(_LEAST_REST, len(word) - _LEAST_REST + 1)
    cuts = (
        (cut, cut >= _LEAST_GLUED and word[:cut] in lasts, len(word) - cut >= _LEAST_GLUED and word[cut:] in firsts)
        for cut in places
    )
    return tuple(cut for cut in cuts if cut[1] or cut[2])


def _unglued(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the name with a space where a word is glued to a legal form of several words, before or after it."""
    if not any(map(_cuts, words)):
        return
    found = [*WORD.finditer(text)]
    for place, word in enumerate(words):
        if len(word) != len(found[place][0]):
            continue  # its letters cannot be counted off
        for cut, may_end, may_begin in _cuts(word):
            left, right = word[:cut], word[cut:]
            forms: list[tuple[str, ...]] = []
            if may_end:
                forms += [(*words[start:place], left) for start in range(place)]
            if may_begin:
                forms += [(right, *words[place + 1 : end]) for end in range(place + 2, len(words) + 1)]
            if any(form in legal_forms() for form in forms):
                start = found[place].start() + cut
                yield f"{text[:start]} {text[start:]}"
                return


def _before_address(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the name up to a legal form that has a figure and more words behind it, none of a trade: an address."""
    if not _FIGURE.search(text):
        return
    for end in range(2, len(words) - 1):
        forms = (words[start:end] in legal_forms() for start in range(max(0, end - _LONGEST_FORM), end))
        if words[end].isdigit() and any(forms):
            is_name = words[:end] in legal_forms() or any(map(_is_trade, words[end + 1 :]))
            if not is_name:
                yield text[: [*WORD.finditer(text)][end - 1].end()]
            return


def _is_trade(word: str) -> bool:
    return bool(meaning_of(word)) and not place_of(word)


def _before_cut(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the name without the beginning of a legal form that it ends with, where its last word is no whole one."""
    before, last = words[-2:] if len(words) > 1 else ("", "")
    if (
        len(before) < _LEAST_GLUED
        or (last,) in legal_forms()
        or meaning_of(last)
        or (len(last) > _LEAST_GLUED and last in _legal_words())
    ):
        return
    for count in _CUT_WORDS:
        tail = words[-count:]
        if len(words) > count and len(joined := "".join(tail)) >= _CUT_SHORT and begins_legal_form(joined):
            yield text[: [*WORD.finditer(text)][-count].start()].rstrip()
            return


def _in_letters(text: str) -> Iterator[str]:
    """Yield the name with letters for the figures that look like them, where a word has both."""
    if not _FIGURE.search(text):
        return
    changed = _FIGURES_AS_LETTERS.sub(lambda found: found[0].translate(LETTERS_OF_DIGITS), text)
    if changed != text:
        yield changed
