"""Made things for the tests of paper: the shipped catalogue, items, photos with a position inside."""

import functools
import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from kla_desktop.catalogue.loader import load_folders
from kla_desktop.model.catalogue import Catalogue
from kla_desktop.model.coverage import Coverage, TaggedRow, measure_coverage
from kla_desktop.model.dossier import Scope, compose_dossier
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import Digest, EvidenceId, IndicatorSlug, PlaceCode, SlotSlug, StationId
from kla_desktop.model.listing import Item, ItemTag
from kla_desktop.model.places import Places
from kla_desktop.printing.imprint import Imprint, Making, Pictures

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@functools.cache
def shelf() -> tuple[Catalogue, Places]:
    found = load_folders(Path(__file__).resolve().parents[2] / "resources" / "catalogue")
    catalogue = found.catalogues["permen-12-2022"]
    return catalogue, next(iter(found.places.values()))


def mekarjaya() -> PlaceCode:
    return shelf()[1].find("Mekarjaya").code


def slug(number: int) -> IndicatorSlug:
    return shelf()[0].by_number[number].slug


def tagged(number: int, state: State = State.TAGGED, slot: str | None = None, **more: Any) -> ItemTag:
    return ItemTag(slug(number), SlotSlug(slot) if slot else None, state, **more)


def item(number: int, *tags: ItemTag, **more: Any) -> Item:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    plain = Item(
        row=number,
        id=EvidenceId(f"01999999-0000-7000-8000-{number:012d}"),
        station=StationId("01999999-0000-7000-8000-aaaaaaaaaaaa"),
        digest=Digest(sha256, 1000 + number),
        kind="photo",
        media="jpeg",
        name=f"IMG_{number:04d}.jpg",
        title=f"Kegiatan nomor {number}",
        note="",
        captured_at="2026-11-21T10:15:00",
        captured_at_source="file_name",
        place=mekarjaya(),
        agency="",
        gps=None,
        camera="",
        created_at="2026-11-22T01:00:00Z",
        actor="Sari",
        year=2026,
        state=tags[0].state if tags else State.NEW,
        supersedes=None,
        superseded_by=None,
        has_bytes=True,
        warnings=(),
        tags=tuple(tags),
    )
    return replace(plain, **more)


def measured(items: list[Item]) -> Coverage:
    rows = [
        TaggedRow(tag.indicator, tag.slot, each.place, each.agency, each.year, tag.state, each.kind)
        for each in items
        for tag in each.tags
    ]
    return measure_coverage(shelf()[0], rows)


def making(
    items: list[Item], pictures: Pictures = lambda _sheet: None, scope: Scope | None = None, **more: Any
) -> Making:
    catalogue, places = shelf()
    scope = scope or Scope()
    settings: dict[str, Any] = {
        "city": "Kota Depok",
        "period": "2026",
        "place": "Kota Depok, seluruh wilayah",
        "edition": catalogue.name_id,
        "issuer": "Sekretariat",
        "at": AT,
    }
    text_of = more.pop("text_of", lambda _sheet: "")
    pages_of = more.pop("pages_of", {})
    return Making(
        dossier=compose_dossier(catalogue, places, items, measured(items), scope),
        imprint=Imprint(**(settings | more)),
        catalogue=catalogue,
        places=places,
        pages_of=pages_of,
        pictures=pictures,
        text_of=text_of,
    )


def jpeg(
    width: int = 640, height: int = 480, shade: int = 120, *, position: bool = False, turned: bool = False
) -> bytes:
    """Draw a photo; with `position` it says where it was taken, with `turned` that it lies on its side."""
    image = Image.new("RGB", (width, height), (shade, 150, 180))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 5, height // 2, width // 2, height - 10), fill=(200, shade, 80))
    draw.text((10, 10), f"foto {shade}", fill=(255, 255, 255))
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    if position:
        exif[0x0110] = "KAMERA-RAHASIA"
        exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 24.0, 9.0), 3: "E", 4: (106.0, 47.0, 39.1)})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, exif=exif, comment=b"KOMENTAR-RAHASIA" if position else b"")
    return out.getvalue()
