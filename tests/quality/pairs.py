"""The questions of the scorecard that need no list: pairs judged by people, and the golden pairs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.names.parts import Role, read_name
from screening.query import build_query
from screening.records import PARTY_TYPES, EntityRecord, Person, Query
from screening.vocabulary import EntityType
from tests.quality.corpus import ROOT, Judgement
from tests.quality.measure import Pair
from tests.quality.searched import is_date

GOLDEN = ROOT / "tests/cases/names.csv"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class PairGroup:
    """The pairs of one line of the scorecard."""

    set: str
    name: str
    kind: str
    pairs: tuple[Pair, ...]


def judged(judgements: Sequence[Judgement]) -> Iterator[PairGroup]:
    """Yield set 3: the pairs people are sure of, by names alone and with what is printed of both beside the name.

    Context is birth dates as the pair has them, countries and gender as the lists here print them. No identifier is
    given: two records with the same passport need no names. `judged_apart` are those whose first names differ.
    """
    sure = [one for one in judgements if not one.doubtful]
    apart = [one for one in sure if not one.note]
    for name, members in (("judged", sure), ("judged_apart", apart)):
        for context in (False, True):
            pairs = tuple(_pair(one, context=context) for one in members)
            yield PairGroup("judged", f"{name}_{'context' if context else 'name'}", "any", pairs)


def _pair(one: Judgement, *, context: bool) -> Pair:
    left = _side(one.type, one.left_names, one.left_birth_dates, one.left_record, context=context)
    right = _side(one.type, one.right_names, one.right_birth_dates, one.right_record, context=context)
    text = f"{one.left_id} {one.left_names[0]} | {one.right_id} {one.right_names[0]}"
    return Pair(left, right, one.same, text)


def _side(
    kind: EntityType, names: tuple[str, ...], dates: tuple[str, ...], record: EntityRecord | None, *, context: bool
) -> Query:
    fields: dict[str, object] = {"names": names}
    if context and record:
        fields["countries"] = record.party.countries
    if context and kind is EntityType.PERSON:
        fields["birth_dates"] = tuple(date for date in dates if is_date(date))
        if record and isinstance(record.party, Person):
            fields["gender"] = record.party.gender
    return Query(party=PARTY_TYPES[kind].model_validate(fields))


def golden() -> Iterator[PairGroup]:
    """Yield set 6: the golden pairs by quality; a row whose failure is known counts like any other."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for quality in ("strong", "medium", "weak"):
        yield PairGroup(
            "golden", f"golden_{quality}", "any", tuple(_golden(row) for row in rows if row["quality"] == quality)
        )


def _golden(row: dict[str, str]) -> Pair:
    texts = [_ESCAPE.sub(lambda found: chr(int(found[1], 16)), row[side]) for side in ("query", "record")]
    kind = row["kind"] or _likely_kind(texts)
    left, right = (build_query(text, kind=kind) for text in texts)
    return Pair(left, right, row["expect"] == "hit", f"{row['category']}: {row['query']} | {row['record']}")


def _likely_kind(texts: Sequence[str]) -> str:
    """Return what `screening.compare` takes two names for when it is not told: companies where one has a legal form."""
    roles = {part.role for text in texts for reading in read_name(text, person=False) for part in reading.parts}
    return "organisation" if Role.LEGAL_FORM in roles else "person"
