"""Countries as the UK prints them."""

from __future__ import annotations

from screening.reference import country_code


def country_of(text: str) -> str | None:
    """Return the code of a country, or `None` if no table has it.

    >>> country_of("North Korea"), country_of("Stateless")
    ('KP', None)
    """
    try:
        return country_code(text)
    except ValueError:
        return None
