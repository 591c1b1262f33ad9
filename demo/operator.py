"""The operator of the demonstration: presses the keys that a person would, at the real window.

What they press depends on what the screen says, never on what the script expects. Whom the machine does not know they
compare by eye, and refuse; now and then they compare somebody whom it does know, with a colleague.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest

from demo.cards import card_picture
from demo.errors import DemoError
from demo.events import Decided
from demo.faces import live_stills
from demo.morning import Visit
from station.camera.replay import ReplayCamera, Scene, scene_of
from ui.desk_window import DeskWindow
from ui.view_state import Message, ViewState
from wire.vocabulary import Decision

_POLL = 15  # milliseconds
_PATIENCE = 40.0  # seconds that any one step may take
_RECORDED = (Message.ADMITTED, Message.PROVISIONAL, Message.REFUSED, Message.CANCELLED)
_VERDICTS = (
    Message.MATCH,
    Message.MATCH_STALE,
    Message.ALREADY_ADMITTED,
    Message.REFUSED_EARLIER,
    Message.LOOKALIKE,
    Message.KNOWN_TWIN,
    Message.BETWEEN,
    Message.NO_PICTURE,
    Message.NOT_ON_ROSTER,
    Message.OTHER_SESSION,
    Message.NO_REFERENCE,
    Message.NO_MATCH,
)
_KEYS = {
    Message.MATCH: (Qt.Key.Key_Return,),
    Message.AGREED: (Qt.Key.Key_Return,),
    Message.NOT_ON_ROSTER: (Qt.Key.Key_Escape,),
    Message.OTHER_SESSION: (Qt.Key.Key_Escape,),
    Message.DOUBTED: (Qt.Key.Key_X, Qt.Key.Key_1, Qt.Key.Key_Return),
}
_PROVISIONALLY = (Qt.Key.Key_P, Qt.Key.Key_Return)
_SPOT_CHECK = 5  # of so many matches one is compared by eye as well
_BETWEEN_KEYS = 0.12  # seconds, above what tells a person from a scanner

Wait = float | Callable[[], bool]


class Operator(QObject):
    """Plays visits one after the other.

    Signals:
        decided: a `Decided` event, when a visit is on disk.
        failed: a `DemoError`, when a step takes longer than it may.
        done: the last visit is over.
    """

    decided = Signal(object)
    failed = Signal(object)
    done = Signal()

    def __init__(
        self,
        window: DeskWindow,
        camera: ReplayCamera,
        visits: list[tuple[int, Visit]],
        pause: float,
        pictures: Path | None,
        clock: Callable[[], float],
        on_cue: Callable[[Visit], Callable[[], bool]],
        on_own_work: Callable[[], None],
    ) -> None:
        """``pause`` is how long each verdict stays for people to see, in seconds; ``pictures`` a folder for
        screenshots; ``on_cue`` begins what befalls the server and returns when that has happened;
        ``on_own_work`` is called after work on the window's thread that no real operator causes."""
        super().__init__()
        self._window = window
        self._camera = camera
        self._pause = pause
        self._pictures = pictures
        self._clock = clock
        self._on_cue = on_cue
        self._on_own_work = on_own_work
        self._taken: set[str] = set()
        self._matches = 0
        self._play = self._morning(visits)
        self._waiting_for: Callable[[], bool] = lambda: True
        self._until = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Begin."""
        self._timer.start(_POLL)

    def _poll(self) -> None:
        if not self._waiting_for():
            if self._clock() > self._until:
                self._timer.stop()
                self.failed.emit(DemoError(f"nothing happened for {_PATIENCE:.0f} s; the desk shows {self._message}"))
            return
        try:
            wait = next(self._play)
        except StopIteration:
            self._timer.stop()
            self.done.emit()
            return
        now = self._clock()
        if isinstance(wait, float):
            self._until = now + wait + _PATIENCE
            self._waiting_for = lambda: self._clock() >= now + wait
        else:
            self._until = now + _PATIENCE
            self._waiting_for = wait

    @property
    def _view(self) -> ViewState | None:
        return self._window.view

    @property
    def _message(self) -> Message | None:
        return self._view.message if self._view else None

    def _morning(self, visits: list[tuple[int, Visit]]) -> Iterator[Wait]:
        yield lambda: self._message is Message.NEXT
        for index, visit in visits:
            yield self._on_cue(visit)
            yield from self._visit(index, visit)
        self._camera.play(Scene())

    def _visit(self, index: int, visit: Visit) -> Iterator[Wait]:
        person = scene_of(live_stills(visit.person), visit.defocus)
        self._on_own_work()
        if visit.by_camera:
            self._camera.play(Scene((card_picture(visit.card),), filling=0.7))
            self._photograph("card")
            yield lambda: self._is_about(visit.card)
            self._camera.play(person)
        else:
            self._camera.play(person)
            yield 0.1  # the next person has stepped up
            QTest.keyClicks(self._window.page.number, visit.card)
            QTest.keyClick(self._window.page.number, Qt.Key.Key_Return)
            yield lambda: self._is_about(visit.card)
        if self._message is Message.CHECKING:
            yield 0.25
            self._photograph("checking")
        yield lambda: self._message in _VERDICTS
        if self._message in (Message.NO_PICTURE, Message.BETWEEN):
            yield from self._press(Qt.Key.Key_R)
            yield lambda: self._message not in _VERDICTS
            yield lambda: self._message in _VERDICTS
        yield 0.1
        verdict = self._view
        self._photograph(self._message.value if self._message else "")
        yield self._pause
        self._matches += self._message is Message.MATCH
        if self._message is Message.NO_MATCH:
            yield from self._compare_by_eye(Qt.Key.Key_2)
        elif self._message is Message.MATCH and self._matches % _SPOT_CHECK == 0:
            yield from self._compare_by_eye(Qt.Key.Key_1)
        for key in _KEYS.get(self._message or Message.NEXT, _PROVISIONALLY):
            yield from self._press(key)
            if self._window.page.sheets.sheet is not None and self._message is not None:
                self._photograph(f"{self._message.value} asked")
        yield lambda: self._message in _RECORDED
        yield 0.05
        self._photograph(self._message.value if self._message else "")
        self.decided.emit(_decided(index, verdict, self._view))
        yield self._pause / 2

    def _compare_by_eye(self, answer: Qt.Key) -> Iterator[Wait]:
        """Every reviewer who is asked answers the same, once they have said who they are."""
        yield from self._press(Qt.Key.Key_M)
        yield lambda: self._message is Message.REVIEWING
        while self._message is Message.REVIEWING:
            answered = self._answers
            if self._view is not None and self._view.reviewer is None:
                self._photograph("second reviewer")
                yield from self._press(Qt.Key.Key_Return)
            self._photograph("comparing")
            yield self._pause
            yield from self._press(answer)
            self._photograph("answer")
            yield from self._press(Qt.Key.Key_Return)
            yield partial(self._answered_since, answered)
        self._photograph(self._message.value if self._message else "")

    def _answered_since(self, before: int) -> bool:
        return self._answers > before

    @property
    def _answers(self) -> int:
        return len(self._view.checkin.reviews) if self._view and self._view.checkin else 0

    def _press(self, key: Qt.Key) -> Iterator[Wait]:
        QTest.keyClick(self._window, key)
        yield _BETWEEN_KEYS

    def _is_about(self, card: str) -> bool:
        view = self._view
        return (
            view is not None
            and view.checkin is not None
            and view.checkin.number == card
            and (view.message not in _RECORDED)
        )

    def _photograph(self, name: str) -> None:
        if self._pictures is not None and name not in self._taken:
            self._taken.add(name)
            self._window.grab().save(str(self._pictures / f"{len(self._taken):02}-{name.replace(' ', '-')}.png"))
            self._on_own_work()


def _decided(index: int, verdict: ViewState | None, recorded: ViewState | None) -> Decided:
    score = verdict.score if verdict else None
    last = recorded.undoable if recorded else None
    return Decided(
        visit=index,
        found=verdict.message.value if verdict else "",
        score=score.score if score else None,
        decision=(last.choice.decision if last else Decision.CANCEL).value,
    )
