"""The card "Kunci laptop ini" of Setelan: the six words of this laptop's keys, and new keys when staff change."""

from PySide6.QtCore import QObject, Qt

from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.bundles.station_panel import words_label
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.model.journal import epoch_and_seq
from kla_desktop.operations.enrol import words_of
from kla_desktop.operations.rotate_keys import Rotated, RotateRequest, rotate_keys


class KeysCard(Card):
    """New keys are in force at once; nothing has to be opened anew."""

    def __init__(self, context: Context, initiator: QObject) -> None:
        super().__init__()
        self._context, self._ws, self._initiator = context, context.workspace, initiator
        self._about, self.number = Label("", "body", "muted", wrap=True), Label("", "small", "muted", wrap=True)
        self.words = words_label(())
        self.button = Button("", "refresh", clicked=self.ask)
        for widget in (self._about, self.words, self.number):
            self.body.addWidget(widget)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Kunci laptop ini"))
        self._about.setText(
            self.tr(
                "Dengan kunci ini laptop menandatangani bundel. Bila petugas berganti, ganti kuncinya: kunci lama "
                "menandatangani yang baru, jadi tidak ada yang perlu dicocokkan lagi."
            )
        )
        self.button.setText(self.tr("Ganti kunci…"))
        self.show_words()

    def show_words(self) -> None:
        """Show the words of the keys in force."""
        keys = self._ws.station.keys
        words = words_of(keys[-1]) if keys else ()
        self.words.setText("\n".join(" · ".join(words[at : at + 3]) for at in range(0, len(words), 3)))
        self.words.setAccessibleName(", ".join(words))
        _, number = epoch_and_seq(self._ws.store.journal.last_position(self._ws.me))
        self.number.setText(self.tr("Nomor terakhir meja ini: {number}").format(number=number))
        self.number.setVisible(self._ws.is_desk)

    def ask(self) -> None:
        """Make new keys after a second question."""
        self._context.tell(
            self.tr("Ganti kunci laptop ini? Kunci lama tidak dipakai lagi; bundel yang sudah dikirim tetap sah."),
            "warn",
            self.tr("Ganti kunci"),
            self.rotate,
        )

    def rotate(self) -> None:
        """Make new keys."""
        ws = self._ws
        self.button.setEnabled(False)
        self._context.job_bridge.run(
            Lane.INTERACTIVE,
            lambda progress: rotate_keys(ws, RotateRequest(), progress),
            done=self._rotated,
            failed=self._context.desk.show_failure,
            initiator=self._initiator,
        )

    def _rotated(self, _result: Rotated) -> None:
        self.button.setEnabled(True)
        self.show_words()
        self._context.say(self.tr("Kunci baru dipakai mulai sekarang"), can_undo=False)
