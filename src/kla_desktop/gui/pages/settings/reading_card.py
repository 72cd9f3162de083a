"""The card "Membaca pindaian" of Setelan: whether a machine reads pages, how far it is, pause and go on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kla_desktop.app.reading_service import Choice, ReadingState
from kla_desktop.gui import texts
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.choice import CheckBox
from kla_desktop.gui.widgets.label import Label

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context


class ReadingCard(Card):
    """Everything takes effect at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context, self._reading = context, context.reading
        self.switch = CheckBox()
        self.figures = Label("", wrap=True)
        self._words = Label("", "small", "muted", wrap=True)
        self.pause = Button("", "pause", clicked=self._turn)
        for widget in (self.switch, self.figures, self._words):
            self.body.addWidget(widget)
        self.body.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignLeft)
        self.switch.chosen.connect(self._switch)
        self._reading.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Membaca pindaian"))
        self.switch.setText(self.tr("Baca tulisan pada pindaian dan foto halaman"))
        self._words.setText(
            self.tr(
                "Dikerjakan di laptop ini, tanpa internet, saat laptop senggang. Hasilnya ikut dalam pencarian "
                "dan saran, dengan tanda dibaca mesin."
            )
        )
        self._show(self._reading.state)

    def _show(self, state: ReadingState) -> None:
        on = state.choice is not Choice.OFF
        self.switch.setChecked(on)
        self.pause.setVisible(on)
        paused = state.choice is Choice.PAUSED
        self.pause.setText(self.tr("Lanjutkan") if paused else self.tr("Jeda"))
        self.pause.set_icon_name("play" if paused else "pause")
        self.figures.setText(self._figures(state))

    def _figures(self, state: ReadingState) -> str:
        read, waiting = texts.counted(state.read, "file"), texts.counted(state.waiting, "file")
        if state.choice is Choice.OFF:
            said = self.tr("Tidak membaca. {waiting} belum dibaca.")
        elif not state.waiting:
            said = self.tr("Semua sudah dibaca: {read}.")
        elif state.choice is Choice.PAUSED:
            said = self.tr("Dijeda. {waiting} menunggu, {read} sudah dibaca.")
        elif state.working:
            said = self.tr("Sedang membaca. {waiting} menunggu, {read} sudah dibaca.")
        else:
            said = self.tr("{waiting} menunggu sampai laptop senggang, {read} sudah dibaca.")
        text = said.format(read=read, waiting=waiting)
        if state.failed:
            text += " " + self.tr("%n tidak terbaca.", "", state.failed)
        return text

    def _turn(self) -> None:
        now = self._reading.state.choice
        choice = Choice.ON if now is Choice.PAUSED else Choice.PAUSED
        self._reading.choose(choice, self._context.desk.show_failure)

    def _switch(self, on: bool) -> None:
        self._reading.choose(Choice.ON if on else Choice.OFF, self._context.desk.show_failure)
