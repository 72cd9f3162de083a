"""All that is known of one item (Alt+Enter): names, claims of time, places where it was found, what was done to it."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.item_words import media_word, when_words
from kla_desktop.gui.item_models.listing_reader import day_of
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.jobs.events import Lane
from kla_desktop.model.journal import Event, Kind
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse
from kla_desktop.operations.browse import Detail
from kla_desktop.system.names import restored, shown, shown_folder
from kla_desktop.wording import activities, deeds, formats
from kla_desktop.wording.doubts import contradiction
from kla_desktop.wording.words import KINDS, STATES, TIME_SOURCES, said

_MOST_LETTERS = 1500
_MOST_NAMES = 5


def shortened(text: str, most: int) -> str:
    """Cut a long text, saying that it goes on."""
    return text if len(text) <= most else text[:most].rstrip() + " …"


class DetailsDialog(QDialog):
    """Stands beside the work; nothing waits for it."""

    def __init__(self, context: Context, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rincian: {name}").format(name=item.title or shown(item.name)))
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        area.setAccessibleName(self.windowTitle())
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        column.addWidget(area)
        column.addWidget(box)
        self.resize(560, 460)
        context.job_bridge.run(
            Lane.QUERY,
            lambda _progress: browse.detail(context.workspace, item.id),
            done=self._show,
            failed=context.desk.show_failure,
            initiator=self,
        )

    def _show(self, detail: Detail) -> None:
        item, language = detail.item, texts.language()
        size = texts.size(item.digest.size)
        if detail.width and detail.height:
            size += f" · {texts.number(detail.width)} × {texts.number(detail.height)}"
        if detail.seconds is not None:
            size += f" · {formats.length(detail.seconds, language)}"
        if detail.pages:
            size += f" · {texts.counted(detail.pages, 'page')}"
        names = [shown(name) for name in item.names]
        self._add(self.tr("Nama berkas"), *names[:_MOST_NAMES], self._further(len(names) - _MOST_NAMES))
        self._add(self.tr("Jenis"), f"{said(KINDS, item.kind, language)} · {media_word(item)} · {size}")
        self._add(self.tr("Keadaan"), said(STATES, item.state.value, language))
        self._add(
            self.tr("Waktu menurut"),
            *(
                f"{'●' if not count else '○'} {formats.when(str(claim.get('value', '')), language)} · "
                f"{said(TIME_SOURCES, str(claim.get('source', '')), language)}"
                + (f" · {self.tr('dipakai')}" if not count else "")
                for count, claim in enumerate(item.claims)
            ),
        )
        self._add(self.tr("Periksa"), *(contradiction(one, language) for one in item.doubts))
        self._add(self.tr("Nomor surat"), item.letter)
        if item.activity:
            self._add(self.tr("Kegiatan"), activities.name(item.activity_title, day_of(item.captured_at), language))
        self._add(self.tr("Posisi"), *self._position(item))
        self._add(self.tr("Kamera"), item.camera)
        self._add(self.tr("Tulisan, dibaca mesin"), shortened(detail.text_read, _MOST_LETTERS))
        self._add(self.tr("Tempat kegiatan"), self._context.workspace.places.label(item.place) if item.place else "")
        self._add(self.tr("Ditemukan di"), *dict.fromkeys(shown_folder(source.folder) for source in detail.sources))
        self._add(self.tr("Versi sebelumnya"), *(self._version(one) for one in detail.earlier))
        self._add(self.tr("Versi berikutnya"), *(self._version(one) for one in detail.later))
        if detail.within:
            self._add(self.tr("Diambil dari"), shown(restored(detail.within[1])) + self.tr(" di dalam berkas lain"))
        self._add(self.tr("Sidik berkas"), item.digest.sha256[:32], item.digest.sha256[32:])
        self._add(self.tr("Riwayat"), *(self._line(event) for event in detail.history))
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _further(self, count: int) -> str:
        return self.tr("dan %n lagi", "", count) if count > 0 else ""

    def _position(self, item: Item) -> list[str]:
        if item.gps is None:
            return []
        lines = [formats.position(*item.gps, texts.language())]
        proposal = self._context.workspace.proposed_place(item)
        if proposal is not None and proposal.place != item.place:
            label = self._context.workspace.places.label(proposal.place)
            lines.append(self.tr("Menurut batas wilayah: {place}. Tetapkan bila benar.").format(place=label))
        return lines

    def _line(self, event: Event) -> str:
        indicator = self._context.workspace.catalogue.by_slug.get(event.data.get("indicator", ""))
        verb = deeds.verb(event.kind, event.data)
        words = deeds.happened(verb, texts.language(), indicator.label(texts.language()) if indicator else "")
        changed = ", ".join(self._fields()[key] for key in event.data if key in self._fields())
        words += f" ({changed})" if event.kind == Kind.DESCRIBED and changed else ""
        when = texts.date_time(datetime.fromisoformat(event.at))
        return f"{when} · {words}" + (f" · {event.actor}" if event.actor else "")

    def _fields(self) -> dict[str, str]:
        """Return what `described` may change, in words."""
        return {
            "title": self.tr("judul"),
            "note": self.tr("catatan"),
            "date": self.tr("tanggal"),
            "place": self.tr("tempat"),
            "kind": self.tr("jenis"),
            "supersedes": self.tr("versi"),
        }

    def _version(self, item: Item) -> str:
        parts = (item.title or shown(item.name), when_words(item), said(STATES, item.state.value, texts.language()))
        return " · ".join(part for part in parts if part)

    def _add(self, name: str, *values: str) -> None:
        kept = [value for value in values if value]
        if kept:
            row = self._grid.rowCount()
            self._grid.addWidget(Label(name, "label", "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = Label("\n".join(kept), wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(words, row, 1)
