"""The two neural networks that read pages: one finds lines of writing in a picture, one turns a line into letters.

The networks (PP-OCRv6 small, Apache-2.0) come inside the wheel of rapidocr and are run by onnxruntime as they are: no
other code of rapidocr is loaded, and the telemetry of onnxruntime is off, so that nothing here reaches for a network.
Pictures are BGR arrays of bytes.
"""

import functools
import importlib.util
import math
import os
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Pixels = Any
"""A picture: numpy array of bytes, (high, wide, 3), blue first."""
Numbers = Any
"""A numpy array of floats."""

ENGINE: Final = "ppocr6s-4"
"""Names networks and rules of reading; a new one makes what was read before worth reading again."""
_FINDER: Final = "PP-OCRv6_det_small.onnx"
_READER: Final = "PP-OCRv6_rec_small.onnx"
_TILE: Final = 32  # the finder wants sides that are multiples of this
_SURE: Final = 0.3  # a pixel belongs to writing
_SURE_LINE: Final = 0.35  # a region is writing, on the average of its pixels
_GROW: Final = 1.6  # the finder marks the core of a line; the line is larger by this share of area / girth
_THIN: Final = 3
_MOST_LINES: Final = 1500
_KEPT: Final = "“”‘’–—•·°…½²³"  # noqa: RUF001 - what stands on pages
_LINE_HEIGHT: Final = 48  # what the reader was trained on
_WIDEST: Final = 3200
_BATCH_WIDTH: Final = 2400  # pixels of line read at once: bounds memory


@dataclass(frozen=True, slots=True)
class Letters:
    """A line as read: letters, how sure of each (0–1), where each stands (0–1), how likely it comes after a space."""

    text: str
    sure: tuple[float, ...]
    at: tuple[float, ...]
    space: tuple[float, ...]


def models_folder() -> Path:
    """Return where the networks lie. Raises FileNotFoundError."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "rapidocr" / "models"
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(_FINDER)
    return Path(spec.submodule_search_locations[0]) / "models"


def _session(name: str, threads: int) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import: its wheels count their use and tell Microsoft
    import onnxruntime  # noqa: PLC0415 - heavy

    onnxruntime.disable_telemetry_events()  # the older way, of Windows
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # every page has another size: an arena would only grow
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(models_folder() / name), options, providers=["CPUExecutionProvider"])


class Networks:
    """Both networks, loaded at first use; `threads` is how many cores they may use."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads

    def load(self) -> None:
        """Load both now, with the libraries they need."""
        import cv2  # noqa: PLC0415 - heavy

        cv2.setNumThreads(self._threads)
        _ = self._finder, self._alphabet

    @functools.cached_property
    def _finder(self) -> Any:
        return _session(_FINDER, self._threads)

    @functools.cached_property
    def _reader(self) -> Any:
        return _session(_READER, self._threads)

    @functools.cached_property
    def _alphabet(self) -> tuple[list[str], Numbers, Numbers]:
        """Return our letters (the first stands for none), the network's classes that mean one of them, and which."""
        import numpy as np  # noqa: PLC0415 - heavy

        listed: str = self._reader.get_modelmeta().custom_metadata_map["character"]
        plain = [_plain(one) for one in [*listed.splitlines(), " "]]
        letters = ["", *sorted(set(plain) - {""})]
        columns = [0, *(n for n, one in enumerate(plain, 1) if one)]
        means = np.zeros((len(columns), len(letters)), np.float32)
        means[0, 0] = 1
        for row, column in enumerate(columns[1:], 1):
            means[row, letters.index(plain[column - 1])] = 1
        return letters, np.array(columns), means

    def find(self, picture: Pixels, side: int) -> Numbers:
        """Find lines of writing, looking at the picture with its longer side scaled down to `side` pixels.

        Returns rectangles, turned as the writing is, as (lines, 4 corners, x and y) in pixels of `picture`; the first
        corner is the upper left one of an upright line, then clockwise.
        """
        return self.look(picture, side)[0]

    def look(self, picture: Pixels, side: int) -> tuple[Numbers, Pixels]:
        """Find lines as `find` does; return also the marks, 1 where writing is, in the size that was looked at."""
        import cv2  # noqa: PLC0415 - heavy
        import numpy as np  # noqa: PLC0415 - heavy

        high, wide = picture.shape[:2]
        scale = min(1.0, side / max(high, wide))
        shape = [max(_TILE, round(length * scale / _TILE) * _TILE) for length in (wide, high)]
        seen = cv2.resize(picture, shape, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        fed = (seen.astype(np.float32).transpose(2, 0, 1)[None] - 127.5) / 127.5
        marked = self._finder.run(None, {self._finder.get_inputs()[0].name: fed})[0][0, 0]
        mask = cv2.dilate((marked > _SURE).astype(np.uint8), np.ones((2, 2), np.uint8))
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        boxes = [box for one in outlines[:_MOST_LINES] if (box := _box(marked, one)) is not None]
        ratio = np.array([wide / shape[0], high / shape[1]], np.float32)
        return np.array(boxes, np.float32).reshape(-1, 4, 2) * ratio, mask

    def read(self, lines: Sequence[Pixels]) -> list[Letters]:
        """Read pictures of single upright lines, in any order of length."""
        order = sorted(range(len(lines)), key=lambda n: _width(lines[n]))
        found: dict[int, Letters] = {}
        batch: list[int] = []
        for n in order:
            if batch and _width(lines[n]) * (len(batch) + 1) > _BATCH_WIDTH:
                found.update(zip(batch, self._read_batch([lines[one] for one in batch]), strict=True))
                batch = []
            batch.append(n)
        if batch:
            found.update(zip(batch, self._read_batch([lines[one] for one in batch]), strict=True))
        return [found[n] for n in range(len(lines))]

    def _read_batch(self, lines: list[Pixels]) -> list[Letters]:
        import cv2  # noqa: PLC0415 - heavy
        import numpy as np  # noqa: PLC0415 - heavy

        widths = [_width(line) for line in lines]
        most = max(*widths, 320)
        fed = np.zeros((len(lines), 3, _LINE_HEIGHT, most), np.float32)
        for n, (line, width) in enumerate(zip(lines, widths, strict=True)):
            small = cv2.resize(line, (width, _LINE_HEIGHT))
            fed[n, :, :, :width] = (small.astype(np.float32).transpose(2, 0, 1) - 127.5) / 127.5
        says = self._reader.run(None, {self._reader.get_inputs()[0].name: fed})[0]
        return [self._spell(said, width / most) for said, width in zip(says, widths, strict=True)]

    def _spell(self, said: Numbers, share: float) -> Letters:
        """Turn what the network says at each step into letters; repeated steps are one letter, class 0 is none."""
        import numpy as np  # noqa: PLC0415 - heavy

        letters, columns, means = self._alphabet
        said = said[:, columns] @ means
        best = said.argmax(1)
        fresh = np.ones(len(best), bool)
        fresh[1:] = best[1:] != best[:-1]
        steps = np.flatnonzero(fresh & (best != 0))
        spaces = said[:, letters.index(" ")]
        space, before = [], 0
        for step in steps:
            space.append(float(spaces[before : step + 1].max()) if before <= step else 0.0)
            before = int(step) + 1
        long = max(1.0, len(best) * share)
        return Letters(
            "".join(letters[best[step]] for step in steps),
            tuple(float(said[step, best[step]]) for step in steps),
            tuple(float(step) / long for step in steps),
            tuple(space),
        )


def _plain(character: str) -> str:
    """Return what a letter of the network means in a language written with plain Latin letters, "" for nothing.

    Wide forms and letters with marks are taken for the plain ones: on Indonesian pages a mark is a speck of dirt.
    """
    if character in _KEPT:
        return character
    if character == "×":
        return "x"  # as typists write it
    base = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    return base if len(base) == 1 and (base.isascii() and base.isprintable()) else ""


def _width(line: Pixels) -> int:
    high, wide = (int(side) for side in line.shape[:2])
    return max(8, min(_WIDEST, math.ceil(_LINE_HEIGHT * wide / max(1, high))))


def _box(marked: Numbers, outline: Numbers) -> Numbers | None:
    """Turn the outline of a marked region into a line's rectangle, None if it is too small or too unsure."""
    import cv2  # noqa: PLC0415 - heavy
    import numpy as np  # noqa: PLC0415 - heavy

    centre, (wide, high), angle = cv2.minAreaRect(outline)
    if min(wide, high) < _THIN:
        return None
    corners = cv2.boxPoints((centre, (wide, high), angle))
    left, top = np.maximum(np.floor(corners.min(0)).astype(int), 0)
    right, low = np.minimum(np.ceil(corners.max(0)).astype(int) + 1, marked.shape[::-1])
    mask = np.zeros((low - top, right - left), np.uint8)
    cv2.fillPoly(mask, [(corners - [left, top]).astype(np.int32)], (1,))
    if cv2.mean(marked[top:low, left:right], mask)[0] < _SURE_LINE:
        return None
    grown = _GROW * wide * high / (2 * (wide + high)) * 2
    corners = cv2.boxPoints((centre, (wide + grown, high + grown), angle))
    return _from_upper_left(corners)


def _from_upper_left(corners: Numbers) -> Numbers:
    """Order corners clockwise from the upper left one."""
    import numpy as np  # noqa: PLC0415 - heavy

    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    top_left, low_left = left[np.argsort(left[:, 1])]
    top_right, low_right = right[np.argsort(right[:, 1])]
    return np.array([top_left, top_right, low_right, low_left], np.float32)
