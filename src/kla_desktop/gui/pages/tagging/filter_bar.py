"""The choices in the toolbar of Tandai: which state, folder and kind, and in which order."""

from pathlib import PurePath

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug, PlaceCode
from kla_desktop.model.listing import Filter, Order

STATES = ("new", "all", "returned")


class FilterBar(QObject):
    """Owns the combo boxes; the page puts them into its toolbar."""

    changed = Signal()
    """The user has chosen something else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state, self.folder, self.kind, self.order = (QComboBox() for _ in range(4))
        self.indicator: IndicatorSlug | None = None
        self.place: PlaceCode | None = None
        for box in self.boxes:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _row: self.changed.emit())
        for key in STATES:
            self.state.addItem("", key)
        self.folder.addItem("", "")
        for group in ("", "photo", "document", "video"):
            self.kind.addItem("", group)
        for order in (Order.NEWEST, Order.OLDEST, Order.ADDED):
            self.order.addItem("", order)
        self.retranslate()

    @property
    def boxes(self) -> tuple[QComboBox, ...]:
        """The boxes in reading order."""
        return (self.state, self.folder, self.kind, self.order)

    def retranslate(self) -> None:
        """Set every text anew."""
        names = (self.tr("Tampilkan"), self.tr("Folder"), self.tr("Jenis berkas"), self.tr("Urutan"))
        for box, name in zip(self.boxes, names, strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
        words = (
            (self.state, (self.tr("Belum ditandai"), self.tr("Semua bukti"), self.tr("Dikembalikan"))),
            (self.folder, (self.tr("Semua folder"),)),
            (self.kind, (self.tr("Foto + dokumen"), self.tr("Foto"), self.tr("Dokumen"), self.tr("Video"))),
            (self.order, (self.tr("Baru dulu"), self.tr("Lama dulu"), self.tr("Terakhir masuk"))),
        )
        for box, lines in words:
            for row, line in enumerate(lines):
                box.setItemText(row, line)

    def set_folders(self, folders: list[str]) -> None:
        """Offer the watched folders; a choice that is still there is kept."""
        if [self.folder.itemData(row) for row in range(1, self.folder.count())] == folders:
            return
        kept = self.folder.currentData()
        while self.folder.count() > 1:
            self.folder.removeItem(1)
        for folder in folders:
            self.folder.addItem(PurePath(folder).name or folder, folder)
            self.folder.setItemData(self.folder.count() - 1, folder, 3)  # Qt.ToolTipRole
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
            source=self.folder.currentData() or None,
            group=self.kind.currentData() or None,
            text=text.strip(),
            order=self.order.currentData(),
        )
