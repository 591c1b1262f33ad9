"""What stands behind the verdict: where the score lies, how many pictures, how long; or what to do in a fault."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import fault_words, review_words, texts
from ui.labels import ElidedLabel, key, label
from ui.painting import rounded
from ui.portrait_pane import PortraitPane
from ui.theme import INK
from ui.view_state import Action, Message, ScoreView, ViewState
from wire.decisions import MAX_REVIEWS

_BANDS = ("#F5C6C2", "#FBE2A8", "#BFE8D3")


class ScoreBar(QWidget):
    """The score on a scale from -0.1 to 1, in three bands: different, to be reviewed, the same person."""

    _LOW, _HIGH = -0.1, 1.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: ScoreView | None = None
        self.setFixedHeight(26)

    def show_score(self, score: ScoreView) -> None:
        """Show a score."""
        self._score = score
        self.setAccessibleName(texts.score(score))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bands and mark."""
        if self._score is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 7, 0, -7)
        painter.save()
        painter.setClipPath(rounded(box, box.height() / 2))
        edges = [0.0, self._share(self._score.review.threshold), self._share(self._score.accept.threshold), 1.0]
        for colour, (start, end) in zip(_BANDS, pairwise(edges), strict=True):
            painter.fillRect(
                QRectF(start * box.width(), box.top(), (end - start) * box.width(), box.height()), QColor(colour)
            )
        painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(INK))
        x = self._share(self._score.score) * (box.width() - 4)
        painter.drawRoundedRect(QRectF(x, 1, 4, self.height() - 2), 2, 2)

    def _share(self, value: float) -> float:
        return min(max((value - self._LOW) / (self._HIGH - self._LOW), 0.0), 1.0)


class EvidencePanel(QFrame):
    """One card with the score, one with the other candidate, or none.

    The number behind the bar is for whoever asks for it, with a key: an operator decides by the words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = label(13, tone="secondary")
        self._ask = key("F3")
        self.number = label(13, tone="secondary")
        self.number.setWordWrap(True)
        self._asked = False
        self._bar = ScoreBar()
        self._scale = [label(12, tone="tertiary") for _ in range(3)]
        self._facts = [label(14) for _ in range(3 + MAX_REVIEWS)]
        for fact in self._facts:
            fact.setWordWrap(True)
        self._rival = _RivalRow()
        self._help = label(14)
        self._help.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._ask)
        scale = QHBoxLayout()
        alignments = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        for part, alignment in zip(self._scale, alignments, strict=True):
            part.setAlignment(alignment)
            scale.addWidget(part, 1)
        self._score_area = QWidget()
        area = QVBoxLayout(self._score_area)
        area.setContentsMargins(0, 0, 0, 0)
        area.setSpacing(4)
        area.addLayout(head)
        area.addWidget(self._bar)
        area.addLayout(scale)
        area.addWidget(self.number)
        facts = QVBoxLayout()
        facts.setSpacing(4)
        for fact in self._facts:
            facts.addWidget(fact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._rival)
        layout.addWidget(self._score_area)
        layout.addLayout(facts)
        layout.addWidget(self._help)

    def ask_number(self) -> None:
        """Show the number behind the bar, or hide it again."""
        self._asked = not self._asked
        self.number.setVisible(self._asked)

    def render_view(self, view: ViewState) -> None:
        """Show a state, or hide when there is nothing to show."""
        steps = fault_words.steps(view)
        facts = _facts(view)
        # In a fault what to do is needed more than the score, and there is no room for both.
        self._score_area.setVisible(view.score is not None and not steps)
        if view.score is not None:
            self._title.setText(texts.translate("Desk", "Similarity to the registered photos"))
            self.number.setText(texts.score(view.score))
            self.number.setVisible(self._asked)
            self._bar.show_score(view.score)
            words = (
                texts.translate("Desk", "different"),
                texts.translate("Desk", "to review"),
                texts.translate("Desk", "same person"),
            )
            for part, word in zip(self._scale, words, strict=True):
                part.setText(word)
        for index, part in enumerate(self._facts):
            part.setVisible(index < len(facts))
            part.setText(facts[index] if index < len(facts) else "")
        self._rival.render_view(view)
        self._help.setVisible(bool(steps))
        self._help.setText(steps)
        self.setVisible(bool(view.score or facts or steps or view.rival))


class _RivalRow(QWidget):
    """The other candidate that the face resembles."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label(13, tone="secondary")
        self._photo = PortraitPane()
        self._photo.setFixedSize(104, 104)
        self._name = ElidedLabel(15, QFont.Weight.DemiBold)
        self._number = label(14)
        self._seat = label(14)
        self._twin = label(14, QFont.Weight.DemiBold, tone="amber")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addWidget(self._number)
        words.addWidget(self._seat)
        words.addWidget(self._twin)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._photo)
        row.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addLayout(row)

    def render_view(self, view: ViewState) -> None:
        self.setVisible(view.rival is not None)
        if view.rival is not None:
            self._title.setText(texts.translate("Desk", "The other candidate"))
            photo = next(iter(view.rival.photos), None)
            self._photo.show_image(
                QImage.fromData(photo) if photo else None, texts.translate("Desk", "No usable photo")
            )
            self._name.set_whole(view.rival.name)
            self._number.setText(view.rival.number)
            self._seat.setText(texts.translate("Desk", "Seat %1").replace("%1", view.rival.seat or "–"))
            twin, none = texts.translate("Desk", "Registered twin"), texts.translate("Desk", "No registered twin")
            self._twin.setText(twin if view.twins else none)


def _facts(view: ViewState) -> list[str]:
    facts = [review_words.reviewed(review) for review in view.checkin.reviews] if view.checkin else []
    if view.score is None and Action.REVIEW in view.actions and view.message is not Message.NO_PICTURE:
        facts.append(texts.translate("Desk", "The similarity is shown after the comparison by eye."))
    if view.message in (Message.MATCH, Message.ADMITTED) and view.score is not None:
        facts.append("✓ " + texts.translate("Desk", "No other candidate as similar"))
    if view.seconds is not None:
        text = texts.translate("Desk", "%1 pictures · %2 seconds").replace("%1", texts.number(view.frames_used))
        facts.append(text.replace("%2", texts.number(view.seconds, 1)))
    if view.checkin is not None and view.checkin.attempt > 1:
        facts.append(texts.translate("Desk", "Attempt %1").replace("%1", texts.number(view.checkin.attempt)))
    return facts
