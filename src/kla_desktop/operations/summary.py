"""What a bundle carries for people: a table of its evidence, and a summary to print and sign."""

import csv
import io
from collections.abc import Collection, Sequence
from datetime import timezone
from typing import TYPE_CHECKING

from kla_desktop.bagging.names import readable_names
from kla_desktop.bagging.profile import BundleHead
from kla_desktop.model.dossier import grouped
from kla_desktop.model.ids import EvidenceId, StationId
from kla_desktop.model.listing import Item
from kla_desktop.model.station import Role, Station
from kla_desktop.operations.workspace import Workspace
from kla_desktop.printing.words import said
from kla_desktop.wording import words
from kla_desktop.wording.formats import WIB, Lang, when

if TYPE_CHECKING:
    from kla_desktop.printing.summary_pdf import SummaryRow

COLUMNS = (
    "no", "id_bukti", "judul", "berkas_dalam_bundel", "indikator", "jenis_bukti_diminta", "tanggal", "sumber_tanggal",
    "kode_tempat", "tempat", "jenis", "ukuran_byte", "sha256", "dibatasi",
)  # fmt: skip
"""Columns of evidence.csv, in their order; their names never change."""
ABSENT_COLUMNS = ("id_bukti", "ukuran_byte", "sha256")
"""Columns of absent.csv."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def evidence_csv(ws: Workspace, items: Sequence[Item], carried: Collection[EvidenceId] | None = None) -> bytes:
    """Table of the items: UTF-8 with a byte order mark, commas, lines ended by CR LF, as spreadsheets expect.

    `carried` names the items whose bytes travel in this bundle; the others have no file in it. None means all. A cell
    that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    inside = [item for item in items if carried is None or item.id in carried]
    first = {item.digest.sha256: item.name for item in reversed(inside)}
    names = dict(zip(first, readable_names((name, sha256) for sha256, name in first.items()), strict=True))
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for count, item in enumerate(items, 1):
        held = carried is None or item.id in carried
        row = (
            str(count),
            item.id,
            item.title,
            names[item.digest.sha256] if held else "",
            " ".join(tag.indicator for tag in item.tags),
            " ".join(f"{tag.indicator}/{tag.slot}" for tag in item.tags if tag.slot),
            item.captured_at,
            item.captured_at_source,
            item.place,
            ws.places.label(item.place) if item.place else "",
            item.kind,
            str(item.digest.size),
            item.digest.sha256,
            "ya" if item.restriction else "",
        )
        table.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def absent_csv(items: Sequence[Item]) -> bytes:
    """Table of the items whose bytes stay behind, in the form of `evidence_csv`; empty if there are none."""
    if not items:
        return b""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(ABSENT_COLUMNS)
    table.writerows((item.id, str(item.digest.size), item.digest.sha256) for item in items)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def bring_summary() -> None:
    """Import what sets summaries, so that the first need not wait for it: 0.08 s of CPU, 10 MB."""
    from kla_desktop.printing import fonts, summary_pdf  # noqa: F401, PLC0415 - as below

    fonts.register()


def summary_pdf_bytes(
    ws: Workspace,
    head: BundleHead,
    items: Sequence[Item],
    carried: Collection[EvidenceId] | None = None,
    lang: Lang = "id",
) -> bytes:
    """Set `ringkasan.pdf` for a bundle about to be sealed; `carried` as in `evidence_csv`."""
    from kla_desktop.printing.summary_pdf import Summary, summary_pdf  # noqa: PLC0415 - reportlab only to print

    summary = Summary(
        city=ws.places.city.name,
        programme=said("programme", lang, period=head.period),
        number=head.number,
        bundle=head.id,
        sender=_office(ws, ws.station, lang),
        sender_person=ws.actor,
        recipient=_office(ws, ws.store.offices.station(StationId(head.recipient)), lang),
        at=head.made_at.astimezone(timezone(WIB)),
        rows=[_row(ws, item, lang, carried is None or item.id in carried) for item in items],
        lang=lang,
    )
    return summary_pdf(summary)


def _row(ws: Workspace, item: Item, lang: Lang, held: bool) -> "SummaryRow":
    from kla_desktop.printing.imprint import title_of  # noqa: PLC0415 - as above
    from kla_desktop.printing.summary_pdf import SummaryRow  # noqa: PLC0415 - as above

    known = ws.catalogue.by_slug
    return SummaryRow(
        title=title_of(item, lang),
        indicators=", ".join(sorted(known[tag.indicator].code if tag.indicator in known else "?" for tag in item.tags)),
        date=when(item.captured_at[:10], lang) if item.captured_at else said("unknown", lang),
        code=grouped(item.digest.short),
        held=held,
        restricted=bool(item.restriction),
    )


def _office(ws: Workspace, station: Station | None, lang: Lang) -> str:
    """Name an office: its agency, or its place; the secretariat as such."""
    if station is None:
        return said("secretariat_of", lang)
    where = station.agency or (ws.places.label(station.place) if station.place else "")
    if station.role == Role.SECRETARIAT:
        return " · ".join(part for part in (said("secretariat_of", lang), where) if part)
    return where or words.said(words.ROLES, station.role, lang)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
