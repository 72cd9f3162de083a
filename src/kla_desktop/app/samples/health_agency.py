"""The sample files of an agency's focal point: the city health agency in 2026, everything in them invented."""

from kla_desktop.app.samples.pancoran_mas import POSYANDU_SHOT
from kla_desktop.app.samples.papers import EXERCISE, Paper
from kla_desktop.app.samples.story import Docx, Pdf, Plain, Recipe, Sent, Shot, dated, on_day, wib

_HEAD = ("PEMERINTAH KOTA DEPOK", "DINAS KESEHATAN", "Bidang Kesehatan Masyarakat")
_CHIEF = ("Kepala Dinas Kesehatan,", "dr. Lestari Handayani, M.K.M.")
_PHONE = ("OPPO", "CPH2591")
_MEETING, _DECREE, _REPORT = wib(4, 14, 9, 0), wib(2, 2, 9, 0), wib(7, 8, 11, 0)

_MINUTES = Paper(
    _HEAD, "NOTULEN RAPAT TIM PERCEPATAN PENURUNAN STUNTING", "Nomor: 440/1184/Kesmas/IV/2026",
    (
        ("Topik", "Hasil pemantauan gizi balita triwulan I dan rencana aksi"),
        ("Hari/tanggal", on_day(_MEETING)), ("Waktu", "09.00–12.00 WIB"), ("Tempat", "Ruang rapat Dinas Kesehatan"),
        ("Pimpinan rapat", "dr. Lestari Handayani, M.K.M."), ("Notulis", "Wahyu Nugroho, S.Gz."),
        ("Peserta", "27 orang: puskesmas, DP3AP2KB, kecamatan, TP PKK, organisasi profesi"),
    ),
    (
        ("Pembahasan", (
            "1. Cakupan penimbangan naik, tetapi empat puskesmas belum mengirim data terpilah laki-laki dan perempuan.",
            "2. Pemberian makanan tambahan (PMT) lokal berjalan di seluruh kelurahan; fotonya perlu dilengkapi.",
            "3. Kader membutuhkan pelatihan Konvensi Hak Anak (KHA) agar layanan ramah anak merata.",
        )),
        ("Keputusan", (
            "1. Data terpilah dikirim paling lambat tanggal 5 setiap bulan.",
            "2. Pelatihan KHA bagi 22 petugas puskesmas dilaksanakan pada bulan Mei 2026.",
            "3. Bukti dukung indikator 13, 14, dan 15 dikumpulkan oleh Bidang Kesehatan Masyarakat.",
        )),
        ("Penutup", ("Rapat ditutup pukul 12.00 WIB. Daftar hadir dan undangan terlampir.",)),
    ),
    f"Depok, {dated(_MEETING)}", (_CHIEF, ("Notulis,", "Wahyu Nugroho, S.Gz.")), _MEETING,
)  # fmt: skip
_ATTENDANCE = Paper(
    _HEAD, "DAFTAR HADIR RAPAT TIM PERCEPATAN PENURUNAN STUNTING", "Triwulan I Tahun 2026",
    (("Hari/tanggal", on_day(_MEETING)), ("Tempat", "Ruang rapat Dinas Kesehatan")), (),
    f"Depok, {dated(_MEETING)}", (("Notulis,", "Wahyu Nugroho, S.Gz."),), _MEETING,
)  # fmt: skip
_PRESENT = (
    ("No.", "Nama", "Instansi", "Tanda tangan"),
    *((f"{row}.", name, office, "hadir") for row, (name, office) in enumerate((
        ("Lestari Handayani", "Dinas Kesehatan"), ("Wahyu Nugroho", "Dinas Kesehatan"), ("Rina Marlina", "DP3AP2KB"),
        ("Asep Hidayat", "Kecamatan Pancoran Mas"), ("Tuti Rahayu", "TP PKK Kota"), ("Yusuf Maulana", "Bappeda"),
        ("Dian Permata", "UPTD Puskesmas Pancoran Mas"), ("Siti Maryam", "UPTD Puskesmas Beji"),
        ("Eko Prasetyo", "UPTD Puskesmas Cimanggis"), ("Novi Anggraini", "Persatuan Ahli Gizi"),
    ), 1)),
)  # fmt: skip
_FRIENDLY = Paper(
    _HEAD, "KEPUTUSAN KEPALA DINAS KESEHATAN KOTA DEPOK", "Nomor: 440/217/Kpts/Dinkes/2026",
    (("Tentang", "Penetapan Puskesmas dengan Pelayanan Ramah Anak (PRAP) Tahun 2026"),),
    (
        ("Menimbang", ("bahwa setiap anak berhak atas layanan kesehatan yang aman dan menghargai pendapatnya.",)),
        ("Mengingat", (
            "1. Peraturan Presiden Nomor 25 Tahun 2021 tentang Kebijakan Kabupaten/Kota Layak Anak;",
            "2. Peraturan Menteri PPPA Nomor 12 Tahun 2022 tentang Penyelenggaraan Kabupaten/Kota Layak Anak.",
        )),
        ("Memutuskan, menetapkan", (
            "KESATU: Menetapkan UPTD Puskesmas Pancoran Mas, Beji, Cimanggis, dan Sukmajaya sebagai PRAP.",
            ("KEDUA: Puskesmas wajib menyediakan ruang bermain, ruang laktasi, ruang konseling, kawasan tanpa rokok,"
             " dan sarana cuci tangan yang terjangkau anak."),
            "KETIGA: Sekurang-kurangnya dua petugas di setiap puskesmas terlatih Konvensi Hak Anak.",
            "KEEMPAT: Keputusan ini berlaku sejak tanggal ditetapkan.",
        )),
    ),
    f"Ditetapkan di Depok, {dated(_DECREE)}", (_CHIEF,), _DECREE,
)  # fmt: skip
_BREAST_MILK = Paper(
    _HEAD, "LAPORAN CAKUPAN ASI EKSKLUSIF SEMESTER I TAHUN 2026", "Nomor: 440/2260/Kesmas/VII/2026",
    (("Periode", "Januari–Juni 2026"), ("Satuan", "bayi usia 0–5 bulan"), ("Sumber", "rekap UPTD puskesmas")),
    (
        ("Hasil", (
            "1. Jumlah bayi yang didata 9.412, terdiri atas 4.806 laki-laki dan 4.606 perempuan.",
            "2. Bayi yang mendapat ASI eksklusif 6.871 atau 73,0 persen.",
            "3. Ruang laktasi tersedia di seluruh puskesmas dan 14 kantor pelayanan.",
        )),
        ("Tindak lanjut", ("Konselor ASI mendampingi tiga kelurahan dengan cakupan di bawah 65 persen.",)),
    ),
    f"Depok, {dated(_REPORT)}", (_CHIEF,), _REPORT,
)  # fmt: skip
_CENTRES = ("Pancoran Mas", "Beji", "Cimanggis", "Sukmajaya", "Sawangan", "Limo", "Cinere", "Cipayung", "Cilodong",
            "Tapos", "Bojongsari")  # fmt: skip
_NUTRITION = "\n".join([
    "Puskesmas;Periode;Diukur L;Diukur P;Gizi kurang L;Gizi kurang P;Gizi buruk L;Gizi buruk P;Stunting (%)",
    *(f"{name};Semester I 2026;{1180 + 37 * row};{1122 + 31 * row};{38 + row};{35 + row};{row % 4};{row % 3};"
      f"{8 + row * 0.3:.1f}".replace(".", ",") for row, name in enumerate(_CENTRES)),
    f"# Sumber: pemantauan status gizi. {EXERCISE}", "",
])  # fmt: skip
_BIRTHS = "\n".join([
    "Puskesmas;Periode;Ibu bersalin;Bersalin di fasilitas kesehatan;Cakupan (%)",
    *(f"{name};Semester I 2026;{420 + 19 * row};{412 + 18 * row};{100 * (412 + 18 * row) / (420 + 19 * row):.1f}"
      .replace(".", ",") for row, name in enumerate(_CENTRES)),
    f"# Sumber: laporan KIA puskesmas. {EXERCISE}", "",
])  # fmt: skip

_FRIENDLY_SLUG, _FOOD = "faskes-ramah-anak", "status-gizi-balita"

RECIPES: tuple[Recipe, ...] = (
    Recipe("Foto/IMG20260318090812.jpg", "prap-pancoran-mas", _FRIENDLY_SLUG, "foto-sarana-per-komponen",
           "Ruang tunggu ramah anak Puskesmas Pancoran Mas", "Foto ponsel, EXIF lengkap", wib(3, 18, 9, 8, 12),
           Shot("waiting-room", "pancoran-mas", ("PUSKESMAS RAMAH ANAK", "Pelayanan Anak · Senin–Sabtu"),
                (-6.39346, 106.81588), _PHONE)),
    Recipe("Foto/IMG20260318091530.jpg", "prap-pancoran-mas", "pmba", "data-foto-ruang-laktasi-pojok",
           "Ruang laktasi Puskesmas Pancoran Mas", "Foto ponsel, EXIF lengkap", wib(3, 18, 9, 15, 30),
           Shot("nursing-room", "pancoran-mas", ("RUANG LAKTASI", "ASI eksklusif 6 bulan,", "lanjut hingga 2 tahun"),
                (-6.39349, 106.8159), _PHONE)),
    Recipe("Foto/WhatsApp Image 2026-03-19 at 07.41.09.jpeg", "prap-pancoran-mas", "ktr-ips-rokok",
           "foto-tanda-ktr-di-kantor", "Tanda KTR di Puskesmas", "Dari WhatsApp, tanpa EXIF", wib(3, 19, 7, 41, 9),
           Sent(Shot("smoke-free-sign", "puskesmas", ("KAWASAN TANPA ROKOK", "UPTD Puskesmas Pancoran Mas",
                     "Udara bersih hak setiap anak"), None, _PHONE))),
    Recipe("Foto/Posyandu Melati RW 05.jpg", "posyandu-juni", _FOOD, "foto-posyandu-pmt",
           "Kegiatan posyandu bulan Juni", "Berkas yang sama dikirim Kelurahan Pancoran Mas: bukti berulang",
           wib(6, 11, 8, 35, 12), POSYANDU_SHOT,
           wib(6, 12, 9, 5)),
    Recipe("Dokumen/SK Puskesmas Ramah Anak 2026.pdf", "prap-pancoran-mas", _FRIENDLY_SLUG,
           "sk-puskesmas-ramah-anak-prap", "SK Kepala Dinas tentang puskesmas ramah anak", "", _DECREE, Pdf(_FRIENDLY)),
    Recipe("Dokumen/Notulen Rapat TPPS 2026-04-14.docx", "rapat-tpps", _FOOD, "notulen-notula",
           "Notulen rapat TPPS triwulan I", "", wib(4, 15, 10, 20), Docx(_MINUTES)),
    Recipe("Dokumen/Daftar Hadir Rapat TPPS.docx", "rapat-tpps", _FOOD, "daftar-hadir", "Daftar hadir rapat TPPS", "",
           wib(4, 14, 12, 30), Docx(_ATTENDANCE, _PRESENT)),
    Recipe("Dokumen/Laporan ASI Eksklusif Semester I 2026.pdf", "laporan-semester-1", "pmba", "cakupan-asi-eksklusif",
           "Laporan cakupan ASI eksklusif semester I", "", _REPORT, Pdf(_BREAST_MILK)),
    Recipe("Dokumen/Status Gizi Balita Semester I 2026.csv", "laporan-semester-1", _FOOD,
           "tabel-prevalensi-gizi-kurang-buruk", "Tabel status gizi balita per puskesmas", "Angka agregat",
           wib(7, 6, 14, 0), Plain(_NUTRITION)),
    Recipe("Dokumen/Cakupan Persalinan Faskes Semester I 2026.csv", "laporan-semester-1", "persalinan-di-faskes",
           "tabel-cakupan-persalinan-di-faskes", "Tabel cakupan persalinan di fasilitas kesehatan", "Angka agregat",
           wib(7, 6, 14, 12), Plain(_BIRTHS)),
)  # fmt: skip
