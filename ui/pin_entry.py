"""One person and their PIN: typed, checked off the window's thread, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.operators.errors import PinProblem
from station.operators.outcomes import Accepted, LockedOut, NobodyLikeThat, SignInOutcome, WrongPin
from station.operators.pins import MAX_PIN, MIN_PIN
from ui import sign_in_words as words
from ui.background import Background
from ui.enrolment.widgets import Button
from ui.labels import label
from ui.notice_panel import NoticePanel
from ui.pin_pad import Keypad, PinField
from ui.staff_list import draw_initials
from ui.texts import translate
from ui.theme import MAIN_TARGET, font
from ui.view_state import Look
from wire.staff import Staff

_TICK = 250  # milliseconds between two looks at a wait
_LONG_NAME = 44  # characters, beyond which it is written smaller
_HEAD, _NOTICE = 82, 58  # pixels that are kept for the person, and for what is told

CheckPin = Callable[[UUID, str], SignInOutcome]
"""Checks somebody's PIN, as slowly as that is."""


class PinEntry(QFrame):
    """While a PIN is checked nothing else can be done: what comes of it is on the record, and must not be missed.

    Signals:
        accepted: the `Staff` whose PIN it was.
        gone: whoever was shown does not work here any longer.
        left: Escape was pressed.
        busy_changed: a check began, or ended.

    Args:
        action: what a right PIN does, in English, to be translated.
    """

    accepted = Signal(object)
    gone = Signal()
    left = Signal()
    busy_changed = Signal(bool)

    def __init__(
        self,
        check: CheckPin,
        background: Background,
        monotonic: Callable[[], float],
        action: object,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._check = check
        self._background = background
        self._monotonic = monotonic
        self._action = action
        self._staff: Staff | None = None
        self._waits: dict[UUID, float] = {}  # until when, by the monotonic clock
        self.busy = False
        self._face = _Face()
        self._name = label(19, QFont.Weight.DemiBold)
        self._name.setWordWrap(True)
        self._role = label(13.5, tone="secondary")
        self._caption = label(12.5, tone="tertiary")
        self.field = PinField()
        self.notice = NoticePanel(_NOTICE)
        self.keypad = Keypad()
        self.button = Button("Enter", main=True)
        self.button.setFixedHeight(MAIN_TARGET - 4)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field.entered.connect(self.submit)
        self.field.textEdited.connect(self._typed)
        self.keypad.pressed.connect(self._press)
        self.button.clicked.connect(self.submit)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._count_down)
        self._arrange()
        self.show_staff(None)

    @property
    def takes_pin(self) -> bool:
        """Whether a PIN can be typed now."""
        return self.field.isEnabled() and not self.field.isReadOnly()

    def show_staff(self, staff: Staff | None) -> None:
        """Ask this person for their PIN; None: nobody was chosen yet."""
        self._staff = staff
        self.field.clear()
        self.notice.be_silent()
        self.show_texts()
        self._count_down()
        if staff is not None:
            self.field.setFocus()

    def show_texts(self) -> None:
        """Show the words in the language in use."""
        staff = self._staff
        self._face.show_name(staff.name if staff else "")
        self._name.setFont(font(15 if staff and len(staff.name) > _LONG_NAME else 19, QFont.Weight.DemiBold))
        self._name.setText(staff.name if staff else translate("SignIn", "First choose your name"))
        self._role.setText(words.role(staff.role) if staff else translate("SignIn", "Then enter your own PIN."))
        caption = translate("SignIn", "Your PIN")
        self._caption.setText(caption)
        self.field.setAccessibleName(caption)
        self.keypad.show_texts()
        moment = translate("SignIn", "One moment …")
        self.button.say(moment if self.busy else translate("SignIn", str(self._action)))

    def submit(self) -> None:
        """Have the PIN checked that was typed, if it can be one."""
        staff, pin = self._staff, self.field.text()
        if staff is None or not self.takes_pin or not pin:
            return
        self.field.clear()
        if not MIN_PIN <= len(pin) <= MAX_PIN:
            self.notice.tell(Look.CHECK, words.problem(PinProblem.LENGTH))
            return
        self.notice.be_silent()
        self._be_busy(True)
        self._background.ask(lambda: self._check(staff.id, pin), self._take, self._fail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, unless a check runs."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.busy:
            self.left.emit()

    def _take(self, outcome: SignInOutcome) -> None:
        staff = self._staff
        self._be_busy(False)
        match outcome:
            case Accepted(staff=found):
                self.accepted.emit(found)
            case WrongPin(left=left, wait=wait):
                if not wait:
                    self.notice.tell(Look.CHECK, translate("SignIn", "That is not the PIN."), words.tries_left(left))
                self._wait(staff, wait)
            case LockedOut(wait=wait):
                self._wait(staff, wait)
            case NobodyLikeThat():
                self.gone.emit()

    def _fail(self, error: StationError) -> None:
        self._be_busy(False)
        self.notice.tell(Look.FAULT, translate("SignIn", "The PIN could not be checked."), str(error))

    def _wait(self, staff: Staff | None, seconds: float) -> None:
        if staff is not None:
            self._waits[staff.id] = self._monotonic() + seconds
        self._count_down()

    def _count_down(self) -> None:
        """Show how long this person has to wait, or let them type."""
        left = self._waits.get(self._staff.id, 0.0) - self._monotonic() if self._staff else 0.0
        if left > 0:
            again = translate("SignIn", "Try again in %1").replace("%1", words.countdown(left))
            others = translate("SignIn", "Too many wrong PINs. Everybody else can go on.")
            self.notice.tell(Look.WAIT, again, others)
            if not self._timer.isActive():
                self._timer.start(_TICK)
        elif self._timer.isActive():
            self._timer.stop()
            self.notice.be_silent()
        self._enable(left <= 0)

    def _enable(self, open_: bool) -> None:
        """Let a PIN be typed or not. The field keeps the keyboard all the while: what is typed during a wait must not
        go to where it can be read, and when it ends whoever looks for their name meanwhile must not lose the keys."""
        takes = self._staff is not None and not self.busy and open_
        self.field.setEnabled(self._staff is not None)
        self.field.setReadOnly(not takes)
        self.keypad.setEnabled(takes)
        self.button.setEnabled(takes)

    def _be_busy(self, busy: bool) -> None:
        self.busy = busy
        self.show_texts()
        self._count_down()
        self.busy_changed.emit(busy)

    def _press(self, key: str) -> None:
        self.keypad.feed(self.field, key)
        self.field.setFocus()
        self._typed()

    def _typed(self) -> None:
        self.notice.be_silent()

    def _arrange(self) -> None:
        person = QVBoxLayout()
        person.setSpacing(2)
        person.addStretch(1)
        person.addWidget(self._name)
        person.addWidget(self._role)
        person.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._face, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(person, 1)
        head.addStrut(_HEAD)
        typed = QVBoxLayout()
        typed.setSpacing(5)
        typed.addWidget(self._caption)
        typed.addWidget(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 22)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addLayout(head)
        layout.addLayout(typed)
        layout.addWidget(self.notice)
        layout.addWidget(self.keypad)
        layout.addWidget(self.button)
        layout.addStretch(1)


class _Face(QWidget):
    """The initials of whoever is asked; empty while that is nobody."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.setFixedSize(56, 56)

    def show_name(self, name: str) -> None:
        self._name = name
        self.setVisible(bool(name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_initials(painter, self._name, QRectF(self.rect()))
