"""Comparing by eye, without the machine's word: two pictures at equal scale, an answer, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recognition.portrait import portrait
from recognition.types import FrameAnalysis
from ui import review_words as words
from ui.answer_card import AnswerCard
from ui.key_button import KeyButton, Tone
from ui.labels import card, label
from ui.painting import image_of
from ui.portrait_pane import PhotoPane, PortraitPane
from ui.review_side import LookingCards, PeopleCard
from ui.texts import translate
from ui.view_state import Message, ViewState
from wire.decisions import Feature, ReviewAnswer

_LONGEST = 3600.0  # seconds; whoever looks for longer has gone away
_ANSWER_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


class ReviewPage(QWidget):
    """One reviewer after the other. Nothing is shown to somebody who has not said who they are.

    Signals:
        identify_asked: the next reviewer is to say who they are.
        answered: `ReviewAnswer`, the `Feature`s, a note, and the seconds that somebody looked.
        left: nobody goes on comparing.
        scanned: a card was scanned where a note is written.
        written: the keys belong to the window again.
    """

    identify_asked = Signal()
    answered = Signal(object, object, str, float)
    left = Signal()
    scanned = Signal(str)
    written = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._round: tuple[object, ...] | None = None
        self._began = 0.0
        self._shown: FrameAnalysis | None = None
        self._image: QImage | None = None
        self.answer: ReviewAnswer | None = None
        self._title = label(22, QFont.Weight.Bold)
        self._promise = label(14, tone="secondary")
        self.live = PortraitPane(line=True)
        self.photos = PhotoPane("← →", line=True)
        self.rival = PhotoPane("↑ ↓", line=True)
        self.identify = KeyButton("Enter", Tone.PLAIN, main=True, filled=True)
        self.leave = KeyButton("Esc")
        self.answers = {answer: KeyButton(str(place)) for place, answer in enumerate(ReviewAnswer, 1)}
        self.card = AnswerCard(monotonic)
        self._people, self._looking = PeopleCard(), LookingCards()
        self._below = QStackedWidget()
        self._connect()
        self._arrange()

    def render_view(self, view: ViewState) -> None:
        """Show a state; of any other than a comparison nothing."""
        if view.message is not Message.REVIEWING or view.checkin is None:
            self._round = None
            return
        reviewer = view.reviewer
        round_ = (view.checkin.id, len(view.checkin.reviews), reviewer.id if reviewer else None)
        if round_ != self._round:
            self._round, self._began = round_, self._monotonic()
            self.card.begin(view)
            self._choose(None)
        self._title.setText(translate("Desk", "Is this the same person?"))
        self._promise.setText(translate("Desk", "The machine's score is shown after the answers"))
        for answer, button in self.answers.items():
            button.say(words.answer(answer))
            button.setVisible(reviewer is not None)
        next_ = translate("Desk", "Reviewer %1: sign in with your own PIN")
        self.identify.say(next_.replace("%1", str(len(view.checkin.reviews) + 1)))
        self.identify.setVisible(reviewer is None)
        self.leave.say(translate("Desk", "Leave the comparison"))
        self._show_faces(view)
        for part in (self._people, self._looking, self.card):
            part.render_view(view)
        if self.answer is not None:
            self.card.show_answer(self.answer)

    def press(self, key: int) -> None:
        """Do what a key stands for here, if anything."""
        turns = {
            Qt.Key.Key_Right: (self.photos, 1),
            Qt.Key.Key_Left: (self.photos, -1),
            Qt.Key.Key_Down: (self.rival, 1),
            Qt.Key.Key_Up: (self.rival, -1),
        }
        if key in turns:
            pane, step = turns[Qt.Key(key)]
            pane.turn(step)
        elif not self.identify.isHidden() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.identify.click()
        elif key in _ANSWER_KEYS and self.identify.isHidden():
            self._choose(list(self.answers)[_ANSWER_KEYS.index(Qt.Key(key))])
        elif self.answer is not None:
            self.card.press(key)
        elif key == Qt.Key.Key_Escape:
            self.leave.click()

    def _choose(self, answer: ReviewAnswer | None) -> None:
        self.answer = answer
        for each, button in self.answers.items():
            button.setChecked(each is answer)
        if answer is not None:
            self.card.show_answer(answer)
        self._below.setCurrentIndex(0 if answer is None else 1)

    def _give(self) -> None:
        if self.answer is not None:
            seconds = min(max(self._monotonic() - self._began, 0.0), _LONGEST)
            features: tuple[Feature, ...] = self.card.chosen
            self.answered.emit(self.answer, features, self.card.note.note, round(seconds, 1))

    def _show_faces(self, view: ViewState) -> None:
        hidden = translate("Desk", "Shown once the next reviewer has signed in")
        photos = view.candidate.photos if view.candidate else ()
        rival = view.rival.photos if view.rival else ()
        self.rival.setVisible(view.rival is not None)
        if view.reviewer is None:
            self.live.show_image(None, hidden)
            self.photos.show_photos((), "", hidden)
            self.rival.show_photos((), "", hidden)
            return
        none = translate("Desk", "No usable photo")
        self.live.show_image(self._live_image(view), none, translate("Desk", "Now"))
        self.photos.show_photos(photos, translate("Desk", "Registered photo %1 of %2"), none)
        self.rival.show_photos(rival, translate("Desk", "Other candidate, %1 of %2"), none)

    def _live_image(self, view: ViewState) -> QImage | None:
        live = view.live
        if live is not self._shown:
            self._shown = live
            face = live.subject if live else None
            self._image = image_of(portrait(live.frame.bgr, face)) if live and face else None
        return self._image

    def _connect(self) -> None:
        for answer, button in self.answers.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=answer: self._choose(chosen))
        self.identify.clicked.connect(self.identify_asked)
        self.leave.clicked.connect(self.left)
        self.card.closed.connect(lambda: self._choose(None))
        self.card.given.connect(self._give)
        self.card.scanned.connect(self.scanned)
        self.card.written.connect(self.written)

    def _arrange(self) -> None:
        head, faces, answers = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._promise)
        for pane in (self.live, self.photos, self.rival):
            faces.addWidget(pane, 1)
        for button in (*self.answers.values(), self.identify):
            answers.addWidget(button, 1)
        for row in (faces, answers):
            row.setSpacing(14)
        left = card()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(19, 16, 19, 18)
        inner.setSpacing(14)
        inner.addLayout(head)
        inner.addLayout(faces, 1)
        inner.addLayout(answers)
        looking = QWidget()
        below = QVBoxLayout(looking)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(14)
        below.addWidget(self._looking, 1)
        below.addWidget(self.leave)
        self._below.addWidget(looking)
        self._below.addWidget(self.card)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self._people)
        right.addWidget(self._below, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(left, 68)
        layout.addLayout(right, 32)
