"""When a failed file is tried again, in words."""

from datetime import datetime, timedelta, timezone

from kla_desktop.model.catalogue import Text
from kla_desktop.model.retries import Retry, retry_of
from kla_desktop.wording.formats import WIB, Lang, clock, date_time

_SOON = Text("dicoba lagi sebentar lagi", "tried again in a moment")
_AT = Text("dicoba lagi pukul {time}", "tried again at {time}")
_ON = Text("dicoba lagi {time}", "tried again on {time}")
_CHANGED: dict[str, Text] = {
    "empty": Text("dimasukkan begitu ada isinya", "taken in once there is something in it"),
    "not_local": Text("dimasukkan begitu diunduh di laptop ini", "taken in once it is downloaded to this laptop"),
    "missing": Text("dimasukkan begitu muncul lagi", "taken in once it appears again"),
    "still_changing": Text("dimasukkan begitu selesai disalin", "taken in once it is fully copied"),
}
_NEVER = Text("tidak bisa menjadi bukti", "cannot be evidence")


def next_try(reason: str, next_at: str, now: datetime, lang: Lang, offset: timedelta = WIB) -> str:
    """Say when a failure of this reason is tried again; `next_at` is ISO 8601 or empty."""
    retry = retry_of(reason)
    if retry is Retry.NEVER:
        return _NEVER.said(lang)
    if retry is Retry.WHEN_CHANGED:
        return _CHANGED.get(reason, _CHANGED["still_changing"]).said(lang)
    try:
        due = datetime.fromisoformat(next_at).astimezone(timezone(offset))
    except ValueError:
        return _SOON.said(lang)
    here = now.astimezone(timezone(offset))
    if due <= here + timedelta(seconds=45):
        return _SOON.said(lang)
    if due.date() == here.date():
        return _AT.said(lang).format(time=clock(due, lang))
    return _ON.said(lang).format(time=date_time(due, lang, offset))
