"""Where in an item the words of a search stand, with the words marked."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kla_desktop.gui.theme import Space, follows_theme, tokens
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.listing import Found
from kla_desktop.model.snippets import BEGIN, END


class HitLabel(QFrame):
    """Hidden where there is nothing to show. The words come from files, so they are escaped before they are marked."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self.words = Label("", wrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.origin = Label("", "small", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.XS)
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.origin)
        self.hide()

    def show_hit(self, found: Found | None) -> None:
        """Show a hit; None shows nothing."""
        self._found = found
        shown = found is not None and bool(found.snippet)
        if found is not None and shown:
            self.words.setText(rich(found.snippet))
            self.words.setAccessibleName(found.snippet.replace(BEGIN, "").replace(END, ""))
            self.origin.setText(self.tr("Dibaca mesin dari gambar"))
            self.origin.setVisible(found.machine_read)
        self.setVisible(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if follows_theme(event) or event.type() == QEvent.Type.LanguageChange:
            self.show_hit(self._found)


def rich(snippet: str) -> str:
    """Turn a marked snippet into markup of the theme's colours."""
    colours = tokens()
    begin = f'<span style="background-color:{colours.accent_soft}; color:{colours.text}; font-weight:600">'
    return escape(snippet).replace(BEGIN, begin).replace(END, "</span>")
