"""`kla failures`: the files that could not be taken in, another try, and setting aside."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import option, verb
from kla_desktop.cli.intake import ingested_document, ingested_lines
from kla_desktop.cli.library import opened
from kla_desktop.cli.misuse import only_one_of
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.retries import retry_of
from kla_desktop.operations.ingest import Ingested, IngestRequest, ingest
from kla_desktop.operations.set_aside import SetAsideRequest, set_aside
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.failure_table import Failure
from kla_desktop.system.names import restored, shown
from kla_desktop.wording.failures import next_try
from kla_desktop.wording.words import SKIPS, said

_NONE = Text("Tidak ada berkas yang gagal.", "No file has failed.")


@verb(
    option("--retry", is_flag=True, text=Text("Coba semuanya sekarang.", "Try all of them now.")),
    option(
        "--forget", multiple=True, metavar="PATH",
        text=Text("Abaikan berkas ini (boleh berulang).", "Set this file aside (may be repeated)."),
    ),
    option("--forgotten", is_flag=True, text=Text("Daftar yang diabaikan.", "List those set aside.")),
)  # fmt: skip
def failures_command(console: Console, retry: bool, forget: tuple[str, ...], forgotten: bool) -> int:
    """List, retry or set aside."""
    if retry and forget:
        raise only_one_of("--retry", "--forget PATH")
    tried: Ingested | None = None
    with opened(console, writing=retry or bool(forget)) as ws:
        if forget:
            _forget(ws, forget, console)
        if retry:
            paths = tuple(_worth_a_try(ws.store.failures.list()))
            tried = ingest(ws, IngestRequest(paths), console.progress)
        left = ws.store.failures.list(set_aside=forgotten)
        lines = [
            *(ingested_lines(ingested_document([tried]), console.lang) if tried else ()),
            *_lines(ws, left, console),
        ]
    document: dict[str, Any] = {"failures": [_plain(failure) for failure in left]}
    if tried is not None:
        document |= ingested_document([tried])
    return console.answer(document, lines or [console.say(_NONE)], failed=bool(tried and tried.failed))


def _worth_a_try(failures: Sequence[Failure]) -> Iterator[str]:
    """Give all but links: of a link that nobody chose itself, what it leads to is not taken in."""
    for failure in failures:
        path = restored(failure.path)
        if not os.path.islink(path):  # noqa: PTH114 - surrogates in foreign names
            yield path


def _forget(ws: Workspace, paths: Sequence[str], console: Console) -> None:
    wanted = tuple(os.path.abspath(path) for path in paths)  # noqa: PTH100 - surrogates in foreign names
    done = set_aside(ws, SetAsideRequest(wanted), console.progress).paths
    for path in wanted:
        if path not in done:
            raise Fixable(ErrorCode.FILE_MISSING, path=shown(path))


def _plain(failure: Failure) -> dict[str, Any]:
    return {
        "path": restored(failure.path),
        "reason": failure.reason,
        "tries": failure.tries,
        "at": failure.at,
        "next_at": failure.next_at or None,
        "retry": str(retry_of(failure.reason)),
    }


def _lines(ws: Workspace, failures: Sequence[Failure], console: Console) -> Iterator[str]:
    now = ws.tools.clock.now()
    for failure in failures:
        yield shown(restored(failure.path))
        later = next_try(failure.reason, failure.next_at, now, console.lang)
        yield f"  {said(SKIPS, failure.reason, console.lang)}; {later}"
