"""The words for states, kinds, sources, verdicts, roles, and for what a job does: one table each.

Look a word up with `said(STATES, "accepted", lang)`; a key that is not in the table comes back readable, not lost.
"""

from collections.abc import Mapping

from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import Lang

Words = Mapping[str, Text]


def said(words: Words, key: str, lang: Lang) -> str:
    """Return the word for a key, or the key itself with its underscores opened."""
    found = words.get(key)
    return found.said(lang) if found is not None else key.replace("_", " ")


STATES: Words = {
    "new": Text("belum ditandai", "not tagged"),
    "tagged": Text("ditandai", "tagged"),
    "packed": Text("sudah dikemas", "packed"),
    "sent": Text("dikirim", "sent"),
    "received": Text("diterima", "received"),
    "accepted": Text("disahkan", "accepted"),
    "returned": Text("dikembalikan", "returned"),
    "withdrawn": Text("ditarik", "withdrawn"),
}
MARKS: Words = {
    "accepted": Text("disahkan", "accepted"),
    "waiting": Text("menunggu tinjauan", "waiting for review"),
    "returned": Text("dikembalikan", "returned"),
    "none": Text("belum ada", "nothing yet"),
    "not_applicable": Text("tidak berlaku", "does not apply"),
}
KINDS: Words = {
    "photo": Text("foto", "photo"),
    "minutes": Text("notulen", "minutes"),
    "decree": Text("SK", "decree"),
    "regulation": Text("peraturan", "regulation"),
    "plan": Text("rencana", "plan"),
    "budget": Text("anggaran", "budget"),
    "invitation": Text("undangan", "invitation"),
    "attendance": Text("daftar hadir", "attendance list"),
    "report": Text("laporan", "report"),
    "mou": Text("MoU/PKS", "agreement (MoU)"),
    "iec": Text("bahan KIE", "information material"),
    "data": Text("data", "data"),
    "certificate": Text("sertifikat", "certificate"),
    "sop": Text("SOP", "procedure (SOP)"),
    "link": Text("tautan", "link"),
    "video": Text("video", "video"),
    "audio": Text("rekaman suara", "sound recording"),
    "document": Text("dokumen", "document"),
    "other": Text("lainnya", "other"),
}
BASES: Words = {
    "source": Text("disebut sumber", "named by a source"),
    "question": Text("menjawab pertanyaan penilai", "answers an evaluators' question"),
    "inference": Text("saran kami", "our suggestion"),
}
TIME_SOURCES: Words = {
    "officer": Text("diisi petugas", "entered by the officer"),
    "exif": Text("dari kamera", "from the camera"),
    "gps": Text("dari jam satelit", "from the satellite clock"),
    "container": Text("dari data rekaman", "from the recording's own data"),
    "xmp": Text("dari keterangan foto", "from the photo's description"),
    "file_name": Text("perkiraan dari nama berkas", "estimated from the file name"),
    "document": Text("perkiraan dari isi dokumen", "estimated from the document's text"),
    "ocr": Text("perkiraan dari tulisan yang dibaca mesin", "estimated from writing that a machine read"),
    "folder_name": Text("perkiraan dari nama folder", "estimated from the folder name"),
    "metadata": Text("perkiraan dari catatan program pembuat berkas", "estimated from the file's properties"),
    "file_time": Text("perkiraan dari waktu berkas", "estimated from the file's time"),
    "": Text("waktu tidak diketahui", "time unknown"),
}
FACTS: Words = {
    "letter": Text("Nomor surat", "Letter number"),
    "position": Text("Posisi", "Position"),
    "proposed_place": Text("Usul tempat menurut posisi", "Proposed place by position"),
}
VERDICTS: Words = {
    "accept": Text("disahkan", "accepted"),
    "return": Text("dikembalikan untuk perbaikan", "returned for a fix"),
    "open": Text("menunggu tinjauan", "waiting for review"),
}
ROLES: Words = {
    "petugas": Text("Petugas kelurahan", "Kelurahan officer"),
    "focal": Text("Focal point perangkat daerah", "Agency focal point"),
    "sekretariat": Text("Sekretariat", "Secretariat"),
}
TRUST: Words = {
    "self": Text("laptop ini", "this laptop"),
    "unknown": Text("belum dikenal", "not known yet"),
    "accepted": Text("terdaftar", "accepted"),
    "revoked": Text("dicabut", "revoked"),
    "coordinator": Text("Sekretariat", "secretariat"),
    "desk": Text("meja Sekretariat", "desk of the secretariat"),
    "hub": Text("hub di bawah", "hub below"),
    "above": Text("hub di atas", "hub above"),
    "below": Text("melalui hub di bawah", "by a hub below"),
}
RIGHTS: Words = {
    "review": Text("meninjau", "review"),
    "request": Text("meminta", "request"),
    "receive": Text("menerima", "receive"),
}
REQUEST_STATES: Words = {
    "open": Text("diminta", "requested"),
    "fulfilled": Text("sudah dipenuhi", "fulfilled"),
    "closed": Text("ditutup", "closed"),
}
QUICK_REASONS: Words = {
    "blurred": Text("buram", "blurred"),
    "undated": Text("tanpa tanggal", "no date"),
    "wrong_indicator": Text("salah indikator", "wrong indicator"),
    "double": Text("dobel", "duplicate"),
}
DOING: Words = {
    "scanning": Text("memindai folder", "scanning folders"),
    "ingesting": Text("memasukkan berkas", "taking files in"),
    "searching": Text("memperbarui pencarian", "updating the search"),
    "reading": Text("membaca halaman", "reading pages"),
    "waiting": Text("menunggu laptop senggang", "waiting for the laptop to be idle"),
    "indexing": Text("membaca isi berkas", "reading files"),
    "renewing": Text("menyiapkan pustaka untuk versi baru", "preparing the library for the new version"),
    "grouping": Text("mengelompokkan menurut kegiatan", "grouping by activity"),
    "comparing": Text("membandingkan dengan bukti lain", "comparing with other evidence"),
    "sealing": Text("mengemas dan mengunci bundel", "packing and sealing"),
    "uploading": Text("mengirim ke hub", "sending to the hub"),
    "fetching": Text("mengambil dari hub", "fetching from the hub"),
    "bringing": Text("mengambil dari gudang bukti", "fetching from the object store"),
    "moving": Text("mengirim ke gudang bukti", "sending to the object store"),
    "looking": Text("melihat isi gudang bukti", "looking through the object store"),
    "opening": Text("membuka dan memeriksa bundel", "opening and checking"),
    "copying": Text("menyalin", "copying"),
    "verifying": Text("memeriksa ulang salinan", "reading the copy back"),
    "printing": Text("menyusun halaman", "composing pages"),
    "exporting": Text("mengekspor", "exporting"),
    "checking": Text("memeriksa pustaka", "checking the library"),
    "backing_up": Text("membuat cadangan", "backing up"),
    "restoring": Text("memulihkan cadangan", "restoring"),
    "sending": Text("mengirim", "sending"),
    "receiving": Text("menerima", "receiving"),
    "suggesting": Text("mencari usulan", "finding suggestions"),
}
WARNINGS: Words = {
    "damaged": Text(
        "Berkas ini tidak bisa dibuka. Mungkin rusak atau belum selesai disalin. Coba lagi, atau lewati dulu.",
        "This file cannot be opened. It may be damaged or not fully copied yet. Try again, or skip it for now.",
    ),
    "password": Text(
        "Berkas ini dikunci kata sandi, jadi isinya tidak terbaca. Berkasnya tetap tersimpan; judulnya bisa Anda isi.",
        "A password locks this file, so its text was not read. The file is kept; you can enter its title.",
    ),
    "too_large": Text(
        "Berkas ini terlalu besar untuk dibaca isinya. Berkasnya tetap tersimpan tanpa pratinjau.",
        "This file is too large to be read. It is kept, without a preview.",
    ),
    "timeout": Text(
        "Berkas ini terlalu lama dibaca. Berkasnya tetap tersimpan; coba baca lagi nanti.",
        "Reading this file took too long. It is kept; try to read it again later.",
    ),
    "memory": Text(
        "Berkas ini butuh memori terlalu banyak untuk dibaca. Berkasnya tetap tersimpan tanpa pratinjau.",
        "Reading this file needs too much memory. It is kept, without a preview.",
    ),
    "unsupported": Text(
        "Jenis berkas ini belum bisa dibaca di laptop ini. Berkasnya tetap tersimpan.",
        "This kind of file cannot be read on this laptop yet. The file is kept.",
    ),
    "heic": Text(
        "Foto HEIC dari iPhone belum didukung di laptop ini. Fotonya tetap tersimpan.",
        "HEIC photos from an iPhone are not supported on this laptop yet. The photo is kept.",
    ),
    "dtd": Text(
        "Dokumen ini berisi rujukan yang tidak aman, jadi isinya tidak dibaca. Berkasnya tetap tersimpan.",
        "This document holds unsafe references, so its text was not read. The file is kept.",
    ),
    "similar": Text(
        "Bukti ini mirip dengan bukti lain. Bandingkan keduanya sebelum memakainya.",
        "This evidence looks like another item. Compare the two before using it.",
    ),
    "truncated": Text(
        "Hanya bagian awal isi berkas ini yang terbaca. Berkas lengkapnya tetap tersimpan.",
        "Only the first part of this file's text was read. The whole file is kept.",
    ),
}
LIKENESS: Words = {
    "exact": Text("berkas yang sama persis", "the very same file"),
    "recompressed": Text("foto yang sama, dimampatkan ulang", "the same photo, compressed anew"),
    "resized": Text("foto yang sama, ukurannya diubah", "the same photo, resized"),
    "cropped": Text("foto yang sama, dipotong", "the same photo, cropped"),
    "rotated": Text("foto yang sama, diputar", "the same photo, turned"),
    "bordered": Text("foto yang sama, berbingkai (tangkapan layar)", "the same photo in a frame (a screenshot)"),
    "redated": Text("naskah yang sama, tanggal atau angkanya berbeda", "the same text with another date or number"),
    "reworded": Text("naskah yang hampir sama", "nearly the same text"),
    "same_text": Text("naskah yang sama dalam berkas lain", "the same text in another file"),
}
PAIR_VERDICTS: Words = {
    "same": Text("dinilai sama", "judged the same"),
    "different": Text("dinilai berbeda", "judged different"),
    "allowed": Text("boleh dipakai lagi", "reuse allowed"),
    "open": Text("belum diputuskan", "not decided"),
}
SKIPS: Words = {
    "known": Text("sudah dimasukkan sebelumnya", "taken in before"),
    "mended": Text("sudah ada; isinya yang rusak sudah dipulihkan", "already there; its damaged bytes are whole again"),
    "duplicate": Text("sudah ada di pustaka", "already in the library"),
    "empty": Text("kosong, mungkin belum selesai disalin", "empty, perhaps not fully copied"),
    "special": Text("bukan berkas biasa", "not an ordinary file"),
    "not_local": Text("belum diunduh di laptop ini", "not downloaded to this laptop yet"),
    "cloud_link": Text("hanya tautan ke dokumen daring; unduh dulu", "only a link to a document online; download it"),
    "unreadable": Text("tidak boleh dibaca", "reading is not permitted"),
    "too_deep": Text("folder terlalu dalam", "folders nested too deep"),
    "still_changing": Text("masih disalin, dicoba lagi nanti", "still being copied, tried again later"),
    "in_use": Text("sedang dipakai program lain", "in use by another program"),
    "missing": Text("tidak ditemukan", "not found"),
    "changed": Text("berubah saat dibaca, dicoba lagi nanti", "changed while being read, tried again later"),
    "unsupported": Text("jenis berkas tidak diterima", "kind of file not accepted"),
    "too_large": Text("terlalu besar", "too large"),
    "damaged": Text("rusak atau belum selesai disalin", "damaged or not fully copied"),
    "disk_full": Text("ruang simpan penuh", "disk full"),
    "password": Text("dikunci kata sandi", "locked by a password"),
    "failed": Text("gagal dibaca, bisa dicoba lagi", "could not be read, can be tried again"),
}
