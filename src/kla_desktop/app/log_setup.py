"""The program's own log: a few small files on this machine. Code of ours logs no names, no paths, no personal data."""

import contextlib
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES, _FILES = 512 * 1024, 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_files(folder: Path) -> list[Path]:
    """Return the log files that exist, newest first."""
    return sorted(folder.glob("kla-desktop.log*"))


@contextlib.contextmanager
def logging_to(folder: Path) -> Iterator[None]:
    """Log into `folder` for the time of a block; a folder that cannot be written costs the log, not the program."""
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "kla-desktop.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger = logging.getLogger("kla_desktop")
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()
