# ruff: noqa: E501 - a sentence a line, so that the two languages can be compared; dash and quotes are wording
"""One sentence for each ErrorCode: what happened, that the data is safe, what to do next.

"[a {x}|b]" says a where the detail x is known, else b (or nothing). Details stand only inside brackets.
"""

from collections.abc import Mapping

from kla_desktop.model.catalogue import Text
from kla_desktop.model.errors import ErrorCode

SENTENCES: Mapping[ErrorCode, Text] = {
    ErrorCode.LIBRARY_MISSING: Text(
        "Pustaka bukti tidak ditemukan[ di {path}]. Tidak ada yang kami ubah. Pilih folder pustaka yang benar, atau buat pustaka baru.",
        "There is no evidence library[ in {path}]. Nothing was changed. Choose the right library folder, or create a new library.",
    ),
    ErrorCode.LIBRARY_EXISTS: Text(
        "Di folder ini sudah ada isinya[: {path}]. Kami tidak menyentuhnya. Buka pustaka itu, atau pilih folder lain yang kosong.",
        "There is something in this folder already[: {path}]. We left it untouched. Open that library, or choose another, empty folder.",
    ),
    ErrorCode.LIBRARY_IN_USE: Text(
        "Pustaka ini sedang dibuka di jendela lain. Bukti Anda aman. Tutup jendela itu dulu, lalu coba lagi.",
        "This library is open in another window. Your evidence is safe. Close that window first, then try again.",
    ),
    ErrorCode.LIBRARY_TOO_NEW: Text(
        "Pustaka ini dibuat oleh versi program yang lebih baru. Tidak ada yang kami ubah. Perbarui program ini, lalu buka lagi.",
        "A newer version of the program made this library. Nothing was changed. Update this program, then open it again.",
    ),
    ErrorCode.LIBRARY_DAMAGED: Text(
        "Sebagian pustaka tidak bisa dibaca. Berkas asli di folder Anda tidak tersentuh. Jalankan pemeriksaan dan perbaikan, atau pulihkan dari cadangan terakhir.",
        "Part of the library cannot be read. The originals in your folders are untouched. Run check and repair, or restore the latest backup.",
    ),
    ErrorCode.LIBRARY_LOG_FOREIGN: Text(
        "Di samping pustaka ini ada catatan sementara yang bukan miliknya, mungkin terbawa saat folder disalin. Pustaka Anda utuh; catatan itu kami sisihkan[ sebagai {path}]. Buka pustaka sekali lagi.",
        "Beside this library lay a log that is not its own, perhaps left there when a folder was copied. Your library is whole; the log was laid aside[ as {path}]. Open the library once more.",
    ),
    ErrorCode.BACKUP_DAMAGED: Text(
        "Berkas ini bukan cadangan KLA, atau tidak utuh lagi. Pustaka di laptop ini tidak tersentuh dan tidak ada yang dibuat. Pakai salinan cadangan yang lain, atau salin ulang dari tempatnya.",
        "This file is no backup of KLA, or it is not whole any more. Libraries on this laptop are untouched and nothing was made. Use another copy of the backup, or copy it again.",
    ),
    ErrorCode.KEY_MISSING: Text(
        "Kunci pustaka tidak ditemukan di laptop ini. Bukti tetap utuh dan terkunci. Masuk dengan akun yang biasa dipakai, atau pulihkan dari cadangan.",
        "The key of this library is not on this laptop. The evidence is whole and locked. Sign in with the usual account, or restore a backup.",
    ),
    ErrorCode.PASSPHRASE_NEEDED: Text(
        "Pustaka ini dikunci dengan kata sandi. Bukti Anda aman di dalamnya. Masukkan kata sandinya untuk membuka.",
        "A passphrase locks this library. Your evidence is safe inside. Enter the passphrase to open it.",
    ),
    ErrorCode.PASSPHRASE_WRONG: Text(
        "Kata sandi ini tidak cocok. Bukti Anda tetap aman dan terkunci. Periksa huruf besar dan kecilnya, lalu coba lagi.",
        "This passphrase does not fit. Your evidence is still safe and locked. Check capital and small letters, then try again.",
    ),
    ErrorCode.WRONG_ROLE: Text(
        "Langkah ini bukan untuk peran Anda. Tidak ada yang berubah. Minta Sekretariat atau kantor yang bersangkutan melakukannya.",
        "This step does not belong to your role. Nothing was changed. Ask the secretariat or the office concerned to do it.",
    ),
    ErrorCode.DESK_WITHOUT_RIGHT: Text(
        "Meja ini belum diberi wewenang untuk itu, atau masanya sudah habis. Tidak ada yang berubah. Periksa tanggal laptop ini, lalu minta Sekretariat memberi atau memperpanjang wewenang dan terima bundelnya di sini.",
        "This desk has not been given the right to do that, or its time is over. Nothing was changed. Check this laptop's date, then ask the secretariat to give or renew the right and receive its bundle here.",
    ),
    ErrorCode.NOT_ENROLLED: Text(
        "Laptop ini belum terdaftar pada Sekretariat. Bukti Anda tersimpan di sini. Buka berkas undangan (.kla-daftar) dari Sekretariat, lalu coba lagi.",
        "This laptop is not enrolled with the secretariat yet. Your evidence is kept here. Open the invitation file (.kla-daftar) from the secretariat, then try again.",
    ),
    ErrorCode.DISK_FULL: Text(
        "Ruang simpan penuh.[ Perlu {needed}, tersisa {free}.] Yang sudah tersimpan tetap aman. Kosongkan sebagian, atau pakai tempat lain.",
        "The disk is full.[ {needed} needed, {free} left.] What was saved is safe. Free some space, or use another place.",
    ),
    ErrorCode.FOLDER_READ_ONLY: Text(
        "Folder ini hanya bisa dibaca[: {path}]. Bukti Anda tetap aman di laptop ini. Pilih folder lain, misalnya Unduhan.",
        "This folder can only be read[: {path}]. Your evidence is safe on this laptop. Choose another folder, such as Downloads.",
    ),
    ErrorCode.FOLDER_MISSING: Text(
        "Folder ini tidak ada[: {path}]. Bukti yang sudah masuk tetap aman. Pasang USB atau sambungkan jaringannya, atau pilih folder lain.",
        "This folder is not there[: {path}]. Evidence already taken in is safe. Plug in the stick, connect the network, or choose another folder.",
    ),
    ErrorCode.FILE_MISSING: Text(
        "Berkas ini tidak bisa ditemukan atau dibaca[: {path}]. Tidak ada yang kami ubah. Periksa nama dan tempatnya, lalu coba lagi.",
        "This file cannot be found or read[: {path}]. Nothing was changed. Check its name and place, then try again.",
    ),
    ErrorCode.FILE_IN_USE: Text(
        "Berkas ini sedang dibuka di aplikasi lain, atau sudah ada[: {path}]. Isinya tidak kami ubah. Tutup dulu, atau pakai nama lain.",
        "This file is open in another application, or exists already[: {path}]. It was not changed. Close it first, or use another name.",
    ),
    ErrorCode.DRIVE_GONE: Text(
        "USB tercabut saat menyalin. Pasang kembali; penyalinan dilanjutkan[ dari berkas ke-{next}]. Bundel tetap aman di laptop ini.",
        "The stick was pulled out while copying. Plug it in again; copying goes on[ from file {next}]. The bundle is safe on this laptop.",
    ),
    ErrorCode.DRIVE_ERROR: Text(
        "USB atau disk ini gagal membaca atau menulis[: {path}]. Bukti tetap aman di laptop ini. Coba USB lain; yang ini mungkin rusak.",
        "This stick or disk failed to read or write[: {path}]. The evidence is safe on this laptop. Try another stick; this one may be damaged.",
    ),
    ErrorCode.DRIVE_BUSY: Text(
        "USB ini masih dipakai program lain, jadi belum bisa dikeluarkan. Isinya aman. Tutup berkas dan jendela folder dari USB ini, lalu coba lagi.",
        "Another program is still using this stick, so it cannot be ejected yet. What is on it is safe. Close files and folder windows of the stick, then try again.",
    ),
    ErrorCode.FAT32_LIMIT: Text(
        "USB ini tidak menerima berkas di atas 4 GB[; bundel ini {size}]. Bundel tetap aman di laptop ini. Buat bundel yang lebih kecil, atau pakai USB berformat exFAT.",
        "This stick takes no file above 4 GB[; the bundle has {size}]. The bundle is safe on this laptop. Make smaller bundles, or use a stick formatted as exFAT.",
    ),
    ErrorCode.COPY_DIFFERS: Text(
        "Salinan ini tidak sama dengan aslinya[: {path}]. Aslinya utuh di laptop ini, dan salinan itu tidak dipakai. Coba lagi dengan USB lain.",
        "The copy differs from the original[: {path}]. The original is whole on this laptop, and the copy is not used. Try again with another stick.",
    ),
    ErrorCode.HUB_UNREACHABLE: Text(
        "Hub tidak terjangkau. Bundel tetap aman di laptop ini. Pengiriman dilanjutkan begitu jaringan kembali; Anda tidak perlu mengulang.",
        "The hub cannot be reached. The bundle is safe on this laptop. Sending goes on as soon as the network is back; there is nothing to repeat.",
    ),
    ErrorCode.HUB_BUSY: Text(
        "Hub sedang sibuk atau bermasalah. Bundel tetap aman di laptop ini. Program mencoba lagi sendiri sebentar lagi.",
        "The hub is busy or has trouble. The bundle is safe on this laptop. The program tries again by itself in a while.",
    ),
    ErrorCode.HUB_LOGIN_PAGE: Text(
        "Jaringan ini meminta masuk lewat halaman web dulu. Bundel tetap aman di laptop ini. Buka peramban, masuk ke jaringan atau isi kuotanya; lalu pengiriman jalan lagi.",
        "This network asks you to log in on a web page first. The bundle is safe on this laptop. Open a browser, log in or top up; sending then goes on.",
    ),
    ErrorCode.HUB_CREDENTIALS: Text(
        "Hub menolak nama atau kata sandinya. Bundel tetap aman di laptop ini. Periksa keduanya di Setelan, atau minta yang baru kepada Sekretariat.",
        "The hub refused the user name or password. The bundle is safe on this laptop. Check them in Settings, or ask the secretariat for new ones.",
    ),
    ErrorCode.HUB_FORBIDDEN: Text(
        "Akun ini tidak diizinkan menulis atau membaca di hub. Bundel tetap aman di laptop ini. Minta pengelola hub memberi izin.",
        "This account may not write or read on the hub. The bundle is safe on this laptop. Ask whoever runs the hub to allow it.",
    ),
    ErrorCode.HUB_FULL: Text(
        "Ruang di hub penuh. Bundel tetap aman di laptop ini. Minta Sekretariat mengosongkan hub, atau serahkan lewat USB.",
        "The hub is full. The bundle is safe on this laptop. Ask the secretariat to make room, or hand it over on a stick.",
    ),
    ErrorCode.HUB_TOO_LARGE: Text(
        "Hub tidak menerima potongan sebesar ini. Bundel tetap aman di laptop ini. Minta pengelola hub menaikkan batasnya, atau serahkan lewat USB.",
        "The hub takes no pieces of this size. The bundle is safe on this laptop. Ask whoever runs the hub to raise its limit, or hand it over on a stick.",
    ),
    ErrorCode.HUB_CERTIFICATE: Text(
        "Hub ini tidak bisa membuktikan bahwa ia hub Anda. Tidak ada yang dikirim; bundel tetap aman di laptop ini. Coba jaringan lain; bila berulang, hubungi Sekretariat.",
        "This hub cannot prove that it is yours. Nothing was sent; the bundle is safe on this laptop. Try another network; if it happens again, call the secretariat.",
    ),
    ErrorCode.HUB_CLOCK: Text(
        "Sertifikat hub tidak berlaku pada tanggal laptop ini. Tidak ada yang dikirim; bundel tetap aman. Betulkan tanggal dan jam laptop; bila sudah benar, hubungi Sekretariat.",
        "The hub's certificate is not valid on this laptop's date. Nothing was sent; the bundle is safe. Set the laptop's date and time right; if they are, call the secretariat.",
    ),
    ErrorCode.HUB_ADDRESS: Text(
        "Di alamat ini tidak ada hub. Bundel tetap aman di laptop ini. Periksa alamatnya di Setelan, atau minta kepada Sekretariat.",
        "There is no hub at this address. The bundle is safe on this laptop. Check the address in Settings, or ask the secretariat for it.",
    ),
    ErrorCode.HUB_PROXY: Text(
        "Proksi jaringan ini tidak bisa dipakai. Bundel tetap aman di laptop ini. Minta petugas jaringan memeriksa pengaturan proksi, atau pakai jaringan lain.",
        "The proxy of this network cannot be used. The bundle is safe on this laptop. Ask the network's administrator to check the proxy settings, or use another network.",
    ),
    ErrorCode.HUB_MISSING: Text(
        "Yang dicari tidak ada lagi di hub. Tidak ada yang kami ubah. Coba lagi nanti; pengirim menyimpannya sampai ada tanda terima.",
        "What was looked for is no longer on the hub. Nothing was changed. Try again later; the sender keeps it until there is a receipt.",
    ),
    ErrorCode.HUB_OCCUPIED: Text(
        "Di hub sudah ada berkas lain dengan nama ini. Berkas itu tidak kami timpa, dan bundel tetap aman di laptop ini. Hubungi Sekretariat, atau serahkan lewat USB.",
        "Another file of this name lies on the hub. We did not overwrite it, and the bundle is safe on this laptop. Call the secretariat, or hand it over on a stick.",
    ),
    ErrorCode.HUB_ANSWER: Text(
        "Jawaban hub tidak masuk akal. Tidak ada yang kami percaya darinya; bundel tetap aman di laptop ini. Periksa alamat hub, atau hubungi pengelolanya.",
        "The hub's answer makes no sense. Nothing of it was believed; the bundle is safe on this laptop. Check the hub's address, or call whoever runs it.",
    ),
    ErrorCode.HUB_TOO_NEW: Text(
        "Hub ini dibuat oleh versi program yang lebih baru. Bundel tetap aman di laptop ini. Perbarui program ini, lalu kirim lagi.",
        "A newer version of the program made this hub. The bundle is safe on this laptop. Update this program, then send again.",
    ),
    ErrorCode.HUB_UNSET: Text(
        "Laptop ini belum punya hub. Bundel tetap aman di laptop ini. Isi alamat hub di Setelan, Sinkronisasi (atau `kla hub set`), atau serahkan lewat USB.",
        "This laptop has no hub yet. The bundle is safe on this laptop. State the hub's address in Settings, Sync (or by `kla hub set`), or hand it over on a stick.",
    ),
    ErrorCode.HUB_OTHER: Text(
        "Hub di alamat ini milik sekretariat lain. Tidak ada yang dikirim; bundel tetap aman di laptop ini. Periksa alamatnya, atau minta kepada Sekretariat Anda.",
        "The hub at this address belongs to another secretariat. Nothing was sent; the bundle is safe on this laptop. Check the address, or ask your secretariat for it.",
    ),
    ErrorCode.HUB_PORT: Text(
        "Alamat atau pintu jaringan ini [({port}) ]tidak bisa dipakai. Tidak ada yang berubah. Pilih nomor lain, atau tutup program lain yang memakainya.",
        "This network address or port [({port}) ]cannot be used. Nothing was changed. Choose another number, or close the other program that uses it.",
    ),
    ErrorCode.RECOVERY_WRITTEN: Text(
        "Kunci pemulihan sudah pernah ditulis, dan program tidak menyimpannya lagi. Tidak ada yang berubah. Pakai lembar yang lama, atau buat kunci baru dengan --renew.",
        "The recovery key was written before, and the program keeps it no longer. Nothing was changed. Use the earlier sheet, or make a new key with --renew.",
    ),
    ErrorCode.NO_SUCH_EVIDENCE: Text(
        "[Bukti “{id}”|Bukti itu] tidak ada di pustaka ini. Tidak ada yang berubah. Periksa nomornya, atau cari lewat judul.",
        "There is no [evidence “{id}”|such evidence] in this library. Nothing was changed. Check its id, or search for its title.",
    ),
    ErrorCode.NO_SUCH_INDICATOR: Text(
        "[Indikator “{indicator}”|Indikator itu] tidak ada di katalog. Tidak ada yang berubah. Ketik nomornya, misalnya 06, atau nama pendeknya.",
        "There is no [indicator “{indicator}”|such indicator] in the catalogue. Nothing was changed. Type its number, such as 06, or its short name.",
    ),
    ErrorCode.NO_SUCH_SLOT: Text(
        "[Jenis bukti “{slot}”|Jenis bukti itu] tidak ada[ pada indikator {indicator}]. Tidak ada yang berubah. Lihat daftarnya di Cakupan, lalu coba lagi.",
        "There is no [kind of evidence “{slot}”|such kind of evidence][ under indicator {indicator}]. Nothing was changed. Look it up in Coverage, then try again.",
    ),
    ErrorCode.NO_SUCH_ACTIVITY: Text(
        "Kegiatan itu tidak ada (lagi). Tidak ada yang berubah. Lihat daftarnya dengan kla activities atau di Tandai, lalu coba lagi.",
        "There is no such activity (any more). Nothing was changed. Look it up with kla activities or in Tag, then try again.",
    ),
    ErrorCode.NO_SUCH_PLACE: Text(
        "[Wilayah “{place}”|Wilayah itu] tidak dikenal. Tidak ada yang berubah. Tulis nama lengkap atau kodenya, misalnya 32.76.01.1008.",
        "[The place “{place}”|That place] is not known. Nothing was changed. Write its full name or its code, such as 32.76.01.1008.",
    ),
    ErrorCode.NO_SUCH_STATION: Text(
        "[Laptop “{station}”|Laptop itu] tidak ada dalam daftar. Tidak ada yang berubah. Lihat daftar laptop, lalu pilih salah satu.",
        "[The laptop “{station}”|That laptop] is not on the list. Nothing was changed. Look at the list of laptops and choose one.",
    ),
    ErrorCode.NO_SUCH_REQUEST: Text(
        "[Permintaan “{request}”|Permintaan itu] tidak ada. Tidak ada yang berubah. Lihat daftarnya dengan `kla requests`, lalu coba lagi.",
        "There is no [request “{request}”|such request]. Nothing was changed. Look at the list by `kla requests`, then try again.",
    ),
    ErrorCode.BAD_DATE: Text(
        "[“{text}” bukan tanggal|Tanggal itu tidak bisa dibaca]. Tidak ada yang berubah. Tulis tahun-bulan-hari, misalnya 2026-11-23.",
        "[“{text}” is not a date|That date cannot be read]. Nothing was changed. Write year-month-day, such as 2026-11-23.",
    ),
    ErrorCode.NOT_YOURS: Text(
        "Bukti ini milik kantor lain. Tidak ada yang berubah. Hanya pengirimnya yang bisa mengubah; Sekretariat bisa mengembalikannya untuk perbaikan.",
        "This evidence belongs to another office. Nothing was changed. Only its sender may change it; the secretariat can return it for a fix.",
    ),
    ErrorCode.UNDO_LATER_FIRST: Text(
        "Langkah ini belum bisa diurungkan, karena bukti yang sama sudah diubah lagi sesudahnya. Tidak ada yang berubah. Urungkan dulu langkah yang lebih baru.",
        "This step cannot be undone yet, because the same evidence was changed again after it. Nothing was changed. Undo the newer step first.",
    ),
    ErrorCode.NOTHING_TO_UNDO: Text(
        "Tidak ada yang bisa diurungkan. Semua tersimpan seperti yang terlihat. Lanjutkan saja pekerjaan Anda.",
        "There is nothing to undo. Everything is saved as you see it. Just go on working.",
    ),
    ErrorCode.NOTHING_TO_REDO: Text(
        "Tidak ada yang bisa diulangi. Semua tersimpan seperti yang terlihat. Lanjutkan saja pekerjaan Anda.",
        "There is nothing to redo. Everything is saved as you see it. Just go on working.",
    ),
    ErrorCode.NOTHING_TO_PACK: Text(
        "Tidak ada bukti baru untuk dikemas. Yang sudah dikirim tetap tercatat. Tandai bukti dulu, lalu buat bundel.",
        "There is no new evidence to pack. What was sent is on record. Tag evidence first, then make a bundle.",
    ),
    ErrorCode.NOTHING_TO_PRINT: Text(
        "Belum ada bukti untuk pilihan ini. Tidak ada yang ditulis. Pilih wilayah, tahun, atau indikator lain, atau tandai bukti dulu.",
        "There is no evidence for this choice yet. Nothing was written. Choose another place, year or indicator, or tag evidence first.",
    ),
    ErrorCode.REASON_NEEDED: Text(
        "Bukti hanya bisa dikembalikan dengan alasan. Belum ada yang berubah. Pilih alasan cepat, atau tulis satu kalimat.",
        "Evidence can only be returned with a reason. Nothing was changed yet. Choose a quick reason, or write one sentence.",
    ),
    ErrorCode.VERDICT_LEFT: Text(
        "Keputusan ini sudah berangkat[ dengan balasan {number}], jadi tidak bisa ditarik lagi. Tidak ada yang berubah. Beri keputusan baru; pengirim membacanya pada balasan berikutnya.",
        "This decision has left already[ with reply {number}], so it cannot be taken back. Nothing was changed. Give a new decision; the sender reads it in the next reply.",
    ),
    ErrorCode.VERDICT_FOREIGN: Text(
        "Keputusan ini diberikan di meja lain. Tidak ada yang berubah. Beri keputusan Anda sendiri; yang terakhir berlaku.",
        "This decision was given at another desk. Nothing was changed. Give your own decision; the last one holds.",
    ),
    ErrorCode.RECOVERY_KEY_FAULT: Text(
        "Ini bukan kunci pemulihan, atau ada huruf yang salah ketik. Tidak ada yang berubah. Periksa lembarnya huruf demi huruf: dimulai AGE-SECRET-KEY-1, 74 huruf dan angka.",
        "This is no recovery key, or a letter was mistyped. Nothing was changed. Check the sheet letter by letter: it begins with AGE-SECRET-KEY-1 and has 74 letters and digits.",
    ),
    ErrorCode.RECOVERY_KEY_OTHER: Text(
        "Kunci pemulihan ini bukan untuk cadangan ini, atau cadangannya dibuat sebelum ada kunci itu. Tidak ada yang berubah. Pakai lembar yang lain, kata sandi pustakanya, atau pulihkan dari bundel.",
        "This recovery key does not belong to this backup, or the backup was made before there was one. Nothing was changed. Use another sheet, the library's passphrase, or restore from bundles.",
    ),
    ErrorCode.RECOVERY_WORDS: Text(
        "Sebelum dipercaya, bandingkan dulu dengan satu kelurahan lewat telepon: di layar Bundel mereka, “Isi bundel dikunci untuk”, harus tertulis[ {words}]. Belum ada yang dibuat. Bila sama, ulangi dengan enam kata itu.",
        "Before it is believed, compare with one kelurahan by phone: on their page Bundel, under “Isi bundel dikunci untuk”, it must say[ {words}]. Nothing was made yet. If they agree, try again with these six words.",
    ),
    ErrorCode.RECOVERY_NOTHING: Text(
        "Tidak ada bundel Sekretariat yang bisa dibuka dengan kunci ini di sana. Tidak ada yang berubah. Cari USB lain, folder hub, atau minta kelurahan menyalin bundel dan balasan terakhirnya.",
        "No bundle of the secretariat was found there that this key opens. Nothing was changed. Look for other sticks or the hub's folder, or ask a kelurahan to copy its last bundle and reply.",
    ),
    ErrorCode.NOTHING_INSIDE: Text(
        "Berkas ini tidak berisi berkas lain. Berkasnya tetap tersimpan. Pilih berkas ZIP, atau surel yang punya lampiran.",
        "This file holds no other files. It is kept as it is. Choose a ZIP file, or a mail with attachments.",
    ),
    ErrorCode.NO_SUCH_ENTRY: Text(
        "[Berkas “{entry}”|Berkas itu] tidak ada di dalamnya. Tidak ada yang berubah. Lihat daftar isinya, lalu coba lagi.",
        "There is no [file “{entry}”|such file] inside. Nothing was changed. Look at the list of its contents, then try again.",
    ),
    ErrorCode.UNFOLD_DAMAGED: Text(
        "Isi berkas ini tidak bisa dibuka; mungkin rusak. Berkasnya tetap tersimpan apa adanya. Minta pengirimnya menyalin ulang.",
        "The contents of this file cannot be opened; it may be damaged. It is kept as it is. Ask its sender for a new copy.",
    ),
    ErrorCode.UNFOLD_TOO_LARGE: Text(
        "Isi berkas ini terlalu banyak atau terlalu besar untuk diambil dari sini. Berkasnya tetap tersimpan. Buka dengan program lain, lalu salin isinya ke folder pantauan.",
        "The contents of this file are too many or too large to be taken out here. It is kept. Open it in another program and copy its contents to a watched folder.",
    ),
    ErrorCode.FILE_PASSWORD_NEEDED: Text(
        "Berkas ini dikunci kata sandi. Berkasnya tetap tersimpan. Masukkan kata sandinya; kata sandi itu tidak kami simpan.",
        "A password locks this file. The file is kept. Enter its password; the password itself is not kept.",
    ),
    ErrorCode.FILE_PASSWORD_WRONG: Text(
        "Kata sandi ini tidak membuka berkas itu. Berkasnya tetap tersimpan. Periksa huruf besar dan kecilnya, atau tanyakan kepada pengirimnya.",
        "This password does not open the file. The file is kept. Check capital and small letters, or ask its sender.",
    ),
    ErrorCode.FILE_NOT_LOCKED: Text(
        "Berkas ini tidak dikunci kata sandi. Tidak ada yang berubah. Buka saja seperti biasa.",
        "No password locks this file. Nothing was changed. Just open it as usual.",
    ),
    ErrorCode.CANNOT_UNLOCK: Text(
        "Kunci berkas ini tidak bisa dibuka di sini. Berkasnya tetap tersimpan. Buka dengan program asalnya, lalu simpan salinan tanpa kata sandi.",
        "The lock of this file cannot be opened here. The file is kept. Open it in its own program and save a copy without a password.",
    ),
    ErrorCode.NOT_TAGGED: Text(
        "Bukti ini belum ditandai[ dengan indikator {indicator}]. Tidak ada yang berubah. Tandai dulu, atau pilih indikator lain.",
        "This evidence is not tagged[ with indicator {indicator}]. Nothing was changed. Tag it first, or choose another indicator.",
    ),
    ErrorCode.ALREADY_SENT: Text(
        "Bukti ini sudah dikirim. Salinannya aman di sini dan di Sekretariat. Tarik bukti ini, atau ganti dengan versi yang diperbaiki.",
        "This evidence was sent already. It is safe here and at the secretariat. Withdraw it, or replace it with a mended version.",
    ),
    ErrorCode.CATALOGUE_FAULT: Text(
        "[Berkas katalog {file}|Berkas katalog] tidak bisa dipakai[, baris {line}][, bagian “{field}”][: {why}]. Bukti Anda tidak terpengaruh. Perbaiki di sana, lalu muat lagi.",
        "[The catalogue file {file}|The catalogue file] cannot be used[, line {line}][, field “{field}”][: {why}]. Your evidence is not affected. Mend it there, then load it again.",
    ),
    ErrorCode.ENROLMENT_FAULT: Text(
        "Berkas undangan ini tidak sah atau rusak. Tidak ada yang kami ubah. Minta berkas undangan (.kla-daftar) yang baru kepada Sekretariat.",
        "This invitation file is not genuine or is damaged. Nothing was changed. Ask the secretariat for a new invitation file (.kla-daftar).",
    ),
    ErrorCode.BUNDLE_DAMAGED: Text(
        "Bundel ini berubah atau rusak di perjalanan[ ({damaged} dari {total} berkas)]. Minta dikirim ulang. Tidak ada yang kami ubah.",
        "This bundle was changed or damaged on its way[ ({damaged} of {total} files)]. Ask for it to be sent again. We changed nothing.",
    ),
    ErrorCode.BUNDLE_TOO_LARGE: Text(
        "Bundel ini lebih besar daripada yang boleh diterima. Tidak ada yang kami ubah. Minta pengirim membuat beberapa bundel yang lebih kecil.",
        "This bundle is larger than may be received. We changed nothing. Ask the sender to make several smaller bundles.",
    ),
    ErrorCode.BUNDLE_NOT_FOR_US: Text(
        "Bundel ini dikunci untuk penerima lain. Isinya tetap terkunci dan tidak kami ubah. Serahkan kepada penerimanya, atau minta bundel untuk Anda.",
        "This bundle is locked for another recipient. It stays locked and unchanged. Hand it to its recipient, or ask for one meant for you.",
    ),
    ErrorCode.BUNDLE_SENDER_UNKNOWN: Text(
        "Pengirim bundel ini belum terdaftar. Bundelnya kami simpan terkunci. Terima laptop pengirim dulu; isinya lalu masuk tanpa dikirim ulang.",
        "The sender of this bundle is not enrolled. We keep the bundle sealed. Accept the sender's laptop first; the content then comes in without being sent again.",
    ),
    ErrorCode.BUNDLE_SENDER_REVOKED: Text(
        "Laptop pengirim bundel ini sudah dicabut pendaftarannya. Tidak ada yang kami masukkan. Hubungi pengirim, lalu daftarkan laptopnya lagi bila perlu.",
        "The laptop that sent this bundle is no longer accepted. We took nothing in. Call the sender, and enrol the laptop again if need be.",
    ),
    ErrorCode.BUNDLE_FORGED: Text(
        "Tanda tangan bundel ini tidak cocok dengan pengirimnya. Tidak ada yang kami masukkan. Hubungi pengirim lewat telepon, dan minta bundel baru.",
        "The signature of this bundle does not fit its sender. We took nothing in. Telephone the sender, and ask for a new bundle.",
    ),
    ErrorCode.BUNDLE_UNAUTHORISED: Text(
        "Bundel ini berisi hal yang tidak berhak dinyatakan oleh pengirimnya. Tidak ada yang kami masukkan. Hubungi pengirim, dan minta bundel baru.",
        "This bundle says things that its sender may not decide. We took nothing in. Call the sender, and ask for a new bundle.",
    ),
    ErrorCode.BUNDLE_EQUIVOCATES: Text(
        "Catatan dalam bundel ini bertentangan dengan yang pernah dikirim laptop yang sama. Catatan lama tetap berlaku. Hubungi pengirim: laptopnya mungkin dipulihkan dari cadangan lama.",
        "The records in this bundle contradict what the same laptop sent before. The earlier records stand. Call the sender: the laptop may have been restored from an old backup.",
    ),
    ErrorCode.BUNDLE_TOO_NEW: Text(
        "Bundel ini dibuat oleh versi program yang lebih baru. Bundelnya tetap utuh. Perbarui program ini, lalu terima lagi.",
        "A newer version of the program made this bundle. The bundle is whole. Update this program, then receive it again.",
    ),
    ErrorCode.NOT_A_BUNDLE: Text(
        "Berkas ini bukan bundel KLA. Tidak ada yang kami ubah. Pilih berkas bundel, atau tambahkan berkas ini sebagai bukti.",
        "This file is not a KLA bundle. We changed nothing. Choose a bundle file, or add this file as evidence.",
    ),
    ErrorCode.STORAGE_UNSET: Text(
        "Laptop ini tidak punya gudang bukti. Yang tersimpan di sini tetap aman. Isi alamatnya di Setelan, Gudang bukti (atau `kla storage set`).",
        "This laptop has no object store. What is kept here is safe. State its address in Settings, Object store (or by `kla storage set`).",
    ),
    ErrorCode.STORAGE_HOLDS: Text(
        "[Isi {count} berkas bukti|Isi sebagian bukti] hanya ada di gudang yang sekarang. Tidak ada yang berubah. Ambil semuanya kembali dulu (`kla storage fetch`), baru lepas atau ganti gudangnya.",
        "[The content of {count} files|The content of some files] lies in the present object store alone. Nothing was changed. Fetch all of it back first (`kla storage fetch`), then leave or change the store.",
    ),
    ErrorCode.STORAGE_LOST: Text(
        "Gudang bukti tidak lagi menyimpan isi bukti ini seperti semula. Catatan, tanda, dan gambar kecilnya aman di sini. Jalankan Periksa gudang, atau terima lagi bundel asalnya.",
        "The object store no longer holds the content of this evidence as it was. Its record, tags and small picture are safe here. Check the store, or receive the bundle that it came in once more.",
    ),
    ErrorCode.OBJECT_DAMAGED: Text(
        "Isi [bukti {id}|bukti ini] berubah atau hilang dari pustaka. Catatan dan tandanya masih ada. Jalankan perbaikan, ambil lagi berkas aslinya, atau pulihkan dari cadangan.",
        "The content of [evidence {id}|this evidence] was changed or lost from the library. Its record and tags are still there. Run repair, take the original in again, or restore a backup.",
    ),
    ErrorCode.WORKER_FAILED: Text(
        "Program pembantu yang membaca berkas tidak bisa dijalankan. Bukti Anda aman. Tutup dan buka lagi program ini; bila berulang, simpan catatan kesalahan untuk Sekretariat.",
        "The helper program that reads files could not run. Your evidence is safe. Close and open this program again; if it happens again, save the error report for the secretariat.",
    ),
}
