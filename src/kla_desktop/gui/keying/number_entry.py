"""Turns digits into indicator numbers: every indicator costs one or two keys. Pure; no Qt.

A first digit that no two-digit number begins with commits at once; the others wait for the second digit, and Enter
commits them as they are. With the 24 indicators of 2022: 3 to 9 at once, 0, 1 and 2 wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a key led to: a `number` to tag with, or a number that does not exist (`unknown`), or neither."""

    number: int | None = None
    unknown: str = ""


class NumberEntry:
    """Remembers the half-typed number and whether `+` was pressed before it."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = frozenset(numbers)
        self._typed = ""
        self._adding = False

    @property
    def typed(self) -> str:
        """The first digit while the second is awaited, else ""."""
        return self._typed

    @property
    def adding(self) -> bool:
        """Whether the next number is added without moving on."""
        return self._adding

    @property
    def is_idle(self) -> bool:
        """True while nothing has been begun."""
        return not self._typed and not self._adding

    def matches(self, number: int) -> bool:
        """Whether a number may still come of what was typed."""
        return bool(self._typed) and (f"{number:02d}".startswith(self._typed) or str(number) == self._typed)

    def digit(self, digit: str) -> Keyed:
        """Take a digit."""
        text = self._typed + digit
        if len(text) == 1 and self._waits(digit):
            self._typed = text
            return Keyed()
        self._typed = ""
        return self._keyed(text)

    def plus(self) -> None:
        """Let the next number be added; pressed again, let it not."""
        self._adding = not self._adding
        self._typed = ""

    def enter(self) -> Keyed:
        """Commit the one digit that was typed."""
        text, self._typed = self._typed, ""
        return self._keyed(text)

    def clear(self) -> None:
        """Forget what was begun."""
        self._typed, self._adding = "", False

    def take_adding(self) -> bool:
        """Return whether the number just committed is an addition, and forget it."""
        adding, self._adding = self._adding, False
        return adding

    def _waits(self, digit: str) -> bool:
        first = int(digit)
        return first == 0 or any(number // 10 == first for number in self._numbers if number >= 10)

    def _keyed(self, text: str) -> Keyed:
        number = int(text) if text else 0
        return Keyed(number) if number in self._numbers else Keyed(unknown=text)
