"""Make the sample files of one station in a folder: the same arguments give the same bytes, names and file times."""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import assert_never

from PIL import Image, ImageDraw, TiffImagePlugin

from kla_desktop.app.samples import health_agency, pancoran_mas
from kla_desktop.app.samples.brush import font
from kla_desktop.app.samples.papers import EXERCISE, as_docx, as_pdf, photographed
from kla_desktop.app.samples.scenes import draw_scene
from kla_desktop.app.samples.story import (
    Content,
    Damaged,
    Docx,
    Forwarded,
    Opaque,
    Pdf,
    PhotographedPage,
    Plain,
    Recipe,
    SameAs,
    Screenshot,
    Sent,
    Shot,
)

_CROP_LEFT = 280  # where the tall photo is cut out of the wide scene
_QUALITY = 85
_TURNED = 6  # EXIF Orientation: shown after a quarter turn clockwise
_EXIF_PART, _GPS_PART = 0x8769, 0x8825


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample file and what it truly proves; `story` names the event, a slot of None means it proves nothing yet."""

    path: Path
    story: str
    indicator_slug: str
    slot_slug: str | None
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class SampleSet:
    """The samples of one station; `place_code` is the Kemendagri code of the kelurahan or of the city."""

    station: str
    name: str
    place_code: str
    samples: tuple[Sample, ...]


_STATIONS: Mapping[str, tuple[str, str, tuple[Recipe, ...]]] = {
    "kelurahan": ("Kelurahan Pancoran Mas", "32.76.01.1008", pancoran_mas.RECIPES),
    "agency": ("Dinas Kesehatan", "32.76", health_agency.RECIPES),
}


def make_samples(folder: Path, station: str) -> SampleSet:
    """Write all samples of `kelurahan` or `agency` into subfolders of `folder`, over what stands there by these names.

    Raises ValueError for another station and OSError if the folder cannot be written.
    """
    if station not in _STATIONS:
        raise ValueError(f"no samples for {station!r}: choose from {', '.join(_STATIONS)}")
    name, place_code, recipes = _STATIONS[station]
    return SampleSet(station, name, place_code, tuple(_make(folder, recipe) for recipe in recipes))


def first_sample_photo(folder: Path) -> Sample:
    """Write the one photo that the first run offers to try: a posyandu morning, safe to show and easy to tag."""
    return _make(folder, pancoran_mas.RECIPES[0])


def _make(folder: Path, recipe: Recipe) -> Sample:
    path, content = folder / recipe.path, _content(folder, recipe.content, recipe)
    path.parent.mkdir(parents=True, exist_ok=True)  # after the drawing, which takes a while
    path.write_bytes(content)
    seconds = (recipe.arrived or recipe.when).timestamp()
    os.utime(path, (seconds, seconds))
    return Sample(path, recipe.story, recipe.indicator, recipe.slot, recipe.title, recipe.note)


def _content(folder: Path, content: Content, recipe: Recipe) -> bytes:
    match content:
        case Shot():
            return _phone_photo(draw_scene(content.scene, content.seed, content.lines), content, recipe.when)
        case Sent():
            return _messenger_photo(draw_scene(content.shot.scene, content.shot.seed, content.shot.lines))
        case PhotographedPage():
            page = photographed(content.paper, recipe.path)
            return _jpeg(page, _QUALITY, _exif(recipe.when, content.phone, content.gps, turned=True))
        case Forwarded() | SameAs() | Screenshot() | Damaged():
            return _made_from(folder / content.path, content, recipe)
        case Pdf():
            return as_pdf(content.paper)
        case Docx():
            return as_docx(content.paper, content.table)
        case Plain():
            return content.text.encode("utf-8")
        case Opaque():
            return b"CADANGAN\x00\x01" + Random(content.seed).randbytes(content.size)  # noqa: S311 - filler
        case _:
            assert_never(content)


def _made_from(source: Path, content: Forwarded | SameAs | Screenshot | Damaged, recipe: Recipe) -> bytes:
    """Make a file out of a sample that stands already."""
    match content:
        case Forwarded():
            with Image.open(source) as stored:
                return _messenger_photo(stored.convert("RGB"))
        case SameAs():
            return source.read_bytes()
        case Screenshot():
            return _screenshot(source, content, recipe.when)
        case Damaged():
            whole = source.read_bytes()
            return whole[: len(whole) * 2 // 5]
        case _:
            assert_never(content)


def _phone_photo(photo: Image.Image, shot: Shot, when: datetime) -> bytes:
    if shot.upright:
        tall = photo.crop((_CROP_LEFT, 0, _CROP_LEFT + photo.height * 3 // 4, photo.height))
        photo = tall.transpose(Image.Transpose.ROTATE_90)
    return _jpeg(photo, _QUALITY, _exif(when, shot.phone, shot.gps, turned=shot.upright))


def _messenger_photo(photo: Image.Image) -> bytes:
    return _jpeg(photo.resize((1280, 960), Image.Resampling.BILINEAR), 74)


def _jpeg(photo: Image.Image, quality: int, exif: bytes | None = None) -> bytes:
    written = io.BytesIO()
    if exif is None:
        photo.save(written, "JPEG", quality=quality)
    else:
        photo.save(written, "JPEG", quality=quality, exif=exif)
    return written.getvalue()


def _exif(when: datetime, phone: tuple[str, str], gps: tuple[float, float] | None, *, turned: bool) -> bytes:
    """Write what a phone writes: maker, time with its offset, place, and how it was held."""
    exif = Image.Exif()
    stamp = f"{when:%Y:%m:%d %H:%M:%S}"
    exif[0x010E] = EXERCISE
    exif[0x010F], exif[0x0110] = phone
    exif[0x0112] = _TURNED if turned else 1
    exif[0x0132] = stamp
    details = exif.get_ifd(_EXIF_PART)
    details[0x9003] = details[0x9004] = stamp
    details[0x9010] = details[0x9011] = details[0x9012] = "+07:00"
    if gps:
        latitude, longitude = gps
        place = exif.get_ifd(_GPS_PART)
        place[1], place[2] = "S" if latitude < 0 else "N", _degrees(abs(latitude))
        place[3], place[4] = "E" if longitude >= 0 else "W", _degrees(abs(longitude))
    return exif.tobytes()


def _degrees(value: float) -> tuple[TiffImagePlugin.IFDRational, ...]:
    """Split degrees into degrees, minutes and hundredths of seconds, as EXIF stores them."""
    hundredths = round(value * 360_000)
    return (
        TiffImagePlugin.IFDRational(hundredths // 360_000, 1),
        TiffImagePlugin.IFDRational(hundredths // 6000 % 60, 1),
        TiffImagePlugin.IFDRational(hundredths % 6000, 100),
    )


def _screenshot(source: Path, post: Screenshot, when: datetime) -> bytes:
    """Show a social-media post on a phone's screen, with the status bar above and the buttons below."""
    screen = Image.new("RGB", (720, 1480), (250, 250, 252))
    draw = ImageDraw.Draw(screen)
    ink, pale = (28, 30, 36), (120, 124, 132)
    draw.text((34, 16), f"{when:%H.%M}", fill=ink, font=font(24, 600))
    draw.rounded_rectangle((626, 20, 684, 44), 6, outline=ink, width=3)
    draw.rectangle((630, 24, 664, 40), fill=ink)
    draw.ellipse((30, 92, 110, 172), fill=(44, 120, 90))
    draw.text((70, 132), "KPM", fill=(255, 255, 255), font=font(24, 700), anchor="mm")
    draw.text((130, 100), post.account, fill=ink, font=font(26, 700))
    draw.text((130, 136), "Pancoran Mas, Kota Depok", fill=pale, font=font(21, 400))
    with Image.open(source) as photo:
        photo.draft("RGB", (1000, 750))
        square = photo.convert("RGB").resize((720, 540), Image.Resampling.BICUBIC)
    screen.paste(square, (0, 200))
    draw.line([(46, 790), (60, 776), (74, 790), (60, 812), (46, 790)], fill=(214, 44, 66), width=6)
    draw.ellipse((116, 774, 152, 810), outline=ink, width=5)
    draw.polygon([(196, 774), (236, 784), (206, 812)], outline=ink, width=4)
    draw.text((34, 836), "128 suka", fill=ink, font=font(24, 700))
    for row, line in enumerate(post.caption):
        draw.text((34, 880 + row * 38), line, fill=ink, font=font(25, 400))
    draw.text((34, 966), "Lihat 14 komentar", fill=pale, font=font(22, 400))
    draw.text((34, 1004), "1 hari yang lalu", fill=pale, font=font(19, 400))
    draw.line((0, 1372, 720, 1372), fill=(214, 216, 220), width=2)
    for x in (100, 230, 360, 490, 620):
        draw.rounded_rectangle((x - 20, 1402, x + 20, 1442), 10, outline=ink, width=4)
    framed = Image.new("RGB", (744, 1504), (12, 12, 14))
    framed.paste(screen, (12, 12))
    written = io.BytesIO()
    framed.save(written, "PNG", compress_level=6)
    return written.getvalue()
