"""Vowel-less sound keys: words spelt by ear in different languages share one.

Classes: P = b p, T = t d, K = k q g kh gh c x(in part), S = s z sh zh ch j ts dz in all their
spellings, F = f v w ph, and L R M N. Vowels and y leave no trace but keep equal classes apart;
adjacent equal classes are one, and T before S is heard as S (ts, dz, dj, tch). A key only finds
words to compare: it must never be a score.

Source: `docs/scripts.md`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TypeAlias

from screening.compiledcore import CompiledSounds, built_core
from screening.names.scripts import Script

Sounds: TypeAlias = tuple[str, ...]
"""The ways to hear a letter group as classes, the usual one first; " " is a vowel."""

MOST_KEYS, MOST_LOOSE_KEYS = 4, 8
"""Keys of a word at most, and of one without vowels; 1.2 to 1.3 on average. Source: `docs/scripts.md`."""


class _Letters(dict[str, Sounds]):
    """How letters and letter groups are heard: without a row as the plain first letter, else not at all."""

    def __missing__(self, group: str) -> Sounds:
        return self.get(unicodedata.normalize("NFD", group)[:1], ("",))


_VOWEL: Sounds = (" ",)
_LATIN = _Letters(
    {
        **dict.fromkeys("aeiouyəæœøıǝ", _VOWEL),
        **dict.fromkeys(("b", "p", "pp", "bb"), ("P",)),
        **dict.fromkeys(("t", "d", "ť", "ď", "ṭ", "ḍ"), ("T",)),
        **dict.fromkeys(("k", "q", "g", "c", "kh", "gh", "ck", "cq", "ġ", "ķ", "ĥ", "ḫ", "ẖ", "ḵ"), ("K",)),
        **dict.fromkeys(("s", "z", "sh", "zh", "sch", "sz", "cz", "zs", "tch"), ("S",)),
        **dict.fromkeys("čćçšśşșžźżțţĉŝĵṣẓẕǧß", ("S",)),
        **dict.fromkeys(("f", "v", "w", "ph"), ("F",)),
        **dict.fromkeys("lł", ("L",)),
        **dict.fromkeys("rř", ("R",)),
        **dict.fromkeys("m", ("M",)),
        **dict.fromkeys("nñňńŋ", ("N",)),
        "ch": ("S", "K"),
        **dict.fromkeys(("sj", "zj"), ("S",)),
        **dict.fromkeys(("tj", "dj"), ("S", "T")),
        "cs": ("S", "KS"),
        "c$": ("K", "S"),
        "dh": ("T", "S"),
        "g+": ("K", "S"),
        "h": ("", "K"),
        "j": ("S", ""),
        "th": ("T", "S"),
        "x": ("KS", "S", "K"),
        "ij$": _VOWEL,
        "yj$": _VOWEL,
        "ej$": _VOWEL,
        "đ": ("T", "S"),
        "ð": ("T", "S"),
        "þ": ("T", "S"),
        "ḏ": ("T", "S"),
        "ṯ": ("T", "S"),
        "ğ": ("", "K"),
        "ģ": ("K", "S"),
    }
)
# "+" stands for a front vowel to come, "$" for the end of the word.
END, FRONT, FRONT_VOWELS = "$", "+", "eiy"
PLAIN_LETTERS = 128
"""The letters that the compiled core can hear; words with other Latin ones are heard by `heard`."""
LATIN_GROUPS: dict[str, tuple[str, ...]] = {
    END: ("ij", "yj", "ej", "c"),
    FRONT: ("g",),
    "": ("tch", "sch", "kh", "gh", "sh", "th", "ch", "zh", "ph", "dh", "sj", "zj", "tj", "dj", "sz", "cz", "zs", "cs",
         "ck", "cq"),
}  # fmt: skip
"""Letters that are heard together, by what follows them, in the order in which they are looked for; any other letter is
heard by itself."""
_END, _FRONT, _ANYWHERE = map("|".join, LATIN_GROUPS.values())
_GROUP = re.compile(f"(?:{_END})$|(?:{_FRONT})(?=[{FRONT_VOWELS}])|{_ANYWHERE}|.")
_AT_END, _BEFORE_FRONT = frozenset(LATIN_GROUPS[END]), frozenset(LATIN_GROUPS[FRONT])
_CYRILLIC = _Letters(
    {
        **dict.fromkeys("аеёєиіїйоуыэюяәөұүӣӯ", _VOWEL),
        **dict.fromkeys("бп", ("P",)),
        **dict.fromkeys("тд", ("T",)),
        **dict.fromkeys("гґкғқҳҡ", ("K",)),
        "х": ("K", "S"),
        **dict.fromkeys("жзсцчшћџѕҷҗ", ("S",)),
        "щ": ("S", "ST"),
        **dict.fromkeys("вф", ("F",)),
        **dict.fromkeys("лљ", ("L",)),
        **dict.fromkeys("мҥ", ("M",)),
        **dict.fromkeys("нњң", ("N",)),
        "р": ("R",),
        "ў": ("F", " "),
        "ђ": ("T", "S"),
        "ѓ": ("K", "T", "S"),
        "ќ": ("K", "S"),
        "ҙ": ("T", "S"),
        "ҫ": ("T", "S"),
        "һ": ("", "K"),
        "ј": _VOWEL,
    }
)
_ARABIC = _Letters(
    {
        **dict.fromkeys("بپ", ("P",)),
        **dict.fromkeys("تدطٹڈټډ", ("T",)),
        **dict.fromkeys("خغقكگګڨڭ", ("K",)),
        **dict.fromkeys("زژسشصچځڅ", ("S",)),
        **dict.fromkeys("فڤڥ", ("F",)),
        **dict.fromkeys("لڵ", ("L",)),
        **dict.fromkeys("رڑړڕ", ("R",)),
        **dict.fromkeys("نںڼ", ("N",)),
        "م": ("M",),
        "ث": ("T", "S"),
        "ج": ("S", "K"),
        "ذ": ("T", "S"),
        "ض": ("T", "S"),
        "ظ": ("S", "T"),
        "ږ": ("S", "K"),
        "ښ": ("S", "K"),
        "و": ("", "F"),
        "ۋ": ("F",),
    }
)
_HEBREW = _Letters(
    {
        **dict.fromkeys("דטת", ("T",)),
        **dict.fromkeys("גכךק", ("K",)),
        **dict.fromkeys("זסצץש", ("S",)),
        **dict.fromkeys(("ג'", "ז'", "צ'", "ץ'"), ("S",)),
        **dict.fromkeys(("ת'", "ד'"), ("T", "S")),
        **dict.fromkeys("מם", ("M",)),
        **dict.fromkeys("נן", ("N",)),
        "ל": ("L",),
        "ר": ("R",),
        "ב": ("P", "F"),
        "פ": ("P", "F"),
        "ף": ("F",),
        "ו": ("", "F"),
        "וו": ("F",),
        "ח": ("K", ""),
    }
)
_NATIVE: dict[Script, _Letters] = {
    Script.CYRILLIC: _CYRILLIC,
    Script.ARABIC: _ARABIC,
    Script.HEBREW: _HEBREW,
}
# No vowels are written, so two letters side by side may or may not have one between them.
_VOWELLESS = frozenset({Script.ARABIC, Script.HEBREW})
_HEARD_APART = frozenset("וوבפ")
"""Letters that may sound otherwise here and there in one word (موسوي, Mousavi; אברמוביץ, Abramovich)."""
STOP, HISS = "T", "S"
_STOP_BEFORE_HISS = re.compile(f"{STOP}+(?={HISS})")
_UNHEARD = re.compile(r" |(.)(?=\1)")
"""Nothing, and a sound that follows itself."""
_HEBREW_GROUP = re.compile("[גזצץתד]'|וו|.")


@lru_cache(maxsize=1 << 15)
def sound_keys(word: str) -> tuple[str, ...]:
    """Return the 1 to 4 sound keys of a Latin word, the usual one first; () if no class letter.

    The word keeps its diacritics, for č is not c. Ambiguous groups (ch, j, th, dh, x, g before
    e and i, h) give further keys, read one way throughout the word.

    >>> sound_keys("Prigozhin"), sound_keys("Šugaley")
    (('PRKSN',), ('SKL',))
    >>> sound_keys("Prigojine"), sound_keys("Aia")
    (('PRKSN', 'PRKN'), ())

    Source: `docs/scripts.md`.
    """
    folded, compiled = unicodedata.normalize("NFC", word.casefold()), compiled_sounds()
    keys = compiled.keys(folded) if compiled else None
    return heard(folded) if keys is None else keys


@cache
def compiled_sounds() -> CompiledSounds | None:
    """Return how Latin words are heard, as the compiled core keeps it; `None` where it was not built."""
    core = built_core()
    singles = tuple(_LATIN[chr(code)] for code in range(PLAIN_LETTERS))
    followers = {END: None, FRONT: FRONT_VOWELS, "": ""}
    groups = (
        (letters, followers[mark], _LATIN[letters + mark])
        for mark, several in LATIN_GROUPS.items()
        for letters in several
    )
    return core.Sounds(singles, tuple(groups), STOP, HISS) if core else None


def heard(word: str) -> tuple[str, ...]:
    """Return the sound keys of a Latin word in small letters, as the compiled core does for plain ones.

    >>> heard("prigozhin"), heard("šugaley")
    (('PRKSN',), ('SKL',))
    """
    return _keys(_marked(_GROUP.findall(word)), _LATIN, loose=False)


def _marked(groups: list[str]) -> list[str]:
    """Mark the letter groups of a word that are heard by what follows them."""
    if groups and groups[-1] in _AT_END:
        groups[-1] += END
    if not _BEFORE_FRONT.isdisjoint(groups):
        for place, following in enumerate(groups[1:]):
            if groups[place] in _BEFORE_FRONT and following[0] in FRONT_VOWELS:
                groups[place] += FRONT
    return groups


@lru_cache(maxsize=1 << 14)
def native_keys(native: str, script: Script) -> tuple[str, ...]:
    """Return the sound keys heard from native letters: Cyrillic, Arabic or Hebrew; () otherwise.

    >>> native_keys("пригожин", Script.CYRILLIC), native_keys("محمد", Script.ARABIC)
    (('PRKSN',), ('MMT', 'MT'))

    Source: `docs/scripts.md`.
    """
    table = _NATIVE.get(script)
    if table is None:
        return ()
    groups = _HEBREW_GROUP.findall(native) if script is Script.HEBREW else list(native)
    return _keys(groups, table, loose=script in _VOWELLESS)


def merge_keys(*several: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of several readings of one word without repetition, at most four.

    >>> merge_keys(("PT", "P"), ("PT", "K"))
    ('PT', 'P', 'K')
    """
    return tuple(dict.fromkeys(key for keys in several for key in keys))[:MOST_KEYS]


def loosened(key: str) -> str:
    """Return a sound key as it is heard where no vowel is written between two sounds: one of two is lost.

    >>> loosened("TSRT"), loosened("KKRSN")
    ('SRT', 'KRSN')
    """
    return _tight(key)


def _keys(groups: list[str], letters: _Letters, *, loose: bool) -> tuple[str, ...]:
    """The keys of a word cut into letter groups; a group is heard alike throughout the word, but for a few letters."""
    sounds_of = [letters[group] for group in groups]
    most = MOST_LOOSE_KEYS if loose else MOST_KEYS
    if loose:
        groups = [f"{one}{at}" if one in _HEARD_APART else one for at, one in enumerate(groups)]
    hearings = [[sounds[0] for sounds in sounds_of]]
    if sum(map(len, sounds_of)) > len(groups):
        pairs = list(zip(groups, sounds_of, strict=True))
        ambiguous = {group: sounds for group, sounds in pairs if len(sounds) > 1}
        choices = _hearings(tuple(ambiguous.items()), most)
        hearings = [[chosen.get(group, sounds[0]) for group, sounds in pairs] for chosen in choices]
    keys: dict[str, None] = {}
    for hearing in hearings:
        heard = "".join(hearing)
        if loose:
            keys[heard.replace(" ", "")] = None
        keys[_tight(heard)] = None
    keys.pop("", None)
    return tuple(keys)[:most]


@lru_cache(maxsize=1 << 10)
def _hearings(ambiguous: tuple[tuple[str, Sounds], ...], most: int) -> list[dict[str, str]]:
    """Ways to hear the groups that can be heard in several, the likeliest first."""
    hearings: list[tuple[int, dict[str, str]]] = [(0, {})]
    for group, sounds in ambiguous:
        hearings = sorted(
            (
                (rank + place, {**chosen, group: sound})
                for rank, chosen in hearings
                for place, sound in enumerate(sounds)
            ),
            key=lambda hearing: hearing[0],
        )[: 2 * most]
    return [chosen for _, chosen in hearings]


def _tight(heard: str) -> str:
    """A stop before a hiss is not heard, nor a sound that follows itself."""
    if STOP + HISS in heard:
        heard = _STOP_BEFORE_HISS.sub("", heard)
    return _UNHEARD.sub("", heard)
