"""Parts of listed names as an index keeps them: by number, each made an object only when it is compared."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

from screening.matching.image import Image, ImageWriter
from screening.matching.joins import spelling_of
from screening.matching.kernel import Numbers
from screening.names.parts import Part, Role
from screening.names.rarity import is_known
from screening.names.scripts import Script

PARTS_KEPT = 1 << 14
"""Parts that are kept as objects."""
ROLES = (Role.CONTENT, Role.INITIAL, Role.NUMBER, Role.PARTICLE, Role.HONORIFIC, Role.LEGAL_FORM)
"""Roles by number; `c/parts.h` has the same numbers."""
SCRIPTS = tuple(Script)
_END, _NEXT = "\x1f", "\x1e"
"""What ends each word, and what stands between the facts, the spellings, the classes and the sound keys of a part."""
_FILIATION = "filiation"


class ListedParts:
    """Parts by number. What each looks like as published (`shown`) is not kept.

    >>> from screening.names.parts import read_name
    >>> writer = ImageWriter()
    >>> ListedParts.write(writer, "words", read_name("Ivan ibn Petrov", person=True)[0].parts)
    >>> parts = ListedParts(Image(writer.image({})), "words")
    >>> [parts.part(number).text for number in range(len(parts))]
    ['ivan', 'ibn', 'petrov']
    """

    def __init__(self, image: Image, prefix: str) -> None:
        self.weights = image.reals(f"{prefix}.weights")
        self.scripts, self._roles, self._names = (
            image.numbers(f"{prefix}.{name}") for name in ("scripts", "roles", "names")
        )
        self._ends, self._texts = image.numbers(f"{prefix}.parts.ends"), image.numbers(f"{prefix}.parts")
        self.part = lru_cache(maxsize=PARTS_KEPT)(self._read)

    @staticmethod
    def write(writer: ImageWriter, prefix: str, parts: Sequence[Part]) -> None:
        """Add the sections of these parts."""
        writer.put(f"{prefix}.weights", array("d", (part.weight for part in parts)))
        writer.put(f"{prefix}.scripts", array("B", (SCRIPTS.index(part.script) for part in parts)))
        writer.put(f"{prefix}.roles", array("B", (ROLES.index(part.role) for part in parts)))
        writer.put(f"{prefix}.names", array("B", map(is_a_name, parts)))
        writer.put_texts(f"{prefix}.parts", map(_packed, parts))

    def __len__(self) -> int:
        return len(self.weights)

    def text(self, number: int) -> str:
        """Return the text of a part, without making the part."""
        return self._packed(number).partition(_END)[0]

    def _packed(self, number: int) -> str:
        return str(self._texts[self._ends[number] : self._ends[number + 1]], "utf-8")

    def _read(self, number: int) -> Part:
        groups = self._packed(number).split(_NEXT)
        facts, spellings, classes, keys = (tuple(words.split(_END)[:-1]) for words in groups)
        text, value, *filiation = facts
        role, script = ROLES[self._roles[number]], SCRIPTS[self.scripts[number]]
        return Part(
            text, text, role, script, spellings, keys, self.weights[number], value, classes, bool(filiation)
        )  # fmt: skip

    @property
    def sections(self) -> tuple[Numbers, ...]:
        """What the compiled core reads, in the order in which it takes it."""
        return (self.weights, self.scripts, self._roles, self._names, self._ends, self._texts)


def is_a_name(part: Part) -> bool:
    """Return whether a part is known as a name of people: then it is never the initials of others."""
    return part.is_content and is_known(spelling_of(part), person=True)


def _packed(part: Part) -> str:
    facts = (part.text, part.value, *((_FILIATION,) if part.is_filiation else ()))
    groups = (facts, part.spellings, part.classes, part.keys)
    return _NEXT.join("".join(word + _END for word in words) for words in groups)
