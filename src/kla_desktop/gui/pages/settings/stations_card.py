"""The card "Laptop terdaftar" of the secretariat's Setelan: who may send, found by typing, each with its words."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.bundles.reading import StationLine
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.search_box import SearchBox
from kla_desktop.gui.widgets.state_label import State, StateLabel
from kla_desktop.model.station import Trust

_MOST = 12


class StationsCard(Card):
    """Rebuilt from what was read; `accept` and `revoke` carry the deeds out."""

    def __init__(self, *, accept: Callable[[StationLine], object], revoke: Callable[[StationLine], object]) -> None:
        super().__init__()
        self._accept, self._revoke = accept, revoke
        self._stations: tuple[StationLine, ...] = ()
        self.search = SearchBox()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addWidget(self.search)
        self.body.addLayout(self._column)
        self.search.searched.connect(lambda _text: self._show())
        self.retranslate()

    def show_stations(self, stations: Sequence[StationLine]) -> None:
        """Show others."""
        self._stations = tuple(one for one in stations if one.trust is not Trust.DESK)
        self._show()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Laptop terdaftar"))
        self.search.set_placeholder(self.tr("Cari kantor atau petugas"))
        self._show()

    def _show(self) -> None:
        clear(self._column)
        words = self.search.text().casefold().split()
        found = [one for one in self._stations if all(word in f"{one.name} {one.actor}".casefold() for word in words)]
        if not found:
            text = (
                self.tr("Tidak ada yang cocok.")
                if self._stations
                else self.tr("Belum ada. Bagikan berkas undangan, lalu terima bundel pertama dari tiap kelurahan.")
            )
            self._column.addWidget(Label(text, "body", "muted", wrap=True))
        for one in found[:_MOST]:
            self._column.addWidget(self._row(one))
        if len(found) > _MOST:
            more = self.tr("dan {n} laptop lain; ketik namanya di atas").format(n=texts.number(len(found) - _MOST))
            self._column.addWidget(Label(more, "small", "muted"))
        self.search.setVisible(len(self._stations) > 1)

    def _row(self, one: StationLine) -> QWidget:
        box = QFrame()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, Space.XS, 0, Space.XS)
        row.setSpacing(Space.M)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(f"{one.name} ({one.actor})" if one.actor else one.name, wrap=True))
        words.addWidget(Label(" ".join(one.words), "small", "muted", wrap=True))
        row.addLayout(words, 1)
        unknown, revoked = one.trust is Trust.UNKNOWN, one.trust is Trust.REVOKED
        if unknown or revoked:
            row.addWidget(
                StateLabel(
                    State.WAITING if unknown else State.NOT_APPLICABLE,
                    self.tr("menunggu") if unknown else self.tr("dicabut"),
                )
            )
        text = self.tr("Terima") if unknown else self.tr("Terima lagi") if revoked else self.tr("Cabut")
        act = self._accept if unknown or revoked else self._revoke
        button = Button(text, kind="link", clicked=partial(act, one))
        button.setAccessibleName(f"{button.text()}: {one.name}")
        row.addWidget(button)
        box.setAccessibleName(one.name)
        return box
