"""Users of the dashboard, and their passwords."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.accesses import Action, record
from server.dashboard.errors import AccountError
from server.tables import Login, Role, User

MIN_PASSWORD: Final = 12  # characters
MAX_PASSWORD: Final = 256
MAX_NAME: Final = 120
_AT_ONCE = 4  # hashes; each takes 64 MiB


class Passwords:
    """Argon2id, with the library's parameters (RFC 9106, low memory) unless others are given."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = PasswordHasher() if hasher is None else hasher
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        # What a password is compared with when there is no such user, so that the answer takes as long.
        self._nobody = self._hasher.hash("there is no such user")

    def hash(self, password: str) -> str:
        """The text to keep."""
        with self._turns:
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that was kept; None for nobody takes the same time and is never."""
        with self._turns:
            try:
                self._hasher.verify(kept or self._nobody, password)
            except VerifyMismatchError:
                return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether it was made with other parameters than are used now."""
        return self._hasher.check_needs_rehash(kept)


def add_user(
    db: Session,
    passwords: Passwords,
    now: datetime,
    *,
    name: str,
    role: Role,
    venue: str | None,
    password: str,
    by: str,
) -> None:
    """Add a user; ``by`` is who does so, for the record.

    Raises:
        AccountError: the name, the venue or the password cannot be one, or there is such a user.
    """
    name = _checked_name(name)
    if (role is Role.VENUE) != bool(venue):
        raise AccountError("a user of the role venue needs a venue, and only such a user has one")
    if venue is not None and len(venue) > MAX_NAME:
        raise AccountError(f"expected a venue of at most {MAX_NAME} characters")
    _check_password(password, name)
    if db.get(User, name) is not None:
        raise AccountError(f"there is a user {name!r} already")
    db.add(User(name=name, role=role.value, venue=venue, password_hash=passwords.hash(password), created_at=now))
    record(db, by, Action.USER_ADDED, name, now)


def set_password(db: Session, passwords: Passwords, now: datetime, *, name: str, password: str, by: str) -> None:
    """Give a user another password. Whoever is signed in with the old one no longer is.

    Raises:
        AccountError: there is no such user, or the password cannot be one.
    """
    user = _user(db, name)
    _check_password(password, user.name)
    user.password_hash = passwords.hash(password)
    _sign_out(db, user.name)
    record(db, by, Action.PASSWORD_CHANGED, user.name, now)


def disable(db: Session, now: datetime, *, name: str, by: str) -> None:
    """Keep a user from signing in, and sign them out; raises AccountError if there is none."""
    user = _user(db, name)
    user.disabled_at = user.disabled_at or now
    _sign_out(db, user.name)
    record(db, by, Action.USER_DISABLED, user.name, now)


def enable(db: Session, now: datetime, *, name: str, by: str) -> None:
    """Let a user sign in again; raises AccountError if there is none."""
    user = _user(db, name)
    user.disabled_at = None
    record(db, by, Action.USER_ENABLED, user.name, now)


def users(db: Session) -> Sequence[User]:
    """All users, by name."""
    return db.scalars(select(User).order_by(User.name)).all()


def _user(db: Session, name: str) -> User:
    user = db.get(User, name)
    if user is None:
        raise AccountError(f"there is no user {name!r}")
    return user


def _sign_out(db: Session, name: str) -> None:
    db.execute(delete(Login).where(Login.user_name == name))


def _checked_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    if not name.isprintable() or name != name.strip() or not 1 <= len(name) <= MAX_NAME:
        raise AccountError(f"expected a name of 1 to {MAX_NAME} printable characters, without spaces around it")
    return name


def _check_password(password: str, name: str) -> None:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise AccountError(f"expected a password of {MIN_PASSWORD} to {MAX_PASSWORD} characters, got {len(password)}")
    if password.casefold() == name.casefold():
        raise AccountError("the password must not be the user's name")
