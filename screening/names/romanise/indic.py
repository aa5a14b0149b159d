"""Indian scripts read by one table: Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam.

Unicode lays their letters out alike, so each is read as the Devanagari letter in its place. A consonant without a vowel
sign has an inherent a, which is not spoken at the end of a word, nor in Hindi before a consonant with a vowel.
Source: ISO 15919:2001 without marks, one table for all of them; Unicode 15.0, 12.1 (the layout of ISCII 1988); letters
in data/letters-indic.csv.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from screening.names.lettercost import letter_readings
from screening.names.romanise.words import Romanisation, RomanWord, keys_by_letters, roman_word, table_segments
from screening.names.scripts import Script
from screening.names.text import comparable

STANDARD = "Indian scripts, ISO 15919 without marks"
_DEVANAGARI, _BLOCK, _END = 0x0900, 0x80, 0x0D80
_PLACED_OTHERWISE = {
    "\u09ce": "त्", "\u09f0": "र", "\u09f1": "व", "\u0a70": "ं", "\u0a71": "", "\u0b71": "व",
    "\u0d7a": "ण", "\u0d7b": "न", "\u0d7c": "र", "\u0d7d": "ल", "\u0d7e": "ळ", "\u0d7f": "क",
}  # fmt: skip
"""Letters that no Devanagari one is in the place of: two of Bengali and two of Assamese, Gurmukhi's nasal and doubling
signs, Odia's wa, Malayalam's consonants without a vowel. Source: Unicode 15.0, charts of the blocks.
"""
_CONSONANT, _SIGN, _NUKTA = "[\u0915-\u0939]\u093c?", "\u093e-\u094c", "\u093c"
_WORD = re.compile("[\u0900-\u0963\u0966-\u0d7f]+")
_VOWEL_MARK = "\0"
_INHERENT = re.compile(f"({_CONSONANT})(?![{_SIGN}{_NUKTA}\u094d\u0962\u0963])")
_UNSPOKEN_LAST = re.compile(f"(?<=[^\u094d])({_CONSONANT}){_VOWEL_MARK}$")
_UNSPOKEN_WITHIN = re.compile(
    f"(?<=[{_VOWEL_MARK}\u0904-\u0914{_SIGN}])({_CONSONANT}){_VOWEL_MARK}(?={_CONSONANT}[{_VOWEL_MARK}{_SIGN}])"
)


def romanise_indic(text: str) -> Romanisation:
    """Return a name in an Indian script word by word.

    >>> [word.spellings[0] for word in romanise_indic("नरेन्द्र मोदी").words]
    ['narendra', 'modi']
    >>> [word.spellings[0] for word in romanise_indic("ভ্লাদিমির পুতিন").words]
    ['bhladimir', 'putin']
    """
    words = (_read_word(comparable(word)) for word in _WORD.findall(text))
    return Romanisation(tuple(word for word in words if word.native), STANDARD)


def in_devanagari(word: str) -> str:
    """Return a word of an Indian script in the letters of Devanagari.

    >>> in_devanagari("পুতিন"), in_devanagari("પુતિન")
    ('पुतिन', 'पुतिन')
    """
    placed = "".join(_PLACED_OTHERWISE.get(letter, letter) for letter in unicodedata.normalize("NFC", word))
    return "".join(
        chr(_DEVANAGARI + ord(letter) % _BLOCK) if "\u0900" <= letter < chr(_END) else letter for letter in placed
    )


@lru_cache(maxsize=16384)
def _read_word(native: str) -> RomanWord:
    letters = in_devanagari(native)
    voiced = _INHERENT.sub(f"\\1{_VOWEL_MARK}", letters)
    last = _UNSPOKEN_LAST.sub("\\1", voiced)
    within = _UNSPOKEN_WITHIN.sub("\\1", last)
    spoken = (*((within, last) if _is_devanagari(native) else (last, within)), voiced)
    spellings = [spelling.replace(_VOWEL_MARK, vowel) for spelling in map(_spelt, spoken) for vowel in "ao"]
    return roman_word(letters, spellings[::2] + spellings[1::2], keys_by_letters(letters, Script.INDIC), written=native)


def _is_devanagari(word: str) -> bool:
    return word < chr(_DEVANAGARI + _BLOCK)


def _spelt(letters: str) -> str:
    """The usual spelling of each letter; inherent vowels are left marked."""
    readings = letter_readings(Script.INDIC)
    segments = (
        segment
        for part in re.split(f"({_VOWEL_MARK})", letters)
        if part
        for segment in table_segments(part, Script.INDIC)
    )
    return "".join(readings[segment][0][0] if segment in readings else segment for segment in segments)
