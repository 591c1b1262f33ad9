"""Setting a station up: its first admin, who then adds everybody else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from station.errors import StationError
from station.operators.errors import StaffNameError
from station.operators.outcomes import Accepted, SignInOutcome
from station.operators.pins import problem_of
from station.operators.store import MAX_NAME
from ui import sign_in_words as words
from ui.background import Background
from ui.enrolment.widgets import Button
from ui.labels import label
from ui.notice_panel import NoticePanel
from ui.pin_entry import CheckPin
from ui.pin_pad import Keypad, PinField
from ui.texts import translate
from ui.theme import MAIN_TARGET, TARGET, font
from ui.view_state import Look
from wire.staff import Staff

SetUp = Callable[[str, str], Staff]
"""Makes the first admin of a name and a PIN; raises StationError."""


class FirstAdmin(QFrame):
    """Name, PIN, the PIN once more; whoever is made is signed in at once.

    Signals:
        accepted: the `Staff` who was made and signed in.
        refused: the station has an admin by now, or does not let this one in.
    """

    accepted = Signal(object)
    refused = Signal()

    def __init__(self, set_up: SetUp, check: CheckPin, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._set_up = set_up
        self._check = check
        self._background = background
        self._title = label(26, QFont.Weight.ExtraBold)
        self._explanation = label(15, tone="secondary")
        self._rule = label(13.5, tone="secondary")
        self._captions = [label(13, tone="secondary") for _ in range(3)]
        self.name = _NameField()
        self.first, self.second = PinField(), PinField()
        self._into = self.first  # where the keypad types
        self.notice = NoticePanel(MAIN_TARGET - 8)
        self.keypad = Keypad()
        self.button = Button("Enter", main=True)
        self.button.setFixedHeight(MAIN_TARGET)
        for part in (self._title, self._explanation, self._rule):
            part.setWordWrap(True)
        for field in (self.first, self.second):
            field.installEventFilter(self)
        self.name.entered.connect(self.first.setFocus)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.submit)
        self.keypad.pressed.connect(self._press)
        self.button.clicked.connect(self.submit)
        self._arrange()
        self.show_texts()

    def begin(self) -> None:
        """Forget what was typed, and take keys."""
        for field in (self.name, self.first, self.second):
            field.clear()
        self.notice.be_silent()
        self.name.setFocus()

    def show_texts(self) -> None:
        """Show the words in the language in use."""
        self._title.setText(translate("SignIn", "Set up this station"))
        self._explanation.setText(
            translate(
                "SignIn",
                "Nobody works here yet. The first person is the admin, who then adds operators, supervisors and "
                "proctors. Use your own name: it stands in the record of what you sign.",
            )
        )
        self._rule.setText(translate("SignIn", "6 to 12 digits that nobody would guess. Tell them to nobody."))
        captions = (
            translate("SignIn", "Your full name"),
            translate("SignIn", "A PIN of your own"),
            translate("SignIn", "The same PIN once more"),
        )
        for caption, field, text in zip(self._captions, (self.name, self.first, self.second), captions, strict=True):
            caption.setText(text)
            field.setAccessibleName(text)
        self.keypad.show_texts()
        self.button.say(translate("SignIn", "Set up and sign in"))

    def submit(self) -> None:
        """Make the admin, if everything was typed that it takes; otherwise say what is missing."""
        if not self.button.isEnabled():
            return
        name, pin = self.name.text(), self.first.text()
        problem = problem_of(pin)
        if not name.strip():
            self._complain(translate("SignIn", "Please type your name."), self.name)
        elif problem is not None:
            self.second.clear()
            self._complain(words.problem(problem), self.first)
        elif self.second.text() != pin:
            self._complain(translate("SignIn", "The two PINs are not the same."), self.second)
        else:
            self._enable(False)
            self._background.ask(lambda: self._make(name, pin), self._take, self._fail)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note which of the two fields the keypad is for."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, PinField):
            self._into = watched
        return super().eventFilter(watched, event)

    def _make(self, name: str, pin: str) -> SignInOutcome:
        return self._check(self._set_up(name, pin).id, pin)

    def _take(self, outcome: SignInOutcome) -> None:
        self._enable(True)
        self.begin()
        if isinstance(outcome, Accepted):
            self.accepted.emit(outcome.staff)
        else:
            self.refused.emit()

    def _fail(self, error: StationError) -> None:
        self._enable(True)
        if isinstance(error, StaffNameError):
            self._complain(translate("SignIn", "This cannot be a name. Please type your full name."), self.name)
        else:
            self.notice.tell(Look.FAULT, translate("SignIn", "The station could not be set up."), str(error))

    def _complain(self, sentence: str, field: QLineEdit) -> None:
        self.notice.tell(Look.CHECK, sentence)
        field.selectAll()
        field.setFocus()

    def _press(self, key: str) -> None:
        self.keypad.feed(self._into, key)
        self._into.setFocus()

    def _enable(self, enabled: bool) -> None:
        for part in (self.name, self.first, self.second, self.keypad, self.button):
            part.setEnabled(enabled)

    def _arrange(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(6)
        form.addWidget(self._title)
        form.addSpacing(4)
        form.addWidget(self._explanation)
        form.addStretch(1)
        for caption, field in zip(self._captions, (self.name, self.first, self.second), strict=True):
            form.addSpacing(8)
            form.addWidget(caption)
            form.addWidget(field)
        form.addSpacing(4)
        form.addWidget(self._rule)
        form.addStretch(2)
        pad = QVBoxLayout()
        pad.setSpacing(14)
        pad.addStretch(1)
        pad.addWidget(self.keypad)
        pad.addWidget(self.notice)
        pad.addWidget(self.button)
        pad.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 28)
        layout.setSpacing(40)
        layout.addLayout(form, 55)
        layout.addLayout(pad, 45)


class _NameField(QLineEdit):
    """Signals:
    entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("number")
        self.setFixedHeight(TARGET)
        self.setFont(font(17))
        self.setMaxLength(MAX_NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the window behind."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)
