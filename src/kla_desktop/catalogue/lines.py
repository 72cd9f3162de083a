"""On which line of a TOML file a value stands, found only once something is wrong (tomllib does not tell)."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Way to a value: keys and positions in arrays, such as ("indicator", 3, "slot", 0, "kind")."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<rest>[^\n])",
    re.DOTALL,
)
_KEY = r"""((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)"""
_ARRAY_HEADER = re.compile(rf"\s*\[\[\s*{_KEY}\s*\]\]")
_TABLE_HEADER = re.compile(rf"\s*\[\s*{_KEY}\s*\]")
_ASSIGNMENT = re.compile(rf"\s*{_KEY}\s*=")


def line_of(text: str, path: Path) -> int:
    """Return the line (from 1) of the value at `path`, or of the nearest thing around it that has one."""
    places = _places(text)
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return 1


def key_on(text: str, line: int) -> str:
    """Return the key that is set on that line, or ""; for files too broken to parse."""
    lines = text.split("\n")
    match = _ASSIGNMENT.match(lines[line - 1]) if 0 < line <= len(lines) else None
    return match[1] if match else ""


def _places(text: str) -> dict[Path, int]:
    places: dict[Path, int] = {}
    sizes: dict[Path, int] = {}
    table: Path = ()

    def newest(parts: list[str]) -> Path:
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in sizes:
                path = (*path, sizes[path] - 1)
        return path

    for number, line in _statements(text):
        if match := _ARRAY_HEADER.match(line):
            parts = _parts(match[1])
            array = (*newest(parts[:-1]), parts[-1])
            table = (*array, sizes.get(array, 0))
            sizes[array] = sizes.get(array, 0) + 1
            places.setdefault(table, number)
        elif match := _TABLE_HEADER.match(line):
            table = newest(_parts(match[1]))
            places.setdefault(table, number)
        elif match := _ASSIGNMENT.match(line):
            places.setdefault((*table, *_parts(match[1])), number)
    return places


def _parts(key: str) -> list[str]:
    return [bare or quoted[1:-1] for quoted, bare in re.findall(r"""("[^"]*"|'[^']*')|([A-Za-z0-9_-]+)""", key)]


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that start a statement: not those inside a bracket or a string of several lines."""
    lines = text.split("\n")
    number, depth = 1, 0
    yield 1, lines[0]
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "newline":
            number += 1
            if depth == 0:
                yield number, lines[number - 1]
        elif token.lastgroup == "string":
            number += token[0].count("\n")
        elif token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth = max(0, depth - 1)
