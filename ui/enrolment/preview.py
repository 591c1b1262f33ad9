"""What an import would do, before it does it: counts, changes before and after, problems with line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout

from enrollment.changes import Change
from enrollment.errands import Prepared
from enrollment.roster.problems import RosterProblem
from ui.enrolment import words
from ui.enrolment.roster_words import wording
from ui.enrolment.tables import TableModel, table
from ui.enrolment.widgets import Button, Empty
from ui.labels import label
from ui.texts import number, translate
from ui.theme import GAP
from vault.files import write_whole
from wire.spreadsheets import inert


class Preview(QFrame):
    """Shows a prepared import.

    Signals:
        save_asked: the problems are wanted as CSV.
        import_asked: it is to be carried out.
        back_asked: it is not.
    """

    save_asked = Signal()
    import_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.prepared: Prepared | None = None
        self._figures = [(label(26, QFont.Weight.Bold), label(13, tone="secondary")) for _ in range(4)]
        self.remarks = label(13, tone="secondary")
        self.remarks.setWordWrap(True)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.changes: TableModel[Change] = TableModel(_change_titles, _change_cells)
        self.problems: TableModel[RosterProblem] = TableModel(_problem_titles, _problem_cells)
        self._nothing = Empty()
        self._tables = QStackedWidget()
        self._tables.addWidget(table(self.changes, (200, 150, 280, 280), 3))
        self._tables.addWidget(table(self.problems, (70, 130, 380, 300), 3))
        self._tables.addWidget(self._nothing)
        self.save = Button("Ctrl+S")
        self.back = Button("Esc")
        self.go = Button("Ctrl+Enter", main=True)
        self.save.clicked.connect(self.save_asked)
        self.back.clicked.connect(self.back_asked)
        self.go.clicked.connect(self.import_asked)
        self.tabs.currentChanged.connect(self._show_table)
        self._arrange()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what it would do; problems first, where there are any."""
        self.prepared = prepared
        self.changes.set_rows(prepared.plan.changes.changed)
        self.problems.set_rows(prepared.plan.problems)
        changed = bool(prepared.plan.changes.changed)
        self.tabs.setCurrentIndex(0 if changed or not prepared.plan.problems else 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.save.say(translate("Enrolment", "Save problems"))
        self.back.say(translate("Enrolment", "Back"))
        self.changes.retranslate()
        self.problems.retranslate()
        if self.prepared is None:
            return
        plan = self.prepared.plan
        figures = (
            (len(plan.changes.new), translate("Enrolment", "new")),
            (plan.changes.candidates_changed, translate("Enrolment", "changed")),
            (plan.changes.unchanged, translate("Enrolment", "as they are")),
            (len(plan.problems), translate("Enrolment", "problems")),
        )
        for (figure, word), (value, text) in zip(self._figures, figures, strict=True):
            figure.setText(number(value))
            word.setText(text)
        problems = self._figures[3][0]
        problems.setProperty("tone", "check" if plan.problems else "ink")
        problems.style().polish(problems)
        self.remarks.setText(self._remarks(self.prepared))
        self.tabs.setTabText(
            0, words.say(translate("Enrolment", "What is overwritten (%1)"), len(plan.changes.changed))
        )
        self.tabs.setTabText(1, words.say(translate("Enrolment", "Problems (%1)"), len(plan.problems)))
        self.save.setEnabled(bool(plan.problems))
        self.go.setEnabled(bool(plan.rows))
        self.go.say(words.say(translate("Enrolment", "Import (%1)"), len(plan.rows)))
        self._show_table()

    def _remarks(self, prepared: Prepared) -> str:
        """What is worth knowing and no problem."""
        choice, plan = prepared.choice, prepared.plan
        said = [words.say(translate("Enrolment", "From %1, photos from %2."), choice.roster.name, choice.photos.name)]
        without = sum(not names for names in plan.photos.values())
        if without:
            sentence = translate("Enrolment", "Without any photo, to be checked by eye at the desk: %1.")
            said.append(words.say(sentence, without))
        if plan.changes.not_in_roster:
            sentence = translate("Enrolment", "Of these sessions but not in this roster, and staying: %1.")
            said.append(words.say(sentence, plan.changes.not_in_roster))
        if prepared.roster.unused:
            sentence = translate("Enrolment", "Columns that mean nothing here: %1.")
            said.append(words.say(sentence, ", ".join(prepared.roster.unused)))
        return " ".join(said)

    def _show_table(self) -> None:
        changes = self.tabs.currentIndex() == 0
        empty = not (self.changes if changes else self.problems).rows
        if empty and changes:
            self._nothing.tell(
                translate("Enrolment", "Nothing is overwritten"),
                translate("Enrolment", "Everybody in this roster is new, or as they are already."),
            )
        elif empty:
            self._nothing.tell(
                translate("Enrolment", "No problems"),
                translate("Enrolment", "Every row of the roster can go in."),
            )
        self._tables.setCurrentIndex(2 if empty else self.tabs.currentIndex())

    def _arrange(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(36)
        for figure, word in self._figures:
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(figure)
            pair.addWidget(word)
            figures.addLayout(pair)
        figures.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.back)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(GAP - 4)
        layout.addLayout(figures)
        layout.addWidget(self.remarks)
        layout.addWidget(self.tabs)
        layout.addWidget(self._tables, 1)
        layout.addLayout(buttons)


def write_problems(path: Path, problems: Sequence[RosterProblem]) -> None:
    """Write problems in the language in use as CSV, which a spreadsheet opens as text, whole or not; raises OSError."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([translate("Enrolment", "File"), *_problem_titles()])
    for each in problems:
        said = words.field(each.column), wording(each.expected), wording(each.found)
        writer.writerow([inert(cell) for cell in (each.file, str(each.line), *said)])
    write_whole(path, text.getvalue().encode("utf-8-sig"))  # without the mark, Excel takes it for Windows-1252


def _change_titles() -> tuple[str, ...]:
    return (
        translate("Enrolment", "Candidate number"),
        translate("Enrolment", "Field"),
        translate("Enrolment", "Before"),
        translate("Enrolment", "After"),
    )


def _change_cells(change: Change) -> tuple[str, ...]:
    return change.number, words.field(change.field), change.before, change.after


def _problem_titles() -> tuple[str, ...]:
    return (
        translate("Enrolment", "Line"),
        translate("Enrolment", "Column"),
        translate("Enrolment", "Expected"),
        translate("Enrolment", "Found"),
    )


def _problem_cells(problem: RosterProblem) -> tuple[str, ...]:
    said = wording(problem.expected), wording(problem.found)
    return number(problem.line), words.field(problem.column), *said
