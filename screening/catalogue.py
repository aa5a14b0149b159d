"""The official lists as this installation knows them: the library's catalogue, and what `lists.toml` sets."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from screening.errors import ListError, UnknownListError
from screening.sources.reading import CatalogueEntry, catalogue

FILE = "lists.toml"
"""In the folder of the installed lists."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(one) for one in value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


CHANGEABLE: dict[str, tuple[Callable[[object], bool], str]] = {
    "page": (_is_text, "a text"),
    "urls": (lambda value: _is_texts(value) and bool(value), "a list of addresses"),
    "verified": (lambda value: isinstance(value, bool), "true or false"),
    "min_entries": (_is_count, "a whole number from 1"),
    "canaries": (_is_texts, "a list of record ids"),
    "max_age_days": (_is_count, "a whole number from 1"),
}
"""What a user may set for a list, how to tell that it is right, and what was expected where it is not."""


def load_catalogue(home: Path) -> dict[str, CatalogueEntry]:
    """Return the official lists by id, each with what `lists.toml` in the home folder sets for it.

    Raises:
        ListError: that file cannot be read, or sets something that is not there to be set.
    """
    known, path = catalogue(), home / FILE
    if not path.is_file():
        return known
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ListError(f"it cannot be read: {error}", list_id="lists", path=path) from error
    for list_id in own:
        if list_id not in known:
            raise ListError(f"there is no such list: expected {', '.join(known)}", list_id=list_id, path=path)
    return {list_id: _changed(spec, own.get(list_id, {}), path) for list_id, spec in known.items()}


def _changed(spec: CatalogueEntry, given: object, path: Path) -> CatalogueEntry:
    if not isinstance(given, dict):
        raise ListError(f"expected a table [{spec.id}]", list_id=spec.id, path=path)
    changes: dict[str, Any] = {}
    for key, value in given.items():
        if key not in CHANGEABLE:
            raise ListError(f"{key!r} cannot be set: expected {', '.join(CHANGEABLE)}", list_id=spec.id, path=path)
        is_right, expected = CHANGEABLE[key]
        if not is_right(value):
            raise ListError(f"{key} is {value!r}: expected {expected}", list_id=spec.id, path=path)
        changes[key] = tuple(value) if isinstance(value, list) else value
    return replace(spec, **changes)


def official_list(list_id: str, home: Path) -> CatalogueEntry:
    """Return what the catalogue says of an official list.

    Raises:
        UnknownListError: there is no such list, or it was closed.
    """
    known = load_catalogue(home)
    if list_id not in known:
        what = "lists that can be installed, besides one of your own by its description, a .toml file"
        raise unknown_list(list_id, tuple(known), what, home)
    return known[list_id]


def unknown_list(list_id: str, installed: tuple[str, ...], what: str, home: Path) -> UnknownListError:
    """Return the error that says why there is no such list, and which there are."""
    known = load_catalogue(home)
    heir = next((spec for spec in known.values() if list_id in spec.replaces), None)
    if list_id in known:
        spec = known[list_id]
        problem = (
            f"{spec.title} is not installed: run `screening lists update {list_id}`, or fetch "
            f"{', '.join(spec.files) or 'its file'} from {spec.page} and run `screening lists add {list_id} PATH`"
        )
    elif heir:
        problem = f"{heir.note}: use {heir.id}"
    else:
        near = get_close_matches(list_id, sorted({*installed, *known}), n=1, cutoff=0.5)
        problem = f"there is no such list{f', perhaps {near[0]}?' if near else ''}"
    return UnknownListError(f"{problem} ({what}: {', '.join(installed)})", list_id=list_id)
