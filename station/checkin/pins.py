"""When a candidate's registration PIN may be shown: upon admission, until some minutes before the start."""

from __future__ import annotations

from datetime import datetime, timedelta

from station.session import ExamSession


def closes_at(session: ExamSession) -> datetime:
    """From when on no PIN is shown unless a supervisor says why."""
    return session.info.starts_at - timedelta(minutes=session.policy.pin_closes_minutes)


def is_open(session: ExamSession, now: datetime) -> bool:
    """Whether PINs are shown now."""
    return now < closes_at(session)
