"""The tables of the enrolment database, as the statements that lead from each version to the next.

``candidate.key`` is the number as `wire.numbers` normalises it. A row of ``candidate_photo`` without photo and problem
was not looked at yet. ``photo`` holds what an engine made of a file, once, whoever has it. ``compared`` says which
templates of a candidate the duplicate search has seen. ``review`` only ever grows: the last one of a pair counts,
on the ``photos`` it was given for.
"""

from __future__ import annotations

from vault.opening import Migrations

MIGRATIONS: Migrations = (
    (
        """
        CREATE TABLE exam_session (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            venue TEXT NOT NULL,
            room TEXT NOT NULL,
            starts_at TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE candidate (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL,
            name TEXT NOT NULL,
            nik TEXT NOT NULL,
            born TEXT,
            session_id TEXT NOT NULL REFERENCES exam_session (id),
            seat TEXT NOT NULL,
            pin TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX candidate_session ON candidate (session_id)",
        "CREATE UNIQUE INDEX candidate_nik ON candidate (nik) WHERE nik != ''",
        """
        CREATE TABLE photo (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,
            model_id TEXT NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            faces INTEGER NOT NULL,
            problem TEXT,
            found TEXT NOT NULL,
            quality TEXT NOT NULL,
            signs TEXT NOT NULL,
            template BLOB,
            portrait BLOB NOT NULL,
            UNIQUE (digest, model_id)
        ) STRICT
        """,
        """
        CREATE TABLE candidate_photo (
            candidate_id INTEGER NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            photo_id INTEGER REFERENCES photo (id),
            problem TEXT,
            found TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (candidate_id, position)
        ) STRICT
        """,
        "CREATE INDEX candidate_photo_photo ON candidate_photo (photo_id)",
        """
        CREATE TABLE search (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            model_id TEXT NOT NULL,
            centre BLOB NOT NULL,
            people INTEGER NOT NULL,
            floor REAL NOT NULL,
            counts BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE compared (
            candidate_id INTEGER PRIMARY KEY REFERENCES candidate (id) ON DELETE CASCADE,
            templates TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE pair (
            one INTEGER NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
            other INTEGER NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
            score REAL NOT NULL,
            PRIMARY KEY (one, other),
            CHECK (one < other)
        ) STRICT
        """,
        "CREATE INDEX pair_score ON pair (score)",
        "CREATE INDEX pair_other ON pair (other)",
        """
        CREATE TABLE review (
            id INTEGER PRIMARY KEY,
            one TEXT NOT NULL,
            other TEXT NOT NULL,
            answer TEXT NOT NULL,
            reviewer TEXT NOT NULL,
            reviewed_at TEXT NOT NULL,
            note TEXT NOT NULL,
            CHECK (one < other)
        ) STRICT
        """,
        "CREATE INDEX review_pair ON review (one, other)",
        """
        CREATE TRIGGER review_never_changes BEFORE UPDATE ON review
        BEGIN SELECT RAISE(ABORT, 'reviews never change'); END
        """,
        """
        CREATE TRIGGER review_is_never_removed BEFORE DELETE ON review
        BEGIN SELECT RAISE(ABORT, 'reviews are never removed'); END
        """,
    ),
    ("ALTER TABLE review ADD COLUMN photos TEXT NOT NULL DEFAULT ''",),
)
