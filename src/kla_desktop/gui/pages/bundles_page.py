"""Bundel: pack and hand over, receive and answer; at the secretariat also who may send."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.app.sync_service import Phase
from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.bundles.drive_panel import DrivePanel
from kla_desktop.gui.pages.bundles.hub_panel import HubPanel
from kla_desktop.gui.pages.bundles.jobs import ENDING, BundleJobs
from kla_desktop.gui.pages.bundles.joining import INVITATION, Joining
from kla_desktop.gui.pages.bundles.reading import (
    BundleLine,
    BundleStory,
    BundleTable,
    Drive,
    StationLine,
    folder_drive,
    read_bundles,
    read_drives,
    read_story,
)
from kla_desktop.gui.pages.bundles.receipt_panel import ReceiptPanel
from kla_desktop.gui.pages.bundles.relay_panel import RelayPanel
from kla_desktop.gui.pages.bundles.station_panel import StationPanel
from kla_desktop.gui.pages.bundles.table import BundleModel, BundleTableView
from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.roomy_empty import RoomyEmpty
from kla_desktop.gui.theme import Size, Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import BundleId
from kla_desktop.system.volumes import SystemVolumes, Volumes
from kla_desktop.wording.deeds import copied_safely

_SHOWS = Changes.EVIDENCE | Changes.BUNDLES | Changes.REVIEWS | Changes.STATIONS | Changes.TAGS | Changes.SETTINGS
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
        self._missed: Path | None = None
        """A stick pulled out while it was written, and seen to be gone."""
        self.joining = Joining(self)
        self.jobs = BundleJobs(self, self.joining)
        self._made = BundleId("")
        self._there = set[Path]()
        self.make_button = Button("", "box", "plain" if self._desk else "primary", clicked=self.jobs.make, key="Ctrl+B")
        self.receive_button = Button(
            "", "receive", "primary" if self._desk else "plain", clicked=self.jobs.ask_for_bundles
        )
        self.model = BundleModel(self)
        self.list = BundleTableView(self.model, pause=self.jobs.pause_copying, cancel=self.jobs.stop_copying)
        self.receipt = ReceiptPanel(lambda: context.go("review"))
        self.drives = DrivePanel(
            copy=self.copy_to,
            receive=lambda folder: self.receive([folder]),
            eject=self.jobs.eject,
            choose_folder=self._choose_folder,
            cancel=self.jobs.stop_copying,
        )
        self.hub = HubPanel(context.hub, lambda: context.go("settings", sync=True))
        self.stations = StationPanel(
            join=self.joining.ask_for_invitation,
            invite=self.jobs.ask_where_to_invite,
            accept=self.jobs.accept_station,
            see_all=lambda: context.go("settings", stations=True),
        )
        self.relay = RelayPanel(self.jobs.relay, self.jobs.choose_what_goes_up)
        self.empty = RoomyEmpty("", "box")
        self._first = self.empty.add_action("", self._begin)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look_for_drives)
        self._look.timeout.connect(self._follow_upload)
        self.setAcceptDrops(True)
        self._arrange()
        self.list.picked.connect(self._follow)
        self.jobs.copy_said.connect(self.drives.say)
        self.jobs.made.connect(self._choose_made)
        self.jobs.copying_changed.connect(self._follow_copying)
        self.jobs.moved.connect(self.list.show_motion)
        self.jobs.moved.connect(self.drives.show_motion)
        self.jobs.ejecting.connect(self._follow_ejecting)
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
        ring = Size.FOCUS_RING  # Qt keeps the ring within the panel
        right.setContentsMargins(Space.L - ring, Space.M - ring, Space.L - ring, Space.M - ring)
        right.setSpacing(Space.XL - 2 * ring)
        panels: tuple[QWidget, ...] = (self.hub, self.drives, self.stations)
        if self._desk:
            panels = (self.relay, self.stations, self.hub, self.drives)
        for panel in panels:
            panel.setContentsMargins(ring, ring, ring, ring)
            right.addWidget(panel)
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
        if wish.get("invite"):
            self.jobs.ask_where_to_invite()
        paths = wish.get("receive")
        if paths is True:
            self.jobs.ask_for_bundles()
        elif isinstance(paths, list | tuple):
            self.receive([Path(str(path)) for path in paths])

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while shown; bundles are likely to be made or received now."""
        super().showEvent(event)
        self.jobs.foresee()
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
        self.relay.retranslate()
        self.hub.retranslate()
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
        wanted = [self._made, self.chosen.id if self.chosen else BundleId("")]
        self._table = table
        self.model.show_lines(table.lines)
        ids = [line.id for line in table.lines]
        row = next((ids.index(one) for one in wanted if one in ids), 0)
        if self._made in ids:
            self._made = BundleId("")
        if table.lines:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.stack.setCurrentIndex(0 if table.lines else 1)
        self._show_empty(table)
        self.stations.show_table(table, secretariat=self._desk)
        self.relay.show_upward(table.upward)
        waiting = sum(1 for line in table.lines if line.waits)
        parts = [self.tr("%n belum dikirim", "", waiting)] if waiting else []
        if table.untold:
            parts.append(self.tr("%n bukti belum dikemas", "", table.untold))
        self.set_heading(self.tr("Bundel"), " · ".join(parts))
        self._weigh()

    def _choose_made(self, bundle: BundleId) -> None:
        """Choose what was just made, now or as soon as the list has it."""
        self._made = bundle
        if self._table is not None and bundle in (line.id for line in self._table.lines):
            self._show(self._table)

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
            self.jobs.ask_for_bundles()
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
        sizes = [line.size for line in load]
        self.drives.show_load(0 if self.jobs.copying else len(load), sum(sizes), max(sizes, default=0))

    def _follow_copying(self) -> None:
        self._weigh()
        if not self.jobs.copying:
            self.look_for_drives()

    def _follow_ejecting(self, under_way: bool, closed: str) -> None:
        self.drives.show_ejecting(under_way=under_way, closed=closed)
        if closed:
            self.look_for_drives()

    def _follow_upload(self) -> None:
        """Read how far an upload is, while one is under way."""
        state = self.context.hub.state
        if state.phase is Phase.WORKING and state.bytes_total:
            self.reload()

    # --- sticks and folders
    def look_for_drives(self) -> None:
        """Ask which sticks are there."""
        volumes = self._volumes
        self.query("drives", lambda: read_drives(volumes), self._have_drives, lambda _failure: None)

    def _have_drives(self, drives: tuple[Drive, ...]) -> None:
        """Show the sticks; one that was pulled out while it was written is gone on with when it is back."""
        self.drives.show_drives(drives)
        there = {drive.volume.path for drive in drives}
        if self._there - there:
            self.context.untell(copied_safely(texts.language()))  # it was, and is
        self._there = there
        waited = self.jobs.interrupted
        here = any(drive.volume.path == waited for drive in drives)
        if waited is None or not here:
            self._missed = waited
        elif self._missed == waited:
            self._missed = None
            self.copy_to(waited)

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

    # --- what can be done; the jobs know how
    def make(self) -> None:
        """Pack what waits, or answer every station with news."""
        self.jobs.make()

    def copy_to(self, folder: Path) -> None:
        """Copy what waits, or else the chosen bundle, to a stick or folder."""
        self.jobs.copy_to(folder, self._load())

    def receive(self, paths: Sequence[Path]) -> None:
        """Take bundle files in, or those of a folder or stick."""
        self.jobs.receive(paths)

    def accept_station(self, station: StationLine) -> None:
        """Trust a station, and take in what waits from it."""
        self.jobs.accept_station(station)

    def write_invitation(self, file: Path) -> None:
        """Write the invitation and show its words."""
        self.jobs.write_invitation(file)
