"""What a crash leaves behind, and the offer at the next start to pass it on. No photo, no name, no path is in it.

trail = CrashTrail(paths.crashes, clock)      # before the window: from now on uncaught errors leave a report
if trail.reports(): CrashDialog(trail, log_files, window).show()
"""

import faulthandler
import logging
import platform
import sys
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kla_desktop import __version__
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.trace import bare_trace
from kla_desktop.system.tools import Clock

_log = logging.getLogger(__name__)
MOST_REPORTS = 10
"""Older ones are dropped: a fault that repeats must not fill the disk."""
_FATAL = "fatal.txt"


class CrashTrail:
    """Writes a report for each uncaught error, in every thread, and for a crash below Python."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        folder.mkdir(parents=True, exist_ok=True)
        self._keep_fatal()
        self._fatal = (folder / _FATAL).open("w", encoding="utf-8")
        self._before = (sys.excepthook, threading.excepthook, faulthandler.is_enabled())
        faulthandler.enable(self._fatal)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def reports(self) -> list[Path]:
        """Return the reports of earlier runs and of this one, oldest first."""
        return sorted(self._folder.glob("crash-*.txt"))

    def forget(self) -> None:
        """Delete every report."""
        for report in self.reports():
            report.unlink(missing_ok=True)

    def bundle(self, target: Path, log_files: Sequence[Path] = ()) -> None:
        """Write reports and log files into one ZIP. Raises OSError as the disk does."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for report in self.reports():
                archive.write(report, report.name)
            for file in log_files:
                if file.is_file() and file.suffix in (".log", ".txt"):
                    archive.write(file, f"log/{file.name}")

    def record(self, error: BaseException) -> Path:
        """Write the report of one error and return its path."""
        stamp = self._clock.now().strftime("%Y%m%dT%H%M%S%f")
        report = self._folder / f"crash-{stamp}.txt"
        report.write_text(f"{_versions()}\n\n{bare_trace(error)}\n", encoding="utf-8")
        for old in self.reports()[:-MOST_REPORTS]:
            old.unlink(missing_ok=True)
        return report

    def stop(self) -> None:
        """Put everything back as it was; for tests and for a clean end."""
        sys.excepthook, threading.excepthook, fatal_before = self._before
        if fatal_before:
            faulthandler.enable()
        else:
            faulthandler.disable()
        self._fatal.close()
        (self._folder / _FATAL).unlink(missing_ok=True)

    def _keep_fatal(self) -> None:
        """Turn what the last run's fault handler wrote into a report."""
        fatal = self._folder / _FATAL
        if fatal.is_file() and fatal.stat().st_size:
            stamp = self._clock.now().strftime("%Y%m%dT%H%M%S%f")
            kept = [_without_path(line) for line in fatal.read_text(encoding="utf-8", errors="replace").splitlines()]
            text = "\n".join([_versions(), "", *kept, ""])
            (self._folder / f"crash-{stamp}-fatal.txt").write_text(text, encoding="utf-8")

    def _uncaught(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, _trace)
            return
        _log.critical("uncaught error\n%s", bare_trace(error))
        self.record(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _versions() -> str:
    system = f"{platform.system()} {platform.release()}"
    return f"KLA Desktop {__version__} · Python {platform.python_version()} · PySide6 {pyside_version} · {system}"


def _without_path(line: str) -> str:
    """Shorten `File "C:/Users/…/shell.py", line 3` to the bare file name: the path may hold a person's name."""
    before, quote, rest = line.partition('"')
    path, closing, after = rest.partition('"')
    return f"{before}{quote}{path.replace(chr(92), '/').rsplit('/', 1)[-1]}{closing}{after}"


class CrashDialog(QDialog):
    """Offers the reports of the last run: read them, save them as one ZIP, or forget them."""

    def __init__(self, trail: CrashTrail, log_files: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail = trail
        self._log_files = log_files
        self.setWindowTitle(self.tr("Aplikasi tadi berhenti mendadak"))
        words = Label(
            self.tr(
                "Terakhir kali aplikasi ini berhenti karena kesalahan kami. Bukti dan tanda Anda tetap aman di laptop "
                "ini. Simpan laporan ini dan kirimkan kepada Sekretariat agar dapat diperbaiki. Laporan tidak memuat "
                "foto, nama orang, atau nama berkas."
            ),
            wrap=True,
        )
        text = "\n\n".join(report.read_text(encoding="utf-8") for report in trail.reports())
        view = QPlainTextEdit(text)
        view.setReadOnly(True)
        view.setAccessibleName(self.tr("Isi laporan"))
        self._result = Label("", tone="muted", wrap=True)
        self._result.hide()
        self.save_button = Button(self.tr("Simpan laporan…"), "save", "primary", clicked=self._ask_where)
        self.forget_button = Button(self.tr("Hapus laporan"), "trash", clicked=self._forget)
        self.later_button = Button(self.tr("Nanti saja"), clicked=self.reject)
        row = QHBoxLayout()
        row.addWidget(self.later_button)
        row.addStretch(1)
        row.addWidget(self.forget_button)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        for widget in (words, view, self._result):
            column.addWidget(widget)
        column.addLayout(row)
        self.resize(560, 400)
        self.save_button.setFocus()

    def save_to(self, target: Path) -> bool:
        """Write the ZIP and say how it went; return False if the disk refused."""
        try:
            self._trail.bundle(target, self._log_files)
        except OSError:
            self._result.setText(
                self.tr("Laporan tidak bisa disimpan di sana. Pilih folder lain. Laporan tetap ada di laptop ini.")
            )
            self._result.set_tone("danger")
            self._result.show()
            return False
        self._result.setText(self.tr("Laporan tersimpan."))
        self._result.set_tone("ok")
        self._result.show()
        return True

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Simpan laporan"), "laporan-kla.zip", "ZIP (*.zip)")
        if name and self.save_to(Path(name)):
            self._trail.forget()

    def _forget(self) -> None:
        self._trail.forget()
        self.accept()
