"""What came together is one line; a stick is told from a folder."""

from kla_desktop.model.happening import Happening, What, arrivals

CARD = "/media/siti/KINGSTON/DCIM/100CANON"


def test_files_of_one_sitting_are_one_line() -> None:
    taken_in = [
        ("2026-11-21T07:15:00Z", "c.jpg", "/home/siti/Unduhan"),
        ("2026-11-21T07:14:00Z", "b.jpg", "/home/siti/Unduhan"),
        ("2026-11-21T07:05:00Z", "a.jpg", "/home/siti/Unduhan"),
        ("2026-11-21T06:30:00Z", "notulen.docx", "/home/siti/Unduhan"),
        ("2026-11-21T06:29:00Z", "2.jpg", f"{CARD}/b"),
        ("2026-11-21T06:28:00Z", "1.jpg", CARD),
    ]
    assert arrivals(taken_in) == [
        Happening(What.ARRIVED, "2026-11-21T07:15:00Z", 3, "Unduhan"),
        Happening(What.ARRIVED, "2026-11-21T06:30:00Z", 1, "notulen.docx"),
        Happening(What.SCANNED, "2026-11-21T06:29:00Z", 2, "KINGSTON"),
    ]


def test_sticks_of_each_system() -> None:
    folders = {
        "/run/media/siti/KINGSTON/foto": "KINGSTON", "/media/CARD": "CARD", "E:\\DCIM": "E:", "/home/media/x": "",
        "C:\\Users\\siti": "",
    }  # fmt: skip
    for folder, label in folders.items():
        (one,) = arrivals([("2026-11-21T07:15:00Z", "a.jpg", folder)])
        assert (one.what is What.SCANNED, one.name) == (bool(label), label or "a.jpg"), folder
