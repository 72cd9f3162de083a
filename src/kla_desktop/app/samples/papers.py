"""Sample documents: minutes, decrees, attendance lists as DOCX and PDF, and a page photographed on a desk.

Every file carries a last line saying that it is an exercise. The same text gives the same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kla_desktop.app.samples.brush import HEIGHT, WIDTH, cloudy, font, mottle, ramp, slanted, through_the_lens, tint
from kla_desktop.app.samples.pdf import Line, write_pdf

_INK = (30, 30, 38)
_HEADED = 2  # the letterhead's first two lines are bold
EXERCISE = "Dokumen contoh untuk latihan. Nama orang, nomor surat, dan angka adalah rekaan."


@dataclass(frozen=True, slots=True)
class Paper:
    """One official document: letterhead, title, labelled facts, sections of numbered points, who signs."""

    head: tuple[str, ...]
    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    place_and_date: str
    signers: tuple[tuple[str, str], ...]
    when: datetime


def as_pdf(paper: Paper) -> bytes:
    """Set a paper as a PDF with text that can be extracted."""
    lines = [Line(text, 13 if row < _HEADED else 9, row < _HEADED, centred=True) for row, text in enumerate(paper.head)]
    lines[-1] = Line(paper.head[-1], 12, bold=True, centred=True, rule=True)
    lines += [Line(""), Line(paper.title, 13, bold=True, centred=True), Line(paper.number, 11, centred=True), Line("")]
    lines += [Line(f"{label} : {value}") for label, value in paper.facts]
    for heading, points in paper.sections:
        lines += [Line(heading, 11, bold=True)]
        lines += [Line(point, indent=16) for point in points]
    lines += [Line(""), Line(paper.place_and_date, indent=250)]
    for role, name in paper.signers:
        lines += [Line(role, indent=250), Line(""), Line(name, bold=True, indent=250)]
    lines += [Line(""), Line(EXERCISE, 8)]
    return write_pdf(lines, title=paper.title, created=f"D:{paper.when:%Y%m%d%H%M%S}+07'00'")


def as_docx(paper: Paper, table: Sequence[Sequence[str]] = ()) -> bytes:
    """Set a paper as a DOCX; `table` (first row its heading) stands before the signatures."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    for row, text in enumerate((*paper.head, "", paper.title, paper.number, "")):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(0)
        line.add_run(text).bold = row < _HEADED or text == paper.title
    facts = document.add_table(rows=0, cols=2)
    for label, value in paper.facts:
        cells = facts.add_row().cells
        cells[0].text, cells[1].text = label, f": {value}"
    for heading, points in paper.sections:
        document.add_paragraph().add_run(heading).bold = True
        for point in points:
            document.add_paragraph(point).paragraph_format.left_indent = Pt(16)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        grid.style = "Table Grid"
        for texts in table:
            for cell, text in zip(grid.add_row().cells, texts, strict=True):
                cell.text = text
    document.add_paragraph()
    document.add_paragraph(paper.place_and_date)
    signatures = document.add_table(rows=1, cols=len(paper.signers))
    for cell, (role, name) in zip(signatures.rows[0].cells, paper.signers, strict=True):
        cell.text = f"{role}\n\n\n{name}"
    document.add_paragraph(EXERCISE)
    about = document.core_properties
    about.author, about.title, about.last_modified_by = "Contoh", paper.title, "Contoh"
    about.created = about.modified = paper.when.replace(tzinfo=None)
    written = io.BytesIO()
    document.save(written)
    return _dated_zip(written.getvalue(), paper.when)


def _dated_zip(packed: bytes, when: datetime) -> bytes:
    """Pack the parts again with one fixed date, so that two runs agree byte for byte."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, when.timetuple()[:6])
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(part, old.read(name))
    return again.getvalue()


def photographed(paper: Paper, seed: str) -> Image.Image:
    """Show the paper's first page on a wooden desk: seen at an angle, lit from one side, a little soft."""
    rng = Random(f"page/{seed}")  # noqa: S311 - repeatable pictures, nothing secret
    sheet = Image.new("RGB", (1050, 1485), (250, 249, 244))
    draw = ImageDraw.Draw(sheet)
    y = _page_text(draw, paper)
    for side, (role, name) in enumerate(paper.signers[:2]):
        x = 130 + side * 470
        draw.text((x, y + 12), role, fill=_INK, font=font(26, 400))
        draw.text((x, y + 150), name, fill=_INK, font=font(26, 700))
        ink = [(x + step * 12, y + 96 + rng.uniform(-34, 30) * (1 - step / 18)) for step in range(15)]
        draw.line(ink, fill=(36, 52, 140), width=4, joint="curve")
    draw.ellipse((430, y + 20, 600, y + 190), outline=(96, 72, 168), width=6)
    draw.ellipse((450, y + 40, 580, y + 170), outline=(96, 72, 168), width=3)
    draw.text((515, y + 105), "CONTOH", fill=(96, 72, 168), font=font(26, 700), anchor="mm")
    sheet = ImageChops.multiply(sheet, Image.merge("RGB", [cloudy(rng, sheet.size, 5, 232, 255)] * 3))
    desk = ramp((HEIGHT, WIDTH), (136, 98, 66), (110, 76, 50))
    grainy = cloudy(rng, (HEIGHT, 160), 9, 190, 255).resize((HEIGHT, WIDTH), Image.Resampling.BICUBIC)
    desk = ImageChops.multiply(desk, Image.merge("RGB", [grainy] * 3)).resize((WIDTH, HEIGHT))
    mottle(desk, rng, (0, 0, WIDTH, HEIGHT), cells=20, depth=40)
    turned = sheet.transpose(Image.Transpose.ROTATE_90)
    tint(desk, [(150, 120), (1900, 150), (1860, 1400), (130, 1420)], (20, 14, 10), blur=40, depth=0.6, round_off=False)
    slanted(desk, turned, [(130, 96), (1866, 58), (1834, 1404), (150, 1382)])
    tint(desk, [(1200, 700), (2100, 300), (2100, 1600), (1100, 1600)], (16, 14, 20), blur=240, depth=0.5)
    tint(desk, [(0, 0), (900, 0), (300, 700), (0, 900)], (255, 240, 206), blur=200, depth=0.22)
    return through_the_lens(desk.filter(ImageFilter.GaussianBlur(0.8)), rng, warmth=0.5, bloom=0.05, tilt=1.6)


def _page_text(draw: ImageDraw.ImageDraw, paper: Paper) -> float:
    """Write letterhead, title and body onto the page; return how far down they reach."""
    y = 70.0
    for row, text in enumerate(paper.head):
        letters = font(31, 700) if row < _HEADED else font(25, 600)
        draw.text((525, y), text, fill=_INK, font=letters, anchor="mm")
        y += 42
    draw.line((90, y, 960, y), fill=_INK, width=4)
    for text, size, weight in ((paper.title, 31, 700), (paper.number, 25, 400)):
        y += 48
        draw.text((525, y), text, fill=_INK, font=font(size, weight), anchor="mm")
    y += 50
    rows = [(f"{label} : {value}", 400, 0) for label, value in paper.facts]
    for heading, points in paper.sections:
        rows += [(heading, 700, 0), *((point, 400, 26) for point in points)]
    rows.append((paper.place_and_date, 400, 470))
    for text, weight, indent in rows:
        letters, line = font(26, weight), ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and draw.textlength(longer, letters) > 860 - indent:
                draw.text((100 + indent, y), line, fill=_INK, font=letters)
                y += 39
                longer = word
            line = longer
        draw.text((100 + indent, y), line, fill=_INK, font=letters)
        y += 44
    return y
