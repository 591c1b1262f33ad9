"""Where a PIN is typed: hidden digits, by a keyboard or by keys on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QRegularExpressionValidator
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QSizePolicy, QWidget

from station.operators.pins import MAX_PIN
from ui.texts import translate
from ui.theme import BRAND, BUTTON_RADIUS, CARD, INK, LINE, PAPER, SECONDARY, TERTIARY, font

BACK, CLEAR = "back", "clear"
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", CLEAR, "0", BACK)
_FIELD, _KEY, _GAP = 56, 58, 8


class PinField(QLineEdit):
    """Hidden digits. One more than a PIN has is taken, so that a card's number from a hand scanner is not cut to a
    PIN that would count as a wrong one.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pin")
        self.setFixedHeight(_FIELD)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(MAX_PIN + 1)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textChanged.connect(self._set_font)
        self._set_font()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the window behind."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not event.isAutoRepeat():
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _set_font(self) -> None:
        """Dots stand apart, so that they can be counted; the words in their place do not."""
        face = font(20 if self.text() else 16)
        if self.text():
            face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 7)
        self.setFont(face)


class Keypad(QWidget):
    """Twelve keys for fingers. The keyboard's focus stays where it is.

    Signals:
        pressed: a digit, `BACK` or `CLEAR`.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = {name: _Key(name) for name in _KEYS}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for place, (name, button) in enumerate(self.keys.items()):
            button.clicked.connect(lambda _=False, pressed=name: self.pressed.emit(pressed))
            layout.addWidget(button, place // 3, place % 3)
        self.show_texts()

    def show_texts(self) -> None:
        """Show the words in the language in use."""
        clear = translate("SignIn", "Clear")
        self.keys[CLEAR].setText(clear)
        self.keys[CLEAR].setAccessibleName(clear)
        self.keys[BACK].setAccessibleName(translate("SignIn", "Delete the last digit"))

    def feed(self, field: QLineEdit, pressed: str) -> None:
        """Do in a field what a key stands for."""
        if not field.isEnabled():
            return
        if pressed == CLEAR:
            field.clear()
        elif pressed == BACK:
            field.backspace()
        else:
            field.insert(pressed)


class _Key(QAbstractButton):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(64, 52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """For a finger."""
        return QSize(96, _KEY)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(CARD if self.isEnabled() else PAPER)
        if self.isEnabled() and self.isDown():
            ground = ground.darker(112)
        elif self.isEnabled() and self.underMouse():
            ground = ground.darker(103)
        painter.setPen(QPen(QColor(BRAND if self.isDown() else LINE), 1.5))
        painter.setBrush(ground)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        strong, soft = (INK, SECONDARY) if self.isEnabled() else (TERTIARY, TERTIARY)
        if self._name == BACK:
            _draw_back(painter, box.center(), QColor(soft))
            return
        painter.setPen(QColor(soft if self._name == CLEAR else strong))
        painter.setFont(font(15 if self._name == CLEAR else 24, QFont.Weight.DemiBold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


def _draw_back(painter: QPainter, at: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    outline = ((-13, 0), (-6, -8), (12, -8), (12, 8), (-6, 8), (-13, 0))
    painter.drawPolyline([at + QPointF(x, y) for x, y in outline])
    painter.drawLine(at + QPointF(-1, -3.5), at + QPointF(6, 3.5))
    painter.drawLine(at + QPointF(6, -3.5), at + QPointF(-1, 3.5))
