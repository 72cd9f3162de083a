"""Pictures for paper carry nothing but the picture."""

import io

from PIL import Image

from kla_desktop.printing.pictures import plain_picture
from tests.printing.made import jpeg


def test_position_camera_and_comment_are_gone() -> None:
    original = jpeg(position=True)
    with Image.open(io.BytesIO(original)) as before:
        assert before.getexif().get_ifd(0x8825)  # the test would prove nothing without it
    picture = plain_picture(original, 1600)
    assert picture is not None
    with Image.open(io.BytesIO(picture.jpeg)) as after:
        assert not after.getexif()
        assert "comment" not in after.info
    for secret in (b"Exif", b"RAHASIA", b"GPS", b"http"):
        assert secret not in picture.jpeg


def test_large_ones_shrink_and_small_ones_stay() -> None:
    large, small = plain_picture(jpeg(3000, 2000), 1600), plain_picture(jpeg(200, 100), 1600)
    assert large is not None
    assert small is not None
    assert (large.width, large.height) == (1600, 1067)
    assert (small.width, small.height) == (200, 100)


def test_a_turned_photo_stands_upright() -> None:
    picture = plain_picture(jpeg(400, 300, turned=True), 1600)
    assert picture is not None
    assert (picture.width, picture.height) == (300, 400)


def test_grey_stays_grey_and_other_colours_become_plain() -> None:
    for mode, grey in (("L", True), ("CMYK", False)):
        out = io.BytesIO()
        Image.new(mode, (40, 30)).save(out, "JPEG")
        picture = plain_picture(out.getvalue(), 100)
        assert picture is not None
        assert picture.grey is grey


def test_what_is_no_jpeg_is_no_picture() -> None:
    png = io.BytesIO()
    Image.new("RGB", (10, 10)).save(png, "PNG")
    for bad in (b"", b"tidak", png.getvalue(), jpeg()[:300]):
        assert plain_picture(bad, 1600) is None
