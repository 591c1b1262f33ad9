"""How the stations are: their heartbeats, of which the last is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from server.database import WRITING
from server.gaps import Arrived
from server.tables import Contact, Gap, JournalHead
from server.upserts import put
from wire.heartbeat import MAX_RANGES, Heartbeat, HeartbeatAnswer, SequenceRange


def take_heartbeat(
    sessions: sessionmaker[Session], station_id: str, heartbeat: Heartbeat, now: datetime
) -> HeartbeatAnswer:
    """Keep a station's heartbeat in the place of the one before, and tell it what is known of its journal."""
    with sessions() as session:
        session.connection(execution_options=WRITING)
        row = {"station_id": station_id, "at": now, "heartbeat": heartbeat.model_dump_json()}
        put(session, Contact, [row])
        arrived = _arrived(session, station_id, heartbeat)
        session.commit()
    missing = arrived.missing_up_to(heartbeat.last_seq)[:MAX_RANGES]
    return HeartbeatAnswer(
        server_time=now,
        known_last_seq=arrived.last,
        missing=tuple(SequenceRange(first=first, last=last) for first, last in missing),
    )


def _arrived(session: Session, station_id: str, heartbeat: Heartbeat) -> Arrived:
    journal = heartbeat.journal_id
    last = session.scalar(
        select(JournalHead.last_seq).where(JournalHead.journal_id == journal, JournalHead.station_id == station_id)
    )
    if last is None:
        return Arrived()
    gaps = session.execute(select(Gap.first_seq, Gap.last_seq).where(Gap.journal_id == journal).order_by(Gap.first_seq))
    return Arrived(last, tuple((first, end) for first, end in gaps))
