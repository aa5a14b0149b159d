"""The scorecard as one HTML page that needs nothing beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.quality.card import HEADER

_STYLE = """
body { font: 14px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1em; color: #222 }
table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums }
th { position: sticky; top: 0; background: #fff; text-align: left; border-bottom: 1px solid #999; padding: .2em .6em }
td { padding: .1em .6em; border-bottom: 1px solid #eee; white-space: nowrap }
tr.reached td:nth-last-child(1) { color: #1b7837 } tr.missed td { background: #fdf0ef }
img { max-width: 100%; margin: 1em 0 }
"""
_SHOWN = HEADER[:-2]
"""Split and policy are the same in every line and stand on top."""


def render_page(lines: Sequence[tuple[str, ...]], about: str, pictures: Sequence[Path]) -> str:
    """Return the page: what was measured, the pictures, and every line; what misses its mark is tinted."""
    shown = "\n".join(
        f'<img alt="{path.stem}" src="data:image/png;base64,{b64encode(path.read_bytes()).decode()}">'
        for path in pictures
    )
    head = "".join(f"<th>{escape(name)}</th>" for name in _SHOWN)
    body = "\n".join(map(_line, sorted(lines)))
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Scorecard</title><style>{_STYLE}</style>\n'
        f"<h1>Scorecard</h1>\n<p>{escape(about)}</p>\n{shown}\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></html>\n"
    )


def _line(cells: Sequence[str]) -> str:
    reached = cells[HEADER.index("reached")]
    name = {"reached": "reached", "not reached": "missed"}.get(reached, "")
    row = "".join(f"<td>{escape(cell)}</td>" for cell in cells[: len(_SHOWN)])
    return f'<tr class="{name}">{row}</tr>'
