"""What the stations recorded against what the server has, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.database import open_engine
from server.tables import CheckIn, Contradiction, EvidencePicture, Gap, Report
from simulator.scenario import WorkerOrder
from station.client import HttpTransport
from station.journal import database, entries, identity
from station.journal.reading import verify_database
from vault.keys import DatabaseKey
from wire.envelopes import Envelope
from wire.reports import CheckInReport
from wire.vocabulary import ReportOutcome

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one station has in its journal."""

    station_id: str
    token: str = field(repr=False)
    envelopes: tuple[Envelope, ...]
    pictures: frozenset[str]
    quarantined: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The account. ``altered``: on the server with another text; ``unknown``: there, but in no journal; ``half``: what
    verification found in the journals, and rows on the server that lack their counterpart."""

    recorded: int
    on_server: int
    lost: int
    doubled: int
    altered: int = 0
    unknown: int = 0
    half: int = 0
    quarantined: int = 0
    pictures: int = 0
    pictures_on_server: int = 0

    @property
    def good(self) -> bool:
        """Whether each report is there once, as it was recorded, and nothing else is."""
        wrong = (self.lost, self.doubled, self.altered, self.unknown, self.half, self.quarantined)
        return not any(wrong) and self.recorded == self.on_server and self.pictures == self.pictures_on_server


def read_journals(orders: Iterable[WorkerOrder]) -> list[Recorded]:
    """Read and verify the journals of all stations."""
    found: list[Recorded] = []
    for order in orders:
        for station in order.stations:
            key = DatabaseKey(bytes.fromhex(station.secret), bytes.fromhex(station.salt))
            connection = database.connect_existing(order.journal(station), key)
            account = verify_database(connection)
            known = identity.read(connection)
            (quarantined,) = connection.execute("SELECT count(*) FROM outbox WHERE state != 'PENDING'").fetchone()
            pictures = frozenset(row[0] for row in connection.execute("SELECT digest FROM picture"))
            found.append(
                Recorded(
                    station.name,
                    known.token if known else "",
                    tuple(entries.envelopes(connection)),
                    pictures,
                    int(quarantined),
                    tuple(str(problem) for problem in account.problems),
                )
            )
            connection.close()
    return found


def compare_with_database(recorded: Sequence[Recorded], url: str) -> Comparison:
    """Compare with the server's own database, row by row."""
    stations = [station.station_id for station in recorded]
    expected = {(e.station_id, e.report_id): e.digest for station in recorded for e in station.envelopes}
    engine = open_engine(url)
    with Session(engine) as session:
        of_ours = Report.station_id.in_(stations)
        rows = session.execute(select(Report.station_id, Report.report_id, Report.digest).where(of_ours)).all()
        found: dict[tuple[str, UUID], str] = {(row[0], row[1]): row[2] for row in rows}
        checkins = session.scalar(select(func.count()).where(CheckIn.station_id.in_(stations))) or 0
        gaps = session.scalar(select(func.count()).where(Gap.station_id.in_(stations))) or 0
        against = session.scalar(select(func.count()).where(Contradiction.station_id.in_(stations))) or 0
        digests = [digest for station in recorded for digest in station.pictures]
        there = set(session.scalars(select(EvidencePicture.digest).where(EvidencePicture.completed_at.is_not(None))))
    engine.dispose()
    decisions = sum(_is_checkin(envelope) for station in recorded for envelope in station.envelopes)
    return Comparison(
        recorded=len(expected),
        on_server=len(rows),
        lost=len(expected.keys() - found.keys()),
        doubled=len(rows) - len(found),
        altered=sum(found[key] != expected[key] for key in expected.keys() & found.keys()),
        unknown=len(found.keys() - expected.keys()),
        half=sum(len(each.problems) for each in recorded) + abs(checkins - decisions) + gaps + against,
        quarantined=sum(each.quarantined for each in recorded),
        pictures=len(digests),
        pictures_on_server=sum(digest in there for digest in digests),
    )


def compare_by_asking(recorded: Sequence[Recorded], transports: Sequence[HttpTransport]) -> Comparison:
    """Compare with a server whose database cannot be looked into: send every report once more.

    DUPLICATE says that it was there with this very text, ACCEPTED that it had been lost. What the server keeps has
    one place for each number of a journal, so none can be there twice unless something is beyond the journal's end.
    """
    outcomes = [
        outcome.outcome
        for station, transport in zip(recorded, transports, strict=True)
        for at in range(0, len(station.envelopes), _BATCH)
        for outcome in transport.send(station.envelopes[at : at + _BATCH]).outcomes
    ]
    pictures = [
        transport.upload_state(digest).complete
        for station, transport in zip(recorded, transports, strict=True)
        for digest in sorted(station.pictures)
    ]
    there = outcomes.count(ReportOutcome.DUPLICATE)
    return Comparison(
        recorded=len(outcomes),
        on_server=there,
        lost=outcomes.count(ReportOutcome.ACCEPTED),
        doubled=0,
        altered=len(outcomes) - there - outcomes.count(ReportOutcome.ACCEPTED),
        half=sum(len(each.problems) for each in recorded),
        quarantined=sum(each.quarantined for each in recorded),
        pictures=len(pictures),
        pictures_on_server=sum(pictures),
    )


def _is_checkin(envelope: Envelope) -> bool:
    return f'"kind":"{CheckInReport.model_fields["kind"].default}"' in envelope.payload
