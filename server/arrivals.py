"""Which reports of each journal have arrived, and the case of a journal that misses some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from server.cases import case_row
from server.gaps import Arrived
from server.kept import Kept
from server.standing import OpenedCase
from server.tables import Case, CaseKind, Gap, JournalHead
from server.upserts import Row, insert_rows, put

_HEAD = select(JournalHead.last_seq).where(JournalHead.journal_id == bindparam("journal_id"))
_GAPS = select(Gap.first_seq, Gap.last_seq).where(Gap.journal_id == bindparam("journal_id")).order_by(Gap.first_seq)


def count_arrivals(session: Session, kept: Sequence[Kept]) -> None:
    """Heads and gaps of the journals, and the cases of those that miss reports."""
    by_journal: dict[UUID, list[Kept]] = defaultdict(list)
    for each in kept:
        by_journal[each.report.journal_id].append(each)
    for journal_id, reports in by_journal.items():
        _count_journal(session, journal_id, reports)


def _count_journal(session: Session, journal_id: UUID, kept: Sequence[Kept]) -> None:
    """One journal's arrivals. Each is counted by itself: that a gap opened is a fact even if it closed soon after."""
    station_id = kept[0].report.station_id
    before = state = arrived(session, journal_id)
    turns: list[Kept] = []
    for each in kept:
        had_gaps = bool(state.missing)
        state = state.add([each.report.station_seq])
        if bool(state.missing) != had_gaps:
            turns.append(each)
    put(session, JournalHead, [{"journal_id": journal_id, "station_id": station_id, "last_seq": state.last}])
    if turns:
        _turn_missing(session, journal_id, station_id, bool(before.missing), [each.received_at for each in turns])
    if state.missing != before.missing:
        session.execute(delete(Gap).where(Gap.journal_id == journal_id))
        rows: list[Row] = [
            {"journal_id": journal_id, "station_id": station_id, "first_seq": first, "last_seq": end}
            for first, end in state.missing
        ]
        insert_rows(session, Gap, rows)


def arrived(session: Session, journal_id: UUID) -> Arrived:
    """What has arrived of a journal."""
    connection = session.connection()
    last = connection.scalar(_HEAD, {"journal_id": journal_id})
    gaps = connection.execute(_GAPS, {"journal_id": journal_id})
    return Arrived(last or 0, tuple((first, end) for first, end in gaps))


def _turn_missing(
    session: Session, journal_id: UUID, station_id: str, is_open: bool, moments: Sequence[datetime]
) -> None:
    """Open and close the case of a journal's missing reports by turns; opening it again is a new revision."""
    subject = journal_id.hex
    found = session.execute(
        select(Case.revision, Case.opened_at).where(Case.kind == CaseKind.MISSING.value, Case.subject == subject)
    ).one_or_none()
    revision, opened_at = (found.revision, found.opened_at) if found else (0, moments[0])
    closed_at: datetime | None = None
    for moment in moments:
        is_open = not is_open
        revision, opened_at, closed_at = (revision + 1, moment, None) if is_open else (revision, opened_at, moment)
    put(session, Case, [case_row(CaseKind.MISSING, subject, OpenedCase(station_id, revision, opened_at, closed_at))])
