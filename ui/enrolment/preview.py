"""What an import would do, before it does it: counts, changes before and after, problems with line and column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from enrollment.errands import Prepared
from ui.enrolment import words
from ui.enrolment.preview_lists import PreviewLists
from ui.enrolment.widgets import Button, Notice
from ui.labels import label
from ui.texts import number, translate
from ui.theme import GAP
from ui.view_state import Look


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
        self.warning, self.lists = Notice(), PreviewLists()
        self.save = Button("Ctrl+S")
        self.back = Button("Esc")
        self.go = Button("Ctrl+Enter", main=True)
        self.save.clicked.connect(self.save_asked)
        self.back.clicked.connect(self.back_asked)
        self.go.clicked.connect(self.import_asked)
        self._arrange()

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what it would do."""
        self.prepared = prepared
        self.lists.show_plan(prepared.plan)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.save.say(translate("Enrolment", "Save problems"))
        self.back.say(translate("Enrolment", "Back"))
        self.lists.retranslate()
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
        self._warn(self.prepared)
        self.save.setEnabled(bool(plan.problems))
        self.go.setEnabled(bool(plan.rows))
        self.go.say(words.say(translate("Enrolment", "Import (%1)"), len(plan.rows)))

    def _warn(self, prepared: Prepared) -> None:
        """Of photos that would be lost, since the folder may be the wrong one."""
        gone = prepared.plan.changes.gone
        sentence = translate("Enrolment", "Photos imported before that are not in “%1”: %2. Is this the right place?")
        self.warning.tell(Look.CHECK, words.say(sentence, prepared.choice.photos.name, gone))
        self.warning.setVisible(bool(gone))

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
        layout.addWidget(self.warning)
        layout.addWidget(self.lists, 1)
        layout.addLayout(buttons)
