"""XML lists in which the entries stand right under the root: SECO's and Canada's."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from screening.sources.safe_xml import EntryStream, Node, local

_Meaning = TypeVar("_Meaning")
_STEP = 1 << 18


@dataclass(slots=True)
class FlatStream(EntryStream):
    """The entries of a file of the shape root → entry; `layout` has the tags of entries, each with what it is."""

    def _entries(self, stream: io.BytesIO, size: int) -> Iterator[Node]:
        path: list[Element] = []
        between: list[Element] = []
        told = 0
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                if len(path) == 1:
                    self._check_between([path[0], *between])
                    between.clear()
                path.append(element)
                self._check_place(path)
                continue
            path.pop()
            if len(path) == 1:
                yield Node(element)
                path[0].remove(element)
                tail = element.tail  # text behind it: there by now, or set later, as the file comes in pieces
                element.clear()
                element.tail = tail
                between.append(element)
            if self.on_progress and stream.tell() - told >= _STEP:
                told = stream.tell()
                self.on_progress(told, size)
        self._check_between(between)
        if self.on_progress:
            self.on_progress(size, size)

    def _check_place(self, path: list[Element]) -> None:
        name = local(path[-1].tag)
        if len(path) == 1:
            self._check_root(path[0])
        elif len(path) == 2 and name not in self.layout:
            raise self._error(f"<{name}> stands in <{self.root_tag}>, expected {' or '.join(self.layout)}")
        elif len(path) > 2 and name in self.layout:
            raise self._nested(name)

    def _check_between(self, before: list[Element]) -> None:
        """Refuse text between the entries: in the root before the first, or behind an entry that has been read."""
        for text in (element.text if local(element.tag) == self.root_tag else element.tail for element in before):
            if text and text.strip():
                raise self._error(f"there is the text {' '.join(text.split())[:40]!r} between its entries")


def code_of(node: Node, name: str, known: Mapping[str, _Meaning]) -> _Meaning:
    """Take an attribute that is one of a closed set of codes, and return what the code means.

    >>> code_of(Node(Element("name", {"quality": "low"})), "quality", {"good": "strong", "low": "weak"})
    'weak'

    Raises:
        ValueError: it is absent, or no code of the set.
    """
    code = node.take_attribute(name)
    if code is None or code not in known:
        tag = local(node.element.tag)
        raise ValueError(f"the {name} {code!r} of <{tag}> is unknown: expected {', '.join(known)}")
    return known[code]
