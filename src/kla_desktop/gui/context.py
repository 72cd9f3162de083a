"""What every page is handed: the open library, the way to run jobs, and what the window does for all pages.

    class CoveragePage(Page):
        def __init__(self, context: Context) -> None: …

    context.job_bridge.run(Lane.QUERY, lambda p: report_coverage(ws, request), done=self._show, initiator=self)
    context.change_bus.changed.connect(self._changed)          # (Changes, initiator)
    context.go("tag", indicator=slug)                          # the other page's `arrive` receives {"indicator": slug}
    context.say(self.tr("…"))                                  # toast with Urungkan; can_undo=False without
    context.tell(self.tr("…"), "warn")                         # message bar above the page

Keys of pages: home, tag, coverage, bundles, review, dossier, settings. What their `arrive` may be handed (a dict, or
None): tag {"state": "new" | "returned" | "all", "indicator": slug, "place": code, "year": number, "text": words,
"evidence": id};
bundles {"receive": [paths]}, {"make": True}; settings {"enrolment": path}, {"sync": True}, {"lock": True},
{"join": True};
coverage {"indicator": slug}.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from kla_desktop.app.settings import SettingsFile, ThemeChoice
from kla_desktop.gui.change_bus import ChangeBus
from kla_desktop.gui.job_bridge import Failure, JobBridge
from kla_desktop.gui.widgets.message_bar import MessageTone
from kla_desktop.wording.formats import Lang

if TYPE_CHECKING:
    from kla_desktop.gui.hub_serving import HubServing
    from kla_desktop.gui.hub_sync import HubSync
    from kla_desktop.gui.overview_reader import OverviewReader
    from kla_desktop.gui.page_reading import PageReading
    from kla_desktop.gui.watched_folders import WatchedFolders
    from kla_desktop.model.ids import DeedId
    from kla_desktop.operations.workspace import Workspace
    from kla_desktop.store.office_table import Deed


class Desk(Protocol):
    """What the window does for its pages."""

    def show_page(self, key: str, wish: object = None) -> None:
        """Show a page."""

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Say what has been done."""

    def tell(
        self, text: str, tone: MessageTone = "info", action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say something that stays until it is closed."""

    def untell(self, text: str) -> None:
        """Take away what was told, if it still stands."""

    def show_failure(self, failure: Failure) -> None:
        """Say what stopped a job."""

    def take_in(self, paths: Sequence[str]) -> None:
        """Take files and folders into the library."""

    def take_from(self, drive: str, folders: Sequence[str]) -> None:
        """Take in what lies in folders of a drive with this name."""

    def ask_for_files(self) -> None:
        """Let the user choose files to take in (Ctrl+O)."""

    def ask_for_folder(self) -> None:
        """Let the user choose a folder to watch."""

    def words_of(self, deed: "Deed") -> str:
        """Say a deed: "12 bukti ditandai → 10 PAUD-HI"."""

    def undo(self, deed: "DeedId | None" = None) -> None:
        """Take the last deed back, or this one."""

    def redo(self) -> None:
        """Do it again."""

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show another theme and keep the choice."""

    def choose_language(self, language: Lang) -> None:
        """Speak another language and keep the choice."""

    def notify(self, text: str) -> None:
        """Say something to whoever does not look at the window, where that is wanted and possible."""

    def follow_settings(self) -> None:
        """Let tray, notices and lock follow what was changed in Setelan."""

    def change_user(self) -> None:
        """Let somebody else work on this laptop."""

    @property
    def window(self) -> QWidget:
        """The parent for dialogs."""


@dataclass(frozen=True, slots=True)
class Context:
    """One per window, for as long as it is open."""

    workspace: "Workspace"
    job_bridge: JobBridge
    change_bus: ChangeBus
    settings: SettingsFile
    overview: "OverviewReader"
    """The figures of the whole library, read again after every change."""
    watch: "WatchedFolders"
    reading: "PageReading"
    """Scans and photographed pages, read by machine in the background."""
    hub: "HubSync"
    """Bundles go to the hub and replies come back by themselves."""
    serving: "HubServing"
    """The hub that a secretariat serves itself."""
    desk: Desk
    opened_copies: Path
    """Where originals are put that other programs open; swept at start and end."""

    def go(self, page: str, **how: object) -> None:
        """Show a page; `how` is what its `arrive` receives (a dict, None if there is nothing to say)."""
        self.desk.show_page(page, how or None)

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Say what has been done, with *Urungkan* where that is possible."""
        self.desk.say(text, can_undo=can_undo)

    def tell(
        self, text: str, tone: MessageTone = "info", action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say something above the page that stays until it is closed."""
        self.desk.tell(text, tone, action, on_action)

    def untell(self, text: str) -> None:
        """Take away what was told, if it still stands: what it offers has been done otherwise."""
        self.desk.untell(text)
