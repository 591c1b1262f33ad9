"""How the stations are: their heartbeats, of which the last is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from server.arrivals import arrived
from server.database import WRITING
from server.evidence import awaited_pictures
from server.gaps import Arrived
from server.tables import Contact, JournalHead
from server.upserts import put
from wire.heartbeat import MAX_RANGES, Heartbeat, HeartbeatAnswer, SequenceRange


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
