"""The garbage collector is held back only where that is nobody else's business, and only for as long as needed."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from screening.garbage import no_collection

SAY_AT_THE_END = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0, gc.get_threshold()[0]))"


def at_the_end_of(statement: str) -> str:
    code = f"{SAY_AT_THE_END}\n{statement}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_a_command_leaves_its_objects_to_the_system() -> None:
    held_back = at_the_end_of("from screening.garbage import collect_rarely; collect_rarely()")
    assert held_back.startswith("True ") and int(held_back.split()[1]) > gc.get_threshold()[0]


def test_the_library_leaves_the_collector_of_its_caller_alone() -> None:
    assert at_the_end_of("from screening import screen; screen('Ivan Petrov')") == at_the_end_of("pass")


def test_collection_goes_on_as_it_was_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="inside"), no_collection():
        assert not gc.isenabled()
        raise ValueError("inside")
    assert gc.isenabled()
