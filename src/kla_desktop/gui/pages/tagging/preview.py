"""The middle panel of Tandai: the item large, and what is known of it, to be mended for the whole selection."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.item_words import (
    is_estimate,
    sentence,
    source_words,
    warning_words,
    when_words,
)
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.tagging.containers import Containers
from kla_desktop.gui.pages.tagging.hit_label import HitLabel
from kla_desktop.gui.pages.tagging.large_picture import LargePicture
from kla_desktop.gui.pages.tagging.selection import Summary
from kla_desktop.gui.place_choices import place_choices
from kla_desktop.gui.theme import Size, Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.chip import Chip
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.photo_view import PhotoView
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.gui.widgets.veil import Veil
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.contradictions import other_time
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.likeness import SIMILAR
from kla_desktop.model.listing import Item
from kla_desktop.operations.browse import Detail
from kla_desktop.system.names import shown
from kla_desktop.wording import formats

_LOWEST = 150
_HIGHEST = 0.9
"""Of the picture's width: a page of paper is still legible, a photo leaves little ground."""
_MAX_SIDE = 720
_MARGIN = 14


class Preview(QFrame):
    """Shows one item, and says what the user wants to be changed."""

    title_given = Signal(str)
    date_given = Signal(str)
    place_given = Signal(str)
    restricted = Signal(bool)
    """A child can be recognised, or not after all."""
    untagged = Signal(object)
    """An Indicator whose chip was taken away."""
    opened = Signal()
    """The picture was double-clicked."""
    compare_asked = Signal()
    left = Signal()
    """Enter or Esc in a field: the user goes on with the grid."""

    def __init__(self, context: Context, containers: Containers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._containers = containers
        self._context = context
        self._item: Item | None = None
        self._summary: Summary | None = None
        self._has_thumbnail = False
        self._large = LargePicture(context, _MAX_SIDE, self)
        self._large.came.connect(self._have_picture)
        self._large.told.connect(self._told)
        self._large.failed.connect(self._no_picture)
        self.view = PhotoView()
        self.view.setMinimumHeight(_LOWEST)
        self.view.installEventFilter(self)
        self.veil = Veil(self.view)
        self._many = Label("", "strong", wrap=True)
        self._names = [Label("", "label", "muted") for _ in range(3)]
        self._file, self._when, self._where = (Label("", wrap=True) for _ in range(3))
        self._source = Chip("", "plain", wrap=True)
        self._warning = Label("", "small", "warn", wrap=True)
        self.hit = HitLabel()
        self._title_name, self._date_name, self._place_name = (Label("", "small", "muted") for _ in range(3))
        self.title, self.date = QLineEdit(), QLineEdit()
        self.place = PlacePicker(place_choices(context.workspace.places))
        self.restriction = QCheckBox()
        self.restriction.clicked.connect(self.restricted)
        self.act = Button("", kind="link", clicked=self._act)
        self.act.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.compare = Button("", kind="link", clicked=self.compare_asked.emit, key="B")
        self.compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.other_time = Button("", kind="link", clicked=self._give_other_time)
        self.other_time.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._other_time = ""
        self._tags_name = Label("", "small", "muted")
        self._tags = QVBoxLayout()
        self._arrange()
        for field, given in ((self.title, self._give_title), (self.date, self._give_date)):
            field.editingFinished.connect(given)
            field.installEventFilter(self)
        self.place.picked.connect(self._give_place)
        self.place.installEventFilter(self)
        self.retranslate()
        self.show_nothing()

    def _arrange(self) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(Space.S)
        facts.setVerticalSpacing(6)
        facts.setColumnMinimumWidth(0, 60)
        facts.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for line, (name, value) in enumerate(zip(self._names, (self._file, self._when, self._where), strict=True)):
            facts.addWidget(name, line * 2, 0, top)
            facts.addWidget(value, line * 2, 1, top)
        facts.addWidget(self._source, 3, 0, 1, 2, top | Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self.view, 1)
        column.addSpacing(Space.XS)
        column.addWidget(self.hit)
        column.addWidget(self._many)
        column.addLayout(facts)
        column.addWidget(self._warning)
        for link in (self.other_time, self.act, self.compare):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._tags_name)
        column.addLayout(self._tags)
        for name, field in (
            (self._title_name, self.title),
            (self._date_name, self.date),
            (self._place_name, self.place),
        ):
            column.addSpacing(Space.XS)
            column.addWidget(name)
            column.addWidget(field)
        column.addSpacing(Space.XS)
        column.addWidget(self.restriction)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        inside.setMinimumWidth(0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(area)
        self.setMinimumWidth(Size.PREVIEW - 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the picture be as high as it is of use."""
        super().resizeEvent(event)
        self.view.setMaximumHeight(max(_LOWEST, round((self.width() - 2 * _MARGIN) * _HIGHEST)))

    def retranslate(self) -> None:
        """Set every text anew."""
        for label, text in zip(self._names, (self.tr("Berkas"), self.tr("Waktu"), self.tr("Tempat")), strict=True):
            label.setText(text)
        self._title_name.setText(self.tr("Judul"))
        self._date_name.setText(self.tr("Tanggal yang benar"))
        self._place_name.setText(self.tr("Tempat kegiatan"))
        self._tags_name.setText(self.tr("Tanda"))
        self.compare.setText(self.tr("Bandingkan…"))
        self.title.setAccessibleName(self.tr("Judul"))
        self.date.setAccessibleName(self.tr("Tanggal yang benar"))
        self.date.setPlaceholderText(self.tr("hari/bulan/tahun"))
        self.place.set_name(self.tr("Tempat kegiatan"))
        self.restriction.setText(self.tr("Wajah anak terlihat → batasi"))
        self.restriction.setToolTip(
            self.tr("Gambarnya disamarkan dalam daftar dan tidak dimuat dalam cetakan. Tombol: W")
        )
        self.view.setToolTip(self.tr("Klik dua kali atau Spasi: pratinjau besar"))
        if self._item is not None and self._summary is not None:
            self.show_item(self._item, self._summary, None)

    # --- what is shown
    @property
    def item(self) -> Item | None:
        """The item shown."""
        return self._item

    def show_nothing(self) -> None:
        """Say that nothing is selected."""
        self._item = self._summary = None
        self._large.forget()
        self.veil.cover(None, None)
        self.hit.show_hit(None)
        self.view.set_sentence(self.tr("Pilih berkas di sebelah kiri."))
        self.view.set_pages(0, 0, None)
        for widget in self._details():
            widget.hide()

    def _details(self) -> list[QWidget]:
        return [
            *self._names, self._file, self._when, self._where, self._source, self._warning, self.other_time, self.act,
            self.compare, self._many, self._tags_name,
            self._title_name, self.title, self._date_name, self.date, self._place_name, self.place, self.restriction,
        ]  # fmt: skip

    def show_item(self, item: Item, summary: Summary, thumbnail: QPixmap | None) -> None:
        """Show the current item; the fields below hold what the whole selection has in common."""
        before = self._item
        other = before is None or before.id != item.id or before.warnings != item.warnings
        self._item, self._summary = item, summary
        for widget in self._details():
            widget.show()
        if other:
            self._show_picture(item, thumbnail)
        else:
            self.view.set_name(sentence(item, self._context.workspace.catalogue))
        self.veil.cover(item, thumbnail)
        mixed = self.tr("(beragam)")
        several = summary.count > 1
        self._many.setVisible(several)
        self._many.setText(self.tr("%n berkas dipilih. Perubahan berlaku untuk semuanya.", "", summary.count))
        self._file.setText(texts.breakable(shown(item.name)))
        self._file.setAccessibleName(shown(item.name))
        when = mixed if summary.when is None else when_words(item) or "–"
        self._when.setText(when)
        self._source.setVisible(summary.when is not None)
        self._source.set_text(source_words(item), "warn" if is_estimate(item) or not item.captured_at else "plain")
        places = self._context.workspace.places
        self._where.setText(mixed if summary.place is None else places.label(summary.place) or "–")
        warning = "" if several else warning_words(item)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self._offer_time("" if several or not summary.own else other_time(item.claims, item.doubts, item.captured_at))
        offer = "" if several else self._containers.offer(item)
        self.act.setText(offer)
        self.act.setVisible(bool(offer))
        self.compare.setVisible(not several and SIMILAR in item.warnings)
        if not self.title.hasFocus() or other:
            self.title.setText(summary.title or "")
            self.title.setModified(False)
        self.title.setPlaceholderText(mixed if summary.title is None else "")
        if not self.date.hasFocus() or other:
            self.date.clear()
        self.place.set_code(summary.place or "")
        line = self.place.lineEdit()
        if line is not None:
            line.setPlaceholderText(mixed if summary.place is None else self.tr("Tempat kegiatan"))
        for field in (self.title, self.date, self.place):
            field.setEnabled(summary.own)
        partial, whole = Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked
        self.restriction.setCheckState(
            partial if summary.restricted is None else whole if summary.restricted else Qt.CheckState.Unchecked
        )
        self.restriction.setEnabled(summary.own or self._context.workspace.is_secretariat)
        self._show_tags(summary)

    def _offer_time(self, value: str) -> None:
        self._other_time = value
        self.other_time.setText(self.tr("Pakai {moment}").format(moment=formats.when(value, texts.language())))
        self.other_time.setVisible(bool(value))

    def _show_tags(self, summary: Summary) -> None:
        while (old := self._tags.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for slug, count in summary.tags:
            indicator = self._context.workspace.catalogue.by_slug.get(slug)
            if indicator is None:
                continue
            words = indicator.label(texts.language())
            if count < summary.read:
                words += " · " + self.tr("{n} dari {total}").format(n=count, total=summary.read)
            chip = Chip(words, "info", removable=summary.own)
            chip.removed.connect(lambda indicator=indicator: self._drop(indicator))
            self._tags.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        self._tags_name.setVisible(bool(summary.tags))

    def _drop(self, indicator: Indicator) -> None:
        self.untagged.emit(indicator)

    def _show_picture(self, item: Item, thumbnail: QPixmap | None) -> None:
        said = sentence(item, self._context.workspace.catalogue)
        self.view.set_pages(0, 0, None)
        self._has_thumbnail = thumbnail is not None
        if thumbnail is not None:
            self.view.set_image(thumbnail.toImage(), said)
        else:
            self.view.set_sentence(self.tr("memuat…"))
        self._large.ask(item)

    def _have_picture(self, evidence: EvidenceId, image: QImage | None, page: int, pages: int) -> None:
        item = self._item
        if item is None or item.id != evidence:
            return
        if image is not None:
            self.view.set_image(image, sentence(item, self._context.workspace.catalogue))
            self.view.set_pages(page, pages, self._turn if pages > 1 else None)
        elif not self._has_thumbnail:
            self.view.set_sentence(self.tr("Tidak ada gambar untuk berkas ini. Ctrl+Enter membukanya."))

    def take_thumbnail(self, thumbnail: QPixmap) -> None:
        """Show a picture that came after its item did: a page drawn later, the inside of a file just unlocked."""
        if self._item is not None and not self._has_thumbnail and not self.view.has_image:
            self._has_thumbnail = True
            self.view.set_image(thumbnail.toImage(), sentence(self._item, self._context.workspace.catalogue))
            self.veil.cover(self._item, thumbnail)

    def _act(self) -> None:
        if self._item is not None:
            self._containers.act(self._item)

    def _told(self, evidence: EvidenceId, detail: Detail) -> None:
        """Keep the thumbnail of a document; without one, say its first words."""
        if self._item is not None and self._item.id == evidence and not self._has_thumbnail:
            self.view.set_sentence(detail.text[:300] or self.tr("Ctrl+Enter membukanya."))

    def _no_picture(self, evidence: EvidenceId, failure: Failure) -> None:
        if self._item is not None and self._item.id == evidence:
            self.view.set_sentence(failure.sentence)

    def _turn(self, page: int) -> None:
        if self._item is not None:
            self._large.ask(self._item, page, at_once=True)

    # --- what is given
    def _give_title(self) -> None:
        if self.title.isModified() and self._summary is not None:
            self.title.setModified(False)
            if self.title.text().strip() != (self._summary.title or ""):
                self.title_given.emit(self.title.text())

    def _give_date(self) -> None:
        if self.date.text().strip():
            text = self.date.text()
            self.date.clear()
            self.date_given.emit(text)

    def _give_other_time(self) -> None:
        self.date_given.emit(self._other_time)
        self.left.emit()  # the link goes with its warning

    def _give_place(self, code: str) -> None:
        if code:
            self.place_given.emit(code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back to the grid by Enter or Esc; open the big preview by a double click."""
        if watched is self.view and event.type() == QEvent.Type.MouseButtonDblClick:
            self.opened.emit()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                if isinstance(watched, QLineEdit) and self._summary is not None:
                    watched.setText((self._summary.title or "") if watched is self.title else "")
                    watched.setModified(False)
                self.left.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(watched, QLineEdit):
                self.left.emit()  # the focus leaves, and the field says what was given
                return True
        return super().eventFilter(watched, event)
