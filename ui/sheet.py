"""A card in the place of the buttons, that asks for what a decision takes before it is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import texts
from ui.key_button import KeyButton, Tone
from ui.labels import label
from ui.note_field import NoteField
from ui.view_state import ViewState


class Sheet(QFrame):
    """Title, content, and a row of "back" and the way on. Keys come from the window, through `press`.

    Signals:
        closed: nothing is to be done after all.
        scanned: a card was scanned where a note is written.
        written: the keys belong to the window again.
    """

    closed = Signal()
    scanned = Signal(str)
    written = Signal()

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._by_key: dict[int, KeyButton] = {}
        self._note: NoteField | None = None
        self.title = label(19, QFont.Weight.Bold)
        self.title.setWordWrap(True)
        self.back = KeyButton("Esc", main=True)
        self.go = KeyButton("Enter", tone, main=True, filled=True)
        self.back.clicked.connect(self.closed)
        self.bind(Qt.Key.Key_Escape, self.back)
        self.bind(Qt.Key.Key_Return, self.go)
        self.content = QVBoxLayout()
        self.content.setSpacing(10)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.back, 42)
        foot.addWidget(self.go, 58)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 18)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addLayout(self.content)
        layout.addStretch(1)
        layout.addLayout(foot)

    def begin(self, view: ViewState) -> None:
        """Ask anew, about whoever is at the desk."""
        self.render_view(view)

    def render_view(self, view: ViewState) -> None:
        """Show a state, and the words in the language in use."""
        self.back.say(texts.translate("Desk", "Back"))

    def press(self, key: int) -> None:
        """Do what a key stands for here, if anything. N is where the note is written."""
        if key == Qt.Key.Key_N and self._note is not None and not self._note.isHidden():
            self._note.setFocus()
            return
        button = self._by_key.get(Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key)
        if button is not None and button.isEnabled() and not button.isHidden():
            button.click()

    def bind(self, key: Qt.Key, button: KeyButton) -> None:
        """Let a key press a button."""
        self._by_key[key] = button

    def sentence(self, tone: str = "ink", pixels: float = 15) -> QLabel:
        """One more paragraph of the content."""
        made = label(pixels, tone=tone)
        made.setWordWrap(True)
        self.content.addWidget(made)
        return made

    def note_field(self, monotonic: Callable[[], float]) -> NoteField:
        """A line of the content where a reason is written."""
        self._note = made = NoteField(monotonic)
        made.scanned.connect(self.scanned)
        made.left.connect(self.written)
        self.content.addWidget(made)
        return made
