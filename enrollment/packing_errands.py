"""Session packs as jobs for the workbench: what would be in them and what speaks against it, and building them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from enrollment.errors import PackingError
from enrollment.packing import session_content, validity
from enrollment.store import candidates, pairs
from enrollment.store.candidates import SessionSummary, StoredCandidate
from enrollment.store.pairs import Answer
from enrollment.workbench import Bench, Job
from models.manifest import ModelEntry
from vault.files import write_whole
from wire.errors import KeyFormatError
from wire.gallery import PackPolicy
from wire.pack import build_pack, pack_path, parse_pack
from wire.pack_header import PackFacts
from wire.pack_keys import StationKey, key_file_text, read_station
from wire.signing import SigningKey

NumberPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a session's pack would hold, and what whoever builds it should know before.

    ``not_compared`` counts candidates whom no search for duplicates has seen. ``unreviewed`` and ``same_person`` count
    pairs of this session that nobody has settled, and that were confirmed to be one person with two numbers; those
    ``across`` are of a candidate of this session and one of another, by their numbers, since two outlooks have them.
    """

    summary: SessionSummary
    not_compared: int
    unreviewed: int
    unreviewed_across: frozenset[NumberPair]
    same_person: int
    same_person_across: frozenset[NumberPair]
    twins: int

    @property
    def without_photo(self) -> int:
        """How many have no usable photo: they are in the pack, and a person decides by their ID cards."""
        return self.summary.candidates - self.summary.usable


@dataclass(frozen=True, slots=True)
class PackOrder:
    """Which packs to build. ``before`` and ``after`` the start of its session a pack is valid; ``policy`` is the usual
    one where there is none."""

    session_ids: tuple[str, ...]
    stations: tuple[StationKey, ...]
    folder: Path
    before: timedelta
    after: timedelta
    policy: PackPolicy | None = None


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A pack that was written. ``without_photo`` counts those of its candidates whom no face can be compared with.

    ``content_digest`` is the SHA-256 of the content, in hexadecimal: whoever builds it again gets the same.
    """

    session_id: str
    path: Path
    candidates: int
    without_photo: int
    size: int
    content_digest: str


@dataclass(frozen=True, slots=True)
class PackProgress:
    """``done`` of ``total`` packs are written."""

    done: int
    total: int


def outlooks(bench: Bench) -> list[Outlook]:
    """Every session, in the order of their starts."""
    connection = bench.connection
    open_pairs = pairs.ranked(connection, open_only=True)
    people = candidates.by_id(connection, sorted({id_ for pair in open_pairs for id_ in (pair.one, pair.other)}))
    unreviewed = [(people[pair.one], people[pair.other]) for pair in open_pairs]
    same = [
        (candidates.find(connection, one), candidates.find(connection, other))
        for one, other in pairs.reviewed(connection, Answer.SAME)
    ]
    not_compared = pairs.not_compared(connection)
    found = []
    for summary in candidates.sessions(connection):
        id_ = summary.session.id
        found.append(
            Outlook(
                summary,
                not_compared=not_compared.get(id_, 0),
                unreviewed=_within(unreviewed, id_),
                unreviewed_across=_across(unreviewed, id_),
                same_person=_within(same, id_),
                same_person_across=_across(same, id_),
                twins=len(pairs.reviewed(connection, Answer.TWINS, id_)),
            )
        )
    return found


def _within(alike: Sequence[tuple[StoredCandidate, StoredCandidate]], session_id: str) -> int:
    return sum(one.session.id == other.session.id == session_id for one, other in alike)


def _across(alike: Sequence[tuple[StoredCandidate, StoredCandidate]], session_id: str) -> frozenset[NumberPair]:
    return frozenset(
        (one.number, other.number)
        for one, other in alike
        if (one.session.id == session_id) != (other.session.id == session_id)
    )


def build_packs(
    order: PackOrder, engine: ModelEntry, key: SigningKey, now: Callable[[], datetime], new_id: Callable[[], UUID]
) -> Job[list[BuiltPack]]:
    """Build a pack for each session. Stopped, the packs that were written stay.

    The job raises PackingError, PackError, KeyFormatError, OSError.
    """

    def job(bench: Bench) -> list[BuiltPack]:
        order.folder.mkdir(parents=True, exist_ok=True)
        built = []
        for done, session_id in enumerate(order.session_ids):
            bench.report(PackProgress(done, len(order.session_ids)))
            built.append(_build(bench, order, session_id, engine, key, now(), new_id()))
        return built

    return job


def _build(
    bench: Bench, order: PackOrder, session_id: str, engine: ModelEntry, key: SigningKey, now: datetime, pack_id: UUID
) -> BuiltPack:
    inside = session_content(bench.connection, session_id, bench.recogniser().model_id, engine, order.policy)
    header = inside.header
    start = header.session.starts_at
    begin, end = validity(start, start - order.before, start + order.after)
    if end <= now:
        raise PackingError(
            f"session {session_id}: its pack would have expired already, at {end.isoformat(' ', 'minutes')}"
        )
    data = build_pack(inside, PackFacts(pack_id, begin, end), order.stations, key, now)
    path = pack_path(order.folder, session_id)
    write_whole(path, data)
    return BuiltPack(
        session_id=session_id,
        path=path,
        candidates=len(header.candidates),
        without_photo=sum(not each.photos for each in header.candidates),
        size=len(data),
        content_digest=parse_pack(data).claims().plaintext_sha256,
    )


def read_station_file(path: Path) -> StationKey:
    """The key of a station as it was exported there.

    Raises:
        PackingError: it cannot be read, or is none.
    """
    try:
        return read_station(key_file_text(path))
    except KeyFormatError as error:
        raise PackingError(f"{path}: expected a station's key file (hadir station key --export): {error}") from error
