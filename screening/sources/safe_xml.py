"""XML from outside, read entry by entry: no entities, no document types, nothing fetched, nothing left unread."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from screening.errors import ListError
from screening.sources.reading import Progress, decode_utf8, foreign_format, read_bytes

_STEP = 1 << 18


def local(tag: str) -> str:
    """Return a tag without its namespace.

    >>> local("{http://tempuri.org/sdnList.xsd}sdnEntry")
    'sdnEntry'
    """
    return tag.rpartition("}")[2]


@dataclass(slots=True)
class Node:
    """An element of which every child is to be taken; `finish` names those that nobody took."""

    element: Element
    _taken: set[str] = field(default_factory=set)

    def take(self, tag: str) -> str | None:
        """Return the text of the one child of this name, white space collapsed; `None` if absent or empty.

        Raises:
            ValueError: there are several, or it has children of its own.
        """
        found = self.take_all(tag)
        if len(found) > 1:
            raise ValueError(f"<{tag}> is there {len(found)} times, expected once")
        return found[0].text() if found else None

    def take_all(self, tag: str) -> list[Node]:
        """Return the children of this name."""
        self._taken.add(tag)
        return [Node(child) for child in self.element if local(child.tag) == tag]

    def take_attribute(self, name: str) -> str | None:
        """Return an attribute; `None` if it is absent or empty.

        >>> node = Node(Element("name", {"quality": "low"}))
        >>> node.take_attribute("quality"), node.take_attribute("lang"), node.finish()
        ('low', None, None)
        """
        return (self.element.attrib.pop(name, "") or "").strip() or None

    def rows(self, tag: str, inner: str) -> list[Node]:
        """Return the inner elements of `<tag><inner>…</inner>…</tag>`."""
        rows = []
        for outer in self.take_all(tag):
            rows += outer.take_all(inner)
            outer.finish()
        return rows

    def values(self, tag: str, inner: str) -> list[str]:
        """Return the texts of `<tag><inner>…</inner>…</tag>`, empty ones left out."""
        return [text for row in self.rows(tag, inner) if (text := row.text())]

    def text(self) -> str | None:
        """Return the element's own text, white space collapsed; `None` if it is empty.

        Raises:
            ValueError: it has children.
        """
        if len(self.element):
            raise ValueError(f"<{local(self.element.tag)}> has elements in it, expected text")
        return " ".join((self.element.text or "").split()) or None

    def finish(self) -> None:
        """Make sure that nothing is left.

        Raises:
            ValueError: a child, an attribute or a text was not taken.
        """
        name = local(self.element.tag)
        left = sorted({local(child.tag) for child in self.element} - self._taken)
        if left:
            raise ValueError(f"<{name}> has <{left[0]}> in it, which no rule takes")
        if self.element.attrib:
            raise ValueError(f"<{name}> has the attribute {min(self.element.attrib)!r}, which no rule takes")
        stray = [self.element.text] if len(self.element) else []
        for text in [*stray, *(child.tail for child in self.element)]:
            if text and text.strip():
                raise ValueError(f"<{name}> has the text {' '.join(text.split())[:40]!r} between its elements")


def fault_of(error: ParseError | DefusedXmlException) -> str:
    """Say what a parser found wrong with a file."""
    if isinstance(error, ParseError):
        line, column = error.position
        return f"the XML breaks off or is damaged at line {line}, column {column}: {error.msg}"
    return "it defines entities or a document type, which no official list does"


@dataclass(slots=True)
class EntryStream:
    """The entries of a file of the shape root → group → entry; each is forgotten once it has been read.

    `layout` names the groups and the entry of each. `root` has the root's attributes once reading has begun.

    Raises:
        ListError: while reading, where the file is empty, cut, no XML, or not of this layout.
    """

    path: Path
    list_id: str
    root_tag: str
    layout: Mapping[str, str]
    on_progress: Progress | None = None
    root: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Node]:
        data = read_bytes(self.path, self.list_id)
        kind = foreign_format(data)
        if kind is None or "XML" not in kind:
            raise self._error(f"this is {kind or 'no XML file'}, not the XML list")
        decode_utf8(data, self.path, self.list_id)
        stream = io.BytesIO(data)
        try:
            yield from self._entries(stream, len(data))
        except (ParseError, DefusedXmlException) as error:
            raise self._error(fault_of(error)) from error
        except (LookupError, ValueError) as error:
            raise self._error(f"its first line names an encoding that cannot be read: {error}") from error

    def _entries(self, stream: io.BytesIO, size: int) -> Iterator[Node]:
        path: list[Element] = []
        told = 0
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(element)
                self._check_place(path)
                continue
            path.pop()
            if len(path) == 2:
                yield Node(element)
                path[-1].clear()
            if self.on_progress and stream.tell() - told >= _STEP:
                told = stream.tell()
                self.on_progress(told, size)
        if self.on_progress:
            self.on_progress(size, size)

    def _check_place(self, path: list[Element]) -> None:
        name = local(path[-1].tag)
        if len(path) == 1:
            self._check_root(path[0])
        elif len(path) == 2 and name not in self.layout:
            raise self._error(f"<{name}> is no group known: expected {', '.join(self.layout)}")
        elif len(path) > 2:
            group = local(path[1].tag)
            entry = self.layout[group]
            if len(path) == 3 and name != entry:
                raise self._error(f"<{name}> stands in <{group}>, expected <{entry}>")
            if len(path) > 3 and name == entry:
                raise self._nested(entry)

    def _check_root(self, root: Element) -> None:
        self.root.update(root.attrib)
        if local(root.tag) != self.root_tag:
            raise self._error(f"the root is <{local(root.tag)}>, expected <{self.root_tag}>")

    def _nested(self, entry: str) -> ListError:
        return self._error(f"an entry <{entry}> stands in another: lines are missing between the two")

    def _error(self, problem: str) -> ListError:
        return ListError(problem, list_id=self.list_id, path=self.path)
