"""What an import would overwrite, what is wrong with its rows, and how often each thing is: three lists behind tabs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout

from enrollment.changes import Change
from enrollment.importing import Plan
from enrollment.roster.problem_list import SHOWN, ProblemKind, kinds
from enrollment.roster.problems import RosterProblem
from ui.enrolment import words
from ui.enrolment.roster_words import changed, wording
from ui.enrolment.tables import TableModel, table
from ui.enrolment.widgets import Empty
from ui.texts import number, translate
from ui.theme import GAP

CHANGES, PROBLEMS, KINDS = range(3)
_NOTHING = 3  # the page of the stack that says that a list is empty


class PreviewLists(QFrame):
    """The lists of a plan. A kind of problem that is activated leads to the first of its problems."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        for _ in (CHANGES, PROBLEMS, KINDS):
            self.tabs.addTab("")
        self.changes: TableModel[Change] = TableModel(_change_titles, _change_cells)
        self.problems: TableModel[RosterProblem] = TableModel(problem_titles, _numbered_cells, frozenset({0}))
        self.kinds: TableModel[ProblemKind] = TableModel(_kind_titles, _kind_cells, frozenset({0}))
        self.problem_table = table(self.problems, (70, 130, 430, 300), 3)
        self.kind_table = table(self.kinds, (80, 130, 430, 250, 150), 3)
        self._nothing, self._stack = Empty(), QStackedWidget()
        for part in (table(self.changes, (200, 130, 330, 330), 3), self.problem_table, self.kind_table, self._nothing):
            self._stack.addWidget(part)
        self.kind_table.activated.connect(self._show_first)
        self.tabs.currentChanged.connect(self._show_list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 4)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)

    def show_plan(self, plan: Plan) -> None:
        """Show what is overwritten; where that is nothing the problems, and of many how often each is there."""
        self.changes.set_rows(plan.changes.changed)
        self.problems.set_rows(plan.problems)
        self.kinds.set_rows(kinds(plan.problems))
        if plan.changes.changed or not plan.problems:
            self.tabs.setCurrentIndex(CHANGES)
        else:
            self.tabs.setCurrentIndex(KINDS if len(plan.problems) > SHOWN else PROBLEMS)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        for model in (self.changes, self.problems, self.kinds):
            model.retranslate()
        titles = (
            (translate("Enrolment", "What is overwritten (%1)"), len(self.changes.rows)),
            (translate("Enrolment", "Problems (%1)"), len(self.problems.rows)),
            (translate("Enrolment", "Problems by kind (%1)"), len(self.kinds.rows)),
        )
        for tab, (title, count) in enumerate(titles):
            self.tabs.setTabText(tab, words.say(title, count))
        self._show_list()

    def _show_list(self) -> None:
        shown = self.tabs.currentIndex()
        model = (self.changes, self.problems, self.kinds)[shown]
        if shown == CHANGES:
            self._nothing.tell(
                translate("Enrolment", "Nothing is overwritten"),
                translate("Enrolment", "Everybody in this roster is new, or as they are already."),
            )
        else:
            self._nothing.tell(
                translate("Enrolment", "No problems"),
                translate("Enrolment", "Every row of the roster can go in."),
            )
        self._stack.setCurrentIndex(shown if model.rowCount() else _NOTHING)

    def _show_first(self, index: QModelIndex) -> None:
        kind = self.kinds.rows[index.row()]
        place = next(place for place, each in enumerate(self.problems.rows) if each.kind == kind.kind)
        self.tabs.setCurrentIndex(PROBLEMS)
        self.problem_table.selectRow(place)
        self.problem_table.setFocus()


def problem_titles() -> tuple[str, ...]:
    """The columns of a list of problems."""
    return (
        translate("Enrolment", "Line"),
        translate("Enrolment", "Column"),
        translate("Enrolment", "Expected"),
        translate("Enrolment", "Found"),
    )


def problem_cells(problem: RosterProblem) -> tuple[str, ...]:
    """A problem's column, what was expected and what was found."""
    return words.field(problem.column), wording(problem.expected), wording(problem.found)


def _numbered_cells(problem: RosterProblem) -> tuple[str, ...]:
    return number(problem.line), *problem_cells(problem)


def _change_titles() -> tuple[str, ...]:
    return (
        translate("Enrolment", "Candidate number"),
        translate("Enrolment", "Field"),
        translate("Enrolment", "Before"),
        translate("Enrolment", "After"),
    )


def _change_cells(change: Change) -> tuple[str, ...]:
    return change.number, words.field(change.field), changed(change.before), changed(change.after)


def _kind_titles() -> tuple[str, ...]:
    return (
        translate("Enrolment", "Count"),
        translate("Enrolment", "Column"),
        translate("Enrolment", "Expected"),
        translate("Enrolment", "Found"),
        translate("Enrolment", "Lines"),
    )


def _kind_cells(kind: ProblemKind) -> tuple[str, ...]:
    found = translate("Enrolment", "various") if kind.found is None else wording(kind.found)
    lines = number(kind.first) if kind.first == kind.last else f"{number(kind.first)} – {number(kind.last)}"
    return number(kind.count), words.field(kind.column), wording(kind.expected), found, lines
