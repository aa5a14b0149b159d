"""The documents and numbers of a designation, much of it free text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from screening.identifiers import IdentifierType
from screening.records import Identifier
from screening.sources.reading import unique

TAX_WORDS = re.compile(r"\b(?:tax|fiscal|vat|inn|tin|ИНН)\b", re.IGNORECASE)
LESSER_PAPERS = re.compile(r"\b(?:birth|driv\w*|military|voter|residen\w*|licen\w*|visa|refugee)\b", re.IGNORECASE)
"""Words that show a paper to be no national identity card."""
_NUMBER = re.compile(r"(?<![\w.@/-])(?=[\w/-]*\d[\w/-]*\d[\w/-]*\d[\w/-]*\d)[A-Z0-9][\w/-]*\w")
"""A word with four digits or more in it."""
_DIGIT = re.compile(r"\d")
"""Without one, what stands where a number should is words, such as `not known`, and no identifier."""
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|(?:19|20)\d\d$")


class Printed(Protocol):
    """The values and groups of values that a designation has."""

    def all(self, name: str) -> list[str]:
        """Return the values of this name."""

    def blocks(self, name: str) -> list[dict[str, str]]:
        """Return the groups of this name."""


def numbers_of(found: Printed, notes: list[str]) -> tuple[Identifier, ...]:
    """Return the identifiers; what is said of a document becomes a note."""
    numbers = [
        *_papers(found.blocks("Passport"), "Passport", notes),
        *_papers(found.blocks("NationalIdentifier"), "NationalIdentifier", notes),
    ]
    for text in found.all("BusinessRegistrationNumber"):
        numbers += _registrations(text, notes)
    for text in found.all("IMONumber"):
        numbers.append(Identifier(value=text, type=IdentifierType.IMO, label="IMO number"))
    for text in found.all("HullIdentificationNumber"):
        numbers.append(Identifier(value=text, label="Hull identification number"))
    return unique(numbers)


def _papers(blocks: Sequence[dict[str, str]], kind: str, notes: list[str]) -> list[Identifier]:
    label = "Passport" if kind == "Passport" else "National identification"
    found = []
    for block in blocks:
        number, said = block.get(f"{kind}Number"), block.get(f"{kind}AdditionalInformation")
        if said:
            notes.append(": ".join((" ".join(filter(None, (label, number))), said)))
        if number and not _DIGIT.search(number):
            notes.append(f"{label}: {number}")
        elif number:
            type_ = IdentifierType.PASSPORT if kind == "Passport" else _paper_type(f"{number} {said or ''}")
            found.append(Identifier(value=number, type=type_, label=label))
    return found


def _paper_type(text: str) -> IdentifierType:
    """Return what a national number is by the words beside it.

    >>> str(_paper_type("tazkira number")), str(_paper_type("Russian INN")), str(_paper_type("driving licence"))
    ('national_id', 'tax', 'other')
    """
    if TAX_WORDS.search(text):
        return IdentifierType.TAX
    return IdentifierType.OTHER if LESSER_PAPERS.search(text) else IdentifierType.NATIONAL_ID


def _registrations(text: str, notes: list[str]) -> list[Identifier]:
    """Return the numbers in a text such as `UK Company no. 06527449`, which becomes a note if it says more than one.

    >>> notes = []
    >>> [(n.value, str(n.type)) for n in _registrations("INN 7736050003; OGRN: 1027700070518 (2002)", notes)], notes
    ([('7736050003', 'tax'), ('1027700070518', 'registration')],
     ['business registration: INN 7736050003; OGRN: 1027700070518 (2002)'])
    >>> [n.value for n in _registrations("06527449", notes)]
    ['06527449']
    """
    numbers: list[Identifier] = []
    told = 0
    for number in _NUMBER.finditer(text):
        before, told = text[told : number.start()], number.end()
        if not _DATE.match(number[0]):
            kind = IdentifierType.TAX if TAX_WORDS.search(before) else IdentifierType.REGISTRATION
            numbers.append(Identifier(value=number[0], type=kind, label="Business registration"))
    if [number.value for number in numbers] != [text]:
        notes.append(f"business registration: {text}")
    if not numbers and _DIGIT.search(text):
        return [Identifier(value=text, type=IdentifierType.REGISTRATION, label="Business registration")]
    return numbers
