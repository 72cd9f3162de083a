<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="id_ID">
<context>
    <name>Chip</name>
    <message>
        <source>Tekan Del untuk menghapus</source>
        <translation>Press Del to remove</translation>
    </message>
    <message>
        <source>Hapus (Del)</source>
        <translation>Remove (Del)</translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message>
        <source>{accepted} disahkan, {waiting} menunggu, dari {total}</source>
        <translation>{accepted} accepted, {waiting} waiting, of {total}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Aplikasi tadi berhenti mendadak</source>
        <translation>The application stopped unexpectedly</translation>
    </message>
    <message>
        <source>Terakhir kali aplikasi ini berhenti karena kesalahan kami. Bukti dan tanda Anda tetap aman di laptop ini. Simpan laporan ini dan kirimkan kepada Sekretariat agar dapat diperbaiki. Laporan tidak memuat foto, nama orang, atau nama berkas.</source>
        <translation>Last time the application stopped through a fault of ours. Your evidence and tags are safe on this laptop. Save this report and send it to the secretariat so that it can be mended. It holds no photos, names of people or names of files.</translation>
    </message>
    <message>
        <source>Isi laporan</source>
        <translation>Contents of the report</translation>
    </message>
    <message>
        <source>Simpan laporan…</source>
        <translation>Save report…</translation>
    </message>
    <message>
        <source>Hapus laporan</source>
        <translation>Delete report</translation>
    </message>
    <message>
        <source>Nanti saja</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Laporan tidak bisa disimpan di sana. Pilih folder lain. Laporan tetap ada di laptop ini.</source>
        <translation>The report cannot be saved there. Choose another folder. The report is still on this laptop.</translation>
    </message>
    <message>
        <source>Laporan tersimpan.</source>
        <translation>Report saved.</translation>
    </message>
    <message>
        <source>Simpan laporan</source>
        <translation>Save report</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Bantuan: {title}</source>
        <translation>Help: {title}</translation>
    </message>
    <message>
        <source>Halaman bantuan layar ini tidak ikut terpasang. Tekan Ctrl+/ untuk melihat tombol layar ini.</source>
        <translation>The help page of this screen is not installed. Press Ctrl+/ to see the keys of this screen.</translation>
    </message>
</context>
<context>
    <name>JobBridge</name>
    <message>
        <source>Ada yang salah pada aplikasi ini, bukan pada Anda. Bukti Anda tetap aman di laptop ini. Coba lagi; bila terulang, kirim laporan dari Setelan.</source>
        <translation>Something went wrong in the application; it was not you. Your evidence is safe on this laptop. Try again; if it happens again, send a report from Settings.</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Lanjutkan</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Jeda</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{done} dari {total}</source>
        <translation>{done} of {total}</translation>
    </message>
    <message>
        <source>membatalkan…</source>
        <translation>cancelling…</translation>
    </message>
    <message>
        <source>dijeda</source>
        <translation>paused</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Tombol: {title}</source>
        <translation>Keys: {title}</translation>
    </message>
    <message>
        <source>Di mana saja</source>
        <translation>Anywhere</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Tutup pesan</source>
        <translation>Close message</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Halaman {page} dari {pages}</source>
        <translation>Page {page} of {pages}</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message numerus="yes">
        <source>dan %n pekerjaan lain</source>
        <translation>
            <numerusform>and %n other job</numerusform>
            <numerusform>and %n other jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Cari</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Tambah berkas…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>Tempel berkas atau gambar</source>
        <translation>Paste files or a picture</translation>
    </message>
    <message>
        <source>Urungkan: {what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>Ulangi: {what}</source>
        <translation>Redo: {what}</translation>
    </message>
    <message>
        <source>Buat bundel…</source>
        <translation>Make a bundle…</translation>
    </message>
    <message>
        <source>Pindai ulang folder</source>
        <translation>Scan folders again</translation>
    </message>
    <message>
        <source>Panel berikutnya</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>Panel sebelumnya</source>
        <translation>Previous pane</translation>
    </message>
    <message>
        <source>Buka atau tutup laci kanan</source>
        <translation>Open or close the right drawer</translation>
    </message>
    <message>
        <source>Layar penuh</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>Bantuan layar ini</source>
        <translation>Help for this screen</translation>
    </message>
    <message>
        <source>Daftar tombol</source>
        <translation>List of keys</translation>
    </message>
    <message>
        <source>Urungkan</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Ulangi</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Layar</source>
        <translation>Screens</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>disahkan</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>menunggu tinjauan</source>
        <translation>waiting for review</translation>
    </message>
    <message>
        <source>dikembalikan</source>
        <translation>returned</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>tidak berlaku</source>
        <translation>not applicable</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Tersimpan di laptop ini</source>
        <translation>Saved on this laptop</translation>
    </message>
    <message>
        <source>Menyimpan…</source>
        <translation>Saving…</translation>
    </message>
    <message numerus="yes">
        <source>%n bundel menunggu</source>
        <translation>
            <numerusform>%n bundle waiting</numerusform>
            <numerusform>%n bundles waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Batas kirim: %n hari lagi</source>
        <translation>
            <numerusform>Send by: %n day left</numerusform>
            <numerusform>Send by: %n days left</numerusform>
        </translation>
    </message>
    <message>
        <source>Batas kirim: hari ini</source>
        <translation>Send by: today</translation>
    </message>
    <message numerus="yes">
        <source>Batas kirim lewat %n hari</source>
        <translation>
            <numerusform>%n day past the date</numerusform>
            <numerusform>%n days past the date</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Urungkan</source>
        <translation>Undo</translation>
    </message>
</context>
</TS>
