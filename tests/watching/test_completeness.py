"""Files whose end is missing are waited for a while longer; whole ones are not."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kla_desktop.watching.completeness import looks_unfinished


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.effect_noise((200, 150), 40).convert("RGB").save(target, kind)
    return target.getvalue()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        zipped.writestr("word/document.xml", "<w:document/>" * 900)
    return target.getvalue()


def movie() -> bytes:
    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(body), kind) + body

    return box(b"ftyp", b"isom\0\0\2\0mp41") + box(b"moov", b"m" * 500) + box(b"mdat", b"x" * 3000)


WHOLE = {
    "foto.jpg": picture("JPEG"),
    "foto.png": picture("PNG"),
    "foto.webp": picture("WEBP"),
    "notulen.pdf": b"%PDF-1.4\n" + b"1 0 obj\n" * 300 + b"%%EOF\n",
    "notulen.docx": archive(),
    "film.mp4": movie(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_missing_end_is_noticed(tmp_path: Path, name: str) -> None:
    file, whole = tmp_path / name, WHOLE[name]
    file.write_bytes(whole)
    assert not looks_unfinished(str(file))
    for part in (0.3, 0.6, 0.97):
        file.write_bytes(whole[: int(len(whole) * part)])
        assert looks_unfinished(str(file)), part
    file.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2 + 4096))
    assert looks_unfinished(str(file))


def test_what_has_no_end_is_never_unfinished(tmp_path: Path) -> None:
    for name, data in {"a.txt": b"notulen", "b.bin": bytes(range(256)) * 40, "c": b"x"}.items():
        (tmp_path / name).write_bytes(data)
        assert not looks_unfinished(str(tmp_path / name))
    assert not looks_unfinished(str(tmp_path / "none"))


def test_reserved_room_is_unfinished(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(bytes(300))
    assert looks_unfinished(str(tmp_path / "a.dat"))


def test_moving_photos_are_whole(tmp_path: Path) -> None:
    (tmp_path / "MV.jpg").write_bytes(WHOLE["foto.jpg"] + movie() + bytes(100) + b"SEFT")
    assert not looks_unfinished(str(tmp_path / "MV.jpg"))
