"""The rail at the left: one button for each page, with its count; icons only in a narrow window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from kla_desktop.gui import icons, texts
from kla_desktop.gui.theme import Size, Space, font, tokens
from kla_desktop.gui.widgets.badge import badge_text, badge_width, paint_badge
from kla_desktop.gui.widgets.label import ElidedLabel


class RailButton(QAbstractButton):
    """Icon, name and count of one page."""

    def __init__(self, icon: str, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._key = key
        self._count = 0
        self._counted = ""
        self.narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # so a screen reader says which of how many
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(Size.RAIL_ITEM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the name."""
        self.setText(text)
        self._describe()

    def set_count(self, count: int, counted: str = "") -> None:
        """Show a count; `counted` says it in words ("38 berkas belum ditandai") for tooltip and screen reader."""
        self._count, self._counted = count, counted
        self._describe()
        self.update()

    @property
    def count(self) -> int:
        """The number on the badge, 0 for none."""
        return self._count

    def _describe(self) -> None:
        said = self._counted or (texts.number(self._count) if self._count else "")
        self.setAccessibleName(f"{self.text()}, {said}" if said else self.text())
        self.setAccessibleDescription(self._key)
        self.setToolTip(" · ".join(part for part in (self.text(), said, self._key) if part))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(Size.RAIL - 2 * Space.S, Size.RAIL_ITEM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows and Enter to the rail; Qt would jump by place on the screen."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def nextCheckState(self) -> None:
        """Leave it to the rail: which page is shown, not the click, decides which button is checked."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover ground."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take it away."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, bar, icon, name and badge."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.window))
            painter.drawRoundedRect(box, Size.RADIUS, Size.RADIUS)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(0, 6, 3, box.height() - 12), 1.5, 1.5)
        ink = colours.accent if self.isChecked() else colours.text
        left = Space.M - 1
        if self.narrow:
            left = Space.XS + 1 if self._count else (self.width() - Size.ICON) // 2
        picture = icons.pixmap(self._icon_name, ink, Size.ICON, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - Size.ICON) // 2, picture)
        badge = badge_text(self._count) if self._count else ""
        width = badge_width(badge) if badge else 0
        if self.narrow:
            if badge:
                paint_badge(painter, QRectF(self.width() - width + 2, 1, width - 2, 15), badge, colours)
            return
        painter.setPen(QColor(ink))
        painter.setFont(font("strong" if self.isChecked() else "body"))
        room = QRectF(40, 0, self.width() - 40 - (width + Space.M if badge else Space.S), self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if badge:
            place = QRectF(self.width() - width - Space.S - 2, (self.height() - 20) / 2, width, 20)
            paint_badge(painter, place, badge, colours)


class Rail(QFrame):
    """The buttons, one of them checked; the last ones may stand at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self.setFixedWidth(Size.RAIL)
        self.buttons: dict[str, RailButton] = {}
        self._chosen = ""
        self._choosing = False
        self._brand = ElidedLabel("Bukti KLA", "section")
        self._place = ElidedLabel("", "small", "muted")
        self._place.hide()
        self._head = QVBoxLayout()
        self._head.setContentsMargins(Space.S, Space.M, Space.S, Space.S)
        self._head.setSpacing(0)
        self._head.addWidget(self._brand)
        self._head.addWidget(self._place)
        self._top, self._foot = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, 0, Space.S, Space.M)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(self._foot)
        for layout in (self._top, self._foot):
            layout.setSpacing(Space.HAIR)

    def add(
        self, key: str, icon: str, text: str, shortcut: str, chosen: Callable[[], object], *, at_foot: bool = False
    ) -> RailButton:
        """Add a button; `chosen` is called when the user presses it."""
        button = RailButton(icon, text, shortcut)
        button.clicked.connect(lambda _checked: chosen())
        button.toggled.connect(lambda _on: self._toggled(chosen))
        (self._foot if at_foot else self._top).addWidget(button)
        self.buttons[key] = button
        button.narrow = self.width() < Size.RAIL
        return button

    def choose(self, key: str) -> None:
        """Check one button; it alone is a stop of the Tab key, the arrows reach the others."""
        self._chosen, self._choosing = key, True
        for other, button in self.buttons.items():
            button.setChecked(other == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self._choosing = False

    def _toggled(self, chosen: Callable[[], object]) -> None:
        """Take a screen reader's choice, which toggles instead of clicking; the page may refuse to be left."""
        if not self._choosing:
            self._choosing = True
            chosen()
            self.choose(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus with the arrows; Space and Enter show the page."""
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        buttons = list(self.buttons.values())
        here = next((at for at, button in enumerate(buttons) if button.hasFocus()), -1)
        if here < 0:
            super().keyPressEvent(event)
        elif event.key() in ways:
            target = buttons[(here + ways[Qt.Key(event.key())]) % len(buttons)]
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[here].click()
        else:
            super().keyPressEvent(event)

    def set_place(self, place: str) -> None:
        """Say under the brand where this laptop works, such as "Kelurahan Pancoran Mas"."""
        self._place.setText(place)
        self._place.setVisible(bool(place) and self.width() >= Size.RAIL)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons and names."""
        self.setFixedWidth(Size.RAIL_NARROW if narrow else Size.RAIL)
        self._brand.setVisible(not narrow)
        self._place.setVisible(not narrow and bool(self._place.text()))
        for button in self.buttons.values():
            button.narrow = narrow
            button.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons' pictures in step with the width."""
        super().resizeEvent(event)
        for button in self.buttons.values():
            button.update()
