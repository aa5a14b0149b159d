"""When the bearers of each listed reading were born, kept so that a search can tell who cannot be of a query's age."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from screening.dates import PartialDate
from screening.matching.context import CIRCA_YEARS, YEARS_APART
from screening.matching.image import Image, ImageWriter
from screening.matching.kernel import Numbers

Dates: TypeAlias = tuple[PartialDate, ...]
"""Every birth date of one bearer; none where it is not known."""
NO_DAY, ANY_DAY = 0, 1
"""What stands for the day of the year where no full date is known, and where there are several."""
UNKNOWN = 1 << 16
"""Added to the day where the birth date of a bearer is not known; `c/births.h` has the same numbers."""


class Span(NamedTuple):
    """The years of birth that do not conflict with a date, and the day that in any year does not."""

    first: int
    last: int
    day: int


def span_of(born: PartialDate) -> Span:
    """Return what does not conflict with a birth date: a little more than `context` lets agree, never less.

    >>> from screening.dates import parse_date
    >>> span_of(parse_date("1961"))
    Span(first=1957, last=1965, day=0)
    """
    reach = YEARS_APART + CIRCA_YEARS
    return Span(born.earliest.year - reach, born.latest.year + reach, _day(born.earliest) if born.is_day else NO_DAY)


def _day(day: date) -> int:
    return 32 * day.month + day.day


class Births:
    """By reading: the first and last year in which a bearer may be born, and the day of the year."""

    def __init__(self, image: Image, prefix: str) -> None:
        self._first, self._last, self._day = (image.numbers(f"{prefix}.{name}") for name in ("first", "last", "day"))

    @staticmethod
    def write(writer: ImageWriter, prefix: str, readings: Iterable[Sequence[Dates]]) -> None:
        """Add the sections of readings, each given by the birth dates of its bearers."""
        first, last, day = columns = (array("I"), array("I"), array("I"))
        for bearers in readings:
            dates = [born for dates in bearers for born in dates]
            first.append(min((born.earliest.year for born in dates), default=1))
            last.append(max((born.latest.year for born in dates), default=0))
            day.append(_day_of(dates) | (0 if all(bearers) else UNKNOWN))
        for name, column in zip(("first", "last", "day"), columns, strict=True):
            writer.put(f"{prefix}.{name}", column)

    @property
    def sections(self) -> tuple[Numbers, ...]:
        """What a search reads, in the order in which the compiled core takes it."""
        return (self._first, self._last, self._day)

    def may_agree(self, number: int, spans: Iterable[Span]) -> bool:
        """Return whether a bearer may be born when one of the spans says."""
        first, last, day = self._first[number], self._last[number], self._day[number] & ~UNKNOWN
        return any(
            (first <= span.last and span.first <= last) or (day != NO_DAY and day in (ANY_DAY, span.day))
            for span in spans
        )

    def is_unknown(self, number: int) -> bool:
        """Return whether a bearer has no birth date."""
        return self._day[number] >= UNKNOWN


def _day_of(dates: Iterable[PartialDate]) -> int:
    days = {_day(born.earliest) for born in dates if born.is_day}
    return ANY_DAY if len(days) > 1 else min(days, default=NO_DAY)
