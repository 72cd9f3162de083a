"""What runs in a worker process: takes one file at a time in pieces, answers with what is in it.

Frames from the parent: {"op": "begin", "do": "probe" | "several" | "glance" | "draw" | "page" | "photo" | "bare" |
"entries" | "take" | "words" | "matches", …} with the first bytes ("first"), any number of {"op": "data"} with more
(for the last two, each a picture), then {"op": "end"} (answer wanted) or {"op": "drop"}; a "begin" that is "whole"
needs no "end".
The worker's first frame says that it is ready; then there is one answer for each end. Only "take" answers in several:
for each entry any number of {"at": n} with bytes and one {"at": n, "end": outcome}, last {"done": true}.
"""

from typing import TYPE_CHECKING, Final

from kla_desktop.media import photo
from kla_desktop.media.confine import OutOfTime, at_most, give_up_rights
from kla_desktop.media.kinds import kind_of
from kla_desktop.media.probe import MAX_SECONDS, draw_bytes, glance_bytes, probe_bytes
from kla_desktop.media.wire import MAX_PAGE_IMAGE, entries_to_wire, several_to_wire, to_wire
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from kla_desktop.system.native import keep_memory
from kla_desktop.system.worker_process import Header, WorkerPort

if TYPE_CHECKING:
    from kla_desktop.media.unfolding import Container

_LARGEST_SIDE: Final = 6000
_ON_PICTURES: Final = frozenset(("words", "matches"))
_UNLOCK_SECONDS: Final = 8.0
"""Processor time for opening a lock: office files make passwords slow on purpose."""


def serve(port: WorkerPort) -> None:
    """Answer until the parent closes the pipe. The process has given up its rights, see `confine`."""
    keep_memory()
    give_up_rights()
    port.send({"ready": True})
    job: Header = {}
    pieces: list[bytes] = []
    while True:
        header, payload = port.receive()
        match header.get("op"):
            case "begin":
                job, pieces = header, [payload] if header["first"] else []
            case "data":
                pieces.append(payload)
            case "drop":
                job, pieces = {}, []
        if header.get("op") == "end" or header.get("whole"):
            payload = b""
            _work(port, job, pieces)
            job, pieces = {}, []


def _work(port: WorkerPort, job: Header, pieces: list[bytes]) -> None:
    if job["do"] in _ON_PICTURES:
        from kla_desktop.media import looking_worker  # noqa: PLC0415 - what a worker does not do it need not know

        answer = looking_worker.answer_words if job["do"] == "words" else looking_worker.answer_matches
        port.send(*answer(pieces))
        return
    data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    pieces.clear()
    if job["do"] == "take":
        _take(port, job, data)
    else:
        port.send(*_answer(job, data))


def _answer(job: Header, data: bytes) -> tuple[Header, bytes]:
    match job["do"]:
        case "probe" if job.get("password"):
            return _unlocked(job, data)
        case "probe":
            return to_wire(probe_bytes(job["name"], data, job["modified_at"], preview=job["preview"]))
        case "several":
            return _several(job, data)
        case "glance":
            seen = glance_bytes(job["name"], data, job["modified_at"])
            return ({"nothing": True}, b"") if seen is None else to_wire(seen)
        case "draw":
            return to_wire(draw_bytes(job["name"], data))
        case "entries":
            return _entries(job, data), b""
        case "bare":
            return {}, _bare(job, data) or b""
        case _:
            try:
                with at_most(MAX_SECONDS * 2):
                    return {}, _picture(job, data) or b""
            except (Exception, OutOfTime):  # noqa: BLE001 - parsers raise anything; no picture is an answer
                return {}, b""


def _several(job: Header, data: bytes) -> tuple[Header, bytes]:
    """Read files that came one after the other in one piece."""
    found, at = [], 0
    for name, modified_at, size in job["files"]:
        found.append(probe_bytes(name, data[at : at + size], modified_at, preview=job["preview"]))
        at += size
    return several_to_wire(found)


def _unlocked(job: Header, data: bytes) -> tuple[Header, bytes]:
    """Open a lock, then read as ever. A wrong password is an answer of its own."""
    from kla_desktop.media import locked  # noqa: PLC0415 - as above

    name, password = job["name"], job["password"]
    try:
        with at_most(_UNLOCK_SECONDS):
            plain = locked.plain_bytes(data, kind_of(data, name), password)
    except locked.WrongPassword:
        return {"wrong": True}, b""
    except (Exception, OutOfTime):  # noqa: BLE001 - a lock that we do not know, or damage
        return {"wrong": False}, b""
    found = probe_bytes(name, plain, job["modified_at"], password=password)
    return ({"wrong": True}, b"") if "password" in found.warnings else to_wire(found)


def _picture(job: Header, data: bytes) -> bytes | None:
    kind = kind_of(data, "")
    if job["do"] == "page" and kind is MediaKind.PDF:
        from kla_desktop.media import pdf  # noqa: PLC0415 - as above

        image = pdf.draw_page(data, job["page"], job["max_side"])
        return None if image is None else photo.jpeg_within(image, MAX_PAGE_IMAGE)
    if kind.group == PHOTO_GROUP:
        return photo.enlarge(data, kind, job["max_side"], MAX_PAGE_IMAGE, job.get("page", 0))
    return None


def _bare(job: Header, data: bytes) -> bytes | None:
    """Take the camera's notes out; where the file's build is not understood, draw the photo anew. None if neither."""
    from kla_desktop.media.bare import bare  # noqa: PLC0415 - as above

    kind = kind_of(data, job["name"])
    is_photo = kind.group == PHOTO_GROUP
    try:
        with at_most(MAX_SECONDS):
            made = bare(data, kind)
            if not (is_photo and photo.is_telling(made, kind)):
                return made
    except (Exception, OutOfTime):  # noqa: BLE001 - as above
        if not is_photo:
            return None
    try:
        with at_most(MAX_SECONDS * 2):
            return photo.enlarge(data, kind, _LARGEST_SIDE, MAX_PAGE_IMAGE)
    except (Exception, OutOfTime):  # noqa: BLE001 - as above
        return None


def _entries(job: Header, data: bytes) -> Header:
    from kla_desktop.media.unfolding import Container, TooMuch  # noqa: PLC0415 - as above

    try:
        with at_most(MAX_SECONDS):
            return entries_to_wire(Container(data, kind_of(data, job["name"])).entries())
    except TooMuch:
        return {"refused": "too_large"}
    except (Exception, OutOfTime):  # noqa: BLE001 - hostile archives raise anything
        return {"refused": "damaged"}


def _take(port: WorkerPort, job: Header, data: bytes) -> None:
    from kla_desktop.media.unfolding import Container  # noqa: PLC0415 - as above

    try:
        container = Container(data, kind_of(data, job["name"]), job["password"])
    except Exception:  # noqa: BLE001 - as above
        port.send({"done": True})
        return
    del data
    for at in job["places"]:
        port.send({"at": at, "end": _take_one(port, container, at)})
    port.send({"done": True})


def _take_one(port: WorkerPort, container: "Container", at: int) -> str:
    from kla_desktop.media.unfolding import NeedsPassword, TooMuch  # noqa: PLC0415 - as above

    try:
        for piece in container.pieces(at):
            port.send({"at": at}, piece)
    except NeedsPassword:
        return "password"
    except TooMuch:
        return "too_large"
    except NotImplementedError:  # a way of packing or locking that we do not know
        return "unsupported"
    except Exception:  # noqa: BLE001 - as above
        return "damaged"
    return ""
