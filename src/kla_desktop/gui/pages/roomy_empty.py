"""The empty state with room for sentences of several lines."""

from PySide6.QtGui import QResizeEvent

from kla_desktop.gui.widgets.empty_state import EmptyState


class RoomyEmpty(EmptyState):
    """Gives the sentence the height that its words need at its fixed width."""

    def set_sentence(self, sentence: str) -> None:
        """Change what is said."""
        super().set_sentence(sentence)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure with the fonts that are really used."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        width = self._sentence.maximumWidth()
        self._sentence.setMinimumHeight(max(0, self._sentence.heightForWidth(width)))
