"""The birth dates and listing dates that Australia writes in running text.

`a) Approximately 1955- 1958 b) 1/02/1960` is two dates; `Listed on 25 Jan. 2001 (amended on 3 Sep. 2003)` one listing
and one amendment. Where a day and a month are both figures, the day stands first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from screening.dates import MONTHS, parse_date
from screening.sources.reading import unique

EARLIEST = 1850
"""Years before it are of another calendar: 1402 is one of the Islamic calendar."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_ONE = (
    r"\d{4}-\d{2}-\d{2}\b|"
    rf"\d{{1,2}}\.?[ -]{_MONTH}\.?[ -]?\d{{4}}\b|{_MONTH} \d{{1,2}}, \d{{4}}\b|"
    r"\d{1,2}[/.]\d{1,2}[/.] ?\d{4}\b|\d{1,2}/\d{6}\b|"
    rf"{_MONTH}\.?,? ?\d{{4}}\b|"
    r"(?<!\d)/?\d{1,2}/\d{4}\b|(?<!\d)\d{4}\b"
)
_CIRCA = r"(?:approximately|approx\.?|circa|c\.)[ :]*"
_DATE = re.compile(
    rf"(?P<circa>{_CIRCA})?(?:(?P<between>between) )?"
    rf"(?:(?P<months>{_MONTH})\.? (?:and|to) )?(?P<first>{_ONE})"
    rf"(?P<range>(?: to | and | ?[-–] ?|/(?=\d{{4}}\b))(?P<last>{_ONE}))?",
    re.IGNORECASE,
)
_CONNECTORS = re.compile(r"\b[a-z]\)|\balt\.? DOB:?|\bor\b|[;,>./()]|\s", re.IGNORECASE)
"""What stands between dates and says nothing."""
_FIGURES = re.compile(r"(?:(?P<day>\d{1,2})[/.])?/?(?P<month>\d{1,2})[/.]? ?(?P<year>\d{4})$")
_WORDS = re.compile(rf"(?:(?P<day>\d{{1,2}})\.?[ -])?(?P<month>{_MONTH})\.?,?[ -]?(?P<year>\d{{4}})$", re.IGNORECASE)

_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? ?{_MONTH}\.? ?,?\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
_LISTED = re.compile(
    rf"(?:^|(?<!last )(?<!re-)\b(?:listed|designated)(?:(?!\bamended|listed).){{0,120}}?(?:\bon|committee):? ?)"
    rf"({_DAY})",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"\bamended\b([^)]*)", re.IGNORECASE)
_EACH_DAY = re.compile(_DAY, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDates:
    """The dates in a text, and the text itself where it says more than them."""

    dates: tuple[str, ...]
    rest: str | None


def find_dates(text: str) -> FoundDates:
    """Return every date in a text, each in a form that `parse_date` reads.

    >>> find_dates("a) Approximately 1955- 1958 b) 3/04/1970").dates
    ('circa 1955 to 1958', '1970-04-03')
    >>> find_dates("Between Aug. and Sep 1977; 24/06/1402 (Hijri)")
    FoundDates(dates=('Aug 1977 to Sep 1977',), rest='Between Aug. and Sep 1977; 24/06/1402 (Hijri)')
    """
    plain = " ".join(text.split())
    dates: list[str] = []
    rest = _DATE.sub(lambda found: _take(found, dates), plain)
    return FoundDates(unique(dates), plain if _CONNECTORS.sub("", rest) else None)


def _take(found: re.Match[str], dates: list[str]) -> str:
    """Add what a date says to the dates; return what is left of it, which is all of it if it is none."""
    first, last = _plain(found["first"]), _plain(found["last"]) if found["last"] else None
    several = last and not found["between"] and found["range"].startswith(" and ")
    if found["months"] and len(words := first.split()) == 2:
        spans = [f"{_month(found['months'])} {words[1]} to {first}"]
    elif last and not several:
        spans = [f"{first} to {last}"]
    else:
        spans = [first, *([last] if last else [])]
    spans = [f"circa {span}" if found["circa"] else span for span in spans]
    try:
        if any(parse_date(span).earliest.year < EARLIEST for span in spans):
            return found[0]
    except ValueError:
        return found[0]
    dates.extend(spans)
    return ""


def _plain(text: str) -> str:
    """Return one date in ISO's order, or in words where it has a month in words.

    >>> _plain("3/04/1970"), _plain("12. Sep 1974"), _plain("03/1965"), _plain("August, 1961")
    ('1970-04-03', '12 Sep 1974', '1965-03', 'Aug 1961')
    """
    if figures := _FIGURES.match(text):
        parts = (figures["year"], figures["month"].zfill(2), figures["day"] and figures["day"].zfill(2))
        return "-".join(part for part in parts if part)
    if words := _WORDS.match(text):
        return " ".join(part for part in (words["day"], _month(words["month"]), words["year"]) if part)
    return text


def _month(word: str) -> str:
    return word[:3].capitalize()


def listing_days(text: str) -> tuple[date | None, date | None]:
    """Return the day of the listing and the last day it was amended, as far as a text says.

    >>> listing_days("Listed by UN 1267 Committee on 25 January 2001 (amended on 3 Sep. 2003, 9 July 2007)")
    (datetime.date(2001, 1, 25), datetime.date(2007, 7, 9))
    >>> listing_days("Amendment (No. 10) Instrument 2023")
    (None, None)
    """
    plain = " ".join(text.split())
    listed = _LISTED.search(plain)
    amended = [_day(found) for part in _AMENDED.findall(plain) for found in _EACH_DAY.findall(part)]
    return _day(listed[1]) if listed else None, max((day for day in amended if day), default=None)


def _day(text: str) -> date | None:
    found = re.match(r"(\d+)(?:st|nd|rd|th)?[ /]?([A-Za-z]{3}|\d+)\D*?(\d{4})$", text)
    if not found:
        return None
    month = int(found[2]) if found[2].isdecimal() else MONTHS[found[2].casefold()]
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
