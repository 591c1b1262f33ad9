"""The checks on the left, the camera on the right, and below it what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recognition.types import Frame
from station.camera.devices import CameraDevice
from station.selftest.results import CheckResult, may_open
from ui.enrolment.widgets import Button
from ui.opening import words
from ui.opening.banner import Banner
from ui.opening.camera_card import CameraCard
from ui.opening.check_list import CheckList
from ui.texts import translate
from ui.theme import GAP, MAIN_TARGET, MARGIN, TARGET


class ChecksPage(QWidget):
    """Shows results; what the buttons do is for others to say."""

    def __init__(self, peek: Callable[[], Frame | None], camera: CameraDevice) -> None:
        super().__init__()
        self._results: tuple[CheckResult, ...] = ()
        self._running = True
        self.banner, self.checks = Banner(), CheckList()
        self.camera = CameraCard(peek, camera)
        self.go_on = Button("Enter", main=True)
        self.again, self.packs = Button("F5"), Button("F4")
        self.go_on.setFixedHeight(MAIN_TARGET)
        for button in (self.again, self.packs):
            button.setFixedHeight(TARGET)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.banner)
        left.addWidget(self.checks, 1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.again, 1)
        below.addWidget(self.packs, 1)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.camera)
        right.addStretch(1)
        right.addWidget(self.go_on)
        right.addLayout(below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 16)
        layout.setSpacing(16)
        layout.addLayout(left, 67)
        layout.addLayout(right, 33)
        self.retranslate()

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """What was found so far."""
        return self._results

    @property
    def may_go_on(self) -> bool:
        """Whether the desk may open. Not while the checks run: they use what the desk will use."""
        return not self._running and may_open(self._results)

    def begin(self) -> None:
        """The checks run anew."""
        self._results, self._running = (), True
        self.checks.begin()
        self._show_state()

    def add(self, result: CheckResult) -> None:
        """One check is done."""
        self._results = (*self._results, result)
        self.checks.show_result(result)
        self._show_state()

    def end(self, results: Sequence[CheckResult]) -> None:
        """All checks are done."""
        self._results, self._running = tuple(results), False
        for result in results:
            self.checks.show_result(result)
        self._show_state()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.go_on.say(translate("Opening", "Open the desk"))
        self.again.say(translate("Opening", "Check again"))
        self.packs.say(translate("Opening", "Other pack"))
        self.checks.retranslate()
        self.camera.retranslate()
        self._show_state()

    def _show_state(self) -> None:
        self.banner.tell(*words.summary(self._results, self._running))
        self.go_on.setEnabled(self.may_go_on)
        self.again.setEnabled(not self._running)
