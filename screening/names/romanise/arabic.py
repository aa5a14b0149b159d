"""Arabic-script words in Latin letters: Arabic, Persian, Urdu, Pashto, Kurdish.

Short vowels are not written, so a spelling is a guess: common names come from a table, the rest
gets an a between consonants. The keys find the word and the letter costs judge it.
Source: BGN/PCGN 1956 (Arabic) and 1958 (Persian); `docs/scripts.md`.
"""

from __future__ import annotations

from functools import lru_cache

from screening.names.romanise.tables import listed_spellings
from screening.names.romanise.words import Romanisation, RomanWord, roman_word, split_words
from screening.names.scripts import Script
from screening.names.soundkey import merge_keys, native_keys

STANDARD = "Arabic script, common names by table, other vowels guessed"

_ARTICLE = "ال"
_SERVANT = "عبد"
_SECOND_PARTS: dict[str, tuple[str, ...]] = {
    "الدين": ("aldin", "uddin", "eddine", "aldeen"),
    "الله": ("allah", "ullah", "ollah"),
}
# Names that only look as if they began with the article.
_NO_ARTICLE = frozenset(
    {
        "الله",
        "الياس",
        "الهام",
        "البرت",
        "الكسندر",
        "الكساندر",
        "الكسي",
        "اليكسي",
        "الفرد",
        "الينا",
        "الهه",
        "الفت",
        "اليزابيث",
        "الي",
    }
)
# The article takes on the sound of these. Source: BGN/PCGN 1956, note 2.
_SUN_LETTERS = frozenset("تثدذرزسشصضطظلن")
_CONSONANTS: dict[str, str] = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ټ": "t", "ډ": "d", "ړ": "r", "ږ": "zh",
    "ښ": "sh", "ڼ": "n", "ځ": "dz", "څ": "ts", "ګ": "g", "ڕ": "r", "ڵ": "l", "ۋ": "v", "ڭ": "ng",
    "ڤ": "v", "ڨ": "g", "ڥ": "v",
}  # fmt: skip
_VOWELS: dict[str, str] = {
    "ا": "a", "ے": "e", "ې": "e", "ۍ": "ai", "ە": "a", "ۆ": "o", "ێ": "e", "ۇ": "u", "ۈ": "u",
}  # fmt: skip
_PERSIAN_LETTERS = frozenset("پچژگ")


def romanise_arabic(text: str) -> Romanisation:
    """Return a name word by word; عبد + next, X + الدين and X + الله are one word, ال goes.

    >>> [word.spellings[0] for word in romanise_arabic("معمر القذافي").words]
    ['muammar', 'qadhafi']
    >>> [word.native for word in romanise_arabic("عبد الرحمن سيف الدين").words]
    ['عبدالرحمن', 'سيفالدين']

    Source: `docs/scripts.md`.
    """
    return Romanisation(tuple(map(_read_word, joined_words(split_words(text)))), STANDARD)


def joined_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with two-part names joined and the article off the others.

    >>> joined_words(("عبد", "الله", "القطري"))
    ('عبدالله', 'قطري')
    """
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        if before and (before == _SERVANT or word in _SECOND_PARTS):
            joined[-1] = before + word
        elif word.startswith(_ARTICLE) and len(word) >= 4 and word not in _NO_ARTICLE:
            joined.append(word.removeprefix(_ARTICLE))
        else:
            joined.append(word)
    return tuple(joined)


@lru_cache(maxsize=65536)
def _read_word(native: str) -> RomanWord:
    keys = native_keys(native, Script.ARABIC)
    place = native.find(_ARTICLE, 2)
    if place > 0 and (native.startswith(_SERVANT) or native[place:] in _SECOND_PARTS):
        without = native[:place] + native[place + len(_ARTICLE) :]
        keys = merge_keys(keys[:2], native_keys(without, Script.ARABIC)[:2])
    return roman_word(native, _spellings(native), keys)


def _spellings(native: str) -> tuple[str, ...]:
    listed = listed_spellings("readings-arabic.csv").get(native)
    if listed:
        return listed
    for ending, spelt in _SECOND_PARTS.items():
        first = native.removesuffix(ending)
        if first not in (native, ""):
            return tuple(_spellings(first)[0] + latin for latin in spelt)
    if native.startswith(_SERVANT) and len(native) > len(_SERVANT) + 1:
        return _servant_spellings(native.removeprefix(_SERVANT))
    return _guesses(native)


def _servant_spellings(name: str) -> tuple[str, ...]:
    """عبد + a name of God: abdul, abdel, abd al; before a sun letter also abdur, abder."""
    has_article = name.startswith(_ARTICLE) and len(name) > 3
    bare = name.removeprefix(_ARTICLE) if has_article else name
    if bare in ("له", "الله"):
        return ("abdallah", "abdullah", "abdollah")
    stem = _spellings(bare)[0]
    link = stem[0] if bare[0] in _SUN_LETTERS else "l"
    links = dict.fromkeys(("abdal", "abdul", "abdel", "abdu" + link, "abda" + link, "abdol", "abde" + link))
    return tuple(beginning + stem for beginning in links)


def _guesses(native: str) -> tuple[str, ...]:
    usual = _known_beginning(native) or _voiced(native)
    variants = [usual, usual.replace("q", "k"), usual.replace("q", "gh"), usual.replace("dh", "z")]
    if _PERSIAN_LETTERS.intersection(native) or native.endswith("ه"):
        variants.append(usual[:-1] + "eh" if native.endswith("ه") else usual.replace("w", "v"))
    variants += [
        usual.replace("u", "ou"),
        usual.replace("u", "o"),
        usual.replace("w", "v"),
        usual.replace("j", "dj"),
    ]
    return tuple(variants)


def _known_beginning(native: str) -> str:
    """A longer word that begins with a common name (احمدي, حسنزاده), or nothing."""
    listed = listed_spellings("readings-arabic.csv")
    for length in range(len(native) - 1, 2, -1):
        if native[:length] in listed:
            rest = native[length:]
            ending = listed.get(rest, ("",))[0] if len(rest) > 2 else ""
            return listed[native[:length]][0] + (ending or _voiced("ب" + rest).removeprefix("b"))
    return ""


def _voiced(native: str) -> str:
    """One likely spelling: w and y at the start and between vowels, an a between consonants."""
    letters: list[str] = []
    after_consonant = False
    for place, letter in enumerate(native):
        following = native[place + 1 : place + 2]
        if letter in "وي":
            glide = place == 0 or not after_consonant or following == "ا"
            latin = ("w" if letter == "و" else "y") if glide else ("u" if letter == "و" else "i")
            vowel = not glide
        elif letter == "ع":
            latin, vowel = ("a" if place == 0 or after_consonant else ""), True
        elif letter == "ه" and place and not following:
            latin, vowel = ("a" if after_consonant else "h"), True
        else:
            latin = _VOWELS.get(letter) or _CONSONANTS.get(letter, letter)
            vowel = letter in _VOWELS
        if after_consonant and not vowel and not (letter == "ي" and place > 1):
            letters.append("a")
        letters.append(latin)
        after_consonant = not vowel
    return "".join(letters)
