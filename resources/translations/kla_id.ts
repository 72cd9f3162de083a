<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID" sourcelanguage="id_ID">
<context>
    <name>AlikeDialog</name>
    <message numerus="yes">
        <source>%n pasangan menunggu keputusan.</source>
        <translation>
            <numerusform>%n pasangan menunggu keputusan.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BundleJobs</name>
    <message numerus="yes">
        <source>%n bukti tidak ikut.</source>
        <translation>
            <numerusform>%n bukti tidak ikut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n balasan dibuat</source>
        <translation>
            <numerusform>%n balasan dibuat</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BundleModel</name>
    <message numerus="yes">
        <source>%n bukti dikembalikan</source>
        <translation>
            <numerusform>%n bukti dikembalikan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BundlesPage</name>
    <message numerus="yes">
        <source>%n belum dikirim</source>
        <translation>
            <numerusform>%n belum dikirim</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti belum dikemas</source>
        <translation>
            <numerusform>%n bukti belum dikemas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Belum ada bundel. %n bukti siap dikemas.</source>
        <translation>
            <numerusform>Belum ada bundel. %n bukti siap dikemas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message numerus="yes">
        <source>%n salinan siap ditempel, tanpa titik lokasi</source>
        <translation>
            <numerusform>%n salinan siap ditempel, tanpa titik lokasi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n salinan siap dilepas, tanpa titik lokasi</source>
        <translation>
            <numerusform>%n salinan siap dilepas, tanpa titik lokasi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tidak disalin: terbatas, atau titik lokasinya tidak bisa dihapus.</source>
        <translation>
            <numerusform>%n bukti tidak disalin: terbatas, atau titik lokasinya tidak bisa dihapus.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Containers</name>
    <message numerus="yes">
        <source>%n sudah ada, tidak digandakan</source>
        <translation>
            <numerusform>%n sudah ada, tidak digandakan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageAdding</name>
    <message numerus="yes">
        <source>%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.</source>
        <translation>
            <numerusform>%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoveragePage</name>
    <message numerus="yes">
        <source>%n bukti ada di indikator edisi lain dan tidak dihitung.</source>
        <translation>
            <numerusform>%n bukti ada di indikator edisi lain dan tidak dihitung.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message numerus="yes">
        <source>%n berkas baru dari folder pantauan</source>
        <translation>
            <numerusform>%n berkas baru dari folder pantauan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel diterima</source>
        <translation>
            <numerusform>%n bundel diterima</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel dari laptop yang belum dikenal menunggu Anda.</source>
        <translation>
            <numerusform>%n bundel dari laptop yang belum dikenal menunggu Anda.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tanda terima diterima</source>
        <translation>
            <numerusform>%n tanda terima diterima</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas belum ditandai</source>
        <translation>
            <numerusform>%n berkas belum ditandai</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message numerus="yes">
        <source>dan %n lagi</source>
        <translation>
            <numerusform>dan %n lagi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DossierOutput</name>
    <message numerus="yes">
        <source>%n halaman dikirim ke pencetak</source>
        <translation>
            <numerusform>%n halaman dikirim ke pencetak</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DossierPreview</name>
    <message numerus="yes">
        <source>%n bukti terbatas tidak dimuat</source>
        <translation>
            <numerusform>%n bukti terbatas tidak dimuat</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DrivePanel</name>
    <message numerus="yes">
        <source>%n bundel akan disalin</source>
        <translation>
            <numerusform>%n bundel akan disalin</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message numerus="yes">
        <source>%n lagi tidak tampil di daftar ini.</source>
        <translation>
            <numerusform>%n lagi tidak tampil di daftar ini.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersCard</name>
    <message numerus="yes">
        <source>%n berkas masih disalin</source>
        <translation>
            <numerusform>%n berkas masih disalin</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message numerus="yes">
        <source>%n dipilih</source>
        <translation>
            <numerusform>%n dipilih</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message numerus="yes">
        <source>%n berkas belum ditandai</source>
        <translation>
            <numerusform>%n berkas belum ditandai</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti dikembalikan untuk perbaikan</source>
        <translation>
            <numerusform>%n bukti dikembalikan untuk perbaikan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas belum bisa dimasukkan</source>
        <translation>
            <numerusform>%n berkas belum bisa dimasukkan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptop menunggu diterima</source>
        <translation>
            <numerusform>%n laptop menunggu diterima</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel terkunci sampai itu</source>
        <translation>
            <numerusform>%n bundel terkunci sampai itu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti menunggu tinjauan</source>
        <translation>
            <numerusform>%n bukti menunggu tinjauan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n permintaan lain dari Sekretariat</source>
        <translation>
            <numerusform>%n permintaan lain dari Sekretariat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pasang bukti mirip belum diputuskan</source>
        <translation>
            <numerusform>%n pasang bukti mirip belum diputuskan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kantor menunggu balasan</source>
        <translation>
            <numerusform>%n kantor menunggu balasan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indikator belum ada bukti tahun ini</source>
        <translation>
            <numerusform>%n indikator belum ada bukti tahun ini</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel siap, belum dikirim</source>
        <translation>
            <numerusform>%n bundel siap, belum dikirim</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message numerus="yes">
        <source>Kemajuan %n indikator</source>
        <translation>
            <numerusform>Kemajuan %n indikator</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hari lagi</source>
        <translation>
            <numerusform>%n hari lagi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HubPanel</name>
    <message numerus="yes">
        <source>%n bundel menunggu</source>
        <translation>
            <numerusform>%n bundel menunggu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message numerus="yes">
        <source>%n berkas ditambahkan</source>
        <translation>
            <numerusform>%n berkas ditambahkan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sudah ada, tidak digandakan</source>
        <translation>
            <numerusform>%n sudah ada, tidak digandakan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas ini sudah ada di pustaka. Tidak ada yang digandakan.</source>
        <translation>
            <numerusform>%n berkas ini sudah ada di pustaka. Tidak ada yang digandakan.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.</source>
        <translation>
            <numerusform>%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryCard</name>
    <message numerus="yes">
        <source>%n berkas hanya ada di gudang bukti.</source>
        <translation>
            <numerusform>%n berkas hanya ada di gudang bukti.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hal perlu diperbaiki. Bukti lain tetap aman. Pulihkan cadangan terakhir, atau ambil lagi berkas aslinya.</source>
        <translation>
            <numerusform>%n hal perlu diperbaiki. Bukti lain tetap aman. Pulihkan cadangan terakhir, atau ambil lagi berkas aslinya.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockCard</name>
    <message numerus="yes">
        <source>Kunci setelah %n menit</source>
        <translation>
            <numerusform>Kunci setelah %n menit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message numerus="yes">
        <source>PIN salah. Tunggu %n detik, lalu coba lagi.</source>
        <translation>
            <numerusform>PIN salah. Tunggu %n detik, lalu coba lagi.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferDialog</name>
    <message numerus="yes">
        <source>Masukkan %n berkas baru</source>
        <translation>
            <numerusform>Masukkan %n berkas baru</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message numerus="yes">
        <source>%n berkas dipilih. Perubahan berlaku untuk semuanya.</source>
        <translation>
            <numerusform>%n berkas dipilih. Perubahan berlaku untuk semuanya.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message numerus="yes">
        <source>dan %n pekerjaan lain</source>
        <translation>
            <numerusform>dan %n pekerjaan lain</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingCard</name>
    <message numerus="yes">
        <source>%n tidak terbaca.</source>
        <translation>
            <numerusform>%n tidak terbaca.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReceiptPanel</name>
    <message numerus="yes">
        <source>dan %n bukti lain</source>
        <translation>
            <numerusform>dan %n bukti lain</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReceivedDialog</name>
    <message numerus="yes">
        <source>%n bundel sebelumnya belum sampai.</source>
        <translation>
            <numerusform>%n bundel sebelumnya belum sampai.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RelayPanel</name>
    <message numerus="yes">
        <source>%n bukti siap diteruskan</source>
        <translation>
            <numerusform>%n bukti siap diteruskan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tidak ikut.</source>
        <translation>
            <numerusform>%n bukti tidak ikut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas diminta dan ikut.</source>
        <translation>
            <numerusform>%n berkas diminta dan ikut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tanpa catatan bertanda tangan stasiunnya tidak ikut.</source>
        <translation>
            <numerusform>%n bukti tanpa catatan bertanda tangan stasiunnya tidak ikut.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message numerus="yes">
        <source>%n salinan disimpan, tanpa titik lokasi</source>
        <translation>
            <numerusform>%n salinan disimpan, tanpa titik lokasi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti terbatas tidak disalin.</source>
        <translation>
            <numerusform>%n bukti terbatas tidak disalin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak disalin: titik lokasinya tidak bisa dihapus.</source>
        <translation>
            <numerusform>%n berkas tidak disalin: titik lokasinya tidak bisa dihapus.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchStrip</name>
    <message numerus="yes">
        <source>%n bukti</source>
        <translation>
            <numerusform>%n bukti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti cocok</source>
        <translation>
            <numerusform>%n bukti cocok</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionNote</name>
    <message numerus="yes">
        <source>%n dipilih · Esc batal</source>
        <translation>
            <numerusform>%n dipilih · Esc batal</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StationPanel</name>
    <message numerus="yes">
        <source>Juga untuk %n meja Sekretariat.</source>
        <translation>
            <numerusform>Juga untuk %n meja Sekretariat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n laptop</source>
        <translation>
            <numerusform>%n laptop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel tersegel</source>
        <translation>
            <numerusform>%n bundel tersegel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n bundel menunggu</source>
        <translation>
            <numerusform>%n bundel menunggu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Batas kirim: %n hari lagi</source>
        <translation>
            <numerusform>Batas kirim: %n hari lagi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Batas kirim lewat %n hari</source>
        <translation>
            <numerusform>Batas kirim lewat %n hari</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageCard</name>
    <message numerus="yes">
        <source>Isi %n bukti hilang dari gudang. Terima lagi bundel asalnya.</source>
        <translation>
            <numerusform>Isi %n bukti hilang dari gudang. Terima lagi bundel asalnya.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak utuh di gudang dan dikirim lagi.</source>
        <translation>
            <numerusform>%n berkas tidak utuh di gudang dan dikirim lagi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas yang dihapus belum terhapus di gudang.</source>
        <translation>
            <numerusform>%n berkas yang dihapus belum terhapus di gudang.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagPage</name>
    <message numerus="yes">
        <source>%n belum</source>
        <translation>
            <numerusform>%n belum</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dipilih</source>
        <translation>
            <numerusform>%n dipilih</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnfoldDialog</name>
    <message numerus="yes">
        <source>Ambil %n berkas</source>
        <translation>
            <numerusform>Ambil %n berkas</numerusform>
        </translation>
    </message>
</context>
</TS>
