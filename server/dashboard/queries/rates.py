"""The error rates that were achieved, by venue and by device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.dashboard.intervals import Estimate, estimate
from server.dashboard.viewers import Viewer
from server.tables import ExamSession, Rate, Station

_SUMS = tuple(
    func.sum(column).label(column.key)
    for column in (
        Rate.checkins,
        Rate.genuine,
        Rate.missed,
        Rate.impostor,
        Rate.false_matches,
        Rate.decisions,
        Rate.overrides,
    )
)


@dataclass(frozen=True, slots=True)
class RateLine:
    """The rates of a venue or of a station; what was not measured is None."""

    name: str
    venue: str | None
    checkins: int
    fnmr: Estimate | None
    fmr: Estimate | None
    overrides: Estimate | None


def rates_by_venue(db: Session, viewer: Viewer, start: datetime, end: datetime) -> list[RateLine]:
    """The rates of each venue over the sessions that begin from ``start`` to before ``end``."""
    rows = db.execute(_select(ExamSession.venue, viewer.sessions(), start, end).group_by(ExamSession.venue))
    return [_line(row[0], row[0], row) for row in rows if row[0] is not None]


def rates_by_station(db: Session, viewer: Viewer, start: datetime, end: datetime) -> list[RateLine]:
    """The rates of each station over the sessions that begin from ``start`` to before ``end``."""
    venues: dict[str, str] = {row.id: row.venue for row in db.execute(select(Station.id, Station.venue))}
    own = viewer.sessions() | Rate.station_id.in_(select(Station.id).where(viewer.stations()))
    rows = db.execute(_select(Rate.station_id, own, start, end).group_by(Rate.station_id))
    return [_line(row[0], venues.get(row[0]), row) for row in rows]


def rates_of_session(db: Session, session_id: str) -> list[RateLine]:
    """The rates of each station in one session."""
    rows = db.execute(select(Rate.station_id, *_SUMS).where(Rate.session_id == session_id).group_by(Rate.station_id))
    return sorted((_line(row[0], None, row) for row in rows), key=lambda line: line.name)


def rates_of_station(db: Session, station_id: str) -> RateLine | None:
    """The rates of one station over all its sessions."""
    row = db.execute(
        select(Rate.station_id, *_SUMS).where(Rate.station_id == station_id).group_by(Rate.station_id)
    ).one_or_none()
    return None if row is None else _line(row[0], None, row)


def _select(
    key: InstrumentedAttribute[Any], own: ColumnElement[bool], start: datetime, end: datetime
) -> Select[*tuple[Any, ...]]:
    return (
        select(key, *_SUMS)
        .join(ExamSession, ExamSession.id == Rate.session_id)
        .where(own, ExamSession.starts_at >= start, ExamSession.starts_at < end)
    )


def _line(name: str, venue: str | None, row: Row[*tuple[Any, ...]]) -> RateLine:
    # Sums of whole numbers are decimals to PostgreSQL.
    return RateLine(
        name=name,
        venue=venue,
        checkins=int(row.checkins),
        fnmr=estimate(int(row.missed), int(row.genuine)),
        fmr=estimate(int(row.false_matches), int(row.impostor)),
        overrides=estimate(int(row.overrides), int(row.decisions)),
    )
