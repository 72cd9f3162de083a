"""The card "Jendela dan pemberitahuan" of Setelan: the icon beside the clock, and what it may tell."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSystemTrayIcon

from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.choice import CheckBox
from kla_desktop.gui.widgets.label import Label

if TYPE_CHECKING:
    from kla_desktop.gui.context import Context


class WindowCard(Card):
    """Everything takes effect at once."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context = context
        self.tray, self.notify = CheckBox(), CheckBox()
        self._words = Label("", "small", "muted", wrap=True)
        for widget in (self.tray, self.notify, self._words):
            self.body.addWidget(widget)
        now, possible = context.settings.now, QSystemTrayIcon.isSystemTrayAvailable()
        self.tray.setChecked(now.tray and possible)
        self.tray.setEnabled(possible)
        self.notify.setChecked(now.notify)
        self.notify.setEnabled(now.tray and possible)
        self.tray.chosen.connect(lambda on: self._change(tray=on))
        self.notify.chosen.connect(lambda on: self._change(notify=on))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Jendela dan pemberitahuan"))
        self.tray.setText(self.tr("Tetap memantau saat jendela ditutup (ikon di samping jam)"))
        self.notify.setText(self.tr("Tampilkan pemberitahuan saat jendela tidak terlihat"))
        if QSystemTrayIcon.isSystemTrayAvailable():
            words = self.tr(
                "Berkas baru, bundel yang diterima atau dikembalikan, dan USB yang aman dicabut. "
                "Di dalam jendela kabar yang sama selalu tampil."
            )
        else:
            words = self.tr("Laptop ini tidak punya tempat ikon di samping jam; kabar tampil di dalam jendela.")
        self._words.setText(words)

    def _change(self, **values: bool) -> None:
        self._context.settings.change(**values)
        self.notify.setEnabled(self.tray.isChecked())
        self._context.desk.follow_settings()
