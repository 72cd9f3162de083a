"""What happened last, in words, with the way to take it back; for the card "Terakhir"."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from kla_desktop.gui import texts
from kla_desktop.gui.context import Context
from kla_desktop.gui.pages.home.cards import Line
from kla_desktop.model.happening import Happening, What
from kla_desktop.operations.read_home import Home
from kla_desktop.system.names import shown
from kla_desktop.wording import deeds


def lines_of(context: Context, home: Home) -> Sequence[Line]:
    """Say every happening."""
    last = next((one.deed for one in home.happenings if one.deed and home.deeds[one.deed].state == "done"), "")
    return [_line(context, home, one, last) for one in home.happenings]


def _line(context: Context, home: Home, one: Happening, last: str) -> Line:
    if one.what is not What.DEED:
        return Line(one.at, _words(context, one))
    deed = home.deeds[one.deed]
    undo = (lambda: context.desk.undo(deed.id)) if one.can_undo else None
    key = "Ctrl+Z" if deed.id == last else ""
    return Line(one.at, context.desk.words_of(deed), deed.state == "undone", undo, key)


def _words(context: Context, one: Happening) -> str:
    name, desk = shown(one.name), context.workspace.is_secretariat
    said = {
        What.ARRIVED: QCoreApplication.translate("Home", "{count} masuk dari “{name}”"),
        What.SCANNED: QCoreApplication.translate("Home", "USB “{name}” dipindai, {count} masuk"),
        What.RECEIVED: QCoreApplication.translate("Home", "Bundel {number} dari {name} diterima, {items}"),
    }
    if desk:
        said |= {
            What.PACKED: QCoreApplication.translate("Home", "Balasan {number} untuk {name} dikemas"),
            What.HANDED_OVER: QCoreApplication.translate("Home", "Balasan {number} untuk {name} diserahkan"),
            What.ACKNOWLEDGED: QCoreApplication.translate("Home", "Balasan {number} sampai di {name}"),
        }
    else:
        said |= {
            What.PACKED: QCoreApplication.translate("Home", "Bundel {number} dikemas, {items}"),
            What.HANDED_OVER: QCoreApplication.translate("Home", "Bundel {number} diserahkan, {items}"),
            What.ACKNOWLEDGED: QCoreApplication.translate("Home", "Bundel {number} diterima Sekretariat, {items}"),
            What.RECEIVED: QCoreApplication.translate("Home", "Balasan {number} dari Sekretariat diterima"),
        }
    if one.what is What.ARRIVED and one.count == 1:
        return QCoreApplication.translate("Home", "{name} ditambahkan").format(name=name)
    if one.what is What.ARRIVED and not one.name:  # out of an archive or a letter: no folder
        return deeds.deed("captured", one.count, texts.language(), "file")
    return said[one.what].format(
        name=name,
        number=texts.number(one.number),
        count=texts.counted(one.count, "file"),
        items=texts.counted(one.count, "evidence"),
    )
