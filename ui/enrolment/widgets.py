"""Pieces that the pages share: buttons with their keys, notices, empty places, progress."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui.icons import draw_badge
from ui.labels import label
from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, LOOKS, PAPER, SECONDARY, TERTIARY, font
from ui.view_state import Look

_PADDING, _KEY_GAP = 16, 14
_FOLD_PADDING, _FOLD_ARROW = 10, 18
_CHOICE_PADDING = 8


class Button(QAbstractButton):
    """A button with its key painted on it. The main one of a page is solid; a chosen answer is tinted by its look."""

    def __init__(self, key: str = "", *, main: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._main = main
        self._chosen: Look | None = None
        self.setFixedHeight(46)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Its words; it is as wide as they are."""
        self.setText(text)
        self.updateGeometry()

    def choose(self, look: Look | None) -> None:
        """Show it as the one that was chosen, in the colours of a look; None: not chosen."""
        self._chosen = look
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for words and key."""
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        key = _key_width(self.key) + _KEY_GAP if self.key else 0
        return QSize(2 * _PADDING + words + key + 2, self.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

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
        painter.setPen(QPen(edge, 2 if self.hasFocus() or self._chosen else 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        if self.hasFocus() and self._main:
            painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), BUTTON_RADIUS - 3, BUTTON_RADIUS - 3)
        room = _key_width(self.key) + _KEY_GAP if self.key else 0
        painter.setFont(self._font())
        painter.setPen(text)
        area = box.adjusted(_PADDING - 1, 0, -_PADDING - room + 1, 0)
        centred = Qt.AlignmentFlag.AlignLeft if self.key else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | centred, self.text())
        if self.key:
            width = _key_width(self.key)
            place = QRectF(box.right() - _PADDING + 1 - width, box.center().y() - 11, width, 22)
            solid = text == QColor(CARD)
            _paint_key(painter, place, self.key, QColor(SECONDARY) if self.isEnabled() and not solid else text)

    def _font(self) -> QFont:
        return font(15, QFont.Weight.DemiBold)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Of text, ground and edge."""
        if not self.isEnabled():
            return QColor(TERTIARY), QColor(PAPER), QColor(LINE)
        if self._chosen is not None:
            colours = LOOKS[self._chosen]
            return QColor(colours.text), QColor(colours.ground), QColor(colours.text)
        if self._main:
            return QColor(CARD), QColor(BRAND), QColor(BRAND)
        return QColor(INK), QColor(CARD), QColor(BRAND if self.hasFocus() else LINE)


class Choice(QComboBox):
    """A drop-down list, its text cut where it is too long. The style sheet takes the arrow away, so it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumWidth(120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list, and its arrow."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        combo, edit = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(combo, option, edit, self).width() - _CHOICE_PADDING
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(combo, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(SECONDARY), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        right, middle = self.width() - 16, self.height() / 2
        painter.drawPolyline(
            [QPointF(right - 8, middle - 2), QPointF(right - 4, middle + 2), QPointF(right, middle - 2)]
        )


class Fold(QAbstractButton):
    """Words with an arrow, and a key, that open and close something below."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setCheckable(True)
        self.setFixedHeight(46)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self.update)

    def say(self, text: str) -> None:
        """Its words; it is as wide as they are."""
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wide enough for arrow, words and key."""
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(2 * _FOLD_PADDING + _FOLD_ARROW + words + _KEY_GAP + _key_width(self.key), self.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint arrow, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(QPen(QColor(BRAND), 1.5))
            painter.drawRoundedRect(box.adjusted(1, 4, -1, -4), 8, 8)
        colour = QColor(
            BRAND if self.underMouse() and self.isEnabled() else SECONDARY if self.isEnabled() else TERTIARY
        )
        painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        left, middle = box.left() + _FOLD_PADDING, box.center().y()
        arrow = ((0, 2), (4, -2), (8, 2)) if self.isChecked() else ((0, -2), (4, 2), (8, -2))
        painter.drawPolyline([QPointF(left + x, middle + y) for x, y in arrow])
        painter.setFont(self._font())
        words = box.adjusted(_FOLD_PADDING + _FOLD_ARROW, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        width = _key_width(self.key)
        _paint_key(painter, QRectF(box.right() - _FOLD_PADDING - width, middle - 11, width, 22), self.key, colour)

    def _font(self) -> QFont:
        return font(14, QFont.Weight.DemiBold)


class Badge(QWidget):
    """The round badge of a look."""

    def __init__(self, look: Look, side: int = 30) -> None:
        super().__init__()
        self.look = look
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        draw_badge(QPainter(self), self.look, QRectF(self.rect()))


class Notice(QFrame):
    """What just happened, or what is wrong, with what to do about it. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._badge = Badge(Look.CHECK)
        self.title = label(15, QFont.Weight.DemiBold)
        self.detail = label(13)
        for part in (self.title, self.detail):
            part.setWordWrap(True)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 16, 10)
        layout.setSpacing(12)
        layout.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def tell(self, look: Look, title: str, detail: str = "") -> None:
        """Show a message in the colours of a look."""
        self._badge.look = look
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        for part in (self.title, self.detail):
            part.setProperty("tone", look.value.lower())
            part.style().polish(part)
        self.setProperty("look", look.value.lower())
        self.style().polish(self)
        self._badge.update()
        self.show()


class Empty(QWidget):
    """What stands where nothing is yet: why, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(18, QFont.Weight.DemiBold)
        self.detail = label(15, tone="secondary")
        for part in (self.title, self.detail):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 0, 40, 0)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(self.title)
        layout.addWidget(self.detail)
        layout.addStretch(3)

    def tell(self, title: str, detail: str) -> None:
        """Say it."""
        self.title.setText(title)
        self.detail.setText(detail)


def _key_width(key: str) -> int:
    return QFontMetrics(font(12, QFont.Weight.DemiBold)).horizontalAdvance(key) + 14


def _paint_key(painter: QPainter, box: QRectF, key: str, colour: QColor) -> None:
    """The picture of a key; on a dark ground where its words are light."""
    solid = colour == QColor(CARD)
    painter.setFont(font(12, QFont.Weight.DemiBold))
    painter.setPen(QPen(QColor(255, 255, 255, 80) if solid else QColor(LINE), 1))
    painter.setBrush(QColor(255, 255, 255, 40) if solid else QColor(CARD))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


def heading(pixels: float = 22) -> QLabel:
    """The title of a page or a card."""
    return label(pixels, QFont.Weight.Bold)


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setObjectName("rule")
    return made
