"""New keys for a station, when staff change: the old key signs the new one, so nobody has to compare words again.

What the old key signed for travels in the introduction of every bundle (`succession` of `station.json`): whoever knows
an earlier key of the chain believes the last. docs/formats.md has the form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import StationId
from kla_desktop.model.journal import Draft, Kind, compact, epoch_and_seq
from kla_desktop.operations.workspace import Workspace
from kla_desktop.sealing.keys import BadKey, SigningKey, UnsealingKey, VerifyKey, fingerprint_words, read_recipient
from kla_desktop.sealing.signing import BadSignature, sign, verify
from kla_desktop.system.progress import Progress

_SETTING = "succession"
_MOST = 16
_COMMENT = "kla succession"


@dataclass(frozen=True, slots=True)
class RotateRequest:
    """Nothing to choose."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """The words of the new keys, which are in force at once."""

    words: tuple[str, ...]
    changes: Changes = Changes.STATIONS | Changes.SETTINGS


def rotate_keys(ws: Workspace, request: RotateRequest, progress: Progress) -> Rotated:
    """Make new keys, signed by the old one, and close the old one. Bundles sealed to it can still be opened."""
    del request
    progress.checkpoint()
    old = SigningKey.from_text(ws.secrets.signing)
    new, unsealing = SigningKey.create(), UnsealingKey.create()
    keys = {"sign": new.public.to_text(), "seal": unsealing.recipient}
    link = succession_link(old, ws.me, keys)
    with ws.transaction():
        epoch, seq = epoch_and_seq(ws.store.journal.last_position(ws.me))
        closed = {"sign": old.public.to_text(), "epoch": epoch, "last_seq": seq}
        ws.record([Draft(Kind.KEY_ADDED, ws.me, keys), Draft(Kind.KEY_CLOSED, ws.me, closed)])
        ws.store.local.set(_SETTING, [*succession(ws), link][-_MOST:])
        ws.store.local.set(
            "secrets",
            {
                "signing": new.to_text(),
                "unsealing": unsealing.secret,
                "library": ws.secrets.library,
                "former": [ws.secrets.unsealing, *ws.secrets.former][:_MOST],
            },
        )
    return Rotated(fingerprint_words(keys["sign"], keys["seal"]))


def succession(ws: Workspace) -> list[dict[str, str]]:
    """Give the chain of this station's keys for its introduction, the earliest first."""
    held = ws.store.local.setting(_SETTING)
    return list(held) if isinstance(held, list) else []


def succession_link(old: SigningKey, station: StationId, keys: Mapping[str, str]) -> dict[str, str]:
    """Let a key sign for those that take its place (`sign`, `seal`)."""
    link = {"after": old.public.to_text(), **keys}
    link["signature"] = sign(_told(station, link), old, _COMMENT).decode("ascii")
    return link


def trusted_keys(
    known: Iterable[str], station: StationId, stated: Mapping[str, Any], voucher: str = ""
) -> tuple[str, ...]:
    """Give the signing keys to believe: those known, and those that a known one signed for, link by link.

    `voucher` may sign for others, but no bundle: it is that of the recovery key.
    """
    trusted = list(dict.fromkeys(known))
    links = stated.get("succession")
    for link in links[:_MOST] if isinstance(links, list) else ():
        try:
            if link["after"] not in trusted and link["after"] != voucher:
                continue
            verify(_told(station, link), str(link["signature"]).encode("ascii"), (VerifyKey.from_text(link["after"]),))
            read_recipient(link["seal"])
            trusted.append(VerifyKey.from_text(link["sign"]).to_text())
        except (BadKey, BadSignature, KeyError, TypeError, ValueError, AttributeError):
            continue
    return tuple(dict.fromkeys(trusted))


def _told(station: StationId, link: Mapping[str, Any]) -> bytes:
    """Give the bytes that the old key signs."""
    said = {name: link[name] for name in ("after", "sign", "seal")}
    return compact({"format": "kla-succession/1", "station": station, **said}).encode()
