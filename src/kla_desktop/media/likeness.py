"""Whether two pictures are the same shot: recompressed, resized, cropped, turned, or framed by a screenshot.

Runs in a worker. Three steps, each cheap enough for its place:

    words    some ninety numbers a picture, from corners and what surrounds them (ORB); pictures that share many of them
             are worth a look. They survive turning, scaling and cropping.
    align    the corners of two pictures are matched, and a turn, a scale and a shift that most agree on is refined on
             the pixels.
    compare  the two are laid upon each other and compared block by block. Photos of one event share a room and a
             banner, yet people have moved: some blocks differ. In the same shot no block does.

Everything works on the thumbnail (256 pixels), so that a comparison never needs the original. OpenCV is imported on
first use.
"""

import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Grey = NDArray[np.uint8]

WAYS: Final = frozenset(("recompressed", "cropped", "rotated", "bordered"))
SIDE: Final = 256
WORDS: Final = 96
_CORNERS: Final = 150
_LEAST_CORNERS: Final = 20
_MOSTLY, _WHOLLY = 0.65, 0.98
_TONE, _GAP, _LEAST_CONTENT = 8, 5, 24
"""A border's lines keep to one tone within 8 of 255; up to 5 lines with icons or words lie between."""
_MOST_BITS, _RATIO = 70, 0.85
"""Marks (256 bits) that differ in more, or hardly less than from the next best, are no pair."""
_LEAST_AGREEING: Final = 6
_NEAR: Final = 8.0
_LEAST_SCALE: Final = 0.2
_SOFT: Final = 0.8
"""Blur in pixels of the coarser picture: compression noise and half a pixel's shift do not count."""
_WORTH_REFINING, _WORTH_REFINING_AGAIN = 0.4, 0.75
_ROUNDS: Final = (12, 40)
_RIM, _BLOCK, _MOST_BLOCKS, _LEAST_BLOCKS, _FULL_ENOUGH = 2, 12, 80, 10, 0.8
_FLAT: Final = 5.0
_NOISE: Final = 4.0
_BLOCK_ALIKE: Final = 0.6
_OF_PHOTOS, _OF_PAPERS, _OF_FRAMED = (0.96, 0.65, 0.45, 0.0), (0.97, 0.7, 0.5, 0.925), (0.92, 0.4, -1.0, 0.0)
"""The same shot has at least this share of blocks alike; its worst (of thirty), its least and the mean correlate so.
Measured: reused photos have 0.97, 0.78, 0.52 or more; another shot of an almost empty room from the same spot has had
0.97, 0.76, 0.05. What is in a screenshot's frame is small and blurred: 0.92, 0.46, 0.04. Two pages of one form share
most of what is on them: 0.97, 0.62; letters under one letterhead have had 1.00, 0.75 and a mean of 0.91, where another
scan of the same page has 0.945."""
_PAPER: Final = 0.5
_COVER, _LEAST_COVER, _WHOLE = 0.7, 0.3, 0.9
_STRAIGHT: Final = 1.2
"""Degrees."""
_FRAMED: Final = 0.2


@dataclass(frozen=True, slots=True)
class Match:
    """Two pictures are the same shot: `how` is one of WAYS, `distance` (1 to 100) how far the pixels differ."""

    how: str
    distance: int


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture as it is compared: grey, its borders cut off, and its corners."""

    grey: "Grey"
    kept: float
    """Share of the picture that is left without its borders."""
    points: "NDArray[np.float32]"
    marks: "Grey"


def words_of(image: "Image") -> bytes:
    """Return up to WORDS numbers of two bytes each (little end first); empty for a picture without corners."""
    numpy = _numpy()
    sight = sight_of(image)
    if len(sight.marks) < _LEAST_CORNERS:
        return b""
    bits = numpy.unpackbits(sight.marks, axis=1)[:, _bits()]
    words = bits.astype(numpy.uint16) @ (1 << numpy.arange(16, dtype=numpy.uint16))
    firsts = sorted(numpy.unique(words, return_index=True)[1])[:WORDS]
    return bytes(words[firsts].astype("<u2").tobytes())


def sight_of(image: "Image") -> Sight:
    """Prepare a picture of any size, upright, for words and comparison."""
    cv2, numpy = _cv2(), _numpy()
    grey = numpy.asarray(image.convert("L"))
    left, top, right, bottom = content_box(_fit(grey))
    scale = max(grey.shape) / SIDE
    kept = (right - left) * (bottom - top) * scale * scale / grey.size
    if kept < _WHOLE:
        x0, y0, x1, y1 = (round(edge * scale) for edge in (left, top, right, bottom))
        grey = grey[y0:y1, x0:x1]
    grey = _fit(grey)
    corners, marks = cv2.ORB_create(_CORNERS, 1.2, 6, 16, 0, 2, cv2.ORB_HARRIS_SCORE, 31, 7).detectAndCompute(
        grey, None
    )
    points = numpy.array([corner.pt for corner in corners], numpy.float32).reshape(-1, 2)
    return Sight(grey, kept, points, numpy.zeros((0, 32), numpy.uint8) if marks is None else marks)


def content_box(grey: "Grey") -> tuple[int, int, int, int]:
    """Find what is within even bands (a screenshot's, a scan's): left, top, right, bottom; the whole if in doubt."""
    high, wide = grey.shape
    top, bottom = _band(grey), high - _band(grey[::-1])
    if bottom - top < _LEAST_CONTENT:
        return 0, 0, wide, high
    across = grey[top:bottom].T
    left, right = _band(across), wide - _band(across[::-1])
    return (left, top, right, bottom) if right - left >= _LEAST_CONTENT else (0, 0, wide, high)


def _band(grey: "Grey") -> int:
    """How many lines from the top on belong to a border: even, but for a few words or icons, and of one tone."""
    numpy = _numpy()
    lines = grey.astype(numpy.int16)
    middles = numpy.median(lines, axis=1, keepdims=True)
    off = numpy.abs(lines - middles)
    mostly, wholly = (off <= _TONE).mean(axis=1) >= _MOSTLY, (off <= _TONE // 2).mean(axis=1) >= _WHOLLY
    tone, end, gap = float(middles[0, 0]), 0, 0
    for at, middle in enumerate(middles[:, 0].tolist()):
        if mostly[at] and (abs(middle - tone) <= _TONE or wholly[at]):
            tone, end, gap = middle, at + 1, 0
        elif (gap := gap + 1) > _GAP:
            break
    return end


def compare(first: Sight, second: Sight) -> Match | None:
    """Say how two pictures are the same shot, or None where they are not."""
    for turn in _alignments(first, second):
        found = _judge(first, second, turn)
        if found is not None:
            return found
    return None


def open_thumbnail(jpeg: bytes) -> "Image":
    """Open one of our own thumbnails."""
    from PIL import Image  # noqa: PLC0415 - in workers only

    return Image.open(io.BytesIO(jpeg), formats=["JPEG"])


def _alignments(first: Sight, second: Sight) -> "list[NDArray[np.float64]]":
    """Ways to lay the second upon the first, as 2 x 3 matrices: by corners, else edge on edge in four turns."""
    cv2 = _cv2()
    if min(len(first.marks), len(second.marks)) >= _LEAST_CORNERS:
        pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(second.marks, first.marks, k=2)
        good = [two[0] for two in pairs if two[1:] and two[0].distance < min(_MOST_BITS, _RATIO * two[1].distance)]
        if len(good) < _LEAST_AGREEING:
            return []
        source = second.points[[pair.queryIdx for pair in good]]
        target = first.points[[pair.trainIdx for pair in good]]
        cv2.setRNGSeed(1)  # the same pictures, the same answer
        turn, agreeing = cv2.estimateAffinePartial2D(
            source, target, method=cv2.RANSAC, ransacReprojThreshold=4, maxIters=500, confidence=0.99
        )
        if turn is None or int(agreeing.sum()) < _LEAST_AGREEING:
            return []
        return [*(edged for edged in _edge_on_edge(first, second) if _is_near(edged, turn, second)), turn]
    return _edge_on_edge(first, second) if min(first.grey.std(), second.grey.std()) >= _FLAT else []


def _edge_on_edge(first: Sight, second: Sight) -> "list[NDArray[np.float64]]":
    """The second upon the whole of the first, upright and turned by quarters, where their shapes allow it."""
    cv2, numpy = _cv2(), _numpy()
    high, wide = (float(side) for side in first.grey.shape)
    rows, columns = (float(side) for side in second.grey.shape)
    onto = numpy.array([[0, 0], [wide, 0], [wide, high], [0, high]], numpy.float32)
    corners = numpy.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], numpy.float32)
    turns = [cv2.getAffineTransform(corners[:3], numpy.roll(onto, -quarter, axis=0)[:3]) for quarter in range(4)]
    return [turn for turn in turns if _is_even(turn)]


def _is_near(edged: "NDArray[np.float64]", turn: "NDArray[np.float64]", second: Sight) -> bool:
    """Whether two ways bring every corner of the second to places less than some pixels apart."""
    numpy = _numpy()
    rows, columns = second.grey.shape
    corners = numpy.array([[0, 0, 1], [columns, 0, 1], [columns, rows, 1], [0, rows, 1]], numpy.float64)
    return bool(numpy.abs(corners @ (edged - turn).T).max() < _NEAR)


def _is_even(turn: "NDArray[np.float64]") -> bool:
    """Whether a matrix scales both ways alike, within a twentieth."""
    numpy = _numpy()
    across, down = numpy.hypot(turn[0, 0], turn[1, 0]), numpy.hypot(turn[0, 1], turn[1, 1])
    return bool(abs(across - down) < 0.05 * max(across, down))


def _judge(first: Sight, second: Sight, turn: "NDArray[np.float64]") -> Match | None:
    """Lay the finer picture upon the coarser and compare them block by block."""
    cv2, numpy = _cv2(), _numpy()
    scale = float(numpy.hypot(turn[0, 0], turn[0, 1]))
    if not _LEAST_SCALE < scale < 1 / _LEAST_SCALE:
        return None
    if scale < 1:
        ground, laid = first.grey, second.grey
    else:
        ground, laid, turn, scale = second.grey, first.grey, cv2.invertAffineTransform(turn), 1 / scale
    below = cv2.GaussianBlur(ground.astype(numpy.float32), (0, 0), _SOFT)
    above = cv2.GaussianBlur(laid.astype(numpy.float32), (0, 0), _SOFT / scale)
    if _lay(below, above, turn).alike < _WORTH_REFINING:
        return None
    framed = abs(first.kept - second.kept) > _FRAMED
    alike, worst, least, mean = _OF_FRAMED if framed else _OF_PHOTOS
    if _is_paper(ground) and _is_paper(laid):
        alike, worst, least, mean = _OF_PAPERS
    same = False
    for rounds in _ROUNDS:
        turn = _refined(below, above, turn, rounds)
        seen = _lay(below, above, turn)
        same = seen.blocks >= _LEAST_BLOCKS and seen.alike >= alike and seen.worst >= worst and seen.least >= least
        same = same and seen.mean >= mean
        if same or seen.alike < _WORTH_REFINING_AGAIN:
            break
    covers = (seen.cover, seen.cover * ground.size / abs(float(numpy.linalg.det(turn[:, :2]))) / laid.size)
    if not same or max(covers) < _COVER or min(covers) < _LEAST_COVER:
        return None
    angle = abs(float(numpy.degrees(numpy.arctan2(turn[1, 0], turn[0, 0]))))
    if angle > _STRAIGHT:
        how = "rotated"
    elif framed:
        how = "bordered"
    else:
        how = "cropped" if min(covers) < _WHOLE else "recompressed"
    return Match(how, max(1, min(100, round(100 * (1 - seen.mean)))))


def _is_paper(grey: "Grey") -> bool:
    """Whether most of the picture is of one tone, as a page is."""
    numpy = _numpy()
    tones = numpy.bincount((grey >> 3).ravel(), minlength=32)
    top = int(tones.argmax())
    return bool(tones[max(0, top - 1) : top + 2].sum() >= _PAPER * grey.size)


@dataclass(frozen=True, slots=True)
class _Seen:
    """How two pictures laid upon each other agree: over `blocks` with something in them, and over what `cover`."""

    blocks: int
    alike: float
    worst: float
    least: float
    mean: float
    cover: float


def _lay(below: "NDArray[np.float32]", above: "NDArray[np.float32]", turn: "NDArray[np.float64]") -> _Seen:
    """Correlate block by block; light and contrast may differ from block to block."""
    cv2, numpy = _cv2(), _numpy()
    high, wide = below.shape
    laid = cv2.warpAffine(above, turn, (wide, high), flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(numpy.ones(above.shape, numpy.uint8), turn, (wide, high), flags=cv2.INTER_NEAREST)
    mask = cv2.erode(mask, numpy.ones((3, 3), numpy.uint8))
    mask[:_RIM] = mask[-_RIM:] = 0
    mask[:, :_RIM] = mask[:, -_RIM:] = 0
    area = int(mask.sum())
    side = max(_BLOCK, int((area / _MOST_BLOCKS) ** 0.5))
    rows, columns = high // side, wide // side
    if not area or not rows or not columns:
        return _Seen(0, 0.0, 0.0, 0.0, 0.0, 0.0)

    def per_block(values: "NDArray[np.float32]") -> "NDArray[np.float32]":
        whole = values[: rows * side, : columns * side].reshape(rows, side, columns, side)
        sums: NDArray[np.float32] = whole.sum(axis=(1, 3))
        return sums

    there = mask.astype(numpy.float32)
    one, other = (below - 128) * there, (laid - 128) * there
    count = numpy.maximum(per_block(there), 1)
    middle, middle_other = per_block(one) / count, per_block(other) / count
    spread = numpy.sqrt(numpy.maximum(per_block(one * one) / count - middle**2, 0))
    spread_other = numpy.sqrt(numpy.maximum(per_block(other * other) / count - middle_other**2, 0))
    together = per_block(one * other) / count - middle * middle_other
    counted = (count >= _FULL_ENOUGH * side * side) & (numpy.maximum(spread, spread_other) >= _FLAT)
    agree = (together / (spread * spread_other + _NOISE))[counted]
    if not len(agree):
        return _Seen(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    alike, worst = float((agree > _BLOCK_ALIKE).mean()), float(numpy.percentile(agree, 3))
    return _Seen(len(agree), alike, worst, float(agree.min()), float(agree.mean()), area / below.size)


def _refined(
    below: "NDArray[np.float32]", above: "NDArray[np.float32]", turn: "NDArray[np.float64]", rounds: int
) -> "NDArray[np.float64]":
    """Move, turn and stretch by fractions until the pixels fit best; as it was where that fails."""
    cv2, numpy = _cv2(), _numpy()
    back = cv2.invertAffineTransform(turn).astype(numpy.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, rounds, 1e-4)
    try:
        _, back = cv2.findTransformECC(
            below, above, back, cv2.MOTION_AFFINE, stop, numpy.full(above.shape, 255, numpy.uint8), 3
        )
    except cv2.error:
        return turn
    refined: NDArray[np.float64] = cv2.invertAffineTransform(back).astype(numpy.float64)
    return refined


def _fit(grey: "Grey") -> "Grey":
    """Scale so that the longer side is SIDE."""
    cv2 = _cv2()
    scale = SIDE / max(grey.shape)
    if scale == 1:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    fitted: Grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    return fitted


@functools.cache
def _bits() -> Any:
    """Sixteen of a mark's 256 bits make a word; which ones matters little, that they stay the same matters."""
    return _numpy().random.RandomState(5).permutation(256)[:16]


def _numpy() -> "ModuleType":
    import numpy  # noqa: PLC0415, ICN001 - in workers only, on first use

    return numpy


@functools.cache
def _cv2() -> Any:
    import cv2  # noqa: PLC0415 - in workers only, on first use

    cv2.setNumThreads(1)  # there are as many workers as cores
    cv2.ocl.setUseOpenCL(False)
    return cv2
