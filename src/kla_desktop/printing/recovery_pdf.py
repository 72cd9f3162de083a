"""The sheet with the secretariat's recovery key: one page for a safe."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kla_desktop.printing.fonts import REGULAR, SEMIBOLD, printable, register, wrapped
from kla_desktop.wording.formats import full_date

_LEFT, _ROOM = 25 * mm, 160 * mm
_INDONESIAN = (
    "Dengan kunci ini semua bundel yang pernah dikirim ke sekretariat dapat dibuka, juga bila laptop sekretariat "
    "hilang dan tidak ada cadangannya. Simpan lembar ini di lemari terkunci, terpisah dari laptop. Siapa pun yang "
    "memegangnya dapat membaca bukti anak-anak di kota Anda. Program tidak menyimpan salinannya."
)
_ENGLISH = (
    "With this key everything that was ever sent to the secretariat can be opened, even when its laptop is lost and "
    "there is no backup. Keep this sheet locked away, apart from the laptop. Whoever holds it can read the evidence "
    "about your city's children. The program keeps no copy."
)
_STEPS = "age -d -i kunci.txt -o bundel.zip 0199….kla"


def recovery_sheet(place: str, agency: str, key: Mapping[str, str], words: Sequence[str], made_at: datetime) -> bytes:
    """Draw the sheet; `key` has the recipient and the secret."""
    register()
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, pageCompression=1)
    page.setTitle("Kunci pemulihan")
    at = A4[1] - 30 * mm

    def say(text: str, face: str = REGULAR, size: float = 10, gap: float = 3) -> None:
        nonlocal at
        for line in wrapped(printable(text), face, size, _ROOM):
            page.setFont(face, size)
            page.drawString(_LEFT, at, line)
            at -= size * 1.45
        at -= gap * mm

    say("Kunci pemulihan sekretariat", SEMIBOLD, 20, 2)
    say(f"{place} · {agency}" if agency else place, size=11, gap=1)
    say(full_date(made_at, "id"), gap=8)
    for text in (_INDONESIAN, _ENGLISH):
        say(text, gap=4)
    say("Kunci rahasia", SEMIBOLD, 11, 1)
    page.setFont("Courier-Bold", 9)
    for start in range(0, len(key["secret"]), 37):
        page.drawString(_LEFT, at, key["secret"][start : start + 37])
        at -= 14
    at -= 4 * mm
    say("Enam kata", SEMIBOLD, 11, 1)
    say(" ".join(words), gap=4)
    say("Kunci umum", SEMIBOLD, 11, 1)
    say(key["recipient"], gap=6)
    say("Cara membuka: ketik kunci rahasia sebagai satu baris ke dalam kunci.txt, lalu", gap=1)
    page.setFont("Courier", 9)
    page.drawString(_LEFT, at, _STEPS)
    page.showPage()
    page.save()
    return out.getvalue()
