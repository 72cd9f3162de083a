"""Offers what lies on a stick, card or phone once it is plugged in. Only receipts for us come in by themselves."""

from pathlib import Path, PurePath

from PySide6.QtCore import QObject, Signal

from kla_desktop.app.drive_watch import DriveWatch
from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.offer_dialog import OfferDialog
from kla_desktop.gui.widgets.message_bar import MessageBar
from kla_desktop.jobs.events import Lane
from kla_desktop.operations.survey_drives import (
    Offer,
    SilenceRequest,
    Surveyed,
    SurveyRequest,
    silence_drive,
    survey_drives,
)
from kla_desktop.system.names import shown
from kla_desktop.system.volumes import Volume
from kla_desktop.wording.drives import counts


class DriveOffers(QObject):
    """One per window. A drive is offered once each time it is plugged in."""

    _arrived = Signal(object)

    def __init__(self, context: Context, bar: MessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._bar = context, bar
        self._arrived.connect(self.look_at)
        self._watch = DriveWatch(self._arrived.emit)

    def start(self) -> None:
        """Begin to look for drives."""
        self._watch.start()

    def close(self) -> None:
        """Stop."""
        self._watch.close()

    def look_at(self, drive: Volume) -> None:
        """Take receipts from a drive; count what else lies on it, and offer it if something of it is new."""
        self._context.hub.look_at_stick(Path(drive.path))
        work = self._context.workspace
        self._context.job_bridge.run(
            Lane.TRANSFER,
            lambda progress: survey_drives(work, SurveyRequest((drive,)), progress),
            done=self._counted,
            failed=lambda _failure: None,
            initiator=self,
        )

    def _counted(self, found: Surveyed) -> None:
        for offer in found.offers:
            if offer.is_due:
                self._show(offer)

    def _show(self, offer: Offer) -> None:
        found = offer.survey
        said = counts(found.photos, found.movies, found.papers, found.new, texts.language())
        text = self.tr("{drive} terpasang: {counts}. Belum ada yang dimasukkan.")
        if not found.complete:
            text = self.tr("{drive} terpasang: lebih dari {counts}. Belum ada yang dimasukkan.")
        self._bar.show_message(
            text.format(drive=self._name(offer), counts=said),
            "info",
            self.tr("Masukkan"),
            lambda: self._take(offer, offer.folders),
            more=(
                (self.tr("Lihat"), lambda: self._look(offer)),
                (self.tr("Jangan tanya untuk drive ini"), lambda: self._silence(offer)),
            ),
        )

    def _name(self, offer: Offer) -> str:
        drive = offer.drive
        return shown(drive.label) or shown(PurePath(drive.path).name) or self.tr("USB")

    def _look(self, offer: Offer) -> None:
        OfferDialog(self._name(offer), offer, self._take, self._context.desk.window).show()

    def _take(self, offer: Offer, folders: tuple[str, ...]) -> None:
        self._context.desk.take_from(self._name(offer), folders)

    def _silence(self, offer: Offer) -> None:
        work, request = self._context.workspace, SilenceRequest(offer.drive.identity)
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: silence_drive(work, request, progress),
            failed=self._context.desk.show_failure,
            initiator=self,
        )
