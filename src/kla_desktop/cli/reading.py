"""`kla read`: pages read by machine."""

import time

import click

from kla_desktop.cli.console import Console
from kla_desktop.cli.grammar import argument, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.cli.views import find_item
from kla_desktop.model.catalogue import Text
from kla_desktop.operations.read_pages import PagesRead, ReadPagesRequest, read_pages, reading_counts


@verb(
    argument("ids", nargs=-1, metavar="[ID]..."),
    option("--limit", type=click.IntRange(min=1), text=Text("Paling banyak sekian berkas.", "At most so many files.")),
    option("--status", is_flag=True, text=Text("Hanya menghitung.", "Only count.")),
)
def read_command(console: Console, ids: tuple[str, ...], limit: int | None, status: bool) -> int:
    """Read what waits, or some items again."""
    if status:
        with opened(console, writing=False) as ws:
            counts = reading_counts(ws)
        return _answer(console, counts.read, counts.waiting, counts.failed, 0.0, [])
    begun = time.monotonic()
    with opened(console, writing=True) as ws:
        ws.reader.gentle = False
        wanted = tuple(find_item(ws, one) for one in ids)
        done = read_pages(ws, ReadPagesRequest(wanted, limit or 0), console.progress)
    return _answer(console, done.read, done.waiting, done.failed, time.monotonic() - begun, _files(done))


def _files(done: PagesRead) -> list[dict[str, object]]:
    return [
        {
            "ids": list(file.evidence),
            "pages": file.pages,
            "letters": file.letters,
            "confidence": file.confidence,
            "failed": file.failed or None,
        }
        for file in done.files
    ]


def _answer(  # noqa: PLR0917 - one caller
    console: Console, read: int, waiting: int, failed: int, seconds: float, files: list[dict[str, object]]
) -> int:
    document = {"read": read, "waiting": waiting, "failed": failed, "seconds": round(seconds, 2), "files": files}
    line = Text(
        f"{read} berkas dibaca, {waiting} menunggu, {failed} tidak terbaca.",
        f"{read} files read, {waiting} waiting, {failed} could not be read.",
    )
    return console.answer(document, [console.say(line)])
