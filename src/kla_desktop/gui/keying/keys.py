"""The keys of Tandai that need no modifier, and what each does; the page carries them out.

Digits, letters, + and / act only while no text field has the focus: a field takes them before the page sees them.
"""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier


class Command(Enum):
    """What a key asks for."""

    ACCEPT = auto()
    SECOND = auto()
    THIRD = auto()
    AGAIN = auto()
    ADD = auto()
    SLOT = auto()
    SKIP = auto()
    BACK = auto()
    LARGE = auto()
    ESCAPE = auto()
    WITHDRAW = auto()
    TITLE = auto()
    ALL = auto()
    OPEN = auto()
    DETAILS = auto()
    COMPARE = auto()
    RESTRICT = auto()
    REVEAL = auto()
    SAVE = auto()
    TURN = auto()
    TURN_BACK = auto()
    COPY = auto()
    REVEAL_FILE = auto()
    LARGER = auto()
    SMALLER = auto()
    USUAL = auto()
    GROUP = auto()
    SPLIT = auto()
    NAME_ACTIVITY = auto()


_LETTERS = {
    "a": Command.SECOND,
    "s": Command.THIRD,
    "d": Command.AGAIN,
    "x": Command.SKIP,
    "b": Command.COMPARE,
    "w": Command.RESTRICT,
    "t": Command.REVEAL,
    "r": Command.TURN,
}
_SIGNS = {"+": Command.ADD, "/": Command.SLOT}
_PLAIN = {
    _Key.Key_Return: Command.ACCEPT,
    _Key.Key_Enter: Command.ACCEPT,
    _Key.Key_Backspace: Command.BACK,
    _Key.Key_Space: Command.LARGE,
    _Key.Key_Escape: Command.ESCAPE,
    _Key.Key_Delete: Command.WITHDRAW,
    _Key.Key_F2: Command.TITLE,
}
_WITH_CTRL = {
    _Key.Key_A: Command.ALL,
    _Key.Key_S: Command.SAVE,
    _Key.Key_C: Command.COPY,
    _Key.Key_Return: Command.OPEN,
    _Key.Key_Enter: Command.OPEN,
    _Key.Key_Equal: Command.LARGER,
    _Key.Key_Plus: Command.LARGER,
    _Key.Key_Minus: Command.SMALLER,
    _Key.Key_0: Command.USUAL,
}


def digit_of(event: QKeyEvent) -> str:
    """Return the digit that was pressed, main row or number pad, "" for any other key."""
    modifiers = event.modifiers() & ~_Modifier.KeypadModifier
    text = event.text()
    plain = modifiers in {_Modifier.NoModifier, _Modifier.ShiftModifier}  # AZERTY has its digits on Shift
    return text if plain and len(text) == 1 and text in "0123456789" else ""


def command_of(event: QKeyEvent) -> Command | None:
    """Return what a key asks for, None if it is none of ours."""
    key, modifiers = _Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier
    if key == _Key.Key_G and modifiers & _Modifier.ControlModifier:
        return {_Modifier.ControlModifier: Command.GROUP}.get(modifiers, Command.SPLIT)
    if modifiers == _Modifier.ControlModifier or modifiers == _Modifier.ControlModifier | _Modifier.ShiftModifier:
        return _WITH_CTRL.get(key)
    if modifiers == _Modifier.AltModifier and key in {_Key.Key_Return, _Key.Key_Enter}:
        return Command.DETAILS
    if modifiers not in {_Modifier.NoModifier, _Modifier.ShiftModifier}:
        return None
    if key == _Key.Key_R and modifiers == _Modifier.ShiftModifier:
        return Command.TURN_BACK
    text = event.text()
    return _SIGNS.get(text) or (_LETTERS.get(text.lower()) if text else None) or _PLAIN.get(key)


def listed() -> list[tuple[str, str]]:
    """Return (key, what it does) for the list of keys."""
    return [
        ("01–24", QCoreApplication.translate("TagKeys", "Tandai dengan indikator bernomor itu")),
        ("Enter", QCoreApplication.translate("TagKeys", "Terima usulan pertama")),
        ("A", QCoreApplication.translate("TagKeys", "Terima usulan kedua")),
        ("S", QCoreApplication.translate("TagKeys", "Terima usulan ketiga")),
        ("D", QCoreApplication.translate("TagKeys", "Tandai seperti sebelumnya")),
        ("+", QCoreApplication.translate("TagKeys", "Lalu nomor: tambah indikator, tetap di sini")),
        ("/", QCoreApplication.translate("TagKeys", "Pilih jenis bukti")),
        ("B", QCoreApplication.translate("TagKeys", "Bandingkan dengan yang mirip")),
        ("X", QCoreApplication.translate("TagKeys", "Lewati")),
        ("Backspace", QCoreApplication.translate("TagKeys", "Berkas sebelumnya")),
        (QCoreApplication.translate("TagKeys", "Spasi"), QCoreApplication.translate("TagKeys", "Pratinjau besar")),
        ("W", QCoreApplication.translate("TagKeys", "Wajah anak terlihat: batasi, atau cabut")),
        ("T", QCoreApplication.translate("TagKeys", "Tampilkan gambar terbatas")),
        ("F2", QCoreApplication.translate("TagKeys", "Ubah judul")),
        ("Del", QCoreApplication.translate("TagKeys", "Keluarkan dari daftar")),
        ("R Shift+R", QCoreApplication.translate("TagKeys", "Putar pratinjau besar")),
        ("F", QCoreApplication.translate("TagKeys", "Pratinjau besar: pas atau asli")),
        ("PgUp PgDn", QCoreApplication.translate("TagKeys", "Pratinjau besar: halaman lain")),
        (
            QCoreApplication.translate("TagKeys", "Panah, Shift, Ctrl"),
            QCoreApplication.translate("TagKeys", "Pilih seperti di Explorer"),
        ),
        (
            QCoreApplication.translate("TagKeys", "Ctrl+Spasi"),
            QCoreApplication.translate("TagKeys", "Pilih satu lagi, atau lepas"),
        ),
        ("Ctrl+A", QCoreApplication.translate("TagKeys", "Pilih semua")),
        ("Ctrl+G", QCoreApplication.translate("TagKeys", "Kelompokkan menjadi kegiatan, atau terima usulan")),
        ("Ctrl+Shift+G", QCoreApplication.translate("TagKeys", "Keluarkan dari kegiatan")),
        ("Ctrl+C", QCoreApplication.translate("TagKeys", "Salin untuk aplikasi lain")),
        ("Ctrl+S", QCoreApplication.translate("TagKeys", "Simpan salinan tanpa titik lokasi…")),
        ("Ctrl+Enter", QCoreApplication.translate("TagKeys", "Buka dengan aplikasi bawaan")),
        ("Alt+Enter", QCoreApplication.translate("TagKeys", "Rincian berkas")),
        ("Ctrl+= Ctrl+−", QCoreApplication.translate("TagKeys", "Ukuran gambar")),
        ("Ctrl+0", QCoreApplication.translate("TagKeys", "Ukuran gambar semula")),
        ("Esc", QCoreApplication.translate("TagKeys", "Batalkan pilihan")),
    ]
