"""The menu of a right click: the commands of the keys, each with its key."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from kla_desktop.gui import texts
from kla_desktop.gui.keying.keys import Command
from kla_desktop.gui.pages.tagging.keyboard import Keyboard
from kla_desktop.gui.pages.tagging.palette import KEYS, Palette

_COMMANDS = (Command.ACCEPT, Command.SECOND, Command.THIRD)


def item_menu(parent: QWidget, palette: Palette, keyboard: Keyboard, *, in_activity: bool) -> QMenu:
    """Return the menu for the selected items; the caller adds what is its own, and pops it up."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    do = keyboard.carry_out

    def add(text: str, key: str, command: Command) -> None:
        menu.addAction(f"{text}\t{key}" if key else text).triggered.connect(lambda _on=False: do(command))

    for place, (key, command) in enumerate(zip(KEYS, _COMMANDS, strict=True)):
        indicator = palette.suggestion(place)
        if indicator is not None:
            text = QCoreApplication.translate("TagMenu", "Tandai: {indicator}")
            add(text.format(indicator=indicator.label(texts.language()).replace("&", "&&")), key, command)
    if palette.has_last:
        add(palette.again.text().replace("&", "&&"), "D", Command.AGAIN)
    add(QCoreApplication.translate("TagMenu", "Pilih jenis bukti…"), "/", Command.SLOT)
    for tag in keyboard.tags_here():
        text = QCoreApplication.translate("TagMenu", "Hapus tanda: {indicator}")
        text = text.format(indicator=tag.label(texts.language()).replace("&", "&&"))
        menu.addAction(text, partial(keyboard.untag, tag))
    menu.addSeparator()
    add(QCoreApplication.translate("TagMenu", "Kelompokkan menjadi kegiatan"), "Ctrl+G", Command.GROUP)
    if in_activity:
        add(QCoreApplication.translate("TagMenu", "Keluarkan dari kegiatan"), "Ctrl+Shift+G", Command.SPLIT)
        add(QCoreApplication.translate("TagMenu", "Ganti nama kegiatan…"), "", Command.NAME_ACTIVITY)
    menu.addSeparator()
    add(QCoreApplication.translate("TagMenu", "Ubah judul"), "F2", Command.TITLE)
    add(QCoreApplication.translate("TagMenu", "Wajah anak terlihat: batasi, atau cabut"), "W", Command.RESTRICT)
    add(QCoreApplication.translate("TagMenu", "Lewati"), "X", Command.SKIP)
    add(QCoreApplication.translate("TagMenu", "Keluarkan dari daftar"), "Del", Command.WITHDRAW)
    add(QCoreApplication.translate("TagMenu", "Pilih semua"), "Ctrl+A", Command.ALL)
    menu.addSeparator()
    add(
        QCoreApplication.translate("TagMenu", "Pratinjau besar"),
        QCoreApplication.translate("TagKeys", "Spasi"),
        Command.LARGE,
    )
    add(QCoreApplication.translate("TagMenu", "Salin"), "Ctrl+C", Command.COPY)
    add(QCoreApplication.translate("TagMenu", "Buka dengan aplikasi bawaan"), "Ctrl+Enter", Command.OPEN)
    add(QCoreApplication.translate("TagMenu", "Simpan salinan tanpa titik lokasi…"), "Ctrl+S", Command.SAVE)
    add(QCoreApplication.translate("TagMenu", "Tampilkan di folder"), "", Command.REVEAL_FILE)
    add(QCoreApplication.translate("TagMenu", "Bandingkan dengan yang mirip"), "B", Command.COMPARE)
    add(QCoreApplication.translate("TagMenu", "Rincian berkas"), "Alt+Enter", Command.DETAILS)
    return menu
