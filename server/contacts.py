"""How the stations are: their heartbeats, of which the last is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from server.arrivals import arrived
from server.database import WRITING
from server.evidence import awaited_pictures
from server.gaps import Arrived
from server.tables import Contact, JournalHead, Station
from server.upserts import put
from wire.heartbeat import MAX_RANGES, Heartbeat, HeartbeatAnswer, SequenceRange

SILENT_AFTER: Final = timedelta(minutes=3)  # three heartbeats


def take_heartbeat(
    sessions: sessionmaker[Session], station_id: str, heartbeat: Heartbeat, now: datetime
) -> HeartbeatAnswer:
    """Keep a station's heartbeat in the place of the one before, and tell it what is known of its journal and
    which of its pictures have not arrived."""
    with sessions() as session:
        session.connection(execution_options=WRITING)
        row = {"station_id": station_id, "at": now, "heartbeat": heartbeat.model_dump_json()}
        put(session, Contact, [row])
        own = session.scalar(
            select(JournalHead).where(
                JournalHead.journal_id == heartbeat.journal_id, JournalHead.station_id == station_id
            )
        )
        known = arrived(session, heartbeat.journal_id) if own else Arrived()
        pictures = awaited_pictures(session, station_id, now)
        session.commit()
    missing = known.missing_up_to(heartbeat.last_seq)[:MAX_RANGES]
    return HeartbeatAnswer(
        server_time=now,
        known_last_seq=known.last,
        missing=tuple(SequenceRange(first=first, last=last) for first, last in missing),
        pictures=tuple(pictures),
    )


def open_stations(session: Session, venue: str, session_id: str, now: datetime) -> int:
    """How many stations of a venue have said of late that they serve an exam session."""
    heartbeats = session.scalars(
        select(Contact.heartbeat)
        .join(Station, Station.id == Contact.station_id)
        .where(Station.venue == venue, Contact.at >= now - SILENT_AFTER)
    )
    return sum(1 for text in heartbeats if (beat := parse_heartbeat(text)) and beat.session_id == session_id)


def parse_heartbeat(text: str) -> Heartbeat | None:
    """A heartbeat that was kept. None if another version of the program has: the next, a minute later, can be read."""
    try:
        return Heartbeat.model_validate_json(text)
    except ValidationError:
        return None
