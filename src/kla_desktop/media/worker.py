"""What runs in a worker process: takes one file at a time in pieces, answers with what is in it.

Frames from the parent: {"op": "begin", "do": "probe" | "page" | "photo", …}, any number of {"op": "data"} with bytes,
then {"op": "end"} (answer wanted) or {"op": "drop"}. The worker's first frame says
that it is ready; then there is one answer for each "end".
"""

import contextlib
import sys
import warnings
from typing import Any, Final

from kla_desktop.media import document, photo
from kla_desktop.media.kinds import kind_of
from kla_desktop.media.probe import probe_bytes
from kla_desktop.media.wire import MAX_PAGE_IMAGE, to_wire
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from kla_desktop.system.worker_process import WorkerPort

TARGET: Final = "kla_desktop.media.worker:serve"


def serve(port: WorkerPort) -> None:
    """Answer until the parent closes the pipe. The process may write no file and leaves no core dump behind."""
    _give_up_rights()
    port.send({"ready": True})
    job: dict[str, Any] = {}
    pieces: list[bytes] = []
    while True:
        header, payload = port.receive()
        match header.get("op"):
            case "begin":
                job, pieces = header, []
            case "data":
                pieces.append(payload)
            case "end":
                data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
                pieces = []
                port.send(*_answer(job, data))
            case _:
                job, pieces = {}, []


def _answer(job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    if job["do"] == "probe":
        return to_wire(probe_bytes(job["name"], data, job["modified_at"], preview=job["preview"]))
    try:
        return {}, _picture(job, data) or b""
    except Exception:  # noqa: BLE001 - parsers raise anything; no picture is an answer
        return {}, b""


def _picture(job: dict[str, Any], data: bytes) -> bytes | None:
    kind = kind_of(data, "")
    if job["do"] == "page":
        return document.draw_page(data, job["page"], job["max_side"], MAX_PAGE_IMAGE) if kind is MediaKind.PDF else None
    return photo.enlarge(data, kind, job["max_side"], MAX_PAGE_IMAGE) if kind.group == PHOTO_GROUP else None


def _give_up_rights() -> None:
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")  # parsers grumble about files on stderr, with pieces of them
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX only

        for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(limit, (0, 0))
