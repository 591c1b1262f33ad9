"""That the desk cannot start, in the look of a fault: why, what to do, and another attempt without starting again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import structlog
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from models.errors import ModelError
from station.errors import JournalError
from ui.labels import label
from ui.notice_panel import NoticePanel
from ui.texts import translate
from ui.view_state import Look
from vault.errors import VaultError

_Made = TypeVar("_Made")

log = structlog.get_logger()


class StartFault(QDialog):
    """Says what is wrong, with the program's own words for venue IT. Enter tries again, Esc ends the program."""

    def __init__(self, error: Exception, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hadir")
        self.setFixedWidth(620)
        self.notice = NoticePanel(96)
        self.notice.tell(Look.FAULT, translate("Start", "Hadir cannot start"), _what_to_do(error))
        problem = label(13, tone="secondary")
        problem.setWordWrap(True)
        problem.setText(str(error))
        buttons = QDialogButtonBox()
        again = buttons.addButton(translate("Start", "Try again"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(translate("Start", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        again.setDefault(True)
        for button in buttons.buttons():
            button.setMinimumSize(140, 44)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(14)
        for part in (self.notice, problem, buttons):
            layout.addWidget(part)


def until_it_works(make: Callable[[], _Made]) -> _Made:
    """What is made, once it can be; each failure is told in a window.

    Raises:
        ModelError, JournalError, VaultError: it failed, and whoever was told of it has closed the window.
    """
    while True:
        try:
            return make()
        except (ModelError, JournalError, VaultError) as error:
            log.error("cannot start", problem=str(error))
            if StartFault(error).exec() != QDialog.DialogCode.Accepted:
                raise


def _what_to_do(error: Exception) -> str:
    if isinstance(error, ModelError):
        return translate(
            "Start", "A file of the face check is missing or was changed. Call venue IT: Hadir must be installed again."
        )
    return translate("Start", "The local database does not open. Close other Hadir windows, or call venue IT.")
