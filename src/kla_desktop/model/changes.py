"""What an operation touched, so that each screen can decide for itself whether to read again."""

from enum import Flag, auto


class Changes(Flag):
    """Said once in an operation's result. Coverage is derived, so it has no flag."""

    NOTHING = 0
    EVIDENCE = auto()
    TAGS = auto()
    BUNDLES = auto()
    REVIEWS = auto()
    STATIONS = auto()
    CATALOGUE = auto()
    SETTINGS = auto()
