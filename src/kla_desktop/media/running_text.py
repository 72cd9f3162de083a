"""Running text of word processors and slides (OOXML, OpenDocument): a paragraph a line, table rows as lines."""

import re
from collections.abc import Mapping
from typing import Final

from kla_desktop.media.xml_parts import Gathered, Parts, local
from kla_desktop.model.evidence_kind import MediaKind

_PARTS: Final = {
    MediaKind.DOCX: re.compile(r"word/(?:document\d*|(?:foot|end)notes|comments|header\d*|footer\d*)\.xml\Z"),
    MediaKind.PPTX: re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml\Z"),
    MediaKind.ODT: re.compile(r"(?:content|styles)\.xml\Z"),
    MediaKind.ODP: re.compile(r"(?:content|styles)\.xml\Z"),
}
KINDS: Final = frozenset(_PARTS)
_MAX_PARTS: Final = 500
_MAX_SPACES: Final = 100
_FIRST: Final = re.compile(r"(?:document\d*|content|slide\d+)\.xml\Z")
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_PASSED_OVER: Final = frozenset(("Fallback", "tracked-changes", "instrText", "delText", "sequence-decls", "annotation"))
_BREAKS: Final = frozenset(("br", "cr", "line-break"))


def read_running_text(parts: Parts, kind: MediaKind, into: Gathered) -> None:
    """Gather the words of all text parts, the body first. Raises as `Parts.walk`."""
    names = sorted(
        (name for name in parts.names if _PARTS[kind].match(name)),
        key=lambda name: (_FIRST.search(name) is None, len(name), name),
    )
    teller = _Odf(into) if kind in {MediaKind.ODT, MediaKind.ODP} else _Ooxml(into)
    for name in names[:_MAX_PARTS]:
        teller.begin()
        parts.walk(name, teller.start, teller.end, teller.words)
        into.add("\n")


class _Teller:
    """Turns elements into lines; inside a table row, cells stand beside each other."""

    def __init__(self, into: Gathered) -> None:
        self._into = into
        self.begin()

    def begin(self) -> None:
        """A new part."""
        self._wanted = self._hidden = self._rows = 0

    def _opened(self, name: str) -> bool:
        """Keep count of what is passed over; True where the element counts."""
        if self._hidden or name in _PASSED_OVER:
            self._hidden += 1
            return False
        return True

    def _paragraph_ends(self) -> None:
        self._into.add(" " if self._rows else "\n")

    def _row(self, by: int) -> None:
        self._rows += by
        if by < 0 and not self._rows:
            self._into.add("\n")

    def _cell_ends(self) -> None:
        self._into.add("\t" if self._rows else "\n")


class _Ooxml(_Teller):
    """Words stand in `t`."""

    def start(self, name: str, _: Mapping[str, str]) -> None:
        if not self._opened(name):
            return
        if name == "t":
            self._wanted += 1
        elif name == "tab":
            self._into.add("\t")
        elif name in _BREAKS:
            self._paragraph_ends()
        elif name == "noBreakHyphen":
            self._into.add("-")
        elif name == "tr":
            self._row(1)

    def end(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif name == "t":
            self._wanted -= 1
        elif name == "p":
            self._paragraph_ends()
        elif name == "tc":
            self._cell_ends()
        elif name == "tr":
            self._row(-1)

    def words(self, words: str) -> None:
        if self._wanted > 0 and not self._hidden:
            self._into.add(words)


class _Odf(_Teller):
    """Words stand in `p` and `h`, white space as in HTML."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._opened(name):
            return
        if name in {"p", "h"}:
            self._wanted += 1
        elif name == "tab":
            self._into.add("\t")
        elif name == "s":
            count = local(attributes, "c")
            self._into.add(" " * (min(int(count), _MAX_SPACES) if count.isdecimal() and len(count) < 8 else 1))  # noqa: PLR2004 - a number of spaces
        elif name in _BREAKS:
            self._paragraph_ends()
        elif name == "table-row":
            self._row(1)

    def end(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif name in {"p", "h"}:
            self._wanted -= 1
            self._paragraph_ends()
        elif name == "table-cell":
            self._cell_ends()
        elif name == "table-row":
            self._row(-1)

    def words(self, words: str) -> None:
        if self._wanted > 0 and not self._hidden:
            self._into.add(_SPACES.sub(" ", words))
