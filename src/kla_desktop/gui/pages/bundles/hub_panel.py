"""The hub as a place that bundles go to: how sync stands, what is the matter and the one thing to do about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kla_desktop.app.sync_service import Phase, SyncState
from kla_desktop.gui.hub_sync import HubSync
from kla_desktop.gui.hub_words import SETTLED_BY_SETTINGS, fault, reason_of, standing
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.label import ElidedLabel, Label
from kla_desktop.gui.widgets.state_picture import StatePicture
from kla_desktop.model.errors import ErrorCode


def _picture(state: SyncState) -> tuple[str, str]:
    """The picture of a state, and its tone."""
    if state.phase is Phase.TROUBLE:
        return ("hub_login" if reason_of(state) is ErrorCode.HUB_LOGIN_PAGE else "hub_trouble"), "warn"
    return {
        Phase.OFFLINE: ("offline", "muted"),
        Phase.ELSEWHERE: ("hub_waiting", "muted"),
        Phase.PAUSED: ("pause", "muted"),
        Phase.WORKING: ("hub", "accent"),
        Phase.RESTING: ("hub_waiting", "warn") if state.waiting else ("hub", "ok"),
    }.get(state.phase, ("hub", "muted"))


class HubPanel(QWidget):
    """`settings` opens the card where the hub is set."""

    def __init__(self, hub: HubSync, settings: Callable[[], object]) -> None:
        super().__init__()
        self._hub, self._settings = hub, settings
        self.title, self.name = Label("", "label", "muted"), ElidedLabel("", "strong")
        self.state, self.waiting = StatePicture(), Label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.now_button = Button("", "refresh", clicked=self._act)
        self.pause_button = Button("", "pause", "quiet", clicked=self._turn)
        self.set_button = Button("", "hub", clicked=settings)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.now_button, 1)
        row.addWidget(self.pause_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.title, self.name, self.state, self.bar, self.waiting):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.set_button)
        hub.changed.connect(self.show_state)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(self.tr("Hub"))
        self.set_button.setText(self.tr("Atur hub…"))
        self.show_state(self._hub.state)

    def show_state(self, state: SyncState) -> None:
        """Show how sync stands."""
        is_set = state.phase is not Phase.OFF
        self.name.setText(state.hub)
        unset = self.tr("Belum tersambung. Dengan hub, bundel dan tanda terima berjalan sendiri lewat jaringan.")
        words = f"{fault(state)} {standing(state)}".strip() if is_set else unset
        self.state.show_state(*_picture(state), words or self.tr("Tersambung. Tidak ada yang menunggu."))
        self.waiting.setText(self.tr("%n bundel menunggu", "", state.waiting))
        moving = state.phase is Phase.WORKING and state.bytes_total > 0
        self.bar.setVisible(moving)
        self.bar.setRange(0, 1000)
        self.bar.setValue(1000 * state.bytes_done // state.bytes_total if moving else 0)
        self.bar.setAccessibleName(standing(state))
        self.now_button.setText(self.tr("Buka Setelan") if self._needs_settings(state) else self.tr("Coba kini"))
        self.now_button.set_icon_name("gear" if self._needs_settings(state) else "refresh")
        paused = state.phase is Phase.PAUSED
        self.pause_button.setText(self.tr("Lanjutkan") if paused else self.tr("Jeda"))
        self.pause_button.set_icon_name("play" if paused else "pause")
        for widget in (self.name, self.pause_button):
            widget.setVisible(is_set)
        self.now_button.setVisible(is_set and not paused)
        self.now_button.setEnabled(state.phase is not Phase.WORKING or self._needs_settings(state))
        self.waiting.setVisible(is_set and state.waiting > 0)
        self.set_button.setVisible(not is_set)

    @staticmethod
    def _needs_settings(state: SyncState) -> bool:
        return state.phase is Phase.TROUBLE and reason_of(state) in SETTLED_BY_SETTINGS

    def _act(self) -> None:
        if self._needs_settings(self._hub.state):
            self._settings()
        else:
            self._hub.try_now()

    def _turn(self) -> None:
        if self._hub.state.phase is Phase.PAUSED:
            self._hub.resume()
        else:
            self._hub.pause()
