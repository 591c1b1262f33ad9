"""Runs the demonstration: a server, an enrolment and a station, each the real program in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from pydantic import ValidationError

from demo.errors import DemoError
from demo.events import EVENTS, Decided, Finished, Opened, Waiting
from demo.faces import faces_folder
from demo.home import JOURNAL, STATION_ID, make_passphrase, open_journal
from demo.morning import VENUE, Cue, Morning, plan_morning, roster_csv
from demo.programs import ServerProcess, run_hadir
from station.journal import entries
from wire.envelopes import Envelope, unseal
from wire.reports import CheckInReport

_STOP_WITHIN = 20.0  # seconds
_RESTARTS = 5  # of a station that was killed
_MARK = ".hadir-demo"


@dataclass(slots=True)
class Played:
    """What happened. ``recorded`` is what stands in the station's journal, by candidate number.

    ``entries`` are id and digest of everything in the journal, ``reports`` of everything on the server, where it takes
    ``report_rows``. ``decisions`` are the ids of the entries that are decisions.
    """

    morning: Morning
    finished: Finished | None = None
    opened_in: float = 0.0
    restarts: int = 0
    recorded: dict[str, CheckInReport] = field(default_factory=dict)
    entries: frozenset[tuple[str, str]] = frozenset()
    decisions: frozenset[str] = frozenset()
    reports: frozenset[tuple[str, str]] = frozenset()
    report_rows: int = 0


def play(output: Path, seed: int, watched: bool, say: Callable[[str], None]) -> Played:
    """Play the morning of a seed; everything is written below ``output``, whose ``home`` is made anew.

    Raises:
        DemoError: a program did not start or ended before the morning did, or ``output`` holds other files.
    """
    home, pictures = _claim(output)
    for folder in (home, pictures):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
    played = Played(plan_morning(seed))
    server = ServerProcess(home)
    try:
        server.start()
        say(f"server running: {server.url}")
        _register(home, server.url, say)
        _enrol(home, played.morning, say)
        _play_station(home, pictures, seed, watched, server, played, say)
        _compare(home, played)
    finally:
        server.stop()
    return played


def _claim(output: Path) -> tuple[Path, Path]:
    """The two folders that are made anew; refused where they may hold somebody's own files."""
    mark = output / _MARK
    if output.exists() and not mark.exists() and any(output.iterdir()):
        raise DemoError(f"{output} holds files that are not the demonstration's; name an empty or a new folder")
    output.mkdir(parents=True, exist_ok=True)
    mark.write_text("Made by hadir demo; home and screenshots are removed at its next start.\n", encoding="utf-8")
    return output / "home", output / "screenshots"


def _register(home: Path, url: str, say: Callable[[str], None]) -> None:
    """Invite a station and register it, as two people would, each on their own computer."""
    make_passphrase(home)
    invited = run_hadir(home, "server", "invite", "--station", STATION_ID, "--venue", VENUE)
    code = invited.stdout.strip()
    registered = run_hadir(home, "station", "register", "--server", url, "--code", code)
    for line in registered.stdout.splitlines():
        say(f"station: {line}")


def _enrol(home: Path, morning: Morning, say: Callable[[str], None]) -> None:
    """What headquarters does weeks before: roster and photos in, duplicates looked for, packs for the station."""
    roster, signer, station = home / "roster.csv", home / "signer.txt", home / f"{STATION_ID}.txt"
    roster.write_text(roster_csv(morning, datetime.now(UTC).date()), encoding="utf-8")
    run_hadir(home, "keys", "new")
    run_hadir(home, "keys", "export", str(signer))
    run_hadir(home, "station", "key", "--export", str(station))
    trusted = run_hadir(home, "station", "trust", str(signer), "--yes")
    imported = run_hadir(home, "enroll", "import", str(roster), "--photos", str(faces_folder()), expect=(0, 1))
    compared = run_hadir(home, "enroll", "duplicates")
    packed = run_hadir(home, "enroll", "pack", "--venue", VENUE, "--to", str(station), "--folder", str(home / "packs"))
    for step, done in (("station", trusted), *(("enrolment", each) for each in (imported, compared, packed))):
        for line in (done.stderr + done.stdout).splitlines():
            say(f"{step}: {line}")


def _play_station(
    home: Path,
    pictures: Path,
    seed: int,
    watched: bool,
    server: ServerProcess,
    played: Played,
    say: Callable[[str], None],
) -> None:
    command = [sys.executable, "-m", "demo.station", str(home), str(seed), "--pictures", str(pictures)]
    environment = dict(os.environ)
    if watched:
        command.append("--watched")
    else:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    while True:
        spawned = perf_counter()
        station = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, bufsize=1
        )
        try:
            say(f"station running, pid {station.pid}")
            _follow(station, spawned, server, played, say)
            code = station.wait()
        finally:
            if station.poll() is None:
                station.terminate()
                station.wait(_STOP_WITHIN)
        if code == 0:
            return
        killed = code == -signal.SIGKILL if os.name != "nt" else code != 1
        if not killed or played.restarts >= _RESTARTS:
            raise DemoError(f"the station ended with exit code {code} before the morning did")
        played.restarts += 1
        say("the station was killed; starting it again on the same data")


def _follow(
    station: subprocess.Popen[str], spawned: float, server: ServerProcess, played: Played, say: Callable[[str], None]
) -> None:
    """Take in what the station tells until it ends. A line cut off by a kill tells nothing."""
    for line in station.stdout or ():
        try:
            event = EVENTS.validate_json(line)
        except ValidationError:
            continue
        match event:
            case Opened():
                played.opened_in = perf_counter() - spawned
            case Waiting(cue=cue):
                _befall(cue, server, say)
                if station.stdin:
                    station.stdin.write("\n")
                    station.stdin.flush()
            case Decided(visit=index):
                visit = played.morning.visits[index]
                score = f"{event.score:.3f}" if event.score is not None else "none"
                say(f"{visit.card}  {visit.title}: {event.found}, score {score}, decision {event.decision}")
            case Finished():
                played.finished = event


def _befall(cue: Cue, server: ServerProcess, say: Callable[[str], None]) -> None:
    if cue is Cue.SERVER_LOST:
        server.kill()
        say("the server is gone; check-in goes on")
    elif cue is Cue.SERVER_BACK:
        server.kill()
        server.start()
        say("the server is back")


def _compare(home: Path, played: Played) -> None:
    """Take in what stands in the station's journal and what on the server."""
    connection = open_journal(home / JOURNAL)
    try:
        envelopes = entries.envelopes(connection)
    finally:
        connection.close()
    checkins = [(envelope, report) for envelope in envelopes if isinstance(report := unseal(envelope), CheckInReport)]
    for _, report in checkins:
        played.recorded.setdefault(report.candidate_number, report)
    played.entries = frozenset((_id_of(envelope), envelope.digest) for envelope in envelopes)
    played.decisions = frozenset(_id_of(envelope) for envelope, _ in checkins)
    server = sqlite3.connect(f"file:{home / 'server.sqlite3'}?mode=ro", uri=True)
    try:
        rows = server.execute("SELECT report_id, digest FROM report").fetchall()
    finally:
        server.close()
    played.reports = frozenset((str(report_id).replace("-", ""), str(digest)) for report_id, digest in rows)
    played.report_rows = len(rows)


def _id_of(envelope: Envelope) -> str:
    return envelope.report_id.hex
