"""The scripted operator: a whole session at `hadir station`, a program of its own, by real key events alone.

    python -m demo.session [--output DIR] [--screenshots DIR] [--here] [--language id] [--minutes 6]

Knows of the desk what is on the screen, by the colour of the verdict, and what is on record. Exit code 0 only if
journal, server and PINs agree with the script at the end. See docs/operator-script.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL

from demo.errors import DemoError
from demo.home import JOURNAL, PASSPHRASE, open_journal
from demo.programs import ServerProcess, hadir, run_hadir
from demo.session.account import faults
from demo.session.cast import SESSION
from demo.session.operator import PATIENCE, POLL, STATION_ERRORS, ScriptedOperator
from demo.session.outcome import measured, table_of
from demo.session.record import entries_of, reports_of
from demo.session.screen import Screen
from demo.session.script import day
from demo.session.stage import set_up
from demo.session.stream import StreamedCamera
from station.camera.replay import ReplayCamera, Scene
from station.outbox import store
from vault import sqlite

_CLOSES_BEFORE = timedelta(minutes=5)  # the start, as packs have it


def main(arguments: argparse.Namespace) -> int:
    """Play the session; returns the exit code."""
    home: Path = arguments.output
    if home.exists() and any(home.iterdir()):
        raise DemoError(f"{home} holds files; name an empty or a new folder")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    camera = ReplayCamera(Scene(), seed=11)
    # The roster has whole minutes.
    closes_at = (datetime.now(UTC) + timedelta(minutes=arguments.minutes + 1)).replace(second=0, microsecond=0)
    with ExitStack() as stack:
        screen = Screen(own=not arguments.here)
        stack.callback(screen.stop)
        _say(f"display {screen.display}")
        server = ServerProcess(home)
        stack.callback(server.stop)
        set_up(home, server, (closes_at + _CLOSES_BEFORE).astimezone(), _run)
        stream = StreamedCamera(camera)
        stack.callback(stream.stop)
        station = _start_station(home, screen, stream.url, arguments.language)
        stack.callback(_end, station)
        journal = stack.enter_context(closing(open_journal(home / JOURNAL)))
        pictures: Path | None = arguments.screenshots
        operator = ScriptedOperator(screen, camera, server, station, home, journal, closes_at, pictures, _say)
        operator.open()
        for visit in day():
            _say(visit.title)
            operator.play(visit)
        _deliver(journal)
        reports = reports_of(journal)
        # While the desk is open: closing it signs the operator out, which is told at the next start.
        found = faults(home, URL.create("sqlite", database=str(home / "server.sqlite3")))
    print(table_of(entries_of(reports)))
    print(measured(reports))
    for fault in found:
        print(fault)
    return 1 if found else 0


def _say(line: str) -> None:
    print(line, flush=True)


def _run(home: Path, /, *arguments: str) -> str:
    expect = (0, 1) if arguments[:2] == ("enroll", "import") else (0,)  # some have no photo, by intention
    return run_hadir(home, *arguments, expect=expect).stdout


def _start_station(home: Path, screen: Screen, camera: str, language: str) -> subprocess.Popen[str]:
    options = ["--session", SESSION, "--camera", camera, "--language", language, "--no-sound"]
    command = hadir(home, "station", *options, "--passphrase-file", str(home / PASSPHRASE))
    with (home / STATION_ERRORS).open("w") as errors:
        return subprocess.Popen(command, stderr=errors, text=True, env=screen.environment)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(20)


def _deliver(journal: sqlite.Connection) -> None:
    until = monotonic() + PATIENCE
    while store.waiting(journal, 1):
        if monotonic() > until:
            raise DemoError(f"expected every report on the server within {PATIENCE:.0f} s; some wait still")
        sleep(POLL)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.session")
    parser.add_argument("--output", type=Path, default=Path("session-output"), help="a new folder for all data")
    parser.add_argument("--screenshots", type=Path, help="a folder for a picture of every step")
    parser.add_argument("--here", action="store_true", help="play on the display of DISPLAY, to be watched")
    parser.add_argument("--language", choices=("id", "en"), default="id")
    parser.add_argument("--minutes", type=int, default=6, help="until PINs close, from now; what is left is waited for")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main(_parse()))
    except DemoError as error:
        sys.exit(f"demo.session: {error}")
