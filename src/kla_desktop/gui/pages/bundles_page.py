"""Bundel: pack and hand over, receive and answer; at the secretariat also who may send."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.enrol_dialog import InvitationDialog
from kla_desktop.gui.dialogs.received_dialog import ReceivedDialog
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.bundle_reading import (
    BundleLine,
    BundleStory,
    BundleTable,
    StationLine,
    folder_drive,
    read_bundles,
    read_drives,
    read_story,
)
from kla_desktop.gui.pages.bundle_table import BundleModel, BundleTableView
from kla_desktop.gui.pages.drive_panel import DrivePanel
from kla_desktop.gui.pages.joining import INVITATION, Joining
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.gui.pages.receipt_panel import ReceiptPanel
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.pages.station_panel import StationPanel
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.ids import BundleId, StationId
from kla_desktop.model.station import Trust
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.enrol import (
    EnrolmentRequest,
    EnrolmentWritten,
    TrustChanged,
    TrustRequest,
    change_trust,
    write_enrolment,
)
from kla_desktop.operations.hand_over import HandedOver, HandOverRequest, hand_over
from kla_desktop.operations.pack import Packed, PackRequest, pack
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.reply import Replied, ReplyRequest, reply
from kla_desktop.system.volumes import SystemVolumes, Volumes
from kla_desktop.wording.deeds import copied_safely
from kla_desktop.wording.sentences import sentence

_SHOWS = Changes.EVIDENCE | Changes.BUNDLES | Changes.REVIEWS | Changes.STATIONS | Changes.TAGS | Changes.SETTINGS
ENDING = ".kla"
LOOK_MS = 2000
"""How often sticks are looked for while the page is shown."""
WIDTH = 300


class BundlesPage(LivePage):
    """List and receipt at the left; where bundles go, and between whom, at the right."""

    def __init__(self, context: Context, volumes: Volumes | None = None) -> None:
        super().__init__(context, _SHOWS)
        self._ws = context.workspace
        self._volumes: Volumes = volumes or SystemVolumes()
        self._desk = self._ws.is_secretariat
        self._table: BundleTable | None = None
        self._folder: Path | None = None
        self._copying = False
        self.make_button = Button("", "box", "plain" if self._desk else "primary", clicked=self.make, key="Ctrl+B")
        self.receive_button = Button("", "receive", "primary" if self._desk else "plain", clicked=self.ask_for_bundles)
        self.model = BundleModel(self)
        self.list = BundleTableView(self.model)
        self.receipt = ReceiptPanel(lambda: context.go("review"))
        self.drives = DrivePanel(copy=self.copy_to, receive=self._receive_from, choose_folder=self._choose_folder)
        self.joining = Joining(self)
        self.stations = StationPanel(
            join=self.joining.ask_for_invitation,
            invite=self._invite,
            accept=self.accept_station,
            revoke=self._ask_to_revoke,
        )
        self.empty = RoomyEmpty("", "box")
        self._first = self.empty.add_action("", self._begin)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look_for_drives)
        self.setAcceptDrops(True)
        self._arrange()
        self.list.picked.connect(self._follow)
        self.retranslate()

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 3)
        column.addWidget(self.receipt, 2)
        self.stack.addWidget(lists)
        self.stack.addWidget(self.empty)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        right.setSpacing(Space.XL)
        first, second = (self.stations, self.drives) if self._desk else (self.drives, self.stations)
        right.addWidget(first)
        right.addWidget(second)
        right.addStretch(1)
        self.panel = QFrame()
        self.panel.setProperty("surface", "panel")
        self.panel.setFixedWidth(WIDTH)
        held = QVBoxLayout(self.panel)
        held.setContentsMargins(1, 0, 0, 0)
        held.addWidget(Scroller(inside))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.stack, 1)
        row.addWidget(self.panel)

    # --- what the shell asks
    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Receive and make."""
        return (self.make_button, self.receive_button) if self._desk else (self.receive_button, self.make_button)

    def panes(self) -> Sequence[QWidget]:
        """List, receipt, panel."""
        return (self.list, self.receipt, self.panel)

    def arrive(self, wish: object = None) -> None:
        """Make or receive at once if that is wished for."""
        super().arrive(wish)
        self.list.setFocus()
        if not isinstance(wish, dict):
            return
        if wish.get("make"):
            self.make()
        paths = wish.get("receive")
        if paths is True:
            self.ask_for_bundles()
        elif isinstance(paths, list | tuple):
            self.receive([Path(str(path)) for path in paths])

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while shown."""
        super().showEvent(event)
        self._look.start()
        self.look_for_drives()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._look.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome bundles and invitations; the window takes everything else."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if files and all(file.suffix in (ENDING, INVITATION) for file in files):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Receive what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        event.accept()
        invitations = [file for file in files if file.suffix == INVITATION]
        if invitations:
            self.joining.read_invitation(invitations[0])
        elif files:
            self.receive(files)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.make_button.setText(self.tr("Buat balasan") if self._desk else self.tr("Buat bundel"))
        self.receive_button.setText(self.tr("Terima bundel…"))
        self.list.setAccessibleName(self.tr("Daftar bundel"))
        self.panel.setAccessibleName(self.tr("Tujuan dan Sekretariat"))
        self.drives.retranslate()
        self.receipt.retranslate()
        if self._table is None:
            self.set_heading(self.tr("Bundel"))
        else:
            self._show(self._table)

    # --- reading
    def reload(self) -> None:
        """Read the list."""
        ws = self._ws
        self.query("bundles", lambda: read_bundles(ws), self._show)

    def _show(self, table: BundleTable) -> None:
        kept = self.chosen.id if self.chosen else None
        self._table = table
        self.model.show_lines(table.lines)
        row = next((at for at, line in enumerate(table.lines) if line.id == kept), 0)
        if table.lines:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.stack.setCurrentIndex(0 if table.lines else 1)
        self._show_empty(table)
        self.stations.show_table(table, secretariat=self._desk)
        waiting = sum(1 for line in table.lines if line.waits)
        parts = [self.tr("%n belum dikirim", "", waiting)] if waiting else []
        if table.untold:
            parts.append(self.tr("%n bukti belum dikemas", "", table.untold))
        self.set_heading(self.tr("Bundel"), " · ".join(parts))
        self._weigh()

    def _show_empty(self, table: BundleTable) -> None:
        if self._desk:
            sentence_, words = (
                self.tr("Belum ada bundel. Bagikan berkas undangan, lalu terima bundel pertama dari kelurahan."),
                self.tr("Terima bundel…"),
            )
        elif table.untold:
            sentence_ = self.tr("Belum ada bundel. %n bukti siap dikemas.", "", table.untold)
            words = self.tr("Buat bundel")
        else:
            sentence_ = self.tr("Belum ada bundel. Tandai bukti, lalu buat bundel pertama Anda.")
            words = self.tr("Tandai bukti")
        self.empty.set_sentence(sentence_)
        self._first.setText(words)

    def _begin(self) -> None:
        if self._desk:
            self.ask_for_bundles()
        elif self._table and self._table.untold:
            self.make()
        else:
            self.context.go("tag")

    @property
    def chosen(self) -> BundleLine | None:
        """The bundle looked at."""
        row = self.list.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _follow(self) -> None:
        line, ws = self.chosen, self._ws
        if line is None:
            return
        self._weigh()
        name = self.model.name(line)

        def show(story: BundleStory) -> None:
            if self.chosen == line:
                self.receipt.show_story(story, name)

        self.query("story", lambda: read_story(ws, line), show)

    def _load(self) -> tuple[BundleLine, ...]:
        """Return what *Salin* would copy: all that waits, or else the chosen one once more."""
        lines = tuple(line for line in self.model.lines if line.waits)
        if not lines and self.chosen is not None and self.chosen.may_go:
            lines = (self.chosen,)
        return lines

    def _weigh(self) -> None:
        load = self._load()
        self.drives.show_load(0 if self._copying else len(load), sum(line.size for line in load))

    # --- make
    def make(self) -> None:
        """Pack what waits, or at the secretariat answer every station with news."""
        ws, run = self._ws, self.context.job_bridge.run
        if self._desk:
            run(
                Lane.PARCEL,
                lambda progress: reply(ws, ReplyRequest(), progress),
                done=self._replied,
                failed=self._not_made,
                initiator=self,
                label=self.tr("Membuat balasan"),
            )
        else:
            run(
                Lane.PARCEL,
                lambda progress: pack(ws, PackRequest(), progress),
                done=self._packed,
                failed=self._not_made,
                initiator=self,
                label=self.tr("Membuat bundel"),
            )

    def _packed(self, result: Packed) -> None:
        items, size = sum(one.items for one in result.bundles), sum(one.size for one in result.bundles)
        words = self.tr("{bundles} dibuat: {items}, {size}")
        text = words.format(
            bundles=texts.counted(len(result.bundles), "bundle"),
            items=texts.counted(items, "evidence"),
            size=texts.size(size),
        )
        self.context.say(text, can_undo=False)
        self.drives.say("ok", "")

    def _replied(self, result: Replied) -> None:
        self.drives.say("ok", "")
        if result.bundles:
            self.context.say(self.tr("%n balasan dibuat", "", len(result.bundles)), can_undo=False)
        else:
            self.context.tell(
                self.tr("Tidak ada kabar baru untuk kelurahan mana pun. Balasan yang lalu tetap tersimpan.")
            )

    def _not_made(self, failure: Failure) -> None:
        if failure.code is ErrorCode.NOT_ENROLLED:
            self.context.tell(failure.sentence, "warn", self.tr("Gabung Sekretariat…"), self.joining.ask_for_invitation)
        elif failure.code is ErrorCode.NOTHING_TO_PACK:
            self.context.tell(failure.sentence, "info", self.tr("Tandai bukti"), lambda: self.context.go("tag"))
        else:
            self.context.desk.show_failure(failure)

    # --- hand over
    def look_for_drives(self) -> None:
        """Ask which sticks are there."""
        volumes = self._volumes
        self.query("drives", lambda: read_drives(volumes), self.drives.show_drives, lambda _failure: None)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Salin ke folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.use_folder(Path(name)))
        dialog.open()

    def use_folder(self, folder: Path) -> None:
        """Offer a folder beside the sticks."""
        volumes = self._volumes
        self.query(
            "folder", lambda: folder_drive(volumes, folder), lambda drive: self.drives.show_folder(folder, drive)
        )

    def copy_to(self, folder: Path) -> None:
        """Copy, read back, and only then say that the stick may be pulled out."""
        ws, load = self._ws, self._load()
        if not load or self._copying:
            return
        request = HandOverRequest(folder, tuple(BundleId(line.id) for line in load))
        self._copying = True
        self.drives.say("ok", "")
        self._weigh()
        self.context.job_bridge.run(
            Lane.TRANSFER,
            lambda progress: hand_over(ws, request, progress),
            done=self._copied,
            failed=self._not_copied,
            stopped=partial(self._copy_over, "warn", self.tr("Penyalinan dihentikan. Bundel aman di laptop ini.")),
            initiator=self,
            label=self.tr("Menyalin ke USB"),
        )

    def _copied(self, _result: HandedOver) -> None:
        self._copy_over("ok", copied_safely(texts.language()))
        self.context.tell(copied_safely(texts.language()), "ok")

    def _not_copied(self, failure: Failure) -> None:
        error = failure.error
        text = failure.sentence
        if isinstance(error, Fixable):
            text = sentence(error.code, texts.language(), **{**error.details, "where": "stick"})
        self._copy_over("danger", text)
        self.context.tell(text, "danger")

    def _copy_over(self, tone: str, text: str) -> None:
        self._copying = False
        self.drives.say(tone, text)
        self._weigh()
        self.look_for_drives()

    # --- receive
    def ask_for_bundles(self) -> None:
        """Choose bundle files."""
        dialog = QFileDialog(self, self.tr("Terima bundel"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Bundel KLA") + f" (*{ENDING})")
        dialog.filesSelected.connect(lambda names: self.receive([Path(name) for name in names]))
        dialog.open()

    def _receive_from(self, folder: Path) -> None:
        self.receive([folder])

    def receive(self, paths: Sequence[Path], then: Callable[[], object] | None = None) -> None:
        """Take bundle files in, or those of a folder or stick; then read what came."""
        ws, request = self._ws, ReceiveRequest(tuple(paths))

        def done(result: Received) -> None:
            self._received(result)
            if then is not None:
                then()

        self.context.job_bridge.run(
            Lane.PARCEL,
            lambda progress: receive(ws, request, progress),
            done=done,
            failed=self.context.desk.show_failure,
            initiator=self,
            label=self.tr("Menerima bundel"),
        )

    def _received(self, result: Received) -> None:
        ws = self._ws
        if any(not one.again_since for one in result.accepted):
            self.context.job_bridge.run(
                Lane.PARCEL,
                lambda progress: derive(ws, DeriveRequest(), progress),
                initiator=self,
                label=self.tr("Membaca isi bukti"),
            )
        words = self.tr("Tinjau sekarang") if self._desk else self.tr("Lihat hasilnya")
        dialog = ReceivedDialog(result, self._name_of, (words, lambda: self.context.go("review")), self)
        dialog.show()

    def _name_of(self, station: StationId) -> str:
        known = self._ws.store.offices.station(station)
        if known is not None:
            return office_name(self._ws.places, known.place, known.agency)
        held = next(iter(self._ws.store.local.held(station)), None)
        return office_name(self._ws.places, str(held.stated["place"]), str(held.stated["agency"])) if held else ""

    # --- who belongs to whom
    def _invite(self) -> None:
        dialog = QFileDialog(self, self.tr("Simpan berkas undangan"))
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
            InvitationDialog(result.path, result.words, self).show()

        self.context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: write_enrolment(ws, EnrolmentRequest(whole), progress),
            done=written,
            failed=self.context.desk.show_failure,
            initiator=self,
        )

    def accept_station(self, station: StationLine) -> None:
        """Trust a station, and take in what waits from it."""
        self._trust(station, revoke=False)

    def _ask_to_revoke(self, station: StationLine) -> None:
        self.context.tell(
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
                self.context.say(self.tr("{name} dicabut").format(name=station.name), can_undo=False)
                return
            self.context.say(self.tr("{name} diterima").format(name=station.name), can_undo=False)
            if result.waiting:
                self.receive(result.waiting)

        self.context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: change_trust(ws, TrustRequest(station.id, revoke), progress),
            done=done,
            failed=self.context.desk.show_failure,
            initiator=self,
        )
