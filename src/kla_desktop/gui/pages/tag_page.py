"""Tandai: every file gets its indicator by one or two keys. Grid, preview, palette, and what the keys do with them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.item_models.evidence_model import EvidenceModel
from kla_desktop.gui.item_models.thumbnails import Thumbnails
from kla_desktop.gui.keying import keys
from kla_desktop.gui.keying.keys import Command
from kla_desktop.gui.pages.tagging.activities import Activities
from kla_desktop.gui.pages.tagging.carrying import Carrying
from kla_desktop.gui.pages.tagging.containers import Containers
from kla_desktop.gui.pages.tagging.details import DetailsDialog
from kla_desktop.gui.pages.tagging.filter_bar import FilterBar
from kla_desktop.gui.pages.tagging.grid_view import GridView
from kla_desktop.gui.pages.tagging.keyboard import Keyboard
from kla_desktop.gui.pages.tagging.large_view import LargeView
from kla_desktop.gui.pages.tagging.menu import item_menu
from kla_desktop.gui.pages.tagging.nothing_here import NothingHere
from kla_desktop.gui.pages.tagging.opening import Opener
from kla_desktop.gui.pages.tagging.palette import Palette
from kla_desktop.gui.pages.tagging.panels import Panels
from kla_desktop.gui.pages.tagging.preview import Preview
from kla_desktop.gui.pages.tagging.searching import Searching
from kla_desktop.gui.pages.tagging.selection import Summary, read_summary, summarise
from kla_desktop.gui.pages.tagging.selection_note import SelectionNote
from kla_desktop.gui.pages.tagging.suggesting import Suggesting
from kla_desktop.gui.widgets.button import Button
from kla_desktop.gui.widgets.page import Page
from kla_desktop.jobs.events import Lane
from kla_desktop.model.ids import EvidenceId, IndicatorSlug, PlaceCode
from kla_desktop.model.listing import Item
from kla_desktop.operations import browse

REST_MS = 60
"""Rest of the selection before its common values are read."""
_GRID, _LARGE, _EMPTY = range(3)


class TagPage(Page):
    """The page's keys reach it from grid, palette and pictures; text fields keep theirs."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.model = EvidenceModel(context)
        self.model.setParent(self)
        self.thumbnails = Thumbnails(context.workspace, context.job_bridge, self)
        self.grid = GridView(context, self.model, self.thumbnails)
        self.note = SelectionNote(self.grid)
        self.large = LargeView(context)
        self.palette_panel = Palette(context.workspace.catalogue)
        self.containers = Containers(context, self.thumbnails, self)
        self.preview = Preview(context, self.containers)
        now = context.settings.now
        self.filters = FilterBar(advance=now.advance, by_activity=now.by_activity, order=now.order, parent=self)
        self.searching = Searching(context, self.filters, self.model, self)
        self.search = self.searching.box
        self.add = Button("", kind="primary", key="Ctrl+O", clicked=context.desk.ask_for_files)
        self.empty = NothingHere(context, self.searching)
        self.keyboard = Keyboard(
            context, self.model, self.grid, self.palette_panel, moves_on=self.filters.advance.isChecked, parent=self
        )
        self.activities = Activities(context, self.model, self.grid, self)
        self.suggesting = Suggesting(context, self.palette_panel, self.keyboard)
        self._opener = Opener(context, self)
        self.carrying = Carrying(context, self.grid)
        self._wanted_row = -1
        self._asked = 0
        self._narrow = False
        self._shown_once = False
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._read_selection)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        self.centre = QStackedWidget()
        for widget in (self.grid, self.large, self.empty):
            self.centre.addWidget(widget)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.searching.strip)
        column.addWidget(self.centre, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Panels(left, self.preview, self.context.settings), 1)
        row.addWidget(self.palette_panel)

    def _connect(self) -> None:
        self.model.reloaded.connect(self._reloaded)
        self.model.items_came.connect(self._items_came)
        self.model.failed.connect(self.context.desk.show_failure)
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(lambda _row: self._show_large())
        self.grid.menu_asked.connect(self._show_menu)
        self.thumbnails.arrived.connect(self._thumbnails_came)
        self.filters.changed.connect(self._refilter)
        self.searching.row_found.connect(self._show_row)
        self.search.searched.connect(lambda _text: self._refilter(keep_focus=True))
        self.search.left.connect(self.grid.setFocus)
        self.search.returnPressed.connect(self.grid.setFocus)
        self.filters.advance_changed.connect(lambda on: self.context.settings.change(advance=on))
        acts = self._acts()
        self.keyboard.asked.connect(lambda command: acts[command]() if command in acts else None)
        self.grid.drag_begun.connect(self._drag)
        self.keyboard.tagging.connect(self._say_heading)
        for shown in (self.preview, self.large):
            self.keyboard.revealed.connect(shown.veil.lift)
        self.keyboard.listen(self.preview)
        self.preview.opened.connect(self._show_large)
        self.preview.left.connect(self.grid.setFocus)
        self.preview.compare_asked.connect(acts[Command.COMPARE])
        self.large.opened.connect(lambda: self._with_item(self._opener.open))
        self.large.left.connect(self._show_grid)
        self.context.overview.read.connect(self._have_overview)

    # --- what the shell asks
    def retranslate(self) -> None:
        """Set every text anew."""
        self.add.setText(self.tr("Tambah…"))
        self.grid.setAccessibleName(self.tr("Bukti"))
        self.grid.setToolTip("")
        self.empty.retranslate()
        self.filters.retranslate()
        self.searching.retranslate()
        self.palette_panel.retranslate()
        self.preview.retranslate()
        self.large.tools.retranslate()
        self._say_heading()

    def toolbar_widgets(self) -> Sequence[QWidget]:
        """Filters, the switch, search and the one primary button."""
        return (*self.filters.widgets, self.search, self.add)

    def panes(self) -> Sequence[QWidget]:
        """Grid, preview, palette."""
        return (self.centre, self.preview, self.palette_panel)

    def extra_keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys that are no QAction."""
        return keys.listed()

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def toggle_drawer(self) -> None:
        """Show or hide the preview."""
        self.preview.setVisible(not self.preview.isVisible())

    def set_narrow(self, narrow: bool) -> None:
        """Fold the preview into the drawer."""
        self._narrow = narrow
        self.preview.setVisible(not narrow)
        self.search.setFixedWidth(160 if narrow else 200)

    def arrive(self, wish: object = None) -> None:
        """Show what was asked for; the first time, what nobody has tagged yet."""
        wanted = wish if isinstance(wish, Mapping) else {}
        self.filters.set_folders(self.context.watch.folders())
        if wanted or not self._shown_once:
            self._shown_once = True
            indicator, place = wanted.get("indicator"), wanted.get("place")
            self.filters.indicator = IndicatorSlug(str(indicator)) if indicator else None
            self.filters.place = PlaceCode(str(place)) if place else None
            year = wanted.get("year")
            self.filters.year = int(str(year)) if year else None
            evidence, self._wanted_row = wanted.get("evidence"), -1
            if evidence:
                self.searching.find_row(EvidenceId(str(evidence)))
            default = "all" if indicator or place or evidence or "text" in wanted else "new"
            self.filters.choose_state(str(wanted.get("state", default)))
            self.search.setText(str(wanted.get("text", "")))
            self._refilter(keep_focus=True)
        self.context.overview.ask()
        self.searching.read_years()
        if wanted.get("search"):
            self.focus_search()
        else:
            self.grid.setFocus()

    # --- list and selection
    def _refilter(self, *, keep_focus: bool = False) -> None:
        by_activity = self.filters.by_activity
        now = self.context.settings.now
        if (by_activity, self.filters.order) != (now.by_activity, now.order):
            self.context.settings.change(by_activity=by_activity, order=self.filters.order)
        self.model.show(self.filters.wanted(self.search.text()), by_activity=by_activity)
        if not keep_focus:
            self.grid.setFocus()

    def _show_row(self, number: int) -> None:
        """Choose an item that was asked for, now or once the list is there."""
        self._wanted_row = number
        row = self.model.row_of(number)
        if row >= 0 and not self.model.is_loading:
            self._wanted_row = -1
            self.grid.choose(row)

    def _reloaded(self) -> None:
        self.searching.show_result()
        empty = not self.model.numbers
        if not self._is_large or empty:
            self.centre.setCurrentIndex(_EMPTY if empty else _GRID)
            self.preview.view.show()
        if not empty and self.grid.current_row < 0:
            self.grid.choose(max(0, self.model.next_untagged(-1)))
        if self._wanted_row >= 0:
            self._show_row(self._wanted_row)
        self.empty.say()
        self._say_heading()
        self._chosen()

    def _items_came(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    def _chosen(self) -> None:
        self._say_heading()
        self.suggesting.moved()
        self._rest.start()
        if self._is_large:
            item = self.model.item(self.grid.current_row)
            if item is not None:
                self.large.show_item(item, self._thumbnail(item))

    def _read_selection(self) -> None:
        """Show the current item with what the whole selection has in common."""
        self._asked += 1
        count, row = self.grid.selected_count(), self.grid.current_row
        if row < 0 or count == 0:
            self.preview.show_nothing()
            self.searching.show_hit(self.preview.hit, None)
            self.keyboard.show_tags()
            self.suggesting.ask(())
            return
        rows = self.grid.selected_rows()
        if row not in rows[:1] and count == 1:
            row = rows[0]
        item = self.model.item(row)
        if item is None:
            return  # items_came follows
        self.searching.show_hit(self.preview.hit, item)
        self.suggesting.ask(self.keyboard.selected() if count > 1 else [item.row])
        if count == 1:
            self._show_summary(item, summarise([item], 1, self.context.workspace.me))
            return
        number, numbers, ws = self._asked, self.keyboard.selected(), self.context.workspace
        self.context.job_bridge.run(
            Lane.QUERY,
            lambda _progress: read_summary(ws, numbers, count),
            done=lambda summary: self._show_summary(item, summary) if number == self._asked else None,
            initiator=self,
        )

    def _show_summary(self, item: Item, summary: Summary) -> None:
        self.preview.show_item(item, summary, self._thumbnail(item))
        self.keyboard.show_tags(*summary.shared_tags())
        if self._is_large:
            self.large.show_item(item, self._thumbnail(item))

    def _thumbnails_came(self, digests: frozenset[str]) -> None:
        item = self.preview.item
        thumbnail = self._thumbnail(item) if item is not None and item.digest.sha256 in digests else None
        if thumbnail is not None:
            self.preview.take_thumbnail(thumbnail)

    def _thumbnail(self, item: Item) -> QPixmap | None:
        return self.thumbnails.whole(item.digest.sha256)

    # --- words
    def _say_heading(self) -> None:
        waiting = self.model.untagged_count
        parts = [self.tr("%n belum", "", waiting)]
        left = self.keyboard.pace.left(waiting)
        if left is not None:
            parts.append(self.tr("sisa {time}").format(time=texts.time_left(left)))
        chosen = self.grid.selected_count()
        self.note.show_count(chosen)
        if chosen > 1 and self._is_large:
            parts.append(self.tr("%n dipilih", "", chosen))
        indicator = self.context.workspace.catalogue.by_slug.get(self.filters.indicator or IndicatorSlug(""))
        if indicator is not None:
            parts.append(indicator.label(texts.language()))
        self.set_heading(self.tr("Tandai"), " · ".join(parts))

    def _have_overview(self, overview: browse.Overview) -> None:
        self.palette_panel.show_counts(overview.indicators)
        self.suggesting.refresh()
        self.empty.say()

    # --- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry out what a key asks for; grid, palette and pictures pass on what is not theirs."""
        if not self.keyboard.press(event) and not self._move(event):
            super().keyPressEvent(event)

    def _move(self, event: QKeyEvent) -> bool:
        """Let the arrows walk through the items while one is shown large."""
        if not self._is_large or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key())
        )
        if step is None:
            return False
        self.keyboard.step(step)
        return True

    def _acts(self) -> dict[Command, Callable[[], object]]:
        """Return what is not about tagging."""
        on, grid, activities = self._with_item, self.grid, self.activities
        return {
            Command.LARGE: lambda: self._show_grid() if self._is_large else self._show_large(),
            Command.ESCAPE: self._escape,
            Command.TITLE: lambda: activities.rename() if activities.is_whole else self._edit_title(),
            **{
                one: partial(activities.carry_out, one) for one in (Command.GROUP, Command.SPLIT, Command.NAME_ACTIVITY)
            },
            Command.ALL: grid.selectAll,
            Command.OPEN: lambda: on(self._opener.open),
            Command.REVEAL_FILE: lambda: on(self._opener.show_in_folder),
            Command.DETAILS: lambda: on(lambda item: DetailsDialog(self.context, item, self).show()),
            Command.COMPARE: lambda: on(self._opener.compare),
            Command.COPY: lambda: self.carrying.copy(self.keyboard.selected()),
            Command.TURN: lambda: self.large.turn(1),
            Command.TURN_BACK: lambda: self.large.turn(-1),
            Command.LARGER: lambda: grid.zoom(1),
            Command.SMALLER: lambda: grid.zoom(-1),
            Command.USUAL: lambda: grid.zoom(0),
        }

    @property
    def _is_large(self) -> bool:
        return self.centre.currentIndex() == _LARGE

    def _drag(self) -> None:
        item = self.model.item(self.grid.current_row)
        self.carrying.drag(self.keyboard.selected(), self.thumbnails.of(item) if item is not None else None)

    def _with_item(self, act: Callable[[Item], object]) -> None:
        item = self.model.item(self.grid.current_row)
        if item is not None:
            act(item)

    def _escape(self) -> None:
        if self._is_large:
            self._show_grid()
        elif self.grid.selected_count() > 1 and self.grid.current_row >= 0:
            self.grid.choose(self.grid.current_row)
        else:
            self.grid.clearSelection()

    def _edit_title(self) -> None:
        if self.grid.selected_count():
            self.preview.show()
            self.preview.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.preview.title.selectAll()

    # --- large view and menu
    def _show_large(self) -> None:
        item = self.model.item(self.grid.current_row)
        if item is not None:
            self.centre.setCurrentIndex(_LARGE)
            self.preview.view.hide()  # it is seen large beside
            self.large.show_item(item, self._thumbnail(item))
            self.large.setFocus()

    def _show_grid(self) -> None:
        self.centre.setCurrentIndex(_GRID if self.model.numbers else _EMPTY)
        self.preview.view.show()
        self.grid.setFocus()

    def _show_menu(self, place: QPoint) -> None:
        item = self.model.item(self.grid.current_row)
        in_activity = item is not None and item.activity is not None
        menu = item_menu(self, self.palette_panel, self.keyboard, in_activity=in_activity)
        if item is not None:
            self.containers.add_to(menu, item)
        menu.addSeparator()
        menu.addAction(self.tr("Urungkan") + "\tCtrl+Z", self.context.desk.undo)
        menu.addAction(self.tr("Ulangi") + "\tCtrl+Y", self.context.desk.redo)
        menu.popup(place)
