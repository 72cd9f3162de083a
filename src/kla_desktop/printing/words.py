"""What only paper says: titles, column heads, notes. Words for states, kinds and sources come from `wording.words`."""

from datetime import date, datetime, timezone
from typing import Any

from kla_desktop.model.catalogue import Text
from kla_desktop.wording.formats import WIB, Lang, clock, long_date, when, zone_name

_WORDS: dict[str, Text] = {
    "government": Text("Pemerintah {city}", "Government of {city}"),
    "programme": Text("Evaluasi Kota Layak Anak {period}", "Child-friendly city (KLA) evaluation {period}"),
    "dossier": Text("Data dukung", "Supporting evidence"),
    "all_indicators": Text("Semua indikator", "All indicators"),
    "indicator": Text("Indikator {code}", "Indicator {code}"),
    "whole_city": Text("seluruh wilayah", "whole city"),
    "place": Text("Wilayah", "Place"),
    "year": Text("Tahun bukti", "Evidence year"),
    "all_years": Text("semua tahun", "all years"),
    "edition": Text("Instrumen", "Instrument"),
    "issued_by": Text("Disusun oleh", "Prepared by"),
    "printed_at": Text("Dicetak", "Printed"),
    "content": Text("Isi", "Content"),
    "choice": Text("Pilihan", "Selection"),
    "only_accepted": Text("hanya yang sudah disahkan Sekretariat", "only what the secretariat has accepted"),
    "all_states": Text("semua yang masih berlaku, dengan statusnya", "all that stands, each with its state"),
    "dossier_code": Text("Kode dosir", "Dossier code"),
    "qr_note": Text(
        "Kode QR memuat kode dosir, jumlah bukti, dan sidik isinya. Terbaca tanpa internet.",
        "The QR code holds the dossier's code, the number of items and the digest of its content. No internet needed.",
    ),
    "careful": Text(
        "Dokumen ini dapat memuat wajah dan nama anak. Hanya untuk penilaian KLA; jangan disalin atau disebarkan.",
        "This document may show faces and names of children. For the KLA evaluation only; do not copy or share.",
    ),
    "approval": Text("Lembar pengesahan", "Approval"),
    "approval_text": Text(
        "Dengan ini disahkan data dukung Evaluasi Kota Layak Anak {period} untuk {subject}, wilayah {place}, sebanyak "
        "{count} bukti sebagaimana tercantum dalam dokumen ini. Kode dosir {code} berubah bila isinya berubah.",
        "This approves the supporting evidence for the child-friendly city (KLA) evaluation {period}: {subject}, "
        "{place}, {count} items as listed in this document. The dossier code {code} changes if the content changes.",
    ),
    "signer_task_force": Text("Ketua Gugus Tugas KLA", "Head of the KLA task force"),
    "signer_secretary": Text("Sekretaris Gugus Tugas KLA", "Secretary of the KLA task force"),
    "signer_agency": Text("Kepala Perangkat Daerah", "Head of the agency"),
    "signer_district": Text("Camat", "Head of the district (Camat)"),
    "signer_village": Text("Lurah", "Head of the village (Lurah)"),
    "contents": Text("Daftar isi", "Contents"),
    "overview": Text("Ringkasan cakupan", "Coverage at a glance"),
    "list": Text("Daftar data dukung", "List of evidence"),
    "checking": Text("Cara memeriksa keaslian", "How to check"),
    "page": Text("Halaman", "Page"),
    "page_short": Text("Hlm.", "Page"),
    "page_of": Text("Halaman {page} dari {pages}", "Page {page} of {pages}"),
    "foot": Text("Kode dosir {code} · dicetak {at}", "Dossier code {code} · printed {at}"),
    "items": Text("bukti", "evidence items"),
    "of_items_accepted": Text("disahkan", "accepted"),
    "of_indicators": Text("dari {count} indikator", "of {count} indicators"),
    "of_slots": Text("dari {count} jenis bukti", "of {count} kinds of evidence"),
    "bar_note": Text(
        "Batang: hijau tua = jenis bukti yang sudah disahkan, hijau muda = sudah ada buktinya, kosong = belum ada.",
        "Bars: dark = kinds of evidence accepted, light = evidence is there, empty = nothing yet.",
    ),
    "slots_note": Text(
        "Jenis bukti diminta dari seluruh kota; satu kelurahan atau perangkat daerah tidak wajib memenuhi semuanya.",
        "The kinds of evidence are asked of the whole city; no single village or agency must show all of them.",
    ),
    "foreign_note": Text(
        "{count} bukti lain berada di bawah indikator edisi lain dan tidak dicetak di sini.",
        "{count} more items stand under indicators of another edition and are not printed here.",
    ),
    "bytes_note": Text(
        "{count} bukti dicetak tanpa gambar karena berkasnya belum diterima.",
        "{count} items are printed without a picture because their files have not arrived.",
    ),
    "restricted_note": Text(
        "{count} bukti terbatas (wajah anak) tidak dimuat di sini; tersimpan di pustaka dan dapat diminta.",
        "{count} restricted items (a child's face) are not printed here; they are in the library and can be asked for.",
    ),
    "restricted": Text("Wajah anak: terbatas", "A child's face: restricted"),
    "slots_filled": Text("Jenis bukti terisi", "Kinds filled"),
    "standing": Text("Status", "State"),
    "asked": Text("Yang diminta", "What is asked"),
    "answered_by": Text("Bukti nomor", "Item numbers"),
    "no_slot": Text("Tanpa jenis bukti tertentu", "Of no particular kind"),
    "leads": Text("Perangkat daerah terkait", "Agencies concerned"),
    "questions": Text("Yang ditanyakan penilai", "What evaluators ask"),
    "suggested": Text("saran kami", "our suggestion"),
    "sourced": Text("disebut sumber", "named by a source"),
    "question": Text("menjawab pertanyaan penilai", "answers a question"),
    "not_printed": Text("ada, tidak dicetak di sini", "there, not printed here"),
    "printed_elsewhere": Text(
        "Bukti yang lembarnya ada di indikator lain: {numbers}",
        "Items whose sheet stands under another indicator: {numbers}",
    ),
    "nothing": Text("Belum ada data dukung", "No evidence yet"),
    "item": Text("Bukti {number}", "Item {number}"),
    "untitled": Text("(tanpa judul)", "(untitled)"),
    "time": Text("Waktu", "Time"),
    "where": Text("Tempat", "Place"),
    "sender": Text("Pengirim", "Sender"),
    "kind": Text("Jenis", "Kind"),
    "file": Text("Berkas", "File"),
    "activity": Text("Kegiatan", "Activity"),
    "note": Text("Catatan", "Note"),
    "stands_under": Text("Mendukung", "Supports"),
    "unknown": Text("tidak diketahui", "not known"),
    "reason": Text("alasan: {reason}", "reason: {reason}"),
    "page_one_of": Text("Halaman 1 dari {pages}", "Page 1 of {pages}"),
    "document_page": Text("Bukti {number} · halaman {page} dari {pages}", "Item {number} · page {page} of {pages}"),
    "document_rest": Text(
        "Halaman selebihnya ({count}) ada pada berkas aslinya.", "The other pages ({count}) are in the original file."
    ),
    "no_page": Text("Halaman ini tidak bisa digambar", "This page cannot be drawn"),
    "no_bytes": Text("Berkasnya belum diterima", "The file has not arrived"),
    "no_picture": Text("Berkas ini tidak bergambar", "This file has no picture"),
    "excerpt": Text("Awal isi dokumen", "How the document begins"),
    "short_code": Text("Kode bukti", "Item code"),
    "number": Text("No.", "No."),
    "title": Text("Judul", "Title"),
    "indicators": Text("Indikator", "Indicators"),
    "date": Text("Tanggal", "Date"),
    "check_items": Text(
        "Kode bukti adalah 8 digit pertama SHA-256 berkas aslinya. Hitung SHA-256 berkas itu dengan alat apa pun, "
        "tanpa internet, lalu bandingkan dengan daftar di atas: bila 64 digitnya sama, berkasnya tidak berubah.",
        "An item's code is the first 8 digits of its original file's SHA-256. Compute the SHA-256 of that file with "
        "any tool, without internet, and compare it with the list above: if all 64 digits agree, nothing has changed.",
    ),
    "check_dossier": Text(
        "Kode dosir adalah 12 digit pertama SHA-256 isinya: satu baris per bukti dan indikator, berisi indikator, "
        "status, dan SHA-256 berkas, diurutkan. Isi yang sama memiliki kode yang sama. Sidik lengkapnya:",
        "The dossier's code is the first 12 digits of the SHA-256 of its content: one line for each item and indicator "
        "with indicator, state and file SHA-256, sorted. The same content bears the same code. The whole digest:",
    ),
    "more": Text("dan {count} lagi", "and {count} more"),
    "summary": Text("Ringkasan penyerahan data dukung", "Summary of a hand-over of evidence"),
    "summary_number": Text("Bundel nomor {number}", "Bundle number {number}"),
    "from": Text("Yang menyerahkan", "Handed over by"),
    "to": Text("Yang menerima", "Received by"),
    "bundle_id": Text("Nomor bundel (id)", "Bundle id"),
    "packed_at": Text("Dikemas", "Packed"),
    "minutes_title": Text("Berita acara serah terima", "Record of the hand-over"),
    "minutes_text": Text(
        "Pada tanggal ____________________ telah diserahkan {count} data dukung sebagaimana tercantum dalam daftar, "
        "dari {sender} kepada {recipient}, dalam satu bundel tersegel. Kode pada daftar adalah 8 digit pertama SHA-256 "
        "tiap berkas, sehingga kedua pihak dapat memastikan bahwa yang diterima sama dengan yang diserahkan.",
        "On ____________________ the {count} of the list were handed over by {sender} to {recipient} in one sealed "
        "bundle. The codes of the list are the first 8 digits of each file's SHA-256, so that both sides can make "
        "certain that what arrived is what was sent.",
    ),
    "sign_giver": Text("Yang menyerahkan,", "Handed over by,"),
    "sign_taker": Text("Yang menerima,", "Received by,"),
    "name_nip": Text("Nama dan NIP", "Name and staff number"),
    "secretariat": Text("Sekretariat", "the secretariat"),
    "secretariat_of": Text("Sekretariat Gugus Tugas KLA", "Secretariat of the KLA task force"),
    "events_only": Text(
        "hanya keterangan, berkasnya tidak di bundel ini", "told of only; its file is not in this bundle"
    ),
}


def said(key: str, lang: Lang, **details: Any) -> str:
    """Return a printed word or sentence with its details filled in."""
    return _WORDS[key].said(lang).format(**details)


def keys() -> frozenset[str]:
    """Return all keys, for checks."""
    return frozenset(_WORDS)


def long_when(text: str, lang: Lang) -> str:
    """Write an ISO 8601 time for paper: "21 November 2026 10.15 WIB"; what is less exact stays so."""
    try:
        if len(text) == len("2026-11-21"):
            return long_date(date.fromisoformat(text), lang)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return when(text, lang)
    if moment.tzinfo is None:
        return f"{long_date(moment, lang)} {clock(moment, lang)}"
    try:
        local = moment.astimezone(timezone(WIB))
    except OverflowError:
        return when(text, lang)
    return f"{long_date(local, lang)} {clock(local, lang)} {zone_name(WIB)}"
