"""What needs doing at this office, as lines with a button each; decided here, drawn by the page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.widgets.state_label import State
from kla_desktop.model.catalogue import Indicator
from kla_desktop.model.coverage import Coverage
from kla_desktop.operations.browse import Overview
from kla_desktop.wording import deeds
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import SKIPS, said


@dataclass(frozen=True, slots=True)
class Task:
    """One line: its state, words, muted detail, the button's word, and the page with its wish that the button opens.

    The page "failures" is a dialog of Beranda.
    """

    state: State
    text: str
    detail: str
    button: str
    page: str
    how: Mapping[str, object] = field(default_factory=dict)


def missing_indicators(context: Context, coverage: Coverage) -> list[Indicator]:
    """Return the indicators without any evidence, in the catalogue's order."""
    known = context.workspace.catalogue.by_slug
    return [known[cell.indicator] for cell in coverage.totals if not cell.tagged]


def tasks(context: Context, overview: Overview, coverage: Coverage | None) -> list[Task]:
    """Return what needs doing, most pressing first."""
    made = [
        *_own_work(context, overview),
        *(_desk_work(overview) if context.workspace.is_secretariat else ()),
        *_requests(context, overview),
    ]
    if coverage is not None:
        made += _gaps(context, coverage)
    return made + _leaving(overview)


def _own_work(context: Context, overview: Overview) -> list[Task]:
    made: list[Task] = []
    if overview.untagged:
        names = [f"“{PurePath(folder).name or folder}”" for folder in context.watch.folders()]
        detail = QCoreApplication.translate("Home", "dari {folders}").format(folders=", ".join(names[:3]))
        made.append(
            Task(
                State.WAITING,
                QCoreApplication.translate("Home", "%n berkas belum ditandai", "", overview.untagged),
                detail if names else "",
                QCoreApplication.translate("Home", "Tandai"),
                "tag",
                {"state": "new"},
            )
        )
    if overview.returned and not context.workspace.is_secretariat:
        made.append(
            Task(
                State.RETURNED,
                QCoreApplication.translate("Home", "%n bukti dikembalikan untuk perbaikan", "", overview.returned),
                QCoreApplication.translate("Home", "oleh Sekretariat"),
                QCoreApplication.translate("Home", "Lihat"),
                "review",
            )
        )
    if overview.failures:
        reasons = Counter(failure.reason for failure in overview.failures)
        detail = ", ".join(
            f"{texts.number(count)} {said(SKIPS, reason, texts.language())}" for reason, count in reasons.most_common(2)
        )
        text = QCoreApplication.translate("Home", "%n berkas belum bisa dimasukkan", "", len(overview.failures))
        made.append(Task(State.RETURNED, text, detail, QCoreApplication.translate("Home", "Periksa"), "failures"))
    return made


def _desk_work(overview: Overview) -> list[Task]:
    made: list[Task] = []
    if overview.stations_unknown:
        made.append(
            Task(
                State.WAITING,
                QCoreApplication.translate("Home", "%n laptop menunggu diterima", "", overview.stations_unknown),
                QCoreApplication.translate("Home", "%n bundel terkunci sampai itu", "", overview.held),
                QCoreApplication.translate("Home", "Lihat"),
                "bundles",
            )
        )
    if overview.to_review:
        made.append(
            Task(
                State.WAITING,
                QCoreApplication.translate("Home", "%n bukti menunggu tinjauan", "", overview.to_review),
                "",
                QCoreApplication.translate("Home", "Tinjau"),
                "review",
            )
        )
    return made


def _requests(context: Context, overview: Overview) -> list[Task]:
    if context.workspace.is_secretariat:
        return []
    made: list[Task] = []
    for request in overview.requests[:3]:
        indicator = context.workspace.catalogue.by_slug.get(request.indicator)
        label = indicator.label(texts.language()) if indicator is not None else request.indicator
        due = QCoreApplication.translate("Home", "paling lambat {day}")
        detail = [due.format(day=when(request.due, texts.language()))] if request.due else []
        made.append(
            Task(
                State.WAITING,
                QCoreApplication.translate("Home", "Sekretariat meminta bukti {indicator}").format(indicator=label),
                " · ".join([*detail, request.note] if request.note else detail),
                QCoreApplication.translate("Home", "Cakupan"),
                "coverage",
                {"indicator": request.indicator},
            )
        )
    return made


def _gaps(context: Context, coverage: Coverage) -> list[Task]:
    gaps = missing_indicators(context, coverage)
    if not gaps:
        return []
    return [
        Task(
            State.MISSING,
            QCoreApplication.translate("Home", "%n indikator belum ada bukti tahun ini", "", len(gaps)),
            _some(gaps),
            QCoreApplication.translate("Home", "Cakupan"),
            "coverage",
        )
    ]


def _leaving(overview: Overview) -> list[Task]:
    waiting = overview.bundles_waiting
    if not waiting:
        return []
    return [
        Task(
            State.WAITING,
            QCoreApplication.translate("Home", "%n bundel siap, belum dikirim", "", len(waiting)),
            texts.size(sum(bundle.size for bundle in waiting)),
            QCoreApplication.translate("Home", "Kirim"),
            "bundles",
        )
    ]


def _some(indicators: Sequence[Indicator]) -> str:
    return deeds.items_line(tuple(each.label(texts.language()) for each in indicators), texts.language())
