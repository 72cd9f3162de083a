"""What stands on the pages: office Indonesian put together by chance, the same for the same seed."""

import random

NAMES = (
    """
Siti Rahmawati|Budi Santoso|Ahmad Fauzi|Dewi Lestari|Nurul Hidayah|Agus Setiawan|Rina Marlina|Yusuf Maulana|Wulan Sari
Eko Prasetyo|Fitriani Zahra|Joko Susilo|Kartika Ningrum|Muhammad Iqbal|Ratna Kusuma|Slamet Riyadi|Tri Wahyuni
Umi Kalsum|Vina Oktaviani|Zainal Abidin|I Made Suardana|Ni Luh Ayu|Maria Goreti|Yohanes Bria|Andi Pattiroi
Bambang Hermawan|Cut Meutia|Desi Ratnasari|Endang Suhartini|Ferry Gunawan|Hj. Aminah|H. Sudirman|Lukman Hakim
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
TITLES = ("S.Sos.", "S.Pd.", "M.Si.", "S.H.", "S.E., M.M.", "S.ST.", "A.Md.Keb.", "S.Psi.", "dr.", "S.IP.")
OFFICES = (
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
    "Kelurahan Pancoran Mas",
    "Dinas Kesehatan",
    "UPTD Puskesmas Sukmajaya",
    "SD Negeri Beji 3",
    "Forum Anak Kecamatan Cimanggis",
    "Badan Perencanaan Pembangunan Daerah",
    "PKK RW 07",
    "Karang Taruna",
    "Polres Metro",
    "Kantor Kementerian Agama",
    "LPM Kelurahan Mekarjaya",
    "Dinas Kependudukan dan Pencatatan Sipil",
)
PLACES = (
    "Aula Kelurahan",
    "Ruang Rapat Lantai 2",
    "Balai Warga RW 05",
    "Gedung Serbaguna",
    "Ruang Edelweis",
    "Halaman SDN Beji 3",
    "Perpustakaan Daerah",
)
TOWNS = ("Depok", "Kupang", "Sleman", "Banjarbaru", "Pontianak", "Sidoarjo", "Wonosobo", "Jayapura", "Padangsidimpuan")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu")
THINGS = (
    "penyusunan rencana aksi daerah", "pembentukan forum anak", "layanan akta kelahiran keliling",
    "imunisasi dasar lengkap", "sekolah ramah anak", "kawasan tanpa rokok", "pencegahan perkawinan usia anak",
    "penanganan gizi buruk", "taman bermain yang aman", "pelatihan konvensi hak anak", "pojok baca kelurahan",
    "pengasuhan alternatif", "informasi layak anak", "pencegahan kekerasan di lingkungan pendidikan",
    "pos sapa anak", "pendataan anak berkebutuhan khusus", "jalur aman menuju sekolah", "rumah singgah",
    "penguatan kapasitas kader", "pendampingan korban", "literasi digital keluarga",
)  # fmt: skip
WHO = (
    "para ketua RT", "kader posyandu", "guru pendamping", "perwakilan orang tua murid", "pengurus forum anak",
    "petugas puskesmas", "tim penggerak PKK", "bidan desa", "pemuda karang taruna", "tokoh agama",
    "anggota gugus tugas", "psikolog klinis", "operator SIAK", "babinsa dan bhabinkamtibmas",
)  # fmt: skip
SENTENCES = (
    "Rapat dibuka oleh {who} dan membahas {thing} serta {thing}.",
    "Sebanyak {n} anak telah menerima manfaat dari kegiatan {thing} sepanjang tahun {year}.",
    "Peserta menyepakati bahwa {thing} menjadi prioritas pada triwulan berikutnya.",
    "Anggaran yang tersedia sebesar Rp{money} dan sudah terserap {percent}%.",
    "Laporan disampaikan paling lambat tanggal {date} kepada sekretariat.",
    "Menurut {name}, kendala utama ialah kurangnya tenaga terlatih di tingkat kelurahan.",
    "Kegiatan dilaksanakan pada {day}, {date} pukul {clock} WIB bertempat di {place}.",
    "Kami mengharapkan dukungan {who} agar {thing} berjalan dengan baik.",
    "Hasil pemantauan menunjukkan {n} dari {n2} rumah tangga belum memiliki dokumen lengkap.",
    "Seluruh biaya dibebankan pada APBD Tahun Anggaran {year} sesuai ketentuan yang berlaku.",
    "{name} mengusulkan agar {thing} dijadwalkan ulang setelah masa ujian sekolah.",
    "Selanjutnya dilakukan diskusi mengenai {thing} bersama {who}.",
    "Data terpilah menurut umur, jenis kelamin, dan wilayah dilampirkan dalam tabel {small}.",
    "Anak-anak menyampaikan pendapatnya tentang {thing} melalui kotak suara dan lomba menulis surat.",
    "Apabila terjadi kekerasan, warga dapat menghubungi nomor layanan 129 atau {phone}.",
    "Tindak lanjut: {who} menyiapkan daftar sasaran, sedangkan kelurahan menyediakan tempat.",
    "Persentase capaian naik dari {percent}% menjadi {percent}% dibandingkan semester lalu.",
    "Orang tua diminta mendampingi anak saat menggunakan gawai, terutama di malam hari.",
    "Pengurus baru berjumlah {small} orang, terdiri atas {small2} perempuan dan sisanya laki-laki.",
    "Kesepakatan ini berlaku sejak ditandatangani dan akan ditinjau kembali setiap enam bulan.",
    "Kepala dinas mengapresiasi keterlibatan dunia usaha dalam {thing}.",
    "Perlu dipastikan bahwa tidak ada pungutan apa pun dalam {thing}.",
    "Foto, daftar hadir, dan notulen disimpan sebagai bukti dukung indikator {small}.",
    "Pada kesempatan itu diserahkan pula {n} paket bantuan bagi keluarga prasejahtera.",
)
LAWS = (
    "Undang-Undang Nomor 35 Tahun 2014 tentang Perubahan atas Undang-Undang tentang Perlindungan Anak;",
    "Peraturan Presiden Nomor 25 Tahun 2021 tentang Kebijakan Kabupaten/Kota Layak Anak;",
    "Peraturan Daerah Nomor {small} Tahun {year} tentang Penyelenggaraan Kota Layak Anak;",
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah;",
    "Peraturan Menteri Nomor 12 Tahun 2022 tentang Penyelenggaraan Kabupaten/Kota Layak Anak;",
)
POSTERS = (
    "STOP KEKERASAN PADA ANAK!", "AYO KE POSYANDU", "GEMAR MEMBACA", "KAWASAN TANPA ROKOK", "HARI ANAK NASIONAL",
    "SEKOLAH AMAN, ANAK NYAMAN", "CUCI TANGAN PAKAI SABUN", "LOMBA MEWARNAI", "AKTA KELAHIRAN GRATIS",
)  # fmt: skip


class Writer:
    """Words by chance, from one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def pick(self, among: tuple[str, ...] | list[str]) -> str:
        return self.dice.choice(among)

    def name(self, *, titled: bool = True) -> str:
        title = self.pick(TITLES) if titled and self.dice.random() < 0.5 else ""
        name = self.pick(NAMES)
        return f"dr. {name}" if title == "dr." else f"{name}, {title}" if title else name

    def date(self) -> str:
        return f"{self.dice.randint(1, 28)} {self.pick(MONTHS)} {self.dice.randint(2021, 2026)}"

    def number(self) -> str:
        dice = self.dice
        roman = self.pick(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"))
        office = self.pick(("DP3AP2KB", "Kesra", "Pem", "UM"))
        return f"{dice.randint(400, 900)}/{dice.randint(1, 999)}-{office}/{roman}/2025"

    def fill(self, sentence: str) -> str:
        dice = self.dice
        return sentence.format(
            who=self.pick(WHO),
            thing=self.pick(THINGS),
            n=dice.randint(12, 980),
            n2=dice.randint(1000, 4800),
            year=dice.randint(2021, 2026),
            money=f"{dice.randint(2, 950)}.{dice.randint(0, 999):03d}.000,00",
            percent=f"{dice.randint(11, 99)},{dice.randint(0, 9)}",
            date=self.date(),
            name=self.name(),
            day=self.pick(DAYS),
            clock=f"{dice.randint(7, 16):02d}.{dice.choice((0, 15, 30, 45)):02d}",
            place=self.pick(PLACES),
            small=dice.randint(6, 31),
            small2=dice.randint(2, 5),
            phone=f"08{dice.randint(11, 59)}-{dice.randint(1000, 9999)}-{dice.randint(1000, 9999)}",
        )

    def sentence(self) -> str:
        return self.fill(self.pick(SENTENCES))

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))
