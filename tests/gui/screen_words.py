"""Every word that a widget can show or a screen reader can say, collected from the objects themselves."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QLabel,
    QTabBar,
    QWidget,
)

_ROLE = Qt.ItemDataRole
ROLES = (
    _ROLE.DisplayRole,
    _ROLE.ToolTipRole,
    _ROLE.StatusTipRole,
    _ROLE.WhatsThisRole,
    _ROLE.AccessibleTextRole,
    _ROLE.AccessibleDescriptionRole,
)
_SILENT = {
    "objectName", "styleSheet", "inputMask", "windowFilePath", "windowRole", "html", "markdown", "documentTitle",
    "accessibleIdentifier", "displayFormat", "surface", "kind", "tone", "step", "cleanText", "selectedText",
    "displayText", "iconText",
}  # fmt: skip
_MOST_ROWS = 400


def words_of(top: QWidget) -> Iterator[tuple[str, str]]:
    """Give (where, text) for `top` and everything inside it, hidden or not, its actions and the rows of its models."""
    for thing in [top, *top.findChildren(QObject)]:
        if isinstance(thing, QWidget | QAction):
            yield from _of_properties(thing)
        if (
            isinstance(thing, QComboBox)
            and isinstance(thing.window(), QFileDialog)
            and thing.objectName() == "lookInCombo"
        ):
            continue  # folders of this machine
        if isinstance(thing, QComboBox):
            yield from _of_model(thing.model(), _name(thing))
        elif isinstance(thing, QTabBar):
            for at in range(thing.count()):
                yield _name(thing), thing.tabText(at)
        elif isinstance(thing, QAbstractItemView) and not isinstance(thing, QHeaderView) and thing.model() is not None:
            yield from _of_model(thing.model(), _name(thing))


def _of_properties(thing: QObject) -> Iterator[tuple[str, str]]:
    kind = thing.metaObject()
    for at in range(kind.propertyCount()):
        name, sort = str(kind.property(at).name()), str(kind.property(at).typeName())
        if sort != "QString" or name in _SILENT or (name == "text" and isinstance(thing, QAbstractSpinBox)):
            continue
        value = thing.property(name)
        if isinstance(value, str) and value.strip():
            yield f"{_name(thing)}.{name}", plain(value, thing)


def _of_model(model: QAbstractItemModel, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(model, QFileSystemModel):
        for column in range(4):  # below them stand names, and kinds as Qt's list of MIME types calls them
            yield where, str(model.headerData(column, Qt.Orientation.Horizontal))
        return
    if model.metaObject().className() == "QUrlModel":
        return
    across, down = columns(model, QModelIndex()), min(model.rowCount(), _MOST_ROWS)
    for way, count in ((Qt.Orientation.Horizontal, across), (Qt.Orientation.Vertical, down)):
        for at in range(count):
            for role in ROLES:
                yield from _value(model.headerData(at, way, role), f"{where} header")
    yield from _below(model, QModelIndex(), where, 0)


def _below(model: QAbstractItemModel, parent: QModelIndex, where: str, depth: int) -> Iterator[tuple[str, str]]:
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(columns(model, parent)):
            index = model.index(row, column, parent)
            for role in ROLES:
                yield from _value(model.data(index, role), f"{where} row {role.name}")
        if depth < 2:
            yield from _below(model, model.index(row, 0, parent), where, depth + 1)


def columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """Return how many columns a model has."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)  # private in a list


def _value(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value.strip():
        yield where, value


def _name(thing: QObject) -> str:
    chain: list[str] = []
    at: QObject | None = thing
    while at is not None and len(chain) < 3:
        chain.append(type(at).__name__)
        at = at.parent()
    return "/".join(reversed(chain))


def plain(text: str, thing: QObject | None = None) -> str:
    """Return what is read: without mnemonics, tags and the marks that let a long name wrap."""
    if isinstance(thing, QLabel | None):
        text = re.sub(r"<[^<>]{1,200}>", " ", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").replace("\u200b", "").replace("\xa0", " ")
