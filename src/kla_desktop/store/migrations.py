"""The schema, step by step. A released step is never edited; a new one is added below.

`journal` is the truth. `evidence`, `tag`, `bundle`, `bundle_item`, `station`, `request`, `deed` are projections of it
and can be told anew at any time (store/replay.py). The rest is this laptop's own: what lies where, what was seen.
"""

from kla_desktop.store import first_tables
from kla_desktop.store.steps import Tables as Database

library = first_tables.library


@library()
def m004_search(db: Database) -> None:
    """Add the search index of its own making: rows in the order of their dates, no second copy of the texts.

    `unindexed` holds what waits for the index; store/search_index.py works it off in pieces.
    """
    db.execute("CREATE TABLE item_text (n INTEGER PRIMARY KEY, text TEXT NOT NULL, read TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO item_text SELECT rowid, text, '' FROM words WHERE text <> ''")
    db.execute("DROP TABLE words")
    db.execute(
        """CREATE VIRTUAL TABLE words USING fts5 (title, name, note, text, read, facts, content = '',
            contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')"""
    )
    db.execute("CREATE TABLE fact (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT")
    db.execute(
        "CREATE TABLE indexed (key INTEGER PRIMARY KEY, n INTEGER NOT NULL UNIQUE, digest INTEGER NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE term (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, skeleton TEXT NOT NULL) STRICT")
    db.execute("CREATE INDEX term_skeleton ON term (skeleton)")
    db.execute(
        """CREATE VIRTUAL TABLE term_part USING fts5 (word, content = 'term', content_rowid = 'n',
            tokenize = 'trigram', detail = none)"""
    )
    db.execute("CREATE TABLE unindexed (n INTEGER PRIMARY KEY) STRICT")
    db.execute("INSERT INTO unindexed SELECT n FROM evidence")


@library()
def m005_intake(db: Database) -> None:
    """Add when a failure is tried again, whether it was set aside, and the earlier versions of changed files."""
    db.execute("ALTER TABLE failure ADD COLUMN next_at TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE failure ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0")
    db.execute(
        """CREATE TABLE earlier (
            evidence TEXT PRIMARY KEY, before TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX earlier_before ON earlier (before)")


@library()
def m006_habits(db: Database) -> None:
    """Add what this station's own tags teach for suggestions: lessons of single items, and their sums."""
    db.execute(
        """CREATE TABLE habit (
            evidence TEXT PRIMARY KEY, indicators TEXT NOT NULL, words TEXT NOT NULL, offered TEXT NOT NULL)
            STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE habit_word (
            word TEXT NOT NULL, indicator TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (word, indicator))
            STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE habit_tally (
            indicator TEXT PRIMARY KEY, items INTEGER NOT NULL, offered INTEGER NOT NULL, taken INTEGER NOT NULL)
            STRICT, WITHOUT ROWID"""
    )


@library()
def m007_letter_number(db: Database) -> None:
    """Add the number that an official letter bears."""
    db.execute("ALTER TABLE evidence ADD COLUMN letter TEXT NOT NULL DEFAULT ''")


@library()
def m008_recordings(db: Database) -> None:
    """Add the length of recordings; read anew what this program could not read before."""
    db.execute("ALTER TABLE derived ADD COLUMN seconds REAL")
    db.execute(
        """DELETE FROM derived WHERE warnings LIKE '%unsupported%' OR sha256 IN
            (SELECT sha256 FROM evidence WHERE media NOT IN ('jpeg', 'png', 'webp', 'gif', 'bmp', 'heic', 'pdf'))"""
    )


@library()
def m009_likeness(db: Database) -> None:
    """Add what looks alike: rows to look up by (state 0 to be made, 1 to be compared, 2 done), pairs, decisions.

    A file that has been read gets its two rows by itself; one whose text changes is compared again.
    """
    db.execute(
        """CREATE TABLE look (
            n INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, way TEXT NOT NULL,
            words BLOB NOT NULL DEFAULT x'', state INTEGER NOT NULL DEFAULT 0, UNIQUE (sha256, way)) STRICT"""
    )
    db.execute("CREATE INDEX look_state ON look (state, n) WHERE state < 2")
    db.execute(
        """CREATE TRIGGER derived_look AFTER INSERT ON derived BEGIN
            INSERT OR IGNORE INTO look (sha256, way) VALUES (new.sha256, 'picture'), (new.sha256, 'text'); END"""
    )
    for name, when in (("added", "INSERT"), ("changed", "UPDATE OF text, read")):
        db.execute(
            f"""CREATE TRIGGER text_{name} AFTER {when} ON item_text BEGIN
                DELETE FROM look WHERE way = 'text' AND state > 0
                    AND sha256 = (SELECT sha256 FROM evidence WHERE n = new.n);
                INSERT OR IGNORE INTO look (sha256, way) SELECT d.sha256, 'text' FROM evidence e
                    JOIN derived d ON d.sha256 = e.sha256 WHERE e.n = new.n AND NOT EXISTS
                    (SELECT 1 FROM look WHERE sha256 = d.sha256 AND way = 'text'); END"""  # an upsert voids OR IGNORE
        )
    for way in ("picture", "text"):
        db.execute("INSERT INTO look (sha256, way) SELECT sha256, ? FROM derived", (way,))
    db.execute(
        """CREATE TABLE likeness (
            one TEXT NOT NULL, other TEXT NOT NULL, how TEXT NOT NULL, distance INTEGER NOT NULL,
            changes TEXT NOT NULL, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE comparison (
            evidence TEXT NOT NULL, other TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT NOT NULL,
            station TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (evidence, other))
            STRICT, WITHOUT ROWID"""
    )


@library()
def m010_reading(db: Database) -> None:
    """Add what a machine read on pages: a cache by digest that can be filled again."""
    db.execute(
        """CREATE TABLE reading (
            sha256 TEXT PRIMARY KEY, engine TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
            tries INTEGER NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE read_page (
            sha256 TEXT NOT NULL, number INTEGER NOT NULL, engine TEXT NOT NULL, text TEXT NOT NULL,
            confidence REAL NOT NULL, PRIMARY KEY (sha256, number)) STRICT, WITHOUT ROWID"""
    )


@library()
def m011_drives(db: Database) -> None:
    """Find files by name alone: what lies on a stick may have come from another place."""
    db.execute("CREATE INDEX source_name ON source (name, size)")


@library()
def m012_hub(db: Database) -> None:
    """Add what this laptop knows of the hub: uploads on their way, and what was fetched and not taken in."""
    db.execute(
        """CREATE TABLE transfer (
            bundle TEXT PRIMARY KEY, state TEXT NOT NULL, size INTEGER NOT NULL, part_size INTEGER NOT NULL,
            sent INTEGER NOT NULL, tries INTEGER NOT NULL, next_at TEXT NOT NULL, reason TEXT NOT NULL,
            at TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE put_off (
            place TEXT PRIMARY KEY, size INTEGER NOT NULL, tries INTEGER NOT NULL, next_at TEXT NOT NULL,
            reason TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )


@library()
def m013_activities(db: Database) -> None:
    """Add the activity of each item, and proposals of activities with the items that have to be looked at (again).

    A proposal is no fact: it is made from the tables and may be thrown away.
    """
    db.execute("ALTER TABLE evidence ADD COLUMN activity TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE evidence ADD COLUMN activity_title TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE evidence ADD COLUMN grouped INTEGER NOT NULL DEFAULT -1")
    db.execute("CREATE INDEX evidence_activity ON evidence (activity) WHERE activity <> ''")
    db.execute(
        """CREATE TABLE proposal (
            key TEXT PRIMARY KEY, day TEXT NOT NULL, title TEXT NOT NULL, place TEXT NOT NULL, because TEXT NOT NULL,
            joins TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX proposal_day ON proposal (day)")
    db.execute(
        """CREATE TABLE proposal_item (
            n INTEGER PRIMARY KEY, proposal TEXT NOT NULL REFERENCES proposal (key) ON DELETE CASCADE) STRICT"""
    )
    db.execute("CREATE INDEX proposal_item_proposal ON proposal_item (proposal)")
    db.execute(
        """CREATE TABLE regroup (
            serial INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER NOT NULL UNIQUE, day TEXT NOT NULL) STRICT"""
    )
    columns = "sort_key", "claims", "title", "place", "lat", "letter", "withdrawn", "superseded_by", "activity"
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in (*columns, "grouped"))
    again = "DELETE FROM regroup WHERE n = {n}; INSERT INTO regroup (n, day) {rest};"
    fresh = again.format(n="new.n", rest="VALUES (new.n, substr(new.sort_key, 1, 10))")
    moved = again.format(n="new.n", rest="VALUES (new.n, substr(old.sort_key, 1, 10))")
    text = again.format(n="new.n", rest="SELECT n, substr(sort_key, 1, 10) FROM evidence WHERE n = new.n")
    found = again.format(
        n="(SELECT n FROM evidence WHERE id = new.evidence)",
        rest="SELECT n, substr(sort_key, 1, 10) FROM evidence WHERE id = new.evidence",
    )
    db.execute(f"CREATE TRIGGER evidence_new AFTER INSERT ON evidence BEGIN {fresh} END")
    db.execute(f"CREATE TRIGGER evidence_changed AFTER UPDATE ON evidence WHEN {changed} BEGIN {moved} END")
    db.execute(f"CREATE TRIGGER text_new AFTER INSERT ON item_text BEGIN {text} END")
    db.execute(f"CREATE TRIGGER text_other AFTER UPDATE OF text, read ON item_text BEGIN {text} END")
    db.execute(f"CREATE TRIGGER source_new AFTER INSERT ON source BEGIN {found} END")
    db.execute("INSERT INTO regroup (n, day) SELECT n, substr(sort_key, 1, 10) FROM evidence")


@library()
def m014_arrival_marks(db: Database) -> None:
    """Know a bundle that came before by the first bytes of its file."""
    db.execute("ALTER TABLE arrival ADD COLUMN mark TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX arrival_mark ON arrival (mark) WHERE mark <> ''")


@library()
def m015_desks(db: Database) -> None:
    """Add what other desks judged otherwise; find what is said about desks."""
    db.execute("ALTER TABLE tag ADD COLUMN disputed TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX journal_desks ON journal (kind) WHERE kind IN ('delegated', 'delegation_closed')")


@library()
def m016_restricted(db: Database) -> None:
    """Add whether evidence is shown to few, by its owner's word and by the secretariat's."""
    for side in ("owner", "desk"):
        db.execute(f"ALTER TABLE evidence ADD COLUMN restricted_{side} TEXT NOT NULL DEFAULT ''")


@library()
def m017_away(db: Database) -> None:
    """Add what lies in the object store; an object that is erased here is remembered until it is deleted there."""
    db.execute(
        """CREATE TABLE away (
            sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, sealed TEXT NOT NULL,
            state TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE away_erase (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TRIGGER object_erased AFTER DELETE ON object BEGIN
            INSERT OR IGNORE INTO away_erase SELECT name FROM away WHERE sha256 = old.sha256;
            DELETE FROM away WHERE sha256 = old.sha256; END"""
    )


@library()
def m018_relay(db: Database) -> None:
    """Add hubs above one another: whose a station is, what other levels say, what was passed up, signed proofs.

    `proof` holds what a station signed (front files and journal, packed), for the hub above to check.
    """
    db.execute("ALTER TABLE station ADD COLUMN home TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE tag ADD COLUMN elsewhere TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE evidence ADD COLUMN relayed TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE evidence ADD COLUMN wanted TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX evidence_relayed ON evidence (relayed) WHERE relayed <> ''")
    db.execute("DROP INDEX journal_desks")
    db.execute(
        """CREATE INDEX journal_voices ON journal (kind)
            WHERE kind IN ('delegated', 'delegation_closed', 'hub_accepted', 'hub_joined')"""
    )
    db.execute(
        """CREATE TABLE proof (
            n INTEGER PRIMARY KEY, bundle TEXT NOT NULL UNIQUE, sender TEXT NOT NULL, recipient TEXT NOT NULL,
            position INTEGER NOT NULL, size INTEGER NOT NULL, files BLOB NOT NULL) STRICT"""
    )
    db.execute(
        """CREATE TABLE proof_item (
            evidence TEXT NOT NULL, proof INTEGER NOT NULL REFERENCES proof (n) ON DELETE CASCADE,
            PRIMARY KEY (evidence, proof)) STRICT, WITHOUT ROWID"""
    )


@library()
def m019_repeats(db: Database) -> None:
    """Add which earlier bundles' contents a bundle brought along."""
    for name in ("repeats_since", "together_from"):
        db.execute(f"ALTER TABLE arrival ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")


@library()
def m020_bundle_between(db: Database) -> None:
    """Find what one office sent another without reading all bundles: each verdict asks whether it has left."""
    db.execute("CREATE INDEX bundle_between ON bundle (sender, recipient, until)")


@library()
def m021_undrawn(db: Database) -> None:
    """Remember which papers have been read but not drawn yet: their pictures are compared only when there are any."""
    db.execute("ALTER TABLE derived ADD COLUMN undrawn INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX derived_undrawn ON derived (sha256) WHERE undrawn")
    db.execute("DROP TRIGGER derived_look")
    look = "INSERT OR IGNORE INTO look (sha256, way) SELECT new.sha256,"
    looks = f"{look} 'picture' WHERE NOT new.undrawn; {look} 'text';"
    db.execute(f"CREATE TRIGGER derived_look AFTER INSERT ON derived BEGIN {looks} END")


@library()
def m022_search_traits(db: Database) -> None:
    """Tell the search index anew: a row's number says state and kind as well, and `indexed` what a hit is shown with.

    `unindexed` holds what waits; store/search_index.py works it off in pieces.
    """
    db.execute("INSERT INTO words (words) VALUES ('delete-all')")
    db.execute("DROP TABLE indexed")
    db.execute(
        """CREATE TABLE indexed (
            key INTEGER PRIMARY KEY, n INTEGER NOT NULL UNIQUE, digest INTEGER NOT NULL, sort_key TEXT NOT NULL,
            id TEXT NOT NULL, title TEXT NOT NULL, names TEXT NOT NULL, note TEXT NOT NULL) STRICT"""
    )
    db.execute("INSERT OR IGNORE INTO unindexed SELECT n FROM evidence")
