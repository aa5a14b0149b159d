"""A file of JSON lines: every line whole, one object each, no key twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from screening.errors import ListError
from screening.sources.reading import Progress, decode_utf8, foreign_format, read_bytes

_EVERY = 1000
"""Lines between two reports of progress."""


def read_objects(path: Path, list_id: str, on_progress: Progress | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield every line's object with its number, counted from 1.

    Raises:
        ListError: the file is empty, of another format or not UTF-8, or a line is damaged, empty or cut.
    """
    data = read_bytes(path, list_id)
    kind = foreign_format(data)
    if kind != "a JSON file":
        raise ListError(
            f"this is {kind or 'a file that begins with no {'}, expected JSON lines", list_id=list_id, path=path
        )
    text = decode_utf8(data, path, list_id).removeprefix("\ufeff")
    lines = text.split("\n")
    if lines.pop().strip():
        problem = f"line {len(lines) + 1:,}, the last, has no line end: the file is cut"
        raise ListError(problem, list_id=list_id, path=path)
    done = 0
    for number, line in enumerate(lines, 1):
        try:
            yield number, _object(line)
        except (ValueError, RecursionError) as error:
            raise ListError(f"line {number:,} is damaged: {error}", list_id=list_id, path=path) from error
        done += len(line) + 1
        if on_progress and number % _EVERY == 0:
            on_progress(done, len(text))
    if on_progress:
        on_progress(len(text), len(text))


def _object(line: str) -> dict[str, Any]:
    """Read one line.

    Raises:
        ValueError: it is no JSON object, has a key twice, or a text in it is none.
    """
    found = json.loads(line, object_pairs_hook=_once, parse_constant=_no_constant)
    if not isinstance(found, dict):
        raise ValueError(f"expected an object, and it is {line[:40]!r}")
    if "\\u" in line:
        json.dumps(found, ensure_ascii=False).encode()  # half a letter, `\ud83d`, is no text
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} is there twice")
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number")
