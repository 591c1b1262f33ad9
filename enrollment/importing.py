"""The import: a roster and its photos go into the enrolment database.

First the candidates, in one transaction, then photo by photo what the engine makes of it, committed every few. Killed
at any moment, the same import again finds what is there by the digests of the files and does the rest: nothing is
lost, and no photo is looked at twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from enrollment.changes import Changes, compare
from enrollment.errors import PhotoProblem, PhotoProblemError
from enrollment.photos.reference import PhotoFacts, assess_photo
from enrollment.photos.source import PhotoSource
from enrollment.roster.problems import RosterProblem, Wording, said
from enrollment.roster.reading import Roster
from enrollment.roster.rows import MAX_PHOTOS, RosterRow
from enrollment.store import candidates, photos
from enrollment.store.photos import Outcome
from recognition.parallel import in_parallel
from recognition.recogniser import Recogniser
from recognition.types import ModelId
from vault import sqlite
from wire.numbers import normalise_number

_AT_A_TIME = 64  # photos that one commit stores
_AHEAD = 2048  # photos that are handed out at a time


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import is going to do: ``rows`` go in, ``problems`` stay out, ``changes`` says what that means.

    ``photos`` has the names of each row's photos by the row's number as it is compared.
    """

    rows: tuple[RosterRow, ...]
    photos: Mapping[str, tuple[str, ...]]
    problems: tuple[RosterProblem, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` photos, ``looked_at`` of which were new to the engine."""

    done: int
    total: int
    looked_at: int


@dataclass(frozen=True, slots=True)
class _Task:
    """One photo of one candidate, and where the roster names it."""

    candidate_id: int
    position: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What became of a task: the digest of a photo that is known, facts of one that is new, or a problem."""

    task: _Task
    digest: str = ""
    facts: PhotoFacts | None = None
    problem: PhotoProblem | None = None
    found: str = ""


def plan_import(connection: sqlite.Connection, roster: Roster, file: str, source: PhotoSource) -> Plan:
    """Look at what an import would do; nothing is stored.

    A row whose NIK another candidate of the database has stays out. A row without any photo goes in.
    """
    stored = list(candidates.all_candidates(connection))
    owners = {candidate.nik: candidate for candidate in stored if candidate.nik}
    problems = list(roster.problems)
    rows: list[RosterRow] = []
    for row in roster.rows:
        owner = owners.get(row.nik)
        if owner is not None and owner.key != normalise_number(row.number):
            expected, taken = said(Wording.NIK_OF_NOBODY), said(Wording.NIK_OF_CANDIDATE, owner.number)
            problems.append(RosterProblem(file, row.line, "nik", expected, taken))
        else:
            rows.append(row)
    names: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found = source.names_of(row)
        names[normalise_number(row.number)] = found[:MAX_PHOTOS]
        if len(found) > MAX_PHOTOS:
            expected, cut = said(Wording.PHOTOS, MAX_PHOTOS), said(Wording.PHOTOS_CUT, len(found), MAX_PHOTOS)
            problems.append(RosterProblem(file, row.line, "photos", expected, cut))
    problems.sort(key=lambda problem: problem.line)
    return Plan(tuple(rows), names, tuple(problems), compare(rows, names, stored))


def store_import(
    connection: sqlite.Connection,
    plan: Plan,
    source: PhotoSource,
    recogniser: Recogniser,
    workers: int = 1,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> None:
    """Carry a plan out. ``workers`` photos are worked on at a time; whatever was committed stays when it is stopped.

    Raises:
        sqlite.Error: the database does not answer; what was committed before stays.
    """
    candidates.put(connection, plan.rows, dict(plan.photos))
    tasks = _tasks(connection, plan)
    known = photos.known(connection, recogniser.model_id)
    looked_at = 0
    for start in range(0, len(tasks), _AHEAD):
        ahead = tasks[start : start + _AHEAD]
        work = partial(_look, source=source, recogniser=recogniser, known=frozenset(known))
        for done, chunk in enumerate(_chunks(in_parallel(work, ahead, workers))):
            looked_at += _store(connection, recogniser.model_id, chunk, known)
            on_progress(Progress(start + done * _AT_A_TIME + len(chunk), len(tasks), looked_at))


def _tasks(connection: sqlite.Connection, plan: Plan) -> list[_Task]:
    ids = dict(connection.execute("SELECT key, id FROM candidate").fetchall())
    return [
        _Task(ids[key], position, name) for key, names in plan.photos.items() for position, name in enumerate(names)
    ]


def _look(task: _Task, source: PhotoSource, recogniser: Recogniser, known: frozenset[str]) -> _Seen:
    try:
        data = source.read(task.name)
    except PhotoProblemError as error:
        return _Seen(task, problem=error.problem, found=str(error))
    digest = hashlib.sha256(data).hexdigest()
    return _Seen(task, digest, None if digest in known else assess_photo(data, recogniser))


def _chunks(seen: Iterator[_Seen]) -> Iterator[list[_Seen]]:
    chunk: list[_Seen] = []
    for each in seen:
        chunk.append(each)
        if len(chunk) == _AT_A_TIME:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _store(connection: sqlite.Connection, model_id: ModelId, chunk: Sequence[_Seen], known: dict[str, int]) -> int:
    """Store some photos and whose they are; returns how many were new."""
    added: dict[str, int] = {}
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for each in chunk:
            if each.facts is not None and each.digest not in known and each.digest not in added:
                added[each.digest] = photos.add(connection, model_id, each.facts)
        links = [
            Outcome(
                each.task.candidate_id,
                each.task.position,
                known.get(each.digest, added.get(each.digest)),
                each.problem,
                each.found,
            )
            for each in chunk
        ]
        photos.link(connection, links)
    known.update(added)
    return len(added)
