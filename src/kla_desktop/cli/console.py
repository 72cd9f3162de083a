"""The terminal: one JSON document or plain lines on stdout, everything else on stderr; refusals, progress, Ctrl+C.

Works where stdout is closed, is a pipe that nobody reads any more, or cannot show every character.
"""

import contextlib
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from kla_desktop.cli.progress import LineProgress
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.wording.formats import Lang
from kla_desktop.wording.sentences import sentence_of

DONE, REFUSED, USAGE, LOCKED = 0, 1, 2, 3
"""Exit codes: done; something was refused or failed; wrong usage; the library cannot be opened."""
_LOCKED_CODES = frozenset(
    {
        ErrorCode.LIBRARY_IN_USE,
        ErrorCode.LIBRARY_TOO_NEW,
        ErrorCode.LIBRARY_DAMAGED,
        ErrorCode.LIBRARY_LOG_FOREIGN,
        ErrorCode.KEY_MISSING,
        ErrorCode.PASSPHRASE_NEEDED,
        ErrorCode.PASSPHRASE_WRONG,
    }
)
_STOPPED = Text(
    "Dihentikan. Yang sudah selesai tetap tersimpan; ulangi perintah ini untuk melanjutkan.",
    "Stopped. What was finished is kept; give the command again to go on.",
)
_OUR_FAULT = Text(
    "Ada kesalahan pada program ini, bukan pada Anda. Bukti Anda aman. Rinciannya tercatat di berkas log.",
    "The program made a mistake, not you. Your evidence is safe. The details are in the log file.",
)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Console:
    """How to speak, and which library is meant. One for each run of the program."""

    lang: Lang = "id"
    json: bool = False
    quiet: bool = False
    library: Path | None = None
    passphrase_file: Path | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    progress: LineProgress = field(init=False)

    def __post_init__(self) -> None:
        """The progress line asks this console whether to speak and whether to stop."""
        self.progress = LineProgress(self._show, lambda: self.lang, self.stopping.is_set)

    def say(self, text: Text) -> str:
        """Return a text in the language chosen."""
        return text.said(self.lang)

    def answer(self, document: Mapping[str, Any], lines: Iterable[str] = (), *, failed: bool = False) -> int:
        """Give the command's result: the document, or its lines for people. Returns the exit code."""
        self.progress.clear()
        if self.json:
            _write(sys.stdout, json.dumps(document, indent=1) + "\n")
        else:
            _write(sys.stdout, "".join(f"{line}\n" for line in lines))
        return REFUSED if failed else DONE

    def note(self, text: str) -> None:
        """Say something beside the result, on stderr."""
        self.progress.clear()
        if not self.quiet:
            _write(sys.stderr, f"{text}\n")

    def refuse(self, code: str, sentence: str, exit_code: int = REFUSED, **more: Any) -> int:
        """Say in one sentence why nothing came of it."""
        self.progress.clear()
        _write(sys.stderr, f"{sentence}\n")
        if self.json:
            _write(sys.stdout, json.dumps({"error": code, "message": sentence, **more}, indent=1) + "\n")
        return exit_code

    def refuse_error(self, error: Fixable) -> int:
        """Say an error that the user can act on."""
        code = LOCKED if error.code in _LOCKED_CODES else REFUSED
        candidates = error.details.get("candidates")
        more = {"candidates": list(candidates)} if candidates else {}
        return self.refuse(error.code.value, sentence_of(error, self.lang), code, **more)

    def stopped(self) -> int:
        """Say that the user stopped it."""
        return self.refuse("stopped", self.say(_STOPPED))

    def our_fault(self, error: BaseException) -> int:
        """Log where it happened (no names, no values) and say whose fault it is."""
        from kla_desktop.jobs.trace import bare_trace  # noqa: PLC0415 - rarely needed

        _log.error("unexpected: %s", bare_trace(error))
        return self.refuse("our_fault", self.say(_OUR_FAULT))

    @contextlib.contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let the first Ctrl+C ask to stop at the next checkpoint, and the second end the program at once."""

        def on_interrupt(number: int, frame: FrameType | None) -> None:
            del number, frame
            if self.stopping.is_set():
                os._exit(REFUSED)
            self.stopping.set()

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, on_interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _show(self, text: str) -> None:
        if not self.quiet:
            _write(sys.stderr, text)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at this stream."""
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):
        return False


def _write(stream: TextIO | None, text: str) -> None:
    """Write all of it, in whatever the stream can show; a reader who has gone away is no error."""
    if stream is None or not text:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    fit = text.encode(encoding, "backslashreplace").decode(encoding)
    try:
        stream.write(fit)
        stream.flush()
    except (BrokenPipeError, ValueError):
        _forget(stream)
    except OSError as error:
        _forget(stream)
        if stream is sys.stdout:
            raise Fixable(ErrorCode.DISK_FULL) from error


def _forget(stream: TextIO) -> None:
    """Send what is left to nowhere, so that the interpreter does not complain at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
