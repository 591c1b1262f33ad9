"""What came from outside. It is never changed or deleted, which triggers see to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from server.tables.base import DIGEST, STATION, TEXT, WORD, Base, Id, UtcDateTime


class Report(Base):
    """One accepted report. ``payload`` is the text that the station sent, ``digest`` its SHA-256, ``venue`` where the
    station was registered when it came."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("station_id", "report_id"),
        UniqueConstraint("journal_id", "station_seq"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    station_id: Mapped[str] = mapped_column(STATION)
    journal_id: Mapped[UUID] = mapped_column(Uuid)
    report_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)
    previous: Mapped[str] = mapped_column(DIGEST)
    digest: Mapped[str] = mapped_column(DIGEST)
    key_id: Mapped[str] = mapped_column(WORD)
    signature: Mapped[str] = mapped_column(String(88))
    payload: Mapped[str] = mapped_column(Text)
    venue: Mapped[str] = mapped_column(TEXT)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contradiction(Base):
    """A report, validly signed, that was turned away because it contradicts a kept one; its text is kept as evidence.

    ``problem`` is a `wire.vocabulary.ReportProblem`. The same contradiction, sent again, is one row.
    """

    __tablename__ = "contradiction"
    __table_args__ = (UniqueConstraint("problem", "station_id", "report_id", "digest"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    problem: Mapped[str] = mapped_column(WORD)
    station_id: Mapped[str] = mapped_column(STATION)
    journal_id: Mapped[UUID] = mapped_column(Uuid)
    report_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(DIGEST)
    key_id: Mapped[str] = mapped_column(WORD)
    signature: Mapped[str] = mapped_column(String(88))
    payload: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Settlement(Base):
    """What a person decided about a case. ``revision`` is the case's as they saw it; a later one is open again."""

    __tablename__ = "settlement"
    __table_args__ = (Index(None, "kind", "subject"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(WORD)
    subject: Mapped[str] = mapped_column(String(260))
    revision: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str] = mapped_column(WORD)
    note: Mapped[str] = mapped_column(String(1000))
    user_name: Mapped[str] = mapped_column(TEXT)
    settled_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Access(Base):
    """Who looked at what about a person, took it out or changed who may (UU PDP 27/2022, articles 31 and 32)."""

    __tablename__ = "access"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_name: Mapped[str] = mapped_column(TEXT)
    action: Mapped[str] = mapped_column(WORD)
    subject: Mapped[str] = mapped_column(String(260))
