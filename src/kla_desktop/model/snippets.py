"""The piece of a text in which the words of a query stand, with the words marked."""

import re
from collections.abc import Iterable, Sequence

from kla_desktop.model.search_words import folded

BEGIN, END = "\x02", "\x03"
"""Stand around each found word."""
_WIDTH = 110
_LOOKED_AT = 200
_MARKS = str.maketrans("", "", BEGIN + END)
Wanted = tuple[tuple[str, ...], bool]
"""Words beside each other, and whether the last one is only a beginning."""
Mark = tuple[tuple[str, ...], str]
"""Words to be marked, and what may stand around them: "" nothing, "after" or "around" more letters."""


def pattern_of(terms: Sequence[Iterable[Mark]]) -> re.Pattern[str] | None:
    """Make the pattern that finds any of the wanted words; each term is a group, to see which were found."""
    groups = []
    for term in terms:
        ways = [_way(words, room) for words, room in term]
        if ways:
            groups.append(f"({'|'.join(sorted(ways, key=len, reverse=True))})")
    return re.compile("|".join(groups)) if groups else None


def _way(words: tuple[str, ...], room: str) -> str:
    before = r"(?<!\d)" if words[0].isdigit() else r"(?<![^\W\d_])"
    if room == "around":
        before = r"[^\W_]*"
    after = r"[^\W_]*" if room else r"(?!\d)" if words[-1].isdigit() else r"(?![^\W\d_])"
    return before + r"[\W_]*".join(re.escape(word) for word in words) + after


def snippet(pattern: re.Pattern[str] | None, text: str) -> str:
    """Cut the piece with most of the wanted words out of a text; "" where none stands in it."""
    if pattern is None or not text:
        return ""
    text = text.translate(_MARKS)
    plain = _plain(text)
    found = []
    for match in pattern.finditer(plain):
        found.append((match.start(), match.end(), match.lastindex))
        if len(found) == _LOOKED_AT:
            break
    if not found:
        return ""
    start = max(range(len(found)), key=lambda one: (_variety(found, one), -one))
    first = found[start][0]
    last = max(end for begin, end, _ in found[start:] if end <= first + _WIDTH or begin == first)
    spare = max(0, _WIDTH - (last - first)) // 2
    begin, end = _whole_words(text, max(0, first - spare), min(len(text), last + spare), first, last)
    return _marked(text, begin, end, [(a, b) for a, b, _ in found if a >= begin and b <= end])


def marked(pattern: re.Pattern[str] | None, text: str) -> str:
    """Mark the wanted words in a short text, such as a title, and leave it whole."""
    text = text.translate(_MARKS)
    found = [match.span() for match in pattern.finditer(_plain(text))] if pattern else []
    return _marked(text, 0, len(text), found)


def _variety(found: Sequence[tuple[int, int, int | None]], one: int) -> int:
    begin = found[one][0]
    return len({group for start, end, group in found[one : one + 20] if end <= begin + _WIDTH or start == begin})


def _whole_words(text: str, begin: int, end: int, first: int, last: int) -> tuple[int, int]:
    if first <= _WIDTH // 3:
        begin = 0
    if begin:
        blank = text.find(" ", begin, first)
        begin = blank + 1 if blank >= 0 else begin
    if end < len(text):
        blank = text.rfind(" ", last, end)
        end = blank if blank >= 0 else end
    return begin, end


def _marked(text: str, begin: int, end: int, found: Iterable[tuple[int, int]]) -> str:
    parts, at = [], begin
    for start, stop in found:
        if start < at:
            continue
        parts += [text[at:start], BEGIN, text[start:stop], END]
        at = stop
    parts.append(text[at:end])
    piece = " ".join("".join(parts).split())
    return ("…" if begin > 0 else "") + piece + ("…" if end < len(text) else "")


def _plain(text: str) -> str:
    """Fold letter by letter, so that places in the text stay where they are."""
    return text.lower() if text.isascii() else "".join(map(_base, text))


def _base(char: str) -> str:
    if char.isascii():
        return char.lower()
    base = folded(char)
    return base if len(base) == 1 else char
