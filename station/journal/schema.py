"""The tables of the local database, as the statements that lead from each version to the next.

``entry``, ``picture`` and ``journal`` only ever grow. ``position`` counts the entries of all journals of the file in
the order in which they were written; ``outbox`` and ``picture_outbox`` hold what the server does not have yet. What
an entry says stands in its ``payload``; the columns beside it are for looking up, and `verification` compares them.

``pack_identity`` is what opens session packs. Of a key in ``pack_signer`` the last row says whether packs that it has
signed are believed; none is ever removed, so that a repair, which finds old rows too, never brings trust back.

``staff`` are the people who may work here; ``version`` counts the changes of a row, so that a repair knows which of
several it finds is the newest. ``pin_failure`` has their wrong PINs in a row. Both are changed by `station.operators`.
"""

from __future__ import annotations

from vault.opening import Migrations

MIGRATIONS: Migrations = (
    (
        """
        CREATE TABLE station (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id TEXT NOT NULL,
            venue TEXT NOT NULL DEFAULT '',
            server TEXT NOT NULL DEFAULT '',
            token TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        """
        CREATE TABLE journal (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            begun_at TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE signing_key (
            journal_id TEXT NOT NULL REFERENCES journal (id),
            first_seq INTEGER NOT NULL CHECK (first_seq >= 1),
            key_id TEXT NOT NULL,
            secret BLOB NOT NULL,
            PRIMARY KEY (journal_id, first_seq)
        ) STRICT
        """,
        """
        CREATE TABLE entry (
            position INTEGER PRIMARY KEY,
            journal_id TEXT NOT NULL REFERENCES journal (id),
            station_seq INTEGER NOT NULL CHECK (station_seq >= 1),
            report_id TEXT NOT NULL UNIQUE,
            station_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            session_id TEXT,
            checkin_id TEXT UNIQUE,
            candidate_number TEXT,
            decision TEXT,
            previous TEXT NOT NULL,
            digest TEXT NOT NULL,
            key_id TEXT NOT NULL,
            signature TEXT NOT NULL,
            payload TEXT NOT NULL,
            UNIQUE (journal_id, station_seq)
        ) STRICT
        """,
        "CREATE INDEX entry_candidate ON entry (session_id, candidate_number)",
        """
        CREATE TABLE outbox (
            position INTEGER PRIMARY KEY REFERENCES entry (position),
            state TEXT NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'QUARANTINED')),
            attempts INTEGER NOT NULL DEFAULT 0,
            code TEXT NOT NULL DEFAULT '',
            last_error TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        "CREATE INDEX outbox_order ON outbox (state, attempts, position)",
        """
        CREATE TABLE picture (
            digest TEXT PRIMARY KEY,
            position INTEGER NOT NULL REFERENCES entry (position),
            content BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE picture_outbox (
            digest TEXT PRIMARY KEY REFERENCES picture (digest),
            position INTEGER NOT NULL,
            size INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'QUARANTINED')),
            attempts INTEGER NOT NULL DEFAULT 0,
            last_error TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        "CREATE INDEX picture_outbox_order ON picture_outbox (state, attempts, position)",
        *(
            f"""
            CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'journal entries never change'); END
            """
            for table in ("entry", "picture", "journal", "signing_key")
        ),
        *(
            f"""
            CREATE TRIGGER {table}_is_never_removed BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, 'journal entries are never removed'); END
            """
            for table in ("entry", "picture", "journal", "signing_key")
        ),
    ),
    (
        """
        CREATE TABLE pack_identity (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            secret BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE pack_signer (
            number INTEGER PRIMARY KEY,
            public_key BLOB NOT NULL,
            trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),
            changed_at TEXT NOT NULL
        ) STRICT
        """,
    ),
    (
        """
        CREATE TABLE staff (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            pin_hash TEXT NOT NULL,
            added_at TEXT NOT NULL,
            retired_at TEXT,
            version INTEGER NOT NULL CHECK (version >= 1)
        ) STRICT
        """,
        """
        CREATE TABLE pin_failure (
            staff_id TEXT PRIMARY KEY REFERENCES staff (id),
            failures INTEGER NOT NULL CHECK (failures >= 0),
            failed_at TEXT NOT NULL
        ) STRICT
        """,
    ),
)
