"""Command export: the evidence as tables for other programs."""

from pathlib import Path

import click

from kla_desktop.cli.console import USAGE, Console
from kla_desktop.cli.grammar import folder_or_file, option, verb
from kla_desktop.cli.library import opened
from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode, Fixable
from kla_desktop.model.listing import Filter, Order
from kla_desktop.operations import browse
from kla_desktop.operations.export_coverage import ExportCoverageRequest, export_coverage
from kla_desktop.operations.export_evidence import ExportEvidenceRequest, export_evidence
from kla_desktop.operations.saved_file import saved
from kla_desktop.operations.summary import evidence_csv
from kla_desktop.operations.tabulate_coverage import TabulateRequest
from kla_desktop.operations.workspace import Workspace
from kla_desktop.system.names import shown

_LATER = Text(
    "Bentuk ini belum ada pada versi ini. Tidak ada yang ditulis. Pakai --format xlsx atau csv.",
    "This form does not exist in this version yet. Nothing was written. Use --format xlsx or csv.",
)


@verb(
    option("--out", required=True, type=folder_or_file(), text=Text("Folder yang ditulisi.", "The folder to write.")),
    option(
        "--format", "form", required=True, type=click.Choice(["upload", "xlsx", "csv", "ro-crate"]),
        text=Text("Bentuknya: xlsx (Excel) atau csv.", "The form: xlsx (Excel) or csv."),
    ),
)  # fmt: skip
def export_command(console: Console, out: Path, form: str) -> int:
    """Write tables of the evidence and of the coverage."""
    if form not in {"xlsx", "csv"}:
        return console.refuse("not_yet", console.say(_LATER), USAGE)
    with opened(console, writing=False) as ws:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Fixable(ErrorCode.FOLDER_READ_ONLY, path=shown(str(out))) from error
        files = _workbooks(console, ws, out) if form == "xlsx" else [_csv(ws, out / "bukti.csv")]
    return console.answer({"files": [str(file) for file in files]}, [shown(str(file)) for file in files])


def _workbooks(console: Console, ws: Workspace, out: Path) -> list[Path]:
    evidence = ExportEvidenceRequest(out / "bukti.xlsx", lang=console.lang)
    table = TabulateRequest("place" if ws.is_secretariat else "year")
    coverage = ExportCoverageRequest(out / "cakupan.xlsx", table, lang=console.lang)
    return [
        export_evidence(ws, evidence, console.progress).path,
        export_coverage(ws, coverage, console.progress).path,
    ]


def _csv(ws: Workspace, file: Path) -> Path:
    rows = [number for number, _ in browse.rows(ws, Filter(order=Order.OLDEST))]
    with saved(file) as out:
        out.write(evidence_csv(ws, browse.items(ws, rows)))
    return file
