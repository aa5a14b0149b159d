"""OFAC's XML files, read element by element in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse

from screening.errors import ListError
from screening.sources.reading import Progress
from screening.sources.safe_xml import Node, fault_of, local

MAX_BYTES = 1 << 30
"""A larger file is refused: the largest that OFAC publishes is about a tenth of this."""
_STEP = 1 << 20
_HEAD = 1 << 16


def attribute(node: Node, name: str) -> str:
    """Take an attribute that has to be there.

    >>> node = Node(Element("Alias", {"Primary": "true"}))
    >>> attribute(node, "Primary"), node.finish()
    ('true', None)

    Raises:
        ValueError: it is not, or says nothing.
    """
    value = node.take_attribute(name)
    if value is None:
        raise ValueError(f"<{local(node.element.tag)}> has no {name}")
    return value


def yes_or_no(text: str | None, what: str) -> bool:
    """Return what `true` or `false` stands for.

    >>> yes_or_no("true", "Primary")
    True

    Raises:
        ValueError: the text is neither.
    """
    if text not in ("true", "false"):
        raise ValueError(f"{what} is {text!r}, expected true or false")
    return text == "true"


def only(nodes: list[Node], tag: str) -> Node:
    """Return the one node of several that has to be there alone.

    Raises:
        ValueError: there are none or several.
    """
    if len(nodes) != 1:
        raise ValueError(f"<{tag}> is there {len(nodes)} times, expected once")
    return nodes[0]


def root_of(path: Path, list_id: str) -> str:
    """Return the root element's name, without its namespace, from the beginning of the file.

    Raises:
        ListError: it does not begin as XML does, or has a document type.
    """
    stack = next(ElementStream(path, list_id, None, frozenset()).starts())
    return local(stack[0].tag)


@dataclass(slots=True)
class ElementStream:
    """The elements of a file that stand at given places; each is forgotten once it has been read.

    `entries` are the places below the root, as `entities/entity`. Above them nothing else may stand. The text is read
    as UTF-8, whatever the first line says: that is what OFAC writes.

    Raises:
        ListError: while reading, where the file is empty, too large, cut, no XML, or has something at another place.
    """

    path: Path
    list_id: str
    root_tag: str | None
    """`None` for whatever it is."""
    entries: frozenset[str]
    on_progress: Progress | None = None
    _pending: Element | None = field(default=None, init=False)
    """The last entry: the text behind it is known only once the next event has come."""

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        containers = {
            "/".join(entry.split("/")[:depth]) for entry in self.entries for depth in range(entry.count("/") + 1)
        }
        inside = 0
        for stack, ended in self._events():
            if inside and not (ended is not None and len(stack) == inside):
                continue
            place = "/".join(local(element.tag) for element in stack[1:])
            if ended is None:
                self._check_place(stack, place, containers)
                inside = len(stack) if place in self.entries else 0
            elif inside:
                yield place, Node(ended)
                self._forget(ended, stack[-2])
                inside = 0
            elif ended.text and ended.text.strip():
                raise self._error(f"<{local(ended.tag)}> has the text {ended.text.strip()[:40]!r} between its elements")

    def starts(self) -> Iterator[list[Element]]:
        """Yield the open elements, root first, whenever one begins."""
        return (stack for stack, ended in self._events() if ended is None)

    def _events(self) -> Iterator[tuple[list[Element], Element | None]]:
        try:
            size = self.path.stat().st_size
            with self.path.open("rb") as file:
                self._check_bytes(file, size)
                yield from self._parse(file, size)
        except OSError as error:
            raise self._error(f"the file cannot be read: {error.strerror}") from error
        except (ParseError, DefusedXmlException) as error:
            raise self._error(fault_of(error)) from error

    def _check_bytes(self, file: BinaryIO, size: int) -> None:
        if not file.read(_HEAD).strip():
            raise self._error(f"the file is empty ({size} bytes)")
        if size > MAX_BYTES:
            raise self._error(f"the file has {size:,} bytes, and no list of OFAC's has more than {MAX_BYTES:,}")
        file.seek(0)

    def _parse(self, file: BinaryIO, size: int) -> Iterator[tuple[list[Element], Element | None]]:
        parser = DefusedXMLParser(target=TreeBuilder(), encoding="utf-8", forbid_dtd=True)
        stack: list[Element] = []
        told = 0
        for event, element in iterparse(file, events=("start", "end"), parser=parser):
            if self._pending is not None:
                self._check_tail(self._pending)
                self._pending = None
            if event == "start":
                stack.append(element)
                yield stack, None
            else:
                yield stack, element
                stack.pop()
            if self.on_progress and file.tell() - told >= _STEP:
                told = file.tell()
                self.on_progress(told, size)
        if self.on_progress:
            self.on_progress(size, size)

    def _check_place(self, stack: list[Element], place: str, containers: set[str]) -> None:
        name = local(stack[-1].tag)
        if len(stack) == 1:
            if name != self.root_tag:
                raise self._error(f"the root is <{name}>, expected <{self.root_tag}>")
        elif place not in containers and place not in self.entries:
            raise self._error(f"<{name}> stands in <{local(stack[-2].tag)}>, where no rule takes it")

    def _forget(self, entry: Element, parent: Element) -> None:
        tail = entry.tail
        entry.clear()
        entry.tail = tail
        parent.remove(entry)
        self._pending = entry

    def _check_tail(self, element: Element) -> None:
        if element.tail and element.tail.strip():
            text = " ".join(element.tail.split())[:40]
            raise self._error(f"there is the text {text!r} behind a <{local(element.tag)}>")

    def _error(self, problem: str) -> ListError:
        return ListError(problem, list_id=self.list_id, path=self.path)
