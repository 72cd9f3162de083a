# ruff: noqa: E501 - a sentence a line, so that the two languages can be compared; dash and quotes are wording
"""Other sentences for an ErrorCode, where the caller knows more of what was being done; written as in `errors`.

A variant takes over where the caller says `where=…`: "stick" (a USB stick), "library" (the disk of the library), "file" (whatever is written), "windows" (a folder Windows guards),
"pdf" (a PDF being written), "storage" (the object store); "several" where a name or id has several candidates; "left" (a secretariat that this laptop belonged to before).
"""

from collections.abc import Mapping

from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode
from kla_desktop.wording.storage_errors import OF_STORAGE

VARIANTS: Mapping[tuple[ErrorCode, str], Text] = {
    **{(code, "storage"): text for code, text in OF_STORAGE.items()},
    (ErrorCode.DISK_FULL, "stick"): Text(
        "USB penuh.[ Perlu {needed}, tersisa {free}.] Hapus sesuatu dari USB atau pakai USB lain – bundel tetap aman di laptop ini.",
        "The stick is full.[ {needed} needed, {free} left.] Delete something from the stick or use another one – the bundle is safe on this laptop.",
    ),
    (ErrorCode.DRIVE_ERROR, "library"): Text(
        "Disk laptop ini gagal membaca atau menulis. Yang sudah tersimpan tetap aman. Coba lagi; bila berulang, buat cadangan ke USB dan minta disknya diperiksa.",
        "This laptop's disk failed to read or write. What was saved is safe. Try again; if it happens again, make a backup to a stick and have the disk checked.",
    ),
    (ErrorCode.FAT32_LIMIT, "file"): Text(
        "Tempat ini tidak menerima berkas sebesar ini; biasanya batasnya 4 GB. Bukti Anda tetap aman di laptop ini. Pilih disk laptop ini, atau USB berformat exFAT.",
        "This place takes no file of that size; the limit is mostly 4 GB. Your evidence is safe on this laptop. Choose this laptop's disk, or a stick formatted as exFAT.",
    ),
    (ErrorCode.FOLDER_READ_ONLY, "stick"): Text(
        "USB ini hanya bisa dibaca. Coba USB lain. Bundel tetap aman di laptop ini.",
        "This stick can only be read. Try another stick. The bundle is safe on this laptop.",
    ),
    (ErrorCode.FOLDER_READ_ONLY, "windows"): Text(
        "Windows melindungi folder ini. Pilih folder lain, misalnya Unduhan. Bukti Anda tetap aman.",
        "Windows guards this folder. Choose another folder, such as Downloads. Your evidence is safe.",
    ),
    (ErrorCode.FILE_IN_USE, "pdf"): Text(
        "PDF tidak bisa disimpan karena sedang dibuka di aplikasi lain. Tutup dulu, atau simpan dengan nama lain. Bukti Anda tetap aman.",
        "The PDF cannot be saved because it is open in another application. Close it first, or save it under another name. Your evidence is safe.",
    ),
    (ErrorCode.LIBRARY_DAMAGED, "check"): Text(
        "Catatan pustaka ini rusak dan tidak bisa diperbaiki di tempatnya. Berkas asli di folder Anda tidak tersentuh. Pulihkan cadangan terakhir ke folder baru.",
        "The library's database is damaged and cannot be mended where it is. The originals in your folders are untouched. Restore the latest backup into a new folder.",
    ),
    (ErrorCode.FOLDER_MISSING, "watched"): Text(
        "[Folder {path}|Folder ini] tidak sedang dipantau. Tidak ada yang berubah. Lihat daftarnya dengan `kla watch list`.",
        "[The folder {path}|This folder] is not being watched. Nothing was changed. See the list by `kla watch list`.",
    ),
    (ErrorCode.FILE_IN_USE, "folder"): Text(
        "[{path}|Nama ini] adalah folder, bukan berkas. Tidak ada yang ditulis, bukti Anda tetap aman. Tulis juga nama berkasnya.",
        "[{path}|This] is a folder, not a file. Nothing was written, your evidence is safe. Give the name of a file as well.",
    ),
    (ErrorCode.NOTHING_TO_PRINT, "accepted"): Text(
        "Belum ada bukti yang disahkan untuk pilihan ini. Bukti yang menunggu tetap tersimpan. Tinjau bukti itu dulu, atau tampilkan juga yang menunggu.",
        "No evidence is accepted for this choice yet. Evidence that waits is kept. Review it first, or show what is waiting too.",
    ),
    (ErrorCode.WRONG_ROLE, "pack"): Text(
        "Sekretariat tidak mengemas bukti untuk dikirim. Tidak ada yang berubah. Pakai `kla reply` untuk mengirim tanda terima dan tinjauan, atau `kla relay` untuk meneruskan bukti ke hub di atas.",
        "The secretariat seals no evidence to hand over. Nothing was changed. Use `kla reply` to send receipts and reviews, or `kla relay` to hand evidence up to the hub above.",
    ),
    (ErrorCode.BUNDLE_SENDER_UNKNOWN, "left"): Text(
        "Bundel ini dari Sekretariat yang dulu; laptop ini sudah pindah. Tidak ada yang kami masukkan, bukti Anda tetap utuh. Minta balasan kepada Sekretariat yang sekarang.",
        "This bundle is from the secretariat that this laptop has left. We took nothing in, and your evidence is as it was. Ask the present secretariat for its reply.",
    ),
    (ErrorCode.NO_SUCH_EVIDENCE, "several"): Text(
        "[Beberapa bukti bernomor awal “{id}”|Beberapa bukti cocok][: {candidates}]. Tidak ada yang berubah. Tulis nomornya lebih panjang.",
        "[Several items begin with “{id}”|Several items fit][: {candidates}]. Nothing was changed. Write more of the id.",
    ),
    (ErrorCode.NO_SUCH_ACTIVITY, "several"): Text(
        "[Beberapa kegiatan bernomor awal “{activity}”|Beberapa kegiatan cocok][: {candidates}]. Tidak ada yang berubah. Tulis nomornya lebih panjang.",
        "[Several activities begin with “{activity}”|Several activities fit][: {candidates}]. Nothing was changed. Write more of the id.",
    ),
    (ErrorCode.NO_SUCH_STATION, "several"): Text(
        "[Beberapa laptop bernomor awal “{station}”|Beberapa laptop cocok][: {candidates}]. Tidak ada yang berubah. Tulis nomornya lebih panjang.",
        "[Several laptops begin with “{station}”|Several laptops fit][: {candidates}]. Nothing was changed. Write more of the id.",
    ),
    (ErrorCode.NO_SUCH_REQUEST, "several"): Text(
        "[Beberapa permintaan bernomor awal “{request}”|Beberapa permintaan cocok][: {candidates}]. Tidak ada yang berubah. Tulis nomornya lebih panjang.",
        "[Several requests begin with “{request}”|Several requests fit][: {candidates}]. Nothing was changed. Write more of the id.",
    ),
    (ErrorCode.NO_SUCH_PLACE, "several"): Text(
        "[Nama “{place}” dipakai beberapa wilayah|Nama itu dipakai beberapa wilayah][: {candidates}]. Tidak ada yang berubah. Pilih satu, lalu tulis kodenya.",
        "[Several places are called “{place}”|Several places bear that name][: {candidates}]. Nothing was changed. Choose one and write its code.",
    ),
}
