"""The rules of the PIN that locks the screen. It is no key: data is kept by the passphrase alone."""

PIN_LENGTHS = range(4, 7)
"""Digits of a PIN: few enough to type between two visitors."""
FREE_TRIES = 3
MOST_TRIES = 8
"""After so many wrong ones in a row only the passphrase opens the screen."""
_FIRST_WAIT = 30


def is_pin(text: str) -> bool:
    """Whether a text can be a PIN: four to six digits."""
    return len(text) in PIN_LENGTHS and text.isascii() and text.isdigit()


def wait_after(wrong: int) -> int:
    """Seconds until the next try after so many wrong ones in a row: none at first, then doubling."""
    return 0 if wrong < FREE_TRIES else _FIRST_WAIT << (wrong - FREE_TRIES)
