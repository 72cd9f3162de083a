"""Evidence as a virtual list: the order of all items is known at once, the items themselves are read as they are seen.

    model = EvidenceModel(context)
    model.show(Filter(untagged=True))          # `reloaded` tells when it is there
    model.item(row)                            # an Item, or None while it is being read

A hundred thousand items cost a few lists of numbers; selection and scrolling touch no item. After a change the items
seen are read again and shown as they were until then. What the user has just tagged is shown at once (`mark_tagged`).
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.item_words import sentence, short_name, tooltip
from kla_desktop.gui.item_models.listing_reader import Listing, Section, read_listing
from kla_desktop.gui.job_bridge import Failure
from kla_desktop.gui.pacing import rest_ms
from kla_desktop.jobs.events import Lane
from kla_desktop.model.changes import Changes
from kla_desktop.model.evidence import State
from kla_desktop.model.ids import IndicatorSlug
from kla_desktop.model.listing import Filter, Item, ItemTag, Rows
from kla_desktop.operations import browse
from kla_desktop.wording.words import KINDS, said

PAGE = 200
"""Items read at once."""
MOST_ITEMS = 1000
"""Items kept; those seen longest ago go first."""
REST_MS = 40
"""Changes that follow each other closely are read once."""
ARRIVALS_MS = 500
"""While files come in, the order is read at most this often, a long one less often."""
ITEM_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractListModel):
    """One list. `sections` groups it by day."""

    reloaded = Signal()
    """The order has been read; sections and numbers are new unless nothing changed."""
    items_came = Signal()
    """Items were read; what is seen may be painted."""
    failed = Signal(object)
    """Failure: the list could not be read."""

    def __init__(self, context: Context, shows: Changes = Changes.EVIDENCE | Changes.TAGS | Changes.REVIEWS) -> None:
        super().__init__()
        self._context, self._work, self._bridge = context, context.workspace, context.job_bridge
        self._shows = shows
        self._filter = Filter()
        self._by_activity = False
        self._listing = Listing()
        self._untagged = bytearray()
        self._kept: set[int] = set()
        self._marker: object = None
        self._pending: Counter[int] = Counter()
        self._settled: dict[int, int] = {}
        self._items: OrderedDict[int, tuple[int, Item]] = OrderedDict()
        self._generation = 0
        self._read_at = self._took = 0.0
        self._asked = 0
        self._loading = False
        self._wishes: OrderedDict[int, None] = OrderedDict()
        self._reading: int | None = None
        self._fetch = QTimer(self, interval=0, singleShot=True)
        self._fetch.timeout.connect(self._read_page)
        self._again = QTimer(self, interval=REST_MS, singleShot=True)
        self._again.timeout.connect(self._read_again)
        context.change_bus.changed.connect(self._told)

    # --- the list
    def show(self, wanted: Filter, *, by_activity: bool = False) -> None:
        """Show another list, by day or by activity. Items kept for having been tagged just now go."""
        self._filter, self._by_activity = wanted, by_activity
        self._kept.clear()
        self.reload()

    def reload(self) -> None:
        """Read the order again; selection and scroll position are the view's to keep (`numbers` tell who is who)."""
        self._again.stop()
        self._read_at = time.monotonic()
        self._asked += 1
        number, wanted, kept = self._asked, self._filter, frozenset(self._kept)
        by_activity = self._by_activity
        self._loading = True
        self._bridge.run(
            Lane.QUERY,
            lambda _progress: read_listing(
                self._work, wanted, kept, lambda: number != self._asked, by_activity=by_activity
            ),
            done=lambda listing: self._have(number, listing),
            failed=lambda failure: self._cannot(number, failure),
            initiator=self,
        )

    @property
    def wanted(self) -> Filter:
        """What the list shows."""
        return self._filter

    @property
    def by_activity(self) -> bool:
        """Whether the list is grouped by activity instead of by day."""
        return self._by_activity

    @property
    def is_loading(self) -> bool:
        """True while a newer order is being read."""
        return self._loading

    @property
    def numbers(self) -> Sequence[int]:
        """Row numbers of all items, in list order."""
        return self._listing.numbers

    @property
    def sections(self) -> tuple[Section, ...]:
        """The days, in list order."""
        return self._listing.sections

    @property
    def told(self) -> Rows:
        """What is to be said about a search; without its rows."""
        return self._listing.told

    def row_of(self, number: int) -> int:
        """Return where an item stands, -1 if it is not in the list."""
        return self._listing.row_of(number)

    def is_untagged(self, row: int) -> bool:
        """Whether nobody has tagged the item, as far as is known now."""
        return bool(self._untagged[row])

    @property
    def untagged_count(self) -> int:
        """How many items of the list nobody has tagged."""
        return self._untagged.count(1)

    def next_untagged(self, after: int, taken: frozenset[int] = frozenset()) -> int:
        """Return the next row that nobody has tagged, going round once; -1 if there is none besides `taken` rows."""
        for start, end in ((after + 1, len(self.numbers)), (0, after + 1)):
            row = self._untagged.find(1, start, end)
            while row >= 0:
                if row not in taken:
                    return row
                row = self._untagged.find(1, row + 1, end)
        return -1

    # --- items
    def item(self, row: int) -> Item | None:
        """Return an item, and have it read (again) if need be."""
        if not 0 <= row < len(self.numbers):
            return None
        held = self._items.get(self.numbers[row])
        if held is None or held[0] != self._generation:
            self._wish(row // PAGE)
        if held is None:
            return None
        self._items.move_to_end(self.numbers[row])
        return held[1]

    def mark_tagged(self, rows: Sequence[int], indicators: Sequence[IndicatorSlug]) -> None:
        """Show tags that are on their way to the library; `marks_settled` follows when they are there, or failed."""
        listed, untagged = self._listing.numbers, self._untagged
        numbers = [listed[row] for row in rows]
        for row in rows:
            untagged[row] = 0
        self._pending.update(numbers)
        self._kept.update(numbers)
        for number in self._items.keys() & set(numbers):
            generation, item = self._items[number]
            has = {tag.indicator for tag in item.tags}
            more = tuple(ItemTag(slug, None, State.TAGGED) for slug in indicators if slug not in has)
            state = State.TAGGED if item.state is State.NEW else item.state
            self._items[number] = (generation, replace(item, tags=item.tags + more, state=state))
        self.items_came.emit()

    def marks_settled(self, numbers: Iterable[int], *, worked: bool) -> None:
        """Let the library's word count again for these items, from the next reading on."""
        for number in numbers:
            self._pending[number] -= 1
            if self._pending[number] <= 0:
                del self._pending[number]
                if worked:
                    self._settled[number] = self._asked
        if not worked:
            self._look_at_marks()
            self._stale()

    def _look_at_marks(self) -> None:
        """Find out what nobody has tagged: as it was read, without what was tagged here since."""
        self._untagged = bytearray(self._listing.untagged)
        for number in self._pending.keys() | self._settled.keys():
            row = self._listing.row_of(number)
            if row >= 0:
                self._untagged[row] = 0

    # --- Qt's side
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of items."""
        return 0 if parent is not None and parent.isValid() else len(self.numbers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for views and screen readers."""
        item = self.item(index.row()) if index.isValid() else None
        if role == ITEM_ROLE:
            return item
        if item is None:
            return self.tr("memuat…") if role in _WORDS else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return short_name(item)
            case Qt.ItemDataRole.AccessibleTextRole:
                return sentence(item, self._work.catalogue)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return said(KINDS, item.kind, texts.language())
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(item, self._work.catalogue)
            case _:
                return None

    # --- reading
    def trust(self, marker: object) -> None:
        """Tags that `marker` puts on are told by `mark_tagged`: the order need not be read again for them."""
        self._marker = marker

    def _told(self, changes: Changes, initiator: object) -> None:
        if not changes & self._shows:
            return
        if initiator is None or initiator is not self._marker or changes != Changes.TAGS:
            self._again.start(self._rest(changes))
        else:
            self._stale()

    def _rest(self, changes: Changes) -> int:
        """What somebody did is shown at once; what came in may wait for what comes next."""
        passed = int((time.monotonic() - self._read_at) * 1000)
        return max(REST_MS, rest_ms(self._took, ARRIVALS_MS) - passed) if changes == Changes.EVIDENCE else REST_MS

    def _read_again(self) -> None:
        self._generation += 1
        self.reload()

    def _stale(self) -> None:
        self._generation += 1
        self.items_came.emit()

    def _have(self, number: int, listing: Listing) -> None:
        if number != self._asked:
            return
        self._loading, self._took = False, time.monotonic() - self._read_at
        self._settled = {known: asked for known, asked in self._settled.items() if asked >= number}
        if listing.numbers == self._listing.numbers and listing.sections == self.sections:
            self._listing = listing
            self._look_at_marks()
            self.items_came.emit()
        else:
            self.beginResetModel()
            self._listing = listing
            self._look_at_marks()
            self._wishes.clear()
            self.endResetModel()
        self.reloaded.emit()

    def _cannot(self, number: int, failure: Failure) -> None:
        if number == self._asked:
            self._loading = False
            self.failed.emit(failure)

    def _wish(self, page: int) -> None:
        self._wishes[page] = None
        self._wishes.move_to_end(page)
        if len(self._wishes) > 4:
            self._wishes.popitem(last=False)
        if self._reading is None and not self._fetch.isActive():
            self._fetch.start()

    def _read_page(self) -> None:
        if self._reading is not None or not self._wishes:
            return
        page, _ = self._wishes.popitem(last=True)
        numbers = [
            number
            for number in self.numbers[page * PAGE : (page + 1) * PAGE]
            if self._items.get(number, (-1, None))[0] != self._generation
        ]
        if not numbers:
            self._fetch.start()
            return
        self._reading, generation = page, self._generation
        self._bridge.run(
            Lane.QUERY,
            lambda _progress: browse.items(self._work, numbers),
            done=lambda items: self._have_items(generation, items),
            failed=lambda _failure: self._have_items(generation, []),
            stopped=lambda: self._have_items(generation, []),
            initiator=self,
        )

    def _have_items(self, generation: int, items: Sequence[Item]) -> None:
        self._reading = None
        before = [self._items.get(item.row, (generation, None))[1] for item in items]
        for item in items:
            self._items[item.row] = (generation, item)
            self._items.move_to_end(item.row)
        while len(self._items) > MOST_ITEMS:
            self._items.popitem(last=False)
        if before != list(items):
            self.items_came.emit()
        if self._wishes:
            self._fetch.start()


_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
