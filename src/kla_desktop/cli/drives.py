"""`kla drives`: what lies on sticks, cards and phones that are plugged in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.survey_drives import (
    Offer,
    SilenceRequest,
    SurveyRequest,
    pluggable,
    silence_drive,
    survey_drives,
)
from kla_desktop.system.names import shown
from kla_desktop.wording.drives import counts
from kla_desktop.wording.formats import Lang

_NONE = Text("Tidak ada USB, kartu, atau ponsel yang terpasang.", "No stick, card or phone is plugged in.")
_SILENCED = Text("tidak ditawarkan", "not offered")
_WATCHED = Text("dipantau", "watched")


@verb(
    option(
        "--silence", type=folder_or_file(), metavar="DIR",
        text=Text("Jangan tawarkan drive ini.", "Offer this drive no longer."),
    ),
    option("--offer", type=folder_or_file(), metavar="DIR", text=Text("Tawarkan lagi.", "Offer it again.")),
)  # fmt: skip
def drives_command(console: Console, silence: Path | None, offer: Path | None) -> int:
    """List removable drives with what they hold."""
    if silence and offer:
        raise only_one_of("--silence DIR", "--offer DIR")
    chosen = silence or offer
    with opened(console, writing=chosen is not None) as ws:
        drives = tuple(pluggable())
        if chosen is not None:
            drive = next((one for one in drives if one.path == chosen.absolute()), None)
            if drive is None:
                raise Fixable(ErrorCode.FOLDER_MISSING, path=shown(str(chosen)))
            silence_drive(ws, SilenceRequest(drive.identity, silence is not None), console.progress)
        offers = survey_drives(ws, SurveyRequest(drives), console.progress).offers if drives else ()
    lines = [line for one in offers for line in _lines(one, console.lang)] or [console.say(_NONE)]
    return console.answer({"drives": [_plain(one) for one in offers]}, lines)


def _plain(one: Offer) -> dict[str, Any]:
    drive, found = one.drive, one.survey
    return {
        "path": str(drive.path),
        "label": drive.label,
        "filesystem": drive.filesystem,
        "free": drive.free,
        "read_only": drive.read_only,
        "camera": found.camera,
        "photos": found.photos,
        "videos": found.movies,
        "documents": found.papers,
        "new": found.new,
        "bytes": found.bytes,
        "complete": found.complete,
        "silenced": one.silenced,
        "watched": one.watched,
        "folders": [{"path": folder.path, "new": folder.new} for folder in found.folders if folder.new],
    }


def _lines(one: Offer, lang: Lang) -> Iterator[str]:
    notes = [text.said(lang) for text, holds in ((_SILENCED, one.silenced), (_WATCHED, one.watched)) if holds]
    yield "  ".join([shown(one.drive.label), shown(str(one.drive.path)), *(f"({note})" for note in notes)])
    found = one.survey
    yield f"  {counts(found.photos, found.movies, found.papers, found.new, lang)}"
