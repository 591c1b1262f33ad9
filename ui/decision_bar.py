"""What the operator can do now, as buttons with their keys on them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui import texts
from ui.theme import BUTTON_RADIUS, CARD, INK, LINE, LOOKS, MAIN_TARGET, SECONDARY, TARGET, font
from ui.view_state import Action, Look, ViewState

KEYS = {
    Action.ADMIT: (Qt.Key.Key_Return, "Enter"),
    Action.NEXT: (Qt.Key.Key_Return, "Enter"),
    Action.RETRY_CAMERA: (Qt.Key.Key_Return, "Enter"),
    Action.RETAKE: (Qt.Key.Key_R, "R"),
    Action.SUPERVISOR: (Qt.Key.Key_P, "P"),
    Action.REFUSE: (Qt.Key.Key_X, "X"),
    Action.CANCEL: (Qt.Key.Key_Escape, "Esc"),
}
_CONFIRM_WITHIN = 4000  # milliseconds


class ActionButton(QAbstractButton):
    """One action. The main one is taller; admitting is green all over."""

    def __init__(self, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self.main = False
        self.armed = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys belong to the window, which filters a scanner's
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text, ground, edge = self._colours()
        if self.isDown():
            ground = ground.darker(108)
        elif self.underMouse():
            ground = ground.darker(103)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, BUTTON_RADIUS, BUTTON_RADIUS)
        key_width = self._paint_key(painter, box, text)
        painter.setPen(text)
        painter.setFont(font(18 if self.main else 15.5, QFont.Weight.DemiBold))
        area = box.adjusted(19, 0, -key_width - 26, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, self.text())

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Of text, ground and edge."""
        if self.action in (Action.ADMIT, Action.NEXT) and self.main:
            green = QColor(LOOKS[Look.ADMIT].text)
            return QColor(CARD), green, green
        if self.action is Action.REFUSE:
            red = QColor(LOOKS[Look.STOP].text)
            return (QColor(CARD), red, red) if self.armed else (red, QColor(CARD), QColor(LINE))
        if self.main:
            look = Look.FAULT if self.action is Action.RETRY_CAMERA else Look.CHECK
            return QColor(LOOKS[look].text), QColor(CARD), QColor(LOOKS[look].text)
        return QColor(INK), QColor(CARD), QColor(LINE)

    def _paint_key(self, painter: QPainter, box: QRectF, text: QColor) -> float:
        word = KEYS[self.action][1]
        painter.setFont(font(12.5, QFont.Weight.DemiBold))
        width = painter.fontMetrics().horizontalAdvance(word) + 16
        key = QRectF(box.right() - 18 - width, box.center().y() - 11, width, 22)
        solid = text == QColor(CARD)
        painter.setPen(QPen(QColor(255, 255, 255, 70) if solid else QColor(LINE), 1))
        painter.setBrush(QColor(255, 255, 255, 45) if solid else QColor(CARD))
        painter.drawRoundedRect(key, 5, 5)
        painter.setPen(text if solid else QColor(SECONDARY))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, word)
        return width


class DecisionBar(QWidget):
    """The actions of a state. Refusing takes two presses.

    Signals:
        chosen: an `Action`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {action: ActionButton(action, self) for action in Action}
        self._shown: tuple[Action, ...] = ()
        self._has_main = True
        self._checkin: object = None
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._disarm_timer = QTimer(self)
        self._disarm_timer.setSingleShot(True)
        self._disarm_timer.timeout.connect(self._disarm)
        for action, button in self._buttons.items():
            button.hide()
            button.clicked.connect(lambda _=False, chosen=action: self.choose(chosen))

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        identity = (view.checkin.id, view.message) if view.checkin else None
        if identity != self._checkin:
            self._checkin = identity
            self._disarm()
        if (view.actions, view.main) != (self._shown, self._has_main):
            self._arrange(view.actions, view.main)
        self._name()

    def choose_by_key(self, key: int) -> None:
        """Do what a key stands for now, if anything."""
        key = Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key
        for action in self._shown:
            if KEYS[action][0] == key:
                self.choose(action)
                return

    def choose(self, action: Action) -> None:
        """Do an action that is on offer; refusing asks once more."""
        if action not in self._shown:
            return
        button = self._buttons[action]
        if action is Action.REFUSE and not button.armed:
            button.armed = True
            self._disarm_timer.start(_CONFIRM_WITHIN)
            self._name()
            return
        self._disarm()
        self.chosen.emit(action)

    def _disarm(self) -> None:
        self._disarm_timer.stop()
        self._buttons[Action.REFUSE].armed = False
        self._name()

    def _name(self) -> None:
        for action, button in self._buttons.items():
            button.setText(texts.confirm_refusal() if button.armed else texts.action(action))
            button.update()

    def _arrange(self, actions: tuple[Action, ...], has_main: bool) -> None:
        for action in self._shown:
            self._layout.removeWidget(self._buttons[action])
            self._buttons[action].hide()
        self._shown, self._has_main = actions, has_main
        main, rest = (actions[:1], actions[1:]) if has_main else ((), actions)
        for action in main:
            self._place(action, 0, 0, 2)
        for index, action in enumerate(rest):
            alone = index == len(rest) - 1 and index % 2 == 0
            self._place(action, 1 + index // 2, index % 2, 2 if alone else 1)

    def _place(self, action: Action, row: int, column: int, columns: int) -> None:
        button = self._buttons[action]
        button.main = row == 0
        button.setFixedHeight(MAIN_TARGET if button.main else TARGET)
        self._layout.addWidget(button, row, column, 1, columns)
        button.show()
