"""A button with its key painted on it. The keyboard stays with the window, which tells a person from a scanner."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, LOOKS, MAIN_TARGET, PAPER, SECONDARY, TARGET, TERTIARY, TINT
from ui.theme import font as face
from ui.view_state import Look

_PADDING, _KEY_HEIGHT = 16, 22
_SMALLEST, _MARGIN = 11, 5  # pixels
_WORDS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Tone(Enum):
    """What pressing a button means."""

    PLAIN = "plain"
    GO = "go"
    CAUTION = "caution"
    STOP = "stop"
    FAULT = "fault"


_LOOKS = {Tone.GO: Look.ADMIT, Tone.CAUTION: Look.CHECK, Tone.STOP: Look.STOP, Tone.FAULT: Look.FAULT}


class KeyButton(QAbstractButton):
    """``filled``: in its tone all over; ``main``: taller. A button that is checked says so by a tick, too."""

    def __init__(
        self,
        key: str = "",
        tone: Tone = Tone.PLAIN,
        *,
        main: bool = False,
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _: self._name())
        self.dress(tone, main=main, filled=filled)

    def dress(self, tone: Tone, *, main: bool = False, filled: bool = False) -> None:
        """Give it another look."""
        self.tone, self.main, self.filled = tone, main, filled
        self.setFixedHeight(MAIN_TARGET if main else TARGET)
        self.update()

    def say(self, text: str) -> None:
        """Its words."""
        self.setText(text)
        self.updateGeometry()
        self._name()

    def sizeHint(self) -> QSize:
        """Wide enough for words and key."""
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(2 * _PADDING + words + self._key_width() + 24, self.height())

    def minimumSizeHint(self) -> QSize:
        """Words are broken into two lines where there is no room for one."""
        return QSize(2 * _PADDING + self._key_width() + 60, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text, ground, edge = self._colours()
        if self.isEnabled() and self.isDown():
            ground = ground.darker(108)
        elif self.isEnabled() and self.underMouse():
            ground = ground.darker(103)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(edge, 2 if self.isChecked() else 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        painter.setPen(text)
        left = _PADDING + 2
        painter.setFont(self._font())
        if self.isChecked():
            painter.drawText(box.adjusted(left - 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "✓")
            left += painter.fontMetrics().horizontalAdvance("✓ ")
        room = self._key_width() + 10 if self.key else 0
        area = box.adjusted(left, _MARGIN, -_PADDING - room, -_MARGIN)
        painter.setFont(self._font_within(area))
        painter.drawText(area, _WORDS, self.text())
        if self.key:
            self._paint_key(painter, box, text)

    def _font(self) -> QFont:
        return face(18 if self.main else 15, QFont.Weight.DemiBold)

    def _font_within(self, area: QRectF) -> QFont:
        """The usual font, or as small as the words need: they are broken between, and neither cut nor run out of it."""
        font = self._font()
        while font.pixelSize() > _SMALLEST and not self._fits(font, area):
            font = face(font.pixelSize() - 1, QFont.Weight.DemiBold)
        return font

    def _fits(self, font: QFont, area: QRectF) -> bool:
        metrics = QFontMetrics(font)
        longest = max(map(metrics.horizontalAdvance, self.text().split()), default=0)
        height = metrics.boundingRect(area.toRect(), _WORDS, self.text()).height()
        return longest <= area.width() and height <= area.height()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} ({self.key})" if self.key else self.text())

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Of text, ground and edge."""
        if not self.isEnabled():
            return QColor(TERTIARY), QColor(PAPER), QColor(LINE)
        if self.isChecked():
            return QColor(BRAND), QColor(TINT), QColor(BRAND)
        if self.tone is Tone.PLAIN:
            return (QColor(CARD), QColor(BRAND), QColor(BRAND)) if self.filled else self._plain()
        colour = QColor(LOOKS[_LOOKS[self.tone]].text)
        if self.filled:
            return QColor(CARD), colour, colour
        return colour, QColor(CARD), colour if self.main else QColor(LINE)

    def _plain(self) -> tuple[QColor, QColor, QColor]:
        return QColor(INK), QColor(CARD), QColor(LINE)

    def _key_width(self) -> int:
        return QFontMetrics(face(12.5, QFont.Weight.DemiBold)).horizontalAdvance(self.key) + 16 if self.key else 0

    def _paint_key(self, painter: QPainter, box: QRectF, text: QColor) -> None:
        painter.setFont(face(12.5, QFont.Weight.DemiBold))
        width = self._key_width()
        key = QRectF(box.right() - _PADDING - width, box.center().y() - _KEY_HEIGHT / 2, width, _KEY_HEIGHT)
        solid = text == QColor(CARD)
        painter.setPen(QPen(QColor(255, 255, 255, 70) if solid else QColor(LINE), 1))
        painter.setBrush(QColor(255, 255, 255, 45) if solid else QColor(CARD))
        painter.drawRoundedRect(key, 5, 5)
        painter.setPen(text if solid else QColor(SECONDARY))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self.key)
