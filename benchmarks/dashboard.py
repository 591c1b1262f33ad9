"""How long the dashboard's pages take with a million reports in the database.

    python -m benchmarks.dashboard [DATABASE_URL]

Without a URL, SQLite in a temporary folder. The database must be empty: it is brought up to date and filled with one
day at 600 venues of three sessions each, everybody of them reported. Each page is then asked for through the whole
application and rendered, twenty times; the goal is a median of at most 200 ms.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid5

import httpx
from fastapi import FastAPI
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session, sessionmaker

from server.dashboard import dashboard_routes
from server.dashboard.accounts import Passwords, add_user
from server.dashboard.logins import TryLimits, sign_in
from server.database import open_engine
from server.live import LiveFeed
from server.schema import upgrade
from server.tables import (
    Base,
    Candidate,
    CandidateStatus,
    Case,
    CaseKind,
    CheckIn,
    Contact,
    ExamSession,
    Journal,
    JournalHead,
    Minute,
    Rate,
    Report,
    Role,
    Station,
    StationKey,
)
from wire.heartbeat import CameraHealth, Heartbeat
from wire.reports import CheckInReport
from wire.signing import SigningKey
from wire.vocabulary import Decision, Verdict

VENUES, SESSIONS, DESKS, SEATS = 600, 3, 4, 556  # 1,000,800 reports
ROUNDS = 20
GOAL = 200  # ms
NOW = datetime(2026, 10, 12, 15, 0, tzinfo=timezone(timedelta(hours=7), "WIB"))
_SPACE = UUID("6f1f5ad0-0000-4000-8000-000000000000")
_CHUNK = 20_000  # rows
_PASSWORD = "for this benchmark only"  # noqa: S105
_MINUTES = 60  # that a session takes to fill
_PROVISIONAL_EVERY = 200  # candidates
Row = dict[str, Any]


def main(url: str | None) -> None:
    """Fill, measure and print."""
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(url or f"sqlite:///{Path(folder) / 'server.sqlite3'}")
        upgrade(engine)
        start = perf_counter()
        reports = fill(engine)
        console.print(f"{reports:,} reports on {engine.dialect.name}, filled in {perf_counter() - start:.0f} s")
        table = Table("page", "median", "slowest", "kB", title=f"milliseconds; the goal is {GOAL}")
        for name, times, size in measure(engine):
            table.add_row(name, f"{median(times):.0f}", f"{max(times):.0f}", f"{size / 1000:.0f}")
        console.print(table)
        engine.dispose()


def fill(engine: Engine) -> int:
    """Fill an empty database that is up to date; returns the number of reports."""
    with sessionmaker(engine)() as db:
        for model, rows in (
            (Station, _stations()),
            (Journal, _journals()),
            (StationKey, _keys()),
            (Contact, _contacts()),
            (JournalHead, _heads()),
            (ExamSession, _sessions()),
            (Minute, _minutes()),
            (Rate, _rates()),
            (Candidate, _candidates()),
            (Case, _cases()),
            (Report, _reports()),
            (CheckIn, _checkins()),
        ):
            _insert(db, model, rows)
        db.commit()
        db.execute(text("ANALYZE"))
        db.commit()
    return VENUES * SESSIONS * SEATS


def measure(engine: Engine) -> Iterator[tuple[str, list[float], int]]:
    """Ask for each page; yields its name, the milliseconds of each round, and the size of the answer in bytes."""
    sessions, passwords = sessionmaker(engine), Passwords()
    with sessions() as db:
        add_user(
            db, passwords, NOW, name="bench", role=Role.HEADQUARTERS, venue=None, password=_PASSWORD, by="benchmark"
        )
        add_user(
            db, passwords, NOW, name="venue", role=Role.VENUE, venue=_venue(300), password=_PASSWORD, by="benchmark"
        )
        db.commit()
    app = FastAPI()
    app.include_router(dashboard_routes(sessions, LiveFeed(), lambda: NOW))
    number, case = _number(300, 1, 7), _case_subject(300, 1, _PROVISIONAL_EVERY)
    session = _session_id(300, 1)
    headquarters = (
        ("overview", "/"),
        ("overview, sorted and filtered", "/?sort=fnmr&q=31"),
        ("overview, last page", "/?page=18"),
        ("venue", f"/venues/{_venue(300)}"),
        ("session", f"/sessions/{session}"),
        ("stations", "/stations"),
        ("station", f"/stations/{_station_id(300, 1)}"),
        ("search by whole number", f"/candidates?number={number}"),
        ("search by four characters", f"/candidates?number={number[:4]}"),
        ("trail", f"/candidates/trail?number={number}"),
        ("cases", "/cases"),
        ("cases of a venue", "/cases?venue=300"),
        ("cases, page 100", "/cases?page=100"),
        ("case", f"/cases/PROVISIONAL/{case}"),
        ("rates by venue", "/rates"),
        ("rates by station", "/rates?by=station"),
        ("access record", "/access"),
        ("board", "/board"),
        ("overview as CSV", "/export/overview.csv"),
        ("check-ins of a session as CSV", f"/export/checkins.csv?session={session}"),
    )
    at_venue = (
        ("overview of a venue's user", "/"),
        ("search of a venue's user", "/candidates?number=0001"),
        ("cases of a venue's user", "/cases"),
        ("rates of a venue's user", "/rates?by=station"),
    )
    for user, pages in (("bench", headquarters), ("venue", at_venue)):
        token = sign_in(sessions, passwords, NOW, name=user, password=_PASSWORD, address="local", limits=TryLimits())
        for name, path in pages:
            yield name, *asyncio.run(_ask(app, f"hadir={token}", path))


async def _ask(app: FastAPI, cookie: str, path: str) -> tuple[list[float], int]:
    times = []
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1", headers={"Cookie": cookie}
    ) as client:
        for _ in range(ROUNDS):
            start = perf_counter()
            answer = await client.get(path)
            times.append((perf_counter() - start) * 1000)
            answer.raise_for_status()
    return times, len(answer.content)


def _insert(db: Session, model: type[Base], rows: Iterator[Row]) -> None:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            db.execute(insert(model), chunk)
            chunk = []
    if chunk:
        db.execute(insert(model), chunk)


def _all_sessions() -> Iterator[tuple[int, int]]:
    return ((venue, session) for venue in range(VENUES) for session in range(SESSIONS))


def _all_desks() -> Iterator[tuple[int, int]]:
    return ((venue, desk) for venue in range(VENUES) for desk in range(DESKS))


def _venue(venue: int) -> str:
    return f"Tilok {venue:03} Kantor Regional"


def _station_id(venue: int, desk: int) -> str:
    return f"V{venue:03}-{desk:02}"


def _session_id(venue: int, session: int) -> str:
    return f"2026-10-12-V{venue:03}-{session + 1}"


def _number(venue: int, session: int, seat: int) -> str:
    return f"{venue:04}{session}{seat:06}"


def _starts(session: int) -> datetime:
    return NOW.replace(hour=8 + 3 * session)


def _moment(session: int, seat: int) -> datetime:
    return _starts(session) - timedelta(minutes=_MINUTES) + timedelta(seconds=seat * 60 * _MINUTES // SEATS)


def _journal_id(venue: int, desk: int) -> UUID:
    return uuid5(_SPACE, _station_id(venue, desk))


def _case_subject(venue: int, session: int, seat: int) -> str:
    return hashlib.sha256(_number(venue, session, seat).encode()).hexdigest()[:32]


def _is_provisional(seat: int) -> bool:
    return seat % _PROVISIONAL_EVERY == 0


def _stations() -> Iterator[Row]:
    return ({"id": _station_id(*each), "venue": _venue(each[0]), "registered_at": NOW} for each in _all_desks())


def _journals() -> Iterator[Row]:
    for each in _all_desks():
        yield {"id": _journal_id(*each), "station_id": _station_id(*each), "begun_at": NOW, "continues": None}


def _keys() -> Iterator[Row]:
    key = SigningKey.generate().public
    for each in _all_desks():
        yield {
            "journal_id": _journal_id(*each),
            "first_seq": 1,
            "key_id": key.id,
            "public_key": key.text,
            "registered_at": NOW,
        }


def _contacts() -> Iterator[Row]:
    for each in _all_desks():
        heartbeat = Heartbeat(
            sent_at=NOW,
            clock_offset=0.1,
            journal_id=_journal_id(*each),
            last_seq=SESSIONS * SEATS // DESKS,
            last_digest="0" * 64,
            pending=0,
            quarantined=0,
            pictures_pending=0,
            session_id=_session_id(each[0], 2),
            camera=CameraHealth.LIVE,
            program="0.1.0",
        )
        yield {"station_id": _station_id(*each), "at": NOW, "heartbeat": heartbeat.model_dump_json()}


def _heads() -> Iterator[Row]:
    for each in _all_desks():
        yield {
            "journal_id": _journal_id(*each),
            "station_id": _station_id(*each),
            "last_seq": SESSIONS * SEATS // DESKS,
        }


def _sessions() -> Iterator[Row]:
    provisional = sum(_is_provisional(seat) for seat in range(SEATS))
    for venue, session in _all_sessions():
        yield {
            "id": _session_id(venue, session),
            "title": f"SKD CPNS 2026 sesi {session + 1}",
            "venue": _venue(venue),
            "starts_at": _starts(session),
            "utc_offset": 420,
            "expected": SEATS + 10,
            "opened_id": 1,
            "opened_there": True,
            "admitted": SEATS - provisional,
            "provisional": provisional,
            "refused": 0,
            "seen": 0,
        }


def _minutes() -> Iterator[Row]:
    for venue, session in _all_sessions():
        first = int((_starts(session) - timedelta(minutes=_MINUTES)).timestamp() // 60)
        for minute in range(_MINUTES):
            yield {"session_id": _session_id(venue, session), "minute": first + minute, "admitted": SEATS // _MINUTES}


def _rates() -> Iterator[Row]:
    for venue, session in _all_sessions():
        for desk in range(DESKS):
            yield {
                "station_id": _station_id(venue, desk),
                "session_id": _session_id(venue, session),
                "checkins": SEATS // DESKS,
                "genuine": SEATS // DESKS,
                "missed": (venue + desk) % 5,
                "impostor": SEATS * SEATS // DESKS,
                "false_matches": venue % 7,
                "decisions": SEATS // DESKS,
                "overrides": desk,
            }


def _candidates() -> Iterator[Row]:
    for venue, session in _all_sessions():
        for seat in range(SEATS):
            status = CandidateStatus.PROVISIONAL if _is_provisional(seat) else CandidateStatus.ADMITTED
            yield {
                "session_id": _session_id(venue, session),
                "number": _number(venue, session, seat),
                "status": status.value,
                "admitted_at": None if _is_provisional(seat) else _moment(session, seat),
                "stations": 0 if _is_provisional(seat) else 1,
            }


def _cases() -> Iterator[Row]:
    for venue, session in _all_sessions():
        for seat in filter(_is_provisional, range(SEATS)):
            yield {
                "kind": CaseKind.PROVISIONAL.value,
                "subject": _case_subject(venue, session, seat),
                "revision": 1,
                "is_open": True,
                "opened_at": _moment(session, seat),
                "closed_at": None,
                "station_id": _station_id(venue, seat % DESKS),
                "session_id": _session_id(venue, session),
                "candidate_number": _number(venue, session, seat),
            }


def _all_reports() -> Iterator[tuple[int, int, int, int]]:
    """Id, venue, session and seat, in the order in which they could have arrived."""
    count = 0
    for session in range(SESSIONS):
        for seat in range(SEATS):
            for venue in range(VENUES):
                count += 1
                yield count, venue, session, seat


def _reports() -> Iterator[Row]:
    pattern = _payload()
    for id_, venue, session, seat in _all_reports():
        payload = pattern.replace("@number@", _number(venue, session, seat))
        yield {
            "id": id_,
            "station_id": _station_id(venue, seat % DESKS),
            "journal_id": _journal_id(venue, seat % DESKS),
            "report_id": UUID(int=id_),
            "station_seq": session * SEATS + seat + 2,
            "previous": "0" * 64,
            "digest": hashlib.sha256(payload.encode()).hexdigest(),
            "key_id": "0" * 32,
            "signature": "A" * 86 + "==",
            "payload": payload,
            "venue": _venue(venue),
            "received_at": _moment(session, seat),
        }


def _checkins() -> Iterator[Row]:
    for id_, venue, session, seat in _all_reports():
        yield {
            "id": id_,
            "station_id": _station_id(venue, seat % DESKS),
            "session_id": _session_id(venue, session),
            "candidate_number": _number(venue, session, seat),
            "checkin_id": UUID(int=id_),
            "occurred_at": _moment(session, seat),
            "received_at": _moment(session, seat),
            "decision": (Decision.PROVISIONAL if _is_provisional(seat) else Decision.ADMIT).value,
            "verdict": Verdict.MATCH.value,
            "reason": None,
            "score": 0.6,
            "threshold": 0.46,
        }


def _payload() -> str:
    return CheckInReport(
        report_id=UUID(int=1),
        station_id=_station_id(0, 0),
        journal_id=_journal_id(0, 0),
        station_seq=1,
        previous="0" * 64,
        occurred_at=NOW,
        clock_offset=0.1,
        session_id=_session_id(0, 0),
        checkin_id=UUID(int=1),
        candidate_number="@number@",
        decision=Decision.ADMIT,
        verdict=Verdict.MATCH,
        reason=None,
        score=0.6,
        threshold=0.46,
        fmr=1e-4,
        model_id="sface",
        frames_used=5,
        seconds_to_verdict=0.8,
    ).model_dump_json()


def _arguments(arguments: Sequence[str]) -> str | None:
    if len(arguments) > 1:
        sys.exit("usage: python -m benchmarks.dashboard [DATABASE_URL]")
    return arguments[0] if arguments else None


if __name__ == "__main__":
    main(_arguments(sys.argv[1:]))
