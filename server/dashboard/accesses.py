"""The record of accesses as it is read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.tables import Access

PAGE = 100  # rows


def accesses(db: Session, user_name: str | None, before: int | None) -> Sequence[Access]:
    """The latest rows, newest first: of one user or all, older than the row of that id or from the end.

    One more than a page holds comes, if there are more.
    """
    statement = select(Access).order_by(Access.id.desc()).limit(PAGE + 1)
    if user_name:
        statement = statement.where(Access.user_name == user_name)
    if before is not None:
        statement = statement.where(Access.id < before)
    return db.scalars(statement).all()
