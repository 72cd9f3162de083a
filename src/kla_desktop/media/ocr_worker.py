"""What runs in the worker that reads pages: takes a file, answers page by page with the words on it.

Frames from the parent: {"op": "start", "gentle": bool} once; then {"op": "begin", "name": …, "skip": pages}, any number
of {"op": "data"} with bytes, {"op": "end"}. Answers: {"page": n, …} for each page that wanted reading, last
{"done": true, …}. A gentle worker works at low priority, so that whoever sits at the laptop does not notice it.
"""

import os
from typing import TYPE_CHECKING, Any, Final

from kla_desktop.media import pdf, photo
from kla_desktop.media.confine import give_up_rights
from kla_desktop.media.kinds import kind_of
from kla_desktop.media.ocr import GLANCE_SIDE, MAX_SIDE, Reading, read_picture
from kla_desktop.media.ocr_models import Networks, Pixels
from kla_desktop.model.evidence_kind import PHOTO_GROUP, MediaKind
from kla_desktop.system.priority import process_steps_back
from kla_desktop.system.worker_process import Header, WorkerPort

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE_DPI: Final = 300
_NICE: Final = 10


def serve(port: WorkerPort) -> None:
    """Answer until the parent closes the pipe."""
    gentle = port.receive()[0]["gentle"]
    if gentle:
        process_steps_back(_NICE)
    cores = os.cpu_count() or 1
    networks = Networks(max(1, cores // 2) if gentle else cores)
    networks.load()
    _load_readers()
    give_up_rights()
    port.send({"ready": True})
    job: Header = {}
    pieces: list[bytes] = []
    while True:
        header, payload = port.receive()
        match header.get("op"):
            case "begin":
                job, pieces = header, []
            case "data":
                pieces.append(payload)
            case _:
                data, pieces = b"".join(pieces), []
                port.send(_read(port, networks, job, data))
                del data


def _read(port: WorkerPort, networks: Networks, job: Header, data: bytes) -> Header:
    """Read a file's pages; the answer is the last frame."""
    try:
        kind = kind_of(data, job["name"])
        skip = frozenset(job["skip"])
        if kind is MediaKind.PDF:
            total = _read_pdf(port, networks, data, skip)
        elif kind.group == PHOTO_GROUP:
            total = _read_photo(port, networks, data, kind, skip)
        else:
            return {"done": True, "pages": 0}
    except MemoryError:
        return {"done": True, "failed": "memory"}
    except photo.TooLarge:
        return {"done": True, "failed": "too_large"}
    except Exception:  # noqa: BLE001 - the border: parsers raise anything
        return {"done": True, "failed": "damaged"}
    return {"done": True, "pages": total}


def _read_pdf(port: WorkerPort, networks: Networks, data: bytes, skip: frozenset[int]) -> int:
    with pdf.textless_pages(data, _PAGE_DPI, MAX_SIDE) as (total, pages):
        for number, draw in pages:
            if number not in skip:
                port.send(_page(number, total, _look(draw(), networks)))
    return total


def _read_photo(port: WorkerPort, networks: Networks, data: bytes, kind: MediaKind, skip: frozenset[int]) -> int:
    total = min(photo.page_count(data, kind), pdf.MAX_PAGES)
    for number in range(total):
        if number in skip:
            continue

        def whole(number: int = number) -> Pixels:
            return _pixels(photo.upright(data, kind, MAX_SIDE, number))

        if kind is MediaKind.JPEG:
            glance = _pixels(photo.upright(data, kind, GLANCE_SIDE, number))
            port.send(_page(number, total, read_picture(glance, whole, networks)))
        else:
            port.send(_page(number, total, _look(photo.upright(data, kind, MAX_SIDE, number), networks)))
    return total


def _look(image: "Image | None", networks: Networks) -> Reading:
    if image is None:
        return Reading()
    small = image.copy()
    small.thumbnail((GLANCE_SIDE, GLANCE_SIDE))
    return read_picture(_pixels(small), lambda: _pixels(image), networks)


def _pixels(image: "Image | None") -> Pixels:
    """Turn a picture into the networks' form."""
    import numpy as np  # noqa: PLC0415 - heavy

    assert image is not None
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


def _page(number: int, total: int, reading: Reading) -> dict[str, Any]:
    return {
        "page": number,
        "of": total,
        "text": reading.text,
        "confidence": round(reading.confidence, 4),
        "turned": reading.turned,
        "is_page": reading.is_page,
    }


def _load_readers() -> None:
    """Import now what must not be imported once rights are given up."""
    import pypdfium2  # noqa: F401, PLC0415 - as said
    from PIL import Image, ImageFile  # noqa: F401, PLC0415 - as said
