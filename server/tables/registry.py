"""Who may speak and who may look, and what is still on its way."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from server.tables.base import DIGEST, STATION, TEXT, WORD, Base, Id, UtcDateTime


class Station(Base):
    """A station that was invited. Tokens are kept as SHA-256: they are random, so that a slow hash would add nothing.

    ``next_token_hash`` is of a token that was handed out and not used yet; the one before is valid until then.
    """

    __tablename__ = "station"

    id: Mapped[str] = mapped_column(STATION, primary_key=True)
    venue: Mapped[str] = mapped_column(TEXT, index=True)
    registered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    token_hash: Mapped[str | None] = mapped_column(DIGEST, unique=True)
    next_token_hash: Mapped[str | None] = mapped_column(DIGEST, unique=True)


class Invite(Base):
    """A one-time code, kept as SHA-256. ``used_key_id`` and ``used_journal_id`` say who has used it: if the answer got
    lost, the same station may ask again."""

    __tablename__ = "invite"

    code_hash: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    station_id: Mapped[str] = mapped_column(STATION, ForeignKey("station.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_key_id: Mapped[str | None] = mapped_column(WORD)
    used_journal_id: Mapped[UUID | None] = mapped_column(Uuid)


class Journal(Base):
    """A journal that a station writes. A station has one at a time, and a new one after its disk was lost."""

    __tablename__ = "journal"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    station_id: Mapped[str] = mapped_column(STATION, ForeignKey("station.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    continues: Mapped[UUID | None] = mapped_column(Uuid)


class StationKey(Base):
    """A key of a journal, which signs its reports from ``first_seq`` up to that of the next key."""

    __tablename__ = "station_key"
    __table_args__ = (UniqueConstraint("journal_id", "first_seq"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    journal_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("journal.id"))
    first_seq: Mapped[int] = mapped_column(BigInteger)
    key_id: Mapped[str] = mapped_column(WORD)
    public_key: Mapped[str] = mapped_column(String(44))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contact(Base):
    """A station's last heartbeat, as `wire.heartbeat.Heartbeat` in JSON. One row a station, written over."""

    __tablename__ = "contact"

    station_id: Mapped[str] = mapped_column(STATION, ForeignKey("station.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    heartbeat: Mapped[str] = mapped_column(Text)


class EvidencePicture(Base):
    """A picture that a report names, as far as it has arrived. ``content`` has ``received`` of ``size`` bytes."""

    __tablename__ = "evidence_picture"

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
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

    name: Mapped[str] = mapped_column(TEXT, primary_key=True)
    role: Mapped[str] = mapped_column(WORD)
    venue: Mapped[str | None] = mapped_column(TEXT)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Login(Base):
    """A browser that is signed in. Its cookie and its form token are kept as SHA-256."""

    __tablename__ = "login"

    token_hash: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    user_name: Mapped[str] = mapped_column(TEXT, ForeignKey("user.name"), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FailedLogin(Base):
    """A sign-in that failed, for the limit on trying. ``subject`` is a user's name or a network address."""

    __tablename__ = "failed_login"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject: Mapped[str] = mapped_column(String(260))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
