"""A patronymic that the matched name of a record lacks, held against the record's other names.

Of a name alone nobody can tell whose son its bearer is, so a query may say it. Where another name of the same record
says so too, and names another father, it is another person: Aleksandr Petrovich Orlov is not Aleksandr Orlov, also
known as Aleksandr Ivanovich Orlov.
"""

from __future__ import annotations

from collections.abc import Iterable

from screening.matching.align import Alignment
from screening.matching.policy import ContextWeights
from screening.matching.words import part_likeness
from screening.names.parts import Part, read_name
from screening.names.stems import CHILD_OF
from screening.records import Name
from screening.results import Contribution
from screening.vocabulary import Outcome

FEATURE = "patronymic"


def is_patronymic(part: Part) -> bool:
    """Return whether a part says whose son or daughter somebody is."""
    return any(name.startswith(CHILD_OF) for name in part.classes)


def compare_patronymics(alignment: Alignment, names: Iterable[Name], weights: ContextWeights) -> Contribution | None:
    """Say whether the patronymic that the query has, and the matched name has not, is another than the record's.

    Returns nothing where the query has none left over, or the matched name has one of its own.

    Source: Russian, Ukrainian and Belarusian naming; points, `docs/scoring.md`.
    """
    own = [part for place in alignment.query_left if is_patronymic(part := alignment.query[place])]
    if not own or any(map(is_patronymic, alignment.record)):
        return None
    readings = (reading for name in names for reading in read_name(name.text, person=True))
    listed = list(dict.fromkeys(part for reading in readings for part in reading.parts if is_patronymic(part)))
    if not listed or any(_may_be_one(one, other) for one in own for other in listed):
        return None
    shown = own[0].shown, ", ".join(dict.fromkeys(part.shown for part in listed))
    return Contribution(
        FEATURE, Outcome.CONFLICTS, weights.patronymic_conflict, *shown, "other names of the record say another"
    )


def _may_be_one(one: Part, other: Part) -> bool:
    return part_likeness(one, other, person=True) is not None
