"""Published text made clean, and clean words made comparable.

Source: `docs/scripts.md`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NewType

from screening.names.scripts import Script, script_of

ComparableText = NewType("ComparableText", str)
"""A word that has been through `comparable`; nothing else may create one."""

# Rule 1. Direction marks, zero-width characters, soft hyphens and variation selectors carry no letter.
# The zero-width non-joiner goes too: Persian joins the parts of one word with it.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

# Rule 2. These come before NFKC, which would glue "TM" to the word and turn ´ into a space and a mark.
_SIGNS = str.maketrans(
    dict.fromkeys("´`‘’‛ʹʻʼʽ′＇", "'")
    | dict.fromkeys("™®℠©№℡", " ")
    | dict.fromkeys("¨¯¸˘˙˚˛˜˝΄΅᾽᾿῀῁῍῎῏῝῞῟῭῾\u203e\ufe49\ufe4a\ufe4b\ufe4c", "")
)

# Rule 6. Only letters that look the same; the full Unicode table of confusables makes rn = m.
_CYRILLIC_TWINS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝӏ"
_LATIN_TWINS = "ABEKMHOPCTYXIJSaeopcyxijsdhqwl"
_TO_LATIN = dict(zip(_CYRILLIC_TWINS, _LATIN_TWINS, strict=True))
_TO_CYRILLIC = dict(zip(_LATIN_TWINS[:25], _CYRILLIC_TWINS[:25], strict=True))
_STRESS = dict.fromkeys(map(ord, "\u0300\u0301"))
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")

_POSSESSIVE = re.compile(r"(?<=\w)'s\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<!\w)(?:\w\.\s?){2,}(?:\w(?!\w))?")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_SLASHED = re.compile(r"\b(\w)/(\w|ch)\b", re.IGNORECASE)
_TWO_FIGURES = re.compile(r"\d\d")
_LETTERS_BY_FIGURES = re.compile(r"(?<=[A-Za-z]{2})(?=\d{2})|(?<=\d\d)(?=[A-Za-z]{2})(?!(?:st|nd|rd|th)\b)")


def clean_text(text: str) -> str:
    """Return published text as clean Unicode, with its case and diacritics kept.

    1. controls and invisible characters go; 2. spacing accents become ' or go, ™ ® № go;
    3. NFKC; 4. words that mix look-alike scripts are repaired; 5. white space is collapsed.

    >>> clean_text("  Ev\\u200bgeny\\u00a0Prigozhin™ ")
    'Evgeny Prigozhin'
    >>> clean_text("ﻣﺤﻤﺪ"), clean_text("O´Brien")
    ('محمد', "O'Brien")
    >>> clean_text("HOBATЭK") == "НОВАТЭК"
    True

    Source: `docs/scripts.md`.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.replace("`", "'").split())
    text = _INVISIBLE.sub("", _CONTROL.sub("", text)).translate(_SIGNS)
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    if _CYRILLIC_LETTER.search(text) and _LATIN_LETTER.search(text):
        text = repair_mixed_words(text)
    return " ".join(text.split())


def repair_mixed_words(text: str) -> str:
    """Return the text with each word of Latin and Cyrillic look-alikes in one script.

    A word that can be read either way takes the script of the other words, else Latin. A word
    that can be read neither way is left as it is.

    >>> repair_mixed_words("Олексiй") == "Олексій"
    True
    >>> repair_mixed_words("Wаgner Group")
    'Wagner Group'

    Source: `docs/scripts.md`.
    """
    words = _WORD.findall(text)
    cyrillic = sum(any(letter not in _TO_LATIN for letter in _CYRILLIC_LETTER.findall(word)) for word in words)
    latin = sum(any(letter not in _TO_CYRILLIC for letter in _LATIN_LETTER.findall(word)) for word in words)
    repaired = _WORD.sub(lambda found: _repair_word(found[0], cyrillic - latin), text)
    # A whole word of look-alikes (ЈЅС) shows only beside Latin words, and only if no word is truly Cyrillic.
    rest = _CYRILLIC_LETTER.findall(repaired)
    if rest and _LATIN_LETTER.search(repaired) and all(letter in _TO_LATIN for letter in rest):
        return "".join(_TO_LATIN.get(letter, letter) for letter in repaired)
    return repaired


def _repair_word(word: str, leaning: int) -> str:
    if not word.isascii() and _CYRILLIC_LETTER.search(word):
        # A stress mark typed with a Latin letter (Валéрый), or a Latin Ë: the mark is not the letter's.
        word = unicodedata.normalize("NFC", "".join(map(_unaccented, word)))
    cyrillic = _CYRILLIC_LETTER.findall(word)
    latin = _LATIN_LETTER.findall(word)
    if not cyrillic or not latin:
        return word
    can_be_latin = all(letter in _TO_LATIN for letter in cyrillic)
    can_be_cyrillic = all(letter in _TO_CYRILLIC for letter in latin)
    if can_be_latin and can_be_cyrillic:
        can_be_latin = leaning <= 0
    if can_be_latin:
        return "".join(_TO_LATIN.get(letter, letter) for letter in word)
    if can_be_cyrillic:
        return "".join(_TO_CYRILLIC.get(letter, letter) for letter in word)
    return word


def _unaccented(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if len(apart) == 1 or apart[0] not in _TO_CYRILLIC:
        return letter
    return _TO_CYRILLIC[apart[0]] + apart[1:].translate(_STRESS)


def without_possessives(text: str) -> str:
    """Return clean text without the 's of English possessives.

    >>> without_possessives("Lord's Resistance Army")
    'Lord Resistance Army'

    Source: English grammar.
    """
    return _POSSESSIVE.sub("", text) if "'" in text else text


def laid_out(text: str, *, person: bool) -> str:
    """Return clean text of a name with its words in order and apart: a person's family name last; of any other party
    letters with dots, slashes or spaces between them as one word, and letters apart from figures.

    >>> laid_out("PETROV, Ivan", person=True)
    'Ivan PETROV'
    >>> laid_out("O.J.S.C. Zavod No14, A/S", person=False), laid_out("K B Invest", person=False)
    ('OJSC Zavod No 14, AS', 'K B Invest')

    Source: OFAC writes PETROV, Ivan; names of companies in official lists, whose aliases have both ways.
    """
    if person:
        family, _, given = map(str.strip, text.partition(","))
        return f"{given} {family}" if family and given and "," not in given else text
    if "." in text:
        text = _DOTTED.sub(lambda found: _undotted(found[0]), text)
    text = unslashed(text)
    if _TWO_FIGURES.search(text):
        text = _LETTERS_BY_FIGURES.sub(" ", text)
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def unslashed(text: str) -> str:
    """Return a text with abbreviations of two letters as one word.

    >>> unslashed("A/S Nifrit, V/Ch 26165")
    'AS Nifrit, VCh 26165'

    Source: business registers; V/Ch is two letters in Russian.
    """
    return _SLASHED.sub(r"\1\2", text) if "/" in text else text


def _undotted(text: str) -> str:
    return text.replace(".", "").replace(" ", "") + (" " if text.endswith(" ") else "")


_DIGITS = {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
# Latin letters that do not come apart into a letter and a mark.
_LATIN_FOLD = str.maketrans({
    "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a",
    "œ": "oe", "ħ": "h", "ŋ": "ng", "ŧ": "t", "ĸ": "k", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ɛ": "e",
    "ǝ": "a", "ɔ": "o", "ɣ": "g", "ƙ": "k", "ɲ": "n", "ƴ": "y", "ɵ": "o", "ɨ": "i", "ʉ": "u",
    "ƶ": "z", "ƣ": "g", "ꞌ": "", "ʾ": "", "ʿ": "", "ʼ": "", "ʻ": "", "ˈ": "", "ʹ": "", "ʺ": "",
    "'": "", "’": "", "‘": "", "`": "", "´": "",
    **_DIGITS,
})  # fmt: skip
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʼʻʹ", ""))
# One letter, several code points and seats of hamza. Source: `docs/scripts.md`.
_ARABIC_FOLD = str.maketrans({
    "ی": "ي", "ى": "ي", "ئ": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه", "ۀ": "ه",
    "ۃ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ء": "", "ـ": "", "'": "",
    "ٴ": "", "ۓ": "ے",
    **_DIGITS,
})  # fmt: skip
_CYRILLIC_STRESS = re.compile("(?<=[аеиоуыэюяіїєѣѵѫ])[\u0300\u0301]|['’‘`´ʼʻʹ]")
_CYRILLIC_FOLD = str.maketrans({"ѐ": "е", "ѝ": "и"})
# A geresh after one of these letters makes another sound; elsewhere it marks an abbreviation.
_HEBREW_GERESH = re.compile("(?<=[גזצץתדחטע])['׳’]")
_HEBREW_DROPPED = re.compile("['׳’\"״”]")


def comparable(word: str) -> ComparableText:
    """Return a clean word without case and marks, as its script is compared.

    Latin becomes a-z where it can; Arabic letters lose their variants and vowel signs, Hebrew
    its points, Greek its accents, Cyrillic only stress marks (й and ё are letters of their own).
    Other scripts keep all their marks.

    >>> comparable("Łukasz"), comparable("O'Brien"), comparable("İbrahim"), comparable("Weiß")
    ('lukasz', 'obrien', 'ibrahim', 'weiss')
    >>> comparable("Андре́й") == "андрей"
    True
    >>> comparable("مُحَمَّد") == "محمد", comparable("Ἀθήνα") == "αθηνα"
    (True, True)

    Source: `docs/scripts.md`.
    """
    if word.isascii():
        return ComparableText(word.lower().replace("'", "").replace("`", ""))
    return _comparable(word)


@lru_cache(maxsize=1 << 14)
def _comparable(word: str) -> ComparableText:
    folded = unicodedata.normalize("NFC", word.casefold())
    match script_of(word):
        case Script.LATIN:
            return ComparableText(_without_marks(folded).translate(_LATIN_FOLD))
        case Script.CYRILLIC:
            return ComparableText(_CYRILLIC_STRESS.sub("", folded).translate(_CYRILLIC_FOLD))
        case Script.ARABIC:
            return ComparableText(_without_marks(folded.translate(_ARABIC_FOLD)).translate(_ARABIC_FOLD))
        case Script.HEBREW:
            pointless = _HEBREW_GERESH.sub("\0", _without_marks(folded))
            return ComparableText(_HEBREW_DROPPED.sub("", pointless).replace("\0", "'"))
        case Script.GREEK:
            return ComparableText(_without_marks(folded).translate(_APOSTROPHES))
        case _:
            return ComparableText(folded.translate(_APOSTROPHES))


def _without_marks(text: str) -> str:
    """Take every combining mark off, composed again: only for scripts where a mark is no letter."""
    decomposed = unicodedata.normalize("NFD", text)
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", kept)
