"""The right panel of Tandai, what to press: suggestions, the half-typed number, indicators, kind of evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.tagging.indicator_list import IndicatorList
from kla_desktop.gui.theme import Size, Space, font, tokens
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.key_cap import key_cap_width, paint_key_cap
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.catalogue import Catalogue, Indicator, Slot
from kla_desktop.model.ids import IndicatorSlug

KEYS = ("Enter", "A", "S")
_NUMBER_HEIGHT = 36
_SLOT_LETTERS = 60
"""So much of a kind's name is said beside a suggestion."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator to offer, with its kind of evidence; `why` is said under the first, and where one is pointed at."""

    indicator: Indicator
    why: str = ""
    slot: Slot | None = None


class SuggestionRow(QAbstractButton):
    """A key and what it does; the first one is framed with the accent."""

    def __init__(self, key: str, *, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._first = key, first
        self.setFixedHeight(Size.BUTTON)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_text(self, text: str, why: str = "") -> None:
        """Change what it says; `why` is said when it is pointed at."""
        self.setText(text)
        self.setAccessibleName(f"{text} ({self._key})")
        self.setAccessibleDescription(why)
        self.setToolTip(why or self._key)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(Size.PALETTE - 2 * Space.M, Size.BUTTON)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, key and words."""
        colours, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = colours.accent_soft if self._first else colours.sunken if self.underMouse() else colours.surface
        painter.setPen(QPen(QColor(colours.accent if self._first else colours.border), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, Size.RADIUS, Size.RADIUS)
        width = key_cap_width(self._key)
        paint_key_cap(painter, QRectF(Space.S, (self.height() - 20) / 2, width, 20), self._key, colours)
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.muted))
        painter.setFont(font("strong" if self._first else "body"))
        room = QRectF(width + 2 * Space.S, 0, self.width() - width - 3 * Space.S, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class Palette(QFrame):
    """Says by `picked` which indicators were chosen with the mouse; keys are the page's."""

    picked = Signal(object)
    """A tuple of Indicators."""
    accepted = Signal(int)
    """The place of the suggestion that was taken with the mouse."""
    slot_chosen = Signal(object)
    """The Slot for what was tagged last."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "palette")
        self.setFixedWidth(Size.PALETTE)
        self._catalogue = catalogue
        self._suggestions: tuple[Suggestion, ...] = ()
        self._last: tuple[Indicator, ...] = ()
        self._slots_of: Indicator | None = None
        self._menu: QMenu | None = None
        self._real = self._waiting = False
        self._heading = Label("", "label", "muted")
        self.rows = [SuggestionRow(key, first=place == 0) for place, key in enumerate(KEYS)]
        self._why = Label("", "small", "muted", wrap=True)
        self._none = Label("", "small", "muted", wrap=True)
        self.again = SuggestionRow("D")
        self._ask = Label("", "label", "muted")
        self.number = Label("", "typed_number", "accent")
        self.indicators = IndicatorList(catalogue)
        self.slot_button = Button("", clicked=self.ask_slot)
        self.slot_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._arrange()
        for place, row in enumerate(self.rows):
            row.clicked.connect(lambda _on=False, place=place: self.accepted.emit(place))
        self.again.clicked.connect(lambda _on=False: self.picked.emit(self._last))
        self.indicators.picked.connect(lambda indicator: self.picked.emit((indicator,)))
        self.retranslate()
        self.show_typed("", adding=False)
        self.show_slots(None, "")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self._heading)
        column.addSpacing(Space.XS)
        column.addWidget(self.rows[0])
        column.addWidget(self._why)
        column.addWidget(self.rows[1])
        column.addWidget(self.rows[2])
        column.addWidget(self._none)
        column.addWidget(self.again)
        typed = QHBoxLayout()
        typed.addWidget(self._ask, 1)
        typed.addWidget(self.number)
        self.number.setFixedHeight(_NUMBER_HEIGHT)
        column.addLayout(typed)
        column.addWidget(self.indicators, 1)
        column.addWidget(self.slot_button)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._ask.setText(self.tr("Ketik nomor indikator"))
        self._none.setText(self.tr("Tidak ada usulan. Ketik nomor indikator di bawah, misalnya 06."))
        self.indicators.retranslate()
        self.show_typed("", adding=False)
        self.set_suggestions(self._suggestions, real=self._real)
        self.set_last(self._last)

    # --- what is offered
    def set_waiting(self) -> None:
        """Take no suggestion until the next ones are known: those shown are another item's."""
        self._waiting = True
        for row in self.rows:
            row.setEnabled(False)

    def set_suggestions(self, suggestions: Sequence[Suggestion], *, real: bool) -> None:
        """Offer at most three; `real` ones are drawn from the item, others are only what was used last."""
        self._suggestions, self._real = tuple(suggestions[: len(KEYS)]), real
        self._waiting = False
        last_used = bool(self._suggestions) and not real
        self._heading.setText(self.tr("Terakhir dipakai") if last_used else self.tr("Usulan"))
        for place, row in enumerate(self.rows):
            there = place < len(self._suggestions)
            row.setVisible(there)
            row.setEnabled(True)
            if there:
                offered = self._suggestions[place]
                row.set_text(offered.indicator.label(texts.language()), self._said_of(offered))
        why = self._said_of(self._suggestions[0]) if self._suggestions else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._none.setVisible(not self._suggestions)
        self._show_again()

    def _said_of(self, offered: Suggestion) -> str:
        lines = [offered.why] if offered.why else []
        if offered.slot is not None:
            name = offered.slot.name(texts.language())
            short = name if len(name) <= _SLOT_LETTERS else name[: _SLOT_LETTERS - 1].rstrip(" ,(/") + "…"
            lines.append(self.tr("Jenis bukti: {slot}").format(slot=short))
        return "\n".join(lines)

    @property
    def is_real(self) -> bool:
        """Whether the suggestions are drawn from the item, and not only what was used last."""
        return self._real and bool(self._suggestions)

    def offered(self, place: int) -> Suggestion | None:
        """Return the suggestion at a place; None if there are fewer, or while the next ones are looked for."""
        return self._suggestions[place] if place < len(self._suggestions) and not self._waiting else None

    def suggestion(self, place: int) -> Indicator | None:
        """Return the indicator of the suggestion at a place."""
        offered = self.offered(place)
        return offered.indicator if offered else None

    def set_last(self, indicators: Sequence[Indicator]) -> None:
        """Remember the tags given last: D gives them again."""
        self._last = tuple(indicators)
        labels = ", ".join(indicator.label(texts.language()) for indicator in self._last)
        text = self.tr("Seperti sebelumnya: {tags}").format(tags=labels)
        self.again.set_text(text)
        self._show_again()

    @property
    def has_last(self) -> bool:
        """Whether D has something to give."""
        return bool(self._last)

    def _show_again(self) -> None:
        """Offer D where it says something else than Enter."""
        first = self._suggestions[0].indicator if self._suggestions else None
        self.again.setVisible(bool(self._last) and self._last != (first,))

    # --- what is typed
    def show_typed(self, typed: str, *, adding: bool) -> None:
        """Show the half-typed number large ("1_"), with a plus while a second indicator is being added."""
        self.number.setText(f"{'+' if adding else ''}{typed}_" if typed or adding else "")
        said = self.tr("Nomor {typed}, tunggu angka kedua").format(typed=typed) if typed else ""
        self.number.setAccessibleName(said or self.tr("Belum ada angka"))

    def mark(
        self,
        slugs: frozenset[IndicatorSlug],
        partial: frozenset[IndicatorSlug] = frozenset(),
        *,
        scroll: bool = False,
    ) -> None:
        """Mark indicators in the list, or half mark those that only a part of the selection has."""
        self.indicators.mark(slugs, partial, scroll=scroll)

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show how the tags of each indicator stand."""
        self.indicators.show_counts(counts)

    # --- kind of evidence
    def show_slots(self, indicator: Indicator | None, chosen: str) -> None:
        """Offer the kinds of evidence of the indicator tagged last; None takes the offer away."""
        self._slots_of = indicator
        self.slot_button.setVisible(indicator is not None and bool(indicator.slots))
        if indicator is not None:
            name = chosen or self.tr("pilih jenis bukti")
            text = self.tr("{code}: {slot}  ( / )").format(code=indicator.code, slot=name)
            room = Size.PALETTE - 2 * Space.M - 24
            shown = self.slot_button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            self.slot_button.setText(shown.replace("&", "&&"))
            self.slot_button.setToolTip(text)
            self.slot_button.setAccessibleName(text)

    def ask_slot(self) -> None:
        """Open the list of kinds; its entries have the digits 1 to 9 as keys."""
        if self._slots_of is None or not self._slots_of.slots:
            return
        menu = self._menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, slot in enumerate(self._slots_of.slots, 1):
            key = f"&{place}  " if place <= 9 else "    "
            action = menu.addAction(key + slot.name(texts.language()).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, slot=slot: self._chose(slot))
        height = menu.sizeHint().height()
        menu.popup(self.slot_button.mapToGlobal(QPoint(0, -height)))

    def _chose(self, slot: Slot) -> None:
        self.show_slots(self._slots_of, slot.name(texts.language()))
        self.slot_chosen.emit(slot)
