"""Identifiers that a station makes."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NewType
from uuid import UUID

CheckInId = NewType("CheckInId", UUID)


def uuid7(now: datetime) -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    random = secrets.randbits(74)
    high = milliseconds << 16 | 0x7 << 12 | random >> 62
    low = 0b10 << 62 | random & (2**62 - 1)
    return UUID(int=high << 64 | low)
