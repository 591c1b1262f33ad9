"""Tables to take out, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from starlette.responses import Response, StreamingResponse

from server.accesses import Action
from server.dashboard.errors import NotFoundError
from server.dashboard.queries import sessions as session_queries
from server.dashboard.visits import Visit
from server.tables import CheckIn
from wire.spreadsheets import inert

_CHUNK = 1000  # rows
_CHECKIN_COLUMNS = (
    "received_at",
    "occurred_at",
    "station_id",
    "session_id",
    "candidate_number",
    "checkin_id",
    "decision",
    "verdict",
    "reason",
    "score",
    "threshold",
    "operator",
    "second",
    "undone",
    "resolution",
)
_OVERVIEW_COLUMNS = (
    "session_id",
    "title",
    "venue",
    "starts_at",
    "expected",
    "admitted",
    "provisional",
    "refused",
    "left",
    "stations",
    "fnmr",
    "fnmr_low",
    "fnmr_high",
)
Cell = str | int | float | datetime | None


def checkins(visit: Visit) -> Response:
    """The check-ins of a session, in the order in which they arrived."""
    line = session_queries.session_line(visit.db, visit.viewer, visit.request.query_params.get("session", ""))
    if line is None:
        raise NotFoundError("no such session")
    visit.record(Action.EXPORT, f"checkins {line.id}")
    return _answer("hadir-checkins.csv", _CHECKIN_COLUMNS, _checkins(visit, line.id))


def overview(visit: Visit) -> Response:
    """The sessions of a day."""
    day = visit.day
    lines = session_queries.sessions_of_day(visit.db, visit.viewer, day)
    visit.record(Action.EXPORT, f"overview {day.date}")
    rows: Iterable[tuple[Cell, ...]] = (
        (
            line.id,
            line.title,
            line.venue,
            line.starts_at,
            line.expected,
            line.admitted,
            line.provisional,
            line.refused,
            line.left,
            line.desks,
            *((line.fnmr.share, line.fnmr.low, line.fnmr.high) if line.fnmr else (None, None, None)),
        )
        for line in lines
    )
    return _answer(f"hadir-{day.date}.csv", _OVERVIEW_COLUMNS, [list(rows)])


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    csv.writer(out).writerows([[_cell(value) for value in row] for row in rows])
    return out.getvalue()


def _cell(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else str(value)


def _plain(value: Cell | UUID | bool) -> Cell:
    """A value of a column as a cell: 1 or 0 for yes or no."""
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, UUID) else value


def _checkins(visit: Visit, session_id: str) -> Iterator[list[tuple[Cell, ...]]]:
    last = 0
    with visit.site.sessions() as db:
        columns = [getattr(CheckIn, name) for name in _CHECKIN_COLUMNS]
        while True:
            rows = db.execute(
                select(CheckIn.id, *columns)
                .where(CheckIn.session_id == session_id, CheckIn.id > last, visit.viewer.checkins())
                .order_by(CheckIn.id)
                .limit(_CHUNK)
            ).all()
            if not rows:
                return
            last = rows[-1].id
            yield [tuple(_plain(value) for value in row[1:]) for row in rows]


def _answer(name: str, header: tuple[str, ...], chunks: Iterable[list[tuple[Cell, ...]]]) -> Response:
    def texts() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf" + csv_text([header]).encode()  # spreadsheets know UTF-8 by this mark
        for chunk in chunks:
            yield csv_text(chunk).encode()

    return StreamingResponse(
        texts(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
