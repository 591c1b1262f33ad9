"""A whole session of 40 candidates at the real window, by keys alone, with every exception that there is a path for.

The people, the enrolment, the pack, the journal, the server with its PostgreSQL, another desk: all of it is real. The
script is `demo.session`; here are the hands that play it, and the eyes that see what the desk shows meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from cli.main import app as hadir
from demo.errors import DemoError
from demo.faces import number_of
from demo.home import JOURNAL, PASSPHRASE, journal_key, open_journal
from demo.programs import ServerProcess
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
from demo.session.record import entries_of, reports_of
from demo.session.script import ADMITTED_ELSEWHERE, Visit, day
from demo.session.stage import set_up
from models.registry import ModelRegistry
from recognition.engines import DEFAULT
from recognition.pipeline import Pipeline
from station.assembly import Station
from station.camera.replay import ReplayCamera, Scene
from station.checkin import pins
from station.clock import ServerClock, SystemClock
from station.config import StationConfig
from station.local import LocalDatabase
from station.opening import Opening, Taken
from station.operators.people import People
from station.packs import packs_called
from ui import theme
from ui.app import station_factory
from ui.bridge import Bridge
from ui.desk_app import DeskApp
from ui.languages import Languages
from ui.second_signature import SecondSignature
from ui.station_app import DayParts, StationApp
from ui.view_state import Message, ViewState
from wire.reports import SelfTestResult

# Qt's offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

PATIENCE = 60.0  # seconds that any one act may take
OF_A_PERSON = 0.12  # seconds between two keys, above what tells a person from a scanner
POLL = 10  # milliseconds
SHOWS_PIN = (Message.ADMITTED, Message.PROVISIONAL)

KEYS = {
    "Return": Qt.Key.Key_Return,
    "Escape": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    **{f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)},
}

Wait = float | Callable[[], bool]


class PassingClock(SystemClock):
    """The computer's clock, which can be let run ahead as if that time had passed."""

    passed = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.passed

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.passed)


class Hands(QObject):
    """Plays visits, from a timer: so it goes on while a dialog has the window. Keys go to whatever has them."""

    def __init__(
        self,
        window: StationApp,
        camera: ReplayCamera,
        clock: PassingClock,
        server: ServerProcess,
        home: Path,
        visits: tuple[Visit, ...],
    ) -> None:
        super().__init__()
        self.problem = ""
        self.done = False
        self.pins: dict[str, str] = {}
        self._app = window
        self._camera = camera
        self._clock = clock
        self._server = server
        self._journal = open_journal(home / JOURNAL)
        self._doing = ""
        self._coming, self._pressed_at = 0, 0.0
        self._play = self._day(visits)
        self._waiting_for: Wait = 0.0
        self._since = monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._timer.start(POLL)

    def stop(self) -> None:
        """Press nothing any more."""
        self._timer.stop()
        self._journal.close()

    @property
    def desk(self) -> DeskApp:
        """The desk, once it is open."""
        assert self._app.desk is not None
        return self._app.desk

    @property
    def view(self) -> ViewState:
        """What the desk shows."""
        assert self.desk.window.view is not None
        return self.desk.window.view

    def _turn(self) -> None:
        self._watch_pins()
        passed = monotonic() - self._since
        waiting = self._waiting_for
        if not (waiting() if callable(waiting) else passed >= waiting):
            if passed > PATIENCE:
                shows = self.view.message.value if self._app.desk and self._app.desk.window.view else "no desk"
                self._end(f"{self._doing}: nothing happened for {PATIENCE:.0f} s; the desk shows: {shows}")
            return
        try:
            self._waiting_for = next(self._play)
        except StopIteration:
            self._end("")
        self._since = monotonic()

    def _end(self, problem: str) -> None:
        self.problem, self.done = problem, True
        self._timer.stop()
        modal = QApplication.activeModalWidget()
        if problem and isinstance(modal, SecondSignature):
            modal.reject()  # else its loop never ends

    def _watch_pins(self) -> None:
        """A PIN may be on the screen upon an admission, and never else."""
        window = self._app.desk.window if self._app.desk else None
        if window is None or window.view is None or not window.page.pin.pin.isVisible():
            return
        shown = window.page.pin.pin.text().replace(" ", "")
        checkin = window.view.checkin
        if window.view.message not in SHOWS_PIN or checkin is None:
            self._end(f"{self._doing}: the PIN {shown} is shown with the message {window.view.message}")
        else:
            self.pins[checkin.number] = shown

    def _day(self, visits: tuple[Visit, ...]) -> Iterator[Wait]:
        yield from self._open()
        for visit in visits:
            before = self._recorded()
            for act in visit.acts:
                self._doing = f"{visit.title}: {act}"
                yield from self._do(act, before)

    def _open(self) -> Iterator[Wait]:
        self._doing = "signing in"
        sign_in = self._app.sign_in
        yield lambda: bool(sign_in.staff.names)
        yield from self._sign(Person.OPERATOR, lambda: sign_in.entry.takes_pin)
        self._doing = "opening"
        yield lambda: self._app.opening.checks.may_go_on
        yield from self._person(["Return"])
        yield lambda: self._app.desk is not None and self._app.desk.window.view is not None
        yield lambda: self.view.message is Message.NEXT

    def _do(self, act: Act, before: int) -> Iterator[Wait]:
        match act:
            case Stand() | Show():
                self._camera.play(scene_of_act(act))
                yield 0.1
            case Scan(number=number):
                self._burst(number)
                yield 0.0
            case Press(keys=keys):
                yield from self._person(keys)
            case Write(text=text):
                yield from self._person(text)
            case Sign(who=who):
                yield from self._sign_second(who)
            case See(message=message):
                yield lambda: self.view.message is message
            case NextReviewer():
                yield lambda: self.view.message is Message.REVIEWING and self.view.reviewer is None
            case Recorded(entries=number):
                yield lambda: self._recorded() >= before + number
            case Befall(event=event):
                yield self._befall(event)

    def _person(self, keys: list[str] | tuple[str, ...] | str) -> Iterator[Wait]:
        for key in keys:
            yield self._is_quiet
            self._key(key)
        yield self._is_quiet

    def _is_quiet(self) -> bool:
        return not self._coming and monotonic() - self._pressed_at >= OF_A_PERSON

    def _burst(self, text: str) -> None:
        """All at once, as a scanner types."""
        for key in (*text, "Return"):
            self._key(key)

    def _key(self, key: str) -> None:
        """Not from this timer's own slot: a key may open a dialog, which returns only when it is closed."""
        self._coming += 1
        QTimer.singleShot(0, self, lambda: self._click(key))

    def _click(self, key: str) -> None:
        self._coming -= 1
        self._pressed_at = monotonic()
        # Without a window manager nothing activates the window again after a dialog: then what has the keys in it.
        window = QApplication.activeModalWidget() or self._app.window
        target = QApplication.focusWidget() or window.focusWidget() or window
        if key in KEYS:
            QTest.keyClick(target, KEYS[key])
        else:
            QTest.keyClicks(target, key)

    def _sign(self, who: Person, takes_pin: Callable[[], bool]) -> Iterator[Wait]:
        self._burst(who.value.split()[0])
        yield takes_pin
        self._burst(PINS[who])
        yield 0.0

    def _sign_second(self, who: Person) -> Iterator[Wait]:
        def dialog() -> SecondSignature | None:
            modal = QApplication.activeModalWidget()
            return modal if isinstance(modal, SecondSignature) else None

        yield lambda: (shown := dialog()) is not None and bool(shown.staff.names)
        asked = dialog()
        assert asked is not None
        yield from self._sign(who, lambda: asked.entry.takes_pin)
        yield lambda: dialog() is None

    def _recorded(self) -> int:
        return len(entries_of(reports_of(self._journal)))

    def _befall(self, event: Event) -> Wait:
        match event:
            case Event.SERVER_LOST:
                self._server.kill()
            case Event.SERVER_BACK:
                self._server.start()
            case Event.VENUE_KNOWN:
                return self._knows_of_other_desk
            case Event.CLOSING:
                left = pins.closes_at(self.desk.station.session) - self._clock.now()
                self._clock.passed += left.total_seconds() + 1
        return 0.0

    def _knows_of_other_desk(self) -> bool:
        venue = self.desk.station.venue()
        return venue is not None and number_of(ADMITTED_ELSEWHERE) in venue.people


def run_here(home: Path, /, *arguments: str) -> str:
    """A `hadir` command in this process, which has loaded already what it needs."""
    environment = {"HADIR_PASSPHRASE_FILE": str(home / PASSPHRASE)}
    done = CliRunner().invoke(hadir, ["--home", str(home), *arguments], env=environment)
    if done.exit_code and arguments[:2] != ("enroll", "import"):  # there some candidates have no photo, by intention
        raise DemoError(f"hadir {' '.join(arguments[:2])} failed: {done.output}")
    return done.output


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def server(home: Path, empty_postgresql: str) -> Iterator[ServerProcess]:
    made = ServerProcess(home)
    starts_at = (datetime.now() + timedelta(hours=1)).astimezone()
    try:
        set_up(home, made, starts_at, run_here, empty_postgresql)
        yield made
    finally:
        made.stop()


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, home: Path, server: ServerProcess, registry: ModelRegistry, pipeline: Pipeline
) -> Iterator[Hands]:
    theme.apply(qapp)
    languages = Languages(qapp)
    languages.use("en")
    clock, server_clock = PassingClock(), ServerClock()
    camera = ReplayCamera(Scene(), seed=7)
    config = StationConfig(camera="replay", sound=False)
    with (
        closing(LocalDatabase(home / JOURNAL, journal_key(home), "", clock)) as local,
        closing(local.connect()) as connection,
    ):
        opening = Opening(config, registry, DEFAULT, pipeline, local, clock, lambda _target: camera, home / "packs")
        opening.take_pack(packs_called(home / "packs", SESSION)[0])

        def make_station(bridge: Bridge, taken: Taken, _: str, self_test: tuple[SelfTestResult, ...]) -> Station:
            factory = station_factory(config, taken.session, camera, pipeline, local, clock, server_clock, self_test)
            return factory(bridge)

        people = People(connection, clock, server_clock)
        parts = DayParts(
            local.identity.station_id, opening, people, make_station, clock, languages, None, lambda desk: None
        )
        window = StationApp(parts)
        qtbot.addWidget(window.window)
        window.window.resize(1366, 768)
        window.start()
        window.window.show()
        playing = Hands(window, camera, clock, server, home, day())
        yield playing
        playing.stop()
        window.stop()


def test_after_a_session_with_every_exception_journal_server_and_pin_list_agree(
    hands: Hands, home: Path, empty_postgresql: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: hands.done, timeout=400_000)
    assert not hands.problem
    qtbot.waitUntil(lambda: hands.view.sync is not None and hands.view.sync.pending == 0, timeout=120_000)
    assert faults(home, empty_postgresql, hands.pins) == []
