"""What Tandai does about activities: group the selection, accept a proposal, take items out, rename. One deed each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.item_models.listing_reader import Section, day_of
from kla_desktop.gui.keying.keys import Command
from kla_desktop.gui.pages.tagging.grid_view import GridView
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import ActivityId, EvidenceId
from kla_desktop.operations import browse
from kla_desktop.operations.accept_activities import (
    AcceptActivitiesRequest,
    ActivitiesAccepted,
    accept_activities,
)
from kla_desktop.operations.group import Grouped, GroupRequest, group
from kla_desktop.operations.split import Split, SplitRequest, split
from kla_desktop.system.progress import Progress
from kla_desktop.wording import activities, deeds

if TYPE_CHECKING:
    from kla_desktop.operations.workspace import Workspace

Result = Grouped | Split | ActivitiesAccepted


class Activities(QObject):
    """Acts on what is selected in the grid."""

    def __init__(self, context: Context, model: EvidenceModel, grid: GridView, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._model, self._grid = context, model, grid
        grid.offer_taken.connect(self.accept)

    def carry_out(self, command: Command) -> None:
        """Carry out one of the commands about activities."""
        match command:
            case Command.GROUP:
                self._group()
            case Command.SPLIT:
                self._run(lambda ws, ids, progress: split(ws, SplitRequest(ids), progress), "ungrouped")
            case _:
                self.rename()

    @property
    def is_whole(self) -> bool:
        """Whether exactly the items of one standing activity are selected."""
        section = self._whole()
        return section is not None and not section.proposed

    def accept(self, proposal: str) -> None:
        """Make an activity of a proposal."""
        request = AcceptActivitiesRequest((ActivityId(proposal),))
        self._start(lambda ws, progress: accept_activities(ws, request, progress), "grouped")

    def rename(self) -> None:
        """Ask for another name of the activity that the current item belongs to."""
        item = self._model.item(self._grid.current_row)
        if item is None or not item.activity:
            return
        activity = item.activity
        dialog = QInputDialog(self._grid)
        dialog.setWindowTitle(self.tr("Ganti nama kegiatan"))
        dialog.setLabelText(self.tr("Nama kegiatan"))
        dialog.setOkButtonText(self.tr("Simpan"))
        dialog.setCancelButtonText(self.tr("Batal"))
        dialog.setTextValue(activities.name(item.activity_title, day_of(item.captured_at), texts.language()))
        dialog.resize(420, dialog.sizeHint().height())
        dialog.textValueSelected.connect(lambda text: self._name(activity, text))
        dialog.open()

    def _name(self, activity: ActivityId, text: str) -> None:
        request = GroupRequest(title=text, activity=activity)
        self._start(lambda ws, progress: group(ws, request, progress), "renamed")

    def _group(self) -> None:
        whole = self._whole()
        if whole is None and self._grid.selected_count() <= 1:
            whole = self._section_of(self._grid.current_row)
        if whole is not None and whole.proposed:
            self.accept(whole.key)
        elif self._grid.selected_count() > 1:
            self._run(lambda ws, ids, progress: group(ws, GroupRequest(ids), progress), "grouped")
        else:
            text = self.tr("Pilih semua berkas satu kegiatan, lalu tekan Ctrl+G.")
            self._context.say(text, can_undo=False)

    def _whole(self) -> Section | None:
        """Return the section whose items are selected, all of them and no others."""
        rows = self._grid.selected_rows()
        section = self._section_of(rows[0]) if rows else None
        return section if section is not None and section.key and section.count == len(rows) else None

    def _section_of(self, row: int) -> Section | None:
        inside = (one for one in self._model.sections if one.start <= row < one.start + one.count)
        section = next(inside, None)
        rows = self._grid.selected_rows()
        if section is None or any(not section.start <= each < section.start + section.count for each in rows):
            return None
        return section

    def _run(self, verb: "Callable[[Workspace, tuple[EvidenceId, ...], Progress], Result]", said: str) -> None:
        numbers = self._grid.selected_numbers()
        if numbers:
            self._start(
                lambda ws, progress: verb(ws, tuple(item.id for item in browse.items(ws, numbers)), progress), said
            )

    def _start(self, work: "Callable[[Workspace, Progress], Result]", said: str) -> None:
        ws = self._context.workspace

        def done(result: Result) -> None:
            if result.evidence:
                self._context.say(deeds.deed(said, len(result.evidence), texts.language(), "file"))
            elif said == "grouped":
                self._context.say(self.tr("Berkas yang dipilih sudah satu kegiatan."), can_undo=False)
            elif said == "ungrouped":
                self._context.say(self.tr("Berkas yang dipilih tidak ada dalam kegiatan."), can_undo=False)
            self._grid.setFocus()

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: work(ws, progress),
            done=done,
            failed=self._context.desk.show_failure,
            initiator=self,
            label=self.tr("Menyimpan perubahan"),
        )
