"""Times and positions that files carry besides EXIF's own: satellites, XMP, PNG, containers, properties."""

import io
import struct

import pytest
from PIL import PngImagePlugin

from kla_desktop.media.document import read_document
from kla_desktop.media.movie_facts import position, read_movie
from kla_desktop.media.photo import read_photo
from kla_desktop.media.probe import probe_bytes
from kla_desktop.media.properties import made_at, pdf_time
from kla_desktop.media.xml_parts import Parts
from kla_desktop.model.capture import GeoPoint
from kla_desktop.model.evidence_kind import MediaKind
from tests.media.samples import box, docx, encoded, exif, mp4, picture, zipped


def values(claims: tuple) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(claim.value, claim.source.value) for claim in claims]


def test_the_satellite_clock_stands_beside_the_cameras() -> None:
    block = exif(
        times={0x9003: "2024:06:11 10:15:22", 0x9011: "+07:00"},
        gps={1: "S", 2: (6.0, 24.0, 9.0), 3: "E", 4: (106.0, 47.0, 39.0), 7: (3.0, 15.0, 20.0), 29: "2024:06:11"},
    )
    found = read_photo(encoded(picture(), exif=block), MediaKind.JPEG)
    assert values(found.claims) == [("2024-06-11T10:15:22+07:00", "exif"), ("2024-06-11T03:15:20+00:00", "gps")]
    assert found.gps is not None


@pytest.mark.parametrize(
    "gps", [{7: (3.0, 15.0), 29: "2024:06:11"}, {7: (99.0, 1.0, 1.0), 29: "2024:06:11"}, {29: "x"}]
)
def test_a_broken_satellite_clock_says_nothing(gps: dict[int, object]) -> None:
    assert read_photo(encoded(picture(), exif=exif(gps=gps)), MediaKind.JPEG).claims == ()


def test_xmp_and_png_notes_are_read() -> None:
    packet = b'<x:xmpmeta><rdf:Description exif:DateTimeOriginal="2024-06-11T10:15:22+07:00"/></x:xmpmeta>'
    older = b'<x:xmpmeta><rdf:Description xap:CreateDate="2006-06-11T10:15:22+07:00"/></x:xmpmeta>'
    said = read_photo(encoded(picture(), xmp=older), MediaKind.JPEG)
    assert values(said.claims) == [("2006-06-11T10:15:22+07:00", "xmp")]
    found = read_photo(encoded(picture(), xmp=packet), MediaKind.JPEG)
    assert values(found.claims) == [("2024-06-11T10:15:22+07:00", "xmp")]
    notes = PngImagePlugin.PngInfo()
    notes.add(b"tIME", struct.pack(">H5B", 2024, 6, 11, 3, 15, 22))
    notes.add_text("Creation Time", "2024:06:10 09:00:00")
    found = read_photo(encoded(picture(), "PNG", pnginfo=notes), MediaKind.PNG)
    assert set(values(found.claims)) == {("2024-06-11T03:15:22+00:00", "metadata"), ("2024-06-10T09:00:00", "metadata")}


def keyed(**notes: str) -> bytes:
    """A QuickTime `meta` box as iPhones write it."""
    names = [name.encode() for name in notes]
    keys = struct.pack(">II", 0, len(names)) + b"".join(box(b"mdta", name) for name in names)
    items = b"".join(
        box(struct.pack(">I", at), box(b"data", struct.pack(">II", 1, 0) + text.encode()))
        for at, text in enumerate(notes.values(), 1)
    )
    return box(b"meta", box(b"hdlr", bytes(24)) + box(b"keys", keys) + box(b"ilst", items))


def movie(*boxes: bytes) -> bytes:
    header = box(b"mvhd", struct.pack(">III", 0, 3_801_064_522, 0) + bytes(88))
    return box(b"ftyp", b"qt  \0\0\2\0qt  ") + box(b"moov", header + b"".join(boxes))


def test_an_iphone_tells_zone_and_place() -> None:
    meta = keyed(**{
        "com.apple.quicktime.creationdate": "2024-06-11T10:15:22+0700",
        "com.apple.quicktime.location.ISO6709": "-6.4025+106.7942+095.000/",
    })  # fmt: skip
    found = read_movie(movie(meta))
    assert found.claims[0].value == "2024-06-11T10:15:22+07:00"
    assert found.claims[1].value.startswith("2024-06-1")
    assert found.gps == GeoPoint(-6.4025, 106.7942)
    assert read_movie(movie(box(b"meta", bytes(4) + meta[8:]))).gps == found.gps  # ISO's form of the box


def test_an_android_phone_tells_the_place() -> None:
    text = b"-6.4025+106.7942/"
    user = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(text), 0x15C7) + text))
    assert read_movie(movie(user)).gps == GeoPoint(-6.4025, 106.7942)
    place = box(b"loci", bytes(4) + b"\x15\xc7" + b"Depok\0" + b"\0" + struct.pack(">iii", 6_999_000, -419_594, 0))
    found = read_movie(movie(box(b"udta", place))).gps
    assert found is not None
    assert (round(found.lat, 3), round(found.lon, 3)) == (-6.402, 106.796)


@pytest.mark.parametrize("text", ["", "+0.0+0.0/", "+91.0+10.0/", "Depok", "+6", "+6.4-181.0/"])
def test_no_place_is_no_place(text: str) -> None:
    assert position(text) is None


def test_any_bytes_are_borne() -> None:
    whole = movie(keyed(**{"com.apple.quicktime.creationdate": "x"}), box(b"udta", box(b"loci", b"\0" * 7)))
    for cut in range(0, len(whole), 3):
        read_movie(whole[:cut])
        read_movie(whole[:cut] + b"\xff" * 40)


def test_office_files_say_when_they_were_made() -> None:
    made = "<dcterms:created>2024-06-03T02:00:00Z</dcterms:created>"
    core = f"<cp>{made}<dcterms:modified>2024-06-05T02:00:00Z</dcterms:modified></cp>"
    assert values(made_at(Parts(zipped({"docProps/core.xml": core})), MediaKind.DOCX)) == [
        ("2024-06-03T02:00:00+00:00", "metadata"),
        ("2024-06-05T02:00:00+00:00", "metadata"),
    ]
    meta = "<m><meta:creation-date>2024-06-03T09:00:00.123456789</meta:creation-date></m>"
    assert values(made_at(Parts(zipped({"meta.xml": meta})), MediaKind.ODT)) == [("2024-06-03T09:00:00", "metadata")]
    template = "<cp><dcterms:created>2013-12-23T23:15:00Z</dcterms:created></cp>"
    assert made_at(Parts(zipped({"docProps/core.xml": template})), MediaKind.DOCX) == ()
    assert read_document(b"PK", MediaKind.DOCX).claims == ()
    assert made_at(Parts(zipped({"word/document.xml": ""})), MediaKind.DOCX) == ()
    assert pdf_time("D:20240611101522+07'00'") == "2024-06-11T10:15:22+07:00"
    assert pdf_time("D:20240611101522Z") == "2024-06-11T10:15:22+00:00"
    assert pdf_time("Juni") is None


def test_a_letter_is_of_the_day_it_is_about() -> None:
    letter = docx(
        "Depok, 5 Juni 2024",
        "Nomor : 400.2.4/123/DP3AP2KB/VI/2024",
        "Hari/Tanggal : Selasa, 11 Juni 2024",
        "Waktu : 09.00 WIB s.d. selesai",
    )
    found = probe_bytes("Undangan.docx", letter, "2026-11-20T03:00:00+00:00")
    assert found.captured_at is not None
    assert (found.captured_at.value, found.captured_at.source.value) == ("2024-06-11T09:00:00+07:00", "document")
    assert found.letter == "400.2.4/123/DP3AP2KB/VI/2024"
    assert "2024-06-05" in [claim.value for claim in found.claims]


def test_a_file_from_before_all_clocks_is_hardly_believed() -> None:
    found = probe_bytes("a.mp4", io.BytesIO(mp4(0)).getvalue(), "1980-01-01T00:00:00+00:00")
    assert [claim.confidence for claim in found.claims] == [0.02]
