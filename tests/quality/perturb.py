"""Seeded damage to Latin names, one pure function a class: what people, keyboards, scanners and evaders do.

A name comes with given names first and the surname last. Every function returns the damaged name, or `None`
where the damage does not apply or would change nothing that a reader can see or a program can compare.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import TypeAlias

from tests.quality.legal import EXPANDED, TRANSLATED

Perturbation: TypeAlias = Callable[[str, random.Random, bool], str | None]
"""(name, source of chance, whether it is a person) → the damaged name."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _near_keys() -> dict[str, str]:
    near: dict[str, str] = {}
    for place, row in enumerate(_ROWS):
        for column, key in enumerate(row):
            beside = [row[column - 1] if column else "", row[column + 1 : column + 2]]
            above = _ROWS[place - 1][column : column + 2] if place else ""
            below = _ROWS[place + 1][max(column - 1, 0) : column + 1] if place + 1 < len(_ROWS) else ""
            near[key] = "".join(beside) + above + below
    return near


_NEAR_KEYS = _near_keys()
_OCR = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("l", "1"), ("i", "l"),
        ("o", "0"), ("e", "c"), ("c", "e"), ("h", "b"), ("b", "h"), ("u", "v"), ("s", "5"), ("b", "8"), ("g", "9"),
        ("z", "2"), ("n", "ri"), ("li", "h"))  # fmt: skip
_SOUNDS = (("ph", "f"), ("f", "ph"), ("kh", "h"), ("kh", "ch"), ("ck", "k"), ("c", "k"), ("k", "c"), ("q", "k"),
           ("k", "q"), ("x", "ks"), ("ks", "x"), ("y", "i"), ("i", "y"), ("w", "v"), ("v", "w"), ("ou", "u"),
           ("u", "ou"), ("oo", "u"), ("ee", "i"), ("sh", "sch"), ("ch", "tch"), ("zh", "j"), ("j", "dj"), ("dj", "j"),
           ("ts", "tz"), ("z", "s"), ("th", "t"), ("gh", "g"), ("iy", "y"), ("ei", "ey"), ("ai", "ay"),
           ("ay", "ai"))  # fmt: skip
_VOWELS = "aeiou"
_LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8", "g": "9"}
_TWINS = dict(zip("ABEKMHOPCTYXIJSaeopcyxijs", "АВЕКМНОРСТУХІЈЅаеорсухіјѕ", strict=True))
_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
_HONORIFICS = ("Mr", "Dr.", "Sheikh", "Haji", "General", "Mr.", "Eng.", "Sayyid", "Colonel", "Prof.", "Minister")
_SHIP_PREFIXES = ("M/V", "MV", "M.V.", "MT", "M/T", "SS", "Motor Vessel")
_MIDDLES = ("James", "Viktorovich", "Ahmed", "Carlos", "Hassan", "Nikolaevich", "Maria", "Hussein", "Lee")


def _spots(name: str, least: int = 3) -> list[tuple[int, int]]:
    """Where the words of at least so many letters begin and end."""
    return [found.span() for found in _WORD.finditer(name) if len(found[0]) >= least]


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


def _delete(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _substitute(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    letter = rng.choice([other for other in _LETTERS if other != word[place].lower()])
    return word[:place] + _cased(letter, word[place]) + word[place + 1 :]


def _transpose(word: str, rng: random.Random) -> str:
    places = [place for place in range(len(word) - 1) if word[place].lower() != word[place + 1].lower()]
    if not places:
        return word
    place = rng.choice(places)
    first, second = _cased(word[place + 1].lower(), word[place]), _cased(word[place].lower(), word[place + 1])
    return word[:place] + first + second + word[place + 2 :]


def _insert(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) + 1)
    return word[:place] + _cased(rng.choice(_LETTERS), word) + word[place:]


def _double(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    return word[: place + 1] + word[place:]


def _undouble(word: str, rng: random.Random) -> str:
    places = [place for place in range(len(word) - 1) if word[place].lower() == word[place + 1].lower()]
    if not places:
        return word
    place = rng.choice(places)
    return word[:place] + word[place + 1 :]


def _next_key(word: str, rng: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter.lower() in _NEAR_KEYS]
    if not places:
        return word
    place = rng.choice(places)
    return word[:place] + _cased(rng.choice(_NEAR_KEYS[word[place].lower()]), word[place]) + word[place + 1 :]


def _vowel(word: str, rng: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter.lower() in _VOWELS]
    if not places:
        return word
    place = rng.choice(places)
    other = rng.choice([vowel for vowel in _VOWELS if vowel != word[place].lower()])
    return word[:place] + _cased(other, word[place]) + word[place + 1 :]


def _rewrite(pairs: tuple[tuple[str, str], ...]) -> Callable[[str, random.Random], str]:
    """Return an edit that writes one letter group as another, where the word has it."""

    def edit(word: str, rng: random.Random) -> str:
        lower = word.lower()
        choices = [
            (place, old, new) for old, new in pairs for place in range(len(word)) if lower.startswith(old, place)
        ]
        if not choices:
            return word
        place, old, new = rng.choice(choices)
        return word[:place] + (new.upper() if word.isupper() else new) + word[place + len(old) :]

    return edit


_any_edit: tuple[Callable[[str, random.Random], str], ...] = (_delete, _substitute, _transpose, _insert)


def _some_edit(word: str, rng: random.Random) -> str:
    return rng.choice(_any_edit)(word, rng)


def _edits(edit: Callable[[str, random.Random], str], times: int, least: int = 3) -> Perturbation:
    """Return a class that makes so many edits, each in a word of at least `least` letters; all letters alike."""

    def damage(name: str, rng: random.Random, person: bool) -> str | None:
        done = name
        for _ in range(times):
            before = done
            for _ in range(8):  # A word may not have what the edit needs: another is tried.
                spots = _spots(done, least)
                if not spots:
                    return None
                start, end = rng.choices(spots, [end - start for start, end in spots])[0]
                done = done[:start] + edit(done[start:end], rng) + done[end:]
                if done != before:
                    break
            if done == before:
                return None
        return done if done.casefold() != name.casefold() else None

    return damage


def every_word(name: str, rng: random.Random, person: bool) -> str | None:
    """Make one edit in every word of four letters or more; at least two words must have one."""
    spots = _spots(name, 4)
    if len(spots) < 2:
        return None
    done = name
    for start, end in reversed(spots):
        word = done[start:end]
        done = done[:start] + next((new for _ in range(9) if (new := _some_edit(word, rng)) != word), word) + done[end:]
    return done


def joined(name: str, rng: random.Random, person: bool) -> str | None:
    """Leave out one space between two words."""
    spaces = [found.start() for found in re.finditer(r"(?<=\w) (?=\w)", name)]
    if not spaces:
        return None
    place = rng.choice(spaces)
    return name[:place] + name[place + 1 :]


def split(name: str, rng: random.Random, person: bool) -> str | None:
    """Put one space into a word, leaving two letters or more on either side."""
    spots = _spots(name, 6)
    if not spots:
        return None
    start, end = rng.choice(spots)
    place = rng.randrange(start + 2, end - 1)
    return f"{name[:place]} {name[place:]}"


def reordered(name: str, rng: random.Random, person: bool) -> str | None:
    """Put the last word first, as registers do, or for two words swap them."""
    parts = name.split()
    return " ".join([parts[-1], *parts[:-1]]) if len(parts) > 1 and parts[-1] != parts[0] else None


def last_first(name: str, rng: random.Random, person: bool) -> str | None:
    """Write "LAST, First Middle"."""
    parts = name.split()
    return f"{parts[-1].upper()}, {' '.join(parts[:-1])}" if person and len(parts) > 1 else None


def initial_given(name: str, rng: random.Random, person: bool) -> str | None:
    """Write the first given name as an initial; the surname stays whole."""
    parts = name.split()
    if not person or len(parts) < 2 or len(_bare(parts[0])) < 3 or len(_bare(parts[-1])) < 4:
        return None
    return " ".join([parts[0][0] + rng.choice((".", "")), *parts[1:]])


def initials_all(name: str, rng: random.Random, person: bool) -> str | None:
    """Write all of three or more parts but the surname as initials."""
    parts = name.split()
    if not person or len(parts) < 3 or len(_bare(parts[-1])) < 4:
        return None
    return " ".join([*(part[0] + "." for part in parts[:-1]), parts[-1]])


def given_dropped(name: str, rng: random.Random, person: bool) -> str | None:
    """Leave out the first of three or more parts."""
    parts = name.split()
    return " ".join(parts[1:]) if person and len(parts) > 2 else None


def middle_dropped(name: str, rng: random.Random, person: bool) -> str | None:
    """Leave out a part that is neither the first nor the last."""
    parts = name.split()
    if not person or len(parts) < 3:
        return None
    del parts[rng.randrange(1, len(parts) - 1)]
    return " ".join(parts)


def middle_added(name: str, rng: random.Random, person: bool) -> str | None:
    """Add a middle name or patronymic before the surname."""
    parts = name.split()
    if not person or len(parts) < 2:
        return None
    middle = rng.choice([word for word in _MIDDLES if word not in parts])
    return " ".join([*parts[:-1], middle, parts[-1]])


def honorific_added(name: str, rng: random.Random, person: bool) -> str | None:
    """Put a title before the name."""
    return f"{rng.choice(_HONORIFICS)} {name}" if person else None


def prefix_added(name: str, rng: random.Random, person: bool) -> str | None:
    """Put what kind of ship it is before the name, as papers of ships do."""
    return None if person else f"{rng.choice(_SHIP_PREFIXES)} {name}"


def _bare(word: str) -> str:
    return "".join(_WORD.findall(word))


def _legal(name: str) -> tuple[str, str, str] | None:
    """The name before its legal form, the form as written, and the name after it."""
    for form in sorted(EXPANDED, key=lambda form: (-len(form), form)):
        if found := re.search(rf"(?<![\w.]),?\s*\b{re.escape(form)}(?![\w])\.?", name, re.IGNORECASE):
            before, after = name[: found.start()].rstrip(" ,"), name[found.end() :].lstrip(" ,")
            if _WORD.search(before + after):
                return before, form, after
    return None


def legal_dropped(name: str, rng: random.Random, person: bool) -> str | None:
    """Leave out the legal form."""
    found = None if person else _legal(name)
    return " ".join(f"{found[0]} {found[2]}".split()) if found else None


def legal_expanded(name: str, rng: random.Random, person: bool) -> str | None:
    """Write a short legal form in full and a full one short."""
    return None if person else _with_legal(name, EXPANDED)


def legal_translated(name: str, rng: random.Random, person: bool) -> str | None:
    """Write the legal form in the language of its country, or in English."""
    return None if person else _with_legal(name, TRANSLATED)


def _with_legal(name: str, forms: dict[str, str]) -> str | None:
    found = _legal(name)
    if found is None or found[1] not in forms:
        return None
    return " ".join(f"{found[0]} {forms[found[1]]} {found[2]}".split())


def legal_moved(name: str, rng: random.Random, person: bool) -> str | None:
    """Put a legal form that stands behind in front, and one in front behind."""
    found = None if person else _legal(name)
    if not found:
        return None
    before, form, after = found
    return " ".join((f"{after} {form}" if not before else f"{form.upper()} {before} {after}").split())


def possessive(name: str, rng: random.Random, person: bool) -> str | None:
    """Add 's to a word."""
    spots = _spots(name)
    if not spots:
        return None
    end = rng.choice(spots)[1]
    return f"{name[:end]}'s{name[end:]}"


def brackets(name: str, rng: random.Random, person: bool) -> str | None:
    """Put one of several words in brackets or quotation marks."""
    spots = _spots(name)
    if len(spots) < 2:
        return None
    start, end = rng.choice(spots)
    opening, closing = rng.choice(("()", "[]", '""', "«»", "“”"))
    return f"{name[:start]}{opening}{name[start:end]}{closing}{name[end:]}"


def digits(name: str, rng: random.Random, person: bool) -> str | None:
    """Write one or two letters as the digits that look like them."""
    return _mapped(name, rng, _LEET, rng.choice((1, 2)))


def homoglyphs(name: str, rng: random.Random, person: bool) -> str | None:
    """Write about half of the letters that have a Cyrillic twin as the twin; at least one."""
    places = [place for place, letter in enumerate(name) if letter in _TWINS]
    return _mapped(name, rng, _TWINS, max(1, len(places) // 2))


def _mapped(name: str, rng: random.Random, letters: dict[str, str], times: int) -> str | None:
    places = [place for place, letter in enumerate(name) if letter in letters or letter.lower() in letters]
    if not places:
        return None
    done = list(name)
    for place in rng.sample(places, min(times, len(places))):
        done[place] = letters.get(name[place]) or letters[name[place].lower()]
    return "".join(done)


def zero_width(name: str, rng: random.Random, person: bool) -> str | None:
    """Put one to three invisible characters between letters."""
    done = name
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(1, max(2, len(done)))
        done = done[:place] + rng.choice(_INVISIBLE) + done[place:]
    return done


CLASSES: dict[str, Perturbation] = {
    "deletion_one": _edits(_delete, 1),
    "deletion_two": _edits(_delete, 2, 4),
    "substitution_one": _edits(_substitute, 1),
    "substitution_two": _edits(_substitute, 2, 4),
    "transposition_one": _edits(_transpose, 1),
    "transposition_two": _edits(_transpose, 2, 4),
    "insertion_one": _edits(_insert, 1),
    "insertion_two": _edits(_insert, 2, 4),
    "two_edits": _edits(_some_edit, 2, 4),
    "three_edits": _edits(_some_edit, 3, 4),
    "every_word": every_word,
    "doubled_letter": _edits(_double, 1),
    "dropped_letter": _edits(_undouble, 1),
    "keyboard": _edits(_next_key, 1),
    "ocr": _edits(_rewrite(_OCR), 1),
    "phonetic": _edits(_rewrite(_SOUNDS), 2),
    "vowels": _edits(_vowel, 2),
    "joined": joined,
    "split": split,
    "reordered": reordered,
    "last_first": last_first,
    "initial_given": initial_given,
    "initials_all": initials_all,
    "given_dropped": given_dropped,
    "middle_dropped": middle_dropped,
    "middle_added": middle_added,
    "honorific_added": honorific_added,
    "prefix_added": prefix_added,
    "legal_dropped": legal_dropped,
    "legal_expanded": legal_expanded,
    "legal_translated": legal_translated,
    "legal_moved": legal_moved,
    "possessive": possessive,
    "brackets": brackets,
    "digits": digits,
    "homoglyphs": homoglyphs,
    "zero_width": zero_width,
}

SHIPS_ONLY = frozenset({"prefix_added"})
"""Classes that say nothing about a company."""
ANY_SCRIPT = ("deletion_one", "deletion_two", "transposition_one", "transposition_two", "doubled_letter", "joined",
              "split", "reordered", "zero_width")  # fmt: skip
"""Classes whose damage is the same in every alphabet with spaces between words."""
