"""What is made from the facts, report by report, and can be thrown away and made again with the same result."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Float, ForeignKey, Index, Integer, String, Uuid, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from server.tables.base import DIGEST, STATION, TEXT, WORD, Base, UtcDateTime


class CheckIn(Base):
    """A check-in report in columns. ``id`` is the report's.

    ``operator`` and ``second`` are names. ``undone`` and ``resolution``, a `wire.decisions.Resolution`, are what later
    reports made of it; rates have counted it as they say.
    """

    __tablename__ = "checkin"
    __table_args__ = (
        Index(None, "session_id", "candidate_number"),
        Index(None, "candidate_number"),
        Index(None, "session_id", "id"),
        Index(None, "station_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, ForeignKey("report.id"), primary_key=True, autoincrement=False)
    station_id: Mapped[str] = mapped_column(STATION)
    session_id: Mapped[str] = mapped_column(TEXT)
    candidate_number: Mapped[str] = mapped_column(TEXT)
    checkin_id: Mapped[UUID] = mapped_column(Uuid)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(WORD)
    verdict: Mapped[str | None] = mapped_column(WORD)
    reason: Mapped[str | None] = mapped_column(WORD)
    score: Mapped[float | None] = mapped_column(Float)
    threshold: Mapped[float | None] = mapped_column(Float)
    operator: Mapped[str | None] = mapped_column(TEXT)
    second: Mapped[str | None] = mapped_column(TEXT)
    deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone: Mapped[bool] = mapped_column(Boolean, server_default=false())
    resolution: Mapped[str | None] = mapped_column(WORD)


class AmendmentKind(StrEnum):
    """What a later report says about a check-in."""

    UNDONE = "UNDONE"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"


class Amendment(Base):
    """An undo or a resolution in columns. ``id`` is the report's; ``checkin_id`` names the check-in, which may not have
    arrived. Whether it has an effect is for `server.standing` to say."""

    __tablename__ = "amendment"
    __table_args__ = (Index(None, "session_id", "candidate_number"), Index(None, "candidate_number"))

    id: Mapped[int] = mapped_column(BigInteger, ForeignKey("report.id"), primary_key=True, autoincrement=False)
    station_id: Mapped[str] = mapped_column(STATION)
    session_id: Mapped[str] = mapped_column(TEXT)
    candidate_number: Mapped[str] = mapped_column(TEXT)
    checkin_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(WORD)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    operator: Mapped[str | None] = mapped_column(TEXT)


class StationEventKind(StrEnum):
    """What happened at a station, other than to a candidate."""

    OPENED = "OPENED"
    SIGN_IN = "SIGN_IN"  # or out, or locked out


class StationEvent(Base):
    """Where to find the reports about a station itself, without looking at all of them. ``id`` is the report's."""

    __tablename__ = "station_event"
    __table_args__ = (Index(None, "station_id", "kind", "journal_id", "station_seq"),)

    id: Mapped[int] = mapped_column(BigInteger, ForeignKey("report.id"), primary_key=True, autoincrement=False)
    station_id: Mapped[str] = mapped_column(STATION)
    kind: Mapped[str] = mapped_column(WORD)
    journal_id: Mapped[UUID] = mapped_column(Uuid)
    station_seq: Mapped[int] = mapped_column(BigInteger)


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
    digest: Mapped[str] = mapped_column(DIGEST)
    size: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(WORD)
    station_id: Mapped[str] = mapped_column(STATION)
    awaited: Mapped[bool] = mapped_column(Boolean, server_default=true())


class CandidateStatus(StrEnum):
    """Where a candidate stands, by all reports on them: `server.standing` says by which rule."""

    ADMITTED = "ADMITTED"
    PROVISIONAL = "PROVISIONAL"
    REFUSED = "REFUSED"
    SEEN = "SEEN"  # check-ins that were cancelled, and nothing else
    NONE = "NONE"  # nothing that counts: what there was is undone, or has not arrived


class Candidate(Base):
    """Where a candidate stands in a session. ``stations`` is how many stations have admitted them.

    ``admitted_at`` is when they were first admitted, by the stations' clocks. ``decided_at``, ``station_id`` and
    ``operator`` are of the decision that counts; ``deadline`` is until when it must be settled. ``changed`` is the id
    of the latest report about them: `server.venues` reads on from there.
    """

    __tablename__ = "candidate"
    __table_args__ = (Index(None, "session_id", "status"), Index(None, "session_id", "changed"))

    session_id: Mapped[str] = mapped_column(TEXT, primary_key=True)
    number: Mapped[str] = mapped_column(TEXT, primary_key=True)
    status: Mapped[str] = mapped_column(WORD)
    admitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stations: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    station_id: Mapped[str | None] = mapped_column(STATION)
    operator: Mapped[str | None] = mapped_column(TEXT)
    deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ExamSession(Base):
    """An exam session and how many candidates stand where.

    What it is called, where and when it is comes from the opening reports, and is None until one has arrived. Of
    several counts the one that arrived last, ``opened_id``; before all that name another venue than their station is
    registered at (``opened_there`` false), so that no station speaks for another venue's session. ``utc_offset`` is the
    venue's, in minutes.
    """

    __tablename__ = "exam_session"
    __table_args__ = (Index(None, "starts_at"), Index(None, "venue"))

    id: Mapped[str] = mapped_column(TEXT, primary_key=True)
    title: Mapped[str | None] = mapped_column(TEXT)
    venue: Mapped[str | None] = mapped_column(TEXT)
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

    session_id: Mapped[str] = mapped_column(TEXT, primary_key=True)
    minute: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    admitted: Mapped[int] = mapped_column(BigInteger)


class Rate(Base):
    """What a station's check-ins in a session say about error rates.

    ``genuine`` people were compared and were who they said, as far as people found: `server.rates` says by what. The
    first comparison of ``missed`` of them did not reach the threshold. ``impostor`` comparisons with other candidates
    were made, ``false_matches`` of them reached it. Of ``decisions`` after a verdict, ``overrides`` went against it.
    """

    __tablename__ = "rate"
    __table_args__ = (Index(None, "session_id"),)

    station_id: Mapped[str] = mapped_column(STATION, primary_key=True)
    session_id: Mapped[str] = mapped_column(TEXT, primary_key=True)
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
    station_id: Mapped[str] = mapped_column(STATION, index=True)


class JournalHead(Base):
    """The highest report of a journal that has arrived."""

    __tablename__ = "journal_head"

    journal_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    station_id: Mapped[str] = mapped_column(STATION, index=True)
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

    kind: Mapped[str] = mapped_column(WORD, primary_key=True)
    subject: Mapped[str] = mapped_column(String(260), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    is_open: Mapped[bool] = mapped_column(Boolean)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    station_id: Mapped[str | None] = mapped_column(STATION)
    session_id: Mapped[str | None] = mapped_column(TEXT)
    candidate_number: Mapped[str | None] = mapped_column(TEXT)
