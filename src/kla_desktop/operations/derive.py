"""Read what has not been read yet: thumbnails, text and warnings of objects that came in bundles."""

from dataclasses import dataclass

from kla_desktop.media.probe import Probed
from kla_desktop.model.changes import Changes
from kla_desktop.model.errors import KlaError
from kla_desktop.operations.workspace import Workspace
from kla_desktop.store.library_table import Derived
from kla_desktop.system.progress import Progress, Step

_BATCH = 50


@dataclass(frozen=True, slots=True)
class DeriveRequest:
    """How many objects to read at most (0: all)."""

    limit: int = 0


@dataclass(frozen=True, slots=True)
class DerivedNow:
    """How many were read."""

    count: int
    changes: Changes


def derive(ws: Workspace, request: DeriveRequest, progress: Progress) -> DerivedNow:
    """Read objects through the probe workers, newest knowledge first committed in small batches. Raises Cancelled."""
    waiting = ws.store.local.underived(request.limit or 1_000_000)
    rows: list[Derived] = []
    pictures: list[tuple[str, bytes]] = []
    texts: list[tuple[str, str]] = []

    def commit() -> None:
        ws.store.previews.put(pictures)
        with ws.transaction():
            ws.store.local.add_derived(rows)
            ws.store.search.set_text(texts)
        for batch in (rows, pictures, texts):
            batch.clear()

    for count, sha256 in enumerate(waiting):
        progress.step(Step(count, len(waiting), "indexing"))
        progress.checkpoint()
        owners = ws.store.evidence.of_digest(sha256)
        item = next(iter(ws.store.evidence.find(owners[:1]).values()), None)
        held = ws.store.local.object(sha256)
        if held is None:
            continue
        stream = ws.probes.open(item.name if item else "", None)
        try:
            ws.store.objects.copy_out(held.name, stream)
            probed = stream.finish()
        except (KlaError, OSError):
            stream.abandon()
            rows.append(Derived(sha256, None, None, None, None, ("damaged",)))
        else:
            rows.append(derived_of(sha256, probed))
            if probed.preview:
                pictures.append((sha256, probed.preview))
            texts += [(probed.text, owner) for owner in owners if probed.text]
        if len(rows) >= _BATCH:
            commit()
    commit()
    progress.step(Step(len(waiting), len(waiting), "indexing"))
    return DerivedNow(len(waiting), Changes.EVIDENCE if waiting else Changes.NOTHING)


def derived_of(sha256: str, probed: Probed) -> Derived:
    """What this laptop keeps of a finding, beside text and picture."""
    return Derived(
        sha256, probed.width, probed.height, probed.pages, probed.dhash, probed.warnings, seconds=probed.seconds
    )
