"""The scripted operator: a whole session at `hadir station`, a program of its own, by real key events alone.

    python -m demo.session [--output DIR] [--screenshots DIR] [--here] [--language id] [--minutes 6]

Knows of the desk what is on the screen, by the colour of the verdict, and what is on record. Exit code 0 only if
journal, server and PINs agree with the script at the end. See docs/operator-script.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from math import ceil
from pathlib import Path
from time import monotonic, sleep

from rich.console import Console
from rich.table import Table
from sqlalchemy import URL

from demo.errors import DemoError
from demo.home import JOURNAL, PASSPHRASE, open_journal
from demo.programs import ServerProcess, hadir, run_hadir
from demo.session.account import faults
from demo.session.acts import (
    PINS,
    Act,
    Befall,
    Event,
    NextReviewer,
    Person,
    Press,
    Recorded,
    Scan,
    See,
    Show,
    Sign,
    Stand,
    Write,
)
from demo.session.cast import SESSION, scene_of_act
from demo.session.record import Entry, entries_of
from demo.session.screen import Screen
from demo.session.script import Visit, day
from demo.session.stage import set_up
from demo.session.stream import StreamedCamera
from station.camera.replay import ReplayCamera, Scene
from station.journal import entries
from station.outbox import store
from ui.view_state import Look, Message
from vault import sqlite
from wire.envelopes import unseal
from wire.reports import CheckInReport, OpeningReport, Report
from wire.vocabulary import Decision

STATION_ERRORS = "station.stderr"
_PATIENCE = 90.0  # seconds that anything may take
_POLL = 0.1  # seconds
_QUIET = 0.2  # seconds after a key, above what tells a person from a scanner
_CHECKING = 1.5  # seconds that looking at a face takes, at most
_DELAY = 0.5  # seconds until whoever steps up is in the pictures that the stream delivers
_CLOSES_BEFORE = timedelta(minutes=5)  # the start, as packs have it

_LOOKS = {
    Message.MATCH: Look.ADMIT,
    Message.ADMITTED: Look.ADMIT,
    Message.NO_MATCH: Look.STOP,
    Message.REFUSED: Look.STOP,
    Message.NEXT: Look.WAIT,
    Message.CANCELLED: Look.WAIT,
    Message.UNDONE: Look.WAIT,
    Message.REVIEWING: None,  # a page of its own
}
_ON_RECORD = (Message.ADMITTED, Message.PROVISIONAL, Message.REFUSED, Message.CANCELLED, Message.UNDONE)


class ScriptedOperator:
    """Plays visits. ``pictures`` is a folder for a picture of every step, or None."""

    def __init__(
        self,
        screen: Screen,
        camera: ReplayCamera,
        server: ServerProcess,
        station: subprocess.Popen[str],
        home: Path,
        journal: sqlite.Connection,
        closes_at: datetime,
        pictures: Path | None,
        say: Callable[[str], None],
    ) -> None:
        """``station`` is the process of the desk."""
        self._screen = screen
        self._camera = camera
        self._server = server
        self._station = station
        self._errors = home / STATION_ERRORS
        self._journal = journal
        self._closes_at = closes_at
        self._pictures = pictures
        self._say = say
        self._taken = 0
        self._doing = ""
        self._due = 0  # entries that must be on record by now
        self._begun = 0  # entries on record when the visit began

    def open(self) -> None:
        """Sign in, and open the desk."""
        self._doing = "opening"
        self._until(lambda: self._screen.windows(self._station.pid) > 0, "a window")
        sleep(1.0)
        self._screen.press("F11")  # the verdict's colour is looked for in one place
        sleep(1.0)
        self._photograph("sign in")
        self._identify(Person.OPERATOR)
        sleep(1.0)
        self._photograph("opening")

        def opened() -> bool:
            self._screen.press("Return")  # does nothing before the checks are over
            return any(isinstance(report, OpeningReport) for report in _reports(self._journal))

        self._until(opened, "the desk to open", every=1.0)
        self._until(lambda: self._screen.look() is Look.WAIT, "the desk")

    def play(self, visit: Visit) -> None:
        """Play one visit."""
        self._begun = self._due
        for act in visit.acts:
            self._doing = f"{visit.title}, {act}"
            self._do(act)
            if isinstance(act, See) or (isinstance(act, Press) and act.keys != ("Return",)):
                self._photograph(f"{visit.title} {_name(act)}")
        self._due = self._begun + len(visit.entries)
        self._until(lambda: self._recorded >= self._due, "the record")

    def _do(self, act: Act) -> None:
        match act:
            case Stand() | Show():
                self._camera.play(scene_of_act(act))
                sleep(_DELAY)
            case Scan(number=number):
                self._screen.scan(number)
                sleep(_QUIET)
            case Write(text=text):
                self._screen.write(text)
                sleep(_QUIET)
            case Press() | Sign() | NextReviewer():
                self._by_hand(act)
            case See(message=message):
                self._see(message)
            case Recorded(entries=number):
                self._until(lambda: self._recorded >= self._begun + number, "the record")
                sleep(0.3)
            case Befall(event=event):
                self._befall(event)

    def _by_hand(self, act: Press | Sign | NextReviewer) -> None:
        match act:
            case Press(keys=keys):
                for key in keys:
                    self._screen.press(key)
                    sleep(_QUIET)
            case Sign(who=who):
                self._sign(who)
            case NextReviewer():
                sleep(0.5)

    def _sign(self, who: Person) -> None:
        self._until(lambda: self._screen.windows(self._station.pid) > 1, "the dialog to sign in")
        sleep(0.5)
        self._photograph(f"signs {who}")
        self._identify(who)
        self._until(lambda: self._screen.windows(self._station.pid) == 1, "the dialog to close")
        sleep(0.3)

    def _see(self, message: Message) -> None:
        if message is Message.CHECKING:
            sleep(_CHECKING)  # it may be over before it is seen
            return
        if message in _ON_RECORD:
            self._due += 1
            self._until(lambda: self._recorded >= self._due, "the record")
        self._until(lambda: self._screen.look() is _LOOKS.get(message, Look.CHECK), f"the look of: {message.value}")

    def _identify(self, who: Person) -> None:
        self._screen.scan(who.value.split()[0])
        sleep(0.5)
        self._screen.scan(PINS[who])

    def _befall(self, event: Event) -> None:
        self._say(event.value)
        match event:
            case Event.SERVER_LOST:
                self._server.kill()
            case Event.SERVER_BACK:
                self._server.start()
            case Event.CLOSING:
                while datetime.now(UTC) <= self._closes_at:
                    sleep(_POLL)
                sleep(1.5)
            case Event.VENUE_KNOWN:
                pass  # the desk has asked by now: it does so four times a minute

    @property
    def _recorded(self) -> int:
        return len(entries_of(_reports(self._journal)))

    def _until(self, condition: Callable[[], bool], what: str, every: float = _POLL) -> None:
        until = monotonic() + _PATIENCE
        while not condition():
            if self._station.poll() is not None:
                raise DemoError(f"{self._doing}: the station has ended; see {self._errors}")
            if monotonic() > until:
                self._photograph("failed")
                raise DemoError(f"{self._doing}: expected {what} within {_PATIENCE:.0f} s; it did not come")
            sleep(every)

    def _photograph(self, name: str) -> None:
        if self._pictures is not None:
            sleep(0.1)  # what has just been pressed is painted
            self._taken += 1
            words = "".join(sign if sign.isalnum() else "-" for sign in name)
            self._screen.photograph(self._pictures / f"{self._taken:03}-{words}.png")


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
        reports = _reports(journal)
        # While the desk is open: closing it signs the operator out, which is told at the next start.
        found = faults(home, URL.create("sqlite", database=str(home / "server.sqlite3")))
    print(_table(entries_of(reports)))
    print(_measured(reports))
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
    until = monotonic() + _PATIENCE
    while store.waiting(journal, 1):
        if monotonic() > until:
            raise DemoError(f"expected every report on the server within {_PATIENCE:.0f} s; some wait still")
        sleep(_POLL)


def _reports(journal: sqlite.Connection) -> list[Report]:
    return [unseal(envelope) for envelope in entries.envelopes(journal)]


def _table(recorded: Sequence[Entry]) -> str:
    """What was decided against what was expected, entry by entry."""
    expected = [(visit.title, entry) for visit in day() for entry in visit.entries]
    table = Table(title="The session", header_style="bold", title_justify="left")
    for name in ("#", "who", "number", "expected", "found", ""):
        table.add_column(name, no_wrap=True)
    for place, (wanted, found) in enumerate(zip_longest(expected, recorded), 1):
        title, entry = wanted or ("", None)
        same = "ok" if entry == found else "DIFFERS"
        number = (entry or found or Entry("", "")).number
        table.add_row(str(place), title, number, _words(entry), _words(found), same)
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def _words(entry: Entry | None) -> str:
    if entry is None:
        return "nothing"
    parts = (entry.what, entry.verdict, entry.reason, entry.refusal, "PIN" if entry.pin else "")
    return " ".join(str(part) for part in parts if part)


def _measured(reports: Sequence[Report]) -> str:
    """From card to verdict, of those who were let in by the machine's word at the first attempt."""
    clean = sorted(
        report.seconds_to_verdict
        for report in reports
        if isinstance(report, CheckInReport)
        and report.decision is Decision.ADMIT
        and not report.earlier_attempts
        and report.seconds_to_verdict is not None
    )
    if not clean:
        return "nobody was admitted at the first attempt"
    median, slow = clean[len(clean) // 2], clean[ceil(0.95 * len(clean)) - 1]
    return f"{len(clean)} clean candidates, card to verdict: median {median:.2f} s, 95th percentile {slow:.2f} s"


def _name(act: Act) -> str:
    match act:
        case See(message=message):
            return message.value
        case Press(keys=keys):
            return "+".join(keys)
        case _:
            return type(act).__name__


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
