"""The search field of Beranda: while somebody types, a list below it leads to indicators, places and evidence."""

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.tagging.hit_label import rich
from kla_desktop.gui.theme import font, tokens
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.find_anything import Anything, find_anything
from kla_desktop.system.names import shown

_WIDTH, _SIDE = 460, 12
_HOW = Qt.ItemDataRole.UserRole


class Finder(QObject):
    """Owns the field and the list; Enter without a choice shows everything that was found."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._asked = 0
        self.box = SearchBox()
        self.box.setFixedWidth(260)
        self.box.searched.connect(self._ask)
        self.box.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("frame", "none")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(self._go)
        self.panel = QFrame(page)
        self.panel.setProperty("surface", "card")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self.list)
        self.panel.hide()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.box.set_placeholder(self.tr("Cari bukti… Ctrl+F"))
        self.list.setAccessibleName(self.tr("Hasil pencarian"))

    def close(self) -> None:
        """Put the list away."""
        self._asked += 1
        self.panel.hide()

    def _ask(self, text: str) -> None:
        self._asked += 1
        number, ws, words = self._asked, self._context.workspace, text.strip()
        if not words:
            self.panel.hide()
            return
        self._context.job_bridge.run(
            Lane.QUERY,
            lambda _progress: find_anything(ws, words),
            done=lambda found: self._show(found) if number == self._asked else None,
            initiator=self,
        )

    def _show(self, found: Anything) -> None:
        self.list.clear()
        for indicator in found.indicators:
            self._add(indicator.label(texts.language()), self.tr("indikator"), {"indicator": indicator.slug})
        for place in found.places:
            label = self._context.workspace.places.label(place.code)
            self._add(label, self.tr("wilayah"), {"place": place.code})
        for hit in found.hits.items:
            how = {"evidence": hit.id, "text": found.text}
            note = self.tr("dibaca mesin") if hit.machine_read else ""
            self._add(shown(hit.title), note, how, hit.snippet)
        if found.hits.total > len(found.hits.items):
            count = texts.number(found.hits.total if found.hits.total_is_exact else found.hits.total - 1)
            words = self.tr("Semua {count} bukti") if found.hits.total_is_exact else self.tr("Lebih dari {count} bukti")
            self._add(words.format(count=count), "", {"text": found.text})
        if not self.list.count():
            nothing = self.tr("Tidak ada yang cocok. Coba kata yang lebih pendek.")
            self._add(nothing, "", None)
        self._place()

    def _add(self, title: str, note: str, how: dict[str, str] | None, snippet: str = "") -> None:
        muted = tokens().muted
        markup = escape(title) + (f' <span style="color:{muted}">· {escape(note)}</span>' if note else "")
        if snippet:
            markup += f'<br><span style="color:{muted}">{rich(snippet)}</span>'
        label = Label(wrap=True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(markup)
        label.setContentsMargins(_SIDE, 5, _SIDE, 5)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QListWidgetItem()
        row.setData(_HOW, how)
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {note}" if note else title)
        label.setFixedWidth(_WIDTH - 4)
        row.setSizeHint(QSize(_WIDTH - 4, _height(markup)))
        self.list.addItem(row)
        self.list.setItemWidget(row, label)

    def _place(self) -> None:
        """Lay the list over the page, below the field, at its right edge."""
        heights = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        right = self._page.mapFromGlobal(self.box.mapToGlobal(QPoint(self.box.width(), 0))).x()
        left = max(8, min(right, self._page.width() - 8) - _WIDTH)
        self.panel.setGeometry(left, 4, _WIDTH, min(heights + 12, self._page.height() - 12))
        self.panel.show()
        self.panel.raise_()

    def _go(self, row: QListWidgetItem | None) -> None:
        how = row.data(_HOW) if row is not None else {"text": self.box.text()}
        if isinstance(how, dict) and self.box.text().strip():
            self.close()
            self._context.go("tag", state="all", **how)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk through the list while the cursor stays in the field."""
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key))
        if step and self.panel.isVisible():
            row = self.list.currentRow() + step
            self.list.setCurrentRow(max(-1, min(row, self.list.count() - 1)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.list.currentItem() if self.panel.isVisible() else None)
            return True
        if key == Qt.Key.Key_Escape and self.panel.isVisible():
            self.close()
            return True
        return False


def _height(markup: str) -> int:
    """The height of a row: a label tells that of rich text too low."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font("body"))
    document.setHtml(markup)
    document.setTextWidth(_WIDTH - 4 - 2 * _SIDE)
    return round(document.size().height()) + 14
