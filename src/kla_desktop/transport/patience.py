"""How long one waits for a server. By itself, so that whoever only says so does not bring HTTP along."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until a connection stands, and without progress before a request is given up.

    `pause`: before a small request is made again after a bad moment.
    """

    connect: float = 10
    standstill: float = 100
    pause: float = 0.5
