"""The import: a roster and its photos go into the enrolment database.

First the candidates, in one transaction, then photo by photo what the engine makes of it, committed every second.
Killed at any moment, the same import again finds what is there by the digests of the files and does the rest: nothing
is lost, and no photo is looked at twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from enrollment.changes import Changes, compare
from enrollment.errors import PhotoProblem, PhotoProblemError
from enrollment.photos.checking import PhotoFault, check_files
from enrollment.photos.reference import PhotoFacts, assess_photo
from enrollment.photos.source import PhotoSource
from enrollment.roster.problems import RosterProblem, Wording, photo_fault, said
from enrollment.roster.reading import Roster
from enrollment.roster.rows import MAX_PHOTOS, RosterRow
from enrollment.store import candidates, photos
from enrollment.store.candidates import StoredCandidate
from enrollment.store.photos import Outcome
from recognition.parallel import in_parallel
from recognition.recogniser import Recogniser
from recognition.types import ModelId
from vault import sqlite
from wire.numbers import normalise_number

_FIRST, _AT_MOST = 16, 256  # photos that the first and any later commit stores at most
_SLICE = 1.0  # seconds of work that one commit stores
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
    """``done`` of ``total`` photos, ``looked_at`` of which the engine has looked at now."""

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


def plan_import(
    connection: sqlite.Connection,
    roster: Roster,
    file: str,
    source: PhotoSource,
    *,
    every_photo: bool = False,
    workers: int = 1,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Plan:
    """Look at what an import would do; nothing is stored.

    A row whose NIK another candidate of the database has stays out. A row without any photo goes in and is told. The
    files of usable photos that the database has are read, to say which of them would be overwritten; with
    ``every_photo`` all files are, to say which cannot serve whatever they show.
    """
    stored = list(candidates.all_candidates(connection))
    rows, problems = _rows_to_take(roster, file, stored)
    names: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found = source.names_of(row)
        names[normalise_number(row.number)] = found[:MAX_PHOTOS]
        if not found:
            expected = said(Wording.SOME_PHOTO, row.number)
            problems.append(RosterProblem(file, row.line, "photos", expected, said(Wording.NO_PHOTO)))
        if len(found) > MAX_PHOTOS:
            expected, cut = said(Wording.PHOTOS, MAX_PHOTOS), said(Wording.PHOTOS_CUT, len(found), MAX_PHOTOS)
            problems.append(RosterProblem(file, row.line, "photos", expected, cut))
    checked = check_files(
        names,
        photos.kept(connection),
        source,
        every=every_photo,
        workers=workers,
        on_progress=lambda done, total: on_progress(Progress(done, total, 0)),
    )
    problems += photo_problems(rows, checked.faults, file)
    problems.sort(key=lambda problem: problem.line)
    return Plan(tuple(rows), names, tuple(problems), compare(rows, names, stored, checked.lost))


def photo_problems(rows: Iterable[RosterRow], faults: Iterable[PhotoFault], file: str) -> list[RosterProblem]:
    """Photos that cannot serve, as problems of the rows that they belong to."""
    by_key = {normalise_number(row.number): row for row in rows}
    return [
        RosterProblem(
            file,
            by_key[each.key].line,
            "photos",
            said(Wording.PHOTO_OF, by_key[each.key].number, each.name),
            photo_fault(each.problem, each.found),
        )
        for each in faults
        if each.key in by_key
    ]


def _rows_to_take(
    roster: Roster, file: str, stored: Iterable[StoredCandidate]
) -> tuple[list[RosterRow], list[RosterProblem]]:
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
    return rows, problems


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
    total = sum(map(len, plan.photos.values()))
    on_progress(Progress(0, total, 0))
    candidates.put(connection, plan.rows, dict(plan.photos))
    tasks = _tasks(connection, plan)
    known = photos.known(connection, recogniser.model_id)
    done = looked_at = 0
    for start in range(0, total, _AHEAD):
        ahead = tasks[start : start + _AHEAD]
        work = partial(_look, source=source, recogniser=recogniser, known=frozenset(known))
        for chunk in _chunks(in_parallel(work, ahead, workers)):
            looked_at += _store(connection, recogniser.model_id, chunk, known)
            done += len(chunk)
            on_progress(Progress(done, total, looked_at))


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
    """What one commit stores: at most a second's work. A commit takes longer than a photo that is known already,
    so a small fixed number would not do."""
    chunk: list[_Seen] = []
    since, most = monotonic(), _FIRST
    for each in seen:
        chunk.append(each)
        if len(chunk) == most or monotonic() - since >= _SLICE:
            yield chunk
            chunk, since, most = [], monotonic(), _AT_MOST
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
