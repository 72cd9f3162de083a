"""What Tandai says in the place of the grid while its list is empty, with the next action."""

from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.tagging.searching import Searching
from kla_desktop.gui.widgets.empty_state import EmptyState


class NothingHere(EmptyState):
    """Offers to bring files, or to look at all that is there."""

    def __init__(self, context: Context, searching: Searching) -> None:
        super().__init__("", "photo")
        self._context, self._searching = context, searching
        self.add_action("", context.desk.ask_for_folder, "folder")
        self.add_action("", context.desk.ask_for_files, "plus")
        self.widen = self.add_action("", searching.widen, "search")

    def retranslate(self) -> None:
        """Set every text anew."""
        folder, files, widen = self.buttons
        folder.setText(self.tr("Pilih folder"))
        files.setText(self.tr("Tambah berkas…"))
        widen.setText(self.tr("Cari di semua bukti"))
        self.say()

    def say(self) -> None:
        """Say why nothing is here."""
        overview, narrowed = self._context.overview.current, self._searching.is_narrowed
        if narrowed:
            text = self._searching.empty_sentence()
        elif overview is not None and not any(overview.states.values()):
            text = self.tr(
                "Belum ada berkas. Seret foto atau notulen ke sini, tempel dengan Ctrl+V, atau pilih folder."
            )
        else:
            text = self.tr("Tidak ada yang perlu ditandai.")
        self.set_sentence(text)
        self.widen.setVisible(self._searching.may_widen)
        for button in self.buttons[:2]:
            button.setVisible(not narrowed)
