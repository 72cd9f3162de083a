"""The library a command works on: where it lies, its passphrase, opened for reading or writing."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kla_desktop.app import bootstrap
from kla_desktop.app.paths import default_library
from kla_desktop.cli.console import Console
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.workspace import Workspace

_LONGEST = 4096


def folder_of(console: Console) -> Path:
    """Return the folder named on the line, by the environment, or the user's own."""
    return console.library or default_library()


def passphrase_of(console: Console) -> str | None:
    """Read the passphrase file, without the newline an editor puts at its end. Raises Fixable(FILE_MISSING)."""
    if console.passphrase_file is None:
        return None
    try:
        with console.passphrase_file.open("rb") as stream:
            text = stream.read(_LONGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Fixable(ErrorCode.FILE_MISSING, path=str(console.passphrase_file)) from error
    return text.removeprefix("\ufeff").rstrip("\r\n")


@contextlib.contextmanager
def opened(console: Console, *, writing: bool, bundles: bool = False, files: bool = False) -> Iterator[Workspace]:
    """Open the library for one command. Reading works while a window or another command has it.

    With `bundles` the worker for them starts meanwhile, with `files` one that looks into files.
    """
    folder = folder_of(console)
    with contextlib.ExitStack() as stack:
        try:
            workspace = stack.enter_context(
                bootstrap.opened(
                    folder,
                    passphrase_of(console),
                    writing=writing,
                    progress=console.progress,
                    bundles=bundles,
                    files=files,
                )
            )
        except Fixable as error:
            if error.code is ErrorCode.LIBRARY_DAMAGED and not os.access(folder, os.W_OK):
                raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(folder)) from error
            raise
        yield workspace
