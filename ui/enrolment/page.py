"""What the pages have in common: a workbench to ask, a job that may run, and a notice above."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from enrollment.workbench import Failure, Trouble
from ui.enrolment import words
from ui.enrolment.bridge import Bridge
from ui.enrolment.task import Task
from ui.enrolment.widgets import Notice
from ui.view_state import Look


class Page(QWidget):
    """One of the pages. What a notice says is kept as what says it, so that it can be said in another language."""

    def __init__(self, bridge: Bridge, task: Task) -> None:
        super().__init__()
        self._bridge, self._task = bridge, task
        self._said: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._look = Look.WAIT
        self.notice = Notice()

    def enter(self) -> None:
        """The page is shown."""

    def main_action(self) -> None:
        """Ctrl+Enter: what the page is for."""

    def retranslate(self) -> None:
        """Say everything in the language in use."""

    def tell(self, look: Look, said: Callable[[], tuple[str, str]]) -> None:
        """Show a notice: ``said`` gives a sentence, and what stands below it, in the language in use."""
        self._look, self._said = look, said
        self.notice.tell(look, *said())

    def fail(self, failure: Failure) -> None:
        """Say what happened and what to do. What somebody stopped is no failure."""
        look = Look.WAIT if failure.trouble is Trouble.STOPPED else Look.STOP
        self.tell(look, lambda: (words.failure(failure), failure.detail))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if not self.notice.isHidden():
                self.notice.tell(self._look, *self._said())
