"""How sync paces itself: when to try again, and how large the parts of an upload are. Pure rules.

A hub in trouble is asked at most eight times an hour, however the chance falls; what moves something starts afresh.
"""

FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0
_GROWTH, _JITTER = 3.0, 0.3
MOST_WAIT_ASKED = 6 * 3600.0
"""Seconds: a server that asks for a longer pause (Retry-After) is asked again after this."""

SLOWEST_PART, LARGEST_PART, UNKNOWN_PART = 256 << 10, 16 << 20, 1 << 20
"""Bytes: on very slow links, on fast ones, and before anything is known (nginx takes 1 MiB in its default settings)."""
_SECONDS_A_PART = 10.0


def wait_after(tries: int, chance: float, asked: float | None = None) -> float:
    """Seconds to wait after `tries` rounds in a row that moved nothing. `chance` in 0…1; `asked` is Retry-After.

    The waits are 30, 90, 270, 810, 900, 900 … seconds, each up to 30 % longer: seven tries in the first hour, four in
    each that follows.
    """
    grown = min(FIRST_WAIT * _GROWTH ** min(max(tries - 1, 0), 10), LONGEST_WAIT)
    own = grown * (1 + _JITTER * chance)
    return max(own, min(asked or 0.0, MOST_WAIT_ASKED))


def part_size_for(speed: float, most: int = 0) -> int:
    """Bytes of a part for a link of `speed` bytes a second (0: unknown): some ten seconds' worth, a power of two.

    `most`: what the hub is known to take, if it refused a larger part.
    """
    wanted = UNKNOWN_PART
    if speed > 0:
        wanted = SLOWEST_PART
        while wanted < LARGEST_PART and wanted * 2 <= speed * _SECONDS_A_PART:
            wanted *= 2
    return min(wanted, most) if most else wanted


def smoothed(before: float, size: int, seconds: float) -> float:
    """Take one more part into the measured speed (bytes a second)."""
    now = size / max(seconds, 1e-3)
    return now if before <= 0 else before * 0.7 + now * 0.3
