"""A keyring and somebody who answers, for tests about keys."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets when the test is over."""

    priority = 5.0

    def __init__(self, priority: float = 5.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.priority = priority
        self.items: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked("locked")
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("never asked for")


class Asked:
    """Gives passphrases in turn and notes for what."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.new: list[bool] = []

    def __call__(self, new: bool) -> str:
        self.new.append(new)
        return self.answers.pop(0)
