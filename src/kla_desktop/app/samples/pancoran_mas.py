"""The sample files of a kelurahan officer: Kelurahan Pancoran Mas in 2026, everything in them invented."""

from kla_desktop.app.samples.papers import EXERCISE, Paper
from kla_desktop.app.samples.story import (
    Damaged,
    Docx,
    Forwarded,
    Opaque,
    Pdf,
    PhotographedPage,
    Plain,
    Recipe,
    SameAs,
    Screenshot,
    Sent,
    Shot,
    dated,
    on_day,
    wib,
)

_HEAD = ("PEMERINTAH KOTA DEPOK", "KECAMATAN PANCORAN MAS", "KELURAHAN PANCORAN MAS")
_LURAH, _SECRETARY = ("Lurah Pancoran Mas,", "Ratna Kusuma, S.Sos."), ("Sekretaris Kelurahan,", "Dedi Supriatna, S.IP.")
_GALAXY, _REDMI = ("samsung", "SM-A155F"), ("Xiaomi", "23106RN0DA")
_CHILDREN_MEETING, _POSYANDU, _PLAYGROUND = wib(2, 7, 9, 30, 44), wib(6, 11, 8, 35, 12), wib(8, 22, 16, 15, 30)
_TASK_FORCE, _DECREE = wib(6, 24, 9, 0), wib(1, 19, 10, 0)

POSYANDU_SHOT = Shot(
    "posyandu", "melati-1", ("POSYANDU MELATI RW 05", "Kelurahan Pancoran Mas · Kota Depok"), (-6.39712, 106.80946),
    _GALAXY,
)  # fmt: skip

_MINUTES = Paper(
    _HEAD, "NOTULEN MUSYAWARAH PERENCANAAN PEMBANGUNAN (MUSRENBANG) ANAK", "Nomor: 005/017/Kesos-PM/II/2026",
    (
        ("Topik", "Musrenbang Anak Tingkat Kelurahan Tahun 2026"),
        ("Hari/tanggal", on_day(_CHILDREN_MEETING)),
        ("Waktu", "09.00–11.45 WIB"),
        ("Tempat", "Aula Kantor Kelurahan Pancoran Mas, Kota Depok"),
        ("Pimpinan rapat", "Ratna Kusuma, S.Sos. (Lurah)"),
        ("Notulis", "Nabila (Sekretaris Forum Anak Kelurahan)"),
        ("Peserta", "42 orang: 31 anak dari 11 RW, LPM, PKK, PATBM, Puskesmas, dan guru SRA"),
    ),
    (
        ("A. Pembahasan", (
            "1. Lurah membuka musyawarah dan menjelaskan bahwa usulan anak akan dibawa ke Musrenbang Kelurahan.",
            ("2. Ketua Forum Anak memaparkan hasil jajak pendapat di 11 RW: rasa aman di jalan, tempat bermain, dan"
             " bahan bacaan menjadi tiga kebutuhan utama."),
            "3. Perwakilan RW 08 meminta pojok baca dibuka juga pada hari Sabtu. LPM menyanggupi relawan bergiliran.",
            "4. Perwakilan PATBM menerangkan cara melapor bila anak melihat atau mengalami kekerasan.",
            "5. Peserta menyampaikan bahwa masih ada orang dewasa merokok di taman bermain dan meminta tanda KTR.",
        )),
        ("B. Keputusan", (
            ("1. Lima usulan disepakati: taman baca di tiap RW; lampu jalan dekat sekolah; lapangan bebas rokok; kelas"
             " seni di Pusat Kreativitas Anak; zona selamat sekolah."),
            "2. Usulan dituangkan dalam berita acara dan diserahkan kepada LPM paling lambat 10 Februari 2026.",
            "3. Dua wakil Forum Anak diundang pada Musrenbang Kelurahan dan melaporkan hasilnya kepada anggota.",
        )),
        ("C. Penutup", ("Musyawarah ditutup pukul 11.45 WIB. Daftar hadir terlampir.",)),
    ),
    f"Depok, {dated(_CHILDREN_MEETING)}", (_LURAH, ("Notulis,", "Nabila")), _CHILDREN_MEETING,
)  # fmt: skip
_PROPOSALS = Paper(
    _HEAD, "BERITA ACARA USULAN ANAK", "Nomor: 005/018/Kesos-PM/II/2026",
    (("Hari/tanggal", on_day(wib(2, 10, 13, 0))), ("Tempat", "Kantor Kelurahan Pancoran Mas"),
     ("Kegiatan", "Penyerahan usulan Musrenbang Anak 2026")),
    (
        ("Usulan yang diserahkan", (
            "1. Taman baca di tiap RW dengan jam buka hari Sabtu.",
            "2. Lampu jalan di dekat SDN Tunas Harapan 3.",
            "3. Lapangan dan taman bermain bebas rokok, lengkap dengan tandanya.",
            "4. Kelas seni di Pusat Kreativitas Anak, dua kali sebulan.",
            "5. Zona selamat sekolah di Jalan Pitara.",
        )),
        ("Kesepakatan", (
            ("Usulan nomor 1, 3, dan 4 dimasukkan ke rencana kerja kelurahan. Usulan nomor 2 dan 5 diteruskan ke"
             " perangkat daerah yang membidangi melalui Musrenbang Kecamatan."),
        )),
    ),
    "Depok, 10 Februari 2026", (("Ketua Forum Anak,", "Fajar"), ("Ketua LPM,", "Hendra Gunawan")), wib(2, 10, 13, 0),
)  # fmt: skip
_FORUM_DECREE = Paper(
    _HEAD, "KEPUTUSAN LURAH PANCORAN MAS", "Nomor: 463/06/Kpts/Kel.PM/2026",
    (("Tentang", "Pembentukan Pengurus Forum Anak Kelurahan Pancoran Mas Masa Bakti 2026–2028"),),
    (
        ("Menimbang", (
            "a. bahwa setiap anak berhak menyampaikan pendapat dan didengar dalam hal yang menyangkut dirinya;",
            "b. bahwa untuk melembagakan partisipasi anak perlu dibentuk pengurus Forum Anak tingkat kelurahan.",
        )),
        ("Mengingat", (
            "1. Undang-Undang Nomor 35 Tahun 2014 tentang Perubahan atas Undang-Undang Perlindungan Anak;",
            "2. Peraturan Presiden Nomor 25 Tahun 2021 tentang Kebijakan Kabupaten/Kota Layak Anak;",
            "3. Peraturan Daerah Kota Depok Nomor 15 Tahun 2013 tentang Kota Layak Anak.",
        )),
        ("Memutuskan, menetapkan", (
            ("KESATU: Membentuk pengurus Forum Anak Kelurahan Pancoran Mas dengan susunan ketua, wakil ketua,"
             " sekretaris, bendahara, serta bidang untuk kelembagaan dan lima klaster."),
            ("KEDUA: Pengurus bertugas sebagai pelopor dan pelapor (2P), menyerap aspirasi anak, dan mewakili"
             " anak dalam Musrenbang."),
            "KETIGA: Biaya dibebankan pada anggaran kelurahan dan sumber lain yang sah.",
            "KEEMPAT: Keputusan ini berlaku sejak tanggal ditetapkan.",
        )),
    ),
    f"Ditetapkan di Depok, {dated(_DECREE)}", (_LURAH,), _DECREE,
)  # fmt: skip
_PATBM_DECREE = Paper(
    _HEAD, "KEPUTUSAN LURAH PANCORAN MAS", "Nomor: 463/07/Kpts/Kel.PM/2026",
    (("Tentang", "Tim Perlindungan Anak Terpadu Berbasis Masyarakat (PATBM) Kelurahan Pancoran Mas Tahun 2026"),),
    (
        ("Menimbang", ("bahwa pencegahan kekerasan terhadap anak memerlukan peran warga secara terpadu.",)),
        ("Memutuskan, menetapkan", (
            ("KESATU: Menetapkan Tim PATBM yang terdiri atas ketua, sekretaris, bidang pencegahan, bidang penerimaan"
             " pengaduan, dan bidang rujukan."),
            "KEDUA: Tim menyampaikan laporan triwulan tanpa memuat identitas anak.",
            "KETIGA: Rujukan dilakukan ke UPTD PPA Kota Depok, Puskesmas, dan PUSPAGA.",
        )),
    ),
    f"Ditetapkan di Depok, {dated(_DECREE)}", (_LURAH,), _DECREE,
)  # fmt: skip
_COORDINATION = Paper(
    _HEAD, "NOTULEN RAPAT KOORDINASI GUGUS TUGAS KELURAHAN LAYAK ANAK", "Nomor: 005/061/Kesos-PM/VI/2026",
    (
        ("Topik", "Evaluasi Gugus Tugas KLA triwulan II dan kelengkapan bukti dukung"),
        ("Hari/tanggal", on_day(_TASK_FORCE)), ("Waktu", "09.00–11.00 WIB"), ("Tempat", "Ruang rapat Kelurahan"),
        ("Pimpinan rapat", "Dedi Supriatna, S.IP."), ("Notulis", "Sari Wulandari"),
        ("Peserta", "18 orang: kelurahan, LPM, PKK, Forum Anak, PATBM, Puskesmas, sekolah, dunia usaha"),
    ),
    (
        ("Pembahasan", (
            ("1. Notulis memaparkan bahwa bukti untuk klaster II dan V masih kurang, terutama data terpilah dan foto"
             " bertanggal."),
            "2. Puskesmas melaporkan 11 posyandu aktif; data gizi bulan Juni siap diserahkan.",
            "3. Kepala SDN Tunas Harapan 3 menyampaikan rencana deklarasi SRA pada bulan Juli.",
        )),
        ("Keputusan", (
            "1. Setiap bidang menyerahkan foto dan notulen paling lambat tujuh hari setelah kegiatan.",
            "2. Tanda KTR dipasang di taman RW 08 sebelum bulan Agustus.",
            "3. Rapat berikutnya pada bulan September 2026.",
        )),
    ),
    f"Depok, {dated(_TASK_FORCE)}", (_SECRETARY, ("Notulis,", "Sari Wulandari")), _TASK_FORCE,
)  # fmt: skip
_INVITATION = f"""PEMERINTAH KOTA DEPOK
KECAMATAN PANCORAN MAS
KELURAHAN PANCORAN MAS

Nomor    : 005/012/Kesos-PM/I/2026
Sifat    : Biasa
Lampiran : 1 (satu) lembar
Hal      : Undangan Musrenbang Anak

Depok, 30 Januari 2026

Yth. Pengurus Forum Anak, Ketua RW 01 s.d. 11, LPM, PKK, PATBM,
     Kepala UPTD Puskesmas, Kepala SDN Tunas Harapan 3
di Tempat

Dengan hormat, dalam rangka menghimpun usulan anak bagi perencanaan
pembangunan, kami mengundang Saudara hadir pada:

Hari/tanggal : {on_day(_CHILDREN_MEETING)}
Waktu        : 09.00 WIB s.d. selesai
Tempat       : Aula Kantor Kelurahan Pancoran Mas
Acara        : Musrenbang Anak Tahun 2026

Setiap RW mengutus tiga anak didampingi satu orang dewasa dan membawa surat
izin orang tua/wali. Demikian, atas perhatiannya kami ucapkan terima kasih.

Lurah Pancoran Mas,
Ratna Kusuma, S.Sos.

{EXERCISE}
"""
_ATTENDANCE = Paper(
    _HEAD, "DAFTAR HADIR MUSRENBANG ANAK", "Tahun 2026",
    (("Hari/tanggal", on_day(_CHILDREN_MEETING)), ("Waktu", "09.00 WIB"), ("Tempat", "Aula Kantor Kelurahan")),
    (("Catatan", ("Peserta anak dicatat dengan nama panggilan. Izin orang tua/wali disimpan di kelurahan.",)),),
    f"Depok, {dated(_CHILDREN_MEETING)}", (_SECRETARY,), _CHILDREN_MEETING,
)  # fmt: skip
_NAMES = ("Fajar", "Nabila", "Rizky", "Aulia", "Bima", "Citra", "Dimas", "Intan", "Galih", "Laras", "Yoga", "Putri")
_GUESTS = (("Ratna Kusuma", "Lurah"), ("Hendra Gunawan", "LPM"), ("Euis Komalasari", "TP PKK"), ("Agus Salim", "PATBM"))
_PRESENT = (
    ("No.", "Nama", "Unsur", "Tanda tangan"),
    *((f"{row}.", name, f"Anak, RW {row:02d}" if row < 12 else "Anak, RW 03", "hadir")  # noqa: PLR2004 - eleven RW
      for row, name in enumerate(_NAMES, 1)),
    *((f"{row}.", name, side, "hadir") for row, (name, side) in enumerate(_GUESTS, len(_NAMES) + 1)),
)  # fmt: skip
_WEIGHED = "\n".join([
    "Posyandu;RW;Bulan;Sasaran L;Sasaran P;Ditimbang L;Ditimbang P;Gizi kurang L;Gizi kurang P;Stunting L;Stunting P",
    *(f"{name};{row:02d};Juni 2026;{31 + row};{28 + row % 4};{27 + row};{25 + row % 4};{row % 3};{(row + 1) % 2};"
      f"{(row + 2) % 3};{row % 2}"
      for row, name in enumerate(("Mawar", "Anggrek", "Dahlia", "Kenanga", "Melati", "Cempaka", "Flamboyan", "Teratai",
                                  "Seroja", "Bugenvil", "Kamboja"), 1)),
    f"# Sumber: rekap kader, {EXERCISE}", "",
])  # fmt: skip

_SLUG_CHILD, _SLUG_FOOD, _SLUG_PLAY, _SLUG_TASK = (
    "pelembagaan-partisipasi-anak", "status-gizi-balita", "infrastruktur-ramah-anak", "kelembagaan-kla",
)  # fmt: skip
_HALL = Shot("children-meeting", "musrenbang", ("MUSRENBANG ANAK 2026", "Kelurahan Pancoran Mas",
             "“Suara Anak untuk Depok Layak Anak”"), (-6.39958, 106.81204), _REDMI)  # fmt: skip
_PARK = Shot("playground", "rw08", ("TAMAN CERIA", "Ruang Bermain Ramah Anak", "RW 08 Pancoran Mas"),
             (-6.40211, 106.80833), _GALAXY)  # fmt: skip

RECIPES: tuple[Recipe, ...] = (
    Recipe("Kamera/IMG_20260611_083512.jpg", "posyandu-juni", _SLUG_FOOD, "foto-posyandu-pmt",
           "Hari buka Posyandu Melati RW 05", "Foto ponsel, EXIF lengkap", _POSYANDU, POSYANDU_SHOT),
    Recipe("Kamera/IMG_20260611_084127.jpg", "posyandu-juni", _SLUG_FOOD, "foto-posyandu-pmt",
           "Penimbangan balita di Posyandu Melati", "Difoto tegak (Orientation 6)", wib(6, 11, 8, 41, 27),
           Shot("posyandu", "melati-2", POSYANDU_SHOT.lines, (-6.39715, 106.80949), _GALAXY, upright=True)),
    Recipe("WhatsApp/WhatsApp Image 2026-06-11 at 10.15.22.jpeg", "posyandu-juni", _SLUG_FOOD, "foto-posyandu-pmt",
           "Posyandu Melati, kiriman kader", "Sama dengan foto pukul 08.35, diperkecil WhatsApp",
           wib(6, 11, 10, 15, 22), Forwarded("Kamera/IMG_20260611_083512.jpg")),
    Recipe("WhatsApp/IMG-20260611-WA0003.jpg", "pojok-baca-rw08", "fasilitas-informasi-layak-anak", "foto-fasilitas",
           "Pojok baca RW 08", "Dari WhatsApp, tanpa EXIF", wib(6, 11, 13, 2, 10),
           Sent(Shot("reading-corner", "rw08", ("POJOK BACA ANAK", "RW 08 Kelurahan Pancoran Mas"), None, _REDMI))),
    Recipe("Kamera/IMG_20260207_093044.jpg", "musrenbang-anak", _SLUG_CHILD, "foto-kegiatan-bertanggal",
           "Musrenbang Anak di aula kelurahan", "Foto ponsel, EXIF lengkap", _CHILDREN_MEETING, _HALL),
    Recipe("WhatsApp/Musrenbang Anak (1).jpg", "musrenbang-anak", _SLUG_CHILD, "foto-kegiatan-bertanggal",
           "Musrenbang Anak (salinan)", "Salinan persis dengan nama lain", _CHILDREN_MEETING,
           SameAs("Kamera/IMG_20260207_093044.jpg"), wib(2, 7, 14, 20, 5)),
    Recipe("Kamera/IMG_20260715_065811.jpg", "deklarasi-sra", "sekolah-ramah-anak", "foto-deklarasi-sra",
           "Gerbang SDN Tunas Harapan 3 dengan papan SRA", "Foto ponsel, EXIF lengkap", wib(7, 15, 6, 58, 11),
           Shot("school-gate", "sdn3", ("SEKOLAH RAMAH ANAK", "SDN Tunas Harapan 3 · Kota Depok"),
                (-6.39584, 106.81471), _REDMI)),
    Recipe("Kamera/IMG_20260822_161530.jpg", "rbra-rw08", _SLUG_PLAY, "foto-rbra-taman-dengan-tanggal",
           "Ruang Bermain Ramah Anak RW 08", "Foto ponsel, EXIF lengkap", _PLAYGROUND, _PARK),
    Recipe("Kamera/IMG_20260822_161612.jpg", "rbra-rw08", _SLUG_PLAY, None, "Foto taman yang rusak",
           "Berkas terpotong saat disalin", wib(8, 22, 16, 16, 12), Damaged("Kamera/IMG_20260822_161530.jpg")),
    Recipe("WhatsApp/WhatsApp Image 2026-07-30 at 08.03.47.jpeg", "ktr-kelurahan", "ktr-ips-rokok",
           "foto-tanda-ktr-di-kantor", "Tanda KTR di kantor kelurahan", "Dari WhatsApp, tanpa EXIF",
           wib(7, 30, 8, 3, 47),
           Sent(Shot("smoke-free-sign", "kantor", ("KAWASAN TANPA ROKOK", "Kantor Kelurahan Pancoran Mas",
                     "Terima kasih tidak merokok di sini"), None, _REDMI))),
    Recipe("Kamera/20261015_094512.jpg", "ctps-sdn3", "air-minum-sanitasi", "foto-sarana-ctps-sanitasi-sekolah",
           "Sarana cuci tangan SDN Tunas Harapan 3", "Foto ponsel, EXIF lengkap", wib(10, 15, 9, 45, 12),
           Shot("hand-washing", "sdn3", ("CUCI TANGAN PAKAI SABUN", "Basah · Sabun · Gosok · Bilas · Keringkan"),
                (-6.39589, 106.81466), _GALAXY)),
    Recipe("Kamera/Screenshot_2026-08-23-19-20-11.png", "rbra-rw08", _SLUG_TASK, "kie-kla-media-cetak-luar",
           "Unggahan media sosial tentang taman RW 08", "Tangkapan layar", wib(8, 23, 19, 20, 11),
           Screenshot("Kamera/IMG_20260822_161530.jpg", "kelurahan.pancoranmas (contoh)",
                      ("Sore di Taman Ceria RW 08: aman, bersih,", "bebas rokok. #DepokLayakAnak"))),
    Recipe("Kamera/IMG_20260210_131502.jpg", "musrenbang-anak", _SLUG_CHILD, "daftar-usulan-anak-berita-acara",
           "Berita acara usulan anak", "Halaman yang difoto", wib(2, 10, 13, 15, 2),
           PhotographedPage(_PROPOSALS, (-6.39955, 106.812), _REDMI)),
    Recipe("Dokumen/Notulen Musrenbang Anak 2026-02-07.docx", "musrenbang-anak", _SLUG_CHILD, "notulen-notula",
           "Notulen Musrenbang Anak 2026", "", wib(2, 9, 15, 10), Docx(_MINUTES)),
    Recipe("Dokumen/Daftar Hadir Musrenbang Anak.docx", "musrenbang-anak", _SLUG_CHILD, "daftar-hadir",
           "Daftar hadir Musrenbang Anak 2026", "", wib(2, 7, 12, 5), Docx(_ATTENDANCE, _PRESENT)),
    Recipe("Dokumen/Undangan Musrenbang Anak.txt", "musrenbang-anak", _SLUG_CHILD, "surat-undangan-kegiatan",
           "Undangan Musrenbang Anak 2026", "", wib(1, 30, 10, 0), Plain(_INVITATION)),
    Recipe("Dokumen/SK Forum Anak Kelurahan 2026.pdf", "sk-2026", _SLUG_CHILD, "sk-forum-anak",
           "SK Lurah tentang Forum Anak 2026–2028", "", _DECREE, Pdf(_FORUM_DECREE)),
    Recipe("Dokumen/SK PATBM 2026.pdf", "sk-2026", _SLUG_TASK, "sk-patbm-tiap-kelurahan-dan",
           "SK Lurah tentang Tim PATBM 2026", "", _DECREE, Pdf(_PATBM_DECREE)),
    Recipe("Dokumen/Notulen Rapat Gugus Tugas TW II 2026.pdf", "rapat-gugus-tugas-tw2", _SLUG_TASK,
           "undangan-daftar-hadir-notulen-rapat", "Notulen rapat Gugus Tugas triwulan II", "", wib(6, 25, 8, 30),
           Pdf(_COORDINATION)),
    Recipe("Dokumen/Data Balita Posyandu Juni 2026.csv", "posyandu-juni", _SLUG_FOOD,
           "tabel-prevalensi-gizi-kurang-buruk", "Data penimbangan balita Juni 2026", "Angka agregat per posyandu",
           wib(6, 26, 14, 40), Plain(_WEIGHED)),
    Recipe("Dokumen/cadangan_profil_anak.dat", "profil-anak", _SLUG_TASK, None, "Cadangan aplikasi profil anak",
           "Format tidak dikenal", wib(3, 4, 16, 45), Opaque("profil-anak", 6144)),
)  # fmt: skip
