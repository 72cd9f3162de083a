# ruff: noqa: E501 - a sentence a line, as in errors.py
"""What a place on a network says that is not the hub but the secretariat's object store: nothing of bundles in it."""

from collections.abc import Mapping

from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode

OF_STORAGE: Mapping[ErrorCode, Text] = {
    ErrorCode.HUB_UNREACHABLE: Text(
        "Gudang bukti tidak terjangkau, jadi berkas aslinya belum bisa dibuka. Catatan, tanda, dan gambar kecilnya ada di sini. Coba lagi begitu jaringan kembali.",
        "The object store cannot be reached, so the original cannot be opened now. Its record, tags and small picture are here. Try again when the network is back.",
    ),
    ErrorCode.HUB_BUSY: Text(
        "Gudang bukti sedang sibuk atau bermasalah. Tidak ada yang hilang. Program mencoba lagi sendiri sebentar lagi.",
        "The object store is busy or has trouble. Nothing is lost. The program tries again by itself in a while.",
    ),
    ErrorCode.HUB_LOGIN_PAGE: Text(
        "Jaringan ini meminta masuk lewat halaman web dulu. Tidak ada yang hilang. Buka peramban, masuk ke jaringan atau isi kuotanya, lalu coba lagi.",
        "This network asks you to log in on a web page first. Nothing is lost. Open a browser, log in or top up, then try again.",
    ),
    ErrorCode.HUB_CREDENTIALS: Text(
        "Gudang bukti menolak nama atau kata sandinya. Tidak ada yang berubah. Periksa keduanya di Setelan, Gudang bukti.",
        "The object store refused the user name or password. Nothing was changed. Check them in Settings, Object store.",
    ),
    ErrorCode.HUB_FORBIDDEN: Text(
        "Akun ini tidak diizinkan menulis atau membaca di gudang bukti. Tidak ada yang berubah. Minta pengelolanya memberi izin.",
        "This account may not write or read in the object store. Nothing was changed. Ask whoever runs it to allow it.",
    ),
    ErrorCode.HUB_FULL: Text(
        "Ruang di gudang bukti penuh. Yang belum terkirim tetap ada di laptop ini. Minta pengelolanya menambah ruang.",
        "The object store is full. What was not sent yet stays on this laptop. Ask whoever runs it for more room.",
    ),
    ErrorCode.HUB_TOO_LARGE: Text(
        "Gudang bukti tidak menerima berkas sebesar ini. Berkasnya tetap ada di laptop ini. Minta pengelolanya menaikkan batas menjadi 16 MB.",
        "The object store takes no files of this size. The file stays on this laptop. Ask whoever runs it to raise the limit to 16 MB.",
    ),
    ErrorCode.HUB_CERTIFICATE: Text(
        "Gudang ini tidak bisa membuktikan bahwa ia gudang Anda. Tidak ada yang dikirim. Coba jaringan lain; bila berulang, hubungi pengelolanya.",
        "This object store cannot prove that it is yours. Nothing was sent. Try another network; if it happens again, call whoever runs it.",
    ),
    ErrorCode.HUB_CLOCK: Text(
        "Sertifikat gudang tidak berlaku pada tanggal laptop ini. Tidak ada yang dikirim. Betulkan tanggal dan jam laptop; bila sudah benar, hubungi pengelolanya.",
        "The object store's certificate is not valid on this laptop's date. Nothing was sent. Set the date and time right; if they are, call whoever runs it.",
    ),
    ErrorCode.HUB_ADDRESS: Text(
        "Di alamat ini tidak ada gudang bukti. Tidak ada yang berubah. Periksa alamatnya: folder, WebDAV, atau S3, di luar folder pustaka.",
        "There is no object store at this address. Nothing was changed. Check the address: a folder, WebDAV or S3, outside the library's folder.",
    ),
    ErrorCode.HUB_PROXY: Text(
        "Proksi jaringan ini tidak bisa dipakai. Tidak ada yang berubah. Minta petugas jaringan memeriksanya, atau pakai jaringan lain.",
        "The proxy of this network cannot be used. Nothing was changed. Ask the network's administrator to check it, or use another network.",
    ),
    ErrorCode.HUB_MISSING: Text(
        "Yang dicari tidak ada di gudang bukti. Catatan dan tandanya aman di sini. Jalankan Periksa gudang.",
        "What was looked for is not in the object store. Its record and tags are safe here. Check the store.",
    ),
    ErrorCode.HUB_ANSWER: Text(
        "Jawaban gudang tidak masuk akal. Tidak ada yang kami percaya darinya, dan tidak ada yang dihapus di sini. Periksa alamatnya, atau hubungi pengelolanya.",
        "The object store's answer makes no sense. Nothing of it was believed, and nothing was removed here. Check the address, or call whoever runs it.",
    ),
    ErrorCode.DRIVE_GONE: Text(
        "Folder gudang bukti tidak ada sekarang. Catatan, tanda, dan gambar kecil ada di sini. Pasang disk atau sambungkan foldernya, lalu coba lagi.",
        "The object store's folder is not there now. Records, tags and small pictures are here. Plug the disk in or connect the folder, then try again.",
    ),
    ErrorCode.DISK_FULL: Text(
        "Disk gudang bukti penuh.[ Perlu {needed}, tersisa {free}.] Yang belum terkirim tetap ada di laptop ini. Kosongkan sebagian disk itu.",
        "The object store's disk is full.[ {needed} needed, {free} left.] What was not sent yet stays on this laptop. Make room on that disk.",
    ),
    ErrorCode.COPY_DIFFERS: Text(
        "Yang dibaca kembali dari gudang tidak sama dengan yang dikirim. Aslinya utuh di laptop ini dan tidak dihapus. Periksa gudang atau disknya.",
        "What was read back from the object store differs from what was sent. The original is whole on this laptop and was not removed. Check the store or its disk.",
    ),
}
