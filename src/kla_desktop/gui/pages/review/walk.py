"""The way through the queue of Tinjau: what was read, chosen, searched and put off, and where the reviewer stands."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from kla_desktop.gui.pages.live_page import LivePage
from kla_desktop.gui.pages.review.bar import ReviewBar
from kla_desktop.gui.pages.review.list import Row, groups_of, hits_of, titles_of
from kla_desktop.gui.pages.review.queue import (
    Entry,
    Hits,
    Key,
    Queue,
    Reading,
    Ticket,
    arranged,
    read_entries,
    read_hits,
    read_queue,
    read_returned,
)

_MOST_MATES = 200
"""Evidence of one group that can be judged at once."""
_AHEAD = 12
"""Lines that are read before they are come to, so that a verdict leads on at once."""


class ReviewWalk(QObject):
    """Reads through the page's own queries. `desk`: at the secretariat; else what came back to a station."""

    moved = Signal()
    """Something else is to be shown."""

    def __init__(self, page: LivePage, bar: ReviewBar, *, desk: bool) -> None:
        super().__init__(page)
        self._page, self._bar, self._desk = page, bar, desk
        self._ws = page.context.workspace
        self.reading = Reading(Queue())
        self.queue = Queue()
        self.hits: Hits | None = None
        self._entries: dict[Key, Entry] = {}
        self._stale = False
        self._current: Key | None = None
        self._decided: tuple[Key, ...] = ()
        self._reads = self._before = 0
        self._later: list[Key] = []
        bar.changed.connect(self._narrow)
        bar.stands_changed.connect(self._begin_anew)
        bar.searched.connect(lambda _text: self._search())

    # --- where we stand
    @property
    def at(self) -> int:
        """Where the reviewer stands in the queue, -1 if it is empty."""
        return self.queue.at(self._current)

    @property
    def entry(self) -> Entry | None:
        """What is looked at; None while it is being read."""
        return self._entries.get(self._current) if self._current is not None and self.at >= 0 else None

    @property
    def mates(self) -> tuple[Ticket, ...]:
        """What is looked at and its neighbours of the same office and indicator; a hit stands alone."""
        if self._current is None or self.at < 0:
            return ()
        here = self.queue.tickets[self.at]
        around = self.queue.mates(self._current) if self.hits is None else (here,)
        near = around[:_MOST_MATES]
        return near if here in near else (*near[1:], here)

    @property
    def entries(self) -> dict[Key, Entry]:
        """What was read of this group."""
        return self._entries

    def rows(self) -> list[Row]:
        """The list: groups, or titles, or hits."""
        tickets, catalogue = self.queue.tickets, self._ws.catalogue
        if not self._desk:
            return titles_of(tickets, self._entries, catalogue)
        return groups_of(tickets, catalogue) if self.hits is None else hits_of(tickets, self.hits, catalogue)

    def go(self, at: int) -> bool:
        """Stand elsewhere; False if that is nowhere or here."""
        if not 0 <= at < len(self.queue) or self.queue.tickets[at].key == self._current:
            return False
        self._current = self.queue.tickets[at].key
        self._arrive()
        return True

    # --- what changes the queue
    def read(self) -> None:
        """Read what waits."""
        ws, stands = self._ws, self._bar.stands
        self._reads += 1
        asked = partial(self._have, self._reads)
        self._page.query("queue", lambda: read_queue(ws, stands) if self._desk else read_returned(ws), asked)

    def take_out(self, keys: Sequence[Key]) -> None:
        """Go on at once to what follows these; the queue itself is read again by the change."""
        self._decided, self._before = tuple(keys), self._reads
        self._current = self._following(keys)
        self.reading = Reading(
            self.reading.queue.without(keys), self.reading.today, self.reading.disputed, self.reading.entries
        )
        self._narrow()

    def put_off(self, keys: Sequence[Key]) -> None:
        """Look at these later: they go to the end."""
        following = self._following(keys)
        self._later = [key for key in self._later if key not in keys] + list(keys)
        self._current = following if following is not None else self._current
        self._narrow()

    def _following(self, keys: Iterable[Key]) -> Key | None:
        gone = set(keys)
        after = (ticket.key for ticket in self.queue.tickets[max(self.at, 0) :] if ticket.key not in gone)
        before = (ticket.key for ticket in reversed(self.queue.tickets[: max(self.at, 0)]) if ticket.key not in gone)
        return next(after, None) or next(before, None)

    def _begin_anew(self) -> None:
        self._current, self._decided = None, ()
        self.read()

    def _have(self, asked: int, reading: Reading) -> None:
        if asked <= self._before:  # read while the verdict was being stored: it may not know of it
            reading = replace(reading, queue=reading.queue.without(self._decided))
        before, self.reading = self.reading.queue, reading
        kept = {key: entry for key, entry in self._entries.items() if reading.queue.at(key) >= 0}
        self._entries, self._stale = kept | dict(reading.entries), self._desk
        back = [key for key in self._decided if before.at(key) < 0 <= reading.queue.at(key)]
        if back:  # an undo brought it back
            self._current, self._decided = back[0], ()
        self._bar.fill(reading)
        if self.hits is not None:
            self._search()
        else:
            self._narrow()

    def _search(self) -> None:
        text, ws, stands = self._bar.search.text().strip(), self._ws, self._bar.stands
        if text:
            self._page.query("search", lambda: read_hits(ws, text, stands), self._found)
        else:
            self._found(None)

    def _found(self, hits: Hits | None) -> None:
        if (hits.text if hits is not None else "") != self._bar.search.text().strip():
            return
        if hits is not None and (self.hits is None or self.hits.text != hits.text):
            self._current = None
        self.hits = hits
        self._narrow()

    def _narrow(self) -> None:
        place = self.at
        self.queue = arranged(self.reading.queue, self._bar.choice, self._later, self.hits)
        if len(self.queue) and self.at < 0:
            self._current = self.queue.tickets[min(max(place, 0), len(self.queue) - 1)].key
        self._arrive()

    def _arrive(self) -> None:
        """Read the group if that has not been done, and let the page show it."""
        ws, mates = self._ws, self.mates
        if mates and (self._stale or any(mate.key not in self._entries for mate in mates)):
            ahead = self.queue.tickets[self.at + 1 : self.at + 1 + _AHEAD]
            self._page.query("group", lambda: read_entries(ws, {*mates, *ahead}), self._have_entries)
        self.moved.emit()

    def _have_entries(self, entries: dict[Key, Entry]) -> None:
        if self._stale:
            self._entries, self._stale = {}, False
        self._entries |= entries
        if self.entry is not None:
            self.moved.emit()
