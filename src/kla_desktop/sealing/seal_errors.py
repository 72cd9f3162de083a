"""What may be wrong with sealed bytes."""

from kla_desktop.model.errors import KlaError


class SealError(KlaError):
    """Sealed bytes that cannot be opened."""


class NotSealed(SealError):  # noqa: N818 - it says what the bytes are
    """Not an age file in its binary form."""


class NoMatchingKey(SealError):  # noqa: N818 - it says what is missing
    """Sealed to others."""


class SealDamaged(SealError):  # noqa: N818 - it says what the bytes are
    """Begins as an age file and does not hold what its keys promise: changed, cut short or made longer."""
