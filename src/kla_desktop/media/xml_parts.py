"""XML inside ZIP containers, read as a stream and within bounds: the one way office files are opened here.

A part that brings a document type of its own is not read (entities, remote parts); a container may unfold to `MAX_XML`
bytes and `MAX_TEXT` characters in all, whatever its directory claims. Nothing is fetched and nothing written.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn, Self

from kla_desktop.model.capture import CaptureClaim

MAX_XML: Final = 64 << 20
"""Bytes of XML unfolded of one container."""
MAX_TEXT: Final = 2_000_000
"""Characters of text kept of one document."""
_MAX_DEPTH: Final = 500
_MAX_TAGS: Final = 1000
_BLOCK: Final = 64 << 10
Start = Callable[[str, Mapping[str, str]], object]
End = Callable[[str], object]


class HasDoctype(Exception):  # noqa: N818 - an answer, not an error
    """The part declares a document type."""


class Enough(Exception):  # noqa: N818 - an answer, not an error
    """A bound is reached; what was read so far is kept."""


class Parts:
    """An opened container. Raises what zipfile raises: nearly anything, on hostile bytes."""

    def __init__(self, data: bytes) -> None:
        import zipfile  # noqa: PLC0415 - in workers that see such files only

        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._archive.namelist())
        self._unfolded = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str, limit: int) -> bytes | None:
        """A small part whole, None if there is none or it is larger than `limit` bytes."""
        data = self.beginning(name, limit + 1) if name in self.names else None
        return data if data is not None and len(data) <= limit else None

    def beginning(self, name: str, limit: int) -> bytes:
        """The first `limit` bytes of a part. Raises KeyError for one that there is not."""
        with self._archive.open(name) as part:
            return part.read(limit)

    def walk(self, name: str, start: Start, end: End, words: Callable[[str], object]) -> None:
        """Tell the elements of a part by their local names. Raises HasDoctype, Enough, expat.ExpatError."""
        depth = 0

        names = _Locals()

        def opened(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MAX_DEPTH:
                raise Enough
            start(names[tag], attributes)

        def closed(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end(names[tag])

        from xml.parsers import expat  # noqa: PLC0415 - as above

        parser: Any = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.CharacterDataHandler = words
        with self._archive.open(name) as part:
            while block := part.read(_BLOCK):
                self._unfolded += len(block)
                if self._unfolded > MAX_XML:
                    raise Enough
                parser.Parse(block, False)
        parser.Parse(b"", True)


class _Locals(dict[str, str]):
    """Local names of tags; the few that occur are cut once."""

    def __missing__(self, tag: str) -> str:
        name = tag.rpartition(":")[2]
        if len(self) < _MAX_TAGS:
            self[tag] = name
        return name


class Gathered:
    """Text in pieces, up to MAX_TEXT characters; and when the document was made, as its properties say."""

    def __init__(self) -> None:
        self.made: tuple[CaptureClaim, ...] = ()
        self._parts: list[str] = []
        self._length = 0

    def add(self, words: str) -> None:
        """Append. Raises Enough."""
        self._parts.append(words)
        self._length += len(words)
        if self._length > MAX_TEXT:
            raise Enough

    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)


def local(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty if absent."""
    if name in attributes:
        return attributes[name]
    ending = f":{name}"
    return next((value for key, value in attributes.items() if key.endswith(ending)), "")


def _refuse(*_: object) -> NoReturn:
    raise HasDoctype
