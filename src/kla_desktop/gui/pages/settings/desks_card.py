"""The card "Meja Sekretariat" of Setelan: further laptops of the secretariat, what each may do, and until when."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.dialogs.delegate_dialog import DelegateDialog
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.jobs.events import Lane
from kla_desktop.model.station import Role, Station, Trust
from kla_desktop.operations.desks import (
    CloseDeskRequest,
    DelegateRequest,
    Desk,
    DeskChanged,
    close_desk,
    delegate,
    desks,
)
from kla_desktop.operations.enrol import stations, words_of
from kla_desktop.operations.workspace import Workspace
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import RIGHTS, said


class DeskList:
    """What the card shows: desks, and laptops of a secretariat that could become one."""

    def __init__(self, given: tuple[Desk, ...], waiting: tuple[Station, ...]) -> None:
        self.given, self.waiting = given, waiting


def read_desks(ws: Workspace) -> DeskList:
    """Read who is a desk, and who asks to be one."""
    given = tuple(desks(ws))
    known = {one.station.id for one in given}
    waiting = [
        one
        for one in stations(ws)
        if one.role == Role.SECRETARIAT and one.id not in known and one.trust is not Trust.SELF
    ]
    return DeskList(given, tuple(waiting))


class DesksCard(Card):
    """Carries the deeds out itself; bundles that were held for a new desk are handed to `received`."""

    received = Signal(object)
    """Paths of the bundles that can be taken in now."""

    def __init__(self, context: Context, initiator: QObject) -> None:
        super().__init__()
        self._context, self._ws, self._initiator = context, context.workspace, initiator
        self._list = DeskList((), ())
        self._about = Label("", "body", "muted", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.S)
        self.body.addWidget(self._about)
        self.body.addLayout(self._column)
        self.retranslate()

    def show_desks(self, found: DeskList) -> None:
        """Show others."""
        self._list = found
        self._show()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Meja Sekretariat"))
        self._about.setText(
            self.tr(
                "Laptop lain di Sekretariat bisa ikut meninjau. Di laptop itu: pilih peran Sekretariat, gabung dengan "
                "berkas undangan, lalu buat bundel. Bundelnya muncul di sini; cocokkan enam kata, beri wewenang."
            )
        )
        self._show()

    def _show(self) -> None:
        clear(self._column)
        for one in self._list.waiting:
            self._column.addWidget(self._stranger(one))
        for desk in self._list.given:
            self._column.addWidget(self._desk(desk))
        if not self._list.waiting and not self._list.given:
            self._column.addWidget(Label(self.tr("Belum ada meja lain."), "body", "muted"))

    def _stranger(self, one: Station) -> QWidget:
        box, row = self._row(one)
        give = Button(self.tr("Jadikan meja…"), "check", "primary", clicked=partial(self.ask, one, None))
        give.setAccessibleName(f"{give.text()} {one.actor}")
        row.addWidget(give)
        return box

    def _desk(self, desk: Desk) -> QWidget:
        box, row = self._row(desk.station, self._terms(desk))
        row.addWidget(
            StateLabel(
                State.ACCEPTED if desk.works else State.NOT_APPLICABLE,
                self.tr("berlaku") if desk.works else self.tr("ditutup"),
            )
        )
        change = Button(
            self.tr("Ubah…") if desk.works else self.tr("Buka lagi…"),
            kind="link",
            clicked=partial(self.ask, desk.station, desk),
        )
        change.setAccessibleName(f"{change.text()} {desk.station.actor}")
        row.addWidget(change)
        if desk.works:
            end = Button(self.tr("Tutup"), kind="link", clicked=partial(self.ask_to_close, desk))
            end.setAccessibleName(f"{end.text()}: {desk.station.actor}")
            row.addWidget(end)
        return box

    def _row(self, one: Station, terms: str = "") -> tuple[QWidget, QHBoxLayout]:
        box = QFrame()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(one.actor or self.tr("Tanpa nama"), "strong", wrap=True))
        if terms:
            words.addWidget(Label(terms, wrap=True))
        if one.keys:
            words.addWidget(Label(" ".join(words_of(one.keys[-1])), "small", "muted", wrap=True))
        row.addLayout(words, 1)
        box.setAccessibleName(f"{one.actor}. {terms}")
        return box, row

    def _terms(self, desk: Desk) -> str:
        language = texts.language()
        rights = ", ".join(said(RIGHTS, right, language) for right in sorted(desk.grant.rights))
        until = desk.grant.until
        end = self.tr("sampai {date}").format(date=when(until, language)) if until else self.tr("tanpa batas waktu")
        return f"{rights} · {end}"

    # --- what can be done
    def ask(self, station: Station, desk: Desk | None) -> None:
        """Choose rights and last day."""
        words = words_of(station.keys[-1]) if station.keys else ()
        rights = desk.grant.rights if desk is not None else None
        until = desk.grant.until if desk is not None else ""
        name = station.actor or self.tr("Tanpa nama")
        today = texts.today(self._ws.tools.clock.now())
        DelegateDialog(
            station.id, name, words, self.give, self.window(), rights=rights, until=until, today=today
        ).open()

    def give(self, request: DelegateRequest) -> None:
        """Give the rights."""
        ws = self._ws
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: delegate(ws, request, progress),
            done=self._given,
            failed=self._context.desk.show_failure,
            initiator=self._initiator,
        )

    def ask_to_close(self, desk: Desk) -> None:
        """End a delegation after a second question."""
        words = self.tr("Tutup wewenang meja {name}? Yang sudah dikerjakannya tetap berlaku; yang kemudian tidak.")
        self._context.tell(
            words.format(name=desk.station.actor), "warn", self.tr("Tutup wewenang"), partial(self._close, desk)
        )

    def _close(self, desk: Desk) -> None:
        ws, request = self._ws, CloseDeskRequest(desk.station.id)
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: close_desk(ws, request, progress),
            done=lambda _result: self._closed(desk),
            failed=self._context.desk.show_failure,
            initiator=self._initiator,
        )

    def _closed(self, desk: Desk) -> None:
        self._context.say(self.tr("Wewenang {name} ditutup").format(name=desk.station.actor), can_undo=False)

    def _given(self, result: DeskChanged) -> None:
        self._context.say(self.tr("Wewenang diberikan; kirim balasan ke meja itu"), can_undo=False)
        if result.waiting:
            self.received.emit([Path(path) for path in result.waiting])
