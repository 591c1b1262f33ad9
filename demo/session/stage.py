"""Everything that has to be there before the first candidate comes, each by the real program."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol

from demo.errors import DemoError
from demo.faces import number_of
from demo.home import JOURNAL, STATION_ID, journal_key, make_passphrase
from demo.people import OPERATOR
from demo.programs import ServerProcess
from demo.session.acts import PINS, Person
from demo.session.cast import HAS_TWIN, SESSION, TWIN, VENUE, live_stills, roster_csv, write_photos
from demo.session.script import ADMITTED_ELSEWHERE
from models.registry import ModelRegistry
from recognition.pipeline import open_pipeline
from station.assembly import Station
from station.camera.replay import ReplayCamera, scene_of
from station.checkin.events import Choice
from station.checkin.snapshot import DeskSnapshot
from station.checkin.states import AwaitingDecision, Recorded
from station.clock import ServerClock, SystemClock
from station.config import StationConfig
from station.local import LocalDatabase
from station.outbox.sender import SyncStatus
from station.packs import open_pack, packs_called
from wire.staff import Role
from wire.vocabulary import Decision

OTHER_DESK = "demo-2"
_ROLES = {
    Person.ADMIN: Role.ADMIN,
    Person.SUPERVISOR: Role.SUPERVISOR,
    Person.OPERATOR: Role.OPERATOR,
    Person.COLLEAGUE: Role.OPERATOR,
}
_PATIENCE = 60.0  # seconds


class Run(Protocol):
    """Runs a `hadir` command to its end and returns what it printed; raises DemoError."""

    def __call__(self, home: Path, /, *arguments: str) -> str:
        """Run it on a data folder, with the passphrase that lies in there."""


def set_up(home: Path, server: ServerProcess, starts_at: datetime, run: Run, database: str = "") -> None:
    """Start the server, register two stations, enrol everybody, and let somebody in at the other desk.

    Args:
        home: an empty folder, which becomes the data folder of the desk, of headquarters and of the server.
        server: of that folder; it runs afterwards.
        run: runs a `hadir` command on a data folder and returns what it printed; `run_hadir` is one.
        database: the server's, as a URL; empty for SQLite in the data folder.

    Raises:
        DemoError: a program has failed.
    """
    if database:
        (home / "hadir.toml").write_text(f"[server]\ndatabase = {json.dumps(database)}\n", encoding="utf-8")
    other = home / OTHER_DESK
    other.mkdir(mode=0o700)
    for each in (home, other):
        make_passphrase(each)
    server.start()
    signer = home / "signer.txt"
    run(home, "keys", "new")
    run(home, "keys", "export", str(signer))
    keys = []
    for station, name in ((home, STATION_ID), (other, OTHER_DESK)):
        code = run(home, "server", "invite", "--station", name, "--venue", VENUE).strip()
        run(station, "station", "register", "--server", server.url, "--code", code)
        run(station, "station", "key", "--export", str(home / f"{name}.txt"))
        run(station, "station", "trust", str(signer), "--yes")
        keys += ["--to", str(home / f"{name}.txt")]
    photos, roster = home / "photos", home / "roster.csv"
    write_photos(photos)
    roster.write_text(roster_csv(starts_at), encoding="utf-8")
    run(home, "enroll", "import", str(roster), "--photos", str(photos))
    run(home, "enroll", "duplicates")
    run(home, "enroll", "review", number_of(HAS_TWIN), TWIN, "twins", "--by", "Headquarters")
    for person, role in _ROLES.items():
        _hire(home, person, role, run)
    run(home, "enroll", "pack", "--session", SESSION, *keys, "--folder", str(home / "packs"))
    _admit_at_other_desk(home, other)


def _hire(home: Path, name: Person, role: Role, run: Run) -> None:
    file, admin = home / "pin.txt", home / "admin.txt"
    for path, who in ((file, name), (admin, Person.ADMIN)):
        path.touch(mode=0o600)
        path.write_text(PINS[who], encoding="utf-8")
    by = () if name is Person.ADMIN else ("--as", Person.ADMIN.value, "--as-pin-file", str(admin))
    run(home, "station", "operator", "add", name.value, "--role", role.value, "--pin-file", str(file), *by)
    file.unlink()
    admin.unlink()


def _admit_at_other_desk(home: Path, other: Path) -> None:
    """A desk without a window, with everything else that a desk has."""
    clock, pipeline = SystemClock(), open_pipeline(ModelRegistry(home / "cache" / "models"))
    heard: list[DeskSnapshot] = []
    sent: list[SyncStatus] = []
    with closing(LocalDatabase(other / JOURNAL, journal_key(other), "", clock)) as local:
        (pack,) = packs_called(home / "packs", SESSION)
        session = open_pack(pack, local.journal, pipeline.model_id, clock.now())
        camera = ReplayCamera(scene_of(live_stills(ADMITTED_ELSEWHERE)))
        config = StationConfig(sound=False)
        station = Station(config, session, camera, pipeline, local, clock, ServerClock(), heard.append, sent.append)
        station.start()
        try:
            _until(lambda: station.latest.peek() is not None, "a picture at the other desk")
            station.desk.present_card(number_of(ADMITTED_ELSEWHERE))
            _until(lambda: isinstance(station.desk.snapshot.state, AwaitingDecision), "a verdict at the other desk")
            state = station.desk.snapshot.state
            if isinstance(state, AwaitingDecision):
                station.desk.decide(state.checkin.id, Choice(Decision.ADMIT, OPERATOR))
            _until(lambda: isinstance(station.desk.snapshot.state, Recorded), "an admission at the other desk")
            _until(lambda: bool(sent) and sent[-1].pending == 0, "the other desk's reports on the server")
        finally:
            station.stop()


def _until(condition: Callable[[], bool], what: str) -> None:
    until = monotonic() + _PATIENCE
    while not condition():
        if monotonic() > until:
            raise DemoError(f"expected {what} within {_PATIENCE:.0f} s; it did not come")
        sleep(0.02)
