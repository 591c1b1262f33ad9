"""Turns accepted reports into the tables that pages read, in the transaction that keeps the reports.

Everything here can be made again from the facts with the same result (`rebuild`). So nothing may depend on how reports
of different stations were interleaved, and on PostgreSQL, where several transactions project at once:

* a journal is locked by whoever takes its reports in (`server.ingest`), so that its reports are projected in order;
* the rows of their exam sessions are held before the reports get their ids (`server.exam_sessions`), and each
  candidate's before what was reported about them is read, so that two desks that admit one candidate at the same moment
  see each other: the second waits for the first to commit;
* sums (sessions, minutes, rates) are added to, never read and written back.

Rows are locked in the order journals, sessions, candidates, and each kind by its key, so that no two wait for each
other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.orm import Session, sessionmaker

from server.arrivals import count_arrivals
from server.candidates import project_candidates
from server.cases import case_row
from server.database import WRITING
from server.exam_sessions import hold_sessions, open_session
from server.kept import Kept
from server.rates import rate_rows
from server.standing import OpenedCase
from server.tables import (
    PROJECTIONS,
    Case,
    CaseKind,
    Contradiction,
    EvidencePicture,
    PictureUse,
    Rate,
    Report,
    StationEvent,
    StationEventKind,
)
from server.upserts import Row, add_up, insert_rows, put
from wire.reports import REPORTS, CheckInReport, KeyReport, OpeningReport, SignInReport
from wire.reports import Report as WireReport

_CHUNK = 500  # reports that a rebuild projects at a time
_WHOLE = select(EvidencePicture.digest).where(
    EvidencePicture.digest.in_(bindparam("digests", expanding=True)), EvidencePicture.completed_at.is_not(None)
)
_EVENTS: dict[type[WireReport], StationEventKind] = {
    OpeningReport: StationEventKind.OPENED,
    SignInReport: StationEventKind.SIGN_IN,
}


def project(session: Session, kept: Sequence[Kept]) -> None:
    """Take reports into the projections. Those of one journal come in the order of their ids; their exam sessions are
    held (`server.exam_sessions.hold_sessions`)."""
    measured = project_candidates(session, kept)
    _expect_pictures(session, kept)
    for each in kept:
        if isinstance(each.report, OpeningReport):
            open_session(session, each, each.report)
    insert_rows(session, StationEvent, [_event(each) for each in kept if type(each.report) in _EVENTS])
    add_up(session, Rate, rate_rows(measured))
    count_arrivals(session, kept)
    put(session, Case, [_replaced(each) for each in kept if _continues(each.report)])


def project_contradiction(session: Session, contradiction: Contradiction) -> None:
    """Open the case of a report that was turned away."""
    row = case_row(
        CaseKind.CONTRADICTION,
        str(contradiction.id),
        OpenedCase(contradiction.station_id, 1, contradiction.raised_at, None),
    )
    put(session, Case, [row])


def rebuild(sessions: sessionmaker[Session], on_progress: Callable[[int], None]) -> int:
    """Throw the projections away and make them again, in one transaction; returns how many reports there are.

    Reports that stations send meanwhile are answered RETRY, and come again.
    """
    with sessions() as session:
        session.connection(execution_options=WRITING)
        if session.get_bind().dialect.name == "postgresql":
            # In the order in which a transaction that takes reports in comes to them.
            session.execute(text("LOCK TABLE contradiction, exam_session, report IN SHARE ROW EXCLUSIVE MODE"))
        for model in PROJECTIONS:
            session.execute(delete(model))
        done, last = 0, 0
        while chunk := _reports_after(session, last):
            hold_sessions(session, [each.report for each in chunk])
            project(session, chunk)
            done, last = done + len(chunk), chunk[-1].id
            on_progress(done)
        for contradiction in session.scalars(select(Contradiction).order_by(Contradiction.id)):
            project_contradiction(session, contradiction)
        session.commit()
    return done


def _reports_after(session: Session, last: int) -> list[Kept]:
    rows = session.execute(
        select(Report.id, Report.received_at, Report.venue, Report.payload)
        .where(Report.id > last)
        .order_by(Report.id)
        .limit(_CHUNK)
    )
    return [Kept(row.id, row.received_at, row.venue, REPORTS.validate_json(row.payload)) for row in rows]


def _expect_pictures(session: Session, kept: Sequence[Kept]) -> None:
    checkins = [(each, each.report) for each in kept if isinstance(each.report, CheckInReport)]
    whole = _whole(session, {picture.digest for _, report in checkins for picture in report.pictures})
    uses: list[Row] = [
        {
            "report": kept.id,
            "position": position,
            "digest": picture.digest,
            "size": picture.size,
            "role": picture.role.value,
            "station_id": report.station_id,
            "awaited": picture.digest not in whole,
        }
        for kept, report in checkins
        for position, picture in enumerate(report.pictures)
    ]
    insert_rows(session, PictureUse, uses)


def _whole(session: Session, digests: set[str]) -> set[str]:
    """Those of the pictures that have arrived whole."""
    return set(session.connection().scalars(_WHOLE, {"digests": sorted(digests)})) if digests else set()


def _event(kept: Kept) -> Row:
    report = kept.report
    return {
        "id": kept.id,
        "station_id": report.station_id,
        "kind": _EVENTS[type(report)].value,
        "journal_id": report.journal_id,
        "station_seq": report.station_seq,
    }


def _continues(report: WireReport) -> bool:
    return isinstance(report, KeyReport) and report.continues is not None


def _replaced(kept: Kept) -> Row:
    report = kept.report
    return case_row(
        CaseKind.JOURNAL_REPLACED, report.journal_id.hex, OpenedCase(report.station_id, 1, kept.received_at, None)
    )
