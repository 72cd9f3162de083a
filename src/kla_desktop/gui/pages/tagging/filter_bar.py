"""The choices in the toolbar of Tandai: which state and folder; behind one button kinds, order, grouping, moving on."""

from pathlib import PurePath

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from kla_desktop.gui.widgets.button import Button
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.listing import Filter, Order

STATES = ("new", "all", "returned")
KINDS = ("", "photo", "document", "video")
GROUPINGS = ("day", "activity")
ORDERS = (Order.NEWEST, Order.OLDEST, Order.ADDED, Order.BEST)


class FilterBar(QObject):
    """Owns the controls; the page puts them into its toolbar."""

    changed = Signal()
    """The user has chosen something else."""
    advance_changed = Signal(bool)

    def __init__(
        self, *, advance: bool, by_activity: bool = False, order: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.state, self.folder = QComboBox(), QComboBox()
        self.indicator: IndicatorSlug | None = None
        self.place: PlaceCode | None = None
        self.year: int | None = None
        for box in (self.state, self.folder):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _row: self.changed.emit())
        for key in STATES:
            self.state.addItem("", key)
        self.folder.addItem("", "")
        self.view = Button("")
        self.view.setProperty("menu", "true")
        menu = QMenu(self.view)
        self._kinds = self._group(menu, KINDS)
        menu.addSeparator()
        self._orders = self._group(menu, ORDERS)
        menu.addSeparator()
        self._groupings = self._group(menu, GROUPINGS)
        self._groupings.actions()[by_activity].setChecked(True)
        for action in self._orders.actions():
            action.setChecked(action.data() == (order if order in ORDERS else Order.NEWEST))
        menu.addSeparator()
        self.menu, self.end_of_choices = menu, menu.addSeparator()
        self.advance = QAction(menu)
        self.advance.setCheckable(True)
        self.advance.setChecked(advance)
        self.advance.toggled.connect(self.advance_changed)
        menu.addAction(self.advance)
        self.view.setMenu(menu)
        self.retranslate()

    def _group(self, menu: QMenu, values: tuple[str, ...]) -> QActionGroup:
        group = QActionGroup(self)
        for place, value in enumerate(values):
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(place == 0)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(lambda _action: self._chose())
        return group

    def _chose(self) -> None:
        self._name_view()
        self.changed.emit()

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The controls in reading order."""
        return (self.state, self.folder, self.view)

    @property
    def by_activity(self) -> bool:
        """Whether the list is wanted by activity instead of by day."""
        return self._value(self._groupings) == "activity"

    @property
    def order(self) -> str:
        """How the list is sorted."""
        return self._value(self._orders)

    @property
    def is_open_to_all(self) -> bool:
        """Whether folder and kind let everything through."""
        return not (self.folder.currentData() or self._value(self._kinds) or self.indicator or self.place or self.year)

    @property
    def kind_words(self) -> str:
        """The kind of files that is shown alone, in words; empty for all."""
        action = self._kinds.checkedAction()
        return action.text() if action.data() else ""

    def clear_kind(self) -> None:
        """Show all kinds of files again."""
        self._kinds.actions()[0].trigger()

    def clear(self) -> None:
        """Take back all choices but the order; `changed` follows once."""
        self.year = self.place = self.indicator = None
        self.folder.setCurrentIndex(0)
        self.choose_state("all")
        self._kinds.actions()[0].setChecked(True)
        self._chose()

    def retranslate(self) -> None:
        """Set every text anew."""
        for box, name in ((self.state, self.tr("Tampilkan")), (self.folder, self.tr("Folder"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
        for row, text in enumerate((self.tr("Belum ditandai"), self.tr("Semua bukti"), self.tr("Dikembalikan"))):
            self.state.setItemText(row, text)
        self.folder.setItemText(0, self.tr("Semua folder"))
        kinds = (self.tr("Foto + dokumen"), self.tr("Foto"), self.tr("Dokumen"), self.tr("Video"))
        orders = (self.tr("Baru dulu"), self.tr("Lama dulu"), self.tr("Terakhir masuk"), self.tr("Paling cocok"))
        groupings = (self.tr("Menurut hari"), self.tr("Menurut kegiatan"))
        for group, words in ((self._kinds, kinds), (self._orders, orders), (self._groupings, groupings)):
            for action, text in zip(group.actions(), words, strict=True):
                action.setText(text)
        self.advance.setText(self.tr("Maju otomatis setelah ditandai"))
        self.view.setToolTip(self.tr("Jenis berkas, urutan, kelompok"))
        self._name_view()

    def _name_view(self) -> None:
        kind, order = self._kinds.checkedAction(), self._orders.checkedAction()
        words = [kind.text()]
        if order.data() != Order.NEWEST:
            words.append(order.text())
        if self.by_activity:
            words.append(self.tr("Kegiatan"))
        self.view.setText(" · ".join(words))

    @staticmethod
    def _value(group: QActionGroup) -> str:
        return str(group.checkedAction().data())

    def set_folders(self, folders: list[str]) -> None:
        """Offer the watched folders; a choice that is still there is kept."""
        if [self.folder.itemData(row) for row in range(1, self.folder.count())] == folders:
            return
        kept = self.folder.currentData()
        while self.folder.count() > 1:
            self.folder.removeItem(1)
        for folder in folders:
            self.folder.addItem(PurePath(folder).name or folder, folder)
            self.folder.setItemData(self.folder.count() - 1, folder, Qt.ItemDataRole.ToolTipRole)
        self.folder.setCurrentIndex(max(0, self.folder.findData(kept)))

    def choose_state(self, key: str) -> None:
        """Choose which items are shown: new, all or returned."""
        self.state.setCurrentIndex(max(0, self.state.findData(key)))

    def wanted(self, text: str) -> Filter:
        """Return what is asked for, with the words of the search field."""
        state = self.state.currentData()
        return Filter(
            untagged=state == "new",
            states=frozenset({State.RETURNED}) if state == "returned" else frozenset(),
            indicator=self.indicator,
            place=self.place,
            year=self.year,
            source=self.folder.currentData() or None,
            group=self._value(self._kinds) or None,
            text=text.strip(),
            order=Order(self.order),
        )
