"""Send evidence back because it belongs under another indicator, and say which."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.dialogs.passing_dialog import PassingDialog
from kla_desktop.gui.theme import Space
from kla_desktop.gui.widgets.label import Label
from kla_desktop.gui.widgets.place_picker import PlacePicker
from kla_desktop.model.catalogue import Catalogue, Indicator


class MoveDialog(PassingDialog):
    """Calls `chosen` with the indicator that the reviewer proposes; number or part of the name may be typed."""

    def __init__(
        self,
        catalogue: Catalogue,
        now: str,
        chosen: Callable[[Indicator], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pindahkan ke indikator lain"))
        self._catalogue, self._chosen = catalogue, chosen
        language = texts.language()
        others = [(one.slug, one.label(language)) for one in catalogue.indicators if one.slug != now]
        self.indicator = PlacePicker(others, self.tr("Nomor atau nama indikator"))
        words = Label(
            self.tr(
                "Bukti dikembalikan dengan alasan “salah indikator” dan usulan Anda. "
                "Pengirim yang memindahkannya, supaya catatannya tetap milik pengirim."
            ),
            wrap=True,
        )
        words.setFixedWidth(400)
        buttons = QDialogButtonBox()
        self.move_button = buttons.addButton(self.tr("Kembalikan"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.move_button.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(words)
        column.addWidget(self.indicator)
        column.addWidget(buttons)
        self.indicator.picked.connect(lambda _code: self._judge())
        self.indicator.setFocus()
        self._judge()

    def accept(self) -> None:
        """Propose."""
        found = next((one for one in self._catalogue.indicators if one.slug == self.indicator.code), None)
        if found is not None:
            super().accept()
            self._chosen(found)

    def _judge(self) -> None:
        self.move_button.setEnabled(bool(self.indicator.code))
