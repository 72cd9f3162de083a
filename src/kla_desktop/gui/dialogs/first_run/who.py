"""Step 1: who works here, where, and whether others use this laptop too; or an invitation from the secretariat."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kla_desktop.app.bootstrap import NewLibrary
from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.pin_dialog import LEAST
from kla_desktop.gui.place_choices import place_choices
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.model.errors import Fixable
from kla_desktop.model.places import Places
from kla_desktop.model.screen_lock import PIN_LENGTHS, is_pin
from kla_desktop.model.station import Keys, Role
from kla_desktop.operations.enrol import read_enrolment, words_of
from kla_desktop.wording.words import ROLES, said


class WhoStep(QWidget):
    """`answer` is what was filled in; whatever was left out gets a value that can be lived with."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self.invitation: Path | None = None
        self._invited_by: tuple[str, str] | None = None
        """Who invited, and the six words of his keys."""
        self.name, self.agency, self.passphrase, self.pin = (QLineEdit() for _ in range(4))
        self._name_name, self._role_name, self._place_name, self._agency_name = (
            Label("", "label", "muted") for _ in range(4)
        )
        self.roles = QButtonGroup(self)
        buttons = QVBoxLayout()
        buttons.setSpacing(0)
        for place, _role in enumerate(Role):
            button = QRadioButton()
            button.setChecked(place == 0)
            self.roles.addButton(button, place)
            buttons.addWidget(button)
        self.place = PlacePicker(place_choices(places))
        self.shared = QCheckBox()
        for secret in (self.passphrase, self.pin):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(max(PIN_LENGTHS))
        self.fault = Label("", tone="danger", wrap=True)
        self.fault.hide()
        self.invited = Label("", wrap=True)
        self._choose_button = Button("", clicked=self._choose)
        self._form = QGridLayout()
        self._arrange(buttons)
        self.retranslate()
        self.roles.idToggled.connect(lambda _id, _on: self._follow_role())
        self.shared.toggled.connect(self._follow_shared)
        self.name.textEdited.connect(lambda _text: self.say(""))
        self.place.picked.connect(lambda _code: self.say(""))
        self.setAcceptDrops(True)
        self._follow_role()
        self._follow_shared(shared=False)

    def _arrange(self, roles: QVBoxLayout) -> None:
        form = self._form
        form.setHorizontalSpacing(Space.M)
        form.setVerticalSpacing(Space.S)
        form.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        form.addWidget(self._name_name, 0, 0)
        form.addWidget(self.name, 0, 1)
        form.addWidget(self._role_name, 1, 0, top)
        form.addLayout(roles, 1, 1)
        form.addWidget(self._place_name, 2, 0)
        form.addWidget(self.place, 2, 1)
        form.addWidget(self._agency_name, 3, 0)
        form.addWidget(self.agency, 3, 1)
        form.addWidget(self.shared, 4, 1)
        secrets = QHBoxLayout()
        secrets.addWidget(self.passphrase, 2)
        secrets.addWidget(self.pin, 1)
        form.addLayout(secrets, 5, 1)
        box = QFrame()
        box.setProperty("surface", "card")
        line = QHBoxLayout(box)
        line.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        line.addWidget(self.invited, 1)
        line.addWidget(self._choose_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.setSpacing(Space.S)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addStretch(1)
        column.addWidget(box)

    def retranslate(self) -> None:
        """Set every text anew; what was filled in stays."""
        self.title = self.tr("Siapa Anda?")
        for label, text in (
            (self._name_name, self.tr("Nama")),
            (self._role_name, self.tr("Peran")),
            (self._place_name, self.tr("Wilayah")),
            (self._agency_name, self.tr("Perangkat daerah")),
        ):
            label.setText(text)
        for field, name, example in (
            (self.name, self.tr("Nama"), self.tr("Nama yang tampil pada tanda terima")),
            (self.agency, self.tr("Perangkat daerah"), self.tr("Misalnya Dinas Kesehatan")),
            (self.passphrase, self.tr("Kata sandi"), self.tr("Kata sandi, paling sedikit 8 huruf")),
            (self.pin, self.tr("PIN"), self.tr("PIN, 4–6 angka")),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(example)
        for place, role in enumerate(Role):
            self.roles.button(place).setText(said(ROLES, role.value, texts.language()))
        self.place.set_name(self.tr("Kelurahan, kecamatan, atau kota"))
        self.shared.setText(self.tr("Laptop dipakai bergantian: kata sandi menjaga data, PIN mengunci layar"))
        self._choose_button.setText(self.tr("Pilih berkas…"))
        self._say_invited()
        self.say("")
        # The field of another role comes and goes; the others stay where they are.
        self._form.setColumnMinimumWidth(0, self._agency_name.sizeHint().width())

    def _say_invited(self) -> None:
        if self._invited_by is None:
            self.invited.setText(self.tr("Punya berkas undangan dari Sekretariat? Seret ke sini."))
        else:
            name, words = self._invited_by
            text = self.tr("Undangan diterima dari {name}. Cocokkan enam kata ini lewat telepon: {words}")
            self.invited.setText(text.format(name=name or self.tr("Sekretariat"), words=words))

    @property
    def role(self) -> Role:
        """The role chosen."""
        return list(Role)[max(0, self.roles.checkedId())]

    def complaint(self) -> str:
        """Return what must be mended before going on, "" for nothing."""
        if not self.place.code:
            return self.tr("Pilih wilayahnya: ketik beberapa huruf, lalu pilih dari daftar.")
        if self.shared.isChecked() and len(self.passphrase.text()) < LEAST:
            return self.tr("Kata sandi itu terlalu pendek: paling sedikit 8 huruf.")
        if self.shared.isChecked() and not is_pin(self.pin.text()):
            return self.tr("PIN harus 4 sampai 6 angka.")
        return ""

    def say(self, fault: str) -> None:
        """Say what must be mended."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def answer(self) -> NewLibrary:
        """Return what was filled in."""
        return NewLibrary(
            role=self.role,
            place=self.place.code or self._places.city.code,
            actor=self.name.text().strip(),
            agency=self.agency.text().strip() if self.role is Role.FOCAL_POINT else "",
            passphrase=self.passphrase.text() if self.shared.isChecked() else None,
        )

    def defaults(self) -> NewLibrary:
        """Return what is taken when the step is skipped: an officer of the city, without a name."""
        return NewLibrary(Role.OFFICER, self.place.code or self._places.city.code, self.name.text().strip())

    def take_invitation(self, file: Path) -> None:
        """Read an invitation and say whose it is; the library joins by it once it exists."""
        try:
            content = read_enrolment(file)
        except Fixable as error:
            self.say(texts.explain(error))
            return
        self.say("")
        self.invitation = file
        words = " ".join(words_of(Keys(str(content["sign"]), str(content["seal"]))))
        self._invited_by = (str(content["actor"]), words)
        self._say_invited()
        if not self.place.code and self.role is Role.FOCAL_POINT:
            self.place.set_code(str(content["place"]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take an invitation."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.take_invitation(files[0])

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Pilih berkas undangan"))
        dialog.setNameFilter(self.tr("Undangan (*.kla-daftar)"))
        dialog.fileSelected.connect(lambda name: self.take_invitation(Path(name)))
        dialog.open()

    def _follow_role(self) -> None:
        focal = self.role is Role.FOCAL_POINT
        self.agency.setVisible(focal)
        self._agency_name.setVisible(focal)
        if self.role is not Role.OFFICER and not self.place.code:
            self.place.set_code(self._places.city.code)

    def _follow_shared(self, shared: bool) -> None:
        for field in (self.passphrase, self.pin):
            field.setVisible(shared)
        if shared:
            self.passphrase.setFocus()
