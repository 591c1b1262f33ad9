"""Stations: who they are, and how they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from server.contacts import SILENT_AFTER, parse_heartbeat
from server.dashboard.viewers import Viewer
from server.tables import Contact, Contradiction, Gap, Journal, JournalHead, Rate, Station, StationKey
from wire.heartbeat import CameraHealth, Heartbeat

_GAPS = 200  # of a station that are shown


class Condition(StrEnum):
    """How a station is, the worst first."""

    FAULT = "FAULT"  # says so itself, or its camera is lost
    SILENT = "SILENT"  # no heartbeat for a while
    ATTENTION = "ATTENTION"  # reports missing, or turned away and kept at the station
    WELL = "WELL"
    UNHEARD = "UNHEARD"  # registered, but not heard of yet
    INVITED = "INVITED"  # not registered yet
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class StationState:
    """A station and its last heartbeat. ``missing`` reports of it have not arrived though later ones have."""

    id: str
    venue: str
    registered_at: datetime | None
    revoked_at: datetime | None
    contact_at: datetime | None
    heartbeat: Heartbeat | None
    missing: int
    condition: Condition
    silent_minutes: int

    @property
    def is_counted(self) -> bool:
        """Whether it is one of the stations that a venue works with."""
        return self.condition not in (Condition.INVITED, Condition.REVOKED)


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key of a journal; it signs from ``first_seq``."""

    first_seq: int
    key_id: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A journal: how far its reports have arrived, what is missing of it and which keys sign it."""

    id: UUID
    begun_at: datetime
    continues: UUID | None
    last_seq: int
    gaps: Sequence[tuple[int, int]]
    keys: Sequence[KeyLine]


def stations_of_venues(db: Session, viewer: Viewer, venues: Sequence[str], now: datetime) -> list[StationState]:
    """The stations of some venues."""
    return _states(db, viewer.stations() & Station.venue.in_(venues), now)


def stations_of_session(
    db: Session, viewer: Viewer, session_id: str, venue: str | None, now: datetime
) -> list[StationState]:
    """The stations that have reported of a session, and those of its venue."""
    reported = Station.id.in_(select(Rate.station_id).where(Rate.session_id == session_id))
    return _states(db, viewer.stations() & or_(reported, Station.venue == venue), now)


def stations(db: Session, viewer: Viewer, now: datetime) -> list[StationState]:
    """All stations."""
    return _states(db, viewer.stations(), now)


def station(db: Session, viewer: Viewer, station_id: str, now: datetime) -> StationState | None:
    """One station, None if there is none that this viewer may see."""
    found = _states(db, viewer.stations() & (Station.id == station_id), now)
    return found[0] if found else None


def journals(db: Session, station_id: str) -> list[JournalLine]:
    """The journals of a station, the latest first."""
    heads = {
        row.journal_id: row.last_seq
        for row in db.scalars(select(JournalHead).where(JournalHead.station_id == station_id))
    }
    gaps: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for gap in db.scalars(select(Gap).where(Gap.station_id == station_id).order_by(Gap.first_seq).limit(_GAPS)):
        gaps[gap.journal_id].append((gap.first_seq, gap.last_seq))
    keys: dict[UUID, list[KeyLine]] = defaultdict(list)
    for key in db.scalars(
        select(StationKey)
        .join(Journal, Journal.id == StationKey.journal_id)
        .where(Journal.station_id == station_id)
        .order_by(StationKey.first_seq)
    ):
        keys[key.journal_id].append(KeyLine(key.first_seq, key.key_id, key.registered_at))
    rows = db.scalars(select(Journal).where(Journal.station_id == station_id).order_by(Journal.begun_at.desc()))
    return [
        JournalLine(
            id=row.id,
            begun_at=row.begun_at,
            continues=row.continues,
            last_seq=heads.get(row.id, 0),
            gaps=gaps[row.id],
            keys=keys[row.id],
        )
        for row in rows
    ]


def contradictions(db: Session, station_id: str, limit: int = 20) -> Sequence[Contradiction]:
    """The latest reports of a station that were turned away because they contradict kept ones, newest first."""
    statement = select(Contradiction).where(Contradiction.station_id == station_id)
    return db.scalars(statement.order_by(Contradiction.id.desc()).limit(limit)).all()


def missing_reports(db: Session, viewer: Viewer) -> int:
    """How many reports have not arrived though later ones of the same journal have."""
    own = Gap.station_id.in_(select(Station.id).where(viewer.stations()))
    return int(db.scalar(select(func.sum(Gap.last_seq - Gap.first_seq + 1)).where(own)) or 0)


def _states(db: Session, where: ColumnElement[bool], now: datetime) -> list[StationState]:
    missing = {
        row[0]: int(row[1])
        for row in db.execute(
            select(Gap.station_id, func.sum(Gap.last_seq - Gap.first_seq + 1)).group_by(Gap.station_id)
        )
    }
    rows = db.execute(
        select(Station.id, Station.venue, Station.registered_at, Station.revoked_at, Contact.at, Contact.heartbeat)
        .outerjoin(Contact, Contact.station_id == Station.id)
        .where(where)
        .order_by(Station.id)
    )
    states = []
    for id_, venue, registered, revoked, at, text in rows:
        heartbeat = None if text is None else parse_heartbeat(text)
        gaps = missing.get(id_, 0)
        silent = now - at if at is not None else timedelta()
        condition = _condition(registered, revoked, heartbeat, gaps, silent)
        minutes = max(0, int(silent.total_seconds() // 60))
        states.append(StationState(id_, venue, registered, revoked, at, heartbeat, gaps, condition, minutes))
    return states


def _condition(
    registered: datetime | None, revoked: datetime | None, heartbeat: Heartbeat | None, missing: int, silent: timedelta
) -> Condition:
    if revoked is not None:
        return Condition.REVOKED
    if registered is None:
        return Condition.INVITED
    if heartbeat is None:
        return Condition.UNHEARD
    if silent > SILENT_AFTER:
        return Condition.SILENT  # whatever was wrong or well before, is not known now
    if heartbeat.fault or heartbeat.camera in (CameraHealth.LOST, CameraHealth.STALLED):
        return Condition.FAULT
    return Condition.ATTENTION if missing or heartbeat.quarantined else Condition.WELL
