"""Symbols drawn as shapes, since no font of ours has them; each is always printed beside its word."""

from reportlab.pdfgen.canvas import Canvas

ACCENT = "#0B6B63"
TEXT, MUTED, RULE, SUNKEN = "#1E2428", "#545D63", "#D5D2C9", "#F6F5F1"
OK, WARN, DANGER = "#1D6B37", "#8A5A00", "#B3261E"

COLOURS = {
    "accepted": OK,
    "waiting": WARN,
    "returned": DANGER,
    "not_printed": MUTED,
    "missing": MUTED,
    "none": MUTED,
}
"""The colour of each symbol; the shape alone tells them apart on a grey printer."""


def mark(canvas: Canvas, name: str, x: float, y: float, size: float) -> None:
    """Draw a symbol of COLOURS in a square of `size` points whose lower left corner is (x, y)."""
    radius = size / 2
    cx, cy = x + radius, y + radius
    canvas.saveState()
    canvas.setStrokeColor(COLOURS[name])
    canvas.setFillColor(COLOURS[name])
    canvas.setLineWidth(size * 0.11)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    rim = radius - size * 0.055
    match name:
        case "accepted":  # a tick in a full disc
            canvas.circle(cx, cy, radius, stroke=0, fill=1)
            canvas.setStrokeColor("#FFFFFF")
            canvas.setLineWidth(size * 0.14)
            _line(canvas, (x + size * 0.28, y + size * 0.50), (x + size * 0.44, y + size * 0.33))
            _line(canvas, (x + size * 0.44, y + size * 0.33), (x + size * 0.73, y + size * 0.67))
        case "waiting":  # a disc half full
            canvas.circle(cx, cy, rim, stroke=1, fill=0)
            canvas.wedge(x + size * 0.2, y + size * 0.2, x + size * 0.8, y + size * 0.8, 90, 180, stroke=0, fill=1)
        case "returned":  # an arrow turning back
            canvas.circle(cx, cy, rim, stroke=1, fill=0)
            _line(canvas, (x + size * 0.72, cy), (x + size * 0.30, cy))
            _line(canvas, (x + size * 0.30, cy), (x + size * 0.46, cy + size * 0.17))
            _line(canvas, (x + size * 0.30, cy), (x + size * 0.46, cy - size * 0.17))
        case "not_printed":  # a ring with a dot
            canvas.circle(cx, cy, rim, stroke=1, fill=0)
            canvas.circle(cx, cy, size * 0.14, stroke=0, fill=1)
        case _:  # an open, broken ring
            canvas.setDash([size * 0.16, size * 0.17])
            canvas.circle(cx, cy, rim, stroke=1, fill=0)
    canvas.restoreState()


def _line(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas.line(*start, *end)
