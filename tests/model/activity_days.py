"""Days of offices, made up with who was where: what a kelurahan and agencies find on their phones and in their folders.

Each day lists its files with the event they are of. Claims of time are read by the program's own readers from names,
folders and texts, as they are when files are taken in. GPS is left out where people have it switched off.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kla_desktop.model.activity import Piece
from kla_desktop.model.capture import TimeSource, merged_claims
from kla_desktop.model.filename_dates import claims_from_name
from kla_desktop.model.folder_dates import claims_from_folders, folders_above
from kla_desktop.model.ids import EvidenceId
from kla_desktop.model.letter_number import letter_number
from kla_desktop.model.text_dates import claims_from_text

DCIM, WA, DOWN = "E:\\DCIM\\Camera", "D:\\HP\\WhatsApp Images", "C:\\Users\\petugas\\Downloads"
AULA, RW3, RW7, RPTRA, SD, PUSK = (
    (-6.3921, 106.8130), (-6.3987, 106.8201), (-6.4051, 106.8093), (-6.3876, 106.8260), (-6.3940, 106.8022),
    (-6.4011, 106.8311),
)  # fmt: skip


@dataclass
class Day:
    """A day's files, each with the event that it is of."""

    name: str
    date: str
    pieces: list[tuple[Piece, str]] = field(default_factory=list)
    serial: int = 0
    """The next running number of a messenger, for days that are drawn by lot."""

    def _add(self, event: str, folder: str, name: str, claims: Sequence[Mapping[str, Any]], **more: Any) -> None:
        found = [
            {"value": one.value, "source": one.source.value, "confidence": one.confidence}
            for one in (*claims_from_name(name), *claims_from_folders(folders_above(f"{folder}\\{name}"), name))
        ]
        number = EvidenceId(f"{self.date}-{len(self.pieces):03d}")
        told = merged_claims([found, claims], "")
        piece = Piece(number, name=name, folder=folder, claims=told, taken_in=f"{self.date}T20:00:00Z", **more)
        self.pieces.append((piece, event))

    def cam(  # noqa: PLR0917 - days read as tables
        self,
        event: str,
        times: str,
        gps: tuple[float, float] | None = None,
        camera: str = "SM-A155F",
        folder: str = DCIM,
        name: str = "",
        title: str = "",
        place: str = "",
    ) -> None:
        """Photos of a phone with their hour in the EXIF block."""
        for at, clock in enumerate(times.split()):
            digits = clock.replace(":", "")
            called = f"{name} {at + 1}.jpg" if name else f"IMG_{self.date.replace('-', '')}_{digits}{at:02d}.jpg"
            claim = {"value": f"{self.date}T{clock}:{at % 60:02d}", "source": TimeSource.EXIF.value, "confidence": 0.9}
            near = (gps[0] + 0.0003 * (at % 3), gps[1] - 0.0002 * (at % 2)) if gps else None
            self._add(
                event,
                folder,
                called,
                [claim],
                is_shot=True,
                kind="photo",
                gps=near,
                camera=camera,
                title=title,
                place=place,
            )

    def wa(self, event: str, serials: str, received: str = "", folder: str = WA, title: str = "") -> None:
        """Photos as WhatsApp names them: the day is in the name, nothing else but when they were saved."""
        for at, serial in enumerate(serials.split()):
            claims = []
            if received:
                value = f"{self.date}T{received}:{at:02d}"
                claims = [{"value": value, "source": TimeSource.FILE_TIME.value, "confidence": 0.05}]
            called = f"IMG-{self.date.replace('-', '')}-WA{serial}.jpg"
            self._add(event, folder, called, claims, is_shot=True, kind="photo", title=title)

    def paper(  # noqa: PLR0917 - as above
        self,
        event: str,
        name: str,
        text: str = "",
        folder: str = DOWN,
        saved: str = "",
        title: str = "",
        kind: str = "document",
    ) -> None:
        """A paper with its text, as far as it has one; `saved` is when the file was written."""
        claims = [
            {"value": one.value, "source": one.source.value, "confidence": one.confidence}
            for one in claims_from_text(text)
        ]
        if saved:
            claims.append({"value": saved, "source": TimeSource.FILE_TIME.value, "confidence": 0.05})
        self._add(
            event, folder, name, claims, is_shot=False, kind=kind, text=text, title=title, letter=letter_number(text)
        )


_DAYS: list[Callable[[], Day]] = []


def _day(make: Callable[[], Day]) -> Callable[[], Day]:
    _DAYS.append(make)
    return make


def days() -> Iterator[Day]:
    """All days."""
    for make in _DAYS:
        yield make()


KOP = (
    "PEMERINTAH KOTA DEPOK\nDINAS PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK\nJalan Margonda Raya Nomor 54 Depok\n\n"
)


@_day
def kelurahan_posyandu() -> Day:
    day = Day("posyandu, foto ponsel dan daftar hadir dipindai", "2026-05-12")
    day.cam("melati", "08:10 08:12 08:31 08:55 09:40 10:05", RW3)
    day.paper(
        "melati",
        "Daftar hadir Posyandu Melati 12 Mei 2026.pdf",
        "DAFTAR HADIR\nPOSYANDU MELATI RW 03\nHari/Tanggal : Selasa, 12 Mei 2026\nPukul : 08.00 WIB",
    )
    day.paper(
        "melati",
        "Laporan Posyandu Melati Mei.docx",
        "LAPORAN KEGIATAN POSYANDU MELATI\n"
        "Posyandu Melati RW 03 dilaksanakan pada hari Selasa, 12 Mei 2026 pukul 08.00 WIB.",
    )
    return day


@_day
def two_posyandu() -> Day:
    day = Day("dua posyandu pada pagi yang sama, dua kader", "2026-05-13")
    day.cam("melati", "08:10 08:20 08:44 09:10 09:31", RW3)
    day.cam("mawar", "08:15 08:22 08:50 09:05 09:20", RW7, camera="Redmi Note 12")
    day.paper("melati", "Daftar hadir Posyandu Melati.pdf", "DAFTAR HADIR POSYANDU MELATI\nTanggal : 13 Mei 2026")
    day.paper("mawar", "Daftar hadir Posyandu Mawar.pdf", "DAFTAR HADIR POSYANDU MAWAR\nTanggal : 13 Mei 2026")
    day.paper("melati", "Notulen Posyandu Melati 13-05-2026.docx", "NOTULEN\nPosyandu Melati RW 3, 13 Mei 2026")
    day.paper("mawar", "Notulen Posyandu Mawar 13-05-2026.docx", "NOTULEN\nPosyandu Mawar RW 7, 13 Mei 2026")
    return day


@_day
def agency_meeting() -> Day:
    day = Day("rakor gugus tugas: undangan, notulen, daftar hadir, foto", "2026-06-11")
    day.paper(
        "rakor",
        "Undangan Rakor GT KLA.pdf",
        KOP + "Depok, 4 Juni 2026\nNomor : 005/412/DP3AP2KB\nPerihal : Undangan "
        "Rapat Koordinasi Gugus Tugas KLA\nHari/Tanggal : Kamis, 11 Juni 2026\nPukul : 09.00 WIB\nTempat : Aula",
    )
    day.paper(
        "rakor",
        "Notulen Rakor GT KLA 11 Juni 2026 (final) rev2.docx",
        "NOTULEN\nRapat Koordinasi Gugus Tugas KLA\n"
        "Pada hari ini Kamis tanggal 11 Juni 2026 pukul 09.15 WIB telah dilaksanakan rapat.",
    )
    day.paper(
        "rakor",
        "scan0012.pdf",
        "DAFTAR HADIR\nAcara : Rapat Koordinasi Gugus Tugas Kota Layak Anak\nHari/Tanggal : Kamis, 11 Juni 2026",
    )
    day.cam("rakor", "09:20 09:24 09:50 10:30 11:02", AULA)
    return day


@_day
def meeting_then_visit() -> Day:
    day = Day("pagi rakor di aula, siang kunjungan ke sekolah; ponsel yang sama", "2026-06-16")
    day.cam("rakor", "09:02 09:10 09:31 10:15 10:40", AULA)
    day.cam("kunjungan", "13:05 13:09 13:30 13:42 14:10", SD)
    day.paper(
        "rakor",
        "Notulen Rakor Pokja Klaster 3.docx",
        "NOTULEN\nAcara : Rapat Koordinasi Pokja Klaster III\nHari/Tanggal : Selasa, 16 Juni 2026\nPukul : 09.00 WIB",
    )
    day.paper(
        "kunjungan",
        "Laporan kunjungan SDN Beji 4.docx",
        "LAPORAN\nKunjungan ke SDN Beji 4 dalam rangka Sekolah Ramah "
        "Anak\nHari/Tanggal : Selasa, 16 Juni 2026\nPukul : 13.00 WIB",
    )
    return day


@_day
def no_gps_two_events() -> Day:
    day = Day("tanpa GPS: posyandu pagi, rapat RW sore", "2026-07-08")
    day.cam("posyandu", "08:11 08:15 08:22 08:40 09:02 09:15")
    day.cam("rapat", "15:31 15:35 15:52 16:10")
    day.paper(
        "posyandu",
        "Posyandu Kenanga 8 Juli 2026.pdf",
        "DAFTAR HADIR POSYANDU KENANGA\nHari/Tanggal : Rabu, 8 Juli 2026\nPukul : 08.00 WIB",
    )
    day.paper(
        "rapat",
        "Notulen rapat persiapan HAN RW 07.docx",
        "NOTULEN\nRapat persiapan Hari Anak Nasional RW 07\nHari/Tanggal : Rabu, 8 Juli 2026\nPukul : 15.30 WIB",
    )
    return day


@_day
def whatsapp_only() -> Day:
    day = Day("hanya WhatsApp: satu kegiatan, diterima sekaligus", "2026-07-14")
    day.wa("senam", "0003 0004 0005 0006 0007", "11:02")
    return day


@_day
def whatsapp_two_batches() -> Day:
    day = Day("WhatsApp dari dua kader tentang dua kegiatan", "2026-07-15")
    day.wa("senam", "0003 0004 0005 0006", "10:02")
    day.wa("bank sampah", "0019 0020 0021", "16:40")
    return day


@_day
def camera_and_whatsapp() -> Day:
    day = Day("foto ponsel dan foto WhatsApp dari kegiatan yang sama", "2026-07-21")
    day.cam("forum anak", "13:02 13:10 13:25 13:47 14:20 14:41", RPTRA)
    day.wa("forum anak", "0011 0012 0013", "15:05")
    day.paper(
        "forum anak",
        "Notulen Forum Anak Kelurahan.docx",
        "NOTULEN\nPertemuan Forum Anak Kelurahan Pancoran Mas\nHari/Tanggal : Selasa, 21 Juli 2026\nPukul : 13.00 WIB",
    )
    return day


@_day
def whatsapp_of_another() -> Day:
    day = Day("foto ponsel dari posyandu, foto WhatsApp malam hari dari kerja bakti", "2026-07-22")
    day.cam("posyandu", "08:02 08:10 08:25 08:47 09:20", RW3)
    day.wa("kerja bakti", "0031 0032 0033 0034", "20:15")
    return day


@_day
def minutes_a_day_later() -> Day:
    day = Day("notulen bertanggal sehari sesudahnya", "2026-08-04")
    day.cam("musyawarah", "19:32 19:40 20:05 20:31 21:00", RW7, folder="E:\\Foto\\Musyawarah Perlindungan Anak RW 07")
    day.paper(
        "musyawarah",
        "Notulen Musyawarah Perlindungan Anak RW 07.docx",
        "NOTULEN\nMusyawarah Perlindungan Anak RW 07\n\nDepok, 5 Agustus 2026\nNotulis",
    )
    return day


@_day
def scan_without_date() -> Day:
    day = Day("daftar hadir dipindai tanpa tanggal di folder yang sama", "2026-08-06")
    here = "D:\\Kegiatan\\Pelatihan Konvensi Hak Anak"
    day.cam("pelatihan", "08:40 08:55 09:30 10:20 11:10 13:05 13:40 14:30", AULA, folder=here)
    day.paper("pelatihan", "scan_0003.pdf", "", here, saved="2026-08-06T16:12:00")
    day.paper(
        "pelatihan", "Materi KHA.pdf", "Konvensi Hak Anak\nPengertian dan prinsip", here, saved="2026-08-06T07:30:00"
    )
    day.paper(
        "pelatihan",
        "Undangan.pdf",
        "Nomor : 005/88/DP3AP2KB\nPerihal : Undangan Pelatihan Konvensi Hak Anak\n"
        "Hari/Tanggal : Kamis, 6 Agustus 2026\nPukul : 08.30 WIB",
        here,
    )
    return day


@_day
def dated_folder() -> Day:
    day = Day("folder bertanggal, semua nama kamera", "2026-08-11")
    here = "D:\\Bukti KLA\\2026\\2026-08-11 Sosialisasi Stunting"
    day.cam("stunting", "09:05 09:22 09:40 10:15", None, folder=here)
    day.wa("stunting", "0101 0102 0103", "", here)
    day.paper("stunting", "Absensi.pdf", "", here, saved="2026-08-19T10:00:00")
    return day


@_day
def different_subjects() -> Day:
    day = Day("empat surat bertanggal sama, pokok berbeda", "2026-08-13")
    day.paper(
        "a",
        "SK Tim Sekolah Ramah Anak.pdf",
        KOP + "KEPUTUSAN KEPALA DINAS\nTENTANG\nTIM SEKOLAH RAMAH ANAK\nDitetapkan di "
        "Depok\npada tanggal 13 Agustus 2026",
    )
    day.paper("b", "Laporan kasus triwulan.pdf", "LAPORAN PENANGANAN KASUS KEKERASAN\nDepok, 13 Agustus 2026")
    day.paper(
        "c", "Surat permohonan data gizi.pdf", "Perihal : Permohonan data status gizi balita\nDepok, 13 Agustus 2026"
    )
    day.paper("d", "Undangan jambore.pdf", "Perihal : Undangan jambore forum anak\nDepok, 13 Agustus 2026")
    return day


@_day
def two_meetings_same_hall() -> Day:
    day = Day("dua rapat di aula yang sama, pagi dan siang", "2026-08-18")
    day.cam("klaster 2", "08:35 08:40 09:10 09:45", AULA)
    day.cam("klaster 4", "13:05 13:12 13:40 14:20", AULA)
    day.paper(
        "klaster 2",
        "Notulen Pokja Pengasuhan.docx",
        "NOTULEN\nAcara : Rapat Pokja Pengasuhan Alternatif\nHari/Tanggal : Selasa, 18 Agustus 2026\nPukul : 08.30 WIB",
    )
    day.paper(
        "klaster 4",
        "Notulen Pokja Pendidikan.docx",
        "NOTULEN\nAcara : Rapat Pokja Pendidikan dan Budaya\nHari/Tanggal : Selasa, 18 Agustus 2026\nPukul : 13.00 WIB",
    )
    day.paper(
        "klaster 4",
        "Daftar hadir Pokja Pendidikan.pdf",
        "DAFTAR HADIR\nRapat Pokja Pendidikan dan Budaya\nTanggal : 18 Agustus 2026",
    )
    return day


@_day
def titled_photos() -> Day:
    day = Day("foto tanpa EXIF yang diberi judul oleh petugas", "2026-08-20")
    day.wa("deklarasi", "0002 0004 0009", "", title="Deklarasi Kelurahan Layak Anak")
    day.wa("bank sampah", "0015 0016", "", title="Bank Sampah Anyelir RW 05")
    day.paper(
        "deklarasi",
        "Berita acara deklarasi.pdf",
        "BERITA ACARA\nDeklarasi Kelurahan Layak Anak Pancoran Mas\nPada hari ini Kamis tanggal 20 Agustus 2026",
    )
    return day


@_day
def letter_named() -> Day:
    day = Day("notulen menyebut nomor undangan, nama berkas tidak berkata apa-apa", "2026-08-25")
    day.paper(
        "rakor",
        "20260820_undangan.pdf",
        "Depok, 18 Agustus 2026\nNomor : 400.2/715/DP3AP2KB\nPerihal : Undangan\n"
        "Hari/Tanggal : Selasa, 25 Agustus 2026\nPukul : 10.00 WIB",
    )
    day.paper(
        "rakor",
        "notulen fix.docx",
        "NOTULEN\nBerdasarkan undangan Nomor 400.2/715/DP3AP2KB, pada hari Selasa, "
        "25 Agustus 2026 pukul 10.00 WIB dilaksanakan pertemuan.",
    )
    return day


@_day
def agency_two_phones() -> Day:
    day = Day("dua pegawai, dua tempat, jam yang sama, tanpa GPS, folder sendiri-sendiri", "2026-09-01")
    day.cam("pisa", "09:02 09:15 09:40 10:05", None, "SM-A155F", "D:\\Foto\\Rini\\Pusat Informasi Sahabat Anak")
    day.cam("puspaga", "09:05 09:20 09:35 10:10", None, "vivo Y36", "D:\\Foto\\Dodi\\Konseling Puspaga")
    day.paper(
        "pisa",
        "Notulen PISA.docx",
        "NOTULEN\nSosialisasi Pusat Informasi Sahabat Anak\nHari/Tanggal : Selasa, 1 September 2026\nPukul : 09.00 WIB",
    )
    day.paper(
        "puspaga", "Daftar hadir konseling puspaga.pdf", "DAFTAR HADIR\nKonseling Puspaga\nTanggal : 1 September 2026"
    )
    return day


@_day
def one_event_two_phones() -> Day:
    day = Day("satu kegiatan, dua ponsel dengan GPS", "2026-09-03")
    day.cam("imunisasi", "08:02 08:20 08:41 09:10", PUSK, "SM-A155F")
    day.cam("imunisasi", "08:10 08:33 08:52 09:25", PUSK, "Redmi Note 12", folder="D:\\HP2\\DCIM\\100MEDIA")
    day.paper(
        "imunisasi",
        "Rekap imunisasi bulan September.xlsx",
        "Imunisasi Puskesmas Pancoran Mas\nTanggal : 3 September 2026",
    )
    return day


@_day
def whole_day_training() -> Day:
    day = Day("bimtek sehari penuh dengan istirahat siang", "2026-09-08")
    day.cam("bimtek", "08:30 08:45 09:20 10:05 10:50 11:40 13:10 13:45 14:30 15:20 16:00", AULA)
    day.paper(
        "bimtek",
        "Laporan Bimtek Evaluasi KLA.docx",
        "LAPORAN KEGIATAN\nBimbingan Teknis Pengisian Evaluasi Mandiri\n"
        "Hari/Tanggal : Selasa, 8 September 2026\nPukul : 08.30 WIB",
    )
    day.paper(
        "bimtek", "Daftar Hadir Bimtek Pengisian Evaluasi Mandiri.pdf", "DAFTAR HADIR\nTanggal : 8 September 2026"
    )
    return day


@_day
def walking_tour() -> Day:
    day = Day("keliling: tiga tempat berturut-turut, satu ponsel", "2026-09-10")
    day.cam("rptra", "08:30 08:36 08:50 09:05", RPTRA)
    day.cam("sd", "09:35 09:41 09:58 10:12", SD)
    day.cam("puskesmas", "10:50 10:55 11:15 11:30", PUSK)
    return day


@_day
def walking_tour_without_gps() -> Day:
    day = Day("keliling tanpa GPS dengan jeda perjalanan satu jam", "2026-09-15")
    day.cam("rw 2", "08:00 08:06 08:12 08:20 08:27")
    day.cam("rw 9", "09:30 09:35 09:44 09:50 09:58")
    day.cam("kantor", "13:30 13:34 13:41")
    return day


@_day
def private_photos() -> Day:
    day = Day("foto kegiatan di antara foto pribadi", "2026-09-17")
    day.cam("", "06:20", RW7)
    day.cam("sosialisasi", "10:02 10:10 10:31 11:00", SD)
    day.cam("pribadi", "12:35", PUSK)
    day.cam("malam", "20:11", RW3)
    day.paper(
        "sosialisasi",
        "Daftar hadir sosialisasi cegah kekerasan SDN Beji 4.pdf",
        "DAFTAR HADIR\nSosialisasi Cegah Kekerasan\nSDN Beji 4\nTanggal : 17 September 2026",
    )
    return day


@_day
def spread_minutes() -> Day:
    day = Day("dua kegiatan; notulen satu di antaranya bertanggal keesokan hari", "2026-09-22")
    day.cam("lomba", "08:30 08:44 09:10 09:51", RPTRA, folder="D:\\Foto\\Lomba Mewarnai PAUD")
    day.cam("rakor", "13:00 13:15 13:40", AULA, folder="D:\\Foto\\Rakor PATBM")
    day.paper("lomba", "Laporan Lomba Mewarnai PAUD.docx", "LAPORAN\nLomba Mewarnai PAUD\n\nDepok, 23 September 2026")
    day.paper(
        "rakor", "Notulen Rakor PATBM.docx", "NOTULEN\nRapat Koordinasi PATBM\nHari/Tanggal : Selasa, 22 September 2026"
    )
    return day


@_day
def generic_downloads() -> Day:
    day = Day("unduhan: dokumen lepas dan satu rapat", "2026-09-24")
    day.paper(
        "rapat",
        "WhatsApp Document notulen rapat APSAI.pdf",
        "NOTULEN\nRapat APSAI dan Dunia Usaha\nHari/Tanggal : Kamis, 24 September 2026\nPukul : 10.00 WIB",
    )
    day.paper(
        "rapat",
        "Daftar Hadir APSAI Dunia Usaha.pdf",
        "DAFTAR HADIR\nRapat APSAI Dunia Usaha\nTanggal : 24 September 2026",
    )
    day.paper(
        "perda",
        "Perda KLA.pdf",
        "PERATURAN DAERAH KOTA DEPOK NOMOR 15 TAHUN 2013\nTENTANG PENYELENGGARAAN KOTA LAYAK ANAK",
    )
    day.paper("data", "Data gizi September.xlsx", "", saved="2026-09-24T11:00:00")
    day.cam("rapat", "10:05 10:21 10:40", AULA)
    return day


@_day
def evening_forum() -> Day:
    day = Day("forum anak sore, foto tiga sumber, tanpa GPS", "2026-09-29")
    here = "D:\\KLA 2026\\Forum Anak Sore 29 September 2026"
    day.cam("forum", "15:02 15:20 15:45 16:20", None, "SM-A155F", here)
    day.cam("forum", "15:10 15:33 16:01", None, "vivo Y36", here)
    day.wa("forum", "0077 0078 0079 0080", "18:30", here)
    day.paper("forum", "Notulen.docx", "NOTULEN\nForum Anak\nHari/Tanggal : Selasa, 29 September 2026", here)
    day.paper("forum", "Daftar hadir.pdf", "", here, saved="2026-09-29T17:00:00")
    return day


@_day
def parade_by_title() -> Day:
    day = Day("karnaval: foto berjalan 2 km dengan judul dari petugas", "2026-10-01")
    for times, spot in (("07:30 07:42 07:55", RW3), ("08:20 08:31", AULA), ("09:00 09:12 09:20", RPTRA)):
        day.cam("karnaval", times, spot, title="Karnaval Anak Merdeka", name=f"karnaval anak {times[:2]}")
    return day


@_day
def officer_places() -> Day:
    day = Day("dinas: dua kelurahan pada jam yang sama, tempat dinyatakan petugas", "2026-10-06")
    day.cam("depok jaya", "09:00 09:11 09:30 09:52", None, "", place="32.76.01.1001")
    day.cam("mampang", "09:04 09:15 09:33 09:55", None, "", place="32.76.01.1006")
    return day


@_day
def burst_and_silence() -> Day:
    day = Day("satu acara: sambutan, lama tak memotret, penutupan", "2026-10-08")
    day.cam("hari anak", "09:00 09:01 09:02 09:03 10:25 10:26", RPTRA)
    day.wa("hari anak", "0055 0056", "11:10")
    return day
