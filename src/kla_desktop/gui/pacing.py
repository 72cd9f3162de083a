"""How often what is shown is read again while files come in by the thousand: never more than a share of the time."""

from typing import Final

_SHARE: Final = 8
_LONGEST_MS: Final = 5000


def rest_ms(took: float, least: int) -> int:
    """Milliseconds between two readings of which the last took so many seconds: `least`, longer for what is slow.

    A list of 30,000 that is read twice a second would leave no time for what it is read again for.
    """
    return max(least, min(_LONGEST_MS, round(took * 1000 * _SHARE)))
