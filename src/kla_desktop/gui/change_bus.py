"""The one broadcast between screens: what an operation touched, and who asked for it."""

from PySide6.QtCore import QObject, Signal


class ChangeBus(QObject):
    """A page connects to `changed` and reads again when a flag that it shows is set and it is not the initiator."""

    changed = Signal(object, object)
    """`Changes`, and the object that started the operation (or None)."""
