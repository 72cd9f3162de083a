"""At a coordinator under another hub: what it accepted and has not handed up, and the button that hands it up."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.pages.live_page import office_name
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import Label
from kla_desktop.model.relaying import RelayChoice
from kla_desktop.operations.choose_relay import standing_choice
from kla_desktop.operations.relay import RelayRequest, plan_relay
from kla_desktop.operations.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Upward:
    """What would go up now. `asked`: items whose bytes the hub above wants; `size`: bytes of all that go for once.

    `left_out`: accepted items that the choice does not take; `chosen`: that choice in words, "" for everything.
    """

    office: str
    items: int
    fresh: int
    asked: int
    size: int
    unproven: int
    introduces: bool
    left_out: int
    chosen: str


def read_upward(ws: Workspace) -> Upward | None:
    """Read it; None at everybody who hands up to no other hub."""
    content = ws.store.local.setting("enrolment")
    if not ws.is_coordinator or not content:
        return None
    plan = plan_relay(ws, RelayRequest())
    return Upward(
        office_name(ws.places, str(content["place"]), str(content["agency"])),
        len(plan.going),
        sum(1 for one in plan.going if one.fresh),
        sum(1 for one in plan.going if one.asked and one.blob),
        sum(one.item.digest.size for one in plan.going if not one.had and one.item.has_bytes),
        len(plan.unproven),
        plan.introduces,
        plan.left_out,
        _in_words(ws, standing_choice(ws)),
    )


def _in_words(ws: Workspace, choice: RelayChoice) -> str:
    place = ws.places.by_code.get(choice.place) if choice.place else None
    said = [
        ws.catalogue.find(choice.indicator).label(texts.language()) if choice.indicator else "",
        place.name if place else choice.place or "",
        str(choice.year or ""),
    ]
    return " · ".join(one for one in said if one)


class RelayPanel(QWidget):
    """Hidden where there is no hub above. `relay` is told whether bytes go along; `choose` asks what goes at all."""

    def __init__(self, relay: Callable[[bool], object], choose: Callable[[], object]) -> None:
        super().__init__()
        self._upward: Upward | None = None
        self.title = Label("", "label", "muted")
        self.what, self.beside = Label("", wrap=True), Label("", "small", "muted", wrap=True)
        self.blobs = QCheckBox()
        self.button = Button("", "send", "primary", clicked=lambda: relay(self.blobs.isChecked()))
        self.choose = Button("", "filter", clicked=choose)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.button, 1)
        row.addWidget(self.choose)
        for widget in (self.title, self.what, self.beside, self.blobs):
            column.addWidget(widget)
        column.addLayout(row)
        self.hide()
        self.retranslate()

    def show_upward(self, upward: Upward | None) -> None:
        """Show what would go."""
        self._upward = upward
        self.setVisible(upward is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.blobs.setText(self.tr("Sertakan berkasnya"))
        self.button.setText(self.tr("Teruskan"))
        self.choose.setText(self.tr("Pilih…"))
        self.choose.setToolTip(self.tr("Pilih yang diteruskan"))
        self.choose.setAccessibleName(self.tr("Pilih yang diteruskan"))
        upward = self._upward
        if upward is None:
            return
        self.title.setText(self.tr("Untuk {office}").format(office=upward.office))
        goes = upward.items > 0 or upward.introduces
        if upward.items:
            self.what.setText(self.tr("%n bukti siap diteruskan", "", upward.items))
        elif upward.introduces:
            self.what.setText(self.tr("Bundel pertama memperkenalkan laptop ini."))
        elif upward.chosen:
            self.what.setText(self.tr("Semua yang terpilih sudah diteruskan."))
        else:
            self.what.setText(self.tr("Semua yang disahkan sudah diteruskan."))
        said = []
        if upward.chosen:
            said.append(self.tr("Hanya {chosen}.").format(chosen=upward.chosen))
        if upward.left_out:
            said.append(self.tr("%n bukti tidak ikut.", "", upward.left_out))
        if upward.items and upward.size:
            words = self.tr("Berkasnya {size} tinggal di sini sampai diminta, kecuali disertakan.")
            said.append(words.format(size=texts.size(upward.size)))
        if upward.asked:
            said.append(self.tr("%n berkas diminta dan ikut.", "", upward.asked))
        if upward.unproven:
            said.append(self.tr("%n bukti tanpa catatan bertanda tangan stasiunnya tidak ikut.", "", upward.unproven))
        self.beside.setText(" ".join(said))
        self.beside.setVisible(bool(said))
        self.blobs.setVisible(bool(upward.items and upward.size))
        self.button.setEnabled(goes)
