"""Signing in, staying signed in, signing out.

A browser that is signed in holds 256 random bits; the database holds their SHA-256. Tries are counted in the database,
so the limits hold for all processes together.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from server.dashboard.accounts import MAX_NAME, Passwords
from server.dashboard.errors import TooManyTriesError
from server.dashboard.viewers import Viewer
from server.database import WRITING
from server.secrets import hash_of, new_token
from server.tables import FailedLogin, Login, Role, User

IDLE_LIMIT: Final = timedelta(minutes=60)
LIMIT: Final = timedelta(hours=12)
_TOUCHED_AFTER = timedelta(seconds=60)  # so that looking around does not write all the time


@dataclass(frozen=True, slots=True)
class TryLimits:
    """How often a sign-in may fail within ``window``, before who tries must wait.

    Few failures make one address wait with one name. Many people share an address, at an office or a venue, so that it
    may fail more often; and a name may fail most often from everywhere together, so that a stranger who tries one at
    another address does not keep its owner out.
    """

    by_name_here: int = 5
    by_address: int = 20
    by_name: int = 100
    window: timedelta = timedelta(minutes=15)


def form_token(token: str) -> str:
    """What forms carry that were made for the browser which holds the cookie: nobody can make it without."""
    return hmac.new(token.encode(), b"hadir form", hashlib.sha256).hexdigest()


def part_token(form_token: str, address: str) -> str:
    """What a script shows to fetch the changing part of the page at that address: it stands in the page alone, so
    that nobody fetches a part who has not fetched the page, which is recorded."""
    return hmac.new(form_token.encode(), address.encode(), hashlib.sha256).hexdigest()


def sign_in(
    sessions: sessionmaker[Session],
    passwords: Passwords,
    now: datetime,
    *,
    name: str,
    password: str,
    address: str,
    limits: TryLimits,
) -> str | None:
    """Sign a user in: the token of a new login, or None if name and password do not belong together.

    A try is counted before the password is looked at, and taken back if it was right: tries at the same moment are
    counted too.

    Raises:
        TooManyTriesError: too many tries have failed for this name, from this address, or both.
    """
    tries = _begin_try(sessions, now, name, address, limits)
    with sessions() as db:
        user = db.get(User, name) if len(name) <= MAX_NAME else None
    known = user is not None and user.disabled_at is None
    matches = passwords.matches(user.password_hash if user is not None and known else None, password)
    if user is None or not matches:
        return None
    kept = passwords.hash(password) if passwords.is_outdated(user.password_hash) else user.password_hash
    token = new_token()
    with sessions() as db:
        db.connection(execution_options=WRITING)
        # The password was changed, or the user disabled, while it was compared: then this is no sign-in.
        unchanged = (User.name == user.name, User.password_hash == user.password_hash, User.disabled_at.is_(None))
        found = db.scalar(update(User).where(*unchanged).values(password_hash=kept).returning(User.name))
        if found is None:
            return None
        db.add(Login(token_hash=hash_of(token), user_name=user.name, began_at=now, seen_at=now))
        db.execute(
            delete(FailedLogin).where(
                FailedLogin.id.in_(tries) | FailedLogin.subject.in_((_by_name(name), _here(name, address)))
            )
        )
        db.execute(delete(Login).where((Login.began_at < now - LIMIT) | (Login.seen_at < now - IDLE_LIMIT)))
        db.commit()
    return token


def find_login(sessions: sessionmaker[Session], token: str, now: datetime, *, is_active: bool) -> Viewer | None:
    """Who holds this token, if their login still counts.

    Args:
        is_active: a person did something; a page that only refreshes itself does not keep its user signed in.
    """
    with sessions() as db:
        row = db.execute(
            select(User.name, User.role, User.venue, Login.seen_at)
            .join(User, User.name == Login.user_name)
            .where(
                Login.token_hash == hash_of(token),
                Login.began_at > now - LIMIT,
                Login.seen_at > now - IDLE_LIMIT,
                User.disabled_at.is_(None),
            )
        ).one_or_none()
    if row is None:
        return None
    if is_active and row.seen_at <= now - _TOUCHED_AFTER:
        with sessions() as db:
            db.connection(execution_options=WRITING)
            db.execute(update(Login).where(Login.token_hash == hash_of(token)).values(seen_at=now))
            db.commit()
    return Viewer(row.name, Role(row.role), row.venue)


def sign_out(sessions: sessionmaker[Session], token: str) -> None:
    """End a login; ending it twice is harmless."""
    with sessions() as db:
        db.connection(execution_options=WRITING)
        db.execute(delete(Login).where(Login.token_hash == hash_of(token)))
        db.commit()


def _begin_try(sessions: sessionmaker[Session], now: datetime, name: str, address: str, limits: TryLimits) -> list[int]:
    allowed = {
        _here(name, address): limits.by_name_here,
        f"address {address}"[:260]: limits.by_address,
        _by_name(name): limits.by_name,
    }
    with sessions() as db:
        db.connection(execution_options=WRITING)
        db.execute(delete(FailedLogin).where(FailedLogin.at <= now - limits.window))
        for subject, limit in allowed.items():
            failed, oldest = db.execute(
                select(func.count(), func.min(FailedLogin.at)).where(FailedLogin.subject == subject)
            ).one()
            if failed >= limit:
                raise TooManyTriesError(math.ceil((oldest + limits.window - now).total_seconds()))
        tries = [FailedLogin(subject=subject, at=now) for subject in allowed]
        db.add_all(tries)
        db.flush()
        ids = [each.id for each in tries]
        db.commit()
    return ids


def _by_name(name: str) -> str:
    # Hashed, since people type their password here by mistake.
    return f"name {hash_of(name)}"


def _here(name: str, address: str) -> str:
    return f"{_by_name(name)} at {address}"[:260]
