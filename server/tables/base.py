"""What all tables have in common: their columns' types and their names."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER
STATION, TEXT, DIGEST, WORD = String(64), String(120), String(64), String(32)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Goes in with any offset, is stored and comes out as UTC, on databases without zones too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC; one without an offset is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"expected a time with an offset, got {value.isoformat()}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment its offset back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the central server."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
