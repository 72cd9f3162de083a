"""What closing the window does: hide it in the tray, finish what nobody would take up again, or end.

Files on their way in, reading, and rounds with the hub are parked: they go on at the next start. A bundle, a copy to a
stick, a dossier or a backup is finished first, with the window open and saying so; a second press ends all the same.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kla_desktop.gui.context import Context

if TYPE_CHECKING:
    from kla_desktop.gui.shell import Shell
    from kla_desktop.gui.tray import Tray


class Leaving(QObject):
    """The shell asks `may_close`; `ended` is called once the window has gone for good."""

    def __init__(self, context: Context, shell: "Shell", tray: "Tray", ended: Callable[[], object]) -> None:
        super().__init__(shell)
        self._context, self._shell, self._tray, self._ended = context, shell, tray, ended
        self._for_good = self._waiting = False
        shell.may_close = self.may_close
        shell.closing.connect(self._closing)
        context.job_bridge.ended.connect(self._job_ended)

    def quit(self) -> None:
        """End the program, whatever the tray says; what is unfinished is finished first."""
        self._for_good = True
        self._shell.show()
        self._shell.close()

    def may_close(self) -> bool:
        """Whether the window may go now; if not, it hides or says what it waits for."""
        if self._tray.is_shown and not self._for_good:
            self._shell.hide()
            self._tray.explain()
            return False
        unfinished = self._context.job_bridge.unfinished
        if unfinished and not self._waiting:
            self._waiting = True
            text = self.tr("Masih bekerja: {work}. Jendela ini menutup sendiri setelah selesai.")
            work = ", ".join(dict.fromkeys(unfinished))
            self._context.tell(text.format(work=work), "warn", self.tr("Tutup sekarang"), self._now)
            return False
        return True

    def _now(self) -> None:
        self._for_good = True
        self._shell.close()

    def _job_ended(self, _event: object) -> None:
        if self._waiting and not self._context.job_bridge.unfinished:
            self._now()

    def _closing(self) -> None:
        self._for_good = True
        self._ended()
