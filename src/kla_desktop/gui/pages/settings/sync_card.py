"""The card "Sinkronisasi" of Setelan: the hub's address and account, a test of it, limits, and how to leave it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSpinBox

from kla_desktop.app.sync_service import Phase, SyncState
from kla_desktop.gui.hub_words import fault, standing
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.choice import CheckBox
from kla_desktop.gui.widgets.label import Label, Tone
from kla_desktop.operations.hub.access import SetHubRequest, hub_access, hub_choice
from kla_desktop.operations.hub.passes import given_hub
from kla_desktop.system.network import gateway_of, present_network

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context

_MOST_KB = 100_000


class SyncCard(Card):
    """Address and account take effect with *Simpan*, everything else at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context, self._ws, self._hub = context, context.workspace, context.hub
        self._about = Label("", "body", "muted", wrap=True)
        self.address, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._names = [Label("", "body", "muted") for _ in range(4)]
        self.limit = QSpinBox()
        self.limit.setRange(0, _MOST_KB)
        self.limit.setSingleStep(50)
        self.limit.setKeyboardTracking(False)
        self.limit.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in zip(self._names, (self.address, self.user, self.password, self.limit), strict=True):
            name.setBuddy(field)
            form.addRow(name, field)
        self.only_here, self.packs = CheckBox(), CheckBox()
        self.standing, self.answer = Label("", "body", "muted", wrap=True), Label("", wrap=True)
        self.answer.hide()
        self.save_button = Button("", "save", clicked=self.save)
        self.test_button = Button("", "network", clicked=self.test)
        self.forget_button = Button("", "trash", "quiet", clicked=self.ask_to_forget)
        self.find_button = Button("", "search", clicked=self.seek)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.save_button, self.test_button, self.forget_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self._about)
        self.body.addLayout(form)
        self.body.addWidget(self.packs)
        self.body.addWidget(self.only_here)
        self.body.addWidget(self.standing)
        self.body.addWidget(self.answer)
        self.body.addLayout(row)
        self.body.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.limit.valueChanged.connect(self._limit_changed)
        self.only_here.chosen.connect(self._only_here)
        self.packs.chosen.connect(lambda on: self._hub.change(context.desk.show_failure, packs=on))
        self.address.returnPressed.connect(self.save)
        self.password.returnPressed.connect(self.save)
        self._hub.changed.connect(self._show_state)
        self.fill()
        self.retranslate()

    def fill(self) -> None:
        """Show what is in force; the password is never shown."""
        choice = hub_choice(self._ws)
        account = hub_access(self._ws).credentials if choice else None
        self.address.setText(choice.address if choice else "")
        self.user.setText(account.user if account else "")
        self.password.clear()
        self.limit.blockSignals(True)
        self.limit.setValue(choice.limit if choice else 0)
        self.limit.blockSignals(False)
        self.only_here.setChecked(bool(choice and choice.only_on))
        self.packs.setChecked(bool(choice and choice.packs))
        for widget in (self.limit, self._names[3], self.only_here, self.test_button, self.forget_button):
            widget.setVisible(choice is not None)
        given = None if self._ws.is_coordinator else given_hub(self._ws)
        self.find_button.setVisible(bool(given and given.pin))
        self.packs.setVisible(choice is not None and not self._ws.is_secretariat)
        self._say_network()
        self.password.setPlaceholderText("•" * 8 if account else "")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Sinkronisasi"))
        self._about.setText(
            self.tr(
                "Hub adalah tempat bertemu: folder bersama, WebDAV (misalnya Nextcloud), atau S3. "
                "Isinya selalu tersegel; hub tidak bisa membacanya."
            )
        )
        words = (self.tr("Alamat"), self.tr("Nama akun"), self.tr("Kata sandi"), self.tr("Batas kecepatan"))
        fields = (self.address, self.user, self.password, self.limit)
        for name, field, text in zip(self._names, fields, words, strict=True):
            name.setText(text)
            field.setAccessibleName(text)
        self.address.setPlaceholderText("webdavs://awan.kota.go.id/kla")
        self.limit.setSuffix(self.tr(" kB/detik"))
        self.limit.setSpecialValueText(self.tr("tanpa batas"))
        self.packs.setText(self.tr("Kemas dan kirim sendiri bukti yang sudah ditandai"))
        self.save_button.setText(self.tr("Simpan"))
        self.test_button.setText(self.tr("Uji sambungan"))
        self.find_button.setText(self.tr("Cari hub Sekretariat di jaringan ini"))
        self.forget_button.setText(self.tr("Lepas hub"))
        self._say_network()
        self._show_state(self._hub.state)

    def _say_network(self) -> None:
        choice = hub_choice(self._ws)
        gateway = gateway_of(choice.only_on if choice and choice.only_on else present_network())
        text = self.tr("Hanya di jaringan ini ({gateway})") if gateway else self.tr("Hanya di jaringan ini")
        self.only_here.setText(text.format(gateway=gateway))
        self.only_here.setEnabled(bool(gateway))

    # --- what can be done
    def save(self) -> None:
        """Use what stands in the fields."""
        if not self.address.text().strip():
            self._say("warn", self.tr("Isi alamat hub dulu."))
            return
        typed = self.password.text()
        user = self.user.text().strip() or None
        password = typed or None
        if user and not typed:
            known = hub_access(self._ws).credentials if hub_choice(self._ws) else None
            password = known.password if known and known.user == user else ""
        request = SetHubRequest(self.address.text(), user, password)
        self._hub.use(request, self._saved, self._failed)

    def test(self) -> None:
        """Ask the hub."""
        self._say("muted", self.tr("Menguji…"))
        self.test_button.setEnabled(False)
        self._hub.test(self._tested, self._failed)

    def seek(self) -> None:
        """Listen for the secretariat's own hub."""
        self._say("muted", self.tr("Mencari di jaringan ini…"))
        self.find_button.setEnabled(False)
        self._hub.find(self._found, self._failed)

    def ask_to_forget(self) -> None:
        """Leave the hub after a second question."""
        self._context.tell(
            self.tr("Lepas hub ini? Bundel tetap aman di laptop dan bisa diserahkan lewat USB."),
            "warn",
            self.tr("Lepas"),
            lambda: self._hub.forget(self._forgotten, self._failed),
        )

    def _saved(self) -> None:
        self.fill()
        self.test()

    def _found(self) -> None:
        self.find_button.setEnabled(True)
        self._saved()

    def _tested(self, is_hub: bool) -> None:
        self.test_button.setEnabled(True)
        text = self.tr("Hub menjawab dan akun ini diterima.")
        if not is_hub and not self._ws.is_secretariat:
            text += " " + self.tr("Sekretariat belum pernah memakainya.")
        self._say("ok", text)

    def _forgotten(self) -> None:
        self.fill()
        self._say("muted", self.tr("Tidak ada hub. Bundel diserahkan lewat USB."))

    def _failed(self, failure: Failure) -> None:
        self.test_button.setEnabled(True)
        self.find_button.setEnabled(True)
        self._say("danger", failure.sentence)

    def _limit_changed(self, value: int) -> None:
        self._hub.change(self._failed, limit=value)

    def _only_here(self, on: bool) -> None:
        self._hub.change(self._failed, only_on=present_network() if on else "")

    def _say(self, tone: Tone, text: str) -> None:
        self.answer.set_tone(tone)
        self.answer.setText(text)
        self.answer.setVisible(bool(text))

    def _show_state(self, state: SyncState) -> None:
        """Say how sync stands; what the user asked for is answered on a line of its own."""
        if state.phase is Phase.TROUBLE and self.answer.property("tone") == "ok":
            self._say("muted", "")
        trouble = fault(state) if not self.answer.isVisible() else ""
        self.standing.set_tone("warn" if trouble else "muted")
        self.standing.setText(f"{trouble} {standing(state)}".strip())
        self.standing.setVisible(bool(self.standing.text()) and state.phase is not Phase.OFF)
