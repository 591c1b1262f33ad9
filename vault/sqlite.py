"""SQLCipher by its DB-API, which is that of the standard library's sqlite3, and here has its types."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection, DatabaseError, Error, IntegrityError, OperationalError, connect
else:
    from sqlcipher3.dbapi2 import Connection, DatabaseError, Error, IntegrityError, OperationalError, connect

__all__ = ["Connection", "DatabaseError", "Error", "IntegrityError", "OperationalError", "connect"]
