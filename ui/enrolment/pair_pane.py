"""Two people side by side at one eye distance, and the answers that a person can give about them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from enrollment.errands import OpenedPair
from enrollment.photo_errands import Person
from enrollment.store.pairs import Answer
from recognition.portrait import EYE_LINE
from ui.enrolment import words
from ui.enrolment.pair_list import ANSWER_LOOKS
from ui.enrolment.widgets import Button
from ui.labels import ElidedLabel, label
from ui.painting import rounded
from ui.texts import translate
from ui.theme import GAP, LINE, PAPER, TERTIARY, font

_CUT = 0.1  # of a portrait's side: what both lose above and below, and at most at the sides
_MOST_HISTORY = 3
KEYS = {Answer.SAME: "1", Answer.DIFFERENT: "2", Answer.TWINS: "3", Answer.UNCLEAR: "4"}


class Faces(QWidget):
    """Two portraits of one size with a line through both pairs of eyes: square, or wider where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._images: tuple[QImage | None, QImage | None] = (None, None)
        self._words = ("", "")
        self.setMinimumSize(420, 190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_images(self, one: QImage | None, other: QImage | None, words: tuple[str, str]) -> None:
        """Show two portraits; ``words`` stand where one is missing, or in its corner."""
        self._images, self._words = (one, other), words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        half = (self.width() - GAP) / 2
        height = min(half, self.height())
        width = min(half, height / (1 - 2 * _CUT))
        top = (self.height() - height) / 2
        boxes = (QRectF(0, top, width, height), QRectF(half + GAP, top, width, height))
        for image, word, box in zip(self._images, self._words, boxes, strict=True):
            self._paint_one(painter, image, word, box)
        if all(self._images):
            eyes = top + height * (EYE_LINE - _CUT) / (1 - 2 * _CUT)
            painter.setPen(QPen(QColor(255, 255, 255, 190), 1, Qt.PenStyle.DashLine))
            painter.setClipPath(rounded(boxes[0], 12) + rounded(boxes[1], 12))
            painter.drawLine(round(boxes[0].left()), round(eyes), round(boxes[1].right()), round(eyes))

    def _paint_one(self, painter: QPainter, image: QImage | None, word: str, box: QRectF) -> None:
        painter.save()
        painter.setClipPath(rounded(box, 12))
        painter.fillRect(box, QColor(LINE if image else PAPER))
        if image is None:
            painter.setPen(QColor(TERTIARY))
            painter.setFont(font(14))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, word)
        else:
            height = (1 - 2 * _CUT) * image.height()
            width = height * box.width() / box.height()
            cut = QRectF((image.width() - width) / 2, image.height() * _CUT, width, height)
            painter.drawImage(box, image, cut)
            if word:
                _paint_tag(painter, word, box)
        painter.restore()


def _paint_tag(painter: QPainter, word: str, box: QRectF) -> None:
    painter.setFont(font(12.5))
    width = painter.fontMetrics().horizontalAdvance(word) + 20
    tag = QRectF(box.left() + 10, box.top() + 10, width, 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(15, 27, 45, 165))
    painter.drawRoundedRect(tag, 7, 7)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, word)


class PairPane(QFrame):
    """A pair, what is known of both, and the answers.

    Signals:
        answered: an `Answer`.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._opened: OpenedPair | None = None
        self._photo = [0, 0]
        self._question = label(19, QFont.Weight.Bold)
        self.chance = label(14, tone="secondary")
        self.chance.setWordWrap(True)
        self.chance.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.faces = Faces()
        self._names = (ElidedLabel(17, QFont.Weight.DemiBold), ElidedLabel(17, QFont.Weight.DemiBold))
        self._facts = tuple((ElidedLabel(13, tone="secondary"), ElidedLabel(13, tone="secondary")) for _ in range(2))
        self.buttons = {answer: Button(key) for answer, key in KEYS.items()}
        self.reviewer, self.note = QLineEdit(), QLineEdit()
        self.reviewer.setMaxLength(120)
        self.note.setMaxLength(500)
        self.history = label(13, tone="secondary")
        self.history.setWordWrap(True)
        for answer, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their keys are the page's
            button.clicked.connect(lambda _=False, chosen=answer: self.answered.emit(chosen))
        self._arrange()

    @property
    def opened(self) -> OpenedPair | None:
        """The pair that is shown."""
        return self._opened

    def show_pair(self, opened: OpenedPair, chance: str) -> None:
        """Show a pair; ``chance`` says what its score means."""
        self._opened, self._photo = opened, [0, 0]
        self.note.clear()
        self.retranslate(chance)

    def next_photo(self, side: int) -> None:
        """Show the next photo of one of the two, 0 or 1."""
        if self._opened is not None:
            self._photo[side] += 1
            self._show_faces(self._opened)

    def retranslate(self, chance: str) -> None:
        """Say everything in the language in use."""
        self._question.setText(translate("Enrolment", "Is this one person?"))
        self.reviewer.setPlaceholderText(translate("Enrolment", "Your name"))
        self.note.setPlaceholderText(translate("Enrolment", "Note, if there is something to say (N)"))
        for answer, button in self.buttons.items():
            button.say(words.answer(answer))
        self.chance.setText(chance)
        if self._opened is None:
            return
        for name, facts, person in zip(self._names, self._facts, self._people(self._opened), strict=True):
            name.set_whole(person.candidate.name)
            for line, text in zip(facts, _facts_of(person), strict=True):
                line.set_whole(text)
        self._show_faces(self._opened)
        self._show_history(self._opened)

    def _people(self, opened: OpenedPair) -> tuple[Person, Person]:
        return opened.one, opened.other

    def _show_faces(self, opened: OpenedPair) -> None:
        images: list[QImage | None] = []
        said = []
        for side, person in enumerate(self._people(opened)):
            faces = [face for face in person.faces if face.usable]
            place = self._photo[side] % len(faces) if faces else 0
            images.append(QImage.fromData(faces[place].portrait) if faces else None)
            several = words.say(translate("Enrolment", "Photo %1 of %2"), place + 1, len(faces))
            none = translate("Enrolment", "No portrait")
            said.append(none if not faces else several if len(faces) > 1 else "")
        self.faces.show_images(images[0], images[1], (said[0], said[1]))

    def _show_history(self, opened: OpenedPair) -> None:
        last = opened.history[-1].answer if opened.history else None
        for answer, button in self.buttons.items():
            button.choose(ANSWER_LOOKS[answer] if answer is last else None)
        lines = []
        for review in reversed(opened.history[-_MOST_HISTORY:]):
            at = words.moment(review.reviewed_at.astimezone())
            line = " · ".join((words.answer(review.answer), review.reviewer, at))
            lines.append(f"{line}: {review.note}" if review.note else line)
        more = len(opened.history) - _MOST_HISTORY
        if more > 0:
            lines.append(words.say(translate("Enrolment", "and %1 earlier answers"), more))
        self.history.setText("\n".join(lines) or translate("Enrolment", "Nobody has answered yet."))

    def _arrange(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(GAP)
        for name, facts in zip(self._names, self._facts, strict=True):
            column = QVBoxLayout()
            column.setSpacing(1)
            column.addWidget(name)
            for line in facts:
                column.addWidget(line)
            names.addLayout(column, 1)
        answers = QHBoxLayout()
        answers.setSpacing(6)
        for button in self.buttons.values():
            answers.addWidget(button, 1)
        fields = QHBoxLayout()
        fields.setSpacing(10)
        fields.addWidget(self.reviewer, 2)
        fields.addWidget(self.note, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self._question)
        top.addWidget(self.chance, 1)
        layout.addLayout(top)
        layout.addWidget(self.faces, 1)
        layout.addLayout(names)
        layout.addLayout(answers)
        layout.addLayout(fields)
        layout.addWidget(self.history)


def _facts_of(person: Person) -> tuple[str, str]:
    candidate = person.candidate
    nik = f"NIK {candidate.nik}" if candidate.nik else translate("Enrolment", "no NIK")
    born = f"{candidate.born:%d-%m-%Y}" if candidate.born else ""
    first = " · ".join(part for part in (candidate.number, nik, born) if part)
    return first, words.session(candidate.session)
