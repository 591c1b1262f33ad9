"""What the operator can do now, as buttons with their keys on them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import decision_words, texts
from ui.key_button import KeyButton, Tone
from ui.view_state import Action, ViewState

KEYS = {
    Action.ADMIT: (Qt.Key.Key_Return, "Enter"),
    Action.ADMIT_MANUAL: (Qt.Key.Key_Return, "Enter"),
    Action.NEXT: (Qt.Key.Key_Return, "Enter"),
    Action.RETRY_CAMERA: (Qt.Key.Key_Return, "Enter"),
    Action.NEXT_PACK: (Qt.Key.Key_N, "N"),
    Action.RETAKE: (Qt.Key.Key_R, "R"),
    Action.REVIEW: (Qt.Key.Key_M, "M"),
    Action.PROVISIONAL: (Qt.Key.Key_P, "P"),
    Action.REFUSE: (Qt.Key.Key_X, "X"),
    Action.CANCEL: (Qt.Key.Key_Escape, "Esc"),
    Action.UNDO: (Qt.Key.Key_U, "U"),
}
_GO = (Action.ADMIT, Action.ADMIT_MANUAL, Action.NEXT)


class DecisionBar(QWidget):
    """The actions of a state.

    Signals:
        chosen: an `Action`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {action: KeyButton(KEYS[action][1], parent=self) for action in Action}
        self._shown: tuple[Action, ...] = ()
        self._has_main = True
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        for column in range(2):
            self._layout.setColumnStretch(column, 1)
        for action, button in self._buttons.items():
            button.hide()
            button.clicked.connect(lambda _=False, chosen=action: self.choose(chosen))

    def render_view(self, view: ViewState) -> None:
        """Show a state."""
        if (view.actions, view.main) != (self._shown, self._has_main):
            # Each button that is shown in a visible bar would have the whole window laid out.
            self.hide()
            self._arrange(view.actions, view.main)
            self._say(view)
            self.show()
        else:
            self._say(view)

    def choose_by_key(self, key: int) -> None:
        """Do what a key stands for now, if anything."""
        key = Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key
        for action in self._shown:
            if KEYS[action][0] == key:
                self.choose(action)
                return

    def choose(self, action: Action) -> None:
        """Do an action that is on offer."""
        if action in self._shown:
            self.chosen.emit(action)

    def _say(self, view: ViewState) -> None:
        for action in self._shown:
            main = view.main and action is self._shown[0]
            words = decision_words.action_words(view, action) if main else None
            self._buttons[action].say(words or texts.action(action))

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
        button.dress(_tone(action, main=row == 0), main=row == 0, filled=row == 0 and action in _GO)
        self._layout.addWidget(button, row, column, 1, columns)
        button.show()


def _tone(action: Action, *, main: bool) -> Tone:
    if action is Action.REFUSE:
        return Tone.STOP
    if not main:
        return Tone.PLAIN
    if action in _GO:
        return Tone.GO
    return Tone.FAULT if action in (Action.RETRY_CAMERA, Action.NEXT_PACK) else Tone.CAUTION
