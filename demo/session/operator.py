"""The operator who plays a session from outside: keys in, and nothing to go by but the screen and the record."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from demo.errors import DemoError
from demo.programs import ServerProcess
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
from demo.session.cast import scene_of_act
from demo.session.record import entries_of, reports_of
from demo.session.screen import Screen
from demo.session.script import Visit
from station.camera.replay import ReplayCamera
from ui.view_state import Look, Message
from vault import sqlite
from wire.reports import OpeningReport

STATION_ERRORS = "station.stderr"
PATIENCE = 90.0  # seconds that anything may take
POLL = 0.1  # seconds
_QUIET = 0.2  # seconds after a key, above what tells a person from a scanner
_CHECKING = 1.5  # seconds that looking at a face takes, at most
_DELAY = 0.5  # seconds until whoever steps up is in the pictures that the stream delivers

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
        self._closed = False  # PINs, as the script has it

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
            return any(isinstance(report, OpeningReport) for report in reports_of(self._journal))

        self._until(opened, "the desk to open", every=1.0)
        self._until(lambda: self._screen.look() is Look.WAIT, "the desk")

    def play(self, visit: Visit) -> None:
        """Play one visit. Raises DemoError where PINs have closed that the script has open still."""
        due = self._closed or Befall(Event.CLOSING) in visit.acts
        if not due and datetime.now(UTC) > self._closes_at:
            raise DemoError(f"PINs have closed before the script came to it, at {visit.title!r}: name more --minutes")
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
                self._closed = True
                while datetime.now(UTC) <= self._closes_at:
                    sleep(POLL)
                sleep(1.5)
            case Event.VENUE_KNOWN:
                pass  # the desk has asked by now: it does so four times a minute

    @property
    def _recorded(self) -> int:
        return len(entries_of(reports_of(self._journal)))

    def _until(self, condition: Callable[[], bool], what: str, every: float = POLL) -> None:
        until = monotonic() + PATIENCE
        while not condition():
            if self._station.poll() is not None:
                raise DemoError(f"{self._doing}: the station has ended; see {self._errors}")
            if monotonic() > until:
                self._photograph("failed")
                raise DemoError(f"{self._doing}: expected {what} within {PATIENCE:.0f} s; it did not come")
            sleep(every)

    def _photograph(self, name: str) -> None:
        if self._pictures is not None:
            sleep(0.1)  # what has just been pressed is painted
            self._taken += 1
            words = "".join(sign if sign.isalnum() else "-" for sign in name)
            self._screen.photograph(self._pictures / f"{self._taken:03}-{words}.png")


def _name(act: Act) -> str:
    match act:
        case See(message=message):
            return message.value
        case Press(keys=keys):
            return "+".join(keys)
        case _:
            return type(act).__name__
