"""Draws office pages with known words: minutes, lists, decrees, letters, leaflets, posters, budgets, receipts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from ttf_opensans import OPENSANS_BOLD, OPENSANS_ITALIC, OPENSANS_REGULAR

from tests.paper.words import DAYS, LAWS, OFFICES, PLACES, POSTERS, THINGS, TOWNS, Writer

FONTS = Path("/usr/share/fonts/truetype")
FAMILIES = {
    "serif": ("liberation/LiberationSerif", "-Regular", "-Bold", "-Italic"),
    "sans": ("liberation/LiberationSans", "-Regular", "-Bold", "-Italic"),
    "calibri": ("crosextra/Carlito", "-Regular", "-Bold", "-Italic"),
    "cambria": ("crosextra/Caladea", "-Regular", "-Bold", "-Italic"),
    "noto": ("noto/NotoSans", "-Regular", "-Bold", "-Italic"),
    "notoserif": ("noto/NotoSerif", "-Regular", "-Bold", "-Italic"),
    "dejavu": ("dejavu/DejaVuSans", "", "-Bold", "-Oblique"),
    "opensans": ("open-sans/OpenSans", "-Regular", "-Bold", "-Italic"),
    "narrow": ("liberation/LiberationSansNarrow", "-Regular", "-Bold", "-Italic"),
    "mono": ("liberation/LiberationMono", "-Regular", "-Bold", "-Italic"),
}
PACKAGES = (
    "fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea fonts-noto-core fonts-dejavu fonts-open-sans"
)
WHEEL = "wheel"
"""The typeface that comes with the program: always there."""
_WHEEL = (OPENSANS_REGULAR, OPENSANS_BOLD, OPENSANS_ITALIC)
INK = (20, 20, 24)


def fonts_there() -> bool:
    """Whether the Debian packages named in PACKAGES are installed."""
    return all((FONTS / f"{stem}{regular}.ttf").exists() for stem, regular, _, _ in FAMILIES.values())


@cache
def _font(family: str, style: int, pixels: int) -> ImageFont.FreeTypeFont:
    if family == WHEEL:
        return ImageFont.truetype(str(_WHEEL[style].path), pixels)
    stem, *styles = FAMILIES[family]
    return ImageFont.truetype(str(FONTS / f"{stem}{styles[style]}.ttf"), pixels)


@dataclass(slots=True)
class Page:
    """A printed page and its words in reading order."""

    name: str
    image: Image.Image
    dpi: int
    lines: list[str]

    @property
    def words(self) -> list[str]:
        return " ".join(self.lines).split()


class Sheet:
    """A white sheet (A4 unless told) that remembers what was written on it. Lengths in millimetres, type in points."""

    def __init__(self, dpi: int, family: str, size: float, paper: tuple[int, int] = (210, 297)) -> None:
        self.dpi, self.family, self.size, self.paper = dpi, family, size, paper
        self.image = Image.new("RGB", (self.px(paper[0]), self.px(paper[1])), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.lines: list[str] = []
        self.y = 20.0
        self.left, self.right = 25.0, paper[0] - 20.0
        self.leading = 1.25
        self.justified = False

    def px(self, mm: float) -> int:
        return round(mm / 25.4 * self.dpi)

    def font(self, style: int = 0, size: float | None = None) -> ImageFont.FreeTypeFont:
        return _font(self.family, style, max(6, round((size or self.size) / 72 * self.dpi)))

    def width(self, text: str, style: int = 0, size: float | None = None) -> float:
        return self.font(style, size).getlength(text) / self.dpi * 25.4

    def step(self, size: float | None = None) -> float:
        return (size or self.size) / 72 * 25.4 * self.leading

    def put(self, x: float, text: str, *, style: int = 0, size: float | None = None, fill: object = INK) -> None:
        """Write at `x` on the present line, without remembering."""
        self.draw.text((self.px(x), self.px(self.y)), text, font=self.font(style, size), fill=fill)  # type: ignore[arg-type]

    def line(
        self,
        text: str,
        *,
        style: int = 0,
        size: float | None = None,
        centre: bool = False,
        x: float | None = None,
        underline: bool = False,
        fill: object = INK,
    ) -> None:
        """Write one line and go on to the next."""
        at = x if x is not None else self.left
        if centre:
            at = (self.left + self.right - self.width(text, style, size)) / 2
        self.put(at, text, style=style, size=size, fill=fill)
        if underline:
            low = self.px(self.y + (size or self.size) / 72 * 25.4 * 1.12)
            self.draw.line((self.px(at), low, self.px(at + self.width(text, style, size)), low), fill=INK, width=2)
        self.lines.append(text)
        self.y += self.step(size)

    def wrap(self, text: str, width: float, size: float | None = None, style: int = 0) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}", style, size) <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def paragraph(self, text: str, *, x: float | None = None, right: float | None = None, style: int = 0) -> None:
        """Write a paragraph, justified where the sheet is."""
        left, end = x if x is not None else self.left, right or self.right
        lines = self.wrap(text, end - left, style=style)
        for n, one in enumerate(lines):
            words = one.split()
            if self.justified and n < len(lines) - 1 and len(words) > 1:
                gap = (end - left - sum(self.width(word, style) for word in words)) / (len(words) - 1)
                at = left
                for word in words:
                    self.put(at, word, style=style)
                    at += self.width(word, style) + gap
            else:
                self.put(left, one, style=style)
            self.lines.append(one)
            self.y += self.step()

    def gap(self, mm: float) -> None:
        self.y += mm

    def rule(self, width: int = 3) -> None:
        self.draw.line((self.px(self.left), self.px(self.y), self.px(self.right), self.px(self.y)), INK, width)
        self.y += 2

    @property
    def room(self) -> float:
        return self.paper[1] - 18 - self.y

    def pairs(self, pairs: list[tuple[str, str]], at: float = 32) -> None:
        """Write labels and values with a colon between, as letters begin."""
        for label, value in pairs:
            self.put(self.left, label)
            self.put(self.left + at, ":")
            for n, one in enumerate(self.wrap(value, self.right - self.left - at - 4)):
                self.put(self.left + at + 4, one)
                self.lines.append(f"{label} : {one}" if n == 0 else one)
                self.y += self.step()

    def table(self, widths: list[float], rows: list[list[str]], *, size: float | None = None, tall: float = 0) -> None:
        """Draw a ruled table; the first row is its head; a cell too long is cut at a word."""
        height = max(self.step(size) + 1.6, tall)
        edges = [self.left]
        for width in widths:
            edges.append(edges[-1] + width)
        for n, row in enumerate(rows):
            if self.room < height:
                break
            said = []
            for x, width, cell in zip(edges, widths, row, strict=False):
                kept = (self.wrap(cell, width - 3, size, int(n == 0)) or [""])[0]
                self.y += (height - self.step(size)) / 2
                self.put(x + 1.5, kept, style=int(n == 0), size=size)
                self.y -= (height - self.step(size)) / 2
                said.append(kept)
            self.lines.append(" ".join(said))
            top, low = self.px(self.y), self.px(self.y + height)
            for x in edges:
                self.draw.line((self.px(x), top, self.px(x), low), INK, 2)
            for y in (top, low):
                self.draw.line((self.px(edges[0]), y, self.px(edges[-1]), y), INK, 2)
            self.y += height
        self.gap(3)

    def letterhead(self, writer: Writer) -> None:
        """Draw a crest, three centred lines and a double rule."""
        x, y = self.px(self.left + 2), self.px(self.y)
        side = self.px(20)
        self.draw.ellipse((x, y, x + side, y + side), outline=(30, 90, 40), width=6)
        self.draw.polygon(
            [(x + side // 2, y + 20), (x + side - 30, y + side - 40), (x + 30, y + side - 40)], (200, 160, 30)
        )
        town = writer.pick(TOWNS).upper()
        self.line(f"PEMERINTAH KOTA {town}", size=self.size + 2, centre=True)
        self.line(writer.pick(OFFICES).upper(), style=1, size=self.size + 2, centre=True)
        self.line(
            f"Jalan Margonda Raya Nomor {writer.dice.randint(2, 99)} Telp. (021) 7720{writer.dice.randint(100, 999)}",
            size=self.size - 2,
            centre=True,
        )
        self.gap(1)
        self.rule(5)
        self.gap(3)

    def signature(self, writer: Writer) -> None:
        """Place, date, office, name at the right."""
        x = self.left + 95
        self.line(f"{writer.pick(TOWNS)}, {writer.date()}", x=x)
        self.line(writer.pick(("Lurah,", "Ketua Pelaksana,", "Kepala Dinas,", "Notulis,")), x=x)
        self.gap(14)
        self.line(writer.name(), x=x, underline=True)
        born, hired = writer.dice.randint(19600101, 19991231), writer.dice.randint(198001, 202212)
        self.line(f"NIP {born} {hired} {writer.dice.randint(1, 2)} 0{writer.dice.randint(10, 99)}", x=x)


def minutes(sheet: Sheet, writer: Writer) -> None:
    sheet.line("NOTULEN RAPAT", style=1, size=sheet.size + 2, centre=True)
    sheet.line(writer.pick(THINGS).upper(), style=1, centre=True)
    sheet.gap(4)
    sheet.pairs(
        [
            ("Hari/Tanggal", f"{writer.pick(DAYS)}, {writer.date()}"),
            ("Waktu", f"{writer.dice.randint(8, 10):02d}.00 s.d. {writer.dice.randint(11, 15)}.30 WIB"),
            ("Tempat", writer.pick(PLACES)),
            ("Pimpinan Rapat", writer.name()),
            ("Peserta", f"{writer.dice.randint(12, 60)} orang (daftar hadir terlampir)"),
        ]
    )
    sheet.gap(3)
    number = 1
    while sheet.room > 75:
        for n, one in enumerate([writer.paragraph(writer.dice.randint(1, 3))]):
            sheet.put(sheet.left, f"{number}.")
            before = len(sheet.lines)
            sheet.paragraph(one, x=sheet.left + 8)
            sheet.lines[before] = f"{number}. {sheet.lines[before]}"
            number += 1 + n
    sheet.gap(3)
    sheet.signature(writer)


def attendance(sheet: Sheet, writer: Writer) -> None:
    sheet.line("DAFTAR HADIR", style=1, size=sheet.size + 3, centre=True)
    sheet.line(writer.pick(THINGS).capitalize(), centre=True)
    sheet.line(f"{writer.pick(DAYS)}, {writer.date()}", centre=True, style=2)
    sheet.gap(4)
    rows = [["No.", "Nama", "Jabatan/Instansi", "No. HP", "Tanda Tangan"]]
    rows += [
        [f"{n}.", writer.name(titled=False), writer.pick(OFFICES), f"08{writer.dice.randint(10**9, 10**10 - 1)}", ""]
        for n in range(1, writer.dice.randint(14, 24))
    ]
    sheet.table([10, 48, 52, 32, 23], rows, size=sheet.size - 1, tall=writer.dice.choice((0, 9)))


def decree(sheet: Sheet, writer: Writer) -> None:
    sheet.letterhead(writer)
    sheet.line("KEPUTUSAN WALI KOTA", style=1, centre=True)
    sheet.line(f"NOMOR {writer.number()}", style=1, centre=True)
    sheet.line("TENTANG", centre=True)
    sheet.line(
        f"{writer.pick(THINGS)} tahun {writer.dice.randint(2021, 2026)}".upper(),
        style=1,
        centre=True,
        size=sheet.size - 1,
    )
    sheet.gap(3)
    for label, items in (
        ("Menimbang", [f"bahwa {s[0].lower()}{s[1:-1]};" for s in (writer.sentence(), writer.sentence())]),
        ("Mengingat", [writer.fill(law) for law in writer.dice.sample(LAWS, 3)]),
    ):
        sheet.put(sheet.left, label)
        sheet.put(sheet.left + 28, ":")
        marks = "abc" if label == "Menimbang" else "123"
        for n, (mark, item) in enumerate(zip(marks, items, strict=False)):
            sheet.put(sheet.left + 32, f"{mark}.")
            before = len(sheet.lines)
            sheet.paragraph(item, x=sheet.left + 39)
            sheet.lines[before] = f"{f'{label} : ' if n == 0 else ''}{mark}. {sheet.lines[before]}"
    sheet.gap(3)
    sheet.line("MEMUTUSKAN:", style=1, centre=True)
    for number in ("KESATU", "KEDUA", "KETIGA"):
        if sheet.room < 60:
            break
        sheet.put(sheet.left, number, style=1)
        sheet.put(sheet.left + 28, ":")
        before = len(sheet.lines)
        sheet.paragraph(writer.sentence(), x=sheet.left + 32)
        sheet.lines[before] = f"{number} : {sheet.lines[before]}"
    sheet.gap(4)
    sheet.signature(writer)


def letter(sheet: Sheet, writer: Writer) -> None:
    sheet.letterhead(writer)
    sheet.line(f"{writer.pick(TOWNS)}, {writer.date()}", x=sheet.left + 95)
    sheet.gap(3)
    sheet.pairs(
        [
            ("Nomor", writer.number()),
            ("Sifat", "Biasa"),
            ("Lampiran", "1 (satu) berkas"),
            ("Hal", f"Undangan {writer.pick(THINGS)}"),
        ],
        22,
    )
    sheet.gap(4)
    for one in ("Yth. Bapak/Ibu (daftar terlampir)", "di", "Tempat"):
        sheet.line(one)
    sheet.gap(4)
    sheet.line("Dengan hormat,")
    for _ in range(3):
        if sheet.room > 80:
            sheet.paragraph(writer.paragraph(2))
            sheet.gap(2)
    sheet.paragraph("Demikian disampaikan, atas perhatian dan kehadirannya kami ucapkan terima kasih.")
    sheet.gap(5)
    sheet.signature(writer)


def leaflet(sheet: Sheet, writer: Writer) -> None:
    """Two columns of prose under a headline."""
    sheet.left, sheet.right = 18, 192
    sheet.line(f"BULETIN {writer.pick(TOWNS).upper()} LAYAK ANAK", style=1, size=sheet.size + 8, centre=True)
    sheet.line(f"Edisi {writer.dice.randint(1, 40)}, {writer.date()}", style=2, centre=True)
    sheet.gap(4)
    top = sheet.y
    for left, right in ((18.0, 100.0), (110.0, 192.0)):
        sheet.y, sheet.left, sheet.right = top, left, right
        sheet.line(writer.pick(THINGS).capitalize(), style=1)
        while sheet.room > 30:
            sheet.paragraph(writer.paragraph(2))
            sheet.gap(2)


def poster(sheet: Sheet, writer: Writer) -> None:
    """Large type in colours on a coloured ground, few words."""
    ground = writer.dice.choice(((255, 236, 170), (200, 230, 255), (24, 90, 160), (215, 245, 210), (180, 30, 40)))
    ink: tuple[int, int, int] = (255, 255, 255) if sum(ground) < 400 else (120, 20, 30)
    sheet.image.paste(ground, (0, 0, *sheet.image.size))
    sheet.left, sheet.right, sheet.y = 15, 195, 30
    for one in sheet.wrap(writer.pick(POSTERS), 165, 46, 1):
        sheet.line(one, style=1, size=46, centre=True, fill=ink)
    sheet.gap(10)
    for size in (24, 20, 20, 16, 16):
        for one in sheet.wrap(writer.sentence(), 165, size):
            sheet.line(one, size=size, centre=True, fill=ink)
        sheet.gap(6)
    if sheet.room > 50:
        sheet.draw.ellipse((sheet.px(85), sheet.px(250), sheet.px(125), sheet.px(290)), fill=(250, 200, 60))


def budget(sheet: Sheet, writer: Writer) -> None:
    sheet.line("RENCANA ANGGARAN BIAYA", style=1, size=sheet.size + 2, centre=True)
    sheet.line(f"Kegiatan {writer.pick(THINGS)}", centre=True)
    sheet.gap(4)
    sheet.paragraph(writer.paragraph(2))
    sheet.gap(3)
    rows = [["No", "Uraian", "Volume", "Satuan (Rp)", "Jumlah (Rp)"]]
    for n in range(1, writer.dice.randint(8, 14)):
        many, price = writer.dice.randint(2, 90), writer.dice.randint(2, 400) * 500
        what = writer.pick(
            (
                "Konsumsi peserta",
                "Sewa tenda",
                "Spanduk 3 x 1 m",
                "Honor narasumber",
                "Alat tulis kantor",
                "Transport kader",
                "Penggandaan materi",
                "Hadiah lomba",
            )
        )
        rows.append(
            [
                str(n),
                what,
                f"{many} {writer.pick(('orang', 'buah', 'paket', 'hari'))}",
                f"{price:,}".replace(",", "."),
                f"{many * price:,}".replace(",", "."),
            ]
        )
    sheet.table([12, 62, 28, 30, 33], rows, size=sheet.size - 1)
    sheet.paragraph(writer.paragraph(2))
    sheet.gap(5)
    sheet.signature(writer)


def report(sheet: Sheet, writer: Writer) -> None:
    """A dense page of prose with headings and a page number."""
    for n in range(1, 9):
        if sheet.room < 55:
            break
        sheet.line(f"{n}.{writer.dice.randint(1, 4)} {writer.pick(THINGS).title()}", style=1)
        sheet.paragraph(writer.paragraph(writer.dice.randint(2, 4)))
        sheet.gap(2)
        if n % 3 == 0:
            for _ in range(3):
                before = len(sheet.lines)
                sheet.put(sheet.left + 6, "-")
                sheet.paragraph(writer.sentence(), x=sheet.left + 11)
                sheet.lines[before] = f"- {sheet.lines[before]}"
    sheet.y = sheet.paper[1] - 14
    sheet.line(str(writer.dice.randint(2, 88)), centre=True, size=sheet.size - 2)


Kind = Callable[[Sheet, Writer], None]
KINDS: tuple[Kind, ...] = (minutes, attendance, decree, letter, leaflet, poster, budget, report)
SIZES = {"narrow": 11.5, "calibri": 11.5, "mono": 10}


def make_page(number: int, dpi: int = 300, seed: int = 1, family: str = "") -> Page:
    """Draw page `number`; kinds, fonts and spacing go round, so that any run of eight has each kind once."""
    writer = Writer(seed * 1000 + number)
    kind = KINDS[number % len(KINDS)]
    families = list(FAMILIES)
    family = family or families[(number + number // len(KINDS)) % len(families)]
    size = SIZES.get(family, writer.dice.choice((10, 10.5, 11, 12)))
    sheet = Sheet(dpi, family, size)
    sheet.leading = writer.dice.choice((1.15, 1.25, 1.4, 1.6))
    sheet.justified = writer.dice.random() < 0.4
    kind(sheet, writer)
    return Page(f"{number:03d}-{kind.__name__}-{family}-{size:g}pt-{dpi}", sheet.image, dpi, sheet.lines)
