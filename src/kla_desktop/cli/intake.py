"""Commands that look at files: ingest, watch, inspect."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import folder_of, opened
from kla_desktop.cli.likeness import compare_few
from kla_desktop.cli.misuse import written_as
from kla_desktop.cli.views import claim_lines, doubt_of, doubt_row
from kla_desktop.cli.watch_run import run_watcher
from kla_desktop.media.pool import ProbePool
from kla_desktop.media.probe import Probed
from kla_desktop.media.probe_stream import CHUNK
from kla_desktop.model.capture import merged_claims
from kla_desktop.model.catalogue import Text
from kla_desktop.model.contradictions import Doubt, contradictions
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.filename_dates import latest_year
from kla_desktop.model.folder_dates import claims_from_folders, folders_above
from kla_desktop.operations.derive import DeriveRequest, derive
from kla_desktop.operations.ingest import FailedFile, Ingested, IngestRequest, ingest
from kla_desktop.operations.intake.batch import note_failures
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import restored, shown, stored
from kla_desktop.system.progress import Step
from kla_desktop.system.tools import SystemClock
from kla_desktop.watching.once import Batch, settle_once
from kla_desktop.watching.scan import Fingerprint, Odd, scan
from kla_desktop.wording.deeds import deed
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.formats import Lang, position
from kla_desktop.wording.words import FACTS, KINDS, SKIPS, WARNINGS, said

_NAMED = 20
"""Files named one by one for people; the rest are counted. JSON has them all."""
_NOTHING_THERE = Text(
    "Tidak ada berkas baru di sana. Periksa nama foldernya, atau tunggu sampai berkasnya selesai disalin.",
    "There is no new file there. Check the folder's name, or wait until its files are copied.",
)
_NO_FOLDER = Text("Belum ada folder pantauan.", "No folder is watched yet.")


@verb(
    argument("paths", nargs=-1, required=True, metavar="PATH..."),
    option(
        "--move-nothing", is_flag=True,
        text=Text("Selalu begitu: berkas asal hanya dibaca.", "Always so: sources are only read."),
    ),
)  # fmt: skip
def ingest_command(console: Console, paths: tuple[str, ...], move_nothing: bool) -> int:
    """Take files in."""
    del move_nothing
    with opened(console, writing=True, files=True) as ws:
        result = ingest(ws, IngestRequest(paths), console.progress)
        if ws.store.local.underived(1) or ws.store.local.undrawn(
            1
        ):  # the window may have ended before it had got there
            derive(ws, DeriveRequest(), console.progress)
        compare_few(ws, console, len(result.added))
    return answer_ingested(console, [result])


def answer_ingested(console: Console, results: Iterable[Ingested]) -> int:
    """Tell what became of the files of one or more runs."""
    document = ingested_document(results)
    return console.answer(document, ingested_lines(document, console.lang), failed=bool(document["failed"]))


def ingested_document(results: Iterable[Ingested]) -> dict[str, list[dict[str, Any]]]:
    """Return what became of the files of one or more runs, for JSON."""
    results = list(results)
    return {
        "added": [
            {"id": one.id, "sha256": one.sha256, "path": one.path, "kind": one.kind}
            | ({"earlier": one.earlier} if one.earlier else {})
            for r in results
            for one in r.added
        ],
        "skipped": [
            {"path": one.path, "reason": one.reason, "duplicate_of": one.duplicate_of}
            for r in results
            for one in r.skipped
        ],
        "failed": [{"path": one.path, "reason": one.reason} for r in results for one in r.failed],
    }


def ingested_lines(document: Mapping[str, list[dict[str, Any]]], lang: Lang) -> Iterator[str]:
    """Say the same to people; long lists are cut."""
    if not any(document.values()):
        yield _NOTHING_THERE.said(lang)
        return
    yield deed("captured", len(document["added"]), lang, "evidence")
    yield from (
        f"  {one['id']}  {said(KINDS, one['kind'], lang)}  {shown(one['path'])}" for one in document["added"][:_NAMED]
    )
    for key in ("skipped", "failed"):
        if document[key]:
            yield deed(key, len(document[key]), lang, "file")
        yield from (f"  {shown(one['path'])}: {said(SKIPS, one['reason'], lang)}" for one in document[key][:_NAMED])


@verb(
    argument("action", type=click.Choice(["add", "remove", "list", "run"])),
    argument("folder", required=False, metavar="[DIR]"),
    option("--once", is_flag=True, text=Text("Sekali saja, lalu selesai.", "One pass, then end.")),
)
def watch_command(console: Console, action: str, folder: str | None, once: bool) -> int:
    """Watched folders."""
    if (action in {"add", "remove"}) != (folder is not None):
        raise written_as(f"watch {action} DIR" if folder is None else f"watch {action}")
    if action == "run":
        return _watch_run(console, once=once)
    with opened(console, writing=action != "list") as ws:
        if folder is not None:
            _change_watched(ws, action, os.path.abspath(folder))  # noqa: PTH100 - surrogates in foreign names
        watched = [restored(path) for path in ws.store.local.watched()]
    return console.answer({"watched": watched}, [shown(path) for path in watched] or [console.say(_NO_FOLDER)])


def _change_watched(ws: Workspace, action: str, folder: str) -> None:
    if action == "add" and not os.path.isdir(folder):  # noqa: PTH112
        raise Fixable(ErrorCode.FOLDER_MISSING, path=shown(folder))
    with ws.transaction():
        if action == "add":
            ws.store.local.watch(stored(folder), ws.now())
        elif not ws.store.local.unwatch(stored(folder)):
            raise Fixable(ErrorCode.FOLDER_MISSING, path=shown(folder), where="watched")


def _watch_run(console: Console, *, once: bool) -> int:
    results: list[Ingested] = []
    with opened(console, writing=True) as ws:
        folders = [restored(path) for path in ws.store.local.watched()]
        if not folders:
            console.note(console.say(_NO_FOLDER))
        skip = (str(folder_of(console)),)

        def known(folder: str) -> Mapping[str, Fingerprint]:
            return {restored(name): seen for name, seen in ws.store.local.seen_in(stored(folder)).items()}

        if not once:
            results = run_watcher(ws, folders, known, skip, console)
        elif folders:
            for batch in settle_once(folders, known, skip=skip, sleep=_sleeper(console)):
                results.append(_take(ws, batch, console))
    return answer_ingested(console, results)


def _sleeper(console: Console) -> Callable[[float], None]:
    def sleep(seconds: float) -> None:
        console.stopping.wait(seconds)
        console.progress.checkpoint()

    return sleep


def _take(ws: Workspace, batch: Batch, console: Console) -> Ingested:
    taken = ingest(ws, IngestRequest(found=batch.files), console.progress)
    with ws.transaction():
        note_failures(ws, [(one.path, str(one.kind)) for one in batch.odd])
    more = tuple(FailedFile(one.path, str(one.kind)) for one in batch.odd)
    return Ingested(taken.added, taken.skipped, (*taken.failed, *more), taken.changes)


@verb(argument("paths", nargs=-1, required=True, metavar="PATH..."))
def inspect_command(console: Console, paths: tuple[str, ...]) -> int:
    """Look into files without a library."""
    results: list[dict[str, Any]] = []
    files = list(_files(paths))
    with ProbePool() as pool:
        for count, path in enumerate(files):
            console.progress.step(Step(count, len(files), "indexing"))
            console.progress.checkpoint()
            results.append(_inspected(pool, path))
    failed = any(result["kind"] is None for result in results)
    return console.answer(
        {"results": results}, [line for result in results for line in _inspected_lines(result, console.lang)],
        failed=failed,
    )  # fmt: skip


def _files(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - surrogates in foreign names
            yield from sorted(found.path for found in scan(path) if not isinstance(found, Odd))
        else:
            yield path


def _inspected(pool: ProbePool, path: str) -> dict[str, Any]:
    probed: Probed | None = None
    modified = ""
    reason = "missing"
    try:
        with open(path, "rb") as source:  # noqa: PTH123
            modified = datetime.fromtimestamp(os.fstat(source.fileno()).st_mtime, UTC).isoformat(timespec="seconds")
            stream = pool.open(os.path.basename(path), modified)  # noqa: PTH119
            while chunk := source.read(CHUNK):
                stream.write(chunk)
            probed = stream.finish()
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        reason = "unreadable"
    claims = _claims(probed, path, modified) if probed else []
    doubts = contradictions(claims, SystemClock().now().isoformat()) if probed else ()
    best = claims[0] if claims else {}
    return {
        "path": path,
        "kind": probed.evidence_kind.value if probed else None,
        "captured_at": best.get("value"),
        "captured_at_source": best.get("source"),
        "claims": [dict(claim) for claim in claims],
        "gps": {"lat": probed.gps.lat, "lon": probed.gps.lon} if probed and probed.gps else None,
        "text": probed.text if probed else "",
        "letter_number": probed.letter or None if probed else None,
        "warnings": [*probed.warnings, *dict.fromkeys(one.doubt.value for one in doubts)] if probed else [reason],
        "contradictions": [doubt_row(one) for one in doubts],
        "media": probed.media_kind.value if probed else None,
        "camera": probed.camera or None if probed else None,
        "width": probed.width if probed else None,
        "height": probed.height if probed else None,
        "pages": probed.pages if probed else None,
    }


def _claims(probed: Probed, path: str, modified: str) -> Sequence[Mapping[str, Any]]:
    """All that the file, its name and its folders say of its time, the surest first."""
    folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 - surrogates in foreign names
    around = claims_from_folders(folders_above(stored(folder)), stored(name), latest=latest_year(modified))
    said_so = [
        {"value": claim.value, "source": claim.source.value, "confidence": claim.confidence}
        for claim in (*probed.claims, *around)
    ]
    return merged_claims([said_so], "")


def _inspected_lines(result: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    yield shown(result["path"])
    if result["kind"]:
        yield f"  {said(KINDS, result['kind'], lang)}"
        yield from (f"  {line}" for line in claim_lines(result["claims"], lang))
    if result["letter_number"]:
        yield f"  {said(FACTS, 'letter', lang)}: {shown(result['letter_number'])}"
    if result["gps"]:
        yield f"  {position(result['gps']['lat'], result['gps']['lon'], lang)}"
    for warning in result["warnings"]:
        if warning not in set(Doubt):
            yield f"  {said(WARNINGS if warning in WARNINGS else SKIPS, warning, lang)}"
    yield from (f"  {contradiction(doubt_of(row), lang)}" for row in result["contradictions"])
    text = " ".join(shown(result["text"][:400]).replace("\\n", " ").split())
    if text:
        yield f"  {text[:200]}"
