"""Setelan: sections at the left, their cards in one column at the right; everything takes effect at once."""

import platform
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, qVersion
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kla_desktop import __version__
from kla_desktop.app.settings import THEMES
from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.bundles.jobs import BundleJobs
from kla_desktop.gui.pages.bundles.joining import Joining
from kla_desktop.gui.pages.bundles.reading import read_stations
from kla_desktop.gui.pages.bundles.station_panel import words_label
from kla_desktop.gui.pages.line import clear
from kla_desktop.gui.pages.live_page import LivePage, office_name
from kla_desktop.gui.pages.settings.desks_card import DesksCard, read_desks
from kla_desktop.gui.pages.settings.folders_card import FoldersCard
from kla_desktop.gui.pages.settings.keys_card import KeysCard
from kla_desktop.gui.pages.settings.library_card import LibraryCard, read_facts
from kla_desktop.gui.pages.settings.lock_card import LockCard
from kla_desktop.gui.pages.settings.reading_card import ReadingCard
from kla_desktop.gui.pages.settings.recovery_card import RecoveryCard
from kla_desktop.gui.pages.settings.serving_card import ServingCard
from kla_desktop.gui.pages.settings.stations_card import StationsCard
from kla_desktop.gui.pages.settings.storage_card import StorageCard
from kla_desktop.gui.pages.settings.sync_card import SyncCard
from kla_desktop.gui.pages.settings.window_card import WindowCard
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.card import Card
from kla_desktop.gui.widgets.choice import RadioButton
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.scroller import Scroller
from kla_desktop.model.changes import Changes
from kla_desktop.operations.enrol import above_keys, words_of
from kla_desktop.operations.storage.access import show_storage
from kla_desktop.wording.formats import LANGUAGES
from kla_desktop.wording.words import ROLES, said

_LIST_WIDTH, _ROW, _WIDEST = 188, 36, 720


class SettingsPage(LivePage):
    """Cards by section; choosing a section brings its cards into view."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, Changes.SETTINGS | Changes.EVIDENCE | Changes.STATIONS | Changes.BUNDLES)
        self._ws = context.workspace
        self._turning = False
        self.joining = Joining(self)
        self.jobs = BundleJobs(self, self.joining)
        self.who, self.desk_card, self.look, self.about = Card(), Card(), Card(), Card()
        self.folders, self.library = FoldersCard(context), LibraryCard(context)
        self.reading, self.sync, self.serving = ReadingCard(context), SyncCard(context), ServingCard(context)
        self.keys = KeysCard(context, self)
        self.recovery, self.desks = RecoveryCard(context), DesksCard(context, self)
        self.window_card, self.lock_card = WindowCard(context), LockCard(context)
        self.stations = StationsCard(accept=self.jobs.accept_station, revoke=self.jobs.ask_to_revoke)
        self.storage = StorageCard(context)
        if not self._ws.is_coordinator:
            for card in (self.serving, self.recovery, self.desks, self.stations):
                card.hide()
        if not self._ws.is_secretariat:
            self.storage.hide()
        self._form = QFormLayout()
        self.who.body.addLayout(self._form)
        self.join_button = Button("", "people", clicked=self.joining.ask_for_invitation)
        self._desk_lines = QVBoxLayout()
        self.desk_card.body.addLayout(self._desk_lines)
        self.desk_card.body.addWidget(self.join_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._make_look()
        self._about_words = Label("", wrap=True)
        self._versions = Label("", "small", "muted", wrap=True)
        self._versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about.body.addWidget(self._about_words)
        self.about.body.addWidget(self._versions)
        self._sections: list[tuple[Card, ...]] = [
            (self.who, self.desk_card, self.lock_card),
            (self.look, self.window_card),
            (self.folders,),
            (self.reading,),
            (self.sync, self.serving),
            (self.stations, self.desks),
            (self.library, self.storage, self.keys, self.recovery),
            (self.about,),
        ]
        self._arrange()
        self.desks.received.connect(self.jobs.receive)
        self.retranslate()

    def _make_look(self) -> None:
        self._language_title, self._theme_title = Label("", "strong"), Label("", "strong")
        self.languages = {language: RadioButton(texts.LANGUAGE_NAMES[language]) for language in LANGUAGES}
        self.themes = {theme: RadioButton() for theme in THEMES}
        for title, buttons in ((self._language_title, self.languages), (self._theme_title, self.themes)):
            group = QButtonGroup(self)
            row = QHBoxLayout()
            row.setSpacing(Space.L)
            self.look.body.addWidget(title)
            for button in buttons.values():
                group.addButton(button)
                row.addWidget(button)
            row.addStretch(1)
            self.look.body.addLayout(row)
        now = self.context.settings.now
        self.languages[texts.language()].setChecked(True)
        self.themes[now.theme].setChecked(True)
        for language, button in self.languages.items():
            button.chosen.connect(partial(_later, self.context.desk.choose_language, language))
        for theme, button in self.themes.items():
            button.chosen.connect(partial(_later, self.context.desk.choose_theme, theme))

    def _arrange(self) -> None:
        self.sections = QListWidget()
        self.sections.setFixedWidth(_LIST_WIDTH)
        self.sections.setProperty("frame", "none")
        self.sections.setProperty("ownFocus", True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        for cards in self._sections:
            for card in cards:
                card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                card.setMaximumWidth(_WIDEST)
                column.addWidget(card)
        column.addStretch(1)
        self._scroller = Scroller(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self._scroller, 1)
        self.sections.currentRowChanged.connect(self._turn_to)
        self.sections.itemClicked.connect(lambda _item: self._turn_to(self.sections.currentRow()))
        self._scroller.verticalScrollBar().valueChanged.connect(self._follow)

    def _shown(self) -> list[tuple[Card, ...]]:
        """The sections that have something to show here."""
        return [cards for cards in self._sections if any(not card.isHidden() for card in cards)]

    def _turn_to(self, row: int) -> None:
        """Bring the first card of a section to the top."""
        shown = self._shown()
        if 0 <= row < len(shown):
            first = next(card for card in shown[row] if not card.isHidden())
            self._turning = True
            self._scroller.verticalScrollBar().setValue(max(0, first.y() - Space.L))
            self._turning = False

    def _bring(self, card: Card) -> None:
        row = next(at for at, cards in enumerate(self._shown()) if card in cards)
        self.sections.setCurrentRow(row)
        self._turn_to(row)

    def _follow(self, top: int) -> None:
        """Mark the section that is being read."""
        if self._turning:
            return
        tops = [min(card.y() for card in cards if not card.isHidden()) for cards in self._shown()]
        here = max((at for at, y in enumerate(tops) if y <= top + 2 * Space.XL), default=0)
        with QSignalBlocker(self.sections):
            self.sections.setCurrentRow(here)

    # --- what the shell asks
    def panes(self) -> Sequence[QWidget]:
        """Sections, then the cards."""
        return (self.sections, self.who, self.folders, self.look, self.library)

    def arrive(self, wish: object = None) -> None:
        """Read an invitation that was dropped on the window, or show the section that is wished for."""
        super().arrive(wish)
        if self.sections.currentRow() < 0:
            self.sections.setCurrentRow(0)
        if not isinstance(wish, dict):
            return
        if wish.get("enrolment"):
            self.joining.read_invitation(Path(str(wish["enrolment"])))
        if wish.get("lock"):
            self._bring(self.lock_card)
            self.lock_card.ask()
        if wish.get("join"):
            self._bring(self.desk_card)
            self.joining.ask_for_invitation()
        if wish.get("sync"):
            self.sync.address.setFocus()
            self._bring(self.sync)
        if wish.get("recovery"):
            self._bring(self.recovery)
            self.recovery.ask_where()
        if wish.get("stations"):
            self._bring(self.stations)

    def reload(self) -> None:
        """Read what stands in the library."""
        ws = self._ws
        self._show_who()
        self._show_desk()
        self.folders.show_folders()
        self.query("facts", lambda: read_facts(ws), self.library.show_facts)
        if ws.is_secretariat:
            self.query("storage", lambda: show_storage(ws), self.storage.show_facts)
        if ws.is_coordinator:
            self.query("stations", lambda: read_stations(ws), self.stations.show_stations)
            self.query("desks", lambda: read_desks(ws), self.desks.show_desks)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_heading(self.tr("Setelan"))
        self.who.set_heading(self.tr("Anda dan kantor"))
        coordinates = self._ws.is_coordinator
        self.desk_card.set_heading(self.tr("Hub di atas") if coordinates else self.tr("Sekretariat"))
        self.look.set_heading(self.tr("Bahasa dan tampilan"))
        self.about.set_heading(self.tr("Tentang"))
        for card in (
            self.folders, self.reading, self.sync, self.serving, self.stations, self.desks, self.library, self.storage,
            self.keys, self.recovery, self.window_card, self.lock_card,
        ):  # fmt: skip
            card.retranslate()
        self.join_button.setText(self.tr("Gabung hub di atas…") if coordinates else self.tr("Gabung Sekretariat…"))
        self._language_title.setText(self.tr("Bahasa"))
        self._theme_title.setText(self.tr("Tampilan"))
        words = {"system": self.tr("Ikuti sistem"), "light": self.tr("Terang"), "dark": self.tr("Gelap")}
        for theme, button in self.themes.items():
            button.setText(words[theme])
        self._about_words.setText(
            self.tr(
                "Bukti KLA {version}. Perangkat lunak bebas berlisensi MIT. Bekerja tanpa internet; "
                "tidak ada data yang dikirim tanpa Anda."
            ).format(version=__version__)
        )
        versions = self.tr("Katalog {edition} · Python {python} · Qt {qt} · {system}")
        self._versions.setText(
            versions.format(
                edition=self._ws.catalogue.edition,
                python=platform.python_version(),
                qt=qVersion(),
                system=f"{platform.system()} {platform.release()}",
            )
        )
        self._name_sections()
        self._show_who()
        self._show_desk()

    def _name_sections(self) -> None:
        names = (
            self.tr("Anda dan kantor"),
            self.tr("Bahasa dan tampilan"),
            self.tr("Folder pantauan"),
            self.tr("Membaca pindaian"),
            self.tr("Sinkronisasi"),
            self.tr("Laptop dan meja"),
            self.tr("Pustaka dan cadangan"),
            self.tr("Tentang"),
        )
        row, shown = self.sections.currentRow(), self._shown()
        with QSignalBlocker(self.sections):
            self.sections.clear()
            self.sections.addItems([name for name, cards in zip(names, self._sections, strict=True) if cards in shown])
            for at in range(self.sections.count()):
                self.sections.item(at).setSizeHint(QSize(_LIST_WIDTH, _ROW))
            self.sections.setCurrentRow(row)
        self.sections.setAccessibleName(self.tr("Bagian setelan"))

    # --- cards
    def _show_who(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        ws, station = self._ws, self._ws.station
        rows = [
            (self.tr("Nama"), ws.actor),
            (self.tr("Peran"), said(ROLES, ws.role, texts.language())),
            (self.tr("Wilayah"), ws.places.label(station.place)),
            (self.tr("Perangkat daerah"), station.agency),
            (self.tr("Tahun bukti"), str(ws.period.collecting_year)),
        ]
        for name, value in rows:
            if value:
                self._form.addRow(Label(name, "body", "muted"), Label(value, wrap=True))

    def _show_desk(self) -> None:
        clear(self._desk_lines)
        content = self._ws.store.local.setting("enrolment")
        if content:
            name = office_name(self._ws.places, str(content["place"]), str(content["agency"]))
            self._desk_lines.addWidget(Label(f"{name} ({content['actor']})", wrap=True))
            self._desk_lines.addWidget(words_label(words_of(above_keys(self._ws))))
        else:
            text = self.tr("Belum bergabung. Minta berkas undangan (.kla-daftar) kepada Sekretariat.")
            if self._ws.is_coordinator:
                text = self.tr("Kota dapat meneruskan yang disahkannya ke provinsi, provinsi ke kementerian.")
            self._desk_lines.addWidget(Label(text, wrap=True))
        self.join_button.setVisible(not content)


def _later(choose: object, value: str, _checked: bool = True) -> None:
    if callable(choose):
        choose(value)
