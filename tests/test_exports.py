"""The public names: these, no others, each loaded when it is first asked for."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

import screening

USE = {"Screener", "build_query", "compare", "screen"}
RECORDS = {
    "Address",
    "Aircraft",
    "EntityRecord",
    "Identifier",
    "Listing",
    "Name",
    "Organisation",
    "Person",
    "Query",
    "UnspecifiedParty",
    "Vessel",
}
RESULTS = {"Comparison", "Hit", "Ledger", "ListInfo", "ScreeningResult"}
ERRORS = {
    "EntryError",
    "FileError",
    "IndexFileError",
    "ListError",
    "QueryError",
    "RecordError",
    "ScreeningError",
    "UnknownListError",
}
PUBLIC = USE | RECORDS | RESULTS | ERRORS


def test_the_public_names_are_these() -> None:
    assert screening.__all__ == sorted(PUBLIC | {"__version__"})


def test_dir_shows_the_public_names() -> None:
    assert set(screening.__all__) <= set(dir(screening))


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_is_what_its_module_defines_and_says_what_it_is(name: str) -> None:
    public = getattr(screening, name)
    assert public.__name__ == name
    assert public is getattr(importlib.import_module(public.__module__), name)
    assert inspect.getdoc(public)


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_every_error_is_a_screening_error(name: str) -> None:
    assert issubclass(getattr(screening, name), screening.ScreeningError)


def test_every_error_of_the_library_is_public() -> None:
    errors = importlib.import_module("screening.errors")
    assert {name for name, value in vars(errors).items() if inspect.isclass(value) and name.endswith("Error")} == ERRORS


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'clear'"):
        _ = screening.clear


def test_type_checkers_see_the_annotations() -> None:
    assert (Path(screening.__file__).parent / "py.typed").is_file()
