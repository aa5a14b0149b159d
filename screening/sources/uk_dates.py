"""Dates as the UK prints them: the day first, and letters or noughts for what is not known."""

from __future__ import annotations

import re
from datetime import date

from screening.dates import parse_date

_SLASHED = re.compile(r"(?P<day>\d{1,2}|dd)/(?P<month>\d{1,2}|mm)/(?P<year>\d{4})$", re.IGNORECASE)
_UNKNOWN = frozenset({"dd", "mm", "0", "00"})


def birth_date_of(text: str) -> str:
    """Return a date that the UK prints in a form that says which number is the month.

    >>> [birth_date_of(text) for text in ("12/05/1958", "dd/05/1958", "dd/mm/1945", "00/00/1975", "circa 1946")]
    ['1958-05-12', '1958-05', '1945', '1975', 'circa 1946']

    Raises:
        ValueError: it is no date.
    """
    found = _SLASHED.match(text)
    if found is None:
        plain = text
    else:
        day, month = (None if found[part].casefold() in _UNKNOWN else int(found[part]) for part in ("day", "month"))
        plain = found["year"] + "".join(f"-{part:02}" for part in (month, month and day) if part)
    parse_date(plain)
    return plain


def day_of(text: str) -> date:
    """Return a day, `14/04/2026` or `13-Feb-2026`.

    >>> day_of("14/04/2026") > day_of("13-Feb-2026")
    True

    Raises:
        ValueError: it is not one whole day.
    """
    found = parse_date(birth_date_of(text))
    if not found.is_day:
        raise ValueError(f"{text!r} is no day: expected one such as 14/04/2026")
    return found.earliest
