"""What is done with bundles: make them, copy them to a stick, take them in, invite and trust; for the page Bundel."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.enrol_dialog import InvitationDialog
from kla_desktop.gui.dialogs.received_dialog import ReceivedDialog
from kla_desktop.gui.dialogs.relay_choice_dialog import RelayChoiceDialog
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.bundles.joining import INVITATION, Joining
from kla_desktop.gui.pages.bundles.reading import BundleLine, Motion, StationLine
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.gui.place_choices import place_choices
from kla_desktop.jobs.events import Advanced, Lane
from kla_desktop.jobs.runner import Ticket
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, StationId
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.model.station import Trust
from kla_desktop.operations.choose_relay import ChooseRelayRequest, choose_relay, standing_choice
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.dispatch import PackedBundle
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolmentWritten,
    TrustChanged,
    TrustRequest,
    change_trust,
    write_enrolment,
)
from kla_desktop.operations.hand_over import HandedOver, HandOverRequest, hand_over
from kla_desktop.operations.pack import Packed, PackRequest, foresee_pack, pack
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.relay import Relayed, RelayRequest, relay
from kla_desktop.operations.reply import Replied, ReplyRequest, reply
from kla_desktop.system.ejecting import eject
from kla_desktop.system.names import shown
from kla_desktop.system.volumes import Volume
from kla_desktop.wording.deeds import copied_safely
from kla_desktop.wording.sentences import sentence

ENDING = ".kla"


class BundleJobs(QObject):
    """Belongs to a page: starts the jobs, and says in the window how they ended."""

    made = Signal(str)
    """The id of a bundle that was just made."""
    copy_said = Signal(str, str, object)
    """Tone, sentence and code for the panel of the sticks; an empty sentence takes the last one away."""
    copying_changed = Signal()
    moved = Signal(object)
    """The Motion of the bundle that is being copied, None once nothing is."""

    ejecting = Signal(bool, str)
    """Whether a stick is being ejected, and the name of the one that just was."""

    def __init__(self, page: LivePage, joining: Joining) -> None:
        super().__init__(page)
        self._page, self._joining = page, joining
        self._context = page.context
        self._ws = page.context.workspace
        self._desk = self._ws.is_secretariat
        self._ticket: Ticket | None = None
        self._load: tuple[BundleLine, ...] = ()
        self._last: Advanced | None = None
        self.interrupted: Path | None = None
        """The stick that was pulled out while it was written, until it is back."""
        self._context.job_bridge.advanced.connect(self._advanced)

    @property
    def copying(self) -> bool:
        """Whether a stick is being written."""
        return self._ticket is not None

    # --- make
    def foresee(self) -> None:
        """Have ready what the user is likely to want next."""
        if self._desk:
            self._ws.parcels.prepare()
        else:
            foresee_pack(self._ws)

    def make(self) -> None:
        """Pack what waits, or at the secretariat answer every station with news."""
        ws, run = self._ws, self._context.job_bridge.run
        if self._desk:
            run(
                Lane.PARCEL,
                lambda progress: reply(ws, ReplyRequest(), progress),
                done=self._replied,
                failed=self._not_made,
                initiator=self._page,
                label=self.tr("Membuat balasan"),
            )
        else:
            run(
                Lane.PARCEL,
                lambda progress: pack(ws, PackRequest(), progress),
                done=self._packed,
                failed=self._not_made,
                initiator=self._page,
                label=self.tr("Membuat bundel"),
            )

    def relay(self, blobs: bool) -> None:
        """Hand up what is accepted to the hub above."""
        ws, request = self._ws, RelayRequest(blobs=blobs)
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: relay(ws, request, progress),
            done=self._relayed,
            failed=self._not_made,
            initiator=self._page,
            label=self.tr("Membuat bundel"),
        )

    def choose_what_goes_up(self) -> None:
        """Ask which of what is accepted goes to the hub above."""
        ws, run = self._ws, self._context.job_bridge.run

        def chosen(choice: RelayChoice) -> None:
            run(
                Lane.INTERACTIVE,
                lambda progress: choose_relay(ws, ChooseRelayRequest(choice), progress),
                initiator=self._page,
            )

        RelayChoiceDialog(
            ws.catalogue.indicators,
            place_choices(ws.places),
            ws.store.evidence.years(),
            choice=standing_choice(ws),
            chosen=chosen,
            parent=self._page,
        ).open()

    def _relayed(self, result: Relayed) -> None:
        words = self.tr("{bundles} dibuat: {items}, {size}")
        text = words.format(
            bundles=texts.counted(len(result.bundles), "bundle"),
            items=texts.counted(result.items, "evidence"),
            size=texts.size(sum(one.size for one in result.bundles)),
        )
        if result.left_out:
            text += " " + self.tr("%n bukti tidak ikut.", "", result.left_out)
        self._context.say(text, can_undo=False)
        self._point_out(result.bundles)

    def _packed(self, result: Packed) -> None:
        items, size = sum(one.items for one in result.bundles), sum(one.size for one in result.bundles)
        words = self.tr("{bundles} dibuat: {items}, {size}")
        text = words.format(
            bundles=texts.counted(len(result.bundles), "bundle"),
            items=texts.counted(items, "evidence"),
            size=texts.size(size),
        )
        self._context.say(text, can_undo=False)
        self._point_out(result.bundles)

    def _replied(self, result: Replied) -> None:
        self._point_out(result.bundles)
        if result.bundles:
            self._context.say(self.tr("%n balasan dibuat", "", len(result.bundles)), can_undo=False)
        else:
            self._context.tell(
                self.tr("Tidak ada kabar baru untuk kelurahan mana pun. Balasan yang lalu tetap tersimpan.")
            )

    def _point_out(self, bundles: Sequence[PackedBundle]) -> None:
        self.copy_said.emit("ok", "", None)  # what was said of another one
        if bundles:
            self.made.emit(bundles[-1].id)

    def _not_made(self, failure: Failure) -> None:
        if failure.code is ErrorCode.NOT_ENROLLED:
            self._context.tell(
                failure.sentence, "warn", self.tr("Gabung Sekretariat…"), self._joining.ask_for_invitation
            )
        elif failure.code is ErrorCode.NOTHING_TO_PACK:
            self._context.tell(failure.sentence, "info", self.tr("Tandai bukti"), lambda: self._context.go("tag"))
        else:
            self._context.desk.show_failure(failure)

    # --- hand over
    def copy_to(self, folder: Path, load: Sequence[BundleLine]) -> None:
        """Copy, read back, and only then say that the stick may be pulled out."""
        ws = self._ws
        if not load or self._ticket is not None:
            return
        request = HandOverRequest(folder, tuple(BundleId(line.id) for line in load))
        self._load = tuple(sorted(load, key=lambda line: (line.recipient, line.number)))
        self._last, self.interrupted = None, None
        self.copy_said.emit("ok", "", None)
        self._ticket = self._context.job_bridge.run(
            Lane.TRANSFER,
            lambda progress: hand_over(ws, request, progress),
            done=self._copied,
            failed=partial(self._not_copied, folder),
            stopped=partial(self._copy_over, "warn", self.tr("Penyalinan dihentikan. Bundel aman di laptop ini.")),
            initiator=self._page,
            label=self.tr("Menyalin ke USB"),
        )
        self.copying_changed.emit()
        self._move()

    def stop_copying(self) -> None:
        """Stop; what lies on the stick already is gone on with next time."""
        if self._ticket is not None:
            self._ticket.cancel()

    def pause_copying(self) -> None:
        """Pause, or go on."""
        if self._ticket is not None:
            if self._ticket.paused:
                self._ticket.resume()
            else:
                self._ticket.pause()
            self._move()

    def _advanced(self, event: Advanced) -> None:
        if self._ticket is not None and event.job == self._ticket.job:
            self._last = event
            self._move()

    def _move(self) -> None:
        if self._ticket is None or not self._load:
            return
        step = self._last.step if self._last is not None else None
        at = min(step.done, len(self._load) - 1) if step is not None else 0
        share = step.bytes_done / step.bytes_total if step is not None and step.bytes_total else 0.0
        parts = [self.tr("{share} %").format(share=round(100 * share))]
        if len(self._load) > 1:
            words = self.tr("bundel {here} dari {all}")
            parts.append(words.format(here=texts.number(at + 1), all=texts.number(len(self._load))))
        if step is not None and step.bytes_total:
            parts.append(texts.size(step.bytes_done // 2) + " / " + texts.size(step.bytes_total // 2))
        if self._ticket.paused:
            parts.append(self.tr("dijeda"))
        elif self._last is not None and self._last.remaining is not None:
            parts.append(texts.time_left(self._last.remaining))
        self.moved.emit(Motion(self._load[at].id, share, " · ".join(parts), self._ticket.paused))

    def _copied(self, _result: HandedOver) -> None:
        self._copy_over("ok", copied_safely(texts.language()))
        self._context.tell(copied_safely(texts.language()), "ok")
        self._context.desk.notify(copied_safely(texts.language()))

    def _not_copied(self, folder: Path, failure: Failure) -> None:
        error = failure.error
        text = failure.sentence
        if failure.code is ErrorCode.DRIVE_GONE:
            self.interrupted = folder
        if isinstance(error, Fixable):
            text = sentence(error.code, texts.language(), **{**error.details, "where": "stick"})
        self._copy_over("danger", text, failure.code)
        self._context.tell(text, "danger")

    def _copy_over(self, tone: str, text: str, code: ErrorCode | None = None) -> None:
        self._ticket = None
        self.moved.emit(None)
        self.copy_said.emit(tone, text, code)
        self.copying_changed.emit()

    def eject(self, volume: Volume) -> None:
        """Let the system close a stick, so that nothing is lost by pulling it out."""

        def over(closed: str = "") -> None:
            self.ejecting.emit(False, closed)

        def failed(failure: Failure) -> None:
            over()
            self._context.desk.show_failure(failure)

        self.ejecting.emit(True, "")
        self._context.job_bridge.run(
            Lane.TRANSFER,
            lambda _progress: eject(volume),
            done=lambda _none: over(shown(volume.label) or self.tr("USB")),
            failed=failed,
            stopped=over,
            initiator=self._page,
        )

    # --- receive
    def ask_for_bundles(self) -> None:
        """Choose bundle files."""
        self._ws.parcels.prepare()
        dialog = QFileDialog(self._page, self.tr("Terima bundel"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Bundel KLA") + f" (*{ENDING})")
        dialog.filesSelected.connect(lambda names: self.receive([Path(name) for name in names]))
        dialog.open()

    def receive(self, paths: Sequence[Path]) -> None:
        """Take bundle files in, or those of a folder or stick; then read what came."""
        ws, request = self._ws, ReceiveRequest(tuple(paths))
        self._context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: receive(ws, request, progress),
            done=self._received,
            failed=self._context.desk.show_failure,
            initiator=self._page,
            label=self.tr("Menerima bundel"),
        )

    def _received(self, result: Received) -> None:
        ws = self._ws
        if any(not one.again_since for one in result.accepted):
            self._context.job_bridge.run(
                Lane.PARCEL,
                lambda progress: derive(ws, DeriveRequest(), progress),
                initiator=self._page,
                label=self.tr("Membaca isi bukti"),
                parks=True,
            )
        words = self.tr("Tinjau sekarang") if self._desk else self.tr("Lihat hasilnya")
        dialog = ReceivedDialog(result, self._name_of, (words, lambda: self._context.go("review")), self._page)
        dialog.show()

    def _name_of(self, station: StationId) -> str:
        known = self._ws.store.offices.station(station)
        if known is not None:
            return office_name(self._ws.places, known.place, known.agency)
        held = next(iter(self._ws.store.local.held(station)), None)
        return office_name(self._ws.places, str(held.stated["place"]), str(held.stated["agency"])) if held else ""

    # --- who belongs to whom
    def ask_where_to_invite(self) -> None:
        """Choose where the invitation is written."""
        dialog = QFileDialog(self._page, self.tr("Simpan berkas undangan"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Undangan Sekretariat") + f" (*{INVITATION})")
        dialog.selectFile(f"undangan{INVITATION}")
        dialog.fileSelected.connect(lambda name: self.write_invitation(Path(name)))
        dialog.open()

    def write_invitation(self, file: Path) -> None:
        """Write the invitation and show the words."""
        ws = self._ws
        whole = file if file.suffix == INVITATION else file.with_name(file.name + INVITATION)

        def written(result: EnrolmentWritten) -> None:
            InvitationDialog(result.path, result.words, self._page).show()

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: write_enrolment(ws, EnrolmentRequest(whole), progress),
            done=written,
            failed=self._context.desk.show_failure,
            initiator=self._page,
        )

    def accept_station(self, station: StationLine) -> None:
        """Trust a station, and take in what waits from it."""
        self._trust(station, revoke=False)

    def ask_to_revoke(self, station: StationLine) -> None:
        """Trust a station no longer, after a second question."""
        self._context.tell(
            self.tr(
                "Cabut kepercayaan pada laptop {name}? Bundel barunya akan ditolak. "
                "Yang sudah diterima tetap tersimpan."
            ).format(name=station.name),
            "warn",
            self.tr("Cabut"),
            lambda: self._trust(station, revoke=True),
        )

    def _trust(self, station: StationLine, *, revoke: bool) -> None:
        ws = self._ws

        def done(result: TrustChanged) -> None:
            if result.trust is Trust.REVOKED:
                self._context.say(self.tr("{name} dicabut").format(name=station.name), can_undo=False)
                return
            self._context.say(self.tr("{name} diterima").format(name=station.name), can_undo=False)
            if result.waiting:
                self.receive(result.waiting)

        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: change_trust(ws, TrustRequest(station.id, revoke), progress),
            done=done,
            failed=self._context.desk.show_failure,
            initiator=self._page,
        )
