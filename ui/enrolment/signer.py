"""The key that signs packs, with a window that asks for its passphrase where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from keyring.backend import KeyringBackend
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QDialog, QWidget

from ui.texts import translate
from ui.unlock_dialog import UnlockDialog, Wording
from vault.errors import PassphraseError
from vault.files import write_whole
from vault.private_keys import PrivateKeys
from wire.pack_keys import signer_text
from wire.signing import PublicKey, SigningKey

WORDING: Final = Wording(
    QT_TRANSLATE_NOOP("Unlock", "Choose a passphrase for the signing key"),
    QT_TRANSLATE_NOOP("Unlock", "Passphrase of the signing key"),
    QT_TRANSLATE_NOOP("Unlock", "The stations open only packs that were signed with this key."),
)


class _CancelledError(Exception):
    """Whoever was asked closed the window."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The key ``name`` of a folder of private keys."""

    folder: Path
    name: str
    backend: KeyringBackend

    @property
    def there(self) -> bool:
        """Whether there is one."""
        return self._keys(None, "").file_of(self.name).exists()

    def make(self, parent: QWidget) -> PublicKey | None:
        """Make the key; None where the window was closed. Raises VaultError."""
        key = SigningKey.generate()
        try:
            self._keys(parent, "").keep(self.name, key.secret_bytes())
        except _CancelledError:
            return None
        return key.public

    def load(self, parent: QWidget) -> SigningKey | None:
        """The key, asking for its passphrase until it fits; None where the window was closed. Raises VaultError."""
        problem = ""
        while True:
            try:
                return SigningKey.from_bytes(self._keys(parent, problem).load(self.name))
            except _CancelledError:
                return None
            except PassphraseError:
                problem = translate("Unlock", "That passphrase does not open it. Please try again.")

    def export(self, key: PublicKey, path: Path) -> None:
        """Write the public half, for the stations; raises OSError."""
        write_whole(path, signer_text(key).encode())

    def _keys(self, parent: QWidget | None, problem: str) -> PrivateKeys:
        def ask(new: bool) -> str:
            dialog = UnlockDialog(new, problem, parent, wording=WORDING)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                raise _CancelledError
            return dialog.first.text()

        return PrivateKeys(self.folder, self.backend, ask)
