"""Korean and Chinese names in Latin or Cyrillic letters, read back by syllable: Lee Myung-bak and Ri Myong Bak are one.

Every romanisation writes the same few hundred syllables. A family or given name gets the syllables that it may spell as
classes, and two that share a class are one name in two spellings. One such word proves nothing (Ben, Sun, Long), so
a name is read so only where all its words are syllables and a family name stands first or last.

Source: Revised Romanisation 2000, McCune-Reischauer 1939, the spelling of DPRK passports and usual English spellings
for Korean; Hanyu Pinyin (ISO 7098), Wade-Giles (Giles 1912) and Hong Kong family names for Chinese; for both also the
Russian tables (`romanise.russian`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, product

from screening.names.romanise.cantonese import hong_kong
from screening.names.romanise.han import HANJA, SYLLABLE, wade_giles
from screening.names.romanise.han import SURNAMES as CHINESE_SURNAMES
from screening.names.romanise.hangul import SURNAMES as KOREAN_SURNAMES
from screening.names.romanise.hangul import korean_classes, syllable_letters
from screening.names.romanise.russian import IRREGULAR_FAMILIES, kontsevich, palladius
from screening.names.romanise.tables import listed_spellings, syllables
from screening.names.romanise.words import joined_class
from screening.names.scripts import Script, script_of

SYLLABLE_SCRIPTS = frozenset({Script.LATIN, Script.CYRILLIC})
"""Scripts whose words are read back here."""
MOST_GIVEN = 2
"""Syllables of a given name at most."""
LEAST_LETTERS = 2
"""Letters of a syllable at least: no name is cut into single vowels."""
LONGEST = 13
"""Letters of a word at most: two syllables of six (chyong, zhuang), or a family name of two."""

_PLAIN_FAMILY = (
    "ai an ba bai ban bao bei bian cao chai chang chi chu cong cui dang ding dong dou duan fei fu gan gang geng"
    " gong gou gui han hang hao hua ji jiao jing ju kuang lan lang lao lei leng lian lou man mao mei meng mi ming"
    " mou mu nan nie nong pang pei pi ping pu qi qian qiao quan rao rong ruan sang sha shang shu si song tai tao"
    " teng tie tong tu wan xi xiang xin xing xiong xuan yi you zang ze zhan zhang zhuang zhuo zi zong zou zu zuo"
)
"""Family names that are read as their characters always are, so that no table of names has them."""

Span = tuple[int, int, tuple[str, ...]]
"""Words that are the family name or the given name: the first, one past the last, the classes of what they spell."""


Classes = dict[str, tuple[str, ...]]
"""The classes of what letters spell, by those letters."""


@dataclass(frozen=True)
class System:
    """One way to write names: the classes of each family name and of each syllable of a given name, by its letters."""

    family: Classes
    read_given: Callable[[], Classes]

    @cached_property
    def given(self) -> Classes:
        """The syllables, which only a name that has such a family name asks for."""
        return self.read_given()


def eastern_readings(words: tuple[str, ...]) -> tuple[tuple[Span, Span], ...]:
    """Return the ways to read comparable words as family and given name of Korea or China: none, if they are neither.

    A given name is one unit however it is spaced, since half of it is another name.

    >>> eastern_readings(("ri", "myong", "su"))
    (((0, 1, ('ko:리', 'ko:이')), (1, 3, ('ko:명수',))),)
    >>> eastern_readings(("myungbak", "lee"))
    (((0, 1, ('ko:명박',)), (1, 2, ('ko:리', 'ko:이'))),)
    >>> eastern_readings(("ся", "баолун"))
    (((0, 1, ('zh:xia',)), (1, 2, ('zh:baolong',))),)
    >>> eastern_readings(("ben", "franklin"))
    ()
    """
    if not 2 <= len(words) <= 1 + MOST_GIVEN or _families(script_of(words[0])).isdisjoint((words[0], words[-1])):
        return ()
    return _eastern_readings(words)


@lru_cache(maxsize=1 << 13)
def _eastern_readings(words: tuple[str, ...]) -> tuple[tuple[Span, Span], ...]:
    if any(len(word) > LONGEST for word in words):
        return ()
    ways: dict[tuple[tuple[int, int], ...], list[dict[str, None]]] = {}
    last = len(words) - 1
    for system in _systems(script_of(words[0])):
        for family, given in (((0, 1), (1, last + 1)), ((last, last + 1), (0, last))):
            known_family = system.family.get(words[family[0]])
            found = None if known_family is None else _given_classes(words[slice(*given)], system)
            if known_family is not None and found is not None:
                classes = {family: known_family, given: found}
                spans = tuple(sorted(classes))
                for span, known in zip(spans, ways.setdefault(spans, [{}, {}]), strict=True):
                    known.update(dict.fromkeys(classes[span]))
    return tuple(
        ((*spans[0], tuple(sorted(known[0]))), (*spans[1], tuple(sorted(known[1])))) for spans, known in ways.items()
    )


def _given_classes(words: tuple[str, ...], system: System) -> tuple[str, ...] | None:
    """Return the given names that the words spell, or nothing where they are no syllables of this system."""
    cuts = [words]
    if len(words) == 1:
        word = words[0]
        cuts += [(word[:cut], word[cut:]) for cut in range(LEAST_LETTERS, len(word) - LEAST_LETTERS + 1)]
    spelt = [cut for cut in cuts if all(len(one) >= LEAST_LETTERS and one in system.given for one in cut)]
    if not spelt:
        return None
    names = (product(*(system.given[one] for one in cut)) for cut in spelt)
    return tuple(dict.fromkeys(joined_class(name) for name in chain.from_iterable(names)))


@cache
def _systems(script: Script) -> tuple[System, ...]:
    """The ways to write names in a script; none in those whose words are not read back."""
    listed = listed_spellings(KOREAN_SURNAMES)
    if script is Script.LATIN:
        return _korean(listed, syllable_letters), _chinese(_umlauts), _chinese(_in_wade_giles), _hong_kong()
    if script is Script.CYRILLIC:
        irregular = {native: IRREGULAR_FAMILIES.get(native, ()) for native in listed}
        return _korean(irregular, kontsevich), _chinese(palladius)
    return ()


@cache
def _families(script: Script) -> frozenset[str]:
    return frozenset(chain.from_iterable(system.family for system in _systems(script)))


def _korean(families: Mapping[str, Iterable[str]], spell: Callable[[str], Iterable[str]]) -> System:
    """How names are written by syllable; families also as they are listed, which of two syllables is the only way."""
    family: dict[str, dict[str, None]] = {}
    for native, listed in families.items():
        is_syllable = len(native) == 1
        classes = korean_classes(native) if is_syllable else (f"ko:{native}",)
        for letters in (*listed, *(spell(native) if is_syllable else ())):
            family.setdefault(letters, {}).update(dict.fromkeys(classes))
    return System(_settled(family), lambda: _spelt(syllables(HANJA), spell, korean_classes))


def _chinese(spell: Callable[[str], Iterable[str]]) -> System:
    """How names are written whose syllables are spelt so, each given in pinyin."""
    return System(_spelt(_family_readings(), spell, _pinyin_class), lambda: _spelt(_syllables(), spell, _pinyin_class))


def _pinyin_class(reading: str) -> tuple[str, ...]:
    return (SYLLABLE + reading,)


def _in_wade_giles(reading: str) -> tuple[str, ...]:
    return (wade_giles(reading),)


def _hong_kong() -> System:
    """Family names as Hong Kong spells them; given names stay as spelt: one syllable there is many in Mandarin."""
    family: dict[str, dict[str, None]] = {}
    for spellings in listed_spellings(CHINESE_SURNAMES).values():
        for letters in spellings[1:]:
            family.setdefault(letters, {})[SYLLABLE + spellings[0]] = None
    return System(_settled(family), _hong_kong_given)


def _hong_kong_given() -> Classes:
    return {letters: (f"yue:{letters}",) for letters in map(hong_kong, syllables("readings-cantonese.txt"))}


def _spelt(
    readings: Iterable[str], spell: Callable[[str], Iterable[str]], classes: Callable[[str], Iterable[str]]
) -> Classes:
    """Return the classes of readings by the letters that spell them."""
    found: dict[str, dict[str, None]] = {}
    for reading in readings:
        for letters in spell(reading):
            found.setdefault(letters, {}).update(dict.fromkeys(classes(reading)))
    return _settled(found)


def _settled(found: Mapping[str, dict[str, None]]) -> Classes:
    return {letters: tuple(classes) for letters, classes in found.items()}


@cache
def _family_readings() -> tuple[str, ...]:
    listed = {spellings[0] for spellings in listed_spellings(CHINESE_SURNAMES).values()}
    return tuple(sorted(listed.union(_PLAIN_FAMILY.split())))


@cache
def _syllables() -> tuple[str, ...]:
    return tuple(filter(str.isascii, syllables()))


def _umlauts(reading: str) -> tuple[str, ...]:
    """How pinyin without marks is typed: lü is lu, lyu or lv."""
    return tuple(reading.replace("v", letter) for letter in ("u", "yu", "v")) if "v" in reading else (reading,)
