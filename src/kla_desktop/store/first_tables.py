"""The first tables: the journal, what screens read, what only this laptop knows. `store.migrations` has the rest."""

from kla_desktop.store.steps import Steps
from kla_desktop.store.steps import Tables as Database

library = Steps("kla-library")


@library()
def m001_journal(db: Database) -> None:
    """Add the journal. `position` is epoch * 2^40 + seq: one number that orders a station's own events."""
    db.execute(
        """CREATE TABLE journal (
            n INTEGER PRIMARY KEY, station TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
            position INTEGER NOT NULL, lamport INTEGER NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
            subject TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, deed TEXT NOT NULL,
            UNIQUE (station, position)) STRICT"""
    )
    db.execute("CREATE INDEX journal_subject ON journal (subject)")
    db.execute("CREATE INDEX journal_deed ON journal (deed)")
    db.execute("CREATE INDEX journal_lamport ON journal (lamport)")


@library()
def m002_projections(db: Database) -> None:
    """Add what screens read. Levels are indexes of evidence.DELIVERY."""
    db.execute(
        """CREATE TABLE evidence (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, station TEXT NOT NULL, sha256 TEXT NOT NULL,
            size INTEGER NOT NULL, kind TEXT NOT NULL, media TEXT NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL,
            title TEXT NOT NULL, note TEXT NOT NULL, captured_at TEXT NOT NULL, captured_at_source TEXT NOT NULL,
            claims TEXT NOT NULL, place TEXT NOT NULL, lat REAL, lon REAL, camera TEXT NOT NULL,
            created_at TEXT NOT NULL, actor TEXT NOT NULL, year INTEGER NOT NULL, sort_key TEXT NOT NULL,
            withdrawn INTEGER NOT NULL, supersedes TEXT, superseded_by TEXT,
            last INTEGER NOT NULL, blob_level INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT -1,
            receipted INTEGER NOT NULL DEFAULT -1, state TEXT NOT NULL DEFAULT 'new') STRICT"""
    )
    db.execute("CREATE INDEX evidence_sort ON evidence (sort_key, n)")
    db.execute("CREATE INDEX evidence_state ON evidence (state, sort_key)")
    db.execute("CREATE INDEX evidence_sha256 ON evidence (sha256)")
    db.execute(
        """CREATE TABLE tag (
            evidence TEXT NOT NULL, indicator TEXT NOT NULL, slot TEXT, position INTEGER NOT NULL,
            verdict TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL, reviewed_at TEXT NOT NULL,
            reviewer TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'tagged', PRIMARY KEY (evidence, indicator)) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX tag_indicator ON tag (indicator, state)")
    db.execute(
        """CREATE TABLE bundle (
            id TEXT PRIMARY KEY, sender TEXT NOT NULL, recipient TEXT NOT NULL, number INTEGER NOT NULL,
            until INTEGER NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, level INTEGER NOT NULL,
            packed_at TEXT NOT NULL, handed_at TEXT NOT NULL, handed_to TEXT NOT NULL, received_at TEXT NOT NULL,
            received_by TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE bundle_item (
            bundle TEXT NOT NULL, evidence TEXT NOT NULL, blob INTEGER NOT NULL, outcome TEXT NOT NULL,
            duplicate_of TEXT NOT NULL, PRIMARY KEY (bundle, evidence)) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX bundle_item_evidence ON bundle_item (evidence)")
    db.execute(
        """CREATE TABLE station (
            id TEXT PRIMARY KEY, role TEXT NOT NULL, place TEXT NOT NULL, agency TEXT NOT NULL, actor TEXT NOT NULL,
            keys TEXT NOT NULL, trust TEXT NOT NULL, last INTEGER) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE request (
            id TEXT PRIMARY KEY, asked_by TEXT NOT NULL, station TEXT NOT NULL, indicator TEXT NOT NULL, slot TEXT,
            due TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, evidence TEXT)
            STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE deed (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, verb TEXT NOT NULL, count INTEGER NOT NULL,
            detail TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL) STRICT"""
    )
    db.execute(
        """CREATE VIRTUAL TABLE words USING fts5 (title, name, text, place, note,
            tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')"""
    )


@library()
def m003_laptop(db: Database) -> None:
    """Add what only this laptop knows."""
    db.execute("CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TABLE object (
            sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, crc32 INTEGER NOT NULL, name TEXT NOT NULL,
            damaged INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE pending_object (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TABLE derived (
            sha256 TEXT PRIMARY KEY, width INTEGER, height INTEGER, pages INTEGER, dhash INTEGER,
            warnings TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE source (
            folder TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
            inode INTEGER NOT NULL, sha256 TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (folder, name))
            STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX source_evidence ON source (evidence)")
    db.execute("CREATE TABLE watched (path TEXT PRIMARY KEY, added_at TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TABLE failure (
            path TEXT PRIMARY KEY, reason TEXT NOT NULL, tries INTEGER NOT NULL, at TEXT NOT NULL)
            STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE arrival (
            bundle TEXT PRIMARY KEY, sender TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL,
            acknowledges INTEGER NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE held (
            bundle TEXT PRIMARY KEY, station TEXT NOT NULL, stated TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL)
            STRICT, WITHOUT ROWID"""
    )
