"""Settling one provisional admission: three comparisons, how it ends, and two people who sign."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import case_words, decision_words, review_words
from ui.key_button import KeyButton, Tone
from ui.labels import ElidedLabel
from ui.note_field import NoteField
from ui.portrait_pane import PhotoPane, PicturePane
from ui.texts import translate
from ui.three_way_rows import ThreeWayRows
from ui.view_state import OpenCase
from wire.decisions import Resolution, ReviewAnswer

_ANSWER_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


class SettleForm(QFrame):
    """About one admission. Nobody is confirmed whom somebody saw to be different.

    Signals:
        sign_asked: `OpenCase`, `Resolution`, `ThreeWay` and the note: two people are to sign.
        closed: back to the desk.
        scanned: a card was scanned where a note is written.
        written: the keys belong to the window again.

    Args:
        capture_of: the picture that was taken at the desk, as JPEG, where it is at hand.
    """

    sign_asked = Signal(object, object, object, str)
    closed = Signal()
    scanned = Signal(str)
    written = Signal()

    def __init__(
        self,
        monotonic: Callable[[], float],
        capture_of: Callable[[UUID], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._capture_of = capture_of
        self._case: OpenCase | None = None
        self._resolution: Resolution | None = None
        self._capture: QImage | None = None
        self._name = ElidedLabel(20, QFont.Weight.Bold)
        self._facts = ElidedLabel(14, tone="secondary")
        self.capture = PicturePane()
        self.photos = PhotoPane("← →")
        self.rows = ThreeWayRows()
        self.confirm = KeyButton("C", Tone.GO)
        self.refuse = KeyButton("X", Tone.STOP)
        self.note = NoteField(monotonic)
        self.back = KeyButton("Esc", main=True)
        self.sign = KeyButton("Enter", Tone.PLAIN, main=True, filled=True)
        self._connect()
        self._arrange()

    def show_case(self, case: OpenCase | None) -> None:
        """Show an admission; another one than before is asked about anew."""
        known = self._case is not None and case is not None and self._case.past.checkin_id == case.past.checkin_id
        self._case = case
        if not known:
            self._resolution = None
            self.note.clear()
            self.rows.clear()
            picture = self._capture_of(case.past.checkin_id) if case else None
            self._capture = QImage.fromData(picture) if picture else None
        self.show_texts()

    def show_texts(self) -> None:
        """Show the words in the language in use."""
        case = self._case
        if case is None:
            return
        past = case.past
        self._name.set_whole(f"{decision_words.name_of(case)} · {past.number}")
        facts = (case_words.since(past), case_words.why(past), case_words.signed(past))
        self._facts.set_whole(" · ".join(facts))
        photos = case.candidate.photos if case.candidate else ()
        self.capture.setVisible(self._capture is not None)
        self.capture.show_image(self._capture, "", translate("Desk", "At the desk"))
        self.photos.show_photos(photos, translate("Desk", "Photo %1 of %2"), translate("Desk", "No usable photo"))
        self.confirm.say(review_words.resolution(Resolution.CONFIRMED))
        self.refuse.say(review_words.resolution(Resolution.REFUSED))
        self.note.setPlaceholderText(translate("Desk", "A note, if needed (N)"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.back.say(translate("Desk", "Back"))
        self.sign.say(translate("Desk", "Sign, two people"))
        self.rows.show_texts()

    def press(self, key: int) -> None:
        """Do what a key stands for here, if anything."""
        buttons = {
            Qt.Key.Key_C: self.confirm,
            Qt.Key.Key_X: self.refuse,
            Qt.Key.Key_Return: self.sign,
            Qt.Key.Key_Enter: self.sign,
            Qt.Key.Key_Escape: self.back,
        }
        if key in _ANSWER_KEYS:
            self.rows.answer(list(ReviewAnswer)[_ANSWER_KEYS.index(Qt.Key(key))])
        elif key == Qt.Key.Key_Backspace:
            self.rows.take_back()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.photos.turn(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_N:
            self.note.setFocus()
        elif key in buttons and buttons[Qt.Key(key)].isEnabled():
            buttons[Qt.Key(key)].click()

    def _end(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._check()

    def _check(self) -> None:
        compared = self.rows.compared
        if self.rows.contradicted and self._resolution is Resolution.CONFIRMED:
            self._resolution = None
        self.confirm.setEnabled(compared is not None and not self.rows.contradicted)
        self.refuse.setEnabled(compared is not None)
        self.confirm.setChecked(self._resolution is Resolution.CONFIRMED)
        self.refuse.setChecked(self._resolution is Resolution.REFUSED)
        self.sign.setEnabled(compared is not None and self._resolution is not None)

    def _sign(self) -> None:
        compared = self.rows.compared
        if self._case is not None and compared is not None and self._resolution is not None:
            self.sign_asked.emit(self._case, self._resolution, compared, self.note.note)

    def _connect(self) -> None:
        self.rows.changed.connect(self._check)
        for button, resolution in ((self.confirm, Resolution.CONFIRMED), (self.refuse, Resolution.REFUSED)):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=resolution: self._end(chosen))
        self.sign.clicked.connect(self._sign)
        self.note.entered.connect(self._sign)
        self.note.scanned.connect(self.scanned)
        self.note.left.connect(self.written)
        self.back.clicked.connect(self.closed)

    def _arrange(self) -> None:
        faces = QHBoxLayout()
        faces.setSpacing(10)
        faces.addWidget(self.capture, 1)
        faces.addWidget(self.photos, 1)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addLayout(faces, 43)
        body.addWidget(self.rows, 57)
        ends, foot = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((ends, (self.confirm, self.refuse)), (foot, (self.back, self.sign))):
            row.setSpacing(10)
            for part, share in zip(parts, (1, 1) if row is ends else (36, 64), strict=True):
                row.addWidget(part, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self._name)
        layout.addWidget(self._facts)
        layout.addLayout(body, 1)
        layout.addLayout(ends)
        layout.addWidget(self.note)
        layout.addLayout(foot)
