"""A second person signs what is decided, with their own PIN."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.operators.permissions import Permission, may
from ui import sign_in_words as words
from ui.background import Background
from ui.enrolment.widgets import Button
from ui.labels import label
from ui.notice_panel import NoticePanel
from ui.pin_entry import CheckPin, PinEntry
from ui.sign_in import ActiveStaff
from ui.staff_list import StaffList
from ui.texts import translate
from ui.theme import TARGET
from ui.view_state import Look
from wire.staff import Staff

_SIGN = QT_TRANSLATE_NOOP("SignIn", "Sign")


class SecondSignature(QDialog):
    """Accepted once somebody has signed; ``signer`` is who. Nobody signs twice.

    Args:
        purpose: what is signed, in the language in use.
        check: checks a PIN without signing in.
        exclude: who cannot sign, since they have already.
        permission: what those may do who are listed.
    """

    def __init__(
        self,
        purpose: str,
        active: ActiveStaff,
        check: CheckPin,
        background: Background,
        monotonic: Callable[[], float],
        exclude: Collection[UUID],
        permission: Permission = Permission.SIGN_SECOND,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.signer: Staff | None = None
        self._active = active
        self._background = background
        self._exclude = frozenset(exclude)
        self._permission = permission
        self.setWindowTitle(translate("SignIn", "Second signature"))
        self.setMinimumSize(880, 660)
        title = label(24, QFont.Weight.ExtraBold)
        title.setText(translate("SignIn", "A second person signs with their own PIN"))
        title.setWordWrap(True)
        what = label(15, tone="secondary")
        what.setText(purpose)
        what.setWordWrap(True)
        self.staff = StaffList()
        self.notice = NoticePanel(0)
        self.notice.hide()
        self.entry = PinEntry(check, background, monotonic, _SIGN)
        cancel = Button("Esc")
        cancel.setFixedHeight(TARGET)
        cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cancel.say(translate("SignIn", "Cancel"))
        cancel.clicked.connect(self.reject)
        self.staff.chosen.connect(self.entry.show_staff)
        self.entry.accepted.connect(self._sign)
        self.entry.gone.connect(self._begin_anew)
        self.entry.left.connect(self._back)
        self.entry.busy_changed.connect(self.staff.setDisabled)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(title)
        left.addSpacing(6)
        left.addWidget(what)
        left.addSpacing(16)
        left.addWidget(self.notice)
        left.addWidget(self.staff, 100)
        left.addStretch(1)  # keeps the words together where there is nobody to list
        left.addSpacing(14)
        left.addWidget(cancel, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 26, 26, 26)
        layout.setSpacing(24)
        layout.addLayout(left, 54)
        layout.addWidget(self.entry, 46)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask who could sign."""
        super().showEvent(event)
        if not event.spontaneous():
            self._begin_anew()

    def reject(self) -> None:
        """Close without a signature, unless a PIN is being checked."""
        if not self.entry.busy:
            super().reject()

    def _begin_anew(self) -> None:
        self._back()
        self._background.ask(self._active, self._show_staff, self._fail)

    def _show_staff(self, staff: Sequence[Staff]) -> None:
        others = [each for each in staff if may(each.role, self._permission) and each.id not in self._exclude]
        self.staff.show_staff(others)
        self.notice.setVisible(not others)
        self.staff.setVisible(bool(others))
        if not others:
            self.notice.tell(
                Look.CHECK,
                translate("SignIn", "Nobody else here may sign."),
                translate("SignIn", "An admin can add supervisors to this station."),
            )

    def _fail(self, error: StationError) -> None:
        self.staff.hide()
        self.notice.show()
        self.notice.tell(Look.FAULT, *words.unreadable(error))

    def _sign(self, staff: Staff) -> None:
        self.signer = staff
        self.accept()

    def _back(self) -> None:
        self.entry.show_staff(None)
        self.staff.begin()
