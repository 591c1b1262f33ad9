"""Signing in, at full size: who one is, then one's own PIN. A station without an admin is set up first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from station.errors import StationError
from station.operators.permissions import Permission, may
from ui import sign_in_words as words
from ui.background import Background
from ui.enrolment.widgets import Button
from ui.first_admin import FirstAdmin, SetUp
from ui.labels import key, label
from ui.notice_panel import NoticePanel
from ui.pin_entry import CheckPin, PinEntry
from ui.plain_header import PlainHeader
from ui.staff_list import StaffList
from ui.texts import translate
from ui.theme import MARGIN, TARGET
from ui.view_state import Look
from wire.staff import Role, Staff

_WIDEST, _HIGHEST, _HIGHEST_FORM = 1240, 760, 620  # pixels; on a large screen the eye would have to travel too far
_SIGN_IN = QT_TRANSLATE_NOOP("SignIn", "Sign in")

ActiveStaff = Callable[[], Sequence[Staff]]
"""Everybody who works here, as slowly as the database answers; raises StationError."""


class SignInPanel(QWidget):
    """Asks anew who works here whenever it is shown.

    Signals:
        signed_in: the `Staff` who has signed in.
        language_asked: somebody wants the other language.
        closed: the window was closed, where this is one.

    Args:
        check: signs somebody in, on the record.
        permission: what those may do who are listed.
    """

    signed_in = Signal(object)
    language_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        station_id: str,
        active: ActiveStaff,
        check: CheckPin,
        set_up: SetUp,
        background: Background,
        monotonic: Callable[[], float],
        permission: Permission = Permission.CHECK_IN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setMinimumSize(1024, 660)
        self._active = active
        self._background = background
        self._permission = permission
        self._header = PlainHeader(station_id)
        self._title = label(30, QFont.Weight.ExtraBold)
        self._explanation = label(15, tone="secondary")
        self._hints = [label(13, tone="secondary") for _ in range(3)]
        self.staff = StaffList()
        self.entry = PinEntry(check, background, monotonic, _SIGN_IN)
        self.first_admin = FirstAdmin(set_up, check, background)
        self.fault = NoticePanel(90)
        self.retry = Button("F5", main=True)
        self._title.setWordWrap(True)
        self._explanation.setWordWrap(True)
        self.staff.chosen.connect(self.entry.show_staff)
        self.entry.accepted.connect(self._accept)
        self.entry.gone.connect(self._begin_anew)
        self.entry.left.connect(self._back)
        self.entry.busy_changed.connect(self.staff.setDisabled)
        self.first_admin.accepted.connect(self._accept)
        self.first_admin.refused.connect(self.refresh)
        self.retry.clicked.connect(self.refresh)
        self._header.language_asked.connect(self.language_asked)
        self._pages = QStackedWidget()
        self._nothing = QWidget()
        self._choosing = self._choosing_page()
        self._setting_up = _centred(self.first_admin, _HIGHEST_FORM)
        self._failing = self._fault_page()
        for page in (self._nothing, self._choosing, self._setting_up, self._failing):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._pages, 1)
        self._show_texts()

    def refresh(self) -> None:
        """Ask who works here. What somebody has typed meanwhile stays."""
        self._background.ask(self._active, self._show_staff, self._fail)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin anew."""
        super().showEvent(event)
        if not event.spontaneous():
            self._back()
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for everything that is typed into no field."""
        if event.key() == Qt.Key.Key_F2:
            self.language_asked.emit()
        elif event.key() == Qt.Key.Key_F5 and not self.entry.busy:
            self.refresh()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_texts()

    def _show_staff(self, staff: Sequence[Staff]) -> None:
        if not any(each.role is Role.ADMIN for each in staff):
            self._turn_to(self._setting_up, self.first_admin.begin)
            return
        self.staff.show_staff([each for each in staff if may(each.role, self._permission)])
        self._turn_to(self._choosing, self._back)

    def _turn_to(self, page: QWidget, begin: Callable[[], None]) -> None:
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            begin()

    def _fail(self, error: StationError) -> None:
        self._pages.setCurrentWidget(self._failing)
        self.fault.tell(Look.FAULT, *words.unreadable(error))
        self.retry.setFocus()

    def _accept(self, staff: Staff) -> None:
        self.entry.show_staff(None)
        self.signed_in.emit(staff)

    def _begin_anew(self) -> None:
        self._back()
        self.refresh()

    def _back(self) -> None:
        self.entry.show_staff(None)
        self.staff.begin()

    def _show_texts(self) -> None:
        self.setWindowTitle(translate("SignIn", "Hadir · sign in"))
        self._header.show_texts()
        self._title.setText(translate("SignIn", "Who works at this desk?"))
        self._explanation.setText(
            translate("SignIn", "Every decision is recorded under the name of the person who makes it.")
        )
        hints = (translate("SignIn", "choose"), translate("SignIn", "go on"), translate("SignIn", "back to the names"))
        for hint, text in zip(self._hints, hints, strict=True):
            hint.setText(text)
        self.retry.say(translate("SignIn", "Try again"))
        for part in (self.staff, self.entry, self.first_admin):
            part.show_texts()

    def _choosing_page(self) -> QWidget:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addSpacing(4)
        names.addWidget(self._explanation)
        names.addSpacing(18)
        names.addWidget(self.staff, 1)
        names.addSpacing(10)
        names.addLayout(_key_hints(self._hints))
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(28)
        layout.addLayout(names, 57)
        layout.addWidget(self.entry, 43)
        return _centred(both)

    def _fault_page(self) -> QWidget:
        self.retry.setFixedHeight(TARGET)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setSpacing(18)
        layout.addStretch(2)
        layout.addWidget(self.fault)
        layout.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(3)
        return _centred(inside)


def _centred(inside: QWidget, highest: int = _HIGHEST) -> QWidget:
    """A page that is no larger than is good to look at."""
    inside.setMaximumSize(_WIDEST, highest)
    page = QWidget()
    layout = QHBoxLayout(page)
    layout.setContentsMargins(MARGIN + 12, 22, MARGIN + 12, 22)
    layout.addWidget(inside)
    return page


def _key_hints(hints: Sequence[QLabel]) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for name, hint in zip(("↑ ↓", "Enter", "Esc"), hints, strict=True):
        layout.addWidget(key(name))
        layout.addWidget(hint)
        layout.addSpacing(12)
    layout.addStretch(1)
    return layout
