"""What recycled evidence is measured with: photos of events drawn by lot, real ones, pages of forms; and reuses."""

import hashlib
import io
import multiprocessing
import os
import random
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kla_desktop.media.likeness import sight_of
from kla_desktop.media.photo import thumbnail_of
from tests.shots import WAYS, Event, rooms

PER_EVENT, EVENTS_A_ROOM = 60, 2
SMALL, LARGE = (320, 240), (1024, 768)
"""A photo that is used again is drawn large, so that what is done to it is done to a photo."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A thumbnail under a name; `of` names what it is a reuse of."""

    name: str
    jpeg: bytes
    of: str = ""

    @property
    def digest(self) -> str:
        """What the library knows it by."""
        return hashlib.sha256(self.name.encode()).hexdigest()


def drawn(photos: int, each: int, seed: int) -> Iterator[Picture]:
    """Photos of events and `each` reuses of the seven kinds, drawn by two processes; a reuse after its original."""
    count = -(-photos // PER_EVENT)
    chance = random.Random(seed)
    places = chance.sample(range(photos), each * len(WAYS))
    plan = dict(zip(places, (way for way in WAYS for _ in range(each)), strict=True))
    tasks = [
        (seed, at, {number: plan[number] for number in range(at * per, min(photos, at * per + per)) if number in plan},
         min(photos, at * per + per))
        for per in (PER_EVENT * EVENTS_A_ROOM,) for at in range(-(-count // EVENTS_A_ROOM))
    ]  # fmt: skip
    with multiprocessing.get_context("spawn").Pool(2, _be_nice) as pool:
        for some in pool.imap_unordered(_draw_room, tasks):
            yield from some


def keep_drawn(file: Path, photos: int, each: int, seed: int) -> None:
    """Draw into a file, unless it is there."""
    if not file.exists():
        part = file.with_suffix(".part")
        with zipfile.ZipFile(part, "w") as held:
            for one in drawn(photos, each, seed):
                entry = zipfile.ZipInfo(one.name)
                entry.comment = one.of.encode()
                held.writestr(entry, one.jpeg)
        part.rename(file)


def kept(file: Path) -> Iterator[Picture]:
    """Pictures that were drawn into a file."""
    with zipfile.ZipFile(file) as held:
        for entry in held.infolist():
            yield Picture(entry.filename, held.read(entry), entry.comment.decode())


def _be_nice() -> None:
    os.nice(5)


def _draw_room(task: tuple[int, int, dict[int, str], int]) -> list[Picture]:
    seed, at, plan, end = task
    (room,) = rooms(1, seed * 1000 + at, at)
    rng = np.random.default_rng(seed * 1000 + at)
    found, number = [], at * PER_EVENT * EVENTS_A_ROOM
    for which in range(EVENTS_A_ROOM):
        event = Event(room, (seed * 1000 + at) * 10 + which, SMALL)
        for _ in range(min(PER_EVENT, end - number)):
            way = plan.get(number, "")
            shot = event.shot(LARGE if way else SMALL)
            found += _with_reuses(f"{number:06d}", shot, [way] if way else [], rng)
            number += 1
    return found


def real(folders: Iterable[Path], seed: int) -> Iterator[Picture]:
    """Photos as they lie there, each used again in every one of the seven ways; the same pixels only once."""
    rng = np.random.default_rng(seed)
    seen: set[bytes] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            image = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        except Exception:  # noqa: BLE001 - not a picture, or a broken one
            continue
        small = image.resize((16, 16), Image.Resampling.BOX).convert("L").resize((8, 8))
        look = bytes(value // 24 for value in small.tobytes())
        if min(image.size) >= 200 and _is_photo(image) and look not in seen:
            seen.add(look)
            yield from _with_reuses(str(path), ImageOps.contain(image, (1600, 1600)), WAYS, rng)


def _is_photo(image: Image.Image) -> bool:
    """Whether it has many tones and edges: no icon, no drawing, no ramp."""
    grey = np.asarray(image.convert("L").resize((256, 192), Image.Resampling.BOX))
    tones = np.bincount((grey >> 3).ravel(), minlength=32)
    return bool(grey.std() > 12 and tones.max() < 0.4 * grey.size and len(sight_of(image).marks) > 60)


def forms(pages: int, seed: int) -> Iterator[Picture]:
    """Pages of three forms filled in differently; of each a scan and, as its reuse, another scan or photo of it."""
    from tests.paper import pages as paper
    from tests.paper import spoil
    from tests.paper.words import Writer

    for kind in (paper.attendance, paper.letter, paper.minutes):
        for number in range(pages):
            sheet = paper.Sheet(150, paper.WHEEL, 11)
            kind(sheet, Writer(seed * 1000 + number))
            page = sheet.image
            first = spoil.scan_clean(page, 150, number)
            name = f"{kind.__name__}-{number:03d}"
            yield Picture(name, _thumbnail(Image.open(io.BytesIO(first.data))))
            ways = {
                "rescan": spoil.scan_grey(page, 150, number + 500),
                "turned": spoil.scan_turned(page, 150, number + 500),
                "photographed": spoil.photo(page, number, long_side=1600),
            }
            way = list(ways)[number % 3]
            yield Picture(f"{name}-{way}", _thumbnail(Image.open(io.BytesIO(ways[way].data))), name)


def _with_reuses(name: str, image: Image.Image, ways: Collection[str], rng: np.random.Generator) -> list[Picture]:
    found = [Picture(name, _thumbnail(_saved(image, "jpg", 88) if ways else image))]
    for way in ways:
        change, ending, quality = WAYS[way]
        found.append(Picture(f"{name}-{way}", _thumbnail(_saved(change(image, rng), ending, quality)), name))
    return found


def _saved(image: Image.Image, ending: str, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "PNG" if ending == "png" else "JPEG", quality=quality, compress_level=1)
    again = Image.open(out)
    if ending != "png":
        again.draft("RGB", (256, 256))  # as intake decodes it
    return again.convert("RGB")


def _thumbnail(image: Image.Image) -> bytes:
    return thumbnail_of(image.convert("RGB"))[0]
