"""Partial dates: an interval of days, with the text it was published as.

Sanctions lists give "1961", "Apr 1961", "circa 1963", "1957 to 1960" or a full day. Each becomes the
first and last day it can mean, so that two dates agree when their intervals meet.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Not those of `calendar`, which speak the language of the process."""
MONTHS = {short: number for number, name in enumerate(_MONTH_NAMES, 1) for short in (name.lower(), name[:3].lower())}

_CIRCA = re.compile(r"^(?:circa|ca?\.|about|approximately|approx\.?)\s*", re.IGNORECASE)
_RANGE = re.compile(
    r"\s+(?:to|and|or)\s+|(?<!\d/\d)(?<!\d/\d\d)/(?=\d{4})|(?<=\d{4})\s*[-–]\s*(?=\d{4}$)", re.IGNORECASE
)
_SHAPES = (
    re.compile(r"(?P<year>\d{4})$"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})$"),
    re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})$"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})$"),
    re.compile(r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]+)\.?[ -](?P<year>\d{4})$"),
    re.compile(r"(?P<name>[A-Za-z]+)\.?[ -](?P<year>\d{4})$"),
    re.compile(r"(?P<name>[A-Za-z]+)\.? (?P<day>\d{1,2}),? (?P<year>\d{4})$"),
)
_SLASHED = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})$")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The days that a published date can mean: `earliest` to `latest`, both included.

    `circa` says that the source itself is unsure; the judge widens such a date.
    """

    text: str
    earliest: date
    latest: date
    circa: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names exactly one day.

        >>> parse_date("1961-06-01").is_day, parse_date("1961").is_day
        (True, False)
        """
        return self.earliest == self.latest and not self.circa

    @property
    def doubt(self) -> str:
        """What has to be said where the text does not tell the day from the month; empty otherwise.

        >>> parse_date("03/04/1970").doubt, parse_date("25/12/1970").doubt
        ("date '03/04/1970' may be two days: only its year is used", '')
        """
        is_open = _SLASHED.match(self.text) and not self.is_day
        return f"date {self.text!r} may be two days: only its year is used" if is_open else ""

    def __str__(self) -> str:
        return self.text


def parse_date(text: str) -> PartialDate:
    """Return the interval that a date as published stands for.

    Understood: ISO days, months and years, `1 Jun 1961`, `Apr 1961`, `June 1, 1961`, `01.06.1961`,
    `circa 1963`, and ranges with `to`, `and`, `/` or a dash. `03/04/1970` does not say which number is the month,
    so it covers both days' readings as a year; `25/12/1970` does.

    >>> parse_date("1961").latest
    datetime.date(1961, 12, 31)
    >>> parse_date("03/04/1970").latest, parse_date("25/12/1970").latest
    (datetime.date(1970, 12, 31), datetime.date(1970, 12, 25))
    >>> parse_date("circa 1963").circa
    True
    >>> parse_date("1957 to 1960").earliest, parse_date("1957 to 1960").latest
    (datetime.date(1957, 1, 1), datetime.date(1960, 12, 31))

    Raises:
        ValueError: the text is no date in any of these shapes.

    Source: the shapes are those of OFAC remarks, the UN, EU and UK lists and ISO 8601.
    """
    cleaned = " ".join(text.split())
    bare = _CIRCA.sub("", cleaned)
    circa = bare != cleaned
    ends = [end for end in _RANGE.split(bare, maxsplit=1) if end]
    spans = [_parse_one(_CIRCA.sub("", end)) for end in ends]
    if not spans or None in spans:
        raise ValueError(f"{text!r} is no date: expected one such as 1961, 1961-06-01 or 1 Jun 1961")
    known = [span for span in spans if span is not None]
    earliest, latest = known[0][0], known[-1][1]
    if earliest > latest:
        raise ValueError(f"{text!r} is no date range: it ends before it begins")
    return PartialDate(cleaned, earliest, latest, circa or any(_CIRCA.match(end) for end in ends))


def _parse_one(text: str) -> tuple[date, date] | None:
    for shape in _SHAPES:
        if found := shape.match(text):
            parts = found.groupdict()
            month = MONTHS.get(parts["name"].casefold(), 0) if parts.get("name") else parts.get("month")
            return _span(int(parts["year"]), month, parts.get("day"))
    if found := _SLASHED.match(text):
        first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
        if first == second or first > 12 or second > 12:
            day, month = (second, first) if second > 12 else (first, second)
            return _span(year, month, day)
        return _span(year, None, None)
    return None


def _span(year: int, month: int | str | None, day: int | str | None) -> tuple[date, date] | None:
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        number = int(month)
        if day is None:
            return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
        return date(year, number, int(day)), date(year, number, int(day))
    except (ValueError, calendar.IllegalMonthError):
        return None


def written(day: date) -> str:
    """Return a day as people write it in a sentence.

    >>> written(date(2023, 5, 25))
    '25 May 2023'
    """
    return f"{day.day} {_MONTH_NAMES[day.month - 1][:3]} {day.year}"
