"""Step 2: which folders to watch, with a live count of what lies in them. Nothing is moved, changed or deleted."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.job_bridge import JobBridge
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.system.progress import Progress
from kla_desktop.watching.scan import FoundFile, scan

PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff", ".gif", ".bmp"})
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".txt", ".rtf"})
COUNT_SECONDS = 8.0
"""A very large folder is counted so long, and "more than" is said."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What lies in the folders; `newest` is the youngest photo. `whole` is False when counting took too long."""

    photos: int
    documents: int
    newest: str
    whole: bool


def count_in(folders: Sequence[str], progress: Progress) -> Counted:
    """Count by the endings of names; nothing is opened."""
    photos = documents = 0
    newest, newest_at = "", 0
    until = time.monotonic() + COUNT_SECONDS
    for folder in folders:
        for found in scan(folder):
            if not isinstance(found, FoundFile):
                continue
            ending = PurePath(found.path).suffix.casefold()
            if ending in PHOTOS:
                photos += 1
                if found.mtime_ns > newest_at:
                    newest, newest_at = found.path, found.mtime_ns
            elif ending in DOCUMENTS:
                documents += 1
            if (photos + documents) % 200 == 0:
                progress.checkpoint()
            if time.monotonic() > until:
                return Counted(photos, documents, newest, whole=False)
    return Counted(photos, documents, newest, whole=True)


def proposals() -> list[tuple[str, bool]]:
    """Return the folders to offer, and whether each is ticked at first: downloads, pictures."""
    where = QStandardPaths.StandardLocation
    made: list[tuple[str, bool]] = []
    for location, ticked in ((where.DownloadLocation, True), (where.PicturesLocation, False)):
        folder = QStandardPaths.writableLocation(location)
        home = QStandardPaths.writableLocation(where.HomeLocation)
        if folder and folder != home and Path(folder).is_dir():
            made.append((folder, ticked))
    return made


class FoldersStep(QWidget):
    """Tick boxes, one a folder."""

    def __init__(self, bridge: JobBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._asked = 0
        self.counted: Counted | None = None
        self.boxes: list[tuple[QCheckBox, str]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._count = Label("", "strong", wrap=True)
        self._promise = Label("", tone="muted", wrap=True)
        self._other = Button("", "folder", clicked=self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.setSpacing(Space.S)
        column.addLayout(self._list)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._count)
        column.addStretch(1)
        column.addWidget(self._promise)
        for folder, ticked in proposals():
            self.offer(folder, ticked=ticked)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title = self.tr("Di mana foto dan notulen Anda?")
        self._promise.setText(
            self.tr(
                "Foto dan dokumen dari folder ini masuk sendiri, juga yang baru. Kami hanya membaca: "
                "berkas asli Anda tidak dipindah, diubah, atau dihapus."
            )
        )
        self._other.setText(self.tr("Folder lain…"))
        self._say_count()

    @property
    def chosen(self) -> list[str]:
        """The folders ticked."""
        return [folder for box, folder in self.boxes if box.isChecked()]

    def offer(self, folder: str, *, ticked: bool) -> None:
        """Add a folder to the list."""
        if any(folder == held for _, held in self.boxes):
            return
        box = QCheckBox(PurePath(folder).name or folder)
        box.setToolTip(folder)
        box.setChecked(ticked)
        box.toggled.connect(lambda _on: self.count())
        self.boxes.append((box, folder))
        self._list.addWidget(box)
        self.count()

    def count(self) -> None:
        """Count anew, off the GUI thread."""
        self._asked += 1
        number, folders = self._asked, self.chosen
        self.counted = None
        self._say_count()
        if not folders:
            return
        self._bridge.run(
            Lane.QUERY,
            lambda progress: count_in(folders, progress),
            done=lambda counted: self._have(number, counted),
            initiator=self,
        )

    def _have(self, number: int, counted: Counted) -> None:
        if number != self._asked:
            return
        self.counted = counted
        self._say_count()

    def _say_count(self) -> None:
        counted = self.counted
        if counted is None:
            self._count.setText(self.tr("Menghitung…") if self.chosen else "")
            return
        words = self.tr("{photos}, {documents} ditemukan").format(
            photos=texts.counted(counted.photos, "photo"), documents=texts.counted(counted.documents, "document")
        )
        self._count.setText(words if counted.whole else self.tr("Lebih dari {count}").format(count=words))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Pilih folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.offer(name, ticked=True))
        dialog.open()
