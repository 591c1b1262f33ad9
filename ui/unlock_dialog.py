"""The window that asks for the passphrase of a database, where no keyring has its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import keyring
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from station.journal.database import KEYRING_SERVICE
from ui import texts
from ui.labels import label
from vault.errors import PassphraseError
from vault.keys import MIN_PASSPHRASE, DatabaseKey, KeyringSource, PassphraseSource
from vault.unlocking import unlock


@dataclass(frozen=True, slots=True)
class Wording:
    """What a database is called when its passphrase is asked for, and what lies in it; English, to be translated."""

    choose: object
    ask: object
    kept: object


JOURNAL: Final = Wording(
    QT_TRANSLATE_NOOP("Unlock", "Choose a passphrase for this station"),
    QT_TRANSLATE_NOOP("Unlock", "Passphrase of this station"),
    QT_TRANSLATE_NOOP("Unlock", "Decisions and pictures are stored encrypted with it."),
)
ENROLMENT: Final = Wording(
    QT_TRANSLATE_NOOP("Unlock", "Choose a passphrase for the enrolment data"),
    QT_TRANSLATE_NOOP("Unlock", "Passphrase of the enrolment data"),
    QT_TRANSLATE_NOOP("Unlock", "Candidates, photos and reviews are stored encrypted with it."),
)


class _CancelledError(Exception):
    """Whoever was asked closed the window."""


class UnlockDialog(QDialog):
    """Asks for a passphrase: for something new twice, and long enough; ``problem`` says what was wrong before."""

    def __init__(
        self, new: bool, problem: str = "", parent: QWidget | None = None, *, wording: Wording = JOURNAL
    ) -> None:
        super().__init__(parent)
        self._new = new
        self.setWindowTitle("Hadir")
        self.setMinimumWidth(460)
        title = label(18, QFont.Weight.Bold)
        title.setText(texts.translate("Unlock", str(wording.choose if new else wording.ask)))
        explanation = label(14, tone="secondary")
        explanation.setWordWrap(True)
        keep = texts.translate("Unlock", "Write it down and keep it safe: without it nobody can read them.")
        kept = texts.translate("Unlock", str(wording.kept))
        explanation.setText(f"{kept} {keep}" if new else kept)
        self.first = self._field(texts.translate("Unlock", "Passphrase"))
        self.second = self._field(texts.translate("Unlock", "The same once more"))
        self.second.setVisible(new)
        self.problem = label(14, tone="amber")
        self.problem.setWordWrap(True)
        self._tell(problem)
        buttons = QDialogButtonBox()
        buttons.addButton(texts.translate("Unlock", "Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(texts.translate("Unlock", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in buttons.buttons():
            button.setMinimumSize(110, 40)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(12)
        for part in (title, explanation, self.first, self.second, self.problem, buttons):
            layout.addWidget(part)

    def accept(self) -> None:
        """Close if what was typed can be a passphrase; otherwise say what is missing."""
        if self._new and len(self.first.text()) < MIN_PASSPHRASE:
            sentence = texts.translate("Unlock", "At least %1 characters, please.")
            self._tell(sentence.replace("%1", texts.number(MIN_PASSPHRASE)))
        elif self._new and self.first.text() != self.second.text():
            self._tell(texts.translate("Unlock", "The two are not the same."))
        elif self.first.text():
            super().accept()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setMinimumHeight(40)
        field.setTextMargins(8, 0, 8, 0)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        return field


def unlock_in_window(database: Path, service: str = KEYRING_SERVICE, wording: Wording = JOURNAL) -> DatabaseKey | None:
    """The key of a database, asking for its passphrase until it fits; None when that was cancelled.

    ``service`` is what its keys stand under in a keyring.

    Raises:
        VaultError: the database cannot be opened with any passphrase.
    """
    problem = ""

    def ask(new: bool) -> str:
        dialog = UnlockDialog(new, problem, wording=wording)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            raise _CancelledError
        return dialog.first.text()

    while True:
        try:
            return unlock(database, KeyringSource(keyring.get_keyring(), service), PassphraseSource(ask))
        except _CancelledError:
            return None
        except PassphraseError:
            problem = texts.translate("Unlock", "That passphrase does not open it. Please try again.")
