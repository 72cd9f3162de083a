"""Lists in XML by strangers: read as a stream, without entities, with limits on everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kla_desktop.transport.remote import MOST_NAMES, Stop

MOST_BYTES = 64 << 20
_MOST_TEXT = 64 << 10
_MOST_NODES = 500
_DEEPEST = 12
_LONGEST_TAG = 256


@dataclass(slots=True)
class Node:
    """An element: its name (`namespace name` or `name`), its text, what lies in it."""

    tag: str
    text: str = ""
    nodes: list["Node"] = field(default_factory=list)

    def find(self, *path: str) -> str | None:
        """Give the text of the first element along a path of tags."""
        node: Node | None = self
        for tag in path:
            node = next((below for below in node.nodes if below.tag == tag), None) if node else None
        return node.text.strip() if node else None

    def all(self, tag: str) -> Iterator["Node"]:
        """Give the elements right below with a tag."""
        return (node for node in self.nodes if node.tag == tag)


def records(chunks: Iterable[bytes], roots: frozenset[str], tags: frozenset[str]) -> Iterator[Node]:
    """Give each element named in `tags` right below the root, as a small tree. Raises Stop for anything else."""
    reader = _Reader(roots, tags)
    seen = 0
    for chunk in chunks:
        seen += len(chunk)
        if seen > MOST_BYTES:
            raise Stop("a listing is too long")
        reader.feed(chunk)
        yield from reader.take()
    reader.feed(b"", end=True)
    yield from reader.take()


class _Reader:
    def __init__(self, roots: frozenset[str], tags: frozenset[str]) -> None:
        self._roots, self._tags = roots, tags
        self._open: list[Node] = []
        self._depth = self._nodes = self._records = 0
        self._ready: list[Node] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ProcessingInstructionHandler = self._refuse

    def feed(self, data: bytes, *, end: bool = False) -> None:
        try:
            self._parser.Parse(data, end)
        except (expat.ExpatError, ValueError) as error:
            raise Stop("a listing is no XML") from error

    def take(self) -> list[Node]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST or len(tag) > _LONGEST_TAG:
            raise Stop("a listing is too deep")
        if self._depth == 1 and tag not in self._roots:
            raise Stop("another document than a listing")
        if self._open:
            self._nodes += 1
            if self._nodes > _MOST_NODES:
                raise Stop("an entry of a listing is too large")
            node = Node(tag)
            self._open[-1].nodes.append(node)
            self._open.append(node)
        elif self._depth == 2 and tag in self._tags:  # noqa: PLR2004 - right below the root
            self._nodes, self._records = 0, self._records + 1
            if self._records > MOST_NAMES + 1:
                raise Stop("too many names in a listing")
            self._open = [Node(tag)]

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self._ready.append(node)

    def _text(self, text: str) -> None:
        if self._open:
            node = self._open[-1]
            if len(node.text) + len(text) > _MOST_TEXT:
                raise Stop("a text in a listing is too long")
            node.text += text

    def _refuse(self, *_: object) -> None:
        raise Stop("a listing declares what no listing needs")
