"""Read scans and photographed pages by machine: their words join the search, the suggestions and the dates."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass

from kla_desktop.media.page_reader import ENGINE, MAX_READ, CannotRead
from kla_desktop.model.capture import TimeSource
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import KlaError
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.listing import Item
from kla_desktop.operations.read_later import note_readings, reading_of_text
from kla_desktop.operations.storage.bring import brought
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.reading_table import ReadingCounts, ReadPage, mean_confidence, whole_text
from kla_desktop.system.progress import Progress, Step

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadPagesRequest:
    """These items, read again whatever was read before; or, without any, `limit` files that wait (0: all)."""

    evidence: tuple[EvidenceId, ...] = ()
    limit: int = 0


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: the items it belongs to, how many pages had to be read, and how it went (`failed`: a warning code)."""

    evidence: tuple[EvidenceId, ...]
    pages: int
    letters: int
    confidence: float
    failed: str = ""


@dataclass(frozen=True, slots=True)
class PagesRead:
    """What was read now, and how many files still wait."""

    files: tuple[FileRead, ...]
    waiting: int
    changes: Changes

    @property
    def read(self) -> int:
        """Files read."""
        return sum(not file.failed for file in self.files)

    @property
    def failed(self) -> int:
        """Files that could not be read."""
        return len(self.files) - self.read


def reading_counts(ws: Workspace) -> ReadingCounts:
    """Count what was read, waits, or could not be read."""
    return ws.store.readings.counts(ENGINE)


def read_pages(ws: Workspace, request: ReadPagesRequest, progress: Progress) -> PagesRead:
    """Read files, papers and the newest first; each page is kept as soon as it is read.

    Raises Fixable(NO_SUCH_EVIDENCE), and as `brought`; Cancelled: then the worker is ended at once, and the next call
    goes on where this one stopped.
    """
    _join_late(ws)
    if request.evidence:
        digests = list(dict.fromkeys(item.digest.sha256 for item in ws.find(request.evidence)))
        with ws.transaction():
            for sha256 in digests:
                ws.store.readings.forget(sha256)
    else:
        digests = ws.store.readings.waiting(ENGINE, request.limit or _ALL)
    files: list[FileRead] = []
    for count, sha256 in enumerate(digests):
        progress.step(Step(count, len(digests), "reading"))
        progress.checkpoint()
        files.append(_read_file(ws, sha256, progress))
    progress.step(Step(len(digests), len(digests), "reading"))
    changed = any(file.letters for file in files)
    return PagesRead(tuple(files), reading_counts(ws).waiting, Changes.EVIDENCE if changed else Changes.NOTHING)


def _read_file(ws: Workspace, sha256: str, progress: Progress) -> FileRead:
    """Read one file's pages, and let its words join once they are all there."""
    table = ws.store.readings
    owners = tuple(ws.store.evidence.of_digest(sha256))
    items = ws.store.evidence.find(owners)
    name = next((item.name for item in items.values()), "")
    failed = ""
    try:
        skip = {page.number for page in table.pages(sha256, ENGINE)}
        for page in ws.reader.read(name, _bytes_of(ws, sha256, progress), skip=skip, wait=progress.checkpoint):
            with ws.transaction():
                table.add_page(sha256, ENGINE, ReadPage(page.number, page.text, page.confidence))
    except CannotRead as error:
        failed = error.reason
    pages = table.pages(sha256, ENGINE)
    with ws.transaction():
        table.finish(sha256, ENGINE, ws.now(), failed=failed)
        _join(ws, list(items.values()), whole_text(pages))
    text = whole_text(pages)
    return FileRead(owners, len(pages), len(text), round(mean_confidence(pages), 3), failed)


def _bytes_of(ws: Workspace, sha256: str, progress: Progress) -> bytes:
    """Unseal a file. Raises CannotRead, and as `brought`."""
    held = ws.store.local.object(sha256)
    if held is None or held.damaged:
        raise CannotRead("damaged")
    if held.digest.size > MAX_READ:
        raise CannotRead("too_large")
    out = io.BytesIO()
    with brought(ws, [sha256], progress), _as_damage():
        ws.store.objects.copy_out(held.name, out)
    return out.getvalue()


@contextlib.contextmanager
def _as_damage() -> Iterator[None]:
    try:
        yield
    except (KlaError, OSError) as error:
        raise CannotRead("damaged") from error


def _join(ws: Workspace, items: list[Item], text: str) -> None:
    """Let the words join the search, marked as read by machine, and the dates in them the items' claims."""
    ws.store.search.set_read_text([(text, item.id) for item in items])
    note_readings(ws, [reading_of_text(item.id, text, near=_written_near(item)) for item in items if text])


def _written_near(item: Item) -> str | None:
    """A time close to when the page was written: the file's, else when the item came."""
    return next((claim["value"] for claim in item.claims if claim["source"] == TimeSource.FILE_TIME), item.created_at)


def _join_late(ws: Workspace) -> None:
    """Give their words to items whose bytes had been read before the items came."""
    for evidence, sha256 in ws.store.readings.unjoined():
        text = whole_text(ws.store.readings.pages(sha256, ENGINE))
        if text:
            with ws.transaction():
                _join(ws, ws.find([evidence]), text)
