"""How sync stands, in one short sentence: the same on the page Bundel, in Setelan and in the status line."""

from datetime import datetime, timezone

from PySide6.QtCore import QCoreApplication

from kla_desktop.app.sync_service import Phase, SyncState
from kla_desktop.gui import texts
from kla_desktop.model.errors import ErrorCode
from kla_desktop.wording.formats import WIB, clock, when
from kla_desktop.wording.sentences import sentence

SETTLED_BY_SETTINGS = frozenset(
    {
        ErrorCode.HUB_CREDENTIALS,
        ErrorCode.HUB_ADDRESS,
        ErrorCode.HUB_OTHER,
        ErrorCode.HUB_ANSWER,
        ErrorCode.HUB_CERTIFICATE,
        ErrorCode.HUB_PROXY,
    }
)
"""What trying again does not mend: the one action offered is to open the settings."""


def reason_of(state: SyncState) -> ErrorCode | None:
    """The code of what is the matter."""
    try:
        return ErrorCode(state.reason) if state.reason else None
    except ValueError:
        return None


def fault(state: SyncState) -> str:
    """Say what is the matter with the hub; "" if nothing is."""
    code = reason_of(state)
    return sentence(code, texts.language()) if code and state.phase in {Phase.TROUBLE, Phase.WORKING} else ""


def local_clock(moment: str) -> str:
    """Write the time of day of an ISO time, in the zone of all times on the screen."""
    try:
        return clock(datetime.fromisoformat(moment).astimezone(timezone(WIB)), texts.language())
    except ValueError:
        return ""


def standing(state: SyncState) -> str:
    """Say what sync does now."""
    match state.phase:
        case Phase.PAUSED:
            return QCoreApplication.translate("Hub", "Dijeda. Tidak ada yang dikirim sampai Anda melanjutkan.")
        case Phase.OFFLINE:
            return QCoreApplication.translate("Hub", "Tanpa jaringan. Pengiriman jalan lagi begitu tersambung.")
        case Phase.ELSEWHERE:
            return QCoreApplication.translate("Hub", "Menunggu jaringan yang Anda pilih.")
        case Phase.WORKING if state.bytes_total:
            share = min(100, 100 * state.bytes_done // state.bytes_total)
            words = QCoreApplication.translate("Hub", "Mengambil dari hub, {share} %")
            if state.doing == "uploading":
                words = QCoreApplication.translate("Hub", "Mengirim ke hub, {share} %")
            return words.format(share=share)
        case Phase.WORKING:
            return QCoreApplication.translate("Hub", "Memeriksa hub…")
        case Phase.TROUBLE if state.next_at:
            return QCoreApplication.translate("Hub", "Mencoba lagi {time}").format(time=local_clock(state.next_at))
        case Phase.RESTING if state.waiting:
            return QCoreApplication.translate(
                "Hub", "Belum semuanya terkirim. Coba kini melanjutkannya; yang sudah sampai tidak diulang."
            )
        case Phase.RESTING if state.last_success:
            moment = when(state.last_success, texts.language())
            return QCoreApplication.translate("Hub", "Terakhir lancar {moment}").format(moment=moment)
        case _:
            return ""


def briefly(state: SyncState) -> str:
    """Say it in the status line; "" for what needs no words there."""
    match state.phase:
        case Phase.OFFLINE:
            return QCoreApplication.translate("Hub", "Tanpa internet, tetap bisa bekerja")
        case Phase.PAUSED:
            return QCoreApplication.translate("Hub", "Pengiriman dijeda")
        case Phase.TROUBLE if state.next_at:
            return QCoreApplication.translate("Hub", "Hub belum bisa, mencoba lagi {time}").format(
                time=local_clock(state.next_at)
            )
        case Phase.WORKING if state.bytes_total:
            return standing(state)
        case _:
            return ""
