"""Photos of events that are easily confused, and reuses of some of them.

An event is a room with banners and a cast of people; its shots share the room, the banner and most of the people, who
stand elsewhere each time; some events are photographed from a tripod. Nothing here is a photo of anybody: rooms are the
sample scenes (or photos handed in), people are drawn. The same seed gives the same pictures.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance

from kla_desktop.app.samples.scenes import SCENES, draw_scene

Picture = NDArray[Any]
ROOM: Final = (1280, 960)
_SKIN: Final = np.array([84.0, 118.0, 168.0])


def rooms(count: int, seed: int = 1, first: int = 0) -> Iterator[Picture]:
    """Draw rooms of all sample scenes by turns, as BGR."""
    for number in range(first, first + count):
        name = SCENES[number % len(SCENES)]
        lines = (f"KELURAHAN {seed * 100 + number}", "KOTA LAYAK ANAK", f"DEPOK {2019 + number % 8}")
        drawn = draw_scene(name, f"{seed}-{number}", lines).resize(ROOM, Image.Resampling.BOX)
        yield np.asarray(drawn)[..., ::-1]


class Event:
    """One occasion in a room; `shot` takes another photo of it, `size` pixels wide and high."""

    def __init__(self, room: Picture, seed: int, size: tuple[int, int] = (1024, 768)) -> None:
        self._rng = rng = np.random.default_rng(seed)
        self._size = size
        scaled = cv2.resize(room, ROOM, interpolation=cv2.INTER_AREA)
        scaled = scaled[:, ::-1] if rng.random() < 0.5 else scaled
        self._room = np.clip(scaled * rng.uniform(0.8, 1.15, 3), 0, 255).astype(np.uint8)
        for _ in range(int(rng.integers(0, 3))):
            self._hang_banner()
        self._cast = [person(rng, int(rng.integers(240, 520))) for _ in range(8)]
        self._tripod = rng.random() < 0.25

    def shot(self, size: tuple[int, int] | None = None) -> Image.Image:
        """Take a photo (of another `size`): the camera moves a little, people have moved, light and noise differ."""
        self._size = size or self._size
        rng, (wide, high) = self._rng, self._size
        photo = cv2.warpPerspective(
            self._room, self._view(), self._size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        ).astype(np.float32)
        present = rng.permutation(8)[: int(rng.integers(3, 9))]
        people = [self._cast[at] if rng.random() < 0.7 else person(rng, int(rng.integers(240, 520))) for at in present]
        for figure in sorted(people, key=len):
            self._place(photo, figure)
        photo *= rng.uniform(0.85, 1.12) * rng.uniform(0.96, 1.04, 3).astype(np.float32)
        grain = rng.normal(0, rng.uniform(2, 6), (high // 2, wide // 2)).astype(np.float32)
        photo += cv2.resize(grain, self._size)[..., None]
        return Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8)[..., ::-1].copy())

    def _hang_banner(self) -> None:
        rng = self._rng
        left, top = int(rng.integers(60, 900)), int(rng.integers(40, 500))
        right, bottom = left + int(rng.integers(150, 420)), top + int(rng.integers(60, 160))
        cv2.rectangle(self._room, (left, top), (right, bottom), _colour(rng.integers(0, 255, 3)), -1)
        for row in range(2):
            words = "".join(chr(code) for code in rng.integers(65, 90, 12))
            ink = _colour(rng.integers(0, 255, 3))
            at = (left + 8, top + 40 + row * 45)
            cv2.putText(self._room, words, at, cv2.FONT_HERSHEY_DUPLEX, 1.1, ink, 2, cv2.LINE_AA)

    def _view(self) -> Picture:
        """Where the room's pixels fall in the photo."""
        rng, (across, down) = self._rng, ROOM
        zoom, angle, shift, bend = 1.0, 0.0, np.zeros(2), np.zeros((4, 2))
        if not self._tripod or rng.random() < 0.2:
            zoom, angle = float(rng.uniform(0.95, 1.35)), float(rng.normal(0, 1.5))
            shift, bend = rng.uniform(-1, 1, 2), rng.normal(0, 12, (4, 2))
        corners = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32)
        turn = cv2.getRotationMatrix2D((across / 2, down / 2), angle, zoom * 1.06)
        moved = cv2.transform(corners[None], turn)[0] + bend + shift * (across / 2) * (zoom * 1.06 - 1)
        scale = np.diag([self._size[0] / across, self._size[1] / down, 1.0])
        return np.asarray(scale @ cv2.getPerspectiveTransform(corners, moved.astype(np.float32)))

    def _place(self, photo: Picture, figure: Picture) -> None:
        rng, (wide, high) = self._rng, self._size
        scale = float(rng.uniform(0.64, 1.12)) * high / 768
        cut = cv2.resize(figure, None, fx=scale * rng.uniform(0.9, 1.1), fy=scale, interpolation=cv2.INTER_AREA)
        cut = cut[:, ::-1] if rng.random() < 0.5 else cut
        tall, broad = cut.shape[:2]
        left = int(rng.integers(-broad // 3, wide - broad // 2))
        top = min(high - tall // 2, int(high * rng.uniform(0.35, 0.95)) - tall // 2)
        x0, y0, x1, y1 = max(0, left), max(0, top), min(wide, left + broad), min(high, top + tall)
        if x0 < x1 and y0 < y1:
            seen = cut[y0 - top : y1 - top, x0 - left : x1 - left].astype(np.float32)
            solid = seen[..., 3:] / 255
            photo[y0:y1, x0:x1] = photo[y0:y1, x0:x1] * (1 - solid) + seen[..., :3] * solid


def person(rng: np.random.Generator, tall: int) -> Picture:
    """Draw somebody who is nobody, as BGRA."""
    broad = int(tall * 0.42)
    image = np.zeros((tall, broad, 4), np.uint8)
    skin, shirt = _SKIN * rng.uniform(0.7, 1.15), rng.integers(20, 235, 3)
    middle = broad // 2

    def shape(points: list[tuple[float, float]], colour: Picture) -> None:
        outline = np.array([(middle + x * broad, y * tall) for x, y in points], np.int32)
        cv2.fillPoly(image, [outline], (*_colour(colour), 255), cv2.LINE_AA)

    shape(
        [(-0.22, 0.5), (0.22, 0.5), (0.2, 0.98), (0.04, 0.98), (0, 0.62), (-0.06, 0.98), (-0.22, 0.98)],
        rng.integers(10, 140, 3),
    )
    shape([(-0.28, 0.2), (0.28, 0.2), (0.26, 0.55), (-0.26, 0.55)], shirt)
    for side in (-1, 1):
        bent = rng.uniform(-0.6, 1.2)
        hand = (int(middle + side * broad * (0.28 + 0.12 * np.cos(bent))), int(tall * (0.35 + 0.17 * np.sin(bent))))
        shoulder = (int(middle + side * broad * 0.25), int(tall * 0.24))
        sleeve = (*_colour(shirt * 0.9), 255)
        cv2.line(image, shoulder, hand, sleeve, max(2, int(broad * 0.12)), cv2.LINE_AA)
        cv2.circle(image, hand, max(2, int(broad * 0.06)), (*_colour(skin), 255), -1, cv2.LINE_AA)
    head = (int(middle + rng.uniform(-0.06, 0.06) * broad), int(tall * 0.11))
    face, hair = (int(broad * 0.15), int(tall * 0.085)), (*_colour(rng.integers(10, 60, 3)), 255)
    cv2.ellipse(image, head, face, 0, 0, 360, (*_colour(skin), 255), -1, cv2.LINE_AA)
    cv2.ellipse(image, (head[0], int(tall * 0.075)), face, 0, 180, 360, hair, -1, cv2.LINE_AA)
    folds = rng.normal(0, 16, (max(2, tall // 24), max(2, broad // 12))).astype(np.float32)
    shading = cv2.resize(folds, (broad, tall))[..., None] + rng.normal(0, 7, (tall, broad, 1))
    image[..., :3] = np.clip(image[..., :3] + shading, 0, 255).astype(np.uint8)
    return image


def _colour(three: Picture) -> tuple[int, int, int]:
    blue, green, red = (int(part) for part in np.clip(three, 0, 255))
    return blue, green, red


# ways to use a photo again


def compressed(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """As WhatsApp sends it: at most 1600 pixels; the caller saves it coarsely."""
    del rng
    return _within(photo, 1600)


def resized(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Down to 640 pixels."""
    del rng
    return _within(photo, 640)


def cropped(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Off-centre, to four fifths of the sides or of the area."""
    share = 0.8 if rng.random() < 0.5 else 0.8**0.5
    wide, high = round(photo.width * share), round(photo.height * share)
    left, top = int(rng.integers(0, photo.width - wide + 1)), int(rng.integers(0, photo.height - high + 1))
    return photo.crop((left, top, left + wide, top + high))


def quartered(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Turned by 90, 180 or 270 degrees."""
    return photo.rotate(90 * int(rng.integers(1, 4)), expand=True)


def tilted(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Turned by some three degrees, the corners cut off or black."""
    angle = float(rng.uniform(2, 4.5)) * (1 if rng.random() < 0.5 else -1)
    turned = photo.rotate(angle, Image.Resampling.BICUBIC)
    if rng.random() < 0.5:
        return turned
    margin = 0.06
    return turned.crop((
        int(photo.width * margin), int(photo.height * margin),
        int(photo.width * (1 - margin)), int(photo.height * (1 - margin)),
    ))  # fmt: skip


def screenshot(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """On a phone's screen: bands, a status line, a caption, buttons."""
    wide, high = 1080, int(rng.choice([1920, 2340]))
    scale = min(wide / photo.width, (high - 400) / photo.height)
    shown = photo.resize((round(photo.width * scale), round(photo.height * scale)))
    ground = int(rng.choice([0, 18, 255]))
    screen = Image.new("RGB", (wide, high), (ground, ground, ground))
    screen.paste(shown, ((wide - shown.width) // 2, (high - shown.height) // 2))
    draw = ImageDraw.Draw(screen)
    for icon in range(6):
        draw.rectangle((40 + icon * 60, 30, 70 + icon * 60, 60), fill=(128, 128, 128))
        draw.ellipse((60 + icon * 170, high - 140, 120 + icon * 170, high - 80), outline=(120, 120, 120), width=5)
    draw.text((40, 120), "Foto Kegiatan 12 Mei", fill=(120, 120, 120), font_size=44)
    return screen


def brightened(photo: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Lighter or darker, with more contrast."""
    lit = ImageEnhance.Brightness(photo).enhance(float(rng.choice([0.75, 1.25])))
    return ImageEnhance.Contrast(lit).enhance(1.15)


WAYS: Final[Mapping[str, tuple[Callable[[Image.Image, np.random.Generator], Image.Image], str, int]]] = {
    "compressed": (compressed, "jpg", 70),
    "resized": (resized, "jpg", 80),
    "cropped": (cropped, "jpg", 85),
    "quartered": (quartered, "jpg", 85),
    "tilted": (tilted, "jpg", 85),
    "screenshot": (screenshot, "png", 0),
    "brightened": (brightened, "jpg", 85),
}
"""What is done to the photo, how the file ends, and its JPEG quality."""


def _within(photo: Image.Image, side: int) -> Image.Image:
    scale = side / max(photo.size)
    return photo if scale >= 1 else photo.resize((round(photo.width * scale), round(photo.height * scale)))
