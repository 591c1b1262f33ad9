"""What a case is called, and its row."""

from __future__ import annotations

import hashlib

from server.standing import OpenedCase
from server.tables import CaseKind
from server.upserts import Row


def candidate_subject(session_id: str, number: str) -> str:
    """What a case about a candidate in a session is called: fit for an address, and tells nothing by itself."""
    return hashlib.sha256(f"{session_id}\0{number}".encode()).hexdigest()[:32]


def case_row(
    kind: CaseKind, subject: str, opened: OpenedCase, session_id: str | None = None, number: str | None = None
) -> Row:
    """The row of a case, about a candidate or about none."""
    return {
        "kind": kind.value,
        "subject": subject,
        "revision": opened.revision,
        "is_open": opened.closed_at is None,
        "opened_at": opened.opened_at,
        "closed_at": opened.closed_at,
        "station_id": opened.station_id,
        "session_id": session_id,
        "candidate_number": number,
    }
