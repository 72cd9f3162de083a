"""Text of rich text (RTF) and web pages (HTML): words only, no styles, no scripts, nothing fetched."""

import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset((
    "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr",
    "section", "article", "header", "footer", "title", "dt", "dd", "option", "figcaption",
))  # fmt: skip
_CELLS: Final = frozenset(("td", "th"))
_HIDDEN: Final = frozenset(("script", "style", "noscript", "template", "svg", "object", "head"))
_SPACES: Final = re.compile(r"\s+")
_TOO_MANY: Final = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MAX_RTF, _MAX_RTF_TEXT = 64 << 20, 6 << 20
_BINARY: Final = re.compile(r"[0-9a-fA-F\s]{200,}")
_STRAY_STARS: Final = re.compile(r"(\\\\|\{\s*\\\*)|\\\*")
"""`\\*` hides a group only at its beginning; StarOffice put it in the middle, before words that are to be read."""
_ASIDES: Final = re.compile(r"\{\s*\\(?:(?:header|footer)[lrf]?|footnote)(?![a-z\d-])")
"""Letterheads and notes, which striprtf leaves out."""


def html_charset(data: bytes) -> str | None:
    """The encoding a page says it has."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def html_text(page: str, limit: int) -> str:
    """The words of a page, blocks as lines, table cells divided by tabs; about `limit` characters at most."""
    teller = _Page(limit)
    try:
        teller.feed(page)
        teller.close()
    except _Full:
        pass
    return _TOO_MANY.sub("\n", "".join(teller.parts)).strip()


class _Full(Exception):  # noqa: N818 - an answer, not an error
    pass


class _Page(HTMLParser):
    def __init__(self, limit: int) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._left = limit
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "body":
            self._hidden.clear()
        elif tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "title":
            self._hidden = [hidden for hidden in self._hidden if hidden != "head"]
        self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in _CELLS:
            self.parts.append("\t")
        self._edge(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.parts.append(_SPACES.sub(" ", data))
        self._left -= len(data)
        if self._left < 0:
            raise _Full

    def _edge(self, tag: str) -> None:
        if tag in _BLOCKS and not self._hidden:
            self.parts.append("\n")


def rtf_text(data: bytes) -> str:
    """The words of an RTF file. Raises whatever striprtf does on damage."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - in workers only, on first use

    source = _BINARY.sub("", data[:_MAX_RTF].decode("latin-1"))  # pictures and objects in hexadecimal
    source = _ASIDES.sub(r"{\\par ", _STRAY_STARS.sub(r"\1", source[:_MAX_RTF_TEXT]))
    text: str = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    return text
