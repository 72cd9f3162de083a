<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID" sourcelanguage="id_ID">
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
</TS>
