"""A TOML table read key by key, so that every mistake is known by its place in the file."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from kla_desktop.catalogue.lines import Path
from kla_desktop.model.catalogue import CatalogueFault, Text

Word = TypeVar("Word", bound=str)
MAX_TEXT = 1000
"""Longest text in a catalogue, in characters: more is a mistake or an attack on the screens."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class FaultAt(Exception):  # noqa: N818 - says where
    """A mistake, at a path of the file; `given` is the word found there, if that helps."""

    def __init__(self, path: Path, why: CatalogueFault, given: str = "") -> None:
        super().__init__(why.value)
        self.path = path
        self.why = why
        self.given = given


class Table:
    """One table of the file. Every reader raises FaultAt for a missing, mistyped or unfit value."""

    def __init__(self, values: Mapping[str, Any], path: Path, known: Iterable[str]) -> None:
        self._values = values
        self.path = path
        allowed = set(known)
        for key in values:
            if key not in allowed:
                raise FaultAt((*path, key), CatalogueFault.UNKNOWN_KEY, key)

    def fault(self, key: str, why: CatalogueFault, given: str = "") -> FaultAt:
        """Return the mistake to raise about one key."""
        return FaultAt((*self.path, key), why, given)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text that says something: not empty, no control characters, at most MAX_TEXT characters."""
        if default is not None and key not in self._values:
            return default
        return self._said(key, self._value(key, str))

    def slug(self, key: str) -> str:
        """Read a short name of small letters, digits and single hyphens."""
        found = self.text(key)
        if not _SLUG.fullmatch(found):
            raise self.fault(key, CatalogueFault.BAD_VALUE, found)
        return found

    def one_of(self, key: str, words: Iterable[Word], default: Word | None = None) -> Word:
        """Read one of the given words."""
        if default is not None and key not in self._values:
            return default
        found = self.text(key)
        for word in words:
            if found == word:
                return word
        raise self.fault(key, CatalogueFault.BAD_VALUE, found)

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; a missing one is empty."""
        return tuple(self._said(key, self._typed(key, each, str)) for each in self._list(key))

    def whole(self, key: str, low: int, high: int) -> int:
        """Read a whole number between the bounds."""
        return self._bounded(key, self._value(key, int), low, high)

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """Read a list of at least one whole number, all between the bounds."""
        found = tuple(self._bounded(key, self._typed(key, each, int), low, high) for each in self._list(key))
        if not found:
            raise self.fault(key, CatalogueFault.BAD_VALUE if self.has(key) else CatalogueFault.MISSING_KEY)
        return found

    def points(self, key: str) -> float | None:
        """Read a number above zero, or None if the key is not there."""
        if key not in self._values:
            return None
        value = self._values[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(key, CatalogueFault.WRONG_TYPE)
        if not (0 < value < math.inf):
            raise self.fault(key, CatalogueFault.BAD_VALUE, str(value))
        return float(value)

    def day(self, key: str) -> date:
        """Read a date without a time."""
        found: date = self._value(key, date)
        if isinstance(found, datetime):
            raise self.fault(key, CatalogueFault.WRONG_TYPE)
        return found

    def pair(self, key: str) -> Text | None:
        """Read { id = …, en = … }, or None if the key is not there."""
        return self._pair(key, self._values[key], (*self.path, key)) if key in self._values else None

    def pairs(self, key: str) -> tuple[Text, ...]:
        """Read a list of { id = …, en = … }; a missing one is empty."""
        return tuple(self._pair(key, each, (*self.path, key, n)) for n, each in enumerate(self._list(key)))

    def tables(self, key: str, known: Iterable[str]) -> tuple["Table", ...]:
        """Read [[key]] tables; none is allowed."""
        allowed = frozenset(known)
        return tuple(
            Table(self._typed(key, each, dict), (*self.path, key, n), allowed) for n, each in enumerate(self._list(key))
        )

    def inner(self, key: str, known: Iterable[str] | None = None) -> "Table":
        """Read a table, of free keys unless they are named; a missing one is empty."""
        raw = self._typed(key, self._values.get(key, {}), dict)
        return Table(raw, (*self.path, key), raw if known is None else known)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are there."""
        return tuple(self._values)

    def mapping(self, key: str) -> dict[str, str]:
        """Read a table of free keys with text values; a missing one is empty."""
        inner = self.inner(key)
        return {name: inner.text(name) for name in inner.keys}

    def _value(self, key: str, kind: type[Any]) -> Any:
        if key not in self._values:
            raise self.fault(key, CatalogueFault.MISSING_KEY)
        return self._typed(key, self._values[key], kind)

    def _typed(self, key: str, value: Any, kind: type[Any]) -> Any:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fault(key, CatalogueFault.WRONG_TYPE)
        return value

    def _list(self, key: str) -> list[Any]:
        found: list[Any] = self._typed(key, self._values.get(key, []), list)
        return found

    def _said(self, key: str, value: str) -> str:
        if not value.strip() or len(value) > MAX_TEXT or _CONTROL.search(value):
            raise self.fault(key, CatalogueFault.BAD_VALUE)
        return value

    def _bounded(self, key: str, value: int, low: int, high: int) -> int:
        if not low <= value <= high:
            raise self.fault(key, CatalogueFault.BAD_VALUE, str(value)[:20])
        return value

    def _pair(self, key: str, value: Any, path: Path) -> Text:
        table = Table(self._typed(key, value, dict), path, ("id", "en"))
        return Text(table.text("id"), table.text("en"))
