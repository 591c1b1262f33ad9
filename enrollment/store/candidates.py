"""Candidates and their sessions in the enrolment database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from enrollment.errors import StoreError
from enrollment.roster.rows import RosterRow
from enrollment.roster.sessions import ExamSessionRow
from vault import sqlite
from wire.numbers import normalise_number


@dataclass(frozen=True, slots=True)
class StoredCandidate:
    """A candidate as the database has them. ``key`` is the number as it is compared; ``photos`` are names of files."""

    id: int
    key: str
    number: str
    name: str
    nik: str
    born: date | None
    session: ExamSessionRow
    seat: str
    pin: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session, how many candidates it has, how many of them have a usable photo, and how many photos wait."""

    session: ExamSessionRow
    candidates: int
    usable: int
    waiting: int


_CANDIDATE = """
    SELECT candidate.id, key, number, name, nik, born, seat, pin,
           exam_session.id, title, venue, room, starts_at,
           (SELECT json_group_array(name ORDER BY position) FROM candidate_photo WHERE candidate_id = candidate.id)
    FROM candidate JOIN exam_session ON exam_session.id = session_id
"""
_DROP_EMPTY_SESSIONS = "DELETE FROM exam_session WHERE id NOT IN (SELECT session_id FROM candidate)"
_SHOWN_SESSIONS = 20


def all_candidates(connection: sqlite.Connection, session_id: str | None = None) -> Iterator[StoredCandidate]:
    """Every candidate, or those of a session, in the order in which they came."""
    rows = connection.execute(
        f"{_CANDIDATE} WHERE ? IS NULL OR session_id = ? ORDER BY candidate.id", (session_id, session_id)
    )
    return (_candidate(row) for row in rows)


def count(connection: sqlite.Connection) -> int:
    """How many candidates there are."""
    (found,) = connection.execute("SELECT count(*) FROM candidate").fetchone()
    return int(found)


def find(connection: sqlite.Connection, number: str) -> StoredCandidate:
    """The candidate of a number as somebody typed it; raises StoreError where there is none."""
    key = normalise_number(number)
    row = connection.execute(f"{_CANDIDATE} WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise StoreError(f"expected the number of a candidate who was imported, got {number!r}")
    return _candidate(row)


def by_id(connection: sqlite.Connection, ids: Sequence[int]) -> dict[int, StoredCandidate]:
    """Candidates by their ids; those that are gone are left out."""
    found: dict[int, StoredCandidate] = {}
    for id_ in ids:
        row = connection.execute(f"{_CANDIDATE} WHERE candidate.id = ?", (id_,)).fetchone()
        if row is not None:
            found[id_] = _candidate(row)
    return found


def put(connection: sqlite.Connection, rows: Iterable[RosterRow], photos: dict[str, tuple[str, ...]]) -> None:
    """Add candidates, or bring those that are there up to date, in one transaction.

    ``photos`` has the names of each row's photos by the row's number as it is compared. A photo that a candidate had
    under the same name keeps what is known of it. Sessions that everybody has left are gone.

    Raises:
        sqlite.Error: nothing was stored.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for row in rows:
            _put_session(connection, row.session)
            _put_candidate(connection, row, photos[normalise_number(row.number)])
        connection.execute(_DROP_EMPTY_SESSIONS)


def remove(connection: sqlite.Connection, number: str) -> None:
    """Forget a candidate, and the photos that nobody else has. Reviews of pairs stay, with the number alone.

    Raises:
        StoreError: there is no such candidate.
    """
    candidate = find(connection, number)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM candidate WHERE id = ?", (candidate.id,))
        connection.execute(
            "DELETE FROM photo WHERE id NOT IN (SELECT photo_id FROM candidate_photo WHERE photo_id > 0)"
        )
        connection.execute(_DROP_EMPTY_SESSIONS)


def sessions(connection: sqlite.Connection) -> list[SessionSummary]:
    """Every session, by its start and venue."""
    rows = connection.execute(
        """
        SELECT id, title, venue, room, starts_at, count(*), sum(usable), sum(waiting) FROM exam_session JOIN (
            SELECT session_id,
                   EXISTS (SELECT 1 FROM candidate_photo JOIN photo ON photo.id = photo_id
                           WHERE candidate_id = candidate.id AND template IS NOT NULL) AS usable,
                   (SELECT count(*) FROM candidate_photo
                    WHERE candidate_id = candidate.id AND photo_id IS NULL AND problem IS NULL) AS waiting
            FROM candidate
        ) ON session_id = exam_session.id
        GROUP BY id ORDER BY starts_at, venue, id
        """
    ).fetchall()
    return [SessionSummary(_session(row[:5]), *row[5:]) for row in rows]


def numbers(connection: sqlite.Connection) -> Iterator[tuple[str, str]]:
    """The session and the number, as it is compared, of everybody."""
    rows = connection.execute("SELECT session_id, key FROM candidate ORDER BY session_id, key")
    return ((str(session), str(key)) for session, key in rows)


def exam_sessions(connection: sqlite.Connection) -> list[ExamSessionRow]:
    """Every session, by its start and venue."""
    rows = connection.execute(
        "SELECT id, title, venue, room, starts_at FROM exam_session ORDER BY starts_at, venue, id"
    ).fetchall()
    return [_session(row) for row in rows]


def find_session(connection: sqlite.Connection, typed: str, venue: str | None = None) -> ExamSessionRow:
    """The session that somebody means: by its id, or as the roster calls it where only one (of a venue) is called so.

    Raises:
        StoreError: there is none, or there are several; the message lists the ids that could be meant.
    """
    known = [each for each in exam_sessions(connection) if venue in (None, each.venue)]
    exact = [each for each in known if each.id == typed]
    found = exact or [each for each in known if each.title == typed]
    if len(found) == 1:
        return found[0]
    ids = [each.id for each in found or known]
    more = f"\n  and {len(ids) - _SHOWN_SESSIONS} more" if len(ids) > _SHOWN_SESSIONS else ""
    listed = "".join(f"\n  {id_}" for id_ in ids[:_SHOWN_SESSIONS]) + more
    if found:
        raise StoreError(f"expected one session, got {typed!r}, which {len(found)} are called; name one of:{listed}")
    raise StoreError(f"expected a session that was imported, got {typed!r}; there are:{listed or ' none'}")


def _put_session(connection: sqlite.Connection, session: ExamSessionRow) -> None:
    connection.execute(
        """
        INSERT INTO exam_session (id, title, venue, room, starts_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
        SET title = excluded.title, venue = excluded.venue, room = excluded.room, starts_at = excluded.starts_at
        """,
        (session.id, session.title, session.venue, session.room, session.starts_at.isoformat()),
    )


def _put_candidate(connection: sqlite.Connection, row: RosterRow, photos: Sequence[str]) -> None:
    key = normalise_number(row.number)
    (id_,) = connection.execute(
        """
        INSERT INTO candidate (key, number, name, nik, born, session_id, seat, pin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE
        SET number = excluded.number, name = excluded.name, nik = excluded.nik, born = excluded.born,
            session_id = excluded.session_id, seat = excluded.seat, pin = excluded.pin
        RETURNING id
        """,
        (key, row.number, row.name, row.nik, row.born and row.born.isoformat(), row.session.id, row.seat, row.pin),
    ).fetchone()
    before = {
        name: known
        for name, *known in connection.execute(
            "SELECT name, photo_id, problem, found FROM candidate_photo WHERE candidate_id = ?", (id_,)
        )
    }
    connection.execute("DELETE FROM candidate_photo WHERE candidate_id = ?", (id_,))
    connection.executemany(
        """
        INSERT INTO candidate_photo (candidate_id, position, name, photo_id, problem, found) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [(id_, at, name, *before.get(name, (None, None, ""))) for at, name in enumerate(photos)],
    )


def _candidate(row: Sequence[object]) -> StoredCandidate:
    id_, key, number, name, nik, born, seat, pin, *session, photos = row
    return StoredCandidate(
        id=int(str(id_)),
        key=str(key),
        number=str(number),
        name=str(name),
        nik=str(nik),
        born=date.fromisoformat(str(born)) if born else None,
        session=_session(session),
        seat=str(seat),
        pin=str(pin),
        photos=tuple(json.loads(str(photos))),
    )


def _session(row: Sequence[object]) -> ExamSessionRow:
    id_, title, venue, room, starts_at = map(str, row)
    return ExamSessionRow(id_, title, venue, room, datetime.fromisoformat(starts_at))
