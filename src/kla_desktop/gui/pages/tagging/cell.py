"""Paints one cell of the grid and the headings of the days; the same code in both themes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap

from kla_desktop.gui import icons, texts
from kla_desktop.gui.item_models.item_words import certainty_words, clock_of, is_page, media_word, short_name
from kla_desktop.gui.item_models.thumbnails import Fit
from kla_desktop.gui.pages.tagging.grid_layout import CAPTION, CellSize
from kla_desktop.gui.theme import Size, Space, Tokens, font, ink, metrics, paint_focus_ring
from kla_desktop.gui.widgets.chip import ChipTone, chip_width, paint_chip
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.evidence import State
from kla_desktop.model.likeness import SIMILAR
from kla_desktop.model.listing import Item
from kla_desktop.wording import formats

_CHIP_HEIGHT = 20
_CAPTION_INSET, _CAPTION_LINE = 8, 15
_LINES = (1.0, 1.0, 0.6, 1.0, 0.4)
_GLYPHS = {"video": "video", "mp4": "video", "mov": "video", "3gp": "video", "audio": "audio", "zip": "box"}
_TONES: dict[State, ChipTone] = {State.RETURNED: "danger", State.ACCEPTED: "ok"}


def fit_of(cell: CellSize, scale: float) -> Fit:
    """Return the size of pictures in cells of this size on a screen of this scale."""
    return Fit(round(cell.picture_width * scale), round(cell.picture_height * scale), Size.RADIUS_SMALL * scale)


class CellPainter:
    """Holds what all cells of one repaint have in common."""

    def __init__(self, painter: QPainter, colours: Tokens, catalogue: Catalogue, size: CellSize, scale: float) -> None:
        self._painter, self._colours, self._catalogue = painter, colours, catalogue
        self._size, self._scale = size, scale
        self._font = _caption_font()
        self._metrics = QFontMetrics(self._font)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    def frame(self, box: QRectF, *, selected: bool, current: bool) -> None:
        """Paint ground and border."""
        colours, painter = self._colours, self._painter
        painter.setBrush(ink(colours.accent_soft if selected else colours.surface))
        width = 2 if selected else 1
        painter.setPen(QPen(ink(colours.accent if selected else colours.border), width))
        inset = width / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), Size.RADIUS, Size.RADIUS)
        if current:
            paint_focus_ring(painter, box.adjusted(-3, -3, 3, 3), colours, Size.RADIUS + 2)

    def picture_box(self, box: QRectF) -> QRectF:
        """Return where the picture lies in a cell."""
        inset = (self._size.width - self._size.picture_width) / 2
        return QRectF(box.left() + inset, box.top() + inset, self._size.picture_width, self._size.picture_height)

    def waiting(self, box: QRectF, words: str) -> None:
        """Paint a cell whose item is being read."""
        area = self.picture_box(box)
        self._ground(area)
        self._painter.setPen(ink(self._colours.muted))
        self._painter.setFont(font("small"))
        self._painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def item(self, box: QRectF, item: Item, picture: QPixmap | None, *, looked_up: bool) -> None:
        """Paint picture or kind card, chips, warning and caption."""
        area = self.picture_box(box)
        if picture is not None:
            self._painter.drawPixmap(area, picture, QRectF(picture.rect()))
        elif looked_up or not item.has_bytes:
            self._card(area, item)
        else:
            self._ground(area)
        if picture is not None and item.kind != "photo" and is_page(item):
            self._corner(area, media_word(item))
        if item.restriction and picture is not None:
            self._lock(area)
        self._chips(area, item)
        if SIMILAR in item.warnings:
            words = QCoreApplication.translate("CellPainter", "mirip")
            chip = QRectF(area.left() + 4, area.bottom() - 2 * _CHIP_HEIGHT - 7, chip_width(words), _CHIP_HEIGHT)
            paint_chip(self._painter, chip, words, "warn", self._colours)
        if set(item.warnings) - {SIMILAR} or item.doubts:
            self._mark(area)
        self._caption(box, item)

    def _ground(self, area: QRectF) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ink(self._colours.sunken))
        self._painter.drawRoundedRect(area, Size.RADIUS_SMALL, Size.RADIUS_SMALL)

    def _card(self, area: QRectF, item: Item) -> None:
        """Paint a paper with the kind of file on it."""
        self._ground(area)
        painter, colours = self._painter, self._colours
        glyph = _GLYPHS.get(item.media)
        if glyph or item.kind == "photo":
            picture = icons.pixmap(glyph or "photo", colours.muted, 32, self._scale)
            painter.drawPixmap(round(area.center().x() - 16), round(area.center().y() - 18), picture)
        painter.setPen(ink(colours.muted))
        painter.setFont(font("label"))
        right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight  # the chips stand on the left
        painter.drawText(area.adjusted(10, 8, -10, 0), right, media_word(item))
        if glyph or item.kind == "photo":
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(colours.border))
        room = area.width() - 20
        for line, share in enumerate(_LINES):
            top = area.top() + 33 + line * 14
            if top + 5 < area.bottom() - 6:
                painter.drawRoundedRect(QRectF(area.left() + 10, top, room * share, 5), 2, 2)

    def _corner(self, area: QRectF, words: str) -> None:
        box = QRectF(area.left() + 4, area.bottom() - _CHIP_HEIGHT - 4, chip_width(words), _CHIP_HEIGHT)
        paint_chip(self._painter, box, words, "plain", self._colours)

    def _chips(self, area: QRectF, item: Item) -> None:
        left = area.left() + 4
        for place, tag in enumerate(item.tags):
            indicator = self._catalogue.by_slug.get(tag.indicator)
            words = indicator.code if indicator else "?"
            if tag.state in _SYMBOLS:
                words = f"{_SYMBOLS[tag.state]} {words}"
            rest = len(item.tags) - place
            width = chip_width(words)
            if left + width + (30 if rest > 1 else 0) > area.right() - 4:
                words, width = f"+{rest}", chip_width(f"+{rest}")
                rest = 0
            box = QRectF(left, area.top() + 4, width, _CHIP_HEIGHT)
            paint_chip(self._painter, box, words, _TONES.get(tag.state, "tag"), self._colours)
            left += width + 3
            if not rest:
                return

    def _lock(self, area: QRectF) -> None:
        """Say in the middle of a blur why it is one."""
        words = QCoreApplication.translate("CellPainter", "terbatas")
        width, middle = chip_width(words), area.center()
        lock = icons.pixmap("lock", self._colours.text, 20, self._scale)
        self._painter.drawPixmap(round(middle.x() - 10), round(middle.y() - 24), lock)
        box = QRectF(middle.x() - width / 2, middle.y() + 1, width, _CHIP_HEIGHT)
        paint_chip(self._painter, box, words, "plain", self._colours)

    def _mark(self, area: QRectF) -> None:
        box = QRectF(area.right() - 26, area.bottom() - 26, 22, 22)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ink(self._colours.warn_soft))
        self._painter.drawRoundedRect(box, Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        picture = icons.pixmap("warning", self._colours.warn, 16, self._scale)
        self._painter.drawPixmap(round(box.left() + 3), round(box.top() + 3), picture)

    def _caption(self, box: QRectF, item: Item) -> None:
        """Write the name over two lines, cut in the middle, and the time where it leaves room."""
        painter, metrics = self._painter, self._metrics
        room = box.width() - 2 * _CAPTION_INSET
        line = QRectF(box.left() + _CAPTION_INSET, box.bottom() - CAPTION + 4, room, _CAPTION_LINE)
        below = line.translated(0, _CAPTION_LINE)
        time, certainty = clock_of(item), certainty_words(item)
        painter.setFont(self._font)
        painter.setPen(ink(self._colours.text))
        short = f"± {time}" if time and certainty else time
        width = metrics.horizontalAdvance(short) + Space.S if short else 0
        first, second = in_two_lines(short_name(item), int(room), int(room) - width, metrics)
        painter.drawText(line, _MIDDLE_LEFT, first)
        if second:
            painter.drawText(below, _MIDDLE_LEFT, second)
        painter.setPen(ink(self._colours.muted))
        if second:
            painter.drawText(below, _MIDDLE_RIGHT, short)
        else:
            painter.drawText(below, _MIDDLE_LEFT, " · ".join(part for part in (time, certainty) if part))

    def heading(
        self, box: QRectF, titles: Sequence[str], said: Sequence[str], ticked: Qt.CheckState, offer: str = ""
    ) -> QRectF:
        """Paint a heading, with its box for choosing all below it; return where `offer`, its link, lies.

        The first of `said` that has room beside one of `titles` is written with that; without room, a title alone.
        """
        painter, colours = self._painter, self._colours
        tick = tick_box(box)
        marked = ticked is not Qt.CheckState.Unchecked
        painter.setPen(QPen(ink(colours.accent if marked else colours.control_border), 1))
        painter.setBrush(ink(colours.accent if marked else colours.surface))
        painter.drawRoundedRect(tick.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_SMALL, Size.RADIUS_SMALL)
        if marked:
            name = "check" if ticked is Qt.CheckState.Checked else "minus"
            picture = icons.pixmap(name, colours.on_accent, 14, self._scale)
            painter.drawPixmap(round(tick.left() + 1), round(tick.top() + 1), picture)
        left = tick.right() + Space.S
        line = QRectF(left, tick.center().y() - 12, box.right() - left, 24)
        small, strong = metrics("body"), metrics("strong")
        link = small.horizontalAdvance(offer) + Space.M if offer else 0
        wide = line.width()
        fitting = (
            (title, words)
            for words in said
            for title in titles
            if strong.horizontalAdvance(title) + Space.S + small.horizontalAdvance(words) + link <= wide
        )
        title, words = next(fitting, ("", said[-1]))
        if not title:
            title = next((one for one in titles if strong.horizontalAdvance(one) + Space.M <= wide), titles[-1])
            room = wide - Space.S - small.horizontalAdvance(words) - link if offer else wide
            title = strong.elidedText(title, Qt.TextElideMode.ElideRight, max(80, int(room)))
        painter.setFont(font("strong"))
        painter.setPen(ink(colours.text))
        painter.drawText(line, _MIDDLE_LEFT, title)
        at = strong.horizontalAdvance(title) + Space.S
        if not offer and at + small.horizontalAdvance(words) > wide:
            return QRectF()
        painter.setFont(font("body"))
        painter.setPen(ink(colours.muted))
        painter.drawText(line.adjusted(at, 0, 0, 0), _MIDDLE_LEFT, words)
        if not offer:
            return QRectF()
        at += small.horizontalAdvance(words) + Space.M
        painter.setPen(ink(colours.accent))
        painter.drawText(line.adjusted(at, 0, 0, 0), _MIDDLE_LEFT, offer)
        return QRectF(line.left() + at, line.top(), small.horizontalAdvance(offer), line.height())


_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_SYMBOLS = {State.RETURNED: "!", State.ACCEPTED: "✓"}


def _caption_font() -> QFont:
    made = QFont(font("body"))
    made.setPixelSize(12)
    return made


def tick_box(heading: QRectF) -> QRectF:
    """Return where the box of a heading lies."""
    return QRectF(heading.left(), heading.top() + 13, 16, 16)


def in_two_lines(name: str, first: int, second: int, metrics: QFontMetrics) -> tuple[str, str]:
    """Write a name over two lines of these widths; what is too long loses its middle, for the end tells names apart."""
    if metrics.horizontalAdvance(name) <= first:
        return name, ""
    cut = len(metrics.elidedText(name, Qt.TextElideMode.ElideRight, first + metrics.horizontalAdvance("…"))) - 1
    breaks = [place + 1 for place in range(cut) if name[place] in " _-."]
    if breaks and breaks[-1] > cut // 2:
        cut = breaks[-1]
    return name[:cut].rstrip(), metrics.elidedText(name[cut:].lstrip(), Qt.TextElideMode.ElideLeft, second)


def day_words(day: str) -> str:
    """Write "Sabtu, 21 November 2026", "November 2026", "2026"; an unknown or unreadable day is said to be so."""
    if day and len(day) < len("2026-11-21"):
        return formats.when(day, texts.language())
    try:
        return formats.full_date(date.fromisoformat(day), texts.language())
    except ValueError:
        return QCoreApplication.translate("Item", "Tanggal tidak diketahui")
