"""What the window asks the workbench for: the import, the sessions, and who looks alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path

from enrollment.duplicates.expected import Chance, chance_of
from enrollment.errors import StoreError
from enrollment.importing import Plan, plan_import, store_import
from enrollment.photo_errands import Person, person_at
from enrollment.photos.source import open_photos
from enrollment.roster.reading import Roster, read_roster, sheets_of
from enrollment.searching import Searched, find_duplicates
from enrollment.store import candidates, pairs
from enrollment.store.candidates import SessionSummary
from enrollment.store.pairs import Pair, Review
from enrollment.workbench import Bench, Job
from models.manifest import ModelEntry

MAX_PAIRS = 20_000  # shown at a time; nobody reviews more before searching again


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What is to be imported. ``pattern`` and ``mapping`` are for files with other names than usual."""

    roster: Path
    photos: Path
    zone: tzinfo
    pattern: str = ""
    mapping: Path | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An import that was looked at and not carried out yet."""

    choice: ImportChoice
    roster: Roster
    plan: Plan


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A pair as the list shows it."""

    pair: Pair
    one: str
    other: str


@dataclass(frozen=True, slots=True, eq=False)
class PairList:
    """The pairs, what their scores mean, how many candidates were compared, and how many could be."""

    pairs: tuple[ListedPair, ...]
    chance: Chance | None
    compared: int
    usable: int


@dataclass(frozen=True, slots=True, eq=False)
class OpenedPair:
    """A pair as it is reviewed: both people, and every answer so far, oldest first."""

    pair: Pair
    one: Person
    other: Person
    history: tuple[Review, ...]


def sheets(roster: Path) -> Job[tuple[str, ...]]:
    """The sheets of a roster that is a workbook, to choose from. The job raises RosterError."""
    return lambda _: sheets_of(roster)


def prepare(choice: ImportChoice, today: date, workers: int) -> Job[Prepared]:
    """Read roster and photos, and look at what an import would do, with `importing.Progress`.

    The job raises RosterError, PhotoSourceError.
    """

    def job(bench: Bench) -> Prepared:
        roster = read_roster(choice.roster, zone=choice.zone, today=today, mapping=choice.mapping, sheet=choice.sheet)
        with open_photos(choice.photos, choice.pattern) as source:
            plan = plan_import(
                bench.connection,
                roster,
                choice.roster.name,
                source,
                every_photo=True,
                workers=workers,
                on_progress=bench.report,
            )
        return Prepared(choice, roster, plan)

    return job


def carry_out(prepared: Prepared, workers: int) -> Job[None]:
    """The import, with `importing.Progress`; stopped, it keeps what was committed."""

    def job(bench: Bench) -> None:
        recogniser = bench.recogniser()
        with open_photos(prepared.choice.photos, prepared.choice.pattern) as source:
            store_import(bench.connection, prepared.plan, source, recogniser, workers, bench.report)

    return job


def sessions(bench: Bench) -> list[SessionSummary]:
    """Every session and how far it is."""
    return candidates.sessions(bench.connection)


def search_duplicates(engine: ModelEntry) -> Job[Searched]:
    """Compare whoever was not compared yet. It reports the share that is done, and goes on where it was stopped."""
    return lambda bench: find_duplicates(
        bench.connection, bench.recogniser().model_id, engine, on_progress=bench.report
    )


def listed_pairs(bench: Bench) -> PairList:
    """The pairs, most alike first, at most `MAX_PAIRS`, and what is to be known about them."""
    found = pairs.ranked(bench.connection, MAX_PAIRS)
    ids = sorted({id_ for pair in found for id_ in (pair.one, pair.other)})
    people = candidates.by_id(bench.connection, ids)
    search = pairs.search(bench.connection)
    return PairList(
        tuple(ListedPair(pair, people[pair.one].name, people[pair.other].name) for pair in found),
        chance_of(search.counts) if search is not None else None,
        compared=len(pairs.compared(bench.connection)),
        usable=sum(each.usable for each in candidates.sessions(bench.connection)),
    )


def opened_pair(pair: Pair) -> Job[OpenedPair | None]:
    """A pair with both people; None where one is gone. It needs no engine, which takes seconds to open."""

    def job(bench: Bench) -> OpenedPair | None:
        connection = bench.connection
        search = pairs.search(connection)
        if search is None:
            return None
        one, other = (person_at(connection, id_, search.model_id) for id_ in (pair.one, pair.other))
        if one is None or other is None:
            return None
        history = pairs.history(connection, one.candidate.key, other.candidate.key)
        return OpenedPair(pair, one, other, tuple(history))

    return job


def _photos_of(opened: OpenedPair) -> list[list[int | None]]:
    return [[face.photo.photo_id for face in person.faces] for person in (opened.one, opened.other)]


def answer(
    opened: OpenedPair, answer: pairs.Answer, reviewer: str, note: str, now: Callable[[], datetime]
) -> Job[Review]:
    """Store an answer about a pair. The job raises StoreError, also where either has other photos than were shown."""

    def job(bench: Bench) -> Review:
        current = opened_pair(opened.pair)(bench)
        if current is None or _photos_of(current) != _photos_of(opened):
            raise StoreError("expected the photos that were shown, but they have changed since; look at the pair again")
        given = Review(answer, reviewer, now(), note)
        pairs.review(bench.connection, opened.one.candidate.key, opened.other.candidate.key, given)
        return given

    return job
