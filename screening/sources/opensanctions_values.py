"""The values of one OpenSanctions entity, of which every one is to be taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from screening.dates import PartialDate, parse_date
from screening.sources.opensanctions_graph import Entity
from screening.sources.opensanctions_terms import country_of, label
from screening.sources.reading import Tally, unique


class Values:
    """Values by property; `finish` names what nobody took. What stands beside the first of several becomes a note."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.left = dict(entity.properties)
        self.notes: list[str] = []

    def all(self, *names: str) -> tuple[str, ...]:
        """Take every value of some properties, in order, each once."""
        return unique(value for name in names for value in self.left.pop(name, ()))

    def first(self, *names: str) -> str | None:
        """Take the first value of some properties; any others are noted under their property's name."""
        chosen: str | None = None
        for name in names:
            values = self.left.pop(name, ())
            if chosen is None and values:
                chosen, values = values[0], values[1:]
            self.note(name, (value for value in values if value != chosen))
        return chosen

    def day(self, *names: str) -> date | None:
        """Take the first value that is a whole day; others are noted.

        Raises:
            ValueError: a value is no date.
        """
        chosen: date | None = None
        for name in names:
            for value in self.left.pop(name, ()):
                found = moment(value)
                if found.is_day and chosen is None:
                    chosen = found.earliest
                elif not found.is_day or found.earliest != chosen:
                    self.note(name, (value,))
        return chosen

    def dates(self, name: str) -> tuple[PartialDate, ...]:
        """Take every value of a property as a date.

        Raises:
            ValueError: a value is no date.
        """
        return unique(moment(value) for value in self.all(name))

    def countries(self, *names: str) -> tuple[str, ...]:
        """Take the countries of some properties; codes that are no whole country are noted as well.

        Raises:
            ValueError: a code is unknown.
        """
        found: list[str] = []
        for code in self.all(*names):
            country, note = country_of(code)
            found += [country] if country else []
            self.notes += [note] if note else []
        return unique(found)

    def note(self, name: str, values: Iterable[str]) -> None:
        """Keep values as notes under their property's name."""
        self.notes += [f"{label(name)}: {value}" for value in values]

    def finish(self, noted: Iterable[str], technical: Iterable[str], tally: Tally) -> None:
        """Note what is to be noted, count what is technical, and make sure that nothing else is left.

        Raises:
            ValueError: a value was not taken.
        """
        for name in sorted(set(noted) & set(self.left)):
            self.note(name, self.left.pop(name))
        for name in set(technical) & set(self.left):
            self.left.pop(name)
            tally.skip("technical values")
        if self.left:
            name = min(self.left)
            raise ValueError(f"{self.entity.schema} {self.entity.id} has the property {name!r}, which no rule takes")


def moment(text: str) -> PartialDate:
    """Return a date, or the day of a time.

    >>> str(moment("2022-05-21T08:00:00")), moment("1961-04").latest.isoformat()
    ('2022-05-21', '1961-04-30')

    Raises:
        ValueError: it is neither.
    """
    return parse_date(text[:10] if "T" in text else text)
