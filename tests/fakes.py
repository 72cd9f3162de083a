"""Stand-ins for the outside world, written by hand against the protocols of `system`."""

from datetime import UTC, datetime, timedelta

from kla_desktop.system.tools import Tools, uuid7

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""The moment at which most tests happen."""


class FixedClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, at: datetime = START) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self._now = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> datetime:
        """Go on by what `timedelta` takes (`seconds=5`, `days=-1`) and return the new time."""
        self._now += timedelta(**duration)
        return self._now


class CountingIds:
    """Valid UUIDs of version 7 that count upwards, so that they are known beforehand and sort in the order made.

    Two stations in one test take different `series`, or they would give two things one name.
    """

    def __init__(self, series: int = 0) -> None:
        self._series = series
        self._made = 0

    def __call__(self) -> str:
        self._made += 1
        return self.numbered(self._made)

    def numbered(self, number: int) -> str:
        """Return the id that the `number`th call gives (from 1)."""
        return uuid7(START, self._series << 40 | number)


def fixed_tools(at: datetime = START, series: int = 0) -> Tools:
    """Return tools without surprises: a standing clock and counted ids."""
    return Tools(clock=FixedClock(at), new_id=CountingIds(series))
