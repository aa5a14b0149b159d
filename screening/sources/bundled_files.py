"""The files of a bundled list: where they lie, what `list.toml` says of them, and their checksum. No party is read."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from screening.errors import ListError
from screening.records import Frozen, Text
from screening.results import ListInfo

LIST_FILE = "list.toml"


class ListFile(Frozen):
    """What `list.toml` says."""

    id: Text
    title: Text
    description: Text
    authority: Text
    as_of: date
    entries: int
    names: int
    listings: int
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def bundled_folder() -> Path:
    """Return the folder of the bundled lists: in the installed package, or `lists/` of a source checkout.

    >>> (bundled_folder() / "wagner-network" / "list.toml").is_file()
    True
    """
    package = Path(__file__).parent.parent
    installed = package / "bundled"
    return installed if installed.is_dir() else package.parent / "lists"


def bundled_info(folder: Path) -> ListInfo:
    """Return what `list.toml` says of a list, without reading its parties.

    >>> bundled_info(bundled_folder() / "wagner-network").authority
    'several'

    Raises:
        ListError: `list.toml` is absent or not as it must be.
    """
    return stated_info(read_list_file(folder))


def list_checksum(folder: Path) -> str:
    """Return the SHA-256 of a list's contents: of the lines `<SHA-256 of the file>  <its name>` of every `.toml` file.

    `list.toml` itself is left out and the lines are sorted by file name, so this is what
    `sha256sum $(ls *.toml | grep -v '^list.toml$' | LC_ALL=C sort) | sha256sum` prints in the folder.
    """
    return checksum_of(read_contents(folder))


def stated_info(stated: ListFile) -> ListInfo:
    """Return what a list is, as its `list.toml` says."""
    return ListInfo(
        stated.id, stated.title, stated.authority, stated.as_of, stated.sha256, stated.entries, stated.names
    )


def read_contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every `.toml` file of a list but `list.toml`, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml")) if path.name != LIST_FILE}


def checksum_of(contents: dict[str, bytes]) -> str:
    """Return the SHA-256 of the contents of a list, as `list_checksum` says."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(contents.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_list_file(folder: Path) -> ListFile:
    """Return what `list.toml` says; a `ListError` where it is absent or not as it must be."""
    path = folder / LIST_FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ListError(f"{LIST_FILE} cannot be read: {error.strerror}", list_id=folder.name, path=path) from error
    with faults_named(folder.name, path):
        return ListFile.model_validate(parse_toml(content))


def parse_toml(content: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file; a `ValueError` where it is none."""
    return tomllib.loads(content.decode("utf-8"))


@contextmanager
def faults_named(list_id: str, path: Path) -> Iterator[None]:
    """Turn every fault of a file's contents into one `ListError` that names list and file."""
    try:
        yield
    except ValidationError as error:
        raise ListError(_in_words(error), list_id=list_id, path=path) from error
    except ValueError as error:
        raise ListError(str(error), list_id=list_id, path=path) from error


def _in_words(error: ValidationError) -> str:
    """Say the first fault of a file; places in a list of facts are counted from 1."""
    fault = error.errors()[0]
    place = " ".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"])
    return f"unknown key: {place}" if fault["type"] == "extra_forbidden" else f"{place}: {fault['msg']}"
