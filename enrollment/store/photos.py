"""What the engine made of each photo file, once, and which candidates it belongs to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from enrollment.errors import PhotoProblem
from enrollment.photos.checking import PhotoFault
from enrollment.photos.editing import EditSign
from enrollment.photos.reference import Measured, PhotoFacts
from recognition.types import ModelId, Template, Vector
from vault import sqlite

_ALBUMS_AT_A_TIME = 500
_QUALITY = TypeAdapter(dict[str, Measured])  # reads a hundred thousand photos in half the time of the json module
_ALBUM = """
    SELECT candidate.id, number, candidate.name, session_id,
           candidate_photo.name, candidate_photo.photo_id, candidate_photo.problem,
           digest, width, height, faces, photo.problem, photo.found, quality, signs, template
    FROM candidate
    LEFT JOIN candidate_photo ON candidate_id = candidate.id
    LEFT JOIN photo ON photo.id = photo_id AND model_id = ?
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo of a candidate: a stored photo, or why there is none and what was found instead."""

    candidate_id: int
    position: int
    photo_id: int | None
    problem: PhotoProblem | None = None
    found: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class StoredPhoto:
    """A photo of a candidate. ``facts`` is None where the file could not be read (then ``problem`` says why), or was
    not looked at yet. Its portrait is left out: see `portrait`."""

    name: str
    photo_id: int | None
    problem: PhotoProblem | None
    facts: PhotoFacts | None


@dataclass(frozen=True, slots=True, eq=False)
class Album:
    """A candidate by their id, number, name and session, with all their photos in order."""

    candidate_id: int
    number: str
    name: str
    session_id: str
    photos: tuple[StoredPhoto, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fused:
    """The usable photos of candidates of one engine, each candidate's templates fused.

    ``vectors`` is (N, D) of length one, in the order of ``ids``; ``marks`` names the photos that each was made of.
    """

    ids: tuple[int, ...]
    marks: tuple[str, ...]
    vectors: Vector


def known(connection: sqlite.Connection, model_id: ModelId) -> dict[str, int]:
    """The ids of all photos that an engine has looked at, by the digest of their files."""
    return dict(connection.execute("SELECT digest, id FROM photo WHERE model_id = ?", (model_id,)).fetchall())


def add(connection: sqlite.Connection, model_id: ModelId, facts: PhotoFacts) -> int:
    """Store what an engine made of a file; returns its id. Within a transaction of the caller's."""
    template = facts.template.vector.astype("<f4").tobytes() if facts.template else None
    (id_,) = connection.execute(
        """
        INSERT INTO photo (digest, model_id, width, height, faces, problem, found, quality, signs, template, portrait)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
        """,
        (
            facts.digest,
            model_id,
            facts.width,
            facts.height,
            facts.faces,
            facts.problem and facts.problem.value,
            facts.found,
            json.dumps({name: asdict(measured) for name, measured in facts.quality.items()}),
            json.dumps([sign.value for sign in facts.signs]),
            template,
            facts.portrait,
        ),
    ).fetchone()
    return int(id_)


def link(connection: sqlite.Connection, outcomes: Iterable[Outcome]) -> None:
    """Note what became of candidates' photos, within a transaction of the caller's."""
    connection.executemany(
        "UPDATE candidate_photo SET photo_id = ?, problem = ?, found = ? WHERE candidate_id = ? AND position = ?",
        [
            (each.photo_id, each.problem and each.problem.value, each.found, each.candidate_id, each.position)
            for each in outcomes
        ],
    )


def of_candidate(connection: sqlite.Connection, candidate_id: int, model_id: ModelId) -> list[StoredPhoto]:
    """A candidate's photos in order, as an engine saw them."""
    rows = connection.execute(f"{_ALBUM} WHERE candidate.id = ? ORDER BY position", (model_id, candidate_id)).fetchall()
    return list(_photos(rows, model_id))


def albums(connection: sqlite.Connection, model_id: ModelId) -> Iterator[Album]:
    """Everybody in the order in which they came, with their photos as an engine saw them.

    A few hundred are read at a time, and no query is open in between: whoever goes through them may write meanwhile.
    """
    (end,) = connection.execute("SELECT coalesce(max(id), 0) FROM candidate").fetchone()
    for start in range(0, end, _ALBUMS_AT_A_TIME):
        rows = connection.execute(
            f"{_ALBUM} WHERE candidate.id > ? AND candidate.id <= ? ORDER BY candidate.id, position",
            (model_id, start, start + _ALBUMS_AT_A_TIME),
        ).fetchall()
        for (id_, number, name, session_id), group in groupby(rows, key=lambda row: row[:4]):
            yield Album(id_, number, name, session_id, tuple(_photos(group, model_id)))


def refused(connection: sqlite.Connection, model_id: ModelId) -> list[PhotoFault]:
    """Every photo that cannot serve as a reference, candidate by candidate."""
    rows = connection.execute(
        """
        SELECT key, candidate_photo.name, coalesce(photo.problem, candidate_photo.problem),
               coalesce(nullif(photo.found, ''), candidate_photo.found)
        FROM candidate_photo
        JOIN candidate ON candidate.id = candidate_id
        LEFT JOIN photo ON photo.id = photo_id
        WHERE candidate_photo.problem IS NOT NULL OR (photo.problem IS NOT NULL AND model_id = ?)
        ORDER BY candidate_id, position
        """,
        (model_id,),
    )
    return [PhotoFault(key, name, PhotoProblem(problem), found) for key, name, problem, found in rows]


def kept(connection: sqlite.Connection) -> dict[str, dict[str, str]]:
    """The usable photos that candidates have: the SHA-256 of each file by its name, by the number as it is compared."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, name, digest in connection.execute(
        """
        SELECT key, candidate_photo.name, digest FROM candidate_photo
        JOIN candidate ON candidate.id = candidate_id JOIN photo ON photo.id = photo_id
        WHERE template IS NOT NULL ORDER BY candidate_id, position
        """
    ):
        found[key][name] = digest
    return dict(found)


def portrait(connection: sqlite.Connection, photo_id: int) -> bytes:
    """The portrait of a photo as JPEG, or the whole of one that cannot serve; empty where there is nothing to show."""
    row = connection.execute("SELECT portrait FROM photo WHERE id = ?", (photo_id,)).fetchone()
    return bytes(row[0]) if row else b""


def first_portrait(connection: sqlite.Connection, candidate_id: int) -> bytes:
    """The portrait of a candidate's first photo, of one that can serve before all others; empty without any."""
    row = connection.execute(
        """
        SELECT portrait FROM candidate_photo JOIN photo ON photo.id = photo_id
        WHERE candidate_id = ? AND portrait != x'' ORDER BY template IS NULL, position LIMIT 1
        """,
        (candidate_id,),
    ).fetchone()
    return bytes(row[0]) if row else b""


def shared(connection: sqlite.Connection, model_id: ModelId) -> list[tuple[str, str]]:
    """Files that stand under more than one candidate: the digest of each with the number of everybody who has it."""
    return connection.execute(
        """
        SELECT DISTINCT digest, number FROM candidate_photo
        JOIN photo ON photo.id = photo_id JOIN candidate ON candidate.id = candidate_id
        WHERE model_id = ? AND photo_id IN (
            SELECT photo_id FROM candidate_photo GROUP BY photo_id HAVING min(candidate_id) < max(candidate_id)
        ) ORDER BY photo_id, candidate_id
        """,
        (model_id,),
    ).fetchall()


def fused(connection: sqlite.Connection, model_id: ModelId) -> Fused:
    """Every candidate who has a usable photo, in the order in which they came; about 0.6 kB of memory each."""
    ids: list[int] = []
    marks: list[str] = []
    vectors: list[Vector] = []
    for candidate, group in groupby(_templates(connection, model_id), key=lambda row: int(row[0])):
        rows = list(group)
        templates = [Template(np.frombuffer(row[2], "<f4").copy(), model_id) for row in rows]
        ids.append(candidate)
        marks.append(" ".join(sorted({str(row[1]) for row in rows})))
        vectors.append(Template.fuse(templates).vector)
    matrix = np.array(vectors, dtype=np.float32) if vectors else np.zeros((0, 0), dtype=np.float32)
    return Fused(tuple(ids), tuple(marks), matrix)


def _templates(connection: sqlite.Connection, model_id: ModelId) -> Iterator[Sequence[Any]]:
    return connection.execute(
        """
        SELECT candidate_id, photo.id, template FROM candidate_photo JOIN photo ON photo.id = photo_id
        WHERE model_id = ? AND template IS NOT NULL ORDER BY candidate_id, position
        """,
        (model_id,),
    )


def _photos(rows: Iterable[Sequence[Any]], model_id: ModelId) -> Iterator[StoredPhoto]:
    """Of rows of `_ALBUM`; whoever has no photo has one row that names none."""
    for _id, _number, _name, _session, name, photo_id, problem, *facts in rows:
        if name is not None:
            yield StoredPhoto(name, photo_id, PhotoProblem(problem) if problem else None, _facts(facts, model_id))


def _facts(row: Sequence[Any], model_id: ModelId) -> PhotoFacts | None:
    digest, width, height, faces, problem, found, quality, signs, template = row
    if digest is None:
        return None
    return PhotoFacts(
        digest=digest,
        width=width,
        height=height,
        faces=faces,
        problem=PhotoProblem(problem) if problem else None,
        template=Template(np.frombuffer(template, "<f4").copy(), model_id) if template is not None else None,
        portrait=b"",
        quality=_QUALITY.validate_json(quality),
        found=found,
        signs=tuple(EditSign(sign) for sign in json.loads(signs)),
    )
