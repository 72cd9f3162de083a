"""A page that keeps itself in step with the library: it reads again when something that it shows has changed."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer

from kla_desktop.gui.context import Context
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.widgets.page import Page
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.ids import PlaceCode
from kla_desktop.model.places import Places

T = TypeVar("T")
REST_MS = 80
"""Changes that follow each other closely are read once."""


class LivePage(Page):
    """Override `reload`; it runs at the first `arrive`, after changes while shown, and at the next `arrive` else."""

    def __init__(self, context: Context, shows: Changes) -> None:
        super().__init__()
        self.context = context
        self._shows = shows
        self._stale = True
        self._questions: dict[str, int] = {}
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._reload_now)
        context.change_bus.changed.connect(self._told)

    def reload(self) -> None:
        """Read and show again."""

    def arrive(self, wish: object = None) -> None:
        """Read what is stale."""
        super().arrive(wish)
        if self._stale:
            self._reload_now()

    def query(
        self,
        what: str,
        read: Callable[[], T],
        show: Callable[[T], object],
        failed: Callable[[Failure], object] | None = None,
        *,
        lane: Lane = Lane.QUERY,
        label: str = "",
    ) -> None:
        """Read in the background and show the answer, unless the same `what` was asked again in the meantime.

        What may take long reads on another lane than QUERY, with a `label` for the progress strip.
        """
        number = self._questions[what] = self._questions.get(what, 0) + 1

        def have(answer: T) -> None:
            if self._questions[what] == number:
                show(answer)

        self.context.job_bridge.run(
            lane,
            lambda _progress: read(),
            done=have,
            failed=failed or self.context.desk.show_failure,
            initiator=self,
            label=label,
        )

    def _told(self, changes: Changes, _initiator: object) -> None:
        if changes & self._shows:
            self._stale = True
            if self.isVisible():
                self._rest.start()

    def _reload_now(self) -> None:
        self._rest.stop()
        self._stale = False
        self.reload()


def office_name(places: Places, place: str, agency: str) -> str:
    """Name an office as people do: the agency, else the place."""
    return agency or places.label(PlaceCode(place))
