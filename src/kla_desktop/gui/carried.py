"""Files of this library on the clipboard or under the mouse: for other programs, and never taken in again.

Copies for others have lost their positions, so their bytes are not those of the evidence: what comes back to this
window is known by a mark, not by its digest.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

MARK = "application/x-kla-bukti"


def carried(paths: Sequence[Path], words: str = "") -> QMimeData:
    """Return files to be pasted or dropped; `words` are pasted where only text is wanted."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415 - the window is seen before any file is

    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if words:
        made.setText(words)
    made.setData(MARK, b"1")
    return made


def is_own(data: QMimeData | None) -> bool:
    """Whether files come from this very library; an empty clipboard holds None."""
    return data is not None and data.hasFormat(MARK)
