"""Who the bundles go between: at a station the secretariat it belongs to, at the secretariat its stations."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kla_desktop.gui.pages.bundles.reading import BundleTable, StationLine
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.station import Trust


def words_label(words: tuple[str, ...]) -> Label:
    """Write six words in two lines of three, to be read aloud."""
    label = Label("\n".join(" · ".join(words[at : at + 3]) for at in range(0, len(words), 3)), "strong")
    label.setAccessibleName(", ".join(words))
    return label


class StationPanel(QWidget):
    """Rebuilt from what was read; the page carries the deeds out."""

    def __init__(
        self,
        *,
        join: Callable[[], object],
        invite: Callable[[], object],
        accept: Callable[[StationLine], object],
        see_all: Callable[[], object],
    ) -> None:
        super().__init__()
        self._join, self._invite, self._accept, self._see_all = join, invite, accept, see_all
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    def show_table(self, table: BundleTable, *, secretariat: bool) -> None:
        """Show who is known."""
        clear(self._column)
        if secretariat:
            self._show_stations(table)
        else:
            self._show_coordinator(table)

    def _show_coordinator(self, table: BundleTable) -> None:
        coordinator = table.coordinator
        if coordinator is None:
            self._column.addWidget(Label(self.tr("Sekretariat"), "label", "muted"))
            text = self.tr("Laptop ini belum bergabung. Minta berkas undangan (.kla-daftar) kepada Sekretariat.")
            self._column.addWidget(Label(text, wrap=True))
            button = Button(self.tr("Gabung Sekretariat…"), "people", clicked=self._join)
            self._column.addWidget(button)
            return
        self._column.addWidget(Label(self.tr("Isi bundel dikunci untuk"), "label", "muted"))
        name = f"{coordinator.name} ({coordinator.actor})" if coordinator.actor else coordinator.name
        self._column.addWidget(Label(name, wrap=True))
        self._column.addWidget(words_label(coordinator.words))
        said = [self.tr("Enam kata ini harus sama di laptop Sekretariat.")]
        if table.further_seals:
            said.append(self.tr("Juga untuk %n meja Sekretariat.", "", table.further_seals))
        if table.has_recovery:
            said.append(self.tr("Kunci pemulihan Sekretariat membukanya juga."))
        self._column.addWidget(Label(" ".join(said), "small", "muted", wrap=True))

    def _show_stations(self, table: BundleTable) -> None:
        waiting = [one for one in table.stations if one.trust is Trust.UNKNOWN]
        known = [one for one in table.stations if one.trust is not Trust.UNKNOWN]
        for one in waiting:
            self._column.addWidget(self._stranger(one))
        self._column.addWidget(Label(self.tr("Laptop terdaftar"), "label", "muted"))
        if known:
            self._column.addWidget(Label(self.tr("%n laptop", "", len(known)), wrap=True))
            self._column.addWidget(Button(self.tr("Daftar laptop dan meja…"), "list", clicked=self._see_all))
        else:
            text = self.tr("Belum ada. Bagikan berkas undangan, lalu terima bundel pertama dari tiap kelurahan.")
            self._column.addWidget(Label(text, wrap=True))
        self._column.addWidget(Button(self.tr("Buat berkas undangan…"), "people", clicked=self._invite))

    def _stranger(self, one: StationLine) -> QWidget:
        card = Card(self.tr("Laptop baru menunggu"))
        card.body.addWidget(Label(f"{one.name} ({one.actor})" if one.actor else one.name, "strong", wrap=True))
        card.body.addWidget(Label(self.tr("%n bundel tersegel", "", one.waiting), "small", "muted"))
        card.body.addWidget(words_label(one.words))
        if one.is_secretariats:
            text = self.tr("Laptop Sekretariat lain. Di Setelan ia bisa menjadi meja.")
            card.body.addWidget(Label(text, "small", "muted", wrap=True))
            card.body.addWidget(Button(self.tr("Beri wewenang…"), "people", "primary", clicked=self._see_all))
            return card
        if one.is_hub:
            text = self.tr("Hub di bawah: meneruskan bukti yang disahkannya, dengan tanda tangan stasiunnya.")
            card.body.addWidget(Label(text, "small", "muted", wrap=True))
        text = self.tr("Telepon petugasnya. Bila enam kata ini sama, terima.")
        card.body.addWidget(Label(text, "small", "muted", wrap=True))
        card.body.addWidget(
            Button(self.tr("Terima laptop ini"), "check", "primary", clicked=partial(self._accept, one))
        )
        return card
