"""Where bundles go: sticks as they come and go, or a folder; one sentence for every state of a stick."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.bundles.reading import Drive, Motion
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.state_picture import StatePicture
from kla_desktop.model.errors import ErrorCode
from kla_desktop.system.volumes import Volume
from kla_desktop.wording.sentences import sentence

_PICTURES: dict[ErrorCode | None, str] = {
    ErrorCode.DISK_FULL: "usb_full",
    ErrorCode.FAT32_LIMIT: "usb_full",
    ErrorCode.FOLDER_READ_ONLY: "usb_locked",
}


class DrivePanel(QWidget):
    """`copy` gets the folder to copy to, `receive` the one to read from, `eject` the drive to close."""

    def __init__(
        self,
        *,
        copy: Callable[[Path], object],
        receive: Callable[[Path], object],
        eject: Callable[[Volume], object],
        choose_folder: Callable[[], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self._drives: tuple[Drive, ...] = ()
        self._folder: tuple[Path, Drive] | None = None
        self._chosen: Path | None = None
        self._count, self._needed = 0, 0
        self._largest = 0
        self._said: tuple[str, str, str] | None = None
        self._motion: Motion | None = None
        self._closed = ""
        """The name of the stick that was ejected, until another is chosen."""
        self._ejecting = False
        self._eject = eject
        self.title = Label("", "label", "muted")
        self.load = Label("", wrap=True)
        self.places = QVBoxLayout()
        self.places.setSpacing(2)
        self._group = QButtonGroup(self)
        self.state = QVBoxLayout()
        self.picture = StatePicture()
        self.state.addWidget(self.picture)
        self.copy_button = Button("", "usb", "primary", clicked=lambda: self._call(copy))
        self.cancel_button = Button("", "stop", clicked=cancel)
        self.receive_button = Button("", "receive", clicked=lambda: self._call(receive))
        self.eject_button = Button("", "eject", clicked=self._eject_current)
        self.folder_button = Button("", "folder", clicked=choose_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        column.addLayout(self.state)
        column.addLayout(self.places)
        column.addWidget(self.load)
        ways = (self.copy_button, self.cancel_button, self.eject_button, self.receive_button, self.folder_button)
        for button in ways:
            column.addWidget(button)
        self.retranslate()

    @property
    def target(self) -> Path | None:
        """The folder chosen."""
        return self._chosen

    def show_drives(self, drives: tuple[Drive, ...]) -> None:
        """Show the sticks that are there now; the choice stays while its stick does."""
        if drives == self._drives:
            return
        gone = {drive.volume.path for drive in self._drives} - {drive.volume.path for drive in drives}
        if self._chosen in gone:
            self._chosen = None
            if self._said is not None and self._said[0] == "ok":
                self._said = None
        self._drives = drives
        if self._chosen is None and drives:
            self._chosen, self._closed = drives[0].volume.path, ""
        self._rebuild()

    def show_folder(self, folder: Path, drive: Drive) -> None:
        """Offer a folder that the user chose, and choose it."""
        self._folder = (folder, drive)
        self._chosen, self._closed = folder, ""
        self._said = None
        self._rebuild()
        if not self.copy_button.isHidden():
            self.copy_button.setFocus()

    def show_load(self, count: int, needed: int, largest: int = 0) -> None:
        """Say what would be copied: how many, bytes in all, bytes of the largest."""
        self._count, self._needed, self._largest = count, needed, largest
        self._judge()

    def show_motion(self, motion: Motion | None) -> None:
        """Say how far the copying is; None: nothing is being copied."""
        self._motion = motion
        self._judge()

    def say(self, tone: str, text: str, code: ErrorCode | None = None) -> None:
        """Say how the last copy ended; "" takes it back."""
        self._said = (tone, text, _PICTURES.get(code, "usb_done" if tone == "ok" else "usb_pulled")) if text else None
        self._judge()

    def show_ejecting(self, *, under_way: bool, closed: str = "") -> None:
        """Say that a stick is being ejected, or that it was (`closed` is its name) or could not be."""
        self._ejecting, self._closed = under_way, closed
        if closed:
            self._chosen, self._said = None, None
        self._judge()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(self.tr("Tujuan"))
        self.cancel_button.setText(self.tr("Batal"))
        self.eject_button.setText(self.tr("Keluarkan USB"))
        self.folder_button.setText(self.tr("Folder lain…"))
        self._rebuild()

    def _rebuild(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear(self.places)
        for drive in self._drives:
            free = self.tr("{free} kosong").format(free=texts.size(drive.volume.free))
            name = drive.volume.label or self.tr("USB")
            letter = drive.volume.path.drive
            self._offer(drive.volume.path, f"{name} ({letter})\n{free}" if letter else f"{name}\n{free}")
        if self._folder is not None:
            folder, drive = self._folder
            free = self.tr("{free} kosong").format(free=texts.size(drive.volume.free))
            self._offer(folder, f"{folder.name or folder}\n{free}")
        self._judge()

    def _offer(self, path: Path, text: str) -> None:
        button = QRadioButton(text)
        button.setToolTip(str(path))
        button.setAccessibleName(text.replace("\n", ", "))
        button.setChecked(path == self._chosen)
        button.toggled.connect(lambda on: self._choose(path) if on else None)
        self._group.addButton(button)
        self.places.addWidget(button)

    def _choose(self, path: Path) -> None:
        self._chosen, self._closed = path, ""
        self._said = None
        self._judge()

    @property
    def _is_folder(self) -> bool:
        return self._folder is not None and self._folder[0] == self._chosen

    def _current(self) -> Drive | None:
        if self._folder is not None and self._is_folder:
            return self._folder[1]
        return next((drive for drive in self._drives if drive.volume.path == self._chosen), None)

    def _judge(self) -> None:
        drive = self._current()
        folder = self._is_folder
        self.copy_button.setText(self.tr("Salin ke folder") if folder else self.tr("Salin ke USB"))
        self.copy_button.set_icon_name("folder" if folder else "usb")
        self.receive_button.setText(self.tr("Terima dari folder") if folder else self.tr("Terima dari USB"))
        icon, tone, text, ready = self._state(drive)
        self.picture.show_state(icon, tone, text)
        moving = self._motion is not None or self._ejecting
        words = self.tr("%n bundel akan disalin", "", self._count)
        self.load.setText(f"{words} · {texts.size(self._needed)}" if self._count else "")
        self.load.setVisible(bool(self._count) and ready)
        brings = drive is not None and drive.brings
        ways = (self.copy_button, self.cancel_button, self.eject_button, self.folder_button)
        held = next((one for one in ways if one.hasFocus()), None)
        self.copy_button.setEnabled(ready)
        self.copy_button.setVisible(ready)
        self.cancel_button.setVisible(self._motion is not None)
        self.receive_button.setVisible(brings and not moving)
        self.eject_button.setVisible(drive is not None and drive.ejectable and not moving)
        self.folder_button.setVisible(not moving)
        if held is not None and (held.isHidden() or not held.isEnabled()):  # by keyboard one goes on at what comes next
            next(one for one in ways if not one.isHidden() or one is self.folder_button).setFocus()

    def _state(self, drive: Drive | None) -> tuple[str, str, str, bool]:
        """Picture, tone and sentence of how things stand, and whether copying can begin."""
        language, volume = texts.language(), drive.volume if drive else None
        if self._motion is not None:
            words = self.tr("Menyalin: {words}. Jangan cabut dulu.")
            return "usb_copying", "accent", words.format(words=self._motion.words), False
        if self._ejecting:
            return "usb_copying", "accent", self.tr("Mengeluarkan USB. Jangan cabut dulu."), False
        if self._said is not None:
            tone, text, icon = self._said
            return icon, tone, text, bool(self._count) and volume is not None and tone != "ok"
        if volume is None and self._closed:
            return (
                "usb_done",
                "ok",
                self.tr("{name} sudah dikeluarkan. Silakan cabut.").format(name=self._closed),
                False,
            )
        if volume is None:
            return "usb_missing", "muted", self.tr("Belum ada USB. Pasang USB, dan namanya muncul di sini."), False
        if volume.read_only:
            return "usb_locked", "warn", sentence(ErrorCode.FOLDER_READ_ONLY, language, where="stick"), False
        if self._count and volume.largest_file is not None and self._largest > volume.largest_file:
            return "usb_full", "warn", sentence(ErrorCode.FAT32_LIMIT, language, size=self._largest), False
        if self._count and volume.free < self._needed:
            full = sentence(ErrorCode.DISK_FULL, language, where="stick", needed=self._needed, free=volume.free)
            return "usb_full", "warn", full, False
        return self._ready()

    def _ready(self) -> tuple[str, str, str, bool]:
        if self._is_folder:
            words = self.tr("Folder siap."), self.tr("Folder siap. Belum ada bundel yang perlu disalin.")
        else:
            words = self.tr("USB siap."), self.tr("USB siap. Belum ada bundel yang perlu disalin.")
        return ("usb_ready", "accent", words[0], True) if self._count else ("usb_ready", "muted", words[1], False)

    def _eject_current(self) -> None:
        drive = self._current()
        if drive is not None:
            self._eject(drive.volume)

    def _call(self, act: Callable[[Path], object]) -> None:
        if self._chosen is not None:
            act(self._chosen)
