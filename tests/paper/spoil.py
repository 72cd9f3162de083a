"""Does to a printed page what scanners and phones do to it, by chance, the same for the same seed."""

import io
import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shot:
    """A spoiled page as a file."""

    how: str
    data: bytes
    name: str


def _jpeg(picture: Image.Image, quality: int, dpi: int = 0) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **({"dpi": (dpi, dpi)} if dpi else {}))
    return out.getvalue()


def _noisy(pixels: Any, sigma: float, dice: np.random.Generator) -> Any:
    noise = dice.standard_normal(pixels.shape[:2], dtype=np.float32) * sigma
    return np.clip(pixels + (noise[..., None] if pixels.ndim == 3 else noise), 0, 255).astype(np.uint8)


def _skewed(grey: Pixels, degrees: float) -> Pixels:
    high, wide = grey.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(grey, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255,)), np.uint8)


def scan_grey(page: Image.Image, dpi: int, seed: int) -> Shot:
    """Feed a page askew into a scanner that makes grey JPEG."""
    dice = np.random.default_rng(seed)
    grey = _skewed(np.asarray(page.convert("L")), dice.uniform(-2, 2))
    soft = cv2.GaussianBlur(grey, (0, 0), dice.uniform(0.3, 0.9) * dpi / 300)
    paper, ink = dice.uniform(232, 254), dice.uniform(10, 60)
    toned = ink + soft.astype(np.float32) * (paper - ink) / 255
    return Shot(
        "scan-grey",
        _jpeg(Image.fromarray(_noisy(toned, dice.uniform(2, 7), dice)), int(dice.integers(65, 92)), dpi),
        "scan.jpg",
    )


def scan_clean(page: Image.Image, dpi: int, seed: int) -> Shot:
    """Scan a page straight and well, in colour."""
    dice = np.random.default_rng(seed)
    turned = page.rotate(dice.uniform(-0.4, 0.4), Image.Resampling.BICUBIC, fillcolor="white")
    soft = cv2.GaussianBlur(np.asarray(turned), (0, 0), 0.4 * dpi / 300)
    return Shot("scan-clean", _jpeg(Image.fromarray(_noisy(soft.astype(np.float32), 1.5, dice)), 90, dpi), "scan.jpg")


def scan_bits(page: Image.Image, dpi: int, seed: int) -> Shot:
    """Scan askew to black and white, with specks; a TIFF as office machines write it."""
    dice = np.random.default_rng(seed)
    grey = _skewed(np.asarray(page.convert("L")), dice.uniform(-2, 2))
    soft = cv2.GaussianBlur(grey, (0, 0), 0.6 * dpi / 300).astype(np.float32)
    bits = _noisy(soft, 14, dice) > dice.uniform(118, 165)
    high, wide = bits.shape
    for _ in range(int(dice.integers(60, 400))):
        y, x, r = int(dice.integers(0, high)), int(dice.integers(0, wide)), int(dice.integers(1, 3))
        bits[y : y + r, x : x + r] = bool(dice.random() < 0.2)
    out = io.BytesIO()
    Image.fromarray(bits).save(out, "TIFF", compression="group4", dpi=(dpi, dpi))
    return Shot("scan-bits", out.getvalue(), "scan.tif")


def scan_turned(page: Image.Image, dpi: int, seed: int) -> Shot:
    """Lay the page into the scanner upside down or sideways."""
    dice = np.random.default_rng(seed)
    turned = page.transpose(
        dice.choice([Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
    )
    soft = cv2.GaussianBlur(_skewed(np.asarray(turned.convert("L")), dice.uniform(-1, 1)), (0, 0), 0.6 * dpi / 300)
    return Shot("scan-turned", _jpeg(Image.fromarray(_noisy(soft.astype(np.float32), 3, dice)), 80, dpi), "scan.jpg")


def bowed(page: Image.Image, *, sag: float, fold: float = 0.0) -> Image.Image:
    """Let a sheet bow under the camera: its middle hangs `sag` of its height lower, more to one side with `fold`."""
    source = np.asarray(page.convert("RGB"))
    high, wide = source.shape[:2]
    x = np.linspace(0, 1, wide, dtype=np.float32)
    down = sag * high * np.sin(np.pi * x ** (1 + fold))
    y = np.arange(high, dtype=np.float32)[:, None] - down[None]
    along = np.broadcast_to(np.arange(wide, dtype=np.float32), y.shape)
    bent = cv2.remap(
        source,
        np.ascontiguousarray(along),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return Image.fromarray(np.asarray(bent, np.uint8))


def _table(high: int, wide: int, dice: np.random.Generator) -> Any:
    """Make the table under the page: wood, cloth or stone in some colour."""
    base = dice.choice(
        np.array([[60, 90, 130], [40, 55, 75], [120, 130, 140], [150, 180, 200], [50, 70, 60]], np.float32)
    )
    rough = dice.standard_normal((high // 8 + 1, wide // 60 + 1), dtype=np.float32)
    grain = cv2.resize(rough, (wide, high), interpolation=cv2.INTER_CUBIC)
    return base + grain[..., None] * dice.uniform(4, 18)


def _light(high: int, wide: int, dice: np.random.Generator, *, harsh: bool) -> Any:
    """Make uneven light: a slope, a lamp and the soft shadow of a hand or phone."""
    y, x = np.mgrid[0 : high // 8, 0 : wide // 8].astype(np.float32) / np.float32(max(high, wide) // 8)
    angle = dice.uniform(0, 2 * math.pi)
    field = 1 - dice.uniform(0.1, 0.35) * (np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5) + 0.5)
    cx, cy = dice.uniform(0.1, 0.9, 2)
    field += 0.12 * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / 0.08)
    if harsh or dice.random() < 0.5:
        corner = dice.uniform(0, 1, (4, 2)) * [wide // 8, high // 8]
        shade = np.zeros(field.shape, np.float32)
        cv2.fillConvexPoly(shade, cv2.convexHull(corner.astype(np.int32)), (1.0,))
        shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), dice.uniform(6, 24)), np.float32)
        field *= 1 - shade * dice.uniform(0.2, 0.5 if harsh else 0.4)
    return np.asarray(cv2.resize(field.astype(np.float32), (wide, high)), np.float32)


def photo(page: Image.Image, seed: int, *, long_side: int = 4000, harsh: bool = False, turned: bool = False) -> Shot:
    """Photograph a page on a table: perspective, light, shadow, blur, noise, JPEG; held upright or not."""
    dice = np.random.default_rng(seed)
    source = np.asarray(page.convert("RGB"))[..., ::-1]
    high0, wide0 = source.shape[:2]
    high, wide = (long_side, long_side * 3 // 4) if high0 >= wide0 else (long_side * 3 // 4, long_side)
    fill = dice.uniform(0.82, 0.97)
    scale = fill * min(wide / wide0, high / high0)
    half = np.array([wide0 * scale, high0 * scale]) / 2
    bend = 0.05 if harsh else 0.03
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * half
    corners *= 1 - dice.uniform(0, bend * 2, (4, 2))
    tilt = math.radians(dice.uniform(-4, 4))
    turn = np.array([[math.cos(tilt), -math.sin(tilt)], [math.sin(tilt), math.cos(tilt)]])
    corners = corners @ turn.T + [wide / 2, high / 2]
    flat = np.array([[0, 0], [wide0, 0], [wide0, high0], [0, high0]], np.float32)
    view = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    seen = cv2.warpPerspective(source, view, (wide, high), flags=cv2.INTER_AREA).astype(np.float32)
    cover = (
        cv2.warpPerspective(np.full((high0, wide0), 255, np.uint8), view, (wide, high)).astype(np.float32)[..., None]
        / 255
    )
    paper = np.array(dice.uniform([205, 215, 222], [238, 243, 247]), np.float32) / 255
    picture: Any = seen * paper * cover + _table(high, wide, dice) * (1 - cover)
    picture *= _light(high, wide, dice, harsh=harsh)[..., None] * dice.uniform(0.75, 1.0)
    unit = long_side / 4000
    picture = cv2.GaussianBlur(
        picture, (0, 0), max(0.5, dice.uniform(1.4, 2.4) if harsh else dice.uniform(0.8, 1.6)) * unit + 0.3
    )
    shot = Image.fromarray(_noisy(np.asarray(picture, np.float32), dice.uniform(3, 8), dice)[..., ::-1])
    if turned:
        shot = shot.transpose(
            dice.choice([Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180])
        )
    how = "photo" + ("-harsh" if harsh else "") + ("-turned" if turned else "") + ("-small" if long_side < 2500 else "")
    return Shot(
        how, _jpeg(shot, int(dice.integers(60, 78) if harsh or long_side < 2500 else dice.integers(75, 92))), "IMG.jpg"
    )
