"""Time and chance, brought in by the front door so that tests can hand in their own."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where operations take the time from."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC."""


class SystemClock:
    """The laptop's own clock; may be wrong, so nothing but display relies on it."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place


def uuid7(now: datetime, random_bits: int) -> str:
    """Build a UUID of version 7 (RFC 9562 section 5.7) from a time and 74 random bits."""
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    rand_a, rand_b = (random_bits >> 62) & 0xFFF, random_bits & ((1 << 62) - 1)
    value = millis << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def fresh_id() -> str:
    """Return a new UUIDv7 of this moment."""
    return uuid7(SystemClock().now(), secrets.randbits(74))


@dataclass(frozen=True, slots=True)
class Tools:
    """The outside world in one frozen value."""

    clock: Clock = field(default_factory=SystemClock)
    new_id: Callable[[], str] = fresh_id
