"""What a pack's policy wants on receipts stands on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from demo.faces import live_stills, number_of
from station.camera.replay import scene_of
from station.session import ExamSession
from tests.ui.desk_helpers import PINS, PluggedCamera, press, type_number
from ui.desk_app import DeskApp
from ui.receipt import ReceiptSheet
from ui.view_state import Message
from wire.gallery import PackPolicy

OBJECTION = "Sampaikan kepada penyelia di meja informasi."


@pytest.fixture(scope="module")
def session(session: ExamSession) -> ExamSession:
    return replace(session, policy=PackPolicy(pin_on_receipt=True, objection=OBJECTION))


def test_the_pin_and_how_to_object_are_printed_where_the_pack_wants_it(
    desk: DeskApp, camera: PluggedCamera, until: Callable[..., None], qtbot: QtBot
) -> None:
    camera.play(scene_of(live_stills(11)))
    type_number(desk, number_of(11))
    until(Message.MATCH)
    press(desk, qtbot, Qt.Key.Key_Return)
    until(Message.ADMITTED)
    press(desk, qtbot, Qt.Key.Key_F8)
    (sheet,) = desk.window.findChildren(ReceiptSheet)
    assert (sheet._receipt.pin, sheet._objection) == (PINS[11], OBJECTION)
    sheet.close()
