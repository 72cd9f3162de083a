"""Bends a bent page back: a sheet that bows under the camera, the page of an open book.

Lines of writing say how it is bent. Their slope at many places is told by a smooth surface; where that bends across
the page, every column of the picture is moved up or down by what the slope adds up to. Works on the marks of the finder
(`ocr_models.Networks.look`) at the size of a glance, which costs a few milliseconds.
"""

from typing import Final

from kla_desktop.media.ocr_models import Numbers, Pixels

_LONG: Final = 0.12
"""Share of the picture's width from which a line tells how it is bent."""
_HALF_STEP: Final = 0.03
"""Slopes are taken between places so much of the width to the left and right."""
_FEWEST: Final = 40
_BENT: Final = 0.03
"""Slopes that differ less across the page are left to the reader, which bears so much."""
_BETTER: Final = 0.6
"""What a bent surface must leave of the deviation from a level one."""
_FAR_OFF: Final = 3.0


def bend_of(marks: Pixels) -> Numbers | None:
    """Tell how the lines of a page are bent, by the finder's marks; None for a flat page and one that says too little.

    The answer is for `flattened`: the slope dy/dx as a polynomial in places from -1 to 1, and how far to the left and
    right it was seen.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    seen = _slopes(marks)
    if len(seen) < _FEWEST:
        return None
    level = _fitted(seen, bent=False)
    bent = _fitted(seen, bent=True)
    if _spread(seen, bent) > _BETTER * _spread(seen, level):
        return None
    across = np.linspace(seen[:, 0].min(), seen[:, 0].max(), 21)
    slopes = _terms(across, np.zeros_like(across)) @ bent
    if np.ptp(slopes) < _BENT:
        return None
    return np.array([*bent, across[0], across[-1]])


def flattened(picture: Pixels, bend: Numbers) -> Pixels:
    """Return the picture with its lines level."""
    import cv2  # noqa: PLC0415 - heavy
    import numpy as np  # noqa: PLC0415 - heavy

    high, wide = picture.shape[:2]
    *curve, left, right = (float(one) for one in bend)
    x = np.linspace(-1, 1, wide, dtype=np.float32)
    y = np.linspace(-1, 1, high, dtype=np.float32)
    held = x.clip(left, right)
    powers = np.stack([held, held**2 / 2, held**3 / 3, held**4 / 4])
    slope = np.stack([np.ones_like(held), held, held**2, held**3])
    powers += slope * (x - held)  # the slope from the middle outwards added up, and straight on where none was seen
    moved = np.array(curve[:4], np.float32) @ powers
    moved_more = np.array(curve[4:], np.float32) @ powers[:3]
    down = (moved[None] + y[:, None] * moved_more[None]) * (high / 2) + np.arange(high, dtype=np.float32)[:, None]
    along = np.broadcast_to(np.arange(wide, dtype=np.float32), down.shape)
    level: Pixels = cv2.remap(
        picture, np.ascontiguousarray(along), down.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return level


def _slopes(marks: Pixels) -> Numbers:
    """Return places and slopes of long lines as rows (x, y, slope), each between -1 and 1 across the picture."""
    import cv2  # noqa: PLC0415 - heavy
    import numpy as np  # noqa: PLC0415 - heavy

    high, wide = marks.shape
    reach = max(4, round(_HALF_STEP * wide))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(marks)
    rows: list[Numbers] = []
    for number in range(1, count):
        left, top, width, height = (int(one) for one in boxes[number, :4])
        if width < _LONG * wide or width < 2 * height:
            continue
        inside = labels[top : top + height, left : left + width] == number
        middle = (inside * np.arange(height)[:, None]).sum(0) / np.maximum(inside.sum(0), 1)
        places = np.arange(reach, width - reach, reach)
        rise = middle[places + reach] - middle[places - reach]
        rows.append(
            np.stack(
                [
                    2 * (left + places) / wide - 1,
                    2 * (top + middle[places]) / high - 1,
                    (rise / high) / (2 * reach / wide),
                ],
                -1,
            )
        )
    return np.concatenate(rows) if rows else np.zeros((0, 3))


def _terms(x: Numbers, y: Numbers) -> Numbers:
    import numpy as np  # noqa: PLC0415 - heavy

    return np.stack([np.ones_like(x), x, x**2, x**3, y, x * y, x**2 * y], -1)


def _fitted(seen: Numbers, *, bent: bool) -> Numbers:
    """Fit the slopes, twice: what lies far off the first time (a table's ruling, two lines in one) is left out."""
    import numpy as np  # noqa: PLC0415 - heavy

    terms = _terms(seen[:, 0], seen[:, 1]) * (1.0 if bent else np.array([1, 0, 0, 0, 1, 0, 0]))
    kept = np.ones(len(seen), bool)
    curve = np.zeros(terms.shape[1])
    for _ in range(3):
        curve = np.linalg.lstsq(terms[kept], seen[kept, 2], rcond=None)[0]
        off = np.abs(terms @ curve - seen[:, 2])
        kept = off <= _FAR_OFF * max(float(np.median(off)), 1e-4)
    return curve


def _spread(seen: Numbers, curve: Numbers) -> float:
    import numpy as np  # noqa: PLC0415 - heavy

    return float(np.median(np.abs(_terms(seen[:, 0], seen[:, 1]) @ curve - seen[:, 2])))
