"""What a sample is made of: the words of its story, and recipes that say how each file comes about."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from kla_desktop.app.samples.papers import Paper

WIB = timezone(timedelta(hours=7), "WIB")
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip


def wib(month: int, day: int, hour: int, minute: int, second: int = 0) -> datetime:
    """Return a moment of 2026 in western Indonesian time."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=WIB)


def on_day(when: datetime) -> str:
    """Write day and date as minutes do: `Sabtu, 7 Februari 2026`."""
    return f"{_DAYS[when.weekday()]}, {dated(when)}"


def dated(when: datetime) -> str:
    """Write a date in full: `7 Februari 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo as the phone stored it; gps is (latitude, longitude) in degrees, None for a phone without position."""

    scene: str
    seed: str
    lines: tuple[str, ...]
    gps: tuple[float, float] | None
    phone: tuple[str, str]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo that went through a messenger: made smaller, compressed again, without any of the phone's own data."""

    shot: Shot


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Another sample's photo after it went through a messenger: a near duplicate."""

    path: str


@dataclass(frozen=True, slots=True)
class PhotographedPage:
    """A paper page photographed on a desk, with the phone's own data."""

    paper: Paper
    gps: tuple[float, float]
    phone: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pdf:
    """A paper as PDF."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class Docx:
    """A paper as DOCX, with an optional table."""

    paper: Paper
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """A text or table file, stored as UTF-8."""

    text: str


@dataclass(frozen=True, slots=True)
class SameAs:
    """A byte-for-byte copy of another sample."""

    path: str


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A phone's screenshot of a post that shows another sample's photo."""

    path: str
    account: str
    caption: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Damaged:
    """Another sample's photo whose copying broke off halfway."""

    path: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """Bytes that no program of ours can read."""

    seed: str
    size: int


Content = Shot | Sent | Forwarded | PhotographedPage | Pdf | Docx | Plain | SameAs | Screenshot | Damaged | Opaque


@dataclass(frozen=True, slots=True)
class Recipe:
    """One file to be made. `story` is the event it belongs to, `arrived` the file's modification time if not `when`."""

    path: str
    story: str
    indicator: str
    slot: str | None
    title: str
    note: str
    when: datetime
    content: Content
    arrived: datetime | None = None
