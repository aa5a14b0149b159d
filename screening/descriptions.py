"""What `copies` keeps of an installed copy beside its records, read back: what it is, who accepted it, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from screening.dates import written
from screening.errors import ListError
from screening.results import ListInfo


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A copy that the guard doubted was installed all the same: what was doubted, why, by whom and on which day."""

    findings: tuple[str, ...]
    reason: str
    by: str | None = None
    on: date | None = None
    """Both as far as whoever installed it said so."""


def described_info(description: dict[str, Any]) -> ListInfo:
    """Return what a list is by the description of one of its versions."""
    day = description["date"]
    return ListInfo(
        description["id"],
        description["title"],
        description["authority"],
        date.fromisoformat(day) if day else None,
        description["sha256"],
        description["entries"],
        description["names"],
    )


def acceptance_of(description: dict[str, Any]) -> Acceptance | None:
    """Return who accepted a copy that the guard doubted; `None` where there was nothing to doubt."""
    said = description["accepted"]
    if said is None:
        return None
    on = said.get("on")
    findings = tuple(said["findings"])
    return Acceptance(findings, said["reason"], said.get("by"), date.fromisoformat(on) if on else None)


def last_day(description: Mapping[str, Any]) -> date | None:
    """Return the last day on which a list may be used; `None` for an official one, which does not expire."""
    stated = description.get("expires")
    return date.fromisoformat(stated) if stated else None


def refuse_expired(list_id: str, description: Mapping[str, Any], day: date) -> None:
    """Do nothing while a list may be used: an official one, or a private one until its last day.

    Args:
        description: what is kept with the installed list, `owner_facts` among it.

    Raises:
        ListError: its last day is before this one: nobody answers for it any more.
    """
    expires = last_day(description)
    if expires is not None and day > expires:
        problem = (
            f"it expired on {written(expires)} and may not be used on {written(day)}: have its owner review it, set "
            "a later day in its description and add it again, or remove it"
        )
        raise ListError(problem, list_id=list_id)
