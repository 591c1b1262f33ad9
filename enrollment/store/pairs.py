"""Pairs of candidates who look alike, and what people said of them.

The last review of a pair counts, as long as both have the photos that it was given for: with others the pair is open
again. What was said of twins holds all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from enrollment.errors import StoreError
from recognition.scoring import Counts
from recognition.types import ModelId, Vector
from vault import sqlite

_MAX_TEXT = 500


class Answer(StrEnum):
    """What a person says of two candidates who look alike."""

    SAME = "SAME"  # one person, registered twice
    DIFFERENT = "DIFFERENT"
    TWINS = "TWINS"
    UNCLEAR = "UNCLEAR"


@dataclass(frozen=True, slots=True)
class Review:
    """One answer of one person."""

    answer: Answer
    reviewer: str
    reviewed_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates who look alike, by their ids, and the last review, if there is one."""

    one: int
    other: int
    score: float
    review: Review | None


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What a search stands on: the engine, the centre that its first part was given and of how many ``people`` that is
    the mean, the score from which pairs are kept, and how often each score came up so far (`recognition.scoring`)."""

    model_id: ModelId
    centre: Vector
    people: int
    floor: float
    counts: Counts


# The digests of a candidate's photos, by the key. They stand with a review: other photos are looked at anew.
_PHOTOS = """
    coalesce((SELECT group_concat(digest, ' ') FROM (
        SELECT DISTINCT digest FROM candidate_photo
        JOIN photo ON photo.id = photo_id JOIN candidate AS whose ON whose.id = candidate_id
        WHERE whose.key = {key} ORDER BY digest
    )), '')
"""
_PAIR = f"""
    SELECT pair.one AS one, pair.other AS other, score, answer, reviewer, reviewed_at, note
    FROM pair
    JOIN candidate AS a ON a.id = pair.one
    JOIN candidate AS b ON b.id = pair.other
    LEFT JOIN review ON review.id = (
        SELECT max(id) FROM review WHERE one = min(a.key, b.key) AND other = max(a.key, b.key)
    ) AND review.photos IN (
        '', {_PHOTOS.format(key="min(a.key, b.key)")} || '|' || {_PHOTOS.format(key="max(a.key, b.key)")}
    )
"""  # noqa: S608


def search(connection: sqlite.Connection) -> Search | None:
    """What the search stands on; None before the first."""
    row = connection.execute("SELECT model_id, centre, people, floor, counts FROM search").fetchone()
    if row is None:
        return None
    model_id, centre, people, floor, counts = row
    vector, scores = np.frombuffer(centre, "<f4").copy(), np.frombuffer(counts, "<i8").copy()
    return Search(ModelId(model_id), vector, people, floor, scores)


def begin_again(connection: sqlite.Connection, search: Search, kept: Iterable[tuple[int, int, float]] = ()) -> None:
    """Forget all comparisons, for a search on another engine or by another centre. Reviews stay, and of the pairs those
    that are ``kept``, by their ids with their new scores."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for table in ("pair", "compared", "search"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        _put_search(connection, search)
        _put_pairs(connection, kept)


def compared(connection: sqlite.Connection) -> dict[int, str]:
    """The candidates that were compared with each other, and the mark of the templates they had then."""
    return dict(connection.execute("SELECT candidate_id, templates FROM compared").fetchall())


def not_compared(connection: sqlite.Connection) -> dict[str, int]:
    """How many candidates of each session have a usable photo and were never compared with the others."""
    return dict(
        connection.execute(
            """
            SELECT session_id, count(*) FROM candidate
            WHERE id NOT IN (SELECT candidate_id FROM compared) AND EXISTS (
                SELECT 1 FROM candidate_photo JOIN photo ON photo.id = photo_id
                WHERE candidate_id = candidate.id AND template IS NOT NULL
            )
            GROUP BY session_id
            """
        ).fetchall()
    )


def forget(connection: sqlite.Connection, ids: Iterable[int]) -> None:
    """Candidates whose photos have changed are to be compared again."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for id_ in ids:
            connection.execute("DELETE FROM compared WHERE candidate_id = ?", (id_,))
            connection.execute("DELETE FROM pair WHERE one = ? OR other = ?", (id_, id_))


def store_compared(
    connection: sqlite.Connection,
    search: Search,
    people: Sequence[tuple[int, str]],
    pairs: Iterable[tuple[int, int, float]],
) -> None:
    """Store what a part of the search found: its pairs, and that these people were compared, in one transaction.

    Pairs of earlier parts stay, also where the floor has risen since: what was listed once is there to be reviewed.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        _put_search(connection, search)
        connection.executemany("INSERT OR REPLACE INTO compared VALUES (?, ?)", people)
        _put_pairs(connection, pairs)


def ranked(connection: sqlite.Connection, limit: int = -1, offset: int = 0, *, open_only: bool = False) -> list[Pair]:
    """The pairs, most alike first; ``open_only``: those that nobody has reviewed, or that are unclear."""
    rows = connection.execute(
        f"{_PAIR} WHERE NOT ? OR answer IS NULL OR answer = ? ORDER BY score DESC, one, other LIMIT ? OFFSET ?",
        (open_only, Answer.UNCLEAR.value, limit, offset),
    )
    return [_pair(row) for row in rows]


def reviewed(connection: sqlite.Connection, answer: Answer, session_id: str | None = None) -> list[tuple[str, str]]:
    """The numbers of all pairs whose last review says ``answer``, or of those with both in one session."""
    return connection.execute(
        """
        SELECT a.number, b.number FROM review
        JOIN candidate AS a ON a.key = review.one
        JOIN candidate AS b ON b.key = review.other
        WHERE answer = ? AND (? IS NULL OR (a.session_id = ? AND b.session_id = ?))
        AND NOT EXISTS (
            SELECT 1 FROM review AS later
            WHERE later.one = review.one AND later.other = review.other AND later.id > review.id
        )
        ORDER BY review.one, review.other
        """,
        (answer.value, session_id, session_id, session_id),
    ).fetchall()


def review(connection: sqlite.Connection, one: str, other: str, given: Review) -> None:
    """Add a person's answer about two candidates, by their keys.

    Raises:
        StoreError: they are one candidate, or nobody is named.
    """
    if one == other:
        raise StoreError(f"expected two candidates, got {one} twice")
    if not given.reviewer.strip() or len(given.reviewer) > _MAX_TEXT or len(given.note) > _MAX_TEXT:
        raise StoreError(f"expected who reviewed, and a note, of at most {_MAX_TEXT} characters")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            f"""
            INSERT INTO review (one, other, answer, reviewer, reviewed_at, note, photos)
            VALUES (
                :one, :other, :answer, :reviewer, :at, :note,
                {_PHOTOS.format(key=":one")} || '|' || {_PHOTOS.format(key=":other")}
            )
            """,  # noqa: S608
            {
                "one": min(one, other),
                "other": max(one, other),
                "answer": given.answer.value,
                "reviewer": given.reviewer.strip(),
                "at": given.reviewed_at.isoformat(),
                "note": given.note,
            },
        )


def history(connection: sqlite.Connection, one: str, other: str) -> list[Review]:
    """Every answer about two candidates, by their keys, oldest first."""
    rows = connection.execute(
        "SELECT answer, reviewer, reviewed_at, note FROM review WHERE one = ? AND other = ? ORDER BY id",
        (min(one, other), max(one, other)),
    )
    return [_review(row) for row in rows]


def _put_pairs(connection: sqlite.Connection, pairs: Iterable[tuple[int, int, float]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO pair VALUES (?, ?, ?)",
        [(min(one, other), max(one, other), score) for one, other, score in pairs],
    )


def _put_search(connection: sqlite.Connection, search: Search) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO search VALUES (1, ?, ?, ?, ?, ?)",
        (
            search.model_id,
            search.centre.astype("<f4").tobytes(),
            search.people,
            search.floor,
            search.counts.astype("<i8").tobytes(),
        ),
    )


def _pair(row: Sequence[object]) -> Pair:
    one, other, score, *given = row
    return Pair(int(str(one)), int(str(other)), float(str(score)), _review(given) if given[0] else None)


def _review(row: Sequence[object]) -> Review:
    answer, reviewer, reviewed_at, note = map(str, row)
    return Review(Answer(answer), reviewer, datetime.fromisoformat(reviewed_at), note)
