"""Write down what was found in one's own evidence after it was taken in: by OCR, with a password, in a header.

Not a verb of its own: whoever has read something (and put its text into the search) calls `note_readings` with it.
What is known already is not said again, so the same file may be read any number of times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kla_desktop.model.capture import CaptureClaim, GeoPoint, TimeSource
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.journal import Draft, Event, Kind
from kla_desktop.model.letter_number import letter_number
from kla_desktop.model.listing import Item
from kla_desktop.model.text_dates import claims_from_text
from kla_desktop.operations.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reading:
    """What `by` (`ocr`, `password`, `header`, …) found in one item."""

    evidence: EvidenceId
    by: str
    claims: tuple[CaptureClaim, ...] = ()
    gps: GeoPoint | None = None
    letter: str = ""


def reading_of_text(
    evidence: EvidenceId, text: str, *, by: str = "ocr", source: TimeSource = TimeSource.OCR, near: str | None = None
) -> Reading:
    """Find dates and the letter's number in a text read later; `near` is a time close to when it was written."""
    return Reading(evidence, by, claims_from_text(text, source, near=near), letter=letter_number(text))


def note_readings(ws: Workspace, readings: Iterable[Reading]) -> tuple[Event, ...]:
    """Record as one deed what is new in the readings; readings of items of others, or gone, are passed over.

    May be called inside a transaction. The deed cannot be undone and leaves the chance to redo alone.
    """
    found = list(readings)
    with ws.transaction():
        items = ws.store.evidence.find([reading.evidence for reading in found])
        drafts: list[Draft] = []
        for reading in found:
            item = items.get(reading.evidence)
            if item is not None and item.station == ws.me:
                data = _news(item, reading)
                drafts += [Draft(Kind.READ, item.id, {**data, "by": reading.by})] if data else []
        return ws.record(drafts)


def _news(item: Item, reading: Reading) -> dict[str, Any]:
    known = {(claim["value"], claim["source"]): float(claim.get("confidence", 0)) for claim in item.claims}
    claims = [
        {"value": claim.value, "source": claim.source.value, "confidence": claim.confidence}
        for claim in reading.claims
        if claim.confidence > known.get((claim.value, claim.source.value), -1)
    ]
    letter = reading.letter if not item.letter else ""
    gps = [reading.gps.lat, reading.gps.lon] if reading.gps and not item.gps else None
    if not claims and gps is None and not letter:
        return {}
    return {"claims": claims} | ({"gps": gps} if gps else {}) | ({"letter": letter} if letter else {})
