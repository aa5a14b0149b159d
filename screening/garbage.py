"""The garbage collector, held back while many lasting objects are made: it would walk them all, over and over."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""Loading modules and tables makes many lasting objects and no garbage: the default, 700, walks them over and over."""


def collect_rarely() -> None:
    """Let the collector run seldom, and not at the end: only for a process that is all ours, a command or a worker.

    What is loaded is needed until the process ends, and then the system takes its memory back as a whole: taking it
    down object by object was a sixth of the time of a command.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold the collector back; what makes no cycles is freed all the same."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
