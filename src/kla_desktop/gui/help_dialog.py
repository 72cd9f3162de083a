"""Help for the screen at hand (F1) and the list of its keys (Ctrl+/); both work offline and block nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.key_cap import KeyCap
from kla_desktop.gui.widgets.label import Label


def help_text(folder: Path, page: str) -> str | None:
    """Return the help page in the language of the screen, in Indonesian failing that, None if there is neither."""
    for language in (texts.language(), "id"):
        file = folder / language / f"{page}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return None


def keys_of(actions: Sequence[QAction]) -> list[tuple[str, str]]:
    """Return (key, what it does) of every usable action that has a key and a name, each key once."""
    seen: dict[str, str] = {}
    for action in actions:
        for sequence in action.shortcuts():
            key = sequence.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
            text = action.text().replace("&", "")
            if key and text and action.isEnabled():
                seen.setdefault(key, text)
    return list(seen.items())


class _Window(QDialog):
    """A window beside the work: shown, never waited for."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.L, Space.L, Space.M)

    def add_close(self) -> None:
        """Put the button at the foot."""
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.close)
        self.column.addWidget(box)


class HelpDialog(_Window):
    """Shows one help page."""

    def __init__(self, title: str, text: str | None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Bantuan: {title}").format(title=title))
        view = QTextBrowser()
        view.setAccessibleName(self.windowTitle())
        view.setOpenLinks(False)
        if text is None:
            view.setPlainText(
                self.tr("Halaman bantuan layar ini tidak ikut terpasang. Tekan Ctrl+/ untuk melihat tombol layar ini.")
            )
        else:
            view.setMarkdown(text)
        self.column.addWidget(view)
        self.add_close()
        self.resize(620, 460)


class KeysDialog(_Window):
    """Shows keys in two columns: those of this screen, and those that work anywhere."""

    def __init__(
        self,
        title: str,
        here: Sequence[tuple[str, str]],
        anywhere: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Tombol: {title}").format(title=title))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        row = 0
        for heading, keys in ((title, here), (self.tr("Di mana saja"), anywhere)):
            if not keys:
                continue
            grid.addWidget(Label(heading, "label", "muted"), row, 0, 1, 2)
            for key, does in keys:
                row += 1
                grid.addWidget(KeyCap(key), row, 0, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(Label(does), row, 1)
            row += 1
        grid.setRowStretch(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(self.windowTitle())
        self.column.addWidget(area)
        self.add_close()
        self.resize(520, 480)
