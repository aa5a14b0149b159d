"""Where things are kept: installed lists, and the indexes made of them. Nothing else reads the environment."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from screening.errors import ScreeningError

HOME_VARIABLE = "SCREENING_HOME"
KERNEL_VARIABLE, INTERPRETED = "SCREENING_KERNEL", "interpreted"


def default_home() -> Path:
    """Return where installed lists are kept: `SCREENING_HOME`, else the user's data directory."""
    stated = os.environ.get(HOME_VARIABLE)
    return Path(stated) if stated else user_data_path("screening")


def bare_home() -> Path | None:
    """Return the folder that `SCREENING_HOME` names, if no list was ever installed there: its name may be mistyped."""
    home = default_home()
    return home if os.environ.get(HOME_VARIABLE) and not (home / "lists").is_dir() else None


def index_folder(home: Path) -> Path:
    """Return where the indexes of the lists of a home are kept: in the user's cache, or under a home that is stated."""
    is_users = home == user_data_path("screening")
    return user_cache_path("screening") / "index" if is_users else home / "index"


def wants_interpreted() -> bool:
    """Return whether `SCREENING_KERNEL=interpreted` asks for the search without its compiled core.

    Raises:
        ScreeningError: the variable is set to something else.
    """
    stated = os.environ.get(KERNEL_VARIABLE, "")
    if stated not in ("", INTERPRETED):
        raise ScreeningError(f"{KERNEL_VARIABLE} is {stated!r}: expected {INTERPRETED!r}, or nothing")
    return stated == INTERPRETED
