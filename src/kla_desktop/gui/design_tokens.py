"""Every colour, size and gap in use, for both themes. Import them from `theme`, which turns them into a look.

Only what is seen before `theme` is imported takes them from here.
"""

from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour in use. Status colours come with a symbol or word, never alone."""

    window: str
    surface: str
    sunken: str
    text: str
    muted: str
    border: str
    control_border: str
    accent: str
    on_accent: str
    accent_soft: str
    focus: str
    ok: str
    warn: str
    danger: str
    info: str
    ok_soft: str
    warn_soft: str
    danger_soft: str
    info_soft: str


LIGHT = Tokens(
    window="#F6F5F1",
    surface="#FFFFFF",
    sunken="#ECEAE4",
    text="#1E2428",
    muted="#545D63",
    border="#D5D2C9",
    control_border="#868B88",
    accent="#0B6B63",
    on_accent="#FFFFFF",
    accent_soft="#DDEFEC",
    focus="#0B57D0",
    ok="#1D6B37",
    warn="#8A5A00",
    danger="#B3261E",
    info="#1F5FA8",
    ok_soft="#E2F1E5",
    warn_soft="#FBEFD5",
    danger_soft="#FBE4E1",
    info_soft="#E3EDF8",
)
DARK = Tokens(
    window="#171B1D",
    surface="#1F2427",
    sunken="#121517",
    text="#E8ECEA",
    muted="#A9B2B0",
    border="#363D40",
    control_border="#79827F",
    accent="#57C2B5",
    on_accent="#06201D",
    accent_soft="#1C3A37",
    focus="#8AB4F8",
    ok="#7CCB8F",
    warn="#E5B454",
    danger="#F2938A",
    info="#8FBDEB",
    ok_soft="#1E3325",
    warn_soft="#3A2F17",
    danger_soft="#40211F",
    info_soft="#1D3044",
)


def colours_of(choice: str, *, dark_system: bool) -> Tokens:
    """Return the colours of "light", "dark" or "system"."""
    return DARK if choice == "dark" or (choice == "system" and dark_system) else LIGHT


class Size(IntEnum):
    """Sizes in device-independent pixels."""

    RAIL = 176
    RAIL_NARROW = 56
    NARROW_BELOW = 1200
    TOOLBAR = 48
    BUTTON = 30
    RAIL_ITEM = 36
    ROW = 32
    PALETTE_ROW = 23
    STATUS = 34
    THUMBNAIL = 152
    CELL = 164
    PREVIEW = 268
    PALETTE = 264
    ICON = 20
    FOCUS_RING = 2
    RADIUS = 6
    RADIUS_SMALL = 4


class Space(IntEnum):
    """Gaps in device-independent pixels."""

    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
