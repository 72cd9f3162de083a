"""What `receive` and `stations --accept` share: taking bundles in, reading what came, and telling it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from kla_desktop.cli.console import Console
from kla_desktop.cli.likeness import compare_few
from kla_desktop.model.catalogue import Text
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.receive import Received, ReceiveRequest, receive
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import shown
from kla_desktop.system.progress import Cancelled
from kla_desktop.wording.deeds import deed, received_before
from kla_desktop.wording.formats import Lang, counted
from kla_desktop.wording.sentences import sentence_of

_UNKNOWN = Text(
    "Bundel ini dari laptop yang belum dikenal. Bundel disimpan terkunci. Cocokkan enam kata, lalu terima laptopnya "
    "dengan `kla stations --accept`.",
    "This bundle comes from a laptop that is not known yet. It is kept sealed. Compare the six words, then accept the "
    "laptop by `kla stations --accept`.",
)
_MENDED = Text("memperbaiki {files} yang rusak atau hilang", "mended {files} that were damaged or lost")
_NOTHING = Text("Tidak ada bundel di sana.", "There is no bundle there.")


def receive_all(ws: Workspace, paths: Sequence[Path], console: Console) -> Received:
    """Receive, then read the new files; stopping the reading loses nothing, it goes on at the next receive."""
    result = receive(ws, ReceiveRequest(tuple(paths)), console.progress)
    if any(bundle.new for bundle in result.accepted):
        try:
            derive(ws, DeriveRequest(), console.progress)
            compare_few(ws, console, sum(bundle.new for bundle in result.accepted))
        except Cancelled:
            return result
    return result


def received_document(result: Received | None, lang: Lang) -> dict[str, Any]:
    """Tell what was received as the contract names it."""
    if result is None:
        return {"accepted": [], "held": [], "refused": []}
    return {
        "accepted": [
            {
                "bundle": one.bundle,
                "path": str(one.path),
                "sender": one.sender,
                "items": one.items,
                "new": one.new,
                "duplicates": one.duplicates,
                "missing_before": one.missing_before,
                "received_before": one.again_since or None,
                "mended": one.mended,
            }
            for one in result.accepted
        ],
        "held": [
            {
                "path": str(one.path),
                "station": one.station,
                "bundle": one.bundle,
                "reason": "unknown_station",
                "message": _UNKNOWN.said(lang),
            }
            for one in result.held
        ],
        "refused": [
            {"path": str(one.path), "reason": one.error.code.value, "message": sentence_of(one.error, lang)}
            for one in result.refused
        ],
    }


def received_lines(result: Received | None, lang: Lang) -> list[str]:
    """Tell it to people."""
    if result is None or not (result.accepted or result.held or result.refused):
        return [_NOTHING.said(lang)]
    lines = []
    for one in result.accepted:
        again = received_before(datetime.fromisoformat(one.again_since), lang) if one.again_since else ""
        again = _MENDED.said(lang).format(files=counted(one.mended, "file", lang)) if one.mended else again
        lines.append(f"{one.bundle}  {again or deed('received', one.items, lang)}")
    lines += [f"{shown(str(one.path))}  {_UNKNOWN.said(lang)} {one.station}" for one in result.held]
    lines += [f"{shown(str(one.path))}  {sentence_of(one.error, lang)}" for one in result.refused]
    return lines
