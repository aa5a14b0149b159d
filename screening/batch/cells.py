"""The values in single cells: dates, countries, kinds, genders, several values in one; and signs of a wrong encoding.

A value that cannot be read never stops a row: the row is screened on the rest and carries a warning.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from screening.batch.words import fold, gender_words, kind_words
from screening.dates import PartialDate, parse_date
from screening.reference import country_code
from screening.vocabulary import EntityType, Gender

_PLACEHOLDERS = frozenset({"", "-", "--", "n/a", "#n/a", "n.a.", "null", "none", "nan", "?"})
"""What programs write into an empty cell. Names are only warned of: Null is a surname."""

_TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*$", re.DOTALL)
_ISO_DAY = re.compile(r"((?:18|19|20)\d\d)(-?)(\d\d)\2(\d\d)$")
"""`1961-06-01` or `19610601`. Read here first, since nearly every date cell is one."""
_DASHED = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})$")
_SERIAL = re.compile(r"\d{4,5}$")
_SERIAL_DAYS = range(3654, 55153)
"""1910 to 2050: numbers below could be years, and nobody listed was born before."""
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheet dates from March 1900 on. Source: ECMA-376 part 1, 18.17.4.1, with the 29 February 1900."""

_TRAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_UTF8_AS_LATIN = re.compile(f"[\x80-\x9f]|[ÂÃÄÅÎÏÐÑ×ØÙ]{_TRAIL}|Æ[¡°]|[ãäåæçèéêëì]{_TRAIL}{{2}}|â€")
"""The lead bytes of accented Latin, Greek, Cyrillic, Hebrew and Arabic letters; of three-byte letters; of quotes."""
_CYRILLIC_PAIR = "[РСТГДЕ][Ђ-Џђ-џ\u0080-\u00bf‚„…†‡€‰‹‘’“”•–—™›ҐґЎў]"
_UTF8_AS_CYRILLIC = re.compile(f"(?:{_CYRILLIC_PAIR}){{2}}|[A-Za-z]{_CYRILLIC_PAIR}")
_LOST_LETTER = re.compile(r"�|[^\W\d_]\?[^\W\d_]|[a-zß-ÿ][ÃÂ](?![a-z]*[A-Z])")


def is_placeholder(text: str) -> bool:
    """Whether a cell only says that there is nothing in it.

    >>> is_placeholder(" N/A "), is_placeholder("NA")
    (True, False)
    """
    return text.strip().casefold() in _PLACEHOLDERS


def split_values(text: str, join: str) -> tuple[str, ...]:
    r"""Return the values in a cell, which stand on lines of their own or between separators.

    >>> split_values("Ivan Petrov; I. Petrov\nVanya", ";")
    ('Ivan Petrov', 'I. Petrov', 'Vanya')
    """
    lines = text.splitlines()
    if len(lines) == 1 and not (join and join in text):
        lone = text.strip()
        return (lone,) if lone else ()
    values = (value.strip() for line in lines for value in (line.split(join) if join else (line,)))
    return tuple(value for value in values if value)


def is_garbled(text: str) -> bool:
    """Whether a text looks read, somewhere on its way, in another encoding than it was written in.

    It is never repaired: two wrong readings can look the same.

    >>> [is_garbled(name) for name in ("StraÃe", "Ð˜Ð²Ð°Ð½", "MÃ¼ller", "M?ller", "João Müller", "Иван")]
    [True, True, True, True, False, False]
    """
    if text.isascii():
        return "?" in text and bool(_LOST_LETTER.search(text))
    return any(sign.search(text) for sign in (_UTF8_AS_LATIN, _UTF8_AS_CYRILLIC, _LOST_LETTER))


@lru_cache(maxsize=1 << 14)
def read_date(text: str) -> tuple[PartialDate | None, str]:
    """Return the date in a cell, and a warning when it had to be read with less than it seems to say.

    >>> read_date("01.06.1961")[0].earliest, read_date("19610601")[0].earliest, read_date("03/04/1970")[1]
    (datetime.date(1961, 6, 1), datetime.date(1961, 6, 1), "date '03/04/1970' may be two days: only its year is used")
    >>> read_date("22433")[1]
    "date '22433' is read as the spreadsheet's number of 1961-06-01"
    """
    cleaned = _TIME_OF_DAY.sub("", text.strip()) if ":" in text else text.strip()
    if _ISO_DAY.match(cleaned):
        try:
            day = date.fromisoformat(cleaned)
        except ValueError:
            return None, f"date {text!r} cannot be read and is not used"
        return PartialDate(day.isoformat(), day, day), ""
    if _SERIAL.match(cleaned) and int(cleaned) in _SERIAL_DAYS:
        day = _SERIAL_ZERO + timedelta(days=int(cleaned))
        known = PartialDate(day.isoformat(), day, day)
        return known, f"date {text!r} is read as the spreadsheet's number of {day}"
    plain = _DASHED.sub(r"\1/\2/\3", cleaned)
    try:
        known = parse_date(plain)
    except ValueError:
        return None, f"date {text!r} cannot be read and is not used"
    return known, known.doubt


@lru_cache(maxsize=1 << 14)
def read_country(text: str) -> tuple[str | None, str]:
    """Return the code of the country in a cell, or a warning.

    >>> read_country("Russia")[0]
    'RU'
    """
    try:
        return country_code(text.strip()), ""
    except ValueError as error:
        return None, f"{error}; not used"


@lru_cache(maxsize=1 << 10)
def read_kind(text: str) -> tuple[EntityType | None, str]:
    """Return the kind of party in a cell, or a warning.

    >>> str(read_kind("Natürliche Person")[0])
    'person'
    """
    kind = kind_words().get(fold(text))
    return kind, "" if kind else f"{text!r} is no kind of party: the kind is not used"


@lru_cache(maxsize=1 << 10)
def read_gender(text: str) -> tuple[Gender | None, str]:
    """Return the gender in a cell, or a warning."""
    gender = gender_words().get(fold(text))
    return gender, "" if gender else f"{text!r} is no gender that lists print: not used"
