"""Photos and minutes as a village office has them, made here: the same seed gives the same files.

A photo is 4000 x 3000 pixels, some 3 MB, with time, place, camera and an embedded thumbnail. Drawing and encoding one
takes a second, so only a few base pictures are encoded, with a restart marker after each row of blocks. The decoder
starts anew at a restart marker, and rows at the same height carry the same marker number: so rows of several bases put
together are again a valid picture that nobody has seen before, made at the speed of copying.
"""

import io
import random
import re
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

WIDTH, HEIGHT = 4000, 3000
BASES = 6
PER_FOLDER = 250
_QUALITY = 85
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
_WORDS = """
rapat anak forum kelurahan posyandu puskesmas akta kelahiran sekolah ramah imunisasi gizi stunting kader warga taman
bermain layanan pengaduan kekerasan perlindungan pendidikan kesehatan keluarga ibu bayi balita remaja perempuan camat
lurah sekretaris notulen hadir daftar undangan kegiatan pelatihan sosialisasi anggaran program laporan evaluasi bulan
tahun triwulan wilayah kota kecamatan dinas badan gugus tugas ketua anggota usulan keputusan tindak lanjut target
capaian dokumentasi foto bukti indikator klaster hak sipil pengasuhan alternatif disabilitas budaya seni olahraga
perpustakaan internet sehat aman nyaman bersih air sanitasi rokok kawasan tanpa asap iklan sponsor musyawarah
""".split()  # noqa: SIM905 - shorter to read than a hundred quoted words


@dataclass(frozen=True, slots=True)
class Note:
    """A minutes file and the word that stands in it and in no other."""

    path: Path
    needle: str


def photos(folder: Path, count: int, seed: int = 1, size: tuple[int, int] = (WIDTH, HEIGHT)) -> list[Path]:
    """Make photos 0 to `count` below `folder`; those that are there from an earlier call with this seed are kept."""
    paths = [folder / f"{n // PER_FOLDER:03d}" / f"IMG_{n:06d}.jpg" for n in range(count)]
    missing = [(n, path) for n, path in enumerate(paths) if not path.exists()]
    if missing:
        bases = [_split(_base(seed * 100 + n, size)) for n in range(BASES)]
        for n, path in missing:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".part")
            temporary.write_bytes(_photo(bases, n, seed, size))
            temporary.replace(path)
    return paths


def minutes(folder: Path, count: int, seed: int = 1) -> list[Note]:
    """Make minutes of meetings, DOCX and PDF by turns, two pages of text each."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for n in range(count):
        needle = needle_of(n)
        path = folder / f"notulen_{n:06d}.{'pdf' if n % 2 else 'docx'}"
        if not path.exists():
            chance = random.Random(seed * 1_000_003 + n)
            lines = [sentence(chance, 11) for _ in range(80)]
            lines[chance.randrange(80)] += f" {needle}"
            path.write_bytes(_pdf(lines) if n % 2 else _docx(lines))
        made.append(Note(path, needle))
    return made


def needle_of(number: int) -> str:
    """A word that occurs once in the whole workload."""
    return f"surat{number:07d}x"


def vocabulary(count: int = 20_000) -> list[str]:
    """Words of one to four syllables; the first ones are the real words above."""
    chance = random.Random(7)
    found = dict.fromkeys(_WORDS)
    while len(found) < count:
        syllables = chance.choices("bcdghjklmnprstwy", k=chance.randint(2, 4))
        found["".join(s + chance.choice("aiueo") for s in syllables)] = None
    return list(found)


def sentence(chance: random.Random, words: int, of: Sequence[str] = _WORDS) -> str:
    """Some words, the early ones of the list far more often than the late ones, as in any language."""
    return " ".join(of[min(int(chance.paretovariate(0.9)) - 1, len(of) - 1)] for _ in range(words))


# --- pictures ---


def _base(seed: int, size: tuple[int, int]) -> bytes:
    """Encode one picture: large soft shapes, finer ones on top, and the noise of a sensor."""
    chance = random.Random(seed)
    light = Image.new("L", size, 128)
    for cells, share in ((4, 0.5), (16, 0.3), (64, 0.25), (250, 0.22), (1000, 0.16)):
        light = Image.blend(light, _clouds(chance, size, cells), share)
    noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).point(
        lambda value: 128 + (value - 128) // 9
    )
    light = ImageChops.add(light, noise, 1, -128)
    blue, red = (Image.blend(Image.new("L", size, 128), _clouds(chance, size, 40), 0.3) for _ in range(2))
    target = io.BytesIO()
    Image.merge("YCbCr", (light, blue, red)).save(
        target, "JPEG", quality=_QUALITY, subsampling="4:2:0", restart_marker_rows=1
    )
    return target.getvalue()


def _clouds(chance: random.Random, size: tuple[int, int], cells: int) -> Image.Image:
    grid = (cells, max(2, cells * size[1] // size[0]))
    return Image.frombytes("L", grid, chance.randbytes(grid[0] * grid[1])).resize(size, Image.Resampling.BICUBIC)


def _split(jpeg: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Take a JPEG apart: headers without application segments, rows with their restart marker, a small picture."""
    head, at = b"", 2
    while True:
        marker, length = jpeg[at + 1], struct.unpack_from(">H", jpeg, at + 2)[0]
        segment = jpeg[at : at + 2 + length]
        at += 2 + length
        if not 0xE0 <= marker <= 0xEF:
            head += segment
        if marker == 0xDA:  # start of scan: the coded rows follow, up to the end marker
            break
    coded, rows, start = jpeg[at:-2], [], 0
    for found in _RESTART.finditer(coded):
        rows.append(coded[start : found.end()])
        start = found.end()
    rows.append(coded[start:])
    small = io.BytesIO()
    with Image.open(io.BytesIO(jpeg)) as image:
        image.draft("RGB", (160, 120))
        image.resize((160, 120)).convert("RGB").save(small, "JPEG", quality=75)
    return head, rows, small.getvalue()


def _photo(bases: list[tuple[bytes, list[bytes], bytes]], number: int, seed: int, size: tuple[int, int]) -> bytes:
    chance = random.Random(seed * 1_000_003 + number)
    rows: list[bytes] = []
    while len(rows) < len(bases[0][1]):
        _, source, _ = chance.choice(bases)
        rows += source[len(rows) : len(rows) + chance.randint(8, 60)]
    head, _, small = bases[number % len(bases)]
    return b"".join((b"\xff\xd8", _exif(chance, number, small, size), head, *rows, b"\xff\xd9"))


def _exif(chance: random.Random, number: int, small: bytes, size: tuple[int, int]) -> bytes:
    """Build the APP1 segment: TIFF 6.0 with the blocks of EXIF 2.3, little-endian."""
    day, minute = divmod(number, 300)
    moment = (
        f"2026:{1 + day // 28 % 12:02d}:{1 + day % 28:02d} {8 + minute // 60:02d}:{minute % 60:02d}:{number % 60:02d}"
    )
    south, east = 6.40 + chance.random() / 20, 106.80 + chance.random() / 20
    degrees = {
        1: _text("S"),
        2: _sexagesimal(south),
        3: _text("E"),
        4: _sexagesimal(east),
    }
    shot = {
        0x829A: _fractions((1, chance.choice((60, 125, 250)))),
        0x8827: _short(chance.choice((50, 100, 400))),
        0x9003: _text(moment),
        0x9004: _text(moment),
        0x9011: _text("+07:00"),
        0xA002: _long(size[0]),
        0xA003: _long(size[1]),
    }
    camera = {0x010F: _text("Samsung"), 0x0110: _text("SM-A146P"), 0x0112: _short(1), 0x0132: _text(moment)}
    first = 8
    shot_at = first + _length({**camera, 0x8769: _long(0), 0x8825: _long(0)})
    degrees_at = shot_at + _length(shot)
    second = degrees_at + _length(degrees)
    thumbnail = {0x0103: _short(6), 0x0201: _long(0), 0x0202: _long(len(small))}
    small_at = second + _length(thumbnail)
    tiff = b"".join(
        (
            b"II*\0" + struct.pack("<I", first),
            _block({**camera, 0x8769: _long(shot_at), 0x8825: _long(degrees_at)}, first, second),
            _block(shot, shot_at),
            _block(degrees, degrees_at),
            _block({**thumbnail, 0x0201: _long(small_at)}, second),
            small,
        )
    )
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


_Field = tuple[int, int, bytes]  # TIFF type, count, value


def _text(value: str) -> _Field:
    return 2, len(value) + 1, value.encode() + b"\0"


def _short(value: int) -> _Field:
    return 3, 1, struct.pack("<H", value)


def _long(value: int) -> _Field:
    return 4, 1, struct.pack("<I", value)


def _fractions(*values: tuple[int, int]) -> _Field:
    return 5, len(values), b"".join(struct.pack("<II", *value) for value in values)


def _sexagesimal(degrees: float) -> _Field:
    whole = int(degrees)
    rest = (degrees - whole) * 60
    return _fractions((whole, 1), (int(rest), 1), (round((rest - int(rest)) * 60_000), 1000))


def _length(fields: dict[int, _Field]) -> int:
    return (
        2 + 12 * len(fields) + 4 + sum(len(value) + len(value) % 2 for _, _, value in fields.values() if len(value) > 4)
    )


def _block(fields: dict[int, _Field], at: int, following: int = 0) -> bytes:
    table, values, free = struct.pack("<H", len(fields)), b"", at + 2 + 12 * len(fields) + 4
    for tag, (kind, count, value) in sorted(fields.items()):
        table += struct.pack("<HHI", tag, kind, count)
        if len(value) <= 4:
            table += value.ljust(4, b"\0")
        else:
            table += struct.pack("<I", free + len(values))
            values += value + b"\0" * (len(value) % 2)
    return table + struct.pack("<I", following) + values


# --- papers ---

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>"""


def _docx(lines: Sequence[str]) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": _DOCUMENT.format(paragraphs),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 8, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _pdf(lines: Sequence[str]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for start in range(0, len(lines), 45):
        canvas.setFont("Helvetica", 8)  # the longest line stays on the paper
        for n, line in enumerate(lines[start : start + 45]):
            canvas.drawString(50, 780 - 16 * n, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
