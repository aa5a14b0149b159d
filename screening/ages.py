"""How old the installed lists are, and which are too old to be searched: a stale list is an error, never "no hit"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from screening.catalogue import load_catalogue
from screening.dates import written
from screening.descriptions import Acceptance, last_day, refuse_expired
from screening.errors import ListError
from screening.homes import default_home
from screening.receipts import read_receipt
from screening.results import ListInfo
from screening.sources.bundled_files import bundled_folder, bundled_info
from screening.sources.reading import CatalogueEntry
from screening.store import BUNDLED, acceptance, chosen_lists, info_of
from screening.versions import REMOVED, current_version, read_description, switches


class StaleListError(ListError):
    """A list is older than it may be: nothing is searched, for a party listed since would be missed."""


class Vouched(StrEnum):
    """What stands for a copy having been the newest on a day."""

    CHECKED = "checked"
    """On that day the authority's own address gave this copy."""
    PUBLISHED = "published"
    """The copy was added from a file, and says so itself or its owner did."""
    INSTALLED = "installed"
    """The copy was added from a file of unknown date."""
    NOTHING = "unknown"


@dataclass(frozen=True, slots=True)
class ListState:
    """An installed list, and how old it is on a day."""

    info: ListInfo
    vouched_on: date | None
    """The last day on which this copy is known to have been the newest."""
    vouched: Vouched
    days: int | None
    """From that day to the one asked about, 0 or more; `None` where no day is known."""
    max_age: int | None
    """In days; `None` for the list that comes with the library and is only ever as new as the library."""
    versions: int
    """How many copies are kept, those before this one included."""
    address_unverified: bool
    """Whether nobody has checked with the authority the address that an update uses."""
    accepted: Acceptance | None = None
    """Who accepted the copy although the guard doubted it, if anybody had to."""
    expires: date | None = None
    """The last day on which a private list may be used."""
    expired: bool = False
    """Whether that day is over: the list is refused for every search."""

    @property
    def is_stale(self) -> bool:
        """Whether the list is too old to be searched; one of unknown age is."""
        return self.max_age is not None and (self.days is None or self.days > self.max_age)


def list_states(
    list_ids: Sequence[str] | None = None,
    *,
    day: date,
    max_age: int | None = None,
    home: Path | None = None,
    on_damaged: Callable[[ListError], None] | None = None,
) -> tuple[ListState, ...]:
    """Return how old lists are on a day, by id; `None` is all of them.

    Args:
        max_age: days that every official list may be old, in place of what the catalogue says of each.
        on_damaged: told of each list whose description is damaged; such a list is left out. Without it the first
            one is raised.

    Raises:
        UnknownListError: a list that is not installed.
        ListError: the description of a list is damaged, or `lists.toml` cannot be read.
    """
    root = home or default_home()
    known, states = load_catalogue(root), []
    for list_id in chosen_lists(list_ids, root):
        try:
            states.append(_state(list_id, day, max_age, root, known.get(list_id)))
        except ListError as error:
            if on_damaged is None:
                raise
            on_damaged(error)
    return tuple(states)


def require_fresh(
    list_ids: Sequence[str] | None = None, *, day: date, max_age: int | None = None, home: Path | None = None
) -> tuple[str, ...]:
    """Let nobody search a list that is too old on a day; return a warning of those that are, yet may be searched.

    A list kept current by `lists update` is refused once it is too old. A copy that somebody added from a file was
    chosen by them, perhaps for a question about the past: it is refused only under a `max_age` asked for, and
    warned of otherwise.

    Args:
        max_age: days that every official list may be old, in place of what the catalogue says of each.

    Raises:
        StaleListError: one or more lists are too old, or of unknown age; the message names each.
        ListError: a private list has expired.
    """
    root = home or default_home()
    for list_id in chosen_lists(list_ids, root):
        if list_id != BUNDLED:
            refuse_expired(list_id, read_description(current_version(root / "lists" / list_id), list_id), day)
    states = list_states(list_ids, day=day, max_age=max_age, home=home)
    stale = [state for state in states if state.is_stale]
    refused = [state for state in stale if max_age is not None or state.vouched is Vouched.CHECKED]
    if refused:
        told = "; ".join(f"{state.info.id} {_age_text(state)}" for state in refused)
        raise StaleListError(
            f"too old to be searched: {told}. Run `screening lists update`, add a newer copy, or allow more days with "
            "--max-age",
            list_id="lists",
        )
    limits = sorted({state.max_age for state in stale if state.max_age is not None})
    return tuple(_warning([state for state in stale if state.max_age == limit], limit) for limit in limits)


def _warning(states: Sequence[ListState], limit: int) -> str:
    """Name in one line each list that is older than the days it may be."""
    if len(states) == 1:
        return f"{states[0].info.id} {_age_text(states[0])}"
    ages = ("of unknown age" if state.days is None else f"{state.days} days" for state in states)
    told = ", ".join(f"{state.info.id} {age}" for state, age in zip(states, ages, strict=True))
    return f"{len(states)} lists are older than the {limit} days they may be: {told}"


def _age_text(state: ListState) -> str:
    if state.vouched_on is None:
        return f"is of unknown age, and may be {state.max_age} days old at most"
    since = f"{state.vouched} on {written(state.vouched_on)}, {state.days} days ago"
    return f"was {since}, and may be {state.max_age} days old at most"


def _state(list_id: str, day: date, max_age: int | None, root: Path, spec: CatalogueEntry | None) -> ListState:
    if list_id == BUNDLED:
        info = bundled_info(bundled_folder() / BUNDLED)
        return ListState(info, info.date, Vouched.PUBLISHED, _days(info.date, day), None, 1, False)
    folder = root / "lists" / list_id
    info = info_of(current_version(folder), list_id)
    vouched, on = _vouched(folder, info)
    versions = len({switch.version for switch in switches(folder)} - {REMOVED})
    accepted = acceptance(list_id, root)
    if spec is None:  # a private list, whose age its owner answers for until it expires
        expires = last_day(read_description(current_version(folder), list_id))
        expired = expires is not None and expires < day
        return ListState(info, on, vouched, _days(on, day), None, versions, False, accepted, expires, expired)
    limit = spec.max_age_days if max_age is None else max_age
    return ListState(info, on, vouched, _days(on, day), limit, versions, not spec.verified, accepted)


def _vouched(folder: Path, info: ListInfo) -> tuple[Vouched, date | None]:
    receipt = read_receipt(folder, current_version(folder).name)
    if receipt:
        return Vouched.CHECKED, receipt.checked_on
    if info.date:
        return Vouched.PUBLISHED, info.date
    installed = switches(folder)[-1].day
    return (Vouched.INSTALLED, installed) if installed else (Vouched.NOTHING, None)


def _days(since: date | None, day: date) -> int | None:
    return max(0, (day - since).days) if since else None
