"""The passphrase is asked for until it fits, and a new one twice."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backends.null import Keyring as NoKeyring
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.journal import database
from ui.unlock_dialog import UnlockDialog, unlock_in_window

# Qt's offscreen platform says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = NoKeyring()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def type_in(dialog: UnlockDialog, first: str, second: str = "") -> None:
    dialog.first.clear()
    dialog.second.clear()
    QTest.keyClicks(dialog.first, first)
    if second:
        QTest.keyClicks(dialog.second, second)
    QTest.keyClick(dialog.first, Qt.Key.Key_Return)


def answer_with(*answers: tuple[str, ...] | None) -> list[str]:
    """Answers each dialog that opens in turn, None by closing it; collects what each said was wrong."""
    problems: list[str] = []
    left = list(answers)

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, UnlockDialog):
            QTimer.singleShot(10, act)
            return
        problems.append(dialog.problem.text())
        answer = left.pop(0)
        if left:
            QTimer.singleShot(10, act)
        if answer is None:
            dialog.reject()
        else:
            type_in(dialog, *answer)

    QTimer.singleShot(0, act)
    return problems


def test_a_new_passphrase_is_long_enough_and_typed_twice(qtbot: QtBot) -> None:
    dialog = UnlockDialog(new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    type_in(dialog, "too short", "too short")
    assert dialog.problem.text() == "At least 12 characters, please."
    type_in(dialog, GOOD, GOOD + "!")
    assert dialog.problem.text() == "The two are not the same."
    assert dialog.isVisible()
    type_in(dialog, GOOD, GOOD)
    assert dialog.result() == UnlockDialog.DialogCode.Accepted


def test_what_is_typed_is_never_shown(qtbot: QtBot) -> None:
    dialog = UnlockDialog(new=False)
    qtbot.addWidget(dialog)
    type_in(dialog, GOOD)
    assert GOOD not in dialog.first.displayText()


def test_a_wrong_passphrase_can_be_tried_again_until_it_fits(qtbot: QtBot, tmp_path: Path) -> None:
    journal = tmp_path / "station.sqlite3"
    answer_with((GOOD, GOOD))
    key = unlock_in_window(journal)
    assert key is not None
    database.connect(journal, key).close()
    problems = answer_with(("something else",), (GOOD,))
    assert unlock_in_window(journal) == key
    assert problems == ["", "That passphrase does not open it. Please try again."]


def test_cancelling_opens_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    answer_with(None)
    assert unlock_in_window(tmp_path / "station.sqlite3") is None
    assert list(tmp_path.iterdir()) == []
