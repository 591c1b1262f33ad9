"""The tables of the central server.

Facts are what came from outside, and are never changed or deleted, which triggers see to: `Report`, `Contradiction`,
`Settlement`, `Access`. The registry (`Station`, `Journal`, `StationKey`, `Invite`, `User`, `Login`) says who may speak.
Projections (`CheckIn`, `Candidate`, `ExamSession`, `Minute`, `Rate`, `Gap`, `Case`) are made from the facts,
report by report, and can be thrown away and made again with the same result: `server.projection`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER
_STATION, _TEXT, _DIGEST, _WORD = String(64), String(120), String(64), String(32)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Goes in with any offset, is stored and comes out as UTC, on databases without zones too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC; one without an offset is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"expected a time with an offset, got {value.isoformat()}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment its offset back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the central server."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )


# Facts


class Report(Base):
    """One accepted report. ``payload`` is the text that the station sent, ``digest`` its SHA-256, ``venue`` where the
    station was registered when it came."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("station_id", "report_id"),
        UniqueConstraint("journal_id", "station_seq"),
    )

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    station_id: Mapped[str] = mapped_column(_STATION)
    journal_id: Mapped[UUID] = mapped_column(Uuid)
    report_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)
    previous: Mapped[str] = mapped_column(_DIGEST)
    digest: Mapped[str] = mapped_column(_DIGEST)
    key_id: Mapped[str] = mapped_column(_WORD)
    signature: Mapped[str] = mapped_column(String(88))
    payload: Mapped[str] = mapped_column(Text)
    venue: Mapped[str] = mapped_column(_TEXT)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contradiction(Base):
    """A report, validly signed, that was turned away because it contradicts a kept one; its text is kept as evidence.

    ``problem`` is a `wire.vocabulary.ReportProblem`. The same contradiction, sent again, is one row.
    """

    __tablename__ = "contradiction"
    __table_args__ = (UniqueConstraint("problem", "station_id", "report_id", "digest"),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    problem: Mapped[str] = mapped_column(_WORD)
    station_id: Mapped[str] = mapped_column(_STATION)
    journal_id: Mapped[UUID] = mapped_column(Uuid)
    report_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(_DIGEST)
    key_id: Mapped[str] = mapped_column(_WORD)
    signature: Mapped[str] = mapped_column(String(88))
    payload: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Settlement(Base):
    """What a person decided about a case. ``revision`` is the case's as they saw it; a later one is open again."""

    __tablename__ = "settlement"
    __table_args__ = (Index(None, "kind", "subject"),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    kind: Mapped[str] = mapped_column(_WORD)
    subject: Mapped[str] = mapped_column(String(260))
    revision: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str] = mapped_column(_WORD)
    note: Mapped[str] = mapped_column(String(1000))
    user_name: Mapped[str] = mapped_column(_TEXT)
    settled_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Access(Base):
    """Who looked at what about a person, took it out or changed who may (UU PDP 27/2022, articles 31 and 32)."""

    __tablename__ = "access"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_name: Mapped[str] = mapped_column(_TEXT)
    action: Mapped[str] = mapped_column(_WORD)
    subject: Mapped[str] = mapped_column(String(260))


# The registry


class Station(Base):
    """A station that was invited. Tokens are kept as SHA-256: they are random, so that a slow hash would add nothing.

    ``next_token_hash`` is of a token that was handed out and not used yet; the one before is valid until then.
    """

    __tablename__ = "station"

    id: Mapped[str] = mapped_column(_STATION, primary_key=True)
    venue: Mapped[str] = mapped_column(_TEXT, index=True)
    registered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    token_hash: Mapped[str | None] = mapped_column(_DIGEST, unique=True)
    next_token_hash: Mapped[str | None] = mapped_column(_DIGEST, unique=True)


class Invite(Base):
    """A one-time code, kept as SHA-256. ``used_key_id`` and ``used_journal_id`` say who has used it: if the answer got
    lost, the same station may ask again."""

    __tablename__ = "invite"

    code_hash: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    station_id: Mapped[str] = mapped_column(_STATION, ForeignKey("station.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_key_id: Mapped[str | None] = mapped_column(_WORD)
    used_journal_id: Mapped[UUID | None] = mapped_column(Uuid)


class Journal(Base):
    """A journal that a station writes. A station has one at a time, and a new one after its disk was lost."""

    __tablename__ = "journal"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    station_id: Mapped[str] = mapped_column(_STATION, ForeignKey("station.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    continues: Mapped[UUID | None] = mapped_column(Uuid)


class StationKey(Base):
    """A key of a journal, which signs its reports from ``first_seq`` up to that of the next key."""

    __tablename__ = "station_key"
    __table_args__ = (UniqueConstraint("journal_id", "first_seq"),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    journal_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("journal.id"))
    first_seq: Mapped[int] = mapped_column(BigInteger)
    key_id: Mapped[str] = mapped_column(_WORD)
    public_key: Mapped[str] = mapped_column(String(44))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contact(Base):
    """A station's last heartbeat, as `wire.heartbeat.Heartbeat` in JSON. One row a station, written over."""

    __tablename__ = "contact"

    station_id: Mapped[str] = mapped_column(_STATION, ForeignKey("station.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    heartbeat: Mapped[str] = mapped_column(Text)


class EvidencePicture(Base):
    """A picture that a report names, as far as it has arrived. ``content`` has ``received`` of ``size`` bytes."""

    __tablename__ = "evidence_picture"

    digest: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    received: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Role(StrEnum):
    """What a user of the dashboard may do."""

    HEADQUARTERS = "headquarters"  # sees and settles everything
    VENUE = "venue"  # sees and settles what belongs to one venue
    AUDITOR = "auditor"  # sees everything and the record of accesses, settles nothing


class User(Base):
    """A user of the dashboard. ``password_hash`` is Argon2id in its usual text form; ``venue`` is for that role."""

    __tablename__ = "user"

    name: Mapped[str] = mapped_column(_TEXT, primary_key=True)
    role: Mapped[str] = mapped_column(_WORD)
    venue: Mapped[str | None] = mapped_column(_TEXT)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Login(Base):
    """A browser that is signed in. Its cookie and its form token are kept as SHA-256."""

    __tablename__ = "login"

    token_hash: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    user_name: Mapped[str] = mapped_column(_TEXT, ForeignKey("user.name"), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FailedLogin(Base):
    """A sign-in that failed, for the limit on trying. ``subject`` is a user's name or a network address."""

    __tablename__ = "failed_login"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    subject: Mapped[str] = mapped_column(String(260))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


# Projections


class CheckIn(Base):
    """A check-in report in columns. ``id`` is the report's."""

    __tablename__ = "checkin"
    __table_args__ = (
        Index(None, "session_id", "candidate_number"),
        Index(None, "candidate_number"),
        Index(None, "session_id", "id"),
        Index(None, "station_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, ForeignKey("report.id"), primary_key=True, autoincrement=False)
    station_id: Mapped[str] = mapped_column(_STATION)
    session_id: Mapped[str] = mapped_column(_TEXT)
    candidate_number: Mapped[str] = mapped_column(_TEXT)
    checkin_id: Mapped[UUID] = mapped_column(Uuid)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(_WORD)
    verdict: Mapped[str | None] = mapped_column(_WORD)
    reason: Mapped[str | None] = mapped_column(_WORD)
    score: Mapped[float | None] = mapped_column(Float)
    threshold: Mapped[float | None] = mapped_column(Float)


class PictureUse(Base):
    """A report names a picture. Only pictures that a report names are taken in; it is ``awaited`` until it is whole."""

    __tablename__ = "picture_use"
    __table_args__ = (
        Index(None, "digest"),
        Index(
            "ix_picture_use_awaited",
            "station_id",
            "digest",
            sqlite_where=text("awaited = 1"),
            postgresql_where=text("awaited"),
        ),
    )

    report: Mapped[int] = mapped_column(BigInteger, ForeignKey("report.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(_DIGEST)
    size: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(_WORD)
    station_id: Mapped[str] = mapped_column(_STATION)
    awaited: Mapped[bool] = mapped_column(Boolean, server_default=true())


class CandidateStatus(StrEnum):
    """Where a candidate stands, by all reports on them: `server.projection` says by which rule."""

    ADMITTED = "ADMITTED"
    PROVISIONAL = "PROVISIONAL"
    REFUSED = "REFUSED"
    SEEN = "SEEN"  # check-ins that were cancelled, and nothing else


class Candidate(Base):
    """Where a candidate stands in a session. ``stations`` is how many stations have admitted them.

    ``admitted_at`` is when they were first admitted, by the stations' clocks.
    """

    __tablename__ = "candidate"
    __table_args__ = (Index(None, "session_id", "status"),)

    session_id: Mapped[str] = mapped_column(_TEXT, primary_key=True)
    number: Mapped[str] = mapped_column(_TEXT, primary_key=True)
    status: Mapped[str] = mapped_column(_WORD)
    admitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stations: Mapped[int] = mapped_column(Integer)


class ExamSession(Base):
    """An exam session and how many candidates stand where.

    What it is called, where and when it is comes from the opening reports, and is None until one has arrived. Of
    several counts the one that arrived last, ``opened_id``; before all that name another venue than their station is
    registered at (``opened_there`` false), so that no station speaks for another venue's session. ``utc_offset`` is the
    venue's, in minutes.
    """

    __tablename__ = "exam_session"
    __table_args__ = (Index(None, "starts_at"), Index(None, "venue"))

    id: Mapped[str] = mapped_column(_TEXT, primary_key=True)
    title: Mapped[str | None] = mapped_column(_TEXT)
    venue: Mapped[str | None] = mapped_column(_TEXT)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    utc_offset: Mapped[int | None] = mapped_column(Integer)
    expected: Mapped[int | None] = mapped_column(BigInteger)
    opened_id: Mapped[int | None] = mapped_column(BigInteger)
    opened_there: Mapped[bool | None] = mapped_column(Boolean)
    admitted: Mapped[int] = mapped_column(BigInteger)
    provisional: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)


class Minute(Base):
    """How many candidates of a session were first admitted in one minute. ``minute`` is UTC minutes since 1970."""

    __tablename__ = "minute"

    session_id: Mapped[str] = mapped_column(_TEXT, primary_key=True)
    minute: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    admitted: Mapped[int] = mapped_column(BigInteger)


class Rate(Base):
    """What a station's check-ins in a session say about error rates.

    ``genuine`` people were compared and admitted in the end; the first comparison of ``missed`` of them did not reach
    the threshold. ``impostor`` comparisons with other candidates were made, ``false_matches`` of them reached it.
    Of ``decisions`` after a verdict, ``overrides`` went against it.
    """

    __tablename__ = "rate"
    __table_args__ = (Index(None, "session_id"),)

    station_id: Mapped[str] = mapped_column(_STATION, primary_key=True)
    session_id: Mapped[str] = mapped_column(_TEXT, primary_key=True)
    checkins: Mapped[int] = mapped_column(BigInteger)
    genuine: Mapped[int] = mapped_column(BigInteger)
    missed: Mapped[int] = mapped_column(BigInteger)
    impostor: Mapped[int] = mapped_column(BigInteger)
    false_matches: Mapped[int] = mapped_column(BigInteger)
    decisions: Mapped[int] = mapped_column(BigInteger)
    overrides: Mapped[int] = mapped_column(BigInteger)


class Gap(Base):
    """Reports of a journal that have not arrived though later ones have: ``first_seq`` to ``last_seq``, both missing.

    A row goes when they have arrived.
    """

    __tablename__ = "gap"

    journal_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    first_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    station_id: Mapped[str] = mapped_column(_STATION, index=True)


class JournalHead(Base):
    """The highest report of a journal that has arrived."""

    __tablename__ = "journal_head"

    journal_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    station_id: Mapped[str] = mapped_column(_STATION, index=True)
    last_seq: Mapped[int] = mapped_column(BigInteger)


class CaseKind(StrEnum):
    """What a person must look at."""

    ADMITTED_TWICE = "ADMITTED_TWICE"  # one candidate at two stations
    PROVISIONAL = "PROVISIONAL"  # sent to the supervisor, to be resolved
    CONTRADICTION = "CONTRADICTION"  # a station's report contradicts an earlier one
    JOURNAL_REPLACED = "JOURNAL_REPLACED"  # a station went on with a new journal
    MISSING = "MISSING"  # reports of a journal have not arrived; closes by itself when they do


class Case(Base):
    """Something that a person must settle, or that closes by itself. ``subject`` names it: see `server.cases`.

    ``revision`` grows with every report that adds to it. ``is_open`` says that it has not closed by itself; whether
    somebody has settled it stands in `Settlement`.
    """

    __tablename__ = "case"
    __table_args__ = (Index(None, "is_open", "kind"), Index(None, "session_id"))

    kind: Mapped[str] = mapped_column(_WORD, primary_key=True)
    subject: Mapped[str] = mapped_column(String(260), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    is_open: Mapped[bool] = mapped_column(Boolean)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    station_id: Mapped[str | None] = mapped_column(_STATION)
    session_id: Mapped[str | None] = mapped_column(_TEXT)
    candidate_number: Mapped[str | None] = mapped_column(_TEXT)


FACTS = (Report, Contradiction, Settlement, Access)
PROJECTIONS = (PictureUse, CheckIn, Candidate, ExamSession, Minute, Rate, Gap, JournalHead, Case)
