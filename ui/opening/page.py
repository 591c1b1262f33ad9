"""The opening of a desk: the checks, the camera, and the session, on two pages in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recognition.types import Frame
from station.camera.devices import CameraDevice
from station.selftest.results import Check, CheckResult, Finding
from station.shelf import ShelvedPack
from ui.enrolment.style import SHEET
from ui.opening.background import Background
from ui.opening.checks_page import ChecksPage
from ui.opening.packs_page import PacksPage
from wire.errors import PackError
from wire.pack_listing import ListedPack
from wire.reports import CheckOutcome

_LEAST = (1180, 560)  # pixels: the desk's own least size, with a header and a footer
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, eq=False)
class OpeningParts:
    """What the opening does things with. All but ``peek`` may take a while: they are called on threads.

    Args:
        run: runs the checks, telling of each as it is done, and returns them all; never twice at a time.
        cameras: the cameras there are.
        use_camera: from now on pictures come from the camera of this target.
        peek: the newest frame of the camera in use, at once.
        packs: the packs that lie at this station.
        take_pack: opens a pack for this station and keeps it; raises PackError where it is refused.
        offers: the packs that the server has and that do not lie here, None without a server; raises TransportError.
        fetch_pack: gets one of them, telling how many bytes have arrived and asking whether it was cancelled; where it
            lies then, None if it was. Raises TransportError, PackError, OSError.
    """

    run: Callable[[Callable[[CheckResult], None]], Sequence[CheckResult]]
    cameras: Callable[[], Sequence[CameraDevice]]
    use_camera: Callable[[str], object]
    peek: Callable[[], Frame | None]
    packs: Callable[[], Sequence[ShelvedPack]]
    take_pack: Callable[[Path], object]
    offers: Callable[[], Sequence[ListedPack] | None]
    fetch_pack: Callable[[ListedPack, Callable[[int], None], Callable[[], bool]], Path | None]


class OpeningPage(QWidget):
    """Checks at once when it is started, again after another camera or pack was chosen, and whenever somebody asks.

    Signals:
        opened: somebody wants to open the desk, and it may; see `results`.
        camera_chosen: the target of the camera that is in use now.
        pack_chosen: the path of a pack that was taken.
    """

    opened = Signal()
    camera_chosen = Signal(str)
    pack_chosen = Signal(object)

    def __init__(self, parts: OpeningParts, camera: CameraDevice) -> None:
        """``camera`` is the one in use."""
        super().__init__()
        self.setObjectName("desk")
        self.setStyleSheet(SHEET)
        self.setMinimumSize(*_LEAST)  # and no more when more is said: the window would change its size by itself
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._parts = parts
        self._background = Background()
        self._running = self._again = self._taking = False
        self._cancelled: Event | None = None  # while a pack is on its way from the server
        self.checks, self.packs = ChecksPage(parts.peek, camera), PacksPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.checks)
        self._stack.addWidget(self.packs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.checks.again.clicked.connect(self.run_again)
        self.checks.go_on.clicked.connect(self._open)
        self.checks.packs.clicked.connect(self.show_packs)
        self.checks.camera.chosen.connect(self._use_camera)
        self.packs.back.clicked.connect(self.show_checks)
        self.packs.chosen.connect(self._take_pack)
        self.packs.wanted.connect(self._fetch_pack)
        self.packs.fetching.cancel.clicked.connect(self._cancel_fetching)

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """What the checks found, for the report of the opening."""
        return self.checks.results

    @property
    def showing_packs(self) -> bool:
        """Whether the packs are shown instead of the checks."""
        return self._stack.currentWidget() is self.packs

    def start(self) -> None:
        """Look for cameras and run the checks; again, where it was stopped. What a run before was told is lost."""
        if self._background.closed:
            self._background = Background()
            self._running = self._again = self._taking = False
            self._cancelled = None
            self.packs.stay()
        self.setFocus()
        self._look_for_cameras()
        self._run()

    def stop(self) -> None:
        """Take in nothing any more: the desk opens, or the window is closed."""
        self._cancel_fetching()
        self._background.close()

    def run_again(self) -> None:
        """Run the checks anew, once those that run have ended."""
        self._look_for_cameras()
        self._run()

    def show_checks(self) -> None:
        """Show the checks."""
        self._stack.setCurrentWidget(self.checks)
        self.setFocus()

    def show_packs(self) -> None:
        """Show the packs, as they lie there now."""
        self._stack.setCurrentWidget(self.packs)
        self._look_for_packs()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every action has a key."""
        pressed = event.key()
        if event.isAutoRepeat() and pressed not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif self.showing_packs:
            self._press_on_packs(event)
        elif pressed in _ENTER:
            self._open()
        elif pressed == Qt.Key.Key_F5:
            self.run_again()
        elif pressed == Qt.Key.Key_F4:
            self.show_packs()
        elif pressed == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.checks.camera.ask()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.checks.retranslate()
            self.packs.retranslate()

    def _press_on_packs(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self._cancelled is not None:
                self._cancel_fetching()
            case Qt.Key.Key_Escape:
                self.show_checks()
            case Qt.Key.Key_F5 if not self._taking:
                self._look_for_packs()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.packs.choose_focused()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.packs.move_focus(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_O if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.packs.ask_file()
            case _:
                event.ignore()

    def _open(self) -> None:
        if self.checks.may_go_on:
            self.opened.emit()

    def _run(self) -> None:
        """Begin, or begin again once the run under way has ended: what it uses is for one run at a time."""
        self.checks.begin()
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False

        def tell(result: CheckResult) -> None:
            self._background.tell(self._show, result)

        self._background.ask(lambda: self._parts.run(tell), self._ended, self._broken)

    def _show(self, result: CheckResult) -> None:
        if not self._again:
            self.checks.add(result)

    def _ended(self, results: Sequence[CheckResult]) -> None:
        self._running = False
        if self._again:
            self._run()
        else:
            self.checks.end(results)

    def _broken(self, error: Exception) -> None:
        """What was not told of yet has failed."""
        told = {result.check: result for result in self.checks.results}
        fault = type(error).__name__
        self._ended(
            [
                told.get(check) or CheckResult(check, CheckOutcome.FAILED, Finding.CHECK_FAILED, (fault,))
                for check in Check
            ]
        )

    def _look_for_cameras(self) -> None:
        self._background.ask(self._parts.cameras, self.checks.camera.show_cameras, lambda error: None)

    def _look_for_packs(self) -> None:
        self._background.ask(self._parts.packs, self.packs.show_packs, lambda error: self.packs.show_packs(()))
        self.packs.look_on_server()
        self._background.ask(self._parts.offers, self.packs.show_offers, self.packs.show_trouble)

    def _use_camera(self, target: str) -> None:
        camera = self.checks.camera
        before = camera.current.target
        camera.use(target)
        camera.choice.setEnabled(False)
        self.setFocus()

        def done(_: object) -> None:
            camera.choice.setEnabled(True)
            self.camera_chosen.emit(target)
            self._run()

        def failed(_: Exception) -> None:
            camera.choice.setEnabled(True)
            camera.use(before)
            self._run()

        self._background.ask(lambda: self._parts.use_camera(target), done, failed)

    def _take_pack(self, path: Path) -> None:
        if self._taking:
            return
        self._taking = True
        self.packs.read()

        def done(_: object) -> None:
            self._taking = False
            self.packs.take()
            self.show_checks()
            self.pack_chosen.emit(path)
            self._run()

        def failed(error: Exception) -> None:
            self._taking = False
            self.packs.refuse(path.name, error.problem if isinstance(error, PackError) else None)

        self._background.ask(lambda: self._parts.take_pack(path), done, failed)

    def _fetch_pack(self, pack: ListedPack) -> None:
        """Get a pack from the server, then take it as any other."""
        if self._taking:
            return
        cancelled = self._cancelled = Event()
        self._taking = True
        self.packs.fetch(pack)
        self.setFocus()  # what had it is of no use meanwhile, and the keys come here

        def arrived(size: int) -> None:
            self._background.tell(self.packs.fetching.show_arrived, size)

        def done(path: Path | None) -> None:
            self._taking, self._cancelled = False, None
            if path is None:
                self.packs.stay()
            else:
                self._take_pack(path)

        def failed(error: Exception) -> None:
            self._taking, self._cancelled = False, None
            if isinstance(error, PackError):
                self.packs.refuse(pack.session.title, error.problem)
            else:
                self.packs.break_off(pack.session.title, error)

        self._background.ask(lambda: self._parts.fetch_pack(pack, arrived, cancelled.is_set), done, failed)

    def _cancel_fetching(self) -> None:
        if self._cancelled is not None:
            self._cancelled.set()
            self.packs.fetching.show_stopping()
