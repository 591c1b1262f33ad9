"""First page: a roster and photos are chosen, looked at, and taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout

from enrollment.errands import Prepared, carry_out, prepare, sessions, sheets
from enrollment.importing import Progress
from enrollment.roster.problem_list import write_problems
from enrollment.store.candidates import SessionSummary
from enrollment.workbench import Failure, Trouble
from ui.enrolment import words
from ui.enrolment.bridge import Bridge
from ui.enrolment.chooser import Chooser
from ui.enrolment.page import Page
from ui.enrolment.preview import Preview
from ui.enrolment.preview_lists import problem_cells, problem_titles
from ui.enrolment.tables import TableModel, table
from ui.enrolment.task import Kind, Task
from ui.enrolment.widgets import Empty, heading
from ui.labels import label
from ui.texts import number, translate
from ui.theme import GAP
from ui.view_state import Look

_LEAST_BELOW = 110  # pixels


class ImportPage(Page):
    """The chooser and the sessions that are there, or what the chosen import would do.

    Signals:
        imported: something was stored.
    """

    imported = Signal()

    def __init__(self, bridge: Bridge, task: Task, now: Callable[[], datetime], workers: int) -> None:
        super().__init__(bridge, task)
        self._now, self._workers = now, workers
        self._title, self._explanation = heading(), label(15, tone="secondary")
        self.chooser = Chooser()
        self.preview = Preview()
        self._sessions_title = label(16, QFont.Weight.DemiBold)
        self.sessions: TableModel[SessionSummary] = TableModel(_session_titles, _session_cells, frozenset({2, 3, 4}))
        self._empty = Empty()
        self._lists, self.below = QStackedWidget(), _Below()
        self._arrange()
        self.chooser.changed.connect(self._choice_changed)
        self.chooser.roster.chosen.connect(self._ask_sheets)
        self.chooser.look.clicked.connect(self.prepare)
        self.preview.import_asked.connect(self.carry_out)
        self.preview.back_asked.connect(self.back)
        self.preview.save_asked.connect(self._ask_where)
        task.changed.connect(self._show_state)
        self.retranslate()
        self._show_state()

    @property
    def previewing(self) -> bool:
        """Whether what an import would do is shown."""
        return self.below.currentWidget() is self.preview

    def enter(self) -> None:
        """Read the sessions."""
        self._bridge.ask(sessions, self._show_sessions, self.fail)

    def main_action(self) -> None:
        """Look at the import, or carry it out."""
        button = self.preview.go if self.previewing else self.chooser.look
        button.click()

    def back(self) -> None:
        """From the preview to the sessions."""
        self.below.setCurrentIndex(0)
        self._show_state()

    def prepare(self) -> None:
        """Look at what the import would do."""
        choice = self.chooser.choice
        if choice is None or self._task.running:
            return
        self.notice.hide()
        job = prepare(choice, self._now().date(), self._workers)
        self._task.begin(Kind.CHECK, job, self._show_prepared, self.fail, _measure)

    def carry_out(self) -> None:
        """Import what was looked at."""
        prepared = self.preview.prepared
        if prepared is None or self._task.running:
            return

        def done(_: None) -> None:
            look = Look.CHECK if prepared.plan.problems else Look.ADMIT
            self.tell(look, lambda: _imported(prepared))
            self._stored()

        def failed(failure: Failure) -> None:
            self.fail(failure)
            self._stored()

        self.back()
        self.notice.hide()
        self._task.begin(Kind.IMPORT, carry_out(prepared, self._workers), done, failed, _measure)

    def write_problems(self, path: Path) -> None:
        """Write the problems and say so, or why not."""
        try:
            titles = (translate("Enrolment", "File"), *problem_titles())
            write_problems(path, self.preview.lists.problems.rows, titles, problem_cells)
        except OSError as error:
            self.fail(Failure(Trouble.FILE, str(error)))
        else:
            self.tell(Look.ADMIT, lambda: (translate("Enrolment", "Saved"), str(path)))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Enrolment", "Import"))
        self._explanation.setText(
            translate("Enrolment", "A roster and its photos. You see what would change before anything is stored.")
        )
        self._sessions_title.setText(translate("Enrolment", "Sessions"))
        self._empty.tell(
            translate("Enrolment", "Nobody is enrolled yet"),
            translate("Enrolment", "Choose a roster and its photos above, then press Ctrl+Enter."),
        )
        self.chooser.retranslate()
        self.sessions.retranslate()
        self.preview.retranslate()

    def _choice_changed(self) -> None:
        self.notice.hide()
        self.back()

    def _ask_sheets(self, roster: Path) -> None:
        """Offer the sheets of a workbook; of one that cannot be read, the check says why."""

        def offer(names: tuple[str, ...]) -> None:
            if self.chooser.roster.path == roster:
                self.chooser.offer_sheets(names)

        self._bridge.ask(sheets(roster), offer, lambda _: None)

    def _show_prepared(self, prepared: Prepared) -> None:
        self.preview.show_prepared(prepared)
        self.below.setCurrentWidget(self.preview)
        self._show_state()

    def _show_sessions(self, found: list[SessionSummary]) -> None:
        self.sessions.set_rows(found)
        self._lists.setCurrentIndex(0 if found else 1)

    def _stored(self) -> None:
        self.imported.emit()
        self.enter()

    def _ask_where(self) -> None:
        title = translate("Enrolment", "Save problems")
        name, _ = QFileDialog.getSaveFileName(self, title, "problems.csv", "CSV (*.csv)")
        if name:
            self.write_problems(Path(name))

    def _show_state(self) -> None:
        self.chooser.setVisible(not self.previewing)
        self.chooser.show_busy(self._task.running)

    def _arrange(self) -> None:
        listed = QFrame()
        listed.setObjectName("card")
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(20, 14, 20, 12)
        inside.addWidget(self._sessions_title)
        self._lists.addWidget(table(self.sessions, (300, 185, 110, 130, 165), 0))
        self._lists.addWidget(self._empty)
        inside.addWidget(self._lists)
        self.below.addWidget(listed)
        self.below.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 2)
        for part in (self._title, self._explanation, self.chooser, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.below, 1)


class _Below(QStackedWidget):
    """Asks for little, else the preview, which is shown without the chooser, would take room from the chooser."""

    def hasHeightForWidth(self) -> bool:
        """No, whatever its pages have."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Room for a line or two."""
        return QSize(0, _LEAST_BELOW)


def _imported(prepared: Prepared) -> tuple[str, str]:
    plan = prepared.plan
    sentence = words.say(translate("Enrolment", "Imported: %1 candidates"), len(plan.rows))
    left = words.say(translate("Enrolment", "Problems left to correct: %1."), len(plan.problems))
    following = translate("Enrolment", "Next: look at the photos (F6), then at duplicates (F7).")
    return sentence, f"{left} {following}" if plan.problems else following


def _measure(progress: Progress) -> tuple[int, int]:
    return progress.done, progress.total


def _session_titles() -> tuple[str, ...]:
    return (
        translate("Enrolment", "Session"),
        translate("Enrolment", "Starts"),
        translate("Enrolment", "Candidates"),
        translate("Enrolment", "Usable photo"),
        translate("Enrolment", "Photos waiting"),
    )


def _session_cells(summary: SessionSummary) -> tuple[str, ...]:
    counts = (summary.candidates, summary.usable, summary.waiting)
    return words.place(summary.session), words.moment(summary.session.starts_at), *map(number, counts)
