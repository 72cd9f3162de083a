"""The card "Hub di laptop ini" of the secretariat's Setelan: a switch, the address, who came and when."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kla_desktop.app.coordinator_service import Guest, Serving
from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.address_dialog import AddressDialog
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.pages.live_page import office_name
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.choice import CheckBox
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.hub_account import Door
from kla_desktop.operations.enrol import words_of
from kla_desktop.operations.hub.access import key_print
from kla_desktop.wording.formats import when

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context

_MOST = 8


class ServingCard(Card):
    """Takes effect at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context, self._ws, self._serving = context, context.workspace, context.serving
        self._about = Label("", "body", "muted", wrap=True)
        self.switch, self.announce = CheckBox(), CheckBox()
        self.address = Label("", "strong", wrap=True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words, self.trouble = Label("", wrap=True), Label("", "body", "danger", wrap=True)
        self.code_button = Button("", "network", clicked=self.show_address)
        self.guests = QVBoxLayout()
        self.guests.setSpacing(Space.XS)
        row = QHBoxLayout()
        row.addWidget(self.code_button)
        row.addStretch(1)
        for widget in (self._about, self.switch, self.address, self.words, self.trouble):
            self.body.addWidget(widget)
        self.body.addWidget(self.announce)
        self.body.addLayout(row)
        self.body.addLayout(self.guests)
        self.switch.chosen.connect(self._switched)
        self.announce.chosen.connect(lambda on: self._serving.announce(on=on))
        self._serving.changed.connect(self.show_state)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Hub di laptop ini"))
        self._about.setText(
            self.tr(
                "Kelurahan dan perangkat daerah mengirim langsung ke laptop ini lewat jaringan, selama Bukti KLA "
                "terbuka. Yang tiba selalu tersegel, dan tiap laptop hanya melihat kirimannya sendiri."
            )
        )
        self.switch.setText(self.tr("Terima lewat jaringan"))
        self.announce.setText(self.tr("Biar ditemukan di jaringan ini"))
        self.code_button.setText(self.tr("Tampilkan QR…"))
        self.show_state(self._serving.state)

    def show_state(self, state: Serving) -> None:
        """Show how it stands."""
        made = self._serving.house
        self.switch.setChecked(state.running)
        for widget in (self.address, self.words, self.announce, self.code_button):
            widget.setVisible(state.running)
        if state.running and made is not None:
            self.announce.setChecked(made.announced)
            self.address.setText("\n".join(state.addresses))
            self.words.setText(self.tr("Sidik sertifikat: {words}").format(words=" ".join(made.words)))
        self.trouble.setText(texts.explain(state.trouble) if state.trouble else "")
        self.trouble.setVisible(bool(self.trouble.text()))
        clear(self.guests)
        if not state.running:
            return
        newest = sorted(state.guests, key=lambda guest: guest.at, reverse=True)
        for guest in newest[:_MOST]:
            self.guests.addWidget(Label(self._line(guest), "small", "muted", wrap=True))
        if len(newest) > _MOST:
            more = self.tr("dan {n} laptop lain").format(n=texts.number(len(newest) - _MOST))
            self.guests.addWidget(Label(more, "small", "muted"))
        if not newest:
            self.guests.addWidget(Label(self.tr("Belum ada yang datang sejak dibuka."), "small", "muted", wrap=True))
        if state.strangers:
            text = self.tr("{n} permintaan ditolak: kata sandinya salah.").format(n=texts.number(state.strangers))
            self.guests.addWidget(Label(text, "small", "warn", wrap=True))

    def show_address(self) -> None:
        """Show address and fingerprint as a QR code."""
        state, made = self._serving.state, self._serving.house
        if state.addresses and made is not None:
            keys = self._ws.station.keys[-1]
            code = f"{state.addresses[0]}#{made.pin}.{key_print(keys.sign, keys.seal)}"
            AddressDialog(code, made.words, self.window(), keys=words_of(keys)).open()

    def _line(self, guest: Guest) -> str:
        known = self._ws.store.offices.station(guest.station)
        name = office_name(self._ws.places, known.place, known.agency) if known and known.place else ""
        name = name or self.tr("Laptop baru, belum diterima")
        said = self.tr("{name}: terakhir {when}, {size} masuk").format(
            name=name, when=when(guest.at, texts.language()), size=texts.size(guest.size)
        )
        if guest.door is Door.INTAKE:
            said += " · " + self.tr("dengan undangan")
        if guest.refused:
            said += " · " + self.tr("{n} permintaan ditolak").format(n=texts.number(guest.refused))
        return said

    def _switched(self, on: bool) -> None:
        self.switch.setEnabled(False)
        self._serving.switch(on=on, done=lambda: self.switch.setEnabled(True), failed=self._failed)

    def _failed(self, failure: Failure) -> None:
        self.switch.setEnabled(True)
        self.trouble.setText(failure.sentence)
        self.trouble.show()
