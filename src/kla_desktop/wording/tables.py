"""Heads, names of sheets and file names of the tables that people open in Excel."""

from kla_desktop.model.catalogue import Text
from kla_desktop.wording.words import Words

SHEETS: Words = {
    "evidence": Text("Bukti", "Evidence"),
    "coverage": Text("Cakupan", "Coverage"),
    "cells": Text("Rincian", "Details"),
}
FILES: Words = {
    "evidence": Text("Daftar bukti KLA", "KLA evidence list"),
    "coverage": Text("Cakupan KLA", "KLA coverage"),
}
HEADS: Words = {
    "number": Text("No.", "No."),
    "code": Text("Kode bukti", "Item code"),
    "title": Text("Judul", "Title"),
    "file": Text("Nama berkas", "File name"),
    "indicator_number": Text("No. indikator", "Indicator no."),
    "indicator": Text("Indikator", "Indicator"),
    "cluster": Text("Klaster", "Cluster"),
    "slot": Text("Jenis bukti yang diminta", "Kind of evidence asked for"),
    "state": Text("Status", "State"),
    "date": Text("Tanggal", "Date"),
    "date_source": Text("Sumber tanggal", "Source of the date"),
    "year": Text("Tahun bukti", "Evidence year"),
    "place": Text("Wilayah", "Place"),
    "agency": Text("Perangkat daerah", "Agency"),
    "sender": Text("Dicatat oleh", "Recorded by"),
    "kind": Text("Jenis berkas", "Kind of file"),
    "size": Text("Ukuran (byte)", "Size (bytes)"),
    "reviewed": Text("Diputus pada", "Decided on"),
    "reviewer": Text("Diputus oleh", "Decided by"),
    "reason": Text("Alasan", "Reason"),
    "note": Text("Catatan", "Note"),
    "restricted": Text("Terbatas", "Restricted"),
    "sha256": Text("SHA-256", "SHA-256"),
    "all": Text("JUMLAH", "TOTAL"),
    "wanted": Text("Jenis bukti diminta", "Kinds asked for"),
    "filled": Text("Jenis bukti terisi", "Kinds filled"),
    "tagged": Text("Bukti", "Items"),
    "submitted": Text("Dikirim", "Handed over"),
    "returned": Text("Dikembalikan", "Returned"),
    "accepted": Text("Disahkan", "Accepted"),
    "missing": Text("Yang masih kurang", "What is missing"),
}
