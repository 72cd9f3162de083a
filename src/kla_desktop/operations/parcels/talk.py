"""What the program hears from the worker that seals or opens a bundle, and what that means for the user."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.parcels.streams import write_trouble
from kla_desktop.system.files import free_space
from kla_desktop.system.progress import Progress, Step
from kla_desktop.system.worker_process import Header, WorkerDied, WorkerProcess, WorkerSilent

_PATIENCE = 300.0
"""Seconds without a word after which the worker counts as stuck: a slow stick may sync a large file for minutes."""
_ASK_EVERY = 0.2
_MAX_WHY = 300


def replies(worker: WorkerProcess, progress: Progress, doing: str) -> Iterator[tuple[Header, bytes]]:
    """Yield the worker's frames; progress, cancel, errors and silence are dealt with here."""
    silent = 0.0
    while True:
        progress.checkpoint()
        with dead_worker_told():
            try:
                header, payload = worker.receive(_ASK_EVERY)
            except WorkerSilent:
                silent += _ASK_EVERY
                if silent > _PATIENCE:
                    raise
                continue
            silent = 0.0
            step = _step(header["step"], doing) if "step" in header else None
            trouble = _trouble(header) if "error" in header else None
        if trouble is not None:
            raise trouble
        if step is not None:
            progress.step(step)
        else:
            yield header, payload


def _step(numbers: list[int], doing: str) -> Step:
    done, total, bytes_done, bytes_total = map(int, numbers)
    return Step(done, total, doing, bytes_done, bytes_total)


def _trouble(header: Header) -> Fixable:
    details = {key: value for key, value in header["details"].items() if isinstance(value, int | str)}
    return Fixable(ErrorCode(header["error"]), **{key: _short(value) for key, value in details.items()})


@contextlib.contextmanager
def dead_worker_told() -> Iterator[None]:
    """Turn a worker that died, fell silent or said something impossible into a sentence for the user."""
    try:
        yield
    except (WorkerDied, WorkerSilent, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise Fixable(ErrorCode.WORKER_FAILED) from error


def require_space(folder: Path, needed: int) -> None:
    """See that so many bytes are free. Raises Fixable: DISK_FULL, and as `write_trouble`."""
    try:
        free = free_space(folder)
    except OSError as error:
        raise write_trouble(error, folder) from error
    if free < needed:
        raise Fixable(ErrorCode.DISK_FULL, needed=needed, free=free)


def _short(value: int | str) -> int | str:
    return value[:_MAX_WHY] if isinstance(value, str) else value
