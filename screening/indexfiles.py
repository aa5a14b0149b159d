"""The index of installed lists on disk: one immutable file for each set of versions, mapped by every process.

The file's name is the hash of what is in it: the versions of the lists, and the rules that names are read by. A file
that is damaged, or made by other rules, is never searched; it is made again from the lists.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from screening.errors import IndexFileError
from screening.homes import default_home, index_folder
from screening.indexwriter import lay_out
from screening.listindex import ListIndex
from screening.matching.image import Image
from screening.matching.policy import load_policy
from screening.store import list_contents, stored_lists
from screening.version import VERSION
from screening.versions import replace_file

PACKAGE = Path(__file__).parent
SUFFIX = ".index"
MOST_KEPT = 8
"""Files kept for sets of lists or days that were asked for; the least recently opened go first."""
RULES = (
    "names", "matching/align.py", "matching/evidence.py", "matching/image.py", "matching/index.py",
    "matching/keys.py", "matching/lexicon.py", "matching/readings.py", "matching/smallwords.py", "matching/words.py",
    "copies.py", "dates.py", "identifiers.py", "indexwriter.py", "linkfacts.py", "linking.py", "listindex.py",
    "records.py", "reference.py", "results.py", "vocabulary.py",
)  # fmt: skip
"""Code that the content of an index depends on, besides the lists and the tables."""


def open_lists(
    lists: Sequence[str] | None = None,
    *,
    loaded_on: date | None = None,
    home: Path | None = None,
    on_indexing: Callable[[int], None] | None = None,
) -> ListIndex:
    """Open the index of installed lists, made first where there is none; `None` is all of them.

    Args:
        on_indexing: told of how many entries an index is made, before it is.

    Raises:
        UnknownListError: a list that is not installed, or was not on that day.
        ListError: an installed list is damaged, or what was loaded on that day was not recorded.
    """
    root = home or default_home()
    contents = list_contents(lists, home=root, loaded_on=loaded_on)
    path = index_folder(root) / f"{_name(contents)}{SUFFIX}"
    try:
        index = ListIndex(Image.open(path))
        with suppress(OSError):
            os.utime(path)
    except FileNotFoundError:
        pass
    except (IndexFileError, OSError) as error:
        warnings.warn(f"{error}; the index is made again", stacklevel=2)
    else:
        return index
    stored = stored_lists(lists, home=root, loaded_on=loaded_on)
    if on_indexing:
        on_indexing(sum(one.info.entries for one in stored))
    records = chain.from_iterable(one.records() for one in stored)
    pieces = lay_out(records, [one.info for one in stored], {"contents": contents})
    with suppress(OSError):  # a read-only installation searches what it has in memory
        _keep(path, pieces)
        return ListIndex(Image.open(path))
    return ListIndex(Image(b"".join(pieces)))


def _name(contents: Sequence[tuple[str, str]]) -> str:
    digest = blake2b(_rules().encode(), digest_size=20)
    for list_id, version in contents:
        digest.update(f"\n{list_id} {version}".encode())
    return digest.hexdigest()


@cache
def _rules() -> str:
    """Return a hash of this library's rules of reading, as they are installed; the policy's covers the tables."""
    digest = blake2b(f"{VERSION} {load_policy().fingerprint}".encode(), digest_size=20)
    for name in RULES:
        for file in _files(PACKAGE / name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place] if not place.name.endswith(".pyc") else []
    inner = sorted(place.iterdir(), key=lambda one: one.name)
    return [file for one in inner for file in _files(one)]


def _keep(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Write a file in one step, and drop those that were not opened for longest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, pieces)
    kept = sorted(path.parent.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in kept[MOST_KEPT:]:
        with suppress(OSError):  # another process drops it, or a system keeps what is mapped
            old.unlink()
