"""What takes a second person: a provisional admission, and a PIN after the closing time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import decision_words as words
from ui.key_button import KeyButton, Tone
from ui.sheet import Sheet
from ui.texts import clock_time, translate
from ui.view_state import PinRelease, ViewState


class ProvisionalSheet(Sheet):
    """What a provisional admission means, before two people sign it.

    Signals:
        asked: somebody is to sign; with the reason to show the PIN after the closing time, if one was given.
    """

    asked = Signal(str)

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(Tone.CAUTION, parent)
        self._meaning = self.sentence()
        self._deadline = self.sentence()
        self._signed = self.sentence("secondary", 14)
        self._closed = self.sentence("amber", 14)
        self.reason = self.note_field(monotonic)
        self.reason.entered.connect(self._ask)
        self.go.clicked.connect(self._ask)

    def begin(self, view: ViewState) -> None:
        """Ask anew."""
        self.reason.clear()
        super().begin(view)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        super().render_view(view)
        self.title.setText(translate("Desk", "Admit provisionally"))
        self._meaning.setText(
            translate(
                "Desk",
                "The candidate sits the exam. Whether they are the person who registered is settled afterwards, "
                "with their ID card.",
            )
        )
        deadline = clock_time(view.deadline) if view.deadline else ""
        self._deadline.setText(translate("Desk", "To be settled by %1.").replace("%1", deadline))
        self._signed.setText(translate("Desk", "Two people sign, one of them a supervisor or an admin."))
        closed = view.pins is PinRelease.CLOSED
        self._closed.setVisible(closed)
        self._closed.setText(words.pins_closed(view))
        self.reason.setVisible(closed)
        self.reason.setPlaceholderText(translate("Desk", "Supervisor's reason to show the PIN, else empty (N)"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.go.say(translate("Desk", "Second signature"))

    def _ask(self) -> None:
        self.asked.emit(self.reason.note)


class ReleaseSheet(Sheet):
    """Admitting somebody when PINs are not shown any more: without one, or with a supervisor's reason.

    Signals:
        chosen: how it goes on; a reason, or empty to admit without a PIN.
    """

    chosen = Signal(str)

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(Tone.GO, parent)
        self._closed = self.sentence()
        self.override = KeyButton("O")
        self.content.addWidget(self.override)
        self.reason = self.note_field(monotonic)
        self.bind(Qt.Key.Key_O, self.override)
        self.override.setCheckable(True)
        self.override.toggled.connect(self._override)
        self.reason.textChanged.connect(self._check)
        self.reason.entered.connect(self._choose)
        self.go.clicked.connect(self._choose)

    def begin(self, view: ViewState) -> None:
        """Ask anew."""
        self.reason.clear()
        self.override.setChecked(False)
        self.reason.hide()
        super().begin(view)

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        super().render_view(view)
        self.title.setText(translate("Desk", "Admit without a PIN?"))
        more = translate("Desk", "The candidate can be admitted, but gets no PIN unless a supervisor says why.")
        self._closed.setText(f"{words.pins_closed(view)} {more}")
        self.override.say(translate("Desk", "Supervisor's override…"))
        self.reason.setPlaceholderText(translate("Desk", "Supervisor's reason"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self._check()

    def _override(self, wanted: bool) -> None:
        self.reason.setVisible(wanted)
        if wanted:
            self.reason.setFocus()
        self._check()

    def _check(self) -> None:
        wanted = self.override.isChecked()
        self.go.say(translate("Desk", "Supervisor signs") if wanted else translate("Desk", "Admit without a PIN"))
        self.go.setEnabled(not wanted or bool(self.reason.note))

    def _choose(self) -> None:
        if self.go.isEnabled():
            self.chosen.emit(self.reason.note if self.override.isChecked() else "")
