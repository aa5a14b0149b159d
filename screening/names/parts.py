"""A published name read as tagged parts, ready to be compared.

Text → clean text → script runs → words → parts with a role, Latin spellings, sound keys and a weight. A name in
another script may have several readings (a Chinese name with the given name joined or split); Latin names have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice, zip_longest

from screening.names.legalforms import legal_form, legal_forms, most_legal_words
from screening.names.rarity import rarity
from screening.names.romanise import RomanWord, romanise
from screening.names.scripts import Script, script_of, script_runs
from screening.names.soundkey import merge_keys, sound_keys
from screening.names.stems import bare_words, masculine, patronymic_classes
from screening.names.syllables import SYLLABLE_SCRIPTS, eastern_readings
from screening.names.text import comparable, laid_out
from screening.names.wordings import WORD, wordings
from screening.names.wordlists import (
    given_names,
    honorifics,
    meaning_classes,
    meaning_of,
    number_value,
    organisation_words,
    particles,
)

MAX_READINGS = 6
NUMBER_WEIGHT, INITIAL_WEIGHT, SMALL_WEIGHT = 0.8, 0.25, 0.1
"""Weights of roles rather than words. Source: fitted on official aliases, `docs/scoring.md`."""

UNSPACED = frozenset({Script.HAN, Script.HANGUL, Script.KANA})
_SYLLABLES = frozenset({"an", "en", "er", "il", "im", "in", "li", "od", "ol", "on", "so", "un"})
"""Particles of one language that are names of another (Kim Jong Il): in a person's name they stay words."""
ORGANISATIONS = "organisation"
"""The kind of particles that are small words of organisations only: Ali Pour and Na Yong are people."""
_SERVANTS = frozenset({"abd", "abdel", "abdul", "عبد", "عبيد"})
"""Words after which the next word is part of the name: Abdul Malik is no King Abdul."""


class Role(StrEnum):
    """What a part does in its name."""

    CONTENT = "content"
    INITIAL = "initial"
    NUMBER = "number"
    PARTICLE = "particle"
    HONORIFIC = "honorific"
    LEGAL_FORM = "legal form"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name.

    `text` is comparable text in its own script, `spellings` are Latin, the usual one first; `weight` is 0.1 to 1.
    `shown` is as written; `value` is what a number or legal form stands for; `classes` are the names or
    meanings that it is a form of.
    """

    text: str
    shown: str = field(compare=False)
    role: Role
    script: Script
    spellings: tuple[str, ...]
    keys: tuple[str, ...]
    weight: float
    value: str = ""
    classes: tuple[str, ...] = ()
    is_filiation: bool = False

    def __hash__(self) -> int:
        return hash(self.text)  # it is looked up often, and few parts differ in something else only

    @property
    def is_content(self) -> bool:
        """Whether it can carry a name: not a number, initial, particle, honorific or legal form."""
        return self.role is Role.CONTENT


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: its parts in order, and by which standard another script was read."""

    parts: tuple[Part, ...]
    standard: str = ""


@lru_cache(maxsize=1 << 13)
def read_name(text: str, *, person: bool) -> tuple[Reading, ...]:
    """Return the readings of a published name, the usual one first; none for a name without letters or digits.

    A name with another wording (`names.wordings`) answers to each.

    >>> [(part.text, str(part.role)) for part in read_name("Dr. PETROV, Ivan I.", person=True)[0].parts]
    [('ivan', 'content'), ('i', 'initial'), ('dr', 'honorific'), ('petrov', 'content')]
    >>> [(part.text, part.value) for part in read_name("Fund VII d.o.o.", person=False)[0].parts]
    [('fund', ''), ('vii', '7'), ('doo', 'limited')]
    """
    readings: list[Reading] = []
    for wording in wordings(text, person=person):
        for reading in _readings(laid_out(wording, person=person), person):
            if reading.parts not in [known.parts for known in readings]:
                readings.append(reading)
    return tuple(readings[:MAX_READINGS])


def _readings(clean: str, person: bool) -> Iterator[Reading]:
    runs = [_read_run(script, run, person) for script, run in script_runs(clean)]
    options = runs[0] if len(runs) == 1 else _together(runs)
    for words, standard in islice(options, MAX_READINGS):
        parts = _settle(words, person)
        ways = [*_eastern(parts)] if person and len(parts) > 1 else []
        whole = [parts] if len(parts) > max(map(len, ways), default=0) else []
        yield from (Reading(way, standard) for way in (*whole, *ways))


def _eastern(parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """Yield the ways to read a Latin or Cyrillic name as a Korean or Chinese one, the given name one part, if any."""
    ways = eastern_readings(tuple([part.text for part in parts if part.role is Role.CONTENT]))
    if not ways or any(part.role is Role.INITIAL or part.script not in SYLLABLE_SCRIPTS for part in parts):
        return
    content = [place for place, part in enumerate(parts) if part.role is Role.CONTENT]
    for way in ways:
        changed = dict(enumerate(parts))
        for start, end, classes in way:
            first, *others = content[start:end]
            changed[first] = _syllables([parts[place] for place in content[start:end]], classes)
            for place in others:
                del changed[place]
        yield tuple(part for _, part in sorted(changed.items()))


def _syllables(parts: Sequence[Part], classes: tuple[str, ...]) -> Part:
    """Return the parts as one that is known by its syllables; of several words by nothing else."""
    if len(parts) == 1:
        return replace(parts[0], classes=(*parts[0].classes, *classes))
    text, shown = "".join(part.text for part in parts), " ".join(part.shown for part in parts)
    weight = min(1.0, sum(part.weight for part in parts))
    return Part(text, shown, Role.CONTENT, Script.LATIN, (), (), weight, classes=classes)


Words = tuple[tuple[Part, ...], str]
"""The parts of one script run, and the standard it was read by."""


def _together(runs: Sequence[list[Words]]) -> Iterator[Words]:
    """Yield the ways to read the script runs of a name as one; a run that has no further way is read by its first."""
    for options in zip_longest(*runs):
        chosen = [option or run[0] for option, run in zip(options, runs, strict=True) if option or run]
        standards = dict.fromkeys(standard for _, standard in chosen if standard)
        yield tuple(part for words, _ in chosen for part in words), "; ".join(standards)


def _read_run(script: Script, run: str, person: bool) -> list[Words]:
    if script is Script.LATIN:
        return [(_read_latin(WORD.findall(run), person), "")]
    if script in UNSPACED:
        return _read_unspaced(script, run, person)
    standards: list[str] = []

    def read(words: Sequence[str]) -> Iterator[Part]:
        reading = next(iter(romanise(" ".join(words), script, person=person)), None)
        if reading is None:
            return
        standards.append(reading.standard)
        shown = iter(words) if len(reading.words) == len(words) else None
        for word in reading.words:
            yield _roman_part(word, next(shown) if shown else word.native, script, person)

    parts = tuple(_read_in_stretches(WORD.findall(run), script, person, read))
    return [(parts, standards[0] if standards else f"{script}, known words only")]


def _read_unspaced(script: Script, run: str, person: bool) -> list[Words]:
    """Read a run that is written without spaces: known words of organisations first, the rest by sound."""
    if person:
        return [
            _roman_words(reading.words, reading.standard, script, True)
            for reading in romanise(run, script, person=True)
        ]
    pieces = [piece for word in WORD.findall(run) for piece in _segments(comparable(word))]
    options: list[list[tuple[Part, ...]]] = []
    standard = ""
    for piece in pieces:
        if known := _known_part(piece, piece, script, False):
            options.append([(known,)])
        elif readings := romanise(piece, script, person=False):
            standard = standard or readings[0].standard
            options.append([_roman_words(reading.words, "", script, False)[0] for reading in readings])
    return [
        (tuple(part for place, option in enumerate(chosen) for part in (option or options[place][0])), standard)
        for chosen in zip_longest(*options)
    ]


def _segments(text: str) -> Iterator[str]:
    """Split unspaced text at the known words in it, the longest first."""
    start = place = 0
    while place < len(text):
        for length in range(min(8, len(text) - place), 1, -1):
            piece = text[place : place + length]
            if piece in organisation_words() or (piece,) in legal_forms():
                if start < place:
                    yield text[start:place]
                yield piece
                place += length
                start = place
                break
        else:
            place += 1
    if start < place:
        yield text[start:place]


def _roman_words(words: Iterable[RomanWord], standard: str, script: Script, person: bool) -> Words:
    return tuple(_roman_part(word, word.published, script, person) for word in words), standard


@lru_cache(maxsize=1 << 14)
def _roman_part(word: RomanWord, shown: str, script: Script, person: bool) -> Part:
    if person and script in UNSPACED and (kind := particles().get(word.published)):
        return replace(_small(word.published, shown, Role.PARTICLE, script), is_filiation=kind == "filiation")
    script = script_of(word.native) if word.written else script
    classes = _classes((word.published, *word.spellings), person)
    weight = _weight(word.spellings, classes, person)
    role = Role.INITIAL if len(word.native) == 1 and script not in UNSPACED else Role.CONTENT
    if role is Role.INITIAL:
        weight = INITIAL_WEIGHT
    elif person:
        classes = (*classes, *word.classes)
    bare = () if person else bare_words(word.spellings[0], person=False)
    return Part(word.native, shown, role, script, (*word.spellings, *bare), word.keys, weight, classes=classes)


def _read_latin(words: Sequence[str], person: bool) -> tuple[Part, ...]:
    parts: list[Part | None] = []
    if person:
        before = ""
        for word in words:
            parts.append(part := _latin_part(word, True, before in _SERVANTS))
            before = part.text if part else ""
    else:
        parts += (form or _latin_part(word, False, False) for word, form in _legal_forms_in(words, Script.LATIN))
    return tuple(filter(None, parts))


@lru_cache(maxsize=1 << 15)
def _latin_part(word: str, person: bool, is_name: bool) -> Part | None:
    """Read a word; if it is one of a name, it is nothing that every name may hold."""
    text = comparable(word)
    if not text:
        return None
    if not is_name and (known := _known_part(text, word, Script.LATIN, person)):
        return known
    if len(text) == 1:
        return Part(text, word, Role.INITIAL, Script.LATIN, (text,), (), INITIAL_WEIGHT)
    classes = _classes((text,), person)
    weight = _weight((text,), classes, person)
    spellings = (text, *bare_words(text, person=person), *(masculine(word, text) if person else ()))
    return Part(text, word, Role.CONTENT, Script.LATIN, spellings, sound_keys(word.casefold()), weight, classes=classes)


def _weight(spellings: tuple[str, ...], classes: tuple[str, ...], person: bool) -> float:
    """Return the weight of a word: a rare spelling of a common given name is no rarer than the name."""
    known = (*spellings, *classes) if person else spellings
    return min([rarity(word, person=person) for word in known])


def _classes(texts: tuple[str, ...], person: bool) -> tuple[str, ...]:
    if person:
        names = [given_names().get(text, ()) for text in texts]
        return tuple(dict.fromkeys(chain(*names, *map(patronymic_classes, texts))))
    return meaning_classes(texts, tuple(meaning for text in texts if (meaning := meaning_of(text))))


def _read_in_stretches(
    words: Sequence[str], script: Script, person: bool, read: Callable[[Sequence[str]], Iterator[Part]]
) -> Iterator[Part]:
    """Read each stretch of words between those that every name may hold by `read`."""
    stretch: list[str] = []
    for word, known in _tagged(words, script, person):
        if known is None:
            stretch.append(word)
            continue
        if stretch:
            yield from read(stretch)
            stretch = []
        yield known
    if stretch:
        yield from read(stretch)


def _tagged(words: Sequence[str], script: Script, person: bool) -> Iterator[tuple[str, Part | None]]:
    """Yield each word with what every name may hold there, or the first of several that are that together."""
    if person:
        texts = list(map(comparable, words))
        for word, text, before in zip(words, texts, ("", *texts), strict=False):
            yield word, None if before in _SERVANTS else _known_part(text, word, script, True)
    else:
        for word, form in _legal_forms_in(words, script):
            yield word, form or _known_part(comparable(word), word, script, False)


def _legal_forms_in(words: Sequence[str], script: Script) -> Iterator[tuple[str, Part | None]]:
    """Yield each word, or the first of several, with the legal form that it is."""
    texts = list(map(comparable, words))
    place = 0
    while place < len(words):
        length, form = _legal_form_at(words, texts, place, script)
        yield words[place], form
        place += length


def _legal_form_at(words: Sequence[str], texts: Sequence[str], place: int, script: Script) -> tuple[int, Part | None]:
    for length in range(most_legal_words(texts, place), 0, -1):
        phrase = legal_form(texts[place : place + length])
        at_edge = place == 0 or place + length == len(texts)
        if phrase and (at_edge or not phrase.edge_only):
            text, shown = " ".join(texts[place : place + length]), " ".join(words[place : place + length])
            return length, _small(text, shown, Role.LEGAL_FORM, script, phrase.code)
    return 1, None


def _known_part(text: str, shown: str, script: Script, person: bool) -> Part | None:
    if value := number_value(text, person=person):
        return Part(text, shown, Role.NUMBER, script, (text,), (), NUMBER_WEIGHT, value)
    kind = particles().get(text)
    if kind and not (person and (len(text) == 1 or text in _SYLLABLES or kind == ORGANISATIONS)):
        return replace(_small(text, shown, Role.PARTICLE, script), is_filiation=kind == "filiation")
    if person and text in honorifics():
        return _small(text, shown, Role.HONORIFIC, script, honorifics()[text])
    if not person and script is not Script.LATIN:
        if phrase := legal_forms().get((text,)):
            return _small(text, shown, Role.LEGAL_FORM, script, phrase.code)
        if meaning := organisation_words().get(text):
            readings, weight = romanise(text, script), rarity(meaning, person=False)
            sound = tuple("".join(word.spellings[0] for word in reading.words) for reading in readings)
            own = (word.keys for reading in readings[:1] if len(reading.words) == 1 for word in reading.words)
            keys = () if script in UNSPACED else merge_keys(*own, sound_keys(meaning))
            classes = meaning_classes((), (meaning,))
            return Part(text, shown, Role.CONTENT, script, (meaning, *sound[:1]), keys, weight, classes=classes)
    return None


def _small(text: str, shown: str, role: Role, script: Script, value: str = "") -> Part:
    return Part(text, shown, role, script, (text,) if script is Script.LATIN else (), (), SMALL_WEIGHT, value)


def _settle(parts: tuple[Part, ...], person: bool) -> tuple[Part, ...]:
    """Let words that are only sometimes names be names where they stand as names do.

    Khan, Malik or Said is a title only before a name; a particle comes before a word, so the I of Fund I is a number;
    and where nothing else could carry the name ("Haji", "Co & Co") every word is content.
    """
    if all(part.role is Role.CONTENT for part in parts):
        return parts
    if person:
        parts = tuple(
            _as_content(part, person) if _stands_as_name(part, place, parts) else part
            for place, part in enumerate(parts)
        )
        few = sum(part.is_content for part in parts) < 2
        parts = tuple(_as_content(part, person) if few and part.value == MAYBE_NAME else part for part in parts)
    elif parts[-1:] and parts[-1].role is Role.PARTICLE and parts[-1].text == "i":
        parts = (*parts[:-1], replace(parts[-1], role=Role.NUMBER, weight=NUMBER_WEIGHT, value="1"))
    if any(part.is_content for part in parts):
        return parts
    return tuple(_as_content(part, person) for part in parts)


MAYBE_NAME = "maybe-name"
"""The kind of honorifics that are also names."""


def _stands_as_name(part: Part, place: int, parts: tuple[Part, ...]) -> bool:
    if part.role is Role.PARTICLE:
        return place == len(parts) - 1 and place > 0
    return part.value == MAYBE_NAME and place > 0


def _as_content(part: Part, person: bool) -> Part:
    foreign = part.script is not Script.LATIN
    for reading in romanise(part.text, part.script, person=person)[:1] if foreign and len(part.text) > 1 else ():
        return _roman_part(reading.words[0], part.shown, part.script, person)
    spellings, keys = part.spellings or (part.text,), () if foreign else sound_keys(part.text)
    weight = rarity(spellings[0], person=person)
    return replace(part, role=Role.CONTENT, spellings=spellings, keys=keys, weight=weight, value="")
