<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="id_ID">
<context>
    <name>Activities</name>
    <message>
        <source>Ganti nama kegiatan</source>
        <translation>Rename activity</translation>
    </message>
    <message>
        <source>Nama kegiatan</source>
        <translation>Name of the activity</translation>
    </message>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Pilih semua berkas satu kegiatan, lalu tekan Ctrl+G.</source>
        <translation>Select all files of one activity, then press Ctrl+G.</translation>
    </message>
    <message>
        <source>Berkas yang dipilih sudah satu kegiatan.</source>
        <translation>The files chosen are one activity already.</translation>
    </message>
    <message>
        <source>Berkas yang dipilih tidak ada dalam kegiatan.</source>
        <translation>The selected files are in no activity.</translation>
    </message>
    <message>
        <source>Menyimpan perubahan</source>
        <translation>Saving changes</translation>
    </message>
</context>
<context>
    <name>AddressDialog</name>
    <message>
        <source>Alamat hub</source>
        <translation>Address of the hub</translation>
    </message>
    <message>
        <source>Kode QR alamat hub</source>
        <translation>QR code of the hub's address</translation>
    </message>
    <message>
        <source>Pindai, lalu tempel di Setelan, Sinkronisasi, Alamat.</source>
        <translation>Scan it, then paste it in Settings, Sync, Address.</translation>
    </message>
    <message>
        <source>Laptop yang belum bergabung butuh berkas undangan.</source>
        <translation>A laptop that has not joined yet needs the invitation file.</translation>
    </message>
    <message>
        <source>Sidik sertifikat</source>
        <translation>Certificate's fingerprint</translation>
    </message>
    <message>
        <source>Enam kata Sekretariat</source>
        <translation>Six words of the secretariat</translation>
    </message>
    <message>
        <source>Salin teksnya</source>
        <translation>Copy the text</translation>
    </message>
    <message>
        <source>Tersalin</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>AlikeDialog</name>
    <message>
        <source>Bukti yang mirip</source>
        <translation>Evidence that looks alike</translation>
    </message>
    <message>
        <source>Kelurahan atau perangkat daerah</source>
        <translation>Village or agency</translation>
    </message>
    <message>
        <source>Tahun</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Jenis kemiripan</source>
        <translation>Kind of likeness</translation>
    </message>
    <message>
        <source>Pasangan yang belum diputuskan</source>
        <translation>Pairs not decided yet</translation>
    </message>
    <message>
        <source>Membandingkan…</source>
        <translation>Comparing…</translation>
    </message>
    <message>
        <source>Bandingkan  Enter</source>
        <translation>Compare  Enter</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Semua kantor</source>
        <translation>All offices</translation>
    </message>
    <message>
        <source>Semua tahun</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>Semua jenis</source>
        <translation>All kinds</translation>
    </message>
    <message numerus="yes">
        <source>%n pasangan menunggu keputusan.</source>
        <translation>
            <numerusform>%n pair waits for a decision.</numerusform>
            <numerusform>%n pairs wait for a decision.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tidak ada pasangan yang menunggu keputusan.</source>
        <translation>No pair waits for a decision.</translation>
    </message>
    <message>
        <source>Tidak ada pasangan yang cocok dengan pilihan ini.</source>
        <translation>No pair matches these choices.</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Minta bukti</source>
        <translation>Ask for evidence</translation>
    </message>
    <message>
        <source>Kepada siapa</source>
        <translation>Whom to ask</translation>
    </message>
    <message>
        <source>Jenis bukti</source>
        <translation>Kind of evidence</translation>
    </message>
    <message>
        <source>Bukti apa saja untuk indikator ini</source>
        <translation>Any evidence for this indicator</translation>
    </message>
    <message>
        <source>Paling lambat</source>
        <translation>No later than</translation>
    </message>
    <message>
        <source>Catatan</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Misalnya: cukup dua foto dan daftar hadir</source>
        <translation>For instance: two photos and the attendance list will do</translation>
    </message>
    <message>
        <source>Kepada</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Yang diminta</source>
        <translation>Asked for</translation>
    </message>
    <message>
        <source>Permintaan ikut dalam balasan berikutnya ke laptop itu.</source>
        <translation>The request travels with the next reply to that laptop.</translation>
    </message>
    <message>
        <source>Minta</source>
        <translation>Ask</translation>
    </message>
</context>
<context>
    <name>BundleJobs</name>
    <message>
        <source>Membuat balasan</source>
        <translation>Making replies</translation>
    </message>
    <message>
        <source>Membuat bundel</source>
        <translation>Making a bundle</translation>
    </message>
    <message>
        <source>{bundles} dibuat: {items}, {size}</source>
        <translation>{bundles} made: {items}, {size}</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tidak ikut.</source>
        <translation>
            <numerusform>%n item stays here.</numerusform>
            <numerusform>%n items stay here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n balasan dibuat</source>
        <translation>
            <numerusform>%n reply made</numerusform>
            <numerusform>%n replies made</numerusform>
        </translation>
    </message>
    <message>
        <source>Tidak ada kabar baru untuk kelurahan mana pun. Balasan yang lalu tetap tersimpan.</source>
        <translation>There is no news for any kelurahan. Earlier replies are kept.</translation>
    </message>
    <message>
        <source>Gabung Sekretariat…</source>
        <translation>Join the secretariat…</translation>
    </message>
    <message>
        <source>Tandai bukti</source>
        <translation>Tag evidence</translation>
    </message>
    <message>
        <source>Penyalinan dihentikan. Bundel aman di laptop ini.</source>
        <translation>Copying was stopped. The bundle is safe on this laptop.</translation>
    </message>
    <message>
        <source>Menyalin ke USB</source>
        <translation>Copying to the stick</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>bundel {here} dari {all}</source>
        <translation>bundle {here} of {all}</translation>
    </message>
    <message>
        <source>dijeda</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Terima bundel</source>
        <translation>Receive bundle</translation>
    </message>
    <message>
        <source>Bundel KLA</source>
        <translation>KLA bundles</translation>
    </message>
    <message>
        <source>Menerima bundel</source>
        <translation>Receiving bundles</translation>
    </message>
    <message>
        <source>Membaca isi bukti</source>
        <translation>Reading the evidence</translation>
    </message>
    <message>
        <source>Tinjau sekarang</source>
        <translation>Review now</translation>
    </message>
    <message>
        <source>Lihat hasilnya</source>
        <translation>See what came</translation>
    </message>
    <message>
        <source>Simpan berkas undangan</source>
        <translation>Save the invitation file</translation>
    </message>
    <message>
        <source>Undangan Sekretariat</source>
        <translation>Secretariat's invitation</translation>
    </message>
    <message>
        <source>Cabut kepercayaan pada laptop {name}? Bundel barunya akan ditolak. Yang sudah diterima tetap tersimpan.</source>
        <translation>Trust the laptop {name} no longer? Its new bundles will be refused. What was received stays.</translation>
    </message>
    <message>
        <source>Cabut</source>
        <translation>Revoke</translation>
    </message>
    <message>
        <source>{name} dicabut</source>
        <translation>{name} revoked</translation>
    </message>
    <message>
        <source>{name} diterima</source>
        <translation>{name} accepted</translation>
    </message>
</context>
<context>
    <name>BundleModel</name>
    <message>
        <source>Bundel</source>
        <translation>Bundles</translation>
    </message>
    <message>
        <source>Tanggal</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Isi</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Ukuran</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Balasan {number} untuk {office}</source>
        <translation>Reply {number} to {office}</translation>
    </message>
    <message>
        <source>Bundel {number}</source>
        <translation>Bundle {number}</translation>
    </message>
    <message>
        <source>Balasan {number} dari Sekretariat</source>
        <translation>Reply {number} from the secretariat</translation>
    </message>
    <message>
        <source>{office}, bundel {number}</source>
        <translation>{office}, bundle {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti dikembalikan</source>
        <translation>
            <numerusform>%n evidence item returned</numerusform>
            <numerusform>%n evidence items returned</numerusform>
        </translation>
    </message>
    <message>
        <source>Diterima {moment}</source>
        <translation>Received {moment}</translation>
    </message>
    <message>
        <source>Terkirim, menunggu tanda terima</source>
        <translation>Sent, waiting for the receipt</translation>
    </message>
    <message>
        <source>Di {medium}, menunggu tanda terima</source>
        <translation>On {medium}, waiting for a receipt</translation>
    </message>
    <message>
        <source>{share} % sudah di hub</source>
        <translation>{share} % is on the hub</translation>
    </message>
    <message>
        <source>Belum bisa dikirim</source>
        <translation>Cannot be sent yet</translation>
    </message>
    <message>
        <source>Siap, belum dikirim</source>
        <translation>Ready, not sent yet</translation>
    </message>
</context>
<context>
    <name>BundlesPage</name>
    <message>
        <source>Buat balasan</source>
        <translation>Make replies</translation>
    </message>
    <message>
        <source>Buat bundel</source>
        <translation>Make bundle</translation>
    </message>
    <message>
        <source>Terima bundel…</source>
        <translation>Receive bundle…</translation>
    </message>
    <message>
        <source>Daftar bundel</source>
        <translation>List of bundles</translation>
    </message>
    <message>
        <source>Tujuan dan Sekretariat</source>
        <translation>Destination and secretariat</translation>
    </message>
    <message>
        <source>Bundel</source>
        <translation>Bundles</translation>
    </message>
    <message numerus="yes">
        <source>%n belum dikirim</source>
        <translation>
            <numerusform>%n not sent yet</numerusform>
            <numerusform>%n not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti belum dikemas</source>
        <translation>
            <numerusform>%n evidence item not packed yet</numerusform>
            <numerusform>%n evidence items not packed yet</numerusform>
        </translation>
    </message>
    <message>
        <source>Belum ada bundel. Bagikan berkas undangan, lalu terima bundel pertama dari kelurahan.</source>
        <translation>No bundles yet. Hand out the invitation file, then receive the first bundle from a kelurahan.</translation>
    </message>
    <message numerus="yes">
        <source>Belum ada bundel. %n bukti siap dikemas.</source>
        <translation>
            <numerusform>No bundles yet. %n evidence item is ready to be packed.</numerusform>
            <numerusform>No bundles yet. %n evidence items are ready to be packed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Belum ada bundel. Tandai bukti, lalu buat bundel pertama Anda.</source>
        <translation>No bundles yet. Tag evidence, then make your first bundle.</translation>
    </message>
    <message>
        <source>Tandai bukti</source>
        <translation>Tag evidence</translation>
    </message>
    <message>
        <source>Salin ke folder</source>
        <translation>Copy to a folder</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message numerus="yes">
        <source>%n salinan siap ditempel, tanpa titik lokasi</source>
        <translation>
            <numerusform>%n copy ready to paste, without positions</numerusform>
            <numerusform>%n copies ready to paste, without positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n salinan siap dilepas, tanpa titik lokasi</source>
        <translation>
            <numerusform>%n copy ready to drop, without positions</numerusform>
            <numerusform>%n copies ready to drop, without positions</numerusform>
        </translation>
    </message>
    <message>
        <source>Itu terlalu banyak untuk disalin sekaligus. Simpan salinannya ke folder dengan Ctrl+S.</source>
        <translation>Those are too many to copy at once. Save copies into a folder with Ctrl+S.</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tidak disalin: terbatas, atau titik lokasinya tidak bisa dihapus.</source>
        <translation>
            <numerusform>%n item was not copied: it is restricted, or its position cannot be removed.</numerusform>
            <numerusform>%n items were not copied: they are restricted, or their positions cannot be removed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Menyiapkan salinan</source>
        <translation>Preparing copies</translation>
    </message>
</context>
<context>
    <name>CellPainter</name>
    <message>
        <source>mirip</source>
        <translation>alike</translation>
    </message>
    <message>
        <source>terbatas</source>
        <translation>restricted</translation>
    </message>
</context>
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
    <name>CompareDialog</name>
    <message>
        <source>Bandingkan bukti</source>
        <translation>Compare evidence</translation>
    </message>
    <message>
        <source>Sama  S</source>
        <translation>Same  S</translation>
    </message>
    <message>
        <source>Berbeda  D</source>
        <translation>Different  D</translation>
    </message>
    <message>
        <source>Boleh  A</source>
        <translation>Allowed  A</translation>
    </message>
    <message>
        <source>Bergantian  Spasi</source>
        <translation>By turns  Space</translation>
    </message>
    <message>
        <source>Ukuran penuh  F</source>
        <translation>Full size  F</translation>
    </message>
    <message>
        <source>Catatan keputusan (boleh kosong)</source>
        <translation>A note on the decision (may be empty)</translation>
    </message>
    <message>
        <source>Catatan keputusan</source>
        <translation>A note on the decision</translation>
    </message>
    <message>
        <source>Bukti yang sama dipakai dua kali</source>
        <translation>The same evidence used twice</translation>
    </message>
    <message>
        <source>Ternyata bukan bukti yang sama; tidak diperingatkan lagi</source>
        <translation>Not the same evidence after all; no more warning</translation>
    </message>
    <message>
        <source>Sama, dan boleh dipakai di kedua tempat</source>
        <translation>The same, and may be used in both places</translation>
    </message>
</context>
<context>
    <name>Containers</name>
    <message>
        <source>Masukkan kata sandi…</source>
        <translation>Enter the password…</translation>
    </message>
    <message>
        <source>Ambil isi…</source>
        <translation>Take out contents…</translation>
    </message>
    <message>
        <source>Membuka berkas</source>
        <translation>Opening a file</translation>
    </message>
    <message>
        <source>Tidak ada berkas di dalamnya. Berkasnya tetap tersimpan.</source>
        <translation>There are no files inside. The file is kept.</translation>
    </message>
    <message>
        <source>Mengambil isi berkas</source>
        <translation>Taking files out</translation>
    </message>
    <message numerus="yes">
        <source>%n sudah ada, tidak digandakan</source>
        <translation>
            <numerusform>%n was here already, not doubled</numerusform>
            <numerusform>%n were here already, not doubled</numerusform>
        </translation>
    </message>
    <message>
        <source>Membaca berkas terkunci</source>
        <translation>Reading a locked file</translation>
    </message>
    <message>
        <source>Isi berkas terkunci sudah dibaca</source>
        <translation>The locked file was read</translation>
    </message>
</context>
<context>
    <name>CoverageAdding</name>
    <message>
        <source>Tambah bukti: {indicator}</source>
        <translation>Add evidence: {indicator}</translation>
    </message>
    <message>
        <source>Memasukkan berkas</source>
        <translation>Taking files in</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.</source>
        <translation>
            <numerusform>%n file could not be taken in. The original is untouched. See the list on Home.</numerusform>
            <numerusform>%n files could not be taken in. The originals are untouched. See the list on Home.</numerusform>
        </translation>
    </message>
    <message>
        <source>Berkas ini sudah ada di {indicator}. Tidak ada yang digandakan.</source>
        <translation>These files are under {indicator} already. Nothing was doubled.</translation>
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
    <name>CoverageChoices</name>
    <message>
        <source>Kelurahan</source>
        <translation>Kelurahan</translation>
    </message>
    <message>
        <source>Perangkat daerah</source>
        <translation>Agency</translation>
    </message>
    <message>
        <source>Tahun</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Indikator terhadap</source>
        <translation>Indicators against</translation>
    </message>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Semua yang terdaftar</source>
        <translation>All that are enrolled</translation>
    </message>
    <message>
        <source>Semua kelurahan</source>
        <translation>All villages</translation>
    </message>
    <message>
        <source>Tahun bukti</source>
        <translation>Evidence year</translation>
    </message>
    <message>
        <source>Semua tahun</source>
        <translation>All years</translation>
    </message>
</context>
<context>
    <name>CoverageDrawer</name>
    <message>
        <source>Tutup laci</source>
        <translation>Close the drawer</translation>
    </message>
    <message>
        <source>Buka semua</source>
        <translation>Open all</translation>
    </message>
    <message>
        <source>Tambah bukti…</source>
        <translation>Add evidence…</translation>
    </message>
    <message>
        <source>Minta bukti…</source>
        <translation>Ask for evidence…</translation>
    </message>
    <message>
        <source>Minta ke kelurahan…</source>
        <translation>Ask the village…</translation>
    </message>
    <message>
        <source>Minta ke perangkat daerah…</source>
        <translation>Ask the agency…</translation>
    </message>
    <message>
        <source>bukti apa saja</source>
        <translation>any evidence</translation>
    </message>
    <message>
        <source>Diminta: {what}</source>
        <translation>Asked for: {what}</translation>
    </message>
    <message>
        <source>Diminta sampai {due}: {what}</source>
        <translation>Asked for by {due}: {what}</translation>
    </message>
    <message>
        <source>Kurang · {there} dari {all} jenis bukti terisi</source>
        <translation>Missing · {there} of {all} kinds of evidence filled</translation>
    </message>
    <message>
        <source>disarankan</source>
        <translation>suggested</translation>
    </message>
    <message>
        <source>Saran kami; tidak ada sumber resmi yang menyebutnya.</source>
        <translation>Our suggestion; no official source names it.</translation>
    </message>
</context>
<context>
    <name>CoverageModel</name>
    <message>
        <source>Jenis bukti</source>
        <translation>Kind of evidence</translation>
    </message>
    <message>
        <source>JUMLAH</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>{there} terisi, {accepted} di antaranya disahkan, dari {wanted}</source>
        <translation>{there} there, {accepted} of them accepted, of {wanted}</translation>
    </message>
    <message>
        <source>Indikator {indicator}, {office}, {state}</source>
        <translation>Indicator {indicator}, {office}, {state}</translation>
    </message>
</context>
<context>
    <name>CoverageOutput</name>
    <message>
        <source>Ekspor ke Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message>
        <source>Mengekspor cakupan</source>
        <translation>Exporting coverage</translation>
    </message>
    <message>
        <source>Cakupan tersimpan: {name}</source>
        <translation>Coverage saved: {name}</translation>
    </message>
    <message>
        <source>Simpan sebagai…</source>
        <translation>Save as…</translation>
    </message>
</context>
<context>
    <name>CoveragePage</name>
    <message>
        <source>Pindah petak</source>
        <translation>Move from cell to cell</translation>
    </message>
    <message>
        <source>Buka rincian petak</source>
        <translation>See what is in the cell</translation>
    </message>
    <message>
        <source>Salin petak ke Excel</source>
        <translation>Copy cells to Excel</translation>
    </message>
    <message>
        <source>Tabel cakupan</source>
        <translation>Coverage table</translation>
    </message>
    <message>
        <source>Saring…</source>
        <translation>Filter…</translation>
    </message>
    <message>
        <source>Tukar baris dan kolom</source>
        <translation>Swap rows and columns</translation>
    </message>
    <message>
        <source>Excel…</source>
        <translation>Excel…</translation>
    </message>
    <message>
        <source>Ekspor ke Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message>
        <source>Cakupan akan terisi setelah bundel pertama dari kelurahan diterima.</source>
        <translation>Coverage fills once the first bundle from a kelurahan has been received.</translation>
    </message>
    <message>
        <source>Cakupan akan terisi setelah bukti pertama ditandai.</source>
        <translation>Coverage fills once the first evidence has been tagged.</translation>
    </message>
    <message>
        <source>Terima bundel</source>
        <translation>Receive bundle</translation>
    </message>
    <message>
        <source>Tandai bukti</source>
        <translation>Tag evidence</translation>
    </message>
    <message>
        <source>Cakupan</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>Tidak ada baris atau kolom yang cocok</source>
        <translation>No row or column matches</translation>
    </message>
    <message>
        <source>Indikator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>{there} dari {all} ada bukti</source>
        <translation>{there} of {all} have evidence</translation>
    </message>
    <message>
        <source>Cakupan {year}</source>
        <translation>Coverage {year}</translation>
    </message>
    <message>
        <source>Perkiraan kami, bukan nilai Kementerian: bila semua yang ada diakui {claimed}, bila hanya yang disahkan {defensible}, dari {full}.</source>
        <translation>Our estimate, not the ministry's score: {claimed} if all that is there is recognised, {defensible} if only what is accepted, of {full}.</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti ada di indikator edisi lain dan tidak dihitung.</source>
        <translation>
            <numerusform>%n evidence item stands under another edition's indicator and is not counted.</numerusform>
            <numerusform>%n evidence items stand under another edition's indicators and are not counted.</numerusform>
        </translation>
    </message>
    <message>
        <source>semua tahun</source>
        <translation>all years</translation>
    </message>
    <message>
        <source>semua kolom</source>
        <translation>all columns</translation>
    </message>
    <message>
        <source>Belum ada laptop terdaftar di {office}, jadi permintaan belum bisa dikirim. Terima dulu bundel pertamanya, atau hubungi lewat telepon.</source>
        <translation>No laptop is enrolled in {office} yet, so the request cannot be sent. Receive its first bundle, or telephone.</translation>
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
    <name>DecisionBox</name>
    <message>
        <source>Dua meja memutuskan berbeda</source>
        <translation>Two desks decided differently</translation>
    </message>
    <message>
        <source>Putuskan dengan Sahkan atau Kembalikan; keputusan Anda berlaku untuk semua meja.</source>
        <translation>Decide by Accept or Return; your decision holds for all desks.</translation>
    </message>
    <message>
        <source>Koordinator yang memutuskan.</source>
        <translation>The coordinator decides.</translation>
    </message>
    <message>
        <source>disahkan</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>dikembalikan</source>
        <translation>returned</translation>
    </message>
    <message>
        <source>Keputusan meja lain. Keputusan Anda akan menggantikannya.</source>
        <translation>Another desk's decision. Yours will take its place.</translation>
    </message>
    <message>
        <source>Sudah berangkat dengan balasan {number}, {moment}. Keputusan baru menyusul pada balasan berikutnya.</source>
        <translation>It has left with reply {number}, {moment}. A new decision follows in the next reply.</translation>
    </message>
    <message>
        <source>Tarik keputusan  T</source>
        <translation>Take back  T</translation>
    </message>
    <message>
        <source>Bisa ditarik sampai balasannya berangkat.</source>
        <translation>Can be taken back until its reply has left.</translation>
    </message>
</context>
<context>
    <name>DelegateDialog</name>
    <message>
        <source>Wewenang meja: {name}</source>
        <translation>Rights of the desk: {name}</translation>
    </message>
    <message>
        <source>Cocokkan enam kata ini dengan yang tampil di laptop {name}.</source>
        <translation>Compare these six words with those on {name}'s laptop.</translation>
    </message>
    <message>
        <source>Boleh</source>
        <translation>May</translation>
    </message>
    <message>
        <source>Sampai tanggal</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Keenamnya sama, beri wewenang</source>
        <translation>All six agree, give the rights</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Memperbarui pencarian</source>
        <translation>Updating the search</translation>
    </message>
    <message>
        <source>Memasukkan dari {drive}</source>
        <translation>Taking in from {drive}</translation>
    </message>
    <message>
        <source>Tambah berkas</source>
        <translation>Add files</translation>
    </message>
    <message>
        <source>Pilih folder pantauan</source>
        <translation>Choose a folder to watch</translation>
    </message>
    <message>
        <source>Berkas ini sudah ada di pustaka. Tidak ada yang digandakan.</source>
        <translation>These files are in the library already. Nothing was doubled.</translation>
    </message>
    <message>
        <source>Tidak ada berkas pada yang Anda seret atau tempel. Simpan dulu gambarnya ke folder, lalu seret dari sana.</source>
        <translation>What you dragged or pasted holds no file. Save the picture to a folder first, then drag it from there.</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas baru dari folder pantauan</source>
        <translation>
            <numerusform>%n new file from the watched folders</numerusform>
            <numerusform>%n new files from the watched folders</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder “{old}” berganti nama menjadi “{new}”. Folder itu tetap dipantau.</source>
        <translation>Folder “{old}” is now called “{new}”. It is still being watched.</translation>
    </message>
    <message>
        <source>Folder pantauan dipindai ulang</source>
        <translation>Watched folders are being scanned again</translation>
    </message>
    <message numerus="yes">
        <source>%n bundel diterima</source>
        <translation>
            <numerusform>%n bundle received</numerusform>
            <numerusform>%n bundles received</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel dari laptop yang belum dikenal menunggu Anda.</source>
        <translation>
            <numerusform>%n bundle from a laptop that is not known yet waits for you.</numerusform>
            <numerusform>%n bundles from laptops that are not known yet wait for you.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lihat</source>
        <translation>Look</translation>
    </message>
    <message numerus="yes">
        <source>%n tanda terima diterima</source>
        <translation>
            <numerusform>%n receipt received</numerusform>
            <numerusform>%n receipts received</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas belum ditandai</source>
        <translation>
            <numerusform>%n file is not tagged yet</numerusform>
            <numerusform>%n files are not tagged yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DesksCard</name>
    <message>
        <source>Meja Sekretariat</source>
        <translation>Desks of the secretariat</translation>
    </message>
    <message>
        <source>Laptop lain di Sekretariat bisa ikut meninjau. Di laptop itu: pilih peran Sekretariat, gabung dengan berkas undangan, lalu buat bundel. Bundelnya muncul di sini; cocokkan enam kata, beri wewenang.</source>
        <translation>Further laptops of the secretariat can review as well. On such a laptop: choose the role secretariat, join with the invitation file, then make a bundle. The bundle appears here; compare six words, give the rights.</translation>
    </message>
    <message>
        <source>Belum ada meja lain.</source>
        <translation>There are no further desks yet.</translation>
    </message>
    <message>
        <source>Jadikan meja…</source>
        <translation>Make it a desk…</translation>
    </message>
    <message>
        <source>berlaku</source>
        <translation>in force</translation>
    </message>
    <message>
        <source>ditutup</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>Ubah…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>Buka lagi…</source>
        <translation>Open again…</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Tanpa nama</source>
        <translation>Without a name</translation>
    </message>
    <message>
        <source>sampai {date}</source>
        <translation>until {date}</translation>
    </message>
    <message>
        <source>tanpa batas waktu</source>
        <translation>without an end</translation>
    </message>
    <message>
        <source>Tutup wewenang meja {name}? Yang sudah dikerjakannya tetap berlaku; yang kemudian tidak.</source>
        <translation>End the rights of {name}'s desk? What it has done so far stays; nothing later counts.</translation>
    </message>
    <message>
        <source>Tutup wewenang</source>
        <translation>End the rights</translation>
    </message>
    <message>
        <source>Wewenang {name} ditutup</source>
        <translation>Rights of {name} ended</translation>
    </message>
    <message>
        <source>Wewenang diberikan; kirim balasan ke meja itu</source>
        <translation>Rights given; send a reply to that desk</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Rincian: {name}</source>
        <translation>Details: {name}</translation>
    </message>
    <message>
        <source>Nama berkas</source>
        <translation>File name</translation>
    </message>
    <message>
        <source>Jenis</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Waktu menurut</source>
        <translation>Time according to</translation>
    </message>
    <message>
        <source>dipakai</source>
        <translation>used</translation>
    </message>
    <message>
        <source>Periksa</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Nomor surat</source>
        <translation>Letter number</translation>
    </message>
    <message>
        <source>Kegiatan</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>Posisi</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Kamera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Tulisan, dibaca mesin</source>
        <translation>Words, read by machine</translation>
    </message>
    <message>
        <source>Tempat kegiatan</source>
        <translation>Place of the activity</translation>
    </message>
    <message>
        <source>Ditemukan di</source>
        <translation>Found in</translation>
    </message>
    <message>
        <source>Versi sebelumnya</source>
        <translation>Earlier versions</translation>
    </message>
    <message>
        <source>Versi berikutnya</source>
        <translation>Later versions</translation>
    </message>
    <message>
        <source>Diambil dari</source>
        <translation>Taken from</translation>
    </message>
    <message>
        <source> di dalam berkas lain</source>
        <translation> inside another file</translation>
    </message>
    <message>
        <source>Sidik berkas</source>
        <translation>Fingerprint of the file</translation>
    </message>
    <message>
        <source>Riwayat</source>
        <translation>History</translation>
    </message>
    <message numerus="yes">
        <source>dan %n lagi</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>Menurut batas wilayah: {place}. Tetapkan bila benar.</source>
        <translation>By the boundaries: {place}. Set it if that is right.</translation>
    </message>
    <message>
        <source>judul</source>
        <translation>title</translation>
    </message>
    <message>
        <source>catatan</source>
        <translation>note</translation>
    </message>
    <message>
        <source>tanggal</source>
        <translation>date</translation>
    </message>
    <message>
        <source>tempat</source>
        <translation>place</translation>
    </message>
    <message>
        <source>jenis</source>
        <translation>kind</translation>
    </message>
    <message>
        <source>versi</source>
        <translation>version</translation>
    </message>
</context>
<context>
    <name>DossierChoices</name>
    <message>
        <source>Dosir</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Wilayah</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Tahun bukti</source>
        <translation>Evidence year</translation>
    </message>
    <message>
        <source>Isi</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Tanda tangan</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Semua indikator</source>
        <translation>All indicators</translation>
    </message>
    <message>
        <source>Seluruh kota</source>
        <translation>The whole city</translation>
    </message>
    <message>
        <source>Semua tahun</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>Halaman sampul dengan kop</source>
        <translation>Cover page with letterhead</translation>
    </message>
    <message>
        <source>Ringkasan cakupan</source>
        <translation>Coverage at a glance</translation>
    </message>
    <message>
        <source>Daftar bukti (nomor, tanggal)</source>
        <translation>List of evidence (number, date)</translation>
    </message>
    <message>
        <source>Foto:</source>
        <translation>Photos:</translation>
    </message>
    <message>
        <source>Lembar foto</source>
        <translation>Photo sheets</translation>
    </message>
    <message>
        <source>Foto per halaman</source>
        <translation>Photos per page</translation>
    </message>
    <message>
        <source>{count} per halaman</source>
        <translation>{count} per page</translation>
    </message>
    <message>
        <source>Notulen dan dokumen lengkap</source>
        <translation>Whole minutes and documents</translation>
    </message>
    <message>
        <source>Semua halaman dokumen, bukan halaman pertamanya saja</source>
        <translation>All pages of documents, not the first alone</translation>
    </message>
    <message>
        <source>Hanya yang disahkan</source>
        <translation>Only what is accepted</translation>
    </message>
    <message>
        <source>Muat bukti terbatas, disamarkan</source>
        <translation>Include restricted evidence, blurred</translation>
    </message>
    <message>
        <source>Foto dengan wajah anak tidak dimuat, kecuali ini dicentang: lalu disamarkan</source>
        <translation>Photos with a child's face are left out unless this is ticked; then they are blurred</translation>
    </message>
    <message>
        <source>Tanpa lembar pengesahan</source>
        <translation>No approval page</translation>
    </message>
    <message>
        <source>Perkecil untuk unggah</source>
        <translation>Small file for upload</translation>
    </message>
    <message>
        <source>Gambar lebih kasar, berkas jauh lebih kecil</source>
        <translation>Coarser pictures, a much smaller file</translation>
    </message>
</context>
<context>
    <name>DossierOutput</name>
    <message>
        <source>Simpan PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Dosir KLA</source>
        <translation>KLA dossier</translation>
    </message>
    <message>
        <source>Ekspor daftar ke Excel</source>
        <translation>Export the list to Excel</translation>
    </message>
    <message>
        <source>Menyimpan PDF</source>
        <translation>Saving the PDF</translation>
    </message>
    <message>
        <source>PDF tersimpan: {name}, {pages}, {size}</source>
        <translation>PDF saved: {name}, {pages}, {size}</translation>
    </message>
    <message>
        <source>Mengekspor daftar</source>
        <translation>Exporting the list</translation>
    </message>
    <message>
        <source>Daftar tersimpan: {name}, {items}</source>
        <translation>List saved: {name}, {items}</translation>
    </message>
    <message>
        <source>Simpan sebagai…</source>
        <translation>Save as…</translation>
    </message>
    <message numerus="yes">
        <source>%n halaman dikirim ke pencetak</source>
        <translation>
            <numerusform>%n page sent to the printer</numerusform>
            <numerusform>%n pages sent to the printer</numerusform>
        </translation>
    </message>
    <message>
        <source>Pencetak menolak. Dosir Anda tidak hilang: simpan sebagai PDF, lalu cetak dari sana atau dari komputer lain.</source>
        <translation>The printer refused. Your dossier is not lost: save it as a PDF, then print from there or from another computer.</translation>
    </message>
    <message>
        <source>Simpan PDF…</source>
        <translation>Save PDF…</translation>
    </message>
</context>
<context>
    <name>DossierPage</name>
    <message>
        <source>Laporan</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>dosir bukti untuk evaluator</source>
        <translation>dossiers of evidence for the evaluators</translation>
    </message>
    <message>
        <source>Simpan PDF…</source>
        <translation>Save PDF…</translation>
    </message>
    <message>
        <source>Cetak…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Ekspor daftar ke Excel…</source>
        <translation>Export list to Excel…</translation>
    </message>
    <message>
        <source>Cetak</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Menyusun halaman…</source>
        <translation>Composing pages…</translation>
    </message>
    <message>
        <source>Coba lagi</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Belum ada bukti yang disahkan untuk pilihan ini. Tampilkan juga yang menunggu?</source>
        <translation>No evidence is accepted for this choice yet. Show what is waiting too?</translation>
    </message>
    <message>
        <source>Tampilkan juga yang menunggu</source>
        <translation>Show what is waiting too</translation>
    </message>
    <message>
        <source>Belum ada bukti untuk pilihan ini. Pilih wilayah atau tahun lain, atau tandai bukti dulu.</source>
        <translation>There is no evidence for this choice yet. Choose another place or year, or tag evidence first.</translation>
    </message>
    <message>
        <source>Tandai bukti</source>
        <translation>Tag evidence</translation>
    </message>
    <message>
        <source>Halaman masih disusun; tekan Cetak lagi sebentar</source>
        <translation>Pages are still being composed; press Print again in a moment</translation>
    </message>
</context>
<context>
    <name>DossierPreview</name>
    <message>
        <source>Halaman sebelumnya</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Halaman berikutnya</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Perkecil</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Perbesar</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Halaman kecil</source>
        <translation>Small pages</translation>
    </message>
    <message>
        <source>Zum</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Lebar halaman</source>
        <translation>Page width</translation>
    </message>
    <message>
        <source>Satu halaman</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>Halaman</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Memuat…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>dari {pages}</source>
        <translation>of {pages}</translation>
    </message>
    <message>
        <source>{items} · ± {size} · A4</source>
        <translation>{items} · ± {size} · A4</translation>
    </message>
    <message>
        <source>kode {code}</source>
        <translation>code {code}</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti terbatas tidak dimuat</source>
        <translation>
            <numerusform>%n restricted item left out</numerusform>
            <numerusform>%n restricted items left out</numerusform>
        </translation>
    </message>
    <message>
        <source>Halaman sebelumnya, berikutnya</source>
        <translation>Previous, next page</translation>
    </message>
    <message>
        <source>Perbesar, perkecil</source>
        <translation>Zoom in, zoom out</translation>
    </message>
    <message>
        <source>Halaman ini tidak bisa digambar di layar; PDF-nya tetap utuh.</source>
        <translation>This page cannot be drawn on the screen; the PDF is whole.</translation>
    </message>
    <message>
        <source>Halaman {page} dari {pages}</source>
        <translation>Page {page} of {pages}</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>Berkasnya sudah diminta kepada hub di bawah.</source>
        <translation>The file has been asked for from the hub below.</translation>
    </message>
    <message>
        <source>Berkasnya tinggal di hub di bawah; baru keterangannya yang naik.</source>
        <translation>The file stayed at the hub below; only what is said of it came up.</translation>
    </message>
    <message>
        <source>Perbaikan dari bukti yang pernah dikembalikan.</source>
        <translation>Mends evidence that was returned.</translation>
    </message>
    <message>
        <source>Perbaikan dari bukti yang dikembalikan {who}: {reason}.</source>
        <translation>Mends evidence that {who} returned: {reason}.</translation>
    </message>
    <message>
        <source>Wajah anak: terbatas. Tidak ikut dicetak.</source>
        <translation>A child's face: restricted. It is left out of papers.</translation>
    </message>
    <message>
        <source>Berkas yang sama persis juga dikirim {office}, {date}, sebagai “{title}”</source>
        <translation>Exactly the same file also came from {office}, {date}, as “{title}”</translation>
    </message>
    <message>
        <source>Mirip dengan bukti {office}, {date}: {how}.</source>
        <translation>Looks like evidence of {office}, {date}: {how}.</translation>
    </message>
    <message>
        <source>Sudah diputuskan: {verdict}.</source>
        <translation>Decided: {verdict}.</translation>
    </message>
    <message>
        <source>Tanggalnya tidak diketahui: tidak ada pada berkas maupun isinya.</source>
        <translation>Its date is unknown: neither the file nor its content says.</translation>
    </message>
    <message>
        <source>Tanggalnya {date}, di luar tahun bukti {year}.</source>
        <translation>Its date is {date}, outside the evidence year {year}.</translation>
    </message>
    <message>
        <source>Posisi fotonya di {seen}, bukan di {place}.</source>
        <translation>The photo's position is in {seen}, not in {place}.</translation>
    </message>
</context>
<context>
    <name>DriveOffers</name>
    <message>
        <source>{drive} terpasang: {counts}. Belum ada yang dimasukkan.</source>
        <translation>{drive} is plugged in: {counts}. Nothing has been taken in yet.</translation>
    </message>
    <message>
        <source>{drive} terpasang: lebih dari {counts}. Belum ada yang dimasukkan.</source>
        <translation>{drive} is plugged in: more than {counts}. Nothing has been taken in yet.</translation>
    </message>
    <message>
        <source>Masukkan</source>
        <translation>Take in</translation>
    </message>
    <message>
        <source>Lihat</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Jangan tanya untuk drive ini</source>
        <translation>Do not ask for this drive</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
</context>
<context>
    <name>DrivePanel</name>
    <message>
        <source>Tujuan</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Keluarkan USB</source>
        <translation>Eject stick</translation>
    </message>
    <message>
        <source>Folder lain…</source>
        <translation>Another folder…</translation>
    </message>
    <message>
        <source>{free} kosong</source>
        <translation>{free} free</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Salin ke folder</source>
        <translation>Copy to a folder</translation>
    </message>
    <message>
        <source>Salin ke USB</source>
        <translation>Copy to stick</translation>
    </message>
    <message>
        <source>Terima dari folder</source>
        <translation>Receive from the folder</translation>
    </message>
    <message>
        <source>Terima dari USB</source>
        <translation>Receive from stick</translation>
    </message>
    <message numerus="yes">
        <source>%n bundel akan disalin</source>
        <translation>
            <numerusform>%n bundle will be copied</numerusform>
            <numerusform>%n bundles will be copied</numerusform>
        </translation>
    </message>
    <message>
        <source>Menyalin: {words}. Jangan cabut dulu.</source>
        <translation>Copying: {words}. Do not pull it out yet.</translation>
    </message>
    <message>
        <source>Mengeluarkan USB. Jangan cabut dulu.</source>
        <translation>Ejecting the stick. Do not pull it out yet.</translation>
    </message>
    <message>
        <source>{name} sudah dikeluarkan. Silakan cabut.</source>
        <translation>{name} has been ejected. You can pull it out.</translation>
    </message>
    <message>
        <source>Belum ada USB. Pasang USB, dan namanya muncul di sini.</source>
        <translation>No stick yet. Plug one in, and its name appears here.</translation>
    </message>
    <message>
        <source>Folder siap.</source>
        <translation>The folder is ready.</translation>
    </message>
    <message>
        <source>Folder siap. Belum ada bundel yang perlu disalin.</source>
        <translation>The folder is ready. There is no bundle to copy yet.</translation>
    </message>
    <message>
        <source>USB siap.</source>
        <translation>The stick is ready.</translation>
    </message>
    <message>
        <source>USB siap. Belum ada bundel yang perlu disalin.</source>
        <translation>The stick is ready. There is no bundle to copy yet.</translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message>
        <source>Pindah Sekretariat</source>
        <translation>Move to another secretariat</translation>
    </message>
    <message>
        <source>Gabung Sekretariat</source>
        <translation>Join the secretariat</translation>
    </message>
    <message>
        <source>Undangan dari {who}</source>
        <translation>Invitation from {who}</translation>
    </message>
    <message>
        <source>Telepon Sekretariat dan minta mereka membacakan enam kata ini. Bila semuanya sama, undangan ini asli dan bundel Anda hanya bisa dibuka oleh mereka.</source>
        <translation>Telephone the secretariat and ask them to read these six words aloud. If all agree, the invitation is genuine and only they can open your bundles.</translation>
    </message>
    <message>
        <source>Hub: {address}</source>
        <translation>Hub: {address}</translation>
    </message>
    <message>
        <source>Keenamnya sama, pindah</source>
        <translation>All six agree, move</translation>
    </message>
    <message>
        <source>Keenamnya sama, gabung</source>
        <translation>All six agree, join</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>EvidenceModel</name>
    <message>
        <source>memuat…</source>
        <translation>loading…</translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>perkiraan</source>
        <translation>estimate</translation>
    </message>
    <message>
        <source>Memuat…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>tulisannya dibaca mesin</source>
        <translation>its words were read by machine</translation>
    </message>
    <message>
        <source>Berkasnya belum sampai; baru keterangannya yang datang. Bundel berikutnya membawanya.</source>
        <translation>The file has not arrived, only what is told of it. The next bundle brings it.</translation>
    </message>
    <message>
        <source>Tidak ada tulisan yang terbaca dalam berkas ini.</source>
        <translation>No text could be read in this file.</translation>
    </message>
    <message>
        <source>Versi sebelumnya: {title}</source>
        <translation>Version before: {title}</translation>
    </message>
    <message>
        <source>Berkas ini tidak punya gambar.</source>
        <translation>This file has no picture.</translation>
    </message>
    <message>
        <source>Berkas ini tidak bisa digambar. Tekan Ctrl+Enter untuk membukanya dengan aplikasi lain.</source>
        <translation>This file cannot be drawn. Press Ctrl+Enter to open it in another application.</translation>
    </message>
    <message>
        <source>Mengambil dari gudang bukti</source>
        <translation>Fetching from the object store</translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message>
        <source>Berkas yang belum bisa dimasukkan</source>
        <translation>Files that could not be taken in yet</translation>
    </message>
    <message>
        <source>Semua sudah masuk. Tidak ada berkas yang tertinggal.</source>
        <translation>Everything is in. No file is left behind.</translation>
    </message>
    <message>
        <source>Tampilkan di folder</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>Abaikan</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Berkas</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Sebab</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Selanjutnya</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Berkas aslinya tidak tersentuh. Kami mencoba lagi dengan sendirinya; Anda juga bisa mencoba kini.</source>
        <translation>The originals are untouched. We try again by ourselves; you may also try now.</translation>
    </message>
    <message numerus="yes">
        <source>%n lagi tidak tampil di daftar ini.</source>
        <translation>
            <numerusform>%n more is not shown in this list.</numerusform>
            <numerusform>%n more are not shown in this list.</numerusform>
        </translation>
    </message>
    <message>
        <source>Coba lagi</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Coba lagi semua</source>
        <translation>Try all again</translation>
    </message>
</context>
<context>
    <name>FilePasswordDialog</name>
    <message>
        <source>Buka kunci: {name}</source>
        <translation>Unlock: {name}</translation>
    </message>
    <message>
        <source>Dengan kata sandinya, isi berkas ini dibaca sekali agar bisa dicari dan dilihat di laptop ini. Kata sandinya tidak disimpan, dan berkas aslinya tetap terkunci.</source>
        <translation>With its password the file is read once, so that it can be searched and seen on this laptop. The password is not kept, and the file itself stays locked.</translation>
    </message>
    <message>
        <source>Kata sandi</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Baca isinya</source>
        <translation>Read it</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Tampilkan</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Belum ditandai</source>
        <translation>Not tagged</translation>
    </message>
    <message>
        <source>Semua bukti</source>
        <translation>All evidence</translation>
    </message>
    <message>
        <source>Dikembalikan</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Semua folder</source>
        <translation>All folders</translation>
    </message>
    <message>
        <source>Foto + dokumen</source>
        <translation>Photos + documents</translation>
    </message>
    <message>
        <source>Foto</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Dokumen</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Baru dulu</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>Lama dulu</source>
        <translation>Oldest first</translation>
    </message>
    <message>
        <source>Terakhir masuk</source>
        <translation>Added last</translation>
    </message>
    <message>
        <source>Paling cocok</source>
        <translation>Best match</translation>
    </message>
    <message>
        <source>Menurut hari</source>
        <translation>By day</translation>
    </message>
    <message>
        <source>Menurut kegiatan</source>
        <translation>By activity</translation>
    </message>
    <message>
        <source>Maju otomatis setelah ditandai</source>
        <translation>Move on after tagging</translation>
    </message>
    <message>
        <source>Jenis berkas, urutan, kelompok</source>
        <translation>Kind of file, order, grouping</translation>
    </message>
    <message>
        <source>Kegiatan</source>
        <translation>Activity</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Cari bukti… Ctrl+F</source>
        <translation>Search evidence… Ctrl+F</translation>
    </message>
    <message>
        <source>Hasil pencarian</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>indikator</source>
        <translation>indicator</translation>
    </message>
    <message>
        <source>wilayah</source>
        <translation>place</translation>
    </message>
    <message>
        <source>dibaca mesin</source>
        <translation>read by machine</translation>
    </message>
    <message>
        <source>Semua {count} bukti</source>
        <translation>All {count} items</translation>
    </message>
    <message>
        <source>Lebih dari {count} bukti</source>
        <translation>More than {count} items</translation>
    </message>
    <message>
        <source>Tidak ada yang cocok. Coba kata yang lebih pendek.</source>
        <translation>Nothing matches. Try a shorter word.</translation>
    </message>
</context>
<context>
    <name>FirstRunWizard</name>
    <message>
        <source>Sekretariat dipulihkan: {items}, {stations} laptop terdaftar. Kirim balasan ke semua laptop, lalu simpan kunci pemulihan baru.</source>
        <translation>The secretariat is back: {items}, {stations} stations accepted. Send replies to all of them, then save a new recovery key.</translation>
    </message>
    <message>
        <source>Langkah {n} dari 3</source>
        <translation>Step {n} of 3</translation>
    </message>
    <message>
        <source>Lewati</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Pulihkan Sekretariat…</source>
        <translation>Bring a secretariat back…</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>FoldersCard</name>
    <message>
        <source>Berhenti memantau {folder}</source>
        <translation>Stop watching {folder}</translation>
    </message>
    <message>
        <source>sedang dilihat</source>
        <translation>being looked at</translation>
    </message>
    <message>
        <source>tidak tersambung; ditunggu</source>
        <translation>not connected; waited for</translation>
    </message>
    <message>
        <source>tidak boleh dibaca</source>
        <translation>may not be read</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas masih disalin</source>
        <translation>
            <numerusform>%n file is still being copied</numerusform>
            <numerusform>%n files are still being copied</numerusform>
        </translation>
    </message>
    <message>
        <source>dilihat tiap beberapa detik; batas sistem tercapai</source>
        <translation>looked at every few seconds; a limit of the system was reached</translation>
    </message>
    <message>
        <source>dilihat tiap beberapa detik</source>
        <translation>looked at every few seconds</translation>
    </message>
    <message>
        <source>dipantau</source>
        <translation>watched</translation>
    </message>
    <message>
        <source>Folder pantauan</source>
        <translation>Watched folders</translation>
    </message>
    <message>
        <source>Tambah folder…</source>
        <translation>Add folder…</translation>
    </message>
    <message>
        <source>Kami hanya membaca. Berkas asli Anda tidak dipindah, diubah, atau dihapus.</source>
        <translation>We only read. Your originals are not moved, changed or deleted.</translation>
    </message>
    <message>
        <source>Belum ada. Pilih folder tempat foto dan notulen biasa tiba, misalnya Unduhan.</source>
        <translation>None yet. Choose the folder where photos and minutes usually arrive, such as Downloads.</translation>
    </message>
    <message>
        <source>tidak ditemukan, ditunggu</source>
        <translation>not found, waited for</translation>
    </message>
    <message>
        <source>sedang dipindai</source>
        <translation>being scanned</translation>
    </message>
</context>
<context>
    <name>FoldersStep</name>
    <message>
        <source>Di mana foto dan notulen Anda?</source>
        <translation>Where are your photos and minutes?</translation>
    </message>
    <message>
        <source>Foto dan dokumen dari folder ini masuk sendiri, juga yang baru. Kami hanya membaca: berkas asli Anda tidak dipindah, diubah, atau dihapus.</source>
        <translation>Photos and documents in these folders come in by themselves, new ones too. We only read: your originals are not moved, changed or deleted.</translation>
    </message>
    <message>
        <source>Folder lain…</source>
        <translation>Another folder…</translation>
    </message>
    <message>
        <source>Menghitung…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>{photos}, {documents} ditemukan</source>
        <translation>{photos}, {documents} found</translation>
    </message>
    <message>
        <source>Lebih dari {count}</source>
        <translation>More than {count}</translation>
    </message>
    <message>
        <source>Pilih folder</source>
        <translation>Choose a folder</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>memuat…</source>
        <translation>loading…</translation>
    </message>
    <message numerus="yes">
        <source>%n dipilih</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message>
        <source>usulan</source>
        <translation>proposal</translation>
    </message>
    <message>
        <source>Terima (Ctrl+G)</source>
        <translation>Accept (Ctrl+G)</translation>
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
    <name>HitLabel</name>
    <message>
        <source>Dibaca mesin dari gambar</source>
        <translation>Read by machine from a picture</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>{count} masuk dari “{name}”</source>
        <translation>{count} came in from “{name}”</translation>
    </message>
    <message>
        <source>USB “{name}” dipindai, {count} masuk</source>
        <translation>Stick “{name}” scanned, {count} came in</translation>
    </message>
    <message>
        <source>Bundel {number} dari {name} diterima, {items}</source>
        <translation>Bundle {number} from {name} received, {items}</translation>
    </message>
    <message>
        <source>Balasan {number} untuk {name} dikemas</source>
        <translation>Reply {number} for {name} packed</translation>
    </message>
    <message>
        <source>Balasan {number} untuk {name} diserahkan</source>
        <translation>Reply {number} for {name} handed over</translation>
    </message>
    <message>
        <source>Balasan {number} sampai di {name}</source>
        <translation>Reply {number} reached {name}</translation>
    </message>
    <message>
        <source>Bundel {number} dikemas, {items}</source>
        <translation>Bundle {number} packed, {items}</translation>
    </message>
    <message>
        <source>Bundel {number} diserahkan, {items}</source>
        <translation>Bundle {number} handed over, {items}</translation>
    </message>
    <message>
        <source>Bundel {number} diterima Sekretariat, {items}</source>
        <translation>Bundle {number} received by the secretariat, {items}</translation>
    </message>
    <message>
        <source>Balasan {number} dari Sekretariat diterima</source>
        <translation>Reply {number} from the secretariat received</translation>
    </message>
    <message>
        <source>{name} ditambahkan</source>
        <translation>{name} added</translation>
    </message>
    <message>
        <source>Laptop ini belum bergabung dengan Sekretariat</source>
        <translation>This laptop has not joined the secretariat</translation>
    </message>
    <message>
        <source>minta berkas undangan; tanpa itu bukti belum bisa dikirim</source>
        <translation>ask for an invitation file; without it evidence cannot be sent</translation>
    </message>
    <message>
        <source>Gabung…</source>
        <translation>Join…</translation>
    </message>
    <message>
        <source>dari {folders}</source>
        <translation>from {folders}</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas belum ditandai</source>
        <translation>
            <numerusform>%n file is not tagged yet</numerusform>
            <numerusform>%n files are not tagged yet</numerusform>
        </translation>
    </message>
    <message>
        <source>Tandai</source>
        <translation>Tag</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti dikembalikan untuk perbaikan</source>
        <translation>
            <numerusform>%n evidence item returned for mending</numerusform>
            <numerusform>%n evidence items returned for mending</numerusform>
        </translation>
    </message>
    <message>
        <source>Lihat</source>
        <translation>Look</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas belum bisa dimasukkan</source>
        <translation>
            <numerusform>%n file cannot be taken in yet</numerusform>
            <numerusform>%n files cannot be taken in yet</numerusform>
        </translation>
    </message>
    <message>
        <source>Periksa</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>oleh Sekretariat</source>
        <translation>by the secretariat</translation>
    </message>
    <message>
        <source>oleh Sekretariat, {day}</source>
        <translation>by the secretariat, {day}</translation>
    </message>
    <message>
        <source>oleh {name} (Sekretariat), {day}</source>
        <translation>by {name} (secretariat), {day}</translation>
    </message>
    <message numerus="yes">
        <source>%n laptop menunggu diterima</source>
        <translation>
            <numerusform>%n laptop waits to be accepted</numerusform>
            <numerusform>%n laptops wait to be accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel terkunci sampai itu</source>
        <translation>
            <numerusform>%n bundle locked until then</numerusform>
            <numerusform>%n bundles locked until then</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti menunggu tinjauan</source>
        <translation>
            <numerusform>%n evidence item waits for review</numerusform>
            <numerusform>%n evidence items wait for review</numerusform>
        </translation>
    </message>
    <message>
        <source>Tinjau</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Kunci pemulihan belum disimpan</source>
        <translation>The recovery key has not been saved</translation>
    </message>
    <message>
        <source>tanpa itu bukti hilang bila laptop ini hilang</source>
        <translation>without it the evidence is lost if this laptop is lost</translation>
    </message>
    <message>
        <source>Simpan…</source>
        <translation>Save…</translation>
    </message>
    <message>
        <source>Belum ada laptop yang bergabung</source>
        <translation>No laptop has joined yet</translation>
    </message>
    <message>
        <source>bagikan berkas undangan kepada kelurahan dan perangkat daerah</source>
        <translation>hand the invitation file to the villages and agencies</translation>
    </message>
    <message>
        <source>Undang…</source>
        <translation>Invite…</translation>
    </message>
    <message>
        <source>sudah lewat: {day}</source>
        <translation>overdue: {day}</translation>
    </message>
    <message>
        <source>paling lambat {day}</source>
        <translation>by {day} at the latest</translation>
    </message>
    <message>
        <source>Sekretariat meminta bukti {indicator}</source>
        <translation>The secretariat asks for evidence of {indicator}</translation>
    </message>
    <message>
        <source>Cakupan</source>
        <translation>Coverage</translation>
    </message>
    <message numerus="yes">
        <source>%n permintaan lain dari Sekretariat</source>
        <translation>
            <numerusform>%n more request from the secretariat</numerusform>
            <numerusform>%n more requests from the secretariat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pasang bukti mirip belum diputuskan</source>
        <translation>
            <numerusform>%n pair of alike evidence undecided</numerusform>
            <numerusform>%n pairs of alike evidence undecided</numerusform>
        </translation>
    </message>
    <message>
        <source>mungkin foto yang sama dipakai dua kali</source>
        <translation>perhaps the same photo was used twice</translation>
    </message>
    <message>
        <source>Bandingkan</source>
        <translation>Compare</translation>
    </message>
    <message numerus="yes">
        <source>%n kantor menunggu balasan</source>
        <translation>
            <numerusform>%n office waits for a reply</numerusform>
            <numerusform>%n offices wait for a reply</numerusform>
        </translation>
    </message>
    <message>
        <source>tanda terima dan hasil tinjauan belum dibuatkan bundel</source>
        <translation>no bundle holds their receipt and review yet</translation>
    </message>
    <message>
        <source>Buat balasan</source>
        <translation>Make replies</translation>
    </message>
    <message numerus="yes">
        <source>%n indikator belum ada bukti tahun ini</source>
        <translation>
            <numerusform>%n indicator has no evidence this year</numerusform>
            <numerusform>%n indicators have no evidence this year</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundel siap, belum dikirim</source>
        <translation>
            <numerusform>%n bundle ready, not sent yet</numerusform>
            <numerusform>%n bundles ready, not sent yet</numerusform>
        </translation>
    </message>
    <message>
        <source>Kirim</source>
        <translation>Send</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Tambah…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Perlu Anda kerjakan</source>
        <translation>To do</translation>
    </message>
    <message numerus="yes">
        <source>Kemajuan %n indikator</source>
        <translation>
            <numerusform>Progress of %n indicator</numerusform>
            <numerusform>Progress of %n indicators</numerusform>
        </translation>
    </message>
    <message>
        <source>Cakupan</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>Buka Cakupan</source>
        <translation>Open Coverage</translation>
    </message>
    <message>
        <source>Terakhir</source>
        <translation>Done last</translation>
    </message>
    <message>
        <source>Folder pantauan</source>
        <translation>Watched folders</translation>
    </message>
    <message>
        <source>Tambah folder</source>
        <translation>Add a folder</translation>
    </message>
    <message>
        <source>Belum ada berkas. Seret foto atau notulen ke sini, tempel dengan Ctrl+V, atau pilih folder pantauan.</source>
        <translation>No files yet. Drag photos or minutes here, paste with Ctrl+V, or choose a folder to watch.</translation>
    </message>
    <message>
        <source>Pilih folder</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>Coba dengan contoh</source>
        <translation>Try a sample</translation>
    </message>
    <message>
        <source>Yang Anda kerjakan tercatat di sini, dan bisa diurungkan.</source>
        <translation>What you do is noted here, and can be undone.</translation>
    </message>
    <message numerus="yes">
        <source>%n hari lagi</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message>
        <source>perkiraan</source>
        <translation>estimate</translation>
    </message>
    <message>
        <source>Belum ada. Foto baru di folder pantauan masuk dengan sendirinya.</source>
        <translation>None yet. New photos in a watched folder come in by themselves.</translation>
    </message>
    <message>
        <source>Berkas dari “{folder}” sedang masuk. Sebentar lagi bisa ditandai.</source>
        <translation>Files from “{folder}” are coming in. They can be tagged in a moment.</translation>
    </message>
    <message>
        <source>Semua beres untuk hari ini.</source>
        <translation>All done for today.</translation>
    </message>
    <message>
        <source>Semua beres untuk hari ini. Indikator berikutnya yang masih kosong: {indicator}.</source>
        <translation>All done for today. The next indicator without evidence: {indicator}.</translation>
    </message>
    <message>
        <source>Selamat pagi, {name}</source>
        <translation>Good morning, {name}</translation>
    </message>
    <message>
        <source>Selamat siang, {name}</source>
        <translation>Good day, {name}</translation>
    </message>
    <message>
        <source>Selamat sore, {name}</source>
        <translation>Good afternoon, {name}</translation>
    </message>
    <message>
        <source>Selamat malam, {name}</source>
        <translation>Good evening, {name}</translation>
    </message>
    <message>
        <source>tahun bukti {year}</source>
        <translation>evidence year {year}</translation>
    </message>
    <message>
        <source>Beranda</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Menyiapkan contoh</source>
        <translation>Preparing a sample</translation>
    </message>
</context>
<context>
    <name>Hub</name>
    <message>
        <source>Dijeda. Tidak ada yang dikirim sampai Anda melanjutkan.</source>
        <translation>Paused. Nothing is sent until you go on.</translation>
    </message>
    <message>
        <source>Tanpa jaringan. Pengiriman jalan lagi begitu tersambung.</source>
        <translation>No network. Sending goes on once there is one.</translation>
    </message>
    <message>
        <source>Menunggu jaringan yang Anda pilih.</source>
        <translation>Waiting for the network that you chose.</translation>
    </message>
    <message>
        <source>Mengambil dari hub, {share} %</source>
        <translation>Fetching from the hub, {share} %</translation>
    </message>
    <message>
        <source>Mengirim ke hub, {share} %</source>
        <translation>Sending to the hub, {share} %</translation>
    </message>
    <message>
        <source>Memeriksa hub…</source>
        <translation>Looking at the hub…</translation>
    </message>
    <message>
        <source>Mencoba lagi {time}</source>
        <translation>Trying again at {time}</translation>
    </message>
    <message>
        <source>Belum semuanya terkirim. Coba kini melanjutkannya; yang sudah sampai tidak diulang.</source>
        <translation>Not all of it is sent yet. Try now goes on; what has arrived is not repeated.</translation>
    </message>
    <message>
        <source>Terakhir lancar {moment}</source>
        <translation>Last went well {moment}</translation>
    </message>
    <message>
        <source>Tanpa internet, tetap bisa bekerja</source>
        <translation>No internet; you can go on working</translation>
    </message>
    <message>
        <source>Pengiriman dijeda</source>
        <translation>Sending is paused</translation>
    </message>
    <message>
        <source>Hub belum bisa, mencoba lagi {time}</source>
        <translation>The hub does not work yet; trying again at {time}</translation>
    </message>
</context>
<context>
    <name>HubPanel</name>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Atur hub…</source>
        <translation>Set up a hub…</translation>
    </message>
    <message>
        <source>Belum tersambung. Dengan hub, bundel dan tanda terima berjalan sendiri lewat jaringan.</source>
        <translation>Not connected yet. With a hub, bundles and receipts travel by themselves over the network.</translation>
    </message>
    <message>
        <source>Tersambung. Tidak ada yang menunggu.</source>
        <translation>Connected. Nothing waits.</translation>
    </message>
    <message numerus="yes">
        <source>%n bundel menunggu</source>
        <translation>
            <numerusform>%n bundle waiting</numerusform>
            <numerusform>%n bundles waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>Buka Setelan</source>
        <translation>Open Settings</translation>
    </message>
    <message>
        <source>Coba kini</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>Lanjutkan</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Jeda</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>HubSync</name>
    <message>
        <source>Menyinkronkan dengan hub</source>
        <translation>Syncing with the hub</translation>
    </message>
    <message>
        <source>Membaca isi bukti</source>
        <translation>Reading the evidence</translation>
    </message>
</context>
<context>
    <name>IndicatorList</name>
    <message>
        <source>Indikator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>belum</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Melanjutkan memasukkan berkas</source>
        <translation>Going on to take files in</translation>
    </message>
    <message>
        <source>Tempelan {time}</source>
        <translation>Pasted {time}</translation>
    </message>
    <message>
        <source>Memasukkan berkas</source>
        <translation>Taking files in</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas ditambahkan</source>
        <translation>
            <numerusform>%n file added</numerusform>
            <numerusform>%n files added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sudah ada, tidak digandakan</source>
        <translation>
            <numerusform>%n was here already, not doubled</numerusform>
            <numerusform>%n were here already, not doubled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas ini sudah ada di pustaka. Tidak ada yang digandakan.</source>
        <translation>
            <numerusform>This %n file is in the library already. Nothing was doubled.</numerusform>
            <numerusform>These %n files are in the library already. Nothing was doubled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak bisa dimasukkan. Berkas aslinya tidak tersentuh. Lihat daftarnya di Beranda.</source>
        <translation>
            <numerusform>%n file could not be taken in. The original is untouched. See the list on Home.</numerusform>
            <numerusform>%n files could not be taken in. The originals are untouched. See the list on Home.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tidak ada berkas di folder itu yang bisa menjadi bukti.</source>
        <translation>Nothing in that folder can become evidence.</translation>
    </message>
</context>
<context>
    <name>InvitationDialog</name>
    <message>
        <source>Berkas undangan</source>
        <translation>Invitation file</translation>
    </message>
    <message>
        <source>Undangan tersimpan sebagai {name}. Bagikan ke tiap kelurahan dan perangkat daerah lewat USB atau pesan. Saat mereka menelepon, bacakan enam kata ini.</source>
        <translation>The invitation is saved as {name}. Hand it to every kelurahan and agency by stick or message. When they telephone, read these six words aloud.</translation>
    </message>
</context>
<context>
    <name>Item</name>
    <message>
        <source>tanpa waktu</source>
        <translation>no time</translation>
    </message>
    <message>
        <source>perkiraan</source>
        <translation>estimate</translation>
    </message>
    <message>
        <source>Wajah anak: terbatas</source>
        <translation>A child's face: restricted</translation>
    </message>
    <message>
        <source>Tanggal tidak diketahui</source>
        <translation>Date unknown</translation>
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
    <name>Joining</name>
    <message>
        <source>Gabung Sekretariat</source>
        <translation>Join the secretariat</translation>
    </message>
    <message>
        <source>Undangan Sekretariat</source>
        <translation>Secretariat's invitation</translation>
    </message>
    <message>
        <source>Laptop ini pindah dari {office}. Semuanya tetap di sini. Yang disahkan diteruskan lagi ke hub baru. Penilaian dan permintaan hub lama tidak berlaku lagi; yang sudah diterimanya tetap ada padanya.</source>
        <translation>This laptop leaves {office}. Everything stays here. What is accepted is handed up again to the new hub. What the old hub judged and asked for counts no longer; what it has received it keeps.</translation>
    </message>
    <message>
        <source>Laptop ini pindah dari {office}. Semua bukti dan tanda tetap di sini. Yang bertanda dikirim lagi, dengan berkasnya, ke Sekretariat baru. Penilaian dan permintaan Sekretariat lama tidak berlaku lagi; yang sudah diterimanya tetap ada padanya.</source>
        <translation>This laptop leaves {office}. All evidence and tags stay here. What is tagged is sent again, with its files, to the new secretariat. What the old secretariat judged and asked for counts no longer; what it has received it keeps.</translation>
    </message>
    <message>
        <source>Sekretariat</source>
        <translation>Secretariat</translation>
    </message>
    <message>
        <source>Laptop ini pindah ke hub ({who}). Semua yang disahkan menunggu diteruskan lagi.</source>
        <translation>This laptop has moved to the hub ({who}). All that is accepted waits to be handed up again.</translation>
    </message>
    <message>
        <source>Laptop ini pindah ke Sekretariat ({who}). Semua yang bertanda menunggu dikirim lagi.</source>
        <translation>This laptop has moved to the secretariat ({who}). All that is tagged waits to be sent again.</translation>
    </message>
    <message>
        <source>Laptop ini bergabung dengan Sekretariat ({who}).</source>
        <translation>This laptop has joined the secretariat ({who}).</translation>
    </message>
    <message>
        <source>Buat bundel</source>
        <translation>Make a bundle</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Tidak ada indikator nomor {number}. Belum ada yang ditandai.</source>
        <translation>There is no indicator {number}. Nothing was tagged.</translation>
    </message>
    <message>
        <source>Belum ada berkas yang dipilih. Belum ada yang ditandai.</source>
        <translation>No file is selected. Nothing has been tagged.</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Kunci laptop ini</source>
        <translation>Keys of this laptop</translation>
    </message>
    <message>
        <source>Dengan kunci ini laptop menandatangani bundel. Bila petugas berganti, ganti kuncinya: kunci lama menandatangani yang baru, jadi tidak ada yang perlu dicocokkan lagi.</source>
        <translation>With these keys the laptop signs its bundles. When staff change, change the keys: the old ones sign the new, so nothing has to be compared again.</translation>
    </message>
    <message>
        <source>Ganti kunci…</source>
        <translation>Change keys…</translation>
    </message>
    <message>
        <source>Nomor terakhir meja ini: {number}</source>
        <translation>This desk's last number: {number}</translation>
    </message>
    <message>
        <source>Ganti kunci laptop ini? Kunci lama tidak dipakai lagi; bundel yang sudah dikirim tetap sah.</source>
        <translation>Change this laptop's keys? The old ones are used no longer; bundles sent already stay valid.</translation>
    </message>
    <message>
        <source>Ganti kunci</source>
        <translation>Change keys</translation>
    </message>
    <message>
        <source>Kunci baru dipakai mulai sekarang</source>
        <translation>The new keys are used from now on</translation>
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
    <name>LargePicture</name>
    <message>
        <source>Mengambil dari gudang bukti</source>
        <translation>Fetching from the object store</translation>
    </message>
</context>
<context>
    <name>LargeTools</name>
    <message>
        <source>Halaman sebelumnya</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Halaman berikutnya</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Perkecil</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Perbesar</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Putar tampilan</source>
        <translation>Turn the view</translation>
    </message>
    <message>
        <source>Pas layar atau ukuran asli (F)</source>
        <translation>Fit or actual size (F)</translation>
    </message>
    <message>
        <source>Halaman {page} dari {pages}</source>
        <translation>Page {page} of {pages}</translation>
    </message>
</context>
<context>
    <name>LargeView</name>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Kembali ke daftar (Spasi)</source>
        <translation>Back to the list (Space)</translation>
    </message>
    <message>
        <source>memuat…</source>
        <translation>loading…</translation>
    </message>
    <message>
        <source>Tidak ada gambar untuk berkas ini. Ctrl+Enter membukanya.</source>
        <translation>There is no picture of this file. Ctrl+Enter opens it.</translation>
    </message>
    <message>
        <source>Buka</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Masih bekerja: {work}. Jendela ini menutup sendiri setelah selesai.</source>
        <translation>Still working: {work}. This window closes by itself when that is done.</translation>
    </message>
    <message>
        <source>Tutup sekarang</source>
        <translation>Close now</translation>
    </message>
</context>
<context>
    <name>LibraryCard</name>
    <message>
        <source>Pustaka di laptop ini</source>
        <translation>Library on this laptop</translation>
    </message>
    <message>
        <source>Periksa pustaka</source>
        <translation>Check library</translation>
    </message>
    <message>
        <source>Buat cadangan…</source>
        <translation>Make backup…</translation>
    </message>
    <message>
        <source>{size} · {files} tersimpan terenkripsi</source>
        <translation>{size} · {files} kept encrypted</translation>
    </message>
    <message>
        <source>Kunci: kata sandi Anda. Tanpa kata sandi itu pustaka tidak bisa dibuka.</source>
        <translation>Key: your passphrase. Without it the library cannot be opened.</translation>
    </message>
    <message>
        <source>Kunci: disimpan oleh akun Anda di laptop ini.</source>
        <translation>Key: kept by your account on this laptop.</translation>
    </message>
    <message>
        <source>Kunci: berkas di folder pribadi akun Anda. Laptop ini tidak punya penyimpan kunci.</source>
        <translation>Key: a file in your account's private folder. This laptop has no key store.</translation>
    </message>
    <message>
        <source>Memeriksa pustaka</source>
        <translation>Checking the library</translation>
    </message>
    <message>
        <source>Semua utuh: {files} dibaca ulang dan cocok.</source>
        <translation>All is whole: {files} read again and found equal.</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas hanya ada di gudang bukti.</source>
        <translation>
            <numerusform>%n file lies in the object store alone.</numerusform>
            <numerusform>%n files lie in the object store alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hal perlu diperbaiki. Bukti lain tetap aman. Pulihkan cadangan terakhir, atau ambil lagi berkas aslinya.</source>
        <translation>
            <numerusform>%n thing needs mending. All other evidence is safe. Restore the latest backup, or take the originals in again.</numerusform>
            <numerusform>%n things need mending. All other evidence is safe. Restore the latest backup, or take the originals in again.</numerusform>
        </translation>
    </message>
    <message>
        <source>Simpan cadangan</source>
        <translation>Save the backup</translation>
    </message>
    <message>
        <source>Membuat cadangan</source>
        <translation>Making a backup</translation>
    </message>
    <message>
        <source>Cadangan tersimpan: {items}, {size}</source>
        <translation>Backup saved: {items}, {size}</translation>
    </message>
</context>
<context>
    <name>LockCard</name>
    <message>
        <source>Laptop dipakai bergantian</source>
        <translation>A shared laptop</translation>
    </message>
    <message>
        <source>Layar dikunci dengan PIN: Ctrl+L, atau sendiri setelah beberapa saat. Pekerjaan tetap berjalan.</source>
        <translation>A PIN locks the screen: Ctrl+L, or by itself after a while. Work goes on.</translation>
    </message>
    <message>
        <source>Belum ada PIN. PIN mengunci layar dengan Ctrl+L atau setelah beberapa saat tanpa sentuhan.</source>
        <translation>There is no PIN. A PIN locks the screen with Ctrl+L, or after a while without a touch.</translation>
    </message>
    <message>
        <source>Ganti PIN…</source>
        <translation>Change PIN…</translation>
    </message>
    <message>
        <source>Atur PIN…</source>
        <translation>Set a PIN…</translation>
    </message>
    <message>
        <source>Hapus PIN</source>
        <translation>Remove PIN</translation>
    </message>
    <message>
        <source>Ganti pengguna…</source>
        <translation>Change user…</translation>
    </message>
    <message>
        <source>Kunci setelah</source>
        <translation>Lock after</translation>
    </message>
    <message numerus="yes">
        <source>Kunci setelah %n menit</source>
        <translation>
            <numerusform>Lock after %n minute</numerusform>
            <numerusform>Lock after %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Hanya dengan Ctrl+L</source>
        <translation>With Ctrl+L only</translation>
    </message>
    <message>
        <source>PIN tersimpan. Kunci layar dengan Ctrl+L.</source>
        <translation>The PIN is kept. Lock the screen with Ctrl+L.</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Layar terkunci</source>
        <translation>Screen locked</translation>
    </message>
    <message>
        <source>Buka</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Ganti pengguna</source>
        <translation>Change user</translation>
    </message>
    <message>
        <source>Layar terkunci. Pekerjaan yang berjalan diteruskan. Masukkan PIN Anda.</source>
        <translation>The screen is locked. Running work goes on. Enter your PIN.</translation>
    </message>
    <message>
        <source>Masukkan kata sandi pustaka ini.</source>
        <translation>Enter the passphrase of this library.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Kata sandi</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Lupa PIN? Pakai kata sandi</source>
        <translation>Forgotten the PIN? Use the passphrase</translation>
    </message>
    <message>
        <source>Pakai PIN</source>
        <translation>Use the PIN</translation>
    </message>
    <message>
        <source>Kata sandi itu tidak cocok. Data Anda aman. Coba lagi.</source>
        <translation>That passphrase does not fit. Your data is safe. Try again.</translation>
    </message>
    <message>
        <source>PIN salah terlalu sering. Data Anda aman. Buka dengan kata sandi.</source>
        <translation>The PIN was wrong too often. Your data is safe. Open with the passphrase.</translation>
    </message>
    <message>
        <source>PIN itu tidak cocok. Coba lagi.</source>
        <translation>That PIN does not fit. Try again.</translation>
    </message>
    <message numerus="yes">
        <source>PIN salah. Tunggu %n detik, lalu coba lagi.</source>
        <translation>
            <numerusform>Wrong PIN. Wait %n second, then try again.</numerusform>
            <numerusform>Wrong PIN. Wait %n seconds, then try again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Locking</name>
    <message>
        <source>Kunci layar</source>
        <translation>Lock the screen</translation>
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
    <name>MoreFilters</name>
    <message>
        <source>Tahun</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Wilayah</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Indikator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Semua tahun</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>Semua wilayah</source>
        <translation>All places</translation>
    </message>
    <message>
        <source>Seluruh kecamatan</source>
        <translation>The whole district</translation>
    </message>
    <message>
        <source>Semua indikator</source>
        <translation>All indicators</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Pindahkan ke indikator lain</source>
        <translation>Move to another indicator</translation>
    </message>
    <message>
        <source>Nomor atau nama indikator</source>
        <translation>Number or name of the indicator</translation>
    </message>
    <message>
        <source>Bukti dikembalikan dengan alasan “salah indikator” dan usulan Anda. Pengirim yang memindahkannya, supaya catatannya tetap milik pengirim.</source>
        <translation>The evidence is returned with the reason “wrong indicator” and your proposal. Its sender moves it, so that the record remains the sender's own.</translation>
    </message>
    <message>
        <source>Kembalikan</source>
        <translation>Return</translation>
    </message>
</context>
<context>
    <name>NothingHere</name>
    <message>
        <source>Pilih folder</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>Tambah berkas…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>Cari di semua bukti</source>
        <translation>Search all evidence</translation>
    </message>
    <message>
        <source>Belum ada berkas. Seret foto atau notulen ke sini, tempel dengan Ctrl+V, atau pilih folder.</source>
        <translation>No files yet. Drag photos or minutes here, paste with Ctrl+V, or choose a folder.</translation>
    </message>
    <message>
        <source>Tidak ada yang perlu ditandai.</source>
        <translation>There is nothing to tag.</translation>
    </message>
</context>
<context>
    <name>OfferDialog</name>
    <message>
        <source>Isi {drive}</source>
        <translation>What is on {drive}</translation>
    </message>
    <message>
        <source>Kami hanya membaca. Berkas di drive ini tidak dipindah, diubah, atau dihapus.</source>
        <translation>We only read. Files on this drive are not moved, changed or deleted.</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Foto dan video</source>
        <translation>Photos and videos</translation>
    </message>
    <message>
        <source>Dokumen</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Baru</source>
        <translation>New</translation>
    </message>
    <message>
        <source>(paling atas)</source>
        <translation>(top level)</translation>
    </message>
    <message numerus="yes">
        <source>Masukkan %n berkas baru</source>
        <translation>
            <numerusform>Take in %n new file</numerusform>
            <numerusform>Take in %n new files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>Membuka berkas</source>
        <translation>Opening a file</translation>
    </message>
    <message>
        <source>Tidak ada bukti lain yang mirip dengan ini.</source>
        <translation>No other evidence looks like this.</translation>
    </message>
    <message>
        <source>Folder asal berkas ini tidak ada sekarang. Salinannya tetap aman di pustaka; buka dengan Ctrl+Enter.</source>
        <translation>The folder of this file is not there now. Its copy is safe in the library; open it with Ctrl+Enter.</translation>
    </message>
    <message>
        <source>Tidak ada aplikasi di laptop ini untuk membuka berkas tersebut. Berkasnya tetap aman.</source>
        <translation>No application on this laptop opens that file. The file is safe.</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Beranda</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Tandai</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Cakupan</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>Bundel</source>
        <translation>Bundles</translation>
    </message>
    <message>
        <source>Tinjau</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Laporan</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Ketik nomor indikator</source>
        <translation>Type an indicator number</translation>
    </message>
    <message>
        <source>Tidak ada usulan. Ketik nomor indikator di bawah, misalnya 06.</source>
        <translation>No suggestion. Type an indicator's number below, such as 06.</translation>
    </message>
    <message>
        <source>Terakhir dipakai</source>
        <translation>Used last</translation>
    </message>
    <message>
        <source>Usulan</source>
        <translation>Suggestions</translation>
    </message>
    <message>
        <source>Jenis bukti: {slot}</source>
        <translation>Kind of evidence: {slot}</translation>
    </message>
    <message>
        <source>Seperti sebelumnya: {tags}</source>
        <translation>As before: {tags}</translation>
    </message>
    <message>
        <source>Nomor {typed}, tunggu angka kedua</source>
        <translation>Number {typed}, waiting for the second digit</translation>
    </message>
    <message>
        <source>Belum ada angka</source>
        <translation>No digit yet</translation>
    </message>
    <message>
        <source>pilih jenis bukti</source>
        <translation>choose the kind of evidence</translation>
    </message>
    <message>
        <source>{code}: {slot}  ( / )</source>
        <translation>{code}: {slot}  ( / )</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Buka pustaka bukti</source>
        <translation>Open the evidence library</translation>
    </message>
    <message>
        <source>Pustaka ini dikunci. Masukkan kata sandinya untuk membuka.</source>
        <translation>This library is locked. Enter its passphrase to open it.</translation>
    </message>
    <message>
        <source>Kata sandi</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Buka</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
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
    <name>PinDialog</name>
    <message>
        <source>PIN untuk mengunci layar</source>
        <translation>PIN to lock the screen</translation>
    </message>
    <message>
        <source>PIN membuka layar yang terkunci dengan cepat. Yang menjaga data tetap kata sandi.</source>
        <translation>A PIN opens a locked screen quickly. What keeps the data is still the passphrase.</translation>
    </message>
    <message>
        <source>PIN, 4–6 angka</source>
        <translation>PIN, 4–6 digits</translation>
    </message>
    <message>
        <source>PIN sekali lagi</source>
        <translation>PIN once more</translation>
    </message>
    <message>
        <source>Kata sandi baru, paling sedikit 8 huruf</source>
        <translation>New passphrase, at least 8 characters</translation>
    </message>
    <message>
        <source>Kata sandi sekali lagi</source>
        <translation>Passphrase once more</translation>
    </message>
    <message>
        <source>Catat kata sandi ini di tempat aman. Ia ditanyakan setiap kali aplikasi dibuka.</source>
        <translation>Write this passphrase down in a safe place. It is asked for each time the program opens.</translation>
    </message>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>PIN harus 4 sampai 6 angka.</source>
        <translation>A PIN has 4 to 6 digits.</translation>
    </message>
    <message>
        <source>Kedua PIN tidak sama. Ketik sekali lagi.</source>
        <translation>The two PINs differ. Type them once more.</translation>
    </message>
    <message>
        <source>Kata sandi itu terlalu pendek: paling sedikit 8 huruf.</source>
        <translation>That passphrase is too short: at least 8 characters.</translation>
    </message>
    <message>
        <source>Kedua kata sandi tidak sama. Ketik sekali lagi.</source>
        <translation>The two passphrases differ. Type them once more.</translation>
    </message>
</context>
<context>
    <name>PreparingDialog</name>
    <message>
        <source>Menyiapkan pustaka</source>
        <translation>Preparing the library</translation>
    </message>
    <message>
        <source>Menyiapkan pustaka untuk versi baru. Data Anda aman, dan ini hanya sekali.</source>
        <translation>Preparing the library for the new version. Your data is safe, and this happens only once.</translation>
    </message>
    <message>
        <source>Lanjutkan lain kali</source>
        <translation>Continue another time</translation>
    </message>
    <message>
        <source>Aplikasi ditutup. Saat dibuka lagi, penyiapan dimulai dari awal.</source>
        <translation>The application closes. When it is opened again, the preparation starts from the beginning.</translation>
    </message>
    <message>
        <source>Berhenti…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>sisa {time}</source>
        <translation>{time} left</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Berkas</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Waktu</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Tempat</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Judul</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Tanggal yang benar</source>
        <translation>Correct date</translation>
    </message>
    <message>
        <source>Tempat kegiatan</source>
        <translation>Place of the activity</translation>
    </message>
    <message>
        <source>Tanda</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Bandingkan…</source>
        <translation>Compare…</translation>
    </message>
    <message>
        <source>hari/bulan/tahun</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>Wajah anak terlihat → batasi</source>
        <translation>A child's face is seen → restrict</translation>
    </message>
    <message>
        <source>Gambarnya disamarkan dalam daftar dan tidak dimuat dalam cetakan. Tombol: W</source>
        <translation>The picture is blurred in lists and left out of printed papers. Key: W</translation>
    </message>
    <message>
        <source>Klik dua kali atau Spasi: pratinjau besar</source>
        <translation>Double click or Space: large preview</translation>
    </message>
    <message>
        <source>Pilih berkas di sebelah kiri.</source>
        <translation>Select a file at the left.</translation>
    </message>
    <message>
        <source>(beragam)</source>
        <translation>(mixed)</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas dipilih. Perubahan berlaku untuk semuanya.</source>
        <translation>
            <numerusform>%n file selected. Changes apply to it.</numerusform>
            <numerusform>%n files selected. Changes apply to all of them.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pakai {moment}</source>
        <translation>Use {moment}</translation>
    </message>
    <message>
        <source>{n} dari {total}</source>
        <translation>{n} of {total}</translation>
    </message>
    <message>
        <source>memuat…</source>
        <translation>loading…</translation>
    </message>
    <message>
        <source>Tidak ada gambar untuk berkas ini. Ctrl+Enter membukanya.</source>
        <translation>There is no picture of this file. Ctrl+Enter opens it.</translation>
    </message>
    <message>
        <source>Ctrl+Enter membukanya.</source>
        <translation>Ctrl+Enter opens it.</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Siapa yang bekerja sekarang?</source>
        <translation>Who works now?</translation>
    </message>
    <message>
        <source>Pengguna {n}</source>
        <translation>User {n}</translation>
    </message>
    <message>
        <source>Pengguna baru…</source>
        <translation>New user…</translation>
    </message>
    <message>
        <source>Bukti setiap pengguna tersimpan terpisah dan terkunci sendiri-sendiri.</source>
        <translation>Everybody's evidence is stored apart and locked for itself.</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>{n} dari {total}</source>
        <translation>{n} of {total}</translation>
    </message>
    <message>
        <source>Belum ada: {indicators}</source>
        <translation>Nothing yet: {indicators}</translation>
    </message>
    <message>
        <source>Semua sudah ada buktinya</source>
        <translation>All have evidence</translation>
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
    <name>ReadingCard</name>
    <message>
        <source>Membaca pindaian</source>
        <translation>Reading scans</translation>
    </message>
    <message>
        <source>Baca tulisan pada pindaian dan foto halaman</source>
        <translation>Read the words on scans and photographed pages</translation>
    </message>
    <message>
        <source>Dikerjakan di laptop ini, tanpa internet, saat laptop senggang. Hasilnya ikut dalam pencarian dan saran, dengan tanda dibaca mesin.</source>
        <translation>Done on this laptop, without internet, while the laptop is free. What is read joins search and suggestions, marked as read by machine.</translation>
    </message>
    <message>
        <source>Lanjutkan</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Jeda</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Tidak membaca. {waiting} belum dibaca.</source>
        <translation>Not reading. {waiting} not read yet.</translation>
    </message>
    <message>
        <source>Semua sudah dibaca: {read}.</source>
        <translation>Everything has been read: {read}.</translation>
    </message>
    <message>
        <source>Dijeda. {waiting} menunggu, {read} sudah dibaca.</source>
        <translation>Paused. {waiting} waiting, {read} read.</translation>
    </message>
    <message>
        <source>Sedang membaca. {waiting} menunggu, {read} sudah dibaca.</source>
        <translation>Reading now. {waiting} waiting, {read} read.</translation>
    </message>
    <message>
        <source>{waiting} menunggu sampai laptop senggang, {read} sudah dibaca.</source>
        <translation>{waiting} waiting until the laptop is free, {read} read.</translation>
    </message>
    <message numerus="yes">
        <source>%n tidak terbaca.</source>
        <translation>
            <numerusform>%n could not be read.</numerusform>
            <numerusform>%n could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingRow</name>
    <message>
        <source>Membaca pindaian</source>
        <translation>Reading scans</translation>
    </message>
    <message>
        <source>Membaca pindaian dijeda. Lanjutkan kapan saja di Setelan.</source>
        <translation>Reading scans is paused. Go on at any time in Settings.</translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Tanda terima: {name}</source>
        <translation>Receipt: {name}</translation>
    </message>
    <message>
        <source>Tanda terima sebagai QR</source>
        <translation>The receipt as a QR code</translation>
    </message>
    <message>
        <source>No. {number}
sidik {code}</source>
        <translation>No. {number}
fingerprint {code}</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ReceiptPanel</name>
    <message>
        <source>Tanda terima: {name}</source>
        <translation>Receipt: {name}</translation>
    </message>
    <message>
        <source>Isi: {name}</source>
        <translation>Contents: {name}</translation>
    </message>
    <message>
        <source>Berisi tanda terima, hasil tinjauan, dan permintaan; tanpa berkas bukti.</source>
        <translation>Holds receipts, reviews and requests; no evidence files.</translation>
    </message>
    <message numerus="yes">
        <source>dan %n bukti lain</source>
        <translation>
            <numerusform>and %n more evidence item</numerusform>
            <numerusform>and %n more evidence items</numerusform>
        </translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>No. {number}</translation>
    </message>
    <message>
        <source>Diterima oleh {who}, {moment}</source>
        <translation>Received by {who}, {moment}</translation>
    </message>
    <message>
        <source>Sudah dibuka di {office}</source>
        <translation>Opened at {office}</translation>
    </message>
    <message>
        <source>Disalin ke {medium}, {moment}; menunggu tanda terima</source>
        <translation>Copied to {medium}, {moment}; waiting for a receipt</translation>
    </message>
    <message>
        <source>Tersimpan di laptop ini, belum disalin</source>
        <translation>Kept on this laptop, not copied yet</translation>
    </message>
    <message>
        <source>{new} baru, {duplicates} dobel</source>
        <translation>{new} new, {duplicates} duplicate</translation>
    </message>
    <message>
        <source>sidik {code}</source>
        <translation>fingerprint {code}</translation>
    </message>
    <message>
        <source>Lihat yang dikembalikan</source>
        <translation>See what was returned</translation>
    </message>
    <message>
        <source>QR…</source>
        <translation>QR…</translation>
    </message>
    <message>
        <source>tidak ada di laptop ini</source>
        <translation>not on this laptop</translation>
    </message>
    <message>
        <source>dobel dengan bukti lain</source>
        <translation>duplicate of other evidence</translation>
    </message>
</context>
<context>
    <name>ReceivedDialog</name>
    <message>
        <source>Hasil penerimaan</source>
        <translation>What was received</translation>
    </message>
    <message>
        <source>sudah pernah</source>
        <translation>known</translation>
    </message>
    <message>
        <source>diterima</source>
        <translation>received</translation>
    </message>
    <message>
        <source>ditahan</source>
        <translation>held</translation>
    </message>
    <message>
        <source>ditolak</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>kosong</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>Tidak ada bundel untuk Anda di sana. Tidak ada yang berubah.</source>
        <translation>There is no bundle for you there. Nothing was changed.</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{office}: {items}, {new} baru, {duplicates} dobel.</source>
        <translation>{office}: {items}, {new} new, {duplicates} duplicate.</translation>
    </message>
    <message numerus="yes">
        <source>%n bundel sebelumnya belum sampai.</source>
        <translation>
            <numerusform>%n earlier bundle has not arrived.</numerusform>
            <numerusform>%n earlier bundles have not arrived.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>Kemarin</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>{deed} (diurungkan)</source>
        <translation>{deed} (undone)</translation>
    </message>
    <message>
        <source>Urungkan</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>RecoverDialog</name>
    <message>
        <source>Pulihkan Sekretariat</source>
        <translation>Bring a secretariat back</translation>
    </message>
    <message>
        <source>Pulihkan</source>
        <translation>Bring back</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Enam kata lama Sekretariat, dari layar satu kelurahan</source>
        <translation>The secretariat's old six words, off a kelurahan's screen</translation>
    </message>
    <message>
        <source>Untuk laptop Sekretariat yang hilang atau rusak. Siapkan lembar kunci pemulihan, dan cadangan atau USB dan folder hub tempat bundel serta balasan masih tersimpan.</source>
        <translation>For a secretariat's laptop that is lost or broken. Have the sheet with the recovery key at hand, and a backup, or sticks and the hub's folder where bundles and replies still lie.</translation>
    </message>
    <message>
        <source>Kunci pemulihan</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>Dari berkas…</source>
        <translation>From a file…</translation>
    </message>
    <message>
        <source>Cadangan, bundel, atau folder</source>
        <translation>Backup, bundles, or folders</translation>
    </message>
    <message>
        <source>Tambah berkas…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>Tambah folder…</source>
        <translation>Add folder…</translation>
    </message>
    <message>
        <source>Nama Anda (boleh kosong)</source>
        <translation>Your name (may be empty)</translation>
    </message>
    <message>
        <source>Cadangan atau bundel</source>
        <translation>Backup or bundles</translation>
    </message>
    <message>
        <source>USB atau folder hub</source>
        <translation>Stick or hub folder</translation>
    </message>
    <message>
        <source>Tambahkan dulu cadangan, bundel, atau foldernya.</source>
        <translation>First add the backup, the bundles, or their folder.</translation>
    </message>
    <message>
        <source>Memulihkan… Ini bisa beberapa menit.</source>
        <translation>Bringing it back… This may take some minutes.</translation>
    </message>
    <message>
        <source>Memulihkan Sekretariat</source>
        <translation>Bringing a secretariat back</translation>
    </message>
</context>
<context>
    <name>RecoveryCard</name>
    <message>
        <source>Kunci pemulihan</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>Dengan kunci ini bundel dapat dibuka walau laptop ini hilang. Cetak, lalu simpan di lemari terkunci.</source>
        <translation>With this key bundles can be opened even when this laptop is lost. Print it and lock it away.</translation>
    </message>
    <message>
        <source>Simpan sebagai PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>Cetak lembar itu sekarang, lalu hapus berkasnya dari laptop ini.</source>
        <translation>Print that sheet now, then delete the file from this laptop.</translation>
    </message>
    <message>
        <source>Belum pernah disimpan.</source>
        <translation>Never saved yet.</translation>
    </message>
    <message>
        <source>Sudah disimpan; program ini tidak memegangnya lagi.</source>
        <translation>Saved; this program does not hold it any longer.</translation>
    </message>
</context>
<context>
    <name>RelayChoiceDialog</name>
    <message>
        <source>Yang diteruskan</source>
        <translation>What is handed up</translation>
    </message>
    <message>
        <source>Indikator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Semua indikator</source>
        <translation>All indicators</translation>
    </message>
    <message>
        <source>Semua wilayah</source>
        <translation>All places</translation>
    </message>
    <message>
        <source>Tahun</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>Semua tahun</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>Hanya bukti yang disahkan dan terpilih di sini yang diteruskan, juga saat sinkron. Yang lain menunggu di laptop ini; yang sudah diteruskan tetap diikuti kabarnya.</source>
        <translation>Only accepted evidence that is chosen here is handed up, by sync as well. The rest waits on this laptop; what has gone up is still followed by its news.</translation>
    </message>
    <message>
        <source>Wilayah</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Pilih</source>
        <translation>Choose</translation>
    </message>
</context>
<context>
    <name>RelayPanel</name>
    <message>
        <source>Sertakan berkasnya</source>
        <translation>Include the files</translation>
    </message>
    <message>
        <source>Teruskan</source>
        <translation>Hand up</translation>
    </message>
    <message>
        <source>Pilih…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Pilih yang diteruskan</source>
        <translation>Choose what is handed up</translation>
    </message>
    <message>
        <source>Untuk {office}</source>
        <translation>For {office}</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti siap diteruskan</source>
        <translation>
            <numerusform>%n item ready to be handed up</numerusform>
            <numerusform>%n items ready to be handed up</numerusform>
        </translation>
    </message>
    <message>
        <source>Bundel pertama memperkenalkan laptop ini.</source>
        <translation>The first bundle introduces this laptop.</translation>
    </message>
    <message>
        <source>Semua yang terpilih sudah diteruskan.</source>
        <translation>All that is chosen has been handed up.</translation>
    </message>
    <message>
        <source>Semua yang disahkan sudah diteruskan.</source>
        <translation>All that is accepted has been handed up.</translation>
    </message>
    <message>
        <source>Hanya {chosen}.</source>
        <translation>Only {chosen}.</translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tidak ikut.</source>
        <translation>
            <numerusform>%n item stays here.</numerusform>
            <numerusform>%n items stay here.</numerusform>
        </translation>
    </message>
    <message>
        <source>Berkasnya {size} tinggal di sini sampai diminta, kecuali disertakan.</source>
        <translation>The files ({size}) stay here until they are asked for, unless included.</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas diminta dan ikut.</source>
        <translation>
            <numerusform>%n file was asked for and goes along.</numerusform>
            <numerusform>%n files were asked for and go along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti tanpa catatan bertanda tangan stasiunnya tidak ikut.</source>
        <translation>
            <numerusform>%n item without what its station signed does not go.</numerusform>
            <numerusform>%n items without what their stations signed do not go.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReturnedPanel</name>
    <message>
        <source>Alasan</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Pilih berkas pengganti: tanda dan judul ikut pindah, dan berkas lama tetap tercatat.</source>
        <translation>Choose a file to take its place: tags and title move along, and the old file stays on record.</translation>
    </message>
    <message>
        <source>Perbaiki…</source>
        <translation>Mend…</translation>
    </message>
    <message>
        <source>Ubah tanda…</source>
        <translation>Change tags…</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Semua kantor</source>
        <translation>All offices</translation>
    </message>
    <message>
        <source>Semua indikator</source>
        <translation>All indicators</translation>
    </message>
    <message>
        <source>Semua jenis</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>Berselisih</source>
        <translation>Disputed</translation>
    </message>
    <message>
        <source>Menunggu</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Disahkan</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Dikembalikan</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Terlama</source>
        <translation>Oldest</translation>
    </message>
    <message>
        <source>Terbaru</source>
        <translation>Newest</translation>
    </message>
    <message>
        <source>Terbanyak</source>
        <translation>Most</translation>
    </message>
    <message>
        <source>Cari dalam bukti (Ctrl+F)</source>
        <translation>Search evidence (Ctrl+F)</translation>
    </message>
    <message>
        <source>Kelurahan atau perangkat daerah</source>
        <translation>Village or agency</translation>
    </message>
    <message>
        <source>Indikator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Jenis bukti</source>
        <translation>Kind of evidence</translation>
    </message>
    <message>
        <source>Urutan</source>
        <translation>Order</translation>
    </message>
</context>
<context>
    <name>ReviewJobs</name>
    <message>
        <source>Pilih berkas pengganti</source>
        <translation>Choose the file to take its place</translation>
    </message>
    <message>
        <source>Berkas itu tidak bisa menjadi pengganti: isinya sama dengan yang dikembalikan, atau tidak terbaca. Bukti lama tidak berubah. Pilih berkas lain.</source>
        <translation>That file cannot take its place: it is the very file that was returned, or it cannot be read. The old evidence is unchanged. Choose another file.</translation>
    </message>
    <message>
        <source>Memasukkan berkas pengganti</source>
        <translation>Taking the new file in</translation>
    </message>
    <message>
        <source>Berkas diminta; permintaannya ikut balasan berikutnya</source>
        <translation>File asked for; the request goes with the next reply</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Bukti sebelumnya, berikutnya</source>
        <translation>Previous, next evidence</translation>
    </message>
    <message>
        <source>Kelompok sebelumnya, berikutnya</source>
        <translation>Previous, next group</translation>
    </message>
    <message>
        <source>Halaman dokumen</source>
        <translation>Pages of a document</translation>
    </message>
    <message>
        <source>Ukuran penuh atau muat layar</source>
        <translation>Full size or fit to screen</translation>
    </message>
    <message>
        <source>Buka dengan aplikasi bawaan</source>
        <translation>Open in the usual application</translation>
    </message>
    <message>
        <source>Sahkan</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Kembalikan untuk perbaikan</source>
        <translation>Return for a fix</translation>
    </message>
    <message>
        <source>Pindahkan ke indikator lain</source>
        <translation>Move to another indicator</translation>
    </message>
    <message>
        <source>Nanti</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Tarik keputusan</source>
        <translation>Take decision back</translation>
    </message>
    <message>
        <source>Pilih seluruh kelompok</source>
        <translation>Choose the whole group</translation>
    </message>
    <message>
        <source>Versi sebelumnya di sampingnya</source>
        <translation>Version before beside it</translation>
    </message>
    <message>
        <source>Bandingkan dengan bukti yang mirip</source>
        <translation>Compare with the evidence that looks alike</translation>
    </message>
    <message>
        <source>Semua bukti yang mirip</source>
        <translation>All evidence that looks alike</translation>
    </message>
    <message>
        <source>Yang menunggu tinjauan</source>
        <translation>Waiting for review</translation>
    </message>
    <message>
        <source>Yang dikembalikan</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Bukti dalam kelompok ini</source>
        <translation>Evidence of this group</translation>
    </message>
    <message>
        <source>Mirip…</source>
        <translation>Alike…</translation>
    </message>
    <message>
        <source>{count} menunggu</source>
        <translation>{count} waiting</translation>
    </message>
    <message>
        <source>{count} dikembalikan</source>
        <translation>{count} returned</translation>
    </message>
    <message>
        <source>{count} berselisih</source>
        <translation>{count} disputed</translation>
    </message>
    <message>
        <source>{count} disahkan</source>
        <translation>{count} accepted</translation>
    </message>
    <message>
        <source>{count} hari ini oleh {who}</source>
        <translation>{count} today by {who}</translation>
    </message>
    <message>
        <source>Tinjau</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Tidak ada yang cocok dengan pilihan ini.</source>
        <translation>Nothing matches this choice.</translation>
    </message>
    <message>
        <source>Tampilkan semua</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Tidak ada keputusan seperti itu.</source>
        <translation>There are no such decisions.</translation>
    </message>
    <message>
        <source>Tampilkan yang menunggu</source>
        <translation>Show what waits</translation>
    </message>
    <message>
        <source>Tidak ada yang menunggu. Bundel baru muncul di sini setelah diterima.</source>
        <translation>Nothing waits. New bundles appear here once they are received.</translation>
    </message>
    <message>
        <source>Terima bundel</source>
        <translation>Receive bundle</translation>
    </message>
    <message>
        <source>Tidak ada bukti yang dikembalikan untuk perbaikan.</source>
        <translation>No evidence was returned for a fix.</translation>
    </message>
    <message>
        <source>Tandai bukti</source>
        <translation>Tag evidence</translation>
    </message>
    <message>
        <source>{here} dari {all}</source>
        <translation>{here} of {all}</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Simpan salinan ke folder</source>
        <translation>Save copies to a folder</translation>
    </message>
    <message>
        <source>Menyimpan salinan</source>
        <translation>Saving copies</translation>
    </message>
    <message numerus="yes">
        <source>%n salinan disimpan, tanpa titik lokasi</source>
        <translation>
            <numerusform>%n copy saved, without its position</numerusform>
            <numerusform>%n copies saved, without their positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti terbatas tidak disalin.</source>
        <translation>
            <numerusform>%n restricted item was not copied.</numerusform>
            <numerusform>%n restricted items were not copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak disalin: titik lokasinya tidak bisa dihapus.</source>
        <translation>
            <numerusform>%n file was not copied: its position cannot be removed.</numerusform>
            <numerusform>%n files were not copied: their positions cannot be removed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Aslinya tetap aman di pustaka.</source>
        <translation>The originals are safe in the library.</translation>
    </message>
</context>
<context>
    <name>SearchStrip</name>
    <message numerus="yes">
        <source>%n bukti</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bukti cocok</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message>
        <source>Lebih dari {count} bukti cocok</source>
        <translation>More than {count} matches</translation>
    </message>
    <message>
        <source>juga mirip: {words}</source>
        <translation>also like it: {words}</translation>
    </message>
</context>
<context>
    <name>Searching</name>
    <message>
        <source>Cari bukti… Ctrl+F</source>
        <translation>Search evidence… Ctrl+F</translation>
    </message>
    <message>
        <source>Tidak ada bukti dengan kata “{words}” di sini.</source>
        <translation>No evidence with “{words}” here.</translation>
    </message>
    <message>
        <source>Tidak ada bukti yang cocok dengan pilihan ini.</source>
        <translation>No evidence matches these choices.</translation>
    </message>
</context>
<context>
    <name>SelectionNote</name>
    <message numerus="yes">
        <source>%n dipilih · Esc batal</source>
        <translation>
            <numerusform>%n selected · Esc cancels</numerusform>
            <numerusform>%n selected · Esc cancels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServingCard</name>
    <message>
        <source>Hub di laptop ini</source>
        <translation>Hub on this laptop</translation>
    </message>
    <message>
        <source>Kelurahan dan perangkat daerah mengirim langsung ke laptop ini lewat jaringan, selama Bukti KLA terbuka. Yang tiba selalu tersegel, dan tiap laptop hanya melihat kirimannya sendiri.</source>
        <translation>Kelurahan and agencies send straight to this laptop over the network while Bukti KLA is open. What arrives is always sealed, and each laptop sees only what it sent itself.</translation>
    </message>
    <message>
        <source>Terima lewat jaringan</source>
        <translation>Receive over the network</translation>
    </message>
    <message>
        <source>Biar ditemukan di jaringan ini</source>
        <translation>Let it be found on this network</translation>
    </message>
    <message>
        <source>Tampilkan QR…</source>
        <translation>Show QR…</translation>
    </message>
    <message>
        <source>Sidik sertifikat: {words}</source>
        <translation>Certificate's fingerprint: {words}</translation>
    </message>
    <message>
        <source>dan {n} laptop lain</source>
        <translation>and {n} other laptops</translation>
    </message>
    <message>
        <source>Belum ada yang datang sejak dibuka.</source>
        <translation>Nobody has come since it was opened.</translation>
    </message>
    <message>
        <source>{n} permintaan ditolak: kata sandinya salah.</source>
        <translation>{n} requests were refused: their password was wrong.</translation>
    </message>
    <message>
        <source>Laptop baru, belum diterima</source>
        <translation>New laptop, not accepted yet</translation>
    </message>
    <message>
        <source>{name}: terakhir {when}, {size} masuk</source>
        <translation>{name}: last {when}, {size} came in</translation>
    </message>
    <message>
        <source>dengan undangan</source>
        <translation>by invitation</translation>
    </message>
    <message>
        <source>{n} permintaan ditolak</source>
        <translation>{n} requests refused</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Anda dan kantor</source>
        <translation>You and your office</translation>
    </message>
    <message>
        <source>Hub di atas</source>
        <translation>Hub above</translation>
    </message>
    <message>
        <source>Sekretariat</source>
        <translation>Secretariat</translation>
    </message>
    <message>
        <source>Bahasa dan tampilan</source>
        <translation>Language and look</translation>
    </message>
    <message>
        <source>Tentang</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Gabung hub di atas…</source>
        <translation>Join a hub above…</translation>
    </message>
    <message>
        <source>Gabung Sekretariat…</source>
        <translation>Join the secretariat…</translation>
    </message>
    <message>
        <source>Bahasa</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Tampilan</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Ikuti sistem</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>Terang</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Gelap</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Bukti KLA {version}. Perangkat lunak bebas berlisensi MIT. Bekerja tanpa internet; tidak ada data yang dikirim tanpa Anda.</source>
        <translation>Bukti KLA {version}. Free software under the MIT licence. Works without the internet; nothing is sent without you.</translation>
    </message>
    <message>
        <source>Katalog {edition} · Python {python} · Qt {qt} · {system}</source>
        <translation>Catalogue {edition} · Python {python} · Qt {qt} · {system}</translation>
    </message>
    <message>
        <source>Folder pantauan</source>
        <translation>Watched folders</translation>
    </message>
    <message>
        <source>Membaca pindaian</source>
        <translation>Reading scans</translation>
    </message>
    <message>
        <source>Sinkronisasi</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Laptop dan meja</source>
        <translation>Laptops and desks</translation>
    </message>
    <message>
        <source>Pustaka dan cadangan</source>
        <translation>Library and backup</translation>
    </message>
    <message>
        <source>Bagian setelan</source>
        <translation>Sections of the settings</translation>
    </message>
    <message>
        <source>Nama</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Peran</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Wilayah</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Perangkat daerah</source>
        <translation>Agency</translation>
    </message>
    <message>
        <source>Tahun bukti</source>
        <translation>Evidence year</translation>
    </message>
    <message>
        <source>Belum bergabung. Minta berkas undangan (.kla-daftar) kepada Sekretariat.</source>
        <translation>Not joined yet. Ask the secretariat for the invitation file (.kla-daftar).</translation>
    </message>
    <message>
        <source>Kota dapat meneruskan yang disahkannya ke provinsi, provinsi ke kementerian.</source>
        <translation>A city can hand up what it accepted to the province, the province to the ministry.</translation>
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
    <name>StationPanel</name>
    <message>
        <source>Sekretariat</source>
        <translation>Secretariat</translation>
    </message>
    <message>
        <source>Laptop ini belum bergabung. Minta berkas undangan (.kla-daftar) kepada Sekretariat.</source>
        <translation>This laptop has not joined yet. Ask the secretariat for the invitation file (.kla-daftar).</translation>
    </message>
    <message>
        <source>Gabung Sekretariat…</source>
        <translation>Join the secretariat…</translation>
    </message>
    <message>
        <source>Isi bundel dikunci untuk</source>
        <translation>Bundles are locked for</translation>
    </message>
    <message>
        <source>Enam kata ini harus sama di laptop Sekretariat.</source>
        <translation>These six words must be the same on the secretariat's laptop.</translation>
    </message>
    <message numerus="yes">
        <source>Juga untuk %n meja Sekretariat.</source>
        <translation>
            <numerusform>Also for %n desk of the secretariat.</numerusform>
            <numerusform>Also for %n desks of the secretariat.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kunci pemulihan Sekretariat membukanya juga.</source>
        <translation>The secretariat's recovery key opens them too.</translation>
    </message>
    <message>
        <source>Laptop terdaftar</source>
        <translation>Accepted laptops</translation>
    </message>
    <message numerus="yes">
        <source>%n laptop</source>
        <translation>
            <numerusform>%n laptop</numerusform>
            <numerusform>%n laptops</numerusform>
        </translation>
    </message>
    <message>
        <source>Daftar laptop dan meja…</source>
        <translation>Laptops and desks…</translation>
    </message>
    <message>
        <source>Belum ada. Bagikan berkas undangan, lalu terima bundel pertama dari tiap kelurahan.</source>
        <translation>None yet. Hand out the invitation file, then receive the first bundle from each kelurahan.</translation>
    </message>
    <message>
        <source>Buat berkas undangan…</source>
        <translation>Make invitation file…</translation>
    </message>
    <message>
        <source>Laptop baru menunggu</source>
        <translation>A new laptop waits</translation>
    </message>
    <message numerus="yes">
        <source>%n bundel tersegel</source>
        <translation>
            <numerusform>%n sealed bundle</numerusform>
            <numerusform>%n sealed bundles</numerusform>
        </translation>
    </message>
    <message>
        <source>Laptop Sekretariat lain. Di Setelan ia bisa menjadi meja.</source>
        <translation>Another laptop of the secretariat. In Settings it can become a desk.</translation>
    </message>
    <message>
        <source>Beri wewenang…</source>
        <translation>Give rights…</translation>
    </message>
    <message>
        <source>Hub di bawah: meneruskan bukti yang disahkannya, dengan tanda tangan stasiunnya.</source>
        <translation>Hub below: hands up what it accepted, signed by its stations.</translation>
    </message>
    <message>
        <source>Telepon petugasnya. Bila enam kata ini sama, terima.</source>
        <translation>Telephone its officer. If these six words agree, accept.</translation>
    </message>
    <message>
        <source>Terima laptop ini</source>
        <translation>Accept this laptop</translation>
    </message>
</context>
<context>
    <name>StationsCard</name>
    <message>
        <source>Laptop terdaftar</source>
        <translation>Accepted laptops</translation>
    </message>
    <message>
        <source>Cari kantor atau petugas</source>
        <translation>Search offices or officers</translation>
    </message>
    <message>
        <source>Tidak ada yang cocok.</source>
        <translation>Nothing matches.</translation>
    </message>
    <message>
        <source>Belum ada. Bagikan berkas undangan, lalu terima bundel pertama dari tiap kelurahan.</source>
        <translation>None yet. Hand out the invitation file, then receive the first bundle from each kelurahan.</translation>
    </message>
    <message>
        <source>dan {n} laptop lain; ketik namanya di atas</source>
        <translation>and {n} more laptops; type a name above</translation>
    </message>
    <message>
        <source>menunggu</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>dicabut</source>
        <translation>revoked</translation>
    </message>
    <message>
        <source>Terima</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Terima lagi</source>
        <translation>Accept again</translation>
    </message>
    <message>
        <source>Cabut</source>
        <translation>Revoke</translation>
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
    <name>StorageCard</name>
    <message>
        <source>Gudang bukti</source>
        <translation>Object store</translation>
    </message>
    <message>
        <source>Tempat kedua untuk berkas bukti: disk besar, WebDAV, atau S3. Isinya selalu tersegel dan hanya bisa dibuka pustaka ini. Catatan, tanda, dan gambar kecil tetap di laptop.</source>
        <translation>A second place for the files of evidence: a large disk, WebDAV or S3. What lies there is always sealed, and this library alone can open it. Records, tags and small pictures stay on the laptop.</translation>
    </message>
    <message>
        <source>Alamat</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Nama akun</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Kata sandi</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Hemat disk: yang lama hanya di gudang, diambil saat dibuka</source>
        <translation>Save disk space: older files lie in the store alone, fetched when opened</translation>
    </message>
    <message>
        <source>Simpan </source>
        <translation>Keep the newest </translation>
    </message>
    <message>
        <source> GB terbaru di laptop ini</source>
        <translation> GB on this laptop</translation>
    </message>
    <message>
        <source>Berapa GB terbaru tetap di laptop ini</source>
        <translation>How many GB of the newest stay on this laptop</translation>
    </message>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Uji gudang</source>
        <translation>Test the store</translation>
    </message>
    <message>
        <source>Periksa gudang</source>
        <translation>Check the store</translation>
    </message>
    <message>
        <source>Ambil semua kembali</source>
        <translation>Fetch everything back</translation>
    </message>
    <message>
        <source>Lepas gudang</source>
        <translation>Leave the store</translation>
    </message>
    <message>
        <source>Isi alamat gudang dulu.</source>
        <translation>State the store's address first.</translation>
    </message>
    <message>
        <source>Menguji…</source>
        <translation>Testing…</translation>
    </message>
    <message>
        <source>Gudang menyimpan dan mengembalikan dengan benar.</source>
        <translation>The store keeps and gives back rightly.</translation>
    </message>
    <message>
        <source>Memeriksa…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Memeriksa gudang bukti</source>
        <translation>Checking the object store</translation>
    </message>
    <message>
        <source>Ambil kembali {size} dari gudang? Setelah itu semua tetap di laptop ini.</source>
        <translation>Fetch {size} back from the store? From then on everything stays on this laptop.</translation>
    </message>
    <message>
        <source>Ambil</source>
        <translation>Fetch</translation>
    </message>
    <message>
        <source>Mengambil dari gudang bukti</source>
        <translation>Fetching from the object store</translation>
    </message>
    <message>
        <source>Gudang dilepas. Semua ada di laptop ini.</source>
        <translation>The store is left. Everything is on this laptop.</translation>
    </message>
    <message numerus="yes">
        <source>Isi %n bukti hilang dari gudang. Terima lagi bundel asalnya.</source>
        <translation>
            <numerusform>The content of %n item is lost from the store. Receive the bundle that it came in once more.</numerusform>
            <numerusform>The content of %n items is lost from the store. Receive the bundles that they came in once more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berkas tidak utuh di gudang dan dikirim lagi.</source>
        <translation>
            <numerusform>%n file is not whole in the store and is sent again.</numerusform>
            <numerusform>%n files are not whole in the store and are sent again.</numerusform>
        </translation>
    </message>
    <message>
        <source>Semua utuh: {files} dibaca ulang dan cocok.</source>
        <translation>All is whole: {files} read again and found equal.</translation>
    </message>
    <message>
        <source>{files} kembali di laptop ini.</source>
        <translation>{files} back on this laptop.</translation>
    </message>
    <message>
        <source>{files} di gudang ({size})</source>
        <translation>{files} in the store ({size})</translation>
    </message>
    <message>
        <source>{n} di sana saja</source>
        <translation>{n} there alone</translation>
    </message>
    <message>
        <source>{n} menunggu dikirim</source>
        <translation>{n} waiting to be sent</translation>
    </message>
    <message>
        <source>{size} di laptop ini.</source>
        <translation>{size} on this laptop.</translation>
    </message>
    <message numerus="yes">
        <source>%n berkas yang dihapus belum terhapus di gudang.</source>
        <translation>
            <numerusform>%n erased file is not yet deleted in the store.</numerusform>
            <numerusform>%n erased files are not yet deleted in the store.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncCard</name>
    <message>
        <source>Sinkronisasi</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Hub adalah tempat bertemu: folder bersama, WebDAV (misalnya Nextcloud), atau S3. Isinya selalu tersegel; hub tidak bisa membacanya.</source>
        <translation>A hub is where everybody meets: a shared folder, WebDAV (such as Nextcloud), or S3. What lies there is always sealed; the hub cannot read it.</translation>
    </message>
    <message>
        <source>Alamat</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Nama akun</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Kata sandi</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Batas kecepatan</source>
        <translation>Speed limit</translation>
    </message>
    <message>
        <source> kB/detik</source>
        <translation> kB/second</translation>
    </message>
    <message>
        <source>tanpa batas</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>Kemas dan kirim sendiri bukti yang sudah ditandai</source>
        <translation>Seal and send tagged evidence without being asked</translation>
    </message>
    <message>
        <source>Simpan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Uji sambungan</source>
        <translation>Test connection</translation>
    </message>
    <message>
        <source>Cari hub Sekretariat di jaringan ini</source>
        <translation>Look for the secretariat's hub on this network</translation>
    </message>
    <message>
        <source>Lepas hub</source>
        <translation>Forget hub</translation>
    </message>
    <message>
        <source>Hanya di jaringan ini ({gateway})</source>
        <translation>In this network only ({gateway})</translation>
    </message>
    <message>
        <source>Hanya di jaringan ini</source>
        <translation>In this network only</translation>
    </message>
    <message>
        <source>Isi alamat hub dulu.</source>
        <translation>State the hub's address first.</translation>
    </message>
    <message>
        <source>Menguji…</source>
        <translation>Testing…</translation>
    </message>
    <message>
        <source>Mencari di jaringan ini…</source>
        <translation>Looking on this network…</translation>
    </message>
    <message>
        <source>Lepas hub ini? Bundel tetap aman di laptop dan bisa diserahkan lewat USB.</source>
        <translation>Forget this hub? Bundles stay safe on this laptop and can be handed over on a stick.</translation>
    </message>
    <message>
        <source>Lepas</source>
        <translation>Forget</translation>
    </message>
    <message>
        <source>Hub menjawab dan akun ini diterima.</source>
        <translation>The hub answers and takes this account.</translation>
    </message>
    <message>
        <source>Sekretariat belum pernah memakainya.</source>
        <translation>The secretariat has not used it yet.</translation>
    </message>
    <message>
        <source>Tidak ada hub. Bundel diserahkan lewat USB.</source>
        <translation>There is no hub. Bundles are handed over on a stick.</translation>
    </message>
</context>
<context>
    <name>TagCommands</name>
    <message>
        <source>Sudah ditandai {indicator} sebelumnya</source>
        <translation>Tagged {indicator} before</translation>
    </message>
    <message>
        <source>Jenis bukti dipilih: {slot}</source>
        <translation>Kind of evidence chosen: {slot}</translation>
    </message>
    <message>
        <source>Menyimpan perubahan</source>
        <translation>Saving changes</translation>
    </message>
</context>
<context>
    <name>TagKeys</name>
    <message>
        <source>Tandai dengan indikator bernomor itu</source>
        <translation>Tag with the indicator of that number</translation>
    </message>
    <message>
        <source>Terima usulan pertama</source>
        <translation>Accept the first suggestion</translation>
    </message>
    <message>
        <source>Terima usulan kedua</source>
        <translation>Accept the second suggestion</translation>
    </message>
    <message>
        <source>Terima usulan ketiga</source>
        <translation>Accept the third suggestion</translation>
    </message>
    <message>
        <source>Tandai seperti sebelumnya</source>
        <translation>Tag as before</translation>
    </message>
    <message>
        <source>Lalu nomor: tambah indikator, tetap di sini</source>
        <translation>Then a number: add an indicator, stay here</translation>
    </message>
    <message>
        <source>Pilih jenis bukti</source>
        <translation>Choose the kind of evidence</translation>
    </message>
    <message>
        <source>Bandingkan dengan yang mirip</source>
        <translation>Compare with what looks alike</translation>
    </message>
    <message>
        <source>Lewati</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Berkas sebelumnya</source>
        <translation>Previous file</translation>
    </message>
    <message>
        <source>Spasi</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Pratinjau besar</source>
        <translation>Large preview</translation>
    </message>
    <message>
        <source>Wajah anak terlihat: batasi, atau cabut</source>
        <translation>A child's face is seen: restrict, or lift</translation>
    </message>
    <message>
        <source>Tampilkan gambar terbatas</source>
        <translation>Show the restricted picture</translation>
    </message>
    <message>
        <source>Ubah judul</source>
        <translation>Change the title</translation>
    </message>
    <message>
        <source>Keluarkan dari daftar</source>
        <translation>Take out of the list</translation>
    </message>
    <message>
        <source>Putar pratinjau besar</source>
        <translation>Turn the big preview</translation>
    </message>
    <message>
        <source>Pratinjau besar: pas atau asli</source>
        <translation>Big preview: fit or actual size</translation>
    </message>
    <message>
        <source>Pratinjau besar: halaman lain</source>
        <translation>Big preview: other pages</translation>
    </message>
    <message>
        <source>Panah, Shift, Ctrl</source>
        <translation>Arrows, Shift, Ctrl</translation>
    </message>
    <message>
        <source>Pilih seperti di Explorer</source>
        <translation>Select as in Explorer</translation>
    </message>
    <message>
        <source>Ctrl+Spasi</source>
        <translation>Ctrl+Space</translation>
    </message>
    <message>
        <source>Pilih satu lagi, atau lepas</source>
        <translation>Select one more, or let it go</translation>
    </message>
    <message>
        <source>Pilih semua</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>Kelompokkan menjadi kegiatan, atau terima usulan</source>
        <translation>Group as an activity, or accept a proposal</translation>
    </message>
    <message>
        <source>Keluarkan dari kegiatan</source>
        <translation>Take out of the activity</translation>
    </message>
    <message>
        <source>Salin untuk aplikasi lain</source>
        <translation>Copy for another program</translation>
    </message>
    <message>
        <source>Simpan salinan tanpa titik lokasi…</source>
        <translation>Save copies without positions…</translation>
    </message>
    <message>
        <source>Buka dengan aplikasi bawaan</source>
        <translation>Open in the usual application</translation>
    </message>
    <message>
        <source>Rincian berkas</source>
        <translation>Details of the file</translation>
    </message>
    <message>
        <source>Ukuran gambar</source>
        <translation>Size of the pictures</translation>
    </message>
    <message>
        <source>Ukuran gambar semula</source>
        <translation>Usual size of pictures</translation>
    </message>
    <message>
        <source>Batalkan pilihan</source>
        <translation>Clear the selection</translation>
    </message>
</context>
<context>
    <name>TagMenu</name>
    <message>
        <source>Tandai: {indicator}</source>
        <translation>Tag: {indicator}</translation>
    </message>
    <message>
        <source>Pilih jenis bukti…</source>
        <translation>Choose the kind of evidence…</translation>
    </message>
    <message>
        <source>Hapus tanda: {indicator}</source>
        <translation>Remove tag: {indicator}</translation>
    </message>
    <message>
        <source>Kelompokkan menjadi kegiatan</source>
        <translation>Group as an activity</translation>
    </message>
    <message>
        <source>Keluarkan dari kegiatan</source>
        <translation>Take out of the activity</translation>
    </message>
    <message>
        <source>Ganti nama kegiatan…</source>
        <translation>Rename activity…</translation>
    </message>
    <message>
        <source>Ubah judul</source>
        <translation>Change the title</translation>
    </message>
    <message>
        <source>Wajah anak terlihat: batasi, atau cabut</source>
        <translation>A child's face is seen: restrict, or lift</translation>
    </message>
    <message>
        <source>Lewati</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Keluarkan dari daftar</source>
        <translation>Take out of the list</translation>
    </message>
    <message>
        <source>Pilih semua</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>Pratinjau besar</source>
        <translation>Large preview</translation>
    </message>
    <message>
        <source>Salin</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Buka dengan aplikasi bawaan</source>
        <translation>Open in the usual application</translation>
    </message>
    <message>
        <source>Simpan salinan tanpa titik lokasi…</source>
        <translation>Save copies without positions…</translation>
    </message>
    <message>
        <source>Tampilkan di folder</source>
        <translation>Show in its folder</translation>
    </message>
    <message>
        <source>Bandingkan dengan yang mirip</source>
        <translation>Compare with what looks alike</translation>
    </message>
    <message>
        <source>Rincian berkas</source>
        <translation>Details of the file</translation>
    </message>
</context>
<context>
    <name>TagPage</name>
    <message>
        <source>Tambah…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Bukti</source>
        <translation>Evidence</translation>
    </message>
    <message numerus="yes">
        <source>%n belum</source>
        <translation>
            <numerusform>%n to tag</numerusform>
            <numerusform>%n to tag</numerusform>
        </translation>
    </message>
    <message>
        <source>sisa {time}</source>
        <translation>{time} left</translation>
    </message>
    <message numerus="yes">
        <source>%n dipilih</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message>
        <source>Tandai</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Urungkan</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Ulangi</source>
        <translation>Redo</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Urungkan</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Jendela ditutup, folder tetap dipantau. Buka lagi atau keluar lewat ikon ini; matikan di Setelan bila tidak perlu.</source>
        <translation>The window is closed, folders are still watched. Open it again or quit by this icon; turn it off in Settings if you do not need it.</translation>
    </message>
    <message>
        <source>Buka Bukti KLA</source>
        <translation>Open Bukti KLA</translation>
    </message>
    <message>
        <source>Lanjutkan memantau</source>
        <translation>Go on watching</translation>
    </message>
    <message>
        <source>Jeda memantau</source>
        <translation>Pause watching</translation>
    </message>
    <message>
        <source>Keluar</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>TryStep</name>
    <message>
        <source>Coba satu</source>
        <translation>Try one</translation>
    </message>
    <message>
        <source>memuat…</source>
        <translation>loading…</translation>
    </message>
    <message>
        <source>Foto untuk dicoba</source>
        <translation>A photo to try</translation>
    </message>
    <message>
        <source>Tekan Enter untuk menerima usulan {indicator}, atau ketik nomor indikator.</source>
        <translation>Press Enter to accept the suggestion {indicator}, or type an indicator number.</translation>
    </message>
    <message>
        <source>Foto ini tentang apa? Ketik nomor indikatornya, misalnya {examples}.</source>
        <translation>What is this photo about? Type the number of its indicator, such as {examples}.</translation>
    </message>
    <message>
        <source>Langkah ini bisa dilewati.</source>
        <translation>This step may be skipped.</translation>
    </message>
    <message>
        <source>Tidak ada indikator nomor {number}.</source>
        <translation>There is no indicator {number}.</translation>
    </message>
    <message>
        <source>Berhasil: {indicator}. Ctrl+Z untuk mengurungkan.</source>
        <translation>Done: {indicator}. Ctrl+Z takes it back.</translation>
    </message>
</context>
<context>
    <name>UnfoldDialog</name>
    <message>
        <source>Ambil isi: {name}</source>
        <translation>Take out: {name}</translation>
    </message>
    <message>
        <source>Yang dicentang menjadi bukti tersendiri. Berkas ini sendiri tetap tersimpan apa adanya.</source>
        <translation>What is ticked becomes evidence of its own. This file itself is kept as it is.</translation>
    </message>
    <message>
        <source>Nama</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Ukuran</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Tanggal</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Isi berkas</source>
        <translation>Contents of the file</translation>
    </message>
    <message>
        <source>Kata sandi berkas (tidak disimpan)</source>
        <translation>Password of the file (not kept)</translation>
    </message>
    <message>
        <source>Kosongkan centang</source>
        <translation>Untick all</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source> (terkunci)</source>
        <translation> (locked)</translation>
    </message>
    <message numerus="yes">
        <source>Ambil %n berkas</source>
        <translation>
            <numerusform>Take %n file</numerusform>
            <numerusform>Take %n files</numerusform>
        </translation>
    </message>
    <message>
        <source>Centang semua</source>
        <translation>Tick all</translation>
    </message>
</context>
<context>
    <name>Veil</name>
    <message>
        <source>Wajah anak: terbatas</source>
        <translation>A child's face: restricted</translation>
    </message>
    <message>
        <source>Tampilkan</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Tampilkan gambar ini sekali (T)</source>
        <translation>Show this picture once (T)</translation>
    </message>
    <message>
        <source>Tampilkan gambar terbatas</source>
        <translation>Show the restricted picture</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>{slot} – bukti ini</source>
        <translation>{slot} – this evidence</translation>
    </message>
    <message>
        <source>ada</source>
        <translation>there</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>Bandingkan  B</source>
        <translation>Compare  B</translation>
    </message>
    <message>
        <source>Versi sebelumnya  V</source>
        <translation>Version before  V</translation>
    </message>
    <message>
        <source>Lihat gambarnya</source>
        <translation>See the picture</translation>
    </message>
    <message>
        <source>Minta berkasnya</source>
        <translation>Ask for the file</translation>
    </message>
    <message>
        <source>Jadikan alasan</source>
        <translation>Make it the reason</translation>
    </message>
    <message>
        <source>Pengirim akan melihat alasan ini pada tanda terima berikutnya.</source>
        <translation>The sender will see this reason in the next receipt.</translation>
    </message>
    <message>
        <source>Kembalikan perlu alasan: tekan 1–4 atau tulis catatan.</source>
        <translation>Return needs a reason: press 1–4 or write a note.</translation>
    </message>
    <message>
        <source>Sahkan{count}  Y</source>
        <translation>Accept{count}  Y</translation>
    </message>
    <message>
        <source>Kembalikan{count}  K</source>
        <translation>Return{count}  K</translation>
    </message>
    <message>
        <source>Bukti yang diharapkan</source>
        <translation>Expected evidence</translation>
    </message>
    <message>
        <source>Alasan cepat</source>
        <translation>Quick reasons</translation>
    </message>
    <message>
        <source>Catatan untuk pengirim</source>
        <translation>Note to the sender</translation>
    </message>
    <message>
        <source>Pindahkan  P</source>
        <translation>Move  P</translation>
    </message>
    <message>
        <source>Nanti  N</source>
        <translation>Later  N</translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Berkas baru dari folder pantauan</source>
        <translation>New files from the watched folders</translation>
    </message>
</context>
<context>
    <name>WhoStep</name>
    <message>
        <source>Siapa Anda?</source>
        <translation>Who are you?</translation>
    </message>
    <message>
        <source>Nama</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Peran</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Wilayah</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Perangkat daerah</source>
        <translation>Agency</translation>
    </message>
    <message>
        <source>Nama yang tampil pada tanda terima</source>
        <translation>The name shown on receipts</translation>
    </message>
    <message>
        <source>Misalnya Dinas Kesehatan</source>
        <translation>Such as the health agency</translation>
    </message>
    <message>
        <source>Kata sandi</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Kata sandi, paling sedikit 8 huruf</source>
        <translation>Passphrase, at least 8 characters</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN, 4–6 angka</source>
        <translation>PIN, 4–6 digits</translation>
    </message>
    <message>
        <source>Kelurahan, kecamatan, atau kota</source>
        <translation>Kelurahan, district or city</translation>
    </message>
    <message>
        <source>Laptop dipakai bergantian: kata sandi menjaga data, PIN mengunci layar</source>
        <translation>A shared laptop: a passphrase keeps the data, a PIN locks the screen</translation>
    </message>
    <message>
        <source>Pilih berkas…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>Punya berkas undangan dari Sekretariat? Seret ke sini.</source>
        <translation>Do you have an invitation file from the secretariat? Drag it here.</translation>
    </message>
    <message>
        <source>Undangan diterima dari {name}. Cocokkan enam kata ini lewat telepon: {words}</source>
        <translation>Invitation from {name}. Compare these six words by telephone: {words}</translation>
    </message>
    <message>
        <source>Sekretariat</source>
        <translation>Secretariat</translation>
    </message>
    <message>
        <source>Pilih wilayahnya: ketik beberapa huruf, lalu pilih dari daftar.</source>
        <translation>Choose the place: type a few letters, then choose from the list.</translation>
    </message>
    <message>
        <source>Kata sandi itu terlalu pendek: paling sedikit 8 huruf.</source>
        <translation>That passphrase is too short: at least 8 characters.</translation>
    </message>
    <message>
        <source>PIN harus 4 sampai 6 angka.</source>
        <translation>A PIN has 4 to 6 digits.</translation>
    </message>
    <message>
        <source>Pilih berkas undangan</source>
        <translation>Choose the invitation file</translation>
    </message>
    <message>
        <source>Undangan (*.kla-daftar)</source>
        <translation>Invitation (*.kla-daftar)</translation>
    </message>
</context>
<context>
    <name>WindowCard</name>
    <message>
        <source>Jendela dan pemberitahuan</source>
        <translation>Window and notices</translation>
    </message>
    <message>
        <source>Tetap memantau saat jendela ditutup (ikon di samping jam)</source>
        <translation>Keep watching when the window is closed (an icon beside the clock)</translation>
    </message>
    <message>
        <source>Tampilkan pemberitahuan saat jendela tidak terlihat</source>
        <translation>Show notices while the window is out of sight</translation>
    </message>
    <message>
        <source>Berkas baru, bundel yang diterima atau dikembalikan, dan USB yang aman dicabut. Di dalam jendela kabar yang sama selalu tampil.</source>
        <translation>New files, bundles received or returned, and sticks that may be pulled out. In the window the same news is always shown.</translation>
    </message>
    <message>
        <source>Laptop ini tidak punya tempat ikon di samping jam; kabar tampil di dalam jendela.</source>
        <translation>This laptop has no place for icons beside the clock; news is shown in the window.</translation>
    </message>
</context>
<context>
    <name>_MotionControls</name>
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
</context>
<context>
    <name>_OpensElsewhere</name>
    <message>
        <source>Buka</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>_Pages</name>
    <message>
        <source>Halaman {page} dari {pages}</source>
        <translation>Page {page} of {pages}</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>dipilih</source>
        <translation>selected</translation>
    </message>
    <message>
        <source>sebagian dari yang dipilih</source>
        <translation>part of the selection</translation>
    </message>
</context>
<context>
    <name>_Side</name>
    <message>
        <source>tanpa tanggal</source>
        <translation>no date</translation>
    </message>
    <message>
        <source>{title} · dimasukkan {actor}, {date}</source>
        <translation>{title} · taken in by {actor}, {date}</translation>
    </message>
</context>
</TS>
