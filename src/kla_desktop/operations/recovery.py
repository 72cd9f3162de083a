"""The recovery key: a second key to everything that is sealed for the secretariat, printed once and kept in a safe.

Its public half stands in the enrolment file, so every station seals to it as well. Its secret half stays in the library
only until it was written out; from then on the paper alone opens what a lost secretariat's laptop can no longer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import BadKey, SigningKey, UnsealingKey, fingerprint_words
from kla_desktop.system.files import write_whole
from kla_desktop.system.progress import Progress

_SETTING = "recovery"
_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")


@dataclass(frozen=True, slots=True)
class RecoveryRequest:
    """Where to write the secret. `renew`: a new key, because the paper is lost or was seen by others."""

    out: Path
    renew: bool = False


@dataclass(frozen=True, slots=True)
class RecoveryWritten:
    """The file, and the key's public half."""

    path: Path
    recipient: str
    words: tuple[str, ...]
    changes: Changes = Changes.SETTINGS


def new_recovery() -> dict[str, str]:
    """Make a recovery key for a new secretariat's settings."""
    key = UnsealingKey.create()
    return {
        "recipient": key.recipient,
        "sign": SigningKey.of_recovery(key.secret).public.to_text(),
        "secret": key.secret,
    }


def read_recovery_key(text: str) -> UnsealingKey:
    """Read the secret from what was saved or typed off the sheet: its lines joined, without spaces.

    Raises Fixable(RECOVERY_KEY_FAULT).
    """
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found = _SECRET.search("".join("".join(lines).split()).upper())
    try:
        return UnsealingKey(found.group() if found else "")
    except BadKey as error:
        raise Fixable(ErrorCode.RECOVERY_KEY_FAULT) from error


def recovery_voucher(ws: Workspace) -> str:
    """Give the public signing key by which our recovery key vouches for a new laptop of ours, or ""."""
    return str(_kept(ws).get("sign", ""))


def voucher_above(ws: Workspace) -> str:
    """Give that of whom we are enrolled with, as the enrolment file names it, or ""."""
    return str((ws.store.local.setting("enrolment") or {}).get("recovery_sign", ""))


def recovery_recipient(ws: Workspace) -> str:
    """Give the age recipient that everything for the secretariat is sealed to as well; "" if there is none."""
    if ws.is_coordinator:
        return str(_kept(ws).get("recipient", ""))
    return str((ws.store.local.setting("enrolment") or {}).get("recovery", ""))


def needs_writing(ws: Workspace) -> bool:
    """Say whether this secretariat's recovery key was never put on paper."""
    return ws.is_coordinator and (not _kept(ws) or bool(_kept(ws).get("secret")))


def write_recovery(ws: Workspace, request: RecoveryRequest, progress: Progress) -> RecoveryWritten:
    """Write the secret half to a file, PDF or text by its name, and forget it here.

    Raises Fixable: WRONG_ROLE, RECOVERY_WRITTEN (it was written before), FOLDER_MISSING, FOLDER_READ_ONLY.
    """
    progress.checkpoint()
    ws.need_coordinator()
    kept = _kept(ws)
    if request.renew or not kept:
        kept = new_recovery()
    if not kept.get("secret"):
        raise Fixable(ErrorCode.RECOVERY_WRITTEN)
    words = fingerprint_words(kept["recipient"])
    try:
        write_whole(request.out, _paper(ws, kept, words, pdf=request.out.suffix.lower() == ".pdf"))
        request.out.chmod(0o600)
    except FileNotFoundError as error:
        raise Fixable(ErrorCode.FOLDER_MISSING, path=str(request.out.parent)) from error
    except OSError as error:
        raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=str(request.out.parent)) from error
    with ws.transaction():
        ws.store.local.set(_SETTING, {**kept, "secret": ""})
    return RecoveryWritten(request.out, kept["recipient"], words)


def _kept(ws: Workspace) -> dict[str, str]:
    held = ws.store.local.setting(_SETTING)
    return dict(held) if isinstance(held, dict) else {}


def _paper(ws: Workspace, kept: Mapping[str, str], words: tuple[str, ...], *, pdf: bool) -> bytes:
    lines: list[Any] = [
        f"# created: {ws.now()}",
        f"# public key: {kept['recipient']}",
        kept["secret"],
        f"# secretariat: {ws.me}",
        f"# signing key: {ws.station.keys[-1].sign}",
        "",
    ]
    if not pdf:
        return "\n".join(lines).encode("ascii")
    from kla_desktop.printing.recovery_pdf import recovery_sheet  # noqa: PLC0415 - reportlab only where it is wanted

    return recovery_sheet(ws.places.label(ws.station.place), ws.station.agency, kept, words, ws.tools.clock.now())
