"""Canaries: a few listed parties of each list that must be hits before a search is trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from screening.catalogue import load_catalogue
from screening.errors import ListError
from screening.homes import default_home
from screening.query import build_query
from screening.screener import Screener
from screening.store import loaded_lists, stored_lists

NUMBER = 3
"""Canaries of a list for which the catalogue names none: the first so many records of its copy."""


@dataclass(frozen=True, slots=True)
class CanaryReport:
    """What became of the canaries of one list."""

    list_id: str
    names: tuple[str, ...]
    """The primary names that were screened."""
    missed: tuple[str, ...]
    """Those that did not find their own record, and the ids of canaries that are not there."""


def choose_canaries(
    list_ids: Sequence[str] | None = None, *, home: Path | None = None, loaded_on: date | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the ids of the records to try, by list; `None` is all of them.

    Args:
        loaded_on: those of the versions that were current at the end of this day.

    Raises:
        UnknownListError: a list that is not installed.
        ListError: an installed list is damaged.
    """
    root = home or default_home()
    known, chosen = load_catalogue(root), {}
    for list_id in loaded_lists(list_ids, root, loaded_on):
        named = known[list_id].canaries if list_id in known else ()
        chosen[list_id] = named or _first_ids(list_id, root, loaded_on)
    return chosen


def _first_ids(list_id: str, root: Path, loaded_on: date | None) -> tuple[str, ...]:
    (stored,) = stored_lists([list_id], home=root, loaded_on=loaded_on)
    return tuple(record.id for record, _ in islice(stored.records(), NUMBER))


def run_selftest(screener: Screener, canaries: Mapping[str, Sequence[str]]) -> tuple[CanaryReport, ...]:
    """Screen the primary name of each canary and say which does not find its own record, by list.

    Args:
        canaries: ids of records, by list.
    """
    return tuple(_try(list_id, canaries[list_id], screener) for list_id in sorted(canaries))


def require_hits(reports: Sequence[CanaryReport]) -> None:
    """Let nobody trust a search that misses a canary.

    Raises:
        ListError: a canary is no hit; the message names the first three of each list.
    """
    bad = [report for report in reports if report.missed]
    if bad:
        told = "; ".join(f"{report.list_id}: {', '.join(report.missed[:3])}" for report in bad)
        raise ListError(f"listed parties that must be hits are none ({told}): do not rely on a search", list_id="lists")


def _try(list_id: str, ids: Sequence[str], screener: Screener) -> CanaryReport:
    found = [(key, screener.record(key)) for key in sorted(set(ids))]
    names, missed = [], [key for key, record in found if record is None]
    for record in (record for _, record in found if record is not None):
        name = record.party.primary_name
        names.append(name)
        if record.id not in _found(name, record.party.entity_type, screener):
            missed.append(name)
    return CanaryReport(list_id, tuple(names), tuple(missed))


def _found(name: str, kind: str, screener: Screener) -> set[str]:
    """Return the ids of the records that are hits by themselves, be it beside another record of the same party."""
    hits = screener.screen(build_query(name, kind=kind)).hits
    linked = (other.record.id for hit in hits for other in hit.linked if other.score is not None)
    return {*(hit.record.id for hit in hits), *linked}
