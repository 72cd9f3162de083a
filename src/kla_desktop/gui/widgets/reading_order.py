"""The Tab key goes as one reads: by the layouts, not by the order in which widgets were made.

Pages make rows anew when something changes; Qt puts what is new at the end of the way.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def follow_layouts(window: QWidget) -> None:
    """Put everything in `window` that the Tab key reaches in reading order; called when the key is pressed."""
    for one, other in pairwise(_stops(window)):
        if one.nextInFocusChain() is not other:
            QWidget.setTabOrder(one, other)


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None or widget.isHidden():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isWindow():
        yield widget
    if isinstance(widget, QMainWindow):
        yield from _stops(widget.centralWidget())
    elif isinstance(widget, QStackedWidget):
        yield from _stops(widget.currentWidget())
    elif isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
    elif isinstance(widget, QSplitter):
        for at in range(widget.count()):
            yield from _stops(widget.widget(at))
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        places = sorted(places, key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[assignment,index]
    for at in places:
        item = layout.itemAt(at)
        inside = item.layout() if item is not None else None
        if inside is not None:
            yield from _in_layout(inside)
        elif item is not None:
            yield from _stops(item.widget())
