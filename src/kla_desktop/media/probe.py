"""All that a file tells about itself, as one value: the border where foreign bytes become data.

`probe_bytes` runs where it is called and is meant for worker processes (`media.worker`), tests and small tools; the
program itself asks `media.pool`. What reads documents and recordings is imported on first use: most workers see photos
alone, and the window sees none of it. Warning codes, stable, each with a sentence in `wording`: damaged, password,
too_large, timeout, memory, unsupported, dtd, truncated.
"""

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kla_desktop.media import container, photo
from kla_desktop.media.confine import OutOfTime, at_most
from kla_desktop.media.kinds import HEAD, kind_of, kind_of_head
from kla_desktop.model.capture import Capture, CaptureClaim, GeoPoint, TimeSource, best_claim
from kla_desktop.model.evidence_kind import (
    AUDIO_GROUP,
    DOCUMENT_GROUP,
    OTHER_GROUP,
    PHOTO_GROUP,
    VIDEO_GROUP,
    EvidenceKind,
    MediaKind,
    first_guess,
)
from kla_desktop.model.filename_dates import claims_from_name, latest_year

if TYPE_CHECKING:
    from kla_desktop.media import sound

DAMAGED: Final = "damaged"
PASSWORD: Final = "password"  # noqa: S105 - a code
TOO_LARGE: Final = "too_large"
TIMEOUT: Final = "timeout"
MEMORY: Final = "memory"
UNSUPPORTED: Final = "unsupported"
DTD: Final = "dtd"
TRUNCATED: Final = "truncated"
WARNINGS: Final = frozenset((DAMAGED, PASSWORD, TOO_LARGE, TIMEOUT, MEMORY, UNSUPPORTED, DTD, TRUNCATED))
_FILE_TIME_CONFIDENCE: Final = 0.05
MAX_SECONDS: Final = 4.0
"""Processor time for one file; the pool's own limit comes after, and costs the worker."""
_NO_CLOCK_CONFIDENCE: Final = 0.02
_FIRST_FILE_TIME: Final = "1995"
"""Archives and sticks without a clock give files of 1970 or 1980."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What is in a file. `width` and `height` in pixels of the upright picture; `preview` a JPEG of at most 256 px."""

    media_kind: MediaKind
    evidence_kind: EvidenceKind
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    claims: tuple[CaptureClaim, ...] = ()
    gps: GeoPoint | None = None
    camera: str = ""
    text: str = ""
    preview: bytes | None = None
    dhash: int | None = None
    warnings: tuple[str, ...] = ()
    seconds: float | None = None
    """How long a recording runs."""
    letter: str = ""
    """The number an official letter or decree bears."""
    is_glance: bool = False
    """Read from the first bytes: the picture is its camera's small one, and nobody knows yet whether all is sound."""
    is_undrawn: bool = False
    """A paper whose words were read, and which is still to be drawn."""

    @property
    def capture(self) -> Capture:
        """When, where and with what it was made."""
        return Capture(self.claims, self.gps, self.camera)

    @property
    def captured_at(self) -> CaptureClaim | None:
        """The claim to show and sort by."""
        return best_claim(self.claims)


def is_read(kind: MediaKind) -> bool:
    """Whether there is anything to find in the bytes of this kind (as `kind_of_head` names it)."""
    return kind.group != OTHER_GROUP or kind is MediaKind.ZIP


def opaque(name: str, head: bytes, modified_at: str | None, *warnings: str, kind: MediaKind | None = None) -> Probed:
    """Tell what name, first bytes and file time alone say; opens nothing, so it is safe in any process."""
    media_kind = kind or kind_of_head(head[:HEAD], name)
    return Probed(
        media_kind,
        first_guess(media_kind, name, ""),
        claims=_outer_claims(name, modified_at),
        warnings=warnings or (() if media_kind.group in {VIDEO_GROUP, AUDIO_GROUP} else (UNSUPPORTED,)),
    )


def probe_bytes(
    name: str, data: bytes, modified_at: str | None, *, preview: bool = True, password: str | None = None
) -> Probed:
    """Read everything a file tells. `name` is the file's name (not its path), `modified_at` ISO 8601 or None.

    Never raises on bad bytes, only where the process itself is at its end; what could not be read is named in
    `warnings`, what could be is kept.
    """
    kind = MediaKind.OTHER
    try:
        with at_most(MAX_SECONDS):
            kind = kind_of(data, name)
            return _read(name, data, kind, modified_at, preview=preview, password=password)
    except OutOfTime:
        warning = TIMEOUT
    except MemoryError:
        warning = MEMORY
    except photo.TooLarge:
        warning = TOO_LARGE
    except Exception:  # noqa: BLE001 - the border: parsers raise anything
        warning = DAMAGED
    return opaque(name, data, modified_at, warning, kind=kind)


def is_paper(kind: MediaKind) -> bool:
    """Whether a file of this kind is seen by its words, so that its picture may come later."""
    return kind.group == DOCUMENT_GROUP or kind is MediaKind.ZIP


def draw_bytes(name: str, data: bytes) -> Probed:
    """Draw a paper whose words were read before: picture, look hash and what was wrong with it, and nothing else."""
    kind, warning = MediaKind.OTHER, ""
    try:
        with at_most(MAX_SECONDS):
            from kla_desktop.media import document  # noqa: PLC0415 - in workers only, on first use

            kind = kind_of(data, name)
            drawn = document.draw_document(data, kind)
            return Probed(kind, EvidenceKind.OTHER, preview=drawn.preview, dhash=drawn.dhash, warnings=drawn.warnings)
    except OutOfTime:
        warning = TIMEOUT
    except MemoryError:
        warning = MEMORY
    except Exception:  # noqa: BLE001 - the border, as below
        warning = DAMAGED
    return Probed(kind, EvidenceKind.OTHER, warnings=(warning,))


def glance_bytes(name: str, head: bytes, modified_at: str | None) -> Probed | None:
    """Read what the first bytes of a JPEG tell; None where the whole file is needed to see anything."""
    try:
        with at_most(MAX_SECONDS):
            seen = photo.glance(head) if kind_of(head, name) is MediaKind.JPEG else None
    except (Exception, OutOfTime):  # noqa: BLE001 - the whole file decides
        return None
    if seen is None:
        return None
    plain = opaque(name, head, modified_at, kind=MediaKind.JPEG)
    return replace(
        plain,
        warnings=(),
        width=seen.width,
        height=seen.height,
        claims=(*seen.claims, *plain.claims),
        gps=seen.gps,
        camera=seen.camera,
        preview=seen.preview,
        is_glance=True,
    )


def _read(
    name: str, data: bytes, kind: MediaKind, modified_at: str | None, *, preview: bool, password: str | None
) -> Probed:
    plain = replace(opaque(name, data, modified_at, kind=kind), warnings=())
    match kind.group:
        case group if group == PHOTO_GROUP:
            seen = photo.read_photo(data, kind, preview=preview)
            return replace(
                plain,
                width=seen.width,
                height=seen.height,
                claims=(*seen.claims, *plain.claims),
                gps=seen.gps,
                camera=seen.camera,
                preview=seen.preview,
                pages=seen.pages,
                dhash=seen.dhash,
                warnings=seen.warnings,
            )
        case _ if is_paper(kind):
            from kla_desktop.media import document  # noqa: PLC0415 - in workers only, on first use

            read = document.read_document(data, kind, preview=preview, password=password)
            return replace(
                plain,
                evidence_kind=first_guess(kind, name, read.text),
                claims=(*_told(read.text, kind, modified_at), *read.claims, *plain.claims),
                letter=_letter(read.text, kind),
                pages=read.pages,
                text=read.text,
                preview=read.preview,
                dhash=read.dhash,
                warnings=read.warnings,
            )
        case group if group == VIDEO_GROUP:
            from kla_desktop.media import movie_facts, sound  # noqa: PLC0415 - in workers only, on first use

            boxes = _movie(data)
            movie = movie_facts.read_movie(boxes)
            plain = replace(plain, claims=(*movie.claims, *plain.claims), gps=movie.gps)
            return _with_card(plain, sound.Recording(sound.movie_seconds(boxes)), data, kind)
        case group if group == AUDIO_GROUP:
            from kla_desktop.media import movie_facts, sound  # noqa: PLC0415 - as above

            movie = movie_facts.read_movie(_movie(data))
            plain = replace(plain, claims=(*movie.claims, *plain.claims), gps=movie.gps)
            return _with_card(plain, sound.Recording(), data, kind)
        case _:
            return replace(plain, warnings=(UNSUPPORTED,) if kind.group == OTHER_GROUP else ())


def _with_card(plain: Probed, known: "sound.Recording", data: bytes, kind: MediaKind) -> Probed:
    """Add length and title; a recording whose head is damaged is kept as it is."""
    from kla_desktop.media import document, sound  # noqa: PLC0415 - as above

    if known.seconds is None:
        with contextlib.suppress(Exception):
            known = sound.read_recording(data, kind)
    return replace(plain, seconds=known.seconds, text=document.clean(known.words))


def _told(text: str, kind: MediaKind, modified_at: str | None) -> tuple[CaptureClaim, ...]:
    """Days that a text is about; the list of an archive's entries is none."""
    if kind is MediaKind.ZIP:
        return ()
    from kla_desktop.model.text_dates import claims_from_text  # noqa: PLC0415 - as above

    return claims_from_text(text, near=modified_at)


def _letter(text: str, kind: MediaKind) -> str:
    if kind is MediaKind.ZIP:
        return ""
    from kla_desktop.model.letter_number import letter_number  # noqa: PLC0415 - as above

    return letter_number(text)


def _movie(data: bytes) -> bytes:
    return container.MovieHeader().feed(data)


def _outer_claims(name: str, modified_at: str | None) -> tuple[CaptureClaim, ...]:
    claims = claims_from_name(name, latest=latest_year(modified_at))
    if modified_at:
        trust = _NO_CLOCK_CONFIDENCE if modified_at < _FIRST_FILE_TIME else _FILE_TIME_CONFIDENCE
        claims += (CaptureClaim(modified_at, TimeSource.FILE_TIME, trust),)
    return claims
