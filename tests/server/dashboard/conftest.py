"""A day at two venues in a database of each kind, users of every role, and browsers that they sign in with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from PIL import Image
from sqlalchemy.orm import Session, sessionmaker
from starlette.middleware import Middleware

from server.contacts import take_heartbeat
from server.dashboard import dashboard_routes
from server.dashboard.accounts import Passwords, add_user
from server.dashboard.logins import TryLimits, sign_in
from server.evidence import take_piece
from server.headers import SecurityHeaders
from server.ingest import ingest
from server.live import LiveFeed
from server.tables import Role
from tests.server.conftest import registered
from tests.server.dashboard.browser import Browser
from tests.server.scribe import NOW, Scribe
from wire.envelopes import Envelope
from wire.evidence import Picture, PictureRole, picture_digest
from wire.heartbeat import CameraHealth, Heartbeat
from wire.vocabulary import ReportOutcome

PALEMBANG = "BKN Regional VII Palembang"
JAYAPURA = "Kanreg IX Jayapura"
PASSWORD = "correct horse battery"  # noqa: S105  of these tests only
HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # quick; the real one is tried in one test


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class World:
    """Stations that report to a server, and the people who look at it."""

    sessions: sessionmaker[Session]
    clock: Clock
    live: LiveFeed = field(default_factory=LiveFeed)

    def __post_init__(self) -> None:
        self.passwords = Passwords(HASHER)
        self.app = FastAPI(middleware=[Middleware(SecurityHeaders, by_tls=False)])
        self.app.include_router(dashboard_routes(self.sessions, self.live, self.clock, hasher=HASHER))

    def station(self, station_id: str, venue: str = PALEMBANG) -> Scribe:
        """A registered station whose journal has begun."""
        scribe = registered(self.sessions, Scribe(station_id), venue)
        self.take(scribe, [scribe.begin()])
        return scribe

    def take(self, scribe: Scribe, envelopes: Sequence[Envelope]) -> list[ReportOutcome]:
        """Take reports in."""
        taken = ingest(self.sessions, scribe.station_id, envelopes, self.clock())
        return [outcome.outcome for outcome in taken]

    def heartbeat(self, scribe: Scribe, **changes: Any) -> None:
        """Take a heartbeat in."""
        values: dict[str, Any] = {
            "sent_at": self.clock(),
            "clock_offset": 0.2,
            "journal_id": scribe.journal_id,
            "last_seq": scribe.last_seq,
            "last_digest": scribe.last_digest,
            "pending": 0,
            "quarantined": 0,
            "pictures_pending": 0,
            "session_id": None,
            "camera": CameraHealth.LIVE,
            "program": "0.1.0",
        }
        take_heartbeat(self.sessions, scribe.station_id, Heartbeat(**(values | changes)), self.clock())

    def user(self, name: str, role: Role, venue: str | None = None) -> None:
        """Add a user with the password of these tests."""
        with self.sessions() as db:
            add_user(db, self.passwords, self.clock(), name=name, role=role, venue=venue, password=PASSWORD, by="test")
            db.commit()

    def browser(self, role: Role | None = None, venue: str = PALEMBANG) -> Browser:
        """A browser; of a new user of that role who is signed in, or of nobody."""
        browser = Browser(self.app)
        if role is not None:
            name = f"{role} {uuid4().hex[:6]}"
            self.user(name, role, venue if role is Role.VENUE else None)
            token = sign_in(
                self.sessions,
                self.passwords,
                self.clock(),
                name=name,
                password=PASSWORD,
                address=name,
                limits=TryLimits(),
            )
            assert token is not None
            browser.cookies["hadir"] = token
        return browser


@pytest.fixture
def turned() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture
def world(sessions: sessionmaker[Session], turned: Clock) -> World:
    """A server without a report."""
    return World(sessions, turned)


@pytest.fixture
def headquarters(world: World) -> Browser:
    """Somebody at headquarters, signed in."""
    return world.browser(Role.HEADQUARTERS)


def picture(colour: str = "teal", size: tuple[int, int] = (120, 160)) -> tuple[bytes, Picture]:
    """A JPEG, and how a report names it."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    content = out.getvalue()
    return content, Picture(digest=picture_digest(content), role=PictureRole.FACE, size=len(content))


def upload(world: World, scribe: Scribe, content: bytes, named: Picture) -> None:
    """A picture arrives."""
    take_piece(world.sessions, scribe.station_id, named.digest, 0, content, world.clock())
