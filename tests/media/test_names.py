"""What names of files tell: dates, and what a document is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_desktop.model.capture import Capture, CaptureClaim, GeoPoint, TimeSource, best_claim
from kla_desktop.model.evidence_kind import EvidenceKind, MediaKind, first_guess
from kla_desktop.model.filename_dates import claims_from_name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IMG_20240611_101522.jpg", "2024-06-11T10:15:22"),
        ("IMG20240611101522.jpg", "2024-06-11T10:15:22"),
        ("PXL_20240611_031522123.jpg", "2024-06-11T03:15:22.123+00:00"),
        ("VID_20240611_101522.mp4", "2024-06-11T10:15:22"),
        ("20240611_101522.jpg", "2024-06-11T10:15:22"),
        ("20240611_101522_001.jpg", "2024-06-11T10:15:22"),
        ("20240611_101522(0).jpg", "2024-06-11T10:15:22"),
        ("WhatsApp Image 2026-11-21 at 10.15.22.jpeg", "2026-11-21T10:15:22"),
        ("WhatsApp Image 2026-11-21 at 10.15.22 (1).jpeg", "2026-11-21T10:15:22"),
        ("WhatsApp Image 2026-11-21 at 9.15.22 PM.jpeg", "2026-11-21T21:15:22"),
        ("WhatsApp Video 2026-11-21 at 12.05.00 AM.mp4", "2026-11-21T00:05:00"),
        ("IMG-20240611-WA0003.jpg", "2024-06-11"),
        ("DOC-20240611-WA0001.pdf", "2024-06-11"),
        ("photo_2024-06-11_10-15-22.jpg", "2024-06-11T10:15:22"),
        ("photo_2024-06-11 10.15.22.jpeg", "2024-06-11T10:15:22"),
        ("Screenshot_20240611-101522.png", "2024-06-11T10:15:22"),
        ("Screenshot_2024-06-11-10-15-22-123_com.whatsapp.jpg", "2024-06-11T10:15:22.123"),
        ("Scan_20240611.pdf", "2024-06-11"),
        ("CamScanner 11-06-2024 10.15.pdf", "2024-06-11T10:15:00"),
        ("Notulen Rakor GT KLA 11 Juni 2024 (final) rev2.docx", "2024-06-11"),
        ("Daftar_hadir_7_Agustus_2025.pdf", "2025-08-07"),
        ("Undangan 1 Ags 2026.pdf", "2026-08-01"),
        ("Kegiatan 10-12 Juni 2024.pdf", "2024-06-10"),
        ("Laporan 2024-06-11.docx", "2024-06-11"),
        ("BA 11-06-2024.pdf", "2024-06-11"),
        ("BA 11.06.2024.pdf", "2024-06-11"),
        ("110624.pdf", "2024-06-11"),
        ("Juni 2024.pdf", "2024-06"),
        ("SK 188.45-123 Tahun 2024.pdf", "2024"),
        ("Rapat 12 Majuni 2024.docx", "2024"),
    ],
)
def test_the_date_in_a_name(name: str, value: str) -> None:
    claims = claims_from_name(name)
    assert [claim.value for claim in claims] == [value]
    assert claims[0].source is TimeSource.FILE_NAME
    assert 0 < claims[0].confidence < 0.85


@pytest.mark.parametrize(
    "name",
    [
        "SCN0001.pdf",
        "DSC_0042.JPG",
        "31-02-2024.pdf",
        "29 Februari 2023.pdf",
        "IMG_20241399_101522.jpg",
        "IMG_18990611_101522.jpg",
        "3276011206240001.jpg",  # looks like a NIK
        "Laporan 2024-2025.docx",
        "DSC_110624.JPG",
        "",
    ],
)
def test_no_date_where_none_is_sure(name: str) -> None:
    assert claims_from_name(name) == ()


def test_two_dates_stand_side_by_side_and_a_folder_weighs_less() -> None:
    claims = claims_from_name("Undangan 1 Mei 2024 untuk rapat 11-06-2024.pdf")
    assert {claim.value for claim in claims} == {"2024-05-01", "2024-06-11"}
    folder = claims_from_name("2024-06-11 Posyandu", TimeSource.FOLDER_NAME)[0]
    assert folder.source is TimeSource.FOLDER_NAME
    assert folder.confidence < claims_from_name("2024-06-11 Posyandu")[0].confidence


@given(st.text(max_size=300))
def test_any_name_is_borne(name: str) -> None:
    for claim in claims_from_name(name):
        assert claim.value[:4].isdigit()
    for kind in (MediaKind.PDF, MediaKind.TXT):
        assert first_guess(kind, name, name) in EvidenceKind


def test_the_best_claim_is_the_officers_then_the_surest() -> None:
    name = CaptureClaim("2024-06-11", TimeSource.FILE_NAME, 0.75)
    exif = CaptureClaim("2024-06-12T08:00:00", TimeSource.EXIF, 0.95)
    officer = CaptureClaim("2024-06-10", TimeSource.OFFICER, 0.5)
    assert best_claim([name, exif]) is exif
    assert best_claim([exif, officer, name]) is officer
    assert best_claim([]) is None
    assert Capture((name,)).best is name


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_a_position_is_on_earth(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="Earth"):
        GeoPoint(lat, lon)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Notulen Rakor GT KLA.docx", EvidenceKind.MINUTES),
        ("BA_serah-terima.pdf", EvidenceKind.MINUTES),
        ("Berita Acara.pdf", EvidenceKind.MINUTES),
        ("daftar hadir rapat SK.pdf", EvidenceKind.ATTENDANCE),
        ("ABSENSI posyandu.pdf", EvidenceKind.ATTENDANCE),
        ("SK Tim Gugus Tugas 2024.pdf", EvidenceKind.DECREE),
        ("SK2024.pdf", EvidenceKind.DECREE),
        ("Keputusan Wali Kota.pdf", EvidenceKind.DECREE),
        ("Perwal 12 2024.pdf", EvidenceKind.REGULATION),
        ("Peraturan Daerah KLA.pdf", EvidenceKind.REGULATION),
        ("Undangan rapat laporan tahunan.pdf", EvidenceKind.INVITATION),
        ("Laporan rencana aksi.pdf", EvidenceKind.REPORT),
        ("Rencana Aksi Daerah.pdf", EvidenceKind.PLAN),
        ("DPA 2025.pdf", EvidenceKind.BUDGET),
        ("MoU PKBM.pdf", EvidenceKind.MOU),
        ("SOP pengaduan.pdf", EvidenceKind.SOP),
        ("Piagam puskesmas ramah anak.pdf", EvidenceKind.CERTIFICATE),
        ("leaflet KIE.pdf", EvidenceKind.IEC),
        ("Rekap data anak.xlsx", EvidenceKind.DATA),
        ("Doc1.pdf", EvidenceKind.DOCUMENT),
        ("Basket.pdf", EvidenceKind.DOCUMENT),
    ],
)
def test_what_a_document_proves_by_its_name(name: str, kind: EvidenceKind) -> None:
    assert first_guess(MediaKind.PDF, name, "") is kind


def test_the_text_helps_where_the_name_is_silent_and_media_decide_first() -> None:
    assert first_guess(MediaKind.DOCX, "Doc1.docx", "PEMERINTAH KOTA DEPOK\nNOTULEN RAPAT") is EvidenceKind.MINUTES
    assert first_guess(MediaKind.JPEG, "Notulen.jpg", "") is EvidenceKind.PHOTO
    assert first_guess(MediaKind.MP4, "Laporan.mp4", "") is EvidenceKind.VIDEO
    assert first_guess(MediaKind.AUDIO, "rapat.opus", "") is EvidenceKind.AUDIO
    assert first_guess(MediaKind.ZIP, "Laporan.zip", "") is EvidenceKind.OTHER
    assert first_guess(MediaKind.TXT, "berita.url", "[InternetShortcut]\nURL=https://x.id/a\n") is EvidenceKind.LINK
    assert first_guess(MediaKind.TXT, "a.txt", "lihat https://x.id/a ya") is EvidenceKind.DOCUMENT
