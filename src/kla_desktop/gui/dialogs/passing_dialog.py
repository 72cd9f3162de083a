"""A dialog that goes for good when it is closed, and sends the window's focus ring home before it does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFocusFrame, QWidget


class PassingDialog(QDialog):
    """Qt makes the focus ring a child of the window whose button has the focus, where it would be deleted too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def done(self, result: int) -> None:
        """Close, by whichever way."""
        parent = self.parentWidget()
        for ring in self.findChildren(QFocusFrame):
            ring.setWidget(None)  # type: ignore[arg-type]  # None is what Qt takes
            if parent is not None:
                ring.setParent(parent.window())
        super().done(result)
