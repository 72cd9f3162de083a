"""What a view that lays itself out needs so that a screen reader finds its rows and follows the current one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView


class QTableView(QAbstractItemView):
    """Base of such views. Qt looks at the names of classes to decide whether a view has rows that can be read.

    Deriving from its own list view would have each of a hundred thousand rows laid out twice.
    """


def say_current(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> None:
    """Let a screen reader say the row that has the focus now."""
    if index.isValid() and view.hasFocus() and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(index.row())
        QAccessible.updateAccessibility(event)
