"""Takes copies of the selected items out of the window: onto the clipboard, or dragged into another program."""

from collections.abc import Callable, Sequence
from itertools import count

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from kla_desktop.gui.carried import carried
from kla_desktop.gui.context import Context
from kla_desktop.jobs.events import Lane
from kla_desktop.operations import browse
from kla_desktop.operations.save_copies import CopiesSaved, SaveCopiesRequest, save_copies
from kla_desktop.system.progress import Progress

MOST = 500
"""More are better saved into a folder."""
_ACROSS = 96


class Carrying(QObject):
    """Copies are private until they are dropped or pasted, and swept when the window opens and closes."""

    def __init__(self, context: Context, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._folders = count(1)

    def copy(self, numbers: Sequence[int]) -> None:
        """Put copies of items (by row number) onto the clipboard."""

        def done(result: CopiesSaved) -> None:
            names = "\n".join(path.name for path in result.files)
            QApplication.clipboard().setMimeData(carried(result.files, names))
            text = self.tr("%n salinan siap ditempel, tanpa titik lokasi", "", len(result.files))
            self._context.say(text, can_undo=False)

        self._make(numbers, done)

    def drag(self, numbers: Sequence[int], picture: QPixmap | None) -> None:
        """Drag copies of items for as long as the button is held; `picture` goes with the mouse."""

        def done(result: CopiesSaved) -> None:
            if not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                return  # let go meanwhile
            text = self.tr("%n salinan siap dilepas, tanpa titik lokasi", "", len(result.files))
            self._context.say(text, can_undo=False)
            drag = QDrag(self._view)
            drag.setMimeData(carried(result.files))
            if picture is not None:
                drag.setPixmap(picture.scaledToWidth(_ACROSS, Qt.TransformationMode.SmoothTransformation))
                drag.setHotSpot(QPoint(-8, -8))
            drag.exec(Qt.DropAction.CopyAction)

        self._make(numbers, done)

    def _make(self, numbers: Sequence[int], done: Callable[[CopiesSaved], object]) -> None:
        if not numbers:
            return
        if len(numbers) > MOST:
            text = self.tr("Itu terlalu banyak untuk disalin sekaligus. Simpan salinannya ke folder dengan Ctrl+S.")
            self._context.tell(text)
            return
        ws, folder = self._context.workspace, self._context.opened_copies / f"salinan-{next(self._folders)}"

        def work(progress: Progress) -> CopiesSaved:
            folder.mkdir(parents=True, exist_ok=True)
            ids = tuple(item.id for item in browse.items(ws, numbers))
            return save_copies(ws, SaveCopiesRequest(ids, folder), progress)

        def made(result: CopiesSaved) -> None:
            if result.restricted or result.failed:
                left = len(result.restricted) + len(result.failed)
                self._context.tell(
                    self.tr("%n bukti tidak disalin: terbatas, atau titik lokasinya tidak bisa dihapus.", "", left)
                )
            if result.files:
                done(result)

        self._context.job_bridge.run(
            Lane.TRANSFER,
            work,
            done=made,
            failed=self._context.desk.show_failure,
            initiator=self,
            label=self.tr("Menyiapkan salinan"),
        )
