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
from kla_desktop.model.listing import ItemTag
from kla_desktop.operations.browse import Overview
from kla_desktop.operations.read_home import Home
from kla_desktop.system.names import shown
from kla_desktop.wording import deeds
from kla_desktop.wording.formats import when
from kla_desktop.wording.words import SKIPS, said

_MOST_REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One line: its state, words, muted detail, the button's word, and the page with its wish that the button opens.

    The pages "failures" and "alike" are dialogs of Beranda.
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


def tasks(context: Context, overview: Overview, home: Home | None) -> list[Task]:
    """Return what needs doing, most pressing first. Gaps alone are no work for today: they belong to all being done."""
    made = [
        *_own_work(context, overview, home.returned if home else None),
        *(_desk_work(overview) if context.workspace.is_secretariat else ()),
        *(_founding(overview) if context.workspace.is_coordinator else ()),
        *_requests(context, overview),
        *_alike(home.alike if home else 0),
        *_answers(home.unanswered if home else 0),
        *_leaving(overview),
        *_joining(context, overview),
    ]
    return made + _gaps(context, home.coverage) if made and home else made


def _joining(context: Context, overview: Overview) -> list[Task]:
    """Say with the first tag that a station belongs to nobody yet: else it would find out with its first bundle."""
    ws = context.workspace
    if ws.is_secretariat or not overview.states.get("tagged") or ws.store.local.setting("enrolment"):
        return []
    return [
        Task(
            State.WAITING,
            QCoreApplication.translate("Home", "Laptop ini belum bergabung dengan Sekretariat"),
            QCoreApplication.translate("Home", "minta berkas undangan; tanpa itu bukti belum bisa dikirim"),
            QCoreApplication.translate("Home", "Gabung…"),
            "settings",
            {"join": True},
        )
    ]


def _own_work(context: Context, overview: Overview, returned: ItemTag | None) -> list[Task]:
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
                _returned_by(returned),
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


def _returned_by(last: ItemTag | None) -> str:
    """Who returned something last, and when: "oleh Dewi (Sekretariat), 21 Nov"."""
    if last is None or not last.reviewed_at:
        return QCoreApplication.translate("Home", "oleh Sekretariat")
    day = texts.day(last.reviewed_at)
    if not last.reviewer:
        return QCoreApplication.translate("Home", "oleh Sekretariat, {day}").format(day=day)
    words = QCoreApplication.translate("Home", "oleh {name} (Sekretariat), {day}")
    return words.format(name=shown(last.reviewer), day=day)


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


def _founding(overview: Overview) -> list[Task]:
    """What a new secretariat does first; the recovery key before the invitation, which names it."""
    made: list[Task] = []
    if overview.recovery_unwritten:
        made.append(
            Task(
                State.WAITING,
                QCoreApplication.translate("Home", "Kunci pemulihan belum disimpan"),
                QCoreApplication.translate("Home", "tanpa itu bukti hilang bila laptop ini hilang"),
                QCoreApplication.translate("Home", "Simpan…"),
                "settings",
                {"recovery": True},
            )
        )
    if not (overview.stations or overview.stations_unknown):
        made.append(
            Task(
                State.WAITING,
                QCoreApplication.translate("Home", "Belum ada laptop yang bergabung"),
                QCoreApplication.translate("Home", "bagikan berkas undangan kepada kelurahan dan perangkat daerah"),
                QCoreApplication.translate("Home", "Undang…"),
                "bundles",
                {"invite": True},
            )
        )
    return made


def _requests(context: Context, overview: Overview) -> list[Task]:
    if context.workspace.is_secretariat:
        return []
    made: list[Task] = []
    today = texts.today(context.workspace.tools.clock.now()).isoformat()
    for request in overview.requests[:_MOST_REQUESTS]:
        indicator = context.workspace.catalogue.by_slug.get(request.indicator)
        label = indicator.label(texts.language()) if indicator is not None else request.indicator
        late = bool(request.due) and request.due < today
        due = (
            QCoreApplication.translate("Home", "sudah lewat: {day}")
            if late
            else QCoreApplication.translate("Home", "paling lambat {day}")
        )
        detail = [due.format(day=when(request.due, texts.language()))] if request.due else []
        made.append(
            Task(
                State.RETURNED if late else State.WAITING,
                QCoreApplication.translate("Home", "Sekretariat meminta bukti {indicator}").format(indicator=label),
                " · ".join([*detail, request.note] if request.note else detail),
                QCoreApplication.translate("Home", "Cakupan"),
                "coverage",
                {"indicator": request.indicator},
            )
        )
    more = len(overview.requests) - _MOST_REQUESTS
    if more > 0:
        text = QCoreApplication.translate("Home", "%n permintaan lain dari Sekretariat", "", more)
        made.append(Task(State.WAITING, text, "", QCoreApplication.translate("Home", "Cakupan"), "coverage"))
    return made


def _alike(pairs: int) -> list[Task]:
    if not pairs:
        return []
    text = QCoreApplication.translate("Home", "%n pasang bukti mirip belum diputuskan", "", pairs)
    detail = QCoreApplication.translate("Home", "mungkin foto yang sama dipakai dua kali")
    return [Task(State.WAITING, text, detail, QCoreApplication.translate("Home", "Bandingkan"), "alike")]


def _answers(offices: int) -> list[Task]:
    if not offices:
        return []
    text = QCoreApplication.translate("Home", "%n kantor menunggu balasan", "", offices)
    detail = QCoreApplication.translate("Home", "tanda terima dan hasil tinjauan belum dibuatkan bundel")
    make = QCoreApplication.translate("Home", "Buat balasan")
    return [Task(State.WAITING, text, detail, make, "bundles", {"make": True})]


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
